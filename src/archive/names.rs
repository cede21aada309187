//! Names to entities: which person, unit or topic a release means. A registered id, name or alias means its
//! entry; any other name is an entity of its own. crier suggests and never corrects a name by itself.

use crate::archive::model::Entity;
use crate::archive::near::Near;
use crate::base::diagnostic::{Diagnostic, Report, Severity};
use crate::base::identifier;
use crate::base::language::Localized;
use crate::base::signs::Sign;
use crate::base::source::Place;
use crate::config::Registers;
use crate::register::{Kind, Register, key};
use std::collections::HashMap;

/// Gathers the entities of one kind while releases are gone through, newest first.
pub struct Names<'a> {
    register: &'a Register,
    strictness: Registers,
    languages: usize,
    entities: Vec<Entity>,
    by_name: HashMap<String, usize>,
    by_id: HashMap<String, usize>,
    /// The register, made ready when the first stranger comes.
    near: Option<Near<'a>>,
    /// What strangers probably mean.
    told: HashMap<String, Option<&'a str>>,
    /// Names outside the register that are close to one in it.
    pub report: Report,
}

impl<'a> Names<'a> {
    /// Begins with the registered entities.
    pub fn new(register: &'a Register, strictness: Registers, languages: usize) -> Self {
        let entities: Vec<Entity> = register
            .entries
            .iter()
            .enumerate()
            .map(|(number, entry)| Entity {
                id: entry.id.clone(),
                name: entry.name.clone(),
                entry: Some(number),
                releases: vec![Vec::new(); languages],
                named: vec![false; languages],
            })
            .collect();
        let by_id = entities.iter().enumerate().map(|(number, entity)| (entity.id.clone(), number)).collect();
        Names {
            register,
            strictness,
            languages,
            entities,
            by_name: HashMap::new(),
            near: None,
            told: HashMap::new(),
            by_id,
            report: Report::new(),
        }
    }

    /// The entity that an item of a list means. Tells of commas in it that part no items.
    pub fn mean_item(&mut self, name: &str, place: impl Fn() -> Place) -> Option<usize> {
        let joint = name.chars().filter_map(Sign::of).find(|sign| sign.typed == ", ");
        if let Some(sign) = joint.filter(|_| self.register.find(name).is_none()) {
            let (word, file) = (self.register.kind.word(), self.register.kind.file());
            self.report.push(
                Diagnostic::warning(
                    "release/joined-names",
                    format!("`{name}` is read as one {word}, and holds {}", sign.name),
                )
                .at(place())
                .help(format!(
                    "between two names use {}; give what is one name an entry in {file}",
                    sign.keys()
                )),
            );
        }
        self.mean(name, place)
    }

    /// The entity that a name means. Nothing where the name has no letter or digit.
    pub fn mean(&mut self, name: &str, place: impl Fn() -> Place) -> Option<usize> {
        if let Some(entry) = self.register.find(name) {
            return Some(entry);
        }
        // The schema has said already that it is empty.
        if name.trim().is_empty() {
            return None;
        }
        let word = self.register.kind.word();
        let key = key(name);
        let id = identifier::from_name(name);
        if id.is_empty() {
            self.report.push(
                Diagnostic::error("release/no-name", format!("`{name}` is no name of a {word}"))
                    .at(place())
                    .help("write a name with letters"),
            );
            return None;
        }
        self.hold_against_register(name, &key, &place);
        if let Some(number) = self.by_name.get(&key) {
            // The oldest release says how a name is written: were it the newest, one that writes `safety` for `Safety` would
            // change all pages of the archive that show it.
            let entity = &mut self.entities[*number];
            if let (None, Localized::One(shown)) = (entity.entry, &mut entity.name)
                && shown != name
                && self::key(shown) == key
            {
                name.clone_into(shown);
            }
            return Some(*number);
        }
        if let Some(other) = self.by_id.get(&id).map(|number| &self.entities[*number]) {
            let one = other.name.all().first().map(|name| (*name).to_owned()).unwrap_or_default();
            self.report.push(
                Diagnostic::warning(
                    "release/same-address",
                    format!("`{name}` and `{one}` get one page: /{}/{id}/", self.register.kind.section()),
                )
                .at(place())
                .help(format!(
                    "write both alike, or give one an entry with an id of its own in {}",
                    self.register.kind.file()
                )),
            );
        }
        let number = *self.by_id.entry(id.clone()).or_insert_with(|| {
            self.entities.push(Entity {
                id,
                name: Localized::One(name.to_owned()),
                entry: None,
                releases: vec![Vec::new(); self.languages],
                named: vec![false; self.languages],
            });
            self.entities.len() - 1
        });
        self.by_name.insert(key, number);
        Some(number)
    }

    fn hold_against_register(&mut self, name: &str, key: &str, place: &impl Fn() -> Place) {
        let severity = match self.strictness {
            Registers::Off => return,
            Registers::Strict => Severity::Error,
            Registers::Suggest if self.register.entries.is_empty() => return,
            Registers::Suggest => Severity::Warning,
        };
        // The same stranger comes again and again; the register is gone through once for each.
        let register = self.register;
        let near = self.near.get_or_insert_with(|| Near::new(register));
        let near = *self.told.entry(key.to_owned()).or_insert_with(|| near.find(name));
        if near.is_none() && severity == Severity::Warning {
            return;
        }
        let (code, file) = match self.register.kind {
            Kind::Person => ("release/unknown-person", Kind::Person.file()),
            Kind::Unit => ("release/unknown-unit", Kind::Unit.file()),
            Kind::Topic => ("release/unknown-topic", Kind::Topic.file()),
        };
        let mut finding = Diagnostic::error(code, format!("`{name}` is not in {file}")).at(place());
        finding.severity = severity;
        if let Some(near) = near {
            finding = finding.help(format!("did you mean `{near}`?"));
            if let Some(entry) = self.register.find(near).map(|at| &self.register.entries[at]) {
                finding = finding.note_at(format!("`{near}` stands here"), entry.place.clone());
            }
        } else {
            finding = finding.help(format!("add an entry to {file}, or write a name that is there"));
        }
        self.report.push(finding);
    }

    /// The entities, registered ones first and the others by id, and where each number went.
    pub fn finish(self) -> (Vec<Entity>, Vec<usize>, Report) {
        let registered = self.register.entries.len();
        let mut order: Vec<usize> = (0..self.entities.len()).collect();
        order[registered..].sort_by(|a, b| self.entities[*a].id.cmp(&self.entities[*b].id));
        let mut moved = vec![0; order.len()];
        for (new, old) in order.iter().enumerate() {
            moved[*old] = new;
        }
        let mut slots: Vec<Option<Entity>> = self.entities.into_iter().map(Some).collect();
        let entities = order.iter().filter_map(|old| slots[*old].take()).collect();
        (entities, moved, self.report)
    }
}
