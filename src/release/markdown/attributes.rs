//! The attributes of HTML elements: which are known, and which values they may have.

use std::ops::Range;

use crate::release::markdown::address::{self, Address};
use crate::release::markdown::body::Fill;
use crate::release::markdown::elements::{COMMON, Element};
use crate::release::markdown::findings::Findings;
use crate::release::markdown::ids::{self, Ids};
use crate::release::markdown::out::Out;
use crate::release::markdown::{escape, links, outline, pictures};

/// The attributes of a tag, with values as written.
pub(super) type Attributes<'a> = [(String, &'a str)];

/// The value of an attribute. Of two the first counts, as in browsers.
pub(super) fn value_of<'a>(attributes: &Attributes<'a>, name: &str) -> Option<&'a str> {
    attributes.iter().find(|(key, _)| key == name).map(|(_, value)| *value)
}

/// Whether an element may have an attribute.
pub(super) fn is_known(attribute: &str, element: &Element) -> bool {
    COMMON.contains(&attribute) || element.attributes.contains(&attribute)
}

/// Writes a known attribute, whose value has its references resolved. Returns false when the value is none that
/// HTML knows; ids and addresses have findings of their own.
pub(super) fn write(
    out: &mut Out,
    findings: &mut Findings<'_>,
    ids: &mut Ids,
    element: &Element,
    (key, value): (&str, &str),
    range: &Range<usize>,
) -> bool {
    match key {
        "id" | "name" => write_id(out, findings, ids, value, range),
        "src" | "poster" => match address::read(value) {
            Address::Inside(target) => {
                out.html(if key == "src" { " src=\"" } else { " poster=\"" });
                out.hole(Fill::Address(target), findings.in_file(range));
                out.html("\"");
            }
            Address::Web => findings.push(range, pictures::remote("recording")),
            address => findings.push(range, links::refusal(&address, "recording")),
        },
        "controls" | "default" | "loop" | "muted" | "open" | "reversed" => {
            out.html(" ");
            out.html(key);
        }
        _ if is_allowed(element.name, key, value) => {
            out.html(" ");
            out.html(key);
            out.html("=\"");
            escape::attribute(&mut out.html, value);
            out.html("\"");
        }
        _ => return false,
    }
    true
}

/// An id is written when it can be used and is free: a second one under another name would help no link.
fn write_id(out: &mut Out, findings: &mut Findings<'_>, ids: &mut Ids, id: &str, range: &Range<usize>) {
    if !ids::is_usable(id) {
        return findings.push(range, outline::unusable(id));
    }
    if let Some(first) = ids.place(id) {
        let finding = outline::clash(id).note_at("it is used here first", findings.place(first));
        return findings.push(range, finding);
    }
    out.html(" id=\"");
    let id = ids.claim(id.to_owned(), range);
    escape::attribute(&mut out.html, &id);
    out.html("\"");
}

fn is_allowed(element: &str, key: &str, value: &str) -> bool {
    let is_number = || {
        (1..=3).contains(&value.len())
            && value.bytes().all(|byte| byte.is_ascii_digit())
            && !value.starts_with('0')
    };
    match key {
        "colspan" | "rowspan" | "span" | "start" | "value" => is_number(),
        "dir" => matches!(value, "ltr" | "rtl" | "auto"),
        "lang" | "srclang" => {
            !value.is_empty() && value.bytes().all(|byte| byte.is_ascii_alphanumeric() || byte == b'-')
        }
        "scope" => matches!(value, "row" | "col" | "rowgroup" | "colgroup"),
        "type" if element == "ol" => matches!(value, "1" | "a" | "A" | "i" | "I"),
        "type" => is_media_type(value),
        "kind" => matches!(value, "subtitles" | "captions" | "descriptions" | "chapters" | "metadata"),
        _ => true,
    }
}

/// Whether this is a media type such as `video/mp4; codecs=avc1`.
fn is_media_type(value: &str) -> bool {
    let is_name = |name: &str| {
        !name.is_empty()
            && name.bytes().all(|byte| byte.is_ascii_alphanumeric() || matches!(byte, b'+' | b'-' | b'.'))
    };
    let essence = value.split(';').next().unwrap_or_default().trim_ascii_end();
    essence.split_once('/').is_some_and(|(kind, name)| is_name(kind) && is_name(name))
}

#[cfg(test)]
mod tests {
    use super::is_allowed;

    #[test]
    fn values_are_those_of_html() {
        for (element, key, value) in [
            ("td", "colspan", "2"),
            ("p", "dir", "rtl"),
            ("p", "title", "\"anything\""),
            ("ol", "type", "i"),
            ("source", "type", "video/mp4; codecs=\"avc1.42E01E\""),
        ] {
            assert!(is_allowed(element, key, value), "{key}={value}");
        }
        for (element, key, value) in [
            ("td", "colspan", "0"),
            ("td", "colspan", "10000"),
            ("p", "lang", "e n"),
            ("ol", "type", "javascript:a/"),
            ("ol", "type", "video/mp4"),
            ("source", "type", "a"),
            ("source", "type", "javascript:/a"),
        ] {
            assert!(!is_allowed(element, key, value), "{key}={value}");
        }
    }
}
