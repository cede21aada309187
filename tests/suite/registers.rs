//! Names of people, units and topics: what they mean, which title is printed, what is said about strangers.

use crate::html::{between, in_order, words};
use crate::site::{Built, Site};

const PEOPLE: &str = "
- id: liu-zhisheng
  name: {en: Liu Zhisheng, zh-Hans: 刘志生}
  aliases: [Secretary Liu]
  terms:
    - {title: {en: County Mayor, zh-Hans: 县长}, unit: county-office, from: 2019-01-01, to: 2021-02-28}
    - {title: {en: County Secretary, zh-Hans: 县委书记}, from: 2021-03-01}
- id: zhang-xiaoping
  name: Zhang Xiaoping
  terms:
    - {title: Deputy Mayor, from: 2020-01-01}
    - {title: Head of the Police, from: 2020-06-01, to: 2022-12-31}
- id: nobody-yet
  name: Nobody Yet
";

const UNITS: &str = "
- {id: county-office, name: County Office, aliases: [The Office]}
- {id: land-bureau, name: Land Bureau, parent: county-office, to: 2019-03-19, successor: resources-bureau}
- {id: resources-bureau, name: Natural Resources Bureau, parent: county-office, from: 2019-03-20, summary: Land and forests.}
";

fn site() -> Site {
    Site::empty().file("content/people.yaml", PEOPLE).file("content/units.yaml", UNITS)
}

/// The people of the release `a`, with titles and roles.
fn roll(built: &Built) -> String {
    words(between(&built.page("/releases/2022/09/a/"), "part:attendees", "</ol>"))
}

#[test]
fn an_id_a_name_and_an_alias_mean_one_person() {
    let built = site()
        .release("a", "2022-09-28", "attendees: [liu-zhisheng]", "")
        .release("b", "2022-09-27", "attendees: [LIU  Zhisheng]", "")
        .release("c", "2022-09-26", "attendees: [Secretary Liu]", "")
        .release("d", "2022-09-25", "attendees: [刘志生]", "")
        .build()
        .clean();
    let page = built.page("/people/liu-zhisheng/");
    for id in ["a", "b", "c", "d"] {
        assert!(page.contains(&format!("/releases/2022/09/{id}/")), "{id}");
    }
    assert!(page.contains("<h1>Liu Zhisheng</h1>") && words(&page).contains("Secretary Liu"));
    assert!(words(&built.page("/releases/2022/09/d/")).contains("Liu Zhisheng"));
}

#[test]
fn the_title_is_that_of_the_day_of_the_event() {
    let title = |event: &str| {
        let front = format!("attendees: [liu-zhisheng]\n{event}");
        let built = site().release("a", "2022-09-28", &front, "").build().clean();
        roll(&built)
    };
    assert!(title("").contains("County Secretary"));
    assert!(title("event_date: 2021-03-01").contains("County Secretary"));
    assert!(title("event_date: 2021-02-28").contains("County Mayor"));
    assert!(title("event_date: {from: 2021-02-28, to: 2021-03-02}").contains("County Mayor"));
    let before = title("event_date: 2018-12-31");
    assert!(!before.contains("County"), "{before}");
}

#[test]
fn two_titles_at_once_are_both_printed_in_the_order_of_the_register() {
    let built = site().release("a", "2022-09-28", "attendees: [zhang-xiaoping]", "").build().clean();
    assert!(roll(&built).contains("Deputy Mayor, Head of the Police"), "{}", roll(&built));
}

#[test]
fn a_title_of_the_release_goes_before_the_register() {
    let built = site()
        .release("a", "2022-09-28", "attendees: [{name: liu-zhisheng, title: Guest}]", "")
        .build()
        .clean();
    let roll = roll(&built);
    assert!(roll.contains("Guest") && !roll.contains("County Secretary"), "{roll}");
}

#[test]
fn names_and_titles_are_of_the_language_of_the_page() {
    let built = site()
        .file("crier.yaml", "languages: [en, zh-Hans]\n")
        .file(
            "content/releases/a.zh.md",
            "---\ntitle: 甲\ndate: 2022-09-28\nattendees: [{name: liu-zhisheng, role: presided}]\n---\n",
        )
        .build()
        .clean();
    let page = words(&built.page("/zh-Hans/releases/2022/09/a/"));
    in_order(&page, &["刘志生", "县委书记", "主持"]);
}

