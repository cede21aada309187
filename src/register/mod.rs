//! The registers: `people.yaml`, `units.yaml` and `topics.yaml`. Each is a list of entries with an id, a name
//! (one, or one per language) and aliases. All three are optional; a name without an entry still gets a page.

pub mod append;
pub mod entry;
pub mod relations;
pub mod schema;

use crate::base::check::Check;
use crate::base::diagnostic::{Diagnostic, Report, Severity};
use crate::base::identifier;
use crate::base::moment;
use crate::base::picture;
use crate::base::shape::{Record, Shape};
use crate::base::source::{FieldPath, Place, Sources, Spot};
use crate::base::suggest::nearest;
use crate::base::text;
use crate::base::yaml;
use crate::config::{Config, localized};
use crate::register::entry::{Entry, NameOfATime, Portrait, Term};
use crate::register::schema::{PERSON, TOPIC, UNIT};
use serde_yaml::{Mapping, Value};
use std::collections::HashMap;
use std::sync::Arc;

/// Where the registers stand, and portraits below it.
const FOLDER: &str = "content/";

/// Which register.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Kind {
    /// People.
    Person,
    /// Units: offices, towns, bureaus, committees.
    Unit,
    /// Topics.
    Topic,
}

impl Kind {
    /// All of them, in the order of the navigation.
    pub const ALL: [Kind; 3] = [Kind::Person, Kind::Unit, Kind::Topic];

    /// The register's file, from the site's root.
    pub fn file(self) -> &'static str {
        match self {
            Kind::Person => "content/people.yaml",
            Kind::Unit => "content/units.yaml",
            Kind::Topic => "content/topics.yaml",
        }
    }

    /// First part of the addresses of its entries, and what they are called.
    pub fn section(self) -> &'static str {
        match self {
            Kind::Person => "people",
            Kind::Unit => "units",
            Kind::Topic => "topics",
        }
    }

    /// What one entry is called.
    pub fn word(self) -> &'static str {
        match self {
            Kind::Person => "person",
            Kind::Unit => "unit",
            Kind::Topic => "topic",
        }
    }

    /// The schema of an entry.
    pub fn schema(self) -> &'static Record {
        match self {
            Kind::Person => &PERSON,
            Kind::Unit => &UNIT,
            Kind::Topic => &TOPIC,
        }
    }
}

/// One register, looked up by id, name or alias.
#[derive(Debug, Clone)]
pub struct Register {
    /// Which.
    pub kind: Kind,
    /// The entries in the order of the file.
    pub entries: Vec<Entry>,
    /// For each entry, the number of the one above it.
    pub parents: Vec<Option<usize>>,
    /// For each entry, the numbers of those that came after it, in the order of the file.
    pub successors: Vec<Vec<usize>>,
    /// For each entry, the numbers of those below it, in the order of the file.
    pub children: Vec<Vec<usize>>,
    /// For each entry, the numbers of those that it came after.
    pub predecessors: Vec<Vec<usize>>,
    by_name: HashMap<String, usize>,
}

impl Register {
    /// The entry that an id, a name in any language or an alias means.
    pub fn find(&self, name: &str) -> Option<usize> {
        self.by_name.get(&key(name)).copied()
    }
}

/// Reads one register. A missing file is an empty register.
pub fn load(kind: Kind, sources: &Sources, config: &Config) -> (Register, Report) {
    let mut report = Report::new();
    let mut register = Register {
        kind,
        entries: Vec::new(),
        parents: Vec::new(),
        successors: Vec::new(),
        children: Vec::new(),
        predecessors: Vec::new(),
        by_name: HashMap::new(),
    };
    let Some(entry) = sources.get(kind.file()) else { return (register, report) };
    let file = entry.path.clone();
    let value = match read(&file, sources) {
        Ok(value) => value,
        Err(findings) => {
            findings.into_iter().for_each(|finding| report.push(finding));
            return (register, report);
        }
    };
    let items = match &value {
        Value::Sequence(items) => items.as_slice(),
        Value::Mapping(mapping) if mapping.is_empty() => &[],
        _ => {
            report.push(
                Diagnostic::error("register/no-list", "a register is a list of entries")
                    .at(Place::value(&file, FieldPath::default()))
                    .help("begin each entry with `- id: …`"),
            );
            return (register, report);
        }
    };
    for (number, item) in items.iter().enumerate() {
        let path = FieldPath::default().item(number);
        let mut check = Check {
            file: &file,
            zone: &config.zone,
            unknown: Some(Severity::Error),
            renamed: &[],
            report: Report::new(),
        };
        check.value(item, &Shape::Record(kind.schema()), &path);
        let sound = !check.report.has_errors();
        report.absorb(check.report);
        if sound
            && let Some(mut entry) = item.as_mapping().and_then(|mapping| from_mapping(mapping, &file, &path))
        {
            find_portrait(&mut entry, sources, &path, &mut report);
            add(&mut register, entry, &path, &mut report);
        }
    }
    let meant = |name: &String| register.find(name);
    let parents: Vec<_> =
        register.entries.iter().map(|entry| entry.parent.as_ref().and_then(meant)).collect();
    // An entry that names itself, or another twice, means nothing more.
    let after = |(number, entry): (usize, &Entry)| {
        let mut after: Vec<usize> = Vec::new();
        for other in entry.successors.iter().filter_map(meant).filter(|other| *other != number) {
            if !after.contains(&other) {
                after.push(other);
            }
        }
        after
    };
    let successors: Vec<Vec<usize>> = register.entries.iter().enumerate().map(after).collect();
    (register.children, register.predecessors) = (turned(&parents), turned(&successors));
    (register.parents, register.successors) = (parents, successors);
    check_links(&register, &file, &mut report);
    relations::check_trees(&register.entries, &register.parents, &mut report);
    relations::check_successions(&register.entries, &register.successors, &mut report);
    (register, report)
}

