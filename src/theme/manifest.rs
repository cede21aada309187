//! `theme.yaml`: what a theme is called, and which options it has. Options are typed, so a wrong one is a
//! finding and not a page that looks odd.

use crate::base::check::Check;
use crate::base::diagnostic::{Diagnostic, Report, Severity};
use crate::base::shape::{Key, Record, Shape, plain};
use crate::base::source::{FieldPath, Place, Sources};
use crate::base::suggest::nearest;
use crate::base::{text, yaml};
use crate::config::{self, Config};
use crate::theme::{embedded, layers};
use serde_yaml::{Mapping, Value};
use std::collections::BTreeMap;
use std::sync::Arc;

/// The schema of `theme.yaml`.
pub static SCHEMA: Record = Record {
    keys: &[
        Key { name: "name", shape: Shape::Text, required: true, doc: "Name of the theme.", example: "civic" },
        Key { name: "version", shape: Shape::Text, required: true, doc: "Its version.", example: "1.0.0" },
        Key {
            name: "crier",
            shape: Shape::Text,
            required: false,
            doc: "Least version of crier that it works with.",
            example: ">=0.1",
        },
        Key { name: "license", shape: Shape::Text, required: false, doc: "Its licence.", example: "MIT" },
        Key {
            name: "description",
            shape: Shape::Text,
            required: false,
            doc: "What it looks like.",
            example: "Calm",
        },
        Key {
            name: "languages",
            shape: Shape::List(&Shape::Language),
            required: false,
            doc: "Languages it has messages for.",
            example: "[en, zh-Hans]",
        },
        Key {
            name: "options",
            shape: Shape::Map(&Shape::Record(&OPTION)),
            required: false,
            doc: "Options that a site may set under `options` in `crier.yaml`.",
            example: "{accent: {type: text, default: teal, doc: The accent colour.}}",
        },
    ],
    misnomers: &[("licence", "crier calls it `license`")],
};

static OPTION: Record = Record {
    keys: &[
        Key {
            name: "type",
            shape: Shape::Choice(&["text", "color", "boolean", "number", "choice"]),
            required: true,
            doc: "Kind of value.",
            example: "boolean",
        },
        Key {
            name: "default",
            shape: Shape::Any,
            required: true,
            doc: "Value when not set.",
            example: "true",
        },
        Key {
            name: "doc",
            shape: Shape::Text,
            required: true,
            doc: "What it does.",
            example: "Shows breadcrumbs.",
        },
        Key {
            name: "choices",
            shape: Shape::List(&Shape::Text),
            required: false,
            doc: "Values of a choice.",
            example: "[teal, blue]",
        },
    ],
    misnomers: &[],
};

/// Reads the theme's manifest and holds the site's options against it. The result has a value for each option
/// of the theme; nothing where the theme or its manifest cannot be read.
pub fn options(sources: &Sources, config: &Config) -> (Option<BTreeMap<String, Value>>, Report) {
    let mut report = Report::new();
    let path: Arc<str> = format!("themes/{}/theme.yaml", config.theme).into();
    let (file, text) = match sources.get(&path) {
        Some(_) => match text::read(sources, &path) {
            Ok(text) => (path, text),
            Err(finding) => {
                report.push(*finding);
                return (None, report);
            }
        },
        None if config.theme == embedded::NAME => {
            let bytes = embedded::FILES
                .iter()
                .find(|(name, _)| *name == "theme.yaml")
                .map_or(&[][..], |(_, bytes)| bytes);
            (path, String::from_utf8_lossy(bytes).into_owned())
        }
        None => {
            report.push(unknown_theme(sources, config));
            return (None, report);
        }
    };
    let value = match yaml::parse(&file, &text, 0..text.len()) {
        Ok(value) => value,
        Err(findings) => {
            findings.into_iter().for_each(|finding| report.push(finding));
            return (None, report);
        }
    };
    let mut check = Check {
        file: &file,
        zone: &config.zone,
        unknown: Some(Severity::Error),
        renamed: &[],
        report: Report::new(),
    };
    check.value(&value, &Shape::Record(&SCHEMA), &FieldPath::default());
    let sound = !check.report.has_errors();
    report.absorb(check.report);
    if sound {
        check_version(&file, &value, &mut report);
        check_languages(sources, &file, &value, config, &mut report);
    }
    // Templates that the theme takes over from the embedded one need the options of that.
    let mut known = embedded_options();
    if let Some(Value::Mapping(options)) = value.get("options").filter(|_| sound) {
        known.extend(options.clone());
    }
    (Some(settle(&known, config, &mut report)), report)
}

/// The options of the embedded theme.
fn embedded_options() -> Mapping {
    let bytes =
        embedded::FILES.iter().find(|(name, _)| *name == "theme.yaml").map_or(&[][..], |(_, bytes)| bytes);
    let manifest: Value = serde_yaml::from_slice(bytes).unwrap_or_default();
    manifest.get("options").and_then(Value::as_mapping).cloned().unwrap_or_default()
}

