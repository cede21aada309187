//! Dates as texts write them, in English and Chinese: `Tuesday, 27 September 2022`, `Sept. 27, 2022`,
//! `2022年9月27日（星期二）`.

use aho_corasick::{AhoCorasick, MatchKind};
use jiff::civil::{Date, Weekday};
use std::ops::Range;

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

    /// Whether it has a year or a day of the week, so that it can be wrong.
    pub fn is_more_than_a_day(&self) -> bool {
        self.year.is_some() || self.weekday.is_some()
    }
}

const MONTHS: [(&str, i8); 25] = [
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
    ("月", 0),
];

/// `The Sun` is a newspaper and `wed` a verb: some days are cut short with a full stop only.
const WEEKDAYS: [(&str, Weekday); 23] = [
    ("Monday", Weekday::Monday),
    ("Tuesday", Weekday::Tuesday),
    ("Wednesday", Weekday::Wednesday),
    ("Thursday", Weekday::Thursday),
    ("Friday", Weekday::Friday),
    ("Saturday", Weekday::Saturday),
    ("Sunday", Weekday::Sunday),
    ("Mon.", Weekday::Monday),
    ("Tue.", Weekday::Tuesday),
    ("Tues.", Weekday::Tuesday),
    ("Wed.", Weekday::Wednesday),
    ("Thu.", Weekday::Thursday),
    ("Thur.", Weekday::Thursday),
    ("Thurs.", Weekday::Thursday),
    ("Fri.", Weekday::Friday),
    ("Sat.", Weekday::Saturday),
    ("Sun.", Weekday::Sunday),
    ("Tues", Weekday::Tuesday),
    ("Tue", Weekday::Tuesday),
    ("Thurs", Weekday::Thursday),
    ("Thur", Weekday::Thursday),
    ("Thu", Weekday::Thursday),
    ("Fri", Weekday::Friday),
];

const CHINESE_WEEKDAYS: [(char, Weekday); 8] = [
    ('一', Weekday::Monday),
    ('二', Weekday::Tuesday),
    ('三', Weekday::Wednesday),
    ('四', Weekday::Thursday),
    ('五', Weekday::Friday),
    ('六', Weekday::Saturday),
    ('日', Weekday::Sunday),
    ('天', Weekday::Sunday),
];
const CHINESE_WEEKS: [&str; 5] = ["星期", "礼拜", "禮拜", "周", "週"];

/// Finds dates.
pub struct Calendar {
    months: Option<AhoCorasick>,
}

impl Default for Calendar {
    fn default() -> Self {
        let names = MONTHS.map(|(name, _)| name);
        Calendar { months: AhoCorasick::builder().match_kind(MatchKind::LeftmostLongest).build(names).ok() }
    }
}

impl Calendar {
    /// The dates of a text that have a year or a day of the week, in order.
    pub fn find(&self, text: &str) -> Vec<Written> {
        let mut dates = self.all(text);
        dates.retain(Written::is_more_than_a_day);
        dates
    }

    /// The dates of a text, in order.
    pub fn all(&self, text: &str) -> Vec<Written> {
        let Some(months) = &self.months else { return Vec::new() };
        let dates = months.find_iter(text).filter_map(|hit| match MONTHS[hit.pattern().as_usize()].1 {
            0 => chinese(text, hit.range()),
            month => english(text, hit.range(), month),
        });
        dates.collect()
    }
}

/// A day of the week in the words of a text: as it is written there, but another day.
pub fn instead(written: &str, weekday: Weekday) -> String {
    let chinese = CHINESE_WEEKDAYS.iter().find(|(_, day)| *day == weekday).map_or('日', |(sign, _)| *sign);
    let english = WEEKDAYS.iter().find(|(_, day)| *day == weekday).map_or("", |(name, _)| *name);
    if let Some(week) = CHINESE_WEEKS.iter().find(|week| written.starts_with(**week)) {
        format!("{week}{chinese}")
    } else if written.ends_with("day") {
        english.to_owned()
    } else {
        let dot = if written.ends_with('.') { "." } else { "" };
        format!("{}{dot}", &english[..3])
    }
}

