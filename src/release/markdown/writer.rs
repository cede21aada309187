//! Takes the events of the Markdown parser: guards against too much nesting, lets HTML in where it is harmless,
//! and hands everything else on to be written.

use std::ops::Range;
use std::sync::Arc;

use pulldown_cmark::{Event, Tag, TagEnd};

use crate::base::diagnostic::{Diagnostic, Report};
use crate::release::markdown::body::Body;
use crate::release::markdown::content::Content;
use crate::release::markdown::raw::{Page, Raw};
use crate::release::markdown::{escape, raw};

/// Containers nested deeper than this lose their tags, not their words: browsers and feed readers have limits too.
const DEEPEST: usize = 100;
/// The tags of a list, a table or a quote and its parts stay together.
const DEEPEST_FRAME: usize = DEEPEST - 4;

/// Writes a body.
pub(super) struct Writer<'a> {
    content: Content<'a>,
    raw: Raw,
    /// How many containers are open.
    depth: usize,
    /// The depth from which on tags are left out.
    flat: Option<usize>,
    /// An HTML element whose content is left out, and the depth at which it stands.
    muted: Option<(String, usize)>,
}

impl<'a> Writer<'a> {
    /// For a body and its place in its file.
    pub(super) fn new(file: &'a Arc<str>, source: &'a str, offset: usize) -> Self {
        let content = Content::new(file, source, offset);
        Writer { content, raw: Raw::default(), depth: 0, flat: None, muted: None }
    }

    /// An event that is not HTML.
    pub(super) fn event(&mut self, event: Event<'a>, range: Range<usize>) {
        if self.muted.is_some() && !self.still_mutes(&event) {
            self.muted = None;
        }
        match event {
            Event::Start(tag) => self.enter(tag, range),
            Event::End(tag) => self.leave(tag, range),
            _ if self.muted.is_some() => {}
            Event::Rule if self.flat.is_some() => {}
            Event::Rule => {
                self.before_block();
                self.content.event(Event::Rule, range);
            }
            event => self.content.event(event, range),
        }
    }

    /// A block of HTML to be made safe; `places` holds where each piece of it begins, in it and in the body.
    pub(super) fn html_block(&mut self, html: &str, places: &[(usize, usize)]) {
        let locate = |range: Range<usize>| {
            let place = |at: usize| {
                let piece = places.partition_point(|(start, _)| *start <= at).saturating_sub(1);
                places.get(piece).map_or(0, |(start, place)| place + (at - start))
            };
            place(range.start)..place(range.end.saturating_sub(1)) + 1
        };
        // A block ends the line whose content is left out.
        if self.muted.as_ref().is_some_and(|(_, depth)| *depth == self.depth) {
            self.muted = None;
        }
        if self.flat.is_none() && self.muted.is_none() {
            let (raw, mut page) = self.page();
            raw.block(&mut page, html, locate);
        }
    }

    /// A tag in a line, to be made safe.
    pub(super) fn html_inline(&mut self, html: &str, range: &Range<usize>) {
        if self.flat.is_some() || self.content.picture.is_some() {
            return;
        }
        if let Some((name, depth)) = &self.muted {
            // An end tag within emphasis, say, would leave the emphasis half written.
            if *depth == self.depth && raw::is_end(html, name) {
                self.muted = None;
            }
            return;
        }
        let (raw, mut page) = self.page();
        if let Some(name) = raw.inline(&mut page, html, range) {
            self.muted = Some((name, self.depth));
        }
    }

    /// HTML that is shown as text.
    pub(super) fn html_as_text(&mut self, html: &str, is_block: bool) {
        if let Some(picture) = &mut self.content.picture {
            picture.alt.push_str(html);
        } else if is_block && self.flat.is_none() {
            self.content.out.block("<pre tabindex=\"0\"><code>");
            self.content.out.words(html);
            self.content.out.html("</code></pre>\n");
            self.content.out.break_text();
        } else {
            self.content.out.words(html);
        }
    }

