//! The only driver: a whole site in one string, built through the library into a folder of its own.
//!
//! ```text
//! let built = Site::from_text("
//!     == content/releases/2022/09/a.md ==
//!     ---
//!     title: Road closed
//!     date: 2022-09-28
//!     ---
//!     The road is closed.
//! ").build();
//! assert_eq!(built.findings(), [""; 0]);
//! assert!(built.file("releases/2022/09/a/index.html").contains("Road closed"));
//! ```

use crier::base::address::Base;
use crier::base::diagnostic::{Note, Report};
use crier::base::moment;
use crier::base::output::Sink;
use crier::base::source::Sources;
use crier::build;
use crier::build::memo::Memo;
use crier::build::site::{Order, Site as Ready};
use crier::config;
use crier::config::severities::judged as judged_by;
use crier::disk;
use crier::disk::stage::{Changes, Nowhere, Stage};
use crier::guard::{self, exceptions};
use crier::inspect::Inspector;
use crier::inspect::site::Site as Inspected;
use crier::render::manifest;
use crier::report::locate::Files;
use std::collections::BTreeMap;
use std::fs;
use std::path::{Path, PathBuf};
use tempfile::TempDir;

/// Where a site is published whose `crier.yaml` has no `base_url`.
pub(crate) const HOST: &str = "https://news.example.gov";

/// A site's folder, and how it is to be built.
pub(crate) struct Site {
    folder: TempDir,
    now: String,
    base: Option<String>,
    without_base: bool,
    drafts: bool,
    threads: Option<usize>,
}

/// A site that was built, or was not because of its findings.
pub(crate) struct Built {
    site: Site,
    findings: Vec<String>,
    helps: Vec<String>,
    notes: Vec<String>,
    changes: Option<Changes>,
    planned: Vec<String>,
    held: usize,
    next_due: Option<String>,
}

impl Site {
    /// A site without files.
    pub(crate) fn empty() -> Self {
        let folder =
            tempfile::Builder::new().prefix("crier-suite-").tempdir().expect("a folder for the site");
        fs::create_dir(folder.path().join("site")).expect("a folder for the sources");
        Site {
            folder,
            now: "2024-01-01T00:00".into(),
            base: None,
            without_base: false,
            drafts: false,
            threads: None,
        }
    }

    /// A site of files that are parted by lines such as `== content/people.yaml ==`. The indentation of the first
    /// such line is taken off every line.
    pub(crate) fn from_text(text: &str) -> Self {
        let mut site = Site::empty();
        for (path, content) in parts(text) {
            site = site.file(&path, content);
        }
        site
    }

    /// Writes a file, which may be anything.
    pub(crate) fn file(self, path: &str, content: impl AsRef<[u8]>) -> Self {
        let file = self.path(path);
        fs::create_dir_all(file.parent().expect("a parent")).expect("a folder");
        fs::write(file, content).expect("a file");
        self
    }

    /// Writes `content/releases/<year>/<month>/<id>.md`; `front` are more lines of front matter.
    pub(crate) fn release(self, id: &str, date: &str, front: &str, body: &str) -> Self {
        let path = format!("content/releases/{}/{}/{id}.md", &date[..4], &date[5..7]);
        let front: String = front.lines().map(|line| format!("{line}\n")).collect();
        self.file(&path, format!("---\ntitle: Title of {id}\ndate: {date}\n{front}---\n{body}\n"))
    }

    /// Deletes a file.
    pub(crate) fn without(self, path: &str) -> Self {
        fs::remove_file(self.path(path)).expect("a file to delete");
        self
    }

    /// Makes a symbolic link at `path`; `to` is taken as it is.
    #[cfg(unix)]
    pub(crate) fn link(self, path: &str, to: &str) -> Self {
        let file = self.path(path);
        fs::create_dir_all(file.parent().expect("a parent")).expect("a folder");
        std::os::unix::fs::symlink(to, file).expect("a link");
        self
    }

    /// Builds for this moment, in place of 2024-01-01T00:00; without an offset in the site's time zone.
    pub(crate) fn now(mut self, moment: &str) -> Self {
        self.now = moment.into();
        self
    }

    /// Publishes it there.
    pub(crate) fn base(mut self, base: &str) -> Self {
        self.base = Some(base.into());
        self
    }

