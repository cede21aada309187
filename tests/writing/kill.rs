//! `kill -9` at random moments. After each, a reader of the output sees whole files only, and every page that
//! the manifest lists leads to files that are there; the next build ends as if nothing had happened. Pages that
//! the manifest does not list are new ones that nothing leads to yet, or old ones that nothing leads to any more:
//! their links may lead to one another.

use crate::tree::{assert_same, tree};
use crate::{build, links, said, site, succeeds};
use serde_json::Value;
use std::collections::BTreeMap;
use std::fs;
use std::path::Path;
use std::process::Stdio;
use std::time::{Duration, Instant, SystemTime};

const KILLS: u64 = 50;

/// How often the test looks whether a build has begun to change the output.
const GLANCE: Duration = Duration::from_micros(200);

/// A small generator of random numbers (splitmix64): enough to choose moments, and the same on every machine.
struct Random(u64);

impl Random {
    fn next(&mut self) -> u64 {
        self.0 = self.0.wrapping_add(0x9E37_79B9_7F4A_7C15);
        let mixed = (self.0 ^ (self.0 >> 30)).wrapping_mul(0xBF58_476D_1CE4_E5B9);
        let mixed = (mixed ^ (mixed >> 27)).wrapping_mul(0x94D0_49BB_1331_11EB);
        mixed ^ (mixed >> 31)
    }

    fn below(&mut self, limit: Duration) -> Duration {
        limit.mul_f64(self.next() as f64 / u64::MAX as f64)
    }
}

fn seed() -> u64 {
    match std::env::var("CRIER_SEED") {
        Ok(seed) => seed.parse().expect("CRIER_SEED is a number"),
        Err(_) => SystemTime::now().duration_since(SystemTime::UNIX_EPOCH).unwrap().as_nanos() as u64,
    }
}

#[test]
#[allow(clippy::print_stderr, reason = "the seed is needed to see a failure again")]
fn a_killed_build_never_leaves_a_broken_site() {
    let seed = seed();
    eprintln!("CRIER_SEED={seed}");
    let mut random = Random(seed);
    let root = tempfile::tempdir().unwrap();
    let sites = [root.path().join("first"), root.path().join("second")];
    let clean = [0, 1].map(|version| {
        site::large(&sites[version], version == 1);
        let out = root.path().join(format!("clean-{version}"));
        succeeds(&mut build(&sites[version], &out));
        let files = tree(&out);
        assert_eq!(links::broken(&files, files.keys()), [], "the site itself is sound");
        files
    });

    let out = root.path().join("www/public");
    let work = root.path().join("www/.public.crier");
    succeeds(&mut build(&sites[0], &out));
    let (whole, commit) = measure(&sites[1], &out, &work);
    eprintln!("{} files, a build takes {whole:?}, changes the output for {commit:?}", clean[0].len());
    let mut standing = 1;
    let mut inside = 0;
    for kill in 0..KILLS {
        let version = 1 - standing;
        // Some of the builds are the first of all.
        if kill % 8 == 4 {
            fs::remove_dir_all(&out).unwrap();
        }
        let mut child =
            build(&sites[version], &out).stdout(Stdio::null()).stderr(Stdio::null()).spawn().unwrap();
        if kill % 2 == 0 {
            std::thread::sleep(random.below(whole));
        } else {
            // The moments in which the output changes are few: half of the kills go there.
            while child.try_wait().unwrap().is_none() && !work.join("journal.json").exists() {
                std::thread::sleep(GLANCE);
            }
            std::thread::sleep(random.below(commit));
        }
        child.kill().unwrap();
        child.wait().unwrap();
        inside += u32::from(work.join("journal.json").exists());

        let what = format!("CRIER_SEED={seed}, kill {kill}, version {version}");
        check(&out, &clean, &what);
        let version = (random.next() % 2) as usize;
        let output = build(&sites[version], &out).output().unwrap();
        standing = version;
        assert!(output.status.success(), "{what}, the next build: {}", said(&output));
        assert_same(&tree(&out), &clean[version], &format!("{what}, the next build"));
        assert!(!work.exists(), "{what}: the work folder is left");
    }
    eprintln!("{inside} of {KILLS} kills hit a build that was changing the output");
}

/// What a reader finds after a kill.
fn check(out: &Path, clean: &[BTreeMap<String, Vec<u8>>; 2], what: &str) {
    if !out.exists() {
        return;
    }
    let files = tree(out);
    for (path, bytes) in &files {
        // A folder that is made for a file, or that its last file has just left.
        let is_folder = path.ends_with('/') && bytes.is_empty();
        let is_whole = clean.iter().any(|clean| clean.get(path) == Some(bytes));
        assert!(is_folder || is_whole, "{what}: {path} is of neither version");
    }
    let manifest: Value = serde_json::from_slice(&files["manifest.json"]).expect(what);
    let listed = manifest["files"].as_array().unwrap().iter();
    let listed: Vec<String> = listed.map(|file| file["path"].as_str().unwrap().to_owned()).collect();
    let missing: Vec<&String> =
        listed.iter().filter(|path| !files.contains_key(*path) && !changes_kind(path)).collect();
    assert!(missing.is_empty(), "{what}: files of the manifest are missing: {missing:?}");
    assert_eq!(links::broken(&files, listed.iter()), [], "{what}: broken links");
}

/// The files that stand where the other version has a folder: for a moment there is neither.
fn changes_kind(path: &str) -> bool {
    ["old.html", "a", "b"].contains(&path.split('/').next().unwrap_or_default())
}

/// How long a build takes, and how long it changes the output.
fn measure(site: &Path, out: &Path, work: &Path) -> (Duration, Duration) {
    let start = Instant::now();
    let mut child = build(site, out).stdout(Stdio::null()).stderr(Stdio::null()).spawn().unwrap();
    let mut moments = Vec::new();
    while child.try_wait().unwrap().is_none() {
        if work.join("journal.json").exists() {
            moments.push(Instant::now());
        }
        std::thread::sleep(GLANCE);
    }
    let first = moments.first().expect("a build that changes the output writes a journal");
    (start.elapsed(), moments[moments.len() - 1] - *first)
}
