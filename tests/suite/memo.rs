//! A site that is planned again over a memo is the site planned anew: every file, and every finding.

use crier::base::diagnostic::{Diagnostic, Report};
use crier::base::output::{Content, Receipt, Sink};
use crier::build;
use crier::build::memo::Memo;
use crier::build::site::Order;
use crier::{config, disk};
use proptest::prelude::*;
use std::collections::{BTreeMap, HashSet};
use std::path::Path;
use std::sync::{Arc, Mutex};
use std::{fs, io};

/// One thing that a writer does.
#[derive(Debug, Clone)]
enum Edit {
    Reword(usize, &'static str),
    Retitle(usize, usize),
    Redate(usize, usize),
    Name(usize, usize),
    Delete(usize),
    Hold(usize),
    Attach(usize),
    Page(&'static str),
    Register(usize),
    Template(usize),
    Style(usize),
    Config(usize),
}

const TEXTS: [&str; 8] = [
    "Words of one kind.",
    "Other words, and Li Wei in them.",
    "A [link](r1.md) and [another](release:r2).",
    "A [link](release:nowhere) that leads nowhere.",
    "An [address](/about/) and a [wrong one](/nowhere/).",
    "It was on Monday, 28 September 2022, in the year of it all.",
    "{.unknown} <b>HTML</b> and a [file](report.txt).",
    "One two three four five six seven eight nine ten eleven twelve thirteen fourteen fifteen sixteen seventeen eighteen nineteen twenty twenty-one twenty-two twenty-three twenty-four twenty-five twenty-six twenty-seven twenty-eight twenty-nine thirty thirty-one thirty-two thirty-three thirty-four thirty-five thirty-six thirty-seven thirty-eight thirty-nine forty forty-one.",
];
const DATES: [&str; 4] = ["2022-09-28", "2022-09-29T10:00", "2021-01-02", "2035-01-01"];
const PEOPLE: [&str; 5] =
    ["li-wei", "Li Wei", "Li Wie", "Somebody Else", "li-wei, {name: li-wei, title: Clerk}"];

fn edit() -> impl Strategy<Value = Edit> {
    let release = 0..6_usize;
    prop_oneof![
        6 => (release.clone(), 0..TEXTS.len()).prop_map(|(at, text)| Edit::Reword(at, TEXTS[text])),
        2 => (release.clone(), 0..3_usize).prop_map(|(at, title)| Edit::Retitle(at, title)),
        1 => (release.clone(), 0..DATES.len()).prop_map(|(at, date)| Edit::Redate(at, date)),
        2 => (release.clone(), 0..PEOPLE.len()).prop_map(|(at, name)| Edit::Name(at, name)),
        1 => release.clone().prop_map(Edit::Delete),
        1 => release.clone().prop_map(Edit::Hold),
        1 => release.prop_map(Edit::Attach),
        1 => (0..TEXTS.len()).prop_map(|text| Edit::Page(TEXTS[text])),
        1 => (0..3_usize).prop_map(Edit::Register),
        1 => (0..3_usize).prop_map(Edit::Template),
        1 => (0..3_usize).prop_map(Edit::Style),
        1 => (0..3_usize).prop_map(Edit::Config),
    ]
}

/// A release as it stands in its file.
#[derive(Clone)]
struct Text {
    title: usize,
    date: usize,
    person: usize,
    is_draft: bool,
    body: &'static str,
}

impl Text {
    fn written(&self) -> String {
        let draft = if self.is_draft { "status: draft\n" } else { "" };
        format!(
            "---\ntitle: Title {}\ndate: {}\nattendees: [{}]\n{draft}---\n\n{}\n",
            self.title, DATES[self.date], PEOPLE[self.person], self.body
        )
    }
}

/// A folder under edit; each edit says which files it touched.
struct Desk<'a> {
    root: &'a Path,
    texts: Vec<Text>,
}

impl Desk<'_> {
    fn write(&self, path: &str, text: &str) -> Arc<str> {
        let file = self.root.join(path);
        fs::create_dir_all(file.parent().expect("a folder")).expect("a folder");
        fs::write(file, text).expect("a file");
        path.into()
    }

    fn release(&mut self, at: usize, change: impl FnOnce(&mut Text)) -> Arc<str> {
        change(&mut self.texts[at]);
        self.write(&format!("content/releases/r{at}.md"), &self.texts[at].written())
    }

