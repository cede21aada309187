//! `crier publish` to a store: what is sent when and how it is answered, and what is said when it cannot be done.
#![expect(clippy::disallowed_methods, reason = "secrets come from the environment")]

use crate::base::output::{MANIFEST, SIGNATURE, hexadecimal};
use crate::commands::outcome::Outcome;
use crate::commands::publication::Job;
use crate::commands::session;
use crate::config::stores;
use crate::disk::claim::Claim;
use crate::disk::former::Refused;
use crate::disk::machine;
use crate::publish::difference::Item;
use crate::publish::failure::Failure;
use crate::publish::journal::{JOURNAL, Journal, due};
use crate::publish::sending::{Parcel, Publication, Stage};
use crate::publish::store::{At, Store};
use crate::publish::transport::Unreached;
use crate::render::hosts::policy::{COMPRESSED, policy};
use crate::render::manifest::File;
use jiff::Timestamp;
use sha2::{Digest, Sha256};
use std::collections::{HashMap, HashSet};
use std::env;
use std::hash::{BuildHasher, Hasher, RandomState};
use std::io;
use std::path::Path;

/// Opens the store of a target, with the secrets that the environment has for it.
pub fn open(target: &str, store: &stores::Store) -> Result<Store, Outcome> {
    let secrets: Vec<(String, String)> = store
        .service
        .secrets
        .iter()
        .filter_map(|(key, variable)| {
            let secret = env::var(variable).ok().filter(|secret| !secret.is_empty())?;
            Some(((*key).to_owned(), secret))
        })
        .collect();
    let authorities = match env::var_os("SSL_CERT_FILE").filter(|path| !path.is_empty()) {
        Some(path) => Some(machine::read(Path::new(&path)).map_err(|error| {
            Outcome::stop(
                format!("the certificates in SSL_CERT_FILE cannot be read: {error}"),
                "name a file of certificates (PEM), or unset the variable",
            )
        })?),
        None => None,
    };
    let at = At {
        service: store.service.word,
        settings: &store.keys,
        secrets: &secrets,
        authorities: authorities.as_deref(),
    };
    Store::open(&at).map_err(|failure| told(target, store, failure))
}

/// What the store remembers of former publications, with its bytes.
pub fn journal(
    target: &str,
    at: &stores::Store,
    store: &Store,
) -> Result<(Journal, Option<Vec<u8>>), Outcome> {
    let bytes = store.read(JOURNAL).map_err(|failure| told(target, at, failure))?;
    Ok((bytes.as_deref().and_then(Journal::read).unwrap_or_default(), bytes))
}

/// Sends what is different.
pub fn send(
    job: &Job<'_>,
    at: &stores::Store,
    store: &Store,
    tick: &(dyn Fn() + Sync),
) -> Result<(), Outcome> {
    let name = &job.target.name;
    let fail = |failure| told(name, at, failure);
    let holder = word();
    let claim = Claim::new(job.out, name, &holder).map_err(|refused| match refused {
        Refused::Locked => fail(Failure::Busy),
        Refused::Io(error) => fail(Failure::Other(error.to_string())),
        _ => fail(Failure::Other("the folder beside the output cannot be used".to_owned())),
    })?;
    let kinds: HashMap<&str, &File> = job.built.iter().map(|file| (file.path.as_str(), file)).collect();
    let stood: HashSet<&str> = job.former.iter().map(|file| file.path.as_str()).collect();
    let parcels: Vec<Parcel> = (job.difference.new.iter().chain(&job.difference.changed))
        .map(|item| {
            let kind = kinds.get(item.path.as_str()).map_or("", |file| file.kind.as_str());
            let policy = policy(kind, &item.path);
            Parcel {
                path: item.path.clone(),
                bytes: item.bytes,
                is_new: !stood.contains(item.path.as_str()),
                stage: stage(kind, &item.path),
                content_type: policy.content_type,
                cache_control: policy.cache_control.to_owned(),
                content_encoding: policy.content_encoding.map(str::to_owned),
            }
        })
        .collect();
    let sent = store.publish(&Publication {
        parcels: &parcels,
        built: job.files,
        gone: &job.difference.gone,
        seen: job.seen,
        grace: at.grace,
        now: job.now.as_second(),
        holder: &holder,
        former: &claim.former,
        read: &|path| machine::read(&job.out.join(path)),
        tick,
        waiting: &|| {
            let text = format!(
                "another crier publishes to {name}, or was broken off; waiting up to a minute to see\n"
            );
            session::say(&mut io::stderr(), &text);
        },
    });
    // A lock that could not be removed is known as ours the next time.
    if sent.is_ok() {
        let _ = claim.close();
    }
    sent.map_err(fail)
}

/// How many files that left the site go now, and how many wait.
pub fn going(journal: &Journal, files: &[Item], gone: &[&str], grace: i64, now: Timestamp) -> (usize, usize) {
    let leaving = journal.leaving(files, gone, now.as_second());
    let due = due(&leaving, grace, now.as_second()).len();
    (due, leaving.len() - due)
}

