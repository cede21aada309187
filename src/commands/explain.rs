//! `crier explain`: what a finding means. The text is that of `docs/findings.md`.

use crate::base::suggest::nearest;
use crate::commands::arguments::ExplainOptions;
use crate::commands::outcome::Outcome;
use crate::commands::session::say;

static FINDINGS: &str = include_str!("../../docs/findings.md");

/// Prints the section about a code, or the list of all codes.
pub fn run(options: &ExplainOptions) -> Outcome {
    let mut out = std::io::stdout();
    let sections = || FINDINGS.split("\n## ").skip(1).filter_map(|section| section.split_once('\n'));
    match &options.code {
        None => {
            sections().for_each(|(code, _)| say(&mut out, &format!("{}\n", code.trim())));
            Outcome::Clean
        }
        Some(wanted) => match sections().find(|(code, _)| code.trim() == wanted) {
            Some((code, text)) => {
                say(&mut out, &format!("{}\n\n{}\n", code.trim(), text.trim()));
                Outcome::Clean
            }
            None => Outcome::stop(
                format!("there is no finding `{wanted}`"),
                match nearest(wanted, sections().map(|(code, _)| code.trim())) {
                    Some(near) => format!("did you mean {near}?"),
                    None => "`crier explain` alone lists all".into(),
                },
            ),
        },
    }
}