/// Whether this crier is new enough for the theme: `>=0.1`, or `>=0.1.2`.
fn check_version(file: &Arc<str>, manifest: &Value, report: &mut Report) {
    let Some(written) = manifest.get("crier").and_then(Value::as_str) else { return };
    let place = || Place::value(file, FieldPath::default().key("crier"));
    let numbers =
        |text: &str| -> Option<Vec<u32>> { text.trim().split('.').map(|part| part.parse().ok()).collect() };
    let own = numbers(env!("CARGO_PKG_VERSION")).unwrap_or_default();
    match written.trim().strip_prefix(">=").and_then(numbers) {
        None => report.push(
            Diagnostic::error("theme/wrong-version", format!("`{written}` is not a version of crier"))
                .at(place())
                .help("write the least version that the theme works with, such as \">=0.1\""),
        ),
        Some(least) if own < least => report.push(
            Diagnostic::error("theme/too-new", format!("the theme needs crier {written}")).at(place()).help(
                format!(
                    "this is crier {}: install a newer one, or an older theme",
                    env!("CARGO_PKG_VERSION")
                ),
            ),
        ),
        Some(_) => {}
    }
}

/// Whether the theme has messages for the languages that it names.
fn check_languages(
    sources: &Sources,
    file: &Arc<str>,
    manifest: &Value,
    config: &Config,
    report: &mut Report,
) {
    let files = layers::files(sources, &config.theme, "i18n");
    let languages =
        manifest.get("languages").and_then(Value::as_sequence).map(Vec::as_slice).unwrap_or_default();
    for (number, tag) in languages.iter().enumerate() {
        let name = format!("{}.yaml", plain(tag));
        if !files.contains_key(&name) {
            report.push(
                Diagnostic::warning(
                    "theme/no-messages",
                    format!("the theme has no messages in `{}`", plain(tag)),
                )
                .at(Place::value(file, FieldPath::default().key("languages").item(number)))
                .help(format!("write i18n/{name}, or take the language out of the list")),
            );
        }
    }
}

/// The site's value of each option, or its default.
fn settle(known: &Mapping, config: &Config, report: &mut Report) -> BTreeMap<String, Value> {
    let file: Arc<str> = config::FILE.into();
    let at = |name: &str| FieldPath::default().key("options").key(name);
    let names = || known.keys().filter_map(Value::as_str);
    for name in config.options.keys().filter(|name| !known.contains_key(name.as_str())) {
        let finding = Diagnostic::error("theme/unknown-option", format!("the theme has no option `{name}`"))
            .at(Place::key(&file, at(name)));
        report.push(match nearest(name, names()) {
            Some(near) => finding.help(format!("did you mean `{near}`?")),
            None => finding.help(format!("its options are: {}", names().collect::<Vec<_>>().join(", "))),
        });
    }
    let mut options = BTreeMap::new();
    for (name, option) in known.iter().filter_map(|(name, option)| Some((name.as_str()?, option))) {
        let default = option.get("default").cloned().unwrap_or_default();
        let value = match config.options.get(name) {
            None => default,
            Some(value) => match problem(value, option) {
                None => value.clone(),
                Some(problem) => {
                    report.push(
                        Diagnostic::error("theme/wrong-option", format!("the option `{name}` {problem}"))
                            .at(Place::value(&file, at(name)))
                            .help(option.get("doc").and_then(Value::as_str).unwrap_or_default()),
                    );
                    default
                }
            },
        };
        options.insert(name.to_owned(), value);
    }
    options
}

/// Why a value does not fit an option.
fn problem(value: &Value, option: &Value) -> Option<String> {
    match option.get("type").and_then(Value::as_str) {
        Some("boolean") => (!value.is_bool()).then(|| "must be true or false".into()),
        Some("number") => (!value.is_number()).then(|| "must be a number".into()),
        Some("choice") => {
            let choices =
                option.get("choices").and_then(Value::as_sequence).map(Vec::as_slice).unwrap_or_default();
            let words: Vec<&str> = choices.iter().filter_map(Value::as_str).collect();
            (!words.contains(&plain(value).as_str())).then(|| format!("must be one of {}", words.join(", ")))
        }
        Some("color") => {
            let is_color = value.as_str().is_some_and(|text| {
                text.strip_prefix('#').is_some_and(|hex| {
                    matches!(hex.len(), 3 | 6) && hex.bytes().all(|b| b.is_ascii_hexdigit())
                })
            });
            (!is_color).then(|| "must be a colour such as \"#0b6e6e\"".into())
        }
        _ => (!value.is_string()).then(|| "must be a text".into()),
    }
}

fn unknown_theme(sources: &Sources, config: &Config) -> Diagnostic {
    let mut themes: Vec<&str> = sources
        .below("themes/")
        .filter_map(|entry| entry.path["themes/".len()..].split('/').next())
        .chain([embedded::NAME])
        .collect();
    themes.sort_unstable();
    themes.dedup();
    let finding = Diagnostic::error("theme/unknown", format!("there is no theme `{}`", config.theme))
        .at(Place::value(&config::FILE.into(), FieldPath::default().key("theme")));
    match nearest(&config.theme, themes.iter().copied()) {
        Some(near) => finding.help(format!("did you mean `{near}`?")),
        None => finding.help(format!(
            "put it into themes/{}/ with a theme.yaml; there is: {}",
            config.theme,
            themes.join(", ")
        )),
    }
}
