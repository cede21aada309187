//! Where rendered files go. The core hands each file to a [`Sink`] as soon as it is made and forgets it; the
//! disk is one sink.

use sha2::{Digest, Sha256};
use std::borrow::Cow;
use std::io;
use std::sync::Arc;

/// Name of the manifest in the output: which files crier made there.
pub const MANIFEST: &str = "manifest.json";
/// The signature of the manifest, beside it.
pub const SIGNATURE: &str = "manifest.json.minisig";

/// Where the search index lies in the output. No page may lie below it.
pub const SEARCH_INDEX: &str = "search/index/";

/// The content of a file.
pub enum Content<'a> {
    /// Bytes.
    Bytes(Cow<'a, [u8]>),
    /// A file of the site, by its path from the site's root, as it is.
    Copy(Arc<str>),
}

/// What is known of a file that was taken.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Receipt {
    /// SHA-256 (FIPS 180-4) of the content.
    pub sha256: [u8; 32],
    /// Size in bytes.
    pub bytes: u64,
}

impl Receipt {
    /// What is known of these bytes.
    pub fn of(bytes: &[u8]) -> Self {
        Receipt { sha256: Sha256::digest(bytes).into(), bytes: bytes.len() as u64 }
    }
}

/// A digest, or the beginning of one, in lower-case hexadecimal digits.
pub fn hexadecimal(digest: &[u8]) -> String {
    digest.iter().map(|byte| format!("{byte:02x}")).collect()
}

/// Takes rendered files, from many threads at once.
pub trait Sink: Sync {
    /// Takes the file at a path of the output, `/`-separated.
    fn put(&self, path: &str, content: Content<'_>) -> io::Result<Receipt>;

    /// Takes what `make` makes of the bytes of the file `of`, which was put and acknowledged with `receipt`: a compressed
    /// copy of it. Nothing where `make` makes nothing. `make` is not asked where the sink has the copy already. A sink
    /// that keeps no files has no use for copies.
    fn put_copy(
        &self,
        _path: &str,
        _of: &str,
        _receipt: &Receipt,
        _make: &dyn Fn(&[u8]) -> Option<Vec<u8>>,
    ) -> io::Result<Option<Receipt>> {
        Ok(None)
    }
}
