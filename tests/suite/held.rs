//! The rule of the gate, on sites that proptest makes up: a site with held files is the site with those files
//! deleted. Sites and outputs are in memory. `PROPTEST_CASES=1000` tries as many.

use crate::properties::cases;
use crate::site::HOST;
use crier::base::address::Base;
use crier::base::moment;
use crier::base::output::{Content, Receipt, Sink};
use crier::base::source::{Entry, Reader, Sources};
use crier::build;
use crier::build::memo::Memo;
use crier::build::site::Order;
use crier::config;
use crier::report::{self, Format, style::Style};
use proptest::collection::vec;
use proptest::prelude::*;
use proptest::sample::{select, subsequence};
use std::collections::{BTreeMap, BTreeSet};
use std::io;
use std::sync::Mutex;

/// The files of a site, or of its output.
type Tree = BTreeMap<String, Vec<u8>>;

struct Files(Tree);

impl Reader for Files {
    fn read(&self, path: &str) -> io::Result<Vec<u8>> {
        self.0.get(path).cloned().ok_or_else(|| io::ErrorKind::NotFound.into())
    }

    fn head(&self, path: &str, limit: usize) -> io::Result<Vec<u8>> {
        self.read(path).map(|mut bytes| {
            bytes.truncate(limit);
            bytes
        })
    }
}

/// Keeps what is rendered. The manifest tells of sizes and digests here that say nothing: the bytes are compared.
struct Kept<'a>(&'a Tree, Mutex<Tree>);

impl Sink for Kept<'_> {
    fn put(&self, path: &str, content: Content<'_>) -> io::Result<Receipt> {
        let bytes = match content {
            Content::Bytes(bytes) => bytes.into_owned(),
            Content::Copy(path) => self.0[&*path].clone(),
        };
        let receipt = Receipt { sha256: [0; 32], bytes: bytes.len() as u64 };
        self.1.lock().unwrap().insert(path.to_owned(), bytes);
        Ok(receipt)
    }
}

struct Built {
    output: Tree,
    log: String,
    planned: usize,
    held: usize,
}

/// Renders even where there are errors, as `crier check` does.
fn build(files: &Tree) -> Built {
    let entry =
        |(path, bytes): (&String, &Vec<u8>)| Entry { path: path.as_str().into(), size: bytes.len() as u64 };
    let sources = Sources::new(files.iter().map(entry).collect(), Box::new(Files(files.clone())));
    let (config, mut report) = config::load(&sources);
    let now = moment::parse("2024-01-01T00:00", &config.zone).unwrap().at;
    let base = Some(Base::parse(HOST).unwrap());
    let order = Order { now, now_is_fixed: false, drafts: false, base };
    let (site, found) = build::plan(&mut Memo::default(), &sources, config, order);
    report.absorb(found);
    let site = site.expect("the theme can be read");
    let sink = Kept(files, Mutex::default());
    report.absorb(build::render(&site, &sink, &|| ()));
    let texts = |path: &str| files.get(path).map(|bytes| String::from_utf8_lossy(bytes).into_owned());
    let log = report::print(&report, &texts, Format::Human, Style { color: false });
    Built { output: sink.1.into_inner().unwrap(), log, planned: site.plan.pages.len(), held: site.held }
}

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Hold {
    Draft,
    Date,
    Embargo,
    /// A draft that has errors, too.
    Broken,
}

/// What a release says. Numbers point at other releases, or into the lists below.
#[derive(Debug, Clone)]
struct Release {
    id: usize,
    chinese: bool,
    /// Whether it stands in the folder that releases share, beside their pictures and attachments.
    shares_folder: bool,
    day: usize,
    hold: Option<Hold>,
    status: &'static str,
    people: Vec<usize>,
    units: Vec<usize>,
    topics: Vec<usize>,
    /// Which of the keys below the front matter has.
    keys: Vec<&'static str>,
    links: Vec<usize>,
    /// Whether its links may lead to what is held, or nowhere.
    wild: bool,
    /// Whether it asks for a file by a name that is close to one of a held release.
    misspells: bool,
}

