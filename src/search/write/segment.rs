//! A segment: documents of some months in a row, with their terms and texts in files of one folder.

use crate::search::codec::{Bits, Content, pack, put_u};
use crate::search::write::card;
use crate::search::write::collector::{Collector, Words};
use crate::search::write::dictionary::Dictionary;
use crate::search::write::document::Document;
use crate::search::write::merge::merge;
use crate::search::write::names::Names;
use crate::search::write::output::{Output, Put, short};
use crate::search::write::run::{DOCUMENTS, Run};
use crate::search::write::sample::sample;
use crate::search::write::shards::{Beginnings, Shards};
use crate::search::write::sizes::{Sizes, UNDIVIDED};
use crate::search::write::usual::Usual;
use rayon::prelude::*;
use rustc_hash::FxHashSet;
use serde::Serialize;
use sha2::{Digest, Sha256};
use std::io;
use std::ops::Range;

/// Segments that are closed have a multiple of so many documents, and no more than the largest.
const STEP: usize = 4096;
const LARGEST: usize = STEP << 5;
/// How long a document is, is judged by so many.
const SAMPLE: usize = 256;
/// A document file has no more documents.
const MOST_PER_FILE: usize = 64;

/// What the root says of a segment.
#[derive(Debug, Serialize)]
pub(super) struct Segment {
    folder: String,
    documents: usize,
    /// Of documents.
    files: usize,
    shards_per_file: usize,
    #[serde(flatten)]
    usual: Usual,
    #[serde(flatten)]
    beginnings: Beginnings,
}

/// What is needed to make segments.
pub(super) struct Maker<'a, 'd> {
    pub(super) document: &'a (dyn Fn(usize) -> Document<'d> + Sync),
    pub(super) known: &'a Names,
    pub(super) dictionary: &'a Dictionary,
    /// How many documents all segments have.
    pub(super) documents: usize,
    pub(super) generator: &'a str,
    pub(super) put: Put<'a>,
}

/// How many documents each segment has, newest segment first. `months` are the numbers of documents of each month,
/// newest first.
pub(super) fn cut(months: &[usize]) -> Vec<usize> {
    let mut rest: usize = months.iter().sum();
    if (1..UNDIVIDED).contains(&rest) {
        return vec![rest];
    }
    let mut months = months.iter().rev();
    let mut segments = Vec::new();
    while rest >= STEP {
        let wanted = (rest / STEP * STEP).min(LARGEST);
        let mut documents = 0;
        while documents < wanted {
            let Some(month) = months.next() else { break };
            documents += month;
        }
        segments.push(documents);
        rest -= documents;
    }
    if rest > 0 {
        segments.push(rest);
    }
    segments.reverse();
    segments
}

impl Maker<'_, '_> {
    /// Writes the segment of some documents.
    pub(super) fn make(&self, documents: Range<usize>) -> io::Result<Segment> {
        let usual = Usual::find(self.document, &documents);
        let words = Words::new(&usual);
        let firsts: Vec<usize> = documents.clone().step_by(DOCUMENTS).collect();
        let parts: Vec<Part> = firsts
            .par_iter()
            .map(|first| self.part(*first..documents.end.min(first + DOCUMENTS), documents.start, &words))
            .collect();
        let files = self.files(&documents);
        let folder = self.folder(&parts, files, &usual);
        let runs: Vec<Run> = parts.into_iter().map(|part| part.run).collect();
        let sizes = Sizes::of(self.documents);
        let mut output = Output::new(self.put, &folder);
        let size = runs.iter().map(|run| run.size).sum();
        let mut shards = Shards::new(documents.len(), size, sizes, &mut output);
        merge(&runs, |term| shards.take(term))?;
        let beginnings = shards.finish()?;
        drop(runs);
        self.texts(&folder, &documents, files)?;
        Ok(Segment {
            folder,
            documents: documents.len(),
            files,
            shards_per_file: sizes.shards_per_file,
            usual,
            beginnings,
        })
    }

