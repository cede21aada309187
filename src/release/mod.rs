//! One file to one release, or one standing page:
//!
//! 1. the path says id and language ([`name`]),
//! 2. the fences divide front matter and text ([`crate::base::fence`]),
//! 3. the front matter is held against its schema and read ([`schema`], [`front`]),
//! 4. the text is parsed, once ([`markdown`]),
//! 5. the files it uses are looked up ([`files`]).
//!
//! Each file stands alone here, so files are read in parallel. A file with errors gives no release, and a
//! report that says why.

pub mod files;
pub mod front;
pub mod markdown;
pub mod model;
pub mod name;
pub mod schema;

use crate::base::diagnostic::{Diagnostic, Report};
use crate::base::fence::{self, Fenced, Oddity, Unfenced};
use crate::base::shape::{self, Record};
use crate::base::source::{Entry, FieldPath, Place, Sources, Spot};
use crate::base::{text, yaml};
use crate::config::Config;
use crate::release::files::Files;
use crate::release::front::{Mapped, Read};
use crate::release::markdown::body::{Body, Fill, Target};
use crate::release::model::{File, Front, Release, StandingPage, Status};
use crate::release::name::Name;
use jiff::Timestamp;
use serde_yaml::Value;
use std::ops::Range;
use std::sync::Arc;

/// Where releases live, from the site's root.
pub const RELEASES: &str = "content/releases/";
/// Where standing pages live, from the site's root.
pub const PAGES: &str = "content/pages/";

/// What reading a release's file gave. What the gate goes by is told even where the release is not whole.
pub struct Reading {
    /// The file, from the site's root.
    pub file: Arc<str>,
    /// Its id, where the file name gives one.
    pub id: Option<String>,
    /// The release, where title, date, id and language can be read; with errors in it, it is only good for
    /// finding more of them.
    pub release: Option<Arc<Release>>,
    /// Whether it says that it is a draft.
    pub is_draft: bool,
    /// From when on it is released, where its date can be read.
    pub due: Option<Timestamp>,
    /// What was found in it.
    pub findings: Report,
}

/// What reading a standing page's file gave.
pub struct PageReading {
    /// The file, from the site's root.
    pub file: Arc<str>,
    /// The page, where it can be read.
    pub page: Option<Arc<StandingPage>>,
    /// What was found in it.
    pub findings: Report,
}

/// A file on its way: what is common to releases and pages.
struct Opened {
    name: Option<Name>,
    text: String,
    body: Range<usize>,
    mapped: Mapped,
    language: Option<usize>,
}

/// Reads a release.
pub fn read(sources: &Sources, entry: &Entry, config: &Config) -> Reading {
    let mut findings = Report::new();
    let file = entry.path.clone();
    let Some(opened) = open(sources, &file, &schema::RELEASE, config, &mut findings) else {
        let id = name::read(&file, config).ok().map(|name| name.id);
        return Reading { file, id, release: None, is_draft: false, due: None, findings };
    };
    let Opened { name, text, body, mapped, language } = opened;
    let is_draft = mapped.mapping.get("status").and_then(Value::as_str) == Some("draft");
    let front = front::release(mapped, &config.zone);
    let due = front.as_ref().map(Front::due);
    let folder = name.as_ref().map_or("", |name| name.folder.as_str());
    let is_own = name.as_ref().is_some_and(|name| folder.ends_with(&format!("/{}/", name.id)));
    let mut files = Files { sources, folder, is_own, found: Vec::new(), report: Report::new() };
    if let Some(front) = &front {
        check_event(&file, front, &mut findings);
        check_states(&file, front, &mut findings);
        take_files(&file, front, &mut files);
    }
    // The text is read even where the front matter is wrong: all findings in one run.
    let (body, found) = read_body(&file, &text, body, config, files, &mut findings);
    let id = name.map(|name| name.id);
    let release = match (front, id.clone(), language) {
        (Some(front), Some(id), Some(language)) => {
            Some(Arc::new(Release { id, language, file: file.clone(), front, body, files: found }))
        }
        _ => None,
    };
    Reading { file, id, release, is_draft, due, findings }
}

fn check_event(file: &Arc<str>, front: &Front, report: &mut Report) {
    if let Some((from, Some(to))) = front.event.as_deref()
        && to.at < from.at
    {
        report.push(
            Diagnostic::error("release/backwards-event", "the event ends before it begins")
                .at(Place::value(file, FieldPath::default().key("event_date").key("to")))
                .help("exchange `from` and `to`"),
        );
    }
}

