//! Versions of a site, side by side, and the link that says which of them stands:
//!
//! ```text
//! www -> .www.versions/20261124T090000123Z-1f2e3d4c
//! .www.versions/20261124T090000123Z-1f2e3d4c/
//! .www.versions/20261123T083000456Z-9a8b7c6d/
//! ```
//!
//! A version is made aside and moved to its name when it is whole; the link is replaced in one step (rename(2)). A
//! file that the standing version has with the same bytes is linked, not copied.
#![expect(clippy::disallowed_methods, reason = "this is the room that may touch the file system")]

use crate::base::output::hexadecimal;
use crate::disk::former::{self, Refused};
use crate::disk::published::digest;
use crate::disk::work;
use rayon::prelude::*;
use std::collections::BTreeSet;
use std::fs::{self, File};
use std::io;
use std::path::{Path, PathBuf};

/// A folder whose versions nobody else changes as long as this lives.
pub struct Versions {
    link: PathBuf,
    folder: PathBuf,
    work: PathBuf,
    _lock: File,
}

/// A file of the site that is published: its path, and its SHA-256 in hexadecimal digits.
pub type Digested<'a> = (&'a str, &'a str);

impl Versions {
    /// Takes hold of a folder. Refuses one that is not a link to a version, and so was not made here.
    pub fn open(path: &Path) -> Result<Self, Refused> {
        let parent = former::real_path(path.parent().unwrap_or(Path::new(".")))?;
        let name = path.file_name().ok_or(Refused::NotOurs)?.to_string_lossy().into_owned();
        fs::create_dir_all(&parent)?;
        let folder = parent.join(format!(".{name}.versions"));
        let link = parent.join(&name);
        match fs::symlink_metadata(&link) {
            Ok(found)
                if found.is_symlink() && fs::read_link(&link)?.starts_with(format!(".{name}.versions")) => {}
            Ok(_) => return Err(Refused::NotOurs),
            Err(error) if error.kind() == io::ErrorKind::NotFound => {}
            Err(error) => return Err(Refused::Io(error)),
        }
        let work = parent.join(format!(".{name}.crier"));
        let lock = work::lock(&work)?;
        Ok(Versions { link, folder, work, _lock: lock })
    }

    /// The folder of the version that stands.
    pub fn standing(&self) -> Option<PathBuf> {
        let name = fs::read_link(&self.link).ok()?.file_name()?.to_owned();
        Some(self.folder.join(name)).filter(|folder| folder.is_dir())
    }

    /// The versions by name, the oldest first: names begin with the time.
    pub fn names(&self) -> io::Result<Vec<String>> {
        let entries = match fs::read_dir(&self.folder) {
            Ok(entries) => entries,
            Err(error) if error.kind() == io::ErrorKind::NotFound => return Ok(Vec::new()),
            Err(error) => return Err(error),
        };
        let mut names = Vec::new();
        for entry in entries {
            names.push(entry?.file_name().to_string_lossy().into_owned());
        }
        names.sort();
        Ok(names)
    }

    /// Makes a version of the files of the site built in a folder, and lets it stand. `tick` is called for each file.
    pub fn publish(
        &self,
        name: &str,
        built: &Path,
        files: &[Digested<'_>],
        tick: &(dyn Fn() + Sync),
    ) -> io::Result<()> {
        let new = self.work.join("new");
        if new.exists() {
            fs::remove_dir_all(&new)?;
        }
        let folders: BTreeSet<&Path> =
            files.iter().filter_map(|(path, _)| Path::new(path).parent()).collect();
        for folder in folders {
            fs::create_dir_all(new.join(folder))?;
        }
        let standing = self.standing();
        let place = |(path, sha256): &Digested<'_>| -> io::Result<()> {
            let to = new.join(path);
            let former = standing.as_ref().map(|folder| folder.join(path));
            // The bytes are looked at, not the former manifest: a file that somebody altered is not carried on.
            let same = |file: &PathBuf| {
                let is_file = fs::symlink_metadata(file).is_ok_and(|found| found.is_file());
                is_file && digest(file).is_ok_and(|found| hexadecimal(&found.sha256) == *sha256)
            };
            let linked = former.filter(same).is_some_and(|former| fs::hard_link(former, &to).is_ok());
            if !linked {
                fs::copy(built.join(path), &to)?;
                if hexadecimal(&digest(&to)?.sha256) != *sha256 {
                    return Err(io::Error::other(format!("{path} is not what was built")));
                }
                // What is published outlives a power cut.
                File::open(&to)?.sync_all()?;
            }
            tick();
            Ok(())
        };
        files.par_iter().try_for_each(place)?;
        fs::create_dir_all(&self.folder)?;
        let version = self.folder.join(name);
        fs::rename(&new, &version)?;
        self.stand(name)
    }

    /// Lets a version stand.
    pub fn stand(&self, name: &str) -> io::Result<()> {
        let target = Path::new(self.folder.file_name().unwrap_or_default()).join(name);
        let link = self.work.join("link");
        match fs::remove_file(&link) {
            Err(error) if error.kind() != io::ErrorKind::NotFound => return Err(error),
            _ => {}
        }
        symlink(&target, &link)?;
        fs::rename(&link, &self.link)
    }

    /// The version before the one that stands.
    pub fn before(&self) -> io::Result<Option<String>> {
        let Some(standing) = self.standing() else { return Ok(None) };
        let standing = standing.file_name().unwrap_or_default().to_string_lossy().into_owned();
        Ok(self.names()?.into_iter().rfind(|name| *name < standing))
    }

    /// Removes the oldest versions, until so many are left; never the one that stands.
    pub fn prune(&self, keep: usize) -> io::Result<()> {
        let names = self.names()?;
        let standing = self.standing();
        let old = names.len().saturating_sub(keep.max(1));
        for name in &names[..old] {
            let version = self.folder.join(name);
            if standing.as_ref() != Some(&version) {
                fs::remove_dir_all(version)?;
            }
        }
        Ok(())
    }

    /// Lets go of the folder.
    pub fn close(self) -> io::Result<()> {
        work::clear(&self.work)
    }
}

#[cfg(unix)]
fn symlink(target: &Path, link: &Path) -> io::Result<()> {
    std::os::unix::fs::symlink(target, link)
}

#[cfg(not(unix))]
fn symlink(_: &Path, _: &Path) -> io::Result<()> {
    Err(io::Error::new(
        io::ErrorKind::Unsupported,
        "this system has no links that can be replaced in one step",
    ))
}
