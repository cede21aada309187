//! Dates in English: `Tuesday, 27 September 2022`, `Sept. 27, 2022`.

use crate::archive::checks::written::date::{Written, number};
use crate::archive::checks::written::weekdays::{weekday_before, weekday_in_brackets};
use std::ops::Range;

/// The months, in full and cut short.
pub const MONTHS: [(&str, i8); 24] = [
    ("January", 1),
    ("February", 2),
    ("March", 3),
    ("April", 4),
    ("May", 5),
    ("June", 6),
    ("July", 7),
    ("August", 8),
    ("September", 9),
    ("October", 10),
    ("November", 11),
    ("December", 12),
    ("Jan", 1),
    ("Feb", 2),
    ("Mar", 3),
    ("Apr", 4),
    ("Jun", 6),
    ("Jul", 7),
    ("Aug", 8),
    ("Sept", 9),
    ("Sep", 9),
    ("Oct", 10),
    ("Nov", 11),
    ("Dec", 12),
];

/// A date around the name of a month: the day stands before it or behind it.
pub fn around(text: &str, month_at: Range<usize>, month: i8) -> Option<Written> {
    let is_word = |c: char| c.is_alphanumeric();
    if text[..month_at.start].ends_with(is_word) || text[month_at.end..].starts_with(is_word) {
        return None;
    }
    let after = &text[month_at.end..];
    // A full stop belongs to a month that is cut short.
    let after = if month_at.len() <= 4 { after.strip_prefix('.').unwrap_or(after) } else { after };
    let place = |rest: &str| text.len() - rest.len();
    let before = day_before(&text[..month_at.start]);
    let (start, day, rest) = match (before, day_behind(after)) {
        (Some((start, day)), None) => (start, day, after),
        (None, Some((day, rest))) => (month_at.start, day, rest),
        _ => return None,
    };
    let (year, rest) = match year_behind(rest) {
        Some((year, rest)) => (Some(year), rest),
        None => (None, rest),
    };
    let mut range = start..place(rest);
    let mut weekday = weekday_before(&text[..start]);
    if let Some((_, at)) = &weekday {
        range.start = at.start;
    } else if let Some((day, at)) = weekday_in_brackets(rest) {
        let at = place(rest) + at.start..place(rest) + at.end;
        range.end = at.end + 1;
        weekday = Some((day, at));
    }
    let date = Written { range, year, month, day, weekday };
    let is_sure = || date.year.is_some() || date.weekday.is_some() || stands_alone(text, &date.range);
    (date.is_a_day() || is_sure()).then_some(date)
}

/// Whether a day and a month are nothing but a date: `by 31 June`, but not `in June 31 people`.
fn stands_alone(text: &str, range: &Range<usize>) -> bool {
    let before = text[..range.start].trim_end();
    let word = before.rsplit(|c: char| !c.is_alphabetic()).next().unwrap_or_default();
    let leads = ["on", "by", "until", "till", "to", "from", "before", "after", "since"];
    let is_led = leads.iter().any(|lead| word.eq_ignore_ascii_case(lead));
    let rest = &text[range.end..];
    let digits_first = text[range.clone()].starts_with(|c: char| c.is_ascii_digit());
    let is_ended = match rest.strip_prefix([',', '.', ';', ')']) {
        Some(rest) => !rest.trim_start().starts_with(|c: char| c.is_ascii_digit()),
        None => rest.is_empty() || digits_first && rest.starts_with(char::is_whitespace),
    };
    is_led && is_ended
}

/// `the 27th of ` at the end of a text: where the number begins, and the number.
fn day_before(text: &str) -> Option<(usize, i8)> {
    let text = text.strip_suffix(' ').or_else(|| text.strip_suffix('\u{a0}'))?;
    let text = text.strip_suffix(" of").unwrap_or(text);
    let text = ["st", "nd", "rd", "th"].iter().find_map(|end| text.strip_suffix(end)).unwrap_or(text);
    let start = text.trim_end_matches(|c: char| c.is_ascii_digit()).len();
    let is_part = text[..start].ends_with(|c: char| c.is_alphanumeric() || "-–/.:,".contains(c));
    (!is_part).then(|| Some((start, number(&text[start..], 1, 31)?)))?
}

/// ` 27th` at the beginning of a text: the number, and what stands behind it.
fn day_behind(text: &str) -> Option<(i8, &str)> {
    let text = text.strip_prefix(' ').or_else(|| text.strip_prefix('\u{a0}'))?;
    let rest = text.trim_start_matches(|c: char| c.is_ascii_digit());
    let day = number(&text[..text.len() - rest.len()], 1, 31)?;
    let rest = ["st", "nd", "rd", "th"].iter().find_map(|end| rest.strip_prefix(end)).unwrap_or(rest);
    (!rest.starts_with(|c: char| c.is_alphanumeric() || c == ':' || c == '%')).then_some((day, rest))
}

/// `, 2022` at the beginning of a text: the year, and what stands behind it.
fn year_behind(text: &str) -> Option<(i16, &str)> {
    let text = text.strip_prefix(',').unwrap_or(text);
    let text = text.strip_prefix(' ').or_else(|| text.strip_prefix('\u{a0}'))?;
    let rest = text.trim_start_matches(|c: char| c.is_ascii_digit());
    let digits = &text[..text.len() - rest.len()];
    if digits.len() != 4 || rest.starts_with(char::is_alphanumeric) {
        return None;
    }
    Some((digits.parse().ok()?, rest))
}
