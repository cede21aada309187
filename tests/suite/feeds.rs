//! Feeds are parsed back with a reader that others use, and hold the same releases.

use crate::addresses::rich;
use crate::html::{attributes, between};
use crate::site::{Built, HOST, Site, expect_file};
use feed_rs::model::Feed;
use std::collections::BTreeSet;

#[track_caller]
fn parse(built: &Built, path: &str) -> Feed {
    let text = built.file(path);
    feed_rs::parser::parse(text.as_bytes()).unwrap_or_else(|error| panic!("{path}: {error}\n{text}"))
}

/// Id, title and time of each entry.
fn entries(feed: &Feed) -> Vec<(String, String, i64)> {
    let entry = |entry: &feed_rs::model::Entry| {
        let title =
            entry.title.as_ref().map(|title| crate::html::unescape(&title.content)).unwrap_or_default();
        (entry.id.clone(), title, entry.published.map_or(0, |moment| moment.timestamp()))
    };
    feed.entries.iter().map(entry).collect()
}

fn days(count: usize) -> Site {
    (0..count).fold(
        Site::empty().file("crier.yaml", "title: County News\nlists: {latest: 4}\n"),
        |site, n| {
            let day = format!("20{:02}-{:02}-{:02}T09:30", 21 + n % 2, 1 + n % 4, 1 + n);
            site.release(&format!("r{n:02}"), &day, "topics: [Roads]", "The [text](/releases/).")
        },
    )
}

#[test]
fn the_three_formats_hold_the_same_releases() {
    let built = days(9).build().clean();
    for prefix in ["", "topics/roads/"] {
        let atom = parse(&built, &format!("{prefix}feed.xml"));
        let expected = entries(&atom);
        assert_eq!(expected.len(), 4, "{prefix}");
        assert_eq!(expected[0].0, format!("{HOST}/releases/2022/04/r07/"));
        assert_eq!((expected[0].1.as_str(), expected[0].2), ("Title of r07", 1_649_410_200));
        assert!(expected.is_sorted_by(|a, b| a.2 >= b.2), "{expected:?}");
        for other in ["feed.json", "rss.xml"] {
            assert_eq!(entries(&parse(&built, &format!("{prefix}{other}"))), expected, "{prefix}{other}");
        }
    }
}

#[test]
fn feeds_carry_the_text_with_full_addresses() {
    let built = rich().build().clean();
    for path in ["feed.xml", "feed.json", "rss.xml"] {
        let feed = parse(&built, path);
        let entry = feed.entries.iter().find(|entry| entry.id.ends_with("/meeting/")).unwrap();
        let body = entry.content.as_ref().and_then(|content| content.body.clone()).unwrap();
        let links: Vec<String> =
            attributes(&body, "href").into_iter().chain(attributes(&body, "src")).collect();
        assert!(links.len() > 8, "{path}: {body}");
        for link in links {
            assert!(
                ["https://", "mailto:", "#"].iter().any(|start| link.starts_with(start)),
                "{path}: {link}"
            );
        }
    }
    let file = format!("{HOST}/releases/2022/09/meeting/big%20table.csv");
    let atom = parse(&built, "feed.xml");
    let links = atom.entries.iter().flat_map(|entry| &entry.links);
    assert!(links.filter(|link| link.rel.as_deref() == Some("enclosure")).any(|link| link.href == file));
    let json: serde_json::Value = serde_json::from_str(&built.file("feed.json")).unwrap();
    assert!(json["items"].as_array().unwrap().iter().any(|item| item["attachments"][0]["url"] == *file));
}

#[test]
fn links_within_a_text_lead_to_its_page() {
    let built = Site::empty()
        .release("a", "2022-09-28", "", "To [two](#two), a note[^1].\n\n## Two\n\n[^1]: The note.")
        .build()
        .clean();
    // In a feed there is no page around the text: `#two` would be a place of the feed.
    let json: serde_json::Value = serde_json::from_str(&built.file("feed.json")).unwrap();
    let html = json["items"][0]["content_html"].as_str().unwrap();
    for link in attributes(html, "href") {
        assert!(link.starts_with(&format!("{HOST}/releases/2022/09/a/#")), "{link}");
    }
}

#[test]
fn the_archive_of_the_feed_holds_every_release_once() {
    let built = days(23).build().clean();
    let path_of = |url: &str| url.strip_prefix(HOST).map(|path| path[1..].to_owned()).unwrap();
    let link = |text: &str, rel: &str| {
        let line = text.lines().find(|line| line.contains(&format!("rel=\"{rel}\"")))?;
        Some(attributes(line, "href")[0].clone())
    };
    let current = built.file("feed.xml");
    assert!(!current.contains("fh:complete") && !current.contains("fh:archive"));
    let mut found = Vec::new();
    let mut at = link(&current, "prev-archive");
    let mut newer: Option<String> = None;
    while let Some(url) = at {
        let text = built.file(&path_of(&url));
        assert!(text.contains("<fh:archive/>"), "{url}");
        assert_eq!(link(&text, "current").as_deref(), Some(&*format!("{HOST}/feed.xml")), "{url}");
        assert_eq!(link(&text, "self").as_deref(), Some(&*url));
        assert_eq!(link(&text, "next-archive"), newer, "{url}");
        found.extend(entries(&parse(&built, &path_of(&url))).into_iter().map(|entry| entry.0));
        at = link(&text, "prev-archive");
        newer = Some(url);
    }
    let once: BTreeSet<&String> = found.iter().collect();
    assert_eq!((found.len(), once.len()), (23, 23));
}

