//! The HTML, the plain text and the holes of a body while they grow together.

use std::ops::Range;

use crate::release::markdown::body::{Fill, Hole};
use crate::release::markdown::escape;

/// What has been written so far: of the page, or of a footnote that is set aside for its end.
#[derive(Default)]
pub(super) struct Out {
    /// The HTML.
    pub(super) html: String,
    /// The words.
    pub(super) text: String,
    /// Where in the words the first paragraph stands.
    pub(super) lead: Option<Range<usize>>,
    /// The holes of the HTML, by position.
    pub(super) holes: Vec<Hole>,
    /// The headings, whose levels are settled when all are known.
    pub(super) headings: Vec<Mark>,
}

/// A heading that has been written.
pub(super) struct Mark {
    /// Where the digit of the opening tag stands, and that of the closing tag.
    pub(super) digits: [usize; 2],
    /// The level as written in the Markdown.
    pub(super) level: u8,
    /// Its id.
    pub(super) id: String,
    /// Its words.
    pub(super) title: String,
    /// Bytes of the body.
    pub(super) range: Range<usize>,
}

impl Out {
    /// Words: escaped into the HTML, plain into the text.
    pub(super) fn words(&mut self, words: &str) {
        escape::both(&mut self.html, &mut self.text, words);
    }

    /// HTML as it is.
    pub(super) fn html(&mut self, html: &str) {
        self.html.push_str(html);
    }

    /// The beginning of a block: on its own line in both.
    pub(super) fn block(&mut self, html: &str) {
        if !self.html.is_empty() && !self.html.ends_with('\n') {
            self.html.push('\n');
        }
        self.html.push_str(html);
        self.break_text();
    }

    /// The next words begin a new line of the text.
    pub(super) fn break_text(&mut self) {
        while self.text.ends_with(' ') {
            self.text.pop();
        }
        if !self.text.is_empty() && !self.text.ends_with('\n') {
            self.text.push('\n');
        }
    }

    /// A hole at the end.
    pub(super) fn hole(&mut self, fill: Fill, source: Range<usize>) {
        self.holes.push(Hole { at: self.html.len(), fill, source });
    }

    /// Writes over a range of the HTML near its end, and moves the holes behind it along.
    pub(super) fn replace(&mut self, range: Range<usize>, with: &str) {
        self.html.replace_range(range.clone(), with);
        let behind = self.holes.partition_point(|hole| hole.at < range.end);
        for hole in &mut self.holes[behind..] {
            hole.at = hole.at - range.len() + with.len();
        }
    }

    /// Inserts HTML with a hole in it, given as what stands before and behind the hole.
    pub(super) fn insert_around(
        &mut self,
        at: usize,
        before: &str,
        fill: Fill,
        source: Range<usize>,
        behind: &str,
    ) {
        self.replace(at..at, &[before, behind].concat());
        let index = self.holes.partition_point(|hole| hole.at < at);
        self.holes.insert(index, Hole { at: at + before.len(), fill, source });
    }

    /// Takes over another part, at the end.
    pub(super) fn append(&mut self, mut other: Out) {
        let by = self.html.len();
        self.html.push_str(&other.html);
        self.break_text();
        self.text.push_str(&other.text);
        for hole in &mut other.holes {
            hole.at += by;
        }
        self.holes.append(&mut other.holes);
        for mark in &mut other.headings {
            mark.digits = mark.digits.map(|digit| digit + by);
        }
        self.headings.append(&mut other.headings);
    }
}

#[cfg(test)]
mod tests {
    use super::Out;
    use crate::release::markdown::body::Fill;

    #[test]
    fn holes_move_with_what_is_put_before_them() {
        let mut out = Out::default();
        out.html("<p>");
        out.hole(Fill::Message("inner"), 0..0);
        out.html("</p>");
        out.replace(0..3, "<figure>");
        assert_eq!(out.holes[0].at, 8);
        out.insert_around(0, "<b ", Fill::Message("outer"), 0..0, ">");
        let at: Vec<_> = out.holes.iter().map(|hole| hole.at).collect();
        assert_eq!(at, [3, 12]);
        assert_eq!(out.html, "<b ><figure></p>");
    }

    #[test]
    fn a_part_keeps_its_holes() {
        let (mut out, mut note) = (Out::default(), Out::default());
        out.html("page");
        note.html("no");
        note.hole(Fill::Message("x"), 0..0);
        out.append(note);
        assert_eq!(out.holes[0].at, 6);
    }
}
