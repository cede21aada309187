//! What holds for every site: tried on sites that proptest makes up. `PROPTEST_CASES=500` tries more of them.

use crate::html::dead_links;
use crate::rebuild::times;
use crate::site::{Built, HOST, Site};
use proptest::collection::vec;
use proptest::prelude::*;
use proptest::sample::{select, subsequence};
use std::collections::{BTreeMap, BTreeSet};

/// This many cases, unless the environment says otherwise.
pub(crate) fn cases(cases: u32) -> ProptestConfig {
    let asked = std::env::var("PROPTEST_CASES").ok().and_then(|cases| cases.parse().ok());
    ProptestConfig {
        cases: asked.unwrap_or(cases),
        failure_persistence: None,
        max_shrink_iters: 200,
        ..ProptestConfig::default()
    }
}

/// A release of a made-up site. It has the folder `content/releases/<number>-<id>/` for itself.
#[derive(Debug, Clone)]
struct Release {
    id: usize,
    chinese: bool,
    day: usize,
    hold: Option<Hold>,
    status: &'static str,
    people: Vec<&'static str>,
    topics: Vec<&'static str>,
    alias: bool,
    attachment: bool,
    picture: bool,
    change: bool,
    /// Releases it links to: numbers among the others.
    links: Vec<usize>,
    related: bool,
    wild: bool,
}

#[derive(Debug, Clone, Copy)]
enum Hold {
    Draft,
    Date,
    Embargo,
}

const IDS: [&str; 12] =
    ["alpha", "beta", "Gamma", "会议", "d.1", "epsilon", "zeta", "eta", "theta", "iota", "kappa", "lambda"];
const DAYS: [&str; 8] = [
    "2021-03-01",
    "2021-03-31T23:30Z",
    "2022-09-27",
    "2022-09-28",
    "2022-09-28T08:00",
    "2022-09-28T09:30",
    "2022-10-01",
    "2023-12-31T12:00",
];
const PEOPLE: [&str; 5] = ["liu", "Zhang San", "刘志生", "Ann O’Neill", "Secretary Liu"];
const TOPICS: [&str; 4] = ["Roads", "安全", "Work safety", "fire"];

fn release() -> impl Strategy<Value = Release> {
    let hold = prop_oneof![
        3 => Just(None),
        1 => select(vec![Hold::Draft, Hold::Date, Hold::Embargo]).prop_map(Some),
    ];
    let status = prop_oneof![6 => Just("published"), 1 => Just("withdrawn"), 1 => Just("in-error")];
    let names = (subsequence(&PEOPLE[..], 0..=3).prop_shuffle(), subsequence(&TOPICS[..], 0..=2));
    let flags = (
        any::<bool>(),
        any::<bool>(),
        any::<bool>(),
        any::<bool>(),
        any::<bool>(),
        prop::bool::weighted(0.05),
    );
    (
        0..IDS.len(),
        prop::bool::weighted(0.3),
        0..DAYS.len(),
        hold,
        status,
        names,
        flags,
        vec(0..20_usize, 0..3),
    )
        .prop_map(
            |(
                id,
                chinese,
                day,
                hold,
                status,
                (people, topics),
                (alias, attachment, picture, change, related, wild),
                links,
            )| Release {
                id,
                chinese,
                day,
                hold,
                status,
                people,
                topics,
                alias,
                attachment,
                picture,
                change,
                links,
                related,
                wild,
            },
        )
}

/// Releases with different ids or languages; a version in another language has the other's day.
fn releases(most: usize) -> impl Strategy<Value = Vec<Release>> {
    vec(release(), 0..most).prop_map(|mut releases| {
        let mut seen = BTreeSet::new();
        releases.retain(|release| seen.insert((release.id, release.chinese)));
        let days: BTreeMap<usize, usize> = releases.iter().map(|release| (release.id, release.day)).collect();
        releases.iter_mut().for_each(|release| release.day = days[&release.id]);
        releases
    })
}

impl Release {
    fn held(&self) -> bool {
        self.hold.is_some()
    }

