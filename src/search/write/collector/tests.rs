//! The text rules, by the examples that the client is tested with, too.

use crate::search::codec::Reader;
use crate::search::format::{Kept, Kind, Status};
use crate::search::text::{PREFIXES, Reading, joins};
use crate::search::write::collector::{Collector, Words};
use crate::search::write::document::{Document, Entity, Name};
use crate::search::write::names::Names;
use crate::search::write::usual::Usual;
use rustc_hash::FxHashSet;
use serde::Deserialize;

/// An example of the text rules, shared with the client.
#[derive(Deserialize)]
struct Vector {
    name: String,
    text: String,
    common: Vec<String>,
    #[serde(default)]
    frequent: Vec<String>,
    known: Vec<String>,
    /// Folded text, position and, where it differs, plain form.
    elements: Vec<Vec<serde_json::Value>>,
    terms: Vec<(String, String, Option<u32>)>,
}

#[test]
fn the_text_rules_are_those_of_the_shared_examples() {
    let vectors: Vec<Vector> =
        serde_json::from_str(include_str!("../../../../tests/search/vectors.json")).expect("vectors.json");
    assert!(vectors.len() > 40);
    for vector in vectors {
        let mut reading = Reading::default();
        reading.field(&vector.text);
        let elements: Vec<Vec<serde_json::Value>> = reading
            .elements
            .iter()
            .map(|element| {
                let mut values = vec![reading.text(element).into(), element.position.into()];
                values.extend(reading.plain(element).map(Into::into));
                values
            })
            .collect();
        assert_eq!(elements, vector.elements, "elements of {}", vector.name);
        let usual = Usual { common: vector.common, frequent: vector.frequent };
        let found = terms(&vector.text, usual, &vector.known);
        let mut wanted = vector.terms;
        for (key, form, position) in &mut wanted {
            // The index keeps no positions of some terms.
            if found.contains(&(key.clone(), form.clone(), None)) {
                *position = None;
            }
        }
        wanted.sort();
        wanted.dedup();
        assert_eq!(found, wanted, "terms of {}", vector.name);
    }
}

/// Key, form and position of each term of a text.
fn terms(text: &str, usual: Usual, known: &[String]) -> Vec<(String, String, Option<u32>)> {
    let entity = |name: &'static str| Entity {
        kind: Kind::Person,
        id: "x",
        names: vec![Name { language: 0, name, address: String::new() }],
        aliases: Vec::new(),
        documents: Vec::new(),
    };
    let entities: Vec<Entity<'_>> = known.iter().map(|name| entity(name.clone().leak())).collect();
    let names = Names::new(&entities);
    let words = Words::new(&usual);
    let mut collector = Collector::new(&names, &words);
    let document = Document {
        title: "",
        summary: None,
        lead: 0..0,
        text: text.into(),
        facts: Vec::new(),
        address: String::new(),
        day: jiff::civil::Date::constant(2022, 9, 28),
        language: 0,
        status: Status::Published,
    };
    collector.add(&document, &mut FxHashSet::default());
    let run = collector.finish(0);
    let mut terms = Vec::new();
    let mut all = run.terms();
    while let Some(term) = all.next() {
        let (key, suffix) = all.name.split_once('\0').expect("every term has a key");
        let form = if suffix.starts_with('\u{1}') {
            suffix.to_owned()
        } else {
            let stem = if suffix.is_empty() && !key.ends_with('~') { key } else { key.trim_end_matches('~') };
            format!("{stem}{suffix}")
        };
        let mut reader = Reader::new(term.positions);
        if term.kept == Kept::Nothing {
            terms.push((key.to_owned(), form, None));
            continue;
        }
        let mut position = 0;
        while !reader.is_empty() {
            position += reader.u().expect("a number") / 2;
            terms.push((key.to_owned(), form.clone(), Some(position)));
        }
    }
    terms.sort();
    terms
}

#[test]
fn each_prefix_joins_the_next_word() {
    for prefix in PREFIXES {
        assert!(joins(prefix, "one") && !joins(prefix, "to") && !joins(&format!("{prefix}xx"), "one"));
    }
    assert!(!joins("", "one") && !joins("é", "one") && !joins("operation", "one"));
}
