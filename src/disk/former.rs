//! What stands in an output folder before a build.
#![expect(clippy::disallowed_methods, reason = "this is the room that may touch the file system")]

use crate::base::output::MANIFEST;
use serde::Deserialize;
use std::collections::BTreeSet;
use std::path::{Component, Path, PathBuf};
use std::{fs, io};

/// Why the output cannot be written.
#[derive(Debug)]
pub enum Refused {
    /// The folder holds files, and no manifest of crier.
    NotOurs,
    /// Another build is at work.
    Locked,
    /// The manifest in the folder cannot be read.
    Damaged(String),
    /// A file that crier did not make stands where the site needs this path.
    InTheWay(String),
    /// The system says no.
    Io(io::Error),
}

impl From<io::Error> for Refused {
    fn from(error: io::Error) -> Self {
        Refused::Io(error)
    }
}

/// The part of a manifest that matters here. Whether a manifest is sound is for who reads it to say; here it
/// is enough that it lists paths that stay inside the folder.
#[derive(Deserialize)]
struct Listing {
    generator: String,
    files: Vec<Listed>,
}

#[derive(Deserialize)]
struct Listed {
    path: String,
}

/// The files of the site that stands in the folder; nothing where there is no folder. `journal` is where a
/// killed build would have left its journal.
pub fn site(out: &Path, journal: &Path) -> Result<Option<BTreeSet<String>>, Refused> {
    let metadata = match fs::metadata(out) {
        Ok(metadata) => metadata,
        Err(error) if error.kind() == io::ErrorKind::NotFound => return Ok(None),
        Err(error) => return Err(Refused::Io(error)),
    };
    if !metadata.is_dir() {
        return Err(Refused::NotOurs);
    }
    if fs::read_dir(out)?.next().is_none() {
        return Ok(Some(BTreeSet::new()));
    }
    match fs::read(out.join(MANIFEST)) {
        Ok(bytes) => match serde_json::from_slice::<Listing>(&bytes) {
            Ok(listing) if listing.generator.starts_with("crier") => {
                let paths = listing.files.into_iter().map(|file| file.path).filter(|path| stays_inside(path));
                Ok(Some(paths.chain([MANIFEST.to_owned()]).collect()))
            }
            Ok(_) => Err(Refused::NotOurs),
            // Whose a broken manifest was, its words still tell.
            Err(error) if names_crier(&String::from_utf8_lossy(&bytes)) => {
                Err(Refused::Damaged(error.to_string()))
            }
            Err(_) => Err(Refused::NotOurs),
        },
        // A build killed in its first commit leaves no manifest, but its journal.
        Err(_) if journal.exists() => Ok(Some(BTreeSet::new())),
        Err(_) => Err(Refused::NotOurs),
    }
}

/// Whether a text that is no JSON any more still says that crier generated it.
fn names_crier(text: &str) -> bool {
    ["\"generator\":\"crier", "\"generator\": \"crier"].iter().any(|words| text.contains(words))
}

/// Whether a listed path is a plain one: a damaged manifest must not lead out of the folder.
pub fn stays_inside(path: &str) -> bool {
    !path.is_empty()
        && !path.contains('\\')
        && Path::new(path).components().all(|part| matches!(part, Component::Normal(_)))
}

/// The path that the system would use: absolute, with symbolic links followed as far as there is something, and
/// no `..`.
pub fn real_path(path: &Path) -> io::Result<PathBuf> {
    let mut real = PathBuf::new();
    for part in std::path::absolute(path)?.components() {
        match part {
            Component::ParentDir => {
                real.pop();
            }
            Component::CurDir => {}
            part => {
                real.push(part);
                // A link to what is not there yet still says where it would be.
                match (real.canonicalize(), fs::read_link(&real)) {
                    (Ok(canonical), _) => real = canonical,
                    (Err(_), Ok(target)) => {
                        real.pop();
                        real = real_path(&real.join(target))?;
                    }
                    _ => {}
                }
            }
        }
    }
    Ok(real)
}
