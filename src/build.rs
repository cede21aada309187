//! The sentence: `Sources -> releases -> Archive -> Plan -> rendered files`.
//!
//! 1. [`plan`] reads every source, drops what is held, gathers the archive and plans the pages,
//! 2. [`render`] makes each planned page and hands it to a sink, in parallel, and the manifest at the end.
//!
//! Nothing flows back. No step stops at its first finding; a site with errors is not rendered.

use crate::archive::gate::{self, Gate};
use crate::archive::model::{Archive, Registers};
use crate::archive::{self, Parts};
use crate::base::address::Base;
use crate::base::diagnostic::{Diagnostic, Report};
use crate::base::output::{Content, MANIFEST, Receipt, Sink};
use crate::base::source::{Entry, Place, Sources};
use crate::config::{self, Config};
use crate::plan::Extras;
use crate::plan::model::{Kind, Page, Plan};
use crate::register::{self, Kind as Register};
use crate::release::{self, PAGES, RELEASES};
use crate::render::manifest::{self, File, Manifest};
use crate::render::press::Press;
use crate::render::stamp::Stamp;
use crate::theme::{self, Theme};
use crate::view::frame::GENERATOR;
use jiff::Timestamp;
use rayon::prelude::*;
use std::sync::{Mutex, PoisonError};

/// What the caller of a build decides.
#[derive(Debug, Clone)]
pub struct Order {
    /// The moment for which the site is built.
    pub now: Timestamp,
    /// Whether that moment was given, and belongs into the manifest.
    pub now_is_fixed: bool,
    /// Whether held releases are let through, for a preview.
    pub drafts: bool,
    /// Where the site is published, in place of the config's answer.
    pub base: Option<Base>,
}

/// A site that is ready to be rendered.
pub struct Site {
    /// How it is built.
    pub config: Config,
    /// What it is about.
    pub archive: Archive,
    /// Which pages it has.
    pub plan: Plan,
    /// What it looks like.
    pub theme: Theme,
    /// What the caller decided.
    pub order: Order,
    /// How many releases are held.
    pub held: usize,
    /// When the next of them is due.
    pub next_due: Option<Timestamp>,
}

/// Reads and plans. Nothing where the theme cannot be read.
pub fn plan(sources: &Sources, config: Config, order: Order) -> (Option<Site>, Report) {
    let mut report = Report::new();
    let mut config = config;
    if let Some(base) = &order.base {
        config.base = base.clone();
    }
    if !matches!(config.base, Base::Absolute { .. }) && order.base.is_none() {
        report.push(
            Diagnostic::hint(
                "config/no-base-url",
                "the site has no full address, so it gets no feeds and no sitemap",
            )
            .at(Place::file(&config::FILE.into()))
            .help("set `base_url` in crier.yaml to where the site is published"),
        );
    }
    let (theme, found) = theme::load(sources, &config);
    report.absorb(found);
    let mut load = |kind: Register| {
        let (register, found) = register::load(kind, sources, &config);
        report.absorb(found);
        register
    };
    let registers = Registers {
        people: load(Register::Person),
        units: load(Register::Unit),
        topics: load(Register::Topic),
    };

    let is_text = |entry: &&Entry| entry.path.ends_with(".md");
    let files: Vec<&Entry> = sources.below(RELEASES).filter(is_text).collect();
    let read: Vec<_> = files.par_iter().map(|entry| release::read(sources, entry, &config)).collect();
    let (gated, found) = gate::pass(read, Gate { now: order.now, drafts: order.drafts });
    report.absorb(found);
    let mut broken = gated.broken;
    let files: Vec<&Entry> = sources.below(PAGES).filter(is_text).collect();
    let read: Vec<_> = files.par_iter().map(|entry| release::read_page(sources, entry, &config)).collect();
    let mut pages = Vec::with_capacity(read.len());
    for (entry, (page, findings)) in files.iter().zip(read) {
        report.absorb(findings);
        match page {
            Some(page) => pages.push(page),
            None => {
                broken.files.insert(entry.path.to_string());
            }
        }
    }
    strays(sources, &mut report);

    let parts = Parts { releases: gated.released, pages, registers, broken };
    let (archive, found) = archive::gather(parts, &config);
    report.absorb(found);
    if archive.items.is_empty() && !report.has_errors() {
        report.push(
            Diagnostic::warning("content/empty", "there is no release to publish")
                .at(Place::file(&RELEASES.trim_end_matches('/').into()))
                .help("write one with: crier new \"The headline\""),
        );
    }
    let Some(theme) = theme else { return (None, report) };
    let extras = Extras {
        assets: theme.assets.files.values().map(|asset| asset.address.clone()).collect(),
        copies: theme.assets.copies.clone(),
    };
    let (plan, found) = crate::plan::plan(&archive, &config, &extras, order.now);
    report.absorb(found);
    let (held, next_due) = (gated.held, gated.next_due);
    (Some(Site { config, archive, plan, theme, order, held, next_due }), report)
}

