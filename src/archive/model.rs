//! The archive: every release in order, and what its names mean. Immutable once made.

use crate::archive::mentions::Mentions;
use crate::base::identifier;
use crate::base::language::Localized;
use crate::register::entry::Term;
use crate::register::{Kind, Register};
use crate::release::model::{Release, StandingPage, Status};
use jiff::civil::Date;
use std::collections::HashMap;
use std::sync::{Arc, OnceLock};

/// Everything that the site is about. Its parts are shared with the archive that takes its place when a text is
/// edited (see [`crate::archive::revise`]).
#[derive(Clone)]
pub struct Archive {
    /// Every language version of every release, newest first; equal dates by id, then language.
    pub items: Vec<Arc<Item>>,
    /// People: registered ones in the register's order, then the others by id.
    pub people: Arc<Vec<Entity>>,
    /// Units, ordered as people.
    pub units: Arc<Vec<Entity>>,
    /// Topics, ordered as people.
    pub topics: Arc<Vec<Entity>>,
    /// Standing pages, by order and id.
    pub pages: Vec<Arc<StandingPage>>,
    /// For each language, its releases that stand in lists, newest first.
    pub listed: Arc<Vec<Vec<usize>>>,
    /// For each language, its releases that can be read, newest first: the listed ones and the withdrawn ones.
    pub readable: Arc<Vec<Vec<usize>>>,
    /// The registers.
    pub registers: Arc<Registers>,
    /// The site's issuer, a number in `units`.
    pub issuer: Option<usize>,
    /// Releases by id, a number per language version.
    pub by_id: Arc<HashMap<String, Vec<usize>>>,
    /// Releases and pages by the file they come from.
    pub by_file: Arc<HashMap<Arc<str>, Origin>>,
}

/// The three registers.
pub struct Registers {
    /// People.
    pub people: Register,
    /// Units.
    pub units: Register,
    /// Topics.
    pub topics: Register,
    /// For each unit, by number of its entry, who holds or held office there, in the order of `people`.
    pub holders: Vec<Vec<Holder>>,
    /// Their names, made ready when they are first looked for.
    mentions: OnceLock<Option<Mentions>>,
}

/// A term of office, from the unit's side.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Holder {
    /// Number of the person's entry.
    pub person: usize,
    /// Number of the term among the person's.
    pub term: usize,
}

impl Registers {
    /// The registers, brought together.
    pub fn new(people: Register, units: Register, topics: Register) -> Self {
        let mut holders = vec![Vec::new(); units.entries.len()];
        for (person, entry) in people.entries.iter().enumerate() {
            for (number, term) in entry.terms.iter().enumerate() {
                if let Some(unit) = term.unit.as_deref().and_then(|name| units.find(name)) {
                    holders[unit].push(Holder { person, term: number });
                }
            }
        }
        Registers { people, units, topics, holders, mentions: OnceLock::new() }
    }

    /// The names of the registers, to be found in texts; nothing where there are none.
    pub fn mentions(&self) -> Option<&Mentions> {
        let registers = [&self.people, &self.units, &self.topics];
        let is_empty = registers.iter().all(|register| register.entries.is_empty());
        let mentions = self.mentions.get_or_init(|| Mentions::new(registers).filter(|_| !is_empty));
        mentions.as_ref()
    }
}

/// What a file became.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Origin {
    /// A release, by number.
    Release(usize),
    /// A standing page, by number.
    Page(usize),
}

/// A release and what its names mean.
#[derive(Clone)]
pub struct Item {
    /// The release.
    pub release: Arc<Release>,
    /// Numbers in `people`, one per attendee, in protocol order.
    pub attendees: Box<[usize]>,
    /// Numbers in `units`, one per unit.
    pub units: Box<[usize]>,
    /// Number in `topics`, one per topic.
    pub topics: Box<[usize]>,
    /// The unit that releases it.
    pub issuer: Option<usize>,
    /// Every language version of it, itself included, in the order of the site's languages.
    pub translations: Box<[usize]>,
    /// The release that takes its place, in this language where there is one.
    pub superseded_by: Option<usize>,
    /// The releases that its front matter calls related, in this language where there is one.
    pub related: Box<[usize]>,
}