    /// Leaves where it is published to its `crier.yaml`.
    pub(crate) fn own_base(mut self) -> Self {
        self.without_base = true;
        self
    }

    /// Lets held releases through.
    pub(crate) fn drafts(mut self) -> Self {
        self.drafts = true;
        self
    }

    /// Builds on this many threads.
    pub(crate) fn threads(mut self, threads: usize) -> Self {
        self.threads = Some(threads);
        self
    }

    /// A file of the sources on the disk.
    pub(crate) fn path(&self, path: &str) -> PathBuf {
        self.folder.path().join("site").join(path)
    }

    /// The output folder.
    pub(crate) fn out(&self) -> PathBuf {
        self.folder.path().join("public")
    }

    /// Builds into its output folder, which keeps what a former build left.
    pub(crate) fn build(self) -> Built {
        let (read, changes) = self.on_threads(|| {
            let mut read = self.read();
            let mut changes = None;
            if let Some(site) = read.site.as_ref().filter(|_| !read.report.has_errors()) {
                let stage = Stage::open(&self.out(), &self.path("")).expect("an output folder");
                read.report.absorb(build::render(site, &stage, &|| ()));
                if read.report.has_errors() {
                    stage.abandon().expect("a stage to abandon");
                } else {
                    changes = Some(stage.commit().expect("a stage to commit"));
                }
            }
            (read, changes)
        });
        self.concluded(read, changes)
    }

    /// Does all that a build does into another sink, even where there are errors.
    pub(crate) fn check(self, sink: &dyn Sink) -> Built {
        let mut read = self.read();
        if let Some(site) = &read.site {
            read.report.absorb(build::render(site, sink, &|| ()));
        }
        self.concluded(read, None)
    }

    /// Judges the pages as `crier check` does; nothing is written.
    pub(crate) fn inspect(self) -> Built {
        let mut read = self.read();
        if let Some(site) = &read.site {
            let judged = Inspected {
                sources: &read.sources,
                config: &site.config,
                archive: &site.archive,
                plan: &site.plan,
            };
            let nowhere = Nowhere(self.path(""));
            let inspector = Inspector::new(judged, &nowhere);
            read.report.absorb(build::render(site, &inspector, &|| ()));
            read.report.absorb(inspector.conclude().0);
            read.report = judged_by(&site.config.findings, read.report);
        }
        self.concluded(read, None)
    }

    /// Reads the site and holds it against a published manifest.
    pub(crate) fn against(self, manifest: &str) -> Built {
        let published = manifest::read(manifest.as_bytes()).expect("a manifest");
        let mut read = self.read();
        let (exceptions, found) = exceptions::load(&read.sources);
        read.report.absorb(found);
        if let Some(site) = &read.site {
            let breaks = guard::compare(
                &published.files,
                &build::foresee(site, &read.sources),
                &site.archive,
                &site.config,
            );
            read.report.absorb(guard::report(breaks, &exceptions, &site.config));
        }
        self.concluded(read, None)
    }

    fn on_threads<T: Send>(&self, work: impl FnOnce() -> T + Send) -> T {
        match self.threads {
            None => work(),
            Some(threads) => {
                rayon::ThreadPoolBuilder::new().num_threads(threads).build().expect("threads").install(work)
            }
        }
    }

    fn read(&self) -> Read {
        let (sources, mut report) = disk::read::sources(&self.path("")).expect("a folder to read");
        let (config, found) = config::load(&sources);
        let is_sound = !found.has_errors();
        report.absorb(found);
        let says_base =
            fs::read_to_string(self.path("crier.yaml")).is_ok_and(|text| text.contains("base_url:"));
        let base = match &self.base {
            Some(base) => Some(base.as_str()),
            None => (!says_base && !self.without_base).then_some(HOST),
        };
        let base = base.map(|base| Base::parse(base).expect("a base address"));
        let now = moment::parse(&self.now, &config.zone).expect("a moment").at;
        let order = Order { now, now_is_fixed: false, drafts: self.drafts, base };
        let site = match is_sound {
            true => {
                let (site, found) = build::plan(&mut Memo::default(), &sources, config, order);
                report.absorb(found);
                site
            }
            false => None,
        };
        Read { sources, site, report }
    }

