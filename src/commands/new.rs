//! `crier new`: a release to fill in.
#![expect(clippy::disallowed_methods, reason = "the clock says which day it is")]

use crate::base::diagnostic::Severity;
use crate::base::identifier;
use crate::base::moment;
use crate::commands::arguments::NewOptions;
use crate::commands::outcome::Outcome;
use crate::commands::session::{require_site, say};
use crate::config;
use crate::disk::{self, machine};
use crate::release::RELEASES;

/// Writes the release's file and prints its path.
pub fn run(options: &NewOptions) -> Outcome {
    let title = options.title.trim();
    let id = identifier::from_name(title);
    if id.is_empty() {
        return Outcome::stop(
            "a headline needs letters",
            "write a few words, such as crier new \"Road closed\"",
        );
    }
    let config = match disk::read::sources(&options.site) {
        Ok((sources, _)) => {
            if let Err(outcome) = require_site(&sources, &options.site) {
                return outcome;
            }
            let (config, report) = config::load(&sources);
            if let Some(error) = report.findings().iter().find(|finding| finding.severity == Severity::Error)
            {
                return Outcome::stop(format!("crier.yaml: {}", error.message), "`crier check` says more");
            }
            config
        }
        Err(error) => {
            return Outcome::stop(
                format!("the folder {} cannot be read: {error}", options.site.display()),
                "name the folder of the site with --site",
            );
        }
    };
    let language = match &options.lang {
        None => 0,
        Some(tag) => match config.language(tag) {
            Some(language) => language,
            None => {
                return Outcome::stop(
                    format!("the site has no language `{tag}`"),
                    format!("crier.yaml has {}", config.languages.join(", ")),
                );
            }
        },
    };
    let today = || config.zone.to_datetime(jiff::Timestamp::now()).date().to_string();
    let date = options.date.clone().unwrap_or_else(today);
    let day = match moment::parse(&date, &config.zone) {
        Ok(moment) => moment.date(),
        Err(problem) => return Outcome::stop(format!("--date: {}", problem.message), problem.help),
    };
    let suffix = if language == 0 { String::new() } else { format!(".{}", config.languages[language]) };
    let path = format!("{RELEASES}{:04}/{:02}/{id}{suffix}.md", day.year(), day.month());
    // JSON's quoted strings are YAML's (YAML 1.2, section 1.3).
    let quoted = serde_json::to_string(title).unwrap_or_default();
    let text =
        format!("---\ntitle: {quoted}\ndate: {date}\nstatus: draft\nattendees: []\nunits: []\n---\n\n");
    let file = options.site.join(&path);
    match machine::write_new(&file, &text) {
        Ok(()) => {
            say(&mut std::io::stdout(), &format!("{}\n", file.display()));
            Outcome::Clean
        }
        Err(error) if error.kind() == std::io::ErrorKind::AlreadyExists => Outcome::stop(
            format!("there is already a release at {}", file.display()),
            "choose another headline, or rename the other file",
        ),
        Err(error) => {
            Outcome::stop(format!("{} cannot be written: {error}", file.display()), "check the folder")
        }
    }
}
