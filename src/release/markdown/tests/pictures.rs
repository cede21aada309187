//! Pictures and figures.

use crate::release::markdown::tests::page::{codes, html, read};

#[test]
fn a_picture_alone_is_a_figure() {
    assert_eq!(
        html("![a \"b\"](c.jpg \"The <bridge>\")"),
        "<figure>\n<img src=\"{c.jpg}\" alt=\"a &quot;b&quot;\" loading=\"lazy\" decoding=\"async\">\n\
         <figcaption>The &lt;bridge&gt;</figcaption>\n</figure>\n"
    );
    assert!(html("[![a](b.jpg)](c.jpg)").starts_with("<figure>\n<a href=\"{c.jpg}\"><img"));
}

#[test]
fn a_picture_among_words_is_not() {
    let page = html("![a](b.jpg \"t\") words [c](d.md)");
    assert!(page.starts_with("<p><img src=\"{b.jpg}\" alt=\"a\" title=\"t\" loading"));
    assert!(page.ends_with("words <a href=\"{d.md}\">c</a></p>\n"));
}

#[test]
fn a_description_is_asked_for() {
    assert_eq!(codes("![](a.jpg)"), ["markdown/missing-alt"]);
    assert!(codes("<img src=\"a.jpg\" alt=\"\">").is_empty());
}

#[test]
fn a_description_is_plain_text() {
    assert!(html("![a *b* [c](d) ![e](f)](g.jpg)").contains("alt=\"a b c e\""));
    assert_eq!(read("![a *b*](g.jpg)").0.text(), "a b");
}

#[test]
fn another_host_is_told() {
    assert!(html("![a](https://b.c/d.png)").contains("<img src=\"https://b.c/d.png\" alt"));
    assert_eq!(codes("![a](//b.c/d.png)"), ["markdown/remote-picture"]);
}

#[test]
fn an_address_that_is_no_picture_leaves_the_words() {
    assert_eq!(html("x ![a](data:image/png;base64,x)"), "<p>x a</p>\n");
    assert_eq!(codes("![a](release:x)"), ["markdown/unknown-scheme"]);
}
