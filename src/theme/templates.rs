//! Templates: Tera 2. A template sees what it is given and nothing else: no disk, no network, no clock.

use crate::base::diagnostic::{Diagnostic, Report};
use crate::base::source::{Place, Sources, Spot};
use crate::base::text;
use crate::base::yaml::BYTE_ORDER_MARK;
use crate::theme::layers::{self, Origin};
use crate::theme::messages::{Message, Messages};
use serde::Serialize;
use std::collections::BTreeMap;
use std::sync::Arc;
use tera::{Context, ErrorKind, Kwargs, State, Tera};

/// The templates, ready for each language of the site.
pub struct Templates {
    engine: Tera,
    /// Where each template stands in the site, for findings; nothing for embedded ones.
    places: BTreeMap<String, Arc<str>>,
}

/// What `asset(path="…")` gives a template.
#[derive(Debug, Clone, Serialize)]
pub struct AssetLink {
    /// What stands in `href`.
    pub href: String,
    /// Subresource integrity; nothing for a site that opens from files, where browsers would block the file.
    pub integrity: Option<String>,
}

/// Reads the templates.
pub fn load(sources: &Sources, theme: &str) -> (Option<Templates>, Report) {
    let mut report = Report::new();
    let mut places = BTreeMap::new();
    let mut texts: Vec<(String, String)> = Vec::new();
    for (name, origin) in layers::files(sources, theme, "templates") {
        if !name.ends_with(".html") {
            continue;
        }
        match origin {
            Origin::Embedded(bytes) => texts.push((name, String::from_utf8_lossy(bytes).into_owned())),
            Origin::Source(path) => match text::read(sources, &path) {
                Ok(text) => {
                    // In the middle of a page a byte order mark would be a character.
                    let text = text.trim_start_matches(BYTE_ORDER_MARK).to_owned();
                    texts.push((name.clone(), text));
                    places.insert(name, path);
                }
                Err(finding) => report.push(*finding),
            },
        }
    }
    let mut engine = Tera::new();
    register(&mut engine);
    let names = texts.iter().map(|(name, text)| (name.as_str(), text.as_str()));
    if let Err(error) = engine.add_raw_templates(names) {
        // The engine stops at its first error; each file alone shows the syntax errors of all.
        let mut found = Report::new();
        for (name, text) in &texts {
            let mut alone = Tera::new();
            register(&mut alone);
            if let Err(error) = alone.add_raw_template(name, text)
                && matches!(error.kind(), ErrorKind::SyntaxError(_))
            {
                explain(&error, &places, None).into_iter().for_each(|finding| found.push(finding));
            }
        }
        if !found.has_errors() {
            explain(&error, &places, None).into_iter().for_each(|finding| found.push(finding));
        }
        report.absorb(found);
        return (None, report);
    }
    (Some(Templates { engine, places }), report)
}

impl Templates {
    /// The templates for one language: with its messages, and `site` and `options` as every page sees them.
    pub fn for_language<S: Serialize, O: Serialize>(
        &self,
        site: &S,
        options: &O,
        messages: &Arc<Messages>,
        assets: &Arc<BTreeMap<String, AssetLink>>,
    ) -> LanguageTemplates {
        let mut engine = self.engine.clone();
        let counting = messages.clone();
        engine.register_function("count", move |kwargs: Kwargs, _: &State| -> tera::TeraResult<String> {
            let n: usize = kwargs.must_get::<u64>("n")? as usize;
            let forms: Counted = kwargs.deserialize()?;
            Ok(counting.choose(&forms.of.into(), n))
        });
        let assets = assets.clone();
        engine.register_function(
            "asset",
            move |kwargs: Kwargs, _: &State| -> tera::TeraResult<tera::Value> {
                let path: &str = kwargs.must_get("path")?;
                match assets.get(path) {
                    Some(link) => Ok(tera::Value::from_serializable(link)),
                    None => Err(tera::Error::message(format!("there is no file `{path}` in static/"))),
                }
            },
        );
        let context = engine.global_context();
        context.insert("site", site);
        context.insert("options", options);
        let texts: BTreeMap<&str, MessageView<'_>> = messages
            .texts
            .iter()
            .map(|(key, message)| {
                let view = match message {
                    Message::Text(text) => MessageView::Text(text),
                    Message::Plural(forms) => MessageView::Plural(forms),
                };
                (key.as_str(), view)
            })
            .collect();
        context.insert("t", &texts);
        LanguageTemplates { engine, places: self.places.clone() }
    }
}

/// Templates that know the site and a language.
pub struct LanguageTemplates {
    engine: Tera,
    places: BTreeMap<String, Arc<str>>,
}

impl LanguageTemplates {
    /// Renders a template; the finding names the template's place and what was being rendered.
    pub fn render<V: Serialize>(
        &self,
        template: &str,
        view: &V,
        about: &Place,
    ) -> Result<String, Box<Diagnostic>> {
        let rendered =
            Context::from_serialize(view).and_then(|context| self.engine.render(template, &context));
        rendered.map_err(|error| {
            // What fails while a page is rendered is one thing.
            let first = explain(&error, &self.places, Some(about)).into_iter().next();
            Box::new(
                first.unwrap_or_else(|| Diagnostic::error("theme/template-error", lower(&error.to_string()))),
            )
        })
    }
}