const IDS: [&str; 8] = ["alpha", "alpho", "Gamma", "会议", "d.1", "epsilon", "zeta", "eta"];
const DAYS: [&str; 6] =
    ["2021-03-01", "2021-03-31T23:30Z", "2022-09-28", "2022-09-28T09:30", "2023-12-30", "2023-12-31T12:00"];
const PEOPLE: [&str; 6] =
    ["liu", "Liu Zhishen", "Zhang Xiaoping", "Zhang Xiaopin", "刘志生", "Secretary Liu"];
const UNITS: [&str; 4] = ["roads", "Roads Burea", "Water Office", "交通局"];
const TOPICS: [&str; 4] = ["safety", "Saftey", "安全", "fire"];
const KEYS: [&str; 10] = [
    "aliases",
    "attachments",
    "changes",
    "expires",
    "image",
    "related",
    "superseded_by",
    "translates",
    "summary",
    "shared_file",
];
/// A word that stands in nothing but what is held.
const CANARY: &str = "Qvxcanary";

fn release() -> impl Strategy<Value = Release> {
    let hold = prop_oneof![
        2 => Just(None),
        1 => select(vec![Hold::Draft, Hold::Date, Hold::Embargo, Hold::Broken]).prop_map(Some),
    ];
    let status = prop_oneof![6 => Just("published"), 1 => Just("withdrawn"), 1 => Just("in-error")];
    let flags =
        (prop::bool::weighted(0.3), any::<bool>(), prop::bool::weighted(0.04), prop::bool::weighted(0.06));
    let names = (
        subsequence((0..PEOPLE.len()).collect::<Vec<_>>(), 0..=3).prop_shuffle(),
        subsequence((0..UNITS.len()).collect::<Vec<_>>(), 0..=2),
        subsequence((0..TOPICS.len()).collect::<Vec<_>>(), 0..=2),
    );
    let keys = subsequence(KEYS.to_vec(), 0..=7);
    (0..IDS.len(), 0..DAYS.len(), hold, status, flags, names, keys, vec(0..20_usize, 0..3)).prop_map(
        |(
            id,
            day,
            hold,
            status,
            (chinese, shares_folder, wild, misspells),
            (people, units, topics),
            keys,
            links,
        )| {
            Release {
                id,
                chinese,
                shares_folder,
                day,
                hold,
                status,
                people,
                units,
                topics,
                keys,
                links,
                wild,
                misspells,
            }
        },
    )
}

/// Releases, of which a held one may have the id of another, as an unfinished one does that is to take its place.
fn releases() -> impl Strategy<Value = Vec<Release>> {
    vec(release(), 0..9).prop_map(|mut releases| {
        let mut seen = BTreeSet::new();
        releases.retain(|release| {
            seen.insert((release.id, release.chinese, release.shares_folder, release.hold.is_some()))
        });
        let mut open = BTreeSet::new();
        releases.retain(|release| release.hold.is_some() || open.insert((release.id, release.chinese)));
        let days: BTreeMap<usize, usize> =
            releases.iter().filter(|release| release.hold.is_none()).map(|r| (r.id, r.day)).collect();
        releases.iter_mut().for_each(|release| release.day = *days.get(&release.id).unwrap_or(&release.day));
        releases
    })
}

impl Release {
    fn has(&self, key: &str) -> bool {
        self.keys.contains(&key)
    }

