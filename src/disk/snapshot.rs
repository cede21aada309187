//! The files of a site's folder as they were last seen. A build looks once; the preview looks again at what is said to
//! have changed.
#![expect(clippy::disallowed_methods, reason = "this is the room that may touch the file system")]

use crate::base::diagnostic::{Diagnostic, Report};
use crate::base::source::{Entry, Place, Sources};
use crate::disk::folder::Folder;
use std::collections::{BTreeSet, HashSet};
use std::io;
use std::path::{Path, PathBuf};
use std::sync::Arc;
use std::time::SystemTime;
use walkdir::WalkDir;

/// What of a site's folder is read: its config and these folders.
pub const PARTS: [&str; 6] = ["crier.yaml", "content", "templates", "static", "i18n", "themes"];

/// With more paths to look at, one look at the whole folder is quicker.
const MANY: usize = 200;

/// The files of a site. Hidden files and backups of editors are passed over; a symbolic link that leads out of the
/// site is a finding, and not followed.
pub struct Snapshot {
    root: PathBuf,
    real_root: PathBuf,
    files: Vec<Seen>,
    findings: Vec<Diagnostic>,
}

/// A file, and when it was last modified, where the system tells.
struct Seen {
    entry: Entry,
    modified: Option<SystemTime>,
}

impl Snapshot {
    /// Looks at a site's folder.
    pub fn take(root: &Path) -> io::Result<Self> {
        let mut snapshot = Snapshot::unseen(root)?;
        snapshot.files = snapshot.look();
        Ok(snapshot)
    }

    /// A site's folder that is still to be looked at ([`Snapshot::refresh`]): who watches it begins with that.
    pub fn unseen(root: &Path) -> io::Result<Self> {
        let real_root = root.canonicalize()?;
        Ok(Snapshot { root: root.to_owned(), real_root, files: Vec::new(), findings: Vec::new() })
    }

    /// The folder's true path, without symbolic links.
    pub fn folder(&self) -> &Path {
        &self.real_root
    }

    /// The files, and what is wrong with them as files.
    pub fn sources(&self) -> (Sources, Report) {
        let mut report = Report::new();
        self.findings.iter().for_each(|finding| report.push(finding.clone()));
        let entries = self.files.iter().map(|seen| seen.entry.clone()).collect();
        let reader = Folder { root: self.root.clone(), real_root: self.real_root.clone() };
        (Sources::new(entries, Box::new(reader)), report)
    }

    /// Looks again at these files and folders (full paths below [`Snapshot::folder`]); nothing stands for all of
    /// them. Gives the paths of the files that are new, changed or gone, from the site's root.
    pub fn refresh(&mut self, paths: Option<&BTreeSet<PathBuf>>) -> HashSet<Arc<str>> {
        let mut changed = HashSet::new();
        match paths {
            Some(paths) if paths.len() <= MANY => {
                for path in paths {
                    if let Some(path) = site_path(&self.real_root, path).filter(is_read) {
                        self.refresh_below(&path, &mut changed);
                    }
                }
            }
            _ => {
                self.findings.clear();
                let seen = self.look();
                let former = std::mem::replace(&mut self.files, seen);
                compare(&former, &self.files, &mut changed);
            }
        }
        changed
    }

    /// Looks again at a file, or at a folder and all in it.
    fn refresh_below(&mut self, path: &Arc<str>, changed: &mut HashSet<Arc<str>>) {
        let folder = format!("{path}/");
        self.findings.retain(|finding| {
            let file = finding.place.as_ref().map_or("", |place| &place.file);
            file != &**path && !file.starts_with(&folder)
        });
        let (mut seen, mut findings) = (Vec::new(), Vec::new());
        self.walk(&self.root.join(&**path), &mut seen, &mut findings);
        self.findings.append(&mut findings);
        // In the order of paths a file stands apart from what is below a folder of its name.
        for prefix in [&**path, &folder] {
            let is_in = |seen: &Seen| match prefix.ends_with('/') {
                true => seen.entry.path.starts_with(prefix),
                false => *seen.entry.path == *prefix,
            };
            let start = self.files.partition_point(|seen| &*seen.entry.path < prefix);
            let end = start + self.files[start..].iter().take_while(|seen| is_in(seen)).count();
            let (new, rest): (Vec<Seen>, Vec<Seen>) = seen.into_iter().partition(|seen| is_in(seen));
            seen = rest;
            compare(&self.files[start..end], &new, changed);
            // A file that was named has changed, even where its time and size say nothing of it.
            changed.extend(
                new.iter().filter(|seen| seen.entry.path == *path).map(|seen| seen.entry.path.clone()),
            );
            self.files.splice(start..end, new);
        }
    }

    /// Looks at everything.
    fn look(&mut self) -> Vec<Seen> {
        let (mut seen, mut findings) = (Vec::new(), Vec::new());
        for part in PARTS {
            self.walk(&self.root.join(part), &mut seen, &mut findings);
        }
        seen.sort_by(|a, b| a.entry.path.cmp(&b.entry.path));
        self.findings = findings;
        seen
    }

