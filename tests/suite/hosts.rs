//! Files for hosts, and compressed copies. Real servers read them in `tests/judges/hosts.mjs`; here is what no server here can.

use crate::rebuild::times;
use crate::site::{Site, expect_file};
use std::io::Read;

const CONFIG: &str = "languages: [en, zh-Hans]\nsecurity: {hsts: 31536000}\n";

/// Former addresses that mean something in some syntax, and a release in error.
fn hostile(hosts: &str) -> Site {
    let aliases = "aliases: ['/old way/', '/a\"b.html', '/a;b', '/100%25.html', '/$1/', '/旧址/新闻.html', '/a&b<c>.php', \
        '/{$HOME}/', '/x:y*.html']";
    Site::empty()
        .file("crier.yaml", format!("{CONFIG}hosts: {hosts}\n"))
        .release("a$b'c", "2022-09-28", aliases, "")
        .release("wrong", "2022-09-27", "status: in-error", "Canary")
        .release("held", "2022-09-27", "status: draft\naliases: [/canary/]", "")
}

#[test]
fn each_host_is_told_in_its_own_syntax() {
    for (host, files) in [
        ("netlify", &["_redirects", "_headers"][..]),
        ("cloudflare", &["_redirects"]),
        ("nginx", &["_hosts/nginx.conf"]),
        ("apache", &[".htaccess"]),
        ("caddy", &["_hosts/Caddyfile"]),
        ("iis", &["web.config"]),
        ("s3", &["_hosts/s3-website.json"]),
        ("github-pages", &["CNAME", ".nojekyll"]),
    ] {
        let built = hostile(&format!("[{host}]")).base("https://news.example.gov/").build().clean();
        for file in files {
            let text = built.file(file);
            assert!(!text.to_lowercase().contains("canary"), "{file}");
            expect_file(
                &format!("hosts/{host}{}", file.replace(['/', '.'], "-").replace("_hosts", "")),
                &text,
            );
        }
    }
}

#[test]
fn a_site_below_a_path_has_the_path_in_every_rule() {
    let built = hostile("[cloudflare, nginx]").base("https://example.gov/the%20news/").build().clean();
    let redirects = built.file("_redirects");
    assert!(redirects.lines().all(|line| line.starts_with("/the%20news/")), "{redirects}");
    assert!(
        redirects.contains("/the%20news/a%22b.html /the%20news/releases/2022/09/a$b'c/ 301\n"),
        "{redirects}"
    );
    assert!(built.file("_hosts/nginx.conf").contains("location = \"/the news/old way/\""));
}

#[test]
fn wrong_hosts_are_findings() {
    let findings = |config: &str| {
        Site::empty().file("crier.yaml", config).release("a", "2022-09-28", "", "").own_base().build()
    };
    let built = findings("base_url: https://x.example/\nhosts: [ngnix]\n");
    assert!(built.helps()[0].contains("did you mean `nginx`?"), "{:?}", built.helps());
    findings("base_url: https://x.example/\nhosts: [netlify, cloudflare]\n")
        .expect(&["crier.yaml:2:8: error[config/wrong-value]"]);
    findings("base_url: ./\nhosts: [nginx]\n").expect(&["crier.yaml:2:8: error[config/wrong-value]"]);
}

#[test]
fn compressed_copies_follow_what_they_are_of() {
    let long = "Words of a long text. ".repeat(200);
    let config = "precompress: [gzip]\n";
    let built = Site::empty()
        .file("crier.yaml", config)
        .release("a", "2022-09-28", "aliases: [/old/]", &long)
        .build()
        .clean();
    let tree = built.tree();
    for (path, bytes) in tree.iter().filter(|(path, _)| path.ends_with(".gz")) {
        let mut text = Vec::new();
        flate2::read::GzDecoder::new(&bytes[..]).read_to_end(&mut text).unwrap();
        assert_eq!(&text, &tree[path.trim_end_matches(".gz")], "{path}");
        assert!(built.file("manifest.json").contains(&format!("\"path\":\"{path}\"")), "{path}");
    }
    assert!(tree.contains_key("releases/2022/09/a/index.html.gz") && tree.contains_key("feed.xml.gz"));
    assert!(!tree.contains_key("old/index.html.gz") && !tree.contains_key("search/index/root.bin.gz"));
    // Nothing is touched when nothing changed; what was damaged is mended; what is not wanted goes.
    let before = times(&built);
    let built = built.again().build().clean();
    assert_eq!(times(&built), before);
    std::fs::write(built.out_path("index.html.gz"), "mine").unwrap();
    let built = built.again().build().clean();
    assert_eq!(built.tree(), tree);
    let built = built
        .edit("content/releases/2022/09/a.md", format!("---\ntitle: New\ndate: 2022-09-28\n---\n{long}\n"))
        .build()
        .clean();
    let clean = Site::empty()
        .file("crier.yaml", config)
        .file("content/releases/2022/09/a.md", format!("---\ntitle: New\ndate: 2022-09-28\n---\n{long}\n"))
        .build()
        .clean();
    assert_eq!(built.tree(), clean.tree());
    let built = built.edit("crier.yaml", "lists: {latest: 20}\n").build().clean();
    assert!(!built.tree().keys().any(|path| path.ends_with(".gz")));
}
