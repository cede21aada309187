//! `_hosts/nginx.conf`, to be included within a `server` whose `root` is the output. Exact locations are looked up in a
//! tree, so former addresses cost nothing however many there are.

use crate::config::hosts::Coding;
use crate::render::hosts::policy::{ASK_AGAIN, FOR_EVER};
use crate::render::hosts::table::{Table, literal};

/// The file.
pub fn file(table: &Table) -> String {
    let prefix = literal(&table.prefix);
    let mut out = String::from(
        "# Include this in a server block that has `root`.\nindex index.html;\nabsolute_redirect off;\n",
    );
    out.push_str(&format!("set $crier_cache \"{ASK_AGAIN}\";\n"));
    out.push_str(&format!(
        "if ($uri ~ \"^{prefix}/(assets|search/index/[^/]+)/\") {{\n    set $crier_cache \"{FOR_EVER}\";\n}}\n"
    ));
    out.push_str("add_header Cache-Control $crier_cache always;\n");
    for (name, value) in &table.security {
        out.push_str(&format!("add_header {name} {} always;\n", quoted(&value.replace('$', ""))));
    }
    if table.codings.contains(&Coding::Gzip) {
        out.push_str("gzip_static on;\n");
    }
    if !table.codings.is_empty() {
        out.push_str("gzip_vary on;\n");
    }
    out.push_str(&types(table));
    for (file, media_type) in Table::feeds() {
        let file = literal(file);
        out.push_str(&format!(
            "location ~ \"^{prefix}/(.*/)?{file}$\" {{\n    types {{ }}\n    default_type {media_type};\n}}\n"
        ));
    }
    for (at, (folder, page)) in table.missing.iter().enumerate() {
        // A path in `error_page` cannot have a dollar; only the site's own could bring one.
        let line = format!("error_page 404 {};", quoted(&page.replace('$', "%24")));
        match at {
            0 => out.push_str(&format!("{line}\n")),
            _ => out.push_str(&format!("location {} {{\n    {line}\n}}\n", quoted(folder))),
        }
    }
    out.push_str(&format!(
        "location ^~ {} {{\n    return 404;\n}}\n",
        quoted(&format!("{}/_hosts/", table.prefix))
    ));
    for moved in &table.moved {
        let to = quoted(&moved.to.replace('$', "%24"));
        for from in moved.asked() {
            out.push_str(&format!("location = {} {{\n    return 301 {to};\n}}\n", quoted(from)));
        }
    }
    if !table.gone.is_empty() {
        out.push_str("location @crier_gone {\n    rewrite ^(.*)$ $1index.html break;\n}\n");
    }
    for gone in &table.gone {
        out.push_str(&format!(
            "location = {} {{\n    error_page 410 @crier_gone;\n    return 410;\n}}\n",
            quoted(gone)
        ));
    }
    out
}

/// The media types, and which of them are text.
fn types(table: &Table) -> String {
    let mut texts = Vec::new();
    let mut out = String::from("types {\n");
    for (end, media_type) in &table.types {
        let (media_type, charset) = media_type.split_once(';').map_or((media_type.as_str(), ""), |it| it);
        // nginx names HTML by itself.
        if !charset.is_empty() && media_type != "text/html" && !texts.contains(&media_type) {
            texts.push(media_type);
        }
        out.push_str(&format!("    {media_type} {end};\n"));
    }
    out.push_str("}\ndefault_type application/octet-stream;\ncharset utf-8;\n");
    if !texts.is_empty() {
        out.push_str(&format!("charset_types {};\n", texts.join(" ")));
    }
    out
}

fn quoted(text: &str) -> String {
    format!("\"{}\"", text.replace('\\', "\\\\").replace('"', "\\\""))
}
