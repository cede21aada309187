//! All releases to the one immutable archive:
//!
//! 1. held releases are dropped ([`gate`]),
//! 2. ids are held against each other, and language versions brought together,
//! 3. names become people, units and topics ([`names`]),
//! 4. links are held against what there is ([`links`]).
//!
//! Where only words were edited since, the former archive is revised instead ([`revise`]).
//! What is legal and probably a mistake is told afterwards ([`checks`]).

pub mod calendar;
pub mod checks;
pub mod gate;
pub mod links;
pub mod mentions;
pub mod model;
pub mod names;
pub mod near;
pub mod relations;
pub mod revise;

use crate::archive::links::{Broken, Known};
use crate::archive::model::{Archive, Item, Origin, Registers};
use crate::archive::names::Names;
use crate::base::diagnostic::{Diagnostic, Report};
use crate::base::source::{FieldPath, Place};
use crate::config::Config;
use crate::release::model::{Release, StandingPage};
use std::collections::{BTreeMap, HashMap};
use std::sync::Arc;

/// What the archive is made of.
pub struct Parts {
    /// Releases that passed the gate, in any order.
    pub releases: Vec<Arc<Release>>,
    /// Standing pages, in any order.
    pub pages: Vec<Arc<StandingPage>>,
    /// The registers.
    pub registers: Arc<Registers>,
    /// Files that gave neither.
    pub broken: Broken,
}

/// Puts the archive together.
pub fn gather(parts: Parts, config: &Config) -> (Archive, Report) {
    let Parts { mut releases, mut pages, registers, broken } = parts;
    let mut report = Report::new();
    releases.sort_by(|a, b| {
        let newest_first =
            (b.front.date.local.date(), b.front.date.at).cmp(&(a.front.date.local.date(), a.front.date.at));
        newest_first
            .then_with(|| a.id.cmp(&b.id))
            .then(a.language.cmp(&b.language))
            .then_with(|| a.file.cmp(&b.file))
    });
    pages.sort_by(|a, b| (a.order, &a.id, a.language, &a.file).cmp(&(b.order, &b.id, b.language, &b.file)));
    report.absorb(find_shared_ids(&mut releases, &mut pages));

    let languages = config.languages.len();
    let mut people = Names::new(&registers.people, config.registers, languages);
    let mut units = Names::new(&registers.units, config.registers, languages);
    let mut topics = Names::new(&registers.topics, config.registers, languages);
    let crier_yaml = crate::config::FILE.into();
    let issuer_place = || Place::value(&crier_yaml, FieldPath::default().key("issuer"));
    let issuer = config.issuer.as_deref().and_then(|name| units.mean(name, issuer_place));
    let mut named: Vec<Named> = Vec::with_capacity(releases.len());
    for release in &releases {
        named.push(name(release, &mut people, &mut units, &mut topics, issuer));
    }
    let (mut people, moved_people, found_people) = people.finish();
    let (mut units, moved_units, found_units) = units.finish();
    let (mut topics, moved_topics, found_topics) = topics.finish();
    [found_people, found_units, found_topics].into_iter().for_each(|found| report.absorb(found));

    let versions = Versions::new(&releases, &broken, &mut report);
    let mut items: Vec<Item> = Vec::with_capacity(releases.len());
    for (number, (release, named)) in releases.into_iter().zip(named).enumerate() {
        items.push(Item {
            attendees: named.attendees.into_iter().map(|at| moved_people[at]).collect(),
            units: named.units.into_iter().map(|at| moved_units[at]).collect(),
            topics: named.topics.into_iter().map(|at| moved_topics[at]).collect(),
            issuer: named.issuer.map(|at| moved_units[at]),
            translations: versions.group(number).into(),
            superseded_by: None,
            related: Box::default(),
            release,
        });
    }
    for item in &items {
        let language = item.release.language;
        item.issuer.iter().for_each(|at| units[*at].named[language] = true);
        // A release in error tells of nobody but its issuer.
        if item.is_readable() {
            item.attendees.iter().for_each(|at| people[*at].named[language] = true);
            item.units.iter().for_each(|at| units[*at].named[language] = true);
            item.topics.iter().for_each(|at| topics[*at].named[language] = true);
        }
    }
    if let Some(issuer) = issuer.map(|at| moved_units[at]) {
        units[issuer].named.fill(true);
    }
    let mut listed = vec![Vec::new(); languages];
    let mut readable = vec![Vec::new(); languages];
    for (number, item) in items.iter().enumerate().filter(|(_, item)| item.is_readable()) {
        readable[item.release.language].push(number);
    }
    for (number, item) in items.iter().enumerate().filter(|(_, item)| item.is_listed()) {
        let language = item.release.language;
        listed[language].push(number);
        let add = |lists: &mut Vec<Vec<usize>>| {
            if lists[language].last() != Some(&number) {
                lists[language].push(number);
            }
        };
        item.attendees.iter().for_each(|at| add(&mut people[*at].releases));
        item.units.iter().chain(&item.issuer).for_each(|at| add(&mut units[*at].releases));
        item.topics.iter().for_each(|at| add(&mut topics[*at].releases));
    }
    let by_id = versions.by_id;
    let by_file = items
        .iter()
        .enumerate()
        .map(|(number, item)| (item.release.file.clone(), Origin::Release(number)))
        .chain(pages.iter().enumerate().map(|(number, page)| (page.file.clone(), Origin::Page(number))))
        .collect();
    let issuer = issuer.map(|at| moved_units[at]);
    let mut archive = Archive {
        items: items.into_iter().map(Arc::new).collect(),
        people: Arc::new(people),
        units: Arc::new(units),
        topics: Arc::new(topics),
        pages,
        listed: Arc::new(listed),
        readable: Arc::new(readable),
        registers,
        issuer,
        by_id: Arc::new(by_id),
        by_file: Arc::new(by_file),
    };
    let (references, found) = refer(&archive, &broken);
    report.absorb(found);
    for (number, (superseded_by, related)) in references {
        let item = Arc::make_mut(&mut archive.items[number]);
        item.superseded_by = superseded_by;
        item.related = related;
    }
    report.absorb(links::check(&archive, &Known::new(&archive, &broken)));
    (archive, report)
}

