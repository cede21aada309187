//! A folder as a value.

use std::collections::{BTreeMap, BTreeSet};
use std::fs;
use std::path::Path;
use std::time::{Duration, SystemTime};

/// Every file below a folder by its `/`-separated path, and every empty folder with a slash at its end.
pub(crate) fn tree(root: &Path) -> BTreeMap<String, Vec<u8>> {
    let mut files = BTreeMap::new();
    walk(root, "", &mut |path, full| {
        files.insert(path, if full.is_dir() { Vec::new() } else { fs::read(full).unwrap() });
    });
    files
}

/// When each file below a folder was changed.
pub(crate) fn times(root: &Path) -> BTreeMap<String, SystemTime> {
    let mut times = BTreeMap::new();
    walk(root, "", &mut |path, full| {
        times.insert(path, full.symlink_metadata().unwrap().modified().unwrap());
    });
    times
}

/// Sets the time of every file back by an hour, so that a file that is written again shows it.
pub(crate) fn age(root: &Path) {
    let then = SystemTime::now() - Duration::from_secs(3600);
    walk(root, "", &mut |_, full| {
        if full.is_file() {
            fs::File::options().write(true).open(full).unwrap().set_modified(then).unwrap();
        }
    });
}

/// The paths at which two folders differ.
pub(crate) fn differing<'a, T: PartialEq>(
    left: &'a BTreeMap<String, T>,
    right: &'a BTreeMap<String, T>,
) -> BTreeSet<&'a String> {
    left.keys().chain(right.keys()).filter(|path| left.get(*path) != right.get(*path)).collect()
}

/// Fails with the paths that differ, rather than with all bytes of two sites.
#[track_caller]
pub(crate) fn assert_same<T: PartialEq>(left: &BTreeMap<String, T>, right: &BTreeMap<String, T>, what: &str) {
    let differing = differing(left, right);
    let some: Vec<_> = differing.iter().take(10).collect();
    assert!(differing.is_empty(), "{what}: {} files differ: {some:?}", differing.len());
}

fn walk(folder: &Path, prefix: &str, visit: &mut dyn FnMut(String, &Path)) {
    let mut entries: Vec<_> = fs::read_dir(folder).unwrap().map(Result::unwrap).collect();
    entries.sort_by_key(fs::DirEntry::file_name);
    if entries.is_empty() && !prefix.is_empty() {
        visit(prefix.to_owned(), folder);
    }
    for entry in entries {
        let path = format!("{prefix}{}", entry.file_name().to_string_lossy());
        if entry.file_type().unwrap().is_dir() {
            walk(&entry.path(), &format!("{path}/"), visit);
        } else {
            visit(path, &entry.path());
        }
    }
}
