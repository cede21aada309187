//! `crier people`: the register of people.

use crate::commands::arguments::{AddPersonOptions, ChangePeople, PeopleOptions};
use crate::commands::outcome::Outcome;
use crate::commands::registers::{self, NewEntryOptions};
use crate::register::Kind;

/// Lists it, or adds to it.
pub fn run(options: &PeopleOptions) -> Outcome {
    let Some(ChangePeople::Add(add)) = &options.change else {
        return registers::list(Kind::Person, &options.list);
    };
    let AddPersonOptions { name, names, id, alias, title, unit, from, site } = add;
    let (id, title, unit, from) = (id.clone(), title.clone(), unit.clone(), from.clone());
    let (name, names, alias, site) = (name.clone(), names.clone(), alias.clone(), site.clone());
    registers::add(
        Kind::Person,
        &NewEntryOptions { name, names, id, alias, title, unit, parent: None, from, site },
    )
}
