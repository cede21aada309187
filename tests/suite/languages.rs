//! Sites in several languages.

use crate::html::{attributes, in_order, words};
use crate::site::{HOST, Site};

fn site() -> Site {
    Site::from_text(
        "
        == crier.yaml ==
        title: {en: County News, zh-Hans: 县新闻}
        languages: [en, zh-Hans]
        == content/releases/2022/09/a.md ==
        ---
        title: The meeting
        date: 2022-09-28
        topics: [safety]
        ---
        == content/releases/2022/09/a.zh.md ==
        ---
        title: 会议
        date: 2022-09-28
        topics: [safety]
        ---
        == content/releases/2022/09/only-en.md ==
        ---
        title: English only
        date: 2022-09-27
        ---
        == content/topics.yaml ==
        - {id: safety, name: {en: Safety, zh-Hans: 安全}}
        == content/pages/about.md ==
        ---
        title: About
        ---
        == content/pages/about.zh.md ==
        ---
        title: 关于
        ---
        ",
    )
}

/// The languages that a page names as its versions, with their addresses.
fn alternates(page: &str) -> Vec<(String, String)> {
    let links = page.lines().filter(|line| line.starts_with("<link rel=\"alternate\" hreflang="));
    links.map(|line| (attributes(line, "hreflang")[0].clone(), attributes(line, "href")[0].clone())).collect()
}

#[test]
fn translations_name_each_other() {
    let built = site().build().clean();
    let both = |path: &str| {
        let (en, zh) = (format!("{HOST}{path}"), format!("{HOST}/zh-Hans{path}"));
        vec![("en".to_owned(), en.clone()), ("x-default".to_owned(), en), ("zh-Hans".to_owned(), zh)]
    };
    for path in [
        "/releases/2022/09/a/",
        "/",
        "/releases/",
        "/releases/2022/09/",
        "/topics/",
        "/topics/safety/",
        "/about/",
        "/search/",
    ] {
        assert_eq!(alternates(&built.page(path)), both(path), "{path}");
        assert_eq!(alternates(&built.page(&format!("/zh-Hans{path}"))), both(path), "{path}");
    }
    assert_eq!(alternates(&built.page("/releases/2022/09/only-en/")), []);
}

#[test]
fn each_language_lists_its_own_releases() {
    let built = site().build().clean();
    assert!(built.page("/").contains("English only") && !built.page("/").contains("会议"));
    let zh = built.page("/zh-Hans/");
    assert!(zh.contains("会议") && !zh.contains("English only") && zh.contains("县新闻"));
    assert!(words(&built.page("/zh-Hans/topics/safety/")).contains("安全"));
    assert!(
        built.file("zh-Hans/feed.xml").contains("会议")
            && !built.file("zh-Hans/feed.xml").contains("The meeting")
    );
}

#[test]
fn the_language_switch_leads_to_the_version_or_home() {
    let built = site().build().clean();
    let switch = |path: &str| {
        let page = built.page(path);
        attributes(crate::html::between(&page, "<nav class=\"languages\"", "</nav>"), "href")
    };
    assert_eq!(switch("/releases/2022/09/a/"), ["/releases/2022/09/a/", "/zh-Hans/releases/2022/09/a/"]);
    assert_eq!(
        switch("/zh-Hans/releases/2022/09/a/"),
        ["/releases/2022/09/a/", "/zh-Hans/releases/2022/09/a/"]
    );
    assert_eq!(switch("/releases/2022/09/only-en/"), ["/releases/2022/09/only-en/", "/zh-Hans/"]);
}

#[test]
fn files_with_other_names_are_brought_together_by_translates() {
    let built = Site::empty()
        .file("crier.yaml", "languages: [en, zh-Hans]\n")
        .release("meeting", "2022-09-28", "", "")
        .release("会议.zh", "2022-09-28", "translates: meeting", "")
        .build()
        .clean();
    let (en, zh) = (built.page("/releases/2022/09/meeting/"), built.page("/zh-Hans/releases/2022/09/会议/"));
    assert_eq!(alternates(&en), alternates(&zh));
    assert_eq!(alternates(&en).len(), 3);
}

#[test]
fn a_translation_of_another_day_is_a_warning() {
    let built = Site::empty()
        .file("crier.yaml", "languages: [en, zh-Hans]\n")
        .release("a", "2022-09-28", "", "")
        .release("a.zh", "2022-09-30", "", "")
        .build()
        .expect(&["content/releases/2022/09/a.zh.md:3:7: warning[release/translation-date]"]);
    assert_eq!(built.notes(), ["content/releases/2022/09/a.md: the other version stands here"]);
}

#[test]
fn two_translations_into_one_language_are_an_error() {
    Site::empty()
        .file("crier.yaml", "languages: [en, zh-Hans]\n")
        .release("a", "2022-09-28", "", "")
        .release("a.zh", "2022-09-28", "", "")
        .release("b.zh", "2022-09-28", "translates: a", "")
        .build()
        .expect(&["content/releases/2022/09/b.zh.md:1:1: error[release/two-translations]"]);
}

#[test]
fn versions_share_one_copy_of_a_file() {
    let front = "title: A\ndate: 2022-09-28\nattachments: [t.csv]";
    let built = Site::empty()
        .file("crier.yaml", "languages: [en, zh-Hans]\n")
        .file("content/releases/a/index.md", format!("---\n{front}\n---\n"))
        .file("content/releases/a/index.zh.md", format!("---\n{front}\n---\n"))
        .file("content/releases/a/t.csv", "1")
        .build()
        .clean();
    assert_eq!(built.tree().keys().filter(|path| path.ends_with("t.csv")).count(), 1);
    assert!(built.page("/zh-Hans/releases/2022/09/a/").contains("href=\"/releases/2022/09/a/t.csv\""));
}

#[test]
fn a_language_that_the_theme_does_not_know_is_a_warning() {
    let built =
        Site::empty().file("crier.yaml", "languages: [en, fr]\n").release("a", "2022-09-28", "", "").build();
    let built = built.expect(&["crier.yaml:1:17: warning[theme/no-messages]"]);
    assert!(built.page("/fr/").contains("<html lang=\"fr\""));
}

#[test]
fn messages_and_dates_follow_the_language() {
    let built = site().build().clean();
    let page = words(&built.page("/zh-Hans/releases/2022/09/a/"));
    in_order(&page, &["2022年9月28日", "会议"]);
    assert!(!page.contains("September") && !page.contains("Released"), "{page}");
}

#[test]
fn a_site_from_right_to_left() {
    let built =
        Site::empty().file("crier.yaml", "languages: [ar]\n").release("a", "2022-09-28", "", "").build();
    assert!(built.page("/").contains("<html lang=\"ar\" dir=\"rtl\""));
}

#[test]
fn the_first_language_lives_at_the_root_whatever_it_is() {
    let built = Site::empty()
        .file("crier.yaml", "languages: [zh-Hans, en]\n")
        .release("a", "2022-09-28", "", "")
        .release("b.en", "2022-09-28", "", "")
        .build()
        .clean();
    assert!(built.page("/releases/2022/09/a/").contains("lang=\"zh-Hans\""));
    assert!(built.page("/en/releases/2022/09/b/").contains("lang=\"en\""));
}
