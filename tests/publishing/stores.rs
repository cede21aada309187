//! Stores and servers of files: real ones, each published to, read back, killed, and fought over.
#![expect(clippy::disallowed_methods, reason = "the tests take releases away and read the environment")]

use crate::crawl::broken;
use crate::servers::{Kind, Server};
use crate::site::{Site, files, moment};
use std::env;
use std::fs;
use std::path::Path;
use std::process::Child;
use std::sync::atomic::{AtomicBool, Ordering};
use std::thread;
use std::time::{Duration, Instant};

const LOCK: &str = ".crier/lock.json";
const JOURNAL: &str = ".crier/journal.json";

/// How often a publisher is killed for each kind of server; `KILLS=50` for a long run.
fn kills() -> u32 {
    env::var("KILLS").ok().and_then(|kills| kills.parse().ok()).unwrap_or(8)
}

fn site(releases: usize, server: &Server, more: &str) -> Site {
    Site::new(releases, &server.target(more)).with(server.environment())
}

/// What stands is what was built, file by file, and nothing of a publication is left.
fn is_as_built(site: &Site, server: &Server) {
    let built = files(&site.folder().join("public"));
    for (path, bytes) in &built {
        let found = server.get(path).unwrap_or_else(|| panic!("{path} is not there")).1;
        // Readers unpack what says that it is packed.
        if !path.ends_with(".gz") || found == *bytes {
            assert_eq!(&found, bytes, "{path}");
        }
    }
    for left in [LOCK, JOURNAL] {
        assert!(server.get(left).is_none(), "{left} is left");
    }
    let verified = site.crier(&["verify", "www"]);
    assert!(verified.status.success(), "{}", String::from_utf8_lossy(&verified.stderr));
}

/// Writes a release anew; what is sent then is what differs, and no other page shows what was edited. Compressed copies and
/// the search index are counted and not named.
fn sends(site: &Site, title: &str, text: &str, expected: &[&str]) {
    let public = || files(&site.folder().join("public"));
    let before = public();
    site.write(
        "content/releases/2022/09/release-4.md",
        format!("---\ntitle: {title}\ndate: 2022-09-05\nattendees: [Person 4]\n---\n{text}\n"),
    );
    let told = site.publish(&[]);
    let after = public();
    let differ: Vec<(&String, &Vec<u8>)> =
        after.iter().filter(|(path, bytes)| before.get(*path) != Some(bytes)).collect();
    let sent = told["new_files"].as_u64().unwrap() + told["changed_files"].as_u64().unwrap();
    assert_eq!(sent, differ.len() as u64);
    assert_eq!(told["bytes"], differ.iter().map(|(_, bytes)| bytes.len()).sum::<usize>());
    let named = differ.iter().map(|(path, _)| path.as_str());
    let named: Vec<&str> =
        named.filter(|path| !path.starts_with("search/index/") && !path.ends_with(".gz")).collect();
    assert_eq!(named, expected);
}

fn published_and_read_back(kind: Kind) {
    let server = Server::start(kind);
    let site = site(8, &server, "");
    site.targets(&server.target(""), "precompress: [gzip]\n");
    let told = site.publish(&["--dry-run"]);
    assert!(told["new_files"].as_u64().unwrap() > 50 && server.get("index.html").is_none());
    site.publish(&[]);
    is_as_built(&site, &server);
    assert_eq!(broken(&|path| Some(server.get(path)?.1)), Vec::<String>::new());
    let again = site.publish(&[]);
    assert_eq!(
        (&again["new_files"], &again["changed_files"], &again["bytes"]),
        (&0.into(), &0.into(), &0.into())
    );
    let text = ["feed.json", "feed.xml", "manifest.json", "releases/2022/09/release-4/index.html", "rss.xml"];
    sends(&site, "Release 4", "As it was.\n\nAnd a line more.", &text);
    let headline = [
        "data/releases-2022.csv",
        "data/releases-2022.jsonl",
        "feed.json",
        "feed.xml",
        "index.html",
        "manifest.json",
        "people/person-4/index.html",
        "releases/2022/09/index.html",
        "releases/2022/09/release-3/index.html",
        "releases/2022/09/release-4/index.html",
        "releases/2022/09/release-5/index.html",
        "releases/2022/index.html",
        "releases/index.html",
        "rss.xml",
    ];
    sends(&site, "Another headline", "As it was.\n\nAnd a line more.", &headline);
    let before = files(&site.folder().join("public"));
    site.write("content/pages/about.md", "---\ntitle: About\n---\nWe.\n");
    site.release(20, "New.", true);
    (0..3).for_each(|number| site.release(number, "As it was.", false));
    let told = site.publish(&[]);
    let after = files(&site.folder().join("public"));
    let new = after.keys().filter(|path| !before.contains_key(*path)).count();
    let changed =
        after.iter().filter(|(path, bytes)| before.get(*path).is_some_and(|was| was != *bytes)).count();
    let gone: Vec<&String> = before.keys().filter(|path| !after.contains_key(*path)).collect();
    assert_eq!((&told["new_files"], &told["changed_files"]), (&new.into(), &changed.into()));
    assert_eq!(told["removed_files"], gone.len());
    assert!(!gone.is_empty() && gone.iter().all(|path| server.get(path).is_none()));
    is_as_built(&site, &server);
    let against = site.crier(&["check", "--against", "www", "--now", "2024-01-01"]);
    assert!(against.status.success(), "{}", String::from_utf8_lossy(&against.stderr));
    // An empty build.
    fs::remove_dir_all(site.folder().join("content/releases")).unwrap();
    fs::create_dir_all(site.folder().join("content/releases")).unwrap();
    site.refused(&["publish", "--now", "2024-01-01"], 1);
    assert_eq!(server.get("manifest.json").unwrap().1, after["manifest.json"]);
}

