//! How a command ended.

use std::process::ExitCode;

/// How a command ended.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Outcome {
    /// All is well.
    Clean,
    /// There are findings.
    Findings,
    /// The command could not run; why, and what to do.
    CouldNotRun(String),
}

impl Outcome {
    /// 0, 1 or 2.
    pub fn code(&self) -> ExitCode {
        ExitCode::from(match self {
            Outcome::Clean => 0,
            Outcome::Findings => 1,
            Outcome::CouldNotRun(_) => 2,
        })
    }

    /// This one, where the command could not run; else the other.
    pub fn or(self, other: Outcome) -> Outcome {
        match self {
            Outcome::CouldNotRun(_) => self,
            _ => other,
        }
    }

    /// The outcome for a problem with a remedy.
    pub fn stop(problem: impl std::fmt::Display, help: impl std::fmt::Display) -> Self {
        Outcome::CouldNotRun(format!("{problem}\n  help: {help}"))
    }
}
