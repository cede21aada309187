//! Releases of a time: those of feed archives and sitemaps.

use crate::archive::calendar::{Period, divide, within};
use crate::archive::model::Archive;
use crate::config::Config;
use crate::plan::lists::has_feed;
use crate::plan::model::Scope;
use jiff::Timestamp;

/// Months that have an Atom archive document, oldest first, once the feed of a language no longer holds all.
/// Those of past months stay as they are; the newest one grows with its month.
pub fn archived_months(config: &Config, archive: &Archive, language: usize) -> Vec<(i16, i8)> {
    let readable = &archive.readable[language];
    if readable.len() <= config.lists.latest || !has_feed(config, archive, Scope::All, language) {
        return Vec::new();
    }
    let mut months = Vec::new();
    for (year, part) in divide(archive, readable, Period::All) {
        for (month, _) in divide(archive, part, year) {
            if let Period::Month(year, month) = month {
                months.push((year, month));
            }
        }
    }
    months.reverse();
    months
}

/// Releases that a news sitemap lists: those of the last two days, newest first.
pub fn news(archive: &Archive, now: Timestamp) -> Vec<usize> {
    let since = now.as_second() - 2 * 24 * 60 * 60;
    let at = |number: usize| archive.items[number].release.front.date;
    let recent = |number: &usize| (since..=now.as_second()).contains(&at(*number).at.as_second());
    // Items stand by their days on the wall, which are within a day of those of UTC.
    let oldest = now.checked_sub(jiff::SignedDuration::from_hours(4 * 24)).unwrap_or(Timestamp::MIN);
    let oldest = jiff::tz::Offset::UTC.to_datetime(oldest).date();
    let numbers = (0..archive.items.len()).take_while(|number| at(*number).date() >= oldest);
    numbers.filter(|number| archive.items[*number].is_listed()).filter(recent).collect()
}

/// Years in which any language has a release that can be read, newest first, with those releases.
pub fn years(archive: &Archive) -> Vec<(i16, Vec<usize>)> {
    let mut years: Vec<(i16, Vec<usize>)> = Vec::new();
    for (number, item) in archive.items.iter().enumerate().filter(|(_, item)| item.is_readable()) {
        let year = item.release.front.date.date().year();
        match years.last_mut() {
            Some((last, releases)) if *last == year => releases.push(number),
            _ => years.push((year, vec![number])),
        }
    }
    years
}

/// The part of a language's list that a month's feed archive holds.
pub fn month_of(archive: &Archive, language: usize, year: i16, month: i8) -> &[usize] {
    within(archive, &archive.readable[language], Period::Month(year, month))
}
