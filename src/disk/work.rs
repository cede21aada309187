//! The work folder beside an output folder: its lock, its end, and the step from it into the output.
#![expect(clippy::disallowed_methods, reason = "this is the room that may touch the file system")]

use crate::disk::former::Refused;
use std::fs::{self, File, TryLockError};
use std::io;
use std::path::Path;

/// Takes the lock of a work folder, making the folder. The lock is held until the file is dropped.
pub fn lock(work: &Path) -> Result<File, Refused> {
    // A build that ends removes its folder; who was about to use it begins anew.
    for _ in 0..100 {
        fs::create_dir_all(work)?;
        let path = work.join("lock");
        let lock = match File::create(&path) {
            Ok(lock) => lock,
            Err(error) if error.kind() == io::ErrorKind::NotFound => continue,
            Err(error) => return Err(Refused::Io(error)),
        };
        match lock.try_lock() {
            Ok(()) if is_at(&lock, &path) => return Ok(lock),
            Ok(()) => continue,
            Err(TryLockError::WouldBlock) => return Err(Refused::Locked),
            Err(TryLockError::Error(error)) => return Err(Refused::Io(error)),
        }
    }
    Err(Refused::Locked)
}

/// Whether an open file is still the one at a path.
#[cfg(unix)]
fn is_at(file: &File, path: &Path) -> bool {
    use std::os::unix::fs::MetadataExt;
    let same = |a: fs::Metadata, b: fs::Metadata| (a.dev(), a.ino()) == (b.dev(), b.ino());
    file.metadata().ok().zip(fs::metadata(path).ok()).is_some_and(|(a, b)| same(a, b))
}

/// Whether an open file is still the one at a path: here, an open file cannot be removed.
#[cfg(not(unix))]
fn is_at(_: &File, path: &Path) -> bool {
    path.exists()
}

/// Removes a work folder, its lock last: as long as it is there, it keeps others out.
pub fn clear(work: &Path) -> io::Result<()> {
    for entry in fs::read_dir(work)? {
        let path = entry?.path();
        if path.file_name().is_some_and(|name| name == "lock") {
            continue;
        }
        if path.is_dir() { fs::remove_dir_all(&path)? } else { fs::remove_file(&path)? }
    }
    fs::remove_file(work.join("lock"))?;
    match fs::remove_dir(work) {
        // The next build is at work there already.
        Err(error) if matches!(error.kind(), io::ErrorKind::DirectoryNotEmpty | io::ErrorKind::NotFound) => {
            Ok(())
        }
        other => other,
    }
}

/// Puts a file in its place in one step, also where the place is on another volume.
pub fn place(from: &Path, to: &Path) -> io::Result<()> {
    match fs::rename(from, to) {
        Err(error) if error.kind() == io::ErrorKind::CrossesDevices => {
            let name = to.file_name().unwrap_or_default().to_string_lossy();
            let near = to.with_file_name(format!(".{name}.crier"));
            fs::copy(from, &near)?;
            fs::rename(&near, to)?;
            fs::remove_file(from)
        }
        other => other,
    }
}
