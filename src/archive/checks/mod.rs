//! What is legal and probably a mistake: findings about releases and registers that hold each other up.
//!
//! 1. the registers by themselves ([`entries`]),
//! 2. each release against the registers ([`one`]): a function of the two and nothing else, so that its answer is kept
//!    while neither changes,
//! 3. what only all releases together show.
//!
//! `registers: off` leaves the registers out. Entries that nobody uses ([`entries::unused`]) are told where somebody
//! asks: an entry that will be needed next week is nothing to be told of at every build.

pub mod basis;
pub mod entries;
pub mod finder;
pub mod mentions;
pub mod participants;

use crate::archive::checks::basis::Basis;
use crate::archive::model::{Archive, Origin};
use crate::base::diagnostic::Report;
use crate::config::Config;
use crate::release::model::{Release, Status};
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
}

/// All of it. What is known of the same registers and releases is not looked for again.
pub fn checks(checked: &mut Checked, archive: &Archive, config: &Config) -> Report {
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
            known.unwrap_or_else(|| One {
                release: item.release.clone(),
                findings: one(&item.release, &basis),
            })
        })
        .collect();
    *checked = Checked { registers: Some((basis, report.clone())), releases };
    for one in checked.releases.iter().filter(|one| !one.findings.findings().is_empty()) {
        report.absorb(one.findings.clone());
    }
    report
}

/// One release against the registers.
pub fn one(release: &Release, basis: &Basis) -> Report {
    let mut report = Report::new();
    // Nobody reads what was published in error.
    if release.front.status == Status::InError {
        return report;
    }
    let text = text(release);
    if basis.uses_registers() {
        participants::check(release, basis, &mut report);
        mentions::check(release, &text, basis, &mut report);
    }
    report
}

/// The words of a release, with marks as one letter with theirs (NFC).
fn text(release: &Release) -> String {
    let text = release.body.text();
    match is_nfc_quick(text.chars()) {
        IsNormalized::Yes => text,
        _ => text.nfc().collect(),
    }
}
