//! Lists of releases by year, month and day. Lists are newest first, so a period is a stretch of its list.

use crate::archive::model::Archive;

/// A stretch of time.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Period {
    /// All time.
    All,
    /// A year.
    Year(i16),
    /// A month of a year.
    Month(i16, i8),
    /// A day of a month.
    Day(i16, i8, i8),
}

impl Period {
    /// The period one step wider.
    pub fn wider(self) -> Option<Period> {
        match self {
            Period::All => None,
            Period::Year(_) => Some(Period::All),
            Period::Month(year, _) => Some(Period::Year(year)),
            Period::Day(year, month, _) => Some(Period::Month(year, month)),
        }
    }

    /// The parts of its address: `2022/`, `2022/09/`, `2022/09/28/`.
    pub fn parts(self) -> String {
        match self {
            Period::All => String::new(),
            Period::Year(year) => format!("{year:04}/"),
            Period::Month(year, month) => format!("{year:04}/{month:02}/"),
            Period::Day(year, month, day) => format!("{year:04}/{month:02}/{day:02}/"),
        }
    }
}

/// The next narrower periods in which a list (a stretch of `period`) has releases, newest first, each with
/// its part of the list.
pub fn divide<'a>(archive: &Archive, list: &'a [usize], period: Period) -> Vec<(Period, &'a [usize])> {
    let narrower = |number: usize| {
        let day = archive.items[number].release.front.date.date();
        match period {
            Period::All => Period::Year(day.year()),
            Period::Year(_) => Period::Month(day.year(), day.month()),
            Period::Month(..) | Period::Day(..) => Period::Day(day.year(), day.month(), day.day()),
        }
    };
    list.chunk_by(|a, b| narrower(*a) == narrower(*b)).map(|part| (narrower(part[0]), part)).collect()
}

/// The part of a list that falls into a period.
pub fn within<'a>(archive: &Archive, list: &'a [usize], period: Period) -> &'a [usize] {
    let cut = |number: &usize| key(archive.items[*number].release.front.date.date(), period);
    let start = list.partition_point(|number| cut(number) > value(period));
    let end = list.partition_point(|number| cut(number) >= value(period));
    &list[start..end]
}

/// A day cut to the precision of a period.
fn key(day: jiff::civil::Date, period: Period) -> (i16, i8, i8) {
    match period {
        Period::All => (0, 0, 0),
        Period::Year(_) => (day.year(), 0, 0),
        Period::Month(..) => (day.year(), day.month(), 0),
        Period::Day(..) => (day.year(), day.month(), day.day()),
    }
}

fn value(period: Period) -> (i16, i8, i8) {
    match period {
        Period::All => (0, 0, 0),
        Period::Year(year) => (year, 0, 0),
        Period::Month(year, month) => (year, month, 0),
        Period::Day(year, month, day) => (year, month, day),
    }
}
