//! The HTML elements that a release may use, and where each may stand.
//!
//! Nothing in here can run, load or restyle anything: no scripts, frames, forms, foreign content (SVG, MathML) and
//! no element whose content browsers read by other rules.

/// How an element sits among others.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Kind {
    /// Part of a line of text.
    Phrase,
    /// Part of a line of text, without content.
    Void,
    /// A block that holds a line of text, such as a paragraph.
    Line,
    /// A block that holds blocks.
    Flow,
    /// A block that holds only its own parts, such as a list.
    Frame,
    /// A block without content.
    VoidBlock,
    /// A part of a frame without content.
    VoidPart,
}

/// An element that may be used.
#[derive(Debug)]
pub(super) struct Element {
    /// Its name, in lower case.
    pub(super) name: &'static str,
    /// How it sits among others.
    pub(super) kind: Kind,
    /// Where it may stand, when it cannot stand alone.
    pub(super) parents: &'static [&'static str],
    /// The attributes it may have besides [`COMMON`].
    pub(super) attributes: &'static [&'static str],
}

/// Attributes that every element may have.
pub(super) const COMMON: [&str; 4] = ["dir", "id", "lang", "title"];

/// Elements that vanish with all they contain. Of any other unknown element only the tags vanish.
pub(super) const EMPTIED: [&str; 17] = [
    "applet",
    "frameset",
    "head",
    "iframe",
    "math",
    "noembed",
    "noframes",
    "object",
    "plaintext",
    "script",
    "select",
    "style",
    "svg",
    "template",
    "textarea",
    "title",
    "xmp",
];

const fn element(
    name: &'static str,
    kind: Kind,
    parents: &'static [&'static str],
    attributes: &'static [&'static str],
) -> Element {
    Element { name, kind, parents, attributes }
}

use Kind::{Flow, Frame, Line, Phrase, Void, VoidBlock, VoidPart};

const ROWS: &[&str] = &["table", "thead", "tbody", "tfoot"];

/// By name.
static ELEMENTS: [Element; 66] = [
    element("a", Phrase, &[], &["href", "name"]),
    element("abbr", Phrase, &[], &[]),
    element("audio", Phrase, &[], &["controls", "loop", "muted", "src"]),
    element("b", Phrase, &[], &[]),
    element("bdi", Phrase, &[], &[]),
    element("bdo", Phrase, &[], &[]),
    element("blockquote", Flow, &[], &[]),
    element("br", Void, &[], &[]),
    element("caption", Line, &["table"], &[]),
    element("cite", Phrase, &[], &[]),
    element("code", Phrase, &[], &[]),
    element("col", VoidPart, &["colgroup"], &["span"]),
    element("colgroup", Frame, &["table"], &["span"]),
    element("dd", Flow, &["dl"], &[]),
    element("del", Phrase, &[], &["datetime"]),
    element("details", Flow, &[], &["open"]),
    element("dfn", Phrase, &[], &[]),
    element("div", Flow, &[], &[]),
    element("dl", Frame, &[], &[]),
    element("dt", Line, &["dl"], &[]),
    element("em", Phrase, &[], &[]),
    element("figcaption", Line, &["figure"], &[]),
    element("figure", Flow, &[], &[]),
    element("h1", Line, &[], &[]),
    element("h2", Line, &[], &[]),
    element("h3", Line, &[], &[]),
    element("h4", Line, &[], &[]),
    element("h5", Line, &[], &[]),
    element("h6", Line, &[], &[]),
    element("hr", VoidBlock, &[], &[]),
    element("i", Phrase, &[], &[]),
    element("img", Void, &[], &["alt", "src"]),
    element("ins", Phrase, &[], &["datetime"]),
    element("kbd", Phrase, &[], &[]),
    element("li", Flow, &["ol", "ul"], &["value"]),
    element("mark", Phrase, &[], &[]),
    element("ol", Frame, &[], &["reversed", "start", "type"]),
    element("p", Line, &[], &[]),
    element("pre", Line, &[], &[]),
    element("q", Phrase, &[], &[]),
    element("rp", Phrase, &["ruby"], &[]),
    element("rt", Phrase, &["ruby"], &[]),
    element("ruby", Phrase, &[], &[]),
    element("s", Phrase, &[], &[]),
    element("samp", Phrase, &[], &[]),
    element("small", Phrase, &[], &[]),
    element("source", Void, &["audio", "video"], &["src", "type"]),
    element("span", Phrase, &[], &[]),
    element("strong", Phrase, &[], &[]),
    element("sub", Phrase, &[], &[]),
    element("summary", Line, &["details"], &[]),
    element("sup", Phrase, &[], &[]),
    element("table", Frame, &[], &[]),
    element("tbody", Frame, &["table"], &[]),
    element("td", Flow, &["tr"], &["colspan", "rowspan"]),
    element("tfoot", Frame, &["table"], &[]),
    element("th", Line, &["tr"], &["colspan", "rowspan", "scope"]),
    element("thead", Frame, &["table"], &[]),
    element("time", Phrase, &[], &["datetime"]),
    element("tr", Frame, ROWS, &[]),
    element("track", Void, &["audio", "video"], &["default", "kind", "label", "src", "srclang"]),
    element("u", Phrase, &[], &[]),
    element("ul", Frame, &[], &[]),
    element("var", Phrase, &[], &[]),
    element("video", Phrase, &[], &["controls", "loop", "muted", "poster", "src"]),
    element("wbr", Void, &[], &[]),
];

/// The element of this name, in lower case.
pub(super) fn find(name: &str) -> Option<&'static Element> {
    ELEMENTS.binary_search_by(|element| element.name.cmp(name)).ok().map(|at| &ELEMENTS[at])
}

impl Element {
    /// Whether it has a content and an end tag.
    pub(super) fn has_content(&self) -> bool {
        !matches!(self.kind, Kind::Void | Kind::VoidBlock | Kind::VoidPart)
    }

    /// Whether it may stand in the middle of a line of text.
    pub(super) fn is_phrase(&self) -> bool {
        matches!(self.kind, Kind::Phrase | Kind::Void)
    }

    /// Whether HTML lets writers leave out its end tag.
    pub(super) fn ends_by_itself(&self) -> bool {
        matches!(
            self.name,
            "p" | "li"
                | "dt"
                | "dd"
                | "td"
                | "th"
                | "tr"
                | "thead"
                | "tbody"
                | "tfoot"
                | "colgroup"
                | "rt"
                | "rp"
        )
    }
}

#[cfg(test)]
mod tests {
    use super::{ELEMENTS, EMPTIED, find};

    #[test]
    fn every_element_is_found() {
        assert!(
            ELEMENTS.iter().all(|element| find(element.name).is_some_and(|found| found.name == element.name))
        );
        assert!(find("script").is_none() && find("").is_none());
    }

    #[test]
    fn nothing_is_both_allowed_and_emptied() {
        assert!(EMPTIED.iter().all(|name| find(name).is_none()));
        assert!(EMPTIED.is_sorted());
    }

    #[test]
    fn parents_are_elements_too() {
        assert!(ELEMENTS.iter().flat_map(|element| element.parents).all(|parent| find(parent).is_some()));
    }
}
