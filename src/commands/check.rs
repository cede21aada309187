//! `crier check`: all that a build does, but nothing is written.

use crate::archive::checks::entries;
use crate::base::diagnostic::Report;
use crate::base::moment::Moment;
use crate::base::source::Sources;
use crate::build;
use crate::build::site::Site;
use crate::commands::arguments::{CheckOptions, FormatName};
use crate::commands::external;
use crate::commands::outcome::Outcome;
use crate::commands::published::Published;
use crate::commands::session::{self, Session};
use crate::config::severities::judged;
use crate::disk::machine;
use crate::disk::stage::Nowhere;
use crate::guard::exceptions::Exception;
use crate::guard::ledger::{Break, Code};
use crate::guard::{self, exceptions};
use crate::inspect::Inspector;
use crate::inspect::site::Site as Inspected;
use crate::report;
use crate::report::baseline::{self, Left};
use std::path::Path;

/// Checks the site.
pub fn run(options: &CheckOptions) -> Outcome {
    match session::on_threads(options.site.threads, || check(options)) {
        Ok(outcome) => outcome,
        Err(outcome) => outcome,
    }
}

fn check(options: &CheckOptions) -> Outcome {
    let Session { sources, site, mut report, .. } = match session::open(&options.site) {
        Ok(session) => session,
        Err(outcome) => return outcome,
    };
    let (mut releases, mut held, mut asked) = (0, 0, String::new());
    // Templates are tried even where other things are wrong: all findings in one run.
    if let Some(site) = &site {
        (releases, held) = (site.archive.items.len(), site.held);
        // A release that cannot be read may be the one that names an entry.
        if !report.has_errors() {
            report.absorb(entries::unused(&site.archive, &site.config, &report));
        }
        let bar = session::progress(site.plan.pages.len(), options.report.quiet);
        let nowhere = Nowhere(options.site.site.clone());
        let inspector = Inspector::new(inspected(site, &sources), &nowhere);
        report.absorb(build::render(site, &inspector, &|| bar.inc(1)));
        bar.finish_and_clear();
        let (found, outward) = inspector.conclude();
        report.absorb(found);
        if options.external {
            let (found, tally) = match external::ask(options, site, inspected(site, &sources), &outward) {
                Ok(answered) => answered,
                Err(outcome) => return outcome,
            };
            report.absorb(found);
            asked = tally;
        }
    }
    if let Some(published) = &options.against {
        match against(options, published, &sources, site.as_ref()) {
            Ok(found) => report.absorb(found),
            Err(outcome) => return outcome,
        }
    }
    // What was found since the site was planned.
    if let Some(site) = &site {
        report = judged(&site.config.findings, report);
    }
    let mut known = String::new();
    if let Some(file) = &options.baseline {
        let left = match without_known(file, options.write_baseline, &sources, &report) {
            Ok(left) => left,
            Err(outcome) => return outcome,
        };
        let name = file.display();
        if left.known > 0 {
            known = format!("; {} of {name} left out", session::plural(left.known, "finding"));
        }
        if left.gone > 0 {
            let lines = session::plural(left.gone, "line");
            known.push_str(&format!("; {lines} of {name} can go, what was found there is found no more"));
        }
        report = left.report;
    }
    let outcome = session::conclude(&report, &sources, options.report, true);
    if !options.report.quiet && session::format(options.report) == FormatName::Human {
        let tally = session::tally(&report).unwrap_or_else(|| "no findings".into());
        let releases = session::plural(releases, "release");
        // The one line that may tell that something is held.
        let held = match held {
            0 => String::new(),
            held => format!("; {held} held and not checked, --drafts checks them too"),
        };
        session::say(&mut std::io::stderr(), &format!("checked {releases}: {tally}{known}{asked}{held}\n"));
    }
    outcome
}

