//! `findings:` of `crier.yaml`: what a finding counts as on this site. Errors stay errors, for a site with one cannot be
//! built; warnings and hints are the site's affair.

use crate::base::diagnostic::{Diagnostic, Report, Severity};
use crate::base::shape::{Key, Record, Shape};
use serde_yaml::Value;

/// One line of `findings:`.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Rule {
    /// Code of the finding.
    pub code: String,
    /// The file or folder it is for, from the site's root; all where there is none.
    pub place: Option<String>,
    /// What it counts as; nothing: it is not told.
    pub severity: Option<Severity>,
}

/// The schema of a line.
pub static SCHEMA: Record = Record {
    keys: &[
        Key {
            name: "code",
            shape: Shape::Text,
            required: true,
            doc: "Code of the finding; `crier explain` lists all.",
            example: "release/late-event",
        },
        Key {
            name: "in",
            shape: Shape::Text,
            required: false,
            doc: "The file or folder it is for, from the folder of the site. Default: everywhere.",
            example: "content/releases/2019",
        },
        Key {
            name: "as",
            shape: Shape::Choice(&["error", "warning", "hint", "off"]),
            required: true,
            doc: "What it counts as; `off` leaves it out.",
            example: "hint",
        },
    ],
    misnomers: &[
        ("rule", "crier calls it `code`"),
        ("path", "crier calls it `in`"),
        ("severity", "crier calls it `as`"),
        ("level", "crier calls it `as`"),
    ],
};

impl Rule {
    /// The rule of a value that fits the schema.
    pub fn from_value(value: &Value) -> Option<Self> {
        let text = |key: &str| value.get(key).and_then(Value::as_str).map(str::trim);
        Some(Rule {
            code: text("code")?.to_owned(),
            place: text("in").map(|place| place.trim_matches('/').to_owned()),
            severity: match text("as")? {
                "error" => Some(Severity::Error),
                "warning" => Some(Severity::Warning),
                "hint" => Some(Severity::Hint),
                _ => None,
            },
        })
    }

    fn covers(&self, finding: &Diagnostic) -> bool {
        let is_there = |folder: &str| {
            let file = finding.place.as_ref().map_or("", |place| &place.file);
            file.strip_prefix(folder).is_some_and(|rest| rest.is_empty() || rest.starts_with('/'))
        };
        self.code == finding.code && self.place.as_deref().is_none_or(is_there)
    }
}

/// The findings as these rules have them; of several that cover a finding the last counts. Judging twice changes
/// nothing.
pub fn judged(rules: &[Rule], report: Report) -> Report {
    if rules.is_empty() {
        return report;
    }
    let judge = |finding: &Diagnostic| match rules.iter().rev().find(|rule| rule.covers(finding)) {
        Some(rule) if finding.severity != Severity::Error => rule.severity,
        _ => Some(finding.severity),
    };
    let mut judged = Report::new();
    for finding in report.findings() {
        if let Some(severity) = judge(finding) {
            judged.push(Diagnostic { severity, ..finding.clone() });
        }
    }
    judged
}

#[cfg(test)]
mod tests {
    use super::{Rule, judged};
    use crate::base::diagnostic::{Diagnostic, Report, Severity};
    use crate::base::source::Place;

    fn rule(code: &str, place: Option<&str>, severity: Option<Severity>) -> Rule {
        Rule { code: code.into(), place: place.map(str::to_owned), severity }
    }

    fn severities(rules: &[Rule], findings: Vec<Diagnostic>) -> Vec<Severity> {
        let mut report = Report::new();
        findings.into_iter().for_each(|finding| report.push(finding));
        let once = judged(rules, report);
        let of = |report: &Report| report.findings().iter().map(|it| it.severity).collect::<Vec<_>>();
        let severities = of(&once);
        assert_eq!(of(&judged(rules, once)), severities, "judging twice");
        severities
    }

    fn at(file: &str) -> Diagnostic {
        Diagnostic::warning("a/b", "x").at(Place::file(&file.into()))
    }

    #[test]
    fn the_last_rule_that_covers_a_finding_counts() {
        let rules = [
            rule("a/b", None, None),
            rule("a/b", Some("content/new"), Some(Severity::Error)),
            rule("a/c", None, Some(Severity::Hint)),
        ];
        let findings = vec![
            at("content/old/a.md"),
            at("content/new/a.md"),
            at("content/newer/a.md"),
            Diagnostic::warning("a/b", "no place"),
            Diagnostic::warning("a/c", "x"),
            Diagnostic::warning("a/d", "x"),
        ];
        assert_eq!(severities(&rules, findings), [Severity::Error, Severity::Hint, Severity::Warning]);
        let file = [rule("a/b", Some("content/a.md"), Some(Severity::Hint))];
        assert_eq!(
            severities(&file, vec![at("content/a.md"), at("content/a.md.md")]),
            [Severity::Hint, Severity::Warning]
        );
    }

    #[test]
    fn an_error_stays_one() {
        let findings = vec![Diagnostic::error("a/b", "x")];
        assert_eq!(severities(&[rule("a/b", None, None)], findings), [Severity::Error]);
    }
}
