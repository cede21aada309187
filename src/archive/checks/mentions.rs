//! Registered people whom a text names and `attendees` does not: whole names and aliases, the longest first.

use crate::archive::checks::basis::Basis;
use crate::base::diagnostic::{Diagnostic, Report};
use crate::base::source::Place;
use crate::base::words;
use crate::register::key;
use crate::release::model::Release;
use std::collections::BTreeSet;
use std::ops::Range;

/// How many names a finding tells one by one.
const TOLD: usize = 5;

/// Tells of people whom the text names, and who are not among the attendees.
pub fn check(release: &Release, text: &str, basis: &Basis, report: &mut Report) {
    let found = basis.people.find(text);
    if found.is_empty() {
        return;
    }
    let register = &basis.registers.people;
    let mut known: BTreeSet<usize> = BTreeSet::new();
    for person in &release.front.attendees {
        // A name that several share is told by itself; whichever is meant is among the attendees.
        known.extend(basis.shared_people.get(&key(&person.name)).into_iter().flatten());
        known.extend(register.find(&person.name));
    }
    let mut missing: Vec<(Range<usize>, &[usize])> = Vec::new();
    for (range, name) in found {
        let entries = &basis.people.meant[name];
        if !entries.iter().any(|entry| known.contains(entry)) {
            known.extend(entries);
            missing.push((range, entries));
        }
    }
    let Some((first, _)) = missing.first() else { return };
    let others = match missing.len() {
        1 => " is".to_owned(),
        2 => " and another one are".to_owned(),
        n => format!(" and {} others are", n - 1),
    };
    let place = |range: &Range<usize>| Place::words(&release.file, words::at(text, range.clone()));
    let message = format!("`{}`{others} named in the text, but not in `attendees`", &text[first.clone()]);
    let mut finding = Diagnostic::hint("release/missing-attendee", message).at(place(first));
    for (range, _) in missing.iter().skip(1).take(TOLD) {
        finding = finding.note_at(format!("`{}` is named here", &text[range.clone()]), place(range));
    }
    let id = |entries: &[usize]| {
        let ids: Vec<&str> = entries.iter().map(|at| register.entries[*at].id.as_str()).collect();
        format!("`{}`", ids.join("` or `"))
    };
    let ids: Vec<String> = missing.iter().take(TOLD + 1).map(|(_, entries)| id(entries)).collect();
    report.push(finding.help(format!("whoever took part belongs into `attendees`: {}", ids.join(", "))));
}
