//! Symbolic places to lines and columns. Files are read here for the first time since their stage is over, once
//! each, and only those that have findings.

use crate::base::diagnostic::Diagnostic;
use crate::base::fence;
use crate::base::source::{FieldPath, Place, Spot, Words};
use crate::report::words::find;
use crate::report::yaml::{Yaml, byte_of_column};
use std::cell::OnceCell;
use std::collections::BTreeMap;
use std::ops::Range;

/// A place as people and editors count: lines and columns from 1, columns in characters. A byte order mark takes
/// no column. The end is behind the last character.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Position {
    /// Line of the first character.
    pub line: usize,
    /// Column of the first character.
    pub column: usize,
    /// Line of the end.
    pub end_line: usize,
    /// Column of the end.
    pub end_column: usize,
}

/// Where a finding or a note stands.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Located<'a> {
    /// Path from the site's root.
    pub path: &'a str,
    /// The position, where it can be known.
    pub position: Option<Position>,
    /// The first line of the place, without its end; nothing for a file as a whole.
    pub source_line: Option<&'a str>,
}

/// A finding with its places found.
#[derive(Debug, Clone)]
pub struct Finding<'a> {
    /// The finding.
    pub diagnostic: &'a Diagnostic,
    /// Where it stands.
    pub at: Option<Located<'a>>,
    /// Its notes: what is to be seen, and where.
    pub notes: Vec<(&'a str, Option<Located<'a>>)>,
}

impl Finding<'_> {
    /// All that is said, for forms that know one text: message, label, notes with their places, and help; a line each.
    pub fn text(&self) -> String {
        let notes = self.notes.iter().map(|(text, at)| match at {
            Some(Located { path, position: Some(position), .. }) => {
                format!("{text}: {path}:{}:{}", position.line, position.column)
            }
            Some(Located { path, .. }) => format!("{text}: {path}"),
            None => (*text).to_owned(),
        });
        let message = std::iter::once(&self.diagnostic.message).chain(&self.diagnostic.label).cloned();
        let lines: Vec<String> = message.chain(notes).chain(self.diagnostic.help.iter().cloned()).collect();
        lines.join("\n")
    }
}

/// The files that findings and notes stand in.
pub struct Files<'a> {
    files: BTreeMap<&'a str, Option<File>>,
}

struct File {
    text: String,
    /// Byte at which each line begins.
    lines: Vec<usize>,
    /// Its keys and values, once one is looked for: a register may be noted a thousand times.
    yaml: OnceCell<Yaml>,
}

impl<'a> Files<'a> {
    /// Reads the files of these findings. `texts` gives the text of a file, where it can be read; bytes that are
    /// not UTF-8 as U+FFFD.
    pub fn read(findings: &'a [Diagnostic], texts: &dyn Fn(&str) -> Option<String>) -> Self {
        let mut files = BTreeMap::new();
        for finding in findings {
            for place in
                finding.place.iter().chain(finding.notes.iter().filter_map(|note| note.place.as_ref()))
            {
                files.entry(&*place.file).or_insert_with_key(|path| texts(path).map(File::new));
            }
        }
        Files { files }
    }

    /// Finds the places of a finding.
    pub fn find(&'a self, diagnostic: &'a Diagnostic) -> Finding<'a> {
        Finding {
            diagnostic,
            at: diagnostic.place.as_ref().map(|place| self.locate(place)),
            notes: diagnostic
                .notes
                .iter()
                .map(|note| (note.text.as_str(), note.place.as_ref().map(|place| self.locate(place))))
                .collect(),
        }
    }

    fn locate(&'a self, place: &'a Place) -> Located<'a> {
        let path = &*place.file;
        let Some(file) = self.files.get(path).and_then(Option::as_ref) else {
            // A file that is not the site's, such as an embedded template: a parser may have told the place.
            let position = match place.spot {
                Spot::LineColumn(line, column) => {
                    let (line, column) = (line.max(1), column.max(1));
                    Some(Position { line, column, end_line: line, end_column: column })
                }
                _ => None,
            };
            return Located { path, position, source_line: None };
        };
        let range = match &place.spot {
            Spot::File => {
                let position = Some(Position { line: 1, column: 1, end_line: 1, end_column: 1 });
                return Located { path, position, source_line: None };
            }
            Spot::Bytes(range) => file.clamp(range),
            Spot::LineColumn(line, column) => {
                let at = file.byte(*line, *column);
                at..at
            }
            Spot::Key(field) => file.clamp(&file.field(path, field, true)),
            Spot::Value(field) => file.clamp(&file.field(path, field, false)),
            Spot::Words(words) => file.clamp(&file.words(path, words)),
        };
        let (line, column) = file.line_column(range.start);
        let (end_line, end_column) = file.line_column(range.end);
        let position = Some(Position { line, column, end_line, end_column });
        Located { path, position, source_line: Some(&file.text[file.line(line)]) }
    }
}

