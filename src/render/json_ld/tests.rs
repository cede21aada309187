//! Graphs are read back as JSON and looked at value by value.

use jiff::civil::date;
use proptest::prelude::*;
use serde_json::{Value, json};

use crate::render::json_ld::agent::{OccupationRole, Organization, Party, Person};
use crate::render::json_ld::article::{Article, Correction, Image, MAX_HEADLINE, Source, Translation};
use crate::render::json_ld::event::{Attendee, Event, Place};
use crate::render::json_ld::graph::{Node, script};
use crate::render::json_ld::page::{Breadcrumbs, ItemList, MainEntity, Page, PageKind, WebSite};
use crate::render::json_ld::reference::Reference;
use crate::render::stamp::{Stamp, When, parse};

fn stamp() -> Stamp {
    parse("2022-09-28T08:30:00+08:00").unwrap()
}

fn unit(id: &str) -> Organization {
    let url = format!("https://x.gov/units/{id}/");
    Organization::new(Some(format!("{url}#unit")), format!("Unit {id}"), Some(url))
}

fn article(title: &str) -> Article {
    let url = "https://x.gov/releases/2022/09/a/".to_owned();
    Article::new(format!("{url}#article"), url, title, "en".to_owned(), stamp(), stamp())
}

fn graph(nodes: &[Node]) -> Value {
    let read: Value = serde_json::from_str(&script(nodes)).unwrap();
    assert_eq!(read["@context"], "https://schema.org");
    read["@graph"].clone()
}

#[test]
fn a_bare_release_has_no_empty_fields() {
    let read = graph(&[Node::Article(Box::new(article("Title")))]);
    assert_eq!(
        read,
        json!([{
            "@type": "NewsArticle",
            "@id": "https://x.gov/releases/2022/09/a/#article",
            "url": "https://x.gov/releases/2022/09/a/",
            "mainEntityOfPage": {"@type": "WebPage", "@id": "https://x.gov/releases/2022/09/a/"},
            "headline": "Title",
            "inLanguage": "en",
            "datePublished": "2022-09-28T08:30:00+08:00",
            "dateModified": "2022-09-28T08:30:00+08:00",
        }])
    );
}

#[test]
fn a_full_release_says_all_of_it() {
    let liu = Person {
        job_title: vec!["Secretary".to_owned()],
        ..Person::new(None, "Liu Zhisheng".to_owned(), None)
    };
    let event = Event {
        id: None,
        name: "Meeting".to_owned(),
        start_date: When::Day(date(2022, 9, 27)),
        end_date: None,
        location: Some(Place { name: "Hall".to_owned() }),
        organizer: vec![Party::Organization(unit("office"))],
        attendee: vec![
            Attendee::new(Party::Person(liu), Some("presided".to_owned())),
            Attendee::new(Party::Organization(unit("town")), None),
        ],
    };
    let other = Translation {
        id: "https://x.gov/zh-Hans/releases/2022/09/a/#article".to_owned(),
        url: "https://x.gov/zh-Hans/releases/2022/09/a/".to_owned(),
        in_language: "zh-Hans".to_owned(),
    };
    let full = Article {
        image: vec![Image { url: "https://x.gov/a.jpg".to_owned(), width: Some(3), ..Image::default() }],
        author: vec![unit("office")],
        publisher: Some(unit("office")),
        about: Some(event),
        mentions: vec![unit("town")],
        correction: vec![Correction { text: "Nine, not ten".to_owned(), date_published: stamp() }],
        work_translation: vec![other.clone()],
        translation_of_work: Some(other),
        is_based_on: Some(Source { name: "Daily".to_owned(), url: None }),
        is_part_of: Some(Reference { id: "https://x.gov/#website".to_owned() }),
        ..article("Title")
    };
    let read = &graph(&[Node::Article(Box::new(full))])[0];
    let about = &read["about"];
    assert_eq!(about["@type"], "Event");
    assert_eq!(about["startDate"], "2022-09-27");
    assert_eq!(about["location"], json!({"@type": "Place", "name": "Hall"}));
    let role = json!({
        "@type": "OrganizationRole",
        "attendee": {"@type": "Person", "name": "Liu Zhisheng", "jobTitle": ["Secretary"]},
        "roleName": "presided",
    });
    assert_eq!(about["attendee"][0], role);
    assert_eq!(about["attendee"][1]["@type"], "GovernmentOrganization");
    assert_eq!(read["publisher"]["@id"], "https://x.gov/units/office/#unit");
    assert_eq!(read["image"][0], json!({"@type": "ImageObject", "url": "https://x.gov/a.jpg", "width": 3}));
    assert_eq!(read["correction"][0]["@type"], "CorrectionComment");
    assert_eq!(read["workTranslation"][0]["inLanguage"], "zh-Hans");
    assert_eq!(read["translationOfWork"]["@type"], "CreativeWork");
    assert_eq!(read["isBasedOn"], json!({"@type": "CreativeWork", "name": "Daily"}));
    assert_eq!(read["isPartOf"], json!({"@id": "https://x.gov/#website"}));
}

