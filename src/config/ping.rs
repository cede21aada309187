//! `ping` in `crier.yaml`: who is told when the site was published.

use crate::base::address::Base;
use crate::base::shape::{Key, Record, Shape};
use crate::base::suggest::nearest;
use crate::config::targets::Target;
use serde_yaml::{Mapping, Value};

/// Where IndexNow is told, where nothing else is said.
const INDEX_NOW: &str = "https://api.indexnow.org/indexnow";

/// Who is told when the site was published.
#[derive(Debug, Default, Clone, PartialEq, Eq)]
pub struct Ping {
    /// The target after which they are; the first where there is none.
    pub after: Option<String>,
    /// Hubs of WebSub: whoever follows a feed through them is told by them.
    pub hubs: Vec<String>,
    /// Search engines, which share what one of them is told.
    pub index_now: Option<IndexNow>,
}

/// How search engines are told (indexnow.org).
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct IndexNow {
    /// Shows that the site itself tells it: it stands at the root of the site as `KEY.txt`. No secret.
    pub key: String,
    /// The address that takes it.
    pub endpoint: String,
}

impl Ping {
    /// Of a config that fits its schema.
    pub fn of(config: &Mapping) -> Self {
        let Some(value) = config.get("ping") else { return Ping::default() };
        let text = |value: &Value| value.as_str().map(|text| text.trim().to_owned());
        let hubs = value.get("websub").and_then(Value::as_sequence).into_iter().flatten();
        Ping {
            after: value.get("after").and_then(text),
            hubs: hubs.filter_map(text).collect(),
            index_now: value.get("indexnow").and_then(|value| {
                let endpoint = value.get("endpoint").and_then(text).unwrap_or_else(|| INDEX_NOW.into());
                Some(IndexNow { key: value.get("key").and_then(text)?, endpoint })
            }),
        }
    }

    /// What does not go together: what is wrong, and what to do.
    pub fn problem(&self, base: &Base, targets: &[Target]) -> Option<(String, String)> {
        let is_letter = |c: char| c.is_ascii_alphanumeric() || c == '-';
        let is_key = |key: &str| (8..=128).contains(&key.len()) && key.chars().all(is_letter);
        if self.index_now.as_ref().is_some_and(|it| !is_key(&it.key)) {
            return Some((
                "`key` of `indexnow` is no key".into(),
                "write 8 to 128 letters from a to z, digits and hyphens, as random as a password; it is no secret".into(),
            ));
        }
        if *self != Ping::default() && !matches!(base, Base::Absolute { .. }) {
            return Some((
                "nobody can be told of a site that does not know its full address".into(),
                "set `base_url` to where the site is published, or delete `ping`".into(),
            ));
        }
        let after = self.after.as_ref()?;
        let names = || targets.iter().map(|target| target.name.as_str());
        if names().any(|name| name == after) {
            return None;
        }
        let help = match nearest(after, names()) {
            Some(near) => format!("did you mean `{near}`?"),
            None => "name a target as it stands under `publish`".to_owned(),
        };
        Some((format!("there is no target `{after}`"), help))
    }
}

/// The schema of `ping`.
pub static SCHEMA: Record = Record {
    keys: &[
        Key {
            name: "after",
            shape: Shape::Text,
            required: false,
            doc: "The target of `publish` after which they are told. Default: the first.",
            example: "production",
        },
        Key {
            name: "websub",
            shape: Shape::List(&Shape::Url),
            required: false,
            doc: "Hubs of WebSub that are told which feeds changed; the feeds name them.",
            example: "[https://pubsubhubbub.appspot.com/]",
        },
        Key {
            name: "indexnow",
            shape: Shape::Record(&INDEX_NOW_SCHEMA),
            required: false,
            doc: "How search engines are told which pages changed.",
            example: "{key: 3f9a1c7e5b2d48f6}",
        },
    ],
    misnomers: &[
        ("hub", "crier calls it `websub` and takes a list"),
        ("hubs", "crier calls it `websub`"),
        ("index_now", "crier calls it `indexnow`"),
        ("target", "crier calls it `after`"),
    ],
};

static INDEX_NOW_SCHEMA: Record = Record {
    keys: &[
        Key {
            name: "key",
            shape: Shape::Text,
            required: true,
            doc: "Any 8 to 128 letters, digits and hyphens of your own. `KEY.txt` at the root of the site has it, so it is public.",
            example: "3f9a1c7e5b2d48f6",
        },
        Key {
            name: "endpoint",
            shape: Shape::Url,
            required: false,
            doc: "The address of the search engine that is told, and tells the others. Default: `https://api.indexnow.org/indexnow`.",
            example: "https://www.bing.com/indexnow",
        },
    ],
    misnomers: &[("api_key", "crier calls it `key`"), ("url", "crier calls it `endpoint`")],
};