#[derive(Serialize)]
#[serde(untagged)]
enum MessageView<'a> {
    Text(&'a str),
    Plural(&'a BTreeMap<String, String>),
}

#[derive(serde::Deserialize)]
struct Counted {
    of: Forms,
}

#[derive(serde::Deserialize)]
#[serde(untagged)]
enum Forms {
    Text(String),
    Plural(BTreeMap<String, String>),
}

impl From<Forms> for Message {
    fn from(forms: Forms) -> Self {
        match forms {
            Forms::Text(text) => Message::Text(text),
            Forms::Plural(forms) => Message::Plural(forms),
        }
    }
}

/// Functions that need no language. `count` and `asset` are known by name here, so that templates compile,
/// and given their meaning per language.
fn register(engine: &mut Tera) {
    engine.register_function("fill", |kwargs: Kwargs, _: &State| -> tera::TeraResult<String> {
        let mut text = kwargs.must_get::<&str>("text")?.to_owned();
        for (key, value) in kwargs.iter() {
            text = text.replace(&format!("{{{key}}}"), &value.to_string());
        }
        Ok(text)
    });
    for name in ["count", "asset"] {
        engine.register_function(name, |_: Kwargs, _: &State| -> tera::TeraResult<String> {
            Err(tera::Error::message("this is only known while a page is rendered"))
        });
    }
}

/// A template error as findings.
fn explain(
    error: &tera::Error,
    places: &BTreeMap<String, Arc<str>>,
    about: Option<&Place>,
) -> Vec<Diagnostic> {
    let at = |name: &str, spot: Spot| {
        let file =
            places.get(name).cloned().unwrap_or_else(|| format!("themes/civic/templates/{name}").into());
        Place { file, spot }
    };
    let findings = match error.kind() {
        ErrorKind::SyntaxError(report) => vec![
            Diagnostic::error("theme/template-syntax", lower(report.message()))
                .at(at(report.filename(), Spot::LineColumn(report.span().start_line, report.span().start_col + 1)))
                .help("docs/themes.md shows the syntax of templates"),
        ],
        ErrorKind::RenderingError(report) => vec![
            Diagnostic::error("theme/template-error", lower(report.message()))
                .at(at(report.filename(), Spot::LineColumn(report.span().start_line, report.span().start_col + 1)))
                .help("docs/themes.md lists what a template is given; write `{% if x %}` around what may be absent"),
        ],
        ErrorKind::CircularExtend { tpl, inheritance_chain } => vec![
            Diagnostic::error(
                "theme/template-circle",
                format!("templates extend each other in a circle: {}", inheritance_chain.join(", ")),
            )
            .at(at(tpl, Spot::File))
            .help("take one `extends` out of the circle"),
        ],
        ErrorKind::CircularInclude { tpl, include_chain } => vec![
            Diagnostic::error(
                "theme/template-circle",
                format!("templates include each other without end: {}", include_chain.join(", ")),
            )
            .at(at(tpl, Spot::File))
            .help("take one `include` out of the circle"),
        ],
        ErrorKind::MissingParent { current, parent } => vec![
            Diagnostic::error("theme/template-missing", format!("there is no template `{parent}` to extend"))
                .at(at(current, Spot::File))
                .help("the name is the path below templates/, such as base.html"),
        ],
        _ => from_text(&error.to_string(), &at),
    };
    let note = |finding: Diagnostic| match about {
        Some(about) => finding.note_at("while rendering this", about.clone()),
        None => finding,
    };
    findings.into_iter().map(note).collect()
}

/// The engine tells unknown filters, functions and includes only as text, a block each: `error: …` and, on the
/// next line, `--> name:line:column`.
fn from_text(text: &str, at: &dyn Fn(&str, Spot) -> Place) -> Vec<Diagnostic> {
    let mut findings = Vec::new();
    let mut message = None;
    for line in text.lines().map(str::trim) {
        if let Some(said) = line.strip_prefix("error: ") {
            message = Some(said);
        } else if let (Some(said), Some(place)) = (message, line.strip_prefix("--> ")) {
            let mut parts = place.rsplitn(3, ':').map(str::trim);
            let (column, line, name) = (parts.next(), parts.next(), parts.next());
            let number = |part: Option<&str>| part.and_then(|part| part.parse::<usize>().ok());
            if let (Some(column), Some(line), Some(name)) = (number(column), number(line), name) {
                findings.push(
                    Diagnostic::error("theme/template-error", lower(said))
                        .at(at(name, Spot::LineColumn(line, column)))
                        .help("docs/themes.md lists the functions and filters there are"),
                );
                message = None;
            }
        }
    }
    if findings.is_empty() {
        let first = text.lines().next().unwrap_or_default();
        findings.push(Diagnostic::error("theme/template-error", lower(first)));
    }
    findings
}

/// Messages of crier begin in lower case and have no full stop.
fn lower(message: &str) -> String {
    let message = message.trim().trim_end_matches('.');
    let mut chars = message.chars();
    match chars.next() {
        Some(first) => first.to_lowercase().chain(chars).collect(),
        None => String::new(),
    }
}
