//! A date in a text.

use jiff::civil::{Date, Weekday};
use std::ops::Range;

/// A leap year, for dates that have none.
const LEAP: i16 = 2000;

/// A date in a text.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Written {
    /// Where it stands, with the day of the week where it has one.
    pub range: Range<usize>,
    /// The year.
    pub year: Option<i16>,
    /// The month, 1 to 12.
    pub month: i8,
    /// The day, 1 to 31.
    pub day: i8,
    /// The day of the week, and where it stands.
    pub weekday: Option<(Weekday, Range<usize>)>,
}

impl Written {
    /// The date in a year, where it has one there.
    pub fn in_year(&self, year: i16) -> Option<Date> {
        Date::new(year, self.month, self.day).ok()
    }

    /// How many days its month has, at most.
    pub fn days_in_month(&self) -> i8 {
        Date::new(self.year.unwrap_or(LEAP), self.month, 1).map_or(31, Date::days_in_month)
    }

    /// Whether its month has such a day, in its year or in any.
    pub fn is_a_day(&self) -> bool {
        self.day <= self.days_in_month()
    }

    /// Whether it has a year or a day of the week, or is no day at all, so that it can be wrong.
    pub fn can_be_wrong(&self) -> bool {
        self.year.is_some() || self.weekday.is_some() || !self.is_a_day()
    }
}

/// A number of one or two ASCII digits within bounds.
pub fn number(digits: &str, least: i8, most: i8) -> Option<i8> {
    let number = (1..=2).contains(&digits.len()).then(|| digits.parse().ok())??;
    (least..=most).contains(&number).then_some(number)
}
