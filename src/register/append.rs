//! A new entry at the end of a register, in the style that the file has: text is added, and nothing else changes.

use crate::base::yaml::{self, BYTE_ORDER_MARK};
use serde_yaml::Value;
use std::sync::Arc;

/// An entry to be added.
#[derive(Debug, Clone, Default)]
pub struct NewEntry {
    /// Id.
    pub id: String,
    /// Name; in a language where it has a tag.
    pub names: Vec<(Option<String>, String)>,
    /// Other names.
    pub aliases: Vec<String>,
    /// Id of the entry above it.
    pub parent: Option<String>,
    /// First day (units).
    pub from: Option<String>,
    /// Title held (people).
    pub term: Option<NewTerm>,
}

/// A title held.
#[derive(Debug, Clone)]
pub struct NewTerm {
    /// The title.
    pub title: String,
    /// Id or name of the unit.
    pub unit: Option<String>,
    /// First day.
    pub from: Option<String>,
}

impl NewEntry {
    /// Its keys and values as YAML. In the front those that stand on a line of their own in a block.
    fn pairs(&self) -> Vec<(&'static str, String)> {
        let in_language = |(tag, name): &(Option<String>, String)| match tag {
            Some(tag) => format!("{tag}: {}", scalar(name)),
            None => scalar(name),
        };
        let names: Vec<String> = self.names.iter().map(in_language).collect();
        let name = match self.names.iter().any(|(tag, _)| tag.is_some()) {
            true => format!("{{{}}}", names.join(", ")),
            false => names.concat(),
        };
        let mut pairs = vec![("id", scalar(&self.id)), ("name", name)];
        if !self.aliases.is_empty() {
            let aliases: Vec<String> = self.aliases.iter().map(|alias| scalar(alias)).collect();
            pairs.push(("aliases", format!("[{}]", aliases.join(", "))));
        }
        pairs.extend(self.parent.iter().map(|parent| ("parent", scalar(parent))));
        pairs.extend(self.from.iter().map(|from| ("from", from.clone())));
        pairs
    }

    fn term(&self) -> Option<String> {
        let term = self.term.as_ref()?;
        let mut text = format!("{{title: {}", scalar(&term.title));
        term.unit.iter().for_each(|unit| text.push_str(&format!(", unit: {}", scalar(unit))));
        term.from.iter().for_each(|from| text.push_str(&format!(", from: {from}")));
        text.push('}');
        Some(text)
    }

    /// The entry on one line, without the dash.
    pub fn on_one_line(&self) -> String {
        let mut pairs = self.pairs();
        pairs.extend(self.term().map(|term| ("terms", format!("[{term}]"))));
        let pairs: Vec<String> = pairs.into_iter().map(|(key, value)| format!("{key}: {value}")).collect();
        format!("{{{}}}", pairs.join(", "))
    }

    fn on_lines(&self) -> Vec<String> {
        let mut lines: Vec<String> =
            self.pairs().into_iter().map(|(key, value)| format!("{key}: {value}")).collect();
        if let Some(term) = self.term() {
            lines.push("terms:".to_owned());
            lines.push(format!("  - {term}"));
        }
        lines
    }
}

/// The register's text with the entry at its end; nothing where the text is not a list of lines that begin with a
/// dash, so that no line can be added.
pub fn append(file: &Arc<str>, text: &str, entry: &NewEntry) -> Option<String> {
    let before = items(file, text)?;
    let line_end = if text.contains("\r\n") { "\r\n" } else { "\n" };
    let mut new = match before.is_empty() {
        true => without_empty_list(text)?,
        false => text.to_owned(),
    };
    if !new.is_empty() && new != "\u{feff}" && !new.ends_with('\n') {
        new.push_str(line_end);
    }
    let style = Style::of(&new, before.len());
    if style.parted && !new.ends_with(&line_end.repeat(2)) {
        new.push_str(line_end);
    }
    let indent = " ".repeat(style.indent);
    if style.on_one_line {
        new.push_str(&format!("{indent}- {}{line_end}", entry.on_one_line()));
    } else {
        for (number, line) in entry.on_lines().iter().enumerate() {
            let dash = if number == 0 { "-" } else { " " };
            new.push_str(&format!("{indent}{dash} {line}{line_end}"));
        }
    }
    // What was there must still be there, and behind it what was meant.
    let after = items(file, &new)?;
    let meant = items(file, &format!("- {}\n", entry.on_one_line()))?;
    (after.strip_prefix(before.as_slice()) == Some(meant.as_slice())).then_some(new)
}

/// The entries of a register's text; nothing where it is no list.
fn items(file: &Arc<str>, text: &str) -> Option<Vec<Value>> {
    match yaml::parse(file, text, 0..text.len()).ok()? {
        Value::Sequence(items) => Some(items),
        Value::Mapping(mapping) if mapping.is_empty() => Some(Vec::new()),
        _ => None,
    }
}

/// A text without entries, without the brackets that say so.
fn without_empty_list(text: &str) -> Option<String> {
    let bare = text.strip_prefix(BYTE_ORDER_MARK);
    let mark = if bare.is_some() { "\u{feff}" } else { "" };
    let mut lines: Vec<&str> = bare.unwrap_or(text).split_inclusive('\n').collect();
    lines.retain(|line| !matches!(line.trim(), "[]" | "{}"));
    let left = lines.concat();
    let is_empty = |line: &str| {
        let line = line.trim();
        line.is_empty() || line.starts_with('#') || line == "---"
    };
    left.lines().all(is_empty).then_some(format!("{mark}{left}"))
}

