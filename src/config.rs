//! `crier.yaml`: how a site is built. Every key has a default, so a folder that holds nothing but `content/`
//! is a site.

pub mod content;
pub mod external;
pub mod hosts;
pub mod licence;
pub mod ping;
pub mod schema;
pub mod severities;
pub mod stores;
pub mod targets;

use crate::base::address::Base;
use crate::base::check::Check;
use crate::base::diagnostic::{Diagnostic, Report, Severity};
use crate::base::language::{self, Localized};
use crate::base::moment;
use crate::base::shape::Shape;
use crate::base::source::{FieldPath, Place, Sources};
use crate::base::text;
use crate::base::yaml;
use crate::config::content::Content;
use crate::config::external::External;
use crate::config::hosts::{Coding, Host, Security};
use crate::config::licence::Licence;
use crate::config::ping::Ping;
use crate::config::schema::SCHEMA;
use crate::config::severities::Rule;
use crate::config::targets::Target;
use jiff::Span;
use jiff::civil::Date;
use jiff::tz::TimeZone;
use serde_yaml::{Mapping, Value};
use std::collections::BTreeMap;
use std::sync::Arc;

/// Where it stands, from the site's root.
pub const FILE: &str = "crier.yaml";

/// How a site is built.
#[derive(Debug, Clone, PartialEq)]
pub struct Config {
    /// Name of the site.
    pub title: Localized,
    /// What the site is, in a sentence.
    pub description: Option<Localized>,
    /// Where it is published.
    pub base: Base,
    /// BCP 47 tags; the first lives at the root, the others below their tag. Never empty.
    pub languages: Vec<String>,
    /// In which dates without an offset are read and all dates are shown.
    pub zone: TimeZone,
    /// Id or name of the unit that releases.
    pub issuer: Option<String>,
    /// Under which licence the site may be reused.
    pub licence: Option<Licence>,
    /// Name of the theme.
    pub theme: String,
    /// The theme's options, as written.
    pub options: BTreeMap<String, Value>,
    /// How strictly names are held against the registers.
    pub registers: Registers,
    /// How files of other systems are read.
    pub content: Content,
    /// Which names in a text become links.
    pub link_names: LinkNames,
    /// What happens to HTML in Markdown.
    pub raw_html: RawHtml,
    /// How long lists and feeds are.
    pub lists: Lists,
    /// Whether a release that says something else than was published, unsaid, is an error.
    pub record_is_strict: bool,
    /// What readers of old releases should know.
    pub history: Vec<Notice>,
    /// What findings count as.
    pub findings: Vec<Rule>,
    /// Which addresses of other sites are asked.
    pub external: External,
    /// Who is told when it was published.
    pub ping: Ping,
    /// Where it is published; the first is the default.
    pub targets: Vec<Target>,
    /// The hosts for which files are written.
    pub hosts: Vec<Host>,
    /// The codings in which texts are written beside themselves.
    pub precompress: Vec<Coding>,
    /// What hosts say to browsers.
    pub security: Security,
}

/// A notice on the releases of a period, or of an age.
#[derive(Debug, Clone, PartialEq)]
pub struct Notice {
    /// What it says.
    pub text: Localized,
    /// First day of the period.
    pub from: Option<Date>,
    /// Last day of the period.
    pub to: Option<Date>,
    /// Years after which it shows.
    pub older_than: Option<i64>,
}

impl Notice {
    /// Whether it stands on a release of a day, as seen today.
    pub fn covers(&self, day: Date, today: Date) -> bool {
        let is_old = |years: i64| day.checked_add(Span::new().years(years)).is_ok_and(|end| end <= today);
        self.from.is_none_or(|from| from <= day)
            && self.to.is_none_or(|to| day <= to)
            && self.older_than.is_none_or(is_old)
    }
}

/// How strictly names are held against the registers.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Registers {
    /// A name outside its register is an error.
    Strict,
    /// A name outside its register that is close to a registered one is a warning.
    Suggest,
    /// Names are taken as they are.
    Off,
}

/// Which names in the text of a release become links to the pages of people and units.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum LinkNames {
    /// Those of the registers that the release itself names as attendee, unit or issuer.
    Named,
    /// All of the registers.
    Registered,
    /// None.
    Off,
}

