//! The archive to a plan: every page the site will have, ordered by address. All collisions are found here,
//! at once, before anything is rendered.

pub mod addresses;
pub mod data;
pub mod lists;
pub mod model;
pub mod periods;
pub mod table;

use crate::archive::model::Archive;
use crate::base::address::{Address, Base};
use crate::base::diagnostic::{Diagnostic, Report};
use crate::base::identifier;
use crate::base::output::{MANIFEST, SEARCH_INDEX};
use crate::base::source::{FieldPath, Place};
use crate::config::Config;
use crate::plan::addresses::Addresses;
use crate::plan::model::{Format, Kind, Page, Plan, Scope};
use crate::register::Kind as Register;
use crate::release::markdown::body::{Body, Fill, Hole, Target};
use jiff::Timestamp;
use std::collections::HashMap;
use std::sync::Arc;

/// Most addresses in one sitemap. The protocol's limit is 50,000 addresses and 50 MB; this leaves room for the
/// languages of each.
pub const SITEMAP_PAGES: usize = 40_000;

/// Files that the theme and the site bring along.
#[derive(PartialEq, Eq)]
pub struct Extras {
    /// Addresses of the theme's files, in their order.
    pub assets: Vec<Address>,
    /// Files of the site's `static/` that are published at the root: address, path from the root.
    pub copies: Vec<(Address, Arc<str>)>,
}

/// A page on its way into the plan, with what may be said when its address is taken.
struct Claim<'a> {
    page: Page,
    place: Option<Place>,
    what: &'static str,
    id: Option<&'a str>,
}

impl Claim<'_> {
    /// The page in words: `a feed`, ``the release `road-closed` ``.
    fn named(&self) -> String {
        self.id.map_or_else(|| self.what.to_owned(), |id| format!("{} `{id}`", self.what))
    }
}

/// Plans the site.
pub fn plan(archive: &Archive, config: &Config, extras: &Extras, now: Timestamp) -> (Plan, Report) {
    let mut claims = Vec::new();
    let mut report = Report::new();
    let addresses = Addresses { config, archive };
    for language in 0..config.languages.len() {
        plan_language(&addresses, language, &mut claims);
    }
    plan_releases(&addresses, &mut claims, &mut report);
    plan_machine_readable(&addresses, now, &mut claims);
    for (number, address) in extras.assets.iter().enumerate() {
        claims.push(claim(address.clone(), 0, Kind::Asset(number), "a file of the theme"));
    }
    for (address, source) in &extras.copies {
        let mut claim = claim(address.clone(), 0, Kind::Copy(source.clone()), "a file of static/");
        claim.place = Some(Place::file(source));
        claims.push(claim);
    }
    plan_hosts(config, &mut claims);
    let plan = settle(claims, &mut report);
    check_addresses(archive, &plan, &mut report);
    (plan, report)
}

