//! What a theme sees: the documented contract of `docs/themes.md`. Names here are names in templates.
//! Absent values are null, lists are always there.

use serde::Serialize;
use serde_yaml::Value;

/// A name with a page.
#[derive(Debug, Clone, Serialize, PartialEq, Eq)]
pub struct Link {
    /// The name.
    pub name: String,
    /// The page.
    pub href: String,
}

/// A name that may have no page.
#[derive(Debug, Clone, Serialize)]
pub struct Name {
    /// The name.
    pub name: String,
    /// The page.
    pub href: Option<String>,
}

/// A name with a page and a number of releases.
#[derive(Debug, Clone, Serialize)]
pub struct Counted {
    /// The name.
    pub name: String,
    /// The page.
    pub href: String,
    /// Number of releases.
    pub count: usize,
}

/// A title with a page.
#[derive(Debug, Clone, Serialize)]
pub struct Titled {
    /// The title.
    pub title: String,
    /// The page.
    pub href: String,
}

/// A day or moment.
#[derive(Debug, Clone, Serialize)]
pub struct Date {
    /// For `datetime=`.
    pub iso: String,
    /// In the language's words.
    pub text: String,
    /// The year.
    pub year: i16,
}

/// A stretch of time.
#[derive(Debug, Clone, Serialize)]
pub struct Span {
    /// For `datetime=`: its beginning.
    pub iso: String,
    /// In the language's words.
    pub text: String,
}

/// A feed.
#[derive(Debug, Clone, Serialize)]
pub struct Feed {
    /// What it is called.
    pub title: String,
    /// Where it is.
    pub href: String,
    /// Media type.
    pub r#type: &'static str,
}

/// A language of the site, or of a page.
#[derive(Debug, Clone, Serialize)]
pub struct Language {
    /// BCP 47 tag.
    pub lang: String,
    /// What it calls itself.
    pub name: String,
    /// Home, or the page, in that language.
    pub href: String,
    /// The full address, where the site has one.
    pub absolute: Option<String>,
    /// Whether it is the language of this page.
    pub current: bool,
}

/// An entry of the navigation.
#[derive(Debug, Clone, Serialize)]
pub struct NavItem {
    /// `releases`, `people`, `units`, `topics`.
    pub key: &'static str,
    /// What it is called.
    pub title: String,
    /// Where it leads.
    pub href: String,
}

/// `site`: the same on every page of a language.
#[derive(Debug, Clone, Serialize)]
pub struct Site {
    /// Name of the site.
    pub title: String,
    /// What it is.
    pub description: Option<String>,
    /// The language.
    pub lang: String,
    /// `ltr` or `rtl`.
    pub dir: &'static str,
    /// The home page.
    pub home: String,
    /// The search page.
    pub search: String,
    /// The root of the search index; all its files lie beside it.
    pub search_index: String,
    /// The unit that releases.
    pub issuer: Option<Link>,
    /// The languages of the site, with their home pages.
    pub languages: Vec<Language>,
    /// The sections.
    pub nav: Vec<NavItem>,
    /// The feeds of all releases.
    pub feeds: Vec<Feed>,
    /// The standing pages.
    pub pages: Vec<Titled>,
    /// The page of the open data, where the site has full addresses.
    pub data: Option<String>,
    /// What made the site.
    pub generator: &'static str,
    /// Whether the site has full addresses.
    pub absolute: bool,
}

/// An Open Graph property.
#[derive(Debug, Clone, Serialize)]
pub struct Property {
    /// Its name.
    pub property: String,
    /// Its value.
    pub content: String,
}

/// `page`: what every page has.
#[derive(Debug, Clone, Serialize)]
pub struct Page {
    /// `home`, `release`, `list`, `index`, `page`, `search`, `not_found`.
    pub kind: &'static str,
    /// For the heading.
    pub title: String,
    /// For `<title>`.
    pub head_title: String,
    /// One or two sentences.
    pub description: Option<String>,
    /// Where it lives.
    pub href: String,
    /// Its full address, where the site has one.
    pub canonical: Option<String>,
    /// Key of the section it belongs to.
    pub section: Option<&'static str>,
    /// The pages above it.
    pub breadcrumbs: Vec<Titled>,
    /// This page in each of its languages, itself included.
    pub alternates: Vec<Language>,
    /// Feeds of what this page is about.
    pub feeds: Vec<Feed>,
    /// Open Graph.
    pub open_graph: Vec<Property>,
    /// JSON-LD, safe inside `<script>`.
    pub json_ld: Option<String>,
    /// What search engines are asked.
    pub robots: Option<&'static str>,
    /// Of a release, its state: `published`, `withdrawn`, `in-error`, `archived`, `superseded`, `held`.
    pub status: Option<&'static str>,
}

