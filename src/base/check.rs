//! Holds values against a schema and says what is wrong with them.

use crate::base::diagnostic::{Diagnostic, Report, Severity};
use crate::base::language;
use crate::base::moment;
use crate::base::shape::{Record, Shape, fits, kind_of_shape, kind_of_value, original, plain};
use crate::base::signs;
use crate::base::source::{FieldPath, Place, Step};
use crate::base::suggest::nearest;
use crate::base::text;
use jiff::tz::TimeZone;
use serde_yaml::{Mapping, Value};
use std::sync::Arc;

/// Checks values against shapes and gathers findings.
pub struct Check<'a> {
    /// The file the values stand in.
    pub file: &'a Arc<str>,
    /// The site's time zone, for dates.
    pub zone: &'a TimeZone,
    /// What an unknown key is, nothing when such keys are ignored.
    pub unknown: Option<Severity>,
    /// Keys at the top that were renamed on reading: (name in the schema, name in the file).
    pub renamed: &'a [(String, String)],
    /// The findings so far.
    pub report: Report,
}

impl Check<'_> {
    /// Checks a value and what is in it. `path` leads to it.
    pub fn value(&mut self, value: &Value, shape: &Shape, path: &FieldPath) {
        match shape {
            Shape::Any => {}
            Shape::Text => {
                if self.is_a(value, value.is_string(), "a text", path)
                    && value.as_str().is_some_and(|text| text.trim().is_empty())
                {
                    self.empty("a text", path);
                }
                if let Some(c) = value.as_str().and_then(text::forbidden) {
                    let message = format!(
                        "{} holds an invisible character (U+{:04X})",
                        self.shown(path),
                        u32::from(c.1)
                    );
                    self.push(
                        "source/control-character",
                        message,
                        path,
                        "delete it; type the text again if need be",
                    );
                }
                if let Some(text) = value.as_str().filter(|_| is_label(path)) {
                    self.label(text, path);
                }
            }
            Shape::Url => {
                self.value(value, &Shape::Text, path);
                let is_web = |text: &str| text.starts_with("https://") || text.starts_with("http://");
                if value.as_str().is_some_and(|text| !text.trim().is_empty() && !is_web(text.trim())) {
                    let message = format!("{} is not an address of the web", self.shown(path));
                    self.push(
                        "schema/wrong-value",
                        message,
                        path,
                        "write it in full, such as https://daily.example/1",
                    );
                }
            }
            Shape::Localized => match value {
                Value::Mapping(texts) => self.localized(texts, path),
                _ => self.value(value, &Shape::Text, path),
            },
            Shape::Moment | Shape::Day => self.moment(value, matches!(shape, Shape::Day), path),
            Shape::Flag => {
                self.is_a(value, value.is_bool(), "true or false", path);
            }
            Shape::Number(least, most) => {
                if self.is_a(value, value.is_i64(), "a whole number", path)
                    && !value.as_i64().is_some_and(|number| (*least..=*most).contains(&number))
                {
                    let message = format!("{} is out of range", self.shown(path));
                    self.push(
                        "schema/wrong-value",
                        message,
                        path,
                        &format!("write a number from {least} to {most}"),
                    );
                }
            }
            Shape::Choice(words) => self.choice(value, words, path),
            Shape::Language => {
                if self.is_a(value, value.is_string(), "a language tag", path)
                    && !value.as_str().is_some_and(language::is_tag)
                {
                    let message = format!("`{}` is not a language tag", plain(value));
                    self.push(
                        "schema/wrong-value",
                        message,
                        path,
                        "write a BCP 47 tag such as en or zh-Hans",
                    );
                }
            }
            Shape::List(item) => match value.as_sequence() {
                Some(items) => {
                    for (at, value) in items.iter().enumerate() {
                        self.value(value, item, &path.item(at));
                    }
                }
                None => {
                    let help = match value {
                        Value::Mapping(_) | Value::Null => {
                            "begin each item with `- ` on a line of its own".to_owned()
                        }
                        Value::String(text) if text.starts_with('-') => {
                            "begin each item with a hyphen and a plain space behind it, on a line of its own"
                                .to_owned()
                        }
                        _ => {
                            let text = plain(value);
                            let parts = text
                                .split([',', '、', '，'])
                                .map(|part| part.trim().trim_matches(['-', ' ', '【', '】', '［', '］']));
                            let items: String = parts.map(|part| format!("\n  - {part}")).collect();
                            format!("write a list:\n{}:{items}", self.last_key(path))
                        }
                    };
                    self.wrong_kind(value, "a list", path, &help);
                }
            },
            Shape::Record(record) => match value.as_mapping() {
                Some(mapping) => self.record(mapping, record, path),
                None => {
                    let names: Vec<_> = record.keys.iter().map(|key| key.name).collect();
                    self.wrong_kind(
                        value,
                        "a mapping",
                        path,
                        &format!("write it with keys: {}", names.join(", ")),
                    );
                }
            },
            Shape::Map(item) => match value.as_mapping() {
                Some(mapping) => {
                    for (key, value) in mapping {
                        self.value(value, item, &path.key(&plain(key)));
                    }
                }
                None => self.wrong_kind(value, "a mapping", path, "write it as lines of `key: value`"),
            },
            Shape::Either(shapes)
                if shapes.iter().any(is_span)
                    && let Some((from, to)) =
                        value.as_str().and_then(|text| moment::span(text, self.zone)) =>
            {
                let help = format!("write {}: {{from: {from}, to: {to}}}", self.last_key(path));
                self.push("date/invalid", format!("{} is two dates here", self.shown(path)), path, &help);
            }
            Shape::Either(shapes) => match shapes.iter().find(|shape| fits(value, shape)) {
                Some(shape) => self.value(value, shape, path),
                None => {
                    let kinds: Vec<_> = shapes.iter().map(kind_of_shape).collect();
                    self.wrong_kind(value, &kinds.join(" or "), path, &quote_help(value, path));
                }
            },
        }
    }

    /// Checks a mapping at its keys.
    pub fn record(&mut self, mapping: &Mapping, record: &Record, path: &FieldPath) {
        for (name, value) in mapping {
            let name = plain(name);
            match record.keys.iter().find(|key| key.name == name) {
                Some(key) if key.required && is_blank(value) && !matches!(key.shape, Shape::Any) => {
                    let path = path.key(&name);
                    let (name, wanted) = (self.last_key(&path), kind_of_shape(&key.shape));
                    self.is_empty(&path, &format!("write {wanted}, such as {name}: {}", key.example));
                }
                Some(key) => self.value(value, &key.shape, &path.key(&name)),
                None => self.unknown_key(&name, record, path),
            }
        }
        for key in record.keys.iter().filter(|key| key.required && !mapping.contains_key(key.name)) {
            let place = if path.0.is_empty() {
                Place::file(self.file)
            } else {
                Place::value(self.file, path.clone())
            };
            let inside = if path.0.is_empty() { String::new() } else { format!(" in {}", self.shown(path)) };
            self.report.push(
                Diagnostic::error("schema/missing-key", format!("`{}` is missing{inside}", key.name))
                    .at(place)
                    .help(format!("add a line such as\n{}: {}", key.name, key.example)),
            );
        }
    }

    fn unknown_key(&mut self, name: &str, record: &Record, path: &FieldPath) {
        let Some(severity) = self.unknown else { return };
        let names = || record.keys.iter().map(|key| key.name);
        let misnomer = record.misnomers.iter().find(|(wrong, _)| wrong.eq_ignore_ascii_case(name));
        let help = match misnomer {
            Some((_, right)) => (*right).to_owned(),
            None if let Some(space) = name.chars().next().and_then(signs::odd_space) => {
                format!("the line is indented with {space}: delete it, and type plain spaces")
            }
            None if let Some((key, value)) = name.split_once('：') => {
                format!(
                    "`：` is a full-width colon: write `{key}: {value}` with the colon of the English keyboard and a space"
                )
            }
            None => match nearest(name, names()) {
                Some(right) => format!("did you mean `{right}`?"),
                None => format!("the keys are: {}", names().collect::<Vec<_>>().join(", ")),
            },
        };
        let mut finding = Diagnostic::error("schema/unknown-key", format!("there is no key `{name}`"))
            .at(Place::key(self.file, path.key(name)))
            .help(help);
        finding.severity = severity;
        self.report.push(finding);
    }

    /// What a name or a title should not hold.
    fn label(&mut self, text: &str, path: &FieldPath) {
        let shown = self.shown(path);
        let mut warn = |code: &'static str, message: String, help: &str| {
            let place = Place::value(self.file, original(path, self.renamed));
            self.report.push(Diagnostic::warning(code, message).at(place).help(help));
        };
        if let Some((c, name)) = text::turning(text) {
            let message =
                format!("{shown} holds U+{:04X} ({name}), which turns the letters around it", u32::from(c));
            warn("source/turning-character", message, "delete it; type the text again if need be");
        }
        if text.trim().contains(['\n', '\r', '\u{85}', '\u{2028}', '\u{2029}']) {
            warn("schema/line-break", format!("{shown} holds a line break"), "write it on one line");
        }
    }

    fn localized(&mut self, texts: &Mapping, path: &FieldPath) {
        for (tag, text) in texts {
            let tag = plain(tag);
            let at = path.key(&tag);
            if !language::is_tag(&tag) {
                self.report.push(
                    Diagnostic::error("schema/wrong-value", format!("`{tag}` is not a language tag"))
                        .at(Place::key(self.file, at.clone()))
                        .help("write the text under the tags of its languages, such as en and zh-Hans"),
                );
            }
            self.value(text, &Shape::Text, &at);
        }
    }

    fn moment(&mut self, value: &Value, day: bool, path: &FieldPath) {
        if value.is_number() {
            return self.wrong_kind(value, "a date", path, &day_help(&plain(value), path));
        }
        if !self.is_a(value, value.is_string(), "a date", path) {
            return;
        }
        let text = value.as_str().unwrap_or_default();
        if text.trim().is_empty() {
            return self.empty("a date such as 2022-09-28", path);
        }
        let read = |text: &str| match day {
            true => moment::parse_day(text).map(|_| ()),
            false => moment::parse(text, self.zone).map(|_| ()),
        };
        let Err(problem) = read(text) else { return };
        let typed = signs::as_typed(text);
        if typed != text && read(&typed).is_ok() {
            let what = if text.contains('：') { "a full-width colon" } else { "full-width digits or signs" };
            let help = format!("write {typed} with the English keyboard");
            return self.push("date/invalid", format!("`{text}` is written with {what}"), path, &help);
        }
        self.push("date/invalid", problem.message, path, &problem.help);
    }

    fn choice(&mut self, value: &Value, words: &[&'static str], path: &FieldPath) {
        let text = plain(value);
        if words.contains(&text.as_str()) {
            return;
        }
        let help = match nearest(&text, words.iter().copied()) {
            Some(word) => format!("did you mean `{word}`?"),
            None => format!("write one of: {}", words.join(", ")),
        };
        let message = format!("{} cannot be `{text}`", self.shown(path));
        self.push("schema/wrong-value", message, path, &help);
    }

    /// Whether the value is of the kind; a finding where it is not.
    fn is_a(&mut self, value: &Value, fits: bool, wanted: &str, path: &FieldPath) -> bool {
        if !fits {
            self.wrong_kind(value, wanted, path, &quote_help(value, path));
        }
        fits
    }

    fn wrong_kind(&mut self, value: &Value, wanted: &str, path: &FieldPath, help: &str) {
        if value.is_null() {
            return self.empty(wanted, path);
        }
        let message = format!("{} is {} here; it must be {wanted}", self.shown(path), kind_of_value(value));
        self.push("schema/wrong-type", message, path, help);
    }

    fn empty(&mut self, wanted: &str, path: &FieldPath) {
        self.is_empty(path, &format!("write {wanted}, or delete {}", self.shown(path)));
    }

    fn is_empty(&mut self, path: &FieldPath, help: &str) {
        self.push("schema/empty", format!("{} is empty", self.shown(path)), path, help);
    }

    fn push(&mut self, code: &'static str, message: String, path: &FieldPath, help: &str) {
        let place = Place::value(self.file, original(path, self.renamed));
        self.report.push(Diagnostic::error(code, message).at(place).help(help));
    }

    /// The path as the writer wrote it, in words.
    fn shown(&self, path: &FieldPath) -> String {
        original(path, self.renamed).to_string()
    }

    /// The key that a list stands behind, as the writer wrote it.
    fn last_key(&self, path: &FieldPath) -> String {
        let path = original(path, self.renamed);
        let last = path.0.iter().rev().find_map(|step| match step {
            Step::Key(key) => Some(key.clone()),
            Step::Item(_) => None,
        });
        last.unwrap_or_default()
    }
}