/// What happens to HTML in Markdown.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum RawHtml {
    /// What is safe stays.
    Sanitise,
    /// It is shown as text.
    Escape,
    /// It passes as it is.
    Trust,
}

/// How long lists and feeds are, in releases.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Lists {
    /// Newest releases on the home page, in feeds and on top of a list that continues by year.
    pub latest: usize,
    /// Most releases on one page; a longer list continues by year, month and day.
    pub page: usize,
    /// A person, unit or topic has feeds from this many releases on.
    pub feed_from: usize,
}

impl Default for Config {
    fn default() -> Self {
        Config {
            title: Localized::One("News".into()),
            description: None,
            base: Base::Rooted(String::new()),
            languages: vec!["en".into()],
            zone: TimeZone::UTC,
            issuer: None,
            licence: None,
            theme: "civic".into(),
            options: BTreeMap::new(),
            registers: Registers::Suggest,
            link_names: LinkNames::Named,
            content: Content::default(),
            raw_html: RawHtml::Sanitise,
            lists: Lists { latest: 20, page: 60, feed_from: 3 },
            record_is_strict: false,
            history: Vec::new(),
            findings: Vec::new(),
            external: External::default(),
            ping: Ping::default(),
            targets: Vec::new(),
            hosts: Vec::new(),
            precompress: Vec::new(),
            security: Security::default(),
        }
    }
}

impl Config {
    /// Number of a language of the site.
    pub fn language(&self, tag: &str) -> Option<usize> {
        let tag = language::resolve(tag, &self.languages)?;
        self.languages.iter().position(|known| known == tag)
    }
}

/// Reads `crier.yaml`, or takes the defaults where there is none.
pub fn load(sources: &Sources) -> (Config, Report) {
    let mut report = Report::new();
    let Some(entry) = sources.get(FILE) else { return (Config::default(), report) };
    let file = entry.path.clone();
    let text = match text::read(sources, &file) {
        Ok(text) => text,
        Err(finding) => {
            report.push(*finding);
            return (Config::default(), report);
        }
    };
    let value = match yaml::parse(&file, &text, 0..text.len()) {
        Ok(value) => value,
        Err(findings) => {
            findings.into_iter().for_each(|finding| report.push(finding));
            return (Config::default(), report);
        }
    };
    report.absorb(stores::secrets(&file, &value));
    if report.has_errors() {
        return (Config::default(), report);
    }
    let zone = TimeZone::UTC;
    let mut check = Check {
        file: &file,
        zone: &zone,
        unknown: Some(Severity::Error),
        renamed: &[],
        report: Report::new(),
    };
    check.value(&value, &Shape::Record(&SCHEMA), &FieldPath::default());
    report.absorb(check.report);
    match value {
        Value::Mapping(mapping) if !report.has_errors() => {
            let config = from_mapping(&file, &mapping, &mut report);
            (config, report)
        }
        _ => (Config::default(), report),
    }
}

