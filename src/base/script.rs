//! Where words begin and end in running text, in scripts with spaces between words and without.

use unicode_normalization::char::is_combining_mark;

/// Scripts without spaces between words (Han, kana, Thai, Lao, Tibetan, Burmese, Khmer, Yi), and Hangul, which hangs
/// particles on a name; by blocks of the Unicode Standard.
pub fn is_unspaced(c: char) -> bool {
    matches!(u32::from(c),
        0x0e00..=0x109f | 0x1100..=0x11ff | 0x1780..=0x17ff | 0x2e80..=0xa4cf | 0xac00..=0xd7ff
        | 0xf900..=0xfaff | 0xff66..=0xffdc | 0x2_0000..=0x3_ffff)
}

/// Whether a name that stands at this place, in bytes, is no later part of a word: `Anne-Marie` and `O'Neill` are one.
pub fn begins(text: &str, at: usize) -> bool {
    let mut back = text[..at].chars().rev();
    let (last, last_but_one) = (back.next(), back.next());
    let is_tied = last.is_some_and(is_hyphen_or_apostrophe) && last_but_one.is_some_and(joins);
    !text[at..].starts_with(joins) || !(last.is_some_and(joins) || is_tied)
}

/// Whether a name that stands before this place, in bytes, is no earlier part of a word. An apostrophe ends it: `Li Hua's`.
pub fn ends(text: &str, at: usize) -> bool {
    let mut on = text[at..].chars();
    let (next, next_but_one) = (on.next(), on.next());
    if next.is_some_and(is_combining_mark) {
        return false;
    }
    let is_tied = next.is_some_and(is_hyphen) && next_but_one.is_some_and(joins);
    !text[..at].ends_with(joins) || !(next.is_some_and(joins) || is_tied)
}

/// Whether a character makes one word with those beside it, in a script that parts words by spaces.
fn joins(c: char) -> bool {
    c == '_' || (c.is_alphanumeric() || is_combining_mark(c)) && !is_unspaced(c)
}

fn is_hyphen(c: char) -> bool {
    matches!(c, '-' | '\u{2010}' | '\u{2011}')
}

fn is_hyphen_or_apostrophe(c: char) -> bool {
    is_hyphen(c) || matches!(c, '\'' | '’')
}

#[cfg(test)]
mod tests {
    use super::{begins, ends};

    #[test]
    fn a_word_is_not_taken_apart() {
        for (text, begins_there) in [
            ("|Li Hua", true),
            ("a |Li", true),
            ("a|Li", false),
            ("Anne-|Marie", false),
            ("– |Li", true),
            ("O’|Neill", false),
            ("'|Neill", true),
            ("县长|李华", true),
            ("mayor|李华", true),
            ("李华|Li", true),
            ("\u{301}|Li", false),
        ] {
            let at = text.find('|').unwrap();
            assert_eq!(begins(&text.replace('|', ""), at), begins_there, "{text}");
        }
        for (text, ends_there) in [
            ("Li Hua|", true),
            ("Li Hua|n", false),
            ("Li Hua|'s", true),
            ("Li Hua|-led", false),
            ("Li Hua|-", true),
            ("Jose|\u{301}", false),
            ("李华|同志", true),
            ("李华|s", true),
            ("Li Hua|同志", true),
        ] {
            let at = text.find('|').unwrap();
            assert_eq!(ends(&text.replace('|', ""), at), ends_there, "{text}");
        }
    }
}
