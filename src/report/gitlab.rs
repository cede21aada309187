//! Findings as a Code Quality report of GitLab: one JSON array (docs.gitlab.com, *Code Quality report format*).

use crate::base::diagnostic::Severity;
use crate::base::json_rows::push_array;
use crate::report::fingerprint::fingerprints;
use crate::report::json;
use crate::report::locate::Finding;
use serde::Serialize;

/// Where a finding about the site as a whole is shown: GitLab leaves out what has no file.
const SITE: &str = "crier.yaml";

#[derive(Serialize)]
struct Issue<'a> {
    description: String,
    check_name: &'a str,
    fingerprint: String,
    severity: &'a str,
    location: Location<'a>,
}

#[derive(Serialize)]
struct Location<'a> {
    path: &'a str,
    lines: Lines,
}

#[derive(Serialize)]
struct Lines {
    begin: usize,
}

/// The report of these findings.
pub fn document(findings: &[Finding<'_>]) -> String {
    let mut rows = String::new();
    push_array(findings.iter().zip(fingerprints(findings)).map(issue), &mut rows);
    json::document(&rows)
}

fn issue<'a>((finding, fingerprint): (&'a Finding<'_>, String)) -> Issue<'a> {
    let at = finding.at.as_ref();
    Issue {
        description: finding.text(),
        check_name: finding.diagnostic.code,
        fingerprint,
        severity: match finding.diagnostic.severity {
            Severity::Error => "critical",
            Severity::Warning => "minor",
            Severity::Hint => "info",
        },
        location: Location {
            path: at.map_or(SITE, |at| at.path),
            lines: Lines { begin: at.and_then(|at| at.position).map_or(1, |position| position.line) },
        },
    }
}

#[cfg(test)]
mod tests {
    use super::document;
    use crate::base::diagnostic::Diagnostic;
    use crate::base::source::Place;
    use crate::report::locate::Files;
    use serde_json::{Value, json};

    fn read(findings: &[Diagnostic]) -> Value {
        let files = Files::read(findings, &|path| (path == "a.md").then(|| "x\n会".into()));
        let findings: Vec<_> = findings.iter().map(|finding| files.find(finding)).collect();
        serde_json::from_str(&document(&findings)).unwrap()
    }

    #[test]
    fn every_key_that_gitlab_reads_is_there() {
        let findings = [
            Diagnostic::error("a/b", "wrong\u{1b}").at(Place::bytes(&"a.md".into(), 2..5)).help("mend it"),
            Diagnostic::warning("a/c", "x").at(Place::file(&"gone.md".into())),
            Diagnostic::hint("a/d", "y"),
        ];
        let mut report = read(&findings);
        for issue in report.as_array_mut().unwrap() {
            let fingerprint = issue.as_object_mut().unwrap().remove("fingerprint").unwrap();
            assert_eq!(fingerprint.as_str().unwrap().len(), 32);
        }
        let expected = json!([
            {"description": "wrong\u{1b}\nmend it", "check_name": "a/b", "severity": "critical",
             "location": {"path": "a.md", "lines": {"begin": 2}}},
            {"description": "x", "check_name": "a/c", "severity": "minor",
             "location": {"path": "gone.md", "lines": {"begin": 1}}},
            {"description": "y", "check_name": "a/d", "severity": "info",
             "location": {"path": "crier.yaml", "lines": {"begin": 1}}},
        ]);
        assert_eq!(report, expected);
    }

    #[test]
    fn no_findings_are_an_empty_report() {
        assert_eq!(read(&[]), json!([]));
    }
}
