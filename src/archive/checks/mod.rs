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
pub mod units;
pub mod written;

use crate::archive::checks::alike::{Order, Pair, Trace};
use crate::archive::checks::basis::Basis;
use crate::archive::model::{Archive, Item, Origin};
use crate::base::diagnostic::Report;
use crate::config::Config;
use crate::release::model::{Release, Status};
use jiff::Timestamp;
use rayon::prelude::*;
use std::sync::Arc;
use unicode_normalization::{IsNormalized, UnicodeNormalization, is_nfc_quick};

/// So many edits at most are taken over one by one.
const FEW: usize = 64;

/// What was found before, to be kept while it stands.
#[derive(Default)]
pub struct Checked {
    registers: Option<(Basis, Report)>,
    items: Vec<Arc<Item>>,
    /// Of each item.
    found: Vec<One>,
    order: Order,
    pairs: Vec<Pair>,
}

/// What was found in a release.
struct One {
    findings: Report,
    trace: Trace,
}

impl One {
    fn new(release: &Release, basis: &Basis) -> Self {
        let (findings, trace) = one(release, basis);
        One { findings, trace }
    }
}

/// All of it. What is known of the same registers and releases is not looked for again.
pub fn checks(checked: &mut Checked, archive: &Archive, config: &Config, now: Timestamp) -> Report {
    let former = std::mem::take(checked);
    let is_known =
        former.registers.as_ref().is_some_and(|(basis, _)| basis.is_of(&archive.registers, config));
    *checked = match (is_known, is_known.then(|| former.edits(archive)).flatten()) {
        (true, Some(edits)) => former.revised(archive, &edits),
        (true, None) => former.gathered(archive),
        (false, _) => {
            let basis = Basis::new(&archive.registers, config);
            let report = entries::check(&basis);
            Checked { registers: Some((basis, report)), ..Checked::default() }.gathered(archive)
        }
    };
    let mut report = checked.registers.as_ref().map(|(_, report)| report.clone()).unwrap_or_default();
    for one in checked.found.iter().filter(|one| !one.findings.findings().is_empty()) {
        report.absorb(one.findings.clone());
    }
    report.absorb(alike::check(archive, &checked.order, &checked.pairs));
    dates::future(archive, now, &mut report);
    report
}

impl Checked {
    /// The numbers of releases that were edited, where each stands where it stood and few have changed.
    fn edits(&self, archive: &Archive) -> Option<Vec<usize>> {
        if self.items.len() != archive.items.len() {
            return None;
        }
        let pairs = self.items.iter().zip(&archive.items).enumerate();
        let edits: Vec<usize> = pairs
            .filter(|(_, (old, new))| !Arc::ptr_eq(old, new))
            .map(|(number, _)| number)
            .take(FEW + 1)
            .collect();
        let stands = |number: &usize| {
            let (old, new) = (&self.items[*number], &archive.items[*number]);
            old.release.file == new.release.file
                && old.release.language == new.release.language
                && alike::is_compared(old) == alike::is_compared(new)
        };
        (edits.len() <= FEW && edits.iter().all(stands)).then_some(edits)
    }

    /// With these releases checked anew.
    fn revised(mut self, archive: &Archive, edits: &[usize]) -> Self {
        let Some((basis, _)) = &self.registers else { return self };
        let mut order_stands = true;
        for number in edits {
            let item = &archive.items[*number];
            let one = One::new(&item.release, basis);
            if alike::is_compared(item) && one.trace != self.found[*number].trace {
                order_stands = false;
                self.order.replace(item.release.language, *number, self.found[*number].trace, one.trace);
            }
            self.found[*number] = one;
            self.items[*number] = item.clone();
        }
        self.pairs = alike::pairs_after(archive, &self.order, self.pairs, edits, order_stands);
        self
    }

    /// With every release checked that was not known as it is.
    fn gathered(self, archive: &Archive) -> Self {
        let Some((basis, report)) = self.registers else { return Checked::default() };
        let mut known: Vec<Option<One>> = archive.items.iter().map(|_| None).collect();
        for (item, one) in self.items.iter().zip(self.found) {
            if let Some(Origin::Release(number)) = archive.by_file.get(&item.release.file)
                && Arc::ptr_eq(&archive.items[*number].release, &item.release)
            {
                known[*number] = Some(one);
            }
        }
        let items = archive.items.par_iter().zip(known);
        let found: Vec<One> =
            items.map(|(item, known)| known.unwrap_or_else(|| One::new(&item.release, &basis))).collect();
        let traces: Vec<Trace> = found.iter().map(|one| one.trace).collect();
        let order = Order::new(archive, &traces);
        let pairs = alike::pairs(archive, &order);
        Checked { registers: Some((basis, report)), items: archive.items.clone(), found, order, pairs }
    }
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
