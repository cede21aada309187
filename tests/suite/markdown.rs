//! The text of a release on its page. What Markdown becomes in detail is tested beside the code; here stands
//! what needs the site: links, files and pictures.

use crate::html::{attributes, between, words};
use crate::site::{Built, Site};

/// A picture of 3 by 2 pixels.
pub(crate) const PNG: &[u8] = b"\x89PNG\r\n\x1a\n\0\0\0\rIHDR\0\0\0\x03\0\0\0\x02\x08\x02\0\0\0\x12\x16\xf1M";

fn prose(built: &Built) -> String {
    between(&built.page("/releases/2022/09/a/"), "<div class=\"prose\">", "</div>\n</div>").to_owned()
}

/// A release `a` with this text beside a release `b`, a person, a unit, a topic and a page.
fn text(body: &str) -> Site {
    Site::empty()
        .release("a", "2022-09-28", "", body)
        .release(
            "b",
            "2021-01-02",
            "attendees: [Li Hua]\nunits: [Roads Bureau]\ntopics: [Work safety]",
            "## Part one\n\nText",
        )
        .file("content/pages/about.md", "---\ntitle: About\n---\n")
}

#[test]
fn links_by_id() {
    let built = text("[1](release:b) [2](person:li-hua) [3](unit:roads-bureau) [4](topic:work-safety) [5](release:b#part-one)").build().clean();
    let expected = [
        "/releases/2021/01/b/",
        "/people/li-hua/",
        "/units/roads-bureau/",
        "/topics/work-safety/",
        "/releases/2021/01/b/#part-one",
    ];
    assert_eq!(attributes(&prose(&built), "href"), expected);
}

#[test]
fn links_by_path_and_by_address() {
    let built = text("[1](../../2021/01/b.md) [2](../../2021/01/b.md#part-one) [3](../../../pages/about.md) [4](/about/) [5](/about) [6](/releases/2021/) [7](https://x.example/y?a=1&b=2)").build().clean();
    let expected = [
        "/releases/2021/01/b/",
        "/releases/2021/01/b/#part-one",
        "/about/",
        "/about/",
        "/about/",
        "/releases/2021/",
        "https://x.example/y?a=1&b=2",
    ];
    assert_eq!(attributes(&prose(&built), "href"), expected);
}

#[test]
fn links_to_attachments_say_type_and_size() {
    let built = text("[The budget](budget.pdf), [tables](sub/t.csv), [all](<big file.zip>), [odd](data.qqq)")
        .file("content/releases/2022/09/budget.pdf", [b'x'; 1001])
        .file("content/releases/2022/09/sub/t.csv", "1")
        .file("content/releases/2022/09/big file.zip", vec![0; 2_500_000])
        .file("content/releases/2022/09/data.qqq", "")
        .build()
        .clean();
    let prose = prose(&built);
    assert_eq!(
        words(&prose),
        "The budget (PDF, 2 KB) , tables (CSV, 1 KB) , all (ZIP, 2.5 MB) , odd (QQQ, 1 KB)"
    );
    assert_eq!(attributes(&prose, "href")[2], "/releases/2022/09/a/big%20file.zip");
    assert!(built.has("releases/2022/09/a/big file.zip"));
}

#[test]
fn pictures_have_their_width_and_height() {
    let built = text("![A plan](plan.png) ![A map](map.svg)")
        .file("content/releases/2022/09/plan.png", PNG)
        .file(
            "content/releases/2022/09/map.svg",
            "<svg xmlns=\"http://www.w3.org/2000/svg\" viewBox=\"0 0 30 40\"></svg>",
        )
        .build()
        .clean();
    let prose = prose(&built);
    assert_eq!(attributes(&prose, "src"), ["/releases/2022/09/a/plan.png", "/releases/2022/09/a/map.svg"]);
    assert_eq!(
        (attributes(&prose, "width"), attributes(&prose, "height")),
        (vec!["3".into(), "30".into()], vec!["2".into(), "40".into()])
    );
    assert_eq!(attributes(&prose, "alt"), ["A plan", "A map"]);
    assert_eq!(std::fs::read(built.out_path("releases/2022/09/a/plan.png")).unwrap(), PNG);
}

#[test]
fn the_picture_on_top_has_its_width_and_height_everywhere() {
    let built = Site::empty()
        .release(
            "a",
            "2022-09-28",
            "image: {src: plan.png, alt: \"A \\\"plan\\\"\", credit: Sun Wei, caption: The plan}",
            "",
        )
        .release("b", "2022-09-29", "", "")
        .file("content/releases/2022/09/plan.png", PNG)
        .build()
        .clean();
    for address in ["/releases/2022/09/a/", "/", "/releases/2022/09/"] {
        let page = built.page(address);
        let img = between(&page, "<img src=\"/releases/2022/09/a/plan.png\"", ">");
        assert!(
            img.contains("width=\"3\"") && img.contains("height=\"2\"") && img.contains("A &quot;plan&quot;"),
            "{address}: {img}"
        );
    }
    assert!(words(&built.page("/releases/2022/09/a/")).contains("The plan Photo: Sun Wei"));
}

