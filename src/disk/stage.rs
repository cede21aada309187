//! The output, written so that no half-written site is ever seen.
//!
//! 1. Files are written into a folder beside the output (`.public.crier/new`); a file equal to the one that
//!    stands is not written at all, and keeps its time.
//! 2. When all are there, a journal says what is to be done, and it is done: new files first, which nothing
//!    links to yet; then changed files; then the manifest; then what is no longer part of the site goes.
//! 3. A first build needs no journal: the new folder becomes the output in one rename.
//!
//! A build that is killed before step 2 leaves the former site as it was. One that is killed in it leaves a
//! site of whole files without a broken link, and the journal, which the next build carries out first. Files
//! are not forced to the medium (fsync): that is for what is published, and would cost more than the build.
#![expect(clippy::disallowed_methods, reason = "this is the room that may touch the file system")]

use crate::base::output::{Content, Receipt, Sink};
use serde::{Deserialize, Serialize};
use sha2::{Digest, Sha256};
use std::collections::{BTreeMap, BTreeSet, HashSet};
use std::fs::{self, File, TryLockError};
use std::io::{self, Read, Write};
use std::path::{Path, PathBuf};
use std::sync::Mutex;

/// The file that says that a folder was made by crier, and which files it made.
const MANIFEST: &str = "manifest.json";

/// Why the output cannot be written.
#[derive(Debug)]
pub enum Refused {
    /// The folder holds files, and no manifest of crier.
    NotOurs,
    /// Another build is at work.
    Locked,
    /// The manifest in the folder cannot be read.
    Damaged(String),
    /// The system says no.
    Io(io::Error),
}

impl From<io::Error> for Refused {
    fn from(error: io::Error) -> Self {
        Refused::Io(error)
    }
}

/// What a build did to the output.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub struct Changes {
    /// Files that were not there.
    pub added: usize,
    /// Files whose content is new.
    pub changed: usize,
    /// Files that stayed as they were.
    pub unchanged: usize,
    /// Files that went.
    pub removed: usize,
}

/// An output folder that is being written.
pub struct Stage {
    out: PathBuf,
    work: PathBuf,
    sources: PathBuf,
    /// Whether a former site stands in `out`.
    stands: bool,
    former: BTreeSet<String>,
    taken: Mutex<BTreeMap<String, Fate>>,
    folders: Mutex<HashSet<PathBuf>>,
    // Held until the stage is dropped; the system lets go of it when the process dies.
    _lock: File,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Fate {
    Added,
    Changed,
    Unchanged,
}

/// What is left to be done once everything is staged.
#[derive(Serialize, Deserialize)]
struct Journal {
    put: Vec<String>,
    remove: Vec<String>,
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

impl Stage {
    /// Opens the output folder for a site whose sources lie at `sources`. Carries out what a killed build left.
    pub fn open(out: &Path, sources: &Path) -> Result<Self, Refused> {
        let out = std::path::absolute(out)?;
        let name = out.file_name().map_or_else(|| "out".into(), |name| name.to_string_lossy().into_owned());
        let parent = out.parent().unwrap_or(Path::new("/")).to_owned();
        fs::create_dir_all(&parent)?;
        let work = parent.join(format!(".{name}.crier"));
        // Refuse before anything is made beside a folder that is not ours.
        let (stands, former) = former_site(&out, &work)?;
        fs::create_dir_all(&work)?;
        let lock = File::create(work.join("lock"))?;
        match lock.try_lock() {
            Ok(()) => {}
            Err(TryLockError::WouldBlock) => return Err(Refused::Locked),
            Err(TryLockError::Error(error)) => return Err(Refused::Io(error)),
        }
        let mut stage = Stage {
            out,
            sources: sources.to_owned(),
            stands,
            former,
            taken: Mutex::new(BTreeMap::new()),
            folders: Mutex::new(HashSet::new()),
            _lock: lock,
            work,
        };
        if stage.recover()? {
            let (stands, former) = former_site(&stage.out, &stage.work)?;
            stage.stands = stands;
            stage.former = former;
        }
        let new = stage.new_folder();
        if new.exists() {
            fs::remove_dir_all(&new)?;
        }
        fs::create_dir_all(&new)?;
        Ok(stage)
    }

    fn new_folder(&self) -> PathBuf {
        self.work.join("new")
    }

    fn journal_file(&self) -> PathBuf {
        self.work.join("journal.json")
    }

