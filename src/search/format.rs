//! What writer and reader of the index agree on, besides the bytes: names, numbers, kinds and states.

use jiff::civil::Date;

/// What the root calls the format.
pub const FORMAT: &str = "crier-search";
/// Version of the format.
pub const VERSION: u32 = 4;
/// Name of the root, the only file whose content changes under its name.
pub const ROOT: &str = "root.bin";
/// Ends each string of a document.
pub const END: char = '\0';
/// Stands in texts before a small letter, or a space and a small letter, that is to be a capital.
pub const CAPITAL: char = '\u{1}';
/// A page tells where so many shards begin; the root tells it of a segment that has no more.
pub const SHARDS_PER_PAGE: usize = 128;
/// A long list tells so many of its best documents beforehand.
pub const CHAMPIONS: usize = 100;

/// In a list of so many out of all documents, so many bits of a difference between ids stand as they
/// are (Rice, 1979): those of two thirds of the mean.
pub fn lower_bits(documents: u32, df: u32) -> u32 {
    let mean = u64::from(documents) * 2 / (u64::from(df) * 3).max(1);
    (u64::BITS - mean.leading_zeros()).saturating_sub(1)
}

/// What is kept of a term beside its documents and impacts. Headers of forms have its number, from 0.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum Kept {
    /// Nothing.
    Nothing,
    /// Positions, all of them in titles, summaries and texts: who has these of a document knows them.
    PositionsInTexts,
    /// Positions.
    Positions,
    /// Positions and parts: it is a word.
    Parts,
}

impl Kept {
    /// What has this number, which is its lowest two bits.
    pub fn of(number: u32) -> Kept {
        match number & 3 {
            0 => Kept::Nothing,
            1 => Kept::PositionsInTexts,
            2 => Kept::Positions,
            _ => Kept::Parts,
        }
    }

    /// Whether it is told where the term stands.
    pub fn has_positions(self) -> bool {
        self != Kept::Nothing
    }
}

/// State of a release.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Status {
    /// Stands.
    Published,
    /// Withdrawn; its page says why.
    Withdrawn,
    /// Another one takes its place.
    Superseded,
    /// Out of date by its own word.
    Expired,
}

impl Status {
    /// All states, by the number that a card has for them.
    pub const ALL: [Status; 4] = [Status::Published, Status::Withdrawn, Status::Superseded, Status::Expired];

    /// The word for it.
    pub fn word(self) -> &'static str {
        match self {
            Status::Published => "published",
            Status::Withdrawn => "withdrawn",
            Status::Superseded => "superseded",
            Status::Expired => "expired",
        }
    }
}

/// What documents are filtered by.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum Kind {
    /// Which language they are written in.
    Language,
    /// Who took part.
    Person,
    /// What they are about.
    Topic,
    /// Who signed.
    Unit,
}

impl Kind {
    /// All kinds.
    pub const ALL: [Kind; 4] = [Kind::Language, Kind::Person, Kind::Topic, Kind::Unit];

    /// What the keys of such entities begin with.
    pub fn prefix(self) -> &'static str {
        match self {
            Kind::Language => "l/",
            Kind::Person => "p/",
            Kind::Topic => "t/",
            Kind::Unit => "u/",
        }
    }

    /// The letter of it, in names of files.
    pub fn letter(self) -> &'static str {
        &self.prefix()[..1]
    }

    /// The kind of a key.
    pub fn of(key: &str) -> Option<Kind> {
        Kind::ALL.into_iter().find(|kind| key.starts_with(kind.prefix()))
    }

    /// The word for it.
    pub fn word(self) -> &'static str {
        match self {
            Kind::Language => "language",
            Kind::Person => "person",
            Kind::Topic => "topic",
            Kind::Unit => "unit",
        }
    }
}

/// A day, counted from 1970-01-01.
pub fn day_number(day: Date) -> i32 {
    // Both are dates of the calendar, a few million days apart at most.
    Date::constant(1970, 1, 1).until(day).map_or(0, |span| span.get_days())
}