    fn carry_out(&mut self, edit: &Edit) -> Arc<str> {
        match *edit {
            Edit::Reword(at, body) => self.release(at, |text| text.body = body),
            Edit::Retitle(at, title) => self.release(at, |text| text.title = title),
            Edit::Redate(at, date) => self.release(at, |text| text.date = date),
            Edit::Name(at, person) => self.release(at, |text| text.person = person),
            Edit::Hold(at) => self.release(at, |text| text.is_draft = !text.is_draft),
            Edit::Delete(at) => {
                let path = format!("content/releases/r{at}.md");
                let _ = fs::remove_file(self.root.join(&path));
                path.into()
            }
            Edit::Attach(at) => self.write("content/releases/report.txt", &"x".repeat(at * 2000)),
            Edit::Page(text) => {
                self.write("content/pages/about.md", &format!("---\ntitle: About\n---\n\n{text}\n"))
            }
            Edit::Register(at) => {
                let entry = format!("- {{id: li-wei, name: Li Wei, terms: [{{title: Title {at}}}]}}\n");
                self.write("content/people.yaml", &entry)
            }
            Edit::Template(0) => self.write("templates/parts/footer-extra.html", "{% if %}"),
            Edit::Template(at) => self.write("templates/parts/footer-extra.html", &format!("<p>{at}</p>\n")),
            Edit::Style(at) => self.write("static/css/tokens.css", &format!(":root {{ --at: {at} }}\n")),
            Edit::Config(at) => {
                self.write("crier.yaml", ["title: A\n", "title: B\n", "title: B\nlists: {page: 3}\n"][at])
            }
        }
    }
}

/// Keeps what is rendered.
#[derive(Default)]
struct Kept(Mutex<BTreeMap<String, Vec<u8>>>);

impl Sink for Kept {
    fn put(&self, path: &str, content: Content<'_>) -> io::Result<Receipt> {
        let bytes = match content {
            Content::Bytes(bytes) => bytes.into_owned(),
            Content::Copy(source) => source.as_bytes().to_vec(),
        };
        self.0.lock().expect("nobody fails").insert(path.to_owned(), bytes);
        Ok(Receipt { sha256: [0; 32], bytes: 0 })
    }
}

type Outcome = (Vec<Diagnostic>, BTreeMap<String, Vec<u8>>);

/// All findings, in an order of their own, and all files.
fn built(root: &Path, memo: &mut Memo) -> Outcome {
    let (sources, mut report) = disk::read::sources(root).expect("a folder");
    let (config, found) = config::load(&sources);
    report.absorb(found);
    let now = "2024-01-01T00:00:00Z".parse().expect("a moment");
    let order = Order { now, now_is_fixed: true, drafts: false, base: None };
    let (site, found) = build::plan(memo, &sources, config, order);
    report.absorb(found);
    let kept = Kept::default();
    if let Some(site) = site.filter(|_| !report.has_errors()) {
        report.absorb(build::render(&site, &kept, &|| ()));
    }
    (sorted(&report), kept.0.into_inner().expect("nobody fails"))
}

fn sorted(report: &Report) -> Vec<Diagnostic> {
    let mut findings = report.findings().to_vec();
    findings.sort_by_cached_key(|finding| format!("{finding:?}"));
    findings
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 12, failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn with_a_memo_the_site_is_the_same(edits in proptest::collection::vec(edit(), 1..25)) {
        let folder = tempfile::tempdir().expect("a folder");
        let text = Text { title: 0, date: 0, person: 0, is_draft: false, body: TEXTS[0] };
        let mut desk = Desk { root: folder.path(), texts: vec![text; 6] };
        (0..6).for_each(|at| drop(desk.release(at, |text| text.title = 10 + at)));
        desk.carry_out(&Edit::Register(1));
        desk.carry_out(&Edit::Page(TEXTS[0]));
        let mut memo = Memo::default();
        built(folder.path(), &mut memo);
        for edit in &edits {
            let touched = desk.carry_out(edit);
            memo.forget(&HashSet::from([touched]));
            let (found, files) = built(folder.path(), &mut memo);
            let (fresh_found, fresh_files) = built(folder.path(), &mut Memo::default());
            prop_assert_eq!(found, fresh_found, "after {:?}", edit);
            let differing: Vec<&String> = files
                .keys()
                .chain(fresh_files.keys())
                .filter(|path| files.get(*path) != fresh_files.get(*path))
                .collect();
            prop_assert!(differing.is_empty(), "after {edit:?}: {differing:?}");
        }
    }
}
