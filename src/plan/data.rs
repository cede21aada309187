//! The open data of the site: the same facts as its pages, for programs and spreadsheets. Releases are cut by year, so
//! that a new one changes two files and those of past years stay as they are.

use crate::archive::model::{Archive, Entity};
use crate::plan::periods;
use crate::plan::table::{DataFile, Form, Rows, Table};
use crate::register::Kind as Register;

/// The tables of a site: the years with releases, newest first, and the registers that have a row.
pub fn tables(archive: &Archive) -> Vec<Table> {
    let years = periods::years(archive).into_iter().map(|(year, _)| Table::Releases(year));
    let kinds = Register::ALL;
    let has_rows =
        |kind: &Register| archive.entities(*kind).iter().any(|entity| first_page(entity).is_some());
    years.chain(kinds.into_iter().filter(has_rows).map(Table::Register)).collect()
}

/// The first language in which a person, unit or topic has a page; it has a row if it has one in any.
pub fn first_page(entity: &Entity) -> Option<usize> {
    (0..entity.named.len()).find(|language| entity.has_page(*language))
}

/// Every file.
pub fn files(archive: &Archive) -> Vec<DataFile> {
    let tables = tables(archive);
    let mut files = vec![DataFile::Catalogue];
    let mut described: Vec<Rows> = tables.iter().map(|table| table.rows()).collect();
    described.dedup();
    files.extend(described.into_iter().map(DataFile::Schema));
    for table in tables {
        files.extend(Form::ALL.map(|form| DataFile::Table(table, form)));
    }
    files
}
