//! What is shown of a document.

use crate::search::codec::{Damaged, Reader};
use crate::search::format::Status;
use crate::search::read::files::{Shelf, in_file};
use crate::search::read::problem::Problem;
use crate::search::read::root::Segment;

/// What a document is called, where it is, and its first words.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Card {
    /// Its title.
    pub title: String,
    /// Its address, percent-encoded.
    pub address: String,
    /// `year*10000 + month*100 + day`.
    pub day: u32,
    /// Number of its language.
    pub language: u32,
    /// Whether it still stands.
    pub status: Status,
    /// Its summary.
    pub summary: String,
}

impl Card {
    /// Reads a card.
    pub fn read(reader: &mut Reader<'_>) -> Result<Card, Damaged> {
        let (title, address, day, kind) =
            (reader.s()?.to_owned(), reader.s()?.to_owned(), reader.u()?, reader.u()?);
        let status = Status::ALL[kind as usize % 4];
        Ok(Card { title, address, day, language: kind / 4, status, summary: reader.s()?.to_owned() })
    }
}

/// Reads documents, one file at a time.
#[derive(Default)]
pub struct Documents {
    /// The file that was read last. Results by date stand side by side.
    last: Option<(String, Vec<u8>)>,
}

impl Documents {
    /// Card and text of a document.
    pub fn read(
        &mut self,
        shelf: &Shelf,
        segment: &Segment,
        document: u32,
    ) -> Result<(Card, String), Problem> {
        let path = format!("{}/d{}.bin", segment.folder, document / segment.per_file);
        if self.last.as_ref().is_none_or(|(last, _)| *last != path) {
            self.last = Some((path.clone(), shelf.read(&path)?));
        }
        let bytes = self.last.as_ref().map_or(&[][..], |(_, bytes)| bytes);
        in_file(&path, find(bytes, document % segment.per_file))
    }
}

fn find(bytes: &[u8], place: u32) -> Result<(Card, String), Damaged> {
    let mut reader = Reader::new(bytes);
    for _ in 0..place {
        Card::read(&mut reader)?;
        reader.s()?;
    }
    Ok((Card::read(&mut reader)?, reader.s()?.to_owned()))
}
