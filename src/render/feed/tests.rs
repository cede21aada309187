//! Each format is read back with `feed-rs`, an independent parser, or as plain XML and JSON, and compared.

use feed_rs::model;
use jiff::Timestamp;
use jiff::tz::Offset;
use proptest::prelude::*;
use quick_xml::events::Event;
use serde_json::Value;

use crate::render::characters::{legal, one_line};
use crate::render::feed::entry::{
    Agent, Attachment, Category, Direction, Entry, Feed, FeedPosition, FeedUrls, Image, STATUS_SCHEME,
};
use crate::render::feed::{atom, json_feed, rss};
use crate::render::stamp::Stamp;

const HOSTILE: &str =
    "]]></content><script>alert(\"1\")</script>&amp; & \u{0}\u{8}\u{1b}\u{fffe}🎉 眉县 مرحبا\u{202e} 'x'";

fn stamp(text: &str, hours: i8) -> Stamp {
    Stamp::new(text.parse::<Timestamp>().unwrap(), Offset::constant(hours))
}

fn urls(name: &str) -> FeedUrls {
    let url = |end: &str| Some(format!("https://news.example.gov/{name}.{end}"));
    FeedUrls { atom: url("atom"), rss: url("rss"), json: url("json") }
}

fn entry(number: u32, title: &str) -> Entry {
    Entry {
        id: format!("tag:news.example.gov,2022:{number}"),
        url: format!("https://news.example.gov/releases/2022/09/眉县-{number}/"),
        title: title.to_owned(),
        lang: "en".to_owned(),
        published: stamp("2022-09-28T00:30:00Z", 8),
        updated: stamp("2022-10-01T02:00:00Z", -7),
        summary: Some("Meeting & more < expected".to_owned()),
        content_html: "<p class=\"a\">Text &amp; <em>more</em> ]]> 眉县</p>\n<hr>".to_owned(),
        authors: vec![Agent {
            name: "Office <of> X".to_owned(),
            url: Some("https://x.gov/?a=1&b=2".to_owned()),
        }],
        categories: vec![Category { term: "housing".to_owned(), label: "Housing & Land".to_owned() }],
        image: Some(Image {
            url: "https://news.example.gov/a b.jpg".to_owned(),
            alt: "A \"hall\"".to_owned(),
            media_type: "image/jpeg".to_owned(),
            bytes: 1234,
        }),
        attachments: vec![Attachment {
            url: "https://news.example.gov/plan.pdf".to_owned(),
            media_type: "application/pdf".to_owned(),
            bytes: 99,
            title: "The plan".to_owned(),
        }],
        withdrawn: None,
    }
}

fn feed(entries: &[Entry]) -> Feed<'_> {
    Feed {
        title: "Mei County News & more".to_owned(),
        subtitle: Some("All <releases>".to_owned()),
        lang: "en".to_owned(),
        direction: Direction::Ltr,
        id: "https://news.example.gov/feed".to_owned(),
        home_url: "https://news.example.gov/".to_owned(),
        urls: urls("feed"),
        updated: stamp("2022-10-01T02:00:00Z", 8),
        author: Agent {
            name: "County Office".to_owned(),
            url: Some("https://news.example.gov/about/".to_owned()),
        },
        rights: Some("© Mei County".to_owned()),
        hubs: vec!["https://hub.example.org/".to_owned()],
        icon: Some("https://news.example.gov/icon.png".to_owned()),
        position: FeedPosition::Current { prev_archive: Some(urls("2022/09")) },
        entries: entries.iter().collect(),
    }
}

/// The document with each format, read by `feed-rs` as it is, with nothing sanitised or guessed.
fn read(bytes: &[u8]) -> model::Feed {
    let parser = feed_rs::parser::Builder::new().sanitize_content(false).build();
    parser.parse(bytes).unwrap_or_else(|error| panic!("{error}\n{}", String::from_utf8_lossy(bytes)))
}

fn all(feed: &Feed<'_>) -> [Vec<u8>; 3] {
    [atom::write(feed), rss::write(feed), json_feed::write(feed)]
}

fn href<'a>(feed: &'a model::Feed, rel: &str) -> Option<&'a str> {
    feed.links.iter().find(|link| link.rel.as_deref() == Some(rel)).map(|link| link.href.as_str())
}

#[test]
fn every_format_reads_back_the_same() {
    let entries = [entry(1, "One < two & three"), entry(2, HOSTILE)];
    let written = all(&feed(&entries));
    for bytes in &written {
        let read = read(bytes);
        assert_eq!(read.title.unwrap().content, "Mei County News & more");
        assert_eq!(read.language.as_deref(), Some("en"));
        assert_eq!(read.entries.len(), 2);
        let kind = read.feed_type;
        for (own, read) in entries.iter().zip(&read.entries) {
            assert_eq!(read.id, own.id);
            assert_eq!(read.title.as_ref().unwrap().content, one_line(&own.title));
            assert_eq!(read.published.unwrap().timestamp(), own.published.at.as_second());
            if kind != model::FeedType::RSS2 {
                assert_eq!(read.updated.unwrap().timestamp(), own.updated.at.as_second());
            }
            assert_eq!(read.content.as_ref().unwrap().body.as_deref(), Some(own.content_html.as_str()));
            assert_eq!(read.authors[0].name, "Office <of> X");
            let link = "https://news.example.gov/releases/2022/09/%E7%9C%89%E5%8E%BF";
            assert!(read.links.iter().any(|found| found.href.starts_with(link)), "{:?}", read.links);
        }
    }
    assert_eq!(all(&feed(&entries)), written, "the same feed is the same bytes");
}

