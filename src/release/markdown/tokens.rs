//! Cuts raw HTML into tags, comments and text, as browsers do.
//!
//! What comes out is never copied into the page: `raw` writes allowed tags anew and escapes the rest. So a cut
//! at the wrong place can lose words but cannot let anything through.

use std::borrow::Cow;
use std::ops::Range;

use pulldown_cmark::{Event, Parser};

/// A piece of raw HTML.
#[derive(Debug, PartialEq, Eq)]
pub(super) enum Token<'a> {
    /// Text, with its character references as written.
    Text(&'a str),
    /// A start tag: its name in lower case and its attributes, the values with references as written.
    Start(String, Vec<(String, &'a str)>),
    /// An end tag: its name in lower case.
    End(String),
    /// A comment, a declaration or a processing instruction.
    Comment,
    /// A tag that never ends.
    Unfinished,
}

/// The pieces of a text.
pub(super) struct Tokens<'a> {
    text: &'a str,
    at: usize,
}

impl<'a> Tokens<'a> {
    /// From the beginning.
    pub(super) fn new(text: &'a str) -> Self {
        Tokens { text, at: 0 }
    }

    /// Leaves out everything up to and including the end tag of this name, or all when there is none.
    pub(super) fn skip_element(&mut self, name: &str) {
        let rest = &self.text.as_bytes()[self.at..];
        let end = rest.windows(name.len() + 2).position(|window| {
            window.starts_with(b"</") && window[2..].eq_ignore_ascii_case(name.as_bytes())
        });
        let Some(end) = end else {
            self.at = self.text.len();
            return;
        };
        self.at += end;
        self.tag(2);
    }

    /// Reads a tag that begins `skip` bytes before its name.
    fn tag(&mut self, skip: usize) -> Option<(String, Vec<(String, &'a str)>)> {
        let mut cursor = Cursor { text: self.text, at: self.at + skip };
        let name = cursor.take(|byte| !is_space(byte) && byte != b'/' && byte != b'>').to_ascii_lowercase();
        let mut attributes = Vec::new();
        let finished = loop {
            cursor.take(|byte| is_space(byte) || byte == b'/');
            match cursor.peek() {
                None => break false,
                Some(b'>') => {
                    cursor.at += 1;
                    break true;
                }
                Some(_) => {}
            }
            // An equals sign in front belongs to the name.
            let start = cursor.at;
            cursor.at += usize::from(cursor.peek() == Some(b'='));
            cursor.take(|byte| !is_space(byte) && byte != b'/' && byte != b'>' && byte != b'=');
            let key = self.text[start..cursor.at].to_ascii_lowercase();
            let back = cursor.at;
            cursor.take(is_space);
            if cursor.peek() != Some(b'=') {
                cursor.at = back;
                attributes.push((key, ""));
                continue;
            }
            cursor.at += 1;
            cursor.take(is_space);
            let value = match cursor.peek() {
                Some(quote @ (b'"' | b'\'')) => {
                    cursor.at += 1;
                    let value = cursor.take(|byte| byte != quote);
                    if cursor.peek().is_none() {
                        break false;
                    }
                    cursor.at += 1;
                    value
                }
                _ => cursor.take(|byte| !is_space(byte) && byte != b'>'),
            };
            attributes.push((key, value));
        };
        self.at = cursor.at;
        finished.then_some((name, attributes))
    }

    /// Leaves out everything up to and including `end`, or all when it is missing.
    fn skip_past(&mut self, from: usize, end: &str) {
        let from = from.min(self.text.len());
        self.at = self.text[from..].find(end).map_or(self.text.len(), |at| from + at + end.len());
    }
}

impl<'a> Iterator for Tokens<'a> {
    type Item = (Token<'a>, Range<usize>);

    fn next(&mut self) -> Option<Self::Item> {
        let start = self.at;
        let rest = &self.text.as_bytes()[start..];
        let token = match rest {
            [] => return None,
            [b'<', b'!', b'-', b'-', ..] => {
                // `<!-->` and `<!--->` are whole comments: the dashes may overlap.
                let short = rest[4..].starts_with(b">") || rest[4..].starts_with(b"->");
                self.skip_past(start + 4, if short { ">" } else { "-->" });
                Token::Comment
            }
            [b'<', b'!', ..] if rest.starts_with(b"<![CDATA[") => {
                self.skip_past(start, "]]>");
                Token::Comment
            }
            [b'<', b'!' | b'?', ..] => {
                self.skip_past(start, ">");
                Token::Comment
            }
            [b'<', b'/', letter, ..] if letter.is_ascii_alphabetic() => {
                self.tag(2).map_or(Token::Unfinished, |(name, _)| Token::End(name))
            }
            [b'<', letter, ..] if letter.is_ascii_alphabetic() => {
                self.tag(1).map_or(Token::Unfinished, |(name, attributes)| Token::Start(name, attributes))
            }
            _ => {
                self.at = rest[1..]
                    .iter()
                    .position(|&byte| byte == b'<')
                    .map_or(self.text.len(), |at| start + 1 + at);
                Token::Text(&self.text[start..self.at])
            }
        };
        Some((token, start..self.at))
    }
}

/// A position in a text, moved over ASCII only, so that it never splits a character.
struct Cursor<'a> {
    text: &'a str,
    at: usize,
}

impl<'a> Cursor<'a> {
    fn peek(&self) -> Option<u8> {
        self.text.as_bytes().get(self.at).copied()
    }

    fn take(&mut self, wanted: impl Fn(u8) -> bool) -> &'a str {
        let rest = &self.text[self.at..];
        let length = rest.bytes().position(|byte| !wanted(byte)).unwrap_or(rest.len());
        self.at += length;
        &rest[..length]
    }
}

fn is_space(byte: u8) -> bool {
    matches!(byte, b' ' | b'\t' | b'\n' | b'\r' | 0x0c)
}

/// Resolves character references. What only looks like one stays as it is.
pub(super) fn resolve(text: &str) -> Cow<'_, str> {
    if !text.contains('&') {
        return Cow::Borrowed(text);
    }
    let mut out = String::with_capacity(text.len());
    let mut rest = text;
    while let Some(at) = rest.find('&') {
        out.push_str(&rest[..at]);
        rest = &rest[at..];
        rest = &rest[reference(rest, &mut out)..];
    }
    out.push_str(rest);
    Cow::Owned(out)
}