fn claim(address: Address, language: usize, kind: Kind, what: &'static str) -> Claim<'static> {
    Claim { page: Page { address, language, kind }, place: None, what, id: None }
}

/// Home, lists, indexes, search and the 404 page of a language.
fn plan_language(addresses: &Addresses<'_>, language: usize, claims: &mut Vec<Claim<'_>>) {
    let Addresses { archive, config } = *addresses;
    let mut add =
        |address: Address, kind: Kind, what: &'static str| claims.push(claim(address, language, kind, what));
    add(addresses.home(language), Kind::Home, "the home page");
    add(addresses.search(language), Kind::Search, "the search page");
    add(addresses.not_found(language), Kind::NotFound, "the page for addresses that do not exist");
    if matches!(config.base, Base::Absolute { .. }) {
        add(addresses.data(language), Kind::Data, "the page of the open data");
    }
    let mut scopes = vec![(Scope::All, "the list of releases")];
    for (kind, what) in
        [(Register::Person, "a person"), (Register::Unit, "a unit"), (Register::Topic, "a topic")]
    {
        add(addresses.index(kind, language), Kind::Index(kind), "an index page");
        for (number, entity) in archive.entities(kind).iter().enumerate() {
            if entity.has_page(language) {
                scopes.push((Scope::Entity(kind, number), what));
            }
        }
    }
    for (scope, what) in scopes {
        for period in lists::periods(archive, scope, language, config.lists) {
            add(addresses.list(scope, period, language), Kind::List(scope, period), what);
        }
        if lists::has_feed(config, archive, scope, language) {
            for format in Format::ALL {
                add(addresses.feed(scope, format, language), Kind::Feed(scope, format), "a feed");
            }
        }
    }
}

/// Releases, standing pages, their files and former addresses; portraits.
fn plan_releases<'a>(addresses: &Addresses<'a>, claims: &mut Vec<Claim<'a>>, report: &mut Report) {
    let archive = addresses.archive;
    let mut copied: Vec<(Address, Arc<str>)> = Vec::new();
    for (number, item) in archive.items.iter().enumerate() {
        let release = &item.release;
        let address = addresses.release(number);
        for (at, alias) in release.front.aliases.iter().enumerate() {
            let place = release.place(&FieldPath::default().key("aliases").item(at));
            claim_alias(alias, &address, release.language, place, claims, report);
        }
        let shows_files = release.front.status != crate::release::model::Status::InError;
        for file in release.files.iter().filter(|_| shows_files) {
            copied.push((addresses.file(number, file), file.source.clone()));
        }
        let mut claim = claim(address, release.language, Kind::Release(number), "the release");
        claim.place = Some(Place::file(&release.file));
        claim.id = Some(&release.id);
        claims.push(claim);
    }
    for (number, page) in archive.pages.iter().enumerate() {
        let address = addresses.standing(number);
        for (at, alias) in page.aliases.iter().enumerate() {
            let place = Place::value(&page.file, FieldPath::default().key("aliases").item(at));
            claim_alias(alias, &address, page.language, place, claims, report);
        }
        copied.extend(page.files.iter().map(|file| (addresses.page_file(number, file), file.source.clone())));
        let mut claim = claim(address, page.language, Kind::Standing(number), "the page");
        claim.place = Some(Place::file(&page.file));
        claim.id = Some(&page.id);
        claims.push(claim);
    }
    // Registered people have the numbers of their entries.
    for (number, entry) in archive.registers.people.entries.iter().enumerate() {
        let portrait = entry.portrait.iter();
        copied.extend(portrait.map(|it| (addresses.portrait(number, it), it.source.clone())));
    }
    copied.sort();
    copied.dedup();
    for (address, source) in copied {
        let mut claim = claim(address, 0, Kind::Copy(source.clone()), "an attachment");
        claim.place = Some(Place::file(&source));
        claims.push(claim);
    }
}

/// A former address becomes a redirect, unless no static host could answer at it.
fn claim_alias(
    alias: &str,
    to: &Address,
    language: usize,
    place: Place,
    claims: &mut Vec<Claim<'_>>,
    report: &mut Report,
) {
    let decoded = percent_encoding::percent_decode_str(alias).decode_utf8();
    let decoded = decoded.map(|alias| identifier::normal(&alias));
    let alias = decoded.as_deref().unwrap_or(alias);
    let problem = if decoded.is_err() {
        Some("has percent signs that stand for no text")
    } else if !alias.starts_with('/') {
        Some("does not begin with `/`")
    } else if alias.contains(['?', '#', '\\']) || alias.chars().any(char::is_control) {
        Some("holds a character that a file name cannot have")
    } else if alias[1..].split('/').any(|part| matches!(part, "." | "..")) || alias.contains("//") {
        Some("is not a plain path")
    } else if alias.split('/').any(|part| part.len() > 200) {
        Some("has a part that is too long")
    } else {
        None
    };
    if let Some(problem) = problem {
        report.push(
            Diagnostic::error("plan/bad-alias", format!("the former address `{alias}` {problem}"))
                .at(place)
                .help("write the path of the former address, such as /news/2022/0928.html"),
        );
        return;
    }
    let last = alias.rsplit('/').next().unwrap_or_default();
    let address = if last.is_empty() || last.contains('.') { alias.to_owned() } else { format!("{alias}/") };
    let address = Address::new(address);
    if address == *to {
        report.push(
            Diagnostic::error("plan/alias-loop", "this former address is the address itself")
                .at(place)
                .help("delete it"),
        );
        return;
    }
    let mut claim = claim(address, language, Kind::Redirect(to.clone()), "a former address");
    claim.place = Some(place);
    claims.push(claim);
}

