//! Findings as a SARIF log (OASIS, *Static Analysis Results Interchange Format* 2.1.0), which code hosts and editors
//! read.

use crate::base::address::encode_path;
use crate::base::diagnostic::Severity;
use crate::report::fingerprint::fingerprints;
use crate::report::json;
use crate::report::locate::{Finding, Located};
use serde_json::{Value, json};
use std::collections::BTreeSet;

/// The log of these findings. Columns are of characters, as everywhere in crier.
pub fn document(findings: &[Finding<'_>]) -> String {
    let codes: BTreeSet<&str> = findings.iter().map(|finding| finding.diagnostic.code).collect();
    let rules: Vec<Value> = codes.iter().map(|code| json!({"id": code})).collect();
    let results = findings.iter().zip(fingerprints(findings));
    let results: Vec<Value> = results.map(|(finding, fingerprint)| result(finding, &fingerprint)).collect();
    let log = json!({
        "$schema": "https://docs.oasis-open.org/sarif/sarif/v2.1.0/errata01/os/schemas/sarif-schema-2.1.0.json",
        "version": "2.1.0",
        "runs": [{
            "tool": {"driver": {"name": "crier", "version": env!("CARGO_PKG_VERSION"), "rules": rules}},
            "columnKind": "unicodeCodePoints",
            "results": results,
        }],
    });
    // One value a line, so that two logs can be compared.
    json::document(&serde_json::to_string_pretty(&log).unwrap_or_default())
}

fn result(finding: &Finding<'_>, fingerprint: &str) -> Value {
    let mut result = json!({
        "ruleId": finding.diagnostic.code,
        "level": match finding.diagnostic.severity {
            Severity::Error => "error",
            Severity::Warning => "warning",
            Severity::Hint => "note",
        },
        "message": {"text": finding.text()},
        "partialFingerprints": {"crierFinding/v1": fingerprint},
    });
    if let Some(at) = &finding.at {
        result["locations"] = json!([{"physicalLocation": physical(at)}]);
    }
    let related: Vec<Value> = finding
        .notes
        .iter()
        .filter_map(|(text, at)| at.as_ref().map(|at| (text, at)))
        .enumerate()
        .map(
            |(id, (text, at))| json!({"id": id, "message": {"text": text}, "physicalLocation": physical(at)}),
        )
        .collect();
    if !related.is_empty() {
        result["relatedLocations"] = related.into();
    }
    result
}

fn physical(at: &Located<'_>) -> Value {
    let mut place = json!({"artifactLocation": {"uri": encode_path(at.path), "uriBaseId": "%SRCROOT%"}});
    if let Some(position) = at.position {
        place["region"] = json!({
            "startLine": position.line,
            "startColumn": position.column,
            "endLine": position.end_line,
            "endColumn": position.end_column,
        });
    }
    place
}

#[cfg(test)]
mod tests {
    use super::document;
    use crate::base::diagnostic::Diagnostic;
    use crate::base::source::Place;
    use crate::report::locate::Files;
    use serde_json::{Value, json};

    fn read(findings: &[Diagnostic]) -> Value {
        let files = Files::read(findings, &|path| path.ends_with(".md").then(|| "会x\ny".into()));
        let findings: Vec<_> = findings.iter().map(|finding| files.find(finding)).collect();
        serde_json::from_str(&document(&findings)).unwrap()
    }

    #[test]
    fn a_finding_has_its_place_its_notes_and_its_rule() {
        let path = "content/会 1%.md".into();
        let log = read(&[Diagnostic::error("a/b", "wrong")
            .at(Place::bytes(&path, 3..6))
            .note_at("the other", Place::bytes(&"b.md".into(), 0..3))
            .help("mend it")]);
        assert_eq!(log["version"], "2.1.0");
        let run = &log["runs"][0];
        assert_eq!(run["columnKind"], "unicodeCodePoints");
        assert_eq!(run["tool"]["driver"]["rules"], json!([{"id": "a/b"}]));
        let result = &run["results"][0];
        assert_eq!((&result["ruleId"], &result["level"]), (&json!("a/b"), &json!("error")));
        assert_eq!(result["message"]["text"], "wrong\nthe other: b.md:1:1\nmend it");
        assert_eq!(
            result["locations"][0]["physicalLocation"],
            json!({"artifactLocation": {"uri": "content/%E4%BC%9A%201%25.md", "uriBaseId": "%SRCROOT%"},
                   "region": {"startLine": 1, "startColumn": 2, "endLine": 2, "endColumn": 2}})
        );
        assert_eq!(result["relatedLocations"][0]["message"]["text"], "the other");
        assert_eq!(result["partialFingerprints"]["crierFinding/v1"].as_str().unwrap().len(), 32);
    }

    #[test]
    fn a_finding_without_a_place_has_no_location() {
        let log = read(&[Diagnostic::hint("a/b", "x")]);
        assert_eq!(log["runs"][0]["results"][0].get("locations"), None);
        assert_eq!(log["runs"][0]["results"][0]["level"], "note");
        assert_eq!(read(&[])["runs"][0]["results"], json!([]));
    }
}
