//! What a release says, as one digest: it stays the same in another theme, on another address and with another crier,
//! and changes with any word. SHA-256 (FIPS 180-4) of this array as JSON (RFC 8259) without white space, non-ASCII
//! characters as they are (UTF-8):
//!
//! ```text
//! [title, summary, number, place, issuer, [source, its address], [event from, event to], [[name, title, role], …],
//!  [[name, role], …], [[date, note, kind], …], text]
//! ```
//!
//! What is not written is null; of an event date of one day, `to` is. Names are those of the file, so that the
//! registers may grow. Changes are in the order of their dates. Dates are as written: a day, or RFC 3339. Text is the
//! words of the body, one space between two.

use crate::base::output::hexadecimal;
use crate::release::model::{Release, Status};
use serde_json::json;
use sha2::{Digest, Sha256};

/// The digest, 64 lower-case hexadecimal digits; nothing of a release in error, which says nothing any more.
pub fn of(release: &Release) -> Option<String> {
    let front = &release.front;
    if front.status == Status::InError {
        return None;
    }
    let from = front.event.as_ref().map(|event| event.0.iso());
    let to = front.event.as_ref().and_then(|event| event.1.as_ref()).map(|to| to.iso());
    let attendees: Vec<_> =
        front.attendees.iter().map(|person| json!([person.name, person.title, person.role])).collect();
    let units: Vec<_> = front.units.iter().map(|unit| json!([unit.name, unit.role])).collect();
    let source = front.source.as_ref().map(|(name, url)| json!([name, url]));
    let mut changes: Vec<_> = front.changes.iter().collect();
    changes.sort_by_key(|change| change.date.at);
    let changes: Vec<_> =
        changes.into_iter().map(|change| json!([change.date.iso(), change.note, change.kind()])).collect();
    let text = release.body.text();
    let text = text.split_whitespace().collect::<Vec<_>>().join(" ");
    let said = json!([
        front.title,
        front.summary,
        front.number,
        front.place,
        front.issuer,
        source,
        [from, to],
        attendees,
        units,
        changes,
        text
    ]);
    Some(hexadecimal(&Sha256::digest(said.to_string())))
}
