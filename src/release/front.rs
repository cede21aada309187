//! Front matter to values. The schema has been checked before, so nothing here fails.

use crate::base::check::Check;
use crate::base::diagnostic::Report;
use crate::base::moment::{self, Moment};
use crate::base::shape::{Record, plain};
use crate::base::source::FieldPath;
use crate::config::Config;
use crate::release::model::{Attachment, Change, Contact, Front, Image, Participant, Status};
use jiff::tz::TimeZone;
use serde_yaml::{Mapping, Value};
use std::sync::Arc;

/// Front matter with the site's own renaming and ignoring done: what the schema is held against.
pub struct Mapped {
    /// The keys as crier calls them.
    pub mapping: Mapping,
    /// Which were renamed: (schema's name, file's name).
    pub renamed: Vec<(String, String)>,
}

/// Renames and drops keys as `content:` in `crier.yaml` says.
pub fn map_keys(mapping: Mapping, config: &Config) -> Mapped {
    let rules = &config.content;
    if rules.rename.is_empty() && rules.ignore.is_empty() {
        return Mapped { mapping, renamed: Vec::new() };
    }
    let mut mapped = Mapped { mapping: Mapping::new(), renamed: Vec::new() };
    for (key, value) in mapping {
        let name = plain(&key);
        if rules.ignore.contains(&name) {
            continue;
        }
        match rules.rename.iter().find(|(from, _)| *from == name) {
            // A key that the file writes under crier's own name too is left to the check.
            Some((_, to)) if !mapped.mapping.contains_key(to.as_str()) => {
                mapped.renamed.push((to.clone(), name));
                mapped.mapping.insert(Value::String(to.clone()), value);
            }
            _ => {
                mapped.mapping.insert(key, value);
            }
        }
    }
    mapped
}

/// Text values of a release that break off at ` #`, which begins a comment in YAML: (line, column, key).
pub fn cut_texts(yaml: &str) -> Vec<(usize, usize, &str)> {
    const TEXTS: [&str; 9] =
        ["title", "summary", "place", "number", "reason", "note", "alt", "caption", "credit"];
    let mut cut = Vec::new();
    if !yaml.contains(" #") {
        return cut;
    }
    for (number, line) in yaml.lines().enumerate() {
        let text = line.trim_start().trim_start_matches("- ");
        let Some((key, value)) = text.split_once(':') else { continue };
        let value = value.trim_start();
        let is_plain = !value.starts_with(['"', '\'', '|', '>', '#']) && !value.is_empty();
        if let Some(at) = value.find(" #").filter(|_| is_plain && TEXTS.contains(&key)) {
            let byte = line.len() - value.len() + at + 1;
            cut.push((number + 1, line[..byte].chars().count() + 1, key));
        }
    }
    cut
}

/// Holds the front matter against its schema.
pub fn check(file: &Arc<str>, mapped: &Mapped, schema: &'static Record, config: &Config) -> Report {
    let mut check = Check {
        file,
        zone: &config.zone,
        unknown: config.content.unknown_keys,
        renamed: &mapped.renamed,
        report: Report::new(),
    };
    check.record(&mapped.mapping, schema, &FieldPath::default());
    check.report
}

