//! `crier check --external`, as it is typed.
#![expect(clippy::disallowed_methods, reason = "the tests make sites and look at the cache")]

use crate::server::{Say, Server, say, with};
use std::fs;
use std::path::{Path, PathBuf};
use std::process::Command;
use tempfile::TempDir;

/// A site in a folder of its own.
struct Site(TempDir);

impl Site {
    fn new(more: &str) -> Self {
        let site = Site(TempDir::new().unwrap());
        let quiet = "[{code: page/private-link, as: off}, {code: markdown/address-as-text, as: off}]";
        site.write("crier.yaml", &format!("base_url: https://news.example.gov/\nfindings: {quiet}\n{more}"));
        site
    }

    fn path(&self, path: &str) -> PathBuf {
        self.0.path().join(path)
    }

    fn write(&self, path: &str, text: &str) {
        fs::create_dir_all(self.path(path).parent().unwrap()).unwrap();
        fs::write(self.path(path), text).unwrap();
    }

    fn release(&self, id: &str, front: &str, body: &str) {
        let text = format!("---\ntitle: Title of {id}\ndate: 2022-09-28\n{front}---\n{body}\n");
        self.write(&format!("content/releases/2022/09/{id}.md"), &text);
    }

    /// Exit code, standard output, standard error.
    fn check(&self, arguments: &[&str]) -> (i32, String, String) {
        let mut command = Command::new(env!("CARGO_BIN_EXE_crier"));
        command.current_dir(self.0.path()).env("GITHUB_ACTIONS", "false").args(["check", "--external"]);
        for name in ["http_proxy", "HTTP_PROXY", "all_proxy", "ALL_PROXY"] {
            command.env_remove(name);
        }
        let output = command.arg("--allow-private").args(arguments).output().unwrap();
        let text = |bytes: &[u8]| String::from_utf8_lossy(bytes).into_owned();
        (output.status.code().unwrap(), text(&output.stdout), text(&output.stderr))
    }

    /// The findings, a line each.
    fn findings(&self) -> Vec<String> {
        let (_, out, _) = self.check(&["--format", "short"]);
        // The help stands in brackets at the end.
        out.lines().map(|line| line.rsplit_once(" (").unwrap().0.to_owned()).collect()
    }

    fn cache(&self) -> String {
        fs::read_to_string(self.path(".crier/external.txt")).unwrap_or_default()
    }

    /// The addresses in the cache, without the server's own.
    fn kept(&self, server: &Server) -> Vec<String> {
        let cache = self.cache();
        let lines = cache.lines().skip(1).map(|line| line.split(' ').nth(1).unwrap());
        lines.map(|address| address.strip_prefix(&server.url).unwrap().to_owned()).collect()
    }
}

fn files(folder: &Path) -> Vec<String> {
    let mut names: Vec<String> =
        fs::read_dir(folder).unwrap().map(|it| it.unwrap().file_name().into_string().unwrap()).collect();
    names.sort();
    names
}

