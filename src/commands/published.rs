//! A site that was published: a folder, an address of the web, or a target of `crier.yaml`.

use crate::base::output::MANIFEST;
use crate::commands::outcome::Outcome;
use crate::commands::to_store;
use crate::config::stores;
use crate::config::targets::{Target, To};
use crate::disk::machine::{self, Scratch};
use crate::fetch::Client;
use crate::fetch::failure::Failure;
use crate::publish::git::{At, Branch, Failure as GitFailure};
use crate::publish::store::Store;
use crate::render::manifest::{self, Manifest, Unreadable};
use std::io;
use std::path::{Path, PathBuf};
use std::time::Duration;

/// How long one file may take.
const PATIENCE: Duration = Duration::from_secs(60);
/// The longest manifest that is read, in bytes: ten times that of an archive of 100,000 releases.
const LONGEST: u64 = 1 << 30;

/// Where a site was published.
pub enum Published {
    /// A folder.
    Folder(PathBuf),
    /// An address, with a slash at the end.
    Web(String, Client),
    /// A branch of a git repository; its name for messages, and where it is looked into.
    Branch(String, Branch, Scratch),
    /// A store; its name and settings for messages.
    Store(String, stores::Store, Box<Store>),
}

impl Published {
    /// Takes the name of a target, a folder, an address, or one of the latter with `manifest.json` at its end.
    pub fn new(place: &str, targets: &[Target], site: &Path) -> Result<Self, Outcome> {
        match targets.iter().find(|target| target.name == place) {
            Some(target) => Published::target(target, site),
            None => Ok(Published::named(place)),
        }
    }

    /// What stands at a target of the site in this folder.
    pub fn target(target: &Target, site: &Path) -> Result<Self, Outcome> {
        match &target.to {
            To::Folder { path, .. } => Ok(Published::Folder(site.join(path))),
            To::Git { remote, branch, .. } => {
                let scratch = Scratch::new().map_err(|error| {
                    Outcome::stop(
                        format!("no temporary folder can be made: {error}"),
                        "make room, or name another folder in the environment as TMPDIR",
                    )
                })?;
                let at = At { site, remote, branch };
                let opened = Branch::open(&at, scratch.path())
                    .map_err(|failure| git_failure(&target.name, failure))?;
                Ok(Published::Branch(format!("{}:", target.name), opened, scratch))
            }
            To::Store(at) => Ok(Published::Store(
                target.name.clone(),
                at.clone(),
                Box::new(to_store::open(&target.name, at)?),
            )),
        }
    }

    fn named(place: &str) -> Self {
        let place = place.strip_suffix(MANIFEST).unwrap_or(place);
        if place.starts_with("http://") || place.starts_with("https://") {
            return Published::Web(format!("{}/", place.trim_end_matches('/')), Client::new(PATIENCE));
        }
        Published::Folder(if place.is_empty() { ".".into() } else { place.into() })
    }

    /// The name of a file, for messages.
    pub fn name(&self, path: &str) -> String {
        match self {
            Published::Folder(folder) => folder.join(path).display().to_string(),
            Published::Web(url, _) => format!("{url}{path}"),
            Published::Branch(name, ..) => format!("{name}{path}"),
            Published::Store(name, ..) => format!("{name}:{path}"),
        }
    }

    /// A file of the site as it is; nothing where there is none.
    pub fn read(&self, path: &str) -> Result<Option<Vec<u8>>, Outcome> {
        let unreadable = |why: &dyn std::fmt::Display, help: &str| {
            Err(Outcome::stop(format!("{} cannot be read: {why}", self.name(path)), help))
        };
        match self {
            Published::Folder(folder) => match machine::read(&folder.join(path)) {
                Ok(bytes) => Ok(Some(bytes)),
                Err(error)
                    if matches!(error.kind(), io::ErrorKind::NotFound | io::ErrorKind::NotADirectory) =>
                {
                    Ok(None)
                }
                Err(error) => unreadable(&error, "check that you may read it"),
            },
            Published::Branch(name, branch, _) => {
                branch.read(path).map_err(|failure| git_failure(name.trim_end_matches(':'), failure))
            }
            Published::Store(name, at, store) => {
                store.read(path).map_err(|failure| to_store::told(name, at, failure))
            }
            Published::Web(url, client) => match client.get(&format!("{url}{path}"), LONGEST) {
                Ok(answer) if answer.status < 300 => Ok(Some(answer.bytes)),
                Ok(answer) if matches!(answer.status, 404 | 410) => Ok(None),
                Ok(answer) => unreadable(
                    &format!("the host answered {}", answer.status),
                    "look at the address in a browser; does it want a password?",
                ),
                Err(failure @ Failure::Timeout) => {
                    unreadable(&failure, "try again later, or check the address")
                }
                Err(failure) => unreadable(&failure, "check the address and the network"),
            },
        }
    }

    /// The manifest, and its bytes.
    pub fn manifest(&self) -> Result<(Manifest, Vec<u8>), Outcome> {
        let name = self.name(MANIFEST);
        self.manifest_if_any()?.ok_or_else(|| {
            Outcome::stop(
                format!("there is no manifest: {name} does not exist"),
                "name the folder or the address of the home page of a site that crier built",
            )
        })
    }

    /// The manifest, and its bytes; nothing where nothing was published yet.
    pub fn manifest_if_any(&self) -> Result<Option<(Manifest, Vec<u8>)>, Outcome> {
        let name = self.name(MANIFEST);
        let Some(bytes) = self.read(MANIFEST)? else { return Ok(None) };
        match manifest::read(&bytes) {
            Ok(manifest) if manifest.generator.starts_with("crier") => Ok(Some((manifest, bytes))),
            Ok(manifest) => Err(Outcome::stop(
                format!("{name} was written by {}, not by crier", manifest.generator),
                "name a site that crier built",
            )),
            Err(why @ Unreadable::Version(_)) => Err(Outcome::stop(
                format!("{name} cannot be read: {why}"),
                "use the crier that built the site, or a newer one",
            )),
            Err(why @ Unreadable::Shape(_)) => Err(Outcome::stop(
                format!("{name} is no manifest of crier: {why}"),
                "another program may have written it; name a site that crier built",
            )),
            Err(why) => Err(Outcome::stop(
                format!("{name} cannot be trusted: {why}"),
                "build the site again, and publish it whole",
            )),
        }
    }
}

/// Why git did not do it, and what to do.
pub fn git_failure(target: &str, failure: GitFailure) -> Outcome {
    match failure {
        GitFailure::NoGit => Outcome::stop(
            format!("the target `{target}` is published with git, which is not there"),
            "install git",
        ),
        GitFailure::Overtaken => Outcome::stop(
            format!("somebody else has just published to `{target}`; nothing was changed"),
            "publish again",
        ),
        GitFailure::Git(why) => Outcome::stop(
            format!("git cannot reach `{target}`: {why}"),
            "check `remote` and `branch` in crier.yaml, and that git may read and write there without asking",
        ),
        GitFailure::Io(error) => Outcome::stop(
            format!("`{target}` cannot be published: {error}"),
            "nothing was changed; publish again",
        ),
    }
}
