//! Object stores and servers of files as targets of `crier publish`: which there are, which keys each takes, and which
//! variables of the environment hold its secrets. Keys are named as OpenDAL names them; what OpenDAL calls `root` is
//! `prefix` where there are no folders.

use crate::base::diagnostic::{Diagnostic, Report};
use crate::base::shape::{Key, Shape};
use crate::base::source::Place;
use serde_yaml::Value;
use std::sync::Arc;

/// A kind of store.
#[derive(Debug, PartialEq, Eq)]
pub struct Service {
    /// What `to` says.
    pub word: &'static str,
    /// The keys it takes.
    pub keys: &'static [&'static str],
    /// Those it must have, each with an example.
    pub required: &'static [(&'static str, &'static str)],
    /// Its secrets, as OpenDAL names them, and the variables they come from.
    pub secrets: &'static [(&'static str, &'static str)],
    /// Which of these a publisher sets.
    pub credentials: &'static str,
}

/// A place in a store.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Store {
    /// Its kind.
    pub service: &'static Service,
    /// What was written, by OpenDAL's names.
    pub keys: Vec<(String, String)>,
    /// How long a file that left the site stays, in seconds.
    pub grace: i64,
}

/// All kinds.
pub static SERVICES: &[Service] = &[
    Service {
        word: "s3",
        keys: &[
            "bucket",
            "prefix",
            "endpoint",
            "region",
            "profile",
            "default_acl",
            "enable_virtual_host_style",
        ],
        required: &[("bucket", "news")],
        secrets: &[
            ("access_key_id", "AWS_ACCESS_KEY_ID"),
            ("secret_access_key", "AWS_SECRET_ACCESS_KEY"),
            ("session_token", "AWS_SESSION_TOKEN"),
        ],
        credentials: "AWS_ACCESS_KEY_ID and AWS_SECRET_ACCESS_KEY",
    },
    Service {
        word: "azblob",
        keys: &["container", "prefix", "endpoint", "account_name"],
        required: &[("container", "$web"), ("endpoint", "https://ACCOUNT.blob.core.windows.net")],
        secrets: &[("account_key", "AZURE_STORAGE_ACCOUNT_KEY"), ("sas_token", "AZURE_STORAGE_SAS_TOKEN")],
        credentials: "AZURE_STORAGE_ACCOUNT_KEY or AZURE_STORAGE_SAS_TOKEN",
    },
    Service {
        word: "gcs",
        keys: &["bucket", "prefix", "endpoint", "predefined_acl"],
        required: &[("bucket", "news")],
        secrets: &[
            ("credential_path", "GOOGLE_APPLICATION_CREDENTIALS"),
            ("credential", "GOOGLE_SERVICE_ACCOUNT_KEY"),
            ("token", "GOOGLE_OAUTH_ACCESS_TOKEN"),
        ],
        credentials: "GOOGLE_APPLICATION_CREDENTIALS",
    },
    Service {
        word: "oss",
        keys: &["bucket", "prefix", "endpoint"],
        required: &[("bucket", "news"), ("endpoint", "https://oss-cn-beijing.aliyuncs.com")],
        secrets: &[
            ("access_key_id", "ALIBABA_CLOUD_ACCESS_KEY_ID"),
            ("access_key_secret", "ALIBABA_CLOUD_ACCESS_KEY_SECRET"),
            ("security_token", "ALIBABA_CLOUD_SECURITY_TOKEN"),
        ],
        credentials: "ALIBABA_CLOUD_ACCESS_KEY_ID and ALIBABA_CLOUD_ACCESS_KEY_SECRET",
    },
    Service {
        word: "cos",
        keys: &["bucket", "prefix", "endpoint"],
        required: &[("bucket", "news-1250000000"), ("endpoint", "https://cos.ap-beijing.myqcloud.com")],
        secrets: &[
            ("secret_id", "TENCENTCLOUD_SECRET_ID"),
            ("secret_key", "TENCENTCLOUD_SECRET_KEY"),
            ("security_token", "TENCENTCLOUD_SECURITY_TOKEN"),
        ],
        credentials: "TENCENTCLOUD_SECRET_ID and TENCENTCLOUD_SECRET_KEY",
    },
    Service {
        word: "obs",
        keys: &["bucket", "prefix", "endpoint"],
        required: &[("bucket", "news"), ("endpoint", "https://obs.cn-north-4.myhuaweicloud.com")],
        secrets: &[
            ("access_key_id", "HUAWEI_CLOUD_ACCESS_KEY_ID"),
            ("secret_access_key", "HUAWEI_CLOUD_SECRET_ACCESS_KEY"),
        ],
        credentials: "HUAWEI_CLOUD_ACCESS_KEY_ID and HUAWEI_CLOUD_SECRET_ACCESS_KEY",
    },
    Service {
        word: "webdav",
        keys: &["endpoint", "root", "username"],
        required: &[("endpoint", "https://files.example.gov")],
        secrets: &[("password", "WEBDAV_PASSWORD"), ("token", "WEBDAV_TOKEN")],
        credentials: "`username` in crier.yaml and WEBDAV_PASSWORD, or WEBDAV_TOKEN",
    },
    Service {
        word: "sftp",
        keys: &["endpoint", "root", "user", "key", "known_hosts_strategy"],
        required: &[("endpoint", "ssh://www.example.gov:22"), ("root", "/srv/www")],
        // `ssh` finds its keys, or asks its agent.
        secrets: &[],
        credentials: "nothing",
    },
];

