//! The people and units that a release lists: each meant clearly, once, and with a title held on that day.

use crate::archive::checks::basis::{Basis, Shared, place};
use crate::base::diagnostic::{Diagnostic, Report, Severity};
use crate::base::source::FieldPath;
use crate::config::Registers as Strictness;
use crate::register::entry::{Entry, Term};
use crate::register::{Register, key};
use crate::release::model::{Participant, Release};
use jiff::civil::Date;
use std::collections::{HashMap, HashSet};

/// How many namesakes are told.
const TOLD: usize = 5;

/// Tells of all that is odd about them.
pub fn check(release: &Release, basis: &Basis, report: &mut Report) {
    let people = &basis.registers.people;
    let titles = |entry: &Entry| {
        let held = entry.terms.iter().filter(|term| term.covers(release.event_day()));
        held.map(|term| title(term, release, basis)).collect::<Vec<_>>().join(", ")
    };
    let people_of = List { key: "attendees", entries: &release.front.attendees };
    clear(release, basis, &people_of, people, &basis.shared_people, &titles, report);
    once(release, &people_of, people, report);
    let units_of = List { key: "units", entries: &release.front.units };
    let none = |_: &Entry| String::new();
    clear(release, basis, &units_of, &basis.registers.units, &basis.shared_units, &none, report);
    once(release, &units_of, &basis.registers.units, report);
    for (at, unit) in release.front.units.iter().enumerate() {
        if !basis.shared_units.contains_key(&key(&unit.name))
            && let Some(entry) = basis.registers.units.find(&unit.name)
        {
            in_life(release, basis, &unit.name, &units_of.path(at), entry, report);
        }
    }
    for (at, person) in release.front.attendees.iter().enumerate() {
        if basis.shared_people.contains_key(&key(&person.name)) {
            continue;
        }
        let Some(entry) = people.find(&person.name).map(|at| &people.entries[at]) else { continue };
        if !entry.terms.is_empty() {
            in_office(release, basis, at, person, entry, report);
        }
    }
}

/// A list of the front matter.
struct List<'a> {
    key: &'static str,
    entries: &'a [Participant],
}

impl List<'_> {
    fn path(&self, at: usize) -> FieldPath {
        FieldPath::default().key(self.key).item(at)
    }
}

/// Names that mean several entries.
fn clear(
    release: &Release,
    basis: &Basis,
    list: &List<'_>,
    register: &Register,
    shared: &Shared,
    titles: &dyn Fn(&Entry) -> String,
    report: &mut Report,
) {
    if shared.is_empty() {
        return;
    }
    for (at, participant) in list.entries.iter().enumerate() {
        let Some(entries) = shared.get(&key(&participant.name)) else { continue };
        let word = register.kind.word();
        let message =
            format!("`{}` is the name of more than one {word} in {}", participant.name, register.kind.file());
        let mut finding =
            Diagnostic::warning("release/ambiguous-name", message).at(release.place(&list.path(at)));
        if basis.strictness == Strictness::Strict {
            finding.severity = Severity::Error;
        }
        let ids = entries.iter().take(TOLD).map(|at| {
            let entry = &register.entries[*at];
            match titles(entry).as_str() {
                "" => format!("`{}`", entry.id),
                titles => format!("`{}` ({titles})", entry.id),
            }
        });
        let ids: Vec<String> = ids.collect();
        report.push(finding.help(format!("write the id of the one who is meant: {}", ids.join(" or "))));
    }
}

/// What a name means: an entry, or a stranger.
#[derive(Clone, PartialEq, Eq, Hash)]
enum Meant {
    Entry(usize),
    Stranger(String),
}

/// Those who are listed again, without another role.
fn once(release: &Release, list: &List<'_>, register: &Register, report: &mut Report) {
    let mut first: HashMap<Meant, usize> = HashMap::with_capacity(list.entries.len());
    let mut roles: HashSet<(Meant, Option<&str>)> = HashSet::new();
    for (at, participant) in list.entries.iter().enumerate() {
        let meant = match register.find(&participant.name) {
            Some(entry) => Meant::Entry(entry),
            None => Meant::Stranger(key(&participant.name)),
        };
        let role = participant.role.as_deref();
        let Some(before) = first.get(&meant).copied() else {
            first.insert(meant.clone(), at);
            roles.insert((meant, role));
            continue;
        };
        let is_new_role = role.is_some() && list.entries[before].role.is_some();
        if roles.insert((meant, role)) && is_new_role {
            continue;
        }
        let (name, other) = (&participant.name, &list.entries[before].name);
        let message = match name == other {
            true => format!("`{name}` is listed twice"),
            false => format!("`{name}` is listed already, as `{other}`"),
        };
        report.push(
            Diagnostic::warning("release/listed-twice", message)
                .at(release.place(&list.path(at)))
                .note_at("the first time is here", release.place(&list.path(before)))
                .help("delete one of the two, or give each a role of its own"),
        );
    }
}

/// A title of the register in the language of the release.
fn title<'a>(term: &'a Term, release: &Release, basis: &Basis) -> &'a str {
    term.title.get(&basis.languages[release.language])
}

