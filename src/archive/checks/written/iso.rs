//! Dates as ISO 8601 writes them: `2022-09-27（周二）`, `Tuesday 2022-09-27`.

use crate::archive::checks::written::chinese;
use crate::archive::checks::written::date::{Written, number};
use crate::archive::checks::written::weekdays::{weekday_before, weekday_in_brackets};
use std::ops::Range;

/// A date around its month, `-09-`. A part of a longer number, of an address or of a number of papers is none.
pub fn around(text: &str, month_at: Range<usize>) -> Option<Written> {
    let month = number(&text[month_at.start + 1..month_at.end - 1], 1, 12)?;
    let before = &text[..month_at.start];
    let start = before.trim_end_matches(|c: char| c.is_ascii_digit()).len();
    let is_part = |c: char| c.is_ascii_alphanumeric() || "-–/._:#№&=%+@\\".contains(c);
    if before.len() - start != 4 || text[..start].ends_with(is_part) {
        return None;
    }
    let year = before[start..].parse().ok()?;
    let behind = &text[month_at.end..];
    let rest = behind.trim_start_matches(|c: char| c.is_ascii_digit());
    let digits = &behind[..behind.len() - rest.len()];
    let day = number(digits, 1, 31).filter(|_| digits.len() == 2)?;
    let goes_on = match rest.strip_prefix('.') {
        Some(rest) => rest.starts_with(|c: char| c.is_ascii_alphanumeric()),
        None => rest.starts_with(is_part) || rest.starts_with(['号', '號']),
    };
    if goes_on {
        return None;
    }
    let place = |rest: &str| text.len() - rest.len();
    let mut range = start..place(rest);
    let mut weekday = weekday_before(&text[..start]).or_else(|| chinese::weekday_ahead(text, &range));
    if let Some((_, at)) = &weekday {
        range.start = at.start;
    } else if let Some((day, at)) = weekday_in_brackets(rest) {
        let at = place(rest) + at.start..place(rest) + at.end;
        range.end = at.end + 1;
        weekday = Some((day, at));
    } else if let Some((day, at, end)) = chinese::weekday_behind(text, range.end) {
        range.end = end;
        weekday = Some((day, at));
    }
    Some(Written { range, year: Some(year), month, day, weekday })
}