#[test]
fn a_feed_that_holds_everything_says_so() {
    let built = days(4).build().clean();
    assert!(built.file("feed.xml").contains("<fh:complete/>"));
    assert!(!built.tree().keys().any(|path| path.starts_with("releases/20") && path.ends_with("feed.xml")));
    let built = days(5).build().clean();
    assert!(!built.file("feed.xml").contains("<fh:complete/>"));
}

#[test]
fn the_feed_of_a_name_holds_the_last_year_of_it() {
    let topic = |site: Site, id: &str, date: &str| site.release(id, date, "topics: [Roads]", "");
    let days = [("a", "2019-03-10"), ("b", "2021-09-27"), ("c", "2021-09-28"), ("d", "2022-09-28")];
    let built = days.iter().fold(Site::empty(), |site, (id, date)| topic(site, id, date)).build().clean();
    for file in ["feed.xml", "feed.json", "rss.xml"] {
        let path = format!("topics/roads/{file}");
        let mut ids: Vec<String> = entries(&parse(&built, &path)).into_iter().map(|entry| entry.0).collect();
        ids.sort();
        assert_eq!(ids, ["2021/09/c", "2022/09/d"].map(|path| format!("{HOST}/releases/{path}/")), "{path}");
        assert!(!built.file(&path).contains("<fh:complete/>"));
        assert_eq!(entries(&parse(&built, file)).len(), 4);
    }
}

#[test]
fn an_old_month_of_the_archive_stays_as_it_is() {
    let built = days(12).build().clean();
    let before = built.file("releases/2021/01/feed.xml");
    let built = built.again().release("new", "2022-06-01", "", "").build().clean();
    assert_eq!(built.file("releases/2021/01/feed.xml"), before);
}

#[test]
fn each_language_has_its_feeds() {
    let built = rich().build().clean();
    let feed = parse(&built, "zh-Hans/feed.xml");
    assert_eq!(feed.language.as_deref(), Some("zh-Hans"));
    assert_eq!(entries(&feed).len(), 1);
    assert_eq!(entries(&feed)[0].1, "会议");
    assert_eq!(feed.title.unwrap().content, "县新闻");
}

#[test]
fn an_empty_feed_is_a_feed() {
    let built = Site::empty().file("content/pages/about.md", "---\ntitle: About\n---\n").build();
    for path in ["feed.xml", "feed.json", "rss.xml"] {
        assert!(parse(&built, path).entries.is_empty(), "{path}");
    }
}

#[test]
fn every_feed_of_a_site_can_be_parsed() {
    let built = rich().build().clean();
    let mut count = 0;
    for path in built
        .tree()
        .keys()
        .filter(|path| path.ends_with("feed.xml") || path.ends_with("feed.json") || path.ends_with("rss.xml"))
    {
        let feed = parse(&built, path);
        assert!(feed.title.is_some() && !feed.entries.is_empty(), "{path}");
        count += 1;
    }
    assert!(count > 6, "{count}");
}

#[test]
fn strange_characters_do_not_break_a_feed() {
    let built = Site::empty()
        .file("content/releases/a.md", "---\ntitle: \"A & B <c> ]]> \u{1F600} \\u200d\\u00ad\"\ndate: 2022-09-28\nsummary: \"]]>\"\n---\n`]]>` &amp; <b>x</b>\n")
        .build()
        .clean();
    let titles: Vec<String> = ["feed.xml", "feed.json", "rss.xml"]
        .iter()
        .map(|path| entries(&parse(&built, path))[0].1.clone())
        .collect();
    assert!(titles.iter().all(|title| title.starts_with("A & B <c> ]]> \u{1F600}")), "{titles:?}");
}

#[test]
fn a_page_names_its_feeds() {
    let built = rich().build().clean();
    let head = |address: &str| between(&built.page(address), "<head>", "</head>").to_owned();
    assert!(head("/").contains("<link rel=\"alternate\" type=\"application/atom+xml\" href=\"/feed.xml\""));
    assert!(head("/topics/safety/").contains("href=\"/topics/safety/feed.xml\""));
    assert!(head("/zh-Hans/").contains("href=\"/zh-Hans/feed.json\""));
}

#[test]
fn a_feed_looks_like_this() {
    let built = Site::from_text(
        "
        == crier.yaml ==
        title: County News
        description: News of the county
        time_zone: Asia/Shanghai
        issuer: County Office
        == content/releases/2022/09/a.md ==
        ---
        title: Road closed
        date: 2022-09-28T09:30
        topics: [Roads]
        attachments: [{src: map.pdf, title: The map}]
        changes: [{date: 2022-09-29, note: Changed}]
        ---
        The *road* is closed, see [the map](map.pdf).
        == content/releases/2022/09/map.pdf ==
        map
        == content/releases/2022/09/b.md ==
        ---
        title: Figures
        date: 2022-09-27
        status: withdrawn
        reason: They were wrong.
        ---
        7 & 8
        ",
    )
    .build()
    .clean();
    expect_file("feed.xml", &built.file("feed.xml"));
    expect_file("feed.json", &built.file("feed.json"));
    expect_file("rss.xml", &built.file("rss.xml"));
}
