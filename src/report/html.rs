//! Findings as HTML, for the page of the preview that they are about.

use crate::base::html::escape;
use crate::report::locate::{Finding, Located};
use crate::report::visible::visible;
use percent_encoding::{NON_ALPHANUMERIC, utf8_percent_encode};

/// How a place is opened in an editor: an address with `{path}`, `{line}` and `{column}` in it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Editor {
    /// Such as `vscode://file/{path}:{line}:{column}`.
    pub address: String,
    /// The folder of the site, as a full path with `/` between its parts.
    pub root: String,
}

impl Editor {
    fn link(&self, at: &Located<'_>) -> String {
        // Slashes stay: most editors take the path as it is.
        let path = format!("{}/{}", self.root.trim_end_matches('/'), at.path);
        let parts: Vec<String> =
            path.split('/').map(|part| utf8_percent_encode(part, NON_ALPHANUMERIC).to_string()).collect();
        let (line, column) = at.position.map_or((1, 1), |position| (position.line, position.column));
        let path = parts.join("/");
        self.address
            .replace(
                "{path}",
                path.strip_prefix('/').filter(|_| self.address.contains("/{path}")).unwrap_or(&path),
            )
            .replace("{line}", &line.to_string())
            .replace("{column}", &column.to_string())
    }
}

/// Appends a finding as an item of a list.
pub fn print(out: &mut String, finding: &Finding<'_>, editor: Option<&Editor>) {
    let it = finding.diagnostic;
    let word = it.severity.word();
    out.push_str(&format!(
        "<li><p class=\"message\"><span class=\"{word}\">{word}</span>: {}</p>",
        shown(&it.message)
    ));
    if let Some(at) = &finding.at {
        out.push_str(&format!("<p class=\"place\">{}</p>", place(at, editor)));
        if let Some(line) = at.source_line {
            out.push_str(&format!("<pre>{}</pre>", shown(line)));
        }
    }
    for (text, at) in &finding.notes {
        let at = at.as_ref().map(|at| format!(": {}", place(at, editor))).unwrap_or_default();
        out.push_str(&format!("<p>{}{at}</p>", shown(text)));
    }
    for help in &it.help {
        out.push_str(&format!("<p>{}</p>", shown(help).replace('\n', "<br>")));
    }
    out.push_str("</li>");
}

/// `path:line:column`, which opens the editor where there is one.
fn place(at: &Located<'_>, editor: Option<&Editor>) -> String {
    let text = match at.position {
        Some(position) => format!("{}:{}:{}", at.path, position.line, position.column),
        None => at.path.to_owned(),
    };
    match editor {
        Some(editor) => format!("<a href=\"{}\">{}</a>", escape(&editor.link(at)), shown(&text)),
        None => shown(&text),
    }
}

/// Text with control characters made visible, but for line feeds.
fn shown(text: &str) -> String {
    let lines: Vec<String> = text.split('\n').map(|line| escape(&visible(line))).collect();
    lines.join("\n")
}

#[cfg(test)]
mod tests {
    use super::Editor;
    use crate::report::locate::{Located, Position};

    fn link(address: &str) -> String {
        let editor = Editor { address: address.into(), root: "/home/li/our site".into() };
        let position = Some(Position { line: 3, column: 7, end_line: 3, end_column: 9 });
        editor.link(&Located { path: "content/安 全.md", position, source_line: None })
    }

    #[test]
    fn an_editor_is_opened_at_the_place() {
        assert_eq!(
            link("vscode://file/{path}:{line}:{column}"),
            "vscode://file/home/li/our%20site/content/%E5%AE%89%20%E5%85%A8%2Emd:3:7"
        );
        assert_eq!(
            link("idea://open?file={path}&line={line}"),
            "idea://open?file=/home/li/our%20site/content/%E5%AE%89%20%E5%85%A8%2Emd&line=3"
        );
    }
}