/// A picture.
#[derive(Debug, Clone, Serialize)]
pub struct Picture {
    /// Where it is.
    pub src: String,
    /// What it shows.
    pub alt: String,
    /// Width in pixels.
    pub width: Option<u32>,
    /// Height in pixels.
    pub height: Option<u32>,
    /// Who made it.
    pub credit: Option<String>,
    /// What to say below it.
    pub caption: Option<String>,
}

/// `card`: a release in a list.
#[derive(Debug, Clone, Serialize)]
pub struct Card {
    /// The headline.
    pub title: String,
    /// The page.
    pub href: String,
    /// When it was released.
    pub date: Date,
    /// One or two sentences.
    pub summary: Option<String>,
    /// The picture on top.
    pub image: Option<Picture>,
    /// Topics.
    pub topics: Vec<Link>,
    /// Units that took part.
    pub units: Vec<Link>,
    /// The unit that releases it, where it is not the site's.
    pub issuer: Option<Link>,
    /// `published`, `withdrawn`, `in-error`, `archived`, `superseded`, `held`.
    pub status: &'static str,
    /// The state in words.
    pub status_label: Option<String>,
    /// When it was last changed, where it was.
    pub updated: Option<Date>,
    /// Its language.
    pub lang: String,
}

/// `home`.
#[derive(Debug, Serialize)]
pub struct Home {
    /// The newest release.
    pub lead: Option<Card>,
    /// The next ones, rendered.
    pub cards: Vec<String>,
    /// Years with releases, newest first.
    pub years: Vec<PeriodLink>,
    /// Topics with most releases.
    pub topics: Vec<Counted>,
    /// Units with most releases.
    pub units: Vec<Counted>,
    /// People with most releases.
    pub people: Vec<Counted>,
    /// Number of releases.
    pub total: usize,
}

/// A heading of a text.
#[derive(Debug, Serialize)]
pub struct Heading {
    /// 2 to 6.
    pub level: u8,
    /// Its id.
    pub id: String,
    /// Its text.
    pub title: String,
    /// The headings below it.
    pub children: Vec<Heading>,
}

/// A person who took part.
#[derive(Debug, Serialize)]
pub struct Attendee {
    /// Name.
    pub name: String,
    /// Page.
    pub href: String,
    /// Title on the day of the event.
    pub title: Option<String>,
    /// What they did: `presided`, `spoke` …
    pub role: Option<String>,
    /// The same in words.
    pub role_label: Option<String>,
}

/// A unit that took part.
#[derive(Debug, Serialize)]
pub struct Unit {
    /// Name.
    pub name: String,
    /// Page.
    pub href: String,
    /// What it did: `hosted`, `signed` …
    pub role: Option<String>,
    /// The same in words.
    pub role_label: Option<String>,
}

/// Whom the press may ask.
#[derive(Debug, Serialize)]
pub struct Contact {
    /// Who.
    pub name: Option<String>,
    /// Telephone number.
    pub phone: Option<String>,
    /// Address for letters.
    pub email: Option<String>,
    /// Unit.
    pub unit: Option<String>,
}

/// A file to take away.
#[derive(Debug, Serialize)]
pub struct Attachment {
    /// What it is.
    pub title: String,
    /// Where it is.
    pub href: String,
    /// Kind of file: `PDF`.
    pub r#type: String,
    /// Size in words: `32 KB`.
    pub size: String,
    /// Language, where it is not the release's.
    pub lang: Option<String>,
}

/// A change after the release.
#[derive(Debug, Serialize)]
pub struct Change {
    /// When.
    pub date: Date,
    /// What.
    pub note: String,
    /// `correction` or `update`.
    pub kind: &'static str,
    /// The same in words.
    pub kind_label: String,
}

/// What became of a release.
#[derive(Debug, Serialize)]
pub struct Banner {
    /// `withdrawn`, `in-error`, `superseded`, `archived`, `held`.
    pub kind: &'static str,
    /// In words.
    pub title: String,
    /// Why.
    pub text: Option<String>,
    /// The release that takes its place.
    pub href: Option<String>,
    /// Its headline.
    pub link_title: Option<String>,
}

/// A neighbour in time.
#[derive(Debug, Serialize)]
pub struct Neighbour {
    /// Its headline.
    pub title: String,
    /// Its page.
    pub href: String,
    /// When it was released; nothing for a period.
    pub date: Option<Date>,
}

/// A release that belongs to another one: what it takes to choose it. What else is said of it stands on its own
/// page and in its lists alone, so that a new summary or a correction leaves the pages of others as they are.
#[derive(Debug, Serialize)]
pub struct Related {
    /// The headline.
    pub title: String,
    /// The page.
    pub href: String,
    /// When it was released.
    pub date: Date,
    /// Its language.
    pub lang: String,
    /// `published`, `withdrawn`, `archived`, `superseded`, `held`.
    pub status: &'static str,
    /// The state in words; nothing where it is published.
    pub status_label: Option<String>,
}

