//! The site in one language: what every part of a view needs to name, date and link things.

use crate::archive::calendar::Period;
use crate::archive::gate;
use crate::archive::links::{self, Meaning};
use crate::archive::model::Archive;
use crate::base::address::Address;
use crate::base::html::{escape, push_escaped};
use crate::base::moment::Moment;
use crate::config::{Config, LinkNames};
use crate::plan::addresses::Addresses;
use crate::plan::model::{Plan, Scope};
use crate::register::Kind;
use crate::release::markdown::body::{Body, Fill, Target};
use crate::release::model::{File, Release, Status};
use crate::theme::messages::Messages;
use crate::view::mentions;
use crate::view::model::{Counted, Date, Link, Name};
use jiff::Timestamp;
use std::collections::BTreeSet;

/// The site in one language.
#[derive(Clone, Copy)]
pub struct Edition<'a> {
    /// How the site is built.
    pub config: &'a Config,
    /// What it is about.
    pub archive: &'a Archive,
    /// Which pages it has.
    pub plan: &'a Plan,
    /// The language's messages.
    pub messages: &'a Messages,
    /// Number of the language.
    pub language: usize,
    /// The moment for which the site is built.
    pub now: Timestamp,
}

/// Whose text is filled in.
#[derive(Clone, Copy)]
pub enum Owner {
    /// A release, by number.
    Release(usize),
    /// A standing page, by number.
    Page(usize),
}

