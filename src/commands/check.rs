//! `crier check`: all that a build does, but nothing is written.

use crate::build;
use crate::commands::arguments::{CheckOptions, FormatName};
use crate::commands::outcome::Outcome;
use crate::commands::session::{self, Session};
use crate::disk::stage::Nowhere;

/// Checks the site.
pub fn run(options: &CheckOptions) -> Outcome {
    match session::on_threads(options.site.threads, || check(options)) {
        Ok(outcome) => outcome,
        Err(outcome) => outcome,
    }
}

fn check(options: &CheckOptions) -> Outcome {
    let Session { sources, site, mut report } = match session::open(&options.site) {
        Ok(session) => session,
        Err(outcome) => return outcome,
    };
    let mut pages = 0;
    // Templates are tried even where other things are wrong: all findings in one run.
    if let Some(site) = &site {
        pages = site.plan.pages.len() + 1;
        let bar = session::progress(pages, options.report.quiet);
        report.absorb(build::render(site, &Nowhere, &|| bar.inc(1)));
        bar.finish_and_clear();
    }
    let outcome = session::conclude(&report, &sources, options.report, true);
    if !options.report.quiet && session::format(options.report) == FormatName::Human {
        let tally = session::tally(&report).unwrap_or_else(|| "no findings".into());
        session::say(&mut std::io::stderr(), &format!("checked {pages} files: {tally}\n"));
    }
    outcome
}