#[test]
fn protocol_order_is_kept() {
    let names = ["Zuo", "Ang", "liu-zhisheng", "Mo", "Bai", "zhang-xiaoping", "An"];
    let front = format!(
        "attendees: [{}]\nunits: [Z Bureau, A Bureau, county-office, M Bureau]\nevent_date: 2022-09-27",
        names.join(", ")
    );
    let built = site().release("a", "2022-09-28", &front, "").build().clean();
    in_order(&roll(&built), &["Zuo", "Ang", "Liu Zhisheng", "Mo", "Bai", "Zhang Xiaoping", "An"]);
    let page = built.page("/releases/2022/09/a/");
    in_order(between(&page, "part:units", "</ol>"), &["Z Bureau", "A Bureau", "County Office", "M Bureau"]);
    // Data for machines keeps it too.
    let data = between(&page, "application/ld+json", "</script>");
    in_order(data, &["Zuo", "Ang", "Liu Zhisheng", "Mo", "Bai", "Zhang Xiaoping"]);
}

#[test]
fn roles_are_translated_and_own_words_stand() {
    let front = "attendees: [{name: A, role: presided}, {name: B, role: sang}]\nunits: [{name: C Office, role: signed}]";
    let built = site()
        .file("crier.yaml", "languages: [zh-Hans]\n")
        .release("a", "2022-09-28", front, "")
        .build()
        .clean();
    let page = words(&built.page("/releases/2022/09/a/"));
    in_order(&page, &["A", "主持", "B", "sang"]);
    assert!(page.contains("签"), "{page}");
}

#[test]
fn registered_names_have_a_page_without_releases() {
    let built = site().release("a", "2022-09-28", "", "").build().clean();
    assert!(words(&built.page("/people/nobody-yet/")).contains("There are no releases here."));
    assert!(built.page("/people/").contains("/people/nobody-yet/"));
}

#[test]
fn a_stranger_gets_a_page_by_name() {
    let built = site().release("a", "2022-09-28", "attendees: [O’Neill, 王 小明, \"  \"]", "").build();
    built.expect(&["content/releases/2022/09/a.md:4:28: error[schema/empty]"]);
    let built = site().release("a", "2022-09-28", "attendees: [O’Neill, 王 小明]", "").build().clean();
    assert!(built.has("people/oneill/index.html") && built.has("people/王-小明/index.html"));
    site()
        .release("a", "2022-09-28", "attendees: [\"???\"]", "")
        .build()
        .expect(&["content/releases/2022/09/a.md:4:13: error[release/no-name]"]);
}

#[test]
fn a_near_namesake_is_a_warning_and_never_a_correction() {
    let built = site().release("a", "2022-09-28", "attendees: [Zhang Xiaobing, Someone Else]", "").build();
    let built = built.expect(&["content/releases/2022/09/a.md:4:13: warning[release/unknown-person]: `Zhang Xiaobing` is not in content/people.yaml"]);
    assert_eq!(built.helps(), ["did you mean `Zhang Xiaoping`?"]);
    assert_eq!(built.notes(), ["content/people.yaml: `Zhang Xiaoping` stands here"]);
    assert!(built.has("people/zhang-xiaobing/index.html"));
    assert!(!built.page("/people/zhang-xiaoping/").contains("/releases/2022/09/a/"));
}

#[test]
fn with_strict_registers_a_stranger_is_an_error() {
    let built = site()
        .file("crier.yaml", "registers: strict\nissuer: Press Desk\n")
        .release("a", "2022-09-28", "attendees: [liu-zhisheng, Someone]\nunits: [The Office, Lnd Bureau]\ntopics: [roads]", "")
        .build()
        .expect(&[
            "content/releases/2022/09/a.md:4:27: error[release/unknown-person]: `Someone` is not in content/people.yaml",
            "content/releases/2022/09/a.md:5:21: error[release/unknown-unit]: `Lnd Bureau` is not in content/units.yaml",
            "content/releases/2022/09/a.md:6:10: error[release/unknown-topic]: `roads` is not in content/topics.yaml",
            "crier.yaml:2:9: error[release/unknown-unit]: `Press Desk` is not in content/units.yaml",
        ]);
    assert!(!built.is_written());
}

