//! `crier explain`: what a finding means. The text is that of `docs/findings.md`.

use crate::base::suggest::nearest;
use crate::commands::arguments::ExplainOptions;
use crate::commands::codes::{codes, sections};
use crate::commands::outcome::Outcome;
use crate::commands::session::say;

/// Prints the section about a code, or the list of all codes.
pub fn run(options: &ExplainOptions) -> Outcome {
    let mut out = std::io::stdout();
    match &options.code {
        None => {
            codes().for_each(|code| say(&mut out, &format!("{code}\n")));
            Outcome::Clean
        }
        Some(wanted) => match sections().find(|(code, _)| code == wanted) {
            Some((code, text)) => {
                say(&mut out, &format!("{code}\n\n{text}\n"));
                Outcome::Clean
            }
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
