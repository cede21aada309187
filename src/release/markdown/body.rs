//! What becomes of a Markdown body: HTML with holes, an outline, and its plain text.
//!
//! A body is read before anybody knows where the release it links to lives, or what language the page speaks.
//! Whatever depends on that is a [`Hole`], filled when the page is rendered; the HTML around it is final.

use crate::release::markdown::packed::Packed;
use std::ops::Range;

/// A body, read once.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Body {
    packed: Packed,
    /// What is still to be written into the HTML, by position.
    pub holes: Box<[Hole]>,
    /// The headings of levels 2 to 4, in order.
    pub toc: Box<[Heading]>,
    /// Where in the words the first paragraph stands; empty where there is none.
    pub lead: Range<usize>,
}

/// A heading of the outline.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Heading {
    /// 2 to 4; the title of the page is level 1.
    pub level: u8,
    /// The id it can be linked to by.
    pub id: String,
    /// Its words, without markup and not escaped.
    pub title: String,
}

/// A place of the HTML that is filled when the page is rendered.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Hole {
    /// Byte offset into the HTML.
    pub at: usize,
    /// What belongs there.
    pub fill: Fill,
    /// The bytes of the file that asked for it, for findings.
    pub source: Range<usize>,
}

/// What belongs into a hole. Everything written must be escaped for its place.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Fill {
    /// An address, between the quotes of an attribute.
    Address(Target),
    /// The attributes `src`, `width` and `height` of an `<img`, each with a space before it.
    Picture(Target),
    /// The kind and size of an attachment, right after the `</a>` that leads to it: ` (PDF, 32 KB)`.
    Label(Target),
    /// A message of the theme, by key; it may stand in an attribute, so quotes are escaped too.
    Message(&'static str),
}

/// What a link or a picture points at within the site.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Target {
    /// `release:id`. As with the three below, the id is percent-decoded and may end in `#fragment`: see [`parts`].
    Release(String),
    /// `person:id`.
    Person(String),
    /// `unit:id`.
    Unit(String),
    /// `topic:id`.
    Topic(String),
    /// A path relative to the file: another Markdown file, a picture or an attachment.
    Path {
        /// The path, percent-decoded; it may hold `..`, colons and backslashes, so compare it, never open it.
        path: String,
        /// What stands after `#`, percent-decoded.
        fragment: Option<String>,
    },
    /// An address of this site, beginning with `/`.
    Root {
        /// The path, percent-decoded up to a `?`; a query stays as it was written.
        path: String,
        /// What stands after `#`, percent-decoded.
        fragment: Option<String>,
    },
}

/// The id and the fragment of a [`Target::Release`] and its like.
pub fn parts(id: &str) -> (&str, Option<&str>) {
    id.split_once('#').map_or((id, None), |(id, fragment)| (id, Some(fragment)))
}

impl Body {
    /// A body of what was written. `text` is the words alone, a block a line; the first paragraph stands at `lead`.
    pub(super) fn new(
        html: &str,
        holes: Vec<Hole>,
        toc: Vec<Heading>,
        text: &str,
        lead: Range<usize>,
    ) -> Self {
        Body { packed: Packed::new(html, text), holes: holes.into(), toc: toc.into(), lead }
    }

    /// The HTML, with nothing at the place of a hole. It is unpacked anew each time, as is the text.
    pub fn html(&self) -> String {
        self.packed.html()
    }

    /// The words alone, a block a line: for descriptions and search.
    pub fn text(&self) -> String {
        self.packed.words()
    }

    /// The HTML with its holes filled. `write` appends what belongs into each.
    pub fn fill(&self, mut write: impl FnMut(&Fill, &Range<usize>, &mut String)) -> String {
        let html = self.html();
        let mut filled = String::with_capacity(html.len() + self.holes.len() * 48);
        let mut from = 0;
        for hole in &self.holes {
            filled.push_str(&html[from..hole.at]);
            write(&hole.fill, &hole.source, &mut filled);
            from = hole.at;
        }
        filled.push_str(&html[from..]);
        filled
    }
}
