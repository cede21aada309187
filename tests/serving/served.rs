//! A site and the server that shows it.

use crate::http::{self, Answer};
use std::fs;
use std::io::{BufRead, BufReader, Read};
use std::net::SocketAddr;
use std::path::{Path, PathBuf};
use std::process::{Child, Command, Stdio};
use std::sync::{Arc, Mutex};
use std::time::{Duration, Instant};
use tempfile::TempDir;

/// Longer than any change takes to be shown, on any machine.
pub(crate) const PATIENCE: Duration = Duration::from_secs(20);

/// For when all sites of these tests are shown.
pub(crate) const NOW: &str = "2030-01-01";

/// The command, with nothing of the surroundings that changes what it does.
pub(crate) fn crier() -> Command {
    let mut command = Command::new(env!("CARGO_BIN_EXE_crier"));
    command.env_remove("GITHUB_ACTIONS").env_remove("NO_COLOR").env_remove("CRIER_EDITOR");
    command
}

/// A site of a few releases.
pub(crate) fn small() -> TempDir {
    let folder = tempfile::tempdir().unwrap();
    let write = |path: &str, text: &str| write(folder.path(), path, text);
    write("crier.yaml", "title: Small News\nissuer: office\n");
    write("content/units.yaml", "- {id: office, name: County Office}\n");
    write("content/people.yaml", "- {id: jane, name: Jane Doe, terms: [{title: Mayor}]}\n");
    write("content/pages/about.md", "---\ntitle: About\n---\n\nAbout this site.\n");
    for number in 0..12 {
        write(&format!("content/releases/r{number:02}.md"), &release(number, "First words."));
    }
    write(
        "content/releases/flood/index.md",
        "---\ntitle: Flood report\ndate: 2022-03-04\nattachments: [report.txt]\n---\n\nWords.\n",
    );
    write("content/releases/flood/report.txt", &"The whole report.\n".repeat(20_000));
    write(
        "content/releases/draft.md",
        "---\ntitle: Not yet\ndate: 2022-05-06\nstatus: draft\n---\n\nSecret.\n",
    );
    folder
}

/// The text of a release.
pub(crate) fn release(number: usize, body: &str) -> String {
    let day = number % 28 + 1;
    format!(
        "---\ntitle: Release {number}\ndate: 2022-02-{day:02}\nattendees: [jane]\ntopics: [Roads]\n---\n\n{body}\n"
    )
}

/// Writes a file and the folders above it.
pub(crate) fn write(root: &Path, path: &str, text: impl AsRef<[u8]>) {
    let file = root.join(path);
    fs::create_dir_all(file.parent().unwrap()).unwrap();
    fs::write(file, text).unwrap();
}

/// A server at work. It ends when this is dropped.
pub(crate) struct Served {
    pub(crate) folder: TempDir,
    pub(crate) address: SocketAddr,
    pub(crate) child: Child,
    said: Arc<Mutex<String>>,
}

impl Served {
    /// Serves the small site.
    pub(crate) fn small() -> Self {
        Served::new(small(), &[])
    }

    /// Serves a site on a port that is free.
    pub(crate) fn new(folder: TempDir, arguments: &[&str]) -> Self {
        let mut command = crier();
        command.args(["serve", "--port", "0", "--now", NOW, "--site"]).arg(folder.path()).args(arguments);
        command.stdin(Stdio::piped()).stdout(Stdio::piped()).stderr(Stdio::piped());
        let mut child = command.spawn().expect("crier");
        let said = Arc::new(Mutex::new(String::new()));
        let mut out = BufReader::new(child.stdout.take().unwrap());
        let mut first = String::new();
        out.read_line(&mut first).unwrap();
        listen(out, said.clone());
        listen(BufReader::new(child.stderr.take().unwrap()), said.clone());
        let at =
            first.find("http://").unwrap_or_else(|| panic!("no address: {first}{}", said.lock().unwrap()));
        let host = first[at + 7..].split('/').next().unwrap();
        said.lock().unwrap().push_str(&first);
        Served { folder, address: host.parse().expect("an address"), child, said }
    }

    /// A path of the site's folder.
    pub(crate) fn path(&self, path: &str) -> PathBuf {
        self.folder.path().join(path)
    }

    /// Writes a file of the site.
    pub(crate) fn write(&self, path: &str, text: impl AsRef<[u8]>) {
        write(self.folder.path(), path, text);
    }

    /// Asks for a path.
    pub(crate) fn get(&self, path: &str) -> Answer {
        http::get(self.address, path)
    }

    /// Waits until a page is as it should be.
    #[track_caller]
    pub(crate) fn until(&self, path: &str, what: impl Fn(&Answer) -> bool) -> Answer {
        let start = Instant::now();
        loop {
            let answer = self.get(path);
            if what(&answer) {
                return answer;
            }
            assert!(start.elapsed() < PATIENCE, "{path} stays {}; {}", answer.head, self.said());
            std::thread::sleep(Duration::from_millis(5));
        }
    }

    /// Waits until a page holds these words.
    #[track_caller]
    pub(crate) fn shows(&self, path: &str, words: &str) {
        self.until(path, |answer| answer.status == 200 && answer.text().contains(words));
    }

    /// Waits until browsers are told of findings that hold these words.
    #[track_caller]
    pub(crate) fn overlays(&self, words: &str) {
        self.told(|news| news.contains("<section") && news.contains(words));
    }

    /// Waits until browsers are told of no findings.
    #[track_caller]
    pub(crate) fn is_mended(&self) {
        self.told(|news| news.contains("\"overlay\":null"));
    }

    #[track_caller]
    fn told(&self, what: impl Fn(&str) -> bool) {
        let start = Instant::now();
        loop {
            let news = self.news();
            if what(&news) {
                return;
            }
            assert!(start.elapsed() < PATIENCE, "browsers are told {news}");
            std::thread::sleep(Duration::from_millis(5));
        }
    }

    /// What a browser is told when it connects.
    pub(crate) fn news(&self) -> String {
        use std::io::Write;
        let mut stream = std::net::TcpStream::connect(self.address).unwrap();
        stream.set_read_timeout(Some(PATIENCE)).unwrap();
        let host = self.address;
        write!(stream, "GET /-crier/events HTTP/1.1\r\nHost: {host}\r\n\r\n").unwrap();
        let mut text = Vec::new();
        let mut piece = [0; 4096];
        while !String::from_utf8_lossy(&text).contains("}\n\n") {
            let read = stream.read(&mut piece).expect("an event");
            assert!(read > 0, "the stream ended");
            text.extend_from_slice(&piece[..read]);
        }
        String::from_utf8_lossy(&text).into_owned()
    }

    /// Everything that was printed.
    pub(crate) fn said(&self) -> String {
        self.said.lock().unwrap().clone()
    }

    /// Memory that the server holds now, in bytes (Linux, proc(5)).
    pub(crate) fn memory(&self) -> u64 {
        let status = fs::read_to_string(format!("/proc/{}/status", self.child.id())).unwrap();
        let line = status.lines().find(|line| line.starts_with("VmRSS:")).unwrap();
        line.split_whitespace().nth(1).unwrap().parse::<u64>().unwrap() * 1024
    }
}

impl Drop for Served {
    fn drop(&mut self) {
        let _ = self.child.kill();
        let _ = self.child.wait();
    }
}

fn listen(mut from: impl BufRead + Send + 'static, said: Arc<Mutex<String>>) {
    std::thread::spawn(move || {
        let mut line = String::new();
        while from.read_line(&mut line).is_ok_and(|read| read > 0) {
            said.lock().unwrap().push_str(&line);
            line.clear();
        }
    });
}
