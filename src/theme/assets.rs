//! Static files. Those of the theme (and the site's overrides of them) are published below `/assets/` under
//! the hash of their content, so a host may let browsers keep them for ever; a CSS file's `url(…)` follows.
//! Files of the site's `static/` that override nothing are published at the root as they are.

use crate::base::address::Address;
use crate::base::diagnostic::{Diagnostic, Report};
use crate::base::output::hexadecimal;
use crate::base::source::{Place, Sources};
use crate::theme::layers::{self, Origin};
use sha2::{Digest, Sha256, Sha384};
use std::borrow::Cow;
use std::collections::BTreeMap;
use std::sync::Arc;

/// A file of the theme as it is published.
pub struct Asset {
    /// Where.
    pub address: Address,
    /// Content.
    pub bytes: Cow<'static, [u8]>,
    /// Subresource integrity (W3C SRI): `sha384-…`.
    pub integrity: String,
}

/// The static files of a site.
pub struct Assets {
    /// Files below `/assets/`, by their path in `static/`.
    pub files: BTreeMap<String, Asset>,
    /// Files of the site at the root: address, path from the site's root.
    pub copies: Vec<(Address, Arc<str>)>,
}

/// Reads the static files.
pub fn load(sources: &Sources, theme: &str) -> (Assets, Report) {
    let mut report = Report::new();
    let mut assets = Assets { files: BTreeMap::new(), copies: Vec::new() };
    let all = layers::files(sources, theme, "static");
    let themed = |name: &str| {
        sources.get(&format!("themes/{theme}/static/{name}")).is_some()
            || crate::theme::embedded::FILES
                .iter()
                .any(|(path, _)| path.strip_prefix("static/") == Some(name))
    };
    let (styles, others): (Vec<_>, Vec<_>) = all.into_iter().partition(|(name, _)| name.ends_with(".css"));
    // CSS comes last: it names the others.
    for (name, origin) in others.into_iter().chain(styles) {
        if let Origin::Source(path) = &origin
            && !themed(&name)
        {
            assets.copies.push((Address::new(format!("/{name}")), path.clone()));
            continue;
        }
        let bytes = match origin.read(sources) {
            Ok(bytes) => bytes,
            Err(error) => {
                let finding =
                    Diagnostic::error("source/unreadable", format!("{name} cannot be read: {error}"));
                report.push(match &origin {
                    Origin::Source(path) => finding.at(Place::file(path)),
                    Origin::Embedded(_) => finding,
                });
                continue;
            }
        };
        let bytes = match (name.ends_with(".css"), std::str::from_utf8(&bytes)) {
            (true, Ok(css)) => Cow::Owned(follow(css, &name, &assets.files).into_bytes()),
            _ => bytes,
        };
        let hash = hexadecimal(&Sha256::digest(&bytes)[..5]);
        let address = match name.rsplit_once('.') {
            Some((stem, extension)) => format!("/assets/{stem}.{hash}.{extension}"),
            None => format!("/assets/{name}.{hash}"),
        };
        let integrity = format!("sha384-{}", base64(&Sha384::digest(&bytes)));
        assets.files.insert(name, Asset { address: Address::new(address), bytes, integrity });
    }
    (assets, report)
}

/// Rewrites `url(…)` of a CSS file to the published addresses, relative to the file.
fn follow(css: &str, name: &str, files: &BTreeMap<String, Asset>) -> String {
    let folder: Vec<&str> = name.split('/').rev().skip(1).collect::<Vec<_>>().into_iter().rev().collect();
    let mut out = String::with_capacity(css.len());
    let mut rest = css;
    while let Some(at) = rest.find("url(") {
        let (before, after) = rest.split_at(at + 4);
        out.push_str(before);
        let end = after.find(')').unwrap_or(after.len());
        let target = after[..end].trim().trim_matches(['"', '\'']);
        let mut parts = folder.clone();
        for part in target.split('/') {
            match part {
                "." | "" => {}
                ".." => {
                    parts.pop();
                }
                part => parts.push(part),
            }
        }
        match files.get(&parts.join("/")) {
            Some(asset) => {
                let up = "../".repeat(folder.len());
                out.push_str(&format!("\"{up}{}\"", asset.address.encoded().trim_start_matches("/assets/")));
            }
            None => out.push_str(&after[..end]),
        }
        rest = &after[end..];
    }
    out.push_str(rest);
    out
}

/// Base 64 (RFC 4648, section 4).
fn base64(bytes: &[u8]) -> String {
    const LETTERS: &[u8; 64] = b"ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/";
    let mut text = String::with_capacity(bytes.len().div_ceil(3) * 4);
    for chunk in bytes.chunks(3) {
        let group =
            chunk.iter().fold(0_u32, |group, byte| group << 8 | u32::from(*byte)) << (8 * (3 - chunk.len()));
        for place in 0..4 {
            let letter = LETTERS[(group >> (18 - 6 * place) & 63) as usize];
            text.push(if place <= chunk.len() { char::from(letter) } else { '=' });
        }
    }
    text
}

#[cfg(test)]
mod tests {
    use super::base64;

    #[test]
    fn base64_follows_the_rfc() {
        for (plain, encoded) in
            [("", ""), ("f", "Zg=="), ("fo", "Zm8="), ("foo", "Zm9v"), ("foobar", "Zm9vYmFy")]
        {
            assert_eq!(base64(plain.as_bytes()), encoded);
        }
    }
}
