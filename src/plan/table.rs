//! The files of the open data, and where they live.

use crate::base::address::Address;
use crate::register::Kind as Register;

/// A file of the open data.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum DataFile {
    /// Rows.
    Table(Table, Form),
    /// The JSON Schema (2020-12) of a row, which releases of all years share.
    Schema(Rows),
    /// What there is: a catalogue in the words of DCAT 3.
    Catalogue,
}

/// What rows tell of.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Rows {
    /// Releases.
    Releases,
    /// The people, units or topics that have a page.
    Register(Register),
}

/// Rows that stand together.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Table {
    /// The releases of a year that can be read, in all languages, newest first.
    Releases(i16),
    /// All people, units or topics.
    Register(Register),
}

/// How rows are written.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Form {
    /// For spreadsheets: RFC 4180, in UTF-8 with a byte order mark, without which they take it for something else.
    Csv,
    /// For programs: an object of JSON (RFC 8259) on each line.
    JsonLines,
}

impl Form {
    /// Both.
    pub const ALL: [Form; 2] = [Form::Csv, Form::JsonLines];

    /// What it is called.
    pub fn name(self) -> &'static str {
        match self {
            Form::Csv => "CSV",
            Form::JsonLines => "JSON Lines",
        }
    }

    /// Media type (RFC 7111; JSON Lines has none that is registered).
    pub fn media_type(self) -> &'static str {
        match self {
            Form::Csv => "text/csv",
            Form::JsonLines => "application/jsonl",
        }
    }

    fn extension(self) -> &'static str {
        match self {
            Form::Csv => "csv",
            Form::JsonLines => "jsonl",
        }
    }
}

impl Rows {
    /// One word for all of them; what they are called in messages.
    pub fn word(self) -> &'static str {
        match self {
            Rows::Releases => "releases",
            Rows::Register(kind) => kind.section(),
        }
    }

    /// The message that says what is in them.
    pub fn about(self) -> &'static str {
        match self {
            Rows::Releases => "data_releases",
            Rows::Register(Register::Person) => "data_people",
            Rows::Register(Register::Unit) => "data_units",
            Rows::Register(Register::Topic) => "data_topics",
        }
    }
}

impl Table {
    /// What its rows tell of.
    pub fn rows(self) -> Rows {
        match self {
            Table::Releases(_) => Rows::Releases,
            Table::Register(kind) => Rows::Register(kind),
        }
    }
}

impl DataFile {
    /// Where it lives; for all languages below the root.
    pub fn address(self) -> Address {
        let file = match self {
            DataFile::Table(Table::Releases(year), form) => {
                format!("releases-{year:04}.{}", form.extension())
            }
            DataFile::Table(table, form) => format!("{}.{}", table.rows().word(), form.extension()),
            DataFile::Schema(rows) => format!("{}.schema.json", rows.word()),
            DataFile::Catalogue => "catalogue.jsonld".to_owned(),
        };
        Address::new(format!("/data/{file}"))
    }
}
