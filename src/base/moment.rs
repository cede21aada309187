//! Moments as people write them: a day, or a day and a time, in the site's time zone unless an offset says
//! otherwise. Written forms follow RFC 3339 and ISO 8601: `2022-09-28`, `2022-09-28T09:30`,
//! `2022-09-28 09:30:00`, `2022-09-28T09:30+08:00`.

use jiff::Timestamp;
use jiff::civil::{Date, DateTime, Time};
use jiff::tz::{Offset, TimeZone};

/// A moment with the precision it was written in.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub struct Moment {
    /// The instant; of a day, its beginning in the site's time zone.
    pub at: Timestamp,
    /// Date and time on the wall in the site's time zone.
    pub local: DateTime,
    /// The zone's offset from UTC at that instant.
    pub offset: Offset,
    /// Whether only the day was written.
    pub day_only: bool,
}

/// Why a text is no moment, and what to do about it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct NotAMoment {
    /// What is wrong, lower case, about the text.
    pub message: String,
    /// What to write instead.
    pub help: String,
}

impl Moment {
    /// The day on the wall in the site's time zone.
    pub fn date(&self) -> Date {
        self.local.date()
    }

    /// The moment of an instant.
    pub fn of(at: Timestamp, zone: &TimeZone) -> Self {
        let offset = zone.to_offset(at);
        Moment { at, local: offset.to_datetime(at), offset, day_only: false }
    }

    /// The form for `datetime` attributes and data: a day as `2022-09-28`, else RFC 3339 with offset.
    pub fn iso(&self) -> String {
        if self.day_only { self.date().to_string() } else { self.rfc3339() }
    }

    /// RFC 3339 with the zone's offset, in whole seconds.
    pub fn rfc3339(&self) -> String {
        let local = self.local;
        let (sign, offset) = (if self.offset.is_negative() { '-' } else { '+' }, self.offset.seconds().abs());
        format!(
            "{:04}-{:02}-{:02}T{:02}:{:02}:{:02}{sign}{:02}:{:02}",
            local.year(),
            local.month(),
            local.day(),
            local.hour(),
            local.minute(),
            local.second(),
            offset / 3600,
            offset / 60 % 60
        )
    }
}

/// Reads a moment; see the module for the forms.
pub fn parse(text: &str, zone: &TimeZone) -> Result<Moment, NotAMoment> {
    let text = text.trim();
    let is_digit = |at: usize| text[..at].ends_with(|c: char| c.is_ascii_digit());
    let (day, rest) = match text.char_indices().find(|(at, c)| matches!(c, 'T' | 't' | ' ') && is_digit(*at))
    {
        Some((at, _)) => (&text[..at], Some(text[at + 1..].trim_start())),
        None => (text, None),
    };
    let date = parse_day(day)?;
    let Some(rest) = rest else {
        return local(date.to_datetime(Time::midnight()), zone, true);
    };
    let (clock, offset) = split_offset(rest);
    let time = parse_time(clock)?;
    match offset {
        None => local(date.to_datetime(time), zone, false),
        Some(offset) => {
            let offset = parse_offset(offset)?;
            let at = offset.to_timestamp(date.to_datetime(time)).map_err(|_| out_of_range())?;
            Ok(Moment::of(at, zone))
        }
    }
}

/// The two moments of a span as people write it in words: `2022-09-27 to 2022-09-29`, `2022-09-27~2022-09-29`.
pub fn span<'a>(text: &'a str, zone: &TimeZone) -> Option<(&'a str, &'a str)> {
    const BETWEEN: [&str; 10] = [" to ", " until ", " - ", "~", "～", "–", "—", "至", "到", "/"];
    BETWEEN.iter().find_map(|between| {
        let (from, to) = text.split_once(between)?;
        let (from, to) = (from.trim(), to.trim_start_matches(between).trim());
        (parse(from, zone).is_ok() && parse(to, zone).is_ok()).then_some((from, to))
    })
}