impl File {
    fn new(text: String) -> Self {
        let first = if text.starts_with('\u{feff}') { '\u{feff}'.len_utf8() } else { 0 };
        let lines = std::iter::once(first).chain(text.match_indices('\n').map(|(at, _)| at + 1)).collect();
        File { text, lines, yaml: OnceCell::new() }
    }

    /// The bytes of a line (from 1), without its end.
    fn line(&self, line: usize) -> Range<usize> {
        let start = self.lines[line - 1];
        let rest = &self.text[start..self.lines.get(line).copied().unwrap_or(self.text.len())];
        start
            ..start
                + rest.strip_suffix('\n').map_or(rest, |rest| rest.strip_suffix('\r').unwrap_or(rest)).len()
    }

    /// Line and column of a byte.
    fn line_column(&self, at: usize) -> (usize, usize) {
        let line = self.lines.partition_point(|start| *start <= at).max(1);
        let start = self.lines[line - 1];
        (line, self.text[start..at.max(start)].chars().count() + 1)
    }

    /// The byte at a line and column, or the nearest there is.
    fn byte(&self, line: usize, column: usize) -> usize {
        let range = self.line(line.clamp(1, self.lines.len()));
        range.start + byte_of_column(&self.text[range], column)
    }

    /// A range that lies within the text and cuts no character; of a whole line, without its end.
    fn clamp(&self, range: &Range<usize>) -> Range<usize> {
        let text = &self.text;
        let mut start = range.start.min(text.len());
        while !text.is_char_boundary(start) {
            start -= 1;
        }
        let mut end = range.end.clamp(start, text.len());
        while !text.is_char_boundary(end) {
            end += 1;
        }
        let part = &text[start..end];
        let part = part.strip_suffix('\n').map_or(part, |part| part.strip_suffix('\r').unwrap_or(part));
        start..start + part.len()
    }

    /// The bytes of words of the Markdown, or its first line.
    fn words(&self, path: &str, words: &Words) -> Range<usize> {
        let fenced = path.ends_with(".md").then(|| fence::split(&self.text).ok()).flatten();
        let body = fenced.map_or(0..self.text.len(), |fenced| fenced.body);
        match find(&self.text[body.clone()], words) {
            Some(range) => body.start + range.start..body.start + range.end,
            None => self.line(self.line_column(body.start).0),
        }
    }

    /// The bytes of a key or value, or the first line.
    fn field(&self, path: &str, field: &FieldPath, key: bool) -> Range<usize> {
        let yaml = self.yaml.get_or_init(|| {
            let all = 0..self.text.len();
            let front = || fence::split(&self.text).map_or(0..0, |fenced| fenced.front);
            Yaml::new(&self.text, if path.ends_with(".md") { front() } else { all })
        });
        let found = yaml.find(&self.text, field, key);
        found.unwrap_or_else(|| self.line(self.line_column(yaml.range.start).0))
    }
}

#[cfg(test)]
mod tests {
    use super::{Files, Position};
    use crate::base::diagnostic::Diagnostic;
    use crate::base::source::{FieldPath, Place, Spot};
    use std::cell::Cell;

    /// Line and column of the start and of the end.
    type Numbers = (usize, usize, usize, usize);

    /// Position and source line of a spot in a file with this text.
    fn at(path: &str, text: Option<&str>, spot: Spot) -> (Option<Numbers>, Option<String>) {
        let finding = [Diagnostic::error("a/b", "x").at(Place { file: path.into(), spot })];
        let files = Files::read(&finding, &|_| text.map(str::to_owned));
        let at = files.find(&finding[0]).at.unwrap();
        let numbers =
            |position: Position| (position.line, position.column, position.end_line, position.end_column);
        (at.position.map(numbers), at.source_line.map(str::to_owned))
    }

    fn top() -> FieldPath {
        FieldPath::default()
    }

    #[test]
    fn columns_are_characters() {
        let (position, line) = at("a.md", Some("会议\n乙a丙\n"), Spot::Bytes(10..14));
        assert_eq!((position, line.as_deref()), (Some((2, 2, 2, 4)), Some("乙a丙")));
    }

    #[test]
    fn ranges_are_made_to_fit() {
        for range in [0..usize::MAX, 1..2, 99..100, std::ops::Range { start: 4, end: 1 }] {
            assert!(at("a.md", Some("会议"), Spot::Bytes(range)).0.is_some());
        }
        assert_eq!(at("a.md", Some("会议"), Spot::Bytes(1..2)).0, Some((1, 1, 1, 2)));
        assert_eq!(at("a.md", Some(""), Spot::Bytes(0..1)), (Some((1, 1, 1, 1)), Some(String::new())));
        assert_eq!(at("a.md", Some(""), Spot::LineColumn(9, 9)).0, Some((1, 1, 1, 1)));
        assert_eq!(at("a.yaml", Some("a: 1\n"), Spot::LineColumn(0, 0)).0, Some((1, 1, 1, 1)));
    }

