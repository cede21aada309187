//! A site that was written: which files it has, and what their bytes are.
#![expect(clippy::disallowed_methods, reason = "this is the room that may touch the file system")]

use crate::base::output::Receipt;
use sha2::{Digest, Sha256};
use std::fs::File;
use std::io::{self, Read};
use std::path::Path;
use walkdir::WalkDir;

/// Every file below a folder, by its path from there with `/` between names, in order. The folder may be a link; links in it are not
/// followed.
pub fn files(root: &Path) -> io::Result<Vec<String>> {
    let root = &root.canonicalize()?;
    let mut paths = Vec::new();
    for entry in WalkDir::new(root).sort_by_file_name() {
        let entry = entry?;
        if !entry.file_type().is_dir() {
            let parts = entry.path().strip_prefix(root).unwrap_or(entry.path()).components();
            let names: Vec<_> = parts.map(|part| part.as_os_str().to_string_lossy().into_owned()).collect();
            paths.push(names.join("/"));
        }
    }
    Ok(paths)
}

/// Digest and size of a file, read in pieces.
pub fn digest(path: &Path) -> io::Result<Receipt> {
    let mut file = File::open(path)?;
    let mut hasher = Sha256::new();
    let mut buffer = vec![0; 64 * 1024];
    let mut bytes = 0;
    loop {
        match file.read(&mut buffer)? {
            0 => return Ok(Receipt { sha256: hasher.finalize().into(), bytes }),
            read => {
                hasher.update(&buffer[..read]);
                bytes += read as u64;
            }
        }
    }
}