/// Holds the title that a release gives a person, or its absence, against the register.
fn in_office(
    release: &Release,
    basis: &Basis,
    at: usize,
    person: &Participant,
    entry: &Entry,
    report: &mut Report,
) {
    let day = release.event_day();
    let held: Vec<&Term> = entry.terms.iter().filter(|term| term.covers(day)).collect();
    let path = FieldPath::default().key("attendees").item(at);
    let titles: Vec<&str> = held.iter().map(|term| title(term, release, basis)).collect();
    match &person.title {
        None if held.is_empty() => {
            let nearest = nearest(entry, day).map_or_else(String::new, |(when, term)| {
                format!(", but `{}` {when}", title(term, release, basis))
            });
            let message = format!("`{}` held no title on {day}{nearest}", person.name);
            report.push(
                Diagnostic::warning("release/outside-term", message)
                    .at(release.place(&path))
                    .note_at("the terms stand here", place(entry, |path| path.key("terms")))
                    .help(format!(
                        "mend the date or the terms, or write what to print: {{name: {}, title: …}}",
                        entry.id
                    )),
            );
        }
        Some(written) if !held.is_empty() && !agrees(written, &held, basis) => {
            let message = format!("`{}` held another title than `{written}` on {day}", person.name);
            report.push(
                Diagnostic::warning("release/other-title", message)
                    .at(release.place(&path.key("title")))
                    .note_at("the terms stand here", place(entry, |path| path.key("terms")))
                    .help(format!(
                        "the register has `{}`; leave `title` out, and crier prints it",
                        titles.join(", ")
                    )),
            );
        }
        _ => {}
    }
}

/// Tells of a unit that was not there on the day of the event.
fn in_life(
    release: &Release,
    basis: &Basis,
    name: &str,
    path: &FieldPath,
    entry: usize,
    report: &mut Report,
) {
    let units = &basis.registers.units;
    let (unit, day) = (&units.entries[entry], release.event_day());
    let (begin, end) = unit.life();
    let (when, others) = match () {
        () if day < begin => (format!("existed from {begin} on"), &units.predecessors[entry]),
        () if day > end => (format!("existed until {end}"), &units.successors[entry]),
        () => return,
    };
    // What is told of the change from one to the other names both.
    let mut listed = release.front.units.iter().filter_map(|unit| units.find(&unit.name));
    if listed.any(|unit| others.contains(&unit)) {
        return;
    }
    let others: Vec<String> = others.iter().map(|at| format!("`{}`", units.entries[*at].id)).collect();
    let help = match others.as_slice() {
        [] => "mend the date, or `from` and `to` of the unit".to_owned(),
        ids => format!("write {}, or mend the date, or `from` and `to` of the unit", ids.join(" or ")),
    };
    report.push(
        Diagnostic::warning("release/outside-life", format!("`{name}` {when}, and the day is {day}"))
            .at(release.place(path))
            .note_at("the unit stands here", unit.place.clone())
            .help(help),
    );
}

/// What to say of the term before a day, or where there is none of the one after it.
fn nearest(entry: &Entry, day: Date) -> Option<(String, &Term)> {
    let last = entry.terms.iter().filter_map(|term| Some((term.to.filter(|to| *to < day)?, term)));
    let first = entry.terms.iter().filter_map(|term| Some((term.from.filter(|from| *from > day)?, term)));
    let last = last.max_by_key(|(to, _)| *to).map(|(to, term)| (format!("until {to}"), term));
    last.or_else(|| first.min_by_key(|(from, _)| *from).map(|(from, term)| (format!("from {from} on"), term)))
}

/// Whether a written title is one that was held, or is made of nothing but titles held and their units.
fn agrees(written: &str, held: &[&Term], basis: &Basis) -> bool {
    let mut rest = key(written);
    let mut titles: Vec<String> =
        held.iter().flat_map(|term| term.title.all()).map(key).filter(|title| !title.is_empty()).collect();
    if titles.contains(&rest) {
        return true;
    }
    // The longest first: `deputy mayor` is no `mayor`.
    titles.sort_by_key(|title| std::cmp::Reverse(title.len()));
    let units = &basis.registers.units;
    let mut names: Vec<String> = Vec::new();
    for unit in held.iter().filter_map(|term| term.unit.as_deref()) {
        names.push(key(unit));
        let entry = units.find(unit).map(|at| &units.entries[at]);
        names.extend(entry.into_iter().flat_map(|entry| entry.name.all()).map(key));
    }
    names.sort_by_key(|name| std::cmp::Reverse(name.len()));
    let mut has_title = false;
    for (list, is_title) in [(&titles, true), (&names, false)] {
        for part in list.iter().filter(|part| !part.is_empty()) {
            if rest.contains(part.as_str()) {
                rest = rest.replace(part.as_str(), "\n");
                has_title |= is_title;
            }
        }
    }
    let little = ["", "and", "of", "the", "兼", "和"];
    let mut words = rest.split(|c: char| c.is_whitespace() || ",;/&、，；".contains(c));
    has_title && words.all(|word| little.contains(&word))
}
