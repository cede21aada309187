//! Finds the front matter block of a Markdown file.

use std::ops::Range;

/// Where the two parts of a Markdown file lie, in bytes of the file, and what was odd about the fences.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Fenced {
    /// The YAML between the fences.
    pub front: Range<usize>,
    /// The Markdown after the closing fence.
    pub body: Range<usize>,
    /// Oddities that are read through, each with the bytes where it stands.
    pub oddities: Vec<(Oddity, Range<usize>)>,
}

/// What may be odd about a front matter block that can be read all the same.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Oddity {
    /// The file begins with a byte order mark.
    ByteOrderMark,
    /// Lines end in CR LF.
    CarriageReturns,
    /// Blank lines stand before the opening fence.
    BlankBefore,
    /// A fence has white space behind it.
    TrailingSpace,
}

/// Why there is no front matter block.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Unfenced {
    /// The file does not begin with `---`; the range is its first line.
    Missing(Range<usize>),
    /// The opening fence (the range) is never closed.
    Unclosed(Range<usize>),
}

/// Splits a Markdown file at its fences. A file that does not begin with a well-formed block is an error,
/// never content without front matter: that is how drafts leak.
pub fn split(text: &str) -> Result<Fenced, Unfenced> {
    let mut oddities = Vec::new();
    let mut at = 0;
    if text.starts_with('\u{feff}') {
        at = '\u{feff}'.len_utf8();
        oddities.push((Oddity::ByteOrderMark, 0..at));
    }
    let blank_from = at;
    let mut lines = Lines { text, at };
    let opening = loop {
        match lines.next() {
            Some(line) if text[line.clone()].trim().is_empty() => continue,
            Some(line) => break line,
            None => return Err(Unfenced::Missing(0..0)),
        }
    };
    let content = text[opening.clone()].trim_end();
    if content != "---" {
        return Err(Unfenced::Missing(opening.start..opening.start + content.len()));
    }
    if opening.start > blank_from {
        oddities.push((Oddity::BlankBefore, blank_from..opening.start));
    }
    let opening_end = note_fence(text, &opening, &mut oddities);
    let front_start = lines.at;
    for line in lines.by_ref() {
        if text[line.clone()].trim_end() == "---" {
            note_fence(text, &line, &mut oddities);
            return Ok(Fenced { front: front_start..line.start, body: lines.at..text.len(), oddities });
        }
    }
    Err(Unfenced::Unclosed(opening.start..opening_end))
}

/// Notes what follows the three dashes of a fence, and returns where they end.
fn note_fence(text: &str, line: &Range<usize>, oddities: &mut Vec<(Oddity, Range<usize>)>) -> usize {
    let end = line.start + 3;
    let rest = text[end..line.end].trim_end_matches('\n');
    if rest.ends_with('\r') && !oddities.iter().any(|(oddity, _)| *oddity == Oddity::CarriageReturns) {
        oddities.push((Oddity::CarriageReturns, end..end + rest.len()));
    }
    if !rest.trim_end_matches('\r').is_empty() {
        oddities.push((Oddity::TrailingSpace, end..end + rest.len()));
    }
    end
}

/// The lines of a text as byte ranges, line ends included.
struct Lines<'a> {
    text: &'a str,
    at: usize,
}

impl Iterator for Lines<'_> {
    type Item = Range<usize>;

    fn next(&mut self) -> Option<Range<usize>> {
        let rest = &self.text[self.at..];
        if rest.is_empty() {
            return None;
        }
        let start = self.at;
        self.at += rest.find('\n').map_or(rest.len(), |end| end + 1);
        Some(start..self.at)
    }
}

#[cfg(test)]
mod tests {
    use super::{Oddity, Unfenced, split};

    #[test]
    fn finds_both_parts() {
        let text = "---\ntitle: x\n---\n\nBody --- here\n";
        let fenced = split(text).unwrap();
        assert_eq!(&text[fenced.front], "title: x\n");
        assert_eq!(&text[fenced.body], "\nBody --- here\n");
        assert!(fenced.oddities.is_empty());
    }

    #[test]
    fn reads_through_oddities() {
        let text = "\u{feff}\r\n---  \r\ntitle: x\r\n---\r\nBody";
        let fenced = split(text).unwrap();
        let names: Vec<_> = fenced.oddities.iter().map(|(oddity, _)| *oddity).collect();
        assert_eq!(
            names,
            [Oddity::ByteOrderMark, Oddity::BlankBefore, Oddity::CarriageReturns, Oddity::TrailingSpace]
        );
        assert_eq!(&text[fenced.body], "Body");
    }

    #[test]
    fn says_what_is_missing() {
        assert_eq!(split("Title\n"), Err(Unfenced::Missing(0..5)));
        assert_eq!(split(""), Err(Unfenced::Missing(0..0)));
        assert_eq!(split("---\ntitle: x\n"), Err(Unfenced::Unclosed(0..3)));
        assert_eq!(split("----\ntitle: x\n----\n"), Err(Unfenced::Missing(0..4)));
    }
}