/// Markdown files where crier reads none.
fn strays(sources: &Sources, report: &mut Report) {
    for entry in sources.below("content/") {
        let read = entry.path.starts_with(RELEASES) || entry.path.starts_with(PAGES);
        let lower = entry.path.to_lowercase();
        let is_misnamed = [".markdown", ".md.txt", ".mdown"].iter().any(|end| lower.ends_with(end))
            || lower.ends_with(".md") && !entry.path.ends_with(".md");
        if is_misnamed {
            report.push(
                Diagnostic::warning("content/stray", "this file is not read: its name does not end in .md")
                    .at(Place::file(&entry.path))
                    .help("rename it, so that it ends in .md"),
            );
        } else if entry.path.ends_with(".md") && !read {
            report.push(
                Diagnostic::warning("content/stray", "this file is in no folder that crier reads")
                    .at(Place::file(&entry.path))
                    .help("move a release into content/releases/, a standing page into content/pages/"),
            );
        }
    }
}

/// Renders every page into the sink, and the manifest at the end. `tick` is called for each page.
pub fn render(site: &Site, sink: &dyn Sink, tick: &(dyn Fn() + Sync)) -> Report {
    let Site { config, archive, plan, theme, order, .. } = site;
    let (press, mut report) = Press::new(config, archive, plan, theme, order.now, order.drafts);
    if report.has_errors() {
        return report;
    }
    let put = |page: &Page| -> Result<File, Box<Diagnostic>> {
        let content = crate::render::render(&press, page)?;
        let path = page.address.file();
        let receipt = sink.put(&path, content).map_err(|error| not_written(&path, &error))?;
        tick();
        Ok(file(site, page, path, &receipt))
    };
    // The index goes on beside the pages: parts of it have to follow one another.
    let (results, index) = rayon::join(
        || plan.pages.par_iter().map(put).collect::<Vec<Result<File, Box<Diagnostic>>>>(),
        || put_index(&press, sink),
    );
    let mut files = Vec::with_capacity(results.len());
    let mut failed = Vec::new();
    for result in results {
        match result {
            Ok(file) => files.push(file),
            Err(finding) => failed.push(*finding),
        }
    }
    report.absorb(Report::condensed(failed, "pages"));
    match index {
        Ok(index) => files.extend(index),
        Err(error) => report.push(*not_written("the search index", &error)),
    }
    if report.has_errors() {
        return report;
    }
    let manifest = Manifest {
        generator: GENERATOR.to_owned(),
        site: manifest::Site {
            title: config.title.get(&config.languages[0]).to_owned(),
            base_url: config.base.url(&crate::base::address::Address::new("/")).unwrap_or_default(),
        },
        built_for: order.now_is_fixed.then(|| {
            let now = crate::base::moment::Moment::of(order.now, &config.zone);
            Stamp::new(now.at, now.offset)
        }),
        files,
    };
    let bytes = manifest::write(&manifest);
    if let Err(error) = sink.put(MANIFEST, Content::Bytes(bytes.into())) {
        report.push(*not_written(MANIFEST, &error));
    }
    report
}

/// Writes the search index; the manifest's lines about it.
fn put_index(press: &Press<'_>, sink: &dyn Sink) -> std::io::Result<Vec<File>> {
    let files = Mutex::new(Vec::new());
    crate::render::search::index(press, &|path, bytes| {
        let receipt = sink.put(path, Content::Bytes(bytes.into()))?;
        let mut files = files.lock().unwrap_or_else(PoisonError::into_inner);
        files.push(File::new("search_index", format!("/{path}"), path.to_owned(), &receipt));
        Ok(())
    })?;
    Ok(files.into_inner().unwrap_or_else(PoisonError::into_inner))
}

fn not_written(path: &str, error: &std::io::Error) -> Box<Diagnostic> {
    let help = match error.kind() {
        std::io::ErrorKind::StorageFull => "make room on the disk; the former site still stands",
        _ => "check that you may write there; the former site still stands",
    };
    Box::new(Diagnostic::error("output/not-written", format!("{path} cannot be written: {error}")).help(help))
}

/// The manifest's line about a page.
fn file(site: &Site, page: &Page, path: String, receipt: &Receipt) -> File {
    let archive = &site.archive;
    let stamp = |moment: crate::base::moment::Moment| Stamp::new(moment.at, moment.offset);
    let mut file = File::new(page.kind.word(), page.address.encoded(), path, receipt);
    match &page.kind {
        Kind::Release(number) => {
            let release = &archive.items[*number].release;
            file.id = Some(release.id.clone());
            file.date = Some(stamp(release.front.date));
            file.updated = (!release.front.changes.is_empty()).then(|| stamp(release.updated()));
        }
        Kind::Standing(number) => file.id = Some(archive.pages[*number].id.clone()),
        Kind::List(crate::plan::model::Scope::Entity(kind, number), _) => {
            file.id = Some(archive.entities(*kind)[*number].id.clone());
        }
        _ => {}
    }
    let is_text = page.kind.is_content()
        || matches!(page.kind, Kind::NotFound | Kind::Feed(..) | Kind::FeedArchive(..));
    file.lang = is_text.then(|| site.config.languages[page.language].clone());
    file
}
