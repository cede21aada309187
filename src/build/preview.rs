//! A site that is shown without being written: each page is rendered when it is asked for, so it takes as long at any
//! size of the archive.

use crate::base::address::Address;
use crate::base::diagnostic::{Diagnostic, Report};
use crate::base::output::{Content, SEARCH_INDEX};
use crate::build::site::Site;
use crate::plan;
use crate::plan::model::{Kind, Page};
use crate::render::press::Press;
use crate::render::{render, search};
use std::borrow::Cow;
use std::collections::{BTreeMap, HashSet};
use std::io;
use std::sync::atomic::{AtomicBool, Ordering};
use std::sync::{Mutex, OnceLock, PoisonError};

/// A site, ready to be asked for its pages.
pub struct Preview {
    /// The site.
    pub site: Site,
    press: Press,
    /// The files of the search index, by path; made when the first of them is asked for.
    index: OnceLock<BTreeMap<String, Vec<u8>>>,
    is_retired: AtomicBool,
}

/// What stands at an address.
pub enum Found<'a> {
    /// A file, with its path in the output.
    File(String, Content<'a>),
    /// Nothing, but the address with a slash at its end is a page.
    Moved(Address),
    /// Nothing: the page that says so.
    Missing(Content<'a>),
}

impl Preview {
    /// Nothing is rendered yet.
    pub fn new(site: Site) -> Self {
        Preview { press: site.press(), site, index: OnceLock::new(), is_retired: AtomicBool::new(false) }
    }

    /// Nobody will ask for more: an index that is being made is given up.
    pub fn retire(&self) {
        self.is_retired.store(true, Ordering::Relaxed);
    }

    /// What stands at a path, which begins with `/` and is not percent-encoded.
    pub fn find(&self, path: &str) -> Result<Found<'_>, Box<Diagnostic>> {
        if let Some(name) = path.strip_prefix('/').filter(|path| path.starts_with(SEARCH_INDEX)) {
            let file = self.index()?.get(name);
            return match file {
                Some(bytes) => Ok(Found::File(name.to_owned(), Content::Bytes(Cow::Borrowed(bytes)))),
                None => self.missing(path),
            };
        }
        match plan::find(&self.site.plan, path) {
            Some(page) if page.address.as_str() == path || path.ends_with("/index.html") => {
                Ok(Found::File(page.address.file(), render(&self.press, page)?))
            }
            Some(page) => Ok(Found::Moved(page.address.clone())),
            None => self.missing(path),
        }
    }

    /// Renders a page of each kind in each language: a mistake in a template is found before anybody looks.
    pub fn probe(&self) -> Report {
        let mut seen = HashSet::new();
        let is_first = |page: &&Page| match page.kind {
            Kind::Asset(_) | Kind::Copy(_) => false,
            Kind::List(scope, period) => {
                let scope = match scope {
                    plan::model::Scope::All => None,
                    plan::model::Scope::Entity(kind, _) => Some(kind),
                };
                seen.insert((page.kind.word(), page.language, scope, period.wider().is_none()))
            }
            _ => seen.insert((page.kind.word(), page.language, None, false)),
        };
        let pages = self.site.plan.pages.iter().filter(is_first);
        let failed = pages.filter_map(|page| render(&self.press, page).err());
        Report::condensed(failed.map(|finding| *finding), "pages")
    }

    /// The page of the language whose addresses begin as this one does.
    fn missing(&self, path: &str) -> Result<Found<'_>, Box<Diagnostic>> {
        let first = path.split('/').nth(1).unwrap_or_default();
        let language = self.site.config.languages.iter().position(|tag| tag == first).unwrap_or(0);
        let pages = &self.site.plan.pages;
        let page = pages.iter().find(|page| page.kind == Kind::NotFound && page.language == language);
        let content = page.map(|page| render(&self.press, page)).transpose()?;
        Ok(Found::Missing(content.unwrap_or(Content::Bytes(Cow::Borrowed(b"not found\n")))))
    }

    fn index(&self) -> Result<&BTreeMap<String, Vec<u8>>, Box<Diagnostic>> {
        Ok(self.index.get_or_init(|| {
            let files = Mutex::new(BTreeMap::new());
            let put = |path: &str, bytes: &[u8]| {
                if self.is_retired.load(Ordering::Relaxed) {
                    return Err(io::ErrorKind::Interrupted.into());
                }
                let mut files = files.lock().unwrap_or_else(PoisonError::into_inner);
                files.insert(path.to_owned(), bytes.to_owned());
                Ok(())
            };
            // It fails only when it is given up, and then nobody wants it.
            let _ = search::index(&self.press, &put);
            files.into_inner().unwrap_or_else(PoisonError::into_inner)
        }))
    }
}
