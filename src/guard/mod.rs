//! The guard of what was published: the site as it would be built, held against the manifest of the site that stands.
//! An address must not vanish, an id not change hands, a date, a text, a file and a state not change unsaid. Pure: two manifests and
//! the archive in, what breaks out.

pub mod exceptions;
pub mod ledger;

use crate::archive::model::{Archive, Item};
use crate::base::diagnostic::{Diagnostic, Report, Severity};
use crate::base::source::{FieldPath, Place};
use crate::config::Config;
use crate::guard::exceptions::Exception;
use crate::guard::ledger::{Break, Code};
use crate::release::model::Status;
use crate::render::manifest::File;
use crate::render::stamp::Stamp;
use std::collections::{HashMap, HashSet};

/// What breaks with the published manifest, in its order. `planned` are the files of the site as it would be built.
pub fn compare(published: &[File], planned: &[File], archive: &Archive, config: &Config) -> Vec<Break> {
    let site = Site {
        archive,
        config,
        stands: planned.iter().map(|file| file.address.as_str()).collect(),
        releases: planned
            .iter()
            .filter(|file| file.kind == "release")
            .filter_map(|file| Some(((file.id.as_deref()?, file.lang.as_deref()?), file)))
            .collect(),
        aliases: archive
            .items
            .iter()
            .flat_map(|item| item.release.front.aliases.iter().map(|alias| (plain(alias), &**item)))
            .collect(),
        records: planned.iter().filter_map(|file| Some((file.record.as_deref()?, file))).collect(),
        files: planned
            .iter()
            .filter(|file| file.kind == "file")
            .map(|file| (file.address.as_str(), file))
            .collect(),
    };
    let mut breaks = Vec::new();
    let is_tombstone =
        |file: &&&File| site.item(file).is_some_and(|item| item.release.front.status == Status::InError);
    let tombstones: HashSet<&str> =
        site.releases.values().filter(is_tombstone).map(|file| file.address.as_str()).collect();
    let mut gone: HashSet<&str> = HashSet::new();
    let former: HashMap<&str, &File> = published
        .iter()
        .filter(|file| file.kind == "release")
        .map(|file| (file.address.as_str(), file))
        .collect();
    for file in published.iter().filter(|file| file.kind == "release") {
        let before = breaks.len();
        site.release(file, &mut breaks);
        if breaks[before..].iter().any(|it: &Break| it.code == Code::Vanished) {
            gone.insert(&file.address);
        }
    }
    for file in published.iter().filter(|file| file.kind == "file") {
        breaks.extend(former.get(folder(&file.address)).and_then(|release| site.file_changed(file, release)));
    }
    for file in published.iter().filter(|file| !site.stands.contains(file.address.as_str())) {
        match file.kind.as_str() {
            "page" | "redirect" => breaks.push(site.vanished(file, None)),
            // What goes with its release is told with it.
            "file"
                if !gone.contains(folder(&file.address)) && !tombstones.contains(folder(&file.address)) =>
            {
                breaks.push(site.vanished(file, None));
            }
            "list" | "index" | "feed" | "home" => breaks.push(list_vanished(file)),
            _ => {}
        }
    }
    breaks
}

/// What breaks and is no exception, as findings.
pub fn report(breaks: Vec<Break>, exceptions: &[Exception], config: &Config) -> Report {
    let (of_lists, others): (Vec<&Exception>, Vec<&Exception>) =
        exceptions.iter().partition(|it| it.code == Code::ListVanished);
    let others: HashSet<(&str, Code, Option<&str>)> =
        others.into_iter().map(|it| (it.address.as_str(), it.code, it.was.as_deref())).collect();
    let is_open = |it: &Break| match it.code {
        Code::ListVanished => !of_lists.iter().any(|exception| exception.excuses(it)),
        code => !others.contains(&(&it.address, code, it.was.as_deref())),
    };
    let open = breaks.into_iter().filter(is_open);
    let finding = |it: Break| {
        let mut finding = it.finding;
        if it.code.is_of_the_record() && config.record_is_strict {
            finding.severity = Severity::Error;
        }
        finding.help(format!("where it is meant: crier check --against WHERE --accept {}", it.address))
    };
    // Lists come and go by the hundred; the first of them stands for all.
    let (lists, others): (Vec<Break>, Vec<Break>) = open.partition(|it| it.code == Code::ListVanished);
    let mut report = Report::condensed(lists.into_iter().map(finding), "lists and feeds");
    others.into_iter().for_each(|it| report.push(finding(it)));
    report
}