    /// How many files the documents are written to.
    fn files(&self, documents: &Range<usize>) -> usize {
        let numbers = sample(documents, SAMPLE);
        let encode = |number: &usize| {
            let mut bits = Bits::default();
            self.dictionary.encode(&(self.document)(*number), &mut bits);
            bits.size()
        };
        let coded: usize = numbers.par_iter().map(encode).sum();
        let all = coded * documents.len() / numbers.len().max(1);
        all.div_ceil(Sizes::of(self.documents).documents)
            .clamp(documents.len().div_ceil(MOST_PER_FILE), documents.len())
    }

    /// Reads some documents.
    fn part(&self, documents: Range<usize>, start: usize, words: &Words) -> Part {
        let mut collector = Collector::new(self.known, words);
        let mut hash = Sha256::new();
        let mut found = FxHashSet::default();
        let first = (documents.start - start) as u32;
        for number in documents {
            let document = (self.document)(number);
            let card = card::fields(&document, document.summary.unwrap_or_default());
            let texts = card.iter().chain([&document.text]).chain(&document.facts);
            for text in texts {
                hash.update(text.as_bytes());
                hash.update([0]);
            }
            // Where the facts end.
            hash.update([1]);
            collector.add(&document, &mut found);
        }
        Part { run: collector.finish(first), hash: hash.finalize().into(), found }
    }

    /// The name of the folder: a hash of all that its files are made from.
    fn folder(&self, parts: &[Part], files: usize, usual: &Usual) -> String {
        let mut hash = Sha256::new();
        hash.update(self.generator.as_bytes());
        hash.update(self.dictionary.name());
        hash.update(files.to_le_bytes());
        for words in [&usual.common, &usual.frequent] {
            hash.update(words.join(" ").as_bytes());
            hash.update([0]);
        }
        parts.iter().for_each(|part| hash.update(part.hash));
        let mut found: Vec<u32> = parts.iter().flat_map(|part| part.found.iter().copied()).collect();
        found.sort_unstable();
        found.dedup();
        for name in found {
            hash.update(self.known.text(name).as_bytes());
            hash.update([0]);
        }
        short(&hash.finalize())
    }

    /// Writes cards and texts.
    fn texts(&self, folder: &str, documents: &Range<usize>, files: usize) -> io::Result<()> {
        let first = |file: usize| documents.start + (file * documents.len()).div_ceil(files);
        (0..files).into_par_iter().try_for_each(|file| {
            let mut bits = Bits::default();
            let mut tokens = 0;
            for number in first(file)..first(file + 1) {
                tokens += self.dictionary.encode(&(self.document)(number), &mut bits);
            }
            let mut bytes = Vec::new();
            put_u(&mut bytes, tokens);
            bytes.extend(bits.finish());
            (self.put)(&format!("{folder}/d{file}.bin"), &pack(&bytes, Content::Codes))
        })
    }
}

/// Some documents of a segment, read.
struct Part {
    run: Run,
    hash: [u8; 32],
    found: FxHashSet<u32>,
}

#[cfg(test)]
mod tests {
    use super::cut;
    use proptest::prelude::*;

    #[test]
    fn few_documents_are_one_segment() {
        assert_eq!(cut(&[]), Vec::<usize>::new());
        assert_eq!(cut(&[1]), [1]);
        assert_eq!(cut(&[9000, 7000]), [16_000]);
    }

    #[test]
    fn all_but_the_newest_documents_are_few_segments() {
        assert_eq!(cut(&[100; 1000]), [1600, 98_400]);
        assert_eq!(cut(&[100; 3000]), [900, 36900, 131100, 131100]);
    }

    #[test]
    fn a_new_release_leaves_old_segments_alone() {
        let before = cut(&[100; 1000]);
        let mut months = vec![100; 1000];
        months[0] = 101;
        assert_eq!(cut(&months)[1..], before[1..]);
    }

    proptest! {
        #[test]
        fn every_document_is_in_one_segment(months in proptest::collection::vec(0..9000usize, 0..60)) {
            let segments = cut(&months);
            prop_assert_eq!(segments.iter().sum::<usize>(), months.iter().sum::<usize>());
            prop_assert!(segments.len() <= 12);
        }
    }
}
