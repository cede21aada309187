//! Finds dates in texts.

use crate::archive::checks::written::date::Written;
use crate::archive::checks::written::english::MONTHS;
use crate::archive::checks::written::{chinese, english, iso};
use aho_corasick::{AhoCorasick, MatchKind};

/// Finds dates.
pub struct Calendar {
    /// The names of months, 月, and the months of ISO dates, in this order.
    signs: Option<AhoCorasick>,
}

impl Default for Calendar {
    fn default() -> Self {
        let names = MONTHS.iter().map(|(name, _)| (*name).to_owned());
        let signs = names.chain(["月".to_owned()]).chain((1..=12).map(|month| format!("-{month:02}-")));
        Calendar { signs: AhoCorasick::builder().match_kind(MatchKind::LeftmostLongest).build(signs).ok() }
    }
}

impl Calendar {
    /// The dates of a text that can be wrong, in order.
    pub fn find(&self, text: &str) -> Vec<Written> {
        let mut dates = self.all(text);
        dates.retain(Written::can_be_wrong);
        dates
    }

    /// The dates of a text, in order.
    pub fn all(&self, text: &str) -> Vec<Written> {
        let Some(signs) = &self.signs else { return Vec::new() };
        let dates = signs.find_iter(text).filter_map(|hit| match hit.pattern().as_usize() {
            number if number < MONTHS.len() => english::around(text, hit.range(), MONTHS[number].1),
            number if number == MONTHS.len() => chinese::around(text, hit.range()),
            _ => iso::around(text, hit.range()),
        });
        dates.collect()
    }
}

#[cfg(test)]
mod tests {
    use super::Calendar;

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
            ("九月二十七日（星期二）", "?-9-27 2"),
            ("二〇二二年十月三十日", "2022-10-30 0"),
            ("2022年十一月十号星期四", "2022-11-10 4"),
            ("9月27日上午（星期二）", "?-9-27 2"),
            ("9月27日 下午 (周二)", "?-9-27 2"),
            ("周二，9月27日", "?-9-27 2"),
            ("星期二 2022年9月27日", "2022-9-27 2"),
            ("2022-09-27", "2022-9-27 0"),
            ("2022-09-27（周二）", "2022-9-27 2"),
            ("2022-09-27 星期二", "2022-9-27 2"),
            ("2022-09-27 (Tuesday)", "2022-9-27 2"),
            ("Tuesday 2022-09-27", "2022-9-27 2"),
            ("Tue, 2022-09-27", "2022-9-27 2"),
            ("周二，2022-09-27", "2022-9-27 2"),
        ] {
            one(written, written, means);
            one(&format!("会议 {written}, on"), written, means);
            one(&format!("(on {written})。"), written, means);
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
            "农历九月二十七日周二",
            "第九月二十七日周二",
            "九十月二十七日周二",
            "8610-2022-09-27",
            "2022-09-271",
            "2022-09-27-3",
            "/2022-09-27/",
            "2022-9-27",
            "2022-09-27号文件",
            "每周二，9月27日起",
            "周一至周五（9月26日至30日）",
            "周一、周二，9月27日",
            "定于周二，9月27日才开",
            "9月27日周一鸣同志",
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
    fn a_name_is_no_day_of_the_week() {
        one("2022年9月27日周一鸣同志", "2022年9月27日", "2022-9-27 0");
        one("2022年9月27日（周一鸣）", "2022年9月27日", "2022-9-27 0");
        for text in ["9月27日周二下午开会", "9月27日周二9时", "9月27日周二晚", "9月27日星期二召开"]
        {
            assert_eq!(dates(text).len(), 1, "{text}");
        }
        // The day of one date is not that of the next.
        one("9月27日星期二，9月28日，开会", "9月27日星期二", "?-9-27 2");
    }

    #[test]
    fn days_that_no_month_has_are_found_where_they_can_be_nothing_else() {
        let found = |text: &str| -> Vec<String> {
            let dates = Calendar::default().find(text).into_iter().filter(|date| !date.is_a_day());
            dates.map(|date| text[date.range].to_owned()).collect()
        };
        for (text, written) in [
            ("会议于9月31日召开", "9月31日"),
            ("6月31号，开会", "6月31号"),
            ("九月三十一日起", "九月三十一日"),
            ("2022年2月29日", "2022年2月29日"),
            ("二〇二二年二月三十日", "二〇二二年二月三十日"),
            ("open 2022-02-30.", "2022-02-30"),
            ("on 30 February 2022", "30 February 2022"),
            ("from 1 April to 31 June the road", "31 June"),
            ("by June 31.", "June 31"),
            ("June 31, 2022", "June 31, 2022"),
            ("Tuesday, 31 June", "Tuesday, 31 June"),
        ] {
            assert_eq!(found(text), [written], "{text}");
        }
        for text in [
            "2月29日",
            "on 29 February",
            "2024年2月29日",
            "9月31号楼",
            "8-9月31日",
            "二月三十日",
            "农历二月三十日",
            "in June 31 people",
            "by June 31, 40 and 52",
            "31 June applications",
            "30-31 June",
            "June 3-31",
            "021-2022-09-31",
            "9.31",
            "12.9月31日",
            "2022-09-31号",
            "No.2022-09-31/5",
        ] {
            assert_eq!(found(text), [""; 0], "{text}");
        }
    }
}
