//! Who is told when the site was published, and of what.
#![expect(clippy::disallowed_methods, reason = "the tests make sites")]

use crate::server::{Asked, Say, Server, say, with};
use serde_json::Value;
use std::collections::BTreeSet;
use std::fs;
use std::path::PathBuf;
use std::process::{Command, Output};
use std::time::Duration;
use tempfile::TempDir;

const KEY: &str = "0123456789abcdef";

/// A site with two releases, published into a folder beside it.
struct Site(TempDir);

impl Site {
    fn new(ping: &str) -> Self {
        let site = Site(TempDir::new().unwrap());
        let targets = "publish:\n  www: {to: folder, path: ../www}\n  copy: {to: folder, path: ../copy}\n";
        let config =
            format!("base_url: https://example.gov/news/\nlists: {{feed_from: 1}}\n{targets}ping: {ping}\n");
        site.write("crier.yaml", &config);
        site.release("a", "attendees: [Ada]\n", "The first text.");
        site.release("b", "attendees: [Bob]\n", "The second text.");
        site
    }

    fn with(hub: &Server, engine: &Server) -> Self {
        let endpoint = engine.at("/indexnow");
        Site::new(&format!(
            "{{websub: [\"{}\"], indexnow: {{key: {KEY}, endpoint: \"{endpoint}\"}}}}",
            hub.at("/hub")
        ))
    }

    fn file(&self, path: &str) -> PathBuf {
        self.0.path().join("site").join(path)
    }

    fn write(&self, path: &str, text: &str) {
        fs::create_dir_all(self.file(path).parent().unwrap()).unwrap();
        fs::write(self.file(path), text).unwrap();
    }

    fn release(&self, id: &str, front: &str, body: &str) {
        let text = format!("---\ntitle: Title of {id}\ndate: 2022-09-28\n{front}---\n{body}\n");
        self.write(&format!("content/releases/2022/09/{id}.md"), &text);
    }

    fn crier(&self, arguments: &[&str]) -> Output {
        let mut command = Command::new(env!("CARGO_BIN_EXE_crier"));
        for name in ["http_proxy", "HTTP_PROXY", "all_proxy", "ALL_PROXY"] {
            command.env_remove(name);
        }
        command.current_dir(self.file("")).env_remove("GITHUB_ACTIONS").args(arguments).output().unwrap()
    }

    /// Publishes, which must succeed; the summary.
    fn publish(&self, more: &[&str]) -> Value {
        let output = self.crier(&[&["publish", "--format", "json", "--now", "2024-01-01"], more].concat());
        let text = String::from_utf8_lossy(&output.stdout).into_owned();
        assert!(output.status.success(), "{text}{}", String::from_utf8_lossy(&output.stderr));
        let last: Value = serde_json::from_str(text.lines().last().unwrap()).unwrap();
        last["summary"].clone()
    }
}

/// The feeds that a hub was told of, and nothing else.
fn feeds(asked: &[Asked]) -> Vec<String> {
    let feed = |asked: &Asked| {
        assert_eq!(asked.line, "POST /hub");
        assert!(
            asked.headers.contains("content-type: application/x-www-form-urlencoded"),
            "{}",
            asked.headers
        );
        let feed = asked.body.strip_prefix("hub.mode=publish&hub.url=https%3A%2F%2Fexample.gov%2Fnews%2F");
        feed.unwrap_or_else(|| panic!("{}", asked.body)).replace("%2F", "/")
    };
    asked.iter().map(feed).collect()
}

/// The pages that a search engine was told of.
fn pages(asked: &Asked) -> BTreeSet<String> {
    assert_eq!(asked.line, "POST /indexnow");
    assert!(asked.headers.contains("content-type: application/json"), "{}", asked.headers);
    let told: Value = serde_json::from_str(&asked.body).unwrap();
    assert_eq!(
        (told["host"].as_str(), told["key"].as_str(), told["keyLocation"].as_str()),
        (Some("example.gov"), Some(KEY), Some("https://example.gov/news/0123456789abcdef.txt"))
    );
    let urls = told["urlList"].as_array().unwrap().iter();
    urls.map(|url| url.as_str().unwrap().strip_prefix("https://example.gov/news/").unwrap().to_owned())
        .collect()
}

