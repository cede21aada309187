//! What a link in a text means, and findings for links that mean nothing.

use crate::archive::model::{Archive, Origin};
use crate::base::diagnostic::{Diagnostic, Report};
use crate::base::source::Place;
use crate::base::suggest::nearest;
use crate::register::Kind;
use crate::release::markdown::body::{Body, Fill, Hole, Target};
use std::collections::BTreeSet;
use std::sync::Arc;

/// What a link means.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Meaning<'a> {
    /// A release, by number.
    Release(usize),
    /// A standing page, by number.
    Page(usize),
    /// A person, unit or topic, by number.
    Entity(Kind, usize),
    /// A file beside the text, by the path the text uses.
    File(&'a str),
    /// An address of the site.
    Address(&'a str),
}

/// What the target of a link means for a reader of `language`. `folder` is the text's, with its slash.
pub fn resolve<'a>(
    archive: &Archive,
    target: &'a Target,
    folder: &str,
    language: usize,
) -> Option<Meaning<'a>> {
    let id = |text: &'a str| text.split('#').next().unwrap_or(text);
    match target {
        Target::Release(name) => archive.version(id(name), language).map(Meaning::Release),
        Target::Person(name) => entity(archive, Kind::Person, id(name), language),
        Target::Unit(name) => entity(archive, Kind::Unit, id(name), language),
        Target::Topic(name) => entity(archive, Kind::Topic, id(name), language),
        Target::Root { path, .. } => Some(Meaning::Address(path)),
        Target::Path { path, .. } if !path.ends_with(".md") => {
            Some(Meaning::File(path.strip_prefix("./").unwrap_or(path)))
        }
        Target::Path { path, .. } => match archive.by_file.get(absolute(folder, path)?.as_str())? {
            // A link to another file means the release; its version in the reader's language is better.
            Origin::Release(number) => {
                let group = &archive.items[*number].translations;
                let better = group.iter().find(|at| archive.items[**at].release.language == language);
                Some(Meaning::Release(*better.unwrap_or(number)))
            }
            Origin::Page(number) => {
                let id = &archive.pages[*number].id;
                let better =
                    archive.pages.iter().position(|page| page.id == *id && page.language == language);
                Some(Meaning::Page(better.unwrap_or(*number)))
            }
        },
    }
}

fn entity<'a>(archive: &Archive, kind: Kind, name: &str, language: usize) -> Option<Meaning<'a>> {
    let number = archive.find(kind, name)?;
    archive.entities(kind)[number].has_page(language).then_some(Meaning::Entity(kind, number))
}

/// The folder of a file, without its last slash.
pub fn folder_of(file: &str) -> &str {
    file.rsplit_once('/').map_or("", |(folder, _)| folder)
}

/// A relative path from the site's root, or nothing where it leaves it.
fn absolute(folder: &str, path: &str) -> Option<String> {
    let mut parts: Vec<&str> = folder.split('/').filter(|part| !part.is_empty()).collect();
    for part in path.split('/') {
        match part {
            "" | "." => {}
            ".." => {
                parts.pop()?;
            }
            part => parts.push(part),
        }
    }
    Some(parts.join("/"))
}

/// Findings for links by id and by path that mean nothing. Addresses are held against the plan later.
pub fn check(archive: &Archive, known: &Known<'_>) -> Report {
    let mut report = Report::new();
    for item in &archive.items {
        check_body(
            archive,
            known,
            &item.release.body,
            &item.release.file,
            item.release.language,
            &mut report,
        );
    }
    for page in &archive.pages {
        check_body(archive, known, &page.body, &page.file, page.language, &mut report);
    }
    report
}

/// The links by id or path of a text that mean nothing, for a reader of `language`.
pub fn meaningless<'a>(
    archive: &'a Archive,
    body: &'a Body,
    file: &'a str,
    language: usize,
) -> impl Iterator<Item = (&'a Hole, &'a Target)> {
    let folder = folder_of(file);
    body.holes.iter().filter_map(move |hole| match &hole.fill {
        Fill::Address(target) | Fill::Picture(target) => {
            resolve(archive, target, folder, language).is_none().then_some((hole, target))
        }
        Fill::Label(_) | Fill::Message(_) => None,
    })
}

