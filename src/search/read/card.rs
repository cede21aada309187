//! What is shown of a document.

use crate::search::codec::Damaged;
use crate::search::format::{END, Status};
use crate::search::read::dictionary::Dictionary;
use crate::search::read::files::{Shelf, in_file};
use crate::search::read::problem::Problem;
use crate::search::read::root::{Root, Segment};

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
    fn read<'t>(fields: &mut impl Iterator<Item = &'t str>) -> Option<Card> {
        let (title, address) = (fields.next()?.to_owned(), fields.next()?.to_owned());
        let (day, tag): (u32, u32) = (fields.next()?.parse().ok()?, fields.next()?.parse().ok()?);
        let status = Status::ALL[tag as usize % 4];
        Some(Card { title, address, day, language: tag / 4, status, summary: fields.next()?.to_owned() })
    }
}

/// Reads documents, one file at a time.
pub struct Documents<'a> {
    shelf: &'a Shelf,
    root: &'a Root,
    dictionary: Option<Dictionary>,
    /// The file that was read last, as text. Results by date stand side by side.
    last: Option<(String, String)>,
}

impl<'a> Documents<'a> {
    /// Documents of an index.
    pub fn new(shelf: &'a Shelf, root: &'a Root) -> Self {
        Documents { shelf, root, dictionary: None, last: None }
    }

    /// Card and text of a document.
    pub fn read(&mut self, segment: &Segment, document: u32) -> Result<(Card, String), Problem> {
        let (file, place) = segment.file_of(document);
        let path = format!("{}/d{file}.bin", segment.folder);
        if self.last.as_ref().is_none_or(|(last, _)| *last != path) {
            let dictionary = match self.dictionary.take() {
                Some(dictionary) => dictionary,
                None => Dictionary::read(self.shelf, self.root)?,
            };
            let texts = in_file(&path, dictionary.texts(&self.shelf.read(&path)?))?;
            self.dictionary = Some(dictionary);
            self.last = Some((path.clone(), texts));
        }
        let texts = self.last.as_ref().map_or("", |(_, texts)| texts);
        in_file(&path, find(texts, place).ok_or(Damaged))
    }
}

/// A card has five strings, and the text is one more.
fn find(texts: &str, place: u32) -> Option<(Card, String)> {
    let mut fields = texts.split(END).skip(place as usize * 6);
    let card = Card::read(&mut fields)?;
    Some((card, fields.next()?.to_owned()))
}
