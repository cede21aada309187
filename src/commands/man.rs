//! `crier man`: manual pages, from the same arguments that `--help` shows.

use crate::commands::arguments::{Arguments, ManOptions};
use crate::commands::outcome::Outcome;
use crate::commands::session::deliver;
use crate::disk::machine;
use clap::CommandFactory;
use clap_mangen::Man;

/// Prints the page of crier, or writes the pages of all commands into a folder.
pub fn run(options: &ManOptions) -> Outcome {
    let mut command = Arguments::command();
    command.build();
    let Some(dir) = &options.dir else {
        return match page(command) {
            Ok(text) => deliver(&text),
            Err(error) => Outcome::CouldNotRun(error.to_string()),
        };
    };
    let commands = command.get_subcommands().filter(|command| command.get_name() != "help").cloned();
    for command in std::iter::once(command.clone()).chain(commands) {
        let name = command.get_display_name().unwrap_or_else(|| command.get_name()).replace(' ', "-");
        let file = dir.join(format!("{name}.1"));
        let written = page(command).and_then(|text| machine::write_new(&file, &text));
        if let Err(error) = written {
            return Outcome::stop(
                format!("{} cannot be written: {error}", file.display()),
                "name an empty folder",
            );
        }
    }
    Outcome::Clean
}

fn page(command: clap::Command) -> std::io::Result<String> {
    let mut text = Vec::new();
    Man::new(command).source(crate::view::frame::GENERATOR).render(&mut text)?;
    Ok(String::from_utf8_lossy(&text).into_owned())
}
