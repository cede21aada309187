//! What stands in an output folder before a build.
#![expect(clippy::disallowed_methods, reason = "this is the room that may touch the file system")]

use crate::base::output::MANIFEST;
use serde::Deserialize;
use std::collections::BTreeMap;
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
    #[serde(default)]
    sha256: String,
}

/// What stands in an output folder.
#[derive(Default)]
pub struct Former {
    /// Whether this very crier made it; another might make other files of the same sources.
    pub is_own: bool,
    /// Its files, with what their bytes were (SHA-256) where the manifest tells.
    pub files: BTreeMap<String, Option<[u8; 32]>>,
}

/// The bytes that hexadecimal digits stand for.
fn digest(digits: &str) -> Option<[u8; 32]> {
    let mut bytes = [0; 32];
    if digits.len() != 64 || !digits.is_ascii() {
        return None;
    }
    for (at, byte) in bytes.iter_mut().enumerate() {
        *byte = u8::from_str_radix(&digits[2 * at..2 * at + 2], 16).ok()?;
    }
    Some(bytes)
}

/// The files of the site that stands in the folder; nothing where there is no folder. `journal` is where a
/// killed build would have left its journal.
pub fn site(out: &Path, journal: &Path) -> Result<Option<Former>, Refused> {
    let metadata = match fs::metadata(out) {
        Ok(metadata) => metadata,
        Err(error) if error.kind() == io::ErrorKind::NotFound => return Ok(None),
        Err(error) => return Err(Refused::Io(error)),
    };
    if !metadata.is_dir() {
        return Err(Refused::NotOurs);
    }
    if fs::read_dir(out)?.next().is_none() {
        return Ok(Some(Former::default()));
    }
    match fs::read(out.join(MANIFEST)) {
        Ok(bytes) => match serde_json::from_slice::<Listing>(&bytes) {
            Ok(listing) if listing.generator.starts_with("crier") => {
                let is_own = listing.generator == concat!("crier ", env!("CARGO_PKG_VERSION"));
                let files = listing.files.into_iter().filter(|file| stays_inside(&file.path));
                let files = files.map(|file| (file.path, digest(&file.sha256)));
                Ok(Some(Former { is_own, files: files.chain([(MANIFEST.to_owned(), None)]).collect() }))
            }
            Ok(_) => Err(Refused::NotOurs),
            // Whose a broken manifest was, its words still tell.
            Err(error) if names_crier(&String::from_utf8_lossy(&bytes)) => {
                Err(Refused::Damaged(error.to_string()))
            }
            Err(_) => Err(Refused::NotOurs),
        },
        // A build killed in its first commit leaves no manifest, but its journal.
        Err(_) if journal.exists() => Ok(Some(Former::default())),
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
