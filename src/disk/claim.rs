//! What a publisher on this machine leaves beside the output while it is at work, so that the next one knows that it is
//! dead: a folder `.public.publishing-NAME` with a lock, which the system gives up when a process ends however it ends,
//! and the words by which publishers held the lock of the store, or were about to take it.
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
    /// The words of publishers before this one that did not come to their ends.
    pub former: Vec<String>,
}

impl Claim {
    /// Claims to be the only one on this machine that publishes this output to a target. `holder` is kept for the next.
    pub fn new(out: &Path, target: &str, holder: &str) -> Result<Self, Refused> {
        let out = std::path::absolute(out)?;
        let name = out.file_name().unwrap_or_default().to_string_lossy();
        let target = target.replace(['/', '\\'], "_");
        let work = out.with_file_name(format!(".{name}.publishing-{target}"));
        let lock = work::lock(&work)?;
        let words = work.join("holders");
        let text = fs::read_to_string(&words).unwrap_or_default();
        let former = text.lines().map(str::to_owned).collect();
        fs::write(&words, format!("{text}{holder}\n"))?;
        Ok(Claim { work, _lock: lock, former })
    }

    /// Gives it up.
    pub fn close(self) -> io::Result<()> {
        work::clear(&self.work)
    }
}
