//! A site on a branch of a git repository. The work is done by `git` itself: the tip of the branch is fetched without
//! its history, `git fast-import` makes a commit of what changed, and one push moves the branch from the tip that was
//! fetched to that commit (`--force-with-lease`). So readers see the former site or the new one, and of two
//! publishers one is refused. Files of the branch that crier did not put there stay.

use crate::publish::difference::Difference;
use crate::publish::secrets::without_secrets;
use std::collections::HashMap;
use std::io::{self, BufRead, BufReader, BufWriter, Read, Write};
use std::path::{Path, PathBuf};
use std::process::{Child, ChildStdin, ChildStdout, Command, Output, Stdio};

/// A branch of a repository, as it was when it was opened.
pub struct Branch {
    /// A repository of our own, without files, for the length of the work.
    repository: PathBuf,
    branch: String,
    /// The commit the branch is at; nothing where there is no such branch.
    tip: Option<String>,
}

/// Where a branch is.
pub struct At<'a> {
    /// The folder of the site: remotes are those of its repository, addresses are relative to it.
    pub site: &'a Path,
    /// Name of a remote, or address of a repository.
    pub remote: &'a str,
    /// Name of the branch.
    pub branch: &'a str,
}

/// What a commit says of itself.
pub struct Message<'a> {
    /// Its text.
    pub text: &'a str,
    /// Its time, in seconds since 1970.
    pub seconds: i64,
    /// Whether it stands on the one before.
    pub history: bool,
}

/// Why git did not do it.
#[derive(Debug)]
pub enum Failure {
    /// There is no git.
    NoGit,
    /// Somebody else published at the same time.
    Overtaken,
    /// Git's own words.
    Git(String),
    /// A file of the site could not be read, or git not be spoken to.
    Io(io::Error),
}

impl From<io::Error> for Failure {
    fn from(error: io::Error) -> Self {
        match error.kind() {
            io::ErrorKind::NotFound => Failure::NoGit,
            _ => Failure::Io(error),
        }
    }
}

impl Branch {
    /// Fetches the tip of a branch. `scratch` is an empty folder that lives as long as the branch.
    pub fn open(at: &At<'_>, scratch: &Path) -> Result<Self, Failure> {
        let named = git(at.site, &["remote", "get-url", "--push", at.remote])?;
        let address = match named.status.success() {
            true => text(&named),
            false => at.remote.to_owned(),
        };
        // An address may be a path from the site's folder.
        let address = match address.contains(':') {
            true => address,
            false => std::path::absolute(at.site.join(&address))?.to_string_lossy().into_owned(),
        };
        let reference = format!("refs/heads/{}", at.branch);
        done(git(scratch, &["init", "--quiet", "--bare", "."])?)?;
        done(git(scratch, &["remote", "add", "origin", &address])?)?;
        let found = text(&done(git(scratch, &["ls-remote", "origin", &reference])?)?);
        let mut branch = Branch { repository: scratch.to_owned(), branch: at.branch.to_owned(), tip: None };
        if !found.is_empty() {
            // Files are fetched when they are read; a host that cannot part them sends all.
            let fetch =
                ["fetch", "--quiet", "--depth=1", "--no-tags", "--filter=blob:none", "origin", &reference];
            done(git(scratch, &fetch)?)?;
            branch.tip = Some(text(&done(git(scratch, &["rev-parse", "FETCH_HEAD"])?)?));
        }
        Ok(branch)
    }

    /// A file of the site as it is on the branch; nothing where there is none.
    pub fn read(&self, path: &str) -> Result<Option<Vec<u8>>, Failure> {
        let Some(tip) = &self.tip else { return Ok(None) };
        let listed = done(git(&self.repository, &["ls-tree", "-z", tip, "--", path])?)?;
        if listed.stdout.is_empty() {
            return Ok(None);
        }
        let content = done(git(&self.repository, &["cat-file", "blob", &format!("{tip}:{path}")])?)?;
        Ok(Some(content.stdout))
    }

