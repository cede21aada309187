//! Findings as a JUnit report, the form of test results that every CI server reads (there is no standard; the schema
//! of Jenkins' xUnit plugin is what they agree on). Each finding is a case: errors and warnings are failures, hints
//! pass with their text beside them.

use crate::base::diagnostic::Severity;
use crate::base::html;
use crate::report::locate::Finding;
use crate::report::visible::visible;
use std::fmt::Write;

/// The report of these findings. Without any it has one case, which passes: an empty report counts as a broken one.
pub fn document(findings: &[Finding<'_>]) -> String {
    let is_failure = |finding: &&Finding<'_>| finding.diagnostic.severity != Severity::Hint;
    let (tests, failures) = (findings.len().max(1), findings.iter().filter(is_failure).count());
    let mut out = "<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n".to_owned();
    let _ = writeln!(out, "<testsuites tests=\"{tests}\" failures=\"{failures}\" errors=\"0\">");
    let _ = writeln!(
        out,
        "<testsuite name=\"crier\" tests=\"{tests}\" failures=\"{failures}\" errors=\"0\" skipped=\"0\">"
    );
    if findings.is_empty() {
        out.push_str("<testcase classname=\"crier\" name=\"no findings\"/>\n");
    }
    for finding in findings {
        case(&mut out, finding);
    }
    out.push_str("</testsuite>\n</testsuites>\n");
    out
}

fn case(out: &mut String, finding: &Finding<'_>) {
    let diagnostic = finding.diagnostic;
    let path = finding.at.as_ref().map(|at| at.path);
    let position = finding.at.as_ref().and_then(|at| at.position);
    out.push_str("<testcase classname=\"");
    escape(out, path.unwrap_or("crier"));
    let _ = write!(out, "\" name=\"{}", diagnostic.code);
    if let Some(position) = position {
        let _ = write!(out, " {}:{}", position.line, position.column);
    }
    out.push('"');
    if let Some(path) = path {
        out.push_str(" file=\"");
        escape(out, path);
        out.push('"');
    }
    let element = match diagnostic.severity {
        Severity::Hint => {
            out.push_str("><system-out>");
            "system-out"
        }
        Severity::Error | Severity::Warning => {
            let _ = write!(out, "><failure type=\"{}\" message=\"", diagnostic.severity.word());
            escape(out, &diagnostic.message);
            out.push_str("\">");
            "failure"
        }
    };
    for (number, line) in finding.text().lines().enumerate() {
        out.push_str(if number == 0 { "" } else { "\n" });
        escape(out, line);
    }
    let _ = writeln!(out, "</{element}></testcase>");
}

/// Text of XML 1.0, which has no way to write most control characters.
fn escape(out: &mut String, text: &str) {
    html::push_escaped(out, &visible(text).replace(['\u{fffe}', '\u{ffff}'], "\u{fffd}"));
}

#[cfg(test)]
mod tests {
    use super::document;
    use crate::base::diagnostic::Diagnostic;
    use crate::base::source::Place;
    use crate::report::locate::Files;

    fn printed(findings: &[Diagnostic]) -> String {
        let files = Files::read(findings, &|path| (path == "a.md").then(|| "会x".into()));
        let findings: Vec<_> = findings.iter().map(|finding| files.find(finding)).collect();
        document(&findings)
    }

    #[test]
    fn errors_and_warnings_fail_and_hints_pass() {
        let findings = [
            Diagnostic::error("a/b", "wrong").at(Place::bytes(&"a.md".into(), 3..4)).help("mend it"),
            Diagnostic::warning("a/c", "x").at(Place::file(&"gone.md".into())),
            Diagnostic::hint("a/d", "y"),
        ];
        let expected = "\
<?xml version=\"1.0\" encoding=\"UTF-8\"?>
<testsuites tests=\"3\" failures=\"2\" errors=\"0\">
<testsuite name=\"crier\" tests=\"3\" failures=\"2\" errors=\"0\" skipped=\"0\">
<testcase classname=\"a.md\" name=\"a/b 1:2\" file=\"a.md\"><failure type=\"error\" message=\"wrong\">wrong
mend it</failure></testcase>
<testcase classname=\"gone.md\" name=\"a/c\" file=\"gone.md\"><failure type=\"warning\" message=\"x\">x</failure></testcase>
<testcase classname=\"crier\" name=\"a/d\"><system-out>y</system-out></testcase>
</testsuite>
</testsuites>
";
        assert_eq!(printed(&findings), expected);
    }

    #[test]
    fn hostile_text_is_text() {
        let evil = "\"]]></failure><x>&amp;\u{0}\u{1b}[2J\u{ffff}\nnext";
        let out = printed(&[Diagnostic::error("a/b", evil).at(Place::file(&"<\">.md".into()))]);
        let mut reader = quick_xml::Reader::from_str(&out);
        let mut names = Vec::new();
        loop {
            match reader.read_event().unwrap() {
                quick_xml::events::Event::Start(start) => {
                    names.push(String::from_utf8(start.name().as_ref().to_vec()).unwrap());
                    assert!(start.attributes().all(|it| it.is_ok()));
                }
                quick_xml::events::Event::Eof => break,
                _ => {}
            }
        }
        assert_eq!(names, ["testsuites", "testsuite", "testcase", "failure"]);
        assert!(!out.contains(['\0', '\u{1b}', '\u{ffff}']));
    }

    #[test]
    fn no_findings_are_one_case_that_passes() {
        assert!(printed(&[]).contains("tests=\"1\" failures=\"0\""));
    }
}
