//! What registers say of names and lives: names of a unit at other times, aliases that are the name, terms of office
//! in a unit that was not there.

use crate::archive::checks::basis::{Basis, place};
use crate::base::diagnostic::{Diagnostic, Report};
use crate::register::entry::{Entry, NameOfATime, Term};
use jiff::civil::Date;

/// Tells of them.
pub fn check(basis: &Basis, report: &mut Report) {
    let registers = &basis.registers;
    for register in [&registers.people, &registers.units, &registers.topics] {
        register.entries.iter().for_each(|entry| same_aliases(entry, report));
    }
    for entry in &registers.units.entries {
        names(entry, report);
    }
    for entry in &registers.people.entries {
        for (number, term) in entry.terms.iter().enumerate() {
            let unit = term.unit.as_deref().and_then(|name| registers.units.find(name));
            if let Some(unit) = unit.map(|unit| &registers.units.entries[unit]) {
                outside_life(entry, number, term, unit, report);
            }
        }
    }
}

/// Aliases that say nothing new.
fn same_aliases(entry: &Entry, report: &mut Report) {
    let names = entry.name.all();
    for (number, alias) in entry.aliases.iter().enumerate() {
        if names.contains(&alias.trim()) {
            let message = format!("the alias `{}` is the name of `{}` already", alias.trim(), entry.id);
            report.push(
                Diagnostic::hint("register/same-alias", message)
                    .at(place(entry, |path| path.key("aliases").item(number)))
                    .help("delete it"),
            );
        }
    }
}

/// Names of a unit that are never printed, and two of one time, of which one is printed.
fn names(entry: &Entry, report: &mut Report) {
    let at = |number: usize| place(entry, |path| path.key("names").item(number));
    let name = |number: usize| entry.names[number].name.all().first().map_or("", |name| *name);
    let (mut timed, bare): (Vec<usize>, Vec<usize>) =
        (0..entry.names.len()).partition(|number| entry.names[*number].has_time());
    for number in bare {
        let message = format!("`{}` has neither `from` nor `to`, and is never printed", name(number));
        report.push(
            Diagnostic::warning("register/name-without-time", message).at(at(number)).help(
                "say when it was the name; one by which releases mention the unit goes under `aliases`",
            ),
        );
    }
    let span = |name: &NameOfATime| (name.from.unwrap_or(Date::MIN), name.to.unwrap_or(Date::MAX));
    timed.sort_by_key(|number| (span(&entry.names[*number]), *number));
    // Beside the one before it that lasts longest.
    let mut longest: Option<usize> = None;
    for number in timed {
        let (from, to) = span(&entry.names[number]);
        let last = longest.map(|before| span(&entry.names[before]).1);
        if let Some(before) = longest.filter(|_| last.is_some_and(|last| from <= last)) {
            let (first, second) = (before.min(number), before.max(number));
            let message = format!("`{}` and `{}` are names of one time", name(first), name(second));
            report.push(
                Diagnostic::warning("register/overlapping-names", message)
                    .at(at(second))
                    .note_at("the other name stands here", at(first))
                    .help("end one before the other begins; on a day of both the first is printed"),
            );
        }
        if last.is_none_or(|last| last <= to) {
            longest = Some(number);
        }
    }
}

/// A term that begins before its unit was there, or lasts when it is no more.
fn outside_life(entry: &Entry, number: usize, term: &Term, unit: &Entry, report: &mut Report) {
    let (begin, end) = unit.life();
    let (key, message) = if let Some(from) = term.from.filter(|from| *from < begin) {
        ("from", format!("the term begins on {from}, and `{}` on {begin}", unit.id))
    } else if let Some(to) = term.to.filter(|to| *to < begin) {
        ("to", format!("the term ends on {to}, and `{}` begins on {begin}", unit.id))
    } else if let Some(to) = term.to.filter(|to| *to > end) {
        ("to", format!("the term ends on {to}, and `{}` ended on {end}", unit.id))
    } else if let Some(from) = term.from.filter(|from| *from > end) {
        ("from", format!("the term begins on {from}, and `{}` ended on {end}", unit.id))
    } else if term.to.is_none() && unit.to.is_some() {
        ("to", format!("the term has no end, and `{}` ended on {end}", unit.id))
    } else {
        return;
    };
    report.push(
        Diagnostic::warning("register/term-outside-unit", message)
            .at(place(entry, |path| path.key("terms").item(number).key(key)))
            .note_at("the unit stands here", unit.place.clone())
            .help("mend the term, its `unit`, or `from` and `to` of the unit"),
    );
}