/// The site as its pages are judged by it.
fn inspected<'a>(site: &'a Site, sources: &'a Sources) -> Inspected<'a> {
    Inspected { sources, config: &site.config, archive: &site.archive, plan: &site.plan }
}

/// Holds the site against the published one, and writes down what is accepted.
fn against(
    options: &CheckOptions,
    published: &str,
    sources: &Sources,
    site: Option<&Site>,
) -> Result<Report, Outcome> {
    let targets = site.map_or(&[][..], |site| &site.config.targets);
    let (manifest, _) = Published::new(published, targets, &options.site.site)?.manifest()?;
    let (mut excused, mut report) = exceptions::load(sources);
    // Why there is no site is told already.
    let Some(site) = site else { return Ok(report) };
    let planned = build::foresee(site, sources);
    let breaks = guard::compare(&manifest.files, &planned, &site.archive, &site.config);
    if !options.accept.is_empty() {
        let mut accepted = Vec::new();
        for address in &options.accept {
            let before = accepted.len();
            // One entry for a list is enough for what lies below it.
            let is_meant = |it: &&Break| match it.code {
                Code::ListVanished => exceptions::is_below(&it.address, address),
                _ => it.address == *address,
            };
            for it in breaks.iter().filter(is_meant) {
                if !accepted[before..].iter().any(|first: &&Break| Exception::of(first).excuses(it)) {
                    accepted.push(it);
                }
            }
            if accepted.len() == before {
                return Err(Outcome::stop(
                    format!("there is nothing to accept at {address}"),
                    "name an address as the findings of `crier check --against` do",
                ));
            }
        }
        // What is accepted already needs no second entry.
        accepted.retain(|it| !excused.iter().any(|other| other.excuses(it)));
        let file = options.site.site.join(exceptions::FILE);
        let text = match sources.get(exceptions::FILE) {
            Some(_) => Some(machine::read_text(&file).map_err(|error| not_written(&error))?),
            None => None,
        };
        let day = Moment::of(site.order.now, &site.config.zone).date();
        let Some(new) = exceptions::add(text.as_deref(), &accepted, day) else {
            return Err(Outcome::stop(
                format!("an exception cannot be added at the end of {}", exceptions::FILE),
                "write it as a list, `- address: …` for each; `crier check --against …` alone names what is wrong in it",
            ));
        };
        machine::replace(&file, text.as_deref(), &new).map_err(|error| not_written(&error))?;
        excused.extend(accepted.into_iter().map(exceptions::Exception::of));
    }
    report.absorb(guard::report(breaks, &excused, &site.config));
    Ok(report)
}

/// What the baseline leaves; before that, writes what there is into it where that was asked for.
fn without_known(file: &Path, write: bool, sources: &Sources, report: &Report) -> Result<Left, Outcome> {
    let name = file.display();
    let findings = report::fingerprinted(report, &session::texts(sources));
    let former = match machine::exists(file) {
        true => Some(machine::read_text(file).map_err(|error| {
            Outcome::stop(format!("{name} cannot be read: {error}"), "name the file with --baseline")
        })?),
        false => None,
    };
    let text = if write {
        let new = baseline::write(&findings);
        machine::replace(file, former.as_deref(), &new).map_err(|error| {
            Outcome::stop(format!("{name} cannot be written: {error}"), "check that you may write there")
        })?;
        new
    } else {
        former.ok_or_else(|| {
            Outcome::stop(
                format!("there is no file {name}"),
                "--write-baseline writes it, with what is found now",
            )
        })?
    };
    let known = baseline::read(&text).map_err(|line| {
        Outcome::stop(
            format!("{name}:{line}: this line does not begin with a fingerprint"),
            "delete the line, or write the file anew with --write-baseline",
        )
    })?;
    Ok(baseline::without(findings, &known))
}

fn not_written(error: &std::io::Error) -> Outcome {
    Outcome::stop(
        format!("{} cannot be written: {error}", exceptions::FILE),
        "check that you may write there",
    )
}
