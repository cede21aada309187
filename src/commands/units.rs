//! `crier units`: the register of units.

use crate::commands::arguments::{AddUnitOptions, ChangeUnits, UnitsOptions};
use crate::commands::outcome::Outcome;
use crate::commands::registers::{self, NewEntryOptions};
use crate::register::Kind;

/// Lists it, or adds to it.
pub fn run(options: &UnitsOptions) -> Outcome {
    let Some(ChangeUnits::Add(add)) = &options.change else {
        return registers::list(Kind::Unit, &options.list);
    };
    let AddUnitOptions { name, names, id, alias, parent, from, site } = add;
    let (id, parent, from) = (id.clone(), parent.clone(), from.clone());
    let (name, names, alias, site) = (name.clone(), names.clone(), alias.clone(), site.clone());
    let entry = NewEntryOptions { name, names, id, alias, parent, from, site, ..NewEntryOptions::default() };
    registers::add(Kind::Unit, &entry)
}
