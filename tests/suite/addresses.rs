//! Where a site is published: at a root, below a path, or opened from files. Every link of every page leads to a
//! file of the output.

use crate::html::{attributes, dead_links};
use crate::markdown::PNG;
use crate::site::{HOST, Site};

/// A site with pages of every kind and links of every kind between them. Nobody counts in it.
pub(crate) fn rich() -> Site {
    Site::from_text(
        "
        == crier.yaml ==
        title: {en: County News, zh-Hans: 县新闻}
        description: News of the county
        languages: [en, zh-Hans]
        time_zone: Asia/Shanghai
        issuer: office
        lists: {latest: 3, page: 4, feed_from: 2}
        == content/people.yaml ==
        - id: liu
          name: {en: Liu Zhisheng, zh-Hans: 刘志生}
          terms: [{title: Mayor, unit: office, from: 2019-01-01}]
        - {id: 齐, name: Qi Yu}
        == content/units.yaml ==
        - {id: office, name: County Office}
        - {id: land, name: Land Bureau, parent: office, to: 2022-09-30, successor: resources}
        - {id: resources, name: Resources Bureau, parent: office, from: 2022-09-01}
        == content/topics.yaml ==
        - {id: safety, name: {en: Safety, zh-Hans: 安全}}
        - {id: fire, name: Fire, parent: safety}
        == content/pages/about.md ==
        ---
        title: About
        aliases: [/about.html]
        ---
        ## Who

        Back [home](/), to [people](/people/), [a](release:meeting), [the list](#who).
        == content/pages/about.zh.md ==
        ---
        title: 关于
        ---
        == content/releases/2022/09/meeting/index.md ==
        ---
        title: The meeting & more
        date: 2022-09-28
        event_date: 2022-09-27
        attendees: [{name: liu, role: presided}, 齐, Zhang San]
        units: [land, resources, A Town]
        topics: [safety, fire, Rare one]
        image: {src: plan.png, alt: A plan}
        attachments: [{src: big table.csv, title: Table}]
        aliases: [/news/2022/0928.html, /old/]
        changes: [{date: 2022-09-29, note: Changed}]
        ---
        ## One

        [Two](#two), [the other](release:会议-2), [page](../../../../pages/about.md#who), [file](big%20table.csv),
        [liu](person:liu), [Zhang](person:zhang-san), [land](unit:land), [fire](topic:fire), [month](/releases/2022/09/),
        [web](https://elsewhere.example/), [mail](mailto:a@b.example).

        ![A plan](plan.png)

        ## Two

        Note[^1].

        ## Three

        [^1]: A note.
        == content/releases/2022/09/meeting/index.zh.md ==
        ---
        title: 会议
        date: 2022-09-28
        attendees: [liu]
        topics: [safety]
        image: {src: plan.png, alt: 图}
        ---
        == content/releases/2022/09/meeting/big table.csv ==
        1,2
        == content/releases/2022/09/会议-2.md ==
        ---
        title: Second
        date: 2022-09-28
        topics: [safety]
        superseded_by: meeting
        ---
        == content/releases/2022/09/third.md ==
        ---
        title: Third
        date: 2022-09-27
        topics: [safety]
        units: [land]
        attendees: [liu]
        status: withdrawn
        ---
        == content/releases/2022/09/fourth.md ==
        ---
        title: Fourth
        date: 2022-09-26
        topics: [safety]
        attendees: [liu]
        ---
        == content/releases/2022/09/fifth.md ==
        ---
        title: Fifth
        date: 2022-09-26
        topics: [safety]
        attendees: [liu]
        ---
        == content/releases/2022/09/sixth.md ==
        ---
        title: Sixth
        date: 2022-09-26
        topics: [safety]
        ---
        == content/releases/2021/wrong.md ==
        ---
        title: Wrong
        date: 2021-09-26
        status: in-error
        ---
        == content/releases/2021/seventh.md ==
        ---
        title: Seventh
        date: 2021-05-01
        topics: [safety]
        expires: 2022-01-01
        ---
        == content/releases/2023/held.md ==
        ---
        title: Held
        date: 2033-05-01
        topics: [safety]
        ---
        == static/logo.svg ==
        <svg/>
        ",
    )
    .file("content/releases/2022/09/meeting/plan.png", PNG)
}

#[test]
fn every_link_leads_to_a_file_wherever_the_site_is_published() {
    for (base, host, prefix) in [
        (HOST, Some(HOST), ""),
        ("https://x.example/news/county/", Some("https://x.example"), "/news/county"),
        ("http://localhost:8000", Some("http://localhost:8000"), ""),
        ("/", None, ""),
        ("/news/", None, "/news"),
        ("./", None, ""),
    ] {
        let built = rich().base(base).build().clean();
        let tree = built.tree();
        assert_eq!(dead_links(&tree, host, prefix), [""; 0], "{base}");
        assert!(tree.len() > 40, "{base}: {} files", tree.len());
        for (path, bytes) in &tree {
            assert!(!String::from_utf8_lossy(bytes).contains('\u{fdd0}'), "{base}: {path}");
        }
    }
}

#[test]
fn a_site_that_opens_from_files_has_only_relative_links() {
    let built = rich().base("./").build().clean();
    for (path, bytes) in built.tree().iter().filter(|(path, _)| path.ends_with(".html")) {
        let page = String::from_utf8_lossy(bytes).into_owned();
        for link in attributes(&page, "href")
            .into_iter()
            .chain(attributes(&page, "src"))
            .chain(attributes(&page, "action"))
        {
            assert!(!link.starts_with('/'), "{path}: {link}");
        }
    }
    for absent in ["feed.xml", "sitemap.xml", "rss.xml", "feed.json"] {
        assert!(!built.has(absent), "{absent}");
    }
}

#[test]
fn a_base_without_a_host_makes_no_full_addresses() {
    let built = rich().base("/news/").build().clean();
    let page = built.page("/releases/2022/09/meeting/");
    assert!(page.contains("href=\"/news/people/liu/\""));
    assert!(
        !page.contains("rel=\"canonical\"") && !page.contains("property=\"og:") && !built.has("sitemap.xml")
    );
}

#[test]
fn a_base_on_the_command_line_goes_before_the_one_of_the_site() {
    let built = rich()
        .file("crier.yaml", "base_url: https://one.example/\nlanguages: [en, zh-Hans]\n")
        .base("https://two.example/")
        .build();
    assert!(!built.tree().values().any(|bytes| String::from_utf8_lossy(bytes).contains("one.example")));
    assert!(built.file("robots.txt").contains("https://two.example/sitemap.xml"));
}

#[test]
fn full_addresses_of_a_site_below_a_path_have_the_path() {
    let built = rich().base("https://x.example/news/").build().clean();
    for path in [
        "feed.xml",
        "feed.json",
        "rss.xml",
        "sitemap.xml",
        "sitemaps/2022.xml",
        "robots.txt",
        "manifest.json",
    ] {
        let text = built.file(path).replace("https://x.example/news/", "");
        assert!(!text.contains("https://x.example"), "{path}");
    }
    assert!(built.file("sitemaps/2022.xml").contains("https://x.example/news/releases/2022/09/meeting/"));
}

#[test]
fn a_private_use_character_of_a_source_does_not_become_a_link() {
    let built = Site::empty()
        .release("a", "2022-09-28", "summary: \"x\u{f8ff}/y\"", "Text \u{f8ff}/z")
        .base("./")
        .build();
    let page = built.page("/releases/2022/09/a/");
    assert!(!page.contains("../y") && !page.contains("../z"), "{}", crate::html::words(&page));
}
