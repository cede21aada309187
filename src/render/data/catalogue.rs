//! The catalogue of the open data in the words of DCAT 3 (W3C Recommendation, 22 August 2024), as JSON-LD 1.1: what
//! there is, in which forms, who publishes it, and under which licence. Portals collect it from here.

use crate::archive::calendar::Period;
use crate::base::address::Address;
use crate::base::language::Localized;
use crate::plan::data::tables;
use crate::plan::model::Scope;
use crate::plan::table::{DataFile, Form, Rows, Table};
use crate::register::Kind as Register;
use crate::render::press::Press;
use serde_json::{Value, json};

/// Where DCAT has the languages of the world (Library of Congress, ISO 639-1 and 639-2).
const LANGUAGES: [&str; 2] =
    ["http://id.loc.gov/vocabulary/iso639-1/", "http://id.loc.gov/vocabulary/iso639-2/"];

/// The catalogue.
pub fn write(press: &Press) -> String {
    let tables = tables(&press.archive);
    let series = id(press, "releases");
    let has_releases = tables.iter().any(|table| table.rows() == Rows::Releases);
    let mut datasets = Vec::new();
    if has_releases {
        datasets.push(resource(press, "dcat:DatasetSeries", &series, &Words::of(Rows::Releases, None)));
    }
    datasets.extend(tables.iter().map(|table| dataset(press, *table, &series)));
    let words = Words { title: "title_data", about: "data_about", year: String::new() };
    let mut catalogue = resource(press, "dcat:Catalog", &id(press, "catalogue"), &words);
    catalogue["@context"] = json!({
        "dcat": "http://www.w3.org/ns/dcat#",
        "dct": "http://purl.org/dc/terms/",
        "foaf": "http://xmlns.com/foaf/0.1/",
        "rdfs": "http://www.w3.org/2000/01/rdf-schema#",
        "xsd": "http://www.w3.org/2001/XMLSchema#",
    });
    catalogue["foaf:homepage"] = reference(url(press, &press.edition(0).addresses().data(0)));
    catalogue["dcat:dataset"] = datasets.into();
    format!("{catalogue:#}\n")
}

/// What something is called and what it is, as keys of the messages.
struct Words {
    title: &'static str,
    about: &'static str,
    year: String,
}

impl Words {
    fn of(rows: Rows, year: Option<i16>) -> Self {
        let year = year.map(|year| format!(" {year}")).unwrap_or_default();
        Words { title: rows.word(), about: rows.about(), year }
    }
}

/// What catalogue, series and tables all say of themselves.
fn resource(press: &Press, kind: &str, id: &str, words: &Words) -> Value {
    let in_languages = |say: &dyn Fn(usize) -> String| -> Value {
        let tags = press.config.languages.iter().enumerate();
        tags.map(|(language, tag)| json!({"@value": say(language), "@language": tag})).collect()
    };
    let message = |language: usize, key: &str| press.edition(language).messages.text(key).to_owned();
    let site = |language: usize| press.config.title.get(&press.config.languages[language]);
    let title = |language| format!("{}: {}{}", site(language), message(language, words.title), words.year);
    let languages = press.config.languages.iter().map(|tag| {
        let primary = tag.split('-').next().unwrap_or(tag).to_ascii_lowercase();
        reference(format!("{}{primary}", LANGUAGES[usize::from(primary.len() > 2)]))
    });
    let mut resource = json!({
        "@id": id,
        "@type": kind,
        "dct:title": in_languages(&title),
        "dct:description": in_languages(&|language| message(language, words.about)),
        "dct:language": languages.collect::<Vec<_>>(),
        "dct:publisher": publisher(press),
    });
    if let Some(licence) = &press.config.licence {
        resource["dct:license"] = reference(licence.url.clone());
    }
    resource
}

fn dataset(press: &Press, table: Table, series: &str) -> Value {
    let rows = table.rows();
    let Table::Releases(year) = table else {
        let mut dataset = resource(press, "dcat:Dataset", &id(press, rows.word()), &Words::of(rows, None));
        dataset["dcat:distribution"] = distributions(press, table);
        return dataset;
    };
    let id = id(press, &format!("{}-{year:04}", rows.word()));
    let mut dataset = resource(press, "dcat:Dataset", &id, &Words::of(rows, Some(year)));
    let day = |day: &str| json!({"@value": format!("{year:04}-{day}"), "@type": "xsd:date"});
    dataset["dct:temporal"] =
        json!({"@type": "dct:PeriodOfTime", "dcat:startDate": day("01-01"), "dcat:endDate": day("12-31")});
    dataset["dcat:inSeries"] = reference(series.to_owned());
    dataset["dcat:distribution"] = distributions(press, table);
    dataset
}

/// The forms of a table.
fn distributions(press: &Press, table: Table) -> Value {
    let distribution = |form: &Form| {
        let file = url(press, &DataFile::Table(table, *form).address());
        let mut distribution = json!({
            "@type": "dcat:Distribution",
            "dct:title": form.name(),
            "dct:format": {"@type": "dct:MediaTypeOrExtent", "rdfs:label": form.media_type()},
            "dcat:accessURL": reference(file.clone()),
            "dcat:downloadURL": reference(file),
        });
        match form {
            // IANA knows the one and not the other.
            Form::Csv => {
                let iana = "http://www.iana.org/assignments/media-types/text/csv".to_owned();
                distribution["dcat:mediaType"] = reference(iana);
            }
            Form::JsonLines => {
                let schema = url(press, &DataFile::Schema(table.rows()).address());
                distribution["dct:conformsTo"] = reference(schema);
            }
        }
        if let Some(licence) = &press.config.licence {
            distribution["dct:license"] = reference(licence.url.clone());
        }
        distribution
    };
    Form::ALL.iter().map(distribution).collect()
}

fn publisher(press: &Press) -> Value {
    let site = &press.config.title;
    let (name, page): (&Localized, Option<String>) = match press.archive.issuer {
        Some(number) => {
            let page =
                press.edition(0).addresses().list(Scope::Entity(Register::Unit, number), Period::All, 0);
            (&press.archive.units[number].name, press.config.base.url(&page))
        }
        None => (site, None),
    };
    let names: Vec<Value> =
        press.config.languages.iter().map(|tag| json!({"@value": name.get(tag), "@language": tag})).collect();
    let mut publisher = json!({"@type": "foaf:Organization", "foaf:name": names});
    if let Some(page) = page {
        publisher["@id"] = json!(format!("{page}#it"));
        publisher["foaf:page"] = reference(page);
    }
    publisher
}

fn url(press: &Press, address: &Address) -> String {
    press.config.base.url(address).unwrap_or_default()
}

fn id(press: &Press, name: &str) -> String {
    format!("{}#{name}", url(press, &DataFile::Catalogue.address()))
}

fn reference(url: String) -> Value {
    json!({"@id": url})
}
