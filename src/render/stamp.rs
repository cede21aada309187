//! Instants as outputs print them: RFC 3339 (Atom, JSON Feed, sitemaps, JSON-LD) and RFC 822 with the
//! four-digit year of RFC 2822 (RSS 2.0). In whole seconds, always with a numeric offset: `Z` would say that
//! the local time is unknown (RFC 9557, section 2), while a release is always told in a known zone.

use std::fmt;

use jiff::Timestamp;
use jiff::civil::{Date, DateTime};
use jiff::fmt::temporal::Pieces;
use jiff::tz::Offset;
use serde::{Deserialize, Deserializer, Serialize, Serializer, de};

/// An instant and the offset from UTC it is told in.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Stamp {
    /// The instant.
    pub at: Timestamp,
    /// The offset of the place it is told at.
    pub offset: Offset,
}

impl Stamp {
    /// The instant `at`, told at `offset`.
    pub fn new(at: Timestamp, offset: Offset) -> Self {
        Stamp { at, offset }
    }

    /// RFC 3339, section 5.6: `2022-09-28T08:30:00+08:00`.
    pub fn rfc3339(self) -> String {
        let (local, sign, hours, minutes) = self.wall();
        let (date, time) = (day(local.date()), clock(local));
        format!("{date}T{time}{sign}{hours:02}:{minutes:02}")
    }

    /// RFC 822, section 5, as RSS 2.0 wants it: `Wed, 28 Sep 2022 08:30:00 +0800`.
    pub fn rfc822(self) -> String {
        const DAYS: [&str; 7] = ["Mon", "Tue", "Wed", "Thu", "Fri", "Sat", "Sun"];
        const MONTHS: [&str; 12] =
            ["Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec"];
        let (local, sign, hours, minutes) = self.wall();
        let week_day = DAYS[local.weekday().to_monday_zero_offset() as usize % 7];
        let month = MONTHS[(local.month() as usize + 11) % 12];
        let (day, year, time) = (local.day(), local.year(), clock(local));
        format!("{week_day}, {day:02} {month} {year:04} {time} {sign}{hours:02}{minutes:02}")
    }

    /// Date and time on the wall, and sign, hours and minutes of the offset. An offset in seconds (local mean
    /// time, before there were zones) goes to the nearest minute, one that `xsd:dateTime` refuses (over 14
    /// hours) to UTC; the wall follows, so the instant stays the same.
    fn wall(self) -> (DateTime, char, i32, i32) {
        let seconds = self.offset.seconds();
        let minutes = (seconds.abs() + 30) / 60 * seconds.signum();
        let minutes = if minutes.abs() > 14 * 60 { 0 } else { minutes };
        let offset = Offset::from_seconds(minutes * 60).unwrap_or(Offset::UTC);
        let sign = if minutes < 0 { '-' } else { '+' };
        (offset.to_datetime(self.at), sign, minutes.abs() / 60, minutes.abs() % 60)
    }
}

impl Serialize for Stamp {
    fn serialize<S: Serializer>(&self, to: S) -> Result<S::Ok, S::Error> {
        to.serialize_str(&self.rfc3339())
    }
}

impl<'de> Deserialize<'de> for Stamp {
    fn deserialize<D: Deserializer<'de>>(from: D) -> Result<Self, D::Error> {
        struct Text;
        impl de::Visitor<'_> for Text {
            type Value = Stamp;
            fn expecting(&self, to: &mut fmt::Formatter<'_>) -> fmt::Result {
                to.write_str("a date and time with an offset, as in RFC 3339")
            }
            fn visit_str<E: de::Error>(self, text: &str) -> Result<Stamp, E> {
                parse(text).ok_or_else(|| E::invalid_value(de::Unexpected::Str(text), &self))
            }
        }
        from.deserialize_str(Text)
    }
}

/// Reads RFC 3339, keeping the offset; `None` when it is something else.
pub fn parse(text: &str) -> Option<Stamp> {
    let pieces = Pieces::parse(text).ok()?;
    let offset = pieces.to_numeric_offset()?;
    let at = offset.to_timestamp(pieces.date().to_datetime(pieces.time()?)).ok()?;
    Some(Stamp { at, offset })
}

/// A day, or an instant: what schema.org calls `Date` or `DateTime`.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum When {
    /// A day on the wall: `2022-09-27`.
    Day(Date),
    /// An instant.
    Instant(Stamp),
}

impl Serialize for When {
    fn serialize<S: Serializer>(&self, to: S) -> Result<S::Ok, S::Error> {
        match self {
            When::Day(date) => to.serialize_str(&day(*date)),
            When::Instant(stamp) => stamp.serialize(to),
        }
    }
}

fn day(date: Date) -> String {
    format!("{:04}-{:02}-{:02}", date.year(), date.month(), date.day())
}

fn clock(local: DateTime) -> String {
    format!("{:02}:{:02}:{:02}", local.hour(), local.minute(), local.second())
}

#[cfg(test)]
mod tests {
    use super::{Stamp, parse};
    use jiff::Timestamp;
    use jiff::tz::Offset;
    use proptest::prelude::*;

    fn stamp(second: i64, offset: i32) -> Stamp {
        Stamp::new(Timestamp::from_second(second).unwrap(), Offset::from_seconds(offset).unwrap())
    }

    #[test]
    fn it_is_told_at_its_offset() {
        let instant = 1_664_325_000; // 2022-09-28T00:30:00Z
        assert_eq!(stamp(instant, 8 * 3600).rfc3339(), "2022-09-28T08:30:00+08:00");
        assert_eq!(stamp(instant, 8 * 3600).rfc822(), "Wed, 28 Sep 2022 08:30:00 +0800");
        assert_eq!(stamp(instant, -(3 * 3600 + 1800)).rfc3339(), "2022-09-27T21:00:00-03:30");
        assert_eq!(stamp(instant, -1800).rfc822(), "Wed, 28 Sep 2022 00:00:00 -0030");
        assert_eq!(stamp(instant, 0).rfc3339(), "2022-09-28T00:30:00+00:00");
    }

    #[test]
    fn an_offset_of_seconds_keeps_the_instant() {
        let shanghai_1900 = stamp(-2_200_000_000, 8 * 3600 + 5 * 60 + 43);
        assert!(shanghai_1900.rfc3339().ends_with("+08:06"));
        assert_eq!(parse(&shanghai_1900.rfc3339()).unwrap().at, shanghai_1900.at);
        assert!(stamp(0, 25 * 3600).rfc3339().ends_with("T00:00:00+00:00"));
    }

    #[test]
    fn other_forms_are_refused() {
        for text in ["", "2022-09-28", "2022-09-28T08:30:00", "yesterday", "2022-13-01T00:00:00Z"] {
            assert_eq!(parse(text), None, "{text}");
        }
        assert_eq!(parse("2022-09-28T00:30:00Z"), Some(stamp(1_664_325_000, 0)));
    }

    proptest! {
        #[test]
        fn both_forms_read_back(second in -30_000_000_000_i64..200_000_000_000, minutes in -840_i32..=840) {
            let stamp = stamp(second, minutes * 60);
            prop_assert_eq!(parse(&stamp.rfc3339()), Some(stamp));
            let read = jiff::fmt::rfc2822::parse(&stamp.rfc822()).unwrap();
            prop_assert_eq!((read.timestamp(), read.offset()), (stamp.at, stamp.offset));
        }
    }
}
