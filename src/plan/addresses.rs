//! Where everything lives. Addresses come from ids and dates and from nothing else, so a new headline or a new
//! theme never moves a page.

use crate::archive::calendar::Period;
use crate::archive::model::Archive;
use crate::base::address::Address;
use crate::base::output::SEARCH_INDEX;
use crate::config::Config;
use crate::plan::model::{Format, Scope};
use crate::register::Kind;
use crate::register::entry::Portrait;
use crate::release::model::{File, Release};

/// Makes addresses.
#[derive(Clone, Copy)]
pub struct Addresses<'a> {
    /// For the tags of languages.
    pub config: &'a Config,
    /// For ids and dates.
    pub archive: &'a Archive,
}

impl Addresses<'_> {
    /// Home of a language: `/`, `/zh-Hans/`.
    pub fn home(&self, language: usize) -> Address {
        match language {
            0 => Address::new("/"),
            _ => Address::new(format!("/{}/", self.config.languages[language])),
        }
    }

    /// A release: `/releases/2022/09/<id>/`.
    pub fn release(&self, number: usize) -> Address {
        self.of_release(&self.archive.items[number].release)
    }

    fn of_release(&self, release: &Release) -> Address {
        let day = release.front.date.date();
        let period = Period::Month(day.year(), day.month());
        self.list(Scope::All, period, release.language).join(&release.id)
    }

    /// A list: `/releases/2022/`, `/people/<id>/2022/09/`.
    pub fn list(&self, scope: Scope, period: Period, language: usize) -> Address {
        let top = match scope {
            Scope::All => self.home(language).join("releases"),
            Scope::Entity(kind, number) => {
                self.index(kind, language).join(&self.archive.entities(kind)[number].id)
            }
        };
        top.with_file(&period.parts())
    }

    /// The portrait of a person, one for all languages: `/people/<id>/portrait.jpg`.
    pub fn portrait(&self, person: usize, portrait: &Portrait) -> Address {
        self.list(Scope::Entity(Kind::Person, person), Period::All, 0).with_file(portrait.file_name())
    }

    /// The index of a register: `/people/`.
    pub fn index(&self, kind: Kind, language: usize) -> Address {
        self.home(language).join(kind.section())
    }

    /// A standing page: `/about/`.
    pub fn standing(&self, number: usize) -> Address {
        let page = &self.archive.pages[number];
        self.home(page.language).join(&page.id)
    }

    /// `/search/`.
    pub fn search(&self, language: usize) -> Address {
        self.home(language).join("search")
    }

    /// The root of the search index, which all languages share: `/search/index/root.bin`.
    pub fn search_index(&self) -> Address {
        Address::new(format!("/{SEARCH_INDEX}root.bin"))
    }

    /// The page of the open data: `/data/`. Its files lie below that of the first language.
    pub fn data(&self, language: usize) -> Address {
        self.home(language).join("data")
    }

    /// `/404.html`.
    pub fn not_found(&self, language: usize) -> Address {
        self.home(language).with_file("404.html")
    }

    /// A feed: `/feed.xml`, `/people/<id>/feed.json`.
    pub fn feed(&self, scope: Scope, format: Format, language: usize) -> Address {
        match scope {
            Scope::All => self.home(language).with_file(format.file()),
            Scope::Entity(..) => self.list(scope, Period::All, language).with_file(format.file()),
        }
    }

    /// The Atom archive of a month: `/releases/2022/09/feed.xml`.
    pub fn feed_archive(&self, year: i16, month: i8, language: usize) -> Address {
        self.list(Scope::All, Period::Month(year, month), language).with_file(Format::Atom.file())
    }

    /// A file of a release. Language versions that use one file share one copy, below the first of them.
    pub fn file(&self, number: usize, file: &File) -> Address {
        let items = &self.archive.items;
        let uses = |at: &&usize| items[**at].release.files.iter().any(|other| other.source == file.source);
        let owner = items[number].translations.iter().find(uses).copied().unwrap_or(number);
        self.release(owner).with_file(&file.name)
    }

    /// A file of a standing page.
    pub fn page_file(&self, number: usize, file: &File) -> Address {
        self.standing(number).with_file(&file.name)
    }
}