/// The numbers of what a release names, before entities are put in order.
struct Named {
    attendees: Vec<usize>,
    units: Vec<usize>,
    topics: Vec<usize>,
    issuer: Option<usize>,
}

/// Takes out releases and pages whose id is taken, and says so.
fn find_shared_ids(releases: &mut Vec<Arc<Release>>, pages: &mut Vec<Arc<StandingPage>>) -> Report {
    let mut report = Report::new();
    let mut first: HashMap<(String, usize), Arc<str>> = HashMap::new();
    let mut spelled: HashMap<String, (String, Arc<str>)> = HashMap::new();
    // Told in the order of the files, so that the later file is the one to rename.
    let mut files: Vec<(Arc<str>, String, usize)> =
        releases.iter().map(|release| (release.file.clone(), release.id.clone(), release.language)).collect();
    files.sort();
    let mut refused: Vec<Arc<str>> = Vec::new();
    for (file, id, language) in files {
        let finding = if let Some(other) = first.get(&(id.clone(), language)) {
            Some(
                Diagnostic::error("release/duplicate-id", format!("another release has the id `{id}`"))
                    .note_at("it stands here", Place::file(other))
                    .help("the id is the file name: rename the newer of the two, since a published address must stay"),
            )
        } else if let Some((other_id, other)) =
            spelled.get(&id.to_lowercase()).filter(|(other, _)| *other != id)
        {
            Some(
                Diagnostic::error(
                    "release/id-case",
                    format!("`{id}` differs from `{other_id}` only by case"),
                )
                .note_at("the other stands here", Place::file(other))
                .help("some hosts take both for one address: rename one of the two"),
            )
        } else {
            None
        };
        match finding {
            Some(finding) => {
                report.push(finding.at(Place::file(&file)));
                refused.push(file);
            }
            None => {
                spelled.entry(id.to_lowercase()).or_insert((id.clone(), file.clone()));
                first.insert((id, language), file);
            }
        }
    }
    refused.sort();
    releases.retain(|release| refused.binary_search(&release.file).is_err());
    let mut seen: HashMap<(String, usize), Arc<str>> = HashMap::new();
    pages.retain(|page| match seen.get(&(page.id.to_lowercase(), page.language)) {
        Some(other) => {
            report.push(
                Diagnostic::error("release/duplicate-id", format!("another page has the id `{}`", page.id))
                    .at(Place::file(&page.file))
                    .note_at("it stands here", Place::file(other))
                    .help("the id is the file name: rename one of the two"),
            );
            false
        }
        None => {
            seen.insert((page.id.to_lowercase(), page.language), page.file.clone());
            true
        }
    });
    report
}

fn name(
    release: &Release,
    people: &mut Names<'_>,
    units: &mut Names<'_>,
    topics: &mut Names<'_>,
    issuer: Option<usize>,
) -> Named {
    let top = FieldPath::default();
    let place = |path: FieldPath| release.place(&path);
    // A participant without a name that can be meant is left out; the finding keeps the site from being written.
    Named {
        attendees: release
            .front
            .attendees
            .iter()
            .enumerate()
            .filter_map(|(at, person)| {
                people.mean_item(&person.name, || place(top.key("attendees").item(at)))
            })
            .collect(),
        units: release
            .front
            .units
            .iter()
            .enumerate()
            .filter_map(|(at, unit)| units.mean_item(&unit.name, || place(top.key("units").item(at))))
            .collect(),
        topics: release
            .front
            .topics
            .iter()
            .enumerate()
            .filter_map(|(at, topic)| topics.mean_item(topic, || place(top.key("topics").item(at))))
            .collect(),
        issuer: match &release.front.issuer {
            Some(name) => units.mean(name, || place(top.key("issuer"))),
            None => issuer,
        },
    }
}

