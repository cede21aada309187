//! Characters that steer a terminal, made visible. Sources and messages may hold anything; what is printed must
//! neither move the cursor nor turn text around.

use std::borrow::Cow;
use std::fmt::Write;

/// Spaces that a tab becomes.
const TAB: &str = "    ";

/// The text on one line, with tabs expanded and every character that is no text shown as a sign of its own.
pub fn visible(text: &str) -> Cow<'_, str> {
    if !text.chars().any(|c| c == '\t' || is_hidden(c)) {
        return Cow::Borrowed(text);
    }
    let mut out = String::with_capacity(text.len() + 16);
    for c in text.chars() {
        push_visible(&mut out, c);
    }
    Cow::Owned(out)
}

/// One character, made visible.
pub fn push_visible(out: &mut String, c: char) {
    match c {
        '\t' => out.push_str(TAB),
        // The block "Control Pictures" has a picture of each.
        '\0'..='\u{1f}' => out.push(char::from_u32(0x2400 + u32::from(c)).unwrap_or('\u{fffd}')),
        '\u{7f}' => out.push('\u{2421}'),
        c if is_hidden(c) => {
            // Writing to a string cannot fail.
            let _ = write!(out, "<U+{:04X}>", u32::from(c));
        }
        c => out.push(c),
    }
}

/// Whether a character steers the terminal or the direction of text, or cannot be seen where it matters. Joiners
/// (U+200C, U+200D) and variation selectors are letters' business and stay.
pub fn is_hidden(c: char) -> bool {
    c.is_control()
        || matches!(c,
            '\u{61c}' | '\u{180e}' | '\u{200b}' | '\u{200e}' | '\u{200f}' | '\u{2028}'..='\u{202e}'
            | '\u{2060}'..='\u{206f}' | '\u{feff}' | '\u{fff9}'..='\u{fffb}' | '\u{e0000}'..='\u{e007f}')
}

#[cfg(test)]
mod tests {
    use super::visible;

    #[test]
    fn nothing_steers_the_terminal() {
        assert_eq!(visible("a\u{1b}[31mb\r\u{7f}"), "a␛[31mb␍␡");
        assert_eq!(visible("a\u{9b}2J\u{202e}b\u{feff}"), "a<U+009B>2J<U+202E>b<U+FEFF>");
        assert_eq!(visible("a\tb\nc"), "a    b␊c");
    }

    #[test]
    fn letters_stay_as_they_are() {
        for text in ["眉县 ක්‍ෂ", "e\u{301} 👩\u{200d}👧", ""] {
            assert_eq!(visible(text), text);
        }
    }
}
