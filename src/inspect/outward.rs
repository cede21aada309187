//! The links that lead to other sites. Whether something is there is for others to find out; where a link was written is
//! known here.

use crate::base::diagnostic::{Diagnostic, Report};
use crate::base::network::is_private_name;
use crate::base::source::{Place, Sources};
use crate::inspect::page;
use crate::inspect::site::{Site, place_of, template};
use std::collections::{BTreeMap, BTreeSet};
use std::sync::Arc;
use url::Url;

/// Where an address may have been written that stands in no text: registers, options, templates.
const ELSEWHERE: [&str; 5] = ["content/", "crier.yaml", "templates/", "themes/", "i18n/"];

/// The links of a site to other sites: by address, and by how it stands on the pages, the numbers of these in the plan.
#[derive(Debug, Default)]
pub struct Outward(BTreeMap<String, BTreeMap<String, Vec<usize>>>);

impl Outward {
    pub(super) fn add(&mut self, address: String, raw: String, page: usize) {
        self.0.entry(address).or_default().entry(raw).or_default().push(page);
    }

    /// The addresses, without what stands behind `#`.
    pub fn addresses(&self) -> impl Iterator<Item = &str> {
        self.0.keys().map(String::as_str)
    }

    /// The finding about an address, at each text that has it; where none has, at what else has it, or at the first page.
    pub fn tell(&self, site: &Site<'_>, address: &str, finding: &Diagnostic) -> Report {
        let mut report = Report::new();
        let Some(spellings) = self.0.get(address) else { return report };
        let pages: Vec<(&str, usize)> = spellings
            .iter()
            .flat_map(|(raw, pages)| pages.iter().map(move |page| (raw.as_str(), *page)))
            .collect();
        let mut seen = BTreeSet::new();
        for (raw, page) in &pages {
            if let Some((_, file)) = site.text_of(&site.plan.pages[*page])
                && let Some(place) = written(site.sources, file, raw)
                && seen.insert(file)
            {
                report.push(finding.clone().at(place));
            }
        }
        if !seen.is_empty() {
            return report;
        }
        let entries = ELSEWHERE.iter().flat_map(|part| site.sources.below(part));
        let others = entries.filter(|entry| !entry.path.ends_with(".md")).map(|entry| &entry.path);
        let mut elsewhere =
            others.filter_map(|file| spellings.keys().find_map(|raw| written(site.sources, file, raw)));
        if let Some(place) = elsewhere.next() {
            report.push(finding.clone().at(place));
            return report;
        }
        // It is written in some way that is not seen through.
        for (raw, page) in &pages {
            if let Some((body, file)) = site.text_of(&site.plan.pages[*page])
                && page::read(body.html().as_bytes()).links.iter().any(|link| link.to.trim() == *raw)
                && seen.insert(file)
            {
                report.push(finding.clone().at(Place::file(file)));
            }
        }
        if let Some((_, page)) = pages.first().filter(|_| seen.is_empty()) {
            let page = &site.plan.pages[*page];
            let template = template(&page.kind);
            let mut finding = finding
                .clone()
                .at(place_of(page))
                .note(format!("the page is made by {template} and what that extends and includes"));
            if pages.len() > 1 {
                finding = finding.note(format!("{} pages have it", pages.len()));
            }
            report.push(finding);
        }
        report
    }

    /// Links that only some readers can follow.
    pub(super) fn private(&self, site: &Site<'_>) -> Report {
        let mut report = Report::new();
        for address in self.addresses() {
            let Ok(url) = Url::parse(address) else { continue };
            if let Some(host) = url.host_str().filter(|host| is_private_name(host)) {
                report.absorb(self.tell(site, address, &private_link(host)));
            }
        }
        report
    }
}

/// The finding about a link to a host that not everybody can reach.
pub fn private_link(host: &str) -> Diagnostic {
    Diagnostic::warning(
        "page/private-link",
        format!("the link leads to {host}, which not everybody can reach"),
    )
    .label("a machine of your own or of your network; readers elsewhere get nowhere")
    .help("write the public address, or leave the link out")
}

/// Where an address stands in a file that somebody wrote.
fn written(sources: &Sources, file: &Arc<str>, address: &str) -> Option<Place> {
    let text = sources.read(file).ok()?;
    let decoded = percent_encoding::percent_decode_str(address).decode_utf8_lossy();
    for spelling in [address, &decoded, &address.replace('&', "&amp;")] {
        let ends = |at: &usize| text.get(at + spelling.len()).is_none_or(|next| !continues(*next));
        let found = memchr::memmem::find_iter(&text, spelling.as_bytes()).find(ends);
        if let Some(at) = found {
            return Some(Place::bytes(file, at..at + spelling.len()));
        }
    }
    None
}

/// Whether an address goes on with this byte, so that what was found is only its beginning.
fn continues(byte: u8) -> bool {
    byte.is_ascii_alphanumeric() || !byte.is_ascii() || b"/-_%?=#&~+".contains(&byte)
}
