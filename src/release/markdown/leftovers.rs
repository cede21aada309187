//! Marks that were meant and stayed as they are: `**bold：**text`, where CommonMark sees no end of the emphasis
//! (section 6.2), and `[text](my file.pdf)`, whose address may hold no space (section 6.3).

use crate::base::diagnostic::Diagnostic;
use crate::release::markdown::findings::Findings;
use pulldown_cmark::{Event, Tag, TagEnd};
use std::ops::Range;

/// A text is told of so many marks of one kind at most: what is said of the first holds for the others.
const TOLD: usize = 20;

/// A mark, what is said of it, and what helps.
const KINDS: [(&str, &str, &str); 3] = [
    (
        "**",
        "asterisks of this text stay as they are on the page",
        "put a space outside the asterisks, or take the punctuation out of them: `**Note**： text`",
    ),
    (
        "](",
        "a link of this text stays as it is on the page",
        "an address with spaces stands in angle brackets: `[text](<my file.pdf>)`",
    ),
    (
        "]（",
        "a link of this text stays as it is on the page",
        "use the brackets of the English keyboard: `[text](address)`",
    ),
];

/// The stretches of a source that come onto the page as they are written.
#[derive(Default)]
pub(super) struct Plain {
    stretches: Vec<Range<usize>>,
    is_code: bool,
}

impl Plain {
    /// Notes an event of the parser and where it stands.
    pub(super) fn note(&mut self, event: &Event<'_>, range: &Range<usize>) {
        match event {
            // Code shows marks on purpose.
            Event::Start(Tag::CodeBlock(_)) => self.is_code = true,
            Event::End(TagEnd::CodeBlock) => self.is_code = false,
            Event::Text(_) if !self.is_code => match self.stretches.last_mut() {
                Some(last) if last.end == range.start => last.end = range.end,
                _ => self.stretches.push(range.clone()),
            },
            _ => {}
        }
    }

    /// Tells of the marks in them.
    pub(super) fn tell(&self, source: &str, findings: &mut Findings<'_>) {
        for (mark, message, help) in KINDS {
            let mut told = 0;
            // Where the line ends in which asterisks have been told: those behind them are their other ends.
            let mut line = 0;
            for stretch in &self.stretches {
                for (at, _) in source.get(stretch.clone()).unwrap_or_default().match_indices(mark) {
                    let at = stretch.start + at;
                    if told == TOLD || at < line || source[..at].ends_with('\\') {
                        continue;
                    }
                    if mark == "**" {
                        line = source[at..].find('\n').map_or(source.len(), |end| at + end);
                    }
                    told += 1;
                    findings.push(
                        &(at..at + mark.len()),
                        Diagnostic::warning("markdown/leftover", message).help(help),
                    );
                }
            }
        }
    }
}