/// Who points at each: for every number, the numbers whose link it is.
fn turned<'a, L>(links: &'a [L]) -> Vec<Vec<usize>>
where
    &'a L: IntoIterator<Item = &'a usize>,
{
    let mut turned = vec![Vec::new(); links.len()];
    for (number, links) in links.iter().enumerate() {
        links.into_iter().filter(|link| **link != number).for_each(|link| turned[*link].push(number));
    }
    turned
}

/// Completes a portrait; takes it away, with a finding, where there is no such file beside the register.
fn find_portrait(entry: &mut Entry, sources: &Sources, path: &FieldPath, report: &mut Report) {
    let Some(portrait) = &mut entry.portrait else { return };
    let place = Place::value(&entry.place.file, path.key("portrait").key("src"));
    let src = portrait.source.strip_prefix("./").unwrap_or(&portrait.source);
    if let Some(found) = sources.get(&format!("{FOLDER}{src}")) {
        portrait.source = found.path.clone();
        portrait.dimensions = picture::dimensions(sources, &found.path);
        return;
    }
    let finding = Diagnostic::error("register/missing-file", format!("there is no file `{src}`")).at(place);
    let beside = sources.below(FOLDER).filter_map(|entry| entry.path.strip_prefix(FOLDER));
    report.push(match nearest(src, beside) {
        Some(near) => finding.help(format!("did you mean `{near}`?")),
        None => finding.help(format!("put the picture into {FOLDER} or a folder there")),
    });
    entry.portrait = None;
}

fn read(file: &Arc<str>, sources: &Sources) -> Result<Value, Vec<Diagnostic>> {
    let text = text::read(sources, file).map_err(|finding| vec![*finding])?;
    yaml::parse(file, &text, 0..text.len())
}

fn from_mapping(mapping: &Mapping, file: &Arc<str>, path: &FieldPath) -> Option<Entry> {
    let trimmed = |text: &str| text.trim().to_owned();
    let text = |mapping: &Mapping, key: &str| mapping.get(key).and_then(Value::as_str).map(trimmed);
    let day = |mapping: &Mapping, key: &str| {
        mapping.get(key).and_then(Value::as_str).and_then(|text| moment::parse_day(text.trim()).ok())
    };
    let list =
        |key: &str| mapping.get(key).and_then(Value::as_sequence).map(Vec::as_slice).unwrap_or_default();
    Some(Entry {
        id: identifier::normal(&text(mapping, "id")?),
        name: mapping.get("name").and_then(localized)?,
        names: list("names")
            .iter()
            .filter_map(Value::as_mapping)
            .filter_map(|name| {
                Some(NameOfATime {
                    name: name.get("name").and_then(localized)?,
                    from: day(name, "from"),
                    to: day(name, "to"),
                })
            })
            .collect(),
        aliases: list("aliases").iter().filter_map(Value::as_str).map(str::to_owned).collect(),
        summary: mapping.get("summary").and_then(localized),
        parent: text(mapping, "parent"),
        from: day(mapping, "from"),
        to: day(mapping, "to"),
        successors: match mapping.get("successor") {
            Some(Value::Sequence(ids)) => ids.iter().filter_map(Value::as_str).map(trimmed).collect(),
            Some(id) => id.as_str().map(trimmed).into_iter().collect(),
            None => Vec::new(),
        },
        terms: list("terms")
            .iter()
            .filter_map(Value::as_mapping)
            .filter_map(|term| {
                Some(Term {
                    title: term.get("title").and_then(localized)?,
                    unit: text(term, "unit"),
                    from: day(term, "from"),
                    to: day(term, "to"),
                })
            })
            .collect(),
        portrait: mapping.get("portrait").and_then(Value::as_mapping).and_then(|portrait| {
            Some(Portrait {
                source: text(portrait, "src")?.into(),
                alt: portrait.get("alt").and_then(localized)?,
                credit: text(portrait, "credit"),
                dimensions: None,
            })
        }),
        place: Place::value(file, path.key("id")),
    })
}

