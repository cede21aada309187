//! The rules of a site for its host, in no host's syntax. Addresses are paths on the host, with the path of the site in
//! front and not percent-encoded: `/news/releases/2022/09/a/`.

use crate::base::address::encode_path;
use crate::base::output::MANIFEST;
use crate::config::hosts::Coding;
use crate::plan::model::{Format, Kind};
use crate::release::model::Status;
use crate::render::hosts::policy::policy;
use crate::render::press::Press;
use percent_encoding::percent_decode_str;
use std::collections::{BTreeMap, BTreeSet};

/// All that a host has to know.
pub struct Table {
    /// Path of the site on its host: empty or `/sub`.
    pub prefix: String,
    /// Former addresses, in order.
    pub moved: Vec<Moved>,
    /// Addresses of releases in error: 410, with the page that stands there.
    pub gone: Vec<String>,
    /// Pages for what is not there: folder, page. The one of the first language comes first, and its folder is that of
    /// the site.
    pub missing: Vec<(String, String)>,
    /// Headers of every answer.
    pub security: Vec<(&'static str, String)>,
    /// Media types by the ends of names, of files that the site has.
    pub types: BTreeMap<String, String>,
    /// How many folders deep feeds lie.
    pub feed_depths: BTreeSet<usize>,
    /// The codings in which texts lie ready.
    pub codings: Vec<Coding>,
    /// Paths of all files of the plan, for hosts that can only tell addresses by how they begin.
    pub files: Vec<String>,
}

/// A former address.
pub struct Moved {
    /// What readers ask for: `/old/`, `/old.html`.
    pub from: String,
    /// Where it leads, percent-encoded.
    pub to: String,
    /// The address with the slash at its end left off, where it had one and nothing else stands there.
    pub bare: Option<String>,
}

impl Moved {
    /// What readers may ask for.
    pub fn asked(&self) -> impl Iterator<Item = &str> {
        [Some(self.from.as_str()), self.bare.as_deref()].into_iter().flatten()
    }
}

/// What the pages of crier need, and nothing more: nothing inline, nothing from elsewhere.
const POLICY: &str = "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self'; font-src 'self'; \
    media-src 'self'; connect-src 'self'; manifest-src 'self'; form-action 'self'; base-uri 'none'; frame-ancestors 'self'";

impl Table {
    /// The rules of a site.
    pub fn new(press: &Press) -> Self {
        let prefix = press.config.base.prefix().unwrap_or_default();
        let prefix = percent_decode_str(prefix).decode_utf8_lossy().into_owned();
        let security = &press.config.security;
        let mut headers = vec![
            ("Content-Security-Policy", security.policy.clone().unwrap_or_else(|| POLICY.to_owned())),
            ("Referrer-Policy", "strict-origin-when-cross-origin".to_owned()),
            ("X-Content-Type-Options", "nosniff".to_owned()),
            ("Permissions-Policy", "camera=(), geolocation=(), microphone=()".to_owned()),
        ];
        headers
            .extend(security.hsts.map(|seconds| ("Strict-Transport-Security", format!("max-age={seconds}"))));
        let mut table = Table {
            moved: Vec::new(),
            gone: Vec::new(),
            missing: Vec::new(),
            security: headers,
            types: BTreeMap::new(),
            feed_depths: BTreeSet::new(),
            codings: press.config.precompress.clone(),
            files: Vec::new(),
            prefix,
        };
        for page in &press.plan.pages {
            let address = format!("{}{}", table.prefix, page.address);
            let file = page.address.file();
            match &page.kind {
                Kind::Redirect(to) => {
                    let bare = address.strip_suffix('/').map(str::to_owned);
                    let to = encode_path(&format!("{}{to}", table.prefix));
                    table.moved.push(Moved { from: address, to, bare });
                }
                Kind::Release(number)
                    if press.archive.items[*number].release.front.status == Status::InError =>
                {
                    table.gone.push(address);
                }
                Kind::NotFound => {
                    let folder = address.trim_end_matches("404.html").to_owned();
                    table.missing.push((folder, address));
                }
                Kind::Feed(..) | Kind::FeedArchive(..) => {
                    table.feed_depths.insert(page.address.depth());
                }
                _ => {}
            }
            // Feeds go by their names, a former address is no file, and a host reads its own.
            if !matches!(
                page.kind,
                Kind::Redirect(_) | Kind::Feed(..) | Kind::FeedArchive(..) | Kind::Host(_)
            ) && let Some((_, end)) = file.rsplit('/').next().unwrap_or(&file).rsplit_once('.')
                && is_plain(end)
            {
                let media_type = policy(page.kind.word(), &file).content_type;
                table.types.insert(end.to_ascii_lowercase(), media_type);
            }
            table.files.push(file);
        }
        for (kind, file) in [("search_index", "search/index/root.bin"), ("manifest", MANIFEST)] {
            let end = file.rsplit('.').next().unwrap_or_default();
            table.types.insert(end.to_owned(), policy(kind, file).content_type);
        }
        // The plan has them by address, where `/404.html` comes first.
        table.missing.sort_by_key(|(folder, _)| folder.len());
        table
    }

    /// The media type of a format's feeds, and the name of their files.
    pub fn feeds() -> impl Iterator<Item = (&'static str, &'static str)> {
        Format::ALL.into_iter().map(|format| (format.file(), format.media_type()))
    }
}

/// Whether the end of a name needs no care in any syntax.
fn is_plain(end: &str) -> bool {
    !end.is_empty() && end.bytes().all(|byte| byte.is_ascii_alphanumeric())
}

/// A text as a regular expression (PCRE, RE2, ECMAScript) that means just it.
pub fn literal(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    for c in text.chars() {
        // In hexadecimal, what some syntax around the expression would take for its own.
        match c {
            '"' | '\'' | '{' | '}' | '`' | '$' | '%' | ' ' | '#' | ';' => {
                out.push_str(&format!("\\x{:02x}", u32::from(c)));
            }
            '.' | '^' | '*' | '+' | '?' | '(' | ')' | '[' | ']' | '|' | '\\' => {
                out.push('\\');
                out.push(c);
            }
            _ => out.push(c),
        }
    }
    out
}
