//! One request to a host that is none of ours: no redirect is followed, no content kept, and no host asked that only the
//! local network can reach.

use crate::base::network::is_public;
use crate::fetch::failure::{Failure, IsPrivate, failure};
use crate::fetch::robots;
use std::io::Read;
use std::time::Duration;
use ureq::config::Config;
use ureq::http::Uri;
use ureq::unversioned::resolver::{DefaultResolver, ResolvedSocketAddrs, Resolver};
use ureq::unversioned::transport::{DefaultConnector, NextTimeout};

/// So many redirects of a `robots.txt` are followed (RFC 9309, section 2.3.1.2).
const ROBOTS_REDIRECTS: u32 = 5;

/// Makes the requests.
pub(super) struct Visitor {
    agent: ureq::Agent,
}

/// What a host said.
#[derive(Debug)]
pub(super) struct Reply {
    pub(super) status: u16,
    /// `Location`, as it stands there.
    pub(super) location: Option<String>,
    /// `Retry-After`, as it stands there.
    pub(super) retry_after: Option<String>,
}

impl Visitor {
    /// One that waits at most so long for an answer, and asks hosts of the local network or does not.
    pub(super) fn new(patience: Duration, may_be_private: bool) -> Self {
        let agent = concat!("crier/", env!("CARGO_PKG_VERSION"), " (+", env!("CARGO_PKG_REPOSITORY"), ")");
        let config = ureq::Agent::config_builder()
            .http_status_as_error(false)
            .timeout_global(Some(patience))
            .timeout_connect(Some(patience.min(Duration::from_secs(10))))
            .max_redirects(0)
            .max_idle_connections_per_host(1)
            .user_agent(agent)
            .build();
        let resolver = Outward { names: DefaultResolver::default(), may_be_private };
        Visitor { agent: ureq::Agent::with_parts(config, DefaultConnector::default(), resolver) }
    }

    /// Asks what is at an address, without its content.
    pub(super) fn ask(&self, url: &str, is_head: bool) -> Result<Reply, Failure> {
        let request = if is_head { self.agent.head(url) } else { self.agent.get(url) };
        let response = request.call().map_err(failure)?;
        Ok(reply(&response))
    }

    /// The beginning of the `robots.txt` at this address, and how the host answered.
    pub(super) fn robots(&self, url: &str) -> Result<(Reply, Vec<u8>), Failure> {
        let request = self.agent.get(url).config().max_redirects(ROBOTS_REDIRECTS);
        let mut response = request.build().call().map_err(failure)?;
        let mut bytes = Vec::new();
        if response.status().is_success() {
            let mut reader = response.body_mut().as_reader().take(robots::LONGEST);
            // What came until the host fell silent counts.
            let _ = reader.read_to_end(&mut bytes);
        }
        Ok((reply(&response), bytes))
    }
}

fn reply<T>(response: &ureq::http::Response<T>) -> Reply {
    let text = |name: &str| {
        let value = response.headers().get(name)?;
        Some(String::from_utf8_lossy(value.as_bytes()).into_owned())
    };
    Reply { status: response.status().as_u16(), location: text("location"), retry_after: text("retry-after") }
}

/// Finds the addresses of hosts by name, and refuses those that are not for everybody. It is asked for each connection, so
/// a name cannot lead elsewhere after it was looked at.
#[derive(Debug)]
struct Outward {
    names: DefaultResolver,
    may_be_private: bool,
}

impl Resolver for Outward {
    fn resolve(
        &self,
        uri: &Uri,
        config: &Config,
        timeout: NextTimeout,
    ) -> Result<ResolvedSocketAddrs, ureq::Error> {
        let found = self.names.resolve(uri, config, timeout)?;
        // The proxy that the environment names may well be near.
        let is_proxy = config.proxy().is_some_and(|proxy| Some(proxy.host()) == uri.host());
        match self.may_be_private || is_proxy || found.iter().all(|address| is_public(address.ip())) {
            true => Ok(found),
            false => Err(ureq::Error::Other(Box::new(IsPrivate))),
        }
    }
}