    /// All files of the site as they are on the branch, to be read one after another: git is started once, and fetches
    /// at once what it does not have yet.
    pub fn files(&self) -> Result<Files, Failure> {
        let mut blobs = HashMap::new();
        if let Some(tip) = &self.tip {
            // `100644 blob 5f7a…<TAB>path<NUL>` (git-ls-tree(1)).
            let listed = done(git(&self.repository, &["ls-tree", "-r", "-z", tip])?)?;
            for entry in String::from_utf8_lossy(&listed.stdout).split_terminator('\0') {
                let parts = entry.split_once('\t').zip(entry.split(' ').nth(2));
                if let Some(((_, path), rest)) = parts {
                    let blob = rest.split('\t').next().unwrap_or_default();
                    blobs.insert(path.to_owned(), blob.to_owned());
                }
            }
            self.fetch_missing(tip)?;
        }
        let mut process = command(&self.repository, &["cat-file", "--batch"])
            .stdin(Stdio::piped())
            .stdout(Stdio::piped())
            .stderr(Stdio::null())
            .spawn()?;
        let gone = || io::Error::from(io::ErrorKind::BrokenPipe);
        let ask = process.stdin.take().ok_or_else(gone)?;
        let answer = BufReader::new(process.stdout.take().ok_or_else(gone)?);
        Ok(Files { blobs, process, ask: Some(ask), answer })
    }

    /// Fetches the files that were left out, as git itself does it before a checkout.
    fn fetch_missing(&self, tip: &str) -> Result<(), Failure> {
        let listed = done(git(&self.repository, &["rev-list", "--objects", "--missing=print", tip])?)?;
        let listed = String::from_utf8_lossy(&listed.stdout);
        let missing: String =
            listed.lines().filter_map(|line| line.strip_prefix('?')).map(|id| format!("{id}\n")).collect();
        if missing.is_empty() {
            return Ok(());
        }
        let fetch = [
            "-c",
            "fetch.negotiationAlgorithm=noop",
            "fetch",
            "--quiet",
            "--no-tags",
            "--no-write-fetch-head",
            "--filter=blob:none",
            "--stdin",
            "origin",
        ];
        let mut process = command(&self.repository, &fetch)
            .stdin(Stdio::piped())
            .stdout(Stdio::null())
            .stderr(Stdio::piped())
            .spawn()?;
        if let Some(mut ask) = process.stdin.take() {
            // Where it breaks off, git says why.
            let _ = ask.write_all(missing.as_bytes());
        }
        done(process.wait_with_output()?).map(|_| ())
    }

    /// Whether the branch holds anything at all.
    pub fn is_empty(&self) -> bool {
        self.tip.is_none()
    }

    /// Commits what is different and moves the branch. `read` gives the bytes of a file of the built site, `tick` is
    /// called for each.
    pub fn publish(
        &self,
        site: &Path,
        difference: &Difference<'_>,
        message: &Message<'_>,
        read: &dyn Fn(&str) -> io::Result<Vec<u8>>,
        tick: &dyn Fn(),
    ) -> Result<(), Failure> {
        let own = "refs/heads/new";
        let mut import = command(&self.repository, &["fast-import", "--quiet", "--date-format=raw"])
            .stdin(Stdio::piped())
            .stdout(Stdio::null())
            .stderr(Stdio::piped())
            .spawn()?;
        let stream = import.stdin.take().ok_or_else(|| io::Error::from(io::ErrorKind::BrokenPipe))?;
        let written = (|| -> io::Result<()> {
            let mut stream = BufWriter::new(stream);
            write!(stream, "commit {own}\ncommitter {} {} +0000\n", who(site)?, message.seconds)?;
            data(&mut stream, message.text.as_bytes())?;
            match &self.tip {
                Some(tip) if message.history => writeln!(stream, "from {tip}")?,
                Some(tip) => writeln!(stream, "M 040000 {} \"\"", self.tree(tip)?)?,
                None => {}
            }
            for path in &difference.gone {
                writeln!(stream, "D {}", quoted(path))?;
            }
            for item in difference.new.iter().chain(&difference.changed) {
                let bytes = read(&item.path)?;
                writeln!(stream, "M 100644 inline {}", quoted(&item.path))?;
                data(&mut stream, &bytes)?;
                tick();
            }
            writeln!(stream, "done")?;
            stream.flush()
        })();
        let ended = import.wait_with_output()?;
        if !ended.status.success() {
            return Err(Failure::Git(words(&ended)));
        }
        written.map_err(Failure::Io)?;
        let to = format!("{own}:refs/heads/{}", self.branch);
        let lease = format!(
            "--force-with-lease=refs/heads/{}:{}",
            self.branch,
            self.tip.as_deref().unwrap_or_default()
        );
        let pushed = git(&self.repository, &["push", "--porcelain", &lease, "origin", &to])?;
        let said = String::from_utf8_lossy(&pushed.stdout);
        if pushed.status.success() {
            return Ok(());
        }
        let moved = ["stale info", "cannot lock ref", "reference already exists"];
        if moved.iter().any(|sign| said.contains(sign)) {
            return Err(Failure::Overtaken);
        }
        // `!  refs/heads/new:refs/heads/gh-pages  [remote rejected] (why)`
        let refused =
            said.lines().find(|line| line.starts_with('!')).and_then(|line| line.split('\t').nth(2));
        Err(Failure::Git(refused.map_or_else(|| words(&pushed), without_secrets)))
    }

