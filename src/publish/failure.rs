//! Why a store did not do it, told apart by what is to be done about it.

use crate::publish::transport::Unreached;
use opendal::{Error, ErrorKind};
use std::error;

/// Why a store did not do it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Failure {
    /// The host cannot be asked.
    Unreached(Unreached),
    /// It does not know who asks: the key is missing, wrong or no longer valid. The service's word for it.
    Who(String),
    /// `ssh` does not know the host, or knows another by this name.
    Host,
    /// There is no `ssh` on this machine.
    NoSsh,
    /// It knows who asks, and forbids it.
    Forbidden(String),
    /// There is no such bucket, container or folder.
    NoPlace(String),
    /// What the target says cannot be right.
    Settings(String),
    /// Another publisher is at work.
    Busy,
    /// Another publisher has published since the work began.
    Overtaken,
    /// What was read back of a file is not what was sent.
    Altered(String, String),
    /// Something else; with the service's words.
    Other(String),
}

/// Words by which services say that they do not know who asks. (Amazon S3, Azure Blob Storage, Aliyun OSS, Tencent COS and
/// Huawei OBS, lists of error codes; those of OpenDAL where it finds no key at all.)
const WHO: &[&str] = &[
    "InvalidAccessKeyId",
    "SignatureDoesNotMatch",
    "ExpiredToken",
    "InvalidToken",
    "AuthenticationFailed",
    "Server failed to authenticate",
    "InvalidAuthenticationInfo",
    "NoAuthenticationInformation",
    "AuthorizationHeaderMalformed",
    "RequestTimeTooSkewed",
    "InvalidSecurityToken",
    "failed to load signing credential",
    "signing http request",
    "loading credential",
    "Permission denied (publickey",
    "status: 401",
];
/// Words by which they say that the place is not there.
const NO_PLACE: &[&str] = &["NoSuchBucket", "ContainerNotFound", "The specified bucket does not exist"];

impl Failure {
    /// The failure that an error of OpenDAL stands for. What it says is shortened, and without the secrets.
    pub fn from_error(error: &Error, secrets: &[String]) -> Self {
        let chain = chain(error);
        let has = |words: &[&str]| words.iter().any(|word| chain.contains(word));
        if let Some(why) = unreached(error).or_else(|| by_ssh(&chain)) {
            return Failure::Unreached(why);
        }
        if has(&["Host key verification failed", "host key is not known", "HOST IDENTIFICATION HAS CHANGED"])
        {
            return Failure::Host;
        }
        if chain.contains("ssh error") && chain.contains("No such file or directory") {
            return Failure::NoSsh;
        }
        let said = told(error, &chain, secrets);
        if has(NO_PLACE) {
            return Failure::NoPlace(said);
        }
        if has(WHO) {
            return Failure::Who(said);
        }
        match error.kind() {
            ErrorKind::PermissionDenied => Failure::Forbidden(said),
            _ if chain.contains("status: 403") => Failure::Forbidden(said),
            // The rest is advice for programmers.
            ErrorKind::ConfigInvalid => {
                Failure::Settings(said.split(". ").next().unwrap_or_default().to_owned())
            }
            _ => Failure::Other(said),
        }
    }
}

/// All that an error and its causes say.
fn chain(error: &Error) -> String {
    let mut text = error.to_string();
    let mut cause = error::Error::source(error);
    while let Some(error) = cause {
        text.push_str("; ");
        text.push_str(&error.to_string());
        cause = error.source();
    }
    text
}

fn unreached(error: &Error) -> Option<Unreached> {
    let mut cause: Option<&(dyn error::Error + 'static)> = error::Error::source(error);
    while let Some(error) = cause {
        if let Some(why) = error.downcast_ref::<Unreached>() {
            return Some(*why);
        }
        cause = error.source();
    }
    None
}

/// What OpenSSH's client says when there is no connection.
fn by_ssh(chain: &str) -> Option<Unreached> {
    [
        ("Could not resolve hostname", Unreached::NoHost),
        ("Connection refused", Unreached::NoConnection),
        ("No route to host", Unreached::NoConnection),
        ("Connection reset", Unreached::NoConnection),
        ("Connection closed by", Unreached::NoConnection),
        ("Connection timed out", Unreached::Timeout),
        ("connection request: timeout", Unreached::Timeout),
    ]
    .into_iter()
    .find_map(|(words, why)| chain.contains(words).then_some(why))
}

/// The words of the service: its code and message where they can be told, else the first cause, on one line.
fn told(error: &Error, chain: &str, secrets: &[String]) -> String {
    let field = |name: &str| {
        let at = chain.find(&format!("{name}: \"")).map(|at| at + name.len() + 3)?;
        let end = chain[at..].find('"')?;
        Some(&chain[at..at + end])
    };
    let status = chain.find("status: ").and_then(|at| chain.get(at + 8..at + 11));
    let said = match (field("code"), field("message"), error::Error::source(error)) {
        (Some(code), Some(message), _) if !code.is_empty() => format!("{code}: {message}"),
        (_, _, Some(_)) => format!("{}: {}", error.message(), chain.rsplit("; ").next().unwrap_or_default()),
        // A page for people.
        _ if error.message().is_empty() || error.message().starts_with('<') => {
            format!("the answer is {}", status.unwrap_or("empty"))
        }
        _ => error.message().to_owned(),
    };
    let said = said.replace("\\n", "\n").replace(" RequestId:", "\n");
    let said: String = said.lines().next().unwrap_or_default().chars().take(300).collect();
    secrets
        .iter()
        .filter(|secret| secret.len() > 3)
        .fold(said, |said, secret| said.replace(secret.as_str(), "…"))
        .trim()
        .trim_end_matches('.')
        .to_owned()
}