#[test]
fn atom_carries_links_files_and_history() {
    let entries = [entry(1, "One")];
    let read = read(&atom::write(&feed(&entries)));
    assert_eq!(read.id, "https://news.example.gov/feed");
    assert_eq!(href(&read, "self"), Some("https://news.example.gov/feed.atom"));
    assert_eq!(href(&read, "prev-archive"), Some("https://news.example.gov/2022/09.atom"));
    assert_eq!(href(&read, "hub"), Some("https://hub.example.org/"));
    assert_eq!(href(&read, "current"), None);
    let alternates: Vec<_> =
        read.links.iter().filter(|link| link.rel.as_deref() == Some("alternate")).collect();
    assert_eq!(alternates.len(), 3);
    let files: Vec<_> =
        read.entries[0].links.iter().filter(|link| link.rel.as_deref() == Some("enclosure")).collect();
    assert_eq!(files.len(), 2);
    assert_eq!((files[0].href.as_str(), files[0].length), ("https://news.example.gov/a%20b.jpg", Some(1234)));
    assert_eq!(files[1].title.as_deref(), Some("The plan"));
    assert_eq!(read.entries[0].categories[0].label.as_deref(), Some("Housing & Land"));
    assert_eq!(read.entries[0].summary.as_ref().unwrap().content, "Meeting & more < expected");
}

#[test]
fn archives_and_complete_feeds_say_so() {
    let entries = [entry(1, "One")];
    let mut feed = feed(&entries);
    feed.position = FeedPosition::Archive { current: urls("feed"), prev: None, next: Some(urls("2022/10")) };
    let [atom, rss, json] = all(&feed).map(|bytes| String::from_utf8(bytes).unwrap());
    assert_eq!(atom.matches("<fh:archive/>").count(), 1);
    assert!(atom.contains("<link rel=\"current\" href=\"https://news.example.gov/feed.atom\""));
    assert!(atom.contains("<link rel=\"next-archive\" href=\"https://news.example.gov/2022/10.atom\""));
    assert!(!atom.contains("prev-archive"));
    assert_eq!(rss.matches("<fh:archive/>").count(), 1);
    assert!(rss.contains("<atom:link rel=\"next-archive\" href=\"https://news.example.gov/2022/10.rss\""));
    let json: Value = serde_json::from_str(&json).unwrap();
    assert_eq!(json["_crier"]["next_archive"], "https://news.example.gov/2022/10.json");
    assert_eq!(json.get("next_url"), None);

    feed.position = FeedPosition::Complete;
    let [atom, rss, json] = all(&feed).map(|bytes| String::from_utf8(bytes).unwrap());
    assert!(atom.contains("<fh:complete/>") && rss.contains("<fh:complete/>") && !atom.contains("archive"));
    assert!(!json.contains("next_url"));
}

#[test]
fn rss_names_what_it_must() {
    let mut same = entry(1, "One");
    same.id = same.url.clone();
    let entries = [same, entry(2, "Two")];
    let text = String::from_utf8(rss::write(&feed(&entries))).unwrap();
    assert!(text.contains("<guid isPermaLink=\"true\">https://news.example.gov/releases/2022/09/%E7%9C%89"));
    assert!(text.contains("<guid isPermaLink=\"false\">tag:news.example.gov,2022:2</guid>"));
    assert!(text.contains("<pubDate>Wed, 28 Sep 2022 08:30:00 +0800</pubDate>"));
    assert!(text.contains("<atom:updated>2022-09-30T19:00:00-07:00</atom:updated>"));
    assert!(text.contains("<description>All &lt;releases&gt;</description>"));
    assert!(
        text.contains("<description>Meeting &amp;amp; more &amp;lt; expected</description>"),
        "it is HTML"
    );
    assert!(text.contains("]]]]><![CDATA[>"));
    assert_eq!(text.matches("<enclosure ").count(), 2, "one enclosure an item");
    assert_eq!(text.matches("<media:content ").count(), 4);
}