#[test]
fn with_registers_off_names_are_taken_as_they_are() {
    site()
        .file("crier.yaml", "registers: off\n")
        .release("a", "2022-09-28", "attendees: [Zhang Xiaobin]", "")
        .build()
        .clean();
}

#[test]
fn units_know_what_is_above_and_after_them() {
    let built = site().release("a", "2022-09-28", "units: [land-bureau]", "").build().clean();
    let land = words(&built.page("/units/land-bureau/"));
    in_order(
        &land,
        &[
            "Part of",
            "County Office",
            "Dissolved",
            "19 March 2019",
            "Succeeded by",
            "Natural Resources Bureau",
        ],
    );
    let resources = words(&built.page("/units/resources-bureau/"));
    in_order(&resources, &["Land and forests.", "Established", "20 March 2019", "Succeeds", "Land Bureau"]);
    in_order(&words(&built.page("/units/county-office/")), &["Subordinate units", "Land Bureau"]);
}

#[test]
fn the_issuer_is_the_sites_unless_a_release_names_another() {
    let built = site()
        .file("crier.yaml", "issuer: county-office\n")
        .release("a", "2022-09-28", "", "")
        .release("b", "2022-09-28", "issuer: Land Bureau", "")
        .build()
        .clean();
    assert!(words(&built.page("/releases/2022/09/a/")).contains("County Office"));
    let office = built.page("/units/county-office/");
    assert!(office.contains("/releases/2022/09/a/") && !office.contains("/releases/2022/09/b/"));
    assert!(built.page("/units/land-bureau/").contains("/releases/2022/09/b/"));
}

#[test]
fn terms_of_office_stand_on_the_page_of_a_person() {
    let built = site().release("a", "2022-09-28", "", "").build().clean();
    let page = words(&built.page("/people/liu-zhisheng/"));
    in_order(
        &page,
        &[
            "County Secretary",
            "since 1 March 2021",
            "County Mayor",
            "County Office",
            "1 January 2019 – 28 February 2021",
        ],
    );
    in_order(
        &words(&built.page("/people/")),
        &["Liu Zhisheng", "County Secretary", "Zhang Xiaoping", "Deputy Mayor"],
    );
}

#[test]
fn two_entries_with_one_name_are_told() {
    let people = "- {id: a, name: Li Hua}\n- {id: b, name: Li Hua}\n";
    let built = Site::empty()
        .file("content/people.yaml", people)
        .release("r", "2022-09-28", "attendees: [b]", "")
        .build()
        .expect(&["content/people.yaml:2:3: warning[register/shared-name]: two entries are called `Li Hua`"]);
    assert!(built.page("/people/b/").contains("/releases/2022/09/r/"));
}

#[test]
fn one_person_named_twice_in_a_release_is_listed_once() {
    let built =
        site().release("a", "2022-09-28", "attendees: [liu-zhisheng, Secretary Liu]", "").build().clean();
    let page = built.page("/people/liu-zhisheng/");
    assert_eq!(page.matches("href=\"/releases/2022/09/a/\"").count(), 1);
}

#[test]
fn an_issuer_without_releases_in_a_language_leaves_no_dead_links() {
    let dead = |site: Site| crate::html::dead_links(&site.build().tree(), Some(crate::site::HOST), "");
    let one = Site::empty().file("crier.yaml", "issuer: Press Office\n");
    assert_eq!(dead(one.release("a", "2022-09-28", "issuer: Land Bureau", "")), [""; 0]);
    let two = Site::empty().file("crier.yaml", "issuer: Press Office\nlanguages: [en, zh-Hans]\n");
    assert_eq!(dead(two.release("a", "2022-09-28", "", "")), [""; 0]);
}

#[test]
fn a_unit_of_a_term_that_has_no_page_is_no_link() {
    let built = Site::empty()
        .file("crier.yaml", "languages: [en, zh-Hans]\n")
        .file("content/people.yaml", "- {id: li, name: Li, terms: [{title: Mayor, unit: Land Bureau}, {title: Guest, unit: Nowhere}]}\n")
        .release("a", "2022-09-28", "attendees: [li]", "")
        .release("b.zh", "2022-09-28", "units: [Land Bureau]", "")
        .build()
        .clean();
    assert_eq!(crate::html::dead_links(&built.tree(), Some(crate::site::HOST), ""), [""; 0]);
    assert!(words(&built.page("/people/li/")).contains("Nowhere"));
}