    fn folder(&self) -> String {
        // The folder's name is the id, and what stands before it is there to have one folder each.
        format!("content/releases/{}{}/{}/", if self.chinese { "zh" } else { "en" }, self.id, IDS[self.id])
    }

    /// The files of the release among others. Of a held release every text says `canary`.
    fn files(&self, others: &[Release]) -> Vec<(String, Vec<u8>)> {
        let word = if self.held() { "canary" } else { "word" };
        let day = match self.hold {
            Some(Hold::Date) => "2033-01-01",
            _ => DAYS[self.day],
        };
        let mut front = format!("title: Title {word} of {}\ndate: {day}\nstatus: ", IDS[self.id]);
        front.push_str(if matches!(self.hold, Some(Hold::Draft)) { "draft" } else { self.status });
        if matches!(self.hold, Some(Hold::Embargo)) {
            front.push_str("\nembargo: 2024-01-01T00:01");
        }
        let name = |name: &&str| if self.held() { format!("{name} Canary") } else { (*name).to_owned() };
        front.push_str(&format!(
            "\nattendees: [{}]",
            self.people.iter().map(name).collect::<Vec<_>>().join(", ")
        ));
        front.push_str(&format!(
            "\ntopics: [{}]\n",
            self.topics.iter().map(name).collect::<Vec<_>>().join(", ")
        ));
        if self.alias {
            front.push_str(&format!("aliases: [/{word}/{}/{}/]\n", IDS[self.id], self.chinese));
        }
        if self.change {
            front.push_str(&format!("changes: [{{date: 2023-12-31, note: {word} changed}}]\n"));
        }
        if self.held() && self.change {
            front.push_str("layout: canary\nunits: canary\nimage: {src: canary.png}\n");
        }
        let mut files = Vec::new();
        let mut file =
            |name: String, bytes: &[u8]| files.push((format!("{}{name}", self.folder()), bytes.to_owned()));
        if self.attachment {
            front.push_str(&format!("attachments: [{{src: {word}.csv, title: {word} table}}]\n"));
            file(format!("{word}.csv"), word.as_bytes());
        }
        let mut body = format!("## Part {word}\n\nText {word}.\n\n");
        if self.picture {
            body.push_str(&format!("![{word} plan]({word}.svg)\n\n"));
            file(
                format!("{word}.svg"),
                format!("<svg width=\"7\" height=\"8\"><!-- {word} --></svg>").as_bytes(),
            );
        }
        let targets: Vec<&Release> =
            others.iter().filter(|other| self.wild || self.held() || !other.held()).collect();
        let targets = self.links.iter().filter_map(|at| targets.get(at % targets.len().max(1)));
        let ids: BTreeSet<&str> =
            targets.map(|other| IDS[other.id]).filter(|id| *id != IDS[self.id]).collect();
        for id in &ids {
            body.push_str(&format!("To [{word}](release:{id}) and [home](/).\n"));
        }
        if let (true, Some(id)) = (self.related, ids.first()) {
            front.push_str(&format!("related: [{id}]\n"));
        }
        let suffix = if self.chinese { ".zh" } else { "" };
        file(format!("index{suffix}.md"), format!("---\n{front}---\n{body}").as_bytes());
        files
    }
}

/// The files of a site: what is common, and those of the releases for which `keep` says so.
fn files(releases: &[Release], keep: impl Fn(&Release) -> bool) -> Vec<(String, Vec<u8>)> {
    let config = "languages: [en, zh-Hans]\ntime_zone: Asia/Shanghai\nissuer: County Office\nlists: {latest: 2, page: 3, feed_from: 2}\n";
    let people = "- {id: liu, name: {en: Liu Zhisheng, zh-Hans: 刘志生}, aliases: [Secretary Liu], terms: [{title: Mayor, from: 2022-01-01}]}\n";
    let mut files: Vec<(String, Vec<u8>)> = [
        ("crier.yaml", config),
        ("content/people.yaml", people),
        ("content/pages/about.md", "---\ntitle: About\n---\n[home](/) [liu](person:liu)\n"),
    ]
    .map(|(path, text)| (path.to_owned(), text.as_bytes().to_owned()))
    .into();
    for release in releases.iter().filter(|release| keep(release)) {
        files.extend(release.files(releases));
    }
    files
}

