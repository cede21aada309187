//! Names in the text of a release become links: which, where, and where not.

use crate::html::{between, dead_links};
use crate::site::{HOST, Site};
use proptest::prelude::*;

const PEOPLE: &str = "
- {id: sun, name: {en: Sun Wei, zh-Hans: 孙伟}, aliases: [\"Wei 'Sunny' O'Sun\"]}
- {id: min, name: {en: Sun Weimin, zh-Hans: 孙伟民}}
- {id: liu, name: {en: Liu Zhisheng, zh-Hans: 刘志生}}
- {id: li-roads, name: Li Hua}
- {id: li-health, name: Lee Hua, aliases: [Li Hua]}
- {id: gt, name: gt, aliases: [\"39\", amp, X]}
";

const UNITS: &str = "
- {id: land, name: {en: Land & Water Bureau, zh-Hans: 水利局}, names: [{name: Water Board <old>, to: 2019-03-17}]}
- {id: land-north, name: {en: Land & Water Bureau North, zh-Hans: 水利局北站}}
- {id: sunshine, name: Sun}
";

const EVERYBODY: &str =
    "attendees: [sun, min, liu, li-roads, li-health, gt]\nunits: [land, land-north, sunshine]";

fn site() -> Site {
    Site::empty()
        .file("content/people.yaml", PEOPLE)
        .file("content/units.yaml", UNITS)
        .file("content/topics.yaml", "- {id: fair, name: Sun Wei Fair}\n")
}

/// The text of a release that names everybody, with `[…](id)` for each link that was made at a name.
fn linked(body: &str) -> String {
    linked_on(site(), EVERYBODY, body)
}

fn linked_on(site: Site, front: &str, body: &str) -> String {
    let built = site.release("a", "2022-09-28", front, body).build();
    assert!(built.is_written(), "{:?}", built.findings());
    assert_eq!(dead_links(&built.tree(), Some(HOST), ""), [""; 0]);
    let page = built.page("/releases/2022/09/a/");
    short(
        between(&page, "<div class=\"prose\">", "</article>")
            .rsplit_once("</div>\n</div>\n</div>")
            .map_or("", |(prose, _)| prose),
    )
}

fn short(html: &str) -> String {
    let mut out = String::new();
    let mut rest = html;
    while let Some((before, after)) = rest.split_once("<a class=\"named\" href=\"") {
        let (href, after) = after.split_once("\">").unwrap();
        let (name, after) = after.split_once("</a>").unwrap();
        let id = href.trim_end_matches('/').rsplit('/').next().unwrap();
        out.push_str(&format!("{before}[{name}]({id})"));
        rest = after;
    }
    out.push_str(rest);
    let out = out.split_once("<section").map_or(out.as_str(), |(text, _)| text);
    out.trim().trim_start_matches("<div class=\"prose\">").trim().to_owned()
}

#[test]
fn the_first_mention_is_a_link_and_no_other() {
    assert_eq!(
        linked("Liu Zhisheng spoke. Liu Zhisheng left.\n\nLiu Zhisheng slept."),
        "<p>[Liu Zhisheng](liu) spoke. Liu Zhisheng left.</p>\n<p>Liu Zhisheng slept.</p>"
    );
    // A name may go on in the next line, in bold, and end with the text.
    assert_eq!(linked("by Liu\nZhisheng"), "<p>by [Liu\nZhisheng](liu)</p>");
    assert_eq!(linked("by **Liu Zhisheng**"), "<p>by <strong>[Liu Zhisheng](liu)</strong></p>");
    assert_eq!(linked("- Liu Zhisheng\n- Sun Wei").matches("](").count(), 2);
}

#[test]
fn only_who_is_named_by_the_release_is_linked_unless_all_are() {
    let body = "Liu Zhisheng met Sun Wei of the Sun.";
    assert_eq!(
        linked_on(site(), "attendees: [liu]", body),
        "<p>[Liu Zhisheng](liu) met Sun Wei of the Sun.</p>"
    );
    assert_eq!(
        linked_on(site(), "attendees: [Someone]\nissuer: sunshine", body),
        "<p>Liu Zhisheng met Sun Wei of the [Sun](sunshine).</p>"
    );
    let all = site().file("crier.yaml", "link_names: registered\n");
    assert_eq!(
        linked_on(all, "", body),
        "<p>[Liu Zhisheng](liu) met [Sun Wei](sun) of the [Sun](sunshine).</p>"
    );
    let off = site().file("crier.yaml", "link_names: off\n");
    assert_eq!(linked_on(off, EVERYBODY, body), format!("<p>{body}</p>"));
    site()
        .file("crier.yaml", "link_names: yes\n")
        .release("a", "2022-09-28", "", "")
        .build()
        .expect(&["crier.yaml:1:13: error[schema/wrong-value]: `link_names` cannot be `yes`"]);
}

#[test]
fn the_longest_name_wins() {
    assert_eq!(
        linked("Sun Weimin, Sun Wei, Sun"),
        "<p>[Sun Weimin](min), [Sun Wei](sun), [Sun](sunshine)</p>"
    );
    assert_eq!(
        linked("the Land & Water Bureau North"),
        "<p>the [Land &amp; Water Bureau North](land-north)</p>"
    );
    // Of all registers: a topic is no page to link to, but its name is no mention of a person.
    assert_eq!(linked("the Sun Wei Fair"), "<p>the Sun Wei Fair</p>");
    // A longer name that goes on differently is none.
    assert_eq!(
        linked("the Land & Water Bureau Northeast"),
        "<p>the [Land &amp; Water Bureau](land) Northeast</p>"
    );
}

#[test]
fn a_name_of_spaced_script_ends_where_a_word_ends() {
    for text in [
        "Sun Weiming",
        "SSun Wei",
        "Sun Wei-min",
        "Jean-Sun Wei",
        "O’Sun Wei",
        "Sun Wei2",
        "Sun Wei_",
        "sun wei",
        "Sun Weié",
    ] {
        assert_eq!(linked(text).replace("[Sun](sunshine)", "Sun"), format!("<p>{text}</p>"), "{text}");
    }
    for text in [
        "Sun Wei’s hat",
        "Sun Wei's hat",
        "(Sun Wei)",
        "“Sun Wei”",
        "Sun Wei - he",
        "由Sun Wei主持",
        "Sun Wei.",
    ] {
        assert!(linked(text).contains("[Sun Wei](sun)"), "{text}");
    }
}

#[test]
fn chinese_names_stand_anywhere_but_in_a_longer_one() {
    assert_eq!(linked("由刘志生主持，水利局汇报。"), "<p>由[刘志生](liu)主持，[水利局](land)汇报。</p>");
    assert_eq!(linked("孙伟民出席"), "<p>[孙伟民](min)出席</p>");
    assert_eq!(
        linked("孙伟民、孙伟和水利局北站"),
        "<p>[孙伟民](min)、[孙伟](sun)和[水利局北站](land-north)</p>"
    );
    // Two people in a row.
    assert_eq!(linked("刘志生孙伟孙伟民"), "<p>[刘志生](liu)[孙伟](sun)[孙伟民](min)</p>");
    assert_eq!(linked("Liu Zhisheng Sun Wei"), "<p>[Liu Zhisheng](liu) [Sun Wei](sun)</p>");
}

#[test]
fn every_name_of_a_unit_is_a_mention_of_it() {
    assert_eq!(linked("the Water Board \\<old>"), "<p>the [Water Board &lt;old&gt;](land)</p>");
    assert_eq!(linked("Wei ’Sunny’ O’Sun"), "<p>[Wei ’Sunny’ O’Sun](sun)</p>");
}

#[test]
fn a_name_that_means_two_people_means_nobody() {
    assert_eq!(linked("Li Hua and Lee Hua"), "<p>Li Hua and [Lee Hua](li-health)</p>");
}

#[test]
fn no_link_stands_in_links_headings_or_code() {
    assert_eq!(
        linked("[Liu Zhisheng](https://example.org/) and Liu Zhisheng"),
        "<p><a href=\"https://example.org/\">Liu Zhisheng</a> and [Liu Zhisheng](liu)</p>"
    );
    let heading = linked("## Liu Zhisheng\n\nLiu Zhisheng");
    assert!(
        heading.ends_with("<p>[Liu Zhisheng](liu)</p>") && heading.matches("](").count() == 1,
        "{heading}"
    );
    for body in
        ["`Liu Zhisheng`", "```\nLiu Zhisheng\n```", "![Liu Zhisheng](x.png)", "<kbd>Liu Zhisheng</kbd>"]
    {
        let text =
            linked_on(site().file("content/releases/2022/09/x.png", crate::markdown::PNG), EVERYBODY, body);
        assert!(!text.contains("](liu)"), "{text}");
    }
}

#[test]
fn whom_the_writer_links_to_is_not_linked_again() {
    let text =
        linked("Liu Zhisheng, or [Mr Liu](person:liu), and [them](unit:land) of the Land & Water Bureau");
    assert!(!text.contains("](liu)") && !text.contains("](land)"), "{text}");
}

#[test]
fn markup_that_passes_untouched_stays_whole() {
    let trust = || site().file("crier.yaml", "raw_html: trust\n");
    for html in [
        "<script>let a = \"Liu Zhisheng < Sun Wei\";</script>",
        "<!-- Liu Zhisheng -->",
        "<!doctype Liu Zhisheng>",
        "<p title='a > Liu Zhisheng'></p>",
        "<style>p::before { content: \"Liu Zhisheng\" }</style>",
        "<textarea><b>Liu Zhisheng</b></textarea>",
        "<A HREF='/about/'>Liu Zhisheng</A>",
        "<details><summary>Liu Zhisheng</summary></details>",
        "<svg><text>Liu Zhisheng</text></svg>",
    ] {
        let text = linked_on(trust(), EVERYBODY, &format!("<div>\n{html}\n</div>\n"));
        assert!(text.contains(html), "{text}");
    }
    let after = linked_on(trust(), EVERYBODY, "<div><p>1 < 2 </i></code> Liu Zhisheng</p></div>\n");
    assert!(after.contains("[Liu Zhisheng](liu)"), "{after}");
}

#[test]
fn a_character_reference_is_no_name() {
    for body in ["1 > 2 & 3", "<b>&gt;&#39;&amp;</b>", "X"] {
        assert!(!linked(body).contains("]("), "{}", linked(body));
    }
}

#[test]
fn feeds_and_search_have_the_text_as_it_was() {
    let built = site()
        .file("crier.yaml", "base_url: https://news.example.gov/\n")
        .release("a", "2022-09-28", EVERYBODY, "By Liu Zhisheng of the Sun.")
        .build();
    assert!(built.page("/releases/2022/09/a/").contains("class=\"named\""));
    for feed in ["feed.xml", "feed.json", "rss.xml"] {
        assert!(!built.file(feed).contains("named"), "{feed}");
    }
}

#[test]
fn a_standing_page_has_the_links_that_its_writer_made() {
    let built = site()
        .file("crier.yaml", "link_names: registered\n")
        .file("content/pages/about.md", "---\ntitle: About\n---\n\nBy Liu Zhisheng.\n")
        .release("a", "2022-09-28", "", "")
        .build();
    assert!(!built.page("/about/").contains("class=\"named\""));
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 8, failure_persistence: None, ..ProptestConfig::default() })]

    /// Without its links a text is what it was, whatever it is, and no link stands in another.
    #[test]
    fn links_change_nothing_but_links(
        parts in prop::collection::vec(prop::sample::select(vec![
            "Liu Zhisheng", "刘志生", "孙伟", "Sun", " Wei", "min", " ", "\n\n", "\n", "<", ">", "&", "&amp;", "<b>", "</b>", "<a href='/x'>",
            "</a>", "<!--", "-->", "`", "```\n", "## ", "- ", "**", "[", "](/releases/)", "<code>", "</code>", "\"", "'", "Land & Water Bureau",
            "<script>", "</script>", "gt", ";", "39", "#",
        ]), 0..40),
        trust in any::<bool>(),
    ) {
        let page = |names: &str| {
            let config = format!("link_names: {names}\nraw_html: {}\n", if trust { "trust" } else { "sanitise" });
            let built = site().file("crier.yaml", config).release("a", "2022-09-28", "", &parts.concat()).build();
            built.is_written().then(|| built.page("/releases/2022/09/a/"))
        };
        if let (Some(off), Some(on)) = (page("off"), page("registered")) {
            let mut plain = String::new();
            let mut rest = on.as_str();
            while let Some((before, after)) = rest.split_once("<a class=\"named\" href=\"") {
                let (name, after) = after.split_once("\">").unwrap().1.split_once("</a>").unwrap();
                prop_assert!(!name.contains('<'), "{name}");
                plain.push_str(before);
                plain.push_str(name);
                rest = after;
            }
            plain.push_str(rest);
            prop_assert_eq!(plain, off);
        }
    }
}