/// Moments and states that contradict each other.
fn check_states(file: &Arc<str>, front: &Front, report: &mut Report) {
    let top = FieldPath::default();
    let mut warn = |message: &str, path: FieldPath, help: &str| {
        let place = Place::value(file, shape::original(&path, &front.renamed));
        report.push(Diagnostic::warning("release/odd-state", message).at(place).help(help));
    };
    for (number, change) in front.changes.iter().enumerate() {
        if change.date.date() < front.date.date() {
            let path = top.key("changes").item(number).key("date");
            warn("this change is dated before the release", path, "write the day of the change");
        }
    }
    if front.reason.is_some() && front.status == Status::Published {
        let help = "add `status: withdrawn` or `status: in-error`, or delete `reason`";
        warn("`reason` shows only on what is withdrawn or in error", top.key("reason"), help);
    }
    if front.expires.is_some_and(|expires| expires.at < front.date.at) {
        warn("the release expires before it is released", top.key("expires"), "write a later day");
    }
}

/// The picture and the attachments of the front matter.
fn take_files(file: &Arc<str>, front: &Front, files: &mut Files<'_>) {
    let top = FieldPath::default();
    let place = |path: FieldPath| Place::value(file, shape::original(&path, &front.renamed));
    if let Some(image) = &front.image {
        files.take(&image.src, || place(top.key("image").key("src")));
    }
    for (number, attachment) in front.attachments.iter().enumerate() {
        files.take(&attachment.src, || place(top.key("attachments").item(number)));
    }
}

/// Reads a standing page.
pub fn read_page(sources: &Sources, entry: &Entry, config: &Config) -> PageReading {
    let mut findings = Report::new();
    let file = entry.path.clone();
    let Some(opened) = open(sources, &file, &schema::PAGE, config, &mut findings) else {
        return PageReading { file, page: None, findings };
    };
    let Opened { name, text, body, mapped, language } = opened;
    let read = Read { mapping: &mapped.mapping, zone: &config.zone };
    let folder = name.as_ref().map_or("", |name| name.folder.as_str());
    let files = Files { sources, folder, is_own: true, found: Vec::new(), report: Report::new() };
    let (body, files) = read_body(&file, &text, body, config, files, &mut findings);
    let page = match (read.text("title"), name, language) {
        (Some(title), Some(name), Some(language)) => Some(Arc::new(StandingPage {
            id: name.id,
            language,
            title,
            summary: read.text("summary"),
            order: mapped.mapping.get("order").and_then(Value::as_i64).unwrap_or(100),
            updated: read.moment("updated"),
            aliases: read.texts("aliases"),
            extra: mapped.mapping.get("extra").cloned(),
            body,
            files,
            file: file.clone(),
        })),
        _ => None,
    };
    PageReading { file, page, findings }
}

/// Steps 1 to 3: the path, the fences, the front matter.
fn open(
    sources: &Sources,
    file: &Arc<str>,
    schema: &'static Record,
    config: &Config,
    report: &mut Report,
) -> Option<Opened> {
    let name = name::read(file, config).map_err(|finding| report.push(*finding)).ok();
    let text = text::read(sources, file).map_err(|finding| report.push(*finding)).ok()?;
    let fenced = divide(file, &text, report)?;
    let lines_before = text[..fenced.front.start].matches('\n').count();
    for (line, column, key) in front::cut_texts(&text[fenced.front.clone()]) {
        report.push(
            Diagnostic::warning(
                "yaml/comment-in-text",
                format!("` #` begins a comment: `{key}` ends before it"),
            )
            .at(Place { file: file.clone(), spot: Spot::LineColumn(line + lines_before, column) })
            .help("put the value in quotes where the words behind it belong to it"),
        );
    }
    let value = match yaml::parse(file, &text, fenced.front) {
        Ok(value) => value,
        Err(findings) => {
            findings.into_iter().for_each(|finding| report.push(finding));
            return None;
        }
    };
    let Value::Mapping(mapping) = value else {
        report.push(
            Diagnostic::error("schema/wrong-type", "the front matter is not made of `key: value` lines")
                .at(Place::value(file, FieldPath::default()))
                .help("write it as lines such as title: Road closed"),
        );
        return None;
    };
    let mut mapped = front::map_keys(mapping, config);
    if let Some(date) = name.as_ref().and_then(|name| name.date.clone())
        && !mapped.mapping.contains_key("date")
    {
        mapped.mapping.insert("date".into(), Value::String(date));
    }
    report.absorb(front::check(file, &mapped, schema, config));
    let language = language(file, &mapped, name.as_ref(), config, report);
    Some(Opened { name, text, body: fenced.body, mapped, language })
}

