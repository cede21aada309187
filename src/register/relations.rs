//! Entries that stand above one another, or come after one another.

use crate::base::diagnostic::{Diagnostic, Report};
use crate::register::entry::Entry;

/// Most entries that may stand above one another: a page cannot show more.
pub const DEEPEST: usize = 12;

/// Finds entries that stand above themselves, or below too many others.
pub fn check_trees(entries: &[Entry], parents: &[Option<usize>], report: &mut Report) {
    for (number, entry) in entries.iter().enumerate() {
        // The entry, the one above it, the one above that …
        let mut chain = vec![number];
        while let Some(above) = chain.last().and_then(|at| parents[*at]) {
            if above == number && chain.len() > 1 {
                let ids: Vec<&str> = chain.iter().map(|at| entries[*at].id.as_str()).collect();
                report.push(
                    Diagnostic::error("register/circle", format!("`{}` stands above itself", entry.id))
                        .at(entry.place.clone())
                        .help(format!("the parents go round: {}", ids.join(", "))),
                );
                break;
            }
            if chain.len() > DEEPEST {
                report.push(
                    Diagnostic::error(
                        "register/too-deep",
                        format!("`{}` has more than {DEEPEST} others above it", entry.id),
                    )
                    .at(entry.place.clone())
                    .help("name a parent that stands higher"),
                );
                break;
            }
            if chain.contains(&above) {
                break;
            }
            chain.push(above);
        }
    }
}

/// Finds entries that come after themselves. Each circle is told once, however long it is.
pub fn check_successions(entries: &[Entry], successors: &[Option<usize>], report: &mut Report) {
    // For each entry the walk that came by, from 1.
    let mut walked = vec![0; entries.len()];
    for start in 0..entries.len() {
        let mut at = start;
        while walked[at] == 0 {
            walked[at] = start + 1;
            let Some(next) = successors[at] else { break };
            at = next;
        }
        // An entry that names itself has been told.
        if walked[at] != start + 1 || successors[at].is_none_or(|next| next == at) {
            continue;
        }
        let mut circle = vec![at];
        while let Some(next) = circle.last().and_then(|at| successors[*at]).filter(|next| *next != at) {
            circle.push(next);
        }
        let entry = &entries[at];
        let ids: Vec<&str> = circle.iter().take(DEEPEST).map(|at| entries[*at].id.as_str()).collect();
        report.push(
            Diagnostic::error("register/circle", format!("`{}` comes after itself", entry.id))
                .at(entry.place.clone())
                .help(format!("the successors go round: {}", ids.join(", "))),
        );
    }
}
