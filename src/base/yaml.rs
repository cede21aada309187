//! YAML text to an untyped value, safely. The library behind it is quadratic in nesting depth and expands
//! aliases, so depth is bounded and aliases are refused before it sees the text; its messages are turned into
//! a writer's words.

mod slips;

use crate::base::diagnostic::Diagnostic;
use crate::base::locate;
use crate::base::source::{Place, Spot};
use serde_yaml::Value;
use std::ops::Range;
use std::sync::Arc;

/// Deepest nesting that is read. crier's own schemas need five.
const DEEPEST: usize = 50;

/// What some programs put before the first letter of a file. It is no part of the text, and takes no column.
pub const BYTE_ORDER_MARK: char = '\u{feff}';

/// Reads the YAML in `range` of a file's text. An empty text is an empty mapping; a byte order mark is passed over.
pub fn parse(file: &Arc<str>, text: &str, mut range: Range<usize>) -> Result<Value, Vec<Diagnostic>> {
    if text[range.clone()].starts_with(BYTE_ORDER_MARK) {
        range.start += BYTE_ORDER_MARK.len_utf8();
    }
    let yaml = &text[range.clone()];
    let lines_before = text[..range.start].matches('\n').count();
    let at = |line: usize, column: usize| Place {
        file: file.clone(),
        spot: Spot::LineColumn(line + lines_before, column),
    };
    if let Some(offset) = too_deep(yaml) {
        let start = range.start + offset;
        return Err(vec![
            Diagnostic::error("yaml/too-deep", format!("this is nested more than {DEEPEST} levels deep"))
                .at(Place::bytes(file, start..start + 1))
                .help(
                    "check the brackets and the indentation here; nothing that crier reads needs such depth",
                ),
        ]);
    }
    if yaml.contains(['&', '*'])
        && let Some(alias) = locate::first_alias(yaml)
    {
        return Err(vec![
            Diagnostic::error(
                "yaml/alias",
                "a value that begins with `&` or `*` means something else in YAML",
            )
            .at(at(alias.start.0, alias.start.1))
            .help("put the value in quotes; YAML anchors and aliases are not read, write the value out"),
        ]);
    }
    match serde_yaml::from_str::<Value>(yaml) {
        Ok(Value::Null) => Ok(Value::Mapping(serde_yaml::Mapping::new())),
        // Nothing that crier reads is one text; lines whose colons have no space behind them are.
        Ok(Value::String(_)) if let Some(finding) = slips::find(yaml, &at) => Err(vec![finding]),
        Ok(value) => Ok(value),
        Err(error) => Err(explain(yaml, &error, &at)),
    }
}

/// The byte where the text becomes too deep, by brackets, by indentation or by dashes on one line. Counts
/// brackets in quotes too: fifty unbalanced ones in a quoted text are no loss.
fn too_deep(yaml: &str) -> Option<usize> {
    let mut open = 0_usize;
    let mut start = 0;
    for line in yaml.split_inclusive('\n') {
        let indent = line.bytes().take_while(|b| *b == b' ').count();
        // Nested lists on one line are dashes with spaces between them; a rule of dashes is no nesting.
        let dashes = line
            .split(' ')
            .take_while(|part| matches!(*part, "" | "-" | "?"))
            .filter(|part| !part.is_empty());
        if indent > 4 * DEEPEST || dashes.count() > DEEPEST {
            return Some(start);
        }
        for (at, b) in line.bytes().enumerate() {
            match b {
                b'[' | b'{' => open += 1,
                b']' | b'}' => open = open.saturating_sub(1),
                _ => {}
            }
            if open > DEEPEST {
                return Some(start + at);
            }
        }
        start += line.len();
    }
    None
}

