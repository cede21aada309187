//! The registers by themselves: terms that overlap, units of terms that are not there, entries nobody uses.

use crate::archive::checks::basis::{Basis, place};
use crate::archive::checks::units;
use crate::archive::model::{Archive, Entity};
use crate::archive::near::Near;
use crate::base::diagnostic::{Diagnostic, Report, Severity};
use crate::base::source::{FieldPath, Place, Spot};
use crate::config::{Config, Registers as Strictness};
use crate::register::entry::{Entry, Term};
use crate::register::{Kind, Register, key};
use jiff::civil::Date;
use std::collections::{BTreeMap, BTreeSet, HashMap};

/// How many entries a finding tells one by one.
const TOLD: usize = 10;

/// Tells what is odd about the registers.
pub fn check(basis: &Basis) -> Report {
    let mut report = Report::new();
    if basis.uses_registers() {
        for entry in &basis.registers.people.entries {
            overlaps(entry, &basis.registers.units, &mut report);
        }
        unknown_units(basis, &mut report);
        units::check(basis, &mut report);
    }
    report
}

/// What a term names as its unit: the entry, or the name where there is none.
type Office = (Option<usize>, String);

fn office(term: &Term, units: &Register) -> Office {
    match term.unit.as_deref() {
        Some(name) => match units.find(name) {
            Some(unit) => (Some(unit), String::new()),
            None => (None, key(name)),
        },
        None => (None, String::new()),
    }
}

fn first_day(term: &Term) -> Date {
    term.from.unwrap_or(Date::MIN)
}

fn last_day(term: &Term) -> Date {
    term.to.unwrap_or(Date::MAX)
}

/// A title that is held twice at one time, and a unit whose title changes on a day that belongs to both terms.
/// Several titles at a time are the rule, so that they overlap is no mistake.
fn overlaps(entry: &Entry, units: &Register, report: &mut Report) {
    if entry.terms.len() < 2 {
        return;
    }
    let mut by_title: BTreeMap<(Office, String), Vec<usize>> = BTreeMap::new();
    let mut by_unit: BTreeMap<Office, Vec<usize>> = BTreeMap::new();
    for (number, term) in entry.terms.iter().enumerate() {
        let office = office(term, units);
        let titles: BTreeSet<String> = term.title.all().into_iter().map(key).collect();
        for title in titles {
            by_title.entry((office.clone(), title)).or_default().push(number);
        }
        if term.unit.is_some() {
            by_unit.entry(office).or_default().push(number);
        }
    }
    let at = |number: usize| place(entry, |path| path.key("terms").item(number));
    let name = |number: usize| entry.terms[number].title.all().first().map_or("", |title| *title);
    let mut told = BTreeSet::new();
    for numbers in by_title.values() {
        for (one, other) in neighbours(entry, numbers) {
            if first_day(&entry.terms[other]) > last_day(&entry.terms[one]) {
                continue;
            }
            let (first, second) = (one.min(other), one.max(other));
            // A title in two languages is one title.
            if !told.insert((first, second)) {
                continue;
            }
            let message = format!("`{}` has the title `{}` twice at one time", entry.id, name(second));
            report.push(
                Diagnostic::warning("register/overlapping-terms", message)
                    .at(at(second))
                    .note_at("the other term stands here", at(first))
                    .help("end one term before the other begins, or delete one"),
            );
        }
    }
    for numbers in by_unit.values() {
        for (one, other) in neighbours(entry, numbers) {
            let (before, after) = (&entry.terms[one], &entry.terms[other]);
            let (Some(end), Some(begin)) = (before.to, after.from) else { continue };
            let is_told = told.contains(&(one.min(other), one.max(other)));
            if end != begin || is_told || first_day(before) == begin || last_day(after) == end {
                continue;
            }
            let message = format!("`{}` is both `{}` and `{}` on {begin}", entry.id, name(one), name(other));
            let mut finding = Diagnostic::hint("register/overlapping-terms", message)
                .at(place(entry, |path| path.key("terms").item(one).key("to")))
                .note_at("the next term begins on the same day", at(other));
            if let Ok(day) = end.yesterday() {
                finding = finding.help(format!("end the first on {day}, or both are printed on that day"));
            }
            report.push(finding);
        }
    }
}

/// Terms by their beginning, each beside the one before it that lasts longest.
fn neighbours(entry: &Entry, numbers: &[usize]) -> Vec<(usize, usize)> {
    let mut sorted = numbers.to_vec();
    sorted.sort_by_key(|number| (first_day(&entry.terms[*number]), *number));
    let mut pairs = Vec::new();
    let mut longest: Option<usize> = None;
    for number in sorted {
        pairs.extend(longest.map(|before| (before, number)));
        let lasts = |number: usize| last_day(&entry.terms[number]);
        if longest.is_none_or(|before| lasts(before) <= lasts(number)) {
            longest = Some(number);
        }
    }
    pairs
}