    fn concluded(self, read: Read, changes: Option<Changes>) -> Built {
        let (findings, helps) = lines(&read.report, &read.sources);
        let notes = read.report.findings().iter().flat_map(|finding| &finding.notes);
        let note = |note: &Note| match &note.place {
            Some(place) => format!("{}: {}", place.file, note.text),
            None => note.text.clone(),
        };
        let notes = notes.map(note).collect();
        let site = read.site.as_ref();
        Built {
            site: self,
            findings,
            helps,
            notes,
            changes,
            planned: site.map_or_else(Vec::new, |site| {
                site.plan.pages.iter().map(|page| page.address.file()).collect()
            }),
            held: site.map_or(0, |site| site.held),
            next_due: site.and_then(|site| site.next_due).map(|due| due.to_string()),
        }
    }
}

struct Read {
    sources: Sources,
    site: Option<Ready>,
    report: Report,
}

impl Built {
    /// The findings as `path:line:column: severity[code]: message`, in order, each once.
    pub(crate) fn findings(&self) -> &[String] {
        &self.findings
    }

    /// What the findings advise, in the same order.
    pub(crate) fn helps(&self) -> &[String] {
        &self.helps
    }

    /// Further places that findings name, as `path: what is to be seen there`.
    pub(crate) fn notes(&self) -> &[String] {
        &self.notes
    }

    /// Fails unless these are the findings, of which a line may leave its message out.
    #[track_caller]
    pub(crate) fn expect(self, expected: &[&str]) -> Self {
        let found = self.findings();
        let alike = |found: &String, line: &&str| found == line || found.starts_with(&format!("{line}: "));
        let same = found.len() == expected.len()
            && found.iter().zip(expected).all(|(found, line)| alike(found, line));
        assert!(same, "expected:\n  {}\nfound:\n  {}\n", expected.join("\n  "), found.join("\n  "));
        self
    }

    /// Fails unless it was written without any finding.
    #[track_caller]
    pub(crate) fn clean(self) -> Self {
        let built = self.expect(&[]);
        assert!(built.is_written());
        built
    }

    /// Whether the output was written.
    pub(crate) fn is_written(&self) -> bool {
        self.changes.is_some()
    }

    /// What the build did to the output.
    #[track_caller]
    pub(crate) fn changes(&self) -> Changes {
        self.changes.unwrap_or_else(|| panic!("nothing was written:\n{}", self.findings.join("\n")))
    }

    /// How many releases are held, and when the next is due.
    pub(crate) fn held(&self) -> (usize, Option<&str>) {
        (self.held, self.next_due.as_deref())
    }

    /// The files that the plan names, in its order.
    pub(crate) fn planned(&self) -> &[String] {
        &self.planned
    }

    /// Whether the output has a file.
    pub(crate) fn has(&self, path: &str) -> bool {
        self.site.out().join(path).is_file()
    }

    /// A file of the output as text.
    #[track_caller]
    pub(crate) fn file(&self, path: &str) -> String {
        match fs::read_to_string(self.site.out().join(path)) {
            Ok(text) => text,
            Err(error) => panic!(
                "{path}: {error}; there is:\n{}\nfindings:\n{}",
                self.tree().keys().cloned().collect::<Vec<_>>().join("\n"),
                self.findings.join("\n")
            ),
        }
    }

    /// The page at an address such as `/releases/`.
    #[track_caller]
    pub(crate) fn page(&self, address: &str) -> String {
        self.file(&format!("{}index.html", &address[1..]))
    }

    /// Every file of the output.
    pub(crate) fn tree(&self) -> BTreeMap<String, Vec<u8>> {
        let mut tree = BTreeMap::new();
        gather(&self.site.out(), "", &mut tree);
        tree
    }

    /// A file of the output on the disk.
    pub(crate) fn out_path(&self, path: &str) -> PathBuf {
        self.site.out().join(path)
    }

    /// Writes a file of the sources, for the next build.
    pub(crate) fn edit(self, path: &str, content: impl AsRef<[u8]>) -> Site {
        self.site.file(path, content)
    }

    /// The site, for the next build.
    pub(crate) fn again(self) -> Site {
        self.site
    }
}

