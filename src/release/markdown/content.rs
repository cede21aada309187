//! Writes the HTML of Markdown's own elements.

use std::ops::Range;
use std::sync::Arc;

use pulldown_cmark::{BlockQuoteKind, CodeBlockKind, CowStr, Event, LinkType, Tag, TagEnd};

use crate::base::diagnostic::Report;
use crate::release::markdown::body::{Body, Fill};
use crate::release::markdown::findings::Findings;
use crate::release::markdown::ids::Ids;
use crate::release::markdown::links::Links;
use crate::release::markdown::notes::{self, Notes};
use crate::release::markdown::out::Out;
use crate::release::markdown::paragraphs::{Paragraph, Picture};
use crate::release::markdown::tables::Tables;
use crate::release::markdown::{escape, outline, paragraphs};

/// A body while it is being written.
pub(super) struct Content<'a> {
    /// The Markdown.
    source: &'a str,
    /// What has been written.
    pub(super) out: Out,
    /// What was found wrong.
    pub(super) findings: Findings<'a>,
    /// The ids in use.
    pub(super) ids: Ids,
    /// The links, open and to be checked.
    pub(super) links: Links,
    /// The tables.
    pub(super) tables: Tables,
    notes: Notes,
    heading: Option<outline::Open<'a>>,
    paragraph: Option<Paragraph>,
    /// The picture whose description is being read.
    pub(super) picture: Option<Picture<'a>>,
    /// Footnotes that are being written, with what was being written before each.
    aside: Vec<(CowStr<'a>, Out)>,
}

impl<'a> Content<'a> {
    /// For a body and its place in its file.
    pub(super) fn new(file: &'a Arc<str>, source: &'a str, offset: usize) -> Self {
        let mut out = Out::default();
        out.html.reserve(source.len() + source.len() / 4 + 64);
        out.text.reserve(source.len());
        Content {
            source,
            out,
            findings: Findings::new(file, offset),
            ids: Ids::default(),
            links: Links::default(),
            tables: Tables::default(),
            notes: Notes::default(),
            heading: None,
            paragraph: None,
            picture: None,
            aside: Vec::new(),
        }
    }

    /// A container begins.
    pub(super) fn start(&mut self, tag: Tag<'a>, range: Range<usize>) {
        let out = &mut self.out;
        match tag {
            Tag::Paragraph => {
                out.block("<p>");
                self.paragraph = Some(Paragraph::new(out));
            }
            Tag::Heading { level, id, classes, attrs } => {
                let dropped = classes.first().or(attrs.first().map(|(name, _)| name)).map(|name| &**name);
                self.heading = Some(outline::start(out, &mut self.findings, level as u8, id, dropped, range));
            }
            Tag::BlockQuote(None) => out.block("<blockquote>\n"),
            Tag::BlockQuote(Some(kind)) => {
                let (name, key) = alert(kind);
                out.block(&format!("<div class=\"alert alert-{name}\">\n<p class=\"alert-title\">"));
                out.hole(Fill::Message(key), self.findings.in_file(&range));
                out.html("</p>\n");
            }
            Tag::CodeBlock(kind) => {
                // Wide code is scrolled, by keyboard too.
                out.block("<pre tabindex=\"0\"><code");
                if let CodeBlockKind::Fenced(info) = kind
                    && let Some(language) = info.split_whitespace().next()
                {
                    out.html(" class=\"language-");
                    escape::attribute(&mut out.html, language);
                    out.html("\"");
                }
                out.html(">");
            }
            Tag::List(None) => out.block("<ul>\n"),
            Tag::List(Some(1)) => out.block("<ol>\n"),
            Tag::List(Some(first)) => out.block(&format!("<ol start=\"{first}\">\n")),
            Tag::Item => out.block("<li>"),
            Tag::DefinitionList => out.block("<dl>\n"),
            Tag::DefinitionListTitle => out.block("<dt>"),
            Tag::DefinitionListDefinition => out.block("<dd>"),
            Tag::FootnoteDefinition(label) => self.aside.push((label, std::mem::take(out))),
            Tag::Table(alignments) => self.tables.start(out, alignments),
            Tag::TableHead | Tag::TableRow => self.tables.start_row(out),
            Tag::TableCell => self.tables.start_cell(out),
            Tag::Emphasis => out.html("<em>"),
            Tag::Strong => out.html("<strong>"),
            Tag::Strikethrough => out.html("<del>"),
            Tag::Superscript => out.html("<sup>"),
            Tag::Subscript => out.html("<sub>"),
            Tag::Link { link_type, dest_url, title, .. } => {
                let mail;
                let to = if link_type == LinkType::Email {
                    mail = format!("mailto:{dest_url}");
                    &mail
                } else {
                    &*dest_url
                };
                self.links.start(out, &mut self.findings, to, &title, &range);
            }
            Tag::Image { dest_url, title, .. } => {
                self.picture =
                    Some(Picture { address: dest_url, title, alt: String::new(), nested: 0, range });
            }
            Tag::HtmlBlock | Tag::MetadataBlock(_) => {}
        }
    }

