//! A publication, whatever its target: the two versions of the site, and what parts them.

use crate::commands::news::News;
use crate::config::targets::Target;
use crate::publish::difference::{Difference, Item};
use crate::render::manifest::File;
use jiff::Timestamp;
use std::path::Path;

/// All there is to know of a publication.
pub struct Job<'a> {
    /// Where to.
    pub target: &'a Target,
    /// The folder of the site.
    pub folder: &'a Path,
    /// That of its output.
    pub out: &'a Path,
    /// What the manifests say: the built one, and the one that stands.
    pub built: &'a [File],
    /// The latter.
    pub former: &'a [File],
    /// The files of the output, the manifest last.
    pub files: &'a [Item],
    /// What parts them from those that stand.
    pub difference: &'a Difference<'a>,
    /// What readers will find new.
    pub news: &'a News,
    /// The manifest and the journal of a store, as they stood when the sites were compared.
    pub seen: (Option<&'a [u8]>, Option<&'a [u8]>),
    /// The time.
    pub now: Timestamp,
}
