//! Dates in Chinese: `2022年9月27日（星期二）`, `星期二（9月27日）`, `九月二十七日`.

use crate::archive::checks::written::date::{Written, number};
use crate::archive::checks::written::weekdays::{chinese_weekday, chinese_weekday_before};
use jiff::civil::Weekday;
use std::ops::Range;

const NUMERALS: [char; 10] = ['〇', '一', '二', '三', '四', '五', '六', '七', '八', '九'];
/// Parts of a day, which stand between a date and its day of the week or behind that.
const TIMES: [&str; 15] = [
    "上午", "下午", "早上", "早晨", "清晨", "凌晨", "中午", "午后", "傍晚", "晚上", "晚间", "晚間", "夜间",
    "早", "晚",
];
/// The old calendar, whose months have other days.
const LUNAR: [&str; 7] = ["农历", "農曆", "阴历", "陰曆", "旧历", "舊曆", "第"];
/// What makes a row or a span of days, or a day that comes again and again.
const ROW: [char; 19] = [
    '至', '到', '-', '–', '—', '、', '~', '～', '和', '及', '与', '與', '或', '/', '每', '逢', '日', '号',
    '號',
];

/// A date around 月.
pub fn around(text: &str, sign: Range<usize>) -> Option<Written> {
    let (mut start, month) = number_before(&text[..sign.start], 12)?;
    let behind = text[sign.end..].trim_start_matches(' ');
    let rest = behind.trim_start_matches(is_number);
    let digits = &behind[..behind.len() - rest.len()];
    let day = value(digits, 31)?;
    let rest = rest.trim_start_matches(' ');
    let (sign, rest) = ['日', '号', '號'].iter().find_map(|sign| Some((*sign, rest.strip_prefix(*sign)?)))?;
    let before = text[..start].trim_end_matches(' ');
    let mut year = None;
    if let Some(before) = before.strip_suffix('年') {
        let before = before.trim_end_matches(' ');
        let at = before.trim_end_matches(is_number).len();
        if let Some(digits) = plain_digits(&before[at..]).filter(|digits| digits.len() == 4) {
            (start, year) = (at, digits.parse().ok());
        }
    }
    let before = text[..start].trim_end_matches(' ');
    if LUNAR.iter().any(|word| before.ends_with(word)) {
        return None;
    }
    let mut range = start..text.len() - rest.len();
    let mut weekday = None;
    if let Some((day, at, end)) = weekday_behind(text, range.end) {
        range.end = end;
        weekday = Some((day, at));
    } else if let Some((day, at)) = weekday_ahead(text, &range) {
        range.start = at.start;
        weekday = Some((day, at));
    }
    let date = Written { range, year, month, day, weekday };
    // The old calendar has a thirtieth of the second month, and a street a house 31.
    let is_sure = || {
        let is_old = day == 30 && year.is_none() && digits.starts_with('三');
        let is_house = sign != '日' && !is_apart(rest);
        let is_part = before.ends_with(['.', '．', '-', '–', '—', '/', '~', '～', '百', '千', '万', '萬']);
        !is_old && !is_house && !is_part
    };
    (date.is_a_day() || is_sure()).then_some(date)
}

/// `（星期二）` behind a date that ends at this byte: the day, where it stands, and where it is over with its bracket.
pub fn weekday_behind(text: &str, end: usize) -> Option<(Weekday, Range<usize>, usize)> {
    let place = |rest: &str| text.len() - rest.len();
    let rest = text[end..].trim_start_matches(' ');
    let later = TIMES.iter().find_map(|time| rest.strip_prefix(time)).unwrap_or(rest).trim_start_matches(' ');
    let bracket = later.strip_prefix(['（', '(']);
    let opened = bracket.unwrap_or(rest);
    let (weekday, length) = chinese_weekday(opened)?;
    let tail = &opened[length..];
    // 周 is a name too.
    if tail.starts_with(&ROW[..14]) || opened.starts_with(['周', '週']) && !is_apart(tail) {
        return None;
    }
    let closed = bracket.and_then(|_| tail.strip_prefix(['）', ')']));
    let at = place(opened)..place(tail);
    Some((weekday, at, place(closed.unwrap_or(tail))))
}

/// `星期二（` or `星期二，` before a date.
pub fn weekday_ahead(text: &str, date: &Range<usize>) -> Option<(Weekday, Range<usize>)> {
    let before = text[..date.start].trim_end_matches(' ');
    let bracket = before.strip_suffix(['（', '(']);
    let (weekday, at) = chinese_weekday_before(
        bracket.unwrap_or_else(|| before.strip_suffix(['，', ',']).unwrap_or(before)),
    )?;
    let front = &text[..at.start];
    // In brackets it can be nothing but the date of the day.
    let is_own = match front.strip_suffix(['（', '(']) {
        Some(front) => !front.ends_with(ROW),
        None if bracket.is_some() => !front.ends_with(&ROW[..16]),
        None => !front.ends_with(ROW) && front.chars().next_back().is_none_or(is_no_letter),
    };
    (is_own && (bracket.is_some() || is_apart(&text[date.end..]))).then_some((weekday, at))
}

/// What a day of the week stands behind: no letter, or a word that goes before one.
fn is_no_letter(c: char) -> bool {
    !c.is_alphanumeric() || "本上下这這于於在".contains(c)
}

/// Whether a word is over here: at the end, at a mark or a number, or before a part of the day.
fn is_apart(rest: &str) -> bool {
    rest.chars().next().is_none_or(|c| !c.is_alphabetic()) || TIMES.iter().any(|time| rest.starts_with(time))
}

fn number_before(text: &str, most: i8) -> Option<(usize, i8)> {
    let text = text.trim_end_matches(' ');
    let start = text.trim_end_matches(is_number).len();
    Some((start, value(&text[start..], most)?))
}

fn is_number(c: char) -> bool {
    c.is_ascii_digit() || ('０'..='９').contains(&c) || c == '零' || c == '十' || NUMERALS.contains(&c)
}

/// A number from 1, in digits or in words such as 二十七.
fn value(written: &str, most: i8) -> Option<i8> {
    if let Some((tens, ones)) = written.split_once('十') {
        let digit = |word: &str, none: usize| match word {
            "" => Some(none),
            word => {
                NUMERALS[1..].iter().position(|sign| word.strip_prefix(*sign) == Some("")).map(|at| at + 1)
            }
        };
        let number = i8::try_from(digit(tens, 1)? * 10 + digit(ones, 0)?).ok()?;
        return (number <= most).then_some(number);
    }
    let digits = plain_digits(written)?;
    let in_words = written.starts_with(|c| NUMERALS.contains(&c));
    number(&digits, 1, most).filter(|_| !in_words || digits.len() == 1)
}

/// Digits of any kind in their narrow form.
fn plain_digits(text: &str) -> Option<String> {
    let narrow = |c: char| match c {
        '零' => Some('0'),
        '０'..='９' => char::from_digit(u32::from(c) - u32::from('０'), 10),
        c if c.is_ascii_digit() => Some(c),
        c => char::from_digit(NUMERALS.iter().position(|sign| *sign == c)? as u32, 10),
    };
    text.chars().map(narrow).collect()
}
