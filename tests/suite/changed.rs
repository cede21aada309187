//! What an edit changes: what is sent when the site is published again, and what readers load anew. The search index is
//! left out here; how it changes stands in docs/search-index.md.

use crate::site::{Built, Site};
use std::collections::BTreeMap;

/// An archive of ten years, twelve releases in each, whose lists continue by year and month.
fn archive() -> Site {
    let mut site = Site::from_text(
        "
        == crier.yaml ==
        lists: {latest: 5, page: 12}
        ",
    );
    for number in 0..120 {
        site = site.file(&path(number), text(number, &format!("Title of {number}"), "The first text."));
    }
    site
}

fn path(number: usize) -> String {
    format!("content/releases/{}/{:02}/release-{number}.md", 2013 + number / 12, number % 12 + 1)
}

fn text(number: usize, title: &str, text: &str) -> String {
    let (year, month) = (2013 + number / 12, number % 12 + 1);
    let names = format!(
        "attendees: [Person {}, Person {}]\nunits: [Unit {}]\ntopics: [Topic {}]",
        number % 7,
        number % 5 + 7,
        number % 4,
        number % 3
    );
    format!(
        "---\ntitle: {title}\ndate: {year}-{month:02}-15\nsummary: Summary of {number}\n{names}\n---\n{text}\n"
    )
}

/// The files that are new, changed or gone, with their text.
fn parted(before: &BTreeMap<String, Vec<u8>>, built: &Built) -> BTreeMap<String, String> {
    let after = built.tree();
    let paths = before.keys().chain(after.keys());
    let changed = paths.filter(|path| before.get(*path) != after.get(*path));
    let text = |path: &String| String::from_utf8_lossy(after.get(path).map_or(&[], |it| it)).into_owned();
    let own = changed.filter(|path| !path.starts_with("search/index/"));
    own.map(|path| (path.clone(), text(path))).collect()
}

/// What changes when the release in the middle of the archive becomes this.
fn edited(text: &str) -> BTreeMap<String, String> {
    let built = archive().build().clean();
    let before = built.tree();
    parted(&before, &built.edit(&path(60), text).build().clean())
}

#[test]
fn words_of_a_text_change_three_files() {
    let changed = edited(&text(60, "Title of 60", "The second text."));
    let paths: Vec<&str> = changed.keys().map(String::as_str).collect();
    assert_eq!(
        paths,
        ["manifest.json", "releases/2018/01/feed.xml", "releases/2018/01/release-60/index.html"]
    );
}

#[test]
fn words_of_a_headline_change_the_pages_that_show_it() {
    let changed = edited(&text(60, "A headline that was mended", "The first text."));
    for (path, text) in changed.iter().filter(|(path, _)| *path != "manifest.json") {
        assert!(text.contains("A headline that was mended"), "{path} changes and does not show it");
    }
    // A list of each of its names, of its month and year, the feed of the month, itself, and who leads to it.
    let count = |is: &dyn Fn(&str) -> bool| changed.keys().filter(|path| is(path)).count();
    let is_list = |path: &str| path.ends_with("/index.html") && !path.contains("/release-");
    assert_eq!(count(&is_list), 6, "{:?}", changed.keys());
    assert_eq!(count(&|path| path.ends_with(".xml") || path.ends_with(".json")), 2);
}

#[test]
fn a_summary_and_a_correction_change_no_other_release() {
    let plain = text(60, "Title of 60", "The first text.");
    let summary = plain.replace("summary: Summary of 60", "summary: Another summary");
    let note = "changes: [{date: 2022-12-30, note: A number was wrong., kind: correction}]\nsummary:";
    let corrected = plain.replace("summary:", note);
    for (text, sitemaps) in [(summary, 0), (corrected, 3)] {
        let changed = edited(&text);
        let releases: Vec<&String> = changed.keys().filter(|path| path.contains("/release-")).collect();
        assert_eq!(releases, ["releases/2018/01/release-60/index.html"]);
        // Itself, six lists, the feed of the month, the open data twice, and the manifest; a correction is a new date for search engines too.
        assert_eq!(changed.len(), 11 + sitemaps, "{:?}", changed.keys());
    }
}

#[test]
fn a_new_release_changes_what_is_new_and_one_old_page() {
    let built = archive().build().clean();
    let before = built.tree();
    let front = "attendees: [Person 1]\nunits: [Unit 1]\ntopics: [Topic 1]";
    let built = built.again().release("new", "2022-12-20", front, "New.").build().clean();
    let changed = parted(&before, &built);
    let releases: Vec<&str> =
        changed.keys().map(String::as_str).filter(|path| path.contains("/release-")).collect();
    // Ways into the archive are the same with one release more.
    assert!(!changed.keys().any(|path| path.starts_with("search/") || path == "404.html"));
    // The newest until now leads to the next one.
    assert_eq!(releases, ["releases/2022/12/release-119/index.html"]);
    let years = (2013..2022).map(|year| format!("/{year}/"));
    let old: Vec<&String> =
        changed.keys().filter(|path| years.clone().any(|year| path.contains(&year))).collect();
    assert_eq!(old, Vec::<&String>::new());
    for name in ["people/person-2/", "units/unit-2/", "topics/topic-2/"] {
        assert!(!changed.keys().any(|path| path.starts_with(name)), "{name}: {:?}", changed.keys());
    }
}

#[test]
fn a_year_of_new_releases_changes_no_old_one() {
    let built = archive().build().clean();
    let before = built.tree();
    let mut site = built.again();
    // How much a name says is a matter of how many share it; of old releases, of how many did then.
    for number in 0..60 {
        let date = format!("2023-{:02}-{:02}", number / 6 + 1, number % 6 + 10);
        site = site.release(&format!("new-{number}"), &date, "topics: [Topic 1]", "New.");
    }
    let changed = parted(&before, &site.build().clean());
    let old: Vec<&String> = changed.keys().filter(|path| path.contains("/release-")).collect();
    assert_eq!(old, ["releases/2022/12/release-119/index.html"]);
}

#[test]
fn a_new_release_does_not_respell_a_name() {
    let built = archive().build().clean();
    let before = built.tree();
    let front = "topics: [topic 1]\nunits: [UNIT 1]\nattendees: [person 1]";
    let built = built.again().release("new", "2022-12-20", front, "New.").build();
    let changed = parted(&before, &built);
    let old: Vec<&String> = changed.keys().filter(|path| path.contains("/2013/")).collect();
    assert_eq!(old, Vec::<&String>::new());
    assert!(built.page("/releases/2022/12/new/").contains("Topic 1"));
}
