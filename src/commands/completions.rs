//! `crier completions`: a shell's completions.

use crate::commands::arguments::{Arguments, CompletionsOptions};
use crate::commands::outcome::Outcome;
use crate::commands::session::deliver;
use clap::CommandFactory;

/// Prints the completions.
pub fn run(options: &CompletionsOptions) -> Outcome {
    let mut text = Vec::new();
    clap_complete::generate(options.shell, &mut Arguments::command(), "crier", &mut text);
    deliver(&String::from_utf8_lossy(&text))
}
