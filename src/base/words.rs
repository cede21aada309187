//! Words of a text, told so that they can be found again in the Markdown it was made of. White space does not
//! count, since Markdown breaks lines where it likes, and a letter is the same whether its marks are typed with
//! it or after it (NFC, NFD).

use crate::base::source::Words;
use std::ops::Range;
use unicode_normalization::char::decompose_canonical;

/// A text without white space, in letters and marks, each with the bytes it comes from.
#[derive(Debug, Default)]
pub struct Folded {
    letters: Vec<char>,
    bytes: Vec<Range<usize>>,
}

impl Folded {
    /// Adds a text made of these bytes of the source. Where it is as long, each of its bytes is one of them.
    pub fn add(&mut self, text: &str, source: Range<usize>) {
        let exact = text.len() == source.len();
        for (at, c) in text.char_indices().filter(|(_, c)| !c.is_whitespace()) {
            let start = source.start + at;
            let range = if exact { start..start + c.len_utf8() } else { source.clone() };
            decompose_canonical(c, |letter| {
                self.letters.push(letter);
                self.bytes.push(range.clone());
            });
        }
    }

    /// The bytes of the words, or of the last place that has them.
    pub fn find(&self, wanted: &Words) -> Option<Range<usize>> {
        let words = letters(&wanted.words);
        let at = places(&self.letters, &words).take(wanted.nth.saturating_add(1)).last()?;
        Some(self.bytes[at].start..self.bytes[at + words.len() - 1].end)
    }
}

/// The words that stand at these bytes of a text.
pub fn at(text: &str, range: Range<usize>) -> Words {
    let words = text[range.clone()].to_owned();
    let before = letters(&text[..range.end]);
    let nth = places(&before, &letters(&words)).count().saturating_sub(1);
    Words { words, nth }
}

fn letters(text: &str) -> Vec<char> {
    let mut folded = Folded::default();
    folded.add(text, 0..text.len());
    folded.letters
}

fn places<'a>(letters: &'a [char], words: &'a [char]) -> impl Iterator<Item = usize> + 'a {
    let width = words.len().max(1);
    letters.windows(width).enumerate().filter(move |(_, window)| *window == words).map(|(at, _)| at)
}

#[cfg(test)]
mod tests {
    use super::{Folded, at};

    #[test]
    fn words_are_found_again_whatever_breaks_the_line() {
        let words = at("Li Na and Li Na", 10..15);
        assert_eq!((words.words.as_str(), words.nth), ("Li Na", 1));
        let mut folded = Folded::default();
        folded.add("Li\nNa and Li", 0..12);
        folded.add(" Na", 14..17);
        assert_eq!(folded.find(&words), Some(10..17));
        assert_eq!(folded.find(&at("Bo", 0..2)), None);
    }

    #[test]
    fn a_mark_may_be_typed_with_its_letter_or_after_it() {
        let mut folded = Folded::default();
        folded.add("a Rene\u{301} b", 0..10);
        assert_eq!(folded.find(&at("Ren\u{e9}", 0..5)), Some(2..8));
    }
}