#[test]
fn people_units_and_pages_are_nodes() {
    let from = Some(date(2021, 4, 21));
    let person = Person {
        alternate_name: vec!["刘志生".to_owned()],
        works_for: vec![unit("committee")],
        has_occupation: vec![OccupationRole::new(
            "Secretary".to_owned(),
            Some("Committee".to_owned()),
            from,
            None,
        )],
        ..Person::new(Some("https://x.gov/people/liu/#person".to_owned()), "Liu".to_owned(), None)
    };
    let mut profile = Page::new(
        PageKind::ProfilePage,
        "https://x.gov/people/liu/".to_owned(),
        "Liu".to_owned(),
        "en".to_owned(),
    );
    profile.main_entity = Some(MainEntity::Party(Box::new(Party::Person(person))));
    let mut list = Page::new(
        PageKind::CollectionPage,
        "https://x.gov/releases/".to_owned(),
        "All".to_owned(),
        "en".to_owned(),
    );
    let items = [("https://x.gov/releases/2022/09/a/".to_owned(), "A".to_owned())];
    list.main_entity = Some(MainEntity::List(ItemList::new(7, items)));
    let town = Organization {
        parent_organization: Some(Box::new(unit("county"))),
        dissolution_date: Some(When::Day(date(2020, 1, 1))),
        ..unit("town")
    };
    let site = WebSite {
        id: "https://x.gov/#website".to_owned(),
        url: "https://x.gov/".to_owned(),
        name: "News".to_owned(),
        description: None,
        in_language: vec!["en".to_owned()],
        publisher: None,
    };
    let crumbs =
        Breadcrumbs::new([("Home".to_owned(), Some("https://x.gov/".to_owned())), ("All".to_owned(), None)]);
    let read = graph(&[
        Node::Page(Box::new(profile)),
        Node::Page(Box::new(list)),
        Node::Organization(Box::new(town)),
        Node::WebSite(Box::new(site)),
        Node::Breadcrumbs(crumbs),
    ]);
    let term = json!({
        "@type": "Role",
        "hasOccupation": {"@type": "Occupation", "name": "Secretary"},
        "description": "Committee",
        "startDate": "2021-04-21",
    });
    assert_eq!(read[0]["@type"], "ProfilePage");
    assert_eq!(read[0]["mainEntity"]["hasOccupation"][0], term);
    assert_eq!(read[1]["mainEntity"]["numberOfItems"], 7);
    assert_eq!(read[1]["mainEntity"]["itemListElement"][0]["position"], 1);
    assert_eq!(read[2]["parentOrganization"]["name"], "Unit county");
    assert_eq!(read[2]["dissolutionDate"], "2020-01-01");
    assert_eq!(read[3]["inLanguage"], json!(["en"]));
    let step = json!({"@type": "ListItem", "position": 1, "name": "Home", "item": "https://x.gov/"});
    assert_eq!(read[4]["itemListElement"][0], step);
    assert_eq!(read[4]["itemListElement"][1], json!({"@type": "ListItem", "position": 2, "name": "All"}));
}

#[test]
fn long_titles_are_cut_but_not_lost() {
    let short = "x".repeat(MAX_HEADLINE);
    assert_eq!((article(&short).headline, article(&short).name), (short, None));
    let words = article(&"county leaders ".repeat(700));
    assert!(
        words.headline.chars().count() <= MAX_HEADLINE && words.headline.ends_with("leaders…"),
        "{}",
        words.headline
    );
    assert_eq!(words.name.unwrap().len(), 15 * 700);
    let chinese = article(&"眉县要闻".repeat(50));
    assert_eq!(chinese.headline.chars().count(), MAX_HEADLINE);
}

#[test]
fn nothing_can_leave_the_script_element() {
    let hostile = "</script><!--<script>&amp;\u{2028}\u{2029}\u{0}\u{7f}\u{85}\u{fffe}\u{1ffff}🎉مرحبا\"\\";
    let written = script(&[Node::Article(Box::new(article(hostile)))]);
    assert!(!written.contains([
        '<',
        '>',
        '&',
        '\u{2028}',
        '\u{2029}',
        '\u{0}',
        '\u{7f}',
        '\u{85}',
        '\u{fffe}',
        '\u{1ffff}'
    ]));
    assert!(
        written.contains("\\u003c/script\\u003e")
            && written.contains("\\ud83f\\udfff")
            && written.contains("🎉")
    );
    let read: Value = serde_json::from_str(&written).unwrap();
    assert_eq!(read["@graph"][0]["headline"], hostile);
}

proptest! {
    #[test]
    fn any_title_reads_back(title in any::<String>(), words in "[a-z眉 ]{0,300}") {
        for title in [title, words] {
            let own = article(&title);
            prop_assert!(own.headline.chars().count() <= MAX_HEADLINE);
            let written = script(&[Node::Article(Box::new(own))]);
            prop_assert!(!written.contains(['<', '&']));
            let read: Value = serde_json::from_str(&written).unwrap();
            let node = &read["@graph"][0];
            let whole = node.get("name").unwrap_or(&node["headline"]);
            prop_assert_eq!(whole.as_str(), Some(title.as_str()));
        }
    }
}
