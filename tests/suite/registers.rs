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
        let built = site().release("a", "2022-09-28", &front, "").build();
        assert!(built.is_written());
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
        .expect(&["content/releases/2022/09/a.md:4:41: warning[release/other-title]"]);
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
fn what_a_stranger_probably_means() {
    let people = "- {id: li-na, name: {en: Li Na, zh-Hans: 李娜}}\n- {id: a, name: 王伟}\n- {id: zhang-jianguo, name: 张建国, terms: [{title: 县长}]}\n- {id: wang-wei, name: Wang Wei, terms: [{title: County Mayor}]}\n- {id: liu, name: Liu Zhisheng}\n";
    let built = |name: &str| {
        Site::empty()
            .file("content/people.yaml", people)
            .release("r", "2022-09-28", &format!("attendees: [\"{name}\"]"), "")
            .build()
    };
    for (slip, right) in [
        ("張建國", "张建国"),
        ("张建过", "张建国"),
        ("县长张建国", "张建国"),
        ("张建国县长", "张建国"),
        ("县长李娜", "李娜"),
        ("李 娜", "李娜"),
        ("王　偉", "王伟"),
        ("Na Li", "Li Na"),
        ("Wei Wang", "Wang Wei"),
        ("Mr. Wang Wei", "Wang Wei"),
        ("County Mayor Wang Wei", "Wang Wei"),
        ("Wang Wei, Mayor", "Wang Wei"),
        ("Liu Zhishen", "Liu Zhisheng"),
    ] {
        assert_eq!(built(slip).helps(), [format!("did you mean `{right}`?")], "{slip}");
    }
    for stranger in [
        "李伟",
        "王芳",
        "王",
        "B",
        "建国",
        "张国",
        "李娜娜",
        "欧阳娜",
        "Wang Wei Ming",
        "Chief Wang Wei",
        "Na Lin",
        "Sun Wei",
    ] {
        assert_eq!(built(stranger).findings(), [""; 0], "{stranger}");
    }
    // A unit whose name holds that of another is another unit.
    Site::empty()
        .file("content/units.yaml", "- {id: a, name: 教育局}\n- {id: b, name: 县交通运输局}\n")
        .release("r", "2022-09-28", "units: [清河县教育局, 县交通管理局, 教育局办公室]", "")
        .build()
        .clean();
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
    let front = "event_date: 2019-03-01\nunits: [land-bureau]";
    let built = site().release("a", "2022-09-28", front, "").build().clean();
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
fn a_unit_that_is_split_leads_to_all_that_came_after_it() {
    let units = "- {id: land, name: Land Bureau, to: 2019-03-19, successor: [roads, woods, Roads Office]}\n- {id: roads, name: Roads Office, from: 2019-03-20}\n- {id: woods, name: Woods Office, from: 2019-03-20}\n";
    let front = "event_date: 2019-03-01\nunits: [land]";
    let other = "units: [roads, woods]";
    let built = Site::empty()
        .file("content/units.yaml", units)
        .file("crier.yaml", "base_url: https://news.example/\n")
        .release("a", "2022-09-28", front, "")
        .release("b", "2022-09-27", other, "")
        .build()
        .clean();
    let land = built.page("/units/land/");
    in_order(
        between(&land, "<dl class=\"facts", "</dl>"),
        &["/units/roads/", "Roads Office", "/units/woods/", "Woods Office"],
    );
    assert_eq!(between(&land, "<dl class=\"facts", "</dl>").matches("/units/roads/").count(), 1);
    for after in ["roads", "woods"] {
        let page = built.page(&format!("/units/{after}/"));
        assert!(between(&page, "<dl class=\"facts", "</dl>").contains("/units/land/"), "{page}");
    }
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
    let built = site()
        .release("a", "2022-09-28", "attendees: [liu-zhisheng, Secretary Liu]", "")
        .build()
        .expect(&["content/releases/2022/09/a.md:4:27: warning[release/listed-twice]"]);
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

const RENAMED: &str = "
- id: health
  name: {en: Health Bureau, zh-Hans: 卫生健康局}
  names:
    - {name: {en: Family Planning Bureau, zh-Hans: 计生局}, from: 2014-01-01, to: 2019-03-17}
    - {name: Medical Board, to: 2013-12-31}
";

#[test]
fn a_unit_is_called_as_on_the_day_of_the_event() {
    let name = |event: &str| {
        let front = format!("units: [health]\nevent_date: {event}");
        let built = Site::empty()
            .file("content/units.yaml", RENAMED)
            .release("a", "2022-09-28", &front, "")
            .build()
            .clean();
        let page = built.page("/releases/2022/09/a/");
        let data = between(&page, "application/ld+json", "</script>").to_owned();
        let units = words(between(&page, "part:units", "</ol>"));
        let names = ["Health Bureau", "Family Planning Bureau", "Medical Board"];
        let named: Vec<&str> = names.into_iter().filter(|name| units.contains(name)).collect();
        assert!(named.iter().all(|name| data.contains(name)), "{data}");
        assert_eq!(named.len(), 1, "{units}");
        named[0].to_owned()
    };
    assert_eq!(name("2019-03-18"), "Health Bureau");
    assert_eq!(name("2019-03-17"), "Family Planning Bureau");
    assert_eq!(name("2014-01-01"), "Family Planning Bureau");
    assert_eq!(name("{from: 2013-12-31, to: 2014-01-02}"), "Medical Board");
}

#[test]
fn the_unit_that_releases_is_called_as_on_the_day_of_release() {
    let built = Site::empty()
        .file("crier.yaml", "issuer: Press Office\n")
        .file("content/units.yaml", RENAMED)
        .release("a", "2018-06-01", "issuer: health\nevent_date: 2012-01-01", "")
        .release("b", "2022-09-28", "issuer: health\nevent_date: 2018-01-01", "")
        .build()
        .clean();
    assert!(words(&built.page("/releases/2018/06/a/")).contains("Family Planning Bureau"));
    assert!(words(&built.page("/releases/2022/09/b/")).contains("Health Bureau"));
    let cards = words(&built.page("/releases/2018/06/"));
    assert!(cards.contains("Family Planning Bureau") && !cards.contains("Health Bureau"), "{cards}");
    let feed = built.file("feed.xml");
    assert!(feed.contains("Family Planning Bureau") && feed.contains("Health Bureau"));
}

#[test]
fn every_name_of_a_unit_means_it_and_stands_on_its_page() {
    let built = Site::empty()
        .file("crier.yaml", "languages: [en, zh-Hans]\n")
        .file("content/units.yaml", RENAMED)
        .release("a", "2012-09-28", "units: [Family Planning Bureau]", "")
        .release("b", "2022-09-28", "units: [计生局]", "")
        .release("c", "2022-09-27", "units: [Medical  board]", "")
        .build()
        .clean();
    let page = built.page("/units/health/");
    for release in ["2012/09/a", "2022/09/b", "2022/09/c"] {
        assert!(page.contains(&format!("/releases/{release}/")), "{release}");
    }
    let page = words(&page);
    // Its list says what it was called then.
    assert!(page.rfind("Medical Board") > page.find("28 September 2012"), "{page}");
    in_order(
        &page,
        &[
            "Health Bureau",
            "Named at other times",
            "Family Planning Bureau",
            "1 January 2014 – 17 March 2019",
            "Medical Board",
            "until 31 December 2013",
        ],
    );
    in_order(&words(&built.page("/zh-Hans/units/health/")), &["卫生健康局", "计生局"]);
}

#[test]
fn a_name_that_ends_before_it_begins() {
    let units = "- {id: a, name: A Office, names: [{name: B Office, from: 2019-01-02, to: 2019-01-01}]}\n";
    Site::empty()
        .file("content/units.yaml", units)
        .release("r", "2022-09-28", "", "")
        .build()
        .expect(&["content/units.yaml:1:74: error[register/backwards]"]);
}

#[test]
fn a_portrait_stands_on_the_page_of_its_person_and_nowhere_else() {
    let people = "- {id: li, name: Li Na, portrait: {src: faces/li.png, alt: {en: \"Li \\\"Na\\\" & more\"}, credit: Wu}}\n";
    let built = Site::empty()
        .file("content/people.yaml", people)
        .file("content/faces/li.png", crate::markdown::PNG)
        .file("content/faces/other.png", crate::markdown::PNG)
        .release("a", "2022-09-28", "attendees: [li]", "")
        .build()
        .clean();
    let page = built.page("/people/li/");
    assert!(
        page.contains("<img src=\"/people/li/li.png\" alt=\"Li &quot;Na&quot; &amp; more\" width="),
        "{page}"
    );
    assert!(words(&page).contains("Photo: Wu"));
    assert!(page.contains("property=\"og:image\" content=\"https://news.example.gov/people/li/li.png\""));
    assert!(between(&page, "application/ld+json", "</script>").contains("/people/li/li.png"));
    assert!(built.has("people/li/li.png"));
    assert!(!built.tree().keys().any(|path| path.contains("other.png")));
}

#[test]
fn a_portrait_that_is_not_there() {
    let built = |src: &str| {
        let people = format!("- {{id: li, name: Li Na, portrait: {{src: {src}, alt: Li}}}}\n");
        Site::empty()
            .file("content/people.yaml", people)
            .file("content/faces/li.png", crate::markdown::PNG)
            .release("a", "2022-09-28", "", "")
            .build()
    };
    let near = built("faces/li.pgn")
        .expect(&["content/people.yaml:1:41: error[register/missing-file]: there is no file `faces/li.pgn`"]);
    assert_eq!(near.helps(), ["did you mean `faces/li.png`?"]);
    for src in ["../crier.yaml", "/etc/passwd", "faces/../faces/li.png"] {
        built(src).expect(&["content/people.yaml:1:41: error[register/missing-file]"]);
    }
    built("./faces/li.png").clean();
}

#[test]
fn a_promotion_shows_on_each_release_of_the_persons_list() {
    let built = site()
        .release("before", "2021-02-28", "attendees: [{name: liu-zhisheng, role: spoke}]", "")
        .release("after", "2021-03-01", "attendees: [{name: liu-zhisheng, role: presided}]", "")
        .release("guest", "2020-03-01", "attendees: [{name: liu-zhisheng, title: Guest of Honour}]", "")
        .build()
        .expect(&["content/releases/2020/03/guest.md:4:41: warning[release/other-title]"]);
    let page = built.page("/people/liu-zhisheng/");
    in_order(
        &words(&page[page.find("class=\"cards\"").unwrap()..]),
        &[
            "after",
            "presided",
            "County Secretary",
            "before",
            "spoke",
            "County Mayor",
            "guest",
            "Guest of Honour",
        ],
    );
}

#[test]
fn a_list_can_be_narrowed_to_a_role() {
    let built = site()
        .release("a", "2021-02-28", "attendees: [{name: liu-zhisheng, role: spoke}]", "")
        .release("b", "2021-03-01", "attendees: [{name: liu-zhisheng, role: spoke}]", "")
        .release("c", "2021-03-02", "attendees: [{name: liu-zhisheng, role: sang & danced}]", "")
        .release(
            "d",
            "2021-03-03",
            "attendees: [{name: liu-zhisheng, role: spoke}, {name: Secretary Liu, role: presided}, Bo]",
            "",
        )
        .release(
            "e",
            "2021-03-04",
            "attendees: [liu-zhisheng]\nunits: [{name: resources-bureau, role: signed}]\nissuer: resources-bureau",
            "",
        )
        .build()
        .clean();
    let page = built.page("/people/liu-zhisheng/");
    let filter = words(between(&page, "<fieldset>", "</fieldset>"));
    in_order(&filter, &["All", "spoke", "3 releases", "took part", "1 release", "presided", "sang & danced"]);
    let classes = ["role-2", "role-1 role-3", "role-4", "role-1", "role-1"]
        .map(|name| format!("<li class=\"{name}\">"));
    in_order(&page, &classes.each_ref().map(String::as_str));
    // Of one role there is nothing to choose.
    assert!(!built.page("/people/bo/").contains("<fieldset>"));
    let land = built.page("/units/resources-bureau/");
    in_order(&words(between(&land, "<fieldset>", "</fieldset>")), &["All", "signed", "issued"]);
    assert!(words(&land).contains("signed, issued"));
    // A list of all releases knows of no roles.
    assert!(!built.page("/releases/").contains("<fieldset>"));
}

#[test]
fn a_list_that_continues_by_year_is_narrowed_on_the_pages_of_its_years() {
    let mut site = site().file("crier.yaml", "lists: {page: 3, latest: 2}\n");
    for (at, role) in ["spoke", "presided", "spoke"].iter().enumerate() {
        for year in [2021, 2022] {
            let front = format!("attendees: [{{name: liu-zhisheng, role: {role}}}]");
            site = site.release(&format!("r{at}-{year}"), &format!("{year}-05-0{}", at + 1), &front, "");
        }
    }
    let built = site.build().clean();
    assert!(!built.page("/people/liu-zhisheng/").contains("<fieldset>"));
    let year = built.page("/people/liu-zhisheng/2021/");
    in_order(
        &words(between(&year, "<fieldset>", "</fieldset>")),
        &["spoke", "2 releases", "presided", "1 release"],
    );
    in_order(&year, &["role-1", "role-2", "role-1"]);
}

#[test]
fn a_unit_shows_who_holds_office_there_and_who_did() {
    let people = "
- {id: a, name: Ann, terms: [{title: Clerk, unit: office, from: 2015-01-01, to: 2017-12-31}, {title: Head, unit: The Office, from: 2018-01-01}]}
- {id: b, name: Bo, terms: [{title: Head, unit: Old Office, from: 2010-01-01, to: 2016-12-31}, {title: Guest, unit: nowhere}]}
- {id: c, name: Cy, terms: [{title: Deputy, unit: office}]}
";
    let units =
        "- {id: office, name: Office, aliases: [The Office], names: [{name: Old Office, to: 2016-12-31}]}\n";
    let built = Site::empty()
        .file("content/people.yaml", people)
        .file("content/units.yaml", units)
        .release("r", "2022-09-28", "", "")
        .build()
        .clean();
    let page = built.page("/units/office/");
    in_order(
        &words(between(&page, "part:holders", "</section>")),
        &[
            "In office",
            "Ann",
            "Head",
            "since 1 January 2018",
            "Cy",
            "Deputy",
            "Formerly in office",
            "Ann",
            "Clerk",
            "Bo",
            "Head",
            "1 January 2010 – 31 December 2016",
        ],
    );
    // The term of a unit says what the unit was called when it ended.
    assert!(words(&built.page("/people/b/")).contains("Old Office"));
    assert!(words(between(&built.page("/people/a/"), "part:terms", "</section>")).contains("Clerk Office"));
}

#[test]
fn a_unit_shows_the_tree_below_it() {
    let units = "
- {id: top, name: Top}
- {id: gone, name: Gone, parent: top, to: 2015-12-31, successor: one}
- {id: one, name: One, parent: top, from: 2016-01-01}
- {id: leaf, name: Leaf, parent: one}
- {id: past, name: Past, parent: top, to: 2012-12-31, successor: one}
";
    let built = Site::empty()
        .file("content/units.yaml", units)
        .release("r", "2022-09-28", "units: [leaf]", "")
        .build()
        .clean();
    let page = built.page("/units/top/");
    let tree = between(&page, "class=\"tree\"", "</section>");
    in_order(
        &words(tree),
        &["One", "Leaf", "Gone", "until 31 December 2015", "Past", "until 31 December 2012"],
    );
    assert!(tree.contains("href=\"/units/leaf/\""));
    in_order(&words(&built.page("/units/one/")), &["Part of", "Top", "Succeeds", "Gone", "Past"]);
}
