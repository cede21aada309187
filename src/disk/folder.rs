//! Reads the files of a snapshot from the site's folder.
#![expect(clippy::disallowed_methods, reason = "this is the room that may touch the file system")]

use crate::base::source::Reader;
use std::fs::{self, File};
use std::io::{self, Read};
use std::path::PathBuf;

/// Reads files below a folder.
pub(super) struct Folder {
    pub(super) root: PathBuf,
    /// The same without symbolic links.
    pub(super) real_root: PathBuf,
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

    fn open(&self, path: &str) -> io::Result<Box<dyn Read + Send>> {
        // A link may have been put in the file's place since the folder was looked at.
        let real = self.root.join(path).canonicalize()?;
        if !real.starts_with(&self.real_root) {
            return Err(io::Error::new(io::ErrorKind::PermissionDenied, "a link that leads out of the site"));
        }
        Ok(Box::new(File::open(real)?))
    }
}
