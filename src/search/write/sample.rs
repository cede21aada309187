//! Some documents stand for all.

use std::ops::Range;

/// The numbers of some of the documents, at even steps.
pub(super) fn sample(documents: &Range<usize>, most: usize) -> Vec<usize> {
    let count = documents.len().min(most);
    (0..count).map(|at| documents.start + at * documents.len() / count).collect()
}
