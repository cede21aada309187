//! Paragraphs and the Markdown pictures in them: a picture that has a paragraph to itself is a figure.

use std::ops::Range;

use pulldown_cmark::CowStr;

use crate::release::markdown::findings::Findings;
use crate::release::markdown::links::Links;
use crate::release::markdown::out::Out;
use crate::release::markdown::{escape, pictures};

/// A paragraph while it is being written.
pub(super) struct Paragraph {
    /// Where its tag begins, and where its content does.
    html: usize,
    content: usize,
    /// Where its words begin.
    text: usize,
    picture: Option<Alone>,
}

/// A picture at the beginning of a paragraph, perhaps within a link.
struct Alone {
    /// Where it ends, with the link around it.
    end: usize,
    /// Where its attribute `alt` ends.
    alt: usize,
    title: String,
}

/// A picture while its description is being read.
pub(super) struct Picture<'a> {
    /// Where it lies.
    pub(super) address: CowStr<'a>,
    /// Its title: the caption of a figure.
    pub(super) title: CowStr<'a>,
    /// Its description so far.
    pub(super) alt: String,
    /// How many containers are open within the description.
    pub(super) nested: usize,
    /// Bytes of the body.
    pub(super) range: Range<usize>,
}

const TAG: &str = "<p>";

impl Paragraph {
    /// A paragraph whose tag was just written.
    pub(super) fn new(out: &Out) -> Self {
        let (html, content) = (out.html.len() - TAG.len(), out.html.len());
        Paragraph { html, content, text: out.text.len(), picture: None }
    }

    /// A link that began here has ended.
    pub(super) fn end_link(&mut self, out: &Out, begun: usize) {
        if let Some(picture) =
            self.picture.as_mut().filter(|picture| picture.end + "</a>".len() == out.html.len())
            && begun == self.content
        {
            picture.end = out.html.len();
        }
    }

    /// Ends the paragraph.
    pub(super) fn end(self, out: &mut Out) {
        match self.picture {
            Some(picture) if picture.end == out.html.len() => {
                out.replace(self.html..self.content, "<figure>\n");
                if picture.title.is_empty() {
                    out.html("\n</figure>\n");
                } else {
                    out.html("\n<figcaption>");
                    out.break_text();
                    out.words(&picture.title);
                    out.html("</figcaption>\n</figure>\n");
                }
            }
            picture => {
                if let Some(picture) = picture {
                    write_title(out, picture.alt, &picture.title);
                }
                out.html("</p>\n");
                if out.lead.is_none() && !out.text[self.text..].trim().is_empty() {
                    out.lead = Some(self.text..out.text.len());
                }
            }
        }
        out.break_text();
    }
}

/// Writes a picture whose description is complete.
pub(super) fn write(
    out: &mut Out,
    findings: &mut Findings<'_>,
    links: &mut Links,
    paragraph: Option<&mut Paragraph>,
    picture: Picture<'_>,
) {
    let Picture { address, title, alt, range, .. } = picture;
    let start = links.just_begun(out).unwrap_or(out.html.len());
    let alt = Some(alt.trim()).filter(|alt| !alt.is_empty());
    let written = pictures::write(out, findings, &address, alt, &range);
    links.note_picture();
    let Some(alt) = written else { return };
    match paragraph {
        Some(paragraph) if paragraph.content == start => {
            paragraph.picture = Some(Alone { end: out.html.len(), alt, title: title.into_string() });
        }
        _ => write_title(out, alt, &title),
    }
}

fn write_title(out: &mut Out, alt: usize, title: &str) {
    if !title.is_empty() {
        let mut attribute = String::from(" title=\"");
        escape::attribute(&mut attribute, title);
        attribute.push('"');
        out.replace(alt..alt, &attribute);
    }
}
