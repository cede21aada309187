//! A site's folder to a snapshot of its files.

use crate::base::diagnostic::Report;
use crate::base::source::Sources;
use crate::disk::repository;
use crate::disk::snapshot::Snapshot;
use std::collections::BTreeSet;
use std::io;
use std::path::Path;

/// Lists the files of a site, once.
pub fn sources(root: &Path) -> io::Result<(Sources, Report)> {
    placed(&Snapshot::take(root)?)
}

/// Lists one file of a site, as if it had no other: who needs only its config does not wait for the rest.
pub fn one(root: &Path, path: &str) -> io::Result<(Sources, Report)> {
    let mut snapshot = Snapshot::unseen(root)?;
    let paths = BTreeSet::from([snapshot.folder().join(path)]);
    snapshot.refresh(Some(&paths));
    placed(&snapshot)
}

fn placed(snapshot: &Snapshot) -> io::Result<(Sources, Report)> {
    let (sources, report) = snapshot.sources();
    Ok((sources.in_repository(repository::folder(snapshot.folder())), report))
}
