//! The findings of one body, whose places are bytes of the file though the parser counts from the body.

use std::ops::Range;
use std::sync::Arc;

use crate::base::diagnostic::{Diagnostic, Report};
use crate::base::source::Place;

/// Collects findings.
pub(super) struct Findings<'a> {
    file: &'a Arc<str>,
    offset: usize,
    report: Report,
}

impl<'a> Findings<'a> {
    /// For a body that begins at this byte of the file.
    pub(super) fn new(file: &'a Arc<str>, offset: usize) -> Self {
        Findings { file, offset, report: Report::new() }
    }

    /// A range of the body as a range of the file.
    pub(super) fn in_file(&self, range: &Range<usize>) -> Range<usize> {
        self.offset + range.start..self.offset + range.end
    }

    /// A range of the body as a place.
    pub(super) fn place(&self, range: &Range<usize>) -> Place {
        Place::bytes(self.file, self.in_file(range))
    }

    /// Adds a finding at a range of the body.
    pub(super) fn push(&mut self, range: &Range<usize>, finding: Diagnostic) {
        let place = self.place(range);
        self.report.push(finding.at(place));
    }

    /// All of them.
    pub(super) fn finish(self) -> Report {
        self.report
    }
}
