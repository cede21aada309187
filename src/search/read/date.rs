//! Years, months and days as limits of a search.

use crate::search::format::day_number;
use jiff::civil::Date;

/// A year, a month or a day.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Limit {
    first: Date,
    last: Date,
}

impl Limit {
    /// Reads `2022`, `2022-09` or `2022-09-28`.
    pub fn parse(text: &str) -> Option<Limit> {
        let number = |part: &str, digits: usize| {
            let sound = part.len() == digits && part.bytes().all(|byte| byte.is_ascii_digit());
            if sound { part.parse::<i16>().ok() } else { None }
        };
        let mut parts = text.trim().split('-');
        let year = number(parts.next()?, 4)?;
        let (month, day) = (parts.next(), parts.next());
        if parts.next().is_some() {
            return None;
        }
        let month = month.map(|month| number(month, 2).ok_or(())).transpose().ok()?;
        let day = day.map(|day| number(day, 2).ok_or(())).transpose().ok()?;
        let first = Date::new(year, month.unwrap_or(1) as i8, day.unwrap_or(1) as i8).ok()?;
        let last = match (month, day) {
            (_, Some(_)) => first,
            (Some(_), None) => first.last_of_month(),
            (None, None) => first.last_of_year(),
        };
        Some(Limit { first, last })
    }

    /// Its first day, counted from 1970-01-01.
    pub fn first(self) -> i64 {
        i64::from(day_number(self.first))
    }

    /// Its last day, counted from 1970-01-01.
    pub fn last(self) -> i64 {
        i64::from(day_number(self.last))
    }
}

/// The day `year*10000 + month*100 + day` as it is written.
pub fn written(day: u32) -> String {
    format!("{:04}-{:02}-{:02}", day / 10_000, day / 100 % 100, day % 100)
}

#[cfg(test)]
mod tests {
    use super::Limit;

    #[test]
    fn a_limit_is_a_year_a_month_or_a_day() {
        let days = |text| Limit::parse(text).map(|limit| (limit.first(), limit.last()));
        assert_eq!(days("1970"), Some((0, 364)));
        assert_eq!(days("1970-02"), Some((31, 58)));
        assert_eq!(days("1969-12-31"), Some((-1, -1)));
        assert_eq!(days("2022-09-28"), Some((19263, 19263)));
        for wrong in
            ["", "22", "2022-9", "2022-13", "2022-02-30", "2022-09-28-1", "28.9.2022", "+022", "2022-"]
        {
            assert_eq!(days(wrong), None, "{wrong}");
        }
    }
}