#[test]
fn a_link_is_told_where_it_was_written() {
    let server = Server::new(|line| match line.split(' ').nth(1).unwrap() {
        "/gone" | "/gone-too?a=1&b=2" | "/source" | "/unit" => Some(say(404)),
        "/old" => Some(with(301, "Location", "/new")),
        "/down" => Some(say(500)),
        _ => None,
    });
    let url = &server.url;
    let site = Site::new("");
    let many = format!(
        "See [the plan]({url}/gone-not) and\n[the old plan]({url}/gone#part).\n\n[More plans]({url}/old)"
    );
    site.release("a", &format!("source: {{name: Daily, url: \"{url}/source\"}}\n"), &many);
    let line =
        format!("[The gone plan]({url}/gone), [the list]({url}/gone-too?a=1&amp;b=2) [state]({url}/down)");
    let column = |path: &str| line.find(path).unwrap() - url.len() + 1;
    site.release("b", "", &line);
    site.write("templates/parts/footer.html", &format!("<p><a href=\"{url}/unit\">Our county</a></p>"));
    site.write("content/pages/about.md", &format!("---\ntitle: About\n---\n[County plan]({url}/gone)\n"));
    let at =
        |place: &str, code: &str, message: &str| format!("{place}: {code}]: {}", message.replace("URL", url));
    let a = "content/releases/2022/09/a.md";
    let b = "content/releases/2022/09/b.md";
    assert_eq!(
        site.findings(),
        [
            at("content/pages/about.md:4:15", "warning[page/dead-link", "nothing is at URL/gone"),
            at(&format!("{a}:4:29"), "warning[page/dead-link", "nothing is at URL/source"),
            at(&format!("{a}:7:16"), "warning[page/dead-link", "nothing is at URL/gone"),
            at(&format!("{a}:9:14"), "hint[page/moved-link", "URL/old has moved for good"),
            at(&format!("{b}:5:17"), "warning[page/dead-link", "nothing is at URL/gone"),
            at(
                &format!("{b}:5:{}", column("/gone-too")),
                "warning[page/dead-link",
                "nothing is at URL/gone-too?a=1&b=2"
            ),
            at(
                &format!("{b}:5:{}", column("/down")),
                "hint[page/unanswered-link",
                "nobody can tell whether something is at URL/down"
            ),
            at("templates/parts/footer.html:1:13", "warning[page/dead-link", "nothing is at URL/unit"),
        ]
    );
    // However many pages have an address, it is asked once; GET only where HEAD failed.
    let lines = server.lines();
    assert_eq!(lines.iter().filter(|line| *line == "HEAD /gone").count(), 1, "{lines:?}");
    // Without what is tried again and again.
    site.release("b", "", "Text.");
    let (code, _, said) = site.check(&[]);
    assert_eq!(code, 0, "{said}");
    assert!(
        said.contains("the host answered 404") && said.contains(&format!("it is now {url}/new")),
        "{said}"
    );
    assert_eq!(site.check(&["--deny-warnings"]).0, 1);
    // Nobody is asked who is not to be asked.
    let asked = server.asked().len();
    let output =
        Command::new(env!("CARGO_BIN_EXE_crier")).current_dir(site.0.path()).arg("check").output().unwrap();
    assert!(!String::from_utf8_lossy(&output.stderr).contains("other sites"));
    assert_eq!(server.asked().len(), asked);
}

#[test]
fn an_address_is_asked_once_in_some_days() {
    let server = Server::new(|line| match line.split(' ').nth(1).unwrap() {
        "/gone" => Some(say(404)),
        "/old" => Some(with(301, "Location", "/new")),
        _ => None,
    });
    let site = Site::new("");
    let url = &server.url;
    site.release("a", "", &format!("[One plan]({url}/one) [two plans]({url}/old) [three plans]({url}/gone)"));
    let first = site.findings();
    assert_eq!(site.kept(&server), ["/old", "/one"]);
    assert_eq!(files(&site.path(".crier")), [".gitignore", "external.txt"]);
    assert!(!site.path("public").exists());
    let before = server.lines().len();
    let (_, _, said) = site.check(&[]);
    assert!(said.contains("; other sites: 1 asked, 2 known from before\n"), "{said}");
    // What moved is told from the cache; what is gone is asked again.
    assert_eq!(site.findings(), first);
    assert!(server.lines()[before..].iter().all(|line| line.ends_with("/gone")), "{:?}", server.lines());
    // A week later, and with a link less.
    let cache = site.path(".crier/external.txt");
    let text = site.cache();
    let day = text.lines().nth(1).unwrap().split(' ').next().unwrap().to_owned();
    fs::write(&cache, text.replace(&day, "2020-02-03")).unwrap();
    site.release("a", "", &format!("[One plan]({url}/one)"));
    let (_, _, said) = site.check(&[]);
    assert!(said.contains("; other sites: 1 asked\n"), "{said}");
    assert_eq!((site.kept(&server), site.cache().contains(&day)), (vec!["/one".to_owned()], true));
    // Another place for it, and how long it counts.
    site.check(&["--cache", "elsewhere.txt"]);
    assert_eq!(fs::read_to_string(site.path("elsewhere.txt")).unwrap(), site.cache());
    fs::remove_dir_all(site.path(".crier")).unwrap();
    site.check(&["--cache", "elsewhere.txt"]);
    assert!(!site.path(".crier").exists());
}