    fn walk(&self, start: &Path, seen: &mut Vec<Seen>, findings: &mut Vec<Diagnostic>) {
        let root = &self.root;
        if start.symlink_metadata().is_err() {
            return;
        }
        let in_static = start.starts_with(root.join("static"));
        let mut walk = WalkDir::new(start).sort_by_file_name().follow_links(true).into_iter();
        while let Some(entry) = walk.next() {
            let entry = match entry {
                Ok(entry) => entry,
                Err(error) => {
                    // What went while it was looked at is simply not there.
                    if error.io_error().is_none_or(|error| error.kind() != io::ErrorKind::NotFound)
                        || error.path().is_some_and(|path| path.symlink_metadata().is_ok())
                    {
                        findings.push(unreadable(root, &error));
                    }
                    continue;
                }
            };
            let is_folder = entry.file_type().is_dir();
            let leave_out = |walk: &mut walkdir::IntoIter| {
                if is_folder {
                    walk.skip_current_dir();
                }
            };
            let is_well_known = in_static && entry.file_name() == ".well-known";
            if !is_well_known && is_passed_over(&entry.file_name().to_string_lossy()) {
                leave_out(&mut walk);
                continue;
            }
            let Some(path) = site_path(root, entry.path()) else {
                let shown: Arc<str> = entry.path().to_string_lossy().into();
                findings.push(
                    Diagnostic::error("source/bad-name", "the name of this file is not readable text")
                        .at(Place::file(&shown))
                        .help("rename it with letters, digits and hyphens"),
                );
                leave_out(&mut walk);
                continue;
            };
            if entry.path_is_symlink()
                && !entry.path().canonicalize().is_ok_and(|real| real.starts_with(&self.real_root))
            {
                findings.push(
                    Diagnostic::error("source/outside", "this link leads out of the site")
                        .at(Place::file(&path))
                        .help("copy what it leads to into the site"),
                );
                leave_out(&mut walk);
                continue;
            }
            if entry.file_type().is_file() {
                match entry.metadata() {
                    Ok(metadata) => {
                        let entry = Entry { path, size: metadata.len() };
                        seen.push(Seen { entry, modified: metadata.modified().ok() });
                    }
                    Err(error) => findings.push(unreadable(root, &error)),
                }
            }
        }
    }
}

/// Notes the files that are in one list only, or differ in size or time. Both are by path.
fn compare(former: &[Seen], now: &[Seen], changed: &mut HashSet<Arc<str>>) {
    let (mut old, mut new) = (former.iter().peekable(), now.iter().peekable());
    loop {
        let order = match (old.peek(), new.peek()) {
            (None, None) => break,
            (Some(_), None) => std::cmp::Ordering::Less,
            (None, Some(_)) => std::cmp::Ordering::Greater,
            (Some(old), Some(new)) => old.entry.path.cmp(&new.entry.path),
        };
        let one = if order.is_le() { old.next() } else { None };
        let other = if order.is_ge() { new.next() } else { None };
        if let (Some(one), Some(other)) = (one, other)
            && one.entry.size == other.entry.size
            && one.modified == other.modified
        {
            continue;
        }
        changed.extend(one.or(other).map(|seen| seen.entry.path.clone()));
    }
}

/// Whether a path is in a part of the folder that is read, and nothing on the way to it is passed over.
fn is_read(path: &Arc<str>) -> bool {
    let mut parts = path.split('/');
    let first = parts.next().unwrap_or_default();
    PARTS.contains(&first)
        && parts.all(|part| !is_passed_over(part) || first == "static" && part == ".well-known")
}

fn is_passed_over(name: &str) -> bool {
    name.starts_with('.')
        || name.ends_with('~')
        || (name.starts_with('#') && name.ends_with('#'))
        || name.ends_with(".swp")
}

/// The path from the site's root, `/`-separated.
fn site_path(root: &Path, path: &Path) -> Option<Arc<str>> {
    let parts: Option<Vec<&str>> =
        path.strip_prefix(root).ok()?.components().map(|part| part.as_os_str().to_str()).collect();
    Some(parts?.join("/").into())
}

fn unreadable(root: &Path, error: &walkdir::Error) -> Diagnostic {
    let path = error.path().and_then(|path| site_path(root, path)).unwrap_or_else(|| "content".into());
    if error.loop_ancestor().is_some() {
        return Diagnostic::error("source/link-loop", "this link leads back to a folder that it is in")
            .at(Place::file(&path))
            .help("delete the link");
    }
    let cause = error.io_error().map_or_else(|| error.to_string(), ToString::to_string);
    Diagnostic::error("source/unreadable", format!("this file cannot be read: {cause}"))
        .at(Place::file(&path))
        .help("check that you may read it")
}