    /// A container ends.
    pub(super) fn end(&mut self, tag: TagEnd, range: Range<usize>) {
        let out = &mut self.out;
        match tag {
            TagEnd::Paragraph => {
                if let Some(paragraph) = self.paragraph.take() {
                    paragraph.end(out);
                }
            }
            TagEnd::Heading(_) => {
                if let Some(heading) = self.heading.take() {
                    outline::end(out, &mut self.ids, &mut self.findings, heading);
                }
            }
            TagEnd::BlockQuote(None) => out.block("</blockquote>\n"),
            TagEnd::BlockQuote(Some(_)) => out.block("</div>\n"),
            TagEnd::CodeBlock => {
                out.html("</code></pre>\n");
                out.break_text();
            }
            TagEnd::List(true) => out.html("</ol>\n"),
            TagEnd::List(false) => out.html("</ul>\n"),
            TagEnd::Item => {
                out.html("</li>\n");
                out.break_text();
            }
            TagEnd::DefinitionList => out.html("</dl>\n"),
            TagEnd::DefinitionListTitle => out.html("</dt>\n"),
            TagEnd::DefinitionListDefinition => {
                out.html("</dd>\n");
                out.break_text();
            }
            TagEnd::FootnoteDefinition => {
                if let Some((label, before)) = self.aside.pop() {
                    let content = std::mem::replace(out, before);
                    self.notes.define(&label, content, &mut self.findings, &range);
                }
            }
            TagEnd::Table => self.tables.end(out, &mut self.findings, &range),
            TagEnd::TableHead | TagEnd::TableRow => self.tables.end_row(out, &self.findings, &range),
            TagEnd::TableCell => self.tables.end_cell(out),
            TagEnd::Emphasis => out.html("</em>"),
            TagEnd::Strong => out.html("</strong>"),
            TagEnd::Strikethrough => out.html("</del>"),
            TagEnd::Superscript => out.html("</sup>"),
            TagEnd::Subscript => out.html("</sub>"),
            TagEnd::Link => {
                let begun = self.links.begun();
                self.links.end(out, &mut self.findings, true);
                if let (Some(paragraph), Some(begun)) = (&mut self.paragraph, begun) {
                    paragraph.end_link(out, begun);
                }
            }
            TagEnd::Image => {
                if let Some(picture) = self.picture.take() {
                    paragraphs::write(
                        out,
                        &mut self.findings,
                        &mut self.links,
                        self.paragraph.as_mut(),
                        picture,
                    );
                }
            }
            TagEnd::HtmlBlock | TagEnd::MetadataBlock(_) => {}
        }
    }

    fn text(&mut self, text: &str, range: &Range<usize>) {
        // The parser leaves a reference to a missing footnote as text: `[`, `^label`, `]`.
        if text.starts_with('^') && text.len() > 1 {
            let (before, after) = (self.source.get(..range.start), self.source.get(range.end..));
            let in_brackets = before.is_some_and(|before| before.ends_with('[') && !before.ends_with("\\["))
                && after.is_some_and(|after| after.starts_with(']'));
            if in_brackets && !text.contains(char::is_whitespace) {
                let mut label = String::new();
                escape::plain(&mut label, &text[1..]);
                self.findings.push(&(range.start - 1..range.end + 1), notes::undefined(&label));
            }
        }
        match &mut self.picture {
            Some(picture) => picture.alt.push_str(text),
            None => self.out.words(text),
        }
    }

