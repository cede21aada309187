//! `.htaccess`, which Apache reads at the root of what is published where `AllowOverride All` lets it. The same lines do
//! in a `<Directory>` of the server's configuration, where they are read once and not at each request.

use crate::config::hosts::Coding;
use crate::render::hosts::policy::{ASK_AGAIN, FOR_EVER};
use crate::render::hosts::table::{Table, literal};
use percent_encoding::percent_decode_str;

/// The file.
pub fn file(table: &Table) -> String {
    let prefix = literal(&table.prefix);
    let mut out =
        String::from("DirectoryIndex index.html\nOptions -MultiViews -Indexes\nAddDefaultCharset utf-8\n");
    for (end, media_type) in &table.types {
        out.push_str(&format!("AddType \"{media_type}\" .{end}\n"));
    }
    for (file, media_type) in Table::feeds() {
        out.push_str(&format!("<Files \"{file}\">\n  ForceType {media_type}\n</Files>\n"));
    }
    out.push_str(&format!("<IfModule mod_headers.c>\n  Header set Cache-Control \"{ASK_AGAIN}\"\n"));
    out.push_str(&format!(
        "  <If \"%{{REQUEST_URI}} =~ m#^{prefix}/(assets|search/index/[^/]+)/#\">\n    Header set Cache-Control \"{FOR_EVER}\"\n  </If>\n"
    ));
    for (name, value) in &table.security {
        let value = value.replace('\\', "\\\\").replace('"', "\\\"").replace('%', "%%");
        out.push_str(&format!("  Header always set {name} \"{value}\"\n"));
    }
    out.push_str("</IfModule>\n");
    out.push_str(&compressed(table));
    for moved in &table.moved {
        // Apache encodes the target itself; `$` and `&` would stand for parts of the pattern.
        let to = percent_decode_str(&moved.to).decode_utf8_lossy().into_owned();
        let to = to.replace('\\', "\\\\").replace('"', "\\\"").replace('$', "\\$").replace('&', "\\&");
        for from in moved.asked() {
            out.push_str(&format!("RedirectMatch 301 \"^{}$\" \"{to}\"\n", literal(from)));
        }
    }
    for gone in &table.gone {
        out.push_str(&format!("RedirectMatch 410 \"^{}$\"\n", literal(gone)));
        out.push_str(&on_error(410, gone, "$", &format!("{gone}index.html")));
    }
    for (at, (folder, page)) in table.missing.iter().enumerate() {
        match at {
            0 => out.push_str(&format!("ErrorDocument 404 \"{}\"\n", page.replace('"', "\\\""))),
            _ => out.push_str(&on_error(404, folder, "", page)),
        }
    }
    out
}

/// The page that is shown instead, at addresses that begin so.
fn on_error(status: u16, address: &str, end: &str, page: &str) -> String {
    let page = page.replace('\\', "\\\\").replace('"', "\\\"").replace('%', "%%");
    let address = literal(address);
    format!("<If \"%{{REQUEST_URI}} =~ m#^{address}{end}#\">\n  ErrorDocument {status} \"{page}\"\n</If>\n")
}

/// Sends what lies ready, the best coding that a browser takes first.
fn compressed(table: &Table) -> String {
    if table.codings.is_empty() {
        return String::new();
    }
    let mut out = String::from("<IfModule mod_rewrite.c>\n  RewriteEngine On\n");
    for coding in [Coding::Brotli, Coding::Zstd, Coding::Gzip].iter().filter(|it| table.codings.contains(it))
    {
        let (word, end) = (coding.word(), coding.extension());
        for (asked, file) in [("^(.*/)?$", "$1index.html"), ("^(.+[^/])$", "$1")] {
            let index = if file == "$1" { "" } else { "index.html" };
            out.push_str(&format!(
                "  RewriteCond %{{HTTP:Accept-Encoding}} \"\\b{word}\\b\"\n  RewriteCond %{{DOCUMENT_ROOT}}%{{REQUEST_URI}}{index}.{end} -f\n  RewriteRule \"{asked}\" \"{file}.{end}\" [L]\n"
            ));
        }
    }
    out.push_str("</IfModule>\n");
    for coding in &table.codings {
        let (word, end) = (coding.word(), coding.extension());
        // A copy lies beside its original; other files that end so are what they are.
        out.push_str(&format!(
            "<If \"%{{REQUEST_FILENAME}} =~ m#^(.+)\\.{end}$# && -f '$1'\">\n  RemoveType .{end}\n  AddEncoding {word} .{end}\n</If>\n"
        ));
        for (file, media_type) in Table::feeds() {
            out.push_str(&format!("<Files \"{file}.{end}\">\n  ForceType {media_type}\n</Files>\n"));
        }
    }
    // What lies ready is not compressed once more.
    out.push_str("<IfModule mod_env.c>\n  SetEnv no-gzip 1\n  SetEnv no-brotli 1\n</IfModule>\n");
    out.push_str(&format!(
        "<FilesMatch \"\\.({TEXTS})(\\.(gz|br|zst))?$\">\n  <IfModule mod_headers.c>\n    Header merge Vary Accept-Encoding\n  </IfModule>\n</FilesMatch>\n"
    ));
    out
}

/// Ends of the names of texts that have compressed copies.
const TEXTS: &str = "html|css|js|json|jsonl|csv|xml|svg|txt|md";
