//! What the address of a link or a picture means.

use percent_encoding::percent_decode_str;

use crate::base::suggest::nearest;
use crate::release::markdown::body::Target;

/// The kinds of addresses.
#[derive(Debug, PartialEq, Eq)]
pub(super) enum Address {
    /// There is none.
    Empty,
    /// `#id` within the page, percent-decoded and without `#`.
    Fragment(String),
    /// Something of this site.
    Inside(Target),
    /// Somewhere on the web, to be written as it stands.
    Web,
    /// Another program's, such as `mailto:`, to be written as it stands.
    Program,
    /// It could run code in the reader's browser; the scheme.
    Unsafe(String),
    /// It begins with a scheme that crier does not know.
    Unknown(String),
}

const UNSAFE: [&str; 3] = ["javascript", "vbscript", "data"];
const PROGRAMS: [&str; 6] = ["mailto", "tel", "sms", "geo", "webcal", "xmpp"];
const INSIDE: [&str; 4] = ["release", "person", "unit", "topic"];

/// Reads an address whose character references are resolved already.
pub(super) fn read(address: &str) -> Address {
    let address = address.trim();
    if address.is_empty() {
        return Address::Empty;
    }
    if let Some(fragment) = address.strip_prefix('#') {
        return Address::Fragment(decode(fragment));
    }
    if address.starts_with("//") {
        return Address::Web;
    }
    if let Some((scheme, rest)) = scheme(address) {
        return match scheme.as_str() {
            "http" | "https" => Address::Web,
            "release" => Address::Inside(Target::Release(decode(rest))),
            "person" => Address::Inside(Target::Person(decode(rest))),
            "unit" => Address::Inside(Target::Unit(decode(rest))),
            "topic" => Address::Inside(Target::Topic(decode(rest))),
            name if UNSAFE.contains(&name) => Address::Unsafe(scheme),
            name if PROGRAMS.contains(&name) => Address::Program,
            _ => Address::Unknown(scheme),
        };
    }
    let (path, fragment) =
        address.split_once('#').map_or((address, None), |(path, rest)| (path, Some(decode(rest))));
    if path.starts_with('/') {
        let (path, query) = path.split_at(path.find('?').unwrap_or(path.len()));
        return Address::Inside(Target::Root { path: decode(path) + query, fragment });
    }
    Address::Inside(Target::Path { path: decode(path), fragment })
}

/// A scheme that the writer may have meant.
pub(super) fn nearest_scheme(typed: &str) -> Option<&'static str> {
    nearest(typed, INSIDE.into_iter().chain(PROGRAMS).chain(["https", "http"]))
}

/// The scheme in lower case, and what follows the colon. Browsers skip white space and controls inside a
/// dangerous scheme, so `java\nscript:` is found too; any other scheme must be written cleanly.
fn scheme(address: &str) -> Option<(String, &str)> {
    let mut name = String::new();
    let mut clean = true;
    for (at, c) in address.char_indices() {
        match c {
            ':' => {
                let known = name.starts_with(|c: char| c.is_ascii_alphabetic())
                    && (clean || UNSAFE.contains(&name.as_str()));
                return known.then(|| (name, &address[at + 1..]));
            }
            'a'..='z' | 'A'..='Z' | '0'..='9' | '+' | '-' | '.' => name.push(c.to_ascii_lowercase()),
            c if c.is_control() || c.is_whitespace() || is_invisible(c) => clean = false,
            _ => return None,
        }
    }
    None
}

fn is_invisible(c: char) -> bool {
    matches!(c, '\u{ad}' | '\u{200b}'..='\u{200f}' | '\u{202a}'..='\u{202e}' | '\u{2060}'..='\u{2069}' | '\u{feff}' | '\u{fffd}')
}

fn decode(text: &str) -> String {
    // Bytes that are no text stay encoded: they can name nothing of this site.
    percent_decode_str(text).decode_utf8().map_or_else(|_| text.to_owned(), Into::into)
}

#[cfg(test)]
mod tests {
    use super::{Address, nearest_scheme, read};
    use crate::release::markdown::body::Target;

    #[test]
    fn names_of_the_site_are_decoded() {
        assert_eq!(read("release:%E9%A2%84%E7%AE%97"), Address::Inside(Target::Release("预算".into())));
        assert_eq!(read("Person:zhang#terms"), Address::Inside(Target::Person("zhang#terms".into())));
    }

    #[test]
    fn paths_and_fragments_come_apart() {
        let path = |path: &str, fragment: Option<&str>| {
            Address::Inside(Target::Path { path: path.into(), fragment: fragment.map(Into::into) })
        };
        assert_eq!(read("../a%20b.pdf"), path("../a b.pdf", None));
        assert_eq!(read("x.md#%E4%B8%80"), path("x.md", Some("一")));
        assert_eq!(read("10:30 agenda.pdf"), path("10:30 agenda.pdf", None));
        assert_eq!(read("Annex A: sums.pdf"), path("Annex A: sums.pdf", None));
        assert_eq!(read("%FF.pdf"), path("%FF.pdf", None));
        assert_eq!(
            read("/search/%41?q=a%26b#c"),
            Address::Inside(Target::Root { path: "/search/A?q=a%26b".into(), fragment: Some("c".into()) })
        );
        assert_eq!(read("#a%20b"), Address::Fragment("a b".into()));
    }

    #[test]
    fn code_is_found_in_disguise() {
        for address in [
            "javascript:x",
            "JaVaScRiPt:x",
            " java\tscript\n:x",
            "\u{1}data:text/html,x",
            "vb\u{200b}script:x",
            "java\0script:",
        ] {
            assert!(matches!(read(address), Address::Unsafe(_)), "{address:?}");
        }
    }

    #[test]
    fn the_web_is_left_alone() {
        assert_eq!(read("https://example.org"), Address::Web);
        assert_eq!(read("//example.org"), Address::Web);
        assert_eq!(read("mailto:a@b.c"), Address::Program);
    }

    #[test]
    fn a_slip_in_a_scheme_is_seen() {
        assert_eq!(read("relese:x"), Address::Unknown("relese".into()));
        assert_eq!(nearest_scheme("relese"), Some("release"));
    }
}
