//! Watches the files of a site.

use notify::{EventKind, RecommendedWatcher, RecursiveMode};
use notify_debouncer_full::{DebounceEventResult, Debouncer, NoCache, new_debouncer_opt};
use std::collections::BTreeSet;
use std::path::{Path, PathBuf};
use std::time::Duration;

/// Editors save in several steps; what happens within this time is one change.
pub const DEBOUNCE: Duration = Duration::from_millis(30);

/// What was seen.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Seen {
    /// These files and folders may have changed.
    Paths(BTreeSet<PathBuf>),
    /// More than could be counted may have changed.
    Anything,
}

/// Watches some files and folders of one folder.
pub struct Watcher {
    debouncer: Debouncer<RecommendedWatcher, NoCache>,
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
        let handle = move |result: DebounceEventResult| {
            let Ok(events) = result else { return tell(Seen::Anything) };
            if events.iter().any(|event| event.need_rescan()) {
                return tell(Seen::Anything);
            }
            let events = events.iter().filter(|event| !matches!(event.kind, EventKind::Access(_)));
            let paths: BTreeSet<PathBuf> = events.flat_map(|event| event.paths.iter().cloned()).collect();
            if !paths.is_empty() {
                tell(Seen::Paths(paths));
            }
        };
        let tick = Some(DEBOUNCE / 6);
        let debouncer = new_debouncer_opt(DEBOUNCE, tick, handle, NoCache::new(), notify::Config::default())?;
        let parts = parts.iter().map(|part| folder.join(part)).collect();
        let mut watcher = Watcher { debouncer, folder: folder.to_owned(), parts };
        // The folder itself, for parts that come and go.
        watcher.debouncer.watch(&watcher.folder, RecursiveMode::NonRecursive)?;
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
                let _ = self.debouncer.unwatch(&part);
                self.attend(&part)?;
            }
        }
        Ok(())
    }

    fn attend(&mut self, part: &Path) -> Result<(), notify::Error> {
        match self.debouncer.watch(part, RecursiveMode::Recursive) {
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