/// The library's error in the writer's words.
fn explain(yaml: &str, error: &serde_yaml::Error, at: &dyn Fn(usize, usize) -> Place) -> Vec<Diagnostic> {
    let repeated = locate::repeated_keys(yaml);
    if !repeated.is_empty() {
        return repeated
            .into_iter()
            .map(|(path, stretch)| {
                let mut finding = Diagnostic::error("yaml/duplicate-key", format!("{path} is written twice"))
                    .at(at(stretch.start.0, stretch.start.1))
                    .help("keep one of the two");
                if let Some(first) = locate::first_key(yaml, &path) {
                    finding = finding.note_at("it stands here already", at(first.start.0, first.start.1));
                }
                finding
            })
            .collect();
    }
    if let Some(finding) = slips::find(yaml, at) {
        return vec![finding];
    }
    let message = error.to_string();
    let found = error.location().map_or((1, 1), |place| (place.line(), place.column()));
    if (message.contains("escape") || message.contains("hexadecimal"))
        && let Some((place, written)) = bad_escape(yaml, begun(&message).unwrap_or(found))
    {
        return vec![
            Diagnostic::error("yaml/syntax", format!("`{written}` means nothing in a text in double quotes"))
                .at(at(place.0, place.1))
                .help("put the value in single quotes, or write \\\\ for a backslash"),
        ];
    }
    // What was opened and never closed is to be mended where it was opened.
    let is_flow = ["flow sequence", "flow mapping", "flow node", "node content"]
        .iter()
        .any(|kind| message.contains(kind));
    let (line, column) = match begun(&message) {
        Some(begun) if message.contains("quoted scalar") => begun,
        _ if is_flow => open_bracket(yaml).unwrap_or(found),
        _ => found,
    };
    if let Some(finding) = slips::between_brackets(yaml, line, at).filter(|_| is_flow) {
        return vec![finding];
    }
    let line_text = yaml.lines().nth(line.saturating_sub(1)).unwrap_or_default();
    let indent = &line_text[..line_text.len() - line_text.trim_start().len()];
    if let Some(tab) = indent
        .find('\t')
        .or_else(|| message.contains("cannot start any token").then(|| line_text.find('\t'))?)
    {
        let column = line_text[..tab].chars().count() + 1;
        return vec![
            Diagnostic::error("yaml/tab", "there is a tab here; YAML is indented with spaces")
                .at(at(line, column))
                .help("replace the tab by two spaces"),
        ];
    }
    let finding = if message.contains("mapping values are not allowed") {
        Diagnostic::error("yaml/syntax", "there is a second colon on this line")
            .help("put the value in quotes, such as title: \"Notice: road closed\"")
    } else if message.contains("quoted scalar") {
        Diagnostic::error("yaml/syntax", "a quotation mark is opened here and not closed").help(
            if line_text.chars().nth(column.saturating_sub(1)) == Some('\'') {
                "close it on the same line, and write '' for an apostrophe inside the value"
            } else {
                "close it on the same line, or write \\\" for a quotation mark inside the value"
            },
        )
    } else if message.contains("cannot start any token") {
        Diagnostic::error("yaml/syntax", "a value cannot begin with this character")
            .help("put the value in quotes")
    } else if message.contains("block mapping")
        || message.contains("simple key")
        || message.contains("block collection")
    {
        Diagnostic::error("yaml/syntax", "this line does not fit the lines before it")
            .help("each line is `key: value`; lines of one block begin in the same column")
    } else if message.contains("flow sequence")
        || message.contains("flow mapping")
        || message.contains("node content") && open_bracket(yaml).is_some()
    {
        Diagnostic::error("yaml/syntax", "a bracket is opened here and not closed")
            .help("close the bracket, and put a comma between the values")
    } else if message.contains("more than one document") {
        Diagnostic::error("yaml/syntax", "`---` begins a second document here").help("delete the line")
    } else {
        Diagnostic::error("yaml/syntax", format!("this cannot be read as YAML: {}", without_place(&message)))
            .help("each line is `key: value`; put values with special characters in quotes")
    };
    vec![finding.at(at(line, column.max(1)))]
}

/// Line and column behind `while … at line 2 column 8`, where the library says in what it failed.
fn begun(message: &str) -> Option<(usize, usize)> {
    let (_, place) = message.rsplit_once(" at line ").filter(|_| message.contains("while "))?;
    let (line, column) = place.split_once(" column ")?;
    Some((line.trim().parse().ok()?, column.trim().parse().ok()?))
}

/// Line and column of the last bracket that is opened and not closed.
fn open_bracket(yaml: &str) -> Option<(usize, usize)> {
    let mut open = Vec::new();
    for (number, line) in yaml.lines().enumerate() {
        let mut quote = None;
        for (column, c) in line.chars().enumerate() {
            match c {
                '"' | '\'' if quote == Some(c) => quote = None,
                '"' | '\'' if quote.is_none() => quote = Some(c),
                '[' | '{' if quote.is_none() => open.push((number + 1, column + 1)),
                ']' | '}' if quote.is_none() => {
                    open.pop();
                }
                _ => {}
            }
        }
    }
    open.pop()
}

