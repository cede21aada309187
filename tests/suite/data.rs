//! The open data: what the pages say, as rows.

use crate::site::{Built, HOST, Site};
use serde_json::{Value, json};
use std::collections::BTreeMap;

fn rows(built: &Built, path: &str) -> Vec<Value> {
    built.file(path).lines().map(|line| serde_json::from_str(line).unwrap()).collect()
}

/// The rows of a sheet, each by the names of its columns.
fn sheet(built: &Built, path: &str) -> Vec<BTreeMap<String, String>> {
    let text = built.file(path);
    let text = text.strip_prefix('\u{feff}').expect("spreadsheets need a byte order mark");
    csv::Reader::from_reader(text.as_bytes()).deserialize().map(Result::unwrap).collect()
}

fn promotion() -> Site {
    Site::empty()
        .file("crier.yaml", "title: News\nlanguages: [en, zh-Hans]\ntime_zone: Asia/Shanghai\nissuer: office\n")
        .file(
            "content/people.yaml",
            "- id: li-hua\n  name: {en: Li Hua, zh-Hans: 李华}\n  terms:\n  - {title: Clerk, unit: office, from: 2020-01-01, to: 2021-12-31}\n  - {title: {en: Mayor, zh-Hans: 县长}, from: 2022-01-01}\n",
        )
        .file(
            "content/units.yaml",
            "- {id: office, name: Office, parent: county, from: 2019-03-01}\n- {id: county, name: {en: County, zh-Hans: 县}}\n",
        )
}

#[test]
fn a_release_is_a_row_with_names_and_titles_of_the_day() {
    let front = "event_date: 2021-06-30\nattendees: [{name: li-hua, role: presided}, {name: Stranger, title: Guest}]\n\
                 units: [{name: office, role: signed}]\ntopics: [Roads]\nnumber: No. 7\nplace: Hall\n\
                 changes: [{date: 2022-10-05, note: A slip., kind: correction}]\nsummary: A \"meeting\", held.";
    let built = promotion().release("a", "2022-09-28T09:30", front, "").build().clean();
    let expected = json!({
        "id": "a", "lang": "en", "url": format!("{HOST}/releases/2022/09/a/"),
        "date": "2022-09-28T09:30:00+08:00", "updated": "2022-10-05", "event": {"from": "2021-06-30"},
        "title": "Title of a", "summary": "A \"meeting\", held.", "status": "published",
        "number": "No. 7", "place": "Hall", "issuer": {"id": "office", "name": "Office"},
        "attendees": [
            {"id": "li-hua", "name": "Li Hua", "titles": ["Clerk"], "role": "presided"},
            {"id": "stranger", "name": "Stranger", "titles": ["Guest"]},
        ],
        "units": [{"id": "office", "name": "Office", "role": "signed"}],
        "topics": [{"id": "roads", "name": "Roads"}],
        "changes": [{"date": "2022-10-05", "note": "A slip.", "kind": "correction"}],
    });
    assert_eq!(rows(&built, "data/releases-2022.jsonl"), [expected]);
    let [row] = &sheet(&built, "data/releases-2022.csv")[..] else { panic!("one row") };
    for (column, cell) in [
        ("summary", "A \"meeting\", held."),
        ("attendee_ids", "li-hua; stranger"),
        ("attendees", "Li Hua; Stranger"),
        ("event_from", "2021-06-30"),
        ("event_to", ""),
        ("issuer_id", "office"),
        ("source", ""),
    ] {
        assert_eq!(row[column], cell, "{column}");
    }
}

#[test]
fn a_cell_has_as_many_names_as_ids() {
    let front = "attendees: ['Ext; Person', Other]";
    let built = promotion().release("a", "2022-09-28", front, "").build().clean();
    assert_eq!(rows(&built, "data/releases-2022.jsonl")[0]["attendees"][0]["name"], "Ext; Person");
    let [row] = &sheet(&built, "data/releases-2022.csv")[..] else { panic!("one row") };
    assert_eq!(row["attendees"], "Ext, Person; Other");
    assert_eq!(sheet(&built, "data/people.csv")[2]["registered"], "false");
}

#[test]
fn people_have_a_row_and_in_sheets_one_for_each_term() {
    let built = promotion().release("a", "2022-09-28", "attendees: [Stranger]", "").build().clean();
    let people = rows(&built, "data/people.jsonl");
    let li_hua = json!({
        "id": "li-hua", "url": format!("{HOST}/people/li-hua/"), "registered": true,
        "name": {"en": "Li Hua", "zh-Hans": "李华"},
        "terms": [
            {"title": {"en": "Clerk", "zh-Hans": "Clerk"}, "unit": "office", "from": "2020-01-01", "to": "2021-12-31"},
            {"title": {"en": "Mayor", "zh-Hans": "县长"}, "from": "2022-01-01"},
        ],
    });
    assert_eq!(people[0], li_hua);
    assert_eq!((&people[1]["id"], &people[1]["registered"]), (&json!("stranger"), &json!(false)));
    let sheet = sheet(&built, "data/people.csv");
    let cells: Vec<[&str; 4]> = sheet
        .iter()
        .map(|row| ["id", "title_zh-Hans", "unit", "to"].map(|column| row[column].as_str()))
        .collect();
    assert_eq!(
        cells,
        [["li-hua", "Clerk", "office", "2021-12-31"], ["li-hua", "县长", "", ""], ["stranger", "", "", ""]]
    );
}

