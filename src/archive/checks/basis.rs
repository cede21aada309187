//! What releases are held against: the registers and the calendar, made ready once for all of them.

use crate::archive::checks::finder::Finder;
use crate::archive::checks::written::calendar::Calendar;
use crate::archive::model::Registers;
use crate::base::source::{FieldPath, Place, Spot};
use crate::config::{Config, Registers as Strictness};
use crate::register::entry::Entry;
use crate::register::{Register, key};
use std::collections::HashMap;
use std::sync::Arc;

/// The registers, made ready.
pub struct Basis {
    /// The registers.
    pub registers: Arc<Registers>,
    /// How strictly they are taken.
    pub strictness: Strictness,
    /// The languages of the site.
    pub languages: Vec<String>,
    /// The names of people, to be found in texts.
    pub people: Finder,
    /// Finds dates in texts.
    pub calendar: Calendar,
    /// Names that several people have.
    pub shared_people: Shared,
    /// Names that several units have.
    pub shared_units: Shared,
}

/// The entries that share a name, by its key.
pub type Shared = HashMap<String, Vec<usize>>;

impl Basis {
    /// Makes the registers ready.
    pub fn new(registers: &Arc<Registers>, config: &Config) -> Self {
        let strictness = config.registers;
        let mut basis = Basis {
            registers: registers.clone(),
            strictness,
            languages: config.languages.clone(),
            people: Finder::default(),
            calendar: Calendar::default(),
            shared_people: HashMap::new(),
            shared_units: HashMap::new(),
        };
        if basis.uses_registers() {
            basis.people = Finder::new(&registers.people);
            basis.shared_people = shared(&registers.people);
            basis.shared_units = shared(&registers.units);
        }
        basis
    }

    /// Whether it is made of these.
    pub fn is_of(&self, registers: &Arc<Registers>, config: &Config) -> bool {
        Arc::ptr_eq(&self.registers, registers)
            && self.strictness == config.registers
            && self.languages == config.languages
    }

    /// Whether anything is held against the registers.
    pub fn uses_registers(&self) -> bool {
        self.strictness != Strictness::Off
    }
}

/// Names that mean several entries. What is an id means its entry and nothing else.
fn shared(register: &Register) -> Shared {
    let mut meant: HashMap<String, Vec<usize>> = HashMap::new();
    for (number, entry) in register.entries.iter().enumerate() {
        for name in entry.name.all().into_iter().chain(entry.aliases.iter().map(String::as_str)) {
            let entries = meant.entry(key(name)).or_default();
            if entries.last() != Some(&number) {
                entries.push(number);
            }
        }
    }
    meant.retain(|_, entries| entries.len() > 1);
    for entry in &register.entries {
        meant.remove(&key(&entry.id));
    }
    meant
}

/// The place of a value of a register's entry, such as that of its second term.
pub fn place(entry: &Entry, way: impl FnOnce(FieldPath) -> FieldPath) -> Place {
    let Spot::Value(path) = &entry.place.spot else { return entry.place.clone() };
    // The entry's own place is that of its id.
    let mut path = path.clone();
    path.0.pop();
    Place::value(&entry.place.file, way(path))
}