/// Resolves what begins with `&`, and returns how long it was.
fn reference(text: &str, out: &mut String) -> usize {
    const NAMES: [(&str, char); 5] =
        [("&amp;", '&'), ("&lt;", '<'), ("&gt;", '>'), ("&quot;", '"'), ("&nbsp;", '\u{a0}')];
    if let Some((name, c)) = NAMES.into_iter().find(|(name, _)| text.starts_with(name)) {
        out.push(c);
        return name.len();
    }
    if let Some((c, length)) = text.strip_prefix("&#").and_then(number) {
        out.push(c);
        return length + "&#".len();
    }
    let Some(name) = named(text) else {
        out.push('&');
        return 1;
    };
    // The two thousand names are in the Markdown parser, which tells them as text.
    for event in Parser::new(name) {
        if let Event::Text(c) = event {
            out.push_str(&c);
        }
    }
    name.len()
}

/// The named reference at the beginning of the text, when it has the form of one.
fn named(text: &str) -> Option<&str> {
    let length = text.bytes().skip(1).take(33).position(|byte| !byte.is_ascii_alphanumeric())?;
    let is_name =
        length > 0 && text.as_bytes()[1].is_ascii_alphabetic() && text.as_bytes()[length + 1] == b';';
    is_name.then(|| &text[..length + 2])
}

/// A character by its number, and how many bytes after `&#` say so.
fn number(text: &str) -> Option<(char, usize)> {
    let (radix, digits) = match text.strip_prefix(['x', 'X']) {
        Some(digits) => (16, digits),
        None => (10, text),
    };
    let length = digits.bytes().take_while(|byte| char::from(*byte).is_digit(radix)).count();
    if length == 0 {
        return None;
    }
    let c = u32::from_str_radix(&digits[..length], radix).ok().and_then(char::from_u32).unwrap_or('\u{fffd}');
    // Browsers read a number without its semicolon too.
    let end = length + usize::from(digits[length..].starts_with(';'));
    Some((c, text.len() - digits.len() + end))
}

#[cfg(test)]
mod tests {
    use super::{Token, Tokens, named, resolve};

    fn tokens(text: &str) -> Vec<Token<'_>> {
        Tokens::new(text).map(|(token, _)| token).collect()
    }

    #[test]
    fn tags_are_cut_as_browsers_do() {
        assert_eq!(
            tokens("a<B x=1 y='2>' Z/=\"3\" w>b</b >"),
            [
                Token::Text("a"),
                Token::Start(
                    "b".into(),
                    vec![
                        ("x".into(), "1"),
                        ("y".into(), "2>"),
                        ("z".into(), ""),
                        ("=\"3\"".into(), ""),
                        ("w".into(), "")
                    ]
                ),
                Token::Text("b"),
                Token::End("b".into()),
            ]
        );
        assert_eq!(tokens("1 < 2 <3"), [Token::Text("1 "), Token::Text("< 2 "), Token::Text("<3")]);
    }

    #[test]
    fn comments_end_where_browsers_end_them() {
        assert_eq!(tokens("<!-->a"), [Token::Comment, Token::Text("a")]);
        assert_eq!(tokens("<!--->a"), [Token::Comment, Token::Text("a")]);
        assert_eq!(tokens("<!-- <b> -->a"), [Token::Comment, Token::Text("a")]);
        assert_eq!(tokens("<!-- a"), [Token::Comment]);
        assert_eq!(
            tokens("<?php x ?><!DOCTYPE a><![CDATA[ > ]]>"),
            [Token::Comment, Token::Comment, Token::Comment]
        );
    }

    #[test]
    fn a_tag_without_end_is_told() {
        assert_eq!(tokens("<a href=\"x>y"), [Token::Unfinished]);
        assert_eq!(tokens("<a"), [Token::Unfinished]);
    }

    #[test]
    fn an_element_is_left_out() {
        let mut tokens = Tokens::new("if (a</b/) </SCRIPT x>c");
        tokens.skip_element("script");
        assert_eq!(tokens.next().map(|(token, _)| token), Some(Token::Text("c")));
    }

    #[test]
    fn references_are_resolved() {
        assert_eq!(
            resolve("java&#115cript&#x3A;a&amp;b&copy;&Tab;&#9999999999;"),
            "javascript:a&b©\t\u{fffd}"
        );
        for text in ["a & b &# &#x; &; &nosuch; &", "plain"] {
            assert_eq!(resolve(text), text);
        }
        assert_eq!(named("&copy;x"), Some("&copy;"));
        assert_eq!([named("&;"), named("&1;"), named("& "), named("&")], [None; 4]);
    }
}
