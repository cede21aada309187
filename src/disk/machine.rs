//! What the operating system says about this process, and small files that commands write.
#![expect(clippy::disallowed_methods, reason = "this is the room that may touch the file system")]

use std::path::{Path, PathBuf};
use std::{fs, io};

/// The most memory this process has used, in bytes, where the system tells (Linux, proc(5)).
pub fn peak_memory() -> Option<u64> {
    let status = fs::read_to_string("/proc/self/status").ok()?;
    let line = status.lines().find(|line| line.starts_with("VmHWM:"))?;
    line.split_whitespace().nth(1)?.parse::<u64>().ok().map(|kilobytes| kilobytes * 1024)
}

/// Whether something is at a path.
pub fn exists(path: &Path) -> bool {
    path.exists()
}

/// Whether a folder holds nothing, or only what version control keeps there.
pub fn is_empty_folder(path: &Path) -> io::Result<bool> {
    if !path.exists() {
        return Ok(true);
    }
    for entry in fs::read_dir(path)? {
        if entry?.file_name() != ".git" {
            return Ok(false);
        }
    }
    Ok(true)
}

/// The text of a file.
pub fn read_text(path: &Path) -> io::Result<String> {
    Ok(String::from_utf8_lossy(&fs::read(path)?).into_owned())
}

/// The bytes of a file.
pub fn read(path: &Path) -> io::Result<Vec<u8>> {
    fs::read(path)
}

/// Writes a new file and the folders above it; a file that is there already stays, and is an error.
pub fn write_new(path: &Path, text: &str) -> io::Result<()> {
    if let Some(folder) = path.parent() {
        fs::create_dir_all(folder)?;
    }
    let mut file = fs::OpenOptions::new().write(true).create_new(true).open(path)?;
    io::Write::write_all(&mut file, text.as_bytes())
}

/// The address that opens a place in this person's editor, where the environment names one.
pub fn editor() -> Option<String> {
    std::env::var("CRIER_EDITOR").ok().filter(|address| !address.is_empty())
}

/// Writes a file anew in one step, where it still holds `former`, or where there still is none. A link stays a link, and
/// rights stay as they are.
pub fn replace(path: &Path, former: Option<&str>, text: &str) -> io::Result<()> {
    let Some(former) = former else { return write_new(path, text) };
    let path = path.canonicalize()?;
    let name = path.file_name().unwrap_or_default().to_string_lossy();
    let near = path.with_file_name(format!(".{name}.crier"));
    let mut file = fs::File::create(&near)?;
    let written = io::Write::write_all(&mut file, text.as_bytes())
        .and_then(|()| file.set_permissions(fs::metadata(&path)?.permissions()))
        .and_then(|()| file.sync_all())
        .and_then(|()| match fs::read(&path)? == former.as_bytes() {
            true => fs::rename(&near, &path),
            false => Err(io::Error::other("somebody else has just written it")),
        });
    if written.is_err() {
        let _ = fs::remove_file(&near);
    }
    written
}

/// Whether this runs in GitHub Actions, which shows findings in the lines they are about.
pub fn is_github_actions() -> bool {
    std::env::var_os("GITHUB_ACTIONS").is_some_and(|value| value == "true")
}

/// A new folder for the length of some work, which only its owner may look into.
pub struct Scratch(PathBuf);

impl Scratch {
    /// Makes one.
    pub fn new() -> io::Result<Self> {
        let mut number = 0;
        loop {
            let folder = std::env::temp_dir().join(format!("crier-{}-{number}", std::process::id()));
            let mut builder = fs::DirBuilder::new();
            #[cfg(unix)]
            std::os::unix::fs::DirBuilderExt::mode(&mut builder, 0o700);
            match builder.create(&folder) {
                Ok(()) => return Ok(Scratch(folder)),
                Err(error) if error.kind() == io::ErrorKind::AlreadyExists => number += 1,
                Err(error) => return Err(error),
            }
        }
    }

    /// Where it is.
    pub fn path(&self) -> &Path {
        &self.0
    }
}

impl Drop for Scratch {
    fn drop(&mut self) {
        // The system clears its folder of temporary files in the end.
        let _ = fs::remove_dir_all(&self.0);
    }
}
