//! `docs/states.md`, cell by cell: the table there is made of what is seen on built sites. `UPDATE=1 cargo test --test
//! suite states_table` writes it anew; read the difference.

use crate::html::words;
use crate::site::{Built, Site};
use crier::search::read::Index;
use crier::search::read::answer::{Query, Sort};
use crier::search::read::files::Files;
use std::path::PathBuf;

const DOCUMENT: &str = concat!(env!("CARGO_MANIFEST_DIR"), "/docs/states.md");
const ADDRESS: &str = "/releases/2022/09/a/";

/// The states, and the front matter of each.
const STATES: &[(&str, &str)] = &[
    ("published", ""),
    ("with an update in `changes`", "changes: [{date: 2022-10-05, note: New figures.}]"),
    ("with a correction in `changes`", "changes: [{date: 2022-10-05, note: A slip., kind: correction}]"),
    ("`superseded_by` another", "superseded_by: b"),
    ("after `expires`", "expires: 2023-01-01"),
    ("before `expires`", "expires: 2030-01-01"),
    (
        "`withdrawn`",
        "status: withdrawn\nreason: Wrong figures.\nchanges: [{date: 2022-10-05, note: Withdrawn.}]",
    ),
    ("`in-error`", "status: in-error\nreason: Never decided.\nchanges: [{date: 2022-10-05, note: Removed.}]"),
    ("`draft`", "status: draft"),
    ("before `embargo`", "embargo: 2030-01-01"),
];

/// What of an output is seen.
type Observe = fn(&Built) -> String;

const OUTPUTS: &[(&str, Observe)] = &[
    ("page", page),
    ("banner", banner),
    ("lists", lists),
    ("site's feeds", feeds),
    ("feeds of names", feeds_of_names),
    ("sitemap", sitemap),
    ("JSON-LD", json_ld),
    ("search", search),
    ("open data", open_data),
    ("manifest", manifest),
    ("former address", former_address),
    ("host files", host_files),
];

fn no() -> String {
    "–".into()
}

fn source(built: &Built) -> Option<String> {
    built.has(&format!("{}index.html", &ADDRESS[1..])).then(|| built.page(ADDRESS))
}

fn page(built: &Built) -> String {
    let Some(page) = source(built) else { return no() };
    let text = if words(&page).contains("Marrow of the matter") { "the text" } else { "a notice" };
    let index = if page.contains("content=\"noindex\"") { ", `noindex`" } else { "" };
    format!("{text}{index}")
}

fn banner(built: &Built) -> String {
    let Some(page) = source(built) else { return no() };
    match page.split_once("id=\"part:banner-title\">") {
        Some((_, rest)) => format!("“{}”", rest.split('<').next().unwrap_or_default()),
        None => no(),
    }
}

/// A word that marks something, or that it is there unmarked.
fn marked(there: bool, text: &str, marks: &[&str]) -> String {
    match marks.iter().find(|mark| text.contains(**mark)) {
        _ if !there => no(),
        Some(mark) => format!("“{mark}”"),
        None => "yes".into(),
    }
}

fn lists(built: &Built) -> String {
    let marks = ["Withdrawn", "Superseded", "Archived"];
    let cell = |address: &str| {
        let page = built.page(address);
        marked(page.contains(&format!("href=\"{ADDRESS}\"")), &words(&page), &marks)
    };
    let cells = ["/", "/releases/", "/releases/2022/", "/releases/2022/09/", "/topics/roads/"].map(cell);
    assert!(cells.iter().all(|it| *it == cells[0]), "{cells:?}");
    cells[0].clone()
}

/// The three formats of a feed, which say the same.
fn feed(built: &Built, folder: &str) -> String {
    let atom = built.file(&format!("{folder}feed.xml"));
    let entry = atom.split("<entry").find(|entry| entry.contains(ADDRESS));
    for file in ["feed.json", "rss.xml"] {
        let there = built.file(&format!("{folder}{file}")).contains(ADDRESS);
        assert_eq!(there, entry.is_some(), "{file}");
    }
    let Some(entry) = entry else { return no() };
    let mut cell = "yes".to_owned();
    if entry.contains("<updated>2022-10-05") {
        cell.push_str(", `updated`");
    }
    if entry.contains("term=\"withdrawn\"") {
        cell.push_str(", marked, with the reason");
        assert!(entry.contains("Wrong figures."));
    }
    cell
}

fn feeds(built: &Built) -> String {
    feed(built, "")
}

fn feeds_of_names(built: &Built) -> String {
    feed(built, "topics/roads/")
}

fn sitemap(built: &Built) -> String {
    let sitemap = built.file("sitemaps/2022.xml");
    match sitemap.split("<url>").find(|entry| entry.contains(ADDRESS)) {
        Some(entry) if entry.contains("<lastmod>2022-10-05") => "yes, `lastmod`".into(),
        Some(_) => "yes".into(),
        None => no(),
    }
}

