//! `crier build`: the site, written.
#![expect(clippy::disallowed_methods, reason = "the time that a build took is told, and goes nowhere else")]

use crate::base::diagnostic::Report;
use crate::base::moment::Moment;
use crate::base::source::Sources;
use crate::build;
use crate::build::site::Site;
use crate::commands::arguments::{BuildOptions, FormatName};
use crate::commands::outcome::Outcome;
use crate::commands::session::{self, Session};
use crate::config::severities::judged;
use crate::disk::former::{self, Refused};
use crate::disk::machine;
use crate::disk::snapshot::PARTS;
use crate::disk::stage::{Changes, Stage};
use serde_json::json;
use std::io;
use std::path::{Path, PathBuf};
use std::time::{Duration, Instant};

/// Builds the site.
pub fn run(options: &BuildOptions) -> Outcome {
    let start = Instant::now();
    let built = session::on_threads(options.site.threads, || build(options, start));
    match built {
        Ok(outcome) => outcome,
        Err(outcome) => outcome,
    }
}

fn build(options: &BuildOptions, start: Instant) -> Outcome {
    let built = match written(options) {
        Ok(built) => built,
        Err(outcome) => return outcome,
    };
    let outcome = session::conclude(&built.report, &built.sources, options.report, false);
    if !options.report.quiet {
        summarise(options, &built, start.elapsed());
    }
    outcome
}

/// A site that was written.
pub struct Built {
    /// The files it was made of.
    pub sources: Sources,
    /// What was made of them.
    pub site: Site,
    /// What was found; no errors.
    pub report: Report,
    /// The folder of the output.
    pub out: PathBuf,
    /// What became of it.
    pub changes: Changes,
}

/// Writes the site. Where it cannot be written, that is told here.
pub fn written(options: &BuildOptions) -> Result<Built, Outcome> {
    let out = options.out.clone().unwrap_or_else(|| options.site.site.join("public"));
    if let Some(outcome) = overlaps(&out, &options.site.site) {
        return Err(outcome);
    }
    let Session { sources, site, mut report, .. } = session::open(&options.site)?;
    let Some(site) = site.filter(|_| !session::fails(&report, options.report)) else {
        let outcome = session::conclude(&report, &sources, options.report, false);
        not_built(options, &report);
        return Err(outcome);
    };
    let stage = match Stage::open(&out, &options.site.site) {
        Ok(stage) => stage,
        Err(refused) => {
            session::conclude(&report, &sources, options.report, false);
            return Err(explain(&refused, &out));
        }
    };
    let bar = session::progress(site.plan.pages.len(), options.report.quiet);
    report.absorb(build::render(&site, &stage, &|| bar.inc(1)));
    bar.finish_and_clear();
    report = judged(&site.config.findings, report);
    if session::fails(&report, options.report) {
        // Nothing was taken over; that cleaning up fails too is no news.
        let _ = stage.abandon();
        let outcome = session::conclude(&report, &sources, options.report, false);
        not_built(options, &report);
        return Err(outcome);
    }
    let changes = stage.commit().map_err(|refused| explain(&refused, &out))?;
    Ok(Built { sources, site, report, out, changes })
}

/// The output may not be the site itself or hold it: it would be read as a source, or removed.
fn overlaps(out: &Path, site: &Path) -> Option<Outcome> {
    let (out, site) = (former::real_path(out).ok()?, former::real_path(site).ok()?);
    let inside = PARTS.iter().any(|part| {
        let part = site.join(part);
        out.starts_with(former::real_path(&part).unwrap_or(part))
    });
    (site.starts_with(&out) || inside).then(|| {
        Outcome::stop(
            format!("the output folder {} is a part of the site's sources", out.display()),
            "name another folder with --out",
        )
    })
}

fn explain(refused: &Refused, out: &Path) -> Outcome {
    let out = out.display();
    match refused {
        Refused::NotOurs => Outcome::stop(
            format!("{out} holds files that crier did not make; nothing was written"),
            "name an empty folder with --out, or empty this one yourself",
        ),
        Refused::Locked => Outcome::stop(
            format!("another crier is building {out}"),
            "wait until it has finished, or build into another folder with --out",
        ),
        Refused::Damaged(why) => Outcome::stop(
            format!("the manifest of {out} cannot be read ({why}); nothing was written"),
            format!("delete {out} and build again"),
        ),
        Refused::InTheWay(path) => Outcome::stop(
            format!("{path} in {out} was not made by crier, and stands where the site needs the place"),
            "move it elsewhere; nothing was written",
        ),
        Refused::Io(error) if error.kind() == io::ErrorKind::StorageFull => {
            Outcome::stop(format!("the disk is full while {out} is written"), "make room and build again")
        }
        Refused::Io(error) => Outcome::stop(
            format!("{out} cannot be written: {error}"),
            "check that you may write there, or name another folder with --out",
        ),
    }
}

/// Says that nothing was written.
fn not_built(options: &BuildOptions, report: &Report) {
    if session::format(options.report) == FormatName::Human && !options.report.quiet {
        let tally = session::tally(report).unwrap_or_default();
        session::say(
            &mut io::stderr(),
            &format!("not built: {tally}; the former site, if any, still stands\n"),
        );
    }
}

fn summarise(options: &BuildOptions, built: &Built, took: Duration) {
    let Built { site, out, changes, report, .. } = built;
    let next_due = site.next_due.map(|due| Moment::of(due, &site.config.zone).rfc3339());
    match session::format(options.report) {
        FormatName::Json => {
            let summary = json!({"version": 1, "summary": {
                "out": out.display().to_string(),
                "releases": site.archive.items.len(),
                "held": site.held,
                "next_due": next_due,
                "pages": site.plan.pages.len(),
                "added": changes.added,
                "changed": changes.changed,
                "unchanged": changes.unchanged,
                "removed": changes.removed,
                "seconds": took.as_secs_f64(),
                "peak_memory": machine::peak_memory(),
            }});
            session::say(&mut io::stdout(), &format!("{summary}\n"));
        }
        FormatName::Human
        | FormatName::Short
        | FormatName::Github
        | FormatName::Gitlab
        | FormatName::Sarif
        | FormatName::Junit => {
            let mut line = format!(
                "built {}: {}, {} files ({} new, {} changed, {} removed) in {}",
                out.display(),
                session::plural(site.archive.items.len(), "release"),
                changes.added + changes.changed + changes.unchanged,
                changes.added,
                changes.changed,
                changes.removed,
                duration(took),
            );
            if let Some(memory) = machine::peak_memory() {
                line.push_str(&format!(", {} MB", memory.div_ceil(1024 * 1024)));
            }
            if let Some(tally) = session::tally(report) {
                line.push_str(&format!("; {tally}"));
            }
            line.push('\n');
            // The one line that may tell that something is held.
            if site.held > 0 {
                let due = next_due.map_or_else(String::new, |due| format!("; the next is due {due}"));
                line.push_str(&format!("held: {}{due}\n", site.held));
            }
            session::say(&mut io::stderr(), &line);
        }
    }
}

/// A time as people say it.
pub fn duration(took: Duration) -> String {
    match took.as_millis() {
        millis @ 0..1000 => format!("{millis} ms"),
        _ => format!("{:.1} s", took.as_secs_f64()),
    }
}
