//! Finished files on their way out: packed in parallel, a few at a time.

use crate::base::output::hexadecimal;
use crate::search::codec::{Content, order, pack};
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
    waiting: Vec<(String, Vec<u8>, Content)>,
    bytes: usize,
}

impl<'a> Output<'a> {
    pub(super) fn new(put: Put<'a>, folder: &str) -> Self {
        Output { put, folder: folder.to_owned(), waiting: Vec::new(), bytes: 0 }
    }

    /// Takes a file.
    pub(super) fn add(&mut self, name: String, bytes: Vec<u8>, content: Content) -> io::Result<()> {
        self.bytes += bytes.len();
        self.waiting.push((name, bytes, content));
        if self.bytes >= WAITING { self.flush() } else { Ok(()) }
    }

    /// Hands out what waits.
    pub(super) fn flush(&mut self) -> io::Result<()> {
        self.bytes = 0;
        let waiting = std::mem::take(&mut self.waiting);
        waiting.into_par_iter().try_for_each(|(name, bytes, content)| {
            (self.put)(&format!("{}/{name}.bin", self.folder), &pack(&bytes, content))
        })
    }
}

/// Blocks of bytes, several to a file: where each begins is told to who refers to it.
pub(super) struct Blocks {
    letter: char,
    content: Content,
    size: usize,
    /// How many files have a number.
    files: u32,
    /// The file at hand, if somebody refers to it, and its bytes.
    file: Option<u32>,
    bytes: Vec<u8>,
}

impl Blocks {
    /// Files `<letter><N>` of `size` bytes at most; a block of more has one of its own.
    pub(super) fn new(letter: char, content: Content, size: usize) -> Self {
        Blocks { letter, content, size, files: 0, file: None, bytes: Vec::new() }
    }

    /// Appends a block; its file and offset.
    pub(super) fn add(&mut self, block: &[u8], output: &mut Output<'_>) -> io::Result<(u32, u32)> {
        if block.len() > self.size {
            // What is at hand stays so, for the small ones that follow.
            let file = self.files;
            self.files += 1;
            output.add(format!("{}{file}", self.letter), block.to_vec(), self.content)?;
            return Ok((file, 0));
        }
        if self.bytes.len() + block.len() > self.size {
            self.close(output)?;
        }
        let file = *self.file.get_or_insert_with(|| {
            self.files += 1;
            self.files - 1
        });
        let place = (file, self.bytes.len() as u32);
        self.bytes.extend_from_slice(block);
        Ok(place)
    }

    /// Hands the file at hand out.
    pub(super) fn close(&mut self, output: &mut Output<'_>) -> io::Result<()> {
        let Some(file) = self.file.take() else { return Ok(()) };
        output.add(format!("{}{file}", self.letter), std::mem::take(&mut self.bytes), self.content)
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
