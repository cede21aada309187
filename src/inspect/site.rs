//! A site, as its pages are judged by it.

use crate::archive::model::Archive;
use crate::base::source::Sources;
use crate::config::Config;
use crate::plan::model::Plan;

/// What the pages are judged by.
pub struct Site<'a> {
    /// Its files.
    pub sources: &'a Sources,
    /// Its config.
    pub config: &'a Config,
    /// Its releases and standing pages.
    pub archive: &'a Archive,
    /// Its pages.
    pub plan: &'a Plan,
}
