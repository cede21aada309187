//! Markdown into HTML, in one pass: CommonMark with tables, footnotes, strikethrough, task lists, definition
//! lists, alerts and ids of headings.
//!
//! Nothing is looked up here. Where the page depends on the rest of the site or on the theme's language, the
//! [`Body`] has a hole.

use std::cell::RefCell;
use std::ops::Range;
use std::sync::Arc;

use pulldown_cmark::{BrokenLink, Event, LinkType, Options, Parser, Tag, TagEnd};

use crate::base::diagnostic::{Diagnostic, Report};
use crate::base::source::Place;
use crate::config::RawHtml;
use crate::release::markdown::body::Body;
use crate::release::markdown::findings::Findings;
use crate::release::markdown::leftovers::Plain;
use crate::release::markdown::writer::Writer;

mod address;
mod attributes;
pub mod body;
mod content;
mod elements;
mod escape;
mod findings;
mod ids;
mod leftovers;
mod links;
mod notes;
mod out;
mod outline;
mod packed;
mod paragraphs;
mod pictures;
mod raw;
mod tables;
mod tokens;
mod writer;

#[cfg(test)]
mod tests;

const OPTIONS: Options = Options::ENABLE_TABLES
    .union(Options::ENABLE_FOOTNOTES)
    .union(Options::ENABLE_STRIKETHROUGH)
    .union(Options::ENABLE_TASKLISTS)
    .union(Options::ENABLE_DEFINITION_LIST)
    .union(Options::ENABLE_GFM)
    .union(Options::ENABLE_HEADING_ATTRIBUTES);

/// The parser visits every open quote and list at every line: beyond this depth a file could take minutes.
const BOTTOM: usize = 500;

/// Reads the Markdown that lies at `body` in the text of a file.
pub fn parse(file: &Arc<str>, text: &str, body: Range<usize>, raw: RawHtml) -> (Body, Report) {
    let offset = body.start;
    let source = text.get(body).unwrap_or_default();
    if let Some(line) = bottomless(source) {
        let place = Place::bytes(file, offset + line.start..offset + line.end);
        let mut report = Report::new();
        report.push(
            Diagnostic::error(
                "markdown/too-deep",
                format!("more than {BOTTOM} quotes or lists within one another"),
            )
            .at(place)
            .label("the text was not read")
            .help("delete the superfluous `>`, `-` or numbers at the beginning of the line"),
        );
        return (Body::default(), report);
    }
    let unknown = RefCell::new(Vec::new());
    let note_unknown = |link: BrokenLink<'_>| {
        // A lone `[sic]` is prose; `[text][label]` was meant to be a link.
        if link.link_type == LinkType::Reference {
            unknown.borrow_mut().push((link.reference.into_string(), link.span));
        }
        None
    };
    let mut writer = Writer::new(file, source, offset);
    // A block of HTML comes line by line, and is put together before it is looked at.
    let mut block = String::new();
    let mut places = Vec::new();
    let mut plain = Plain::default();
    for (event, range) in
        Parser::new_with_broken_link_callback(source, OPTIONS, Some(note_unknown)).into_offset_iter()
    {
        plain.note(&event, &range);
        match event {
            Event::Html(html) => {
                places.push((block.len(), range.start));
                block.push_str(&html);
            }
            Event::Start(Tag::HtmlBlock) => {
                block.clear();
                places.clear();
            }
            Event::End(TagEnd::HtmlBlock) => match raw {
                RawHtml::Sanitise => writer.html_block(&block, &places),
                _ if is_comment(&block) => {}
                RawHtml::Escape => writer.html_as_text(&block, true),
                RawHtml::Trust => writer.html_as_it_is(&block),
            },
            Event::InlineHtml(html) => match raw {
                RawHtml::Sanitise => writer.html_inline(&html, &range),
                _ if is_comment(&html) => {}
                RawHtml::Escape => writer.html_as_text(&html, false),
                RawHtml::Trust => writer.html_as_it_is(&html),
            },
            event => writer.event(event, range),
        }
    }
    writer.unknown_references(unknown.into_inner());
    let (body, mut report) = writer.finish();
    let mut findings = Findings::new(file, offset);
    plain.tell(source, &mut findings);
    report.absorb(findings.finish());
    (body, report)
}

/// Whether this is nothing but a comment. Comments are for colleagues, so they never reach a page.
fn is_comment(html: &str) -> bool {
    html.trim()
        .strip_prefix("<!--")
        .is_some_and(|rest| rest.find("-->").is_some_and(|end| end + 3 == rest.len()))
}

/// The first line that opens more quotes and lists than anybody means.
fn bottomless(source: &str) -> Option<Range<usize>> {
    let mut start = 0;
    for line in source.split_inclusive('\n') {
        // Every mark takes a byte at least, so short lines need no look.
        if line.len() > BOTTOM && marks(line.as_bytes()) > BOTTOM {
            return Some(start..start + line.trim_end().len());
        }
        start += line.len();
    }
    None
}

/// How many quotes and list items a line opens.
fn marks(line: &[u8]) -> usize {
    let (mut count, mut at) = (0, 0);
    while let Some(&byte) = line.get(at) {
        let is_mark = match byte {
            b'>' => true,
            b'-' | b'+' | b'*' | b'.' | b')' => line.get(at + 1).is_none_or(u8::is_ascii_whitespace),
            _ => false,
        };
        if !is_mark && !byte.is_ascii_whitespace() && !byte.is_ascii_digit() {
            break;
        }
        count += usize::from(is_mark);
        at += 1;
    }
    count
}
