//! Why there is no answer, in the user's words.

use std::{fmt, io};

/// Why there is no answer.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Failure {
    /// The host did not answer in time.
    Timeout,
    /// The answer is larger than was asked for.
    TooLarge,
    /// The address leads from one to the next and nowhere.
    Redirects,
    /// No host has this name.
    NoHost,
    /// The host is of the local network, where nothing is to be asked.
    Private,
    /// Anything else, in the client's words.
    Other(String),
}

impl fmt::Display for Failure {
    fn fmt(&self, to: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Failure::Timeout => to.write_str("the host did not answer in time"),
            Failure::TooLarge => to.write_str("the answer is longer than it should be"),
            Failure::Redirects => to.write_str("the host redirects again and again"),
            Failure::NoHost => to.write_str("there is no host of this name"),
            Failure::Private => to.write_str("the host is of the local network"),
            Failure::Other(why) => to.write_str(why),
        }
    }
}

/// What became of a request, from what the client says.
pub(super) fn failure(error: ureq::Error) -> Failure {
    match error {
        ureq::Error::Timeout(_) => Failure::Timeout,
        ureq::Error::BodyExceedsLimit(_) => Failure::TooLarge,
        ureq::Error::TooManyRedirects | ureq::Error::RedirectFailed => Failure::Redirects,
        ureq::Error::HostNotFound => Failure::NoHost,
        ureq::Error::Io(error) if is_unknown_name(&error) => Failure::NoHost,
        ureq::Error::Io(error) if error.kind() == io::ErrorKind::ConnectionRefused => {
            Failure::Other("the host refuses the connection".into())
        }
        ureq::Error::Other(why) if why.is::<IsPrivate>() => Failure::Private,
        other => Failure::Other(other.to_string()),
    }
}

/// Whether the system says that a name does not exist, and not that it could not find out. The standard library has no
/// kind for either, only the words of the system (getaddrinfo(3): glibc and FreeBSD, musl, macOS, Windows).
fn is_unknown_name(error: &io::Error) -> bool {
    let said = error.to_string();
    ["Name or service not known", "Name does not resolve", "nodename nor servname", "No such host is known"]
        .iter()
        .any(|words| said.contains(words))
}

/// Said by a resolver: the host is of the local network.
#[derive(Debug)]
pub(super) struct IsPrivate;

impl fmt::Display for IsPrivate {
    fn fmt(&self, to: &mut fmt::Formatter<'_>) -> fmt::Result {
        Failure::Private.fmt(to)
    }
}

impl std::error::Error for IsPrivate {}