    /// Carries out the journal of a build that was killed. Whether there was one.
    fn recover(&self) -> io::Result<bool> {
        let Ok(bytes) = fs::read(self.journal_file()) else { return Ok(false) };
        if let Ok(journal) = serde_json::from_slice::<Journal>(&bytes) {
            self.carry_out(&journal)?;
        }
        fs::remove_file(self.journal_file())?;
        Ok(true)
    }

    /// Makes the staged files the site.
    pub fn commit(self) -> io::Result<Changes> {
        let taken =
            self.taken.lock().map_or_else(|poisoned| poisoned.into_inner().clone(), |taken| taken.clone());
        let count = |fate: Fate| taken.values().filter(|other| **other == fate).count();
        let removed: Vec<String> =
            self.former.iter().filter(|path| !taken.contains_key(*path)).cloned().collect();
        let changes = Changes {
            added: count(Fate::Added),
            changed: count(Fate::Changed),
            unchanged: count(Fate::Unchanged),
            removed: removed.len(),
        };
        if self.stands {
            let put = |fate: Fate| {
                let of = move |(_, other): &(&String, &Fate)| **other == fate;
                taken.iter().filter(of).map(|(path, _)| path.clone()).filter(|path| path != MANIFEST)
            };
            let mut journal =
                Journal { put: put(Fate::Added).chain(put(Fate::Changed)).collect(), remove: removed };
            if taken.get(MANIFEST).is_some_and(|fate| *fate != Fate::Unchanged) {
                journal.put.push(MANIFEST.to_owned());
            }
            if !journal.put.is_empty() || !journal.remove.is_empty() {
                let draft = self.work.join("journal.draft");
                fs::write(&draft, serde_json::to_vec(&journal)?)?;
                fs::rename(&draft, self.journal_file())?;
                self.carry_out(&journal)?;
                fs::remove_file(self.journal_file())?;
            }
        } else {
            if self.out.exists() {
                fs::remove_dir(&self.out)?;
            }
            fs::rename(self.new_folder(), &self.out)?;
        }
        fs::remove_dir_all(&self.work)?;
        Ok(changes)
    }

    /// Drops what was staged; the former site stands.
    pub fn abandon(self) -> io::Result<()> {
        fs::remove_dir_all(&self.work)
    }

    /// Does what a journal says; what is done already is passed over.
    fn carry_out(&self, journal: &Journal) -> io::Result<()> {
        let new = self.new_folder();
        let removed: HashSet<&String> = journal.remove.iter().collect();
        for path in journal.put.iter().filter(|path| stays_inside(path)) {
            let (from, to) = (new.join(path), self.out.join(path));
            if from.symlink_metadata().is_err() {
                continue;
            }
            if let Some(folder) = to.parent() {
                self.make_room(folder, &removed)?;
            }
            // Where a folder stood, all its files are of the former site, and go.
            if to.is_dir() {
                fs::remove_dir_all(&to)?;
            }
            fs::rename(&from, &to)?;
        }
        for path in journal.remove.iter().filter(|path| stays_inside(path)) {
            let file = self.out.join(path);
            match fs::remove_file(&file) {
                Ok(()) => {}
                Err(error)
                    if matches!(
                        error.kind(),
                        io::ErrorKind::NotFound | io::ErrorKind::NotADirectory | io::ErrorKind::IsADirectory
                    ) => {}
                Err(error) => return Err(error),
            }
            let mut folder = file.parent();
            // Folders that became empty go with their last file.
            while let Some(empty) =
                folder.filter(|folder| *folder != self.out && folder.starts_with(&self.out))
            {
                if fs::remove_dir(empty).is_err() {
                    break;
                }
                folder = empty.parent();
            }
        }
        Ok(())
    }

    /// Makes the folders of a path; a file of the former site in their place goes.
    fn make_room(&self, folder: &Path, removed: &HashSet<&String>) -> io::Result<()> {
        if folder.is_dir() {
            return Ok(());
        }
        let mut way = self.out.clone();
        for part in folder.strip_prefix(&self.out).unwrap_or(Path::new("")).components() {
            way.push(part);
            let is_former = way
                .strip_prefix(&self.out)
                .is_ok_and(|path| removed.contains(&path.to_string_lossy().replace('\\', "/")));
            if is_former && way.is_file() {
                fs::remove_file(&way)?;
            }
        }
        fs::create_dir_all(folder)
    }

    /// Opens a new file in the staging folder.
    fn create(&self, path: &str) -> io::Result<File> {
        let file = self.new_folder().join(path);
        if let Some(folder) = file.parent() {
            let known = self.folders.lock().is_ok_and(|folders| folders.contains(folder));
            if !known {
                fs::create_dir_all(folder)?;
                if let Ok(mut folders) = self.folders.lock() {
                    folders.insert(folder.to_owned());
                }
            }
        }
        File::create(file)
    }

