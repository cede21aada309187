//! `publish` in `crier.yaml`: where a site is published.

use crate::base::diagnostic::{Diagnostic, Report};
use crate::base::shape::{Key, Record, Shape};
use crate::base::source::{FieldPath, Place};
use crate::config::stores::{self, Store};
use serde_yaml::{Mapping, Value};
use std::sync::Arc;

/// How much of a published site may go at once, in percent, where nothing else is said.
const MAX_DELETE: u64 = 5;
/// How many former versions of a site stay, where nothing else is said.
const KEEP: usize = 5;

/// A place where the site is published.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Target {
    /// What `crier publish` calls it.
    pub name: String,
    /// What is there.
    pub to: To,
    /// How many of the published addresses may go at once, in percent.
    pub max_delete: u64,
}

/// What is at a place where a site is published.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum To {
    /// A folder of this machine.
    Folder {
        /// Its path, from the site's folder.
        path: String,
        /// How many versions of the site are kept, the one that stands included.
        keep: usize,
    },
    /// A branch of a git repository.
    Git {
        /// A remote of the site's own repository by name, or the address of a repository.
        remote: String,
        /// The branch.
        branch: String,
        /// Whether each version is a commit on top of the one before; else the branch has one commit.
        history: bool,
    },
    /// A store of objects, or a server of files.
    Store(Store),
}

/// What does not fit in a target: the key, what is wrong, what to do.
struct Misfit(&'static str, String, String);

/// The targets of a `crier.yaml` that fits its schema.
pub fn targets(file: &Arc<str>, config: &Mapping, report: &mut Report) -> Vec<Target> {
    let mut targets = Vec::new();
    for (name, value) in config.get("publish").and_then(Value::as_mapping).into_iter().flatten() {
        let Some(name) = name.as_str() else { continue };
        match Target::from_value(name, value) {
            Ok(target) => targets.push(target),
            Err(Misfit(key, message, help)) => report.push(
                Diagnostic::error("config/wrong-value", message)
                    .at(Place::value(file, FieldPath::default().key("publish").key(name).key(key)))
                    .help(help),
            ),
        }
    }
    targets
}

impl Target {
    /// A target, of a value that fits [`SCHEMA`].
    fn from_value(name: &str, value: &Value) -> Result<Self, Misfit> {
        let text = |key: &str| value.get(key).and_then(Value::as_str).map(|text| text.trim().to_owned());
        let to = text("to").unwrap_or_default();
        let service = stores::service(&to);
        let own: Vec<&str> = match (to.as_str(), service) {
            (_, Some(service)) => [service.keys, &["grace"]].concat(),
            ("folder", _) => vec!["path", "keep"],
            _ => vec!["remote", "branch", "history"],
        };
        for key in SCHEMA.keys.iter().map(|key| key.name) {
            if !["to", "max_delete"].contains(&key) && value.get(key).is_some() && !own.contains(&key) {
                let message = format!("`{key}` is no key of a target with `to: {to}`");
                return Err(Misfit(key, message, format!("it takes {}", listed(&own))));
            }
        }
        let required = |key: &'static str, example: &str| {
            text(key).ok_or_else(|| {
                let message = format!("the target `{name}` has no `{key}`");
                Misfit("to", message, format!("write {key}: {example}"))
            })
        };
        let number = |key: &str| value.get(key).and_then(Value::as_u64);
        let grace = match text("grace") {
            None => 0,
            Some(grace) => stores::seconds(&grace).ok_or_else(|| {
                let message = format!("`{grace}` is no time to wait");
                Misfit("grace", message, "write a number and a unit: 30m, 12h, 7d or 2w".into())
            })?,
        };
        for (key, example) in service.into_iter().flat_map(|service| service.required) {
            required(key, example)?;
        }
        Ok(Target {
            name: name.to_owned(),
            to: match (to.as_str(), service) {
                (_, Some(service)) => To::Store(Store::from_value(service, value, grace)),
                ("folder", _) => To::Folder {
                    path: required("path", "../www")?,
                    keep: number("keep").map_or(KEEP, |keep| keep as usize),
                },
                _ => To::Git {
                    remote: required("remote", "origin")?,
                    branch: required("branch", "gh-pages")?,
                    history: value.get("history").and_then(Value::as_bool).unwrap_or(true),
                },
            },
            max_delete: number("max_delete").unwrap_or(MAX_DELETE),
        })
    }
}

fn listed(keys: &[&str]) -> String {
    keys.iter().map(|key| format!("`{key}`")).collect::<Vec<_>>().join(", ")
}

/// The schema of one target.
pub static SCHEMA: Record = Record {
    keys: &[
        Key {
            name: "to",
            shape: Shape::Choice(&[
                "folder", "git", "s3", "azblob", "gcs", "oss", "cos", "obs", "webdav", "sftp",
            ]),
            required: true,
            doc: "What is there: `folder`, on this machine; `git`, a branch of a repository; or a store, see [publishing](publish.md#stores).",
            example: "folder",
        },
        Key {
            name: "path",
            shape: Shape::Text,
            required: false,
            doc: "Of a folder: its path, from the folder of the site. It becomes a link to the version that stands.",
            example: "../www",
        },
        Key {
            name: "keep",
            shape: Shape::Number(1, 1000),
            required: false,
            doc: "Of a folder: how many versions of the site are kept, for `crier publish --rollback`. Default: 5.",
            example: "5",
        },
        Key {
            name: "remote",
            shape: Shape::Text,
            required: false,
            doc: "Of git: a remote of the site's own repository by its name, or the address of a repository.",
            example: "origin",
        },
        Key {
            name: "branch",
            shape: Shape::Text,
            required: false,
            doc: "Of git: the branch.",
            example: "gh-pages",
        },
        Key {
            name: "history",
            shape: Shape::Flag,
            required: false,
            doc: "Of git: whether each version is a commit on top of the one before (`true`, the default), or the branch always has one commit.",
            example: "false",
        },
        stores::BUCKET,
        stores::CONTAINER,
        stores::PREFIX,
        stores::ROOT,
        stores::ENDPOINT,
        stores::REGION,
        stores::PROFILE,
        stores::DEFAULT_ACL,
        stores::VIRTUAL_HOST,
        stores::ACCOUNT_NAME,
        stores::PREDEFINED_ACL,
        stores::USERNAME,
        stores::USER,
        stores::KEY,
        stores::KNOWN_HOSTS,
        stores::GRACE,
        Key {
            name: "max_delete",
            shape: Shape::Number(0, 100),
            required: false,
            doc: "How many of the published addresses may go at once, in percent; ten always may. Default: 5.",
            example: "5",
        },
    ],
    misnomers: &[
        ("type", "crier calls it `to`"),
        ("dir", "crier calls it `path`"),
        ("url", "crier calls it `remote` for git, and `endpoint` for a store"),
        ("host", "crier calls it `endpoint`"),
        ("acl", "crier calls it `default_acl`"),
        ("repository", "crier calls it `remote`"),
    ],
};
