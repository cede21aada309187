//! What texts are cut into before they are coded: words, each with the space or sign before it, and single characters.

use crate::search::fold::is_unspaced;
use crate::search::format::{CAPITAL, END};
use unicode_normalization::char::is_combining_mark;

/// Appends a text as it is coded: words that begin with a capital are written small, so that they have one token.
/// The characters that are used as signs are left out; no text needs them.
pub(super) fn put_lowered(text: &str, out: &mut String) {
    let mut before = None;
    let mut rest = text;
    loop {
        // Most of a text of Latin letters stays as it is: all of a stretch at once.
        let (plain, more) = rest.split_at(rest.bytes().take_while(is_plain).count());
        out.push_str(plain);
        before = plain.chars().next_back().or(before);
        let mut characters = more.chars();
        let Some(character) = characters.next() else { break };
        rest = characters.as_str();
        if is_sign(&character) {
            continue;
        }
        let next = characters.find(|next| !is_sign(next));
        let begins_word = character.is_uppercase()
            && !before.is_some_and(is_letter)
            && !next.is_some_and(char::is_uppercase);
        match begins_word.then(|| small(character)).flatten() {
            Some(small) => {
                let has_space = out.ends_with(' ') && before.is_some();
                if has_space {
                    out.pop();
                }
                out.push(CAPITAL);
                if has_space {
                    out.push(' ');
                }
                out.push(small);
            }
            None => out.push(character),
        }
        before = Some(character);
    }
    out.push(END);
}

fn is_sign(character: &char) -> bool {
    matches!(*character, END | CAPITAL)
}

/// Whether a byte is a character that stays as it is.
fn is_plain(byte: &u8) -> bool {
    byte.is_ascii() && !byte.is_ascii_uppercase() && !is_sign(&char::from(*byte))
}

/// The small letter of a capital, where each is the other's only one: a reader makes the capital of it again.
fn small(capital: char) -> Option<char> {
    let small = only(capital.to_lowercase())?;
    (small != capital && only(small.to_uppercase()) == Some(capital)).then_some(small)
}

fn only(mut characters: impl Iterator<Item = char>) -> Option<char> {
    let first = characters.next();
    first.filter(|_| characters.next().is_none())
}

/// Cuts a text that was lowered.
pub(super) fn units(text: &str) -> impl Iterator<Item = &str> {
    let mut rest = text;
    std::iter::from_fn(move || {
        let end = unit(rest)?;
        let (unit, behind) = rest.split_at(end);
        rest = behind;
        Some(unit)
    })
}

/// Where the first unit ends.
fn unit(text: &str) -> Option<usize> {
    let first = text.chars().next()?;
    let start = if matches!(first, ' ' | '-' | '/') { 1 } else { 0 };
    // Most words have letters of ASCII only.
    let plain = start + text[start..].bytes().take_while(u8::is_ascii_alphabetic).count();
    let end = match text.as_bytes().get(plain) {
        Some(byte) if !byte.is_ascii() => {
            plain + text[plain..].find(|character| !is_letter(character)).unwrap_or(text.len() - plain)
        }
        _ => plain,
    };
    Some(if end > start { end } else { first.len_utf8() })
}

/// Whether a character is part of a word. Those of scripts without spaces, and digits, are units by themselves.
fn is_letter(character: char) -> bool {
    match character {
        'a'..='z' | 'A'..='Z' => true,
        '\0'..='\x7f' => false,
        // A joiner stands between letters of Sinhala.
        '\u{200d}' => true,
        _ => (character.is_alphabetic() || is_combining_mark(character)) && !is_unspaced(character),
    }
}

#[cfg(test)]
mod tests {
    use super::{put_lowered, units};

    fn lowered(text: &str) -> String {
        let mut out = String::new();
        put_lowered(text, &mut out);
        out
    }

    #[test]
    fn capitals_of_words_are_written_small() {
        assert_eq!(
            lowered("The Town’s GDP, İzmir – Łódź\u{1}"),
            "\u{1}the\u{1} town’s GDP, İzmir –\u{1} łódź\0"
        );
        assert_eq!(lowered("A"), "\u{1}a\0");
        assert_eq!(lowered(" B"), "\u{1} b\0");
    }

    #[test]
    fn words_take_the_sign_before_them_along() {
        let cut: Vec<&str> = units("\u{1}the\u{1} town-hall, 12 会议\0").collect();
        assert_eq!(
            cut,
            ["\u{1}", "the", "\u{1}", " town", "-hall", ",", " ", "1", "2", " ", "会", "议", "\0"]
        );
        assert_eq!(units("ක්‍රම මාලා").count(), 2);
    }
}
