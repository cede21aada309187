//! HTML in Markdown.

use crate::config::RawHtml;
use crate::release::markdown::tests::page::{codes, filled, html, read, read_as};

#[test]
fn harmless_tags_stay() {
    let page = html("H<sub>2</sub>O<br>x <abbr title=\"a&amp;&quot;b\">c</abbr> <span lang=zh>中</span>");
    assert_eq!(
        page,
        "<p>H<sub>2</sub>O<br>x <abbr title=\"a&amp;&quot;b\">c</abbr> <span lang=\"zh\">中</span></p>\n"
    );
}

#[test]
fn markdown_stays_inside_a_block() {
    let text = "<details>\n<summary>More</summary>\n\n**a** [b](release:c)\n\n</details>";
    assert_eq!(
        html(text),
        "<details>\n<summary>More</summary>\n<p><strong>a</strong> <a href=\"{release:c}\">b</a></p>\n</details>\n"
            .trim_end()
    );
    assert!(codes(text).is_empty());
}

#[test]
fn scripts_vanish_with_their_content() {
    assert_eq!(html("a <script>alert(1)</script> b"), "<p>a  b</p>\n");
    assert_eq!(html("<script>\nalert(1)\n\nx</script>\nb"), "<p>b</p>\n");
    assert_eq!(html("a <svg onload=x> *b* </svg> c"), "<p>a  c</p>\n");
    assert_eq!(html("<div><style>x</div>").trim(), "<div></div>");
    assert!(codes("a <script>alert(1)</script> b").contains(&"markdown/html-removed"));
}

#[test]
fn handlers_and_styles_are_removed_and_counted() {
    let report = read("<b onclick=x>a</b> <b onclick=x>a</b> <b STYLE=y>c</b>").1;
    let messages: Vec<_> = report.findings().iter().map(|finding| finding.message.as_str()).collect();
    assert_eq!(
        messages,
        ["the attribute `onclick` was removed (2 times)", "the attribute `style` was removed"]
    );
}

#[test]
fn an_unknown_element_leaves_its_words() {
    assert_eq!(html("a <font>b</font> <custom-x>c</custom-x>"), "<p>a b c</p>\n");
    assert_eq!(html("a <input autofocus onfocus=x> <form>b</form>"), "<p>a  b</p>\n");
}

#[test]
fn tags_never_cross_markdown() {
    assert_eq!(html("**a <b>c** d</b>"), "<p><strong>a <b>c</b></strong> d</p>\n");
    assert_eq!(
        html("- <b>a\n  - c"),
        "<ul>\n<li><b>a\n</b>\n<ul>\n<li>c</li>\n</ul>\n</li>\n</ul>\n".replace("a\n</b>", "a</b>")
    );
    assert_eq!(codes("a <b>c"), ["markdown/html-unbalanced"]);
}

#[test]
fn links_in_html_are_links() {
    assert_eq!(
        html("<a href=\"a.pdf\" target=_blank>b</a> <a href=' java&Tab;script:x'>c</a>"),
        "<p><a href=\"{a.pdf}\">b</a> (a.pdf) c</p>\n"
    );
    assert_eq!(
        html("<a href=x.md>a <a href=y.md>b</a> [c](z.md)"),
        "<p><a href=\"{x.md}\">a b</a> <a href=\"{z.md}\">c</a></p>\n"
    );
}

#[test]
fn pictures_in_html_are_pictures() {
    assert_eq!(
        html("<img src=a.jpg width=10 onerror=x alt='b\"c'>").trim(),
        "<img src=\"{a.jpg}\" alt=\"b&quot;c\" loading=\"lazy\" decoding=\"async\">"
    );
}

#[test]
fn parts_stand_in_their_frames() {
    assert_eq!(html("<ul><li>a<li>b</ul>").trim(), "<ul>\n<li>a</li>\n<li>b</li></ul>");
    assert!(html("<td>a</td>").trim() == "a");
    assert!(html("<table><tr><td>a<td>b</table>").contains("<td>a</td>\n<td>b</td></tr></table>\n</div>"));
    assert_eq!(html("<p>a<div>b</div>").trim(), "<p>a</p>\n<div>b</div>");
}

#[test]
fn ids_in_html_are_ids_of_the_page() {
    assert!(codes("<a name=\"x\"></a>\n\n[y](#x)").is_empty());
    assert_eq!(codes("## x\n\n<b id=x>y</b>"), ["markdown/duplicate-id"]);
    assert_eq!(codes("<b id='x y'>y</b>"), ["markdown/unusable-id"]);
}

#[test]
fn comments_never_reach_a_page() {
    for raw in [RawHtml::Sanitise, RawHtml::Escape, RawHtml::Trust] {
        let (body, report) = read_as("<!-- secret -->\n\na <!-- secret --> b", raw);
        assert!(!body.html().contains("secret") && !body.text().contains("secret"), "{}", body.html());
        assert!(report.findings().is_empty());
    }
}

#[test]
fn html_can_be_shown_or_trusted() {
    let text = "<div onclick=x>\n\na <b>b";
    assert_eq!(
        filled(&read_as(text, RawHtml::Escape).0),
        "<pre tabindex=\"0\"><code>&lt;div onclick=x&gt;\n</code></pre>\n<p>a &lt;b&gt;b</p>\n"
    );
    assert_eq!(filled(&read_as(text, RawHtml::Trust).0), "<div onclick=x>\n<p>a <b>b</p>\n");
}
