//! The output, written so that no half-written site is ever seen.
//!
//! 1. Files are written into a folder beside the output (`.public.crier/new`); a file equal to the one that
//!    stands is not written at all, and keeps its time.
//! 2. When all are there, a journal says what is to be done, and it is done: new files first, which nothing
//!    links to yet; then changed files; then the manifest; then what is no longer part of the site goes.
//! 3. Where there is no output folder yet, the new folder becomes it in one rename.
//!
//! A build that is killed before step 2 leaves the former site as it was. One that is killed in it leaves whole
//! files, every page of the manifest that stands with all it links to, and the journal, which the next build
//! carries out first. Files
//! are not forced to the medium (fsync): that is for what is published, and would cost more than the build.
#![expect(clippy::disallowed_methods, reason = "this is the room that may touch the file system")]

use crate::base::output::{Content, MANIFEST, Receipt, Sink};
use crate::disk::former::{self, Former, Refused, stays_inside};
use crate::disk::published::digest;
use crate::disk::work;
use serde::{Deserialize, Serialize};
use std::collections::{BTreeMap, HashSet};
use std::fs::{self, File};
use std::io::{self, Write};
use std::path::{Path, PathBuf};
use std::sync::{Mutex, PoisonError};
use walkdir::WalkDir;

/// What is left to be done, in the work folder.
const JOURNAL: &str = "journal.json";

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
    /// The former site; nothing where there is no output folder.
    former: Option<Former>,
    taken: Mutex<BTreeMap<String, Fate>>,
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

impl Stage {
    /// Opens the output folder for a site whose sources lie at `sources`. Carries out what a killed build left.
    pub fn open(out: &Path, sources: &Path) -> Result<Self, Refused> {
        let out = former::real_path(out)?;
        let name = out.file_name().map_or_else(|| "out".into(), |name| name.to_string_lossy().into_owned());
        let parent = out.parent().unwrap_or(Path::new("/")).to_owned();
        fs::create_dir_all(&parent)?;
        let work_folder = parent.join(format!(".{name}.crier"));
        let journal = work_folder.join(JOURNAL);
        // Refuse before anything is made beside a folder that is not ours; look again when nobody else can write.
        former::site(&out, &journal)?;
        let lock = work::lock(&work_folder)?;
        let mut stage = Stage {
            former: None,
            sources: sources.to_owned(),
            taken: Mutex::new(BTreeMap::new()),
            _lock: lock,
            out,
            work: work_folder,
        };
        stage.recover()?;
        stage.former = former::site(&stage.out, &journal)?;
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
        self.work.join(JOURNAL)
    }

    /// Carries out the journal of a build that was killed.
    fn recover(&self) -> io::Result<()> {
        let Ok(bytes) = fs::read(self.journal_file()) else { return Ok(()) };
        if let Ok(journal) = serde_json::from_slice::<Journal>(&bytes) {
            self.carry_out(&journal)?;
        }
        fs::remove_file(self.journal_file())
    }

    /// Makes the staged files the site.
    pub fn commit(self) -> Result<Changes, Refused> {
        let taken = self.taken.lock().unwrap_or_else(PoisonError::into_inner);
        let count = |fate: Fate| taken.values().filter(|other| **other == fate).count();
        let former = self.former.iter().flat_map(|former| former.files.keys());
        let remove: Vec<String> = former.filter(|path| !taken.contains_key(*path)).cloned().collect();
        let changes = Changes {
            added: count(Fate::Added),
            changed: count(Fate::Changed),
            unchanged: count(Fate::Unchanged),
            removed: remove.len(),
        };
        if self.former.is_none() {
            fs::rename(self.new_folder(), &self.out)?;
            work::clear(&self.work)?;
            return Ok(changes);
        }
        let put = |fate: Fate| {
            let of = move |(_, other): &(&String, &Fate)| **other == fate;
            taken.iter().filter(of).map(|(path, _)| path.clone()).filter(|path| path != MANIFEST)
        };
        let mut journal = Journal { put: put(Fate::Added).chain(put(Fate::Changed)).collect(), remove };
        if taken.get(MANIFEST).is_some_and(|fate| *fate != Fate::Unchanged) {
            journal.put.push(MANIFEST.to_owned());
        }
        if let Some(path) = self.in_the_way(&journal) {
            work::clear(&self.work)?;
            return Err(Refused::InTheWay(path));
        }
        if !journal.put.is_empty() || !journal.remove.is_empty() {
            let draft = self.work.join("journal.draft");
            fs::write(&draft, serde_json::to_vec(&journal).map_err(io::Error::from)?)?;
            fs::rename(&draft, self.journal_file())?;
            self.carry_out(&journal)?;
            fs::remove_file(self.journal_file())?;
        }
        work::clear(&self.work)?;
        Ok(changes)
    }

