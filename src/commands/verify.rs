//! `crier verify`: whether a published site is what was built, file by file.

use crate::base::diagnostic::{Diagnostic, Report};
use crate::base::output::{MANIFEST, SIGNATURE, hexadecimal};
use crate::base::source::{Entry, Place, Reader, Sources};
use crate::commands::arguments::{FormatName, VerifyOptions};
use crate::commands::outcome::Outcome;
use crate::commands::published::{Published, git_failure};
use crate::commands::session::{self, plural};
use crate::config;
use crate::disk::{machine, published};
use crate::fetch::Client;
use crate::publish::git::{Branch, Failure as GitFailure};
use crate::render::hosts::policy::COMPRESSED;
use crate::render::manifest::File;
use minisign_verify::{PublicKey, Signature};
use rayon::prelude::*;
use sha2::{Digest, Sha256};
use std::collections::HashSet;
use std::io;
use std::path::Path;

/// How many files are asked for at a time.
const AT_ONCE: usize = 8;

/// Verifies the site.
pub fn run(options: &VerifyOptions) -> Outcome {
    match session::on_threads(Some(options.threads.unwrap_or(AT_ONCE)), || verify(options)) {
        Ok(outcome) => outcome,
        Err(outcome) => outcome,
    }
}

fn verify(options: &VerifyOptions) -> Outcome {
    let site = match open(options) {
        Ok(site) => site,
        Err(outcome) => return outcome,
    };
    let (manifest, bytes) = match site.manifest() {
        Ok(manifest) => manifest,
        Err(outcome) => return outcome,
    };
    let mut report = Report::new();
    if let Some(key) = &options.key {
        let signature = match key_of(key).and_then(|key| Ok((key, site.read(SIGNATURE)?))) {
            Ok((key, signature)) => check_signature(&key, signature.as_deref(), &bytes),
            Err(outcome) => return outcome,
        };
        signature.into_iter().for_each(|finding| report.push(finding));
    }
    let bar = session::progress(manifest.files.len(), options.report.quiet);
    let find = |file: &File| {
        let found = match &site {
            Published::Folder(folder) => on_disk(folder, file),
            Published::Web(url, client) => on_the_web(url, client, file),
            // One git has them all.
            Published::Branch(..) => None,
            Published::Store(..) => in_store(&site, file),
        };
        bar.inc(1);
        found
    };
    let found: Vec<Option<Diagnostic>> = match &site {
        Published::Branch(name, branch, _) => match on_branch(branch, &manifest.files, &|| bar.inc(1)) {
            Ok(found) => found,
            Err(failure) => return git_failure(name.trim_end_matches(':'), failure),
        },
        _ => manifest.files.par_iter().map(find).collect(),
    };
    bar.finish_and_clear();
    found.into_iter().flatten().for_each(|finding| report.push(finding));
    if let Published::Folder(folder) = &site {
        match added(folder, &manifest.files) {
            Ok(added) => added.into_iter().for_each(|finding| report.push(finding)),
            Err(error) => {
                return Outcome::stop(
                    format!("the folder {} cannot be read: {error}", folder.display()),
                    "check that you may read it",
                );
            }
        }
    }
    // What is verified has no sources.
    let outcome = session::conclude(
        &report,
        &Sources::new(Vec::<Entry>::new(), Box::new(Nothing)),
        options.report,
        true,
    );
    if !options.report.quiet && session::format(options.report) == FormatName::Human {
        let tally = session::tally(&report).unwrap_or_else(|| "all as built".into());
        let signed = match (&options.key, report.findings().iter().any(|it| it.code == "verify/signature")) {
            (None, _) => "",
            (Some(_), false) => ", signed",
            (Some(_), true) => ", not signed with this key",
        };
        let blind = match &site {
            Published::Folder(_) => "",
            Published::Branch(..) => "; files that were added are not looked for on a branch",
            Published::Store(..) => "; files that were added are not looked for in a store",
            Published::Web(..) => "; files that were added cannot be seen over HTTP",
        };
        let files = plural(manifest.files.len(), "file");
        session::say(&mut io::stderr(), &format!("verified {files}{signed}: {tally}{blind}\n"));
    }
    outcome
}

/// What is to be verified. Only where it is neither an address nor a folder, `crier.yaml` is looked into.
fn open(options: &VerifyOptions) -> Result<Published, Outcome> {
    if options.place.contains("://") || machine::exists(Path::new(&options.place)) {
        return Published::new(&options.place, &[], &options.site);
    }
    let sources = session::config_file(&options.site);
    let targets = sources.map_or(Vec::new(), |sources| config::load(&sources).0.targets);
    Published::new(&options.place, &targets, &options.site)
}

struct Nothing;

impl Reader for Nothing {
    fn read(&self, _: &str) -> io::Result<Vec<u8>> {
        Err(io::ErrorKind::NotFound.into())
    }

    fn head(&self, path: &str, _: usize) -> io::Result<Vec<u8>> {
        self.read(path)
    }
}

/// The public key: the text itself, or a file of minisign.
fn key_of(key: &str) -> Result<PublicKey, Outcome> {
    if let Ok(key) = PublicKey::from_base64(key) {
        return Ok(key);
    }
    let text = machine::read_text(Path::new(key)).map_err(|error| {
        Outcome::stop(
            format!("the key {key} cannot be read: {error}"),
            "name the file of a public key (minisign.pub), or write the key itself",
        )
    })?;
    PublicKey::decode(&text).map_err(|_| {
        Outcome::stop(
            format!("{key} is no public key of minisign"),
            "name the file that `minisign -G` wrote with the end .pub",
        )
    })
}

