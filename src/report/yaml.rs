//! Bytes of the keys and values of a file's YAML.

use crate::base::locate::{Fields, Stretch};
use crate::base::source::{FieldPath, Step};
use std::ops::Range;

/// The YAML of a file.
pub struct Yaml {
    /// Where in the file it lies.
    pub range: Range<usize>,
    fields: Fields,
    /// Byte of the file at which each of its lines begins. YAML ends lines with CR LF, LF or CR alone.
    lines: Vec<usize>,
}

impl Yaml {
    /// Reads the part of a file that is YAML.
    pub fn new(text: &str, range: Range<usize>) -> Self {
        let yaml = &text[range.clone()];
        // A mark at the front has no column.
        let first = if yaml.starts_with('\u{feff}') { '\u{feff}'.len_utf8() } else { 0 };
        let ends = yaml.match_indices(['\r', '\n']).map(|(at, _)| at);
        let ends = ends.filter(|at| !yaml[*at..].starts_with("\r\n"));
        let lines = std::iter::once(first).chain(ends.map(|at| at + 1)).map(|at| range.start + at).collect();
        Yaml { fields: Fields::new(yaml), lines, range }
    }

    /// The bytes of a key or value. What the file does not have stands at the nearest thing above it: the key of
    /// the longest part of the path that is there.
    pub fn find(&self, text: &str, field: &FieldPath, key: bool) -> Option<Range<usize>> {
        let (at_key, at_value) = (self.fields.key(field), self.fields.value(field));
        let mut found = if key { at_key.or(at_value) } else { at_value.or(at_key) };
        let mut above = field.clone();
        while found.is_none() && above.0.len() > 1 {
            above.0.pop();
            found = match above.0.last() {
                Some(Step::Key(_)) => self.fields.key(&above),
                _ => self.fields.value(&above),
            };
        }
        found.map(|Stretch { start, end }| {
            let start = self.byte(text, start);
            start..self.byte(text, end).max(start)
        })
    }

    fn byte(&self, text: &str, (line, column): (usize, usize)) -> usize {
        let start = self.lines[line.clamp(1, self.lines.len()) - 1];
        let rest = &text[start..self.range.end];
        start + byte_of_column(&rest[..rest.find(['\r', '\n']).unwrap_or(rest.len())], column)
    }
}

/// The byte of a line at which a column begins, at most its end.
pub fn byte_of_column(line: &str, column: usize) -> usize {
    line.char_indices().nth(column.saturating_sub(1)).map_or(line.len(), |(at, _)| at)
}
