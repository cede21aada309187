//! A small site in a folder of its own, and `crier` run on it.
#![expect(clippy::disallowed_methods, reason = "the tests make sites and look at what was published")]

use std::collections::BTreeMap;
use std::fs;
use std::path::{Path, PathBuf};
use std::process::{Child, Command, Output, Stdio};
use std::thread;
use std::time::Duration;
use tempfile::TempDir;

/// A site, with room beside it for what it is published to.
pub(crate) struct Site {
    room: TempDir,
    environment: Vec<(&'static str, String)>,
}

impl Site {
    /// A site with some releases, published as `targets` says.
    pub(crate) fn new(releases: usize, targets: &str) -> Self {
        let site = Site { room: TempDir::new().unwrap(), environment: Vec::new() };
        site.targets(targets, "");
        (0..releases).for_each(|number| site.release(number, "As it was.", true));
        site
    }

    /// The site, with variables in the environment of crier.
    pub(crate) fn with(self, environment: Vec<(&'static str, String)>) -> Self {
        Site { environment, ..self }
    }

    /// Writes `crier.yaml`, with these targets and more lines.
    pub(crate) fn targets(&self, targets: &str, more: &str) {
        let yaml = format!("title: News\nbase_url: https://news.example/\npublish:\n{targets}{more}");
        self.write("crier.yaml", &yaml);
    }

    /// A path beside the site's folder.
    pub(crate) fn beside(&self, path: &str) -> PathBuf {
        self.room.path().join(path)
    }

    /// The folder of the site.
    pub(crate) fn folder(&self) -> PathBuf {
        self.beside("site")
    }

    /// Writes a file of the site.
    pub(crate) fn write(&self, path: &str, content: impl AsRef<[u8]>) {
        let file = self.folder().join(path);
        fs::create_dir_all(file.parent().unwrap()).unwrap();
        fs::write(file, content).unwrap();
    }

    /// Writes a release, with or without a person of its own.
    pub(crate) fn release(&self, number: usize, text: &str, attended: bool) {
        let attendees = if attended { format!("attendees: [Person {number}]\n") } else { String::new() };
        self.write(
            &format!("content/releases/2022/09/release-{number}.md"),
            format!(
                "---\ntitle: Release {number}\ndate: 2022-09-{:02}\n{attendees}---\n{text}\n",
                number % 28 + 1
            ),
        );
    }

    fn command(&self, arguments: &[&str]) -> Command {
        let mut command = Command::new(env!("CARGO_BIN_EXE_crier"));
        command.current_dir(self.folder()).args(arguments).env_remove("GITHUB_ACTIONS");
        command.envs(self.environment.iter().map(|(name, value)| (name, value)));
        command
    }

    /// Runs crier in the site's folder.
    pub(crate) fn crier(&self, arguments: &[&str]) -> Output {
        self.command(arguments).output().unwrap()
    }

    /// Starts crier in the site's folder.
    pub(crate) fn start(&self, arguments: &[&str]) -> Child {
        self.command(arguments).stdout(Stdio::null()).stderr(Stdio::null()).spawn().unwrap()
    }

    /// Publishes, which must succeed; the summary.
    pub(crate) fn publish(&self, more: &[&str]) -> serde_json::Value {
        let arguments = [&["publish", "--format", "json", "--now", "2024-01-01"], more].concat();
        let output = self.crier(&arguments);
        let said = String::from_utf8(output.stdout).unwrap();
        assert!(output.status.success(), "{said}{}", String::from_utf8_lossy(&output.stderr));
        let line = said.lines().find(|line| line.contains("\"summary\"")).unwrap_or_else(|| panic!("{said}"));
        serde_json::from_str::<serde_json::Value>(line).unwrap()["summary"].clone()
    }

    /// Publishes 50 times, each time another text, and kills the publisher: at moments from its start to a little after the
    /// end of what `whole` was for, in an order of their own. `look` is called after each.
    pub(crate) fn kill_publishers(&self, whole: Duration, look: impl Fn(u32)) {
        for round in 0..50 {
            self.about(round);
            let mut publisher = self.start(&["publish", "--quiet"]);
            thread::sleep(moment(round, 50, whole));
            let _ = publisher.kill();
            publisher.wait().unwrap();
            look(round);
        }
    }

    /// Writes a standing page that says which round it is.
    pub(crate) fn about(&self, round: u32) {
        self.write("content/pages/about.md", format!("---\ntitle: About\n---\nRound {round}.\n"));
    }

    /// Runs crier, which must fail with this exit code; what it said to people.
    pub(crate) fn refused(&self, arguments: &[&str], code: i32) -> String {
        let output = self.crier(arguments);
        let said = String::from_utf8_lossy(&output.stderr).into_owned();
        assert_eq!(output.status.code(), Some(code), "{said}");
        said
    }
}

/// One of so many moments from the start to a little after the end of a time, in an order of their own.
pub(crate) fn moment(round: u32, times: u32, whole: Duration) -> Duration {
    whole * (round * 37 % times) / (times * 4 / 5).max(1) + Duration::from_micros(u64::from(round) * 97)
}

/// Every file below a folder, by its path; links to folders are followed at the top only.
pub(crate) fn files(folder: &Path) -> BTreeMap<String, Vec<u8>> {
    let folder = fs::canonicalize(folder).unwrap();
    let entries = walkdir::WalkDir::new(&folder).into_iter().map(Result::unwrap);
    let own = |path: &Path| path.strip_prefix(&folder).unwrap().to_string_lossy().into_owned();
    entries
        .filter(|entry| entry.file_type().is_file() && !own(entry.path()).starts_with(".git/"))
        .map(|entry| (own(entry.path()), fs::read(entry.path()).unwrap()))
        .collect()
}

/// Runs git, which must succeed; what it printed.
pub(crate) fn git(folder: &Path, arguments: &[&str]) -> String {
    let mut command = Command::new("git");
    let identity =
        ["-c", "user.name=Test", "-c", "user.email=test@example.org", "-c", "init.defaultBranch=main"];
    let output = command.current_dir(folder).args(identity).args(arguments).output().unwrap();
    assert!(output.status.success(), "git {arguments:?}: {}", String::from_utf8_lossy(&output.stderr));
    String::from_utf8_lossy(&output.stdout).trim().to_owned()
}
