//! The findings that an old archive begins with: a file of fingerprints, under version control, that gets shorter. A
//! line is a fingerprint, a code and a path; the last two are for people.

use crate::base::diagnostic::{Diagnostic, Report, Severity};
use std::collections::BTreeSet;

const HEAD: &str = "# Findings that `crier check --baseline` leaves out. Delete what is mended; --write-baseline writes it anew.\n";

/// A finding with its [fingerprint](crate::report::fingerprint).
pub type Known = (String, Diagnostic);

/// The file for these findings, in the order of path and code. Errors are not in it: no site is built with them.
pub fn write(findings: &[Known]) -> String {
    let mut lines: Vec<(&str, &str, &str)> = findings
        .iter()
        .filter(|(_, finding)| finding.severity != Severity::Error)
        .map(|(fingerprint, finding)| {
            (finding.place.as_ref().map_or("", |place| &place.file), finding.code, fingerprint.as_str())
        })
        .collect();
    lines.sort_unstable();
    let mut text = HEAD.to_owned();
    for (path, code, fingerprint) in lines {
        // A path with a line break would break the line; it is for people alone.
        let path: String = path.chars().filter(|c| !c.is_control()).collect();
        text.push_str(format!("{fingerprint} {code} {path}").trim_end());
        text.push('\n');
    }
    text
}

/// The fingerprints of a file; of a line that has none, its number.
pub fn read(text: &str) -> Result<BTreeSet<&str>, usize> {
    let lines = text.trim_start_matches('\u{feff}').lines().enumerate();
    let lines = lines.filter(|(_, line)| !line.trim().is_empty() && !line.starts_with('#'));
    lines
        .map(|(number, line)| {
            let first = line.split_whitespace().next().unwrap_or_default();
            let is_fingerprint = first.len() == 32 && first.bytes().all(|byte| byte.is_ascii_hexdigit());
            is_fingerprint.then_some(first).ok_or(number + 1)
        })
        .collect()
}

/// What a baseline leaves.
pub struct Left {
    /// The findings that are not in it.
    pub report: Report,
    /// How many are in it.
    pub known: usize,
    /// How many of its lines stand for nothing any more.
    pub gone: usize,
}

/// The findings that are not in the file.
pub fn without(findings: Vec<Known>, baseline: &BTreeSet<&str>) -> Left {
    let mut report = Report::new();
    let mut known = 0;
    for (fingerprint, finding) in findings {
        match finding.severity != Severity::Error && baseline.contains(fingerprint.as_str()) {
            true => known += 1,
            false => report.push(finding),
        }
    }
    Left { report, known, gone: baseline.len() - known }
}

#[cfg(test)]
mod tests {
    use super::{Known, read, without, write};
    use crate::base::diagnostic::Diagnostic;
    use crate::base::source::Place;

    fn known(digit: char, finding: Diagnostic) -> Known {
        (digit.to_string().repeat(32), finding.at(Place::file(&"a\nb.md".into())))
    }

    #[test]
    fn what_is_in_the_file_is_left_out_but_for_errors() {
        let findings = vec![
            known('a', Diagnostic::warning("a/b", "x")),
            known('b', Diagnostic::hint("a/b", "y")),
            known('c', Diagnostic::error("a/b", "z")),
        ];
        let text = write(&findings);
        assert_eq!(text.lines().count(), 3, "{text}");
        let baseline = read(&text).unwrap();
        let left = without(findings, &baseline);
        assert_eq!((left.report.findings().len(), left.known, left.gone), (1, 2, 0));
        assert!(left.report.has_errors());
        let left = without(vec![known('d', Diagnostic::warning("a/b", "x"))], &baseline);
        assert_eq!((left.report.findings().len(), left.known, left.gone), (1, 0, 2));
    }

    #[test]
    fn a_line_that_is_none_is_told() {
        assert_eq!(read("# well\r\n\r\n0123456789abcdef0123456789ABCDEF a/b x\r\n").unwrap().len(), 1);
        assert_eq!(read("\n<<<<<<< HEAD\n"), Err(2));
        assert_eq!(read("0123456789abcdef0123456789abcde会\n"), Err(1));
    }
}