    fn id(&self) -> &'static str {
        IDS[self.id]
    }

    /// Its file and those beside it that are its own.
    fn files(&self, others: &[Release], open_files: &[String]) -> Vec<(String, Vec<u8>)> {
        let held = self.hold.is_some();
        let word = if held { CANARY } else { "word" };
        let name = |names: &[&str], at: &usize| match held && at % 2 == 1 {
            true => format!("{} {CANARY}", names[*at]),
            false => names[*at].to_owned(),
        };
        let names = |names: &[&str], chosen: &[usize]| {
            chosen.iter().map(|at| name(names, at)).collect::<Vec<_>>().join(", ")
        };
        let day = if self.hold == Some(Hold::Date) { "2024-01-01T00:00:01" } else { DAYS[self.day] };
        let suffix = if self.chinese { ".zh" } else { "" };
        let hand = if held { "held" } else { "open" };
        let folder = match self.shares_folder {
            true => format!("content/releases/{hand}/"),
            false => format!("content/releases/{hand}{suffix}/{}/", self.id()),
        };
        // What is held and what is not stand side by side.
        let folder = if self.shares_folder { "content/releases/shared/".to_owned() } else { folder };
        let stem = if self.shares_folder
            && held
            && open_files.contains(&format!("{folder}{}{suffix}.md", self.id()))
        {
            // A file name is taken once; the id is its own folder's elsewhere.
            format!("held-{}", self.id())
        } else {
            self.id().to_owned()
        };
        let path = match self.shares_folder {
            true => format!("{folder}{stem}{suffix}.md"),
            false => format!("{folder}index{suffix}.md"),
        };
        let mut files = Vec::new();
        let status =
            if matches!(self.hold, Some(Hold::Draft | Hold::Broken)) { "draft" } else { self.status };
        let mut front = format!("title: {word} of {stem}\ndate: {day}\nstatus: {status}\n");
        front.push_str(&format!(
            "attendees: [{}]\nunits: [{}]\ntopics: [{}]\n",
            names(&PEOPLE, &self.people),
            names(&UNITS, &self.units),
            names(&TOPICS, &self.topics)
        ));
        let targets: Vec<&Release> =
            others.iter().filter(|other| self.wild || held || other.hold.is_none()).collect();
        let links: BTreeSet<&str> = self
            .links
            .iter()
            .filter_map(|at| targets.get(at % targets.len().max(1)))
            .map(|other| other.id())
            .filter(|id| *id != self.id())
            .collect();
        let own = format!("{word}-{stem}{suffix}");
        let mut body = format!("## Part {word}\n\nText {word}, that all share.\n");
        match self.hold {
            Some(Hold::Embargo) => front.push_str("embargo: 2024-01-01T00:00:01\n"),
            Some(Hold::Broken) => {
                front.push_str(&format!("layout: {CANARY}\nevent_date: {CANARY}\n"));
                body.push_str(&format!(
                    "[x](javascript:{CANARY}) [y](release:{CANARY}) ![z]({CANARY}.gif)\n"
                ));
            }
            _ => {}
        }
        let mut put = |name: &str, bytes: String| files.push((format!("{folder}{name}"), bytes.into_bytes()));
        if self.has("aliases") {
            // Held or not, two may claim one former address.
            front.push_str(&format!(
                "aliases: [/{own}/, /former/{}/]\n",
                if held { self.id % 2 } else { self.id }
            ));
        }
        if self.has("attachments") {
            front.push_str(&format!("attachments: [{{src: {own}.csv, title: Table {word}}}]\n"));
            put(&format!("{own}.csv"), format!("{word},1\n"));
        }
        if self.has("image") {
            front.push_str(&format!("image: {{src: {own}.svg, alt: Plan {word}}}\n"));
            put(&format!("{own}.svg"), format!("<svg width=\"7\" height=\"8\"><!-- {word} --></svg>"));
        }
        if self.has("changes") {
            front.push_str(&format!("changes: [{{date: 2023-12-31, note: {word} changed}}]\n"));
        }
        if self.has("expires") {
            front.push_str("expires: 2023-12-31\n");
        }
        if self.has("summary") {
            front.push_str(&format!("summary: In short {word}.\n"));
        }
        if self.shares_folder && self.has("shared_file") {
            body.push_str("\n[The table of all](shared.csv)\n");
        }
        if self.misspells {
            body.push_str(&format!("\n[Nothing]({CANARY}-alpha.cs)\n"));
        }
        for id in &links {
            body.push_str(&format!("\nTo [{word}](release:{id}) and [liu](person:liu).\n"));
        }
        if let Some(id) = links.first() {
            for key in ["related", "superseded_by", "translates"] {
                match key {
                    "related" if self.has(key) => front.push_str(&format!("related: [{id}]\n")),
                    "superseded_by" if self.has(key) => front.push_str(&format!("superseded_by: {id}\n")),
                    "translates" if self.has(key) && self.chinese && (held || self.wild) => {
                        front.push_str(&format!("translates: {id}\n"));
                    }
                    _ => {}
                }
            }
        }
        files.push((path, format!("---\n{front}---\n{body}").into_bytes()));
        files
    }
}

