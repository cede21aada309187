//! The look-up, file by file: the site's own, then the chosen theme, then the embedded default.

use crate::base::source::Sources;
use crate::theme::embedded;
use std::borrow::Cow;
use std::collections::BTreeMap;
use std::io;
use std::sync::Arc;

/// Where a file of the theme comes from.
#[derive(Debug, Clone)]
pub enum Origin {
    /// A file of the site: its own, or of a theme in `themes/`. Path from the site's root.
    Source(Arc<str>),
    /// A file of the embedded theme.
    Embedded(&'static [u8]),
}

impl Origin {
    /// The content.
    pub fn read(&self, sources: &Sources) -> io::Result<Cow<'static, [u8]>> {
        match self {
            Origin::Source(path) => sources.read(path).map(Cow::Owned),
            Origin::Embedded(bytes) => Ok(Cow::Borrowed(bytes)),
        }
    }
}

/// The files of a theme's folder (`templates`, `static`, `i18n`), each from the first layer that has it. The
/// key is the path below the folder.
pub fn files(sources: &Sources, theme: &str, folder: &str) -> BTreeMap<String, Origin> {
    let mut files = BTreeMap::new();
    let prefix = format!("{folder}/");
    for (path, bytes) in embedded::FILES {
        if let Some(name) = path.strip_prefix(&prefix) {
            files.insert(name.to_owned(), Origin::Embedded(bytes));
        }
    }
    for layer in [format!("themes/{theme}/{folder}/"), prefix] {
        for entry in sources.below(&layer) {
            if let Some(name) = entry.path.strip_prefix(&layer) {
                files.insert(name.to_owned(), Origin::Source(entry.path.clone()));
            }
        }
    }
    files
}
