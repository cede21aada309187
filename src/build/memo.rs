//! What one plan of a site leaves to the next: a text that did not change is not read again, and an archive whose
//! texts were only reworded is not gathered again. With an empty memo everything is made anew; with a full one the
//! result is the same, which `tests/suite/memo.rs` holds.

use crate::archive::links::{self, Broken};
use crate::archive::model::{Archive, Registers};
use crate::archive::revise::{Edit, revise};
use crate::archive::{self, Parts};
use crate::base::diagnostic::Report;
use crate::base::source::{Entry, Sources};
use crate::config::{self, Config};
use crate::plan::model::Plan;
use crate::plan::{self, Extras};
use crate::register::{self, Kind};
use crate::release::model::{Release, StandingPage};
use crate::release::{self, PAGES, PageReading, RELEASES, Reading};
use crate::theme::{self, Theme};
use jiff::Timestamp;
use rayon::prelude::*;
use std::collections::HashSet;
use std::sync::Arc;

/// What earlier plans found out.
#[derive(Default)]
pub struct Memo {
    releases: Vec<Arc<Reading>>,
    pages: Vec<Arc<PageReading>>,
    registers: Option<(Arc<Registers>, Report)>,
    theme: Option<(Option<Arc<Theme>>, Report)>,
    former: Option<Former>,
}

/// The last archive and plan, with what they were made from.
struct Former {
    releases: Vec<Arc<Release>>,
    pages: Vec<Arc<StandingPage>>,
    registers: Arc<Registers>,
    theme: Arc<Theme>,
    archive: Arc<Archive>,
    plan: Arc<Plan>,
    has_news: bool,
    findings: Report,
}

/// An archive, its plan, and what was found in making them.
pub(super) struct Planned {
    pub(super) archive: Arc<Archive>,
    pub(super) plan: Arc<Plan>,
    pub(super) findings: Report,
}

impl Memo {
    /// Forgets what was made from these files: paths from the site's root, of files that are new, changed or gone.
    pub fn forget(&mut self, changed: &HashSet<Arc<str>>) {
        if changed.contains(config::FILE) {
            *self = Memo::default();
            return;
        }
        let is_register =
            |path: &&str| [Kind::Person, Kind::Unit, Kind::Topic].iter().any(|kind| *path == kind.file());
        let is_theme = |path: &&str| {
            ["templates/", "static/", "i18n/", "themes/"].iter().any(|folder| path.starts_with(folder))
        };
        let paths = || changed.iter().map(|path| &**path);
        if paths().any(|path| is_register(&path)) {
            self.registers = None;
        }
        if paths().any(|path| is_theme(&path)) {
            self.theme = None;
        }
        // A text uses pictures and attachments of its folder and of folders in it.
        let folders: HashSet<&str> = paths()
            .filter(|path| path.starts_with("content/"))
            .flat_map(|path| path.match_indices('/').map(move |(at, _)| (path, &path[..at])))
            .filter(|(path, _)| !path.ends_with(".md"))
            .map(|(_, folder)| folder)
            .collect();
        forget(&mut self.releases, changed, &folders, |reading| &reading.file);
        forget(&mut self.pages, changed, &folders, |reading| &reading.file);
    }

    /// Every release's file, read.
    pub(super) fn releases(&mut self, sources: &Sources, config: &Config) -> &[Arc<Reading>] {
        let known = std::mem::take(&mut self.releases);
        let read = |entry: &Entry| release::read(sources, entry, config);
        self.releases = completed(known, texts(sources, RELEASES), |reading| &reading.file, read);
        &self.releases
    }

    /// Every standing page's file, read.
    pub(super) fn pages(&mut self, sources: &Sources, config: &Config) -> &[Arc<PageReading>] {
        let known = std::mem::take(&mut self.pages);
        let read = |entry: &Entry| release::read_page(sources, entry, config);
        self.pages = completed(known, texts(sources, PAGES), |reading| &reading.file, read);
        &self.pages
    }

    /// The registers.
    pub(super) fn registers(&mut self, sources: &Sources, config: &Config) -> (Arc<Registers>, Report) {
        let load = || {
            let mut report = Report::new();
            let mut load = |kind: Kind| {
                let (register, found) = register::load(kind, sources, config);
                report.absorb(found);
                register
            };
            let registers =
                Registers { people: load(Kind::Person), units: load(Kind::Unit), topics: load(Kind::Topic) };
            (Arc::new(registers), report)
        };
        self.registers.get_or_insert_with(load).clone()
    }

    /// The theme.
    pub(super) fn theme(&mut self, sources: &Sources, config: &Config) -> (Option<Arc<Theme>>, Report) {
        let load = || {
            let (theme, report) = theme::load(sources, config);
            (theme.map(Arc::new), report)
        };
        self.theme.get_or_insert_with(load).clone()
    }

