//! Where the files of the index come from. The reader itself touches no disk.

use crate::base::output::SEARCH_INDEX;
use crate::search::codec::{self, Damaged};
use crate::search::format::ROOT;
use crate::search::read::problem::Problem;
use std::cell::RefCell;
use std::collections::HashMap;
use std::io;
use std::rc::Rc;

/// Files of a built site.
pub trait Files {
    /// The bytes of a file; the path is relative to the site's root, such as `search/index/root.bin`.
    fn read(&self, path: &str) -> io::Result<Vec<u8>>;
}

/// The files that were read, unpacked: the units of a query often ask for the same.
pub struct Shelf {
    files: Box<dyn Files>,
    kept: RefCell<HashMap<String, Rc<Vec<u8>>>>,
}

impl Shelf {
    /// An empty shelf.
    pub fn new(files: Box<dyn Files>) -> Self {
        Shelf { files, kept: RefCell::default() }
    }

    /// An unpacked file, which is kept.
    pub fn get(&self, path: &str) -> Result<Rc<Vec<u8>>, Problem> {
        if let Some(bytes) = self.kept.borrow().get(path) {
            return Ok(Rc::clone(bytes));
        }
        let bytes = Rc::new(self.read(path)?);
        self.kept.borrow_mut().insert(path.to_owned(), Rc::clone(&bytes));
        Ok(bytes)
    }

    /// An unpacked file, which is not kept.
    pub fn read(&self, path: &str) -> Result<Vec<u8>, Problem> {
        let path = format!("{SEARCH_INDEX}{path}");
        match self.files.read(&path) {
            Ok(bytes) => codec::unpack(bytes).map_err(|Damaged| Problem::Damaged(path)),
            // A site without a root has no index; that is no problem of the disk.
            Err(error) if error.kind() == io::ErrorKind::NotFound && path.ends_with(ROOT) => {
                Err(Problem::NoIndex)
            }
            Err(error) => Err(Problem::Unreadable(path, error.to_string())),
        }
    }
}

/// Says which file is damaged.
pub fn in_file<T>(path: &str, result: Result<T, Damaged>) -> Result<T, Problem> {
    result.map_err(|Damaged| Problem::Damaged(format!("{SEARCH_INDEX}{path}")))
}
