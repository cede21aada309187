//! What one plan of a site leaves to the next: a text that did not change is not read again, and an archive whose
//! texts were only reworded is not gathered again. With an empty memo everything is made anew; with a full one the
//! result is the same, which `tests/suite/memo.rs` holds.

use crate::archive::checks::Checked;
use crate::archive::links::{self, Broken};
use crate::archive::model::{Archive, Registers};
use crate::archive::revise::{Edit, revise};
use crate::archive::{self, Parts};
use crate::base::diagnostic::Report;
use crate::base::source::{Entry, Place, Sources};
use crate::config::Config;
use crate::plan::model::Plan;
use crate::plan::{self, Extras, periods};
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
    config: Option<Config>,
    releases: Vec<Arc<Reading>>,
    pages: Vec<Arc<PageReading>>,
    registers: Option<(Arc<Registers>, Report)>,
    theme: Option<(Option<Arc<Theme>>, Report)>,
    gathered: Option<Gathered>,
    planned: Option<Planned>,
    pub(super) checked: Checked,
}

/// The last archive, with what it was made from.
struct Gathered {
    releases: Vec<Arc<Release>>,
    pages: Vec<Arc<StandingPage>>,
    registers: Arc<Registers>,
    archive: Arc<Archive>,
    findings: Report,
}

/// The last plan, with what it was made from.
struct Planned {
    extras: Extras,
    has_news: bool,
    plan: Arc<Plan>,
    findings: Report,
}

impl Memo {
    /// Forgets what was made under another config.
    pub(super) fn heed(&mut self, config: &Config) {
        let Some(former) = &self.config else {
            self.config = Some(config.clone());
            return;
        };
        if former == config {
            return;
        }
        let reads_alike = former.languages == config.languages
            && former.zone == config.zone
            && former.content == config.content
            && former.raw_html == config.raw_html;
        let former = std::mem::take(self);
        if reads_alike {
            (self.releases, self.pages) = (former.releases, former.pages);
        }
        self.config = Some(config.clone());
    }

    /// Forgets what was made from these files: paths from the site's root, of files that are new, changed or gone.
    pub fn forget(&mut self, changed: &HashSet<Arc<str>>) {
        // The registers, and pictures beside them.
        let is_register = |path: &str| {
            path.starts_with("content/") && !path.starts_with(RELEASES) && !path.starts_with(PAGES)
        };
        let is_theme = |path: &str| {
            ["templates/", "static/", "i18n/", "themes/"].iter().any(|folder| path.starts_with(folder))
        };
        let paths = || changed.iter().map(|path| &**path);
        if paths().any(is_register) {
            self.registers = None;
        }
        if paths().any(is_theme) {
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
            let registers = Registers::new(load(Kind::Person), load(Kind::Unit), load(Kind::Topic));
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

    /// The archive.
    pub(super) fn archive(&mut self, parts: Parts, config: &Config) -> (Arc<Archive>, Report) {
        if let Some(former) = &mut self.gathered
            && let Some(edits) = former.edits(&parts)
            && self.planned.as_ref().is_none_or(|planned| planned.stands(&edits))
            && let Some(archive) = revise(&former.archive, &edits)
        {
            former.archive = Arc::new(archive);
            (former.releases, former.pages) = (parts.releases, parts.pages);
            return (former.archive.clone(), former.findings.clone());
        }
        self.planned = None;
        let (releases, pages, registers) =
            (parts.releases.clone(), parts.pages.clone(), parts.registers.clone());
        let (archive, findings) = archive::gather(parts, config);
        let archive = Arc::new(archive);
        let gathered = Gathered { releases, pages, registers, archive, findings };
        let gathered = self.gathered.insert(gathered);
        (gathered.archive.clone(), gathered.findings.clone())
    }

    /// The plan of the archive that was asked for last.
    pub(super) fn plan(
        &mut self,
        archive: &Archive,
        config: &Config,
        theme: &Theme,
        now: Timestamp,
    ) -> (Arc<Plan>, Report) {
        let extras = Extras {
            assets: theme.assets.files.values().map(|asset| asset.address.clone()).collect(),
            copies: theme.assets.copies.clone(),
        };
        let has_news = !periods::news(archive, now).is_empty();
        if let Some(former) = &self.planned
            && former.extras == extras
            && former.has_news == has_news
        {
            return (former.plan.clone(), former.findings.clone());
        }
        let (plan, findings) = plan::plan(archive, config, &extras, now);
        let planned = Planned { extras, has_news, plan: Arc::new(plan), findings };
        let planned = self.planned.insert(planned);
        (planned.plan.clone(), planned.findings.clone())
    }
}

impl Gathered {
    /// How the texts differ; nothing where more than single texts does, or where a finding may come or go.
    fn edits(&self, parts: &Parts) -> Option<Vec<Edit>> {
        let Broken { ids, files } = &parts.broken;
        let is_same = Arc::ptr_eq(&self.registers, &parts.registers)
            && self.releases.len() == parts.releases.len()
            && self.pages.len() == parts.pages.len()
            && ids.is_empty()
            && files.is_empty();
        if !is_same {
            return None;
        }
        let releases = self.releases.iter().zip(&parts.releases);
        let releases = releases.filter(|(old, new)| !Arc::ptr_eq(old, new));
        let releases = releases.map(|(old, new)| Edit::Release(old.clone(), new.clone()));
        let pages = self.pages.iter().zip(&parts.pages).filter(|(old, new)| !Arc::ptr_eq(old, new));
        let pages = pages.map(|(old, new)| Edit::Page(old.clone(), new.clone()));
        let edits: Vec<Edit> = releases.chain(pages).collect();
        (!concerns(&self.findings, &edits)).then_some(edits)
    }
}

impl Planned {
    /// Whether its findings stay the same after the edits.
    fn stands(&self, edits: &[Edit]) -> bool {
        !concerns(&self.findings, edits)
            && edits.iter().all(|edit| plan::unknown_addresses(&self.plan, edit.body()).next().is_none())
    }
}

/// Whether a finding stands in an edited file.
fn concerns(findings: &Report, edits: &[Edit]) -> bool {
    let stands_in = |place: &Place| edits.iter().any(|edit| *edit.file() == place.file);
    findings.findings().iter().any(|finding| finding.place.as_ref().is_some_and(stands_in))
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
