//! What happens to the output folder: never a half-written site, nothing touched that did not change, nothing
//! lost that is not crier's. The kill test takes its random moments from `CRIER_SEED` where that is set, and
//! prints the seed it used.
#![allow(clippy::disallowed_methods, reason = "these tests are about the file system")]

mod changes;
mod kill;
mod links;
mod places;
mod refused;
mod site;
mod tree;

use std::path::Path;
use std::process::{Command, Output};

/// The command, in a folder, with nothing of the surroundings that changes what it does.
pub(crate) fn crier(folder: &Path) -> Command {
    let mut command = Command::new(env!("CARGO_BIN_EXE_crier"));
    command.current_dir(folder).env_remove("GITHUB_ACTIONS").env_remove("NO_COLOR");
    command
}

/// Builds the site of a folder into another, for a fixed moment.
pub(crate) fn build(site: &Path, out: &Path) -> Command {
    let mut command = crier(site);
    command.args(["build", "--now", "2030-01-01", "--out"]).arg(out);
    command
}

/// Runs a command that succeeds; what it said.
#[track_caller]
pub(crate) fn succeeds(command: &mut Command) -> String {
    let output = command.output().unwrap();
    assert_eq!(output.status.code(), Some(0), "{}", said(&output));
    said(&output)
}

/// Runs a command that ends with a code; what it said.
#[track_caller]
pub(crate) fn ends_with(code: i32, command: &mut Command) -> String {
    let output = command.output().unwrap();
    assert_eq!(output.status.code(), Some(code), "{}", said(&output));
    said(&output)
}

/// Everything that was said.
pub(crate) fn said(output: &Output) -> String {
    format!("{}{}", String::from_utf8_lossy(&output.stdout), String::from_utf8_lossy(&output.stderr))
}
