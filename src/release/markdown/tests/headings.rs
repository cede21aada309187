//! Headings, their ids and levels.

use crate::release::markdown::tests::page::{codes, html, read};

#[test]
fn a_heading_can_be_linked_to() {
    assert_eq!(
        html("## The *new* bridge"),
        "<div class=\"heading\">\n<h2 id=\"the-new-bridge\">The <em>new</em> bridge</h2>\n\
         <a class=\"anchor\" href=\"#the-new-bridge\" aria-label=\"{heading_anchor}: The new bridge\">\
         <span aria-hidden=\"true\">#</span></a>\n</div>\n"
    );
}

#[test]
fn levels_below_a_level_one_move_down() {
    let (body, report) = read("# A\n\n## B\n\n###### C");
    let levels: Vec<_> = body.toc.iter().map(|heading| heading.level).collect();
    assert_eq!(levels, [2, 3, 4]);
    assert!(body.html().contains("<h3 id=\"b\">B</h3>"));
    let codes: Vec<_> = report.findings().iter().map(|finding| finding.code).collect();
    assert_eq!(codes, ["markdown/heading-one", "markdown/heading-skip"]);
}

#[test]
fn a_skipped_level_is_closed_up_once() {
    let (body, report) = read("## a\n\n#### b\n\n#### c\n\n## d");
    let levels: Vec<_> = body.toc.iter().map(|heading| heading.level).collect();
    assert_eq!(levels, [2, 3, 3, 2]);
    assert_eq!(report.findings().len(), 1);
    assert_eq!(report.findings()[0].message, "`####` right below `##`");
    assert_eq!(report.findings()[0].help, ["write `###`"]);
}

#[test]
fn equal_headings_have_ids_of_their_own() {
    let ids: Vec<_> =
        read("## 预算\n\n## 预算\n\n## !").0.toc.into_iter().map(|heading| heading.id).collect();
    assert_eq!(ids, ["预算", "预算-2", "section"]);
}

#[test]
fn a_chosen_id_is_kept() {
    assert_eq!(read("## Long words {#short}").0.toc[0].id, "short");
    assert_eq!(codes("## a {#x}\n\n## b {#x}"), ["markdown/duplicate-id"]);
    assert_eq!(codes("## a {#fn-1}"), ["markdown/unusable-id"]);
}

#[test]
fn words_in_braces_are_told() {
    assert_eq!(codes("## Budget {2022}"), ["markdown/heading-attribute"]);
    assert!(!html("## Budget {onclick=x .c}").contains("onclick"));
}

#[test]
fn a_heading_without_words_is_left_out() {
    assert_eq!(html("##\n\na"), "<p>a</p>\n");
    assert_eq!(codes("##"), ["markdown/empty-heading"]);
}
