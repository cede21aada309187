//! Watches the files of a site.

use notify::{Event, EventKind, RecommendedWatcher, RecursiveMode, Watcher as _};
use std::collections::BTreeSet;
use std::path::{Path, PathBuf};

/// What was seen.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Seen {
    /// These files and folders may have changed.
    Paths(Vec<PathBuf>),
    /// More than could be counted may have changed.
    Anything,
}

/// Watches some files and folders of one folder. Every path that is noticed is told, also where one notice makes up for
/// another, such as of a file that came and went: who was told of the file before may have looked at it in between.
pub struct Watcher {
    notices: RecommendedWatcher,
    folder: PathBuf,
    parts: Vec<PathBuf>,
}

impl Watcher {
    /// Watches what has one of these names in a folder, whether it is there already or not. `tell` is called on a
    /// thread of the watcher.
    pub fn new(
        folder: &Path,
        parts: &[&str],
        mut tell: impl FnMut(Seen) + Send + 'static,
    ) -> Result<Self, notify::Error> {
        let handle = move |notice: notify::Result<Event>| match notice {
            Ok(event) if event.need_rescan() => tell(Seen::Anything),
            Ok(Event { kind: EventKind::Access(_), .. }) => {}
            Ok(event) => tell(Seen::Paths(event.paths)),
            Err(_) => tell(Seen::Anything),
        };
        let notices = notify::recommended_watcher(handle)?;
        let parts = parts.iter().map(|part| folder.join(part)).collect();
        let mut watcher = Watcher { notices, folder: folder.to_owned(), parts };
        // The folder itself, for parts that come and go.
        watcher.notices.watch(&watcher.folder, RecursiveMode::NonRecursive)?;
        for part in watcher.parts.clone() {
            watcher.attend(&part)?;
        }
        Ok(watcher)
    }

    /// Watches parts that were seen to come, and lets go of those that went.
    pub fn follow(&mut self, seen: &BTreeSet<PathBuf>) -> Result<(), notify::Error> {
        for part in self.parts.clone() {
            if seen.contains(&part) {
                // It may have gone already.
                let _ = self.notices.unwatch(&part);
                self.attend(&part)?;
            }
        }
        Ok(())
    }

    fn attend(&mut self, part: &Path) -> Result<(), notify::Error> {
        match self.notices.watch(part, RecursiveMode::Recursive) {
            Err(error) if !is_missing(&error) => Err(error),
            _ => Ok(()),
        }
    }
}

fn is_missing(error: &notify::Error) -> bool {
    match &error.kind {
        notify::ErrorKind::PathNotFound => true,
        notify::ErrorKind::Io(error) => error.kind() == std::io::ErrorKind::NotFound,
        _ => false,
    }
}