/// The whole site, and the site without the files of what is held.
fn sites(releases: &[Release], registers: &str) -> (Tree, Tree) {
    let common = [
        (
            "crier.yaml",
            format!(
                "languages: [en, zh-Hans]\ntime_zone: Asia/Shanghai\nissuer: County Office\nregisters: {registers}\nlists: {{latest: 2, page: 3, feed_from: 2}}\n"
            ),
        ),
        (
            "content/people.yaml",
            "- {id: liu, name: {en: Liu Zhisheng, zh-Hans: 刘志生}, aliases: [Secretary Liu], terms: [{title: Mayor, unit: roads, from: 2022-01-01}]}\n- {id: zhang-xiaoping, name: Zhang Xiaoping}\n".into(),
        ),
        ("content/units.yaml", "- {id: roads, name: {en: Roads Bureau, zh-Hans: 交通局}}\n- {id: office, name: County Office}\n".into()),
        ("content/topics.yaml", "- {id: safety, name: {en: Safety, zh-Hans: 安全}}\n".into()),
        ("content/pages/about.md", "---\ntitle: About\n---\n[home](/) [liu](person:liu)\n".into()),
        ("content/releases/shared/shared.csv", "1,2\n".into()),
    ];
    let common = common.map(|(path, text): (&str, String)| (path.to_owned(), text.into_bytes()));
    let (held, open): (Vec<&Release>, Vec<&Release>) =
        releases.iter().partition(|release| release.hold.is_some());
    let mut without: Tree = common.into();
    for release in open {
        without.extend(release.files(releases, &[]));
    }
    let taken: Vec<String> = without.keys().cloned().collect();
    let mut whole = without.clone();
    for release in held {
        for (path, bytes) in release.files(releases, &taken) {
            whole.entry(path).or_insert(bytes);
        }
    }
    (whole, without)
}

proptest! {
    #![proptest_config(cases(120))]

    #[test]
    fn what_is_held_does_not_exist(releases in releases(), registers in select(vec!["suggest", "strict", "off"])) {
        let (whole, without) = sites(&releases, registers);
        let held = releases.iter().filter(|release| release.hold.is_some()).count();
        let (whole, without) = (build(&whole), build(&without));
        prop_assert_eq!(&whole.log, &without.log);
        prop_assert_eq!((whole.planned, whole.held, without.held), (without.planned, held, 0));
        let paths: BTreeSet<&String> = whole.output.keys().chain(without.output.keys()).collect();
        let different: Vec<_> =
            paths.into_iter().filter(|path| whole.output.get(*path) != without.output.get(*path)).collect();
        prop_assert!(different.is_empty(), "{:?}", different);
        let canary = CANARY.to_lowercase();
        for (path, bytes) in &whole.output {
            let text = String::from_utf8_lossy(bytes).to_lowercase();
            // Links of others may name what does not exist.
            prop_assert!(releases.iter().any(|release| release.wild || release.misspells) || !path.to_lowercase().contains(&canary) && !text.contains(&canary), "{}", path);
        }
    }
}