impl<'a> Edition<'a> {
    /// Makes addresses.
    pub fn addresses(&self) -> Addresses<'a> {
        Addresses { config: self.config, archive: self.archive }
    }

    /// The language's tag.
    pub fn tag(&self) -> &'a str {
        &self.config.languages[self.language]
    }

    /// What stands in `href` for an address.
    pub fn href(&self, address: &Address) -> String {
        self.config.base.href(address, None)
    }

    /// A day.
    pub fn day(&self, day: jiff::civil::Date) -> Date {
        Date { iso: day.to_string(), text: self.messages.day(day), year: day.year() }
    }

    /// A moment.
    pub fn date(&self, moment: &Moment) -> Date {
        Date { iso: moment.iso(), text: self.messages.moment(moment), year: moment.date().year() }
    }

    /// A period in words; nothing for all time.
    pub fn period(&self, period: Period) -> Option<String> {
        match period {
            Period::All => None,
            Period::Year(year) => Some(year.to_string()),
            Period::Month(year, month) => Some(self.messages.month(year, month)),
            Period::Day(year, month, day) => {
                jiff::civil::Date::new(year, month, day).ok().map(|day| self.messages.day(day))
            }
        }
    }

    /// A period in words, under the heading of a wider one: a day of a month without its year.
    pub fn period_within(&self, period: Period, wider: Period) -> Option<String> {
        match (period, wider) {
            (Period::Day(year, month, day), Period::Month(..)) => {
                jiff::civil::Date::new(year, month, day).ok().map(|day| self.messages.day_of_year(day))
            }
            _ => self.period(period),
        }
    }

    /// Name of a person, unit or topic.
    pub fn name(&self, kind: Kind, number: usize) -> &'a str {
        self.archive.entities(kind)[number].name.get(self.tag())
    }

    /// The name that a person, unit or topic had on a day.
    pub fn name_on(&self, kind: Kind, number: usize, day: Option<jiff::civil::Date>) -> &'a str {
        match day {
            Some(day) => self.archive.name_on(kind, number, day).get(self.tag()),
            None => self.name(kind, number),
        }
    }

    /// The name that it had on a day, and its page.
    pub fn link_on(&self, kind: Kind, number: usize, day: jiff::civil::Date) -> Link {
        Link { name: self.name_on(kind, number, Some(day)).to_owned(), ..self.link(kind, number) }
    }

    /// The day for which the site is built.
    pub fn today(&self) -> jiff::civil::Date {
        self.config.zone.to_datetime(self.now).date()
    }

    /// Name and page of a person, unit or topic.
    pub fn link(&self, kind: Kind, number: usize) -> Link {
        let address = self.addresses().list(Scope::Entity(kind, number), Period::All, self.language);
        Link { name: self.name(kind, number).to_owned(), href: self.href(&address) }
    }

    /// A name with its number of releases.
    pub fn counted(&self, kind: Kind, number: usize) -> Counted {
        let Link { name, href } = self.link(kind, number);
        Counted { name, href, count: self.archive.entities(kind)[number].releases[self.language].len() }
    }

    /// The state of a release as templates know it.
    pub fn status(&self, number: usize) -> &'static str {
        let item = &self.archive.items[number];
        match item.release.front.status {
            _ if gate::hold(&item.release, self.now).is_some() => "held",
            Status::Withdrawn => "withdrawn",
            Status::InError => "in-error",
            _ if item.superseded_by.is_some() => "superseded",
            _ if item.release.front.expires.is_some_and(|expires| expires.at <= self.now) => "archived",
            _ => "published",
        }
    }

    /// Name and page of what a text of a register means, as it was called on a day; the bare text has no page.
    pub fn meant(&self, kind: Kind, name: &str, day: Option<jiff::civil::Date>) -> Name {
        let number = self.archive.find(kind, name);
        match number.filter(|number| self.archive.entities(kind)[*number].has_page(self.language)) {
            Some(number) => Name {
                name: self.name_on(kind, number, day).to_owned(),
                href: Some(self.link(kind, number).href),
            },
            None => Name { name: name.to_owned(), href: None },
        }
    }

    /// One or two sentences about a release: written, or the beginning of its text.
    pub fn summary(&self, release: &Release) -> Option<String> {
        match &release.front.summary {
            Some(summary) => Some(summary.clone()),
            None => beginning(&release.body),
        }
    }

    /// The text of a release or page as HTML. With `full`, links are full addresses, for feeds.
    pub fn html(&self, owner: Owner, full: bool) -> String {
        let (body, files, file): (&Body, &[File], &str) = match owner {
            Owner::Release(number) => {
                let release = &self.archive.items[number].release;
                (&release.body, &release.files, &release.file)
            }
            Owner::Page(number) => {
                let page = &self.archive.pages[number];
                (&page.body, &page.files, &page.file)
            }
        };
        let folder = links::folder_of(file);
        let find = |target: &Target| match target {
            Target::Path { path, .. } => {
                let path = path.strip_prefix("./").unwrap_or(path);
                files.iter().find(|file| file.name == path)
            }
            _ => None,
        };
        let html = body.fill(|fill, _, out| match fill {
            Fill::Address(target) => out.push_str(&escape(&self.target(owner, target, folder, &find, full))),
            Fill::Picture(target) => {
                out.push_str(" src=\"");
                push_escaped(out, &self.target(owner, target, folder, &find, full));
                out.push('"');
                if let Some((width, height)) = find(target).and_then(|file| file.dimensions) {
                    out.push_str(&format!(" width=\"{width}\" height=\"{height}\""));
                }
            }
            Fill::Label(target) => {
                if let Some(file) = find(target) {
                    let (kind, size) = self.kind_and_size(file);
                    out.push_str(" <span class=\"file\">(");
                    push_escaped(out, &format!("{kind}, {size}"));
                    out.push_str(")</span>");
                }
            }
            Fill::Message(key) => push_escaped(out, self.messages.text(key)),
        });
        match full.then(|| self.config.base.url(&self.owner_address(owner))).flatten() {
            Some(url) => without_anchors(html).replace("href=\"#", &format!("href=\"{}#", escape(&url))),
            None if full => html,
            None => self.with_names(owner, html),
        }
    }

    /// The text of a release with links at the names in it. Whom its writer already links to needs no other link.
    fn with_names(&self, owner: Owner, html: String) -> String {
        let Owner::Release(number) = owner else { return html };
        let item = &self.archive.items[number];
        let is_registered =
            |(kind, number): &(Kind, usize)| self.archive.entities(*kind)[*number].entry.is_some();
        let people = item.attendees.iter().map(|at| (Kind::Person, *at));
        let units = item.units.iter().chain(&item.issuer).map(|at| (Kind::Unit, *at));
        let mut wanted: BTreeSet<(Kind, usize)> = match self.config.link_names {
            LinkNames::Off => return html,
            LinkNames::Registered => BTreeSet::new(),
            LinkNames::Named => people.chain(units).filter(is_registered).collect(),
        };
        let mut linked: BTreeSet<(Kind, usize)> = BTreeSet::new();
        for hole in &item.release.body.holes {
            if let Fill::Address(target @ (Target::Person(_) | Target::Unit(_))) = &hole.fill
                && let Some(Meaning::Entity(kind, number)) =
                    links::resolve(self.archive, target, "", self.language)
            {
                wanted.remove(&(kind, number));
                linked.insert((kind, number));
            }
        }
        let everybody = self.config.link_names == LinkNames::Registered;
        let Some(mentions) = self.archive.registers.mentions().filter(|_| everybody || !wanted.is_empty())
        else {
            return html;
        };
        // Registered people and units have the numbers of their entries.
        let most = if everybody { usize::MAX } else { wanted.len() };
        mentions::link(&html, mentions, most, |kind, number| {
            let is_due =
                if everybody { linked.insert((kind, number)) } else { wanted.remove(&(kind, number)) };
            let has_page = || self.archive.entities(kind)[number].has_page(self.language);
            (is_due && has_page()).then(|| self.link(kind, number).href)
        })
    }

    fn owner_address(&self, owner: Owner) -> Address {
        match owner {
            Owner::Release(number) => self.addresses().release(number),
            Owner::Page(number) => self.addresses().standing(number),
        }
    }

    fn target<'f>(
        &self,
        owner: Owner,
        target: &Target,
        folder: &str,
        find: &dyn Fn(&Target) -> Option<&'f File>,
        full: bool,
    ) -> String {
        let addresses = self.addresses();
        let (address, fragment) = match links::resolve(self.archive, target, folder, self.language) {
            Some(Meaning::Release(number)) => (addresses.release(number), fragment(target)),
            Some(Meaning::Page(number)) => (addresses.standing(number), fragment(target)),
            Some(Meaning::Entity(kind, number)) => {
                (addresses.list(Scope::Entity(kind, number), Period::All, self.language), fragment(target))
            }
            Some(Meaning::Address(path)) => match crate::plan::find(self.plan, path) {
                Some(page) => (page.address.clone(), fragment(target)),
                None => (Address::new(path), fragment(target)),
            },
            Some(Meaning::File(_)) => match (find(target), owner) {
                (Some(file), Owner::Release(number)) => (addresses.file(number, file), fragment(target)),
                (Some(file), Owner::Page(number)) => (addresses.page_file(number, file), fragment(target)),
                (None, _) => return String::new(),
            },
            None => return String::new(),
        };
        match self.config.base.url(&address) {
            Some(url) if full => match fragment {
                Some(fragment) => format!("{url}#{fragment}"),
                None => url,
            },
            _ => self.config.base.href(&address, fragment),
        }
    }

    /// What a file is and how large, in words.
    pub fn kind_and_size(&self, file: &File) -> (String, String) {
        let extension =
            file.name.rsplit_once('.').map_or("", |(_, extension)| extension).to_ascii_lowercase();
        let key = match extension.as_str() {
            "docx" => "doc",
            "xlsx" => "xls",
            "pptx" => "ppt",
            "png" | "jpg" | "jpeg" | "gif" | "webp" | "svg" | "avif" | "tif" | "tiff" | "bmp" | "heic" => {
                "image"
            }
            "mp3" | "wav" | "ogg" | "m4a" | "flac" => "audio",
            "mp4" | "webm" | "mov" | "avi" => "video",
            other => other,
        };
        let kind = match self.messages.optional(&format!("file_{key}")) {
            Some(kind) => kind.to_owned(),
            None if extension.is_empty() => self.messages.text("file_other").to_owned(),
            None => extension.to_ascii_uppercase(),
        };
        (kind, size(file.size))
    }

    /// Several titles as one text.
    pub fn joined(&self, titles: &[String]) -> Option<String> {
        (!titles.is_empty()).then(|| titles.join(self.messages.text("title_separator")))
    }

    /// What somebody did, in the language's words; a word of the site's own stands as written.
    pub fn role(&self, role: &str) -> String {
        self.messages.optional(&format!("role_{}", role.replace('-', "_"))).unwrap_or(role).to_owned()
    }
}

