//! A site's folder to a snapshot of its files.
#![expect(clippy::disallowed_methods, reason = "this is the room that may touch the file system")]

use crate::base::diagnostic::{Diagnostic, Report};
use crate::base::source::{Entry, Place, Reader, Sources};
use std::fs::{self, File};
use std::io::{self, Read};
use std::path::{Path, PathBuf};
use std::sync::Arc;
use walkdir::WalkDir;

/// What of a site's folder is read: its config and these folders.
pub const PARTS: [&str; 6] = ["crier.yaml", "content", "templates", "static", "i18n", "themes"];

/// Lists the files of a site. Hidden files and backups of editors are passed over; a symbolic link that leads
/// out of the site is a finding, and not followed.
pub fn sources(root: &Path) -> io::Result<(Sources, Report)> {
    let mut report = Report::new();
    let mut entries = Vec::new();
    let real_root = root.canonicalize()?;
    for part in PARTS {
        let start = root.join(part);
        if start.symlink_metadata().is_err() {
            continue;
        }
        let mut walk = WalkDir::new(&start).follow_links(true).into_iter();
        while let Some(entry) = walk.next() {
            let entry = match entry {
                Ok(entry) => entry,
                Err(error) => {
                    report.push(unreadable(root, &error));
                    continue;
                }
            };
            let is_folder = entry.file_type().is_dir();
            let leave_out = |walk: &mut walkdir::IntoIter| {
                if is_folder {
                    walk.skip_current_dir();
                }
            };
            let is_well_known = part == "static" && entry.file_name() == ".well-known";
            if !is_well_known && is_passed_over(&entry.file_name().to_string_lossy()) {
                leave_out(&mut walk);
                continue;
            }
            let Some(path) = site_path(root, entry.path()) else {
                let shown: Arc<str> = entry.path().to_string_lossy().into();
                report.push(
                    Diagnostic::error("source/bad-name", "the name of this file is not readable text")
                        .at(Place::file(&shown))
                        .help("rename it with letters, digits and hyphens"),
                );
                leave_out(&mut walk);
                continue;
            };
            if entry.path_is_symlink()
                && !entry.path().canonicalize().is_ok_and(|real| real.starts_with(&real_root))
            {
                report.push(
                    Diagnostic::error("source/outside", "this link leads out of the site")
                        .at(Place::file(&path))
                        .help("copy what it leads to into the site"),
                );
                leave_out(&mut walk);
                continue;
            }
            if entry.file_type().is_file() {
                match entry.metadata() {
                    Ok(metadata) => entries.push(Entry { path, size: metadata.len() }),
                    Err(error) => report.push(unreadable(root, &error)),
                }
            }
        }
    }
    Ok((Sources::new(entries, Box::new(Folder { root: root.to_owned() })), report))
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

/// Reads files below a folder.
struct Folder {
    root: PathBuf,
}

impl Reader for Folder {
    fn read(&self, path: &str) -> io::Result<Vec<u8>> {
        fs::read(self.root.join(path))
    }

    fn head(&self, path: &str, limit: usize) -> io::Result<Vec<u8>> {
        let mut bytes = Vec::with_capacity(limit);
        File::open(self.root.join(path))?.take(limit as u64).read_to_end(&mut bytes)?;
        Ok(bytes)
    }
}