/// A date around the name of a month: the day stands before it or behind it.
fn english(text: &str, month_at: Range<usize>, month: i8) -> Option<Written> {
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
    Some(Written { range, year, month, day, weekday })
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

/// `Tuesday, ` at the end of a text, unless it ends a row of days.
fn weekday_before(text: &str) -> Option<(Weekday, Range<usize>)> {
    let text = text.trim_end_matches([' ', '\u{a0}']);
    let text = text.strip_suffix(" the").unwrap_or(text);
    let text = text.strip_suffix(',').unwrap_or(text);
    let (weekday, start) = weekday_at_end(text)?;
    let row = text[..start].trim_end();
    let row = ["and", "or", "to", "until", "through", "-", "–", "—", "/", "&", ","]
        .iter()
        .find_map(|word| row.strip_suffix(word))
        .unwrap_or(row);
    weekday_at_end(row.trim_end()).is_none().then_some((weekday, start..text.len()))
}

fn weekday_at_end(text: &str) -> Option<(Weekday, usize)> {
    WEEKDAYS.iter().find_map(|(name, weekday)| {
        let rest = text.strip_suffix(name)?;
        (!rest.ends_with(char::is_alphanumeric)).then_some((*weekday, rest.len()))
    })
}

/// ` (Tuesday)` at the beginning of a text.
fn weekday_in_brackets(text: &str) -> Option<(Weekday, Range<usize>)> {
    let inner = text.trim_start_matches(' ').strip_prefix('(')?;
    let start = text.len() - inner.len();
    let end = inner.find(')')?;
    let found = WEEKDAYS.iter().find(|(name, _)| *name == &inner[..end])?;
    Some((found.1, start..start + end))
}

/// A date around 月: `2022年9月27日（星期二）`, `星期二（9月27日）`.
fn chinese(text: &str, sign: Range<usize>) -> Option<Written> {
    let (mut start, month) = number_before(&text[..sign.start], 12)?;
    let behind = text[sign.end..].trim_start_matches(' ');
    let rest = behind.trim_start_matches(is_digit);
    let day = number(&plain_digits(&behind[..behind.len() - rest.len()]), 1, 31)?;
    let rest = rest.trim_start_matches(' ');
    let rest = ['日', '号', '號'].iter().find_map(|sign| rest.strip_prefix(*sign))?;
    let place = |rest: &str| text.len() - rest.len();
    let before = text[..start].trim_end_matches(' ');
    let mut year = None;
    if let Some(before) = before.strip_suffix('年') {
        let before = before.trim_end_matches(' ');
        let at = before.trim_end_matches(is_digit).len();
        let digits = plain_digits(&before[at..]);
        if digits.len() == 4 {
            (start, year) = (at, digits.parse().ok());
        }
    }
    let mut range = start..place(rest);
    let opened = rest.trim_start_matches(' ');
    let bracket = opened.strip_prefix(['（', '(']);
    let mut weekday = None;
    if let Some((day, length)) = chinese_weekday(bracket.unwrap_or(opened)) {
        let at = place(bracket.unwrap_or(opened));
        let tail = &text[at + length..];
        if !tail.starts_with(['至', '到', '-', '–', '—', '、', '~', '～', '和']) {
            range.end = at
                + length
                + tail
                    .strip_prefix(['）', ')'])
                    .filter(|_| bracket.is_some())
                    .map_or(0, |rest| tail.len() - rest.len());
            weekday = Some((day, at..at + length));
        }
    } else if let Some(before) = text[..range.start].strip_suffix(['（', '(']) {
        let at = CHINESE_WEEKS.iter().filter_map(|week| before.rfind(week)).max();
        if let Some(at) = at.filter(|at| {
            chinese_weekday(&before[*at..]).is_some_and(|(_, length)| at + length == before.len())
        }) && let Some((day, length)) = chinese_weekday(&before[at..])
        {
            range.start = at;
            weekday = Some((day, at..at + length));
        }
    }
    Some(Written { range, year, month, day, weekday })
}

/// A day of the week at the beginning of a text, and its length.
fn chinese_weekday(text: &str) -> Option<(Weekday, usize)> {
    let rest = CHINESE_WEEKS.iter().find_map(|week| text.strip_prefix(week))?;
    let sign = rest.chars().next()?;
    let (_, weekday) = CHINESE_WEEKDAYS.iter().find(|(other, _)| *other == sign)?;
    Some((*weekday, text.len() - rest.len() + sign.len_utf8()))
}

fn number_before(text: &str, most: i8) -> Option<(usize, i8)> {
    let text = text.trim_end_matches(' ');
    let start = text.trim_end_matches(is_digit).len();
    Some((start, number(&plain_digits(&text[start..]), 1, most)?))
}

fn is_digit(c: char) -> bool {
    c.is_ascii_digit() || ('０'..='９').contains(&c)
}

/// Digits in their narrow form.
fn plain_digits(text: &str) -> String {
    let narrow =
        |c: char| if c.is_ascii() { c } else { char::from(b'0' + (u32::from(c) - u32::from('０')) as u8) };
    text.chars().map(narrow).collect()
}

/// A number of one or two digits within bounds.
fn number(digits: &str, least: i8, most: i8) -> Option<i8> {
    let number = (1..=2).contains(&digits.len()).then(|| digits.parse().ok())??;
    (least..=most).contains(&number).then_some(number)
}

#[cfg(test)]
mod tests {
    use super::{Calendar, instead};
    use jiff::civil::Weekday;

    /// The dates of a text: what is written, as year-month-day, with the number of the day of the week from Monday.
    fn dates(text: &str) -> Vec<(String, String)> {
        let found = Calendar::default().find(text).into_iter().map(|date| {
            let year = date.year.map_or_else(|| "?".to_owned(), |year| year.to_string());
            let weekday = date.weekday.as_ref().map_or(0, |(day, _)| day.to_monday_one_offset());
            (text[date.range].to_owned(), format!("{year}-{}-{} {weekday}", date.month, date.day))
        });
        found.collect()
    }

    #[track_caller]
    fn one(text: &str, written: &str, means: &str) {
        assert_eq!(dates(text), [(written.to_owned(), means.to_owned())], "{text}");
    }

    #[test]
    fn dates_are_found_however_they_are_written() {
        for (written, means) in [
            ("Tuesday, 27 September 2022", "2022-9-27 2"),
            ("Tuesday, September 27, 2022", "2022-9-27 2"),
            ("Tuesday the 27th of September 2022", "2022-9-27 2"),
            ("Tue. Sept. 27 2022", "2022-9-27 2"),
            ("Thurs, Jan 5th", "?-1-5 4"),
            ("27 September 2022 (Tuesday)", "2022-9-27 2"),
            ("Sept. 27, 2022", "2022-9-27 0"),
            ("2022年9月27日（星期二）", "2022-9-27 2"),
            ("2022 年 9 月 27 日 星期二", "2022-9-27 2"),
            ("２０２２年９月２７日(周二)", "2022-9-27 2"),
            ("9月27日週二", "?-9-27 2"),
            ("9月27号礼拜天", "?-9-27 7"),
            ("星期二（9月27日", "?-9-27 2"),
            ("2022年9月27日", "2022-9-27 0"),
        ] {
            one(written, written, means);
            one(&format!("会议 {written}, on"), written, means);
        }
    }

    #[test]
    fn what_is_no_date_with_a_year_or_a_weekday_is_left() {
        for text in [
            "27 September",
            "May 2022",
            "It may 5",
            "Monday and Tuesday, 3 and 4 May",
            "Mayor 5, 2022",
            "9月27日",
            "9月",
            "Wednesday, 3-5 May",
            "2.5 May 5%",
            "13月27日周二",
            "9月32日周二",
            "一周",
            "the Sun, 5 May",
            "3 May 5, 2022",
        ] {
            assert!(
                dates(text).iter().all(|(_, means)| means.ends_with(" 0") && text.contains("2022")),
                "{text}: {:?}",
                dates(text)
            );
        }
        one("Monday to Wednesday, 3 May 2022", "3 May 2022", "2022-5-3 0");
        one("2022年9月27日周一至周五", "2022年9月27日", "2022-9-27 0");
    }

    #[test]
    fn another_day_is_written_alike() {
        let alike = ["Monday", "Mon.", "Tue", "星期一", "周一"].map(|day| instead(day, Weekday::Sunday));
        assert_eq!(alike, ["Sunday", "Sun.", "Sun", "星期日", "周日"]);
    }
}