    /// HTML that the site trusts.
    pub(super) fn html_as_it_is(&mut self, html: &str) {
        if self.content.picture.is_none() {
            self.content.out.html(html);
        }
    }

    /// References such as `[text][label]` whose label is nowhere defined.
    pub(super) fn unknown_references(&mut self, references: Vec<(String, Range<usize>)>) {
        for (label, range) in references {
            let mut plain = String::new();
            escape::plain(&mut plain, &label);
            self.content.findings.push(
                &range,
                Diagnostic::warning("markdown/unknown-reference", format!("no address is given for `[{plain}]`"))
                    .label("the brackets are shown as they are written")
                    .help(format!("write the address on a line of its own, `[{plain}]: address`, or put a backslash before `[`")),
            );
        }
    }

    /// Everything has been read.
    pub(super) fn finish(mut self) -> (Body, Report) {
        let (raw, mut page) = self.page();
        raw.leave(&mut page);
        self.raw.finish(&mut self.content.findings);
        self.content.finish()
    }

    fn enter(&mut self, tag: Tag<'a>, range: Range<usize>) {
        if self.raw.is_open() && is_block(&tag) {
            self.before_block();
        }
        self.depth += 1;
        if let Some(picture) = &mut self.content.picture {
            picture.nested += 1;
            return;
        }
        let frame = matches!(tag, Tag::List(_) | Tag::Table(_) | Tag::DefinitionList | Tag::BlockQuote(_));
        if self.flat.is_none()
            && self.muted.is_none()
            && self.depth > if frame { DEEPEST_FRAME } else { DEEPEST }
        {
            self.flat = Some(self.depth);
            self.content.findings.push(
                &range,
                Diagnostic::warning(
                    "markdown/too-deep",
                    format!("more than {DEEPEST_FRAME} levels of nesting"),
                )
                .label("from here on only the words are shown")
                .help("nest lists, quotes and emphasis less deeply"),
            );
        }
        if self.flat.is_some() {
            if is_block(&tag) {
                self.content.out.html(" ");
                self.content.out.break_text();
            }
        } else if self.muted.is_none() {
            self.content.start(tag, range);
        }
    }

    fn leave(&mut self, tag: TagEnd, range: Range<usize>) {
        if let Some(picture) = self.content.picture.as_mut().filter(|picture| picture.nested > 0) {
            picture.nested -= 1;
            self.depth -= 1;
            return;
        }
        if self.raw.is_open() && self.flat.is_none() {
            let (raw, mut page) = self.page();
            raw.leave(&mut page);
        }
        match self.flat {
            Some(depth) => {
                if depth == self.depth {
                    self.flat = None;
                }
            }
            None if self.muted.is_some() => {}
            None => self.content.end(tag, range),
        }
        self.depth -= 1;
    }

    fn before_block(&mut self) {
        if self.raw.is_open() && self.flat.is_none() && self.muted.is_none() {
            let (raw, mut page) = self.page();
            raw.before_block(&mut page);
        }
    }

    /// Whether the content that is being left out goes on: it ends with its line of text.
    fn still_mutes(&self, event: &Event<'_>) -> bool {
        let Some((_, depth)) = &self.muted else { return false };
        match event {
            Event::Start(tag) => *depth < self.depth || !is_block(tag),
            Event::End(_) | Event::Rule => *depth < self.depth,
            _ => true,
        }
    }

    fn page<'p>(&'p mut self) -> (&'p mut Raw, Page<'p, 'a>) {
        let page = Page {
            out: &mut self.content.out,
            findings: &mut self.content.findings,
            ids: &mut self.content.ids,
            links: &mut self.content.links,
            tables: &mut self.content.tables,
            depth: self.depth,
        };
        (&mut self.raw, page)
    }
}

fn is_block(tag: &Tag<'_>) -> bool {
    !matches!(
        tag,
        Tag::Emphasis
            | Tag::Strong
            | Tag::Strikethrough
            | Tag::Superscript
            | Tag::Subscript
            | Tag::Link { .. }
            | Tag::Image { .. }
    )
}
