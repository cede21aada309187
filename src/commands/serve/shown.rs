//! What the preview answers: pages of the site, and crier's own where the site has none to show.

use crate::base::diagnostic::{Report, Severity};
use crate::base::output::Content;
use crate::base::source::Sources;
use crate::build::preview::{Found, Preview};
use crate::commands::session;
use crate::report;
use crate::report::html::Editor;
use crate::serve::live::{Answer, Body, Show};
use std::sync::Arc;

/// The findings as a part of a page.
pub fn overlay(report: &Report, sources: &Sources, editor: Option<&Editor>) -> String {
    let mut shown = Report::new();
    let findings = report.findings().iter().filter(|finding| finding.severity != Severity::Hint);
    findings.for_each(|finding| shown.push(finding.clone()));
    let tally = session::tally(&shown).unwrap_or_default();
    let list = report::list(&shown, &session::texts(sources), editor);
    format!(
        "<section aria-labelledby=\"head\"><header><div role=\"status\"><h2 id=\"head\">The newest text is not shown: {tally}</h2></div>\
         <button type=\"button\">Close</button></header><ol>{list}</ol></section>"
    )
}

/// A page of crier's own, in the place of one that cannot be shown.
fn notice(title: &str, text: &str) -> Body {
    Body::Bytes(
        format!(
            "<!doctype html>\n<html lang=\"en\">\n<head>\n<meta charset=\"utf-8\">\n\
             <meta name=\"viewport\" content=\"width=device-width, initial-scale=1\">\n\
             <meta name=\"color-scheme\" content=\"light dark\">\n<title>{title}</title>\n</head>\n\
             <body>\n<main>\n<h1>{title}</h1>\n{text}\n</main>\n</body>\n</html>\n"
        )
        .into_bytes(),
    )
}

/// A site that can be shown.
pub struct Shown {
    /// Its pages.
    pub preview: Preview,
    /// Its files.
    pub sources: Arc<Sources>,
    /// What opens the place of a finding.
    pub editor: Option<Editor>,
}

impl Show for Shown {
    fn answer(&self, path: &str) -> Answer {
        let (status, file, location, content) = match self.preview.find(path) {
            Ok(Found::File(file, content)) => (200, file, None, content),
            Ok(Found::Missing(content)) => (404, "404.html".to_owned(), None, content),
            Ok(Found::Moved(address)) => {
                let nothing = Content::Bytes(Vec::new().into());
                (302, "moved.txt".to_owned(), Some(address.encoded()), nothing)
            }
            Err(finding) => {
                let mut report = Report::new();
                report.push(*finding);
                let text = overlay(&report, &self.sources, self.editor.as_ref());
                let body = notice("This page cannot be shown", &text);
                return Answer { status: 500, file: "error.html".to_owned(), location: None, body };
            }
        };
        let body = match content {
            Content::Bytes(bytes) => Body::Bytes(bytes.into_owned()),
            Content::Copy(source) => match self.sources.open(&source) {
                Ok(file) => Body::File(file),
                Err(error) => {
                    let body = Body::Bytes(format!("{source} cannot be read: {error}\n").into_bytes());
                    return Answer { status: 404, file: "error.txt".to_owned(), location: None, body };
                }
            },
        };
        Answer { status, file, location, body }
    }

    fn retire(&self) {
        self.preview.retire();
    }
}

/// What is shown before the site could be built once.
pub struct NotYet;

impl Show for NotYet {
    fn answer(&self, _: &str) -> Answer {
        let body = notice(
            "The site cannot be shown yet",
            "<p>Something has to be mended first. The page comes by itself when it is.</p>",
        );
        Answer { status: 503, file: "error.html".to_owned(), location: None, body }
    }

    fn retire(&self) {}
}