/// The kind that `to` names.
pub fn service(word: &str) -> Option<&'static Service> {
    SERVICES.iter().find(|service| service.word == word)
}

impl Store {
    /// A store, of a value that fits the schema of a target and has the keys of its kind only.
    pub fn from_value(service: &'static Service, value: &Value, grace: i64) -> Self {
        let text = |key: &&str| match value.get(*key)? {
            Value::Bool(flag) => Some(flag.to_string()),
            value => Some(value.as_str()?.trim().to_owned()),
        };
        let named = |key: &str| if key == "prefix" { "root" } else { key }.to_owned();
        let keys = service.keys.iter().filter_map(|key| Some((named(key), text(key)?))).collect();
        Store { service, keys, grace }
    }
}

/// Finds secrets that stand in `crier.yaml`.
pub fn secrets(file: &Arc<str>, config: &Value) -> Report {
    let mut report = Report::new();
    let targets = config.get("publish").and_then(Value::as_mapping).into_iter().flatten();
    for (name, (key, help)) in targets.filter_map(|(name, target)| Some((name.as_str()?, secret(target)?))) {
        let message =
            format!("`{key}` of the target `{name}` holds a secret, which this file is no place for");
        // At no line: findings show the line they are about.
        report.push(Diagnostic::error("config/secret", message).at(Place::file(file)).help(help));
    }
    report
}

/// A secret that stands in a target: its key, and what to do.
fn secret(target: &Value) -> Option<(String, String)> {
    let to = target.get("to").and_then(Value::as_str).unwrap_or_default();
    let mut known = service(to).into_iter().chain(SERVICES).flat_map(|service| service.secrets);
    if let Some((key, variable)) = known.find(|(key, _)| target.get(*key).is_some()) {
        return Some((
            (*key).to_owned(),
            format!(
                "secrets come from the environment: delete the line, set {variable}, and have the service make a new secret if others could read this file"
            ),
        ));
    }
    let endpoint = target.get("endpoint").and_then(Value::as_str)?;
    let authority = endpoint.split_once("://").map_or(endpoint, |(_, rest)| rest);
    let authority = authority.split('/').next().unwrap_or_default();
    let has_password = authority.rsplit_once('@').is_some_and(|(user, _)| user.contains(':'));
    (has_password || endpoint.contains('?')).then(|| {
        let help = match service(to).filter(|service| !service.secrets.is_empty()) {
            None => "secrets come from the environment: write the address alone; `ssh` finds its keys itself"
                .to_owned(),
            Some(service) => format!(
                "secrets come from the environment: write the address alone, and set {}",
                service.credentials
            ),
        };
        ("endpoint".to_owned(), help)
    })
}

/// A time such as `7d`, in seconds.
pub fn seconds(text: &str) -> Option<i64> {
    let (number, unit) = text.split_at_checked(text.len().checked_sub(1)?)?;
    let unit = match unit {
        "m" => 60,
        "h" => 3600,
        "d" => 86_400,
        "w" => 7 * 86_400,
        _ => return None,
    };
    let number = number.trim();
    let number: i64 = number.bytes().all(|byte| byte.is_ascii_digit()).then(|| number.parse().ok())??;
    (number <= 3650).then_some(number * unit)
}

const fn text(name: &'static str, doc: &'static str, example: &'static str) -> Key {
    Key { name, shape: Shape::Text, required: false, doc, example }
}

/// The keys of all kinds, for the schema of a target.
pub const BUCKET: Key = text("bucket", "Of s3, gcs, oss, cos and obs: the bucket.", "news");
/// Of azblob.
pub const CONTAINER: Key =
    text("container", "Of azblob: the container; that of a static website is `$web`.", "$web");