    /// The archive and its plan.
    pub(super) fn plan(
        &mut self,
        parts: Parts,
        config: &Config,
        theme: &Arc<Theme>,
        now: Timestamp,
    ) -> Planned {
        if let Some(former) = self.former.as_mut()
            && former.revise(&parts, theme, now)
        {
            return former.planned();
        }
        let (releases, pages, registers) =
            (parts.releases.clone(), parts.pages.clone(), parts.registers.clone());
        let (archive, mut findings) = archive::gather(parts, config);
        let extras = Extras {
            assets: theme.assets.files.values().map(|asset| asset.address.clone()).collect(),
            copies: theme.assets.copies.clone(),
        };
        let (plan, found) = plan::plan(&archive, config, &extras, now);
        findings.absorb(found);
        let former = self.former.insert(Former {
            releases,
            pages,
            registers,
            theme: theme.clone(),
            has_news: !plan::news(&archive, now).is_empty(),
            archive: Arc::new(archive),
            plan: Arc::new(plan),
            findings,
        });
        former.planned()
    }
}

impl Former {
    fn planned(&self) -> Planned {
        Planned { archive: self.archive.clone(), plan: self.plan.clone(), findings: self.findings.clone() }
    }

    /// Takes over edits of words; false where more has changed, or a finding may have come or gone.
    fn revise(&mut self, parts: &Parts, theme: &Arc<Theme>, now: Timestamp) -> bool {
        let Broken { ids, files } = &parts.broken;
        if !Arc::ptr_eq(&self.registers, &parts.registers)
            || !Arc::ptr_eq(&self.theme, theme)
            || self.releases.len() != parts.releases.len()
            || self.pages.len() != parts.pages.len()
            || !ids.is_empty()
            || !files.is_empty()
        {
            return false;
        }
        let releases = self.releases.iter().zip(&parts.releases);
        let releases = releases.filter(|(old, new)| !Arc::ptr_eq(old, new));
        let releases = releases.map(|(old, new)| Edit::Release(old.clone(), new.clone()));
        let pages = self.pages.iter().zip(&parts.pages).filter(|(old, new)| !Arc::ptr_eq(old, new));
        let pages = pages.map(|(old, new)| Edit::Page(old.clone(), new.clone()));
        let edits: Vec<Edit> = releases.chain(pages).collect();
        let has_finding = |edit: &Edit| {
            self.findings
                .findings()
                .iter()
                .any(|finding| finding.place.as_ref().is_some_and(|place| place.file == *edit.file()))
        };
        if edits.iter().any(has_finding)
            || !edits.iter().all(|edit| plan::knows_addresses(&self.plan, edit.body()))
        {
            return false;
        }
        let Some(archive) = revise(&self.archive, &edits) else { return false };
        if plan::news(&archive, now).is_empty() == self.has_news {
            return false;
        }
        self.archive = Arc::new(archive);
        self.releases.clone_from(&parts.releases);
        self.pages.clone_from(&parts.pages);
        true
    }
}

/// Takes out what was read from changed files, or beside changed pictures and attachments.
fn forget<T>(
    known: &mut Vec<Arc<T>>,
    changed: &HashSet<Arc<str>>,
    folders: &HashSet<&str>,
    file_of: impl Fn(&T) -> &Arc<str>,
) {
    // One file of many thousands, as a writer saves it, is looked up; many at once are looked for.
    if let (true, Some(file), 1) = (folders.is_empty(), changed.iter().next(), changed.len()) {
        if let Ok(at) = known.binary_search_by(|reading| file_of(reading).cmp(file)) {
            known.remove(at);
        }
        return;
    }
    known.retain(|reading| {
        let file = file_of(reading);
        !changed.contains(file) && !folders.contains(links::folder_of(file))
    });
}

/// The texts below a folder, by path.
fn texts<'a>(sources: &'a Sources, folder: &'a str) -> impl Iterator<Item = &'a Entry> {
    sources.below(folder).filter(|entry| entry.path.ends_with(".md"))
}

/// What is known of the files, and what is read of the others, in parallel. All three by path.
fn completed<'a, T: Send + Sync>(
    known: Vec<Arc<T>>,
    files: impl Iterator<Item = &'a Entry>,
    file_of: impl Fn(&T) -> &Arc<str>,
    read: impl Fn(&Entry) -> T + Sync,
) -> Vec<Arc<T>> {
    let mut known = known.into_iter().peekable();
    let slots: Vec<Result<Arc<T>, &Entry>> = files
        .map(|entry| {
            while known.next_if(|reading| file_of(reading) < &entry.path).is_some() {}
            known.next_if(|reading| *file_of(reading) == entry.path).ok_or(entry)
        })
        .collect();
    slots.into_par_iter().map(|slot| slot.unwrap_or_else(|entry| Arc::new(read(entry)))).collect()
}
