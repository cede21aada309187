//! What is legal and probably a mistake: findings about releases and registers that hold each other up.
//!
//! 1. the registers by themselves ([`entries`]),
//! 2. each release against the registers ([`one`]): a function of the two and nothing else, so that its answer is kept
//!    while neither changes,
//! 3. what only all releases together show ([`alike`]), by a few numbers of each.
//!
//! `registers: off` leaves the registers out. Entries that nobody uses ([`entries::unused`]) are told where somebody
//! asks: an entry that will be needed next week is nothing to be told of at every build.

pub mod alike;
pub mod basis;
pub mod dates;
pub mod entries;
pub mod finder;
pub mod mentions;
pub mod participants;
pub mod written;

use crate::archive::checks::alike::Trace;
use crate::archive::checks::basis::Basis;
use crate::archive::model::{Archive, Origin};
use crate::base::diagnostic::Report;
use crate::config::Config;
use crate::release::model::{Release, Status};
use jiff::Timestamp;
use rayon::prelude::*;
use std::sync::Arc;
use unicode_normalization::{IsNormalized, UnicodeNormalization, is_nfc_quick};

/// What was found before, to be kept while it stands.
#[derive(Default)]
pub struct Checked {
    registers: Option<(Basis, Report)>,
    releases: Vec<One>,
}

/// What was found in a release.
struct One {
    release: Arc<Release>,
    findings: Report,
    trace: Trace,
}

/// All of it. What is known of the same registers and releases is not looked for again.
pub fn checks(checked: &mut Checked, archive: &Archive, config: &Config, now: Timestamp) -> Report {
    let mut known: Vec<Option<One>> = archive.items.iter().map(|_| None).collect();
    let former = std::mem::take(checked);
    let (basis, mut report) = match former.registers {
        Some((basis, report)) if basis.is_of(&archive.registers, config) => {
            for (place, one) in former.releases.into_iter().enumerate() {
                let is_at = |number: usize| {
                    archive.items.get(number).is_some_and(|item| Arc::ptr_eq(&item.release, &one.release))
                };
                // Most stand where they stood.
                let number = match archive.by_file.get(&one.release.file) {
                    _ if is_at(place) => place,
                    Some(Origin::Release(number)) if is_at(*number) => *number,
                    _ => continue,
                };
                known[number] = Some(one);
            }
            (basis, report)
        }
        _ => {
            let basis = Basis::new(&archive.registers, config);
            let report = entries::check(&basis);
            (basis, report)
        }
    };
    let items = archive.items.par_iter().zip(known);
    let releases: Vec<One> = items
        .map(|(item, known)| {
            known.unwrap_or_else(|| {
                let (findings, trace) = one(&item.release, &basis);
                One { release: item.release.clone(), findings, trace }
            })
        })
        .collect();
    *checked = Checked { registers: Some((basis, report.clone())), releases };
    for one in checked.releases.iter().filter(|one| !one.findings.findings().is_empty()) {
        report.absorb(one.findings.clone());
    }
    let traces: Vec<Trace> = checked.releases.iter().map(|one| one.trace).collect();
    report.absorb(alike::check(archive, &traces));
    archive.items.iter().for_each(|item| dates::future(&item.release, now, &mut report));
    report
}

/// One release against the registers and the calendar, and what it is compared with others by.
pub fn one(release: &Release, basis: &Basis) -> (Report, Trace) {
    let mut report = Report::new();
    let text = text(release);
    let trace = Trace::of(release, &text);
    // Nobody reads what was published in error.
    if release.front.status == Status::InError {
        return (report, trace);
    }
    dates::check(release, &text, basis, &mut report);
    if basis.uses_registers() {
        participants::check(release, basis, &mut report);
        mentions::check(release, &text, basis, &mut report);
    }
    (report, trace)
}

/// The words of a release, with marks as one letter with theirs (NFC).
fn text(release: &Release) -> String {
    let text = release.body.text();
    match is_nfc_quick(text.chars()) {
        IsNormalized::Yes => text,
        _ => text.nfc().collect(),
    }
}
