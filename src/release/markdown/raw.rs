//! Raw HTML in Markdown, made safe within the one pass.
//!
//! A tag reaches the page only by being written anew: an allowed name, allowed attributes with checked and quoted
//! values, closed at the latest where the Markdown around it ends. Links and pictures go the same way as those of
//! Markdown, with the same findings and the same holes. A sanitiser over the finished HTML could do neither, and
//! one over each piece would close `<details>` before the Markdown it is to hold.

use std::collections::BTreeMap;
use std::ops::Range;

use crate::base::diagnostic::Diagnostic;
use crate::release::markdown::attributes::{self, Attributes, is_known, value_of};
use crate::release::markdown::elements::{self, EMPTIED, Element, Kind};
use crate::release::markdown::findings::Findings;
use crate::release::markdown::ids::Ids;
use crate::release::markdown::links::Links;
use crate::release::markdown::out::Out;
use crate::release::markdown::tables::Tables;
use crate::release::markdown::tokens::{Token, Tokens, resolve};
use crate::release::markdown::{escape, pictures};

/// Deeper HTML is flattened.
const DEEPEST: usize = 64;
/// A page has this many different findings about removed parts at most.
const MOST_REMOVED: usize = 50;

/// The raw HTML of a page.
#[derive(Default)]
pub(super) struct Raw {
    open: Vec<Open>,
    removed: BTreeMap<(Why, String), (Range<usize>, usize)>,
}

struct Open {
    element: &'static Element,
    /// How deep the Markdown was that it stands in.
    depth: usize,
    range: Range<usize>,
}

/// Why a part was removed.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
enum Why {
    Element,
    Misplaced,
    Attribute,
    Deep,
}

/// What raw HTML needs of the page it is written into.
pub(super) struct Page<'p, 'f> {
    pub(super) out: &'p mut Out,
    pub(super) findings: &'p mut Findings<'f>,
    pub(super) ids: &'p mut Ids,
    pub(super) links: &'p mut Links,
    pub(super) tables: &'p mut Tables,
    /// How many Markdown containers are open.
    pub(super) depth: usize,
}

impl Raw {
    /// Whether any HTML element is open.
    pub(super) fn is_open(&self) -> bool {
        !self.open.is_empty()
    }

    /// A block of HTML. `locate` turns a range of it into one of the body.
    pub(super) fn block(
        &mut self,
        page: &mut Page<'_, '_>,
        html: &str,
        locate: impl Fn(Range<usize>) -> Range<usize>,
    ) {
        page.out.block("");
        let mut tokens = Tokens::new(html);
        while let Some((token, range)) = tokens.next() {
            let range = locate(range);
            match token {
                Token::Text(text) => self.text(page, text),
                Token::Comment => {}
                Token::Unfinished => {
                    unbalanced(page, &range, "a tag is never finished", "write the `>` that ends it")
                }
                Token::End(name) => self.end(page, &name, &range),
                Token::Start(name, _) if EMPTIED.binary_search(&name.as_str()).is_ok() => {
                    self.remove(Why::Element, &name, &range);
                    tokens.skip_element(&name);
                }
                Token::Start(name, attributes) => self.start(page, &name, &attributes, &range, false),
            }
        }
        // Markdown that follows is a block of its own, which no line of text can hold.
        self.close_lines(page);
    }

    /// A tag in the middle of a line. Returns the name of an element whose content must be left out too.
    pub(super) fn inline(
        &mut self,
        page: &mut Page<'_, '_>,
        html: &str,
        range: &Range<usize>,
    ) -> Option<String> {
        for (token, _) in Tokens::new(html) {
            match token {
                Token::Text(text) => self.text(page, text),
                Token::Comment | Token::Unfinished => {}
                Token::End(name) => self.end(page, &name, range),
                Token::Start(name, attributes) => {
                    if EMPTIED.binary_search(&name.as_str()).is_ok() {
                        self.remove(Why::Element, &name, range);
                        return (!html.ends_with("/>")).then_some(name);
                    }
                    self.start(page, &name, &attributes, range, true);
                }
            }
        }
        None
    }

    /// A Markdown block begins: whatever cannot hold one is closed.
    pub(super) fn before_block(&mut self, page: &mut Page<'_, '_>) {
        while self.top(page.depth).is_some_and(|top| top.kind != Kind::Flow) {
            self.close(page);
        }
    }