#[test]
fn json_feed_has_the_fields_of_the_standard() {
    let mut entries = [entry(1, "One"), entry(2, "Two")];
    entries[1].withdrawn = Some("Withdrawn <b>".to_owned());
    let json: Value = serde_json::from_slice(&json_feed::write(&feed(&entries))).unwrap();
    assert_eq!(json["version"], "https://jsonfeed.org/version/1.1");
    assert_eq!(json["feed_url"], "https://news.example.gov/feed.json");
    assert_eq!(json["next_url"], "https://news.example.gov/2022/09.json");
    assert_eq!(json["hubs"][0]["type"], "WebSub");
    let item = &json["items"][0];
    assert_eq!(item["date_published"], "2022-09-28T08:30:00+08:00");
    assert_eq!(item["date_modified"], "2022-09-30T19:00:00-07:00");
    assert_eq!(item["image"], "https://news.example.gov/a%20b.jpg");
    assert_eq!(item["attachments"][0]["size_in_bytes"], 99);
    assert_eq!(item["tags"][0], "Housing & Land");
    assert_eq!(item.get("_crier"), None);
    assert_eq!(json["items"][1]["_crier"]["withdrawn"], "Withdrawn <b>");
}

#[test]
fn a_withdrawn_entry_says_so_first() {
    let mut withdrawn = entry(1, "One");
    withdrawn.withdrawn = Some("Withdrawn on 3 October 2022: figures < wrong".to_owned());
    let entries = [withdrawn];
    for bytes in all(&feed(&entries)) {
        let read = read(&bytes);
        let body = read.entries[0].content.as_ref().unwrap().body.as_deref().unwrap();
        assert!(
            body.starts_with("<p><strong>Withdrawn on 3 October 2022: figures &lt; wrong</strong></p>"),
            "{body}"
        );
        let summary = &read.entries[0].summary.as_ref().unwrap().content;
        assert!(summary.starts_with("Withdrawn on 3 October 2022"), "{summary}");
    }
    let read = read(&atom::write(&feed(&entries)));
    let status = &read.entries[0].categories[0];
    assert_eq!((status.term.as_str(), status.scheme.as_deref()), ("withdrawn", Some(STATUS_SCHEME)));
}

#[test]
fn right_to_left_is_in_the_content() {
    let mut arabic = entry(1, "مرحبا");
    arabic.lang = "ar".to_owned();
    let entries = [arabic, entry(2, "English")];
    let feed = Feed { lang: "ar".to_owned(), direction: Direction::Rtl, ..feed(&entries) };
    let read = read(&atom::write(&feed));
    let body = |at: usize| read.entries[at].content.as_ref().unwrap().body.as_deref().unwrap();
    assert!(body(0).starts_with("<div dir=\"rtl\" lang=\"ar\"><p") && body(0).ends_with("</div>"));
    assert!(body(1).starts_with("<p"));
}

#[test]
fn an_empty_or_bare_feed_is_whole() {
    let bare = Feed {
        subtitle: None,
        urls: FeedUrls::default(),
        rights: None,
        hubs: Vec::new(),
        icon: None,
        position: FeedPosition::Current { prev_archive: None },
        ..feed(&[])
    };
    for feed in [bare, feed(&[])] {
        for bytes in all(&feed) {
            let read = read(&bytes);
            assert_eq!(read.entries.len(), 0);
            assert_eq!(bytes.last(), Some(&b'\n'));
        }
    }
}

/// Title and content of the first entry, read by the plain XML parser.
fn plain(xml: &[u8], content: &str) -> (String, String) {
    let mut reader = quick_xml::Reader::from_reader(xml);
    let (mut path, mut title, mut body) = (Vec::new(), String::new(), String::new());
    loop {
        let into = match path.last().map(String::as_str) {
            Some("title") if path.iter().any(|name| name == "entry" || name == "item") => Some(&mut title),
            Some(name) if name == content => Some(&mut body),
            _ => None,
        };
        let text = match reader.read_event().unwrap() {
            Event::Start(tag) => {
                path.push(String::from_utf8(tag.name().as_ref().to_vec()).unwrap());
                continue;
            }
            Event::End(_) => {
                path.pop();
                continue;
            }
            Event::Text(text) => text.decode().unwrap().into_owned(),
            Event::CData(text) => text.decode().unwrap().into_owned(),
            Event::GeneralRef(name) => {
                quick_xml::escape::unescape(&format!("&{};", name.decode().unwrap())).unwrap().into_owned()
            }
            Event::Eof => return (title, body),
            _ => continue,
        };
        if let Some(into) = into {
            into.push_str(&text);
        }
    }
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(96))]
    #[test]
    fn any_text_reads_back(title in ".{0,200}", body in any::<String>(), long in 0_usize..2) {
        let mut own = entry(1, &title.repeat(1 + long * 60));
        own.content_html = format!("{body}]]>{title}");
        let entries = [own.clone()];
        let feed = feed(&entries);
        let expected = (one_line(&own.title).into_owned(), legal(&own.content_html).into_owned());
        prop_assert_eq!(&plain(&atom::write(&feed), "content"), &expected);
        prop_assert_eq!(&plain(&rss::write(&feed), "content:encoded"), &expected);
        let json: Value = serde_json::from_slice(&json_feed::write(&feed)).unwrap();
        let item = &json["items"][0];
        prop_assert_eq!(item["title"].as_str(), Some(expected.0.as_str()));
        prop_assert_eq!(item["content_html"].as_str(), Some(expected.1.as_str()));
    }
}
