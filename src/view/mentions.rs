//! Names in the text of a release become links, where they are first mentioned.

use crate::archive::mentions::Mentions;
use crate::base::html::push_escaped;
use crate::register::Kind;

/// Elements in which no link is made: links and what else a reader works with, headings, code, and what is no text.
const CLOSED: [&str; 31] = [
    "a",
    "h1",
    "h2",
    "h3",
    "h4",
    "h5",
    "h6",
    "code",
    "pre",
    "kbd",
    "samp",
    "var",
    "button",
    "label",
    "select",
    "summary",
    "svg",
    "math",
    "object",
    "audio",
    "video",
    "noscript",
    "script",
    "style",
    "textarea",
    "title",
    "iframe",
    "xmp",
    "noembed",
    "noframes",
    "plaintext",
];
/// Those whose content is no HTML, up to their closing tag (HTML Standard, 13.1.2).
const RAW: [&str; 9] =
    ["script", "style", "textarea", "title", "iframe", "xmp", "noembed", "noframes", "plaintext"];

/// HTML with links at the first mention of each person and unit for which `lead` gives an address; it must give that once.
/// After `most` links nothing more is looked for. Markup that nobody checked may pass through here: where it is odd, no
/// link is made.
pub fn link(
    html: &str,
    mentions: &Mentions,
    most: usize,
    mut lead: impl FnMut(Kind, usize) -> Option<String>,
) -> String {
    let mut out = String::with_capacity(html.len() + 256);
    // How often each of the closed elements is open.
    let mut open = [0_usize; CLOSED.len()];
    let mut left = most;
    let mut rest = html;
    while left > 0 && !rest.is_empty() {
        let (text, markup) = rest.split_at(rest.find('<').unwrap_or(rest.len()));
        if !text.trim_ascii().is_empty() && open.iter().all(|times| *times == 0) {
            left -= link_text(&mut out, text, mentions, left, &mut lead);
        } else {
            out.push_str(text);
        }
        let (tag, after) = markup.split_at(tag_length(markup));
        out.push_str(tag);
        rest = after;
        let (is_end, name) = match tag.strip_prefix("</") {
            Some(tag) => (true, name_of(tag)),
            None => (false, name_of(tag.get(1..).unwrap_or_default())),
        };
        let Some(at) = CLOSED.iter().position(|closed| closed.eq_ignore_ascii_case(name)) else { continue };
        if is_end {
            open[at] = open[at].saturating_sub(1);
        } else if RAW.contains(&CLOSED[at]) {
            let (raw, after) = rest.split_at(end_of_raw(rest, name));
            out.push_str(raw);
            rest = after;
        } else {
            open[at] += 1;
        }
    }
    out.push_str(rest);
    out
}

/// Writes a text with links in it; how many.
fn link_text(
    out: &mut String,
    text: &str,
    mentions: &Mentions,
    most: usize,
    lead: &mut impl FnMut(Kind, usize) -> Option<String>,
) -> usize {
    let (mut from, mut made) = (0, 0);
    for mention in mentions.find(text) {
        if made == most {
            break;
        }
        let Some(href) = mention.meaning.and_then(|(kind, number)| lead(kind, number)) else { continue };
        out.push_str(&text[from..mention.at.start]);
        out.push_str("<a class=\"named\" href=\"");
        push_escaped(out, &href);
        out.push_str("\">");
        out.push_str(&text[mention.at.clone()]);
        out.push_str("</a>");
        from = mention.at.end;
        made += 1;
    }
    out.push_str(&text[from..]);
    made
}

/// Length of the tag or comment that HTML begins with; of a `<` that begins none, 1; of nothing, 0.
fn tag_length(html: &str) -> usize {
    let up_to = |end: &str| html.find(end).map_or(html.len(), |at| at + end.len());
    let Some(inside) = html.strip_prefix('<') else { return 0 };
    if inside.starts_with("!--") {
        return up_to("-->");
    }
    let name = name_of(inside.strip_prefix('/').unwrap_or(inside));
    if name.is_empty() {
        // What browsers take for a comment, or a mere sign.
        return if inside.starts_with(['/', '!', '?']) { up_to(">") } else { 1 };
    }
    let mut quote = None;
    for (at, byte) in html.bytes().enumerate() {
        match (quote, byte) {
            (None, b'>') => return at + 1,
            (None, b'"' | b'\'') => quote = Some(byte),
            (Some(open), byte) if open == byte => quote = None,
            _ => {}
        }
    }
    html.len()
}

/// The name that a tag begins with, after `<` or `</`.
fn name_of(tag: &str) -> &str {
    let end = tag.find(|c: char| !c.is_ascii_alphanumeric()).unwrap_or(tag.len());
    if tag.starts_with(|c: char| c.is_ascii_alphabetic()) { &tag[..end] } else { "" }
}

/// Where the content of a raw element ends.
fn end_of_raw(html: &str, name: &str) -> usize {
    let is_end =
        |at: &usize| html[at + 2..].get(..name.len()).is_some_and(|end| end.eq_ignore_ascii_case(name));
    html.match_indices("</").map(|(at, _)| at).find(is_end).unwrap_or(html.len())
}
