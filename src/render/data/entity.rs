//! People, units and topics as rows of the open data: those that have a page, registered or not.

use crate::archive::calendar::Period;
use crate::base::language::Localized;
use crate::plan::data::first_page;
use crate::plan::model::Scope;
use crate::register::Kind as Register;
use crate::register::entry::Term;
use crate::render::data::sheet::Sheet;
use crate::render::press::Press;
use jiff::civil::Date;
use serde::Serialize;
use std::collections::BTreeMap;

/// A text in each language of the site.
type Texts<'a> = BTreeMap<&'a str, &'a str>;

/// A person, a unit or a topic. What is not known is left out; without an entry in the register, only the name is.
#[derive(Debug, Serialize)]
pub struct Row<'a> {
    id: &'a str,
    url: String,
    name: Texts<'a>,
    registered: bool,
    #[serde(skip_serializing_if = "Vec::is_empty")]
    names: Vec<Name<'a>>,
    #[serde(skip_serializing_if = "Vec::is_empty")]
    aliases: Vec<&'a str>,
    #[serde(skip_serializing_if = "Option::is_none")]
    summary: Option<Texts<'a>>,
    #[serde(skip_serializing_if = "Option::is_none")]
    parent: Option<&'a str>,
    #[serde(skip_serializing_if = "Option::is_none")]
    from: Option<Date>,
    #[serde(skip_serializing_if = "Option::is_none")]
    to: Option<Date>,
    #[serde(skip_serializing_if = "Option::is_none")]
    successor: Option<&'a str>,
    /// All of them, where there are several.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    successors: Vec<&'a str>,
    #[serde(skip_serializing_if = "Vec::is_empty")]
    terms: Vec<Office<'a>>,
}

/// A name of other times.
#[derive(Debug, Serialize)]
struct Name<'a> {
    name: Texts<'a>,
    #[serde(skip_serializing_if = "Option::is_none")]
    from: Option<Date>,
    #[serde(skip_serializing_if = "Option::is_none")]
    to: Option<Date>,
}

/// A term of office.
#[derive(Debug, Serialize)]
struct Office<'a> {
    title: Texts<'a>,
    /// The id of the unit; of one that has no page, its name.
    #[serde(skip_serializing_if = "Option::is_none")]
    unit: Option<&'a str>,
    #[serde(skip_serializing_if = "Option::is_none")]
    from: Option<Date>,
    #[serde(skip_serializing_if = "Option::is_none")]
    to: Option<Date>,
}

/// All rows of a kind, registered ones first.
pub fn rows(press: &Press, kind: Register) -> Vec<Row<'_>> {
    let entities = press.archive.entities(kind);
    (0..entities.len()).filter_map(|number| row(press, kind, number)).collect()
}

fn row(press: &Press, kind: Register, number: usize) -> Option<Row<'_>> {
    let archive = &*press.archive;
    let entity = &archive.entities(kind)[number];
    let language = first_page(entity)?;
    let address =
        press.edition(language).addresses().list(Scope::Entity(kind, number), Period::All, language);
    let register = archive.register(kind);
    let entry = entity.entry.map(|at| &register.entries[at]);
    // Registered entities have the numbers of their entries.
    let id_of = |others: &[Option<usize>]| Some(register.entries[(*others.get(number)?)?].id.as_str());
    let after = register.successors.get(number).into_iter().flatten();
    let after: Vec<&str> = after.map(|at| register.entries[*at].id.as_str()).collect();
    let names = entry.iter().flat_map(|entry| &entry.names);
    Some(Row {
        id: &entity.id,
        url: press.config.base.url(&address)?,
        name: texts(press, &entity.name),
        registered: entry.is_some(),
        names: names
            .map(|name| Name { name: texts(press, &name.name), from: name.from, to: name.to })
            .collect(),
        aliases: entry.iter().flat_map(|entry| &entry.aliases).map(String::as_str).collect(),
        summary: entry.and_then(|entry| entry.summary.as_ref()).map(|summary| texts(press, summary)),
        parent: id_of(&register.parents),
        from: entry.and_then(|entry| entry.from),
        to: entry.and_then(|entry| entry.to),
        successor: after.first().copied(),
        successors: if after.len() > 1 { after } else { Vec::new() },
        terms: entry.iter().flat_map(|entry| &entry.terms).map(|term| office(press, term)).collect(),
    })
}

fn office<'a>(press: &'a Press, term: &'a Term) -> Office<'a> {
    let units = press.archive.entities(Register::Unit);
    let unit = term.unit.as_deref().map(|name| {
        press.archive.find(Register::Unit, name).map_or(name, |number| units[number].id.as_str())
    });
    Office { title: texts(press, &term.title), unit, from: term.from, to: term.to }
}

fn texts<'a>(press: &'a Press, text: &'a Localized) -> Texts<'a> {
    press.config.languages.iter().map(|tag| (tag.as_str(), text.get(tag))).collect()
}

/// Rows as a sheet; of people, a row for each term of office. Names and titles have a column for each language.
pub fn sheet(kind: Register, rows: &[Row<'_>], languages: &[String]) -> Vec<u8> {
    let mut columns = vec!["id".to_owned(), "url".to_owned(), "registered".to_owned()];
    columns.extend(languages.iter().map(|tag| format!("name_{tag}")));
    let own: &[&str] = match kind {
        Register::Person => {
            columns.extend(languages.iter().map(|tag| format!("title_{tag}")));
            &["unit", "from", "to"]
        }
        Register::Unit => &["parent", "from", "to", "successor"],
        Register::Topic => &["parent"],
    };
    columns.extend(own.iter().map(|column| (*column).to_owned()));
    let mut sheet = Sheet::new(columns.iter().map(String::as_str));
    for row in rows {
        // Of somebody without a term there is a row all the same.
        for number in 0..row.terms.len().max(1) {
            let mut cells = vec![row.id.to_owned(), row.url.clone(), row.registered.to_string()];
            cells.extend(in_each(languages, Some(&row.name)));
            match kind {
                Register::Person => {
                    let term = row.terms.get(number);
                    cells.extend(in_each(languages, term.map(|term| &term.title)));
                    cells.push(term.and_then(|term| term.unit).unwrap_or_default().to_owned());
                    cells.extend([term.and_then(|term| term.from), term.and_then(|term| term.to)].map(day));
                }
                Register::Unit => {
                    cells.push(row.parent.unwrap_or_default().to_owned());
                    cells.extend([row.from, row.to].map(day));
                    cells.push(row.successor.unwrap_or_default().to_owned());
                }
                Register::Topic => cells.push(row.parent.unwrap_or_default().to_owned()),
            }
            sheet.row(cells.iter().map(String::as_str));
        }
    }
    sheet.finish()
}

/// A cell for each language.
fn in_each<'a>(languages: &'a [String], texts: Option<&'a Texts<'a>>) -> impl Iterator<Item = String> + 'a {
    let text = move |tag: &'a String| texts.and_then(|texts| texts.get(tag.as_str())).copied();
    languages.iter().map(move |tag| text(tag).unwrap_or_default().to_owned())
}

fn day(day: Option<Date>) -> String {
    day.map(|day| day.to_string()).unwrap_or_default()
}
