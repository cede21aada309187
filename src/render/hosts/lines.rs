//! `_redirects` and `_headers`, which Netlify and Cloudflare Pages read at the root of what is published. The two agree in
//! the lines of headers, and in redirects but for what stands at the end of a line.

use crate::base::address::encode_path;
use crate::render::hosts::policy::FOR_EVER;
use crate::render::hosts::table::Table;

/// Whose lines.
#[derive(Clone, Copy, PartialEq, Eq)]
pub enum Dialect {
    /// `301!`, since a page stands at each former address, which would be sent otherwise; and 410.
    Netlify,
    /// `301`, which always goes before a page; no 410.
    Cloudflare,
}

/// The redirects, and where the host can, what is gone.
pub fn redirects(table: &Table, dialect: Dialect) -> String {
    let mut out = String::new();
    let force = if dialect == Dialect::Netlify { "!" } else { "" };
    for moved in &table.moved {
        for from in moved.asked() {
            out.push_str(&format!("{} {} 301{force}\n", plain(from), moved.to));
        }
    }
    for gone in table.gone.iter().filter(|_| dialect == Dialect::Netlify) {
        let address = plain(gone);
        out.push_str(&format!("{address} {address}index.html 410!\n"));
    }
    for (folder, page) in table.missing.iter().skip(1).filter(|_| dialect == Dialect::Netlify) {
        out.push_str(&format!("{}* {} 404\n", plain(folder), plain(page)));
    }
    out
}

/// An address percent-encoded, with what would stand for something else in a pattern.
fn plain(address: &str) -> String {
    encode_path(address).replace('*', "%2A").replace(':', "%3A")
}

/// The headers. Two patterns that fit one address have no header in common: hosts would join the values.
pub fn headers(table: &Table) -> String {
    let prefix = plain(&table.prefix);
    let mut out = format!("{prefix}/*\n");
    for (name, value) in &table.security {
        out.push_str(&format!("  {name}: {value}\n"));
    }
    // Without a rule both hosts have browsers ask again.
    for pattern in ["/assets/*", "/search/index/:part/*"] {
        out.push_str(&format!("{prefix}{pattern}\n  Cache-Control: {FOR_EVER}\n"));
    }
    for depth in &table.feed_depths {
        let folders: String = (0..*depth).map(|at| format!("/:folder{at}")).collect();
        for (file, media_type) in Table::feeds() {
            out.push_str(&format!("{prefix}{folders}/{file}\n  Content-Type: {media_type}\n"));
        }
    }
    out
}