/// The address of the page that a file lies below.
fn folder(address: &str) -> &str {
    // A file may lie in a folder of its release's: the release's address has four parts below its language.
    let Some(at) = address.find("/releases/") else {
        return &address[..address.rfind('/').map_or(0, |at| at + 1)];
    };
    let parts = address[at + 1..].match_indices('/').nth(3);
    parts.map_or(address, |(end, _)| &address[..at + 1 + end + 1])
}

struct Site<'a> {
    archive: &'a Archive,
    config: &'a Config,
    stands: HashSet<&'a str>,
    /// By id and language.
    releases: HashMap<(&'a str, &'a str), &'a File>,
    /// By their former addresses, as [`plain`] has them.
    aliases: HashMap<String, &'a Item>,
    /// By what they say.
    records: HashMap<&'a str, &'a File>,
    /// Files of releases and others that are published as they are, by address.
    files: HashMap<&'a str, &'a File>,
}

impl Site<'_> {
    fn item(&self, file: &File) -> Option<&Item> {
        let language = self.config.language(file.lang.as_deref()?)?;
        let versions = self.archive.by_id.get(file.id.as_deref()?)?;
        versions.iter().map(|at| &*self.archive.items[*at]).find(|item| item.release.language == language)
    }

    fn file(&self, item: &Item) -> Option<&File> {
        let language = self.config.languages.get(item.release.language)?;
        self.releases.get(&(item.release.id.as_str(), language.as_str())).copied()
    }

    fn release(&self, was: &File, breaks: &mut Vec<Break>) {
        let key = was.id.as_deref().zip(was.lang.as_deref());
        let now = key.and_then(|key| self.releases.get(&key)).copied();
        // A release that was renamed is the one that has its address now.
        let item =
            now.and_then(|now| self.item(now)).or_else(|| self.aliases.get(&plain(&was.address)).copied());
        let now = now.or_else(|| self.file(item?));
        let is_renamed = now.is_some_and(|now| now.id != was.id);
        if !self.stands.contains(was.address.as_str()) {
            breaks.push(self.vanished(was, item));
        }
        let (Some(now), Some(item)) = (now, item) else { return };
        if is_said(was, item) {
            return;
        }
        if was.status != now.status {
            breaks.push(state_changed(was, now, item));
            return;
        }
        if item.release.front.status == Status::InError {
            return;
        }
        let is_redated = was.date.zip(now.date).is_some_and(|(was, now)| !same_moment(was, now));
        let is_reworded = was.record.as_ref().zip(now.record.as_ref()).is_some_and(|(was, now)| was != now);
        let top = FieldPath::default();
        let id = &item.release.id;
        let old = was.date.map(|date| date.rfc3339()).unwrap_or_default();
        // Its words stand elsewhere.
        let is_swapped = || self.records.get(was.record.as_deref()?).filter(|other| other.id != was.id);
        if is_reworded && !is_renamed && (is_redated || is_swapped().is_some()) {
            let finding = Diagnostic::error(
                Code::IdReused.code(),
                format!("the id `{id}` belongs to another release, published with the date {old}"),
            )
            .at(Place::file(&item.release.file))
            .help("rename this file, and bring the other release back under its name")
            .help("where it is the same release: say what was changed in `changes`");
            breaks.push(Break::new(was, Code::IdReused, was.record.clone(), finding));
        } else if is_redated {
            let new = now.date.map(|date| date.rfc3339()).unwrap_or_default();
            let finding = Diagnostic::error(
                Code::DateChanged.code(),
                format!("this release was published with the date {old}, not {new}"),
            )
            .at(item.release.place(&top.key("date")))
            .help(format!("write `date: {old}` again, or say why it changed in `changes`"));
            breaks.push(Break::new(was, Code::DateChanged, Some(old), finding));
        } else if is_reworded {
            let finding = Diagnostic::warning(
                Code::TextChanged.code(),
                "what this release says was changed after it was published",
            )
            .at(item.release.place(&top.key("title")))
            .help("say so in `changes`: [{date: …, note: what was changed}]; where there is an entry of that day, give the new one a time, too");
            breaks.push(Break::new(was, Code::TextChanged, was.record.clone(), finding));
        }
    }

    /// A file of a published release that is another now, unsaid.
    fn file_changed(&self, was: &File, release: &File) -> Option<Break> {
        let now = self.files.get(was.address.as_str()).filter(|now| now.sha256 != was.sha256)?;
        let item = self.item(release).filter(|item| !is_said(release, item))?;
        let used = item.release.files.iter().find(|file| now.path.ends_with(&format!("/{}", file.name)));
        let place = used.map_or(&item.release.file, |file| &file.source);
        let finding = Diagnostic::warning(
            Code::FileChanged.code(),
            format!("this file is not the one that was published at {}", was.address),
        )
        .at(Place::file(place))
        .help("bring the former file back, or say in `changes` of its release what was changed");
        Some(Break::new(was, Code::FileChanged, Some(was.sha256.clone()), finding))
    }

    /// An address that would be gone. `moved` is the release that had it, where it stands elsewhere.
    fn vanished(&self, was: &File, moved: Option<&Item>) -> Break {
        let renamed = || self.records.get(was.record.as_deref()?).and_then(|file| self.item(file));
        let message = format!("the published address {} would be gone", was.address);
        let finding = Diagnostic::error(Code::Vanished.code(), message);
        let finding = match moved.or_else(renamed) {
            Some(item) => {
                let alias = percent_encoding::percent_decode_str(&was.address).decode_utf8_lossy();
                finding
                    .at(Place::file(&item.release.file))
                    .label("now here")
                    .help(format!("add to this release: `aliases: [{alias}]`"))
            }
            None if was.kind == "release" => finding.help(
                "bring the file back; to take the release back, give it `status: withdrawn`, or `status: in-error` to leave a notice in place of the text",
            ),
            None if was.kind == "file" => finding.help("put the file back beside its release"),
            None => finding.help("bring it back, or add the address to `aliases` of what takes its place"),
        };
        Break::new(was, Code::Vanished, None, finding)
    }
}

