//! What becomes of a release: corrections, withdrawal, errors, successors, expiry, and its former addresses.

use crate::html::{between, in_order, words};
use crate::site::{HOST, Site};

#[test]
fn a_former_address_leads_to_the_new_one() {
    let built = Site::empty()
        .release("a", "2022-09-28", "aliases: [/news/2022/0928.html, /old/way/, /旧, /x y]", "")
        .file("content/pages/about.md", "---\ntitle: About\naliases: [/about.html]\n---\n")
        .build()
        .clean();
    for file in ["news/2022/0928.html", "old/way/index.html", "旧/index.html", "x y/index.html"] {
        let page = built.file(file);
        assert!(
            page.contains("<meta http-equiv=\"refresh\" content=\"0; url=/releases/2022/09/a/\">"),
            "{page}"
        );
        assert!(
            page.contains(&format!("<link rel=\"canonical\" href=\"{HOST}/releases/2022/09/a/\">")),
            "{page}"
        );
        assert!(page.contains("<a href=\"/releases/2022/09/a/\">") && page.contains("noindex"), "{page}");
    }
    assert!(built.file("about.html").contains("url=/about/"));
    // Redirects are no pages: sitemaps leave them out.
    assert!(
        !built.file("sitemaps/pages.xml").contains("about.html")
            && !built.file("sitemaps/2022.xml").contains("/old/")
    );
}

#[test]
fn a_withdrawn_release_keeps_its_address_under_a_notice() {
    let front = "status: withdrawn\nreason: The figures were wrong.\nchanges: [{date: 2022-10-02, note: Withdrawn.}]\ntopics: [Roads]\naliases: [/old/]";
    let built = Site::empty()
        .release("a", "2022-09-28", front, "The text.")
        .release("b", "2022-09-01", "topics: [Roads]", "")
        .build()
        .clean();
    let page = words(&built.page("/releases/2022/09/a/"));
    in_order(
        &page,
        &["This release was withdrawn on 2 October 2022.", "The figures were wrong.", "The text."],
    );
    for address in ["/", "/releases/", "/releases/2022/", "/releases/2022/09/", "/topics/roads/"] {
        assert!(!built.page(address).contains("/releases/2022/09/a/"), "{address}");
    }
    assert!(built.has("old/index.html"));
    // Who follows the site learns of it.
    for feed in ["feed.xml", "feed.json", "rss.xml"] {
        let feed = built.file(feed);
        assert!(feed.contains("/releases/2022/09/a/") && feed.contains("The figures were wrong."), "{feed}");
    }
    assert!(built.file("feed.xml").contains("2022-10-02T00:00:00+00:00"));
}

#[test]
fn a_withdrawn_release_alone_in_its_month_leaves_no_dead_links() {
    let built = Site::empty()
        .release("a", "2022-09-28", "status: withdrawn", "")
        .release("b", "2021-01-01", "", "")
        .build()
        .clean();
    assert!(!built.has("releases/2022/index.html"));
    assert_eq!(crate::html::dead_links(&built.tree(), Some(HOST), ""), [""; 0]);
}

#[test]
fn a_release_in_error_leaves_a_notice_and_nothing_else() {
    let front = "status: in-error\nreason: It was never decided.\nsummary: Canary one\nattendees: [Canary Two]\nunits: [Canary Three]\n\
        topics: [Canary Four]\nplace: Canary five\nattachments: [canary.txt]\nimage: {src: canary.svg, alt: Canary six}\n\
        contacts: [{name: Canary seven}]\nextra: {x: Canary eight}";
    let built = Site::empty()
        .file(
            "content/releases/2022/09/a.md",
            format!("---\ntitle: Canary title\ndate: 2022-09-28\n{front}\n---\nCanary text.\n"),
        )
        .file("content/releases/2022/09/canary.txt", "canary")
        .file("content/releases/2022/09/canary.svg", "<svg width=\"1\" height=\"1\"/>")
        .release("b", "2022-09-01", "", "")
        .build()
        .clean();
    let page = built.page("/releases/2022/09/a/");
    in_order(
        &words(&page),
        &["This release was published in error", "has been removed.", "It was never decided."],
    );
    assert!(page.contains("<meta name=\"robots\" content=\"noindex\">"));
    for (path, bytes) in built.tree() {
        let text = String::from_utf8_lossy(&bytes).to_lowercase();
        assert!(!path.contains("canary") && !text.contains("canary"), "{path}");
    }
    for file in ["feed.xml", "feed.json", "rss.xml", "sitemaps/2022.xml"] {
        assert!(!built.file(file).contains("/releases/2022/09/a/"), "{file}");
    }
}

#[test]
fn a_release_in_error_shows_nothing_on_the_pages_of_others() {
    let canary = "---\ntitle: Canary title\ndate: 2022-09-28\nstatus: in-error\nsummary: Canary summary\ntopics: [Canary topic]\nunits: [Canary unit]\n---\nCanary\n";
    let built = Site::empty()
        .file("content/releases/wrong.md", canary)
        .release("a", "2022-09-01", "related: [wrong]", "")
        .release("b", "2022-09-02", "superseded_by: wrong", "")
        .build();
    for (path, bytes) in built.tree() {
        assert!(!String::from_utf8_lossy(&bytes).to_lowercase().contains("canary"), "{path}");
    }
}

#[test]
fn links_of_a_withdrawn_release_lead_somewhere() {
    let names = "attendees: [Li Hua]\nunits: [Roads Bureau]\ntopics: [Roads]\nissuer: Press Office";
    let built = Site::empty()
        .release("a", "2022-09-28", &format!("status: withdrawn\n{names}"), "")
        .release("b", "2022-09-29", "related: [a]", "")
        .build()
        .clean();
    assert_eq!(crate::html::dead_links(&built.tree(), Some(HOST), ""), [""; 0]);
}

