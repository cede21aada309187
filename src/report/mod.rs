//! Findings as text. Symbolic places become lines and columns ([`locate`]), then each format has its printer.

pub mod baseline;
pub mod excerpt;
pub mod fingerprint;
pub mod github;
pub mod gitlab;
pub mod html;
pub mod human;
pub mod json;
pub mod junit;
pub mod locate;
pub mod sarif;
pub mod short;
pub mod style;
pub mod visible;
pub mod words;
pub mod yaml;

use crate::base::diagnostic::Report;
use crate::report::baseline::Known;
use crate::report::html::Editor;
use crate::report::locate::{Files, Finding};
use crate::report::style::Style;

/// What the findings are printed for.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub enum Format {
    /// People: source lines with carets, notes, help.
    #[default]
    Human,
    /// Editors and `grep`: one line each.
    Short,
    /// Programs: JSON Lines.
    Json,
    /// GitHub Actions: annotations.
    Github,
    /// GitLab: one Code Quality report.
    Gitlab,
    /// Code hosts and editors: one SARIF log.
    Sarif,
    /// CI servers: one JUnit report.
    Junit,
}

impl Format {
    /// All formats.
    pub const ALL: [Format; 7] = [
        Format::Human,
        Format::Short,
        Format::Json,
        Format::Github,
        Format::Gitlab,
        Format::Sarif,
        Format::Junit,
    ];
}

/// The findings as text, ordered by path, line, column and code; each once. `texts` gives the text of a file by
/// its path from the site's root, with U+FFFD for what is not UTF-8.
pub fn print(
    report: &Report,
    texts: &dyn Fn(&str) -> Option<String>,
    format: Format,
    style: Style,
) -> String {
    let files = Files::read(report.findings(), texts);
    let findings = located(report, &files);
    let each = |print: &dyn Fn(&mut String, &Finding<'_>)| {
        let mut out = String::new();
        findings.iter().for_each(|finding| print(&mut out, finding));
        out
    };
    match format {
        Format::Human => each(&|out, finding| human::print(out, finding, style)),
        Format::Short => each(&short::print),
        Format::Json => each(&json::print),
        Format::Github => each(&github::print),
        Format::Gitlab => gitlab::document(&findings),
        Format::Sarif => sarif::document(&findings),
        Format::Junit => junit::document(&findings),
    }
}

/// The findings as items of an HTML list, in the same order. Their places open the editor where there is one.
pub fn list(report: &Report, texts: &dyn Fn(&str) -> Option<String>, editor: Option<&Editor>) -> String {
    let files = Files::read(report.findings(), texts);
    let mut out = String::new();
    for finding in located(report, &files) {
        html::print(&mut out, &finding, editor);
    }
    out
}

/// The findings with what tells them again in the next run, in the same order.
pub fn fingerprinted(report: &Report, texts: &dyn Fn(&str) -> Option<String>) -> Vec<Known> {
    let files = Files::read(report.findings(), texts);
    let findings = located(report, &files);
    let fingerprints = fingerprint::fingerprints(&findings);
    let diagnostics = findings.iter().map(|finding| finding.diagnostic.clone());
    fingerprints.into_iter().zip(diagnostics).collect()
}

/// The findings with their places found, in order, repeated ones dropped.
fn located<'a>(report: &'a Report, files: &'a Files<'a>) -> Vec<Finding<'a>> {
    // Without a place first; the rest of the key makes the order the same whatever stage ran first.
    fn key<'a>(finding: &'a Finding<'_>) -> impl Ord + 'a {
        let it = finding.diagnostic;
        let at = finding.at.as_ref().map(|at| (at.path, at.position));
        (
            at,
            it.code,
            it.severity,
            it.message.as_str(),
            it.label.as_deref(),
            it.help.as_slice(),
            &finding.notes,
        )
    }
    let mut findings: Vec<Finding<'_>> =
        report.findings().iter().map(|finding| files.find(finding)).collect();
    findings.sort_by(|a, b| key(a).cmp(&key(b)));
    findings.dedup_by(|a, b| key(a) == key(b));
    findings
}

#[cfg(test)]
mod tests {
    use super::{Format, print};
    use crate::base::diagnostic::{Diagnostic, Report};
    use crate::base::source::{FieldPath, Place, Spot, Step, Words};
    use crate::report::style::Style;
    use crate::report::visible::is_hidden;
    use proptest::prelude::*;

