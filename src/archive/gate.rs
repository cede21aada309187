//! The one gate. A held release is dropped here, before anything is counted, linked or named, together with
//! what was found in its file: the site and the log are the same as if the file were not there. No other code
//! asks whether a release is left out.

use crate::archive::links::Broken;
use crate::base::diagnostic::Report;
use crate::release::Reading;
use crate::release::model::{Release, Status};
use jiff::Timestamp;
use std::sync::Arc;

/// What the gate goes by.
#[derive(Debug, Clone, Copy)]
pub struct Gate {
    /// The moment for which the site is built.
    pub now: Timestamp,
    /// Whether held releases are let through, for a preview.
    pub drafts: bool,
}

/// What passed the gate.
pub struct Gated {
    /// What the site is made of.
    pub released: Vec<Arc<Release>>,
    /// Files that gave no release. What cannot be read cannot be known to be held.
    pub broken: Broken,
    /// How many were held.
    pub held: usize,
    /// When the next held release is due, where a moment and not a hand holds it.
    pub next_due: Option<Timestamp>,
}

/// Why a release is held.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Hold {
    /// It is a draft.
    Draft,
    /// Its date or its embargo is still to come.
    Until(Timestamp),
}

/// Why a release is held at `now`, or nothing when it is released.
pub fn hold(release: &Release, now: Timestamp) -> Option<Hold> {
    decide(release.front.status == Status::Draft, Some(release.front.due()), now)
}

fn decide(is_draft: bool, due: Option<Timestamp>, now: Timestamp) -> Option<Hold> {
    if is_draft { Some(Hold::Draft) } else { due.filter(|due| *due > now).map(Hold::Until) }
}

/// Lets through what is released; for a preview, everything.
pub fn pass(readings: &[Arc<Reading>], gate: Gate) -> (Gated, Report) {
    let mut report = Report::new();
    let mut gated = Gated {
        released: Vec::with_capacity(readings.len()),
        broken: Broken::default(),
        held: 0,
        next_due: None,
    };
    for reading in readings {
        match decide(reading.is_draft, reading.due, gate.now) {
            Some(hold) if !gate.drafts => {
                gated.held += 1;
                if let Hold::Until(due) = hold {
                    gated.next_due = Some(gated.next_due.map_or(due, |earlier: Timestamp| earlier.min(due)));
                }
            }
            _ => {
                report.absorb(reading.findings.clone());
                match &reading.release {
                    Some(release) => gated.released.push(release.clone()),
                    None => {
                        gated.broken.ids.extend(reading.id.clone());
                        gated.broken.files.insert(reading.file.to_string());
                    }
                }
            }
        }
    }
    (gated, report)
}
