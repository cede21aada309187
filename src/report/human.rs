//! Findings for people: the message, the place, the line with carets, notes and help.

use crate::report::excerpt::excerpt;
use crate::report::locate::{Finding, Located};
use crate::report::style::{Role, Style};
use crate::report::visible::visible;
use std::fmt::Write;

/// Appends a finding, with an empty line behind it.
pub fn print(out: &mut String, finding: &Finding<'_>, style: Style) {
    let diagnostic = finding.diagnostic;
    let marked = Role::Finding(diagnostic.severity);
    let head = format!("{}[{}]", diagnostic.severity.word(), diagnostic.code);
    let message = format!(": {}", visible(&diagnostic.message));
    line(out, &[&style.paint(marked, &head), &style.paint(Role::Message, &message)]);

    let number = finding.at.as_ref().filter(|at| at.source_line.is_some()).and_then(|at| at.position);
    let number = number.map(|position| position.line.to_string()).unwrap_or_default();
    let gutter = " ".repeat(number.len().max(1));
    let bar = style.paint(Role::Frame, "|");
    if let Some(at) = &finding.at {
        line(out, &[&gutter, &style.paint(Role::Frame, "-->"), " ", &place(at)]);
    }
    if let Some((text, position)) = finding.at.as_ref().and_then(|at| at.source_line.zip(at.position)) {
        let excerpt = excerpt(text, position);
        line(out, &[&gutter, " ", &bar]);
        line(out, &[&style.paint(Role::Frame, &number), " ", &bar, " ", &excerpt.text]);
        let mut marks = "^".repeat(excerpt.marks);
        if let Some(label) = &diagnostic.label {
            let _ = write!(marks, " {}", visible(label));
        }
        line(out, &[&gutter, " ", &bar, " ", &" ".repeat(excerpt.indent), &style.paint(marked, &marks)]);
    } else if let Some(label) = &diagnostic.label {
        remark(out, &gutter, style, "note", label);
    }
    if finding.at.is_some() && !(finding.notes.is_empty() && diagnostic.help.is_empty()) {
        line(out, &[&gutter, " ", &bar]);
    }
    for (text, at) in &finding.notes {
        match at {
            Some(at) => remark(out, &gutter, style, "note", &format!("{text}: {}", place(at))),
            None => remark(out, &gutter, style, "note", text),
        }
    }
    for help in &diagnostic.help {
        remark(out, &gutter, style, "help", help);
    }
    out.push('\n');
}

/// `= help: …`; further lines begin below the first.
fn remark(out: &mut String, gutter: &str, style: Style, word: &str, text: &str) {
    let mut lines = text.lines();
    let first = visible(lines.next().unwrap_or_default());
    line(
        out,
        &[gutter, " ", &style.paint(Role::Frame, "="), " ", &style.paint(Role::Message, word), ": ", &first],
    );
    for text in lines {
        line(out, &[gutter, " ".repeat(word.len() + 5).as_str(), &visible(text)]);
    }
}

fn place(at: &Located<'_>) -> String {
    match at.position {
        Some(position) => format!("{}:{}:{}", visible(at.path), position.line, position.column),
        None => visible(at.path).into_owned(),
    }
}

/// Appends a line, without white space at its end.
fn line(out: &mut String, parts: &[&str]) {
    let start = out.len();
    parts.iter().for_each(|part| out.push_str(part));
    out.truncate(start + out[start..].trim_end_matches(' ').len());
    out.push('\n');
}

#[cfg(test)]
mod tests {
    use super::print;
    use crate::base::diagnostic::Diagnostic;
    use crate::base::source::{FieldPath, Place};
    use crate::report::locate::Files;
    use crate::report::style::Style;

    const RELEASE: &str = "---\ntitle: 会议\nunits:\n  - 营头镇政俯\n---\n";

    fn printed(finding: Diagnostic, color: bool) -> String {
        let findings = [finding];
        let files = Files::read(&findings, &|path| match path {
            "a.md" => Some(RELEASE.into()),
            "units.yaml" => Some("- id: yt\n".into()),
            "evil.md" => Some("a\u{1b}[2Jb\tc\n".into()),
            _ => None,
        });
        let mut out = String::new();
        print(&mut out, &files.find(&findings[0]), Style { color });
        out
    }

    fn unit() -> Diagnostic {
        let top = FieldPath::default();
        Diagnostic::warning("release/unknown-unit", "`营头镇政俯` is not in units.yaml")
            .at(Place::value(&"a.md".into(), top.key("units").item(0)))
            .label("no such unit")
            .note_at("`营头镇政府` stands here", Place::value(&"units.yaml".into(), top.item(0).key("id")))
            .help("did you mean `营头镇政府`?")
            .help("or add it:\n- id: x\n  name: y")
    }

    #[test]
    fn a_finding_is_a_drawing() {
        let expected = "\
warning[release/unknown-unit]: `营头镇政俯` is not in units.yaml
  --> a.md:4:5
  |
4 |   - 营头镇政俯
  |     ^^^^^^^^^^ no such unit
  |
  = note: `营头镇政府` stands here: units.yaml:1:7
  = help: did you mean `营头镇政府`?
  = help: or add it:
          - id: x
            name: y

";
        assert_eq!(printed(unit(), false), expected.replacen("  -->", " -->", 1));
    }

    #[test]
    fn colour_changes_no_text() {
        let mut plain = String::new();
        let mut rest = printed(unit(), true);
        assert!(rest.contains('\u{1b}'));
        while let Some(at) = rest.find('\u{1b}') {
            plain.push_str(&rest[..at]);
            rest = rest[at + rest[at..].find('m').unwrap() + 1..].to_owned();
        }
        assert_eq!(plain + &rest, printed(unit(), false));
    }

    #[test]
    fn a_file_as_a_whole_has_no_caret() {
        let finding =
            Diagnostic::error("schema/missing-key", "`date` is missing").at(Place::file(&"a.md".into()));
        let expected =
            "error[schema/missing-key]: `date` is missing\n --> a.md:1:1\n  |\n  = help: add it\n\n";
        assert_eq!(printed(finding.help("add it"), false), expected);
        let gone = Diagnostic::error("a/b", "x").at(Place::file(&"gone.md".into())).label("why");
        assert_eq!(printed(gone, false), "error[a/b]: x\n --> gone.md\n  = note: why\n\n");
        assert_eq!(printed(Diagnostic::hint("a/b", "x"), false), "hint[a/b]: x\n\n");
    }

    #[test]
    fn sources_cannot_steer_the_terminal() {
        let evil = "x\u{1b}]0;title\u{7}\r\u{202e}\n";
        let finding = Diagnostic::error("a/b", evil)
            .at(Place::bytes(&"evil.md".into(), 1..2))
            .label(evil)
            .note(evil)
            .help(evil);
        let out = printed(finding, false);
        assert!(!out.chars().any(|c| c.is_control() && c != '\n' || c == '\u{202e}'), "{out:?}");
        assert!(out.contains("1 | a␛[2Jb    c\n  |  ^ x␛]0;title␇"), "{out}");
    }
}
