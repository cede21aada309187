//! A site that was published: a folder, or an address of the web.

use crate::base::output::MANIFEST;
use crate::commands::outcome::Outcome;
use crate::disk::machine;
use crate::fetch::{Client, Failure};
use crate::render::manifest::{self, Manifest, Unreadable};
use std::io;
use std::path::PathBuf;
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
}

impl Published {
    /// Takes a folder, an address, or either with `manifest.json` at its end.
    pub fn new(place: &str) -> Self {
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
        let Some(bytes) = self.read(MANIFEST)? else {
            return Err(Outcome::stop(
                format!("there is no manifest: {name} does not exist"),
                "name the folder or the address of the home page of a site that crier built",
            ));
        };
        match manifest::read(&bytes) {
            Ok(manifest) if manifest.generator.starts_with("crier") => Ok((manifest, bytes)),
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
