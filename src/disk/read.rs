//! A site's folder to a snapshot of its files.

use crate::base::diagnostic::Report;
use crate::base::source::Sources;
use crate::disk::repository;
use crate::disk::snapshot::Snapshot;
use std::io;
use std::path::Path;

/// Lists the files of a site, once.
pub fn sources(root: &Path) -> io::Result<(Sources, Report)> {
    let snapshot = Snapshot::take(root)?;
    let (sources, report) = snapshot.sources();
    Ok((sources.in_repository(repository::folder(snapshot.folder())), report))
}
