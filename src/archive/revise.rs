//! An archive in which some texts were edited. Who is named, which lists there are and where everything lives does
//! not depend on what a text says; so where only that changed, the former archive stands, with the new texts in it.

use crate::archive::links::meaningless;
use crate::archive::model::{Archive, Item, Origin};
use crate::release::markdown::body::Body;
use crate::release::model::{File, Participant, Release, StandingPage};
use std::sync::Arc;

/// What takes the place of a release or page of the same file.
#[derive(Clone)]
pub enum Edit {
    /// A release: what it was, and what it is.
    Release(Arc<Release>, Arc<Release>),
    /// A standing page.
    Page(Arc<StandingPage>, Arc<StandingPage>),
}

impl Edit {
    /// The file that was edited.
    pub fn file(&self) -> &Arc<str> {
        match self {
            Edit::Release(_, new) => &new.file,
            Edit::Page(_, new) => &new.file,
        }
    }

    /// The text as it is now.
    pub fn body(&self) -> &Body {
        match self {
            Edit::Release(_, new) => &new.body,
            Edit::Page(_, new) => &new.body,
        }
    }

    fn language(&self) -> usize {
        match self {
            Edit::Release(_, new) => new.language,
            Edit::Page(_, new) => new.language,
        }
    }

    fn is_of_words_alone(&self) -> bool {
        match self {
            Edit::Release(old, new) => release_stands(old, new),
            Edit::Page(old, new) => page_stands(old, new),
        }
    }
}

/// The archive with the edits in it; nothing where an edit changes more than words, so that everything has to be
/// gathered anew.
pub fn revise(former: &Archive, edits: &[Edit]) -> Option<Archive> {
    if !edits.iter().all(Edit::is_of_words_alone) {
        return None;
    }
    let mut archive = former.clone();
    for edit in edits {
        match (edit, *former.by_file.get(edit.file())?) {
            (Edit::Release(_, new), Origin::Release(number)) => {
                let item = Item { release: new.clone(), ..Item::clone(&archive.items[number]) };
                archive.items[number] = Arc::new(item);
            }
            (Edit::Page(_, new), Origin::Page(number)) => archive.pages[number] = new.clone(),
            _ => return None,
        }
    }
    // A link that means nothing is a finding, and those are made in gathering.
    let stands =
        |edit: &Edit| meaningless(&archive, edit.body(), edit.file(), edit.language()).next().is_none();
    edits.iter().all(stands).then_some(archive)
}

/// Whether nothing differs that archive and plan are made from.
fn release_stands(old: &Release, new: &Release) -> bool {
    let (a, b) = (&old.front, &new.front);
    old.id == new.id
        && old.language == new.language
        && a.date.at == b.date.at
        && a.date.local == b.date.local
        && a.status == b.status
        && old.event_day() == new.event_day()
        && participants_stand(&a.attendees, &b.attendees)
        && participants_stand(&a.units, &b.units)
        && a.issuer == b.issuer
        && a.topics == b.topics
        && a.related == b.related
        && a.translates == b.translates
        && a.superseded_by == b.superseded_by
        && a.aliases == b.aliases
        && files_stand(&old.files, &new.files)
}

fn page_stands(old: &StandingPage, new: &StandingPage) -> bool {
    old.id == new.id
        && old.language == new.language
        && old.order == new.order
        && old.aliases == new.aliases
        && files_stand(&old.files, &new.files)
}

fn participants_stand(old: &[Participant], new: &[Participant]) -> bool {
    old.len() == new.len()
        && old.iter().zip(new).all(|(a, b)| (&a.name, &a.title, &a.role) == (&b.name, &b.title, &b.role))
}

/// Sizes may differ: they are only printed.
fn files_stand(old: &[File], new: &[File]) -> bool {
    old.len() == new.len() && old.iter().zip(new).all(|(a, b)| a.name == b.name && a.source == b.source)
}