fn site(files: &[(String, Vec<u8>)]) -> Site {
    files.iter().fold(Site::empty(), |site, (path, bytes)| site.file(path, bytes))
}

/// Paths of the files that differ, for a message that can be read.
fn difference(one: &Built, other: &Built) -> Vec<String> {
    let (one, other) = (one.tree(), other.tree());
    let paths: BTreeSet<&String> = one.keys().chain(other.keys()).collect();
    paths.into_iter().filter(|path| one.get(*path) != other.get(*path)).cloned().collect()
}

proptest! {
    #![proptest_config(cases(16))]

    /// The same site has the same bytes, whatever the order of its files, the folder and the threads.
    #[test]
    fn a_site_is_the_same_everywhere(
        (releases, order) in releases(8).prop_flat_map(|releases| {
            let count = files(&releases, |_| true).len();
            (Just(releases), Just((0..count).collect::<Vec<_>>()).prop_shuffle())
        }),
    ) {
        let files = files(&releases, |_| true);
        let shuffled: Vec<_> = order.iter().map(|at| files[*at].clone()).collect();
        let one = site(&files).threads(1).build();
        let other = site(&shuffled).threads(2).build();
        prop_assert_eq!(one.findings(), other.findings());
        prop_assert_eq!(difference(&one, &other), Vec::<String>::new());
    }

}

proptest! {
    #![proptest_config(cases(10))]

    /// A build over a former one is a clean build, and touches nothing that did not change.
    #[test]
    fn building_again_is_building_anew(versions in vec(releases(7), 2..4)) {
        let mut built = site(&files(&versions[0], |_| true)).build();
        for releases in &versions[1..] {
            let (tree_before, times_before) = (built.tree(), times(&built));
            let again = built.again();
            std::fs::remove_dir_all(again.path("content")).unwrap();
            let files = files(releases, |_| true);
            built = files.iter().fold(again, |site, (path, bytes)| site.file(path, bytes)).build();
            let anew = site(&files).build();
            prop_assert_eq!(built.findings(), anew.findings());
            if !anew.is_written() {
                prop_assert_eq!(built.tree(), tree_before);
                prop_assert_eq!(times(&built), times_before);
                continue;
            }
            prop_assert_eq!(difference(&built, &anew), Vec::<String>::new());
            let times = times(&built);
            for (path, bytes) in built.tree() {
                if tree_before.get(&path) == Some(&bytes) {
                    prop_assert_eq!(times.get(&path), times_before.get(&path), "{}", path);
                }
            }
        }
    }

}

proptest! {
    #![proptest_config(cases(24))]

    /// The files of the output are those of the plan and the manifest, every link leads to one of them, and
    /// nothing that crier uses to mark a place is left.
    #[test]
    fn the_plan_is_the_site_and_its_links_hold(releases in releases(10), base in select(vec![HOST, "https://x.example/a/b/", "/", "/sub/", "./"])) {
        let built = site(&files(&releases, |_| true)).base(base).build();
        if !built.is_written() {
            prop_assert!(releases.iter().any(|release| release.wild), "{:?}", built.findings());
            return Ok(());
        }
        let tree = built.tree();
        let planned: BTreeSet<String> = built.planned().iter().cloned().chain(["manifest.json".to_owned()]).collect();
        prop_assert_eq!(planned.len(), built.planned().len() + 1);
        // The names of the index are hashes of its content, which no plan knows.
        let pages = tree.keys().filter(|path| !path.starts_with("search/index/"));
        prop_assert_eq!(pages.cloned().collect::<BTreeSet<_>>(), planned);
        let (host, prefix) = match base {
            HOST => (Some(HOST), ""),
            "https://x.example/a/b/" => (Some("https://x.example"), "/a/b"),
            "/sub/" => (None, "/sub"),
            _ => (None, ""),
        };
        prop_assert_eq!(dead_links(&tree, host, prefix), Vec::<String>::new());
        for (path, bytes) in &tree {
            prop_assert!(!String::from_utf8_lossy(bytes).contains('\u{fdd0}'), "{}", path);
        }
    }
}
