//! Messages of the theme in a language, with plural forms by the rules of the Unicode CLDR.

use crate::base::diagnostic::{Diagnostic, Report};
use crate::base::moment::Moment;
use crate::base::source::{FieldPath, Place, Sources};
use crate::base::{language, yaml};
use crate::config::Config;
use crate::theme::embedded;
use crate::theme::layers::{self, Origin};
use intl_pluralrules::{PluralCategory, PluralRuleType, PluralRules};
use jiff::civil::{Date, DateTime};
use serde_yaml::Value;
use std::collections::BTreeMap;
use std::sync::Arc;
use unic_langid::LanguageIdentifier;

/// A message: one text, or a form for each plural category.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Message {
    /// One text.
    Text(String),
    /// Forms by category: `one`, `few`, `other` …
    Plural(BTreeMap<String, String>),
}

/// The messages of a language.
pub struct Messages {
    /// Tag of the language.
    pub tag: String,
    /// The messages by key.
    pub texts: BTreeMap<String, Message>,
    rules: Option<PluralRules>,
}

impl Messages {
    /// A message without plural forms; its key where there is none, so that a gap is seen and not hidden.
    pub fn text<'a>(&'a self, key: &'a str) -> &'a str {
        match self.texts.get(key) {
            Some(Message::Text(text)) => text,
            Some(Message::Plural(forms)) => forms.get("other").map_or(key, String::as_str),
            None => key,
        }
    }

    /// A message that may be missing, such as the label of a role that a site made up.
    pub fn optional<'a>(&'a self, key: &'a str) -> Option<&'a str> {
        self.texts.contains_key(key).then(|| self.text(key))
    }

    /// The form of a plural message for a number, with `{n}` filled in.
    pub fn count(&self, key: &str, n: usize) -> String {
        match self.texts.get(key) {
            Some(message) => self.choose(message, n),
            None => key.to_owned(),
        }
    }

    /// The form of a message for a number, with `{n}` filled in.
    pub fn choose(&self, message: &Message, n: usize) -> String {
        let form = match message {
            Message::Text(text) => text,
            Message::Plural(forms) => {
                let category =
                    self.rules.as_ref().and_then(|rules| rules.select(n).ok()).map_or("other", word);
                match forms.get(category).or_else(|| forms.get("other")) {
                    Some(form) => form,
                    None => return n.to_string(),
                }
            }
        };
        form.replace("{n}", &n.to_string())
    }

    /// A day as people of the language write it.
    pub fn day(&self, day: Date) -> String {
        self.moment_text("date_format", day.to_datetime(jiff::civil::Time::midnight()))
    }

    /// A day without its year.
    pub fn day_of_year(&self, day: Date) -> String {
        self.moment_text("day_format", day.to_datetime(jiff::civil::Time::midnight()))
    }

    /// A moment in the precision it was written in.
    pub fn moment(&self, moment: &Moment) -> String {
        if moment.day_only {
            self.day(moment.date())
        } else {
            self.moment_text("date_time_format", moment.local)
        }
    }

    /// A month of a year.
    pub fn month(&self, year: i16, month: i8) -> String {
        match Date::new(year, month, 1) {
            Ok(day) => self.moment_text("month_format", day.to_datetime(jiff::civil::Time::midnight())),
            Err(_) => format!("{year}-{month:02}"),
        }
    }

    /// Two moments; one day where both fall on it.
    pub fn range(&self, from: &Moment, to: &Moment) -> String {
        if from.day_only && to.day_only && from.date() == to.date() {
            return self.moment(from);
        }
        self.text("date_range_format").replace("{from}", &self.moment(from)).replace("{to}", &self.moment(to))
    }

    fn moment_text(&self, pattern: &str, local: DateTime) -> String {
        let months = self.text("months");
        let month =
            months.split('|').nth(usize::from(local.month().unsigned_abs()).saturating_sub(1)).unwrap_or("");
        self.text(pattern)
            .replace("{yyyy}", &local.year().to_string())
            .replace("{month}", month)
            .replace("{mm}", &format!("{:02}", local.minute()))
            .replace("{m}", &local.month().to_string())
            .replace("{d}", &local.day().to_string())
            .replace("{hh}", &format!("{:02}", local.hour()))
    }
}

