//! The open data: the facts of the archive as tables, with schemas and a catalogue. What they say is what the pages
//! say; the words of a release are in the Atom archives, and not here again.

pub mod catalogue;
pub mod entity;
pub mod release;
pub mod schema;
pub mod sheet;

use crate::base::json_rows;
use crate::plan::periods;
use crate::plan::table::{DataFile, Form, Table};
use crate::render::press::Press;
use serde::Serialize;

/// A file of the open data.
pub fn file(press: &Press, file: DataFile) -> Vec<u8> {
    match file {
        DataFile::Catalogue => catalogue::write(press).into_bytes(),
        DataFile::Schema(rows) => schema::write(press, rows).into_bytes(),
        DataFile::Table(Table::Releases(year), form) => {
            let years = periods::years(&press.archive).into_iter().find(|(other, _)| *other == year);
            let numbers = years.map(|(_, numbers)| numbers).unwrap_or_default();
            let rows = numbers.into_iter().map(|number| release::row(press, number));
            match form {
                Form::JsonLines => lines(rows),
                Form::Csv => release::sheet(rows),
            }
        }
        DataFile::Table(Table::Register(kind), form) => {
            let rows = entity::rows(press, kind);
            match form {
                Form::JsonLines => lines(rows.into_iter()),
                Form::Csv => entity::sheet(kind, &rows, &press.config.languages),
            }
        }
    }
}

fn lines<T: Serialize>(rows: impl Iterator<Item = T>) -> Vec<u8> {
    let mut out = String::new();
    for row in rows {
        out.push_str(&json_rows::row(&row));
        out.push('\n');
    }
    out.into_bytes()
}
