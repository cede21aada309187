//! Many random edits under eight clients that ask without pause. At the end every page that is served equals the page
//! that a fresh build writes, and memory has not grown.

use crate::http;
use crate::served::{NOW, PATIENCE, Served, crier, small, write};
use std::fs;
use std::path::Path;
use std::sync::Arc;
use std::sync::atomic::{AtomicBool, AtomicUsize, Ordering};
use std::time::{Duration, Instant, SystemTime};

#[test]
fn after_many_edits_every_page_is_as_built_anew() {
    let number = |name: &str| std::env::var(name).ok().and_then(|text| text.parse::<u64>().ok());
    let nanos = SystemTime::now().duration_since(SystemTime::UNIX_EPOCH).unwrap().as_nanos() as u64;
    let seed = number("CRIER_SEED").unwrap_or(nanos);
    let edits = number("SOAK").unwrap_or(200);
    println!("CRIER_SEED={seed}, {edits} edits");
    let served = Served::new(site(), &[]);
    let address = served.address;
    let (ends, asked) = (Arc::new(AtomicBool::new(false)), Arc::new(AtomicUsize::new(0)));
    let clients: Vec<_> = (0..8)
        .map(|client| {
            let (ends, asked) = (ends.clone(), asked.clone());
            std::thread::spawn(move || {
                let mut dice = Dice(seed ^ (client + 1));
                while !ends.load(Ordering::Relaxed) {
                    let path = dice.of(&PATHS).replace("{}", &format!("{:02}", dice.below(40)));
                    let answer = http::get(address, &path);
                    assert!(
                        matches!(answer.status, 200 | 302 | 404),
                        "{path}: {}\n{}",
                        answer.head,
                        answer.text()
                    );
                    asked.fetch_add(1, Ordering::Relaxed);
                    std::thread::sleep(Duration::from_millis(5));
                }
            })
        })
        .collect();
    let mut dice = Dice(seed);
    let mut memory = Vec::new();
    for edit in 0..edits {
        change(served.folder.path(), &mut dice);
        std::thread::sleep(Duration::from_millis(dice.below(60)));
        if edit % (edits / 10).max(1) == 0 {
            memory.push(served.memory() / 1024);
        }
    }
    // Whatever the edits left broken is mended.
    sound(served.folder.path());
    served.is_mended();
    settle(&served);
    ends.store(true, Ordering::Relaxed);
    clients.into_iter().for_each(|client| client.join().expect("a client that was answered well"));
    println!("{} requests; memory in KiB: {memory:?}", asked.load(Ordering::Relaxed));
    assert_as_built(&served);
    // Editing goes on between the measurements, so they vary; what leaks would grow with each of the edits.
    if edits >= 1000 {
        let (early, late) = (memory[2..4].iter().max().unwrap(), memory[8..].iter().min().unwrap());
        assert!(late * 10 < early * 13, "memory grows: {memory:?}");
    }
}

/// Pages that clients ask for.
const PATHS: [&str; 9] = [
    "/",
    "/releases/",
    "/releases/2022/02/",
    "/releases/2022/02/r{}/",
    "/releases/2023/03/r{}/",
    "/people/jane/",
    "/feed.xml",
    "/search/index/root.bin",
    "/topics/roads/",
];

/// A site of forty releases.
fn site() -> tempfile::TempDir {
    let folder = small();
    fs::remove_file(folder.path().join("content/releases/draft.md")).unwrap();
    sound(folder.path());
    (0..40).for_each(|number| put(folder.path(), number, "2022-02-03", "jane", "First words."));
    folder
}

/// The files that edits break, as they should be.
fn sound(root: &Path) {
    write(root, "crier.yaml", "title: Small News\nissuer: office\nlists: {page: 5}\n");
    write(
        root,
        "content/people.yaml",
        "- {id: jane, name: Jane Doe, terms: [{title: Mayor}]}\n- {id: li, name: 李伟}\n",
    );
    write(root, "content/releases/fragile.md", "---\ntitle: Fragile\ndate: 2022-02-03\n---\n\nWords.\n");
    write(root, "templates/parts/footer-extra.html", "<p>Below.</p>\n");
    // Others link to it.
    put(root, 0, "2022-02-03", "jane", "First words.");
}

fn put(root: &Path, number: u64, date: &str, person: &str, body: &str) {
    let text = format!(
        "---\ntitle: Release {number}\ndate: {date}\nattendees: [{person}]\ntopics: [Roads]\n---\n\n{body}\n"
    );
    write(root, &format!("content/releases/r{number:02}.md"), text);
}

