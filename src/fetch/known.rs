//! What is known of addresses from former days, so that they are not asked again too soon. A line for each:
//!
//! ```text
//! # when addresses answered: crier check --external
//! 2026-11-26 https://example.gov/plan.pdf
//! 2026-11-20 https://example.gov/old/ https://example.gov/new/
//! ```
//!
//! The day of the answer, the address, and where it moved to for good. What did not answer well is not kept.

use crate::fetch::verdict::Verdict;
use jiff::civil::Date;
use std::collections::BTreeMap;

/// The first line, by which a cache is known.
const TITLE: &str = "# when addresses answered: crier check --external\n";

/// Addresses that were answered, by address: when, and what.
#[derive(Debug, Default, Clone, PartialEq, Eq)]
pub struct Known(BTreeMap<String, (Date, Verdict)>);

impl Known {
    /// Reads a cache; nothing where the text is none. A line that is damaged says nothing.
    pub fn read(text: &str) -> Option<Self> {
        let text = text.strip_prefix(TITLE).or(text.is_empty().then_some(text))?;
        let line = |line: &str| {
            let mut parts = line.split(' ');
            let (day, address) = (parts.next()?.parse().ok()?, parts.next()?);
            let verdict = parts.next().map_or(Verdict::There, |to| Verdict::Moved(to.to_owned()));
            (parts.next().is_none() && !address.is_empty()).then(|| (address.to_owned(), (day, verdict)))
        };
        Some(Known(text.lines().filter_map(line).collect()))
    }

    /// As a text, in the order of the addresses.
    pub fn write(&self) -> String {
        let mut text = TITLE.to_owned();
        for (address, (day, verdict)) in &self.0 {
            match verdict {
                Verdict::Moved(to) => text.push_str(&format!("{day} {address} {to}\n")),
                _ => text.push_str(&format!("{day} {address}\n")),
            }
        }
        text
    }

    /// What was answered within so many days before today, today included. A day to come says nothing.
    pub fn fresh(&self, address: &str, today: Date, days: i64) -> Option<&(Date, Verdict)> {
        let found = self.0.get(address)?;
        let age = (today - found.0).get_days();
        (0..days).contains(&i64::from(age)).then_some(found)
    }

    /// Keeps what was answered on a day, if it was a good answer.
    pub fn keep(&mut self, address: &str, day: Date, verdict: Verdict) {
        if matches!(verdict, Verdict::There | Verdict::Moved(_)) {
            self.0.insert(address.to_owned(), (day, verdict));
        }
    }
}

#[cfg(test)]
mod tests {
    use super::{Known, TITLE};
    use crate::fetch::verdict::Verdict;
    use jiff::civil::date;

    #[test]
    fn what_is_known_is_known_for_some_days() {
        let text = format!(
            "{TITLE}2026-11-20 https://a.example/ https://b.example/\n2026-11-26 https://c.example/\n"
        );
        let known = Known::read(&text).unwrap();
        assert_eq!(known.write(), text);
        let fresh = |address: &str, day| known.fresh(address, day, 7).map(|(_, verdict)| verdict.clone());
        let moved = Some(Verdict::Moved("https://b.example/".into()));
        assert_eq!(fresh("https://a.example/", date(2026, 11, 26)), moved);
        assert_eq!(fresh("https://a.example/", date(2026, 11, 27)), None);
        assert_eq!(fresh("https://c.example/", date(2026, 11, 26)), Some(Verdict::There));
        assert_eq!(fresh("https://c.example/", date(2026, 11, 25)), None, "a day to come");
        assert_eq!(fresh("https://d.example/", date(2026, 11, 26)), None);
    }

    #[test]
    fn a_cache_may_be_damaged() {
        let lines =
            "\n2026-11-26\n2026-11-26 \nx https://a.example/\n2026-11-26 a b c\n\u{0}\n<<<<<<< HEAD\n";
        let mut known = Known::read(&format!("{TITLE}{lines}")).unwrap();
        assert_eq!(known, Known::default());
        known.keep("https://a.example/", date(2026, 1, 2), Verdict::Gone("x".into()));
        assert_eq!(known.write(), TITLE);
        assert_eq!(Known::read("# Notes\n"), None, "a file of somebody's");
        assert_eq!(Known::read(""), Some(Known::default()));
    }
}
