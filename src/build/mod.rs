//! The sentence: `Sources -> releases -> Archive -> Plan -> rendered files`.
//!
//! 1. [`plan`] reads every source, drops what is held, gathers the archive and plans the pages,
//! 2. [`render`] makes each planned page and hands it to a sink, in parallel, and the manifest at the end.
//!
//! Nothing flows back. No step stops at its first finding; a site with errors is not rendered.

pub mod memo;
pub mod preview;
pub mod site;

use crate::archive::Parts;
use crate::archive::checks::checks;
use crate::archive::gate::{self, Gate, Gated};
use crate::base::address::{Base, encode_path};
use crate::base::diagnostic::{Diagnostic, Report};
use crate::base::output::{Content, MANIFEST, Receipt, Sink};
use crate::base::source::{Place, Sources};
use crate::build::memo::Memo;
use crate::build::site::{Order, Site};
use crate::config::{self, Config};
use crate::plan::model::{Kind, Page};
use crate::register::Kind as Register;
use crate::release::model::Status;
use crate::release::{PAGES, RELEASES};
use crate::render::compressed;
use crate::render::hosts::policy::COMPRESSED;
use crate::render::manifest::{self, File, Manifest};
use crate::render::press::Press;
use crate::render::record;
use crate::render::stamp::Stamp;
use crate::view::frame::GENERATOR;
use rayon::prelude::*;
use std::sync::{Arc, Mutex, PoisonError};

/// Reads and plans. Nothing where the theme cannot be read. What the memo remembers is not done again; the result
/// is the same as with an empty one.
pub fn plan(memo: &mut Memo, sources: &Sources, config: Config, order: Order) -> (Option<Site>, Report) {
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
    memo.heed(&config);
    let (theme, found) = memo.theme(sources, &config);
    report.absorb(found);
    let (registers, found) = memo.registers(sources, &config);
    report.absorb(found);
    let gate = Gate { now: order.now, drafts: order.drafts };
    let (gated, found) = gate::pass(memo.releases(sources, &config), gate);
    report.absorb(found);
    let Gated { released, mut broken, held, next_due } = gated;
    let mut pages = Vec::new();
    for reading in memo.pages(sources, &config) {
        report.absorb(reading.findings.clone());
        match &reading.page {
            Some(page) => pages.push(page.clone()),
            None => {
                broken.files.insert(reading.file.to_string());
            }
        }
    }
    strays(sources, &mut report);
    if released.is_empty() && !report.has_errors() {
        report.push(
            Diagnostic::warning("content/empty", "there is no release to publish")
                .at(Place::file(&RELEASES.trim_end_matches('/').into()))
                .help("write one with: crier new \"The headline\""),
        );
    }
    let parts = Parts { releases: released, pages, registers, broken };
    let (archive, found) = memo.archive(parts, &config);
    report.absorb(found);
    report.absorb(checks(&mut memo.checked, &archive, &config, order.now));
    let Some(theme) = theme else { return (None, report) };
    let (plan, found) = memo.plan(&archive, &config, &theme, order.now);
    report.absorb(found);
    let config = Arc::new(config);
    (Some(Site { config, archive, plan, theme, order, held, next_due }), report)
}

/// Markdown files where crier reads none, and registers under other names.
fn strays(sources: &Sources, report: &mut Report) {
    let ends = |path: &str, end: &str| {
        let tail = path.len().checked_sub(end.len()).and_then(|at| path.get(at..));
        tail.is_some_and(|tail| tail.eq_ignore_ascii_case(end))
    };
    for register in Register::ALL.map(Register::file) {
        if sources.below(&format!("{register}/")).next().is_some() {
            report.push(
                Diagnostic::warning("content/stray", "this folder is not read: a register is a file")
                    .at(Place::file(&register.into()))
                    .help("rename the folder, and write the entries into a file of this name"),
            );
        }
    }
    for entry in sources.below("content/") {
        let read = entry.path.starts_with(RELEASES) || entry.path.starts_with(PAGES);
        let is_misnamed = [".markdown", ".md.txt", ".mdown"].iter().any(|end| ends(&entry.path, end))
            || ends(&entry.path, ".md") && !entry.path.ends_with(".md");
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
        } else if let Some(register) = register_meant(&entry.path) {
            let name = register.trim_start_matches("content/");
            let help = match sources.get(register) {
                Some(_) => format!("move its entries into {name}, and delete it"),
                None => format!("rename it to {name}"),
            };
            report.push(
                Diagnostic::warning(
                    "content/stray",
                    format!("this file is not read: its name is not {name}"),
                )
                .at(Place::file(&entry.path))
                .help(help),
            );
        }
    }
}

/// The register that a file would be under its right name: `people.yml`, `Units.YAML`, `topics.yaml.txt`.
fn register_meant(path: &str) -> Option<&'static str> {
    let (stem, end) = path.split_once('.')?;
    let is_yaml = ["yml", "yaml", "yml.txt", "yaml.txt"].iter().any(|yaml| end.eq_ignore_ascii_case(yaml));
    let is_meant = |file: &str| file != path && file.trim_end_matches(".yaml").eq_ignore_ascii_case(stem);
    Register::ALL.map(Register::file).into_iter().find(|file| is_yaml && is_meant(file))
}