/// Feed archives, sitemaps, open data and robots.txt; only the last where the site has no full addresses.
fn plan_machine_readable(addresses: &Addresses<'_>, now: Timestamp, claims: &mut Vec<Claim<'_>>) {
    let Addresses { archive, config } = *addresses;
    let pages = claims.iter().filter(|claim| claim.page.kind.is_plain_page()).count();
    let mut add = |address: Address, language: usize, kind: Kind, what: &'static str| {
        claims.push(claim(address, language, kind, what));
    };
    add(Address::new("/robots.txt"), 0, Kind::Robots, "robots.txt");
    if !matches!(config.base, Base::Absolute { .. }) {
        return;
    }
    for file in data::files(archive) {
        add(file.address(), 0, Kind::DataFile(file), "a file of the open data");
    }
    if let Some(index_now) = &config.ping.index_now {
        add(Address::new(format!("/{}.txt", index_now.key)), 0, Kind::IndexNowKey, "the key of IndexNow");
    }
    for language in 0..config.languages.len() {
        for (year, month) in periods::archived_months(config, archive, language) {
            let address = addresses.feed_archive(year, month, language);
            add(address, language, Kind::FeedArchive(year, month), "a feed archive");
        }
    }
    add(Address::new("/sitemap.xml"), 0, Kind::SitemapIndex, "the sitemap");
    for part in 0..pages.div_ceil(SITEMAP_PAGES) {
        add(sitemap_part("pages", part), 0, Kind::SitemapPages(part), "a sitemap");
    }
    // A news sitemap without articles is no valid sitemap.
    if !periods::news(archive, now).is_empty() {
        add(Address::new("/sitemaps/news.xml"), 0, Kind::NewsSitemap, "the news sitemap");
    }
    for (year, releases) in periods::years(archive) {
        for part in 0..releases.len().div_ceil(SITEMAP_PAGES) {
            add(sitemap_part(&format!("{year:04}"), part), 0, Kind::SitemapYear(year, part), "a sitemap");
        }
    }
}

/// What hosts are told, where the site knows its addresses.
fn plan_hosts(config: &Config, claims: &mut Vec<Claim<'_>>) {
    if config.base == Base::Relative {
        return;
    }
    for host in &config.hosts {
        // GitHub's own names need no file that says them.
        let is_wanted = |file: &&&str| **file != "CNAME" || config.base.domain().is_some();
        for file in host.files().iter().filter(is_wanted) {
            claims.push(claim(Address::new(format!("/{file}")), 0, Kind::Host(*host), "a file for a host"));
        }
    }
}

/// Where a part of a sitemap lives: `/sitemaps/2022.xml`, `/sitemaps/2022-2.xml`.
fn sitemap_part(name: &str, part: usize) -> Address {
    match part {
        0 => Address::new(format!("/sitemaps/{name}.xml")),
        _ => Address::new(format!("/sitemaps/{name}-{}.xml", part + 1)),
    }
}

