//! `hosts`, `precompress` and `security` of `crier.yaml`: what is written for the hosts of a site beside its pages.

use crate::base::address::Base;
use crate::base::shape::{Key, Record, Shape};
use serde_yaml::{Mapping, Value};

/// A host, or a program that serves files.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Host {
    /// Netlify.
    Netlify,
    /// Cloudflare Pages.
    Cloudflare,
    /// nginx.
    Nginx,
    /// Apache httpd.
    Apache,
    /// Caddy.
    Caddy,
    /// Internet Information Services.
    Iis,
    /// The website endpoint of S3.
    S3,
    /// GitHub Pages.
    GithubPages,
}

/// What `hosts` may name.
pub const HOSTS: &[&str] =
    &["netlify", "cloudflare", "nginx", "apache", "caddy", "iis", "s3", "github-pages"];

impl Host {
    fn of(word: &str) -> Option<Self> {
        Some(match word {
            "netlify" => Host::Netlify,
            "cloudflare" => Host::Cloudflare,
            "nginx" => Host::Nginx,
            "apache" => Host::Apache,
            "caddy" => Host::Caddy,
            "iis" => Host::Iis,
            "s3" => Host::S3,
            "github-pages" => Host::GithubPages,
            _ => return None,
        })
    }

    /// The files that are written for it: below the output folder, where the host looks for them, or in `_hosts/`
    /// where it has to be told.
    pub fn files(self) -> &'static [&'static str] {
        match self {
            Host::Netlify | Host::Cloudflare => &["_headers", "_redirects"],
            Host::Nginx => &["_hosts/nginx.conf"],
            Host::Apache => &[".htaccess"],
            Host::Caddy => &["_hosts/Caddyfile"],
            Host::Iis => &["web.config"],
            Host::S3 => &["_hosts/s3-website.json"],
            Host::GithubPages => &[".nojekyll", "CNAME"],
        }
    }
}

/// A content coding that files are compressed with, beside the file as it is.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum Coding {
    /// `.gz` (RFC 1952).
    Gzip,
    /// `.br` (RFC 7932).
    Brotli,
    /// `.zst` (RFC 8878).
    Zstd,
}

/// What `precompress` may name.
pub const CODINGS: &[&str] = &["gzip", "br", "zstd"];

impl Coding {
    /// What the name of a copy ends with, behind the dot.
    pub fn extension(self) -> &'static str {
        match self {
            Coding::Gzip => "gz",
            Coding::Brotli => "br",
            Coding::Zstd => "zst",
        }
    }

    /// What HTTP calls it (RFC 9110, section 8.4.1).
    pub fn word(self) -> &'static str {
        CODINGS[self as usize]
    }
}

/// What is said to browsers for the safety of readers.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Security {
    /// Seconds for which browsers shall come by HTTPS only (RFC 6797).
    pub hsts: Option<i64>,
    /// The Content-Security-Policy, in place of crier's.
    pub policy: Option<String>,
}

/// The schema of `security`.
pub static SECURITY: Record = Record {
    keys: &[
        Key {
            name: "hsts",
            shape: Shape::Number(0, 63_072_000),
            required: false,
            doc: "Seconds for which browsers that came once shall come by HTTPS only (`Strict-Transport-Security`); `0` takes it back. Default: it is not said.",
            example: "31536000",
        },
        Key {
            name: "content_security_policy",
            shape: Shape::Text,
            required: false,
            doc: "The whole `Content-Security-Policy`, in place of the one that the pages of crier need.",
            example: "default-src 'none'; style-src 'self'; img-src 'self' https://pictures.example",
        },
    ],
    misnomers: &[("csp", "crier calls it `content_security_policy`")],
};

/// The hosts that a value of the schema names, each once.
pub fn hosts(mapping: &Mapping) -> Vec<Host> {
    let mut hosts = Vec::new();
    for host in words(mapping, "hosts").filter_map(Host::of) {
        if !hosts.contains(&host) {
            hosts.push(host);
        }
    }
    hosts
}

/// The codings that a value of the schema names, each once.
pub fn codings(mapping: &Mapping) -> Vec<Coding> {
    let named: Vec<&str> = words(mapping, "precompress").collect();
    let all = [Coding::Gzip, Coding::Brotli, Coding::Zstd];
    all.into_iter().filter(|coding| named.contains(&coding.word())).collect()
}

/// What a value of the schema says of security; of the policy only what a header can hold: white space is one space.
pub fn security(mapping: &Mapping) -> Security {
    let get = |key: &str| mapping.get("security").and_then(|security| security.get(key));
    let policy = get("content_security_policy").and_then(Value::as_str);
    Security {
        hsts: get("hsts").and_then(Value::as_i64),
        policy: policy.map(|policy| policy.split_whitespace().collect::<Vec<_>>().join(" ")),
    }
}

/// What does not go together: the key it is about, what is wrong, and what to do.
pub fn problems(
    hosts: &[Host],
    base: &Base,
    security: &Security,
) -> Vec<(&'static str, &'static str, &'static str)> {
    let mut problems = Vec::new();
    if hosts.contains(&Host::Netlify) && hosts.contains(&Host::Cloudflare) {
        problems.push((
            "hosts",
            "netlify and cloudflare both read the file _redirects, and each refuses what the other wants",
            "name the one that you publish to",
        ));
    }
    if !hosts.is_empty() && *base == Base::Relative {
        problems.push((
            "hosts",
            "a site with `base_url: ./` opens from anywhere, so no host can be told its addresses",
            "set `base_url` to where the site is published, or delete `hosts`",
        ));
    }
    if security.policy.as_ref().is_some_and(|policy| !policy.bytes().all(|byte| matches!(byte, b' '..=b'~')))
    {
        problems.push((
            "security",
            "`content_security_policy` holds a letter that a header cannot have",
            "write names of hosts with letters beyond ASCII in their xn-- form",
        ));
    }
    problems
}

fn words<'a>(mapping: &'a Mapping, key: &str) -> impl Iterator<Item = &'a str> {
    mapping.get(key).and_then(Value::as_sequence).into_iter().flatten().filter_map(Value::as_str)
}