/// A release that was taken back, or is back, unsaid.
fn state_changed(was: &File, now: &File, item: &Item) -> Break {
    let message = match (&was.status, &now.status) {
        (Some(was), None) => format!("this release was published as `{was}`, and is back without a word"),
        (_, Some(now)) => format!("this release is `{now}` now, and does not say since when"),
        (None, None) => "this release has another state".to_owned(),
    };
    let finding = Diagnostic::warning(Code::StateChanged.code(), message)
        .at(item.release.place(&FieldPath::default().key("status")))
        .help("say so in `changes`: [{date: …, note: what was done, and why}]; readers see the day");
    Break::new(was, Code::StateChanged, Some(was.status.clone().unwrap_or("published".into())), finding)
}

fn list_vanished(was: &File) -> Break {
    let message = format!("the published list or feed {} would be gone", was.address);
    let help = match was.address.contains("/releases/") {
        true => {
            "no release of that time is listed any more; to keep the address, add it to `aliases` of a page"
        }
        false => {
            "where a name was mended, keep the old id in its register, or add the address to `aliases` of a page"
        }
    };
    let finding = Diagnostic::warning(Code::ListVanished.code(), message).help(help);
    Break::new(was, Code::ListVanished, None, finding)
}

/// An address as its letters, without the slash at its end: aliases are written in several ways.
fn plain(address: &str) -> String {
    let decoded = percent_encoding::percent_decode_str(address).decode_utf8_lossy();
    decoded.trim().trim_end_matches('/').to_owned()
}

/// Whether `changes` says something that it did not say when the release was published.
fn is_said(was: &File, item: &Item) -> bool {
    let newest = item.release.front.changes.iter().map(|change| change.date.at).max();
    newest.is_some_and(|newest| was.updated.is_none_or(|updated| newest > updated.at))
}

/// The same instant; or the same time on the wall, where the site's zone was changed.
fn same_moment(one: Stamp, other: Stamp) -> bool {
    one.at == other.at || one.offset.to_datetime(one.at) == other.offset.to_datetime(other.at)
}