/// Whether a shape takes a beginning and an end.
fn is_span(shape: &Shape) -> bool {
    matches!(shape, Shape::Record(record) if ["from", "to"].iter().all(|end| record.keys.iter().any(|key| key.name == *end)))
}

/// Whether a key has nothing behind it, or a text without a word.
fn is_blank(value: &Value) -> bool {
    value.is_null() || value.as_str().is_some_and(|text| text.trim().is_empty())
}

/// Whether a text is a name or a title: it stands in lists, in links and in other people's records.
fn is_label(path: &FieldPath) -> bool {
    let has = |words: &str| {
        let is_one = |key: &str| words.split(' ').any(|word| word == key);
        path.0.iter().any(|step| matches!(step, Step::Key(key) if is_one(key)))
    };
    // The aliases of a release are its former addresses.
    let is_address = matches!(path.0.first(), Some(Step::Key(key)) if key == "aliases");
    has("title name names aliases attendees units topics unit role issuer place")
        && !has("note alt caption credit summary")
        && !is_address
}

/// A number that was meant as a day: `20220928`, or a year alone.
fn day_help(number: &str, path: &FieldPath) -> String {
    let Some(Step::Key(key)) = path.0.last() else { return "write a day, such as 2022-09-28".into() };
    let day = moment::of_digits(number).map(|day| day.to_string());
    match (day, number.len()) {
        (Some(day), _) => format!("write {key}: {day}"),
        // Of a span the last day of the year, else the first.
        (None, 4) if key == "to" => format!("write the day too, such as {key}: {number}-12-31"),
        (None, 4) => format!("write the day too, such as {key}: {number}-01-01"),
        _ => format!("write year, month and day, such as {key}: 2022-09-28"),
    }
}

/// A number or a truth value that was meant as a text needs quotes.
fn quote_help(value: &Value, path: &FieldPath) -> String {
    let written = plain(value);
    match (value, path.0.last()) {
        (Value::Number(_) | Value::Bool(_), Some(Step::Key(key))) => {
            format!("put it in quotes: {key}: \"{written}\"")
        }
        (Value::Number(_) | Value::Bool(_), _) => format!("put it in quotes: \"{written}\""),
        (Value::Mapping(_), _) => "a value that contains a colon needs quotes around it".into(),
        _ => "write one value on the line of the key".into(),
    }
}
