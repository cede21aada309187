//! The pages as readers get them, judged: whatever made them, the text, the front matter, a template of the theme or of
//! the site. `crier check` alone does it; a build trusts its parts.
//!
//! 1. [`Inspector`] takes each rendered page as it is made, reads it ([`page`]) and judges it by itself ([`rules`]),
//! 2. at the end come the rules over all pages: places that links lead to, titles that stand twice,
//! 3. [`files`] judges what pages show and offer: pictures, documents,
//! 4. [`outward`] gathers the links to other sites, for who asks those, and places what is found of them.
//!
//! What the Markdown pass tells of a text ([`crate::release::markdown`]) is not told again. A fault of a template stands
//! on every page that it makes, and is told once, with the first of them.

pub mod files;
pub mod leads;
pub mod outward;
pub mod page;
pub mod rules;
pub mod site;

use crate::base::address::Address;
use crate::base::diagnostic::{Diagnostic, Report};
use crate::base::output::{Content, MANIFEST, Receipt, SEARCH_INDEX, Sink};
use crate::base::source::{FieldPath, Place, Sources};
use crate::config::RawHtml;
use crate::inspect::leads::{Leads, leads};
use crate::inspect::outward::Outward;
use crate::inspect::page::Facts;
use crate::inspect::site::{Site, place_of, template};
use crate::plan::model::{Kind, Page, Scope};
use crate::release::markdown::body::{Body, Fill, Target, parts};
use crate::release::model::{Release, Status};
use rustc_hash::FxHasher;
use std::collections::{BTreeMap, HashMap, HashSet};
use std::hash::{Hash, Hasher};
use std::io;
use std::sync::{Arc, Mutex, PoisonError};

/// Titles that stand on pages of one language within so many days of each other are told by `release/same-title`.
const DAYS: i32 = 7;

/// Judges each page that goes through it to another sink.
pub struct Inspector<'a> {
    site: Site<'a>,
    next: &'a dyn Sink,
    seen: Mutex<Vec<Seen>>,
}

/// What is kept of a page.
struct Seen {
    /// Its number in the plan.
    number: usize,
    title: u64,
    /// The ids it has, hashed and ordered.
    ids: Box<[u64]>,
    /// Places on other pages that it links to.
    wanted: Box<[(String, String)]>,
    /// Links to other sites: the address, and how it stands on the page.
    out: Box<[(String, String)]>,
    /// Of its own text, and then of its template.
    found: [Vec<Diagnostic>; 2],
}

impl Sink for Inspector<'_> {
    fn put(&self, path: &str, content: Content<'_>) -> io::Result<Receipt> {
        if let Content::Bytes(bytes) = &content
            && let Some(number) = self.site.page_of(path)
        {
            let seen = self.site.inspect(number, bytes);
            self.seen.lock().unwrap_or_else(PoisonError::into_inner).push(seen);
        }
        self.next.put(path, content)
    }
}

impl<'a> Inspector<'a> {
    /// Judges pages of a site on their way to `next`.
    pub fn new(site: Site<'a>, next: &'a dyn Sink) -> Self {
        Inspector { site, next, seen: Mutex::default() }
    }

    /// All that was found, when all pages are through, and the links to other sites.
    pub fn conclude(self) -> (Report, Outward) {
        let Inspector { site, seen, .. } = self;
        let mut seen = seen.into_inner().unwrap_or_else(PoisonError::into_inner);
        seen.sort_by_key(|seen| seen.number);
        let mut report = Report::new();
        let mut of_templates = Condensed::default();
        let mut outward = Outward::default();
        for one in &mut seen {
            std::mem::take(&mut one.out).into_iter().for_each(|(to, raw)| outward.add(to, raw, one.number));
            let [own, template] = std::mem::take(&mut one.found);
            own.into_iter().for_each(|finding| report.push(finding));
            template.into_iter().for_each(|finding| of_templates.push(finding, &site.plan.pages[one.number]));
        }
        site.anchors(&seen, &mut report, &mut of_templates);
        report.absorb(of_templates.finish());
        report.absorb(site.titles(&seen));
        report.absorb(files::check(&site));
        report.absorb(outward.private(&site));
        (report, outward)
    }
}