/// One edit, as a writer, a script or a version control system makes it.
fn change(root: &Path, dice: &mut Dice) {
    let number = dice.below(40);
    let words = format!("Words number {}.", dice.below(1_000_000));
    let file = root.join(format!("content/releases/r{number:02}.md"));
    match dice.below(16) {
        0..=4 => put(root, number, "2022-02-03", "jane", &words),
        5 => put(root, number, "2023-03-04", "jane", &words),
        6 => put(root, number, "2022-02-03", "李伟", &words),
        7 => put(root, number, "2022-02-03", "A stranger", &format!("[{words}](r00.md) [a](/about/)")),
        8 => drop(fs::remove_file(&file)),
        9 => {
            let new = root.join(".new");
            fs::write(&new, format!("---\ntitle: {words}\ndate: 2022-02-03\n---\n\n{words}\n")).unwrap();
            fs::rename(new, file).unwrap();
        }
        10 => drop(fs::rename(&file, root.join(format!("content/releases/r{:02}.md", dice.below(40))))),
        11 => write(root, "templates/parts/footer-extra.html", format!("<p>{words}</p>\n")),
        12 => write(
            root,
            "content/people.yaml",
            format!(
                "- {{id: jane, name: Jane Doe, terms: [{{title: \"{words}\"}}]}}\n- {{id: li, name: 李伟}}\n"
            ),
        ),
        13 => write(
            root,
            "content/releases/fragile.md",
            "---\ntitle: Fragile\ndate: 2022-02-33\n---\n\nWords.\n",
        ),
        14 => sound(root),
        _ => write(root, "content/releases/flood/report.txt", words),
    }
}

/// Waits until nothing is on its way any more: a last edit is shown.
fn settle(served: &Served) {
    write(
        served.folder.path(),
        "content/releases/fragile.md",
        "---\ntitle: Fragile\ndate: 2022-02-03\n---\n\nThe end.\n",
    );
    served.shows("/releases/2022/02/fragile/", "The end.");
    std::thread::sleep(Duration::from_millis(300));
}

/// Every file of a fresh build is served, but for the manifest; pages have the server's script more.
fn assert_as_built(served: &Served) {
    let out = tempfile::tempdir().unwrap();
    let public = out.path().join("public");
    let base = format!("http://{}/", served.address);
    let output = crier()
        .args(["build", "-q", "--drafts", "--now", NOW, "--base-url", &base, "--site"])
        .arg(served.folder.path())
        .arg("--out")
        .arg(&public)
        .output()
        .unwrap();
    assert_eq!(output.status.code(), Some(0), "{}", String::from_utf8_lossy(&output.stderr));
    let mut files = Vec::new();
    list(&public, "", &mut files);
    assert!(files.len() > 100, "{}", files.len());
    let start = Instant::now();
    for file in files.iter().filter(|file| *file != "manifest.json") {
        let path = format!("/{}", percent_encoding::utf8_percent_encode(file, percent_encoding::CONTROLS));
        let built = fs::read(public.join(file)).unwrap();
        let served = served.get(&path);
        let text = |bytes: &[u8]| String::from_utf8_lossy(bytes).into_owned();
        match file.ends_with(".html") {
            true => {
                let lines = text(&served.body);
                let lines = lines.split_inclusive('\n').filter(|line| !line.contains("/-crier/live.js"));
                assert_eq!(lines.collect::<String>(), text(&built), "{file}");
            }
            false => assert!(served.body == built, "{file}: {} and {} bytes", served.body.len(), built.len()),
        }
        assert!(start.elapsed() < PATIENCE * 10);
    }
}

fn list(folder: &Path, prefix: &str, files: &mut Vec<String>) {
    for entry in fs::read_dir(folder).unwrap().map(Result::unwrap) {
        let path = format!("{prefix}{}", entry.file_name().to_string_lossy());
        match entry.file_type().unwrap().is_dir() {
            true => list(&entry.path(), &format!("{path}/"), files),
            false => files.push(path),
        }
    }
}

/// SplitMix64 (Steele, Lea, Flood 2014): enough to throw with.
struct Dice(u64);

impl Dice {
    fn below(&mut self, sides: u64) -> u64 {
        self.0 = self.0.wrapping_add(0x9e37_79b9_7f4a_7c15);
        let mut z = self.0;
        z = (z ^ (z >> 30)).wrapping_mul(0xbf58_476d_1ce4_e5b9);
        z = (z ^ (z >> 27)).wrapping_mul(0x94d0_49bb_1331_11eb);
        (z ^ (z >> 31)) % sides
    }

    fn of<'a>(&mut self, things: &[&'a str]) -> &'a str {
        things[self.below(things.len() as u64) as usize]
    }
}