/// Language versions brought together: releases with one id, or whose `translates` names it.
struct Versions {
    by_id: HashMap<String, Vec<usize>>,
    groups: Vec<Vec<usize>>,
    group_of: Vec<usize>,
}

impl Versions {
    fn new(releases: &[Arc<Release>], broken: &Broken, report: &mut Report) -> Self {
        let mut by_id: HashMap<String, Vec<usize>> = HashMap::new();
        for (number, release) in releases.iter().enumerate() {
            by_id.entry(release.id.clone()).or_default().push(number);
        }
        let mut groups: BTreeMap<&str, Vec<usize>> = BTreeMap::new();
        for (number, release) in releases.iter().enumerate() {
            let mut id = release.id.as_str();
            if let Some(original) = &release.front.translates {
                if by_id.contains_key(original.as_str()) && *original != release.id {
                    id = original;
                } else if !broken.ids.contains(original) {
                    report.push(
                        Diagnostic::error(
                            "link/unknown-release",
                            format!("there is no other release `{original}`"),
                        )
                        .at(release.place(&FieldPath::default().key("translates")))
                        .help("`translates` names the file of the original, without .md"),
                    );
                }
            }
            // A translation of a translation belongs to the first original.
            let mut seen = vec![id];
            while let Some(next) =
                by_id.get(id).and_then(|of| releases[*of.first()?].front.translates.as_deref())
            {
                if seen.contains(&next) || !by_id.contains_key(next) {
                    break;
                }
                id = next;
                seen.push(id);
            }
            groups.entry(id).or_default().push(number);
        }
        let mut versions =
            Versions { groups: Vec::new(), group_of: vec![0; releases.len()], by_id: HashMap::new() };
        for mut group in groups.into_values() {
            group.sort_by_key(|number| releases[*number].language);
            report_odd_versions(releases, &group, report);
            group.dedup_by_key(|number| releases[*number].language);
            for number in &group {
                versions.group_of[*number] = versions.groups.len();
            }
            versions.groups.push(group);
        }
        versions.by_id = by_id;
        versions
    }

    fn group(&self, number: usize) -> &[usize] {
        &self.groups[self.group_of[number]]
    }
}

fn report_odd_versions(releases: &[Arc<Release>], group: &[usize], report: &mut Report) {
    for pair in group.windows(2) {
        let (one, other) = (&releases[pair[0]], &releases[pair[1]]);
        if one.language == other.language {
            report.push(
                Diagnostic::error("release/two-translations", "another file translates the same release")
                    .at(Place::file(&other.file))
                    .note_at("it stands here", Place::file(&one.file))
                    .help("keep one translation per language"),
            );
        } else if one.front.status != other.front.status {
            report.push(
                Diagnostic::warning("release/translation-state", "a translation has another status than its original")
                    .at(Place::file(&other.file))
                    .note_at("the other version stands here", Place::file(&one.file))
                    .help("what is withdrawn or in error in one language should be so in all: give both the same `status`"),
            );
        } else if one.front.date.date() != other.front.date.date() {
            report.push(
                Diagnostic::warning(
                    "release/translation-date",
                    "a translation has another date than its original",
                )
                .at(other.place(&FieldPath::default().key("date")))
                .note_at("the other version stands here", Place::file(&one.file))
                .help("their addresses will differ in year or month; give both the same `date`"),
            );
        }
    }
}

/// What `superseded_by` and `related` of a release mean.
type References = (Option<usize>, Box<[usize]>);

/// Resolves `superseded_by` and `related` of every release that has them, now that every id is known.
fn refer(archive: &Archive, broken: &Broken) -> (Vec<(usize, References)>, Report) {
    let mut report = Report::new();
    let known = Known::new(archive, broken);
    let mut resolved = Vec::new();
    for (number, item) in archive.items.iter().enumerate() {
        let top = FieldPath::default();
        let mut find = |id: &str, path: FieldPath| {
            let finding = match archive.version(id, item.release.language) {
                Some(found) if found != number => return Some(found),
                Some(_) => Some(
                    Diagnostic::error("link/itself", format!("`{id}` is this release itself"))
                        .help("name another release"),
                ),
                None => known.unknown_release(id),
            };
            if let Some(finding) = finding {
                report.push(finding.at(item.release.place(&path)));
            }
            None
        };
        let front = &item.release.front;
        if front.superseded_by.is_none() && front.related.is_empty() {
            continue;
        }
        let superseded_by = front.superseded_by.as_deref().and_then(|id| find(id, top.key("superseded_by")));
        let related = front.related.iter().enumerate();
        let related = related.filter_map(|(at, id)| find(id, top.key("related").item(at))).collect();
        resolved.push((number, (superseded_by, related)));
    }
    (resolved, report)
}
