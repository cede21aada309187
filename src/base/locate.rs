//! Lines and columns of keys and values in YAML. Nothing here runs while all is well: only when there is a
//! finding is the text read again, by an event parser that knows positions.

use crate::base::source::FieldPath;
use saphyr_parser::{Event, Parser, Span};
use std::collections::BTreeMap;

/// A stretch of text: 1-based line and column in characters, the end exclusive.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Stretch {
    /// Line and column of the first character.
    pub start: (usize, usize),
    /// Line and column behind the last character.
    pub end: (usize, usize),
}

/// A key and its value, each with where it stands.
struct Seen {
    path: FieldPath,
    key: Option<Stretch>,
    value: Stretch,
    repeated: bool,
}

/// An open mapping or list while the events go by.
struct Level {
    path: FieldPath,
    mapping: bool,
    items: usize,
    key: Option<(String, Stretch)>,
    keys: Vec<String>,
    opened_by: Option<Stretch>,
    start: Stretch,
    repeated: bool,
}

/// Where every key and value of a text stands: read once, asked often.
pub struct Fields {
    /// Of what stands twice, the last.
    fields: BTreeMap<FieldPath, (Option<Stretch>, Stretch)>,
}

impl Fields {
    /// Reads the text.
    pub fn new(yaml: &str) -> Self {
        let fields = see(yaml).into_iter().map(|seen| (seen.path, (seen.key, seen.value))).collect();
        Fields { fields }
    }

    /// Where the key at the end of `path` stands.
    pub fn key(&self, path: &FieldPath) -> Option<Stretch> {
        self.fields.get(path).and_then(|(key, _)| *key)
    }

    /// Where the value at the end of `path` stands.
    pub fn value(&self, path: &FieldPath) -> Option<Stretch> {
        self.fields.get(path).map(|(_, value)| *value)
    }
}

/// Where the key at the end of `path` stands first, when it stands more than once.
pub fn first_key(yaml: &str, path: &FieldPath) -> Option<Stretch> {
    see(yaml).iter().find(|seen| seen.path == *path).and_then(|seen| seen.key)
}

/// Every key that its mapping holds already: the path, and where it stands again.
pub fn repeated_keys(yaml: &str) -> Vec<(FieldPath, Stretch)> {
    see(yaml)
        .into_iter()
        .filter(|seen| seen.repeated)
        .filter_map(|seen| seen.key.map(|key| (seen.path, key)))
        .collect()
}

/// The first anchor's use (`*name`) or definition with a use, where the text holds one.
pub fn first_alias(yaml: &str) -> Option<Stretch> {
    for event in Parser::new_from_str(yaml) {
        match event {
            Ok((Event::Alias(_), span)) => return Some(stretch(&span)),
            Ok((
                Event::Scalar(_, _, anchor, _)
                | Event::SequenceStart(anchor, _)
                | Event::MappingStart(anchor, _),
                span,
            )) if anchor > 0 => return Some(stretch(&span)),
            Ok(_) => {}
            // An alias without an anchor ends the events: that is where it stands.
            Err(error) if error.info().contains("anchor") => {
                let place = (error.marker().line(), error.marker().col() + 1);
                return Some(Stretch { start: place, end: place });
            }
            Err(_) => return None,
        }
    }
    None
}

/// Goes through the events and notes every key and value. What follows a syntax error is not seen.
fn see(yaml: &str) -> Vec<Seen> {
    let mut seen = Vec::new();
    let mut levels: Vec<Level> = Vec::new();
    for event in Parser::new_from_str(yaml) {
        let Ok((event, span)) = event else { break };
        let here = stretch(&span);
        match event {
            Event::MappingStart(..) | Event::SequenceStart(..) => {
                let mapping = matches!(event, Event::MappingStart(..));
                let (path, opened_by, repeated) = place_of_next(levels.last_mut());
                levels.push(Level {
                    path,
                    mapping,
                    items: 0,
                    key: None,
                    keys: Vec::new(),
                    opened_by,
                    start: here,
                    repeated,
                });
            }
            Event::MappingEnd | Event::SequenceEnd => {
                if let Some(level) = levels.pop() {
                    // A block ends where the next one begins; its first line is what a reader looks for.
                    let value = Stretch { start: level.start.start, end: level.start.end };
                    seen.push(Seen {
                        path: level.path,
                        key: level.opened_by,
                        value,
                        repeated: level.repeated,
                    });
                }
            }
            Event::Scalar(text, ..) => match levels.last_mut() {
                Some(level) if level.mapping && level.key.is_none() => {
                    level.key = Some((text.into_owned(), here))
                }
                level => {
                    let (path, key, repeated) = place_of_next(level);
                    seen.push(Seen { path, key, value: here, repeated });
                }
            },
            Event::Alias(_) => {
                place_of_next(levels.last_mut());
            }
            _ => {}
        }
    }
    // A text that breaks off leaves its blocks open; their beginnings are known all the same.
    for level in levels.into_iter().rev() {
        seen.push(Seen {
            path: level.path,
            key: level.opened_by,
            value: level.start,
            repeated: level.repeated,
        });
    }
    seen
}

/// The path of the value that begins now, where its key stands, and whether that key was there before.
fn place_of_next(level: Option<&mut Level>) -> (FieldPath, Option<Stretch>, bool) {
    match level {
        None => (FieldPath::default(), None, false),
        Some(level) if level.mapping => {
            let (name, at) = level.key.take().unzip();
            let name = name.unwrap_or_default();
            let repeated = level.keys.contains(&name);
            let path = level.path.key(&name);
            level.keys.push(name);
            (path, at, repeated)
        }
        Some(level) => {
            let path = level.path.item(level.items);
            level.items += 1;
            (path, None, false)
        }
    }
}

fn stretch(span: &Span) -> Stretch {
    let place = |marker: &saphyr_parser::Marker| (marker.line(), marker.col() + 1);
    Stretch { start: place(&span.start), end: place(&span.end) }
}

#[cfg(test)]
mod tests {
    use super::{Fields, first_alias, repeated_keys};
    use crate::base::source::FieldPath;

    const YAML: &str = "title: 会议\nattendees:\n  - liu\n  - name: qi\n    role: spoke\nx: 1\nx: 2\n";

    #[test]
    fn finds_keys_and_values() {
        let (top, fields) = (FieldPath::default(), Fields::new(YAML));
        assert_eq!(fields.value(&top.key("title")).unwrap().start, (1, 8));
        assert_eq!(fields.value(&top.key("title")).unwrap().end, (1, 10));
        let attendees = top.key("attendees");
        assert_eq!(fields.key(&attendees).unwrap().start, (2, 1));
        assert_eq!(fields.value(&attendees.item(0)).unwrap().start, (3, 5));
        assert_eq!(fields.key(&attendees.item(1).key("role")).unwrap().start, (5, 5));
        assert_eq!(fields.value(&attendees.item(9)), None);
    }

    #[test]
    fn finds_what_stands_twice() {
        let repeated = repeated_keys(YAML);
        assert_eq!(repeated.len(), 1);
        assert_eq!((repeated[0].0.to_string(), repeated[0].1.start), ("`x`".to_owned(), (7, 1)));
    }

    #[test]
    fn finds_an_alias() {
        assert_eq!(first_alias("a: &x 1\nb: *x\n").unwrap().start.0, 1);
        assert_eq!(first_alias("a: 1\n"), None);
    }
}
