//! The `crier` command: parse arguments, run, exit.

use clap::Parser;
use crier::commands;
use crier::commands::arguments::Arguments;
use crier::commands::outcome::Outcome;
use std::process::ExitCode;

fn main() -> ExitCode {
    let outcome = commands::run(&Arguments::parse());
    if let Outcome::CouldNotRun(why) = &outcome {
        commands::session::say(&mut std::io::stderr(), &format!("crier: {why}\n"));
    }
    outcome.code()
}