fn gather(folder: &Path, prefix: &str, tree: &mut BTreeMap<String, Vec<u8>>) {
    for entry in fs::read_dir(folder).into_iter().flatten().flatten() {
        let name = format!("{prefix}{}", entry.file_name().to_string_lossy());
        if entry.path().is_dir() {
            gather(&entry.path(), &format!("{name}/"), tree);
        } else {
            tree.insert(name, fs::read(entry.path()).expect("a file of the output"));
        }
    }
}

/// The findings as lines, and the help of each.
fn lines(report: &Report, sources: &Sources) -> (Vec<String>, Vec<String>) {
    let texts =
        |path: &str| sources.read(path).ok().map(|bytes| String::from_utf8_lossy(&bytes).into_owned());
    let files = Files::read(report.findings(), &texts);
    let mut found: Vec<_> = report
        .findings()
        .iter()
        .map(|finding| {
            let at = files.find(finding).at;
            let place = at.as_ref().map(|at| (at.path.to_owned(), at.position));
            let position = at
                .and_then(|at| Some(format!("{}:{}:{}: ", at.path, at.position?.line, at.position?.column)));
            let position = position.or_else(|| Some(format!("{}: ", place.as_ref()?.0))).unwrap_or_default();
            let line =
                format!("{position}{}[{}]: {}", finding.severity.word(), finding.code, finding.message);
            (place, finding.code, line, finding.help.join(" / "))
        })
        .collect();
    found.sort();
    found.dedup();
    found.into_iter().map(|(_, _, line, help)| (line, help)).unzip()
}

/// The files of a site's text.
fn parts(text: &str) -> Vec<(String, String)> {
    let mut files: Vec<(String, String)> = Vec::new();
    let mut indent = None;
    for line in text.split_inclusive('\n') {
        let header = line.trim().strip_prefix("== ").and_then(|line| line.strip_suffix(" =="));
        match (header, files.last_mut()) {
            (Some(path), _) => {
                indent.get_or_insert(line.len() - line.trim_start_matches(' ').len());
                files.push((path.to_owned(), String::new()));
            }
            (None, Some((_, content))) => {
                let spaces = line.len() - line.trim_start_matches(' ').len();
                content.push_str(&line[spaces.min(indent.unwrap_or(0))..]);
            }
            (None, None) => assert!(line.trim().is_empty(), "a line before the first file: {line}"),
        }
    }
    // The closing quotation mark's own line is no line of the last file.
    if let Some((_, content)) = files.last_mut()
        && !content.ends_with('\n')
        && content.rsplit('\n').next().is_some_and(|rest| rest.trim().is_empty())
    {
        content.truncate(content.rfind('\n').map_or(0, |at| at + 1));
    }
    files
}

/// Holds a text against `tests/suite/expected/<name>`, or with `UPDATE=1` in the environment writes it there.
/// The version of crier does not count.
#[track_caller]
pub(crate) fn expect_file(name: &str, actual: &str) {
    let actual = actual.replace(concat!("crier ", env!("CARGO_PKG_VERSION")), "crier VERSION");
    let path = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/suite/expected").join(name);
    if std::env::var_os("UPDATE").is_some_and(|update| update == "1") {
        fs::create_dir_all(path.parent().expect("a parent")).expect("a folder");
        fs::write(&path, &actual).expect("the expected file");
        return;
    }
    let expected = fs::read_to_string(&path).unwrap_or_default();
    if expected == actual {
        return;
    }
    let at = expected.lines().zip(actual.lines()).take_while(|(one, other)| one == other).count();
    let line = |text: &str| text.lines().nth(at).unwrap_or("(the end)").to_owned();
    panic!(
        "{name}:{}: expected\n  {}\nfound\n  {}\nUPDATE=1 cargo test --test suite rewrites it",
        at + 1,
        line(&expected),
        line(&actual)
    );
}

#[test]
fn a_site_is_one_string() {
    let text = "
        == a.yaml ==
        a:
          - b
        == content/x.md ==
        ---

        end
    ";
    let expected = [("a.yaml", "a:\n  - b\n"), ("content/x.md", "---\n\nend\n")];
    assert_eq!(parts(text), expected.map(|(path, content)| (path.to_owned(), content.to_owned())));
}