/// Reads a day without a time.
pub fn parse_day(text: &str) -> Result<Date, NotAMoment> {
    let parts: Vec<&str> = text.split('-').collect();
    let digits = |part: &str, length: usize| part.len() == length && part.bytes().all(|b| b.is_ascii_digit());
    if !(parts.len() == 3 && digits(parts[0], 4) && digits(parts[1], 2) && digits(parts[2], 2)) {
        return Err(not_a_day(text));
    }
    let number = |part: &str| part.parse::<i16>().unwrap_or_default();
    let (year, month, day) = (number(parts[0]), number(parts[1]), number(parts[2]));
    if year == 0 {
        return Err(wrong("there is no year 0", "write the year in full, such as 2022"));
    }
    if !(1..=12).contains(&month) {
        return Err(wrong(
            format!("there is no month {month}"),
            "write year, month and day in this order, such as 2022-09-28",
        ));
    }
    let last = Date::new(year, month as i8, 1).map_err(|_| out_of_range())?.days_in_month();
    if day < 1 || day > i16::from(last) {
        return Err(wrong(
            format!("there is no day {day} in month {month} of {year}"),
            format!("that month has {last} days"),
        ));
    }
    Date::new(year, month as i8, day as i8).map_err(|_| out_of_range())
}

fn parse_time(text: &str) -> Result<Time, NotAMoment> {
    let parts: Vec<&str> = text.split(':').collect();
    let two = |part: &str| part.len() == 2 && part.bytes().all(|b| b.is_ascii_digit());
    let seconds = parts.get(2).map(|part| part.split_once('.').map_or(*part, |(seconds, _)| seconds));
    let fraction = parts.get(2).and_then(|part| part.split_once('.')).map_or("", |(_, fraction)| fraction);
    if !fraction.bytes().all(|b| b.is_ascii_digit())
        || !(2..=3).contains(&parts.len())
        || !two(parts[0])
        || !two(parts[1])
        || !seconds.is_none_or(two)
    {
        return Err(wrong(
            format!("`{text}` is not a time of day"),
            "write hours and minutes, such as 09:30",
        ));
    }
    let number = |part: &str| part.parse::<i8>().unwrap_or(-1);
    Time::new(number(parts[0]), number(parts[1]), seconds.map_or(0, number), 0).map_err(|_| {
        wrong(format!("there is no time {text}"), "hours go from 00 to 23, minutes from 00 to 59")
    })
}

/// Splits `09:30+08:00` at its offset.
fn split_offset(text: &str) -> (&str, Option<&str>) {
    match text.find(['Z', 'z', '+', '-']) {
        Some(at) => (text[..at].trim_end(), Some(&text[at..])),
        None => (text, None),
    }
}

fn parse_offset(text: &str) -> Result<Offset, NotAMoment> {
    let bad = || wrong(format!("`{text}` is not an offset from UTC"), "write it as +08:00, or Z for UTC");
    if text.eq_ignore_ascii_case("z") {
        return Ok(Offset::UTC);
    }
    let sign = if text.starts_with('-') { -1 } else { 1 };
    let digits: String = text[1..].chars().filter(|c| *c != ':').collect();
    if !(digits.len() == 2 || digits.len() == 4) || !digits.bytes().all(|b| b.is_ascii_digit()) {
        return Err(bad());
    }
    let hours: i32 = digits[..2].parse().map_err(|_| bad())?;
    let minutes: i32 = digits.get(2..4).map_or(Ok(0), str::parse).map_err(|_| bad())?;
    if minutes > 59 {
        return Err(bad());
    }
    Offset::from_seconds(sign * (hours * 3600 + minutes * 60)).map_err(|_| bad())
}

fn local(when: DateTime, zone: &TimeZone, day_only: bool) -> Result<Moment, NotAMoment> {
    let at = zone.to_timestamp(when).map_err(|_| out_of_range())?;
    Ok(Moment { day_only, ..Moment::of(at, zone) })
}

