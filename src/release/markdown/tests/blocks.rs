//! Tables, footnotes, alerts, tasks, lists, code, and the plain text.

use crate::release::markdown::tests::page::{codes, html, read};

#[test]
fn a_table_is_a_named_region() {
    assert_eq!(
        html("| Name | Sum | |\n|--|:-:|-:|\n| a | 1 | x |"),
        "<div class=\"table\" role=\"region\" tabindex=\"0\" aria-label=\"{table_label}: Name, Sum\"><table>\n\
         <thead>\n<tr><th scope=\"col\">Name</th><th scope=\"col\" class=\"center\">Sum</th><td></td></tr>\n</thead>\n\
         <tbody>\n<tr><td>a</td><td class=\"center\">1</td><td class=\"right\">x</td></tr>\n</tbody>\n</table>\n</div>\n"
    );
}

#[test]
fn equal_tables_have_names_of_their_own() {
    let page = html("|a|\n|-|\n|1|\n\n|a|\n|-|\n|2|");
    assert!(page.contains("{table_label}: a\"") && page.contains("{table_label}: a (2)\""));
}

#[test]
fn footnotes_are_numbered_by_their_first_reference() {
    let page = html("a[^b] c[^a] d[^B]\n\n[^a]: one\n\n[^b]: two");
    assert!(page.contains(
        "a<sup class=\"footnote-ref\" id=\"fn-1-ref\"><a href=\"#fn-1\" role=\"doc-noteref\">1</a></sup>"
    ));
    assert!(page.contains("id=\"fn-1-ref-2\""));
    assert!(page.contains("<li id=\"fn-1\"><p>two <a class=\"footnote-back\" href=\"#fn-1-ref\" role=\"doc-backlink\" aria-label=\"{footnote_back} 1\">"));
    assert!(page.contains("<li id=\"fn-2\"><p>one <a"));
}

#[test]
fn holes_of_a_footnote_stay_in_place() {
    assert!(html("[^a]: see [x](release:y)\n\nz[^a]").contains("see <a href=\"{release:y}\">x</a> <a"));
}

#[test]
fn footnotes_that_miss_their_other_half_are_told() {
    assert_eq!(codes("a[^x]"), ["markdown/footnote"]);
    assert_eq!(codes("a\n\n[^x]: lost"), ["markdown/footnote"]);
    assert_eq!(codes("a[^x]\n\n[^x]: one\n\n[^x]: two"), ["markdown/footnote"]);
    assert!(html("a\n\n[^x]: lost").contains("lost"));
    assert!(codes("a \\[^x] [^ and `[^x]`").is_empty());
}

#[test]
fn a_footnote_in_a_link_is_no_second_link() {
    assert!(
        html("<a href=b.md>a[^x]</a>\n\n[^x]: y")
            .contains("<sup class=\"footnote-ref\" id=\"fn-1-ref\">1</sup></a>")
    );
}

#[test]
fn alerts_have_a_title() {
    assert_eq!(
        html("> [!NOTE]\n> a"),
        "<div class=\"alert alert-note\">\n<p class=\"alert-title\">{alert_note}</p>\n<p>a</p>\n</div>\n"
    );
}

#[test]
fn tasks_say_their_state() {
    let page = html("- [x] a\n- [ ] b");
    assert!(page.contains(
        "<li><span class=\"task task-done\" role=\"img\" aria-label=\"{task_done}\">☑</span> a</li>"
    ));
    assert!(page.contains("aria-label=\"{task_open}\">☐</span> b"));
}

#[test]
fn code_is_scrolled_by_keyboard() {
    assert_eq!(
        html("```a\"b c\n<x>\n```"),
        "<pre tabindex=\"0\"><code class=\"language-a&quot;b\">&lt;x&gt;\n</code></pre>\n"
    );
}

#[test]
fn lists_nest() {
    assert_eq!(
        html("3. a\n   - b\n4. c"),
        "<ol start=\"3\">\n<li>a\n<ul>\n<li>b</li>\n</ul>\n</li>\n<li>c</li>\n</ol>\n"
    );
}

#[test]
fn chinese_lines_join_without_a_space() {
    assert_eq!(html("第一行，\n第二行\nabc"), "<p>第一行，第二行\nabc</p>\n");
    assert_eq!(read("一\n二 a\nb").0.text(), "一二 a b");
}

#[test]
fn the_text_is_a_block_a_line() {
    let text = read("## H\n\na **b**\nc[^n]\n\n- d\n- e\n\n|f|g|\n|-|-|\n|h|i|\n\n[^n]: note").0.text();
    assert_eq!(text, "H\na b c\nd\ne\nf g\nh i\nnote");
}

#[test]
fn quotes_stay_as_they_are_typed() {
    assert_eq!(html("\"a\" -- b..."), "<p>\"a\" -- b...</p>\n");
}

#[test]
fn invisible_characters_stay() {
    assert_eq!(html("ශ්\u{200d}රී \u{2067}عربي\u{2069}"), "<p>ශ්\u{200d}රී \u{2067}عربي\u{2069}</p>\n");
    assert_eq!(html("a\0b"), "<p>a\u{fffd}b</p>\n");
}
