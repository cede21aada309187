//! The HTML and the words of a body, packed: all bodies are in memory at once, and each is read two or three times.

use lz4_flex::block;

/// HTML and the words that were written into it, as one LZ4 block. The words cost next to nothing beside the HTML,
/// where nearly all of them stand.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub(super) struct Packed {
    block: Box<[u8]>,
    html: usize,
    words: usize,
}

impl Packed {
    /// Packs HTML and words.
    pub(super) fn new(html: &str, words: &str) -> Self {
        if html.is_empty() && words.is_empty() {
            return Packed::default();
        }
        let block = block::compress([html, words].concat().as_bytes());
        // A copy of the right size: many blocks cut off in place would leave as many small gaps in memory.
        Packed { block: block.as_slice().into(), html: html.len(), words: words.len() }
    }

    /// The HTML.
    pub(super) fn html(&self) -> String {
        let mut html = self.unpack();
        html.truncate(self.html);
        html
    }

    /// The words.
    pub(super) fn words(&self) -> String {
        self.unpack().split_off(self.html)
    }

    fn unpack(&self) -> String {
        if self.block.is_empty() {
            return String::new();
        }
        let bytes = block::decompress(&self.block, self.html + self.words).ok();
        let text = bytes.and_then(|bytes| String::from_utf8(bytes).ok());
        debug_assert!(text.is_some(), "what was packed can be unpacked");
        text.unwrap_or_default()
    }
}

#[cfg(test)]
mod tests {
    use super::Packed;
    use proptest::prelude::*;

    #[test]
    fn words_of_the_html_cost_next_to_nothing() {
        let words = "The meeting heard reports on how to tighten the string of safety.\nA heading\nMore.";
        let html = words.replace('\n', "</p>\n<p>");
        let (both, alone) = (Packed::new(&html, words), Packed::new(&html, ""));
        assert!(both.block.len() < alone.block.len() + 20, "{}", both.block.len());
    }

    #[test]
    fn nothing_is_lost_of_much() {
        let words: String = (0..20_000).map(|n| format!("{} ", n * 7919 % 10_007)).collect();
        let html = words.replace(' ', "</p><p>");
        let packed = Packed::new(&html, &words);
        assert_eq!((packed.html(), packed.words()), (html, words));
    }

    proptest! {
        #[test]
        fn nothing_is_lost(html in any::<String>(), words in any::<String>()) {
            let packed = Packed::new(&html, &words);
            prop_assert_eq!((packed.html(), packed.words()), (html, words));
        }
    }
}
