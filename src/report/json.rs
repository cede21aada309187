//! Findings as JSON Lines: one object each, for programs. The form is versioned; keys may be added to it.

use crate::report::locate::{Finding, Located, Position};
use crate::report::visible::is_hidden;
use serde::Serialize;
use std::fmt::Write;

/// Version of the form.
const VERSION: u32 = 1;

#[derive(Serialize)]
struct Line<'a> {
    version: u32,
    code: &'a str,
    severity: &'a str,
    message: &'a str,
    path: Option<&'a str>,
    line: Option<usize>,
    column: Option<usize>,
    end_line: Option<usize>,
    end_column: Option<usize>,
    label: Option<&'a str>,
    notes: Vec<Note<'a>>,
    help: &'a [String],
}

#[derive(Serialize)]
struct Note<'a> {
    text: &'a str,
    path: Option<&'a str>,
    line: Option<usize>,
    column: Option<usize>,
}

/// Appends a finding.
pub fn print(out: &mut String, finding: &Finding<'_>) {
    let diagnostic = finding.diagnostic;
    let position = position(&finding.at);
    let line = Line {
        version: VERSION,
        code: diagnostic.code,
        severity: diagnostic.severity.word(),
        message: &diagnostic.message,
        path: path(&finding.at),
        line: position.map(|position| position.line),
        column: position.map(|position| position.column),
        end_line: position.map(|position| position.end_line),
        end_column: position.map(|position| position.end_column),
        label: diagnostic.label.as_deref(),
        notes: finding.notes.iter().map(|(text, at)| note(text, at)).collect(),
        help: &diagnostic.help,
    };
    // Texts and numbers always have a form in JSON.
    push_escaped(out, &serde_json::to_string(&line).unwrap_or_default());
    out.push('\n');
}

/// JSON of one or more lines as a file of its own.
pub fn document(json: &str) -> String {
    let mut out = String::with_capacity(json.len() + 1);
    for line in json.lines() {
        push_escaped(&mut out, line);
        out.push('\n');
    }
    out
}

/// Appends a line of JSON. It lets pass what a terminal obeys; within its strings every character may be escaped.
fn push_escaped(out: &mut String, json: &str) {
    for c in json.chars() {
        if is_hidden(c) {
            c.encode_utf16(&mut [0; 2]).iter().for_each(|unit| {
                let _ = write!(out, "\\u{unit:04x}");
            });
        } else {
            out.push(c);
        }
    }
}

fn note<'a>(text: &'a str, at: &Option<Located<'a>>) -> Note<'a> {
    let position = position(at);
    Note { text, path: path(at), line: position.map(|at| at.line), column: position.map(|at| at.column) }
}

fn path<'a>(at: &Option<Located<'a>>) -> Option<&'a str> {
    at.as_ref().map(|at| at.path)
}

fn position(at: &Option<Located<'_>>) -> Option<Position> {
    at.as_ref().and_then(|at| at.position)
}

#[cfg(test)]
mod tests {
    use super::print;
    use crate::base::diagnostic::Diagnostic;
    use crate::base::source::Place;
    use crate::report::locate::Files;
    use serde_json::{Value, json};

    fn printed(finding: Diagnostic) -> String {
        let findings = [finding];
        let files = Files::read(&findings, &|path| (path == "a.md").then(|| "会x\ny".into()));
        let mut out = String::new();
        print(&mut out, &files.find(&findings[0]));
        out
    }

    #[test]
    fn every_key_is_there() {
        let finding = Diagnostic::error("a/b", "wrong")
            .at(Place::bytes(&"a.md".into(), 3..6))
            .label("l")
            .note_at("n", Place::file(&"gone".into()))
            .note("m")
            .help("h");
        let read: Value = serde_json::from_str(&printed(finding)).unwrap();
        let expected = json!({
            "version": 1, "code": "a/b", "severity": "error", "message": "wrong", "path": "a.md", "line": 1,
            "column": 2, "end_line": 2, "end_column": 2, "label": "l", "help": ["h"],
            "notes": [
                {"text": "n", "path": "gone", "line": null, "column": null},
                {"text": "m", "path": null, "line": null, "column": null},
            ],
        });
        assert_eq!(read, expected);
    }

    #[test]
    fn hostile_text_comes_back_whole_and_is_one_line() {
        let evil = "\u{1b}[2J\u{9b}\n\"\\\u{202e}\u{e0041}\u{7f}\u{2028}会";
        let out = printed(Diagnostic::hint("a/b", evil));
        assert_eq!(out.lines().count(), 1);
        assert!(!out.trim_end().chars().any(super::is_hidden), "{out:?}");
        assert_eq!(serde_json::from_str::<Value>(&out).unwrap()["message"], evil);
    }
}