/// Where a reprint comes from.
#[derive(Debug, Serialize)]
pub struct SourceLink {
    /// Who published it first.
    pub name: String,
    /// Where.
    pub url: Option<String>,
}

/// `release`.
#[derive(Debug, Serialize)]
pub struct Release {
    /// Id.
    pub id: String,
    /// The headline.
    pub title: String,
    /// Its language.
    pub lang: String,
    /// `ltr` or `rtl`.
    pub dir: &'static str,
    /// When it was released.
    pub date: Date,
    /// When the event took place.
    pub event: Option<Span>,
    /// When it was last changed, where it was.
    pub updated: Option<Date>,
    /// Document number.
    pub number: Option<String>,
    /// Place of the event.
    pub place: Option<String>,
    /// The written summary.
    pub summary: Option<String>,
    /// The text.
    pub html: String,
    /// Its headings.
    pub toc: Vec<Heading>,
    /// The picture on top.
    pub image: Option<Picture>,
    /// The unit that releases it.
    pub issuer: Option<Link>,
    /// Where a reprint comes from.
    pub source: Option<SourceLink>,
    /// People, in protocol order.
    pub attendees: Vec<Attendee>,
    /// Units.
    pub units: Vec<Unit>,
    /// Topics.
    pub topics: Vec<Link>,
    /// Contacts.
    pub contacts: Vec<Contact>,
    /// Files to take away.
    pub attachments: Vec<Attachment>,
    /// Changes, newest first.
    pub changes: Vec<Change>,
    /// `published`, `withdrawn`, `in-error`, `archived`, `superseded`, `held`.
    pub status: &'static str,
    /// What became of it.
    pub banner: Option<Banner>,
    /// What readers of old releases should know, as `history` of `crier.yaml` has it.
    pub notices: Vec<String>,
    /// Releases that belong to it.
    pub related: Vec<Related>,
    /// The next newer release.
    pub newer: Option<Neighbour>,
    /// The next older release.
    pub older: Option<Neighbour>,
    /// `extra` of the front matter.
    pub extra: Option<Value>,
}

/// A period with a page.
#[derive(Debug, Serialize)]
pub struct PeriodLink {
    /// In words.
    pub label: String,
    /// Its page.
    pub href: String,
    /// Number of releases; nothing where it would change old pages.
    pub count: Option<usize>,
    /// Whether this page is of it.
    pub current: bool,
}

/// What the person or unit of a list did, in one of its releases.
#[derive(Debug, Serialize)]
pub struct Part {
    /// The title held on the day of the event; of a unit, its name of then where that is another.
    pub title: Option<String>,
    /// What they did, in words.
    pub role_label: Option<String>,
    /// The same as numbers of the list's roles.
    pub roles: Vec<usize>,
}

/// What the person or unit of a list did in its releases.
#[derive(Debug, Serialize)]
pub struct Role {
    /// Its number, from 1.
    pub number: usize,
    /// In words.
    pub label: String,
    /// Number of releases.
    pub count: usize,
}

/// Releases of a list under one heading.
#[derive(Debug, Serialize)]
pub struct Group {
    /// The heading.
    pub label: Option<String>,
    /// Page of the group.
    pub href: Option<String>,
    /// Number of releases.
    pub count: usize,
    /// Cards, rendered.
    pub cards: Vec<String>,
    /// For each card, what the person or unit did; empty for topics and for all releases.
    pub parts: Vec<Part>,
}

/// A term of office.
#[derive(Debug, Serialize)]
pub struct Term {
    /// The title.
    pub title: String,
    /// The unit.
    pub unit: Option<Name>,
    /// First day.
    pub from: Option<Date>,
    /// Last day.
    pub to: Option<Date>,
    /// Whether it lasts.
    pub current: bool,
}

/// A person who holds or held office in a unit.
#[derive(Debug, Serialize)]
pub struct Holder {
    /// Name.
    pub name: String,
    /// Page.
    pub href: String,
    /// The title.
    pub title: String,
    /// First day.
    pub from: Option<Date>,
    /// Last day.
    pub to: Option<Date>,
    /// Whether it lasts.
    pub current: bool,
}

/// A name that a unit had for a time.
#[derive(Debug, Serialize)]
pub struct FormerName {
    /// The name.
    pub name: String,
    /// First day.
    pub from: Option<Date>,
    /// Last day.
    pub to: Option<Date>,
}

/// An entry of a register below another, with those below it.
#[derive(Debug, Serialize)]
pub struct Branch {
    /// The name.
    pub name: String,
    /// The page.
    pub href: String,
    /// Number of releases.
    pub count: usize,
    /// Last day it existed, where that is over.
    pub to: Option<Date>,
    /// Those below it.
    pub children: Vec<Branch>,
}

