//! Bad input gets a clear finding, and nothing is lost: each line of the list in the first issue is a test.

mod at_once;
mod config;
mod files;
mod front_matter;
mod links;
mod names;
mod templates;

use crate::site::{Built, Site};

const A: &str = "content/releases/a.md";

/// A release that is well.
const WELL: &str = "---\ntitle: A\ndate: 2022-09-28\n---\nText.\n";

/// A site of one release with this text.
fn release(text: impl AsRef<[u8]>) -> Built {
    Site::empty().file(A, text).build()
}

/// A site of one release with this front matter.
fn front(lines: &str) -> Built {
    release(format!("---\n{lines}---\nText.\n"))
}

/// A site of one release with this text behind sound front matter, which takes four lines.
fn body(text: &str) -> Built {
    release(format!("---\ntitle: A\ndate: 2022-09-28\n---\n{text}"))
}
