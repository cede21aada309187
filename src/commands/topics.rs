//! `crier topics`: the register of topics.

use crate::commands::arguments::{AddTopicOptions, ChangeTopics, TopicsOptions};
use crate::commands::outcome::Outcome;
use crate::commands::registers::{self, NewEntryOptions};
use crate::register::Kind;

/// Lists it, or adds to it.
pub fn run(options: &TopicsOptions) -> Outcome {
    let Some(ChangeTopics::Add(add)) = &options.change else {
        return registers::list(Kind::Topic, &options.list);
    };
    let AddTopicOptions { name, names, id, alias, parent, site } = add;
    let (id, parent) = (id.clone(), parent.clone());
    let (name, names, alias, site) = (name.clone(), names.clone(), alias.clone(), site.clone());
    let entry = NewEntryOptions { name, names, id, alias, parent, site, ..NewEntryOptions::default() };
    registers::add(Kind::Topic, &entry)
}