fn not_a_day(text: &str) -> NotAMoment {
    let numbers: Vec<i32> = text
        .split(|c: char| !c.is_ascii_digit())
        .filter(|part| !part.is_empty())
        .flat_map(str::parse)
        .collect();
    if numbers.len() == 3 && numbers[0] > 9999 {
        return out_of_range();
    }
    let help = match numbers[..] {
        _ if let Some(day) = of_digits(text) => format!("write {day}"),
        // 2022/9/28 and 2022年9月28日 are clear; 28/09/2022 is not, since 09/28/2022 is usual elsewhere.
        [year, month, day] if year > 31 && is_day(year, month, day) => {
            format!("write {year:04}-{month:02}-{day:02}")
        }
        [_, _] if text.contains(':') => "a time needs its day: write 2022-09-28T09:30".to_owned(),
        _ => "write year, month and day, such as 2022-09-28, and a time as 2022-09-28T09:30".to_owned(),
    };
    wrong(format!("`{text}` is not a date"), help)
}

/// The day that eight digits mean: `20220928`.
pub fn of_digits(text: &str) -> Option<Date> {
    if text.len() != 8 || !text.bytes().all(|b| b.is_ascii_digit()) {
        return None;
    }
    parse_day(&format!("{}-{}-{}", &text[..4], &text[4..6], &text[6..])).ok()
}

fn is_day(year: i32, month: i32, day: i32) -> bool {
    parse_day(&format!("{year:04}-{month:02}-{day:02}")).is_ok()
}

fn out_of_range() -> NotAMoment {
    wrong("this date is out of range", "years go from 1 to 9999")
}

fn wrong(message: impl Into<String>, help: impl Into<String>) -> NotAMoment {
    NotAMoment { message: message.into(), help: help.into() }
}

#[cfg(test)]
mod tests {
    use super::parse;
    use jiff::tz::{Offset, TimeZone};

    fn shanghai() -> TimeZone {
        TimeZone::fixed(Offset::constant(8))
    }

    #[test]
    fn a_day_begins_at_midnight_in_the_zone_of_the_site() {
        let moment = parse("2022-09-28", &shanghai()).unwrap();
        assert_eq!(moment.at.to_string(), "2022-09-27T16:00:00Z");
        assert_eq!(moment.iso(), "2022-09-28");
        assert_eq!(moment.rfc3339(), "2022-09-28T00:00:00+08:00");
    }

    #[test]
    fn a_time_with_an_offset_is_told_in_the_zone_of_the_site() {
        let moment = parse("2022-09-28T20:30Z", &shanghai()).unwrap();
        assert_eq!(moment.iso(), "2022-09-29T04:30:00+08:00");
        assert_eq!(
            parse("2022-09-28 09:30:15 -03:30", &shanghai()).unwrap().at.to_string(),
            "2022-09-28T13:00:15Z"
        );
    }

    #[test]
    fn what_is_no_date_is_said_in_words() {
        let message = |text| parse(text, &shanghai()).unwrap_err();
        assert_eq!(message("2022-02-30").message, "there is no day 30 in month 2 of 2022");
        assert_eq!(message("2022-02-30").help, "that month has 28 days");
        assert_eq!(message("0000-01-01").message, "there is no year 0");
        assert_eq!(message("2022/9/28").help, "write 2022-09-28");
        assert_eq!(message("2022年9月28日").help, "write 2022-09-28");
        assert_eq!(message("20220928").help, "write 2022-09-28");
        for text in ["20221328", "2022/2/30", "2022年13月1日", "0000年1月1日"] {
            assert!(message(text).help.starts_with("write year, month and day"), "{text}");
        }
        assert_eq!(message("10000-01-01").help, "years go from 1 to 9999");
        assert_eq!(message("09:30").help, "a time needs its day: write 2022-09-28T09:30");
        assert_eq!(message("2022-09-28T25:00").message, "there is no time 25:00");
        assert_eq!(message("2022-13-01").message, "there is no month 13");
        assert!(parse("2022-09-28T09:30+99:00", &shanghai()).is_err());
        assert!(parse("", &shanghai()).is_err());
    }
}
