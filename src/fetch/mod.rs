//! A hand: asks web servers, and is the only one to do so. It knows addresses and bytes, nothing of manifests or releases.
//!
//! [`Client`] reads what is ours, whole; [`polite`] asks other sites whether something is there.

pub mod failure;
pub mod known;
pub mod polite;
pub mod queue;
pub mod robots;
pub mod verdict;
mod visit;

use crate::fetch::failure::{Failure, failure};
use flate2::read::MultiGzDecoder;
use std::io::Read;
use std::thread;
use std::time::Duration;
use ureq::ResponseExt;

/// How often a request is made that fails for a reason that may pass.
const TRIES: u32 = 3;

/// Asks one host after another; connections are kept and shared between threads.
pub struct Client {
    agent: ureq::Agent,
}

/// What a host answered.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Answer {
    /// The status (RFC 9110, section 15).
    pub status: u16,
    /// Whether it came from another address than was asked for.
    pub redirected: bool,
    /// The content, without the encoding that the host gave it on the way.
    pub bytes: Vec<u8>,
}

impl Client {
    /// A client that waits at most so long for a whole answer.
    pub fn new(patience: Duration) -> Self {
        let config = ureq::Agent::config_builder()
            .http_status_as_error(false)
            .timeout_global(Some(patience))
            .timeout_connect(Some(patience.min(Duration::from_secs(10))))
            .max_redirects(5)
            .user_agent(concat!("crier/", env!("CARGO_PKG_VERSION")))
            .build();
        Client { agent: config.into() }
    }

    /// What stands at an address, at most so many bytes of it. Failures that may pass (no connection, 429, 5xx) are
    /// tried again, with a pause.
    pub fn get(&self, url: &str, most: u64) -> Result<Answer, Failure> {
        try_again(|| self.get_once(url, most), |answer| answer.status)
    }

    /// Sends something to an address, and gives the status of the answer. It is tried again as [`Client::get`] does; a
    /// redirect is not followed.
    pub fn post(&self, url: &str, media_type: &str, body: &[u8]) -> Result<u16, Failure> {
        let post = || {
            let request = self.agent.post(url).content_type(media_type).config().max_redirects(0).build();
            request.send(body).map(|response| response.status().as_u16()).map_err(failure)
        };
        try_again(post, |status| *status)
    }

    fn get_once(&self, url: &str, most: u64) -> Result<Answer, Failure> {
        let mut response = self.agent.get(url).header("accept-encoding", "gzip").call().map_err(failure)?;
        let status = response.status().as_u16();
        let asked = url.parse::<ureq::http::Uri>().ok();
        let redirected = asked.is_some_and(|asked| asked.path() != response.get_uri().path());
        let bytes = response.body_mut().with_config().limit(most).read_to_vec().map_err(failure)?;
        let is_packed = response.headers().get("content-encoding").is_some_and(|coding| coding == "gzip");
        Ok(Answer { status, redirected, bytes: if is_packed { unpacked(&bytes, most)? } else { bytes } })
    }
}

/// What was packed on the way (RFC 9110, section 8.4.1.3). The client leaves it as it came: stores want it so.
fn unpacked(bytes: &[u8], most: u64) -> Result<Vec<u8>, Failure> {
    let mut unpacked = Vec::new();
    match MultiGzDecoder::new(bytes).take(most + 1).read_to_end(&mut unpacked) {
        Ok(read) if read as u64 > most => Err(Failure::TooLarge),
        Ok(_) => Ok(unpacked),
        Err(error) => Err(Failure::Other(format!("the answer cannot be unpacked: {error}"))),
    }
}

fn try_again<T>(once: impl Fn() -> Result<T, Failure>, status: impl Fn(&T) -> u16) -> Result<T, Failure> {
    let mut pause = Duration::from_millis(200);
    for _ in 1..TRIES {
        match once() {
            Ok(answer) if !matches!(status(&answer), 429 | 500..) => return Ok(answer),
            Err(failure @ (Failure::TooLarge | Failure::Redirects)) => return Err(failure),
            _ => {}
        }
        thread::sleep(pause);
        pause *= 3;
    }
    once()
}