/// Takes the values out of a mapping that fits the schema.
fn from_mapping(file: &Arc<str>, mapping: &Mapping, report: &mut Report) -> Config {
    let mut config = Config::default();
    let path = FieldPath::default();
    let text = |key: &str| mapping.get(key).and_then(Value::as_str).map(|text| text.trim().to_owned());
    let mut refuse = |key: &str, message: String, help: String| {
        report.push(
            Diagnostic::error("config/wrong-value", message).at(Place::value(file, path.key(key))).help(help),
        );
    };
    if let Some(title) = mapping.get("title").and_then(localized) {
        config.title = title;
    }
    config.description = mapping.get("description").and_then(localized);
    if let Some(base) = text("base_url") {
        match Base::parse(&base) {
            Ok(base) => config.base = base,
            Err(message) => {
                refuse("base_url", message, "set `base_url` to where the site is published".into())
            }
        }
    }
    if let Some(languages) = mapping.get("languages").and_then(Value::as_sequence) {
        config.languages = languages.iter().filter_map(Value::as_str).map(str::to_owned).collect();
        let mut seen: Vec<String> = config.languages.iter().map(|tag| tag.to_ascii_lowercase()).collect();
        seen.sort();
        if seen.is_empty() || seen.windows(2).any(|pair| pair[0] == pair[1]) {
            refuse(
                "languages",
                "`languages` is empty or names a language twice".into(),
                "name each language of the site once, the default one first".into(),
            );
            config.languages = vec!["en".into()];
        }
    }
    if let Some(name) = text("time_zone") {
        match TimeZone::get(&name) {
            Ok(zone) => config.zone = zone,
            Err(_) => refuse(
                "time_zone",
                format!("there is no time zone `{name}`"),
                "write the name of a city's zone such as Asia/Shanghai or Europe/Dublin, or UTC".into(),
            ),
        }
    }
    config.issuer = text("issuer");
    config.licence = mapping.get("licence").and_then(Licence::from_value);
    if let Some(theme) = text("theme") {
        config.theme = theme;
    }
    if let Some(Value::Mapping(options)) = mapping.get("options") {
        config.options = options
            .iter()
            .filter_map(|(key, value)| Some((key.as_str()?.to_owned(), value.clone())))
            .collect();
    }
    config.registers = match text("registers").as_deref() {
        Some("strict") => Registers::Strict,
        Some("off") => Registers::Off,
        _ => Registers::Suggest,
    };
    config.link_names = match text("link_names").as_deref() {
        Some("registered") => LinkNames::Registered,
        Some("off") => LinkNames::Off,
        _ => LinkNames::Named,
    };
    for entry in mapping.get("history").and_then(Value::as_sequence).into_iter().flatten() {
        let day =
            |key: &str| entry.get(key).and_then(Value::as_str).and_then(|day| moment::parse_day(day).ok());
        let Some(text) = entry.get("notice").and_then(localized) else { continue };
        let older_than = entry.get("older_than").and_then(Value::as_i64);
        let notice = Notice { text, from: day("from"), to: day("to"), older_than };
        if notice.from.is_none() && notice.to.is_none() && notice.older_than.is_none() {
            refuse(
                "history",
                "a notice in `history` does not say which releases it is for".into(),
                "give it `from`, `to` or both, or `older_than: 5`".into(),
            );
        }
        if notice.from.zip(notice.to).is_some_and(|(from, to)| from > to) {
            refuse(
                "history",
                "a notice in `history` ends before it begins".into(),
                "exchange `from` and `to`".into(),
            );
        }
        config.history.push(notice);
    }
    config.hosts = hosts::hosts(mapping);
    config.precompress = hosts::codings(mapping);
    config.security = hosts::security(mapping);
    for (key, message, help) in hosts::problems(&config.hosts, &config.base, &config.security) {
        refuse(key, message.into(), help.into());
    }
    config.targets = targets::targets(file, mapping, report);
    config.ping = Ping::of(mapping);
    if let Some((message, help)) = config.ping.problem(&config.base, &config.targets) {
        report.push(
            Diagnostic::error("config/wrong-value", message)
                .at(Place::value(file, path.key("ping")))
                .help(help),
        );
    }
    let rules = mapping.get("findings").and_then(Value::as_sequence).into_iter().flatten();
    config.findings = rules.filter_map(Rule::from_value).collect();
    config.external = External::of(mapping);
    config.record_is_strict = text("record").as_deref() == Some("strict");
    config.raw_html = match text("raw_html").as_deref() {
        Some("escape") => RawHtml::Escape,
        Some("trust") => RawHtml::Trust,
        _ => RawHtml::Sanitise,
    };
    if let Some(Value::Mapping(content)) = mapping.get("content") {
        config.content = Content::from_mapping(content);
    }
    if let Some(Value::Mapping(lists)) = mapping.get("lists") {
        let number = |key: &str, default: usize| {
            lists.get(key).and_then(Value::as_u64).map_or(default, |number| number as usize)
        };
        let default = config.lists;
        config.lists = Lists {
            latest: number("latest", default.latest),
            page: number("page", default.page),
            feed_from: number("feed_from", default.feed_from),
        };
    }
    config
}

/// A text or texts by language, from a value that fits [`Shape::Localized`].
pub fn localized(value: &Value) -> Option<Localized> {
    match value {
        Value::String(text) => Some(Localized::One(text.trim().to_owned())),
        Value::Mapping(texts) => Some(Localized::Each(
            texts
                .iter()
                .filter_map(|(tag, text)| Some((tag.as_str()?.to_owned(), text.as_str()?.trim().to_owned())))
                .collect(),
        )),
        _ => None,
    }
}