    /// A Markdown container ends: what was opened in it is closed.
    pub(super) fn leave(&mut self, page: &mut Page<'_, '_>) {
        while let Some(open) = self.open.last().filter(|open| open.depth >= page.depth) {
            if !open.element.ends_by_itself() {
                let message = format!("`<{}>` is never closed", open.element.name);
                let help =
                    format!("write `</{}>` where it ends, in the same paragraph or block", open.element.name);
                unbalanced(page, &open.range, &message, &help);
            }
            self.close(page);
        }
    }

    /// Tells what was removed.
    pub(super) fn finish(self, findings: &mut Findings<'_>) {
        for ((why, name), (range, count)) in self.removed {
            let times = if count > 1 { format!(" ({count} times)") } else { String::new() };
            let (message, label, help) = match why {
                Why::Element => (
                    format!("`<{name}>` was removed{times}"),
                    "this element is not allowed in a release",
                    "write it in Markdown, or move it into a template of the theme",
                ),
                Why::Misplaced => (
                    format!("`<{name}>` was removed{times}"),
                    "it cannot stand here: inside a line of text, or outside the element it is a part of",
                    "put it on a line of its own, after a blank line, inside the element it belongs to",
                ),
                Why::Attribute => (
                    format!("the attribute `{name}` was removed{times}"),
                    "not allowed on this element, or not with this value",
                    "leave it out; how things look is settled by the theme",
                ),
                Why::Deep => (
                    format!("`<{name}>` was removed{times}"),
                    "the HTML is nested too deeply",
                    "nest it less deeply",
                ),
            };
            findings
                .push(&range, Diagnostic::warning("markdown/html-removed", message).label(label).help(help));
        }
    }

    fn text(&mut self, page: &mut Page<'_, '_>, text: &str) {
        if text.trim_ascii().is_empty() {
            if !page.out.html.is_empty() && !page.out.html.ends_with('\n') {
                page.out.html(text);
            }
            if !page.out.text.is_empty() && !page.out.text.ends_with([' ', '\n']) {
                page.out.text.push(' ');
            }
            return;
        }
        while self.top(page.depth).is_some_and(|top| top.kind == Kind::Frame) {
            self.close(page);
        }
        page.out.words(&resolve(text));
    }

    fn start(
        &mut self,
        page: &mut Page<'_, '_>,
        name: &str,
        attributes: &Attributes<'_>,
        range: &Range<usize>,
        in_line: bool,
    ) {
        let Some(element) = elements::find(name) else { return self.remove(Why::Element, name, range) };
        if in_line && !element.is_phrase() || element.name == "a" && page.links.is_inside() {
            return self.remove(Why::Misplaced, name, range);
        }
        if element.parents.is_empty() {
            while self.top(page.depth).is_some_and(|top| !fits(top, element)) {
                self.close(page);
            }
        } else if !self.open_parent(page, element) {
            return self.remove(Why::Misplaced, name, range);
        }
        if self.open.len() >= DEEPEST {
            return self.remove(Why::Deep, name, range);
        }
        if !element.is_phrase() {
            page.out.block("");
        }
        self.write_start(page, element, attributes, range);
        if element.has_content() {
            self.open.push(Open { element, depth: page.depth, range: range.clone() });
        }
    }

    /// Closes elements until the innermost is one that this element can be a part of.
    fn open_parent(&mut self, page: &mut Page<'_, '_>, element: &Element) -> bool {
        let here = self.open.iter().rev().take_while(|open| open.depth == page.depth);
        // A part of an inner table or list never ends the outer one.
        let Some(between) = here
            .take_while(|open| element.kind != Kind::Phrase || open.element.is_phrase())
            .position(|open| element.parents.contains(&open.element.name))
        else {
            return false;
        };
        for _ in 0..between {
            self.close(page);
        }
        true
    }

