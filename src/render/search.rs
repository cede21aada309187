//! The search index of the site: releases become documents; people, units, topics and languages become filters.

use crate::archive::calendar::Period;
use crate::archive::model::Archive;
use crate::base::output::SEARCH_INDEX;
use crate::plan::addresses::Addresses;
use crate::plan::model::Scope;
use crate::register::Kind as Register;
use crate::render::press::Press;
use crate::search::format::{Kind, Status};
use crate::search::write::document::{Document, Entity, Name};
use crate::search::write::{Corpus, write};
use crate::view::frame::GENERATOR;
use jiff::civil::Date;
use std::borrow::Cow;
use std::io;

/// Writes the index through `put`, which is given paths of the output.
pub fn index(press: &Press, put: &(dyn Fn(&str, &[u8]) -> io::Result<()> + Sync)) -> io::Result<()> {
    let numbers = numbers(press);
    let days: Vec<Date> =
        numbers.iter().map(|number| press.archive.items[*number].release.front.date.date()).collect();
    let entities = entities(press, &numbers);
    let make = |at: usize| document(press, numbers[at]);
    let corpus = Corpus {
        languages: &press.config.languages,
        days: &days,
        document: &make,
        entities: &entities,
        generator: GENERATOR,
    };
    write(&corpus, &|path, bytes| put(&format!("{SEARCH_INDEX}{path}"), bytes))
}

/// The releases that can be found, by day, newest first.
fn numbers(press: &Press) -> Vec<usize> {
    let items = &press.archive.items;
    let mut numbers: Vec<usize> = (0..items.len()).filter(|number| items[*number].is_readable()).collect();
    // Items are in the order of their instants; with offsets of their own, their days may not be.
    numbers.sort_by_key(|number| std::cmp::Reverse(items[*number].release.front.date.date()));
    numbers
}

fn document<'a>(press: &'a Press, number: usize) -> Document<'a> {
    let archive = &*press.archive;
    let item = &archive.items[number];
    let release = &item.release;
    let front = &release.front;
    let mut facts: Vec<Cow<'a, str>> = Vec::new();
    let mut add_names = |kind: Register, number: usize| {
        facts.extend(archive.entities(kind)[number].name.all().into_iter().map(Cow::Borrowed));
        facts.extend(other_names(archive, kind, number).map(Cow::Borrowed));
    };
    item.attendees.iter().for_each(|at| add_names(Register::Person, *at));
    item.units.iter().chain(&item.issuer).for_each(|at| add_names(Register::Unit, *at));
    item.topics.iter().for_each(|at| add_names(Register::Topic, *at));
    for (participant, person) in front.attendees.iter().zip(&item.attendees) {
        match &participant.title {
            Some(title) => facts.push(Cow::Borrowed(title)),
            None => {
                let terms = archive.titles(*person, release.event_day());
                facts.extend(terms.iter().flat_map(|term| term.title.all()).map(Cow::Borrowed));
            }
        }
    }
    facts
        .extend([&front.number, &front.place].into_iter().flatten().map(|fact| Cow::Borrowed(fact.as_str())));
    let addresses = Addresses { config: &press.config, archive };
    Document {
        title: &front.title,
        summary: front.summary.as_deref(),
        text: Cow::Owned(release.body.text()),
        lead: release.body.lead.clone(),
        facts,
        address: addresses.release(number).encoded(),
        day: front.date.date(),
        language: release.language,
        status: match press.edition(release.language).status(number) {
            "withdrawn" => Status::Withdrawn,
            "superseded" => Status::Superseded,
            "archived" => Status::Expired,
            _ => Status::Published,
        },
    }
}

/// Names that an entity had at other times, and its aliases.
fn other_names(archive: &Archive, kind: Register, number: usize) -> impl Iterator<Item = &str> {
    let entry = archive.entities(kind)[number].entry;
    entry.into_iter().flat_map(move |entry| archive.register(kind).entries[entry].other_names())
}

/// Everything that documents are filtered by.
fn entities<'a>(press: &'a Press, numbers: &[usize]) -> Vec<Entity<'a>> {
    let archive = &*press.archive;
    let addresses = Addresses { config: &press.config, archive };
    let kinds =
        [(Register::Person, Kind::Person), (Register::Unit, Kind::Unit), (Register::Topic, Kind::Topic)];
    let mut of_kind: Vec<Vec<Entity<'a>>> = Vec::new();
    for (register, kind) in kinds {
        let entities = archive.entities(register).iter().enumerate();
        let entities = entities.map(|(number, entity)| {
            let languages = (0..press.config.languages.len()).filter(|language| entity.has_page(*language));
            let name = |language: usize| Name {
                language,
                name: entity.name.get(&press.config.languages[language]),
                address: addresses.list(Scope::Entity(register, number), Period::All, language).encoded(),
            };
            Entity {
                kind,
                id: &entity.id,
                names: languages.map(name).collect(),
                aliases: other_names(archive, register, number).collect(),
                documents: Vec::new(),
            }
        });
        of_kind.push(entities.collect());
    }
    let languages = press.config.languages.iter().enumerate().map(|(language, tag)| Entity {
        kind: Kind::Language,
        id: tag,
        names: vec![Name {
            language,
            name: &press.names[language],
            address: addresses.home(language).encoded(),
        }],
        aliases: Vec::new(),
        documents: Vec::new(),
    });
    let mut languages: Vec<Entity<'a>> = languages.collect();
    for (document, number) in numbers.iter().enumerate() {
        let item = &archive.items[*number];
        let note = |entity: &mut Entity<'_>| {
            // Somebody may be named twice in one release.
            if entity.documents.last() != Some(&(document as u32)) {
                entity.documents.push(document as u32);
            }
        };
        item.attendees.iter().for_each(|at| note(&mut of_kind[0][*at]));
        item.units.iter().chain(&item.issuer).for_each(|at| note(&mut of_kind[1][*at]));
        item.topics.iter().for_each(|at| note(&mut of_kind[2][*at]));
        note(&mut languages[item.release.language]);
    }
    let mut all: Vec<Entity<'a>> = of_kind.into_iter().flatten().collect();
    // Who is in the register and stands in no release, and has no page, cannot be looked for.
    all.retain(|entity| !entity.names.is_empty());
    all.extend(languages);
    all
}
