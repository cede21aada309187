//! Days of the week as texts write them.

use jiff::civil::Weekday;
use std::ops::Range;

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

/// `Tuesday, ` at the end of a text, unless it ends a row of days.
pub fn weekday_before(text: &str) -> Option<(Weekday, Range<usize>)> {
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
pub fn weekday_in_brackets(text: &str) -> Option<(Weekday, Range<usize>)> {
    let inner = text.trim_start_matches(' ').strip_prefix('(')?;
    let start = text.len() - inner.len();
    let end = inner.find(')')?;
    let found = WEEKDAYS.iter().find(|(name, _)| *name == &inner[..end])?;
    Some((found.1, start..start + end))
}

/// A day of the week at the beginning of a text, and its length.
pub fn chinese_weekday(text: &str) -> Option<(Weekday, usize)> {
    let rest = CHINESE_WEEKS.iter().find_map(|week| text.strip_prefix(week))?;
    let sign = rest.chars().next()?;
    let (_, weekday) = CHINESE_WEEKDAYS.iter().find(|(other, _)| *other == sign)?;
    Some((*weekday, text.len() - rest.len() + sign.len_utf8()))
}

/// The day of the week at the end of a text.
pub fn chinese_weekday_before(text: &str) -> Option<(Weekday, Range<usize>)> {
    let start = CHINESE_WEEKS.iter().filter_map(|week| text.rfind(week)).max()?;
    let (weekday, length) = chinese_weekday(&text[start..])?;
    (start + length == text.len()).then_some((weekday, start..text.len()))
}

#[cfg(test)]
mod tests {
    use super::instead;
    use jiff::civil::Weekday;

    #[test]
    fn another_day_is_written_alike() {
        let alike = ["Monday", "Mon.", "Tue", "星期一", "周一"].map(|day| instead(day, Weekday::Sunday));
        assert_eq!(alike, ["Sunday", "Sun.", "Sun", "星期日", "周日"]);
    }
}