fn check_body(
    archive: &Archive,
    known: &Known<'_>,
    body: &Body,
    file: &Arc<str>,
    language: usize,
    report: &mut Report,
) {
    let folder = folder_of(file);
    for (hole, target) in meaningless(archive, body, file, language) {
        let place = Place::bytes(file, hole.source.clone());
        report.push(match target {
            Target::Release(id) => match known.unknown_release(id.split('#').next().unwrap_or(id)) {
                Some(finding) => finding.at(place),
                None => continue,
            },
            Target::Person(id) => unknown_entity(archive, Kind::Person, id).at(place),
            Target::Unit(id) => unknown_entity(archive, Kind::Unit, id).at(place),
            Target::Topic(id) => unknown_entity(archive, Kind::Topic, id).at(place),
            Target::Path { path, .. } | Target::Root { path, .. } => match known.unknown_file(folder, path) {
                Some(finding) => finding.at(place),
                None => continue,
            },
        });
    }
}

/// Files that could not be read as releases or pages. A link to one of them is no second mistake.
#[derive(Debug, Default)]
pub struct Broken {
    /// Their ids.
    pub ids: BTreeSet<String>,
    /// Their paths from the site's root.
    pub files: BTreeSet<String>,
}

/// What a link may have meant.
pub struct Known<'a> {
    broken: &'a Broken,
    ids: Vec<&'a str>,
    files: Vec<&'a str>,
}

impl<'a> Known<'a> {
    /// All there is to be linked to.
    pub fn new(archive: &'a Archive, broken: &'a Broken) -> Self {
        let mut ids: Vec<&str> = archive.items.iter().map(|item| item.release.id.as_str()).collect();
        ids.sort_unstable();
        ids.dedup();
        let pages = archive.pages.iter().map(|page| &*page.file);
        Known {
            broken,
            ids,
            files: archive.items.iter().map(|item| &*item.release.file).chain(pages).collect(),
        }
    }

    /// A finding for an id that no release has.
    pub fn unknown_release(&self, id: &str) -> Option<Diagnostic> {
        if self.broken.ids.contains(id) {
            return None;
        }
        let finding = Diagnostic::error("link/unknown-release", format!("there is no release `{id}`"));
        Some(match nearest(id, self.ids.iter().copied()) {
            Some(near) => finding.help(format!("did you mean `{near}`?")),
            None => finding.help(
                "the id of a release is its file name without .md; one that is held cannot be linked to",
            ),
        })
    }

    fn unknown_file(&self, folder: &str, path: &str) -> Option<Diagnostic> {
        let meant = absolute(folder, path);
        if meant.as_ref().is_some_and(|path| self.broken.files.contains(path)) {
            return None;
        }
        let finding =
            Diagnostic::error("link/unknown-file", format!("there is no release or page at `{path}`"));
        Some(match meant.and_then(|path| nearest(&path, self.files.iter().copied())) {
            Some(near) => finding.help(format!("did you mean {near}?")),
            None => finding.help("link by id, such as release:road-closed; ids are file names"),
        })
    }
}

fn unknown_entity(archive: &Archive, kind: Kind, id: &str) -> Diagnostic {
    let word = kind.word();
    let code = match kind {
        Kind::Person => "link/unknown-person",
        Kind::Unit => "link/unknown-unit",
        Kind::Topic => "link/unknown-topic",
    };
    let finding = Diagnostic::error(code, format!("there is no {word} `{id}` with a page"));
    match nearest(id, archive.entities(kind).iter().map(|entity| entity.id.as_str())) {
        Some(near) => finding.help(format!("did you mean `{word}:{near}`?")),
        None => finding.help(format!("ids stand in {}", kind.file())),
    }
}
