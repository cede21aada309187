//! Finished files on their way out: packed in parallel, a few at a time.

use crate::base::output::hexadecimal;
use crate::search::codec::{order, pack};
use rayon::prelude::*;
use std::io;

/// Where the caller takes files: path below the folder of the index, and bytes as they are stored.
pub(super) type Put<'a> = &'a (dyn Fn(&str, &[u8]) -> io::Result<()> + Sync);

/// So many bytes wait to be packed at most.
const WAITING: usize = 1 << 20;

/// Files of a folder.
pub(super) struct Output<'a> {
    put: Put<'a>,
    folder: String,
    waiting: Vec<(String, Vec<u8>)>,
    bytes: usize,
}

impl<'a> Output<'a> {
    pub(super) fn new(put: Put<'a>, folder: &str) -> Self {
        Output { put, folder: folder.to_owned(), waiting: Vec::new(), bytes: 0 }
    }

    /// Takes a file.
    pub(super) fn add(&mut self, name: String, bytes: Vec<u8>) -> io::Result<()> {
        self.bytes += bytes.len();
        self.waiting.push((name, bytes));
        if self.bytes >= WAITING { self.flush() } else { Ok(()) }
    }

    /// Hands out what waits.
    pub(super) fn flush(&mut self) -> io::Result<()> {
        self.bytes = 0;
        let waiting = std::mem::take(&mut self.waiting);
        waiting
            .into_par_iter()
            .try_for_each(|(name, bytes)| (self.put)(&format!("{}/{name}.bin", self.folder), &pack(&bytes)))
    }
}

/// Blocks of bytes, several to a file: where each begins is told to who refers to it.
pub(super) struct Blocks {
    letter: char,
    size: usize,
    file: u32,
    bytes: Vec<u8>,
    /// Whether somebody refers to the file at hand, be it empty.
    is_used: bool,
}

impl Blocks {
    /// Files `<letter><N>`, each closed when it has reached `size` bytes.
    pub(super) fn new(letter: char, size: usize) -> Self {
        Blocks { letter, size, file: 0, bytes: Vec::new(), is_used: false }
    }

    /// Appends a block; its file and offset.
    pub(super) fn add(&mut self, block: &[u8], output: &mut Output<'_>) -> io::Result<(u32, u32)> {
        if self.bytes.len() >= self.size {
            self.close(output)?;
        }
        self.is_used = true;
        let place = (self.file, self.bytes.len() as u32);
        self.bytes.extend_from_slice(block);
        Ok(place)
    }

    /// Hands the last file out.
    pub(super) fn close(&mut self, output: &mut Output<'_>) -> io::Result<()> {
        if std::mem::take(&mut self.is_used) {
            output.add(format!("{}{}", self.letter, self.file), std::mem::take(&mut self.bytes))?;
            self.file += 1;
        }
        Ok(())
    }
}

/// A string that is greater than `last` and not greater than `first`: as short as can be.
pub(super) fn between(last: &str, first: &str) -> String {
    let ends = first.char_indices().map(|(at, character)| at + character.len_utf8());
    let shortest = ends.map(|end| &first[..end]).find(|prefix| order(prefix, last).is_gt());
    shortest.unwrap_or(first).to_owned()
}

/// Six bytes of a hash in hexadecimal.
pub(super) fn short(hash: &[u8]) -> String {
    hexadecimal(&hash[..6])
}