/// The language: of the front matter, else of the file name, else the site's first.
fn language(
    file: &Arc<str>,
    mapped: &Mapped,
    name: Option<&Name>,
    config: &Config,
    report: &mut Report,
) -> Option<usize> {
    let named = name?.language;
    let written = mapped.mapping.get("lang").and_then(Value::as_str);
    let Some(tag) = written else { return Some(named.unwrap_or(0)) };
    let place = || Place::value(file, shape::original(&FieldPath::default().key("lang"), &mapped.renamed));
    match config.language(tag) {
        // The schema has said already that it is no tag.
        None if !crate::base::language::is_tag(tag) => None,
        None => {
            report.push(
                Diagnostic::error("release/unknown-language", format!("the site has no language `{tag}`"))
                    .at(place())
                    .help(format!(
                        "add it to `languages` in crier.yaml, which has {}",
                        config.languages.join(", ")
                    )),
            );
            None
        }
        Some(language) if named.is_some_and(|named| named != language) => {
            report.push(
                Diagnostic::error(
                    "release/two-languages",
                    format!("the file name says another language than `{tag}`"),
                )
                .at(place())
                .help("delete `lang`, or rename the file"),
            );
            None
        }
        language => language,
    }
}

/// Steps 4 and 5: the text and the files it uses.
fn read_body(
    file: &Arc<str>,
    text: &str,
    range: Range<usize>,
    config: &Config,
    mut files: Files<'_>,
    report: &mut Report,
) -> (Body, Vec<File>) {
    let (body, findings) = markdown::parse(file, text, range, config.raw_html);
    report.absorb(findings);
    for hole in &body.holes {
        if let Fill::Address(Target::Path { path, .. }) | Fill::Picture(Target::Path { path, .. }) =
            &hole.fill
            && !path.ends_with(".md")
        {
            files.take(path, || Place::bytes(file, hole.source.clone()));
        }
    }
    report.absorb(files.report);
    (body, files.found)
}

/// Finds the front matter block and says what is odd about it.
fn divide(file: &Arc<str>, text: &str, report: &mut Report) -> Option<Fenced> {
    match fence::split(text) {
        Ok(fenced) => {
            for (oddity, range) in &fenced.oddities {
                let finding = match oddity {
                    Oddity::ByteOrderMark => Diagnostic::hint(
                        "source/byte-order-mark",
                        "the file begins with a byte order mark",
                    )
                    .help(
                        "it does no harm here; save as \"UTF-8\" and not \"UTF-8 with BOM\" to be rid of it",
                    ),
                    Oddity::CarriageReturns => {
                        Diagnostic::hint("source/carriage-returns", "the lines of this file end in CR LF")
                            .help(
                                "it does no harm here; choose \"LF\" line ends in the editor to be rid of it",
                            )
                    }
                    Oddity::BlankBefore => Diagnostic::warning(
                        "front-matter/blank-before",
                        "there are blank lines before the front matter",
                    )
                    .help("delete them: `---` belongs on the first line"),
                    Oddity::TrailingSpace => {
                        Diagnostic::hint("front-matter/trailing-space", "there is white space behind `---`")
                            .help("delete it")
                    }
                };
                report.push(finding.at(Place::bytes(file, range.clone())));
            }
            Some(fenced)
        }
        Err(Unfenced::Missing(range)) => {
            report.push(
                Diagnostic::error("front-matter/missing", "this file does not begin with front matter")
                    .at(Place::bytes(file, range))
                    .help("begin it with\n---\ntitle: The headline\ndate: 2022-09-28\n---"),
            );
            None
        }
        Err(Unfenced::Unclosed(range)) => {
            report.push(
                Diagnostic::error("front-matter/unclosed", "the front matter that begins here has no end")
                    .at(Place::bytes(file, range))
                    .help("put a line with `---` alone behind the last key"),
            );
            None
        }
    }
}
