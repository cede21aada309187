//! Dates as texts write them, in English, in Chinese and in ISO 8601: `Tuesday, 27 September 2022`, `Sept. 27, 2022`,
//! `2022年9月27日（星期二）`, `九月二十七日`, `2022-09-27`.

pub mod calendar;
pub mod chinese;
pub mod date;
pub mod english;
pub mod iso;
pub mod weekdays;