/// The demo of the repository: every kind of page and file, in two languages. Compressed copies would double the files and
/// are tried with the small site.
fn demo_published_and_read_back(kind: Kind) {
    let server = Server::start(kind);
    let site = site(0, &server, "");
    let root = Path::new(env!("CARGO_MANIFEST_DIR"));
    for (path, bytes) in files(&root.join("content")) {
        site.write(&format!("content/{path}"), &bytes);
    }
    let yaml = fs::read_to_string(root.join("crier.yaml")).unwrap();
    let (own, _) = yaml.split_once("publish:").expect("the demo says where it is published");
    let own = own.replace("precompress: [gzip]\n", "");
    site.write("crier.yaml", format!("{own}publish:\n{}", server.target("")));
    site.publish(&[]);
    is_as_built(&site, &server);
    let again = site.publish(&[]);
    assert_eq!((&again["new_files"], &again["changed_files"]), (&0.into(), &0.into()));
}

/// With each edit there are files that are new, files that changed, and files that go, a style sheet that every page names
/// among them; and now and then a file is again as it was before the edit whose publication may have been killed.
fn edit(site: &Site, round: u32) {
    site.about(round % 3);
    site.write("static/css/main.css", format!("/* {} */\n", round / 2 % 3));
    for number in 0..6 {
        site.release(number as usize, "As it was.", (round + number).is_multiple_of(3));
    }
}

/// Waits until a publisher has written this file, or has ended.
fn has_written(server: &Server, path: &str, before: Option<&Vec<u8>>, publisher: &mut Child) {
    loop {
        let found = server.get(path).map(|(_, bytes)| bytes);
        let is_new = found.as_ref().is_some_and(|found| !found.is_empty() && Some(found) != before);
        if is_new || publisher.try_wait().unwrap().is_some() {
            return;
        }
        thread::sleep(Duration::from_millis(3));
    }
}

fn killed_at_any_moment(kind: Kind) {
    let server = Server::start(kind);
    let site = site(8, &server, ", max_delete: 100");
    let read = |path: &str| Some(server.get(path)?.1);
    let start = || site.start(&["publish", "--quiet", "--now", "2024-01-01"]);
    site.publish(&[]);
    edit(&site, 100);
    let begun = Instant::now();
    let mut publisher = start();
    has_written(&server, LOCK, None, &mut publisher);
    let sending = Instant::now();
    assert!(publisher.wait().unwrap().success());
    let (whole, sending) = (begun.elapsed(), sending.elapsed());
    for round in 0..kills() {
        edit(&site, round);
        let left = read(LOCK);
        let mut publisher = start();
        // Who comes after one that was killed waits a second for what that one may have left on the way.
        let pause = Duration::from_secs(u64::from(left.is_some()));
        // One in four at any moment, the others while they send.
        if round % 4 == 0 {
            thread::sleep(moment(round, kills(), whole + pause));
        } else {
            has_written(&server, LOCK, left.as_ref(), &mut publisher);
            thread::sleep(pause + moment(round, kills(), sending));
        }
        let _ = publisher.kill();
        publisher.wait().unwrap();
        assert_eq!(broken(&read), Vec::<String>::new(), "round {round}");
    }
    // What a killed publisher wrote is written over, even where the site is again as the manifest says.
    for part in [1, 4] {
        edit(&site, 102);
        site.publish(&[]);
        edit(&site, 101);
        let mut publisher = start();
        has_written(&server, JOURNAL, None, &mut publisher);
        thread::sleep(sending * part / 20);
        let _ = publisher.kill();
        publisher.wait().unwrap();
        edit(&site, 102);
        site.publish(&[]);
        is_as_built(&site, &server);
    }
    assert_eq!(broken(&read), Vec::<String>::new());
}

