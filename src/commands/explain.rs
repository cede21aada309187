//! `crier explain`: what a finding means. The text is that of `docs/findings.md`.

use crate::base::suggest::nearest;
use crate::commands::arguments::ExplainOptions;
use crate::commands::codes::{codes, sections};
use crate::commands::outcome::Outcome;
use crate::commands::session::deliver;

/// Prints the section about a code, or the list of all codes.
pub fn run(options: &ExplainOptions) -> Outcome {
    match &options.code {
        None => deliver(&codes().map(|code| format!("{code}\n")).collect::<String>()),
        Some(wanted) => match sections().find(|(code, _)| code == wanted) {
            Some((code, text)) => deliver(&format!("{code}\n\n{text}\n")),
            None => Outcome::stop(
                format!("there is no finding `{wanted}`"),
                match nearest(wanted, codes()) {
                    Some(near) => format!("did you mean {near}?"),
                    None => "`crier explain` alone lists all".into(),
                },
            ),
        },
    }
}
