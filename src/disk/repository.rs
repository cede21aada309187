//! Where a site lies in the repository that keeps it.
#![expect(clippy::disallowed_methods, reason = "this is the room that may touch the file system")]

use std::path::Path;

/// The way from the root of the repository to a site's folder (its true path), `/`-separated and with a slash at its end;
/// empty where the site is the root, is in no repository, or has a name that is no text. A repository is what holds `.git`:
/// a folder, or in a worktree or submodule a file.
pub(super) fn folder(site: &Path) -> String {
    let Some(root) = site.ancestors().find(|folder| folder.join(".git").exists()) else {
        return String::new();
    };
    let below = site.strip_prefix(root).unwrap_or(Path::new(""));
    let parts: Option<Vec<&str>> = below.components().map(|part| part.as_os_str().to_str()).collect();
    parts.unwrap_or_default().iter().map(|part| format!("{part}/")).collect()
}
