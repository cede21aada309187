//! Where words stand in Markdown. Nothing here runs while all is well: only when there is a finding is the file
//! read again.

use crate::base::source::Words;
use crate::base::words::Folded;
use pulldown_cmark::{Event, Options, Parser};
use std::ops::Range;

/// The bytes of the Markdown at which the words stand, markup between them included.
pub fn find(markdown: &str, words: &Words) -> Option<Range<usize>> {
    let mut folded = Folded::default();
    for (event, range) in Parser::new_ext(markdown, Options::ENABLE_TABLES).into_offset_iter() {
        if let Event::Text(text) | Event::Code(text) | Event::Html(text) = event {
            folded.add(&text, range);
        }
    }
    folded.find(words)
}

#[cfg(test)]
mod tests {
    use super::find;
    use crate::base::words::at;

    #[test]
    fn markup_is_no_hindrance() {
        let markdown = "# A\n\nSee [Li\n*Na*](/li-na/) &amp; Li Na.\n";
        let text = "A\nSee Li Na & Li Na.";
        let found = |range| find(markdown, &at(text, range)).map(|range| &markdown[range]);
        assert_eq!(found(6..11), Some("Li\n*Na"));
        assert_eq!(found(14..19), Some("Li Na"));
        assert_eq!(find(markdown, &at("Bo", 0..2)), None);
    }
}
