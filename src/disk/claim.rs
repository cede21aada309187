//! What a publisher on this machine leaves beside the output while it is at work, so that the next one knows that it is
//! dead: a folder `.public.publishing-NAME` with a lock, which the system gives up when a process ends however it ends,
//! and the word by which the publisher held the lock of the store.
#![expect(clippy::disallowed_methods, reason = "this is the room that may touch the file system")]

use crate::disk::former::Refused;
use crate::disk::work;
use std::fs::{self, File};
use std::io;
use std::path::{Path, PathBuf};

/// The claim of a publisher.
pub struct Claim {
    work: PathBuf,
    _lock: File,
    /// The word of the publisher before this one, which did not come to its end.
    pub former: Option<String>,
}

impl Claim {
    /// Claims to be the only one on this machine that publishes this output to a target. `holder` is kept for the next.
    pub fn new(out: &Path, target: &str, holder: &str) -> Result<Self, Refused> {
        let out = std::path::absolute(out)?;
        let name = out.file_name().unwrap_or_default().to_string_lossy();
        let target = target.replace(['/', '\\'], "_");
        let work = out.with_file_name(format!(".{name}.publishing-{target}"));
        let lock = work::lock(&work)?;
        let word = work.join("holder");
        let former = fs::read_to_string(&word).ok().filter(|former| !former.is_empty());
        fs::write(&word, holder)?;
        Ok(Claim { work, _lock: lock, former })
    }

    /// Gives it up.
    pub fn close(self) -> io::Result<()> {
        work::clear(&self.work)
    }
}