#[test]
fn units_name_the_one_above_by_its_id() {
    let built = promotion().release("a", "2022-09-28", "", "").build().clean();
    let units = rows(&built, "data/units.jsonl");
    assert_eq!((&units[0]["parent"], &units[0]["from"]), (&json!("county"), &json!("2019-03-01")));
    assert_eq!(units[1].get("parent"), None);
    assert_eq!(sheet(&built, "data/units.csv")[0]["parent"], "county");
}

#[test]
fn languages_share_the_tables_and_know_of_each_other() {
    let site = promotion().release("a", "2022-09-28", "", "").file(
        "content/releases/2022/09/a.zh.md",
        "---\ntitle: 会议\ndate: 2022-09-28\nattendees: [李华]\n---\n",
    );
    let built = site.build().clean();
    let releases = rows(&built, "data/releases-2022.jsonl");
    let chinese = &releases[1];
    assert_eq!(chinese["attendees"][0], json!({"id": "li-hua", "name": "李华", "titles": ["县长"]}));
    assert_eq!(chinese["translations"], json!([{"lang": "en", "url": releases[0]["url"]}]));
    assert!(!built.has("zh-Hans/data/releases-2022.jsonl"));
    assert!(built.page("/zh-Hans/data/").contains("href=\"/data/releases-2022.csv\""));
}

#[test]
fn a_new_release_leaves_the_tables_of_other_years_as_they_are() {
    let built = promotion().release("a", "2021-09-28", "", "").build().clean();
    let before: Vec<(String, Vec<u8>)> =
        built.tree().into_iter().filter(|(path, _)| path.starts_with("data/")).collect();
    let built = built.again().release("b", "2022-09-28", "attendees: [li-hua]", "").build().clean();
    let after = built.tree();
    let changed: Vec<&str> =
        before.iter().filter(|(path, bytes)| after[path] != *bytes).map(|(path, _)| path.as_str()).collect();
    assert_eq!(changed, ["data/catalogue.jsonld", "data/index.html"]);
    assert!(after.contains_key("data/releases-2022.csv"));
}

#[test]
fn what_was_published_in_error_names_nobody() {
    let built = promotion()
        .release("a", "2022-09-28", "status: in-error\nattendees: [Stranger]\ntopics: [Roads]", "")
        .release("b", "2021-09-28", "", "")
        .build()
        .clean();
    assert!(!built.has("data/releases-2022.csv") && !built.has("data/topics.csv"));
    assert!(!built.file("data/people.jsonl").contains("Stranger"));
}

#[test]
fn without_a_full_address_there_are_no_data() {
    let built = promotion().base("/news/").release("a", "2022-09-28", "", "").build().clean();
    assert!(built.tree().keys().all(|path| !path.starts_with("data/")));
    assert!(!built.page("/").contains("/data/"));
}

#[test]
fn the_catalogue_names_the_licence_and_its_keys_are_closed() {
    let licence = "licence: {name: CC BY 4.0, url: 'https://creativecommons.org/licenses/by/4.0/'}\n";
    let built = Site::empty().file("crier.yaml", licence).release("a", "2022-09-28", "", "").build().clean();
    let catalogue: Value = serde_json::from_str(&built.file("data/catalogue.jsonld")).unwrap();
    let url = json!({"@id": "https://creativecommons.org/licenses/by/4.0/"});
    assert_eq!(catalogue["dct:license"], url);
    assert_eq!(catalogue["dcat:dataset"][1]["dcat:distribution"][0]["dct:license"], url);
    assert!(built.page("/data/").contains("rel=\"license\">CC BY 4.0</a>"));
    for (yaml, finding) in [
        ("license: MIT\n", "crier.yaml:1:1: error[schema/unknown-key]: there is no key `license`"),
        (
            "licence: {name: X, url: x}\n",
            "crier.yaml:1:25: error[schema/wrong-value]: `licence.url` is not an address of the web",
        ),
    ] {
        Site::empty().file("crier.yaml", yaml).release("a", "2022-09-28", "", "").build().expect(&[finding]);
    }
}

#[test]
fn of_a_unit_that_is_split_all_that_came_after_it_are_named() {
    let units =
        "- {id: a, name: A, successor: [b, c]}\n- {id: b, name: B, successor: c}\n- {id: c, name: C}\n";
    let built = Site::empty()
        .file("crier.yaml", "base_url: https://news.example.gov/\n")
        .file("content/units.yaml", units)
        .release("r", "2022-09-28", "units: [a, b, c]", "Text.")
        .build()
        .clean();
    let rows = rows(&built, "data/units.jsonl");
    assert_eq!((&rows[0]["successor"], &rows[0]["successors"]), (&json!("b"), &json!(["b", "c"])));
    assert_eq!((&rows[1]["successor"], rows[1].get("successors")), (&json!("c"), None));
}