    /// The end of a line inside a paragraph: a space, except between two characters of Chinese or Japanese.
    fn line_break(&mut self, range: &Range<usize>) {
        if let Some(picture) = &mut self.picture {
            return picture.alt.push(' ');
        }
        if let Some(last) = self.out.text.chars().next_back().filter(|c| is_wide(*c)) {
            let rest = self.source.get(range.end..).unwrap_or_default();
            let next = rest.chars().take(64).find(|c| !c.is_whitespace() && *c != '>');
            if is_wide(last) && next.is_some_and(is_wide) {
                return;
            }
        }
        self.out.html("\n");
        self.out.text.push(' ');
    }

    /// An event that begins and ends nothing.
    pub(super) fn event(&mut self, event: Event<'a>, range: Range<usize>) {
        match event {
            Event::Text(text) => self.text(&text, &range),
            Event::Code(code) => match &mut self.picture {
                Some(picture) => picture.alt.push_str(&code),
                None => {
                    self.out.html("<code>");
                    self.out.words(&code);
                    self.out.html("</code>");
                }
            },
            Event::SoftBreak => self.line_break(&range),
            Event::HardBreak => match &mut self.picture {
                Some(picture) => picture.alt.push(' '),
                None => {
                    self.out.html("<br>\n");
                    self.out.text.push(' ');
                }
            },
            Event::Rule => {
                self.out.block("<hr>\n");
            }
            Event::FootnoteReference(label) => {
                if self.picture.is_none() {
                    let in_link = self.links.is_inside();
                    self.notes.refer(&mut self.out, &label, in_link, &range);
                }
            }
            Event::TaskListMarker(done) => {
                let (class, key, mark) = if done {
                    ("task-done", "task_done", "\u{2611}")
                } else {
                    ("task-open", "task_open", "\u{2610}")
                };
                self.out.html(&format!("<span class=\"task {class}\" role=\"img\" aria-label=\""));
                self.out.hole(Fill::Message(key), self.findings.in_file(&range));
                self.out.html("\">");
                self.out.words(mark);
                self.out.html("</span> ");
                self.out.text.push(' ');
            }
            // Containers and HTML go other ways; mathematics is not switched on.
            Event::Start(_)
            | Event::End(_)
            | Event::Html(_)
            | Event::InlineHtml(_)
            | Event::InlineMath(_)
            | Event::DisplayMath(_) => {}
        }
    }

    /// Everything has been read.
    pub(super) fn finish(mut self) -> (Body, Report) {
        self.notes.finish(&mut self.out, &mut self.ids, &mut self.findings);
        let toc = outline::finish(&mut self.out, &mut self.findings);
        self.links.finish(&self.ids, &mut self.findings);
        let Out { html, mut text, holes, lead, .. } = self.out;
        text.truncate(text.trim_end().len());
        let lead = lead.map_or(0..0, |lead| lead.start..lead.end.min(text.len()));
        (Body::new(&html, holes, toc, &text, lead), self.findings.finish())
    }
}

fn alert(kind: BlockQuoteKind) -> (&'static str, &'static str) {
    match kind {
        BlockQuoteKind::Note => ("note", "alert_note"),
        BlockQuoteKind::Tip => ("tip", "alert_tip"),
        BlockQuoteKind::Important => ("important", "alert_important"),
        BlockQuoteKind::Warning => ("warning", "alert_warning"),
        BlockQuoteKind::Caution => ("caution", "alert_caution"),
    }
}

/// Characters that are written without spaces between words.
fn is_wide(c: char) -> bool {
    matches!(c, '\u{3000}'..='\u{30ff}' | '\u{3400}'..='\u{9fff}' | '\u{f900}'..='\u{faff}' | '\u{ff00}'..='\u{ffef}' | '\u{20000}'..='\u{3ffff}')
}
