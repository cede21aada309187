//! What `crier` can do, one file a command. Commands are the only code that prints.

pub mod arguments;
pub mod build;
pub mod check;
pub mod codes;
pub mod completions;
pub mod due;
pub mod explain;
pub mod external;
pub mod init;
pub mod man;
pub mod new;
pub mod news;
pub mod outcome;
pub mod people;
pub mod ping;
pub mod publication;
pub mod publish;
pub mod published;
pub mod registers;
pub mod schema;
pub mod search;
pub mod serve;
pub mod session;
pub mod to_store;
pub mod topics;
pub mod units;
pub mod verify;

use crate::commands::arguments::{Arguments, Command};
use crate::commands::outcome::Outcome;

/// Runs a command.
pub fn run(arguments: &Arguments) -> Outcome {
    match &arguments.command {
        Command::Build(options) => build::run(options),
        Command::Check(options) => check::run(options),
        Command::Serve(options) => serve::run(options),
        Command::Publish(options) => publish::run(options),
        Command::Due(options) => due::run(options),
        Command::New(options) => new::run(options),
        Command::Init(options) => init::run(options),
        Command::Search(options) => search::run(options),
        Command::People(options) => people::run(options),
        Command::Units(options) => units::run(options),
        Command::Topics(options) => topics::run(options),
        Command::Verify(options) => verify::run(options),
        Command::Explain(options) => explain::run(options),
        Command::Schema(options) => schema::run(options),
        Command::Completions(options) => completions::run(options),
        Command::Man(options) => man::run(options),
    }
}