fn word(category: PluralCategory) -> &'static str {
    match category {
        PluralCategory::ZERO => "zero",
        PluralCategory::ONE => "one",
        PluralCategory::TWO => "two",
        PluralCategory::FEW => "few",
        PluralCategory::MANY => "many",
        PluralCategory::OTHER => "other",
    }
}

/// Reads the messages of every language of the site. What a language lacks is said in English, with a finding.
pub fn load(sources: &Sources, config: &Config) -> (Vec<Messages>, Report) {
    let mut report = Report::new();
    let embedded_text = |name: &str| {
        let path = format!("i18n/{name}.yaml");
        embedded::FILES
            .iter()
            .find(|(file, _)| *file == path)
            .map(|(_, bytes)| String::from_utf8_lossy(bytes))
    };
    let english =
        embedded_text("en").map(|text| parse(&"i18n/en.yaml".into(), &text, &mut report)).unwrap_or_default();
    let files = layers::files(sources, &config.theme, "i18n");
    let known: Vec<String> =
        files.keys().filter_map(|name| name.strip_suffix(".yaml")).map(str::to_owned).collect();
    let mut all = Vec::new();
    for (number, tag) in config.languages.iter().enumerate() {
        // A site in `zh` reads `zh-Hans.yaml`, and one in `en-GB` reads `en.yaml`.
        let primary = tag.split('-').next().unwrap_or(tag);
        let name = language::resolve(tag, &known).or_else(|| language::resolve(primary, &known));
        let mut texts = english.clone();
        match name {
            None => {
                let finding = Diagnostic::warning(
                    "theme/no-messages",
                    format!("the theme has no messages in `{tag}`, so its pages will mix it with English"),
                );
                let place = FieldPath::default().key("languages").item(number);
                report.push(finding.at(Place::value(&crate::config::FILE.into(), place)).help(format!(
                    "write i18n/{tag}.yaml with the keys of the theme's i18n/en.yaml; docs/themes.md explains them"
                )));
            }
            Some(name) => {
                let mut own = embedded_text(name)
                    .map(|text| parse(&format!("i18n/{name}.yaml").into(), &text, &mut report))
                    .unwrap_or_default();
                if let Some(Origin::Source(path)) = files.get(&format!("{name}.yaml")) {
                    match crate::base::text::read(sources, path) {
                        Ok(text) => own.extend(parse(path, &text, &mut report)),
                        Err(finding) => report.push(*finding),
                    }
                    let missing: Vec<&str> =
                        english.keys().filter(|key| !own.contains_key(*key)).map(String::as_str).collect();
                    if !missing.is_empty() {
                        report.push(
                            Diagnostic::warning(
                                "theme/missing-message",
                                format!("{} messages are missing in `{name}`", missing.len()),
                            )
                            .at(Place::file(path))
                            .help(format!("add: {}", missing.join(", "))),
                        );
                    }
                }
                texts.extend(own);
            }
        }
        let rules = tag
            .split('-')
            .next()
            .and_then(|primary| primary.parse::<LanguageIdentifier>().ok())
            .and_then(|primary| PluralRules::create(primary, PluralRuleType::CARDINAL).ok());
        all.push(Messages { tag: tag.clone(), texts, rules });
    }
    (all, report)
}

/// Reads one file of messages.
fn parse(file: &Arc<str>, text: &str, report: &mut Report) -> BTreeMap<String, Message> {
    let mut messages = BTreeMap::new();
    let value = match yaml::parse(file, text, 0..text.len()) {
        Ok(value) => value,
        Err(findings) => {
            findings.into_iter().for_each(|finding| report.push(finding));
            return messages;
        }
    };
    for (key, value) in value.as_mapping().into_iter().flatten() {
        let Some(key) = key.as_str() else { continue };
        let message = match value {
            Value::Mapping(forms) => Message::Plural(
                forms
                    .iter()
                    .filter_map(|(form, text)| Some((form.as_str()?.to_owned(), text.as_str()?.to_owned())))
                    .collect(),
            ),
            Value::String(text) => Message::Text(text.clone()),
            _ => {
                report.push(
                    Diagnostic::error("theme/bad-message", format!("the message `{key}` is not a text"))
                        .at(Place::value(file, FieldPath::default().key(key)))
                        .help("put it in quotes; a message that counts has forms: {one: …, other: …}"),
                );
                continue;
            }
        };
        messages.insert(key.to_owned(), message);
    }
    messages
}
