//! `_hosts/Caddyfile`, to be imported within the block of a site that has `root`.

use crate::config::hosts::Coding;
use crate::render::hosts::policy::{ASK_AGAIN, FOR_EVER};
use crate::render::hosts::table::{Table, literal};

/// The file.
pub fn file(table: &Table) -> String {
    let prefix = literal(&table.prefix);
    // In a `route` directives stand in their order; elsewhere Caddy puts general ones behind special ones.
    let mut out =
        String::from("# Import this in the block of a site that has `root`.\nroute {\n\theader {\n");
    for (name, value) in &table.security {
        out.push_str(&format!("\t\t{name} {}\n", quoted(value)));
    }
    out.push_str(&format!("\t\tCache-Control \"{ASK_AGAIN}\"\n\t}}\n"));
    out.push_str(&format!("\t@crier_kept path_regexp \"^{prefix}/(assets|search/index/[^/]+)/\"\n"));
    out.push_str(&format!("\theader @crier_kept Cache-Control \"{FOR_EVER}\"\n"));
    for (end, media_type) in &table.types {
        out.push_str(&typed(end, &format!("*.{end}"), media_type));
    }
    for (file, media_type) in Table::feeds() {
        out.push_str(&typed(&format!("of_{}", file.replace('.', "_")), &format!("*/{file}"), media_type));
    }
    if !table.codings.is_empty() {
        out.push_str("\theader {\n\t\tVary Accept-Encoding\n\t\tdefer\n\t}\n");
    }
    out.push_str("\tmap {http.request.uri.path} {crier_moved} {\n");
    for moved in &table.moved {
        for from in moved.asked() {
            out.push_str(&format!("\t\t{} {}\n", asked(from), quoted(&moved.to)));
        }
    }
    out.push_str("\t\tdefault \"\"\n\t}\n\t@crier_moved not vars {crier_moved} \"\"\n\tredir @crier_moved {crier_moved} 301\n");
    if !table.gone.is_empty() {
        out.push_str("\tmap {http.request.uri.path} {crier_gone} {\n");
        for gone in &table.gone {
            out.push_str(&format!("\t\t{} yes\n", asked(gone)));
        }
        out.push_str("\t\tdefault no\n\t}\n\t@crier_gone vars {crier_gone} yes\n\thandle @crier_gone {\n");
        out.push_str("\t\trewrite * {http.request.uri.path}index.html\n");
        out.push_str(&server(table, "status 410"));
        out.push_str("\t}\n");
    }
    out.push_str("\thandle {\n");
    out.push_str(&server(table, "hide _hosts"));
    out.push_str("\t}\n}\nhandle_errors {\n");
    out.push_str(&format!("\theader Cache-Control \"{ASK_AGAIN}\"\n\theader Content-Type \"{HTML}\"\n"));
    for (at, (folder, page)) in table.missing.iter().enumerate().skip(1) {
        out.push_str(&format!("\t@crier_missing{at} path_regexp \"^{}\"\n", literal(folder)));
        out.push_str(&shown(&format!("@crier_missing{at} "), page));
    }
    if let Some((_, page)) = table.missing.first() {
        out.push_str(&shown("", page));
    }
    out.push_str("}\n");
    out
}

const HTML: &str = "text/html; charset=utf-8";

/// The media type of files whose path is like this.
fn typed(name: &str, path: &str, media_type: &str) -> String {
    format!("\t@crier_{name} path {path}\n\theader @crier_{name} Content-Type \"{media_type}\"\n")
}

/// The page that is shown in place of what is not there.
fn shown(matcher: &str, page: &str) -> String {
    format!("\thandle {matcher}{{\n\t\trewrite * {}\n\t\tfile_server\n\t}}\n", quoted(page))
}

/// The block that sends files.
fn server(table: &Table, option: &str) -> String {
    let codings = [Coding::Brotli, Coding::Zstd, Coding::Gzip];
    let words: Vec<&str> =
        codings.iter().filter(|it| table.codings.contains(it)).map(|it| it.word()).collect();
    let precompressed = match words.is_empty() {
        true => String::new(),
        false => format!("\t\t\tprecompressed {}\n", words.join(" ")),
    };
    format!("\t\tfile_server {{\n\t\t\t{option}\n{precompressed}\t\t}}\n")
}

/// An address as a key of `map`; as an expression where it holds what Caddy would fill in.
fn asked(address: &str) -> String {
    match address.contains(['{', '}']) {
        true => format!("\"~^{}$\"", literal(address)),
        false => quoted(address),
    }
}

fn quoted(text: &str) -> String {
    format!("\"{}\"", text.replace('"', "\\\""))
}
