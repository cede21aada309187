//! Texts that nobody should write: crier may refuse them, but never panics, and what it writes is sound.

use crate::html::dead_links;
use crate::site::{HOST, Site};
use crier::base::source::{Entry, Reader, Sources};
use crier::config::Config;
use proptest::collection::vec;
use proptest::prelude::*;
use proptest::sample::select;
use std::io;

/// Pieces that mean something to YAML, Markdown, HTML, XML, templates, addresses or terminals.
const PIECES: [&str; 73] = [
    "---",
    "\n---\n",
    "\u{feff}",
    "\u{f8ff}",
    "\u{fdd0}/x",
    "\u{f8ff}/x",
    "</script>",
    "<script>",
    "]]>",
    "<![CDATA[",
    "<!--",
    "-->",
    "{{ x }}",
    "{% if %}",
    "{#",
    "\0",
    "\r",
    "\r\n",
    "\n",
    "\n\n",
    "\t",
    "&amp;",
    "&#0;",
    "&#x41;",
    "[x](release:a)",
    "[x](#y)",
    "![",
    "](",
    "[^1]",
    "[^1]: n\n",
    "| a | b |\n|---|---|\n",
    "> ",
    "- ",
    "1. ",
    "# ",
    "## ",
    "```",
    "~~~\n",
    "`",
    "**",
    "__",
    "~~",
    "<b>",
    "</b>",
    "<div onclick=x>",
    "<a href='",
    "<img src=x>",
    "<style>",
    "\u{202e}",
    "\u{200b}",
    "\u{fffe}",
    "\u{2028}",
    "\u{1b}[31m",
    "\u{7f}",
    "\u{85}",
    "%00",
    "%",
    "..",
    "/",
    "\\",
    "'",
    "\"",
    "*a",
    "&a ",
    "!tag ",
    "? ",
    ": ",
    "#x",
    "👩‍👩‍👧",
    "e\u{301}",
    "﷽",
    "刘",
    "x",
];

fn hostile() -> impl Strategy<Value = String> {
    let piece = prop_oneof![8 => select(&PIECES[..]).prop_map(str::to_owned), 1 => any::<String>(), 2 => "[a-z ]{1,8}"];
    vec(piece, 0..12).prop_map(|pieces| pieces.concat())
}

struct One(Vec<u8>);

impl Reader for One {
    fn read(&self, _: &str) -> io::Result<Vec<u8>> {
        Ok(self.0.clone())
    }

    fn head(&self, path: &str, _: usize) -> io::Result<Vec<u8>> {
        self.read(path)
    }
}

/// Reads a file as a release and as a page.
fn read(bytes: Vec<u8>) {
    let path = "content/releases/a.md";
    let size = bytes.len() as u64;
    let sources = Sources::new(vec![Entry { path: path.into(), size }], Box::new(One(bytes)));
    let read = crier::release::read(&sources, &sources.entries()[0], &Config::default());
    assert!(read.release.is_some() || read.findings.has_errors(), "nothing was read and nothing is said");
    crier::release::read_page(&sources, &sources.entries()[0], &Config::default());
    for format in [
        crier::report::Format::Human,
        crier::report::Format::Short,
        crier::report::Format::Json,
        crier::report::Format::Github,
    ] {
        let texts =
            |path: &str| sources.read(path).ok().map(|bytes| String::from_utf8_lossy(&bytes).into_owned());
        let printed =
            crier::report::print(&read.findings, &texts, format, crier::report::style::Style::default());
        // What a file says must not steer a terminal.
        assert!(!printed.contains(['\u{1b}', '\u{7f}', '\u{85}', '\0', '\r']), "{printed:?}");
    }
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 400, failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn any_bytes_are_read_or_refused(bytes in vec(any::<u8>(), 0..200)) {
        read(bytes);
    }

    #[test]
    fn any_front_matter_is_read_or_refused(front in hostile(), body in hostile()) {
        read(format!("---\ntitle: A\ndate: 2022-09-28\n{front}\n---\n{body}").into_bytes());
        read(format!("---\n{front}\n---\n{body}").into_bytes());
        read(format!("{front}{body}").into_bytes());
    }

    #[test]
    fn any_value_is_read_or_refused(key in select(crier::release::schema::RELEASE.keys.iter().map(|key| key.name).collect::<Vec<_>>()), value in hostile()) {
        read(format!("---\n{key}: {value}\ntitle: A\ndate: 2022-09-28\n---\n").into_bytes());
        let quoted = serde_json::to_string(&value).unwrap();
        read(format!("---\n{key}: {quoted}\n---\n").into_bytes());
        read(format!("---\n{key}: [{quoted}, {{name: {quoted}}}]\n---\n").into_bytes());
    }
}