/// How a register is written.
struct Style {
    /// Spaces before a dash.
    indent: usize,
    /// Whether its last entry stands on one line.
    on_one_line: bool,
    /// Whether an empty line stands before its last entry.
    parted: bool,
}

impl Style {
    fn of(text: &str, entries: usize) -> Style {
        let indent_of = |line: &str| line.len() - line.trim_start_matches(' ').len();
        let is_dash = |line: &str| line.trim_start_matches(' ').starts_with("- ") || line.trim() == "-";
        let lines: Vec<&str> = text.lines().map(|line| line.trim_start_matches('\u{feff}')).collect();
        let first = lines.iter().find(|line| is_dash(line));
        let indent = first.map_or(0, |line| indent_of(line));
        let is_entry = |line: &&str| is_dash(line) && indent_of(line) == indent;
        let last = lines.iter().rposition(is_entry);
        Style {
            indent,
            on_one_line: last.is_some_and(|at| lines[at].trim_start_matches([' ', '-']).starts_with('{')),
            parted: entries > 1 && last.is_some_and(|at| at > 0 && lines[at - 1].trim().is_empty()),
        }
    }
}

/// A text as YAML, in quotes where it would mean something else without.
fn scalar(text: &str) -> String {
    let is_plain = text.starts_with(char::is_alphanumeric)
        && !text.ends_with(' ')
        && text.chars().all(|c| c.is_alphanumeric() || " -.'’·_".contains(c))
        && serde_yaml::from_str::<Value>(text).is_ok_and(|value| value.as_str() == Some(text));
    // JSON's quoted strings are YAML's (YAML 1.2, section 1.3).
    if is_plain { text.to_owned() } else { serde_json::to_string(text).unwrap_or_default() }
}

#[cfg(test)]
mod tests {
    use super::{NewEntry, NewTerm, append, scalar};

    fn added(text: &str) -> Option<String> {
        let term =
            NewTerm { title: "Mayor".into(), unit: Some("office".into()), from: Some("2021-03-01".into()) };
        let entry = NewEntry {
            id: "li".into(),
            names: vec![(None, "Li: Na".into())],
            term: Some(term),
            ..NewEntry::default()
        };
        append(&"people.yaml".into(), text, &entry)
    }

    const LINES: &str =
        "- id: li\n  name: \"Li: Na\"\n  terms:\n    - {title: Mayor, unit: office, from: 2021-03-01}\n";
    const LINE: &str =
        "- {id: li, name: \"Li: Na\", terms: [{title: Mayor, unit: office, from: 2021-03-01}]}\n";

    #[test]
    fn an_entry_is_written_as_the_file_writes_its_own() {
        for (text, new) in [
            (String::new(), LINES.to_owned()),
            ("\u{feff}[]\n".to_owned(), format!("\u{feff}{LINES}")),
            ("# names\n[]\n".to_owned(), format!("# names\n{LINES}")),
            (
                "- id: a\n  name: A # first\n# end".to_owned(),
                format!("- id: a\n  name: A # first\n# end\n{LINES}"),
            ),
            (
                "- id: a\n  name: A\n\n- id: b\n  name: B\n".to_owned(),
                format!("- id: a\n  name: A\n\n- id: b\n  name: B\n\n{LINES}"),
            ),
            ("- {id: a, name: A}\n".to_owned(), format!("- {{id: a, name: A}}\n{LINE}")),
            ("  - {id: a, name: A}\n".to_owned(), format!("  - {{id: a, name: A}}\n  {LINE}")),
            (
                "\u{feff}- id: a\r\n  name: A\r\n".to_owned(),
                format!("\u{feff}- id: a\r\n  name: A\r\n{}", LINES.replace('\n', "\r\n")),
            ),
            (
                "- id: a\n  name: A\n  summary: |\n    - one\n    two\n".to_owned(),
                format!("- id: a\n  name: A\n  summary: |\n    - one\n    two\n{LINES}"),
            ),
        ] {
            assert_eq!(added(&text), Some(new), "{text:?}");
        }
    }

    #[test]
    fn where_no_line_can_be_added_nothing_is() {
        for text in ["[{id: a, name: A}]\n", "a: b\n", "- id: [\n", "- id: a\n  name: A\n...\n", "text"] {
            assert_eq!(added(text), None, "{text:?}");
        }
    }

    #[test]
    fn what_yaml_would_take_for_something_else_is_quoted() {
        let texts = [
            "Li Na",
            "刘志生",
            "O'Neill",
            "yes",
            "null",
            "2021-03-01",
            "12",
            "- a",
            "a: b",
            "a #b",
            " a",
            "[x]",
        ];
        let quoted: Vec<bool> = texts.iter().map(|text| scalar(text).starts_with('"')).collect();
        assert_eq!(quoted[..3], [false; 3]);
        assert_eq!(quoted[4..5], [true]);
        assert_eq!(quoted[6..], [true; 6]);
    }
}