/// Orders the pages and says which addresses are claimed twice.
fn settle(mut claims: Vec<Claim<'_>>, report: &mut Report) -> Plan {
    // A redirect gives way to a page, so that the finding stands at the alias.
    let weak = |claim: &Claim<'_>| {
        matches!(claim.page.kind, Kind::Redirect(_)) as u8 + matches!(claim.page.kind, Kind::Copy(..)) as u8
    };
    claims.sort_by(|a, b| a.page.address.cmp(&b.page.address).then_with(|| weak(a).cmp(&weak(b))));
    // Hosts with case-insensitive file systems hold `/A/` and `/a/` as one.
    let mut taken: HashMap<String, usize> = HashMap::new();
    let mut kept: Vec<Claim<'_>> = Vec::with_capacity(claims.len());
    for claim in claims {
        let file = claim.page.address.file().to_lowercase();
        let reserved = match file.as_str() {
            MANIFEST => Some(("its manifest", "give it another name; the manifest is always /manifest.json")),
            file if file.starts_with(SEARCH_INDEX) => {
                Some(("its search index", "give it another name; the index has all of /search/index/"))
            }
            _ => None,
        };
        if let Some((whose, help)) = reserved {
            let message = format!("{} lies where crier writes {whose}", claim.named());
            let finding = Diagnostic::error("plan/address-taken", message).help(help);
            report.push(match claim.place {
                Some(place) => finding.at(place),
                None => finding,
            });
            continue;
        }
        match taken.get(&file).map(|at| &kept[*at]) {
            Some(first) => report.push(taken_twice(&claim, first)),
            None => {
                taken.insert(file, kept.len());
                kept.push(claim);
            }
        }
    }
    // A file cannot stand where another address needs a folder.
    for claim in &kept {
        let file = claim.page.address.file().to_lowercase();
        let folders = file.match_indices('/').map(|(at, _)| &file[..at]);
        if let Some(first) = folders.filter_map(|folder| taken.get(folder)).next() {
            report.push(taken_twice(claim, &kept[*first]));
        }
    }
    Plan { pages: kept.into_iter().map(|claim| claim.page).collect() }
}

fn taken_twice(claim: &Claim<'_>, first: &Claim<'_>) -> Diagnostic {
    let address = &claim.page.address;
    // The one that somebody wrote is the one to mend.
    let (mend, other) = if claim.place.is_some() { (claim, first) } else { (first, claim) };
    let mut finding = Diagnostic::error(
        "plan/address-taken",
        format!("{} and {} have one address: {address}", mend.named(), other.named()),
    );
    if let Some(place) = &mend.place {
        finding = finding.at(place.clone());
    }
    if let Some(place) = &other.place {
        finding = finding.note_at("the other comes from here", place.clone());
    }
    finding.help(match mend.page.kind {
        Kind::Redirect(_) => "delete this former address, or rename the other page",
        _ => "rename one of the two",
    })
}

/// Links to addresses of the site (`/about/`) that the site does not have.
fn check_addresses(archive: &Archive, plan: &Plan, report: &mut Report) {
    let mut check = |body: &Body, file: &Arc<str>| {
        for (hole, path) in unknown_addresses(plan, body) {
            report.push(
                Diagnostic::warning("link/unknown-address", format!("the site has no page at {path}"))
                    .at(Place::bytes(file, hole.source.clone()))
                    .help("link by id, such as release:road-closed, person:…, unit:… or topic:…"),
            );
        }
    };
    for item in &archive.items {
        check(&item.release.body, &item.release.file);
    }
    for page in &archive.pages {
        check(&page.body, &page.file);
    }
}

/// The addresses that a text links to and the plan does not have.
pub fn unknown_addresses<'a>(plan: &'a Plan, body: &'a Body) -> impl Iterator<Item = (&'a Hole, &'a str)> {
    body.holes.iter().filter_map(|hole| match &hole.fill {
        Fill::Address(Target::Root { path, .. }) if find(plan, path).is_none() => Some((hole, path.as_str())),
        _ => None,
    })
}

/// The page that a written address means: with or without its last slash or `index.html`.
pub fn find<'a>(plan: &'a Plan, path: &str) -> Option<&'a Page> {
    let path = path.strip_suffix("index.html").unwrap_or(path);
    plan.get(&Address::new(path))
        .or_else(|| plan.get(&Address::new(format!("{}/", path.trim_end_matches('/')))))
}
