//! The page of the open data.

use crate::plan::data::{first_page, tables};
use crate::plan::periods;
use crate::plan::table::{DataFile, Form, Rows, Table};
use crate::view::edition::Edition;
use crate::view::model;

/// What there is, and where.
pub fn data(edition: &Edition<'_>) -> model::Data {
    let licence = edition.config.licence.as_ref();
    model::Data {
        groups: groups(edition),
        catalogue: edition.href(&DataFile::Catalogue.address()),
        licence: licence
            .map(|licence| model::Titled { title: licence.name.clone(), href: licence.url.clone() }),
    }
}

fn groups(edition: &Edition<'_>) -> Vec<model::DataGroup> {
    let tables = tables(edition.archive);
    let years = periods::years(edition.archive);
    let group = |tables: &[Table]| {
        let rows = tables[0].rows();
        model::DataGroup {
            title: edition.messages.text(rows.word()).to_owned(),
            about: edition.messages.text(rows.about()).to_owned(),
            schema: edition.href(&DataFile::Schema(rows).address()),
            tables: tables.iter().map(|table| self::table(edition, *table, &years)).collect(),
        }
    };
    tables.chunk_by(|one, other| one.rows() == other.rows()).map(group).collect()
}

fn table(edition: &Edition<'_>, table: Table, years: &[(i16, Vec<usize>)]) -> model::DataTable {
    let (title, rows) = match table {
        Table::Releases(year) => {
            let releases = years.iter().find(|(other, _)| *other == year);
            (year.to_string(), releases.map_or(0, |(_, releases)| releases.len()))
        }
        Table::Register(kind) => {
            let rows = edition.archive.entities(kind).iter().filter(|entity| first_page(entity).is_some());
            (edition.messages.text(Rows::Register(kind).word()).to_owned(), rows.count())
        }
    };
    let file = |form: Form| model::Feed {
        title: form.name().to_owned(),
        href: edition.href(&DataFile::Table(table, form).address()),
        r#type: form.media_type(),
    };
    model::DataTable { title, rows, files: Form::ALL.map(file).into() }
}
