//! `crier check --external`: whether something is where the site's links to other sites lead.

use crate::base::diagnostic::{Diagnostic, Report};
use crate::base::moment::Moment;
use crate::base::network::is_private_name;
use crate::build::site::Site;
use crate::commands::arguments::CheckOptions;
use crate::commands::outcome::Outcome;
use crate::commands::session;
use crate::disk::former::real_path;
use crate::disk::machine;
use crate::disk::snapshot::PARTS;
use crate::fetch::known::Known;
use crate::fetch::polite;
use crate::fetch::verdict::{Unasked, Verdict};
use crate::inspect::outward::{Outward, private_link};
use crate::inspect::site::Site as Inspected;
use std::collections::BTreeMap;
use std::io;
use std::path::{Path, PathBuf};
use url::Url;

/// Where it is kept when addresses answered, from the site's folder.
const CACHE: &str = ".crier/external.txt";

/// Asks, and gives the findings and what the last line says of it.
pub fn ask(
    options: &CheckOptions,
    site: &Site,
    inspected: Inspected<'_>,
    outward: &Outward,
) -> Result<(Report, String), Outcome> {
    let rules = &site.config.external;
    // `https://a.example` is `https://a.example/`, and not the beginning of `https://a.example.org/`.
    let ignore: Vec<String> =
        rules.ignore.iter().map(|it| Url::parse(it).map_or(it.clone(), String::from)).collect();
    let cache = Cache::open(options)?;
    let today = Moment::of(site.order.now, &site.config.zone).date();
    let mut verdicts: BTreeMap<String, Verdict> = BTreeMap::new();
    let mut fresh = Known::default();
    let (mut urls, mut ignored, mut known) = (Vec::new(), 0, 0);
    let parsed: Vec<(&str, Option<Url>)> = outward.addresses().map(|it| (it, parse(it))).collect();
    let mut all: Vec<&Url> = parsed.iter().filter_map(|(_, url)| url.as_ref()).collect();
    all.sort_unstable();
    // Addresses that are spelled differently may be one.
    all.dedup();
    for url in all {
        let is_private = url.host_str().is_none_or(is_private_name);
        if ignore.iter().any(|start| url.as_str().starts_with(start)) {
            ignored += 1;
        } else if let Some((day, verdict)) = cache.known.fresh(url.as_str(), today, rules.days) {
            known += 1;
            verdicts.insert(url.to_string(), verdict.clone());
            fresh.keep(url.as_str(), *day, verdict.clone());
        } else if options.allow_private || !is_private {
            urls.push(url.clone());
        }
    }
    let bar = session::progress_of("addresses", urls.len(), options.report.quiet);
    let answers = polite::ask(&urls, polite::GENTLE, options.allow_private, &|left| {
        bar.set_position((urls.len() - left) as u64);
    });
    bar.finish_and_clear();
    let count = |wanted: &dyn Fn(&Verdict) -> bool| answers.iter().filter(|it| wanted(it)).count();
    let mut notes = vec![format!("{} asked", urls.len() - count(&|it| matches!(it, Verdict::NotAsked(_))))];
    for (number, what) in [
        (known, "known from before"),
        (ignored, "ignored"),
        (count(&|it| *it == Verdict::NotAsked(Unasked::Robots)), "not asked, as their robots.txt wants"),
        (count(&|it| *it == Verdict::NotAsked(Unasked::Later)), "not asked, as their hosts are busy"),
        (count(&|it| *it == Verdict::NotAsked(Unasked::Time)), "not asked, for want of time: ask again"),
    ] {
        notes.extend((number > 0).then(|| format!("{number} {what}")));
    }
    for (url, verdict) in urls.iter().zip(answers) {
        fresh.keep(url.as_str(), today, verdict.clone());
        verdicts.insert(url.to_string(), verdict);
    }
    // What is held may stand behind these: it leaves no trace.
    if !options.site.drafts && !site.order.now_is_fixed {
        cache.write(&fresh);
    }
    let mut report = Report::new();
    for (address, url) in &parsed {
        let finding = match url {
            Some(url) => verdicts.get(url.as_str()).and_then(|verdict| finding(address, url, verdict)),
            None => Some(dead(address, "this is no address of the web")),
        };
        if let Some(finding) = finding {
            report.absorb(outward.tell(&inspected, address, &finding));
        }
    }
    Ok((report, format!("; other sites: {}", notes.join(", "))))
}

