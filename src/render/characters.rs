//! Which characters may stand where: XML 1.0 (production 2, `Char`), one-line values, URIs (RFC 3986) and
//! HTML text.

use std::borrow::Cow;

use percent_encoding::{AsciiSet, CONTROLS, utf8_percent_encode};

/// What RFC 3986 lets stand in no URI at all; `%` is left alone, so that an encoded address stays as it is.
const NOT_IN_URIS: &AsciiSet = &CONTROLS
    .add(b' ')
    .add(b'"')
    .add(b'<')
    .add(b'>')
    .add(b'\\')
    .add(b'^')
    .add(b'`')
    .add(b'{')
    .add(b'|')
    .add(b'}');

/// The text without the characters that XML 1.0 cannot hold, not even escaped: control characters, U+FFFE,
/// U+FFFF. Line ends become `\n`, as every XML parser would make them.
pub fn legal(text: &str) -> Cow<'_, str> {
    if text.chars().all(|c| is_legal(c) && c != '\r') {
        return Cow::Borrowed(text);
    }
    let mut kept = String::with_capacity(text.len());
    let mut rest = text.chars().peekable();
    while let Some(c) = rest.next() {
        match c {
            '\r' if rest.peek() == Some(&'\n') => {}
            '\r' => kept.push('\n'),
            c if is_legal(c) => kept.push(c),
            _ => {}
        }
    }
    Cow::Owned(kept)
}

/// Legal text on one line: line ends, tabs and runs of spaces become one space; none at the ends. The
/// ideographic and the no-break space are the writer's and stay.
pub fn one_line(text: &str) -> Cow<'_, str> {
    let gap = |c: char| matches!(c, ' ' | '\t' | '\n' | '\r' | '\u{85}' | '\u{2028}' | '\u{2029}');
    let tidy = !text.starts_with(' ')
        && !text.ends_with(' ')
        && !text.contains("  ")
        && text.chars().all(|c| is_legal(c) && (c == ' ' || !gap(c)));
    if tidy {
        return Cow::Borrowed(text);
    }
    let text = legal(text);
    let words: Vec<&str> = text.split(gap).filter(|word| !word.is_empty()).collect();
    Cow::Owned(words.join(" "))
}

/// An address as a URI: what is not ASCII, or may not stand in a URI, is percent-encoded; nothing is decoded
/// or encoded twice. A host that is not ASCII has to come in its `xn--` form.
pub fn uri(address: &str) -> Cow<'_, str> {
    utf8_percent_encode(address, NOT_IN_URIS).into()
}

/// Legal text as HTML text or attribute value.
pub fn html(text: &str) -> String {
    let mut escaped = String::with_capacity(text.len() + 16);
    for c in legal(text).chars() {
        match c {
            '&' => escaped.push_str("&amp;"),
            '<' => escaped.push_str("&lt;"),
            '>' => escaped.push_str("&gt;"),
            '"' => escaped.push_str("&quot;"),
            '\'' => escaped.push_str("&#39;"),
            c => escaped.push(c),
        }
    }
    escaped
}

fn is_legal(c: char) -> bool {
    matches!(c, '\t' | '\n' | '\r' | '\u{20}'..='\u{d7ff}' | '\u{e000}'..='\u{fffd}' | '\u{10000}'..)
}

#[cfg(test)]
mod tests {
    use super::{html, legal, one_line, uri};
    use proptest::prelude::*;

    #[test]
    fn what_xml_cannot_hold_is_dropped() {
        assert_eq!(legal("a\u{0}b\u{b}c\u{fffe}d\u{ffff}e\u{1f}f🎉"), "abcdef🎉");
        assert_eq!(legal("a\r\nb\rc\n"), "a\nb\nc\n");
    }

    #[test]
    fn one_line_keeps_the_writers_own_spaces() {
        assert_eq!(one_line(" a\r\n\tb  c\u{2028}d "), "a b c d");
        assert_eq!(one_line("眉县　要闻\u{a0}!"), "眉县　要闻\u{a0}!");
        assert_eq!(one_line("a \u{1} b"), "a b");
    }

    #[test]
    fn addresses_become_uris_once() {
        let encoded = "https://x.gov/%E7%9C%89%E5%8E%BF/?a=b&c=%20#d[1]";
        assert_eq!(uri("https://x.gov/眉县/?a=b&c= #d[1]"), encoded);
        assert_eq!(uri(encoded), encoded);
        assert_eq!(uri("a\nb\"c<d>"), "a%0Ab%22c%3Cd%3E");
    }

    #[test]
    fn html_text_holds_no_markup() {
        assert_eq!(html("<a href=\"x\">R&D</a>'\u{1}"), "&lt;a href=&quot;x&quot;&gt;R&amp;D&lt;/a&gt;&#39;");
    }

    proptest! {
        #[test]
        fn cleaning_twice_changes_nothing(text in any::<String>()) {
            for clean in [legal, one_line, uri] {
                let once = clean(&text).into_owned();
                prop_assert_eq!(clean(&once), once.as_str());
            }
            prop_assert!(uri(&text).is_ascii());
        }
    }
}