impl Item {
    /// Whether its text can be read: all but those in error.
    pub fn is_readable(&self) -> bool {
        self.release.front.status != Status::InError
    }

    /// Whether it stands in lists: withdrawn releases and those in error keep only their address.
    pub fn is_listed(&self) -> bool {
        matches!(self.release.front.status, Status::Published | Status::Draft)
    }
}

/// A person, a unit or a topic that has a page.
pub struct Entity {
    /// Id; part of its address.
    pub id: String,
    /// Its name.
    pub name: Localized,
    /// Number of its register entry.
    pub entry: Option<usize>,
    /// For each language, its listed releases, newest first.
    pub releases: Vec<Vec<usize>>,
    /// For each language, whether any page names it: a listed release, a withdrawn one, or every page as the
    /// site's issuer.
    pub named: Vec<bool>,
}

impl Entity {
    /// Whether it has a page in a language: registered ones always do, others where they are named.
    pub fn has_page(&self, language: usize) -> bool {
        self.entry.is_some() || self.named[language]
    }
}

impl Archive {
    /// The entities of a kind.
    pub fn entities(&self, kind: Kind) -> &[Entity] {
        match kind {
            Kind::Person => &self.people,
            Kind::Unit => &self.units,
            Kind::Topic => &self.topics,
        }
    }

    /// The register of a kind.
    pub fn register(&self, kind: Kind) -> &Register {
        match kind {
            Kind::Person => &self.registers.people,
            Kind::Unit => &self.registers.units,
            Kind::Topic => &self.registers.topics,
        }
    }

    /// The entity with an id (or, of a registered one, a name).
    pub fn find(&self, kind: Kind, name: &str) -> Option<usize> {
        // Entities begin with the registered ones, in the register's order.
        let registered = self.register(kind).find(name);
        registered.or_else(|| {
            let known = self.register(kind).entries.len();
            let others = &self.entities(kind)[known..];
            let at = |id: &str| others.binary_search_by(|entity| entity.id.as_str().cmp(id)).ok();
            at(name).or_else(|| at(&identifier::from_name(name))).map(|at| known + at)
        })
    }

    /// The language version of a release that a reader of `language` wants: that language, else the first.
    pub fn version(&self, id: &str, language: usize) -> Option<usize> {
        let versions = self.by_id.get(id)?;
        let group = &self.items[*versions.first()?].translations;
        let wanted = |at: &&usize| self.items[**at].release.language == language;
        group.iter().find(wanted).or_else(|| versions.first()).copied()
    }

    /// The name that a person, unit or topic had on a day.
    pub fn name_on(&self, kind: Kind, number: usize, day: Date) -> &Localized {
        let entity = &self.entities(kind)[number];
        match entity.entry {
            Some(entry) => self.register(kind).entries[entry].name_on(day),
            None => &entity.name,
        }
    }

    /// The titles that a person held on a day, in the register's order.
    pub fn titles(&self, person: usize, day: Date) -> Vec<&Term> {
        match self.people[person].entry {
            Some(entry) => {
                self.registers.people.entries[entry].terms.iter().filter(|term| term.covers(day)).collect()
            }
            None => Vec::new(),
        }
    }

    /// The release's neighbours in its language's list: the next newer and the next older.
    pub fn neighbours(&self, number: usize) -> (Option<usize>, Option<usize>) {
        let listed = &self.listed[self.items[number].release.language];
        match listed.binary_search(&number) {
            Ok(at) => (at.checked_sub(1).map(|at| listed[at]), listed.get(at + 1).copied()),
            Err(_) => (None, None),
        }
    }
}
