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

/// Finds entries that come after themselves. Each circle is told where a walk along the successors meets it.
pub fn check_successions(entries: &[Entry], successors: &[Vec<usize>], report: &mut Report) {
    let mut is_done = vec![false; entries.len()];
    // For each entry of the walk, where it stands in it.
    let mut walked: Vec<Option<usize>> = vec![None; entries.len()];
    for start in 0..entries.len() {
        // The entries walked, each with how many of its successors were seen.
        let mut walk: Vec<(usize, usize)> = Vec::new();
        let mut next = Some(start);
        loop {
            match next.take() {
                Some(at) if is_done[at] => {}
                Some(at) => match walked[at] {
                    Some(begin) => {
                        let circle = walk[begin..].iter().map(|(at, _)| *at);
                        tell_circle(entries, &circle.collect::<Vec<_>>(), report);
                    }
                    None => {
                        walked[at] = Some(walk.len());
                        walk.push((at, 0));
                    }
                },
                None => {}
            }
            let Some((at, seen)) = walk.last_mut() else { break };
            next = successors[*at].get(*seen).copied();
            *seen += 1;
            if next.is_none() {
                (is_done[*at], walked[*at]) = (true, None);
                walk.pop();
            }
        }
    }
}

fn tell_circle(entries: &[Entry], circle: &[usize], report: &mut Report) {
    let Some(entry) = circle.first().map(|at| &entries[*at]) else { return };
    let ids: Vec<&str> = circle.iter().take(DEEPEST).map(|at| entries[*at].id.as_str()).collect();
    report.push(
        Diagnostic::error("register/circle", format!("`{}` comes after itself", entry.id))
            .at(entry.place.clone())
            .help(format!("the successors go round: {}", ids.join(", "))),
    );
}