fn set(pages: &[&str]) -> BTreeSet<String> {
    pages.iter().map(|page| (*page).to_owned()).collect()
}

#[test]
fn what_changed_is_told_and_nothing_else() {
    let (hub, engine) = (Server::new(|_| Some(say(204))), Server::new(|_| Some(say(202))));
    let site = Site::with(&hub, &engine);
    site.publish(&["--dry-run"]);
    assert!(hub.asked().is_empty() && engine.asked().is_empty());
    // A feed that is new is followed by nobody.
    let first = site.publish(&[]);
    assert!(hub.asked().is_empty());
    assert!(pages(&engine.asked()[0]).is_superset(&set(&[
        "",
        "releases/2022/09/a/",
        "people/ada/",
        "search/"
    ])));
    assert_eq!(first["pings"].as_array().unwrap().len(), 1);
    let read = |path: &str| fs::read_to_string(site.0.path().join("www").join(path)).unwrap();
    assert_eq!(read("0123456789abcdef.txt"), KEY);
    let address = hub.at("/hub");
    assert!(read("feed.xml").contains(&format!("<link rel=\"hub\" href=\"{address}\"/>")));
    assert!(read("feed.xml").contains("<link rel=\"self\" href=\"https://example.gov/news/feed.xml\""));
    assert!(read("people/ada/rss.xml").contains(&format!("<atom:link rel=\"hub\" href=\"{address}\"/>")));
    let json: Value = serde_json::from_str(&read("feed.json")).unwrap();
    assert_eq!(
        (&json["hubs"][0]["type"], &json["hubs"][0]["url"]),
        (&"WebSub".into(), &address.clone().into())
    );
    // Nothing to publish, nothing to tell.
    assert_eq!(site.publish(&[])["pings"], Value::Array(Vec::new()));
    site.release("a", "attendees: [Ada]\nchanges: [{date: 2022-09-29, note: Mended.}]\n", "The mended text.");
    site.publish(&["--dry-run"]);
    // Another target than the one that readers see.
    site.publish(&["copy"]);
    assert_eq!((hub.asked().len(), engine.asked().len()), (0, 1));
    let summary = site.publish(&[]);
    let site_first = ["feed.json", "feed.xml", "rss.xml"];
    let told = feeds(&hub.asked());
    assert_eq!(told[..3], site_first);
    assert_eq!(told[3..], ["people/ada/feed.json", "people/ada/feed.xml", "people/ada/rss.xml"]);
    let told = pages(&engine.asked()[1]);
    assert!(told.contains("releases/2022/09/a/") && !told.contains("releases/2022/09/b/"), "{told:?}");
    assert_eq!(summary["pings"][0]["told"], 6);
    assert_eq!(summary["pings"][1]["failure"], Value::Null);
    // A page that is gone is told too.
    fs::remove_file(site.file("content/releases/2022/09/b.md")).unwrap();
    let gone = site.crier(&["check", "--against", "www", "--accept", "/releases/2022/09/b/"]);
    assert!(String::from_utf8_lossy(&gone.stderr).contains("checked"), "{gone:?}");
    site.publish(&["--max-delete", "100"]);
    let told = pages(engine.asked().last().unwrap());
    assert!(told.is_superset(&set(&["", "releases/2022/09/b/", "people/bob/"])), "{told:?}");
    // The version before is known to all.
    let before = (hub.asked().len(), engine.asked().len());
    assert!(site.crier(&["publish", "--rollback"]).status.success());
    assert_eq!((hub.asked().len(), engine.asked().len()), before);
}