/// Renders every page into the sink, and the manifest at the end. `tick` is called for each page.
pub fn render(site: &Site, sink: &dyn Sink, tick: &(dyn Fn() + Sync)) -> Report {
    let Site { config, plan, order, .. } = site;
    let press = site.press();
    let mut report = press.prepare();
    if report.has_errors() {
        return report;
    }
    let put = |page: &Page| -> Result<Written, Box<Diagnostic>> {
        let content = crate::render::render(&press, page)?;
        let path = page.address.file();
        let receipt = sink.put(&path, content).map_err(|error| not_written(&path, &error))?;
        let copies = put_copies(config, page, &path, &receipt, sink)?;
        tick();
        Ok(Written { receipt, copies })
    };
    // The index goes on beside the pages: parts of it have to follow one another.
    let (results, index) = rayon::join(
        || plan.pages.par_iter().map(put).collect::<Vec<Result<Written, Box<Diagnostic>>>>(),
        || put_index(&press, sink),
    );
    // The manifest is made when the cards are gone, line by line: it is as long as ten thousand pages.
    drop(press);
    let mut written = Vec::with_capacity(results.len());
    let mut failed = Vec::new();
    for (page, result) in plan.pages.iter().zip(results) {
        match result {
            Ok(Written { receipt, copies }) => {
                written.push((page.address.file(), Origin::Page(page), receipt));
                written.extend(copies.into_iter().map(|(path, receipt)| (path, Origin::Copy, receipt)));
            }
            Err(finding) => failed.push(*finding),
        }
    }
    report.absorb(Report::condensed(failed, "pages"));
    match index {
        Ok(index) => written.extend(index.into_iter().map(|(path, receipt)| (path, Origin::Index, receipt))),
        Err(error) => report.push(*not_written("the search index", &error)),
    }
    if report.has_errors() {
        return report;
    }
    written.sort_by(|(one, ..), (other, ..)| one.cmp(other));
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
        files: written.into_iter().map(|(path, origin, receipt)| match origin {
            Origin::Page(page) => file(site, page, path, &receipt),
            Origin::Index => File::new("search_index", format!("/{path}"), path, &receipt),
            Origin::Copy => File::new(COMPRESSED, format!("/{}", encode_path(&path)), path, &receipt),
        }),
    };
    let bytes = manifest::write(manifest);
    if let Err(error) = sink.put(MANIFEST, Content::Bytes(bytes.into())) {
        report.push(*not_written(MANIFEST, &error));
    }
    report
}

/// What was written of a page.
struct Written {
    receipt: Receipt,
    copies: Vec<(String, Receipt)>,
}

/// Where a file of the output comes from.
enum Origin<'a> {
    Page(&'a Page),
    Index,
    Copy,
}

/// Writes the compressed copies of a file that has just been put.
fn put_copies(
    config: &Config,
    page: &Page,
    path: &str,
    receipt: &Receipt,
    sink: &dyn Sink,
) -> Result<Vec<(String, Receipt)>, Box<Diagnostic>> {
    let mut copies = Vec::new();
    if config.precompress.is_empty() || !compressed::is_worth_it(page.kind.word(), path, receipt.bytes) {
        return Ok(copies);
    }
    for coding in &config.precompress {
        let copy = format!("{path}.{}", coding.extension());
        let make = |bytes: &[u8]| compressed::copy(*coding, bytes);
        let receipt =
            sink.put_copy(&copy, path, receipt, &make).map_err(|error| not_written(&copy, &error))?;
        copies.extend(receipt.map(|receipt| (copy, receipt)));
    }
    Ok(copies)
}

/// The manifest's lines about the pages of a site that is not rendered. Only files that are published as they are have
/// their digest and size; one that cannot be read has none, as a page.
pub fn foresee(site: &Site, sources: &Sources) -> Vec<File> {
    let foreseen = |page: &Page| {
        let unknown = || Receipt { sha256: [0; 32], bytes: 0 };
        let receipt = match &page.kind {
            Kind::Copy(source) => {
                sources.read(source).map_or_else(|_| unknown(), |bytes| Receipt::of(&bytes))
            }
            _ => unknown(),
        };
        file(site, page, page.address.file(), &receipt)
    };
    site.plan.pages.par_iter().map(foreseen).collect()
}

/// Writes the search index; the paths of its files.
fn put_index(press: &Press, sink: &dyn Sink) -> std::io::Result<Vec<(String, Receipt)>> {
    let files = Mutex::new(Vec::new());
    crate::render::search::index(press, &|path, bytes| {
        let receipt = sink.put(path, Content::Bytes(bytes.into()))?;
        let mut files = files.lock().unwrap_or_else(PoisonError::into_inner);
        files.push((path.to_owned(), receipt));
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
            file.record = record::of(release);
            file.status = match release.front.status {
                Status::Withdrawn => Some("withdrawn".to_owned()),
                Status::InError => Some("in-error".to_owned()),
                Status::Published | Status::Draft => None,
            };
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