#[test]
fn a_superseded_release_leads_to_its_successor() {
    let built = Site::empty()
        .release("old-rules", "2022-09-28", "superseded_by: new-rules", "Old text.")
        .release("new-rules", "2023-01-01", "", "")
        .build()
        .clean();
    let page = built.page("/releases/2022/09/old-rules/");
    let banner = between(&page, "<div class=\"banner", "</div>");
    assert!(
        banner.contains("href=\"/releases/2023/01/new-rules/\"") && banner.contains("Title of new-rules"),
        "{banner}"
    );
    assert!(page.contains("data-status=\"superseded\"") && words(&page).contains("Old text."));
    assert!(words(&built.page("/releases/2022/09/")).contains("Superseded"));
}

#[test]
fn an_expired_release_is_marked_and_stays() {
    let at = |now: &str| {
        Site::empty().release("a", "2022-09-28", "expires: 2023-01-01", "").now(now).build().clean()
    };
    assert!(!at("2022-12-31T23:59").page("/releases/2022/09/a/").contains("class=\"banner"));
    let after = at("2023-01-01");
    assert!(
        words(&after.page("/releases/2022/09/a/")).contains("This release was archived on 1 January 2023.")
    );
    assert!(after.page("/releases/2022/09/").contains("/releases/2022/09/a/"));
}

#[test]
fn changes_are_told_newest_first_and_decide_when_it_was_updated() {
    let front = "changes:\n  - {date: 2022-09-29, note: First note.}\n  - {date: 2022-10-05T09:30, note: Second note., kind: correction}\n  - {date: 2022-10-01, note: Third note.}";
    let built = Site::empty().release("a", "2022-09-28", front, "").build().clean();
    let page = built.page("/releases/2022/09/a/");
    in_order(
        &words(between(&page, "part:changes\">", "</section>")),
        &["Correction", "Second note.", "Update", "Third note.", "First note.", "First released."],
    );
    assert!(words(&page).contains("5 October 2022, 09:30"));
    let feed = built.file("feed.xml");
    in_order(
        &feed,
        &["<published>2022-09-28T00:00:00+00:00</published>", "<updated>2022-10-05T09:30:00+00:00</updated>"],
    );
    assert!(built.file("sitemaps/2022.xml").contains("<lastmod>2022-10-05T09:30:00+00:00</lastmod>"));
}

#[test]
fn states_go_before_each_other() {
    let status = |front: &str| {
        let built = Site::empty()
            .release("a", "2022-09-28", front, "")
            .release("b", "2022-09-29", "", "")
            .build()
            .clean();
        let page = built.page("/releases/2022/09/a/");
        between(&page, "data-status=\"", "\">").trim_start_matches("data-status=\"").to_owned()
    };
    assert_eq!(status(""), "published");
    assert_eq!(status("expires: 2023-01-01\nsuperseded_by: b"), "superseded");
    assert_eq!(status("expires: 2023-01-01\nsuperseded_by: b\nstatus: withdrawn"), "withdrawn");
    assert_eq!(status("superseded_by: b\nstatus: in-error"), "in-error");
}

#[test]
fn old_releases_carry_the_notices_of_the_site() {
    let config = "languages: [en, zh-Hans]\nhistory:\n  - {notice: {en: Former government, zh-Hans: 上届政府}, from: 2019-01-01, to: 2019-12-31}\n  - {notice: {en: Five <years>, zh-Hans: 五年}, older_than: 5}\n";
    let notices = |date: &str, now: &str, address: &str| {
        let built = Site::empty()
            .file("crier.yaml", config)
            .release("a", date, "", "")
            .release("a.zh", date, "", "")
            .now(now)
            .build()
            .clean();
        let page = built.page(address);
        page.split("<p class=\"notice\" role=\"note\">")
            .skip(1)
            .map(|rest| rest.split("</p>").next().unwrap().to_owned())
            .collect::<Vec<_>>()
    };
    assert_eq!(notices("2018-12-31", "2019-01-01", "/releases/2018/12/a/"), [""; 0]);
    assert_eq!(notices("2019-01-01", "2020-01-01", "/releases/2019/01/a/"), ["Former government"]);
    assert_eq!(notices("2019-12-31", "2024-12-30T23:59", "/zh-Hans/releases/2019/12/a/"), ["上届政府"]);
    assert_eq!(
        notices("2019-12-31", "2024-12-31", "/releases/2019/12/a/"),
        ["Former government", "Five &lt;years&gt;"]
    );
    assert_eq!(notices("2020-02-29", "2025-02-28", "/zh-Hans/releases/2020/02/a/"), ["五年"]);
}

#[test]
fn a_notice_says_which_releases_it_is_for() {
    let config = "history:\n  - {notice: x}\n  - {notice: y, from: 2020-01-01, to: 2019-01-01}\n  - {older_than: 5}\n  - {notice: z, older_than: 0}\n";
    let built = Site::empty().file("crier.yaml", config).release("a", "2022-09-28", "", "").build();
    assert!(!built.is_written() && built.findings().len() >= 2, "{:?}", built.findings());
    let config = "history:\n  - {notice: x}\n  - {notice: y, from: 2020-01-01, to: 2019-01-01}\n";
    let built = Site::empty().file("crier.yaml", config).release("a", "2022-09-28", "", "").build();
    let found: Vec<&str> =
        built.findings().iter().filter_map(|it| it.split_once("]: ")).map(|it| it.1).collect();
    assert_eq!(
        found,
        [
            "a notice in `history` does not say which releases it is for",
            "a notice in `history` ends before it begins"
        ]
    );
}
