//! Findings as workflow commands of GitHub Actions, which shows them beside the lines of a pull request. The
//! escapes are those of the runner (actions/toolkit, `core/src/command.ts`).

use crate::base::diagnostic::Severity;
use crate::report::locate::Finding;
use crate::report::visible::push_visible;

/// Appends a finding.
pub fn print(out: &mut String, finding: &Finding<'_>) {
    let diagnostic = finding.diagnostic;
    out.push_str(match diagnostic.severity {
        Severity::Error => "::error ",
        Severity::Warning => "::warning ",
        Severity::Hint => "::notice ",
    });
    if let Some(at) = &finding.at {
        out.push_str("file=");
        property(out, at.path);
        if let Some(position) = at.position {
            let mut number = |name: &str, number: usize| out.push_str(&format!(",{name}={number}"));
            number("line", position.line);
            // The runner takes columns on one line only.
            if position.end_line > position.line {
                number("endLine", position.end_line);
            } else {
                number("col", position.column);
                number("endColumn", position.end_column);
            }
        }
        out.push(',');
    }
    out.push_str("title=");
    property(out, diagnostic.code);
    out.push_str("::");
    data(out, &finding.text());
    out.push('\n');
}

/// The text of a command.
fn data(out: &mut String, text: &str) {
    for c in text.chars() {
        match c {
            '%' => out.push_str("%25"),
            '\r' => out.push_str("%0D"),
            '\n' => out.push_str("%0A"),
            c => push_visible(out, c),
        }
    }
}

/// A property of a command.
fn property(out: &mut String, text: &str) {
    for c in text.chars() {
        match c {
            ':' => out.push_str("%3A"),
            ',' => out.push_str("%2C"),
            c => data(out, c.encode_utf8(&mut [0; 4])),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::print;
    use crate::base::diagnostic::Diagnostic;
    use crate::base::source::Place;
    use crate::report::locate::Files;

    fn printed(finding: Diagnostic) -> String {
        let findings = [finding];
        let files = Files::read(&findings, &|path| path.ends_with(".md").then(|| "会x\ny".into()));
        let mut out = String::new();
        print(&mut out, &files.find(&findings[0]));
        out
    }

    #[test]
    fn commands_are_what_the_runner_reads() {
        let finding =
            Diagnostic::error("a/b", "100% wrong: a, b").at(Place::bytes(&"a.md".into(), 3..4)).help("x\ny");
        let expected = "::error file=a.md,line=1,col=2,endColumn=3,title=a/b::100%25 wrong: a, b%0Ax%0Ay\n";
        assert_eq!(printed(finding), expected);
        let several = Diagnostic::warning("a/b", "x").at(Place::bytes(&"a.md".into(), 3..6));
        assert_eq!(printed(several), "::warning file=a.md,line=1,endLine=2,title=a/b::x\n");
        assert_eq!(printed(Diagnostic::hint("a/b", "x")), "::notice title=a/b::x\n");
    }

    #[test]
    fn a_text_cannot_begin_a_command_of_its_own() {
        let path = "a,b:c\n::add-mask::%.md";
        let finding = Diagnostic::error("a/b", "x\r\n::stop-commands::y\u{1b}").at(Place::file(&path.into()));
        let out = printed(finding);
        assert_eq!(out.lines().count(), 1);
        assert!(
            out.starts_with("::error file=a%2Cb%3Ac%0A%3A%3Aadd-mask%3A%3A%25.md,line=1,col=1,"),
            "{out}"
        );
        assert!(out.ends_with("::x%0D%0A::stop-commands::y␛\n"), "{out}");
    }

    #[test]
    fn notes_say_where() {
        let note =
            Diagnostic::error("a/b", "x").note_at("here", Place::bytes(&"a.md".into(), 6..7)).note("there");
        assert_eq!(printed(note), "::error title=a/b::x%0Ahere: a.md:2:2%0Athere\n");
    }
}
