//! What a person or a unit did in the releases of its list.

use crate::plan::model::Scope;
use crate::register::Kind;
use crate::release::model::Participant;
use crate::view::edition::Edition;
use crate::view::model;
use crate::view::release::attendee_titles;
use jiff::civil::Date;
use std::collections::HashMap;

/// What the unit does that releases.
const ISSUED: &str = "issued";
/// What those did whose release says no more than that they are named.
const TOOK_PART: &str = "took-part";

/// What the person or unit of a scope did in one release, as written there.
pub struct Deeds<'a> {
    person: Option<&'a Participant>,
    /// The day that decides names and titles.
    day: Date,
    roles: Vec<&'a str>,
}

/// What the person or unit of a scope did in a release; nothing for topics and for all releases.
pub fn deeds<'a>(edition: &Edition<'a>, scope: Scope, number: usize) -> Option<Deeds<'a>> {
    let Scope::Entity(kind, entity) = scope else { return None };
    let item = &edition.archive.items[number];
    let front = &item.release.front;
    let (numbers, written) = match kind {
        Kind::Person => (&item.attendees, &front.attendees),
        Kind::Unit => (&item.units, &front.units),
        Kind::Topic => return None,
    };
    let day = item.release.event_day();
    let mut deeds = Deeds { person: None, day, roles: Vec::new() };
    for (_, written) in numbers.iter().zip(written).filter(|(at, _)| **at == entity) {
        if kind == Kind::Person {
            deeds.person.get_or_insert(written);
        }
        deeds.add(written.role.as_deref().unwrap_or(TOOK_PART));
    }
    if kind == Kind::Unit && item.issuer == Some(entity) {
        deeds.add(ISSUED);
    }
    Some(deeds)
}

impl<'a> Deeds<'a> {
    /// A release may name somebody twice.
    fn add(&mut self, role: &'a str) {
        if !self.roles.contains(&role) {
            self.roles.push(role);
        }
    }
}

/// The roles of a list, numbered by how often they come, and of equals by which comes first.
pub struct Roles<'a> {
    counted: Vec<(&'a str, usize)>,
    numbers: HashMap<&'a str, usize>,
}

impl<'a> Roles<'a> {
    /// Counts the roles in these releases.
    pub fn count(edition: &Edition<'a>, scope: Scope, releases: &[usize]) -> Self {
        let mut counted: Vec<(&str, usize)> = Vec::new();
        let mut places: HashMap<&str, usize> = HashMap::new();
        for role in releases.iter().filter_map(|at| deeds(edition, scope, *at)).flat_map(|deeds| deeds.roles)
        {
            let at = *places.entry(role).or_insert(counted.len());
            match counted.get_mut(at) {
                Some((_, count)) => *count += 1,
                None => counted.push((role, 1)),
            }
        }
        counted.sort_by_key(|(_, count)| std::cmp::Reverse(*count));
        let numbers = counted.iter().enumerate().map(|(at, (role, _))| (*role, at + 1)).collect();
        Roles { counted, numbers }
    }

    /// As templates know them.
    pub fn view(&self, edition: &Edition<'_>) -> Vec<model::Role> {
        let role = |(at, (role, count)): (usize, &(&str, usize))| model::Role {
            number: at + 1,
            label: edition.role(role),
            count: *count,
        };
        self.counted.iter().enumerate().map(role).collect()
    }

    /// What the person or unit did in a release, as templates know it.
    pub fn part(&self, edition: &Edition<'_>, scope: Scope, number: usize) -> Option<model::Part> {
        let deeds = deeds(edition, scope, number)?;
        let title = match (scope, deeds.person) {
            (Scope::Entity(_, entity), Some(written)) => {
                edition.joined(&attendee_titles(edition, number, entity, written))
            }
            // A unit that is called otherwise today is so on its own page.
            (Scope::Entity(kind, entity), None) => {
                let then = edition.name_on(kind, entity, Some(deeds.day));
                (then != edition.name(kind, entity)).then(|| then.to_owned())
            }
            _ => None,
        };
        // That somebody is named is no news on their own page.
        let said = deeds.roles.iter().filter(|role| **role != TOOK_PART);
        let said: Vec<String> = said.map(|role| edition.role(role)).collect();
        Some(model::Part {
            title,
            role_label: edition.joined(&said),
            roles: deeds.roles.iter().filter_map(|role| self.numbers.get(role).copied()).collect(),
        })
    }
}
