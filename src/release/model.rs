//! A release as its file tells it: whole, but with names still as written. What the names mean is known to
//! the archive. All releases are in memory at once, so lists have no room to grow and what is rare is boxed.

use crate::base::moment::Moment;
use crate::base::shape::original;
use crate::base::source::{FieldPath, Place};
use crate::release::markdown::body::Body;
use jiff::Timestamp;
use serde_yaml::Value;
use std::sync::Arc;

/// One language version of a release.
#[derive(Debug)]
pub struct Release {
    /// Id: the file's name, or its folder's.
    pub id: String,
    /// Number of its language in the site's list.
    pub language: usize,
    /// The file, from the site's root.
    pub file: Arc<str>,
    /// What the front matter says.
    pub front: Front,
    /// The text.
    pub body: Body,
    /// Pictures and attachments it uses, by the path it uses.
    pub files: Vec<File>,
}

/// One language version of a standing page.
#[derive(Debug)]
pub struct StandingPage {
    /// Id: the file's name.
    pub id: String,
    /// Number of its language in the site's list.
    pub language: usize,
    /// The file, from the site's root.
    pub file: Arc<str>,
    /// The headline.
    pub title: String,
    /// One sentence about it.
    pub summary: Option<String>,
    /// Where it stands among the pages; smaller first.
    pub order: i64,
    /// When it was last changed.
    pub updated: Option<Moment>,
    /// Former addresses.
    pub aliases: Box<[String]>,
    /// Free values for themes.
    pub extra: Option<Value>,
    /// The text.
    pub body: Body,
    /// Pictures and attachments it uses.
    pub files: Vec<File>,
}

/// A file beside a release that the release uses. Nothing else of the folder is published.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct File {
    /// Path from the release's folder, as published.
    pub name: String,
    /// Path from the site's root.
    pub source: Arc<str>,
    /// Size in bytes.
    pub size: u64,
    /// Width and height in pixels, of a picture.
    pub dimensions: Option<(u32, u32)>,
}

/// What the front matter of a release says.
#[derive(Debug)]
pub struct Front {
    /// The headline.
    pub title: String,
    /// When it is released.
    pub date: Moment,
    /// When the event took place: first and last moment.
    pub event: Option<Box<(Moment, Option<Moment>)>>,
    /// People in protocol order.
    pub attendees: Box<[Participant]>,
    /// Units in the order written.
    pub units: Box<[Participant]>,
    /// Unit that releases it, where it is not the site's.
    pub issuer: Option<String>,
    /// Written summary.
    pub summary: Option<String>,
    /// Topics.
    pub topics: Box<[String]>,
    /// Document number.
    pub number: Option<String>,
    /// Place of the event.
    pub place: Option<String>,
    /// Where a reprint comes from: name and address.
    pub source: Option<(String, Option<String>)>,
    /// The picture on top.
    pub image: Option<Box<Image>>,
    /// Files to take away.
    pub attachments: Box<[Attachment]>,
    /// Whom the press may ask.
    pub contacts: Box<[Contact]>,
    /// Ids of releases that belong to this one.
    pub related: Box<[String]>,
    /// Id of the release that this one translates.
    pub translates: Option<String>,
    /// Its state.
    pub status: Status,
    /// Why it is withdrawn or in error.
    pub reason: Option<String>,
    /// Before this moment it does not exist.
    pub embargo: Option<Moment>,
    /// After this moment it is archived.
    pub expires: Option<Moment>,
    /// Changes after the release, as written.
    pub changes: Box<[Change]>,
    /// Id of the release that takes its place.
    pub superseded_by: Option<String>,
    /// Former addresses.
    pub aliases: Box<[String]>,
    /// Free values for themes.
    pub extra: Option<Box<Value>>,
    /// Keys that reading renamed: (schema's name, file's name).
    pub renamed: Box<[(String, String)]>,
}

/// A person or unit that took part.
#[derive(Debug)]
pub struct Participant {
    /// Name or id, as written.
    pub name: Box<str>,
    /// Title to print in place of the register's.
    pub title: Option<Box<str>>,
    /// What they did.
    pub role: Option<Box<str>>,
}

/// The picture on top of a release.
#[derive(Debug)]
pub struct Image {
    /// Path from the release's folder.
    pub src: String,
    /// What it shows.
    pub alt: String,
    /// Who made it.
    pub credit: Option<String>,
    /// What to say below it.
    pub caption: Option<String>,
}

/// A file to take away.
#[derive(Debug)]
pub struct Attachment {
    /// Path from the release's folder.
    pub src: String,
    /// What it is.
    pub title: Option<String>,
    /// Its language, where it is not the release's.
    pub lang: Option<String>,
}

/// Whom the press may ask.
#[derive(Debug)]
pub struct Contact {
    /// Who.
    pub name: Option<String>,
    /// Telephone number.
    pub phone: Option<String>,
    /// Address for letters.
    pub email: Option<String>,
    /// Name or id of the unit.
    pub unit: Option<String>,
}

/// A change after the release.
#[derive(Debug)]
pub struct Change {
    /// When.
    pub date: Moment,
    /// What.
    pub note: String,
    /// Whether it corrects a mistake.
    pub correction: bool,
}

impl Change {
    /// What `kind` of it says: `correction` or `update`.
    pub fn kind(&self) -> &'static str {
        if self.correction { "correction" } else { "update" }
    }
}

/// State of a release.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Status {
    /// Stands.
    Published,
    /// Held until it is finished.
    Draft,
    /// Readable under a notice.
    Withdrawn,
    /// A notice in place of the text.
    InError,
}

impl Front {
    /// From when on it is released: its date, or its embargo where that is later.
    pub fn due(&self) -> Timestamp {
        self.embargo.map_or(self.date.at, |embargo| embargo.at.max(self.date.at))
    }
}

impl Release {
    /// The place of a value of the front matter, whatever key the file writes it under.
    pub fn place(&self, path: &FieldPath) -> Place {
        Place::value(&self.file, original(path, &self.front.renamed))
    }

    /// The day that decides titles and names: of the event, else of the release.
    pub fn event_day(&self) -> jiff::civil::Date {
        self.front.event.as_ref().map_or(self.front.date, |event| event.0).date()
    }

    /// The day of release, which decides the name of who releases it.
    pub fn day(&self) -> jiff::civil::Date {
        self.front.date.date()
    }

    /// When it was last changed: the newest of its changes, else its release.
    pub fn updated(&self) -> Moment {
        self.front
            .changes
            .iter()
            .map(|change| change.date)
            .chain([self.front.date])
            .max_by_key(|moment| moment.at)
            .unwrap_or(self.front.date)
    }

    /// The file it uses under this path.
    pub fn used_file(&self, name: &str) -> Option<&File> {
        self.files.iter().find(|file| file.name == name)
    }
}
