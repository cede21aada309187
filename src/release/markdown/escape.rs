//! Writes text so that HTML reads it as text, and nothing else.
//!
//! Characters that neither HTML nor XML allows (NUL, most controls, U+FFFE) become U+FFFD on the way: the same
//! words go into pages and feeds, and a feed reader gives up at the first of them.

const MARKUP: u8 = 1;
const QUOTE: u8 = 2;
const FORBIDDEN: u8 = 4;

/// Which bytes need a second look, and for which of the reasons above.
const CLASS: [u8; 256] = {
    let mut class = [0; 256];
    let mut byte = 0;
    while byte < class.len() {
        class[byte] = match byte as u8 {
            b'<' | b'>' | b'&' => MARKUP,
            b'"' => QUOTE,
            other => FORBIDDEN * is_classed(other) as u8,
        };
        byte += 1;
    }
    class
};

/// Whether the byte needs a second look in text: markup, controls, and the first bytes of U+0080 to U+009F, U+FFFE
/// and U+FFFF.
const fn is_classed(byte: u8) -> bool {
    (byte == b'<')
        | (byte == b'>')
        | (byte == b'&')
        | (byte < 0x20) & (byte != b'\n') & (byte != b'\t')
        | (byte == 0x7f)
        | (byte == 0xc2)
        | (byte == 0xef)
}

/// Between the double quotes of an attribute.
pub(super) fn attribute(out: &mut String, text: &str) {
    write(out, text, MARKUP | QUOTE | FORBIDDEN);
}

/// As plain text: only what no document may hold is replaced.
pub(super) fn plain(out: &mut String, text: &str) {
    write(out, text, FORBIDDEN);
}

/// Between tags and as plain text at once: most text needs neither, and is looked at only once.
pub(super) fn both(html: &mut String, plain: &mut String, text: &str) {
    if is_clear(text.as_bytes()) {
        html.push_str(text);
        plain.push_str(text);
    } else {
        write(html, text, MARKUP | FORBIDDEN);
        write(plain, text, FORBIDDEN);
    }
}

/// Whether no byte needs a second look. Whole stretches are compared at once, without a branch, so that the
/// compiler can use vector instructions: this is the innermost loop of a build.
fn is_clear(bytes: &[u8]) -> bool {
    let stretches = bytes.chunks_exact(32);
    let rest = stretches.remainder();
    let any = |bytes: &[u8]| bytes.iter().fold(false, |any, byte| any | is_classed(*byte));
    !stretches.into_iter().any(any) && !any(rest)
}

fn write(out: &mut String, text: &str, mask: u8) {
    let bytes = text.as_bytes();
    let (mut from, mut at) = (0, 0);
    while let Some(&byte) = bytes.get(at) {
        if CLASS[usize::from(byte)] & mask == 0 {
            at += 1;
            continue;
        }
        let (length, with) = match byte {
            b'<' => (1, "&lt;"),
            b'>' => (1, "&gt;"),
            b'&' => (1, "&amp;"),
            b'"' => (1, "&quot;"),
            b'\r' => (1, ""),
            0xc2 if bytes[at + 1] < 0xa0 => (2, "\u{fffd}"),
            0xef if bytes[at + 1] == 0xbf && bytes[at + 2] >= 0xbe => (3, "\u{fffd}"),
            0xc2 => {
                at += 2;
                continue;
            }
            0xef => {
                at += 3;
                continue;
            }
            _ => (1, "\u{fffd}"),
        };
        out.push_str(&text[from..at]);
        out.push_str(with);
        at += length;
        from = at;
    }
    out.push_str(&text[from..]);
}

/// An address between the quotes of `href` or `src`: what an address cannot hold is percent-encoded, so that no
/// white space or control character is left for a browser to skip over.
pub(super) fn address(out: &mut String, address: &str) {
    let (mut slashes, mut hashes) = (0, 0);
    for (at, c) in address.char_indices() {
        match c {
            '&' => out.push_str("&amp;"),
            '%' if !is_encoded(&address.as_bytes()[at..]) => out.push_str("%25"),
            '#' => {
                out.push_str(if hashes == 0 { "#" } else { "%23" });
                hashes += 1;
            }
            '/' => {
                slashes += 1;
                out.push('/');
            }
            // Brackets are for a numeric host alone.
            '[' | ']' if slashes == 2 => out.push(c),
            '\0'..=' '
            | '"'
            | '<'
            | '>'
            | '\\'
            | '^'
            | '`'
            | '{'
            | '|'
            | '}'
            | '['
            | ']'
            | '\u{7f}'..='\u{a0}' => {
                encode(out, c);
            }
            c if c.is_whitespace() || matches!(c, '\u{fffe}' | '\u{ffff}') => encode(out, c),
            c => out.push(c),
        }
    }
}

fn is_encoded(rest: &[u8]) -> bool {
    rest.len() >= 3 && rest[1].is_ascii_hexdigit() && rest[2].is_ascii_hexdigit()
}

fn encode(out: &mut String, c: char) {
    for &byte in c.encode_utf8(&mut [0; 4]).as_bytes() {
        out.push_str(percent_encoding::percent_encode_byte(byte));
    }
}

#[cfg(test)]
mod tests {
    fn with(write: impl Fn(&mut String, &str), text: &str) -> String {
        let mut out = String::new();
        write(&mut out, text);
        out
    }

    fn text(out: &mut String, text: &str) {
        super::both(out, &mut String::new(), text);
    }

    #[test]
    fn markup_becomes_text() {
        assert_eq!(with(text, "a < b & \"c\""), "a &lt; b &amp; \"c\"");
        assert_eq!(with(super::attribute, "\"><script>"), "&quot;&gt;&lt;script&gt;");
    }

    #[test]
    fn forbidden_characters_are_replaced_and_others_kept() {
        assert_eq!(with(text, "a\0b\u{1}\u{85}\u{ffff}\r"), "a\u{fffd}b\u{fffd}\u{fffd}\u{fffd}");
        let kept = "£ é ，。 \u{200d} \u{202e} ﻿ 𝒳 \t\n";
        assert_eq!(with(super::plain, kept), kept);
    }

    #[test]
    fn long_text_is_looked_at_to_its_end() {
        for at in [0, 31, 32, 33, 63, 64, 70] {
            let mut long = "x".repeat(at);
            long.push('<');
            assert!(with(text, &long).ends_with("&lt;"));
            assert_eq!(with(super::plain, &long), long);
        }
    }

    #[test]
    fn an_address_holds_nothing_to_skip_over() {
        assert_eq!(
            with(super::address, "https://a.b/x y?a=1&b=\"2\""),
            "https://a.b/x%20y?a=1&amp;b=%222%22"
        );
        assert_eq!(with(super::address, "java\tscript:"), "java%09script:");
        assert_eq!(with(super::address, "http://[::1]/[a]#b#c"), "http://[::1]/%5Ba%5D#b%23c");
        assert_eq!(with(super::address, "/100%/%E5/预算"), "/100%25/%E5/预算");
    }
}