/// The tags of a page, their values between quotation marks left out.
fn tags(html: &str) -> String {
    let (mut out, mut inside, mut quote) = (String::new(), false, None);
    for c in html.chars() {
        match (inside, quote, c) {
            (false, _, '<') => inside = true,
            (true, None, '>') => inside = false,
            (true, None, '"' | '\'') => quote = Some(c),
            (true, Some(open), _) if open == c => quote = None,
            _ => {}
        }
        if inside && quote.is_none() {
            out.push(c);
        }
    }
    out
}

/// How a page begins the address of a file of the site.
fn root(path: &str, base: &str) -> String {
    match path.matches('/').count() {
        _ if base != "./" => "/".to_owned(),
        0 => "./".to_owned(),
        depth => "../".repeat(depth),
    }
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 24, failure_persistence: None, max_shrink_iters: 300, ..ProptestConfig::default() })]

    /// Whatever people write between quotation marks and below the front matter, pages, feeds and data are sound.
    #[test]
    fn a_site_of_hostile_texts_is_sound(texts in vec((hostile(), hostile(), hostile(), hostile(), hostile()), 1..5), base in select(vec![HOST, "./"])) {
        let mut site = Site::empty().base(base);
        for (number, (title, summary, name, topic, body)) in texts.iter().enumerate() {
            // Empty texts are refused; a letter makes a name of anything.
            let text = |text: &String| serde_json::to_string(&format!("{text}z")).unwrap();
            let front = format!(
                "title: {0}\ndate: 2022-09-28\nsummary: {1}\nattendees: [{{name: {2}, title: {1}, role: {3}}}]\nunits: [{2}]\ntopics: [{3}]\nplace: {1}\nnumber: {3}\n\
                 contacts: [{{name: {2}, phone: {1}, email: {3}}}]\nreason: {1}\nchanges: [{{date: 2022-09-29, note: {1}}}]\nsource: {{name: {2}}}\n",
                text(title), text(summary), text(name), text(topic),
            );
            site = site.file(&format!("content/releases/r{number}.md"), format!("---\n{front}---\n{body}"));
        }
        let built = site.build();
        if !built.is_written() {
            let refused = built.findings().iter().any(|finding| finding.contains(": error["));
            prop_assert!(refused, "{:?}", built.findings());
            return Ok(());
        }
        let tree = built.tree();
        // Files of the index are packed.
        for (path, bytes) in tree.iter().filter(|(path, _)| !path.ends_with(".bin")) {
            let text = std::str::from_utf8(bytes);
            prop_assert!(text.is_ok(), "{} is not UTF-8", path);
            let text = text.unwrap_or_default();
            prop_assert!(!text.contains('\u{fdd0}'), "{} has a mark left", path);
            if path.ends_with(".html") {
                let scripts = text.matches("<script").count();
                // Data for machines, and the client of the search.
                let client = format!("<script type=\"module\" src=\"{}assets/js/search.", root(path, base));
                let own = text.matches("<script type=\"application/ld+json\">").count()
                    + text.matches(&client).count();
                prop_assert_eq!(scripts, own, "{}", path);
                prop_assert_eq!(scripts, text.matches("</script").count(), "{}", path);
                prop_assert!(!tags(text).contains(" onclick="), "{}", path);
                prop_assert!(!text.contains(['\0', '\u{1b}']), "{} has control characters", path);
                for data in text.split("<script type=\"application/ld+json\">").skip(1) {
                    let data = data.split("</script>").next().unwrap_or_default();
                    prop_assert!(serde_json::from_str::<serde_json::Value>(data).is_ok(), "{}: {}", path, data);
                }
            }
            if path.ends_with(".json") {
                prop_assert!(serde_json::from_str::<serde_json::Value>(text).is_ok(), "{}", path);
            }
            if path.ends_with(".xml") {
                let mut reader = quick_xml::Reader::from_str(text);
                loop {
                    match reader.read_event() {
                        Ok(quick_xml::events::Event::Eof) => break,
                        Ok(_) => {}
                        Err(error) => prop_assert!(false, "{}: {}", path, error),
                    }
                }
            }
            if path.ends_with("feed.xml") || path.ends_with("feed.json") || path.ends_with("rss.xml") {
                prop_assert!(feed_rs::parser::parse(text.as_bytes()).is_ok(), "{}", path);
            }
        }
        let (host, prefix) = if base == HOST { (Some(HOST), "") } else { (None, "") };
        // Links that people write to addresses and places that are not there are warnings.
        let dead = dead_links(&tree, host, prefix);
        let excused = built.findings().iter().any(|finding| finding.contains("warning[link/unknown-address]") || finding.contains("warning[markdown/unknown-anchor]"));
        prop_assert!(dead.is_empty() || excused, "{:?}", dead);
    }
}