#[test]
fn what_is_held_leaves_no_trace() {
    let server = Server::new(|_| None);
    let (site, url) = (Site::new(""), &server.url);
    site.release("a", "", &format!("[One plan]({url}/one)"));
    site.release("draft", "status: draft\n", &format!("[Two plans]({url}/two)"));
    site.release("held", "embargo: 2190-01-01\n", &format!("[Three plans]({url}/three)"));
    site.check(&[]);
    assert_eq!(server.lines(), ["HEAD /one"]);
    let cache = site.cache();
    // It is judged where that is asked for, and not written down.
    for arguments in [&["--drafts"][..], &["--now", "2200-01-01"]] {
        let before = server.lines().len();
        site.check(arguments);
        let lines = server.lines()[before..].join(" ");
        assert!(lines.contains("/three") && site.cache() == cache, "{lines}");
    }
    // What is taken back leaves too.
    site.release("a", "status: draft\n", &format!("[One plan]({url}/one)"));
    site.check(&[]);
    assert_eq!(site.kept(&server), Vec::<String>::new());
}

#[test]
fn addresses_that_are_not_asked_are_counted() {
    let rules = "User-agent: *\nDisallow: /private\n";
    let server = Server::new(move |line| {
        (line == "GET /robots.txt").then(|| Say::This(200, String::new(), rules.into()))
    });
    let url = &server.url;
    let site = Site::new(&format!("external: {{ignore: [\"{url}/mine\"]}}\n"));
    let body = format!(
        "[One plan]({url}/mine/1) [two plans]({url}/private) [three plans]({url}/three) [four plans](http://[/)"
    );
    site.release("a", "", &body);
    let (_, _, said) = site.check(&[]);
    assert!(
        said.contains("; other sites: 1 asked, 1 ignored, 1 not asked, as their robots.txt wants\n"),
        "{said}"
    );
    assert!(said.contains("this is no address of the web"), "{said}");
    assert_eq!(server.lines(), ["HEAD /three"]);
}

#[test]
fn a_file_that_is_no_cache_is_left_alone() {
    let site = Site::new("");
    site.release("a", "", "Text.");
    site.write("notes.txt", "Mine.\n");
    site.write("damaged.txt", "# when addresses answered: crier check --external\n\u{0}\nx y z\n");
    for (cache, said) in [
        ("notes.txt", "notes.txt is no cache of crier, so it is left alone"),
        ("public/cache.txt", "the cache public/cache.txt lies in public, which is read or published"),
        ("content/../static/x", "lies in static"),
        (".", "cannot be read"),
    ] {
        let (code, _, err) = site.check(&["--cache", cache]);
        assert!(code == 2 && err.contains(said), "{cache}: {err}");
    }
    assert_eq!(site.check(&["--cache", "damaged.txt"]).0, 0);
    assert_eq!(fs::read_to_string(site.path("notes.txt")).unwrap(), "Mine.\n");
}

#[test]
fn the_local_network_is_told_and_left_alone() {
    let server = Server::new(|_| None);
    let site = Site(TempDir::new().unwrap());
    site.write("crier.yaml", "base_url: https://news.example.gov/\n");
    site.release("a", "", &format!("[One plan]({}/one)", server.url));
    let mut command = Command::new(env!("CARGO_BIN_EXE_crier"));
    command.current_dir(site.0.path()).args(["check", "--external", "--format", "short"]);
    let output = command.output().unwrap();
    let said = "content/releases/2022/09/a.md:5:12: warning[page/private-link]: the link leads to 127.0.0.1, which not everybody can reach (write the public address, or leave the link out)\n";
    assert_eq!(String::from_utf8_lossy(&output.stdout), said);
    assert!(server.asked().is_empty());
}