    /// A path of the output where a file or folder of somebody else's keeps the site from being put.
    fn in_the_way(&self, journal: &Journal) -> Option<String> {
        let leaving: HashSet<&str> = journal.remove.iter().map(String::as_str).collect();
        let mut known: HashSet<&str> = HashSet::new();
        for path in &journal.put {
            for (end, _) in path.match_indices('/') {
                let folder = &path[..end];
                if known.insert(folder) && self.out.join(folder).is_file() && !leaving.contains(folder) {
                    return Some(folder.to_owned());
                }
            }
            let file = self.out.join(path);
            if file.is_dir() {
                let inside = WalkDir::new(&file).into_iter().filter_map(Result::ok);
                let mut strangers = inside.filter(|entry| !entry.file_type().is_dir()).filter_map(|entry| {
                    let path =
                        entry.path().strip_prefix(&self.out).ok()?.to_string_lossy().replace('\\', "/");
                    (!leaving.contains(path.as_str())).then_some(path)
                });
                if let Some(stranger) = strangers.next() {
                    return Some(stranger);
                }
            }
        }
        None
    }

    /// Drops what was staged; the former site stands.
    pub fn abandon(self) -> io::Result<()> {
        work::clear(&self.work)
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
            work::place(&from, &to)?;
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
        match File::create(&file) {
            Err(error) if error.kind() == io::ErrorKind::NotFound => {
                fs::create_dir_all(file.parent().unwrap_or(&self.work))?;
                File::create(file)
            }
            created => created,
        }
    }

    fn note(&self, path: &str, fate: Fate) {
        if let Ok(mut taken) = self.taken.lock() {
            taken.insert(path.to_owned(), fate);
        }
    }

    /// What stands at a path of the output.
    fn standing(&self, path: &str) -> Option<(PathBuf, u64)> {
        self.former.as_ref()?;
        let file = self.out.join(path);
        let metadata = fs::symlink_metadata(&file).ok().filter(fs::Metadata::is_file)?;
        Some((file, metadata.len()))
    }

    fn put_bytes(&self, path: &str, bytes: &[u8]) -> io::Result<Receipt> {
        let receipt = Receipt::of(bytes);
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

    fn put_source(&self, path: &str, source: &str) -> io::Result<Receipt> {
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
            Content::Copy(source) => self.put_source(path, &source),
        }
    }

    fn put_copy(
        &self,
        path: &str,
        of: &str,
        receipt: &Receipt,
        make: &dyn Fn(&[u8]) -> Option<Vec<u8>>,
    ) -> io::Result<Option<Receipt>> {
        // The same bytes make the same copy, and the copy that stands is the one that was made of them.
        let known = |path: &str| self.former.as_ref().filter(|it| it.is_own)?.files.get(path).copied()?;
        if known(of) == Some(receipt.sha256)
            && let Some((sha256, (file, _))) = known(path).zip(self.standing(path))
            && let Some(standing) = digest(&file).ok().filter(|it| it.sha256 == sha256)
        {
            self.note(path, Fate::Unchanged);
            return Ok(Some(standing));
        }
        let staged = fs::read(self.new_folder().join(of));
        let bytes = staged.or_else(|_| fs::read(self.out.join(of)))?;
        make(&bytes).map(|copy| self.put_bytes(path, &copy)).transpose()
    }
}

/// Takes files and keeps none: for checking a site, whose sources lie at this path.
pub struct Nowhere(pub PathBuf);

impl Sink for Nowhere {
    fn put(&self, _: &str, content: Content<'_>) -> io::Result<Receipt> {
        if let Content::Copy(source) = content {
            File::open(self.0.join(&*source))?;
        }
        Ok(Receipt { sha256: [0; 32], bytes: 0 })
    }
}
