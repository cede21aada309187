//! How single characters are read: folded forms and classes. The rules are those of `docs/search-index.md`, section 2.

use crate::search::han;
use unicode_normalization::UnicodeNormalization;
use unicode_normalization::char::is_combining_mark;

/// Class of a folded character.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Class {
    /// Written without spaces: an element by itself.
    Ngram,
    /// Part of a word.
    Word,
    /// White space other than a line feed.
    Space,
    /// Line feed.
    Line,
    /// All else.
    Punctuation,
}

/// The folded form of a character that needs no look at its neighbours: the fast way for Chinese.
pub(super) fn simple(character: char) -> Option<char> {
    match character {
        '\0'..='\x7f' => Some(character.to_ascii_lowercase()),
        '\u{4e00}'..='\u{9fff}' => Some(han::simplified(character)),
        '\u{3001}'..='\u{3029}' => Some(character),
        // Full width forms of ASCII; the apostrophe is the same one.
        '\u{ff01}'..='\u{ff5e}' => {
            char::from_u32(character as u32 - 0xfee0).map(|character| character.to_ascii_lowercase())
        }
        '\u{2018}' | '\u{2019}' => Some('\''),
        '\u{201c}' | '\u{201d}' | '\u{2014}' => Some(character),
        _ => None,
    }
}

/// Appends the folded form of a chunk; its plain form where marks are to stay.
pub(super) fn fold(chunk: &str, drop_marks: bool, out: &mut String) {
    let kept =
        chunk.nfkd().filter(|character| !(is_invisible(*character) || drop_marks && is_dropped(*character)));
    let composed: String = kept.nfc().collect();
    for character in composed.to_lowercase().chars() {
        let letters = match character {
            'ß' => "ss",
            'æ' => "ae",
            'œ' => "oe",
            'ø' => "o",
            'đ' | 'ð' => "d",
            'ħ' => "h",
            'ı' => "i",
            'ł' => "l",
            'ŧ' => "t",
            'þ' => "th",
            'ς' => "σ",
            '\u{2018}' | '\u{2019}' | '\u{201b}' | '\u{2bc}' | '\u{ff07}' => {
                out.push('\'');
                continue;
            }
            '\u{2010}' | '\u{2011}' => {
                out.push('-');
                continue;
            }
            _ => {
                out.push(han::simplified(character));
                continue;
            }
        };
        if drop_marks { out.push_str(letters) } else { out.push(character) }
    }
}

/// Marks that a reader may leave out: of Latin, Greek, Cyrillic, Hebrew and Arabic. Those of other scripts are letters.
#[rustfmt::skip]
fn is_dropped(character: char) -> bool {
    matches!(character,
        '\u{300}'..='\u{36f}' | '\u{483}'..='\u{489}'
        | '\u{591}'..='\u{5bd}' | '\u{5bf}' | '\u{5c1}' | '\u{5c2}' | '\u{5c4}' | '\u{5c5}' | '\u{5c7}'
        | '\u{610}'..='\u{61a}' | '\u{640}' | '\u{64b}'..='\u{65f}' | '\u{670}' | '\u{6d6}'..='\u{6dc}'
        | '\u{6df}'..='\u{6e4}' | '\u{6e7}' | '\u{6e8}' | '\u{6ea}'..='\u{6ed}'
        | '\u{1ab0}'..='\u{1aff}' | '\u{1dc0}'..='\u{1dff}' | '\u{20d0}'..='\u{20ff}' | '\u{fe20}'..='\u{fe2f}')
}

/// Characters that only tell how to set the text.
#[rustfmt::skip]
fn is_invisible(character: char) -> bool {
    matches!(character,
        '\u{ad}' | '\u{61c}' | '\u{200b}'..='\u{200f}' | '\u{202a}'..='\u{202e}' | '\u{2060}'..='\u{2064}'
        | '\u{2066}'..='\u{2069}' | '\u{feff}' | '\u{fe00}'..='\u{fe0f}')
}

/// Whether a character is of a script that is written without spaces.
pub fn is_unspaced(character: char) -> bool {
    class(character) == Class::Ngram
}

#[rustfmt::skip]
pub(super) fn class(character: char) -> Class {
    match character {
        '\n' => Class::Line,
        'a'..='z' | '0'..='9' | 'A'..='Z' => Class::Word,
        '\0'..='\x7f' if !character.is_whitespace() => Class::Punctuation,
        '\u{e01}'..='\u{e3a}' | '\u{e40}'..='\u{e5b}' | '\u{e81}'..='\u{edf}' | '\u{1000}'..='\u{1049}'
        | '\u{1050}'..='\u{109f}' | '\u{1780}'..='\u{17d3}' | '\u{17dc}'..='\u{17e9}' | '\u{3005}'..='\u{3007}'
        | '\u{3041}'..='\u{3096}' | '\u{3099}' | '\u{309a}' | '\u{309d}'..='\u{309f}' | '\u{30a1}'..='\u{30fa}'
        | '\u{30fc}'..='\u{30ff}' | '\u{3400}'..='\u{4dbf}' | '\u{4e00}'..='\u{9fff}' | '\u{f900}'..='\u{faff}'
        | '\u{20000}'..='\u{323af}' => Class::Ngram,
        character if character.is_whitespace() => Class::Space,
        character if character.is_alphanumeric() || is_combining_mark(character) => Class::Word,
        _ => Class::Punctuation,
    }
}