impl Site<'_> {
    /// The number of the page for readers that a file of the output holds.
    fn page_of(&self, path: &str) -> Option<usize> {
        let path = match path.strip_suffix("index.html") {
            Some(folder) if folder.is_empty() || folder.ends_with('/') => folder,
            _ => path,
        };
        let address = Address::new(format!("/{path}"));
        let number = self.plan.pages.binary_search_by(|page| page.address.cmp(&address)).ok()?;
        let kind = &self.plan.pages[number].kind;
        (kind.is_content() || matches!(kind, Kind::NotFound)).then_some(number)
    }

    fn release_of(&self, page: &Page) -> Option<&Release> {
        match page.kind {
            Kind::Release(number) => self.archive.items.get(number).map(|item| &*item.release),
            _ => None,
        }
    }

    fn inspect(&self, number: usize, html: &[u8]) -> Seen {
        let page = &self.plan.pages[number];
        let facts = page::read(html);
        let mut found = rules::page(&facts, &self.config.languages[page.language]);
        let (mut wanted, mut out) = (Vec::new(), Vec::new());
        let ids: HashSet<&str> = facts.ids.iter().map(String::as_str).collect();
        let mut lost = Vec::new();
        let links = facts.links.iter().map(|link| (&link.to, true));
        for (to, is_link) in links.chain(facts.loads.iter().map(|to| (to, false))) {
            match leads(&self.config.base, &page.address, to) {
                Leads::Inside(path, fragment) if path == page.address.as_str() => {
                    if let Some(id) =
                        fragment.filter(|id| is_link && names_a_place(id) && !ids.contains(id.as_str()))
                    {
                        lost.push((to, rules::lost_place(&id)));
                    }
                }
                Leads::Inside(path, fragment) => match crate::plan::find(self.plan, &path) {
                    Some(other) => wanted.extend(
                        fragment
                            .filter(|id| is_link && names_a_place(id) && other.kind.is_content())
                            .map(|id| (other.address.as_str().to_owned(), id)),
                    ),
                    None if path[1..] == *MANIFEST || path[1..].starts_with(SEARCH_INDEX) => {}
                    None => lost.push((to, rules::lost_link(&path))),
                },
                Leads::Out(address) if is_link => out.push((address, to.trim().to_owned())),
                Leads::Out(_) | Leads::Elsewhere => {}
            }
        }
        out.sort_unstable();
        out.dedup();
        let mut own = Vec::new();
        if !(found.is_empty() && lost.is_empty())
            && let Some((body, file)) = self.text_of(page)
        {
            (own, found) = self.of_text(page, body, file, found, &mut lost);
        }
        found.extend(lost.into_iter().map(|(_, finding)| finding));
        let mut ids: Vec<u64> = facts.ids.iter().map(hash).collect();
        ids.sort_unstable();
        Seen {
            number,
            title: facts.title.as_ref().map_or(0, hash),
            ids: ids.into(),
            wanted: wanted.into(),
            out: out.into(),
            found: [own, found],
        }
    }

    /// Tells what a page's own text has wrong from what its template has. The Markdown pass judges a text that it
    /// sanitises; of one that is trusted, this is the first look.
    fn of_text(
        &self,
        page: &Page,
        body: &Body,
        file: &Arc<str>,
        found: Vec<Diagnostic>,
        lost: &mut Vec<(&String, Diagnostic)>,
    ) -> (Vec<Diagnostic>, Vec<Diagnostic>) {
        let text = page::read(body.html().as_bytes());
        let is_trusted = self.config.raw_html == RawHtml::Trust;
        let mut of_text = rules::elements(&text);
        let (mut own, mut of_template) = (Vec::new(), Vec::new());
        for finding in found {
            match of_text.iter().position(|other| *other == finding) {
                Some(at) if is_trusted => own.push(of_text.swap_remove(at).at(Place::file(file))),
                Some(at) => drop(of_text.swap_remove(at)),
                // An id of a heading may be one that the theme has taken.
                None => match rules::taken_id(&finding).and_then(|id| self.heading(&text, body, file, id)) {
                    Some(place) => own.push(finding.at(place)),
                    None => of_template.push(finding),
                },
            }
        }
        let unknown: HashSet<&str> =
            crate::plan::unknown_addresses(self.plan, body).map(|(_, path)| path).collect();
        lost.retain(|(to, finding)| {
            let is_of_text = text.links.iter().any(|link| link.to == **to) || text.loads.contains(to);
            let is_told = |path: &str| unknown.contains(path);
            let is_known = match leads(&self.config.base, &page.address, to) {
                Leads::Inside(path, _) => is_told(&path),
                _ => false,
            };
            if is_of_text && is_trusted {
                own.push(finding.clone().at(written(self.sources, file, to)));
            }
            !is_of_text && !is_known
        });
        (own, of_template)
    }

    /// The heading of a text that has this id.
    fn heading(&self, text: &Facts, body: &Body, file: &Arc<str>, id: &str) -> Option<Place> {
        if !text.ids.iter().any(|other| other == id) {
            return None;
        }
        let heading = body.toc.iter().find(|heading| heading.id == id);
        Some(heading.map_or_else(|| Place::file(file), |heading| written(self.sources, file, &heading.title)))
    }

    /// Links to places of other pages that those do not have.
    fn anchors(&self, seen: &[Seen], report: &mut Report, of_templates: &mut Condensed) {
        for one in seen {
            for (address, id) in &one.wanted {
                let target = self.plan.get(&Address::new(address.as_str()));
                let ids = target.and_then(|target| {
                    let number =
                        self.plan.pages.binary_search_by(|page| page.address.cmp(&target.address)).ok()?;
                    let at = seen.binary_search_by_key(&number, |seen| seen.number).ok()?;
                    Some(&seen[at].ids)
                });
                // A page that could not be rendered is told already.
                if ids.is_none_or(|ids| ids.binary_search(&hash(id)).is_ok()) {
                    continue;
                }
                let page = &self.plan.pages[one.number];
                let finding = rules::lost_anchor(address, id);
                let hole = self.text_of(page).and_then(|(body, file)| {
                    let asks = |target: &Target| match target {
                        Target::Path { fragment, .. } | Target::Root { fragment, .. } => {
                            fragment.as_deref() == Some(id)
                        }
                        Target::Release(it) | Target::Person(it) | Target::Unit(it) | Target::Topic(it) => {
                            parts(it).1 == Some(id)
                        }
                    };
                    let holes = body.holes.iter();
                    let mut holes =
                        holes.filter(|hole| matches!(&hole.fill, Fill::Address(target) if asks(target)));
                    holes.next().map(|hole| Place::bytes(file, hole.source.clone()))
                });
                match hole {
                    Some(place) => report.push(finding.at(place)),
                    None => of_templates.push(finding, page),
                }
            }
        }
    }

    /// Whether somebody can give the page another title. A release in error has that of its notice, and namesakes of a
    /// register are told apart by the registers' own findings.
    fn has_own_title(&self, page: &Page) -> bool {
        let is_in_error = |release: &Release| release.front.status == Status::InError;
        let is_of_register = matches!(page.kind, Kind::List(Scope::Entity(..), _));
        page.kind.is_content() && !is_of_register && !self.release_of(page).is_some_and(is_in_error)
    }

    /// Pages of one language with one title: nobody can tell them apart in a list of results, or among open tabs.
    fn titles(&self, seen: &[Seen]) -> Report {
        let mut by_title: HashMap<(usize, u64), Vec<usize>> = HashMap::new();
        for one in seen {
            let page = &self.plan.pages[one.number];
            if self.has_own_title(page) && one.title != 0 {
                by_title.entry((page.language, one.title)).or_default().push(one.number);
            }
        }
        let mut groups: Vec<Vec<usize>> = by_title.into_values().filter(|group| group.len() > 1).collect();
        groups.sort_unstable();
        let mut report = Report::new();
        for group in groups {
            let pages = || group.iter().map(|number| &self.plan.pages[*number]);
            let releases: Vec<&Release> = pages().filter_map(|page| self.release_of(page)).collect();
            if releases.len() == group.len() {
                let mut days: Vec<_> = releases.iter().map(|release| release.front.date.date()).collect();
                days.sort_unstable();
                if days.windows(2).all(|pair| (pair[1] - pair[0]).get_days() <= DAYS) {
                    continue;
                }
            }
            let (first, other) = (&self.plan.pages[group[group.len() - 1]], &self.plan.pages[group[0]]);
            let more = match group.len() - 2 {
                0 => String::new(),
                more => format!(", and {more} more"),
            };
            let title = self.release_of(first).map(|release| format!(" “{}”", release.front.title));
            let message =
                format!("the title{} stands on {} too{more}", title.unwrap_or_default(), other.address);
            let finding = Diagnostic::hint("page/same-title", message)
                .help("add what tells them apart, such as the year or the place");
            report.push(finding.at(match (self.release_of(first), self.text_of(first)) {
                (Some(release), _) => release.place(&FieldPath::default().key("title")),
                (None, Some((_, file))) => Place::value(file, FieldPath::default().key("title")),
                (None, None) => place_of(first),
            }));
        }
        report
    }
}