    fn note(&self, path: &str, fate: Fate) {
        if let Ok(mut taken) = self.taken.lock() {
            taken.insert(path.to_owned(), fate);
        }
    }

    /// What stands at a path of the output.
    fn standing(&self, path: &str) -> Option<(PathBuf, u64)> {
        if !self.stands {
            return None;
        }
        let file = self.out.join(path);
        let metadata = fs::symlink_metadata(&file).ok().filter(fs::Metadata::is_file)?;
        Some((file, metadata.len()))
    }

    fn put_bytes(&self, path: &str, bytes: &[u8]) -> io::Result<Receipt> {
        let receipt = Receipt { sha256: Sha256::digest(bytes).into(), bytes: bytes.len() as u64 };
        let fate = match self.standing(path) {
            Some((file, size)) if size == receipt.bytes && fs::read(&file)? == bytes => Fate::Unchanged,
            Some(_) => Fate::Changed,
            None => Fate::Added,
        };
        if fate != Fate::Unchanged {
            self.create(path)?.write_all(bytes)?;
        }
        self.note(path, fate);
        Ok(receipt)
    }

    fn put_copy(&self, path: &str, source: &str) -> io::Result<Receipt> {
        let source = self.sources.join(source);
        let receipt = digest(&source)?;
        let fate = match self.standing(path) {
            Some((file, size)) if size == receipt.bytes && digest(&file)? == receipt => Fate::Unchanged,
            Some(_) => Fate::Changed,
            None => Fate::Added,
        };
        if fate != Fate::Unchanged {
            io::copy(&mut File::open(&source)?, &mut self.create(path)?)?;
        }
        self.note(path, fate);
        Ok(receipt)
    }
}

impl Sink for Stage {
    fn put(&self, path: &str, content: Content<'_>) -> io::Result<Receipt> {
        match content {
            Content::Bytes(bytes) => self.put_bytes(path, &bytes),
            Content::Copy(source) => self.put_copy(path, &source),
        }
    }
}

/// Takes files and keeps none: for checking a site.
pub struct Nowhere;

impl Sink for Nowhere {
    fn put(&self, _: &str, _: Content<'_>) -> io::Result<Receipt> {
        Ok(Receipt { sha256: [0; 32], bytes: 0 })
    }
}

/// Whether a site of crier stands in the folder, and its files.
fn former_site(out: &Path, work: &Path) -> Result<(bool, BTreeSet<String>), Refused> {
    let metadata = match fs::metadata(out) {
        Ok(metadata) => metadata,
        Err(error) if error.kind() == io::ErrorKind::NotFound => return Ok((false, BTreeSet::new())),
        Err(error) => return Err(Refused::Io(error)),
    };
    if !metadata.is_dir() {
        return Err(Refused::NotOurs);
    }
    if fs::read_dir(out)?.next().is_none() {
        return Ok((false, BTreeSet::new()));
    }
    match fs::read(out.join(MANIFEST)) {
        Ok(bytes) => {
            let listing: Listing =
                serde_json::from_slice(&bytes).map_err(|error| Refused::Damaged(error.to_string()))?;
            if !listing.generator.starts_with("crier") {
                return Err(Refused::NotOurs);
            }
            let paths = listing.files.into_iter().map(|file| file.path).filter(|path| stays_inside(path));
            Ok((true, paths.chain([MANIFEST.to_owned()]).collect()))
        }
        // A killed build can leave everything but the manifest, which its journal still has.
        Err(_) if work.join("journal.json").exists() => Ok((true, BTreeSet::new())),
        Err(_) => Err(Refused::NotOurs),
    }
}

/// Whether a listed path is a plain one: a damaged manifest must not lead out of the folder.
fn stays_inside(path: &str) -> bool {
    !path.is_empty()
        && !path.contains('\\')
        && Path::new(path).components().all(|part| matches!(part, std::path::Component::Normal(_)))
}

/// Digest and size of a file, read in pieces.
fn digest(path: &Path) -> io::Result<Receipt> {
    let mut file = File::open(path)?;
    let mut hasher = Sha256::new();
    let mut buffer = vec![0; 64 * 1024];
    let mut bytes = 0;
    loop {
        let read = file.read(&mut buffer)?;
        if read == 0 {
            return Ok(Receipt { sha256: hasher.finalize().into(), bytes });
        }
        hasher.update(&buffer[..read]);
        bytes += read as u64;
    }
}
