//! What a host is told about the files of a site: one table of rules, and a file of each host's own that says them.

pub mod apache;
pub mod caddy;
pub mod iis;
pub mod lines;
pub mod nginx;
pub mod policy;
pub mod s3;
pub mod table;

use crate::config::hosts::Host;
use crate::render::hosts::lines::Dialect;
use crate::render::hosts::table::Table;
use crate::render::press::Press;

/// The file of a host that lies at this address.
pub fn file(press: &Press, host: Host, address: &str) -> String {
    let table = Table::new(press);
    match (host, address) {
        (Host::Netlify | Host::Cloudflare, "/_headers") => lines::headers(&table),
        (Host::Netlify, _) => lines::redirects(&table, Dialect::Netlify),
        (Host::Cloudflare, _) => lines::redirects(&table, Dialect::Cloudflare),
        (Host::Nginx, _) => nginx::file(&table),
        (Host::Apache, _) => apache::file(&table),
        (Host::Caddy, _) => caddy::file(&table),
        (Host::Iis, _) => iis::file(&table),
        (Host::S3, _) => s3::file(&table),
        (Host::GithubPages, "/CNAME") => format!("{}\n", press.config.base.domain().unwrap_or_default()),
        // That it is there is all it says.
        (Host::GithubPages, _) => String::new(),
    }
}