/// Whether a fragment names an element: `#top` and a search for words (`#:~:text=…`) need none.
fn names_a_place(id: &str) -> bool {
    !id.is_empty() && !id.eq_ignore_ascii_case("top") && !id.contains(":~:")
}

fn hash(text: &String) -> u64 {
    let mut hasher = FxHasher::default();
    text.hash(&mut hasher);
    // 0 stands for nothing.
    hasher.finish().max(1)
}

/// Where a text stands in a file that somebody wrote; the file where it cannot be found as it is.
fn written(sources: &Sources, file: &Arc<str>, text: &str) -> Place {
    let source = sources.read(file).unwrap_or_default();
    let source = String::from_utf8_lossy(&source);
    match source.find(text).filter(|_| !text.is_empty()) {
        Some(at) => Place::bytes(file, at..at + text.len()),
        None => Place::file(file),
    }
}

/// Findings that one template makes on many pages, told once.
#[derive(Default)]
struct Condensed {
    found: BTreeMap<(&'static str, String), (Diagnostic, usize)>,
}

impl Condensed {
    fn push(&mut self, finding: Diagnostic, page: &Page) {
        let key = (finding.code, finding.message.clone());
        match self.found.get_mut(&key) {
            Some((_, others)) => *others += 1,
            None => {
                let template = template(&page.kind);
                let finding = finding
                    .note(format!("the page is made by {template} and what that extends and includes"));
                self.found.insert(key, (finding.at(place_of(page)), 0));
            }
        }
    }

    fn finish(self) -> Report {
        let mut report = Report::new();
        for (finding, others) in self.found.into_values() {
            report.push(match others {
                0 => finding,
                1 => finding.note("another page has it too"),
                others => finding.note(format!("{others} more pages have it too")),
            });
        }
        report
    }
}