    fn write_start(
        &mut self,
        page: &mut Page<'_, '_>,
        element: &'static Element,
        attributes: &Attributes<'_>,
        range: &Range<usize>,
    ) {
        let value = |name: &str| value_of(attributes, name).map(resolve);
        match element.name {
            "img" => {
                for (key, _) in attributes.iter().filter(|(key, _)| !is_known(key, element)) {
                    // crier writes the measures itself.
                    if key != "width" && key != "height" {
                        self.remove(Why::Attribute, key, range);
                    }
                }
                let from = value("src").unwrap_or_default();
                pictures::write(page.out, page.findings, &from, value("alt").as_deref(), range);
                return page.links.note_picture();
            }
            "a" if value("href").is_some() => {
                for (key, _) in attributes.iter().filter(|(key, _)| !matches!(&**key, "href" | "title")) {
                    self.remove(Why::Attribute, key, range);
                }
                let (to, title) = (value("href").unwrap_or_default(), value("title").unwrap_or_default());
                return page.links.start(page.out, page.findings, &to, &title, range);
            }
            "table" => page.tables.start_region(page.out, page.findings, range),
            name => page.tables.note_element(name),
        }
        let before = page.out.html.len();
        page.out.html("<");
        // The title of the page is its only heading of level 1.
        page.out.html(if element.name == "h1" { "h2" } else { element.name });
        let mut seen: Vec<&str> = Vec::new();
        for (key, value) in attributes {
            if seen.contains(&key.as_str()) {
                continue;
            }
            // `name` is the old way to write an id.
            let is_second_id = key == "name" && value_of(attributes, "id").is_some();
            if !is_known(key, element) || is_second_id {
                self.remove(Why::Attribute, key, range);
                continue;
            }
            seen.push(key);
            let attribute = (key.as_str(), &*resolve(value));
            if !attributes::write(page.out, page.findings, page.ids, element, attribute, range) {
                self.remove(Why::Attribute, key, range);
            }
        }
        if element.name == "pre" {
            page.out.html(" tabindex=\"0\"");
        }
        page.out.html(">");
        if element.name == "a" {
            page.links.start_place(page.out, before, range);
        }
        if !element.is_phrase() {
            page.out.break_text();
        } else if element.name == "br" {
            page.out.text.push(' ');
        }
    }

    fn end(&mut self, page: &mut Page<'_, '_>, name: &str, range: &Range<usize>) {
        let here = self.open.iter().rev().take_while(|open| open.depth == page.depth);
        let Some(above) = here.map(|open| open.element.name).position(|open| open == name) else {
            // Of an element that was removed, or one that ended by itself, the end says nothing new.
            let was_removed = self.removed.contains_key(&(Why::Misplaced, name.to_owned()));
            let is_told =
                |element: &Element| element.has_content() && !element.ends_by_itself() && !was_removed;
            if elements::find(name).is_some_and(is_told) {
                let message = format!("`</{name}>` closes nothing here");
                unbalanced(
                    page,
                    range,
                    &message,
                    "delete it, or open and close the element in the same paragraph or block",
                );
            }
            return;
        };
        for _ in 0..above {
            self.close(page);
        }
        self.close(page);
    }

    fn close(&mut self, page: &mut Page<'_, '_>) {
        let Some(Open { element, .. }) = self.open.pop() else { return };
        match element.name {
            "a" => return page.links.end(page.out, page.findings, false),
            "h1" => page.out.html("</h2>"),
            "table" => {
                page.out.html("</table>\n</div>");
                page.tables.end_region(page.findings);
            }
            name => {
                page.out.html("</");
                page.out.html(name);
                page.out.html(">");
            }
        }
        if matches!(element.name, "td" | "th") {
            page.out.text.push(' ');
        } else if !element.is_phrase() {
            page.out.break_text();
        }
    }

    fn close_lines(&mut self, page: &mut Page<'_, '_>) {
        while self.top(page.depth).is_some_and(|top| matches!(top.kind, Kind::Phrase | Kind::Line)) {
            self.close(page);
        }
    }

    /// The innermost element that was opened in the current Markdown container.
    fn top(&self, depth: usize) -> Option<&'static Element> {
        self.open.last().filter(|open| open.depth == depth).map(|open| open.element)
    }

    fn remove(&mut self, why: Why, name: &str, range: &Range<usize>) {
        let mut short = String::new();
        escape::plain(&mut short, name);
        let key = (why, short.chars().take(40).collect());
        if self.removed.len() < MOST_REMOVED || self.removed.contains_key(&key) {
            self.removed.entry(key).or_insert_with(|| (range.clone(), 0)).1 += 1;
        }
    }
}

/// Whether `inner`, which can stand alone, may stand right inside `outer`.
fn fits(outer: &Element, inner: &Element) -> bool {
    match outer.kind {
        Kind::Flow => true,
        Kind::Phrase | Kind::Line => inner.is_phrase(),
        Kind::Frame | Kind::Void | Kind::VoidBlock | Kind::VoidPart => false,
    }
}

/// Whether this is the end tag of the element.
pub(super) fn is_end(html: &str, name: &str) -> bool {
    matches!(Tokens::new(html).next(), Some((Token::End(end), _)) if end == name)
}

fn unbalanced(page: &mut Page<'_, '_>, range: &Range<usize>, message: &str, help: &str) {
    page.findings.push(range, Diagnostic::warning("markdown/html-unbalanced", message).help(help));
}