/// A text without the links of headings to themselves, which mean nothing in a feed reader.
fn without_anchors(html: String) -> String {
    const ANCHOR: &str = "<a class=\"anchor\"";
    if !html.contains(ANCHOR) {
        return html;
    }
    let mut out = String::with_capacity(html.len());
    let mut rest = html.as_str();
    while let Some(at) = rest.find(ANCHOR) {
        out.push_str(&rest[..at]);
        rest = rest[at..].split_once("</a>").map_or("", |(_, after)| after);
    }
    out.push_str(rest);
    out
}

/// Fragment of a link.
fn fragment(target: &Target) -> Option<&str> {
    match target {
        Target::Path { fragment, .. } | Target::Root { fragment, .. } => fragment.as_deref(),
        Target::Release(id) | Target::Person(id) | Target::Unit(id) | Target::Topic(id) => {
            id.split_once('#').map(|(_, fragment)| fragment)
        }
    }
}

/// The first paragraph of a text up to 180 characters, cut where a sentence or a word ends.
fn beginning(body: &Body) -> Option<String> {
    const LONGEST: usize = 180;
    let text = body.text();
    let line = text[body.lead.clone()].trim();
    if line.is_empty() {
        return None;
    }
    if line.chars().count() <= LONGEST {
        return Some(line.to_owned());
    }
    let end = line.char_indices().nth(LONGEST).map_or(line.len(), |(at, _)| at);
    let cut = &line[..end];
    let sentence = cut
        .rfind(['。', '！', '？'])
        .map(|at| at + '。'.len_utf8())
        .or_else(|| cut.rfind(". ").map(|at| at + 1));
    if let Some(at) = sentence.filter(|at| *at > end / 3) {
        return Some(cut[..at].to_owned());
    }
    let word = cut.rfind(char::is_whitespace).filter(|at| *at > end / 2).unwrap_or(end);
    Some(format!("{}…", cut[..word].trim_end()))
}

/// A size in bytes as people read it: 1 KB are 1,000 bytes.
fn size(bytes: u64) -> String {
    match bytes {
        0..1_000_000 => format!("{} KB", bytes.div_ceil(1000).max(1)),
        1_000_000..1_000_000_000 => format!("{:.1} MB", bytes as f64 / 1e6),
        _ => format!("{:.1} GB", bytes as f64 / 1e9),
    }
}