#[test]
fn who_cannot_be_told_does_not_stop_anything() {
    let closed = {
        let listener = std::net::TcpListener::bind("127.0.0.1:0").unwrap();
        format!("http://{}/", listener.local_addr().unwrap())
    };
    let server = Server::new(|line| {
        Some(match line {
            "POST /busy" => say(429),
            "POST /moved" => with(302, "Location", "/there"),
            "POST /nothing" => Say::Nothing,
            "POST /endless" => Say::Endless,
            "POST /late" => Say::Late(Duration::from_millis(30), 200),
            _ => say(403),
        })
    });
    let hubs: Vec<String> = ["/busy", "/moved", "/nothing", "/endless", "/late"]
        .map(|path| format!("\"{}\"", server.at(path)))
        .into();
    let endpoint = server.at("/indexnow");
    let ping = format!(
        "{{websub: [{}, \"{closed}\"], indexnow: {{key: {KEY}, endpoint: \"{endpoint}\"}}}}",
        hubs.join(", ")
    );
    let site = Site::new(&ping);
    let first = site.publish(&[]);
    assert_eq!(first["pings"][0]["failure"], "it answered 403");
    site.release("a", "attendees: [Ada]\nsummary: New.\n", "The first text.");
    let output = site.crier(&["publish", "--now", "2024-01-01"]);
    let said = String::from_utf8_lossy(&output.stderr).into_owned();
    assert_eq!(output.status.code(), Some(0), "{said}");
    let rest = "; the site is published all the same\n";
    for (path, why) in [("busy", "it answered 429"), ("moved", "it answered 302")] {
        let line =
            format!("warning: {} could not be told of 6 feeds: {why}{rest}", server.at(&format!("/{path}")));
        assert!(said.contains(&line), "{said}");
    }
    assert!(
        said.contains(&format!("warning: {} could not be told of 6 feeds: ", server.at("/nothing"))),
        "{said}"
    );
    assert!(
        said.contains(&format!("{closed} could not be told of 6 feeds: the host refuses the connection")),
        "{said}"
    );
    assert!(said.contains(&format!("  told {} of 6 feeds\n", server.at("/endless"))), "{said}");
    assert!(said.contains(&format!("  told {} of 6 feeds\n", server.at("/late"))), "{said}");
    // Who fails once is not told of the rest, and a redirect is not followed.
    let count = |line: &str| server.asked().iter().filter(|it| it.line == line).count();
    assert_eq!((count("POST /moved"), count("POST /busy"), count("GET /there")), (1, 3, 0));
    // It stands, and the next publication has nothing to do.
    assert_eq!(site.publish(&[])["changed_files"], 0);
    site.release("a", "attendees: [Ada]\nsummary: Newer.\n", "The first text.");
    let quiet = site.crier(&["publish", "--quiet", "--now", "2024-01-01"]);
    let said = String::from_utf8_lossy(&quiet.stderr).into_owned();
    assert!(quiet.status.success() && said.contains("could not be told"), "{said}");
    assert!(!said.contains("  told ") && !said.contains("published to"), "{said}");
}

#[test]
fn what_does_not_go_together_is_told_before() {
    for (ping, finding) in [
        ("{indexnow: {key: short}}", "`key` of `indexnow` is no key"),
        ("{indexnow: {key: ../../../etc/passwd}}", "`key` of `indexnow` is no key"),
        ("{indexnow: {}}", "`key` is missing in `ping.indexnow`"),
        ("{websub: [hub.example]}", "is not an address of the web"),
        ("{after: wwww}", "there is no target `wwww` (did you mean `www`?)"),
        ("{hub: x}", "there is no key `hub` (crier calls it `websub` and takes a list)"),
        ("{webssub: []}", "did you mean `websub`?"),
    ] {
        let output = Site::new(ping).crier(&["check", "--format", "short"]);
        let said = String::from_utf8_lossy(&output.stdout).into_owned();
        assert!(output.status.code() == Some(1) && said.contains(finding), "{ping}: {said}");
    }
    let site = Site::new("{websub: [\"https://hub.example/\"]}");
    site.write("crier.yaml", "base_url: /news/\nping: {websub: [\"https://hub.example/\"]}\n");
    let said = site.crier(&["check", "--format", "short"]).stdout;
    assert!(String::from_utf8_lossy(&said).contains("does not know its full address"));
    // A key and a file of the site's own.
    let site = Site::new(&format!("{{indexnow: {{key: {KEY}}}}}"));
    site.write(&format!("static/{KEY}.txt"), "x");
    let said = site.crier(&["check", "--format", "short"]).stdout;
    assert!(String::from_utf8_lossy(&said).contains("plan/address-taken"));
}