/// When a file is sent.
fn stage(kind: &str, path: &str) -> Stage {
    match kind {
        "asset" => Stage::Asset,
        "search_index" if path.ends_with("/root.bin") => Stage::Search,
        "search_index" => Stage::Asset,
        COMPRESSED if path.starts_with("assets/") => Stage::Asset,
        "list" | "index" => Stage::List,
        "feed" => Stage::Feed,
        "sitemap" => Stage::Sitemap,
        "home" | "robots" => Stage::Door,
        _ if path == MANIFEST || path == SIGNATURE => Stage::Manifest,
        _ => Stage::Page,
    }
}

/// A word that nobody else has.
fn word() -> String {
    // Each state has keys of its own, from the system's source of chance.
    let mut hash = Sha256::new();
    for _ in 0..2 {
        hash.update(RandomState::new().build_hasher().finish().to_le_bytes());
    }
    hash.update(std::process::id().to_le_bytes());
    hexadecimal(&hash.finalize()[..16])
}

/// Why a store did not do it, and what to do, in one line each.
pub fn told(name: &str, store: &stores::Store, failure: Failure) -> Outcome {
    let key =
        |key: &str| store.keys.iter().find(|(known, _)| known == key).map_or("", |(_, value)| value.as_str());
    let endpoint = match key("endpoint") {
        "" => "the service".to_owned(),
        endpoint => endpoint.to_owned(),
    };
    let is_ssh = store.service.word == "sftp";
    match failure {
        Failure::Unreached(why) => Outcome::stop(
            format!("`{name}` cannot be reached: {endpoint}: {why}"),
            match why {
                Unreached::NoHost => "check `endpoint` in crier.yaml, and the network",
                Unreached::NoConnection => {
                    "check `endpoint` and its port in crier.yaml, the network, and that the service runs"
                }
                Unreached::Timeout => {
                    "check the network and the service, and publish again: it goes on where it was broken off"
                }
                Unreached::Tls => {
                    "check that `endpoint` begins with https:// or http:// as the service wants it; an authority of your own is named by SSL_CERT_FILE"
                }
                Unreached::NoHttp => "check `endpoint` and its port in crier.yaml",
            },
        ),
        Failure::Host => Outcome::stop(
            format!(
                "{endpoint}, where `{name}` is, does not show the key by which `ssh` knows it: the host is not known, or is another"
            ),
            "note its key first, as with ssh-keyscan, and compare it with what its people say; or write known_hosts_strategy: Add",
        ),
        Failure::NoSsh => Outcome::stop(
            format!("`{name}` is published over SSH, and there is no `ssh` on this machine"),
            "install the client of OpenSSH",
        ),
        Failure::Who(why) if is_ssh => Outcome::stop(
            format!("{endpoint} does not let `{name}` in: {why}"),
            "check `user` and `key` in crier.yaml, and that `ssh` gets in by itself",
        ),
        Failure::Who(why) => Outcome::stop(
            format!("the service does not know who publishes to `{name}`: {why}"),
            format!("set {} in the environment, and check them", store.service.credentials),
        ),
        Failure::Forbidden(why) => Outcome::stop(
            format!("publishing to `{name}` is forbidden: {why}"),
            "let this key list, read, write and delete there, or take another key",
        ),
        Failure::NoPlace(why) => Outcome::stop(
            format!("`{name}` names a place that is not there: {why}"),
            format!("make it at the service, or check {} in crier.yaml", place(store)),
        ),
        Failure::Settings(why) => {
            Outcome::stop(format!("`{name}` cannot be opened: {why}"), "check the target in crier.yaml")
        }
        Failure::Busy => Outcome::stop(
            format!("another crier is publishing to `{name}`; nothing was changed"),
            "wait until it has finished, and publish again",
        ),
        Failure::Overtaken => {
            Outcome::stop(format!("somebody else has just published to `{name}`"), "publish again")
        }
        Failure::Altered(path, how) => Outcome::stop(
            format!("{path} did not arrive at `{name}` as it was sent: {how}"),
            "publish again; if it stays so, look for what changes files there",
        ),
        Failure::Other(why) => Outcome::stop(
            format!("`{name}` cannot be published: {why}"),
            "publish again: it goes on where it was broken off",
        ),
    }
}

fn listed(words: &[&str]) -> String {
    match words {
        [] => "nothing".to_owned(),
        [one] => (*one).to_owned(),
        [front @ .., last] => format!("{} and {last}", front.join(", ")),
    }
}

fn place(store: &stores::Store) -> String {
    let keys: Vec<String> = store.service.required.iter().map(|(key, _)| format!("`{key}`")).collect();
    listed(&keys.iter().map(String::as_str).collect::<Vec<_>>())
}
