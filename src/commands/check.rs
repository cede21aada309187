//! `crier check`: all that a build does, but nothing is written.

use crate::archive::checks::entries;
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
    let (mut releases, mut held) = (0, 0);
    // Templates are tried even where other things are wrong: all findings in one run.
    if let Some(site) = &site {
        (releases, held) = (site.archive.items.len(), site.held);
        // A release that cannot be read may be the one that names an entry.
        if !report.has_errors() {
            report.absorb(entries::unused(&site.archive, &site.config, &report));
        }
        let bar = session::progress(site.plan.pages.len(), options.report.quiet);
        report.absorb(build::render(site, &Nowhere(options.site.site.clone()), &|| bar.inc(1)));
        bar.finish_and_clear();
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
        session::say(&mut std::io::stderr(), &format!("checked {releases}: {tally}{held}\n"));
    }
    outcome
}
