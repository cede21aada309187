//! What stands around every page: the site, and the head of the page.

use crate::archive::calendar::Period;
use crate::base::address::{Address, Base};
use crate::base::language;
use crate::plan::lists::has_feed;
use crate::plan::model::{Format, Kind, Page, Scope};
use crate::register::Kind as Register;
use crate::view::edition::Edition;
use crate::view::model;

/// Name and version, for `<meta name="generator">` and feeds.
pub const GENERATOR: &str = concat!("crier ", env!("CARGO_PKG_VERSION"));

/// The site. `names` are what the languages call themselves.
pub fn site(edition: &Edition<'_>, names: &[String]) -> model::Site {
    let addresses = edition.addresses();
    let language = edition.language;
    let messages = edition.messages;
    let mut nav = vec![model::NavItem {
        key: "releases",
        title: messages.text("releases").to_owned(),
        href: edition.href(&addresses.list(Scope::All, Period::All, language)),
    }];
    for kind in Register::ALL {
        // A section without entries is an empty column: it has a page, and no place in the navigation.
        if edition.archive.entities(kind).iter().any(|entity| entity.has_page(language)) {
            let key = kind.section();
            let title = messages.text(key).to_owned();
            nav.push(model::NavItem { key, title, href: edition.href(&addresses.index(kind, language)) });
        }
    }
    let pages = edition.archive.pages.iter().enumerate().filter(|(_, page)| page.language == language);
    model::Site {
        title: edition.config.title.get(edition.tag()).to_owned(),
        description: edition.config.description.as_ref().map(|text| text.get(edition.tag()).to_owned()),
        lang: edition.tag().to_owned(),
        dir: language::direction(edition.tag()),
        home: edition.href(&addresses.home(language)),
        search: edition.href(&addresses.search(language)),
        search_index: edition.href(&addresses.search_index()),
        issuer: edition.archive.issuer.map(|number| edition.link(Register::Unit, number)),
        languages: (0..edition.config.languages.len())
            .map(|other| language_link(edition, other, &names[other], &addresses.home(other)))
            .collect(),
        nav,
        feeds: feeds(edition, Scope::All),
        pages: pages
            .map(|(number, page)| model::Titled {
                title: page.title.clone(),
                href: edition.href(&addresses.standing(number)),
            })
            .collect(),
        data: edition.plan.get(&addresses.data(language)).map(|page| edition.href(&page.address)),
        generator: GENERATOR,
        absolute: matches!(edition.config.base, Base::Absolute { .. }),
    }
}

fn language_link(edition: &Edition<'_>, language: usize, name: &str, address: &Address) -> model::Language {
    model::Language {
        lang: edition.config.languages[language].clone(),
        name: name.to_owned(),
        href: edition.href(address),
        absolute: edition.config.base.url(address),
        current: language == edition.language,
    }
}

/// The feeds of a scope, where it has any.
pub fn feeds(edition: &Edition<'_>, scope: Scope) -> Vec<model::Feed> {
    if !has_feed(edition.config, edition.archive, scope, edition.language) {
        return Vec::new();
    }
    Format::ALL
        .into_iter()
        .map(|format| model::Feed {
            title: format.name().to_owned(),
            href: edition.href(&edition.addresses().feed(scope, format, edition.language)),
            r#type: format.media_type(),
        })
        .collect()
}

/// The Atom archive document of a month, where it has one.
pub fn archive_feed(edition: &Edition<'_>, year: i16, month: i8) -> Vec<model::Feed> {
    let address = edition.addresses().feed_archive(year, month, edition.language);
    let feed = || model::Feed {
        title: Format::Atom.name().to_owned(),
        href: edition.href(&address),
        r#type: Format::Atom.media_type(),
    };
    edition.plan.get(&address).map(|_| feed()).into_iter().collect()
}

/// What a page is called and belongs to.
pub struct Heading {
    /// Name of the kind, for templates.
    pub kind: &'static str,
    /// For the heading.
    pub title: String,
    /// One or two sentences.
    pub description: Option<String>,
    /// Key of its section.
    pub section: Option<&'static str>,
    /// The pages above it.
    pub breadcrumbs: Vec<model::Titled>,
    /// Feeds of what it is about.
    pub feeds: Vec<model::Feed>,
    /// What search engines are asked.
    pub robots: Option<&'static str>,
}

/// The head of a page. Open Graph and JSON-LD are added by who renders it.
pub fn page(edition: &Edition<'_>, page: &Page, names: &[String], heading: Heading) -> model::Page {
    let site = edition.config.title.get(edition.tag());
    let section =
        heading.section.map(|key| edition.messages.text(key)).filter(|section| *section != heading.title);
    let head_title = match (heading.kind, section) {
        ("home", _) => site.to_owned(),
        (_, Some(section)) => format!("{} - {section} - {site}", heading.title),
        (_, None) => format!("{} - {site}", heading.title),
    };
    let is_findable = !matches!(page.kind, Kind::NotFound);
    model::Page {
        kind: heading.kind,
        head_title,
        title: heading.title,
        description: heading.description,
        href: edition.href(&page.address),
        canonical: edition.config.base.url(&page.address).filter(|_| is_findable),
        section: heading.section,
        breadcrumbs: heading.breadcrumbs,
        alternates: alternates(edition, page)
            .into_iter()
            .map(|(language, address)| language_link(edition, language, &names[language], &address))
            .collect(),
        feeds: heading.feeds,
        open_graph: Vec::new(),
        json_ld: None,
        status: match page.kind {
            Kind::Release(number) => Some(edition.status(number)),
            _ => None,
        },
        robots: if is_findable { heading.robots } else { Some("noindex") },
    }
}

/// This page in each language that has it, itself included.
pub fn alternates(edition: &Edition<'_>, page: &Page) -> Vec<(usize, Address)> {
    let addresses = edition.addresses();
    if let Kind::Release(number) = page.kind {
        // What was published in error is no version of anything.
        let items = &edition.archive.items;
        if !items[number].is_readable() {
            return Vec::new();
        }
        let versions = items[number].translations.iter().filter(|at| items[**at].is_readable());
        return versions
            .map(|at| (edition.archive.items[*at].release.language, addresses.release(*at)))
            .collect();
    }
    if let Kind::Standing(number) = page.kind {
        let id = &edition.archive.pages[number].id;
        let versions = edition.archive.pages.iter().enumerate().filter(|(_, other)| other.id == *id);
        let mut found: Vec<_> =
            versions.map(|(at, other)| (other.language, addresses.standing(at))).collect();
        found.sort();
        return found;
    }
    let mut found = Vec::new();
    for language in 0..edition.config.languages.len() {
        let address = match page.kind {
            Kind::Home => addresses.home(language),
            Kind::List(scope, period) => addresses.list(scope, period, language),
            Kind::Index(kind) => addresses.index(kind, language),
            Kind::Search => addresses.search(language),
            Kind::Data => addresses.data(language),
            Kind::NotFound => addresses.not_found(language),
            _ => continue,
        };
        if edition.plan.get(&address).is_some() {
            found.push((language, address));
        }
    }
    found
}

/// Home as a breadcrumb.
pub fn home_crumb(edition: &Edition<'_>) -> model::Titled {
    let title = edition.config.title.get(edition.tag()).to_owned();
    model::Titled { title, href: edition.href(&edition.addresses().home(edition.language)) }
}
