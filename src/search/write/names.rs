//! Names that are written without spaces and have three characters or more: each is a term of its own, so that a
//! search for a person's Chinese name reads one list and no positions.

use crate::search::text::{Reading, is_run};
use crate::search::write::document::Entity;
use rustc_hash::FxHashMap;

/// A known name.
#[derive(Debug)]
pub(super) struct Known {
    /// Number among the known names.
    pub(super) number: u32,
    /// Folded.
    pub(super) text: String,
    /// How many characters it has.
    pub(super) characters: usize,
}

/// Known names by their first two characters.
#[derive(Debug, Default)]
pub(super) struct Names {
    by_beginning: FxHashMap<String, Vec<Known>>,
    texts: Vec<String>,
}

impl Names {
    /// The names of entities that are terms.
    pub(super) fn new(entities: &[Entity<'_>]) -> Self {
        let mut reading = Reading::default();
        let mut texts: Vec<String> = Vec::new();
        for entity in entities {
            for name in entity.names.iter().map(|name| name.name).chain(entity.aliases.iter().copied()) {
                reading.clear();
                reading.field(name);
                let elements = &reading.elements;
                if let [first, _, .., last] = elements.as_slice()
                    && is_run(elements)
                    && elements.len() >= 3
                {
                    texts.push(reading.joined(first, last).to_owned());
                }
            }
        }
        texts.sort();
        texts.dedup();
        let mut by_beginning: FxHashMap<String, Vec<Known>> = FxHashMap::default();
        for (number, text) in texts.iter().enumerate() {
            let beginning: String = text.chars().take(2).collect();
            let known = Known { number: number as u32, text: text.clone(), characters: text.chars().count() };
            by_beginning.entry(beginning).or_default().push(known);
        }
        Names { by_beginning, texts }
    }

    /// Whether there are none.
    pub(super) fn is_empty(&self) -> bool {
        self.texts.is_empty()
    }

    /// The names that begin with two characters.
    pub(super) fn beginning(&self, pair: &str) -> &[Known] {
        self.by_beginning.get(pair).map_or(&[], Vec::as_slice)
    }

    /// A name by its number.
    pub(super) fn text(&self, number: u32) -> &str {
        &self.texts[number as usize]
    }
}