    fn printed(findings: Vec<Diagnostic>, format: Format) -> String {
        let mut report = Report::new();
        findings.into_iter().for_each(|finding| report.push(finding));
        let texts = |path: &str| path.ends_with(".md").then(|| "---\nb: 1\na: 2\n---\n".to_owned());
        print(&report, &texts, format, Style::default())
    }

    fn at(code: &'static str, path: &str, key: &str) -> Diagnostic {
        Diagnostic::error(code, "x").at(Place::key(&path.into(), FieldPath::default().key(key)))
    }

    #[test]
    fn findings_are_in_order_and_said_once() {
        let findings = vec![
            at("b/b", "b.md", "a"),
            at("a/a", "a.md", "a"),
            at("c/c", "b.md", "b"),
            at("a/b", "b.md", "a"),
            at("b/b", "b.md", "a"),
            Diagnostic::hint("z/z", "x"),
        ];
        let expected = "\
hint[z/z]: x
a.md:3:1: error[a/a]: x
b.md:2:1: error[c/c]: x
b.md:3:1: error[a/b]: x
b.md:3:1: error[b/b]: x
";
        assert_eq!(printed(findings, Format::Short), expected);
    }

    #[test]
    fn no_findings_are_no_text() {
        for format in [Format::Human, Format::Short, Format::Json, Format::Github] {
            assert_eq!(printed(Vec::new(), format), "");
        }
    }

    #[test]
    fn every_format_takes_every_place() {
        let file = "gone.md".into();
        let places = [
            Place::file(&file),
            Place::bytes(&file, 7..usize::MAX),
            Place::bytes(&"a.md".into(), std::ops::Range { start: 500, end: 3 }),
            Place::value(&"a.md".into(), FieldPath::default()),
            Place::value(&"a.txt".into(), FieldPath::default().item(3)),
        ];
        for format in Format::ALL {
            let findings =
                places.iter().map(|place| Diagnostic::error("a/b", "x").at(place.clone())).collect();
            assert!(printed(findings, format).lines().count() >= places.len());
        }
    }

    proptest! {
        /// Whatever the file and the place, there is a text, and nothing in it steers a terminal.
        #[test]
        fn no_file_and_no_place_is_too_odd(
            parts in prop::collection::vec(prop::sample::select(&ODD[..]), 0..30),
            spot in spots(),
            path in prop::sample::select(&["a.md", "a.yaml", "a\u{1b}b.md"][..]),
        ) {
            let (text, mut report) = (parts.concat(), Report::new());
            let place = Place { file: path.into(), spot };
            report.push(Diagnostic::error("a/b", text.clone()).at(place.clone()).label(text.clone()).note_at("n", place));
            for format in Format::ALL {
                let out = print(&report, &|_| Some(text.clone()), format, Style::default());
                prop_assert!(out.contains("a/b"));
                prop_assert!(!out.chars().any(|c| c != '\n' && is_hidden(c)), "{out:?}");
            }
        }
    }

    const ODD: [&str; 22] = [
        "---\n",
        "---\r\n",
        "\u{feff}",
        "\n",
        "\r\n",
        "\r",
        "\t",
        " ",
        "a: ",
        "- ",
        "'",
        "\"",
        "[{",
        "|\n  ",
        "会",
        "e\u{301}",
        "👩\u{200d}👧",
        "\u{1b}[2J",
        "\0",
        "\u{fffd}",
        "\u{202e}",
        "&x *x",
    ];

    fn spots() -> impl Strategy<Value = Spot> {
        let field = prop::collection::vec(
            prop_oneof![
                Just(Step::Key("a".into())),
                Just(Step::Key(String::new())),
                (0..3_usize).prop_map(Step::Item)
            ],
            0..4,
        );
        prop_oneof![
            (0..90_usize, 0..90_usize).prop_map(|(start, end)| Spot::Bytes(start..end)),
            (0..20_usize, 0..50_usize).prop_map(|(line, column)| Spot::LineColumn(line, column)),
            field.clone().prop_map(|steps| Spot::Key(FieldPath(steps))),
            field.prop_map(|steps| Spot::Value(FieldPath(steps))),
            "[a-b会 ]{0,3}".prop_map(|words| Spot::Words(Words { words, nth: 1 })),
            Just(Spot::File),
        ]
    }
}
