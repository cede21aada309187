//! Links and what is told about them.

use crate::base::diagnostic::Severity;
use crate::base::source::Spot;
use crate::config::RawHtml;
use crate::release::markdown::body::parts;
use crate::release::markdown::parse;
use crate::release::markdown::tests::page::{codes, html, pointed, read};

#[test]
fn names_of_the_site_become_holes() {
    assert_eq!(
        html("[a](release:x#y) [b](person:%E5%BC%A0) [c](unit:u) [d](topic:t) [e](/about/?q=1#z)"),
        "<p><a href=\"{release:x#y}\">a</a> <a href=\"{person:张}\">b</a> <a href=\"{unit:u}\">c</a> \
         <a href=\"{topic:t}\">d</a> <a href=\"{/about/?q=1#z}\">e</a></p>\n"
    );
    assert_eq!(parts("x#y"), ("x", Some("y")));
}

#[test]
fn an_attachment_has_a_label_and_a_markdown_file_none() {
    assert_eq!(
        html("[a](../b%20c.pdf) [d](e.md#f)"),
        "<p><a href=\"{../b c.pdf}\">a</a> (../b c.pdf) <a href=\"{e.md#f}\">d</a></p>\n"
    );
}

#[test]
fn a_link_around_a_picture_has_no_label() {
    assert!(!html("x [![p](a.png)](b.pdf)").contains("(b.pdf)"));
}

#[test]
fn the_web_is_written_as_it_stands() {
    assert_eq!(
        html("<https://a.b/?x=1&y=2>"),
        "<p><a href=\"https://a.b/?x=1&amp;y=2\">https://a.b/?x=1&amp;y=2</a></p>\n"
    );
    assert_eq!(html("<a@b.c>"), "<p><a href=\"mailto:a@b.c\">a@b.c</a></p>\n");
    assert_eq!(
        html("[a](http://b.c \"d \\\"e\")"),
        "<p><a href=\"http://b.c\" title=\"d &quot;e\">a</a></p>\n"
    );
}

#[test]
fn code_in_an_address_is_an_error_and_no_link() {
    for text in [
        "[a](javascript:x)",
        "[a](java&#115;cript:x)",
        "[a](<java\tscript:x>)",
        "[a][b]\n\n[b]: VBScript:x",
        "[a](&#1;data:text/html,x)",
        "<javascript:x>",
    ] {
        let (body, report) = read(text);
        assert!(!body.html().contains("<a"), "{text}: {}", body.html());
        assert_eq!(report.findings()[0].code, "markdown/unsafe-link", "{text}");
        assert_eq!(report.findings()[0].severity, Severity::Error);
    }
}

#[test]
fn a_slip_in_a_scheme_has_a_suggestion() {
    let report = read("[a](relese:x)").1;
    assert_eq!(report.findings()[0].code, "markdown/unknown-scheme");
    assert_eq!(report.findings()[0].help, ["did you mean `release:`?"]);
}

#[test]
fn a_link_within_the_page_is_checked() {
    assert!(codes("[a](#b) [t](#top) [e](#)\n\n## B").is_empty());
    let report = read("[a](#budgte)\n\n## Budget").1;
    assert_eq!(report.findings()[0].help, ["did you mean `#budget`?"]);
    assert!(codes("[a](#%E4%B8%80)\n\n## 一").is_empty());
}

#[test]
fn empty_links_are_told() {
    assert_eq!(codes("[](a.md)"), ["markdown/empty-link"]);
    assert_eq!(codes("[a]()"), ["markdown/empty-link"]);
    assert!(codes("[![a](b.png)](c.md)").is_empty());
}

#[test]
fn a_reference_without_its_definition_is_told() {
    assert_eq!(codes("[a][b] [sic] [x]"), ["markdown/unknown-reference"]);
}

#[test]
fn findings_point_into_the_file() {
    let text = "---\nt: 1\n---\n一 [a](javascript:x)";
    let (_, report) = parse(&"x.md".into(), text, 13..text.len(), RawHtml::Sanitise);
    let Some(Spot::Bytes(range)) = report.findings()[0].place.as_ref().map(|place| place.spot.clone()) else {
        panic!("no place");
    };
    assert_eq!(&text[range], "[a](javascript:x)");
    assert_eq!(pointed("> <b\n> onclick=x>a</b>"), "<b\n> onclick=x>");
}
