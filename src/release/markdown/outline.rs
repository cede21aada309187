//! Headings: their ids, their anchors, and levels without a gap below the title of the page.

use std::ops::Range;

use pulldown_cmark::CowStr;

use crate::base::diagnostic::Diagnostic;
use crate::release::markdown::body::{Fill, Heading};
use crate::release::markdown::escape;
use crate::release::markdown::findings::Findings;
use crate::release::markdown::ids::{self, Ids};
use crate::release::markdown::out::{Mark, Out};

/// A heading while its words are being written.
pub(super) struct Open<'a> {
    level: u8,
    id: Option<CowStr<'a>>,
    html: usize,
    text: usize,
    range: Range<usize>,
}

/// Begins a heading. Its tag is written at its end, when the id is known.
pub(super) fn start<'a>(
    out: &mut Out,
    findings: &mut Findings<'_>,
    level: u8,
    id: Option<CowStr<'a>>,
    dropped: Option<&str>,
    range: Range<usize>,
) -> Open<'a> {
    if let Some(dropped) = dropped {
        findings.push(
            &range,
            Diagnostic::warning("markdown/heading-attribute", format!("`{dropped}` in braces is not shown"))
                .label("words in braces at the end of a heading are read as attributes")
                .help("write `{#id}` to choose the id, or put a backslash before the brace: `\\{`"),
        );
    }
    out.block("");
    Open { level, id, html: out.html.len(), text: out.text.len(), range }
}

/// Ends a heading.
pub(super) fn end(out: &mut Out, ids: &mut Ids, findings: &mut Findings<'_>, open: Open<'_>) {
    let Open { level, id, html, text, range } = open;
    if out.html.len() == html {
        findings.push(
            &range,
            Diagnostic::warning("markdown/empty-heading", "the heading has no words")
                .help("write the heading, or delete the line"),
        );
        return;
    }
    let title = out.text[text..].trim().to_owned();
    out.break_text();
    let id = match id {
        Some(id) => choose(ids, findings, &id, &title, &range),
        None => ids.claim(ids::slug(&title), &range),
    };
    let mut opening = String::with_capacity(id.len() + 40);
    opening.push_str("<div class=\"heading\">\n<h2 id=\"");
    let first = html + "<div class=\"heading\">\n<h".len();
    escape::attribute(&mut opening, &id);
    opening.push_str("\">");
    out.replace(html..html, &opening);
    out.html("</h");
    let digits = [first, out.html.len()];
    // The anchor stands beside the heading: inside, its words would be read out as part of the heading.
    out.html("2>\n<a class=\"anchor\" href=\"#");
    escape::attribute(&mut out.html, &id);
    out.html("\" aria-label=\"");
    out.hole(Fill::Message("heading_anchor"), findings.in_file(&range));
    out.html(": ");
    escape::attribute(&mut out.html, &title);
    out.html("\"><span aria-hidden=\"true\">#</span></a>\n</div>\n");
    out.headings.push(Mark { digits, level, id, title, range });
}

/// The id that the writer chose, when it can be had.
fn choose(ids: &mut Ids, findings: &mut Findings<'_>, id: &str, title: &str, range: &Range<usize>) -> String {
    if !ids::is_usable(id) {
        let slug = ids.claim(ids::slug(title), range);
        findings.push(range, unusable(id).help(format!("leave it out, and the id is `{slug}`")));
        return slug;
    }
    if let Some(first) = ids.place(id) {
        let finding = clash(id).note_at("it is used here first", findings.place(first));
        findings.push(range, finding);
    }
    ids.claim(id.to_owned(), range)
}

/// The finding that an id cannot be written into a page.
pub(super) fn unusable(id: &str) -> Diagnostic {
    Diagnostic::warning("markdown/unusable-id", format!("`{id}` cannot be used as an id"))
        .help("use letters, digits, `-`, `_`, `.` and `:`, at most 100 of them, not beginning with `fn-`")
}

/// The finding that an id is taken.
pub(super) fn clash(id: &str) -> Diagnostic {
    Diagnostic::warning("markdown/duplicate-id", format!("the id `{id}` is used twice on this page"))
        .label("a link to it leads to the first")
        .help("choose another id")
}

/// Settles the levels when all headings are known, and returns those of levels 2 to 4.
pub(super) fn finish(out: &mut Out, findings: &mut Findings<'_>) -> Vec<Heading> {
    let shift = match out.headings.iter().find(|mark| mark.level == 1) {
        None => 0,
        Some(mark) => {
            findings.push(
                &mark.range,
                Diagnostic::warning("markdown/heading-one", "a heading of level 1 in the text")
                    .label("the title of the release is the page's heading of level 1")
                    .help("write `##` here and one `#` more before every other heading, as crier now does on the page"),
            );
            1
        }
    };
    let mut toc = Vec::with_capacity(out.headings.len());
    // The headings that the current one lies below: level as written (moved by the shift), level on the page.
    let mut above: Vec<(u8, u8)> = Vec::new();
    for mark in std::mem::take(&mut out.headings) {
        let written = mark.level + shift;
        let mut repeated = false;
        while let Some(&(level, _)) = above.last().filter(|(level, _)| *level >= written) {
            repeated |= level == written;
            above.pop();
        }
        let (parent, parent_shown) = above.last().copied().unwrap_or((1, 1));
        let level = (parent_shown + 1).min(6);
        // A second heading of the same level says nothing new.
        if written > parent + 1 && !repeated {
            let hashes = |level: u8| "#".repeat(usize::from(level - shift).min(6));
            let below =
                if above.is_empty() { "the title".to_owned() } else { format!("`{}`", hashes(parent)) };
            findings.push(
                &mark.range,
                Diagnostic::warning(
                    "markdown/heading-skip",
                    format!("`{}` right below {below}", hashes(written)),
                )
                .label("a level of headings is skipped")
                .help(format!("write `{}`", hashes(parent + 1))),
            );
        }
        above.push((written, level));
        if level != 2 {
            let digit = char::from(b'0' + level).to_string();
            for at in mark.digits {
                out.html.replace_range(at..at + 1, &digit);
            }
        }
        if level <= 4 {
            toc.push(Heading { level, id: mark.id, title: mark.title });
        }
    }
    toc
}
