//! Footnotes: numbered as they are first referred to, set aside, and listed at the end of the body.

use std::collections::HashMap;
use std::ops::Range;

use crate::base::diagnostic::Diagnostic;
use crate::release::markdown::body::Fill;
use crate::release::markdown::findings::Findings;
use crate::release::markdown::ids::Ids;
use crate::release::markdown::out::Out;

/// The footnotes of a page.
#[derive(Default)]
pub(super) struct Notes {
    list: Vec<Note>,
    by_label: HashMap<String, usize>,
    /// Indexes into the list in the order of the numbers.
    order: Vec<usize>,
}

struct Note {
    label: String,
    number: Option<usize>,
    references: usize,
    content: Option<Out>,
    range: Range<usize>,
}

const BACK: &str = "\u{21a9}\u{fe0e}";

impl Notes {
    /// A reference in the text. Inside a link it cannot be a link itself.
    pub(super) fn refer(&mut self, out: &mut Out, label: &str, in_link: bool, range: &Range<usize>) {
        let index = self.index(label, range);
        let note = &mut self.list[index];
        let number = *note.number.get_or_insert_with(|| {
            self.order.push(index);
            self.order.len()
        });
        note.references += 1;
        let id = reference_id(number, note.references);
        out.html(&if in_link {
            format!("<sup class=\"footnote-ref\" id=\"{id}\">{number}</sup>")
        } else {
            format!(
                "<sup class=\"footnote-ref\" id=\"{id}\"><a href=\"#fn-{number}\" role=\"doc-noteref\">{number}</a></sup>"
            )
        });
    }

    /// The content of a note.
    pub(super) fn define(
        &mut self,
        label: &str,
        content: Out,
        findings: &mut Findings<'_>,
        range: &Range<usize>,
    ) {
        let index = self.index(label, range);
        let note = &mut self.list[index];
        match &mut note.content {
            None => {
                note.content = Some(content);
                note.range = range.clone();
            }
            Some(first) => {
                first.append(content);
                let place = findings.place(&note.range);
                findings.push(
                    range,
                    Diagnostic::warning(
                        "markdown/footnote",
                        format!("the footnote `[^{label}]` is written twice"),
                    )
                    .note_at("it is written here first", place)
                    .help("give the second another label; on the page it is joined to the first"),
                );
            }
        }
    }

    /// Writes the list of notes. One that nothing refers to is listed last, so that its words are not lost.
    pub(super) fn finish(mut self, out: &mut Out, ids: &mut Ids, findings: &mut Findings<'_>) {
        if self.list.is_empty() {
            return;
        }
        for (index, note) in self.list.iter_mut().enumerate() {
            if note.number.is_none() {
                findings.push(
                    &note.range,
                    Diagnostic::warning(
                        "markdown/footnote",
                        format!("nothing refers to the footnote `[^{}]`", note.label),
                    )
                    .help(format!("write `[^{}]` where it belongs, or delete it", note.label)),
                );
                self.order.push(index);
                note.number = Some(self.order.len());
            }
        }
        out.block("<section class=\"footnotes\" role=\"doc-endnotes\" aria-label=\"");
        out.hole(Fill::Message("footnotes"), findings.in_file(&self.list[self.order[0]].range));
        out.html("\">\n<ol>\n");
        for (at, &index) in self.order.iter().enumerate() {
            let number = at + 1;
            let note = &mut self.list[index];
            ids.claim(format!("fn-{number}"), &note.range);
            out.html(&format!("<li id=\"fn-{number}\">"));
            out.append(note.content.take().unwrap_or_default());
            let in_paragraph = out.html.ends_with("</p>\n");
            if in_paragraph {
                out.html.truncate(out.html.len() - "</p>\n".len());
            }
            for reference in 1..=note.references {
                let id = reference_id(number, reference);
                out.html(&format!(
                    " <a class=\"footnote-back\" href=\"#{id}\" role=\"doc-backlink\" aria-label=\""
                ));
                out.hole(Fill::Message("footnote_back"), findings.in_file(&note.range));
                out.html(&if reference > 1 {
                    format!(" {number}-{reference}")
                } else {
                    format!(" {number}")
                });
                out.html("\">");
                out.html(BACK);
                out.html("</a>");
                ids.claim(id, &note.range);
            }
            out.html(if in_paragraph { "</p>\n</li>\n" } else { "</li>\n" });
        }
        out.html("</ol>\n</section>\n");
    }

    fn index(&mut self, label: &str, range: &Range<usize>) -> usize {
        // Labels are equal regardless of case, as the parser sees them.
        *self.by_label.entry(label.to_lowercase()).or_insert_with(|| {
            let note = Note {
                label: label.to_owned(),
                number: None,
                references: 0,
                content: None,
                range: range.clone(),
            };
            self.list.push(note);
            self.list.len() - 1
        })
    }
}

fn reference_id(number: usize, reference: usize) -> String {
    if reference > 1 { format!("fn-{number}-ref-{reference}") } else { format!("fn-{number}-ref") }
}

/// A reference to a footnote that is nowhere written: the parser leaves it as text.
pub(super) fn undefined(label: &str) -> Diagnostic {
    Diagnostic::warning("markdown/footnote", format!("there is no footnote `[^{label}]`"))
        .label("the brackets are shown as they are written")
        .help(format!("write the note on a line of its own: `[^{label}]: …`"))
}