    fn tree(&self, commit: &str) -> io::Result<String> {
        Ok(text(&git(&self.repository, &["rev-parse", &format!("{commit}^{{tree}}")])?))
    }
}

/// The files of a site on a branch.
pub struct Files {
    /// The name of each file's content, by path.
    blobs: HashMap<String, String>,
    process: Child,
    ask: Option<ChildStdin>,
    answer: BufReader<ChildStdout>,
}

impl Files {
    /// A file; nothing where there is none.
    pub fn read(&mut self, path: &str) -> Result<Option<Vec<u8>>, Failure> {
        let Some((blob, ask)) = self.blobs.get(path).zip(self.ask.as_mut()) else { return Ok(None) };
        writeln!(ask, "{blob}").map_err(Failure::Io)?;
        let mut line = String::new();
        self.answer.read_line(&mut line).map_err(Failure::Io)?;
        // `5f7a… blob 1234`, the bytes, and a line's end (git-cat-file(1)); or `5f7a… missing`.
        let size = line.trim_end().rsplit_once(' ').and_then(|(_, size)| size.parse::<usize>().ok());
        let size = size.ok_or_else(|| Failure::Git(format!("git has no content of {path}")))?;
        let mut bytes = vec![0; size + 1];
        self.answer.read_exact(&mut bytes).map_err(Failure::Io)?;
        bytes.pop();
        Ok(Some(bytes))
    }
}

impl Drop for Files {
    fn drop(&mut self) {
        // It ends where nothing more is asked.
        self.ask = None;
        let _ = self.process.wait();
    }
}

/// Who commits: as git knows them in the site's repository.
fn who(site: &Path) -> io::Result<String> {
    let known = git(site, &["var", "GIT_COMMITTER_IDENT"])?;
    let ident = text(&known);
    Ok(match ident.rfind('>') {
        Some(end) if known.status.success() => ident[..=end].to_owned(),
        _ => "crier <crier@localhost>".to_owned(),
    })
}

fn data(stream: &mut dyn Write, bytes: &[u8]) -> io::Result<()> {
    writeln!(stream, "data {}", bytes.len())?;
    stream.write_all(bytes)?;
    writeln!(stream)
}

/// A path as `git fast-import` takes it (git-fast-import(1), "filemodify").
fn quoted(path: &str) -> String {
    let mut quoted = String::from("\"");
    for c in path.chars() {
        match c {
            '"' | '\\' => quoted.extend(['\\', c]),
            '\n' => quoted.push_str("\\n"),
            _ => quoted.push(c),
        }
    }
    quoted + "\""
}

fn command(folder: &Path, arguments: &[&str]) -> Command {
    let mut command = Command::new("git");
    // Nobody is there to answer questions; what git says is looked at, so it is to say it in English.
    command.current_dir(folder).args(arguments).env("GIT_TERMINAL_PROMPT", "0").env("LC_ALL", "C");
    // What the caller's own git told it about its repository is not about ours.
    for name in ["GIT_DIR", "GIT_WORK_TREE", "GIT_INDEX_FILE", "GIT_OBJECT_DIRECTORY"] {
        command.env_remove(name);
    }
    command
}

fn git(folder: &Path, arguments: &[&str]) -> io::Result<Output> {
    command(folder, arguments).stdin(Stdio::null()).output()
}

fn done(output: Output) -> Result<Output, Failure> {
    match output.status.success() {
        true => Ok(output),
        false => Err(Failure::Git(words(&output))),
    }
}

fn text(output: &Output) -> String {
    String::from_utf8_lossy(&output.stdout).trim().to_owned()
}

/// The last thing git said that is not advice.
fn words(output: &Output) -> String {
    let said = String::from_utf8_lossy(&output.stderr);
    let lines: Vec<&str> = said.lines().map(str::trim).filter(|line| !line.is_empty()).collect();
    let fatal = lines.iter().find(|line| line.starts_with("fatal:") || line.starts_with("error:"));
    without_secrets(fatal.or(lines.last()).copied().unwrap_or("git failed and did not say why"))
}

#[cfg(test)]
mod tests {
    use super::quoted;

    #[test]
    fn paths_are_quoted_as_git_reads_them() {
        assert_eq!(quoted("a b/眉.html"), "\"a b/眉.html\"");
        assert_eq!(quoted("a\"b\\c\nd"), "\"a\\\"b\\\\c\\nd\"");
    }
}
