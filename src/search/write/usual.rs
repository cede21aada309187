//! The words that stand in most of the documents of a segment, judged by a sample. Phrases that are made of them have
//! terms of their own, so that nobody has to fetch where each of them stands.

use crate::search::text::Reading;
use crate::search::write::document::Document;
use crate::search::write::sample::sample;
use rayon::prelude::*;
use rustc_hash::{FxHashMap, FxHashSet};
use serde::Serialize;
use std::ops::Range;

/// So many words are common at most, and frequent.
const COMMON: usize = 24;
const FREQUENT: usize = 256;
const SAMPLE: usize = 256;
/// Such a word stands in so many documents of the sample.
const LEAST: usize = 16;

/// Words of a segment.
#[derive(Debug, Default, Serialize)]
pub(super) struct Usual {
    /// In half of the documents.
    pub(super) common: Vec<String>,
    /// In an eighth of them.
    pub(super) frequent: Vec<String>,
}

impl Usual {
    /// The usual words of some documents.
    pub(super) fn find<'d>(
        document: &(dyn Fn(usize) -> Document<'d> + Sync),
        documents: &Range<usize>,
    ) -> Usual {
        let numbers = sample(documents, SAMPLE);
        let count = numbers.len();
        let words: Vec<FxHashSet<String>> = numbers
            .into_par_iter()
            .map(|number| {
                let document = document(number);
                let mut reading = Reading::default();
                reading.field(&document.text);
                let words = reading.elements.iter().filter(|element| !element.is_ngram);
                words.map(|element| reading.text(element).to_owned()).collect()
            })
            .collect();
        let mut df: FxHashMap<&str, usize> = FxHashMap::default();
        for word in words.iter().flatten() {
            *df.entry(word).or_default() += 1;
        }
        let mut ranked: Vec<(&str, usize)> =
            df.into_iter().filter(|(_, df)| *df >= LEAST && df * 8 >= count).collect();
        ranked.sort_unstable_by(|a, b| b.1.cmp(&a.1).then(a.0.cmp(b.0)));
        let most = ranked.iter().take(COMMON).take_while(|(_, df)| df * 2 >= count).count();
        let sorted = |words: &[(&str, usize)]| {
            let mut words: Vec<String> = words.iter().map(|(word, _)| (*word).to_owned()).collect();
            words.sort_unstable();
            words
        };
        let rest = &ranked[most..];
        Usual { common: sorted(&ranked[..most]), frequent: sorted(&rest[..rest.len().min(FREQUENT)]) }
    }
}