fn check_signature(key: &PublicKey, signature: Option<&[u8]>, manifest: &[u8]) -> Option<Diagnostic> {
    let wrong = |why: &str, help: &str| {
        Some(Diagnostic::error("verify/signature", why).at(Place::file(&SIGNATURE.into())).help(help))
    };
    let Some(signature) = signature else {
        return wrong(
            "the manifest is not signed",
            "sign it when the site is built: minisign -Sm public/manifest.json",
        );
    };
    match Signature::decode(&String::from_utf8_lossy(signature)) {
        Err(_) => wrong(
            "this is no signature of minisign",
            "sign the manifest again: minisign -Sm public/manifest.json",
        ),
        Ok(signature) if key.verify(manifest, &signature, false).is_err() => wrong(
            "the signature does not fit the manifest and this key",
            "the manifest was altered, or signed with another key: do not trust what it says; publish the site again from its sources",
        ),
        Ok(_) => None,
    }
}

fn altered(file: &File) -> Diagnostic {
    Diagnostic::error("verify/altered", "this file is not the one that was built")
        .at(Place::file(&file.path.as_str().into()))
        .help("publish the site again; find out who changed it")
}

fn missing(file: &File, why: &str) -> Diagnostic {
    Diagnostic::error("verify/missing", format!("this file is missing{why}"))
        .at(Place::file(&file.path.as_str().into()))
        .help("publish the site again")
}

fn unreadable(file: &File, why: &dyn std::fmt::Display) -> Diagnostic {
    Diagnostic::error("verify/unreadable", format!("this file cannot be read: {why}"))
        .at(Place::file(&file.path.as_str().into()))
        .help("try again; check that it may be read")
}

fn on_disk(folder: &Path, file: &File) -> Option<Diagnostic> {
    match published::digest(&folder.join(&file.path)) {
        Ok(receipt) => (hexadecimal(&receipt.sha256) != file.sha256).then(|| altered(file)),
        Err(error) if matches!(error.kind(), io::ErrorKind::NotFound | io::ErrorKind::NotADirectory) => {
            Some(missing(file, ""))
        }
        Err(error) => Some(unreadable(file, &error)),
    }
}

fn on_the_web(url: &str, client: &Client, file: &File) -> Option<Diagnostic> {
    // Hosts keep to themselves what is for them; a compressed copy comes as its original, which is asked for.
    if matches!(file.kind.as_str(), "host" | COMPRESSED) {
        return None;
    }
    // The address, not the path: that is what readers ask for.
    let address = format!("{url}{}", file.address.trim_start_matches('/'));
    // A byte more shows that there is more.
    let answer = match client.get(&address, file.bytes.max(64 * 1024) * 2) {
        Ok(answer) => answer,
        Err(crate::fetch::failure::Failure::TooLarge) => return Some(altered(file)),
        Err(failure) => return Some(unreadable(file, &failure)),
    };
    match answer.status {
        // Where a host sends readers on by itself, nobody sees the page that would.
        _ if file.kind == "redirect" && answer.redirected => return None,
        200..300 => {}
        404 if file.kind == "not_found" => {}
        410 if file.kind == "release" => {}
        404 | 410 => return Some(missing(file, &format!(": the host answered {}", answer.status))),
        status => return Some(unreadable(file, &format!("the host answered {status}"))),
    }
    (hexadecimal(&Sha256::digest(&answer.bytes)) != file.sha256).then(|| altered(file))
}

/// On a branch, one git reads one file after another.
fn on_branch(
    branch: &Branch,
    files: &[File],
    tick: &dyn Fn(),
) -> Result<Vec<Option<Diagnostic>>, GitFailure> {
    let mut there = branch.files()?;
    let mut find = |file: &File| {
        tick();
        Ok(match there.read(&file.path)? {
            Some(bytes) => (hexadecimal(&Sha256::digest(&bytes)) != file.sha256).then(|| altered(file)),
            None => Some(missing(file, "")),
        })
    };
    files.iter().map(&mut find).collect()
}

fn in_store(site: &Published, file: &File) -> Option<Diagnostic> {
    match site.read(&file.path) {
        Ok(Some(bytes)) => (hexadecimal(&Sha256::digest(&bytes)) != file.sha256).then(|| altered(file)),
        Ok(None) => Some(missing(file, "")),
        Err(Outcome::CouldNotRun(why)) => Some(unreadable(file, &why.lines().next().unwrap_or_default())),
        Err(_) => Some(unreadable(file, &"it could not be asked for")),
    }
}

/// Files of a folder that nobody built.
fn added(folder: &Path, files: &[File]) -> io::Result<Vec<Diagnostic>> {
    let known: HashSet<&str> =
        files.iter().map(|file| file.path.as_str()).chain([MANIFEST, SIGNATURE]).collect();
    let paths = published::files(folder)?;
    let added = paths.into_iter().filter(|path| !known.contains(path.as_str()));
    Ok(added
        .map(|path| {
            Diagnostic::error("verify/added", "this file was not built by crier")
                .at(Place::file(&path.into()))
                .help("delete it, or put it into static/ and build the site again")
        })
        .collect())
}
