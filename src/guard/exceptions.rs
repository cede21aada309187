//! `content/exceptions.yaml`: breaks with what was published that somebody has accepted. An exception holds for what
//! was published then: a text that is changed once more is told once more.

use crate::base::check::Check;
use crate::base::diagnostic::{Report, Severity};
use crate::base::shape::{Key, Record, Shape};
use crate::base::source::{FieldPath, Sources};
use crate::base::{text, yaml};
use crate::guard::ledger::{Break, Code};
use jiff::civil::Date;
use jiff::tz::TimeZone;
use serde_yaml::Value;
use std::sync::Arc;

/// Where it stands, from the site's root.
pub const FILE: &str = "content/exceptions.yaml";

/// How a new file begins.
const HEADER: &str =
    "# Breaks with what was published that were accepted, by `crier check --against … --accept ADDRESS`.\n";

/// A break that is accepted.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Exception {
    /// The address as published.
    pub address: String,
    /// What kind it is.
    pub code: Code,
    /// What was published.
    pub was: Option<String>,
}

impl Exception {
    /// The exception that accepts a break.
    pub fn of(it: &Break) -> Self {
        Exception { address: it.address.clone(), code: it.code, was: it.was.clone() }
    }

    /// Whether it accepts a break. One of a list is of all lists and feeds below it, too.
    pub fn excuses(&self, it: &Break) -> bool {
        let is_there = match self.code {
            Code::ListVanished => is_below(&it.address, &self.address),
            _ => self.address == it.address,
        };
        is_there && self.code == it.code && self.was == it.was
    }
}

/// Whether an address is this one, or below it.
pub fn is_below(address: &str, above: &str) -> bool {
    address == above || above.ends_with('/') && address.starts_with(above)
}

/// The schema of an entry.
pub static SCHEMA: Record = Record {
    keys: &[
        Key {
            name: "address",
            shape: Shape::Text,
            required: true,
            doc: "The address as published, from the site's root.",
            example: "/releases/2022/09/road-closed/",
        },
        Key {
            name: "code",
            shape: Shape::Choice(&[
                "guard/vanished",
                "guard/list-vanished",
                "guard/id-reused",
                "guard/date-changed",
                "guard/text-changed",
                "guard/state-changed",
                "guard/file-changed",
            ]),
            required: true,
            doc: "The finding that is accepted.",
            example: "guard/date-changed",
        },
        Key {
            name: "was",
            shape: Shape::Text,
            required: false,
            doc: "What was published and may change: a date, or what the manifest has as `status`, `record` or `sha256`.",
            example: "\"2022-09-28T00:00:00+08:00\"",
        },
        Key {
            name: "accepted",
            shape: Shape::Day,
            required: true,
            doc: "The day on which it was accepted.",
            example: "2026-11-24",
        },
        Key {
            name: "note",
            shape: Shape::Text,
            required: false,
            doc: "Why; for those who read the file.",
            example: "The archive of the former site was merged.",
        },
    ],
    misnomers: &[],
};

static ENTRY: Shape = Shape::Record(&SCHEMA);

/// Reads the exceptions; none where there is no file.
pub fn load(sources: &Sources) -> (Vec<Exception>, Report) {
    let Some(entry) = sources.get(FILE) else { return (Vec::new(), Report::new()) };
    match text::read(sources, &entry.path) {
        Ok(text) => parse(&entry.path, &text),
        Err(finding) => {
            let mut report = Report::new();
            report.push(*finding);
            (Vec::new(), report)
        }
    }
}

fn parse(file: &Arc<str>, text: &str) -> (Vec<Exception>, Report) {
    let mut report = Report::new();
    let value = match yaml::parse(file, text, 0..text.len()) {
        // A file of comments alone is an empty list.
        Ok(Value::Mapping(mapping)) if mapping.is_empty() => return (Vec::new(), report),
        Ok(value) => value,
        Err(findings) => {
            findings.into_iter().for_each(|finding| report.push(finding));
            return (Vec::new(), report);
        }
    };
    let zone = TimeZone::UTC;
    let mut check =
        Check { file, zone: &zone, unknown: Some(Severity::Error), renamed: &[], report: Report::new() };
    check.value(&value, &Shape::List(&ENTRY), &FieldPath::default());
    report.absorb(check.report);
    let exceptions = value.as_sequence().into_iter().flatten().filter_map(|entry| {
        let text = |key: &str| entry.get(key).and_then(Value::as_str).map(|text| text.trim().to_owned());
        let written = text("code")?;
        let code = Code::ALL.into_iter().find(|code| code.code() == written)?;
        Some(Exception { address: text("address")?, code, was: text("was") })
    });
    (exceptions.collect(), report)
}

/// The text of the file with these breaks accepted; what stands in it stays as it is. Nothing where the file is written
/// so that an entry cannot be added at its end.
pub fn add(text: Option<&str>, breaks: &[&Break], day: Date) -> Option<String> {
    let mut new = text.unwrap_or(HEADER).to_owned();
    if !new.is_empty() && !new.ends_with('\n') {
        new.push('\n');
    }
    // JSON's quoted strings are YAML's (YAML 1.2, section 1.3).
    let quoted = |text: &str| serde_json::to_string(text).ok();
    for it in breaks {
        new.push_str(&format!("- address: {}\n  code: {}\n", quoted(&it.address)?, it.code.code()));
        if let Some(was) = &it.was {
            new.push_str(&format!("  was: {}\n", quoted(was)?));
        }
        new.push_str(&format!("  accepted: {day}\n"));
    }
    let file = Arc::from(FILE);
    let known = text.map_or(0, |text| parse(&file, text).0.len());
    let (exceptions, report) = parse(&file, &new);
    (!report.has_errors() && exceptions.len() == known + breaks.len()).then_some(new)
}