/// Units of terms that the register of units does not have.
fn unknown_units(basis: &Basis, report: &mut Report) {
    let units = &basis.registers.units;
    if units.entries.is_empty() && basis.strictness != Strictness::Strict {
        return;
    }
    let ready = Near::new(units);
    let mut near: HashMap<&str, Option<&str>> = HashMap::new();
    for entry in &basis.registers.people.entries {
        for (number, term) in entry.terms.iter().enumerate() {
            let Some(name) = term.unit.as_deref().filter(|name| units.find(name).is_none()) else { continue };
            let near = *near.entry(name).or_insert_with(|| ready.find(name));
            if near.is_none() && basis.strictness != Strictness::Strict {
                continue;
            }
            let file = Kind::Unit.file();
            let mut finding =
                Diagnostic::warning("register/unknown-unit", format!("`{name}` is not in {file}"))
                    .at(place(entry, |path| path.key("terms").item(number).key("unit")));
            if basis.strictness == Strictness::Strict {
                finding.severity = Severity::Error;
            }
            report.push(match near {
                Some(near) => finding.help(format!("did you mean `{near}`?")),
                None => finding.help(format!("add an entry to {file}, or write a name that is there")),
            });
        }
    }
}

/// Entries that no release names, and that nothing leads to which one names. `found` is what was found before: an
/// entry that is suggested in place of a slip has been told.
pub fn unused(archive: &Archive, config: &Config, found: &Report) -> Report {
    let mut report = Report::new();
    if config.registers == Strictness::Off || archive.items.is_empty() {
        return report;
    }
    let named = |entities: &[Entity], register: &Register| -> Vec<bool> {
        entities[..register.entries.len()].iter().map(|entity| entity.named.contains(&true)).collect()
    };
    let registers = &archive.registers;
    let people = named(&archive.people, &registers.people);
    let mut units = named(&archive.units, &registers.units);
    for (entry, _) in registers.people.entries.iter().zip(&people).filter(|(_, named)| **named) {
        for unit in entry.terms.iter().filter_map(|term| registers.units.find(term.unit.as_deref()?)) {
            units[unit] = true;
        }
    }
    let mut topics = named(&archive.topics, &registers.topics);
    spread(&registers.units, &mut units);
    spread(&registers.topics, &mut topics);
    let notes = found.findings().iter().flat_map(|finding| &finding.notes);
    let told: BTreeSet<(&str, &FieldPath)> = notes
        .filter_map(|note| match note.place.as_ref()? {
            Place { file, spot: Spot::Value(path) } => Some((&**file, path)),
            _ => None,
        })
        .collect();
    let is_told = |entry: &Entry| match &entry.place.spot {
        Spot::Value(path) => told.contains(&(&*entry.place.file, path)),
        _ => false,
    };
    for (register, mut used) in
        [(&registers.people, people), (&registers.units, units), (&registers.topics, topics)]
    {
        let entries = used.iter_mut().zip(&register.entries);
        entries.for_each(|(used, entry)| *used |= is_told(entry));
        tell_unused(register, &used, &mut report);
    }
    report
}

/// What stands above or after a used entry is of use too.
fn spread(register: &Register, used: &mut [bool]) {
    let mut open: Vec<usize> = (0..used.len()).filter(|at| used[*at]).collect();
    while let Some(number) = open.pop() {
        for next in register.parents[number].iter().chain(&register.successors[number]).copied() {
            if !std::mem::replace(&mut used[next], true) {
                open.push(next);
            }
        }
    }
}

fn tell_unused(register: &Register, used: &[bool], report: &mut Report) {
    let unused: Vec<&Entry> =
        register.entries.iter().zip(used).filter(|(_, used)| !**used).map(|(entry, _)| entry).collect();
    let Some(first) = unused.first() else { return };
    let message = match unused.len() {
        1 => format!("no release names `{}`", first.id),
        2 => format!("no release names `{}`, nor another entry", first.id),
        n => format!("no release names `{}`, nor {} other entries", first.id, n - 1),
    };
    let mut finding = Diagnostic::hint("register/unused", message).at(first.place.clone());
    for entry in unused.iter().skip(1).take(TOLD) {
        finding = finding.note_at(format!("`{}` stands here", entry.id), entry.place.clone());
    }
    report.push(finding.help("look for a slip in the id or the name; one that will be needed does no harm"));
}
