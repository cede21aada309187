//! What becomes of a Markdown body: HTML with holes, an outline, and its plain text.
//!
//! A body is read before anybody knows where the release it links to lives, or what language the page speaks.
//! Whatever depends on that is a [`Hole`], filled when the page is rendered; the HTML around it is final.

use std::ops::Range;

/// A body, read once.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Body {
    /// The HTML, with nothing at the place of a hole.
    pub html: String,
    /// What is still to be written into the HTML, by position.
    pub holes: Vec<Hole>,
    /// The headings of levels 2 to 4, in order.
    pub toc: Vec<Heading>,
    /// The words alone, a block a line: for descriptions and search.
    pub text: String,
    /// Where in `text` the first paragraph stands; empty where there is none.
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
    /// The HTML with its holes filled. `write` appends what belongs into each.
    pub fn fill(&self, mut write: impl FnMut(&Fill, &Range<usize>, &mut String)) -> String {
        let mut html = String::with_capacity(self.html.len() + self.holes.len() * 48);
        let mut from = 0;
        for hole in &self.holes {
            html.push_str(&self.html[from..hole.at]);
            write(&hole.fill, &hole.source, &mut html);
            from = hole.at;
        }
        html.push_str(&self.html[from..]);
        html
    }
}