/// Adds an entry unless its id cannot be used or is taken.
fn add(register: &mut Register, entry: Entry, path: &FieldPath, report: &mut Report) {
    let word = register.kind.word();
    if let Some(problem) = identifier::problem(&entry.id) {
        report.push(
            Diagnostic::error("register/bad-id", format!("the id `{}` {problem}", entry.id))
                .at(entry.place)
                .help("use letters, digits and hyphens, such as liu-zhisheng"),
        );
        return;
    }
    let same = |other: &Entry| other.id.to_lowercase() == entry.id.to_lowercase();
    if let Some(other) =
        register.by_name.get(&key(&entry.id)).map(|at| &register.entries[*at]).filter(|other| same(other))
    {
        report.push(
            Diagnostic::error("register/duplicate-id", format!("another {word} has the id `{}`", entry.id))
                .at(entry.place)
                .note_at("it stands here", other.place.clone())
                .help("give each entry an id of its own; ids that differ only by case are the same"),
        );
        return;
    }
    // Of the entry itself, of each of its terms and of each of its names.
    let own = std::iter::once((entry.from, entry.to, path.clone()));
    let terms = entry.terms.iter().enumerate();
    let terms = terms.map(|(at, term)| (term.from, term.to, path.key("terms").item(at)));
    let names = entry.names.iter().enumerate();
    let names = names.map(|(at, name)| (name.from, name.to, path.key("names").item(at)));
    for (from, to, path) in own.chain(terms).chain(names) {
        if let (Some(from), Some(to)) = (from, to)
            && to < from
        {
            report.push(
                Diagnostic::error(
                    "register/backwards",
                    format!("`{}` has a time that ends before it begins", entry.id),
                )
                .at(Place::value(&entry.place.file, path.key("to")))
                .help(format!("{from} comes after {to}: exchange `from` and `to`")),
            );
        }
    }
    let number = register.entries.len();
    // An id wins over a name, a name that came first over a later one.
    register.by_name.insert(key(&entry.id), number);
    let mut told: Vec<usize> = Vec::new();
    for name in entry.all_names() {
        let first = *register.by_name.entry(key(name)).or_insert(number);
        // Namesakes in two languages are two entries with one name still.
        if first != number && register.kind != Kind::Topic && !told.contains(&first) {
            told.push(first);
            report.push(
                Diagnostic::warning("register/shared-name", format!("two entries are called `{name}`"))
                    .at(Place { file: entry.place.file.clone(), spot: Spot::Value(path.clone()) })
                    .note_at("the other stands here", register.entries[first].place.clone())
                    .help("releases that mean this one must say its id"),
            );
        }
    }
    register.entries.push(entry);
}

/// Finds parents and successors that do not exist, or are the entry itself.
fn check_links(register: &Register, file: &Arc<str>, report: &mut Report) {
    for (number, entry) in register.entries.iter().enumerate() {
        let parent = entry.parent.iter().map(|id| ("parent", None, id));
        let is_list = entry.successors.len() > 1;
        let after = entry.successors.iter().enumerate();
        let after = after.map(|(at, id)| ("successor", is_list.then_some(at), id));
        for (role, item, id) in parent.chain(after) {
            if register.find(id).is_some_and(|at| at != number) {
                continue;
            }
            let Spot::Value(path) = &entry.place.spot else { continue };
            let mut path = path.clone();
            path.0.pop();
            let finding = Diagnostic::error(
                "register/unknown-entry",
                format!("there is no {} `{id}`", register.kind.word()),
            )
            .at(Place::value(file, item.map_or(path.key(role), |at| path.key(role).item(at))));
            report.push(match nearest(id, register.entries.iter().map(|entry| entry.id.as_str())) {
                Some(near) if near != entry.id => finding.help(format!("did you mean `{near}`?")),
                _ => finding.help(format!("name an id of {}, other than its own", register.kind.file())),
            });
        }
    }
}

/// Names are the same when only case, width and white space differ.
pub fn key(name: &str) -> String {
    use unicode_normalization::UnicodeNormalization;
    if name.is_ascii() {
        let mut key = String::with_capacity(name.len());
        for word in name.split_ascii_whitespace() {
            if !key.is_empty() {
                key.push(' ');
            }
            key.extend(word.chars().map(|c| c.to_ascii_lowercase()));
        }
        return key;
    }
    let folded: String = name.nfkc().flat_map(char::to_lowercase).collect();
    folded.split_whitespace().collect::<Vec<_>>().join(" ")
}