/// The person, unit or topic of a list.
#[derive(Debug, Serialize)]
pub struct Entity {
    /// Id.
    pub id: String,
    /// Name.
    pub name: String,
    /// `person`, `unit`, `topic`.
    pub kind: &'static str,
    /// A picture of the person.
    pub portrait: Option<Picture>,
    /// Terms of office: those that last, then the others, newest first.
    pub titles: Vec<Term>,
    /// Who holds office in the unit, then who did, newest first.
    pub holders: Vec<Holder>,
    /// The one above.
    pub parent: Option<Link>,
    /// The ones below, with those below them; those that are over come last.
    pub children: Vec<Branch>,
    /// The units that came after it.
    pub successors: Vec<Link>,
    /// The units that came before it.
    pub predecessors: Vec<Link>,
    /// First day it existed.
    pub from: Option<Date>,
    /// Last day it existed.
    pub to: Option<Date>,
    /// A sentence about it.
    pub summary: Option<String>,
    /// Names that the unit had at other times, newest first.
    pub names: Vec<FormerName>,
    /// Other names.
    pub aliases: Vec<String>,
    /// Who is most often named with it.
    pub together: Vec<Counted>,
}

/// The period of a list.
#[derive(Debug, Serialize)]
pub struct Period {
    /// `all`, `year`, `month`, `day`.
    pub kind: &'static str,
    /// In words.
    pub label: Option<String>,
}

/// `list`.
#[derive(Debug, Serialize)]
pub struct List {
    /// `releases`, `person`, `unit`, `topic`.
    pub scope: &'static str,
    /// Whose releases.
    pub entity: Option<Entity>,
    /// Of which time.
    pub period: Period,
    /// Number of releases.
    pub total: usize,
    /// What the person or unit did in them, the most frequent first; empty for topics and for all releases.
    pub roles: Vec<Role>,
    /// Releases.
    pub groups: Vec<Group>,
    /// Narrower periods with pages of their own.
    pub more: Vec<PeriodLink>,
    /// Periods beside this one.
    pub periods: Vec<PeriodLink>,
    /// The next newer period.
    pub newer: Option<Neighbour>,
    /// The next older period.
    pub older: Option<Neighbour>,
}

/// An entry of an index.
#[derive(Debug, Serialize)]
pub struct IndexEntry {
    /// Name.
    pub name: String,
    /// Page.
    pub href: String,
    /// Title of a person.
    pub note: Option<String>,
    /// Number of releases.
    pub count: usize,
    /// Entries below it.
    pub children: Vec<IndexEntry>,
}

/// Entries of an index under one heading.
#[derive(Debug, Serialize)]
pub struct IndexGroup {
    /// The heading.
    pub label: Option<String>,
    /// The entries.
    pub entries: Vec<IndexEntry>,
}

/// `index`.
#[derive(Debug, Serialize)]
pub struct Index {
    /// `people`, `units`, `topics`.
    pub scope: &'static str,
    /// Number of entries.
    pub total: usize,
    /// The entries.
    pub groups: Vec<IndexGroup>,
}

/// `body`: the text of a standing page.
#[derive(Debug, Serialize)]
pub struct Body {
    /// The text.
    pub html: String,
    /// Its headings.
    pub toc: Vec<Heading>,
    /// When it was last changed.
    pub updated: Option<Date>,
    /// `extra` of the front matter.
    pub extra: Option<Value>,
}

/// `search`: ways into the archive. They have no counts and are not ordered by them: each new release would change that.
#[derive(Debug, Serialize)]
pub struct Search {
    /// Years with releases, newest first.
    pub years: Vec<PeriodLink>,
    /// People with most releases.
    pub people: Vec<Link>,
    /// Units with most releases.
    pub units: Vec<Link>,
    /// Topics with most releases.
    pub topics: Vec<Link>,
}

/// `data`: the open data.
#[derive(Debug, Serialize)]
pub struct Data {
    /// Releases, people, units, topics.
    pub groups: Vec<DataGroup>,
    /// The catalogue, for portals.
    pub catalogue: String,
    /// Under which licence they are.
    pub licence: Option<Titled>,
}

/// Tables of one kind.
#[derive(Debug, Serialize)]
pub struct DataGroup {
    /// What they tell of.
    pub title: String,
    /// What is in them.
    pub about: String,
    /// The JSON Schema of their rows.
    pub schema: String,
    /// The tables: one, or one for each year, newest first.
    pub tables: Vec<DataTable>,
}

/// A table.
#[derive(Debug, Serialize)]
pub struct DataTable {
    /// What it tells of: a year, or all.
    pub title: String,
    /// Number of rows.
    pub rows: usize,
    /// Its files, one for each form.
    pub files: Vec<Feed>,
}
