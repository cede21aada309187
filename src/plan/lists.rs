//! Time is the pagination. A list too long for one page shows its newest releases and continues by year, then
//! month, then day; so a new release changes a handful of pages and the old ones stay as they are.

use crate::archive::calendar::{Period, divide, within};
use crate::archive::model::Archive;
use crate::base::address::Base;
use crate::config::{Config, Lists};
use crate::plan::model::Scope;

/// The releases of a scope in a language, newest first.
pub fn members(archive: &Archive, scope: Scope, language: usize) -> &[usize] {
    match scope {
        Scope::All => &archive.listed[language],
        Scope::Entity(kind, number) => &archive.entities(kind)[number].releases[language],
    }
}

/// Whether a scope has feeds: feeds need full addresses, and enough releases to be worth following.
pub fn has_feed(config: &Config, archive: &Archive, scope: Scope, language: usize) -> bool {
    let enough = match scope {
        Scope::All => true,
        Scope::Entity(..) => members(archive, scope, language).len() >= config.lists.feed_from,
    };
    enough && matches!(config.base, Base::Absolute { .. })
}

/// Whether the list of a period continues by narrower periods, each with a page of its own. The list of all
/// releases always has its years and months.
pub fn continues(scope: Scope, period: Period, length: usize, lists: Lists) -> bool {
    match period {
        Period::Day(..) => false,
        Period::All | Period::Year(_) if scope == Scope::All => true,
        _ => length > lists.page,
    }
}

/// Every period of a scope that has a page, widest first.
pub fn periods(archive: &Archive, scope: Scope, language: usize, lists: Lists) -> Vec<Period> {
    let mut periods = vec![Period::All];
    let mut at = 0;
    while at < periods.len() {
        let period = periods[at];
        let part = within(archive, members(archive, scope, language), period);
        if continues(scope, period, part.len(), lists) {
            periods.extend(divide(archive, part, period).into_iter().map(|(narrower, _)| narrower));
        }
        at += 1;
    }
    periods
}

/// What the page of a period shows.
pub struct Layout<'a> {
    /// How many releases the period has.
    pub total: usize,
    /// Releases under the narrower period they fall into; nothing where the newest are shown as one group.
    pub groups: Vec<(Option<Period>, &'a [usize])>,
    /// Narrower periods with pages of their own, with their number of releases, newest first.
    pub more: Vec<(Period, usize)>,
}

/// Lays out the page of a period.
pub fn layout(archive: &Archive, scope: Scope, period: Period, language: usize, lists: Lists) -> Layout<'_> {
    let part = within(archive, members(archive, scope, language), period);
    let narrower = divide(archive, part, period);
    let goes_on = continues(scope, period, part.len(), lists);
    let fits = part.len() <= lists.page && !(goes_on && period == Period::All);
    let groups = match period {
        _ if fits && matches!(period, Period::Day(..)) => vec![(None, part)],
        _ if fits => narrower.iter().map(|(period, part)| (Some(*period), *part)).collect(),
        Period::Day(..) => vec![(None, part)],
        Period::All => vec![(None, &part[..part.len().min(lists.latest)])],
        _ => Vec::new(),
    };
    let more = if goes_on {
        narrower.iter().map(|(period, part)| (*period, part.len())).collect()
    } else {
        Vec::new()
    };
    Layout { total: part.len(), groups, more }
}
