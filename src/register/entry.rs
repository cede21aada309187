//! An entry of a register.

use crate::base::language::Localized;
use crate::base::source::Place;
use jiff::civil::Date;
use std::sync::Arc;

/// A person, a unit or a topic as its register has it.
#[derive(Debug, Clone)]
pub struct Entry {
    /// Id; part of its address.
    pub id: String,
    /// Name.
    pub name: Localized,
    /// Names that it had at other times (units).
    pub names: Vec<NameOfATime>,
    /// Other names under which releases mention it.
    pub aliases: Vec<String>,
    /// A sentence about it.
    pub summary: Option<Localized>,
    /// Id of the entry above it (units and topics).
    pub parent: Option<String>,
    /// First day it existed (units).
    pub from: Option<Date>,
    /// Last day it existed (units).
    pub to: Option<Date>,
    /// Ids of the units that came after it: of one that was split, several.
    pub successors: Vec<String>,
    /// Terms of office (people), as written.
    pub terms: Vec<Term>,
    /// A picture of it (people).
    pub portrait: Option<Portrait>,
    /// Where it stands: the register and the number of the entry in it.
    pub place: Place,
}

impl Entry {
    /// The name that it had on a day.
    pub fn name_on(&self, day: Date) -> &Localized {
        self.names.iter().find(|name| name.covers(day)).map_or(&self.name, |name| &name.name)
    }

    /// The time in which it existed, as far as it is known; its ends are days that belong to it.
    pub fn life(&self) -> (Date, Date) {
        (self.from.unwrap_or(Date::MIN), self.to.unwrap_or(Date::MAX))
    }

    /// Every name it can be called by: in every language, of every time, and aliases. Some may be alike.
    pub fn all_names(&self) -> impl Iterator<Item = &str> {
        self.name.all().into_iter().chain(self.other_names())
    }

    /// Names that it had at other times, and aliases.
    pub fn other_names(&self) -> impl Iterator<Item = &str> {
        let of_other_times = self.names.iter().flat_map(|name| name.name.all());
        of_other_times.chain(self.aliases.iter().map(String::as_str))
    }
}

/// A name that a unit had for a time.
#[derive(Debug, Clone)]
pub struct NameOfATime {
    /// The name.
    pub name: Localized,
    /// First day, when known.
    pub from: Option<Date>,
    /// Last day, when known.
    pub to: Option<Date>,
}

impl NameOfATime {
    /// Whether this was its name on that day. Of a name without a time nobody knows when it was one.
    pub fn covers(&self, day: Date) -> bool {
        self.has_time() && lasts(self.from, self.to, day)
    }

    /// Whether it has a first or a last day.
    pub fn has_time(&self) -> bool {
        self.from.is_some() || self.to.is_some()
    }
}

/// A picture of a person.
#[derive(Debug, Clone)]
pub struct Portrait {
    /// The file, from the site's root.
    pub source: Arc<str>,
    /// What it shows.
    pub alt: Localized,
    /// Who made it.
    pub credit: Option<String>,
    /// Width and height in pixels.
    pub dimensions: Option<(u32, u32)>,
}

impl Portrait {
    /// The name of the file, without its folder.
    pub fn file_name(&self) -> &str {
        self.source.rsplit('/').next().unwrap_or(&self.source)
    }
}

/// A title held for a time.
#[derive(Debug, Clone)]
pub struct Term {
    /// The title.
    pub title: Localized,
    /// Id or name of the unit.
    pub unit: Option<String>,
    /// First day, when known.
    pub from: Option<Date>,
    /// Last day; nothing while it lasts.
    pub to: Option<Date>,
}

impl Term {
    /// Whether the title was held on this day.
    pub fn covers(&self, day: Date) -> bool {
        lasts(self.from, self.to, day)
    }
}

/// Whether a day lies in a time whose ends may be open.
fn lasts(from: Option<Date>, to: Option<Date>, day: Date) -> bool {
    from.is_none_or(|from| from <= day) && to.is_none_or(|to| day <= to)
}