    #[test]
    fn a_file_that_is_not_utf8_is_pointed_at_where_it_breaks() {
        let text = String::from_utf8_lossy(b"ab\n\xd6\xd0x\n").into_owned();
        let (position, line) = at("a.md", Some(&text), Spot::Bytes(3..4));
        assert_eq!((position, line.as_deref()), (Some((2, 1, 2, 2)), Some("\u{fffd}\u{fffd}x")));
    }

    #[test]
    fn a_byte_order_mark_has_no_column() {
        assert_eq!(at("a.md", Some("\u{feff}---\n"), Spot::Bytes(0..3)).0, Some((1, 1, 1, 1)));
        assert_eq!(at("a.md", Some("\u{feff}---\n"), Spot::Bytes(3..6)).0, Some((1, 1, 1, 4)));
        let (position, line) = at("a.yaml", Some("\u{feff}title: x\n"), Spot::Value(top().key("title")));
        assert_eq!((position, line.as_deref()), (Some((1, 8, 1, 9)), Some("title: x")));
    }

    #[test]
    fn carriage_returns_are_no_characters_of_a_line() {
        let text = "---\r\ntitle: x\r\nunits:\r\n  - yy\r\n---\r\n";
        let (position, line) = at("a.md", Some(text), Spot::Value(top().key("units").item(0)));
        assert_eq!((position, line.as_deref()), (Some((4, 5, 4, 7)), Some("  - yy")));
        assert_eq!(at("a.md", Some(text), Spot::Bytes(3..5)).0, Some((1, 4, 1, 4)));
        // A CR alone ends a line of YAML, but not of the file.
        assert_eq!(at("a.yaml", Some("a: 1\rb: 22\n"), Spot::Value(top().key("b"))).0, Some((1, 9, 1, 11)));
    }

    #[test]
    fn front_matter_lies_behind_its_fence() {
        let text = "\n---\ntitle: 会议\nx: [1,\n  2]\n---\ntitle: no\n";
        assert_eq!(at("a.md", Some(text), Spot::Value(top().key("title"))).0, Some((3, 8, 3, 10)));
        assert_eq!(at("a.md", Some(text), Spot::Key(top().key("x"))).0, Some((4, 1, 4, 2)));
        assert_eq!(
            at("a.yaml", Some("x:\n- a\n"), Spot::Value(top().key("x").item(0))).0,
            Some((2, 3, 2, 4))
        );
    }

    #[test]
    fn what_is_not_there_stands_at_the_nearest_thing_above() {
        let text = "---\ntitle: x\nevent:\n  from: 1\nlist:\n  - a: b\n---\n";
        let value = |path: FieldPath| at("a.md", Some(text), Spot::Value(path)).0;
        assert_eq!(value(top().key("event").key("to").key("x")), Some((3, 1, 3, 6)));
        assert_eq!(value(top().key("list").item(0).key("c")), Some((6, 5, 6, 5)));
        assert_eq!(value(top().key("date")), Some((2, 1, 2, 9)));
        assert_eq!(at("a.md", Some("no fence\n"), Spot::Value(top().key("date"))).0, Some((1, 1, 1, 9)));
        assert_eq!(at("a.yaml", Some(""), Spot::Key(top().key("date"))).0, Some((1, 1, 1, 1)));
    }

    #[test]
    fn a_file_as_a_whole_has_no_line() {
        assert_eq!(at("a.md", Some("x"), Spot::File), (Some((1, 1, 1, 1)), None));
        assert_eq!(at("a.md", None, Spot::File), (None, None));
        assert_eq!(at("a.md", None, Spot::Bytes(0..1)), (None, None));
        assert_eq!(at("a.html", None, Spot::LineColumn(2, 3)), (Some((2, 3, 2, 3)), None));
    }

    #[test]
    fn a_file_is_read_once() {
        let reads = Cell::new(0);
        let place = || Place::value(&"a.yaml".into(), top().key("x"));
        let findings = [
            Diagnostic::error("a/b", "x").at(place()),
            Diagnostic::error("a/c", "x").note_at("here", place()),
        ];
        let files = Files::read(&findings, &|_| {
            reads.set(reads.get() + 1);
            Some("x: 1".into())
        });
        findings.iter().for_each(|finding| drop(files.find(finding)));
        assert_eq!(reads.get(), 1);
    }
}