/// An address as it is asked for. Passwords in it are nobody's business.
fn parse(address: &str) -> Option<Url> {
    let mut url = Url::parse(address).ok()?;
    url.set_fragment(None);
    url.set_username("").and_then(|()| url.set_password(None)).ok()?;
    Some(url)
}

fn dead(address: &str, why: &str) -> Diagnostic {
    Diagnostic::warning("page/dead-link", format!("nothing is at {address}"))
        .label(why)
        .help("find where it is now, link to a copy in an archive, or take the link out and keep the words")
}

fn finding(address: &str, url: &Url, verdict: &Verdict) -> Option<Diagnostic> {
    match verdict {
        Verdict::There | Verdict::NotAsked(_) => None,
        Verdict::Gone(why) => Some(dead(address, why)),
        Verdict::Moved(to) => Some(
            Diagnostic::hint("page/moved-link", format!("{address} has moved for good"))
                .label(format!("it is now {to}"))
                .help("write the new address, if what is there is what you meant"),
        ),
        Verdict::Unanswered(why) => Some(
            Diagnostic::hint(
                "page/unanswered-link",
                format!("nobody can tell whether something is at {address}"),
            )
            .label(why)
            .help("look at it in a browser; if it stays so, treat it as a link that leads nowhere"),
        ),
        Verdict::Private => Some(private_link(url.host_str().unwrap_or_default())),
    }
}

/// When addresses answered in former runs.
struct Cache {
    file: PathBuf,
    text: Option<String>,
    known: Known,
}

impl Cache {
    fn open(options: &CheckOptions) -> Result<Self, Outcome> {
        let site = &options.site.site;
        let file = options.cache.clone().unwrap_or_else(|| site.join(CACHE));
        is_private_to_us(&file, site)?;
        let text = match machine::read_text(&file) {
            Ok(text) => Some(text),
            Err(error) if error.kind() == io::ErrorKind::NotFound => None,
            Err(error) => {
                let name = file.display();
                return Err(Outcome::stop(
                    format!("the cache {name} cannot be read: {error}"),
                    "name a file with --cache",
                ));
            }
        };
        let known = Known::read(text.as_deref().unwrap_or_default()).ok_or_else(|| {
            let name = file.display();
            Outcome::stop(
                format!("{name} is no cache of crier, so it is left alone"),
                "name another file with --cache, or delete this one",
            )
        })?;
        Ok(Cache { file, text, known })
    }

    /// Writes down what is known now. That it cannot be written costs time in the next run, and nothing else.
    fn write(&self, known: &Known) {
        let text = known.write();
        let is_new = |former: &str| former != text;
        if !self.text.as_deref().map_or(*known != Known::default(), is_new) {
            return;
        }
        let written = machine::replace(&self.file, self.text.as_deref(), &text);
        let ignore = self.file.with_file_name(".gitignore");
        if self.file.ends_with(CACHE) && !machine::exists(&ignore) {
            // Nobody wants it in a repository; with it there, all goes on as well.
            let _ = machine::write_new(&ignore, "*\n");
        }
        if let Err(error) = written {
            let name = self.file.display();
            session::say(
                &mut io::stderr(),
                &format!(
                    "the cache {name} cannot be written: {error}; every address is asked again next time\n"
                ),
            );
        }
    }
}

/// Refuses a cache among what is published, or what the site is made of.
fn is_private_to_us(file: &Path, site: &Path) -> Result<(), Outcome> {
    let (Ok(real), Ok(site)) = (real_path(file), real_path(site)) else { return Ok(()) };
    let is_in = |part: &&&str| real.starts_with(site.join(part));
    match PARTS.iter().chain(&["public"]).find(is_in) {
        None => Ok(()),
        Some(part) => Err(Outcome::stop(
            format!("the cache {} lies in {part}, which is read or published", file.display()),
            "name a file elsewhere with --cache",
        )),
    }
}