/// The first backslash from a place on that begins nothing (YAML 1.2.2, 5.7): its line and column, and what is written.
fn bad_escape(yaml: &str, (line, column): (usize, usize)) -> Option<((usize, usize), String)> {
    for (number, text) in yaml.lines().enumerate().skip(line.saturating_sub(1)) {
        let before = if number + 1 == line { column.saturating_sub(1) } else { 0 };
        let mut chars = text.chars().enumerate().skip(before);
        while let Some((at, c)) = chars.next() {
            // At the end of a line it joins the next one.
            let Some(sign) = (c == '\\').then(|| chars.next()).flatten().map(|(_, sign)| sign) else {
                continue;
            };
            let digits = match sign {
                'x' => 2,
                'u' => 4,
                'U' => 8,
                _ => 0,
            };
            let is_digit = |c: &char| c.is_ascii_hexdigit();
            let has_digits = text.chars().skip(at + 2).take(digits).filter(is_digit).count() == digits;
            if !has_digits || !"0abt\tnvfre \"/\\N_LPxuU".contains(sign) {
                return Some(((number + 1, at + 1), format!("\\{sign}")));
            }
        }
    }
    None
}

fn without_place(message: &str) -> &str {
    message.split(" at line ").next().unwrap_or(message)
}

#[cfg(test)]
mod tests {
    use super::parse;
    use crate::base::source::Spot;

    fn code(yaml: &str) -> (&'static str, usize, usize) {
        let findings = parse(&"a.yaml".into(), yaml, 0..yaml.len()).unwrap_err();
        let place = findings[0].place.clone().unwrap();
        match place.spot {
            Spot::LineColumn(line, column) => (findings[0].code, line, column),
            Spot::Bytes(range) => (findings[0].code, 0, range.start),
            other => panic!("{other:?}"),
        }
    }

    #[test]
    fn an_empty_text_is_an_empty_mapping() {
        assert!(parse(&"a.yaml".into(), "# nothing\n", 0..10).unwrap().is_mapping());
    }

    #[test]
    fn a_byte_order_mark_is_passed_over() {
        let text = "\u{feff}title: T\n";
        let value = parse(&"a.yaml".into(), text, 0..text.len()).unwrap();
        assert_eq!(value["title"].as_str(), Some("T"));
        assert!(parse(&"a.yaml".into(), "\u{feff}", 0..3).unwrap().is_mapping());
        assert_eq!(code("\u{feff}title: Notice: closed\n"), ("yaml/syntax", 1, 14));
        assert_eq!(code(&format!("\u{feff}{}", "[".repeat(51))), ("yaml/too-deep", 0, 53));
    }

    #[test]
    fn says_what_is_wrong_and_where() {
        assert_eq!(code("a: 1\nb: 2\na: 3\n"), ("yaml/duplicate-key", 3, 1));
        assert_eq!(code("a:\n\t- x\n"), ("yaml/tab", 2, 1));
        assert_eq!(code("title: Notice: closed\n"), ("yaml/syntax", 1, 14));
        assert_eq!(code("title: \"a\\qb\"\n"), ("yaml/syntax", 1, 10));
        assert_eq!(code("title: \"a\\xZZ\"\n"), ("yaml/syntax", 1, 10));
        let message =
            |yaml: &str| parse(&"a.yaml".into(), yaml, 0..yaml.len()).unwrap_err()[0].message.clone();
        assert_eq!(message("title: \"C:\\qb\"\n"), "`\\q` means nothing in a text in double quotes");
        assert_eq!(code("a: *b\n").0, "yaml/alias");
        assert_eq!(code("a: &b 1\n").0, "yaml/alias");
        assert_eq!(code("title: \"open\nb: 1\n").0, "yaml/syntax");
    }

    #[test]
    fn depth_is_bounded() {
        assert_eq!(code(&format!("a: {}", "[".repeat(10_000))).0, "yaml/too-deep");
        assert_eq!(code(&"- ".repeat(10_000)).0, "yaml/too-deep");
        let steps: String = (0..300).map(|n| format!("{}a:\n", " ".repeat(n))).collect();
        assert_eq!(code(&steps).0, "yaml/too-deep");
        assert!(parse(&"a.yaml".into(), &"-".repeat(100), 0..100).is_ok());
    }
}
