//! The one gate. A held release is dropped here, before anything is counted, linked or named, so the site is
//! the same as if its file were not there. No other code asks whether a release is held.

use crate::release::model::{Release, Status};
use jiff::Timestamp;

/// What passed the gate.
pub struct Gated<T> {
    /// What the site is made of.
    pub released: Vec<T>,
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

/// Why the release is held at `now`, or nothing when it is released.
pub fn hold(release: &Release, now: Timestamp) -> Option<Hold> {
    if release.front.status == Status::Draft {
        return Some(Hold::Draft);
    }
    let embargo = release.front.embargo.map(|moment| moment.at);
    let due = embargo.into_iter().fold(release.front.date.at, Timestamp::max);
    (due > now).then_some(Hold::Until(due))
}

/// Lets through what is released at `now`; with `drafts`, everything. `of` finds the release in an item.
pub fn pass<T>(items: Vec<T>, now: Timestamp, drafts: bool, of: impl Fn(&T) -> &Release) -> Gated<T> {
    let mut gated = Gated { released: Vec::with_capacity(items.len()), held: 0, next_due: None };
    for item in items {
        match hold(of(&item), now) {
            Some(hold) if !drafts => {
                gated.held += 1;
                if let Hold::Until(due) = hold {
                    gated.next_due = Some(gated.next_due.map_or(due, |earlier: Timestamp| earlier.min(due)));
                }
            }
            _ => gated.released.push(item),
        }
    }
    gated
}
