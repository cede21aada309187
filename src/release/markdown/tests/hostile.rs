//! Text that means harm.

use proptest::prelude::proptest;

use crate::config::RawHtml;
use crate::release::markdown::parse;
use crate::release::markdown::tests::page::{codes, html, is_sound, read, strange};

#[test]
fn endless_nesting_ends() {
    assert_eq!(codes(&">".repeat(100_000)), ["markdown/too-deep"]);
    assert_eq!(codes(&"- ".repeat(100_000)), ["markdown/too-deep"]);
    for piece in [
        "[",
        "![",
        "*",
        "**a ",
        "_a ",
        "<",
        "<b>",
        "<div>\n\n",
        "`",
        "[a](",
        "[^a]",
        "|",
        "&",
        "<a href=\"",
        "# a\n",
    ] {
        is_sound(&read(&piece.repeat(20_000)).0);
    }
}

#[test]
fn what_is_too_deep_keeps_its_words() {
    let text = format!("{}deep", ">".repeat(300));
    assert!(html(&text).contains("deep"));
    assert_eq!(codes(&text), ["markdown/too-deep"]);
    is_sound(&read(&text).0);
}

#[test]
fn a_range_outside_the_file_is_empty() {
    let (body, _) = parse(&"x.md".into(), "é", 1..9, RawHtml::Sanitise);
    assert_eq!(body.html(), "");
}

proptest! {
    #[test]
    fn any_text_becomes_a_sound_page(text in strange()) {
        is_sound(&read(&text).0);
    }
}
