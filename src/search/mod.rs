//! Search without a server: the text rules, the index, and a reader of it. What they hold to is written down in
//! `docs/search-index.md`; the client in the browser is the other reader.
//!
//! Knows texts and bytes, and nothing of releases: the caller makes documents of them.
//!
//! | module | what it does |
//! |---|---|
//! | [`text`], [`fold`], [`stem`], [`han`] | the rules by which a text becomes words and characters, for index and query |
//! | [`codec`] | numbers and strings as bytes, gzip |
//! | [`mod@format`] | what writer and reader agree on: names, numbers, kinds and states |
//! | [`mod@write`] | documents to index files |
//! | [`read`] | index files and a query to an answer |

pub mod codec;
pub mod fold;
pub mod format;
pub mod han;
pub mod read;
pub mod stem;
pub mod text;
pub mod write;