fn json_ld(built: &Built) -> String {
    let Some(page) = source(built) else { return no() };
    if !page.contains("\"NewsArticle\"") {
        return no();
    }
    let mut said = Vec::new();
    for status in ["Withdrawn", "Superseded"] {
        if page.contains(&format!("\"creativeWorkStatus\":\"{status}\"")) {
            said.push(format!("`creativeWorkStatus` {status}"));
        }
    }
    for (words, word) in [
        ("\"dateModified\":\"2022-10-05", "dateModified"),
        ("\"correction\":", "correction"),
        ("\"expires\":", "expires"),
    ] {
        if page.contains(words) {
            said.push(format!("`{word}`"));
        }
    }
    if said.is_empty() { "yes".into() } else { said.join(", ") }
}

struct Output(PathBuf);

impl Files for Output {
    fn read(&self, path: &str) -> std::io::Result<Vec<u8>> {
        std::fs::read(self.0.join(path))
    }
}

fn search(built: &Built) -> String {
    let query = Query {
        text: "marrow".into(),
        typing: false,
        verbatim: true,
        person: Vec::new(),
        unit: Vec::new(),
        topic: Vec::new(),
        lang: Vec::new(),
        from: None,
        to: None,
        sort: Sort::Relevance,
        offset: 0,
        limit: 10,
    };
    let answer = Index::open(Output(built.out_path(""))).and_then(|index| index.search(&query)).unwrap();
    answer.results.iter().find(|hit| hit.address == ADDRESS).map_or_else(no, |hit| match hit.status.word() {
        "published" => "yes".into(),
        word => format!("“{word}”"),
    })
}

fn open_data(built: &Built) -> String {
    let rows = built.file("data/releases-2022.jsonl");
    let rows = rows.lines().map(|row| serde_json::from_str::<serde_json::Value>(row).unwrap());
    let row = rows.into_iter().find(|row| row["id"] == "a");
    let is_in_sheet = built.file("data/releases-2022.csv").lines().any(|line| line.starts_with("a,"));
    assert_eq!(is_in_sheet, row.is_some());
    let Some(row) = row else { return no() };
    let mut said = Vec::new();
    if row["status"] != "published" {
        said.push(format!("`status` {}", row["status"].as_str().unwrap()));
    }
    said.extend(
        ["updated", "changes", "reason", "superseded_by", "expires"]
            .into_iter()
            .filter(|key| row.get(key).is_some())
            .map(|key| format!("`{key}`")),
    );
    if said.is_empty() { "yes".into() } else { said.join(", ") }
}

fn manifest(built: &Built) -> String {
    let manifest = built.file("manifest.json");
    let line = manifest.lines().find(|line| line.contains(&format!("\"address\":\"{ADDRESS}\"")));
    let Some(line) = line else { return no() };
    let keys = ["updated", "record"].into_iter().filter(|key| line.contains(&format!("\"{key}\":")));
    keys.fold("yes".to_owned(), |cell, key| format!("{cell}, `{key}`"))
}

fn former_address(built: &Built) -> String {
    if built.has("old/index.html") { "redirect".into() } else { no() }
}

fn host_files(built: &Built) -> String {
    let redirects = built.file("_redirects");
    let has = |from: &str, status: &str| {
        redirects.lines().any(|line| line.starts_with(&format!("{from} ")) && line.ends_with(status))
    };
    let told =
        [has(ADDRESS, " 410!").then_some("410"), has("/old/", " 301!").then_some("former address 301")];
    let told: Vec<&str> = told.into_iter().flatten().collect();
    if told.is_empty() { no() } else { told.join(", ") }
}

#[test]
fn the_table_of_states_is_true() {
    let mut table = String::from("|");
    let row =
        |cells: &mut dyn Iterator<Item = String>| cells.map(|cell| format!(" {cell} |")).collect::<String>();
    table.push_str(&row(&mut std::iter::once("")
        .chain(OUTPUTS.iter().map(|(name, _)| *name))
        .map(str::to_owned)));
    table.push_str(&format!("\n|{}\n", "---|".repeat(OUTPUTS.len() + 1)));
    for (state, front) in STATES {
        let front = format!("topics: [Roads]\naliases: [/old/]\n{front}");
        let built = Site::empty()
            .file("crier.yaml", "lists: {feed_from: 1}\nhosts: [netlify]\n")
            .release("a", "2022-09-28", &front, "Marrow of the matter.")
            .release("b", "2022-09-27", "topics: [Roads]", "")
            .build()
            .clean();
        let cells = OUTPUTS.iter().map(|(_, observe)| observe(&built));
        table.push_str(&format!("|{}\n", row(&mut std::iter::once((*state).to_owned()).chain(cells))));
    }
    let document = std::fs::read_to_string(DOCUMENT).unwrap();
    let (head, rest) = document.split_once("<!-- states -->\n").unwrap();
    let (former, tail) = rest.split_once("<!-- /states -->").unwrap();
    if std::env::var_os("UPDATE").is_some_and(|update| update == "1") {
        std::fs::write(DOCUMENT, format!("{head}<!-- states -->\n{table}<!-- /states -->{tail}")).unwrap();
    } else {
        assert_eq!(
            former, table,
            "docs/states.md is not true; UPDATE=1 cargo test --test suite writes it anew"
        );
    }
}