/// Of stores without folders.
pub const PREFIX: Key = text(
    "prefix",
    "Of buckets and containers: what the names of all files begin with, for a site that is not alone there.",
    "news/",
);
/// Of servers.
pub const ROOT: Key = text("root", "Of webdav and sftp: the folder on the server.", "/srv/www");
/// Of all.
pub const ENDPOINT: Key = text(
    "endpoint",
    "Of stores: the address of the service. s3 and gcs know that of Amazon and Google.",
    "https://s3.example.gov",
);
/// Of s3.
pub const REGION: Key = text(
    "region",
    "Of s3: the region; else that of AWS_REGION. A service of your own takes any, such as us-east-1.",
    "eu-central-1",
);
/// Of s3.
pub const PROFILE: Key = text("profile", "Of s3: the profile of ~/.aws that is meant.", "news");
/// Of s3.
pub const DEFAULT_ACL: Key =
    text("default_acl", "Of s3: the canned ACL of each file, where the bucket says nothing.", "public-read");
/// Of s3.
pub const VIRTUAL_HOST: Key = Key {
    name: "enable_virtual_host_style",
    shape: Shape::Flag,
    required: false,
    doc: "Of s3: whether the bucket is a part of the host's name (`https://news.s3.example.gov`) rather than of the path.",
    example: "true",
};
/// Of azblob.
pub const ACCOUNT_NAME: Key =
    text("account_name", "Of azblob: the account, where the endpoint does not begin with it.", "meicounty");
/// Of gcs.
pub const PREDEFINED_ACL: Key = text(
    "predefined_acl",
    "Of gcs: the predefined ACL of each file, where the bucket says nothing.",
    "publicRead",
);
/// Of webdav.
pub const USERNAME: Key =
    text("username", "Of webdav: who logs in; the password comes from WEBDAV_PASSWORD.", "news");
/// Of sftp.
pub const USER: Key = text("user", "Of sftp: who logs in; else as `ssh` knows it.", "deploy");
/// Of sftp.
pub const KEY: Key = text(
    "key",
    "Of sftp: path of the private key; else those that `ssh` and its agent have.",
    "/run/secrets/deploy",
);
/// Of sftp.
pub const KNOWN_HOSTS: Key = Key {
    name: "known_hosts_strategy",
    shape: Shape::Choice(&["Strict", "Add", "Accept"]),
    required: false,
    doc: "Of sftp: what happens when the host is not in known_hosts: `Strict` (the default) refuses it, `Add` notes it, `Accept` takes any host.",
    example: "Add",
};
/// Of all.
pub const GRACE: Key = text(
    "grace",
    "Of stores: how long a file that left the site stays, for readers of pages that are still in their caches: minutes, hours, days or weeks (`30m`, `12h`, `7d`, `2w`). It goes with the first publication after that. Default: not at all.",
    "7d",
);

#[cfg(test)]
mod tests {
    use super::{SERVICES, seconds, secret};

    fn value(text: &str) -> serde_yaml::Value {
        serde_yaml::from_str(text).unwrap()
    }

    #[test]
    fn secrets_are_found_whatever_the_kind_and_named_by_it() {
        for service in SERVICES {
            for (key, variable) in service.secrets {
                let (found, help) = secret(&value(&format!("{{to: {}, {key}: x}}", service.word))).unwrap();
                assert_eq!(found, *key);
                assert!(help.contains(variable), "{help}");
            }
        }
        let found = |text: &str| secret(&value(text)).map(|(key, _)| key);
        assert_eq!(found("{to: folder, password: x}").as_deref(), Some("password"));
        assert_eq!(found("{to: webdav, endpoint: 'https://a:b@c/'}").as_deref(), Some("endpoint"));
        assert_eq!(found("{to: azblob, endpoint: 'https://a/?sig=b'}").as_deref(), Some("endpoint"));
        assert_eq!(found("{to: sftp, endpoint: 'ssh://deploy@www.example.gov:22'}"), None);
        assert_eq!(found("{to: s3, bucket: a, endpoint: 'http://127.0.0.1:9000'}"), None);
    }

    #[test]
    fn times_are_a_number_and_a_unit() {
        assert_eq!(
            ["30m", "12h", "7d", "2w", "0d"].map(seconds),
            [1800, 43_200, 604_800, 1_209_600, 0].map(Some)
        );
        for text in ["", "7", "d", "-1d", "1.5h", "7 days", "1y", "99999999999999999999d", "4000d", "七d"] {
            assert_eq!(seconds(text), None, "{text}");
        }
    }
}
