//! After a publication: who follows the site is told what changed. That somebody could not be told is said, and changes
//! nothing: the site is out.
#![expect(clippy::disallowed_methods, reason = "so much time is spent on it, and no more")]

use crate::build::site::Site;
use crate::commands::session::{self, plural};
use crate::config::ping::IndexNow;
use crate::fetch::Client;
use crate::fetch::failure::Failure;
use crate::plan::model::Kind;
use crate::publish::secrets::without_secrets;
use crate::render::manifest::File;
use serde_json::{Value, json};
use std::collections::{BTreeSet, HashMap};
use std::io;
use std::time::{Duration, Instant};
use url::Url;
use url::form_urlencoded::Serializer;

/// So long may one answer take.
const PATIENCE: Duration = Duration::from_secs(10);
/// So long is one hub, or one search engine, told things.
const TIME: Duration = Duration::from_secs(60);
/// So many addresses are taken at once (indexnow.org).
const AT_ONCE: usize = 10_000;

/// Who was told of what.
#[derive(Default)]
pub struct Pings(Vec<Ping>);

struct Ping {
    to: String,
    /// `feed` or `page`.
    what: &'static str,
    /// How many of them it was told of, out of how many.
    told: usize,
    all: usize,
    failure: Option<String>,
}

/// Tells what parts the built site from the one that stood at a target before.
pub fn ping(site: &Site, target: &str, former: &[File], built: &[File]) -> Pings {
    let wanted = &site.config.ping;
    let after = wanted.after.as_deref().or(site.config.targets.first().map(|target| target.name.as_str()));
    let Some(home) = site.config.base.url(&crate::base::address::Address::new("/")) else {
        return Pings::default();
    };
    if after != Some(target) {
        return Pings::default();
    }
    let client = Client::new(PATIENCE);
    let url = |file: &str| format!("{home}{}", file.trim_start_matches('/'));
    let mut pings = Pings::default();
    let feeds = feeds(site, former, built);
    for hub in wanted.hubs.iter().filter(|_| !feeds.is_empty()) {
        let tell = |feed: &&str| {
            let mut form = Serializer::new(String::new());
            form.append_pair("hub.mode", "publish").append_pair("hub.url", &url(feed));
            client.post(hub, "application/x-www-form-urlencoded", form.finish().as_bytes())
        };
        pings
            .0
            .push(tell_all(hub, "feed", &feeds, 1, &|part| part.iter().try_for_each(|it| sound(tell(it)))));
    }
    let pages = pages(former, built);
    if let Some(IndexNow { key, endpoint }) = wanted.index_now.as_ref().filter(|_| !pages.is_empty()) {
        let host = Url::parse(&home).ok().and_then(|home| home.host_str().map(str::to_owned));
        let tell = |part: &[&str]| {
            let urls: Vec<String> = part.iter().map(|page| url(page)).collect();
            let location = url(&format!("{key}.txt"));
            let body = json!({"host": host, "key": key, "keyLocation": location, "urlList": urls});
            sound(client.post(endpoint, "application/json; charset=utf-8", body.to_string().as_bytes()))
        };
        pings.0.push(tell_all(endpoint, "page", &pages, AT_ONCE, &tell));
    }
    pings
}

fn sound(answer: Result<u16, Failure>) -> Result<(), String> {
    match answer {
        Ok(200..300) => Ok(()),
        Ok(status) => Err(format!("it answered {status}")),
        Err(failure) => Err(without_secrets(&failure.to_string())),
    }
}

/// Tells one of all, some at a time, until it fails or time is out.
fn tell_all(
    to: &str,
    what: &'static str,
    all: &[&str],
    at_once: usize,
    tell: &dyn Fn(&[&str]) -> Result<(), String>,
) -> Ping {
    let start = Instant::now();
    let mut ping = Ping { to: without_secrets(to), what, told: 0, all: all.len(), failure: None };
    for part in all.chunks(at_once) {
        let done = match start.elapsed() < TIME {
            true => tell(part),
            false => Err("it takes too long".to_owned()),
        };
        match done {
            Ok(()) => ping.told += part.len(),
            Err(why) => {
                ping.failure = Some(why);
                break;
            }
        }
    }
    ping
}

/// Addresses of the feeds that changed, those of the whole site first. A feed that is new has no followers yet, and an
/// archive is followed by nobody.
fn feeds<'a>(site: &Site, former: &[File], built: &'a [File]) -> Vec<&'a str> {
    let digests: HashMap<&str, &str> =
        former.iter().map(|file| (file.path.as_str(), file.sha256.as_str())).collect();
    let feeds: BTreeSet<String> = site
        .plan
        .pages
        .iter()
        .filter(|page| matches!(page.kind, Kind::Feed(..)))
        .map(|page| page.address.file())
        .collect();
    let has_changed =
        |file: &&File| digests.get(file.path.as_str()).is_some_and(|digest| *digest != file.sha256);
    let mut changed: Vec<&str> = built
        .iter()
        .filter(|file| feeds.contains(&file.path))
        .filter(has_changed)
        .map(|file| file.address.as_str())
        .collect();
    changed.sort_by_key(|address| (address.matches('/').count(), *address));
    changed
}

/// Addresses of pages that are new, changed or gone.
fn pages<'a>(former: &'a [File], built: &'a [File]) -> Vec<&'a str> {
    let is_page = |file: &&File| {
        matches!(file.kind.as_str(), "home" | "release" | "list" | "index" | "page" | "search")
    };
    let pages = |files: &'a [File]| -> HashMap<&'a str, &'a str> {
        files.iter().filter(is_page).map(|file| (file.address.as_str(), file.sha256.as_str())).collect()
    };
    let (before, after) = (pages(former), pages(built));
    let all = former.iter().chain(built).filter(is_page).map(|file| file.address.as_str());
    let changed: BTreeSet<&str> = all.filter(|address| before.get(address) != after.get(address)).collect();
    changed.into_iter().collect()
}

impl Pings {
    /// For people, a line each.
    pub fn lines(&self) -> String {
        self.0.iter().map(Ping::line).collect()
    }

    /// For programs.
    pub fn json(&self) -> Value {
        let one = |ping: &Ping| json!({"to": ping.to, "what": ping.what, "all": ping.all, "told": ping.told, "failure": ping.failure});
        self.0.iter().map(one).collect()
    }

    /// Says who could not be told, where nothing else is said.
    pub fn complain(&self) {
        let failed = self.0.iter().filter(|ping| ping.failure.is_some());
        session::say(&mut io::stderr(), &failed.map(Ping::line).collect::<String>());
    }
}

impl Ping {
    fn line(&self) -> String {
        let Ping { to, what, told, all, failure } = self;
        match failure {
            None => format!("  told {to} of {}\n", plural(*all, what)),
            Some(why) => {
                let missed = plural(all - told, what);
                format!(
                    "warning: {to} could not be told of {missed}: {why}; the site is published all the same\n"
                )
            }
        }
    }
}