/// The values of a release's front matter. Nothing where title or date is missing, which the check has said.
pub fn release(mapped: Mapped, zone: &TimeZone) -> Option<Front> {
    let Mapped { mapping, renamed } = mapped;
    let read = Read { mapping: &mapping, zone };
    let each = |key: &str| read.list(key).iter();
    Some(Front {
        title: read.text("title")?,
        date: read.moment("date")?,
        event: mapping.get("event_date").and_then(|value| match value {
            Value::Mapping(span) => {
                let span = Read { mapping: span, zone };
                Some(Box::new((span.moment("from")?, span.moment("to"))))
            }
            _ => Some(Box::new((read.moment("event_date")?, None))),
        }),
        attendees: each("attendees").filter_map(|value| participant(value, zone)).collect(),
        units: each("units").filter_map(|value| participant(value, zone)).collect(),
        issuer: read.text("issuer"),
        summary: read.text("summary"),
        topics: read.texts("topics"),
        number: read.text("number"),
        place: read.text("place"),
        source: read.inner("source", |source| Some((source.text("name")?, source.text("url")))),
        image: read.inner("image", |image| {
            Some(Box::new(Image {
                src: image.path("src")?,
                alt: image.text("alt")?,
                credit: image.text("credit"),
                caption: image.text("caption"),
            }))
        }),
        attachments: each("attachments")
            .filter_map(|value| match value {
                Value::Mapping(mapping) => {
                    let read = Read { mapping, zone };
                    Some(Attachment {
                        src: read.path("src")?,
                        title: read.text("title"),
                        lang: read.text("lang"),
                    })
                }
                _ => Some(Attachment { src: plain_path(value.as_str()?), title: None, lang: None }),
            })
            .collect(),
        contacts: each("contacts")
            .filter_map(Value::as_mapping)
            .map(|mapping| {
                let read = Read { mapping, zone };
                Contact {
                    name: read.text("name"),
                    phone: read.text("phone"),
                    email: read.text("email"),
                    unit: read.text("unit"),
                }
            })
            .collect(),
        related: read.texts("related"),
        translates: read.text("translates"),
        status: match read.text("status").as_deref() {
            Some("draft") => Status::Draft,
            Some("withdrawn") => Status::Withdrawn,
            Some("in-error") => Status::InError,
            _ => Status::Published,
        },
        reason: read.text("reason"),
        embargo: read.moment("embargo"),
        expires: read.moment("expires"),
        changes: each("changes")
            .filter_map(Value::as_mapping)
            .filter_map(|mapping| {
                let read = Read { mapping, zone };
                let correction = read.text("kind").as_deref() == Some("correction");
                Some(Change { date: read.moment("date")?, note: read.text("note")?, correction })
            })
            .collect(),
        superseded_by: read.text("superseded_by"),
        aliases: read.texts("aliases"),
        extra: mapping.get("extra").cloned().map(Box::new),
        renamed: renamed.into(),
    })
}

fn participant(value: &Value, zone: &TimeZone) -> Option<Participant> {
    match value {
        Value::Mapping(mapping) => {
            let read = Read { mapping, zone };
            let text = |key: &str| read.text(key).map(String::into_boxed_str);
            Some(Participant { name: text("name")?, title: text("title"), role: text("role") })
        }
        _ => Some(Participant { name: value.as_str()?.trim().into(), title: None, role: None }),
    }
}

/// `./budget.csv` is `budget.csv`.
fn plain_path(path: &str) -> String {
    path.trim().trim_start_matches("./").to_owned()
}

/// Takes values out of a mapping that fits its schema.
pub struct Read<'a> {
    /// The mapping.
    pub mapping: &'a Mapping,
    /// The site's time zone.
    pub zone: &'a TimeZone,
}

impl Read<'_> {
    /// A text, without white space around it.
    pub fn text(&self, key: &str) -> Option<String> {
        self.mapping.get(key).and_then(Value::as_str).map(|text| text.trim().to_owned())
    }

    /// A path of a file beside the release.
    pub fn path(&self, key: &str) -> Option<String> {
        self.text(key).map(|path| plain_path(&path))
    }

    /// A list of texts.
    pub fn texts(&self, key: &str) -> Box<[String]> {
        self.list(key).iter().filter_map(Value::as_str).map(|text| text.trim().to_owned()).collect()
    }

    /// A moment.
    pub fn moment(&self, key: &str) -> Option<Moment> {
        self.mapping.get(key).and_then(Value::as_str).and_then(|text| moment::parse(text, self.zone).ok())
    }

    fn list(&self, key: &str) -> &[Value] {
        self.mapping.get(key).and_then(Value::as_sequence).map(Vec::as_slice).unwrap_or_default()
    }

    fn inner<T>(&self, key: &str, read: impl FnOnce(Read<'_>) -> Option<T>) -> Option<T> {
        let mapping = self.mapping.get(key)?.as_mapping()?;
        read(Read { mapping, zone: self.zone })
    }
}
