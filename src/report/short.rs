//! Findings on one line each, as editors and `grep` read them: `path:line:column: error[code]: message (help)`.

use crate::report::locate::Finding;
use crate::report::visible::visible;
use std::fmt::Write;

/// Appends a finding.
pub fn print(out: &mut String, finding: &Finding<'_>) {
    let diagnostic = finding.diagnostic;
    if let Some(at) = &finding.at {
        out.push_str(&visible(at.path));
        if let Some(position) = at.position {
            let _ = write!(out, ":{}:{}", position.line, position.column);
        }
        out.push_str(": ");
    }
    let _ =
        write!(out, "{}[{}]: {}", diagnostic.severity.word(), diagnostic.code, visible(&diagnostic.message));
    if !diagnostic.help.is_empty() {
        let helps = diagnostic.help.iter().map(|help| help.split_whitespace().collect::<Vec<_>>().join(" "));
        let _ = write!(out, " ({})", visible(&helps.collect::<Vec<_>>().join("; ")));
    }
    out.push('\n');
}

#[cfg(test)]
mod tests {
    use super::print;
    use crate::base::diagnostic::Diagnostic;
    use crate::base::source::Place;
    use crate::report::locate::Files;

    fn printed(finding: Diagnostic) -> String {
        let findings = [finding];
        let files = Files::read(&findings, &|path| (path == "a.md").then(|| "会x".into()));
        let mut out = String::new();
        print(&mut out, &files.find(&findings[0]));
        out
    }

    #[test]
    fn one_line_each() {
        let finding = Diagnostic::error("a/b", "wrong\u{1b}\nhere").at(Place::bytes(&"a.md".into(), 3..4));
        let finding = finding.help("add a line such as\ntitle: x").help("or not");
        assert_eq!(
            printed(finding),
            "a.md:1:2: error[a/b]: wrong␛␊here (add a line such as title: x; or not)\n"
        );
        assert_eq!(
            printed(Diagnostic::hint("a/b", "x").at(Place::file(&"gone".into()))),
            "gone: hint[a/b]: x\n"
        );
        assert_eq!(printed(Diagnostic::warning("a/b", "x")), "warning[a/b]: x\n");
    }
}