#[test]
fn a_picture_without_a_description_is_a_warning() {
    let built = text("![](plan.png)").file("content/releases/2022/09/plan.png", PNG).build();
    assert_eq!(built.findings().len(), 1, "{:?}", built.findings());
    assert!(
        built.findings()[0].starts_with("content/releases/2022/09/a.md:5:1: warning[markdown/missing-alt]"),
        "{:?}",
        built.findings()
    );
}

#[test]
fn html_is_sanitised_escaped_or_trusted() {
    let raw = "<b onclick=\"x()\">bold</b> <script>alert(1)</script> <i style=\"color:red\">i</i>";
    let prose_of = |rule: &str| prose(&text(raw).file("crier.yaml", format!("raw_html: {rule}\n")).build());
    let sanitised = prose_of("sanitise");
    assert!(sanitised.contains("<b>bold</b>"), "{sanitised}");
    assert!(
        !sanitised.contains("onclick") && !sanitised.contains("<script") && !sanitised.contains("style"),
        "{sanitised}"
    );
    let escaped = prose_of("escape");
    assert!(escaped.contains("&lt;b onclick=") && !escaped.contains("<b "), "{escaped}");
    let trusted = prose_of("trust");
    assert!(trusted.contains("<b onclick=\"x()\">bold</b>"), "{trusted}");
}

#[test]
fn what_html_loses_is_told() {
    let built = text("<b onclick=\"x()\">bold</b>\n\n<script>alert(1)</script>\n").build();
    assert!(!built.findings().is_empty());
    for finding in built.findings() {
        assert!(finding.starts_with("content/releases/2022/09/a.md:"), "{finding}");
    }
}

#[test]
fn the_forms_of_markdown() {
    let built = text(
        "## First\n\n## Second\n\n## Third\n\n| a | b |\n|---|---|\n| 1 | 2 |\n\nNote[^1] and ~~gone~~.\n\n[^1]: The note.\n\n- [x] done\n\nTerm\n: Meaning\n\n> [!WARNING]\n> Flood.\n",
    )
    .build()
    .clean();
    let page = built.page("/releases/2022/09/a/");
    for part in [
        "<h2 id=\"first\"",
        "<table",
        "<del>gone</del>",
        "done</li>",
        "<dt>Term</dt>",
        "The note.",
        "Flood.",
        "href=\"#first\"",
    ] {
        assert!(page.contains(part), "{part} is not in\n{page}");
    }
    assert!(crate::html::dead_links(&built.tree(), Some(crate::site::HOST), "").is_empty());
}

#[test]
fn without_a_summary_the_first_paragraph_is_one() {
    let built = Site::empty()
        .release("a", "2022-09-28", "", "## Heading\n\nFirst *words* here.\n\nMore.")
        .release("b", "2022-09-29", "", "")
        .build()
        .clean();
    let page = built.page("/releases/2022/09/");
    assert!(page.contains("<p class=\"card-summary\">First words here.</p>"), "{page}");
}

#[test]
fn a_table_is_no_paragraph_for_a_summary() {
    let built = Site::empty()
        .release("a", "2022-09-28", "", "| year | sum |\n|---|---|\n| 2021 | 7 |\n\nThe budget grew.")
        .build()
        .clean();
    let page = built.page("/releases/2022/09/");
    assert!(page.contains("<p class=\"card-summary\">The budget grew.</p>"), "{page}");
}

#[test]
fn code_in_a_link_is_refused() {
    let built = text("[x](javascript:alert)\n\n<a href=\"java&#10;script:x\">y</a>\n").build().expect(&[
        "content/releases/2022/09/a.md:5:1: error[markdown/unsafe-link]",
        "content/releases/2022/09/a.md:7:1: error[markdown/unsafe-link]",
    ]);
    assert!(!built.is_written());
}

#[test]
fn comments_reach_no_page() {
    let built = text("Before <!-- secret one --> after\n\n<!--\nsecret two\n-->\n").build();
    for (path, bytes) in built.tree() {
        assert!(!String::from_utf8_lossy(&bytes).contains("secret"), "{path}");
    }
}

#[test]
fn a_link_in_a_translation_leads_to_the_language_of_the_reader() {
    let built = Site::from_text(
        "
        == crier.yaml ==
        languages: [en, zh-Hans]
        == content/releases/2022/09/a.md ==
        ---
        title: A
        date: 2022-09-28
        ---
        [b](release:b) [b](b.md) [c](release:c)
        == content/releases/2022/09/a.zh.md ==
        ---
        title: 甲
        date: 2022-09-28
        ---
        [b](release:b) [b](b.md) [c](release:c)
        == content/releases/2022/09/b.md ==
        ---
        title: B
        date: 2022-09-27
        ---
        == content/releases/2022/09/b.zh.md ==
        ---
        title: 乙
        date: 2022-09-27
        ---
        == content/releases/2022/09/c.md ==
        ---
        title: C
        date: 2022-09-26
        ---
        ",
    )
    .build()
    .clean();
    let hrefs = |page: String| attributes(between(&page, "<div class=\"prose\">", "</p>"), "href");
    let (b, c) = ("/releases/2022/09/b/", "/releases/2022/09/c/");
    assert_eq!(hrefs(built.page("/releases/2022/09/a/")), [b, b, c]);
    // C has no Chinese version.
    assert_eq!(
        hrefs(built.page("/zh-Hans/releases/2022/09/a/")),
        [&format!("/zh-Hans{b}"), &format!("/zh-Hans{b}"), c]
    );
}
