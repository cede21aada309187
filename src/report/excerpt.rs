//! A source line with marks below a stretch of it. Marks are as wide as the characters above them on a terminal,
//! and a very long line is cut around them.

use crate::report::locate::Position;
use crate::report::visible::push_visible;
use std::ops::Range;
use unicode_width::{UnicodeWidthChar, UnicodeWidthStr};

/// Columns that a line may have on the terminal, beside its number.
const WIDEST: usize = 100;

/// A line as it is printed.
#[derive(Debug, PartialEq, Eq)]
pub struct Excerpt {
    /// The line, or the part of it around the marks.
    pub text: String,
    /// Columns before the marks.
    pub indent: usize,
    /// How many marks.
    pub marks: usize,
}

/// The line with its marks. A stretch that ends on a later line is marked to the end of this one.
pub fn excerpt(line: &str, position: Position) -> Excerpt {
    let start = position.column - 1;
    let end = if position.end_line > position.line { usize::MAX } else { position.end_column - 1 };
    // Characters further away cannot be within the width, so the rest of a long line is never looked at.
    let near = start.saturating_sub(WIDEST + 1);
    let chars: Vec<char> = line.chars().skip(near).take(start - near + 2 * WIDEST + 2).collect();
    let start = (start - near).min(chars.len());
    let end = end.saturating_sub(near).clamp(start, chars.len());

    let (before, marked, after) = (shown(&chars[..start]), shown(&chars[start..end]), shown(&chars[end..]));
    let cut_before = near > 0 || before.width() + marked.width() + after.width() > WIDEST;
    if !cut_before {
        let (indent, marks) = (before.width(), marked.width().max(1));
        return Excerpt { text: format!("{before}{marked}{after}"), indent, marks };
    }
    let marked = cut(&marked, WIDEST * 6 / 10, true);
    let room = WIDEST.saturating_sub(marked.width());
    let before = cut(&before, (room / 2).max(room.saturating_sub(after.width())), false);
    let before = if near > 0 && !before.starts_with('…') { format!("…{before}") } else { before };
    let room = room.saturating_sub(before.width());
    let after = if marked.ends_with('…') { String::new() } else { cut(&after, room, true) };
    let (indent, marks) = (before.width(), marked.width().max(1));
    Excerpt { text: format!("{before}{marked}{after}"), indent, marks }
}

fn shown(chars: &[char]) -> String {
    let mut text = String::with_capacity(chars.len());
    chars.iter().for_each(|c| push_visible(&mut text, *c));
    text
}

/// At most so many columns of a text, from its front or its back, with `…` where something is left out.
fn cut(text: &str, columns: usize, front: bool) -> String {
    if text.width() <= columns {
        return text.to_owned();
    }
    let mut left = columns.saturating_sub(1);
    let fits = |(_, c): &(usize, char)| {
        let width = c.width().unwrap_or(0);
        let fits = width <= left;
        left = left.saturating_sub(width);
        fits
    };
    let kept: Range<usize> = if front {
        0..text.char_indices().take_while(fits).last().map_or(0, |(at, c)| at + c.len_utf8())
    } else {
        text.char_indices().rev().take_while(fits).last().map_or(text.len(), |(at, _)| at)..text.len()
    };
    if front { format!("{}…", &text[kept]) } else { format!("…{}", &text[kept]) }
}

#[cfg(test)]
mod tests {
    use super::{Excerpt, WIDEST, excerpt};
    use crate::report::locate::Position;
    use unicode_width::UnicodeWidthStr;

    fn of(line: &str, column: usize, end_column: usize) -> Excerpt {
        excerpt(line, Position { line: 1, column, end_line: 1, end_column })
    }

    #[test]
    fn wide_characters_have_two_marks() {
        assert_eq!(
            of("  - 营头镇政府", 5, 8),
            Excerpt { text: "  - 营头镇政府".into(), indent: 4, marks: 6 }
        );
        assert_eq!(of("营头镇: x", 6, 7).indent, 8);
    }

    #[test]
    fn joined_characters_count_once() {
        assert_eq!(of("e\u{301}x", 3, 4).indent, 1);
        assert_eq!(of("👩\u{200d}👧x", 4, 5).indent, 2);
    }

    #[test]
    fn tabs_and_control_characters_are_shown() {
        assert_eq!(of("a:\t\u{1b}x", 5, 6), Excerpt { text: "a:    ␛x".into(), indent: 7, marks: 1 });
        assert_eq!(of("\tx", 1, 2), Excerpt { text: "    x".into(), indent: 0, marks: 4 });
    }

    #[test]
    fn there_is_always_a_mark() {
        assert_eq!(of("", 1, 1), Excerpt { text: String::new(), indent: 0, marks: 1 });
        assert_eq!(of("title:", 7, 7), Excerpt { text: "title:".into(), indent: 6, marks: 1 });
        assert_eq!(of("x", 9, 12), Excerpt { text: "x".into(), indent: 1, marks: 1 });
        let several = excerpt("a: [1,", Position { line: 1, column: 4, end_line: 2, end_column: 2 });
        assert_eq!((several.indent, several.marks), (3, 3));
    }

    #[test]
    fn long_lines_are_cut_around_the_marks() {
        let line: String = (0..1000).map(|n| format!("{n:09} ")).collect();
        for (column, end) in
            [(1, 4), (50, 52), (95, 130), (5000, 5009), (5000, 9000), (9990, 10_000), (1, 10_001)]
        {
            let excerpt = of(&line, column, end);
            let said = format!("{column}: {excerpt:?}");
            assert!(excerpt.text.width() <= WIDEST + 1, "{said}");
            assert!(excerpt.text.contains('…'), "{said}");
            let marked: String = excerpt.text.chars().skip(excerpt.indent).take(3).collect();
            let there: String = line.chars().skip(column - 1).take(3).collect();
            assert!(marked.starts_with(there.get(..2).unwrap()), "{said} {there}");
        }
        let wide = of(&"会".repeat(3000), 1500, 1503);
        assert!(wide.text.width() <= WIDEST + 1, "{wide:?}");
        assert_eq!(wide.marks, 6);
        assert_eq!(wide.indent % 2, 1, "one for the dots, two for each character: {wide:?}");
    }
}