fn of_two_publishers_none_undoes_the_other(kind: Kind) {
    let server = Server::start(kind);
    let site = site(6, &server, "");
    site.publish(&[]);
    site.release(8, "New.", false);
    let mut both: Vec<_> = ["../a", "../b"]
        .map(|out| site.start(&["publish", "--quiet", "--out", out, "--now", "2024-01-01"]))
        .into_iter()
        .collect();
    let ended: Vec<bool> = both.iter_mut().map(|child| child.wait().unwrap().success()).collect();
    assert!(ended.contains(&true));
    site.publish(&[]);
    is_as_built(&site, &server);
    // With a time of grace, whoever reads while there is a publication finds all that is named.
    site.targets(&server.target(", grace: 1h"), "");
    let over = AtomicBool::new(false);
    let found = thread::scope(|scope| {
        let reading = scope.spawn(|| {
            let (mut found, mut rounds) = (Vec::new(), 0);
            while !over.load(Ordering::Relaxed) {
                found.extend(broken(&|path| Some(server.get(path)?.1)));
                rounds += 1;
            }
            assert!(rounds > 1, "it read {rounds} times");
            found
        });
        for round in 0..3 {
            (0..6).for_each(|number| site.release(number, "As it was.", (number + round) % 2 == 0));
            let told = site.publish(&[]);
            assert_eq!(told["removed_files"], 0);
            assert!(told["leaving_files"].as_u64().unwrap() > 0);
        }
        over.store(true, Ordering::Relaxed);
        reading.join().unwrap()
    });
    assert_eq!(found, Vec::<String>::new());
    let again = site.publish(&[]);
    assert_eq!((&again["new_files"], &again["removed_files"]), (&0.into(), &0.into()));
    // Without it, what waited goes, though nothing else is to be done.
    site.targets(&server.target(""), "");
    let last = site.publish(&[]);
    assert!(last["removed_files"].as_u64().unwrap() > 0 && last["leaving_files"] == 0, "{last}");
    is_as_built(&site, &server);
}

/// How a file is answered: media type, for how long it may be kept, and its coding.
fn answer(server: &Server, path: &str) -> (String, String, Option<String>) {
    let (headers, _) = server.get(path).unwrap_or_else(|| panic!("{path} is not there"));
    let header = |name: &str| headers.get(name).cloned();
    (header("content-type").unwrap(), header("cache-control").unwrap(), header("content-encoding"))
}

#[test]
fn objects_are_answered_as_web_servers_would_answer_them() {
    const AGAIN: &str = "public, max-age=0, must-revalidate";
    const FOR_EVER: &str = "public, max-age=31536000, immutable";
    for (kind, copy, coding) in [
        (Kind::S3, "text/html; charset=utf-8", Some("gzip")),
        // OpenDAL cannot tell Azure of a coding: what would be read as a page is no page then.
        (Kind::Azure, "application/octet-stream", None),
    ] {
        let server = Server::start(kind);
        let site = site(3, &server, "");
        site.targets(&server.target(""), "precompress: [gzip]\n");
        site.publish(&[]);
        let built = files(&site.folder().join("public"));
        let css = built.keys().find(|path| path.ends_with(".css")).unwrap();
        for (path, media_type, cache, coding) in [
            ("index.html", "text/html; charset=utf-8", AGAIN, None),
            ("feed.xml", "application/atom+xml", AGAIN, None),
            ("sitemap.xml", "application/xml", AGAIN, None),
            ("manifest.json", "application/json", AGAIN, None),
            (css, "text/css; charset=utf-8", FOR_EVER, None),
            ("index.html.gz", copy, AGAIN, coding),
        ] {
            let expected = (media_type.to_owned(), cache.to_owned(), coding.map(str::to_owned));
            assert_eq!(answer(&server, path), expected, "{kind:?}: {path}");
        }
    }
}

#[test]
fn a_large_file_is_sent_in_parts() {
    let digits = |number: u32| number.wrapping_mul(2_654_435_761).to_le_bytes();
    let large: Vec<u8> = (0..9 << 18).flat_map(digits).collect();
    for kind in [Kind::S3, Kind::Azure, Kind::Sftp] {
        let server = Server::start(kind);
        let site = site(0, &server, "");
        fs::create_dir_all(site.folder().join("static")).unwrap();
        fs::write(site.folder().join("static/large.bin"), &large).unwrap();
        site.publish(&[]);
        assert!(server.get("large.bin").unwrap().1 == large, "{kind:?}");
    }
}

macro_rules! each {
    ($($name:ident: $kind:expr,)*) => {$(
        mod $name {
            use crate::servers::Kind;

            #[test]
            fn what_is_read_back_is_what_was_built_and_only_changes_are_sent() {
                super::published_and_read_back($kind);
            }

            #[test]
            fn the_demo_is_there_as_it_was_built() {
                super::demo_published_and_read_back($kind);
            }

            #[test]
            fn killed_at_any_moment_no_link_is_broken_and_the_next_completes_it() {
                super::killed_at_any_moment($kind);
            }

            #[test]
            fn of_two_publishers_none_undoes_the_other_and_what_leaves_waits_for_its_grace() {
                super::of_two_publishers_none_undoes_the_other($kind);
            }
        }
    )*};
}

each! {
    s3: Kind::S3,
    azure: Kind::Azure,
    webdav: Kind::WebDav,
    sftp: Kind::Sftp,
}
