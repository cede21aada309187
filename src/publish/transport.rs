//! How OpenDAL asks over HTTP: with the client that crier has anyway, so that there is one TLS in it, and one place where
//! certificates and proxies are decided upon. The client waits, so each request has a thread while it lasts.

use futures::stream;
use opendal::{Buffer, Error, ErrorKind, HttpBody, HttpTransport};
use std::error;
use std::fmt;
use std::io;
use std::time::Duration;
use ureq::Agent;
use ureq::http::header::CONTENT_LENGTH;
use ureq::http::response::Parts;
use ureq::http::{Request, Response};
use ureq::tls::{PemItem, RootCerts, TlsConfig, parse_pem};

/// How long nothing may happen on a connection.
const PATIENCE: Duration = Duration::from_secs(30);
/// The longest answer that is read, in bytes.
const LONGEST: u64 = 4 << 30;

/// The client.
pub struct Transport {
    agent: Agent,
    /// Of credentials: the services of clouds that tell a machine who it is are near, or not there.
    near: Agent,
}

/// Why there is no answer.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Unreached {
    /// There is no host of this name.
    NoHost,
    /// The host refuses connections, or they broke.
    NoConnection,
    /// Nothing came in time.
    Timeout,
    /// The two do not agree on TLS, or the certificate is not trusted.
    Tls,
    /// What came is no HTTP.
    NoHttp,
}

impl fmt::Display for Unreached {
    fn fmt(&self, to: &mut fmt::Formatter<'_>) -> fmt::Result {
        to.write_str(match self {
            Unreached::NoHost => "there is no such host",
            Unreached::NoConnection => "no connection can be made, or it broke",
            Unreached::Timeout => "no answer came in time",
            Unreached::Tls => "the certificate of the host is not trusted, or it does not speak TLS",
            Unreached::NoHttp => "what answers does not speak HTTP",
        })
    }
}

impl error::Error for Unreached {}

impl Transport {
    /// A client that keeps so many connections. It trusts the authorities of a file (PEM) where there is one, else those of
    /// Mozilla.
    pub fn new(connections: usize, authorities: Option<&[u8]>) -> Self {
        let certificates = authorities.map(|pem| {
            let items = parse_pem(pem).filter_map(Result::ok);
            let certificate = |item| match item {
                PemItem::Certificate(certificate) => Some(certificate),
                _ => None,
            };
            RootCerts::from(items.filter_map(certificate))
        });
        let tls = TlsConfig::builder().root_certs(certificates.unwrap_or(RootCerts::WebPki)).build();
        let agent = |connect: Duration| {
            let config = Agent::config_builder()
                .http_status_as_error(false)
                .allow_non_standard_methods(true)
                .tls_config(tls.clone())
                // A store that sends on elsewhere is signed for anew, which OpenDAL does.
                .max_redirects(0)
                .max_redirects_will_error(false)
                .timeout_connect(Some(connect))
                .timeout_per_read(Some(PATIENCE))
                .timeout_per_write(Some(PATIENCE))
                .max_idle_connections(connections)
                .max_idle_connections_per_host(connections)
                .user_agent(concat!("crier/", env!("CARGO_PKG_VERSION")))
                .build();
            Agent::from(config)
        };
        Transport { agent: agent(Duration::from_secs(10)), near: agent(Duration::from_secs(1)) }
    }
}

impl HttpTransport for Transport {
    async fn fetch(&self, request: Request<Buffer>) -> opendal::Result<Response<HttpBody>> {
        let is_near = request.uri().host().is_some_and(|host| host.starts_with("169.254."));
        let agent = if is_near { &self.near } else { &self.agent }.clone();
        let asked = tokio::task::spawn_blocking(move || ask(&agent, request)).await;
        let (head, bytes) = asked.map_err(|why| {
            Error::new(ErrorKind::Unexpected, "the request was broken off").set_source(why)
        })??;
        let length = bytes.len() as u64;
        let body = HttpBody::new(stream::iter([Ok(Buffer::from(bytes))]), Some(length));
        Ok(Response::from_parts(head, body))
    }
}

fn ask(agent: &Agent, request: Request<Buffer>) -> opendal::Result<(Parts, Vec<u8>)> {
    let (mut head, body) = request.into_parts();
    // The client tells the length itself.
    head.headers.remove(CONTENT_LENGTH);
    let answer = match body.is_empty() && !matches!(head.method.as_str(), "PUT" | "POST") {
        true => agent.run(Request::from_parts(head, ())),
        false => agent.run(Request::from_parts(head, &body.to_bytes()[..])),
    };
    let (head, mut body) = answer.map_err(failure)?.into_parts();
    let bytes = body.with_config().limit(LONGEST).read_to_vec().map_err(failure)?;
    Ok((head, bytes))
}

fn failure(error: ureq::Error) -> Error {
    let why = match &error {
        ureq::Error::HostNotFound => Unreached::NoHost,
        ureq::Error::Timeout(_) => Unreached::Timeout,
        ureq::Error::Tls(_) | ureq::Error::Rustls(_) | ureq::Error::Pem(_) => Unreached::Tls,
        ureq::Error::Protocol(_) => Unreached::NoHttp,
        // The system's resolver has no kind of its own for it.
        ureq::Error::Io(error) if error.to_string().contains("lookup address") => Unreached::NoHost,
        ureq::Error::Io(error) if error.kind() == io::ErrorKind::InvalidData => Unreached::Tls,
        _ => Unreached::NoConnection,
    };
    let failure = Error::new(ErrorKind::Unexpected, why.to_string()).set_source(why);
    match why {
        Unreached::NoConnection | Unreached::Timeout => failure.set_temporary(),
        _ => failure,
    }
}
