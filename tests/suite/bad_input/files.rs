//! The file system: links, unreadable and enormous files, folders without content, a full disk.

use crate::bad_input::{A, WELL, body, front};
use crate::site::Site;
use crier::base::output::{Content, Receipt, Sink};
use crier::base::source::{Entry, Reader, Sources};
use crier::config::Config;
use std::io;

#[cfg(unix)]
#[test]
fn a_link_that_leads_in_a_circle() {
    Site::empty()
        .file(A, WELL)
        .link("content/releases/loop", "../releases")
        .build()
        .expect(&["content/releases/loop: error[source/link-loop]"]);
    let built = Site::empty().file(A, WELL).link("content/x.md", "y.md").link("content/y.md", "x.md").build();
    assert_eq!(built.findings().len(), 2, "{:?}", built.findings());
    assert!(built.findings()[0].starts_with("content/x.md: error[source/"), "{:?}", built.findings());
}

#[cfg(unix)]
#[test]
fn a_link_that_leads_out_of_the_site() {
    let built = Site::empty()
        .file(A, WELL)
        .link("content/releases/passwd.md", "/etc/passwd")
        .link("static/etc", "/etc")
        .build();
    let findings = built.findings();
    assert_eq!(findings.len(), 2, "{findings:?}");
    assert!(
        findings[0].contains("content/releases/passwd.md") && findings[0].contains("error[source/outside]"),
        "{findings:?}"
    );
    assert!(
        findings[1].contains("static/etc") && findings[1].contains("error[source/outside]"),
        "{findings:?}"
    );
    // One that stays inside is a file like others.
    Site::empty()
        .file("content/releases/a/index.md", "---\ntitle: A\ndate: 2022-09-28\nattachments: [b.txt]\n---\n")
        .file("content/common.txt", "common")
        .link("content/releases/a/b.txt", "../../common.txt")
        .build()
        .clean();
}

#[cfg(unix)]
#[test]
fn an_unreadable_file() {
    // Permissions do not stop root, so a dangling link stands for a file that cannot be read.
    Site::empty()
        .file(A, WELL)
        .link("content/releases/b.md", "nowhere.md")
        .build()
        .expect(&["content/releases/b.md: error[source/unreadable]"]);
}

#[test]
fn a_file_that_the_system_does_not_let_read() {
    struct Locked;
    impl Reader for Locked {
        fn read(&self, _: &str) -> io::Result<Vec<u8>> {
            Err(io::Error::from(io::ErrorKind::PermissionDenied))
        }
        fn head(&self, path: &str, _: usize) -> io::Result<Vec<u8>> {
            self.read(path)
        }
    }
    let sources = Sources::new(vec![Entry { path: A.into(), size: 10 }], Box::new(Locked));
    let read = crier::release::read(&sources, &sources.entries()[0], &Config::default());
    assert!(read.release.is_none());
    assert_eq!(read.findings.findings()[0].code, "source/unreadable");
    assert_eq!(read.findings.findings()[0].message, "this file cannot be read: permission denied");
}

#[test]
fn a_folder_that_is_named_like_a_release() {
    let built = Site::empty().file("content/releases/a.md/index.md", WELL).build().clean();
    assert!(built.has("releases/2022/09/a.md/index.html"));
}

#[test]
fn a_text_of_100_mb() {
    let site = Site::empty().file(A, WELL).file("content/releases/b.md", WELL);
    let file = std::fs::OpenOptions::new().write(true).open(site.path("content/releases/b.md")).unwrap();
    file.set_len(100 * 1024 * 1024).unwrap();
    site.build().expect(&["content/releases/b.md:1:1: error[source/too-large]: this file has 100 MB; it cannot be a text to publish"]);
}

#[test]
fn a_yaml_alias_bomb() {
    let mut bomb = "title: A\ndate: 2022-09-28\nextra:\n  a: &a [x, x, x, x, x, x, x, x, x]\n".to_owned();
    for (one, other) in "abcdefgh".chars().zip("bcdefghi".chars()) {
        bomb.push_str(&format!(
            "  {other}: &{other} [*{one}, *{one}, *{one}, *{one}, *{one}, *{one}, *{one}, *{one}]\n"
        ));
    }
    front(&bomb).expect(&["content/releases/a.md:5:6: error[yaml/alias]"]);
}

#[test]
fn nesting_of_10_000_levels() {
    let deep = |open: &str, close: &str| format!("{}{}", open.repeat(10_000), close.repeat(10_000));
    front(&format!("title: A\ndate: 2022-09-28\nextra: {{x: {}}}\n", deep("[", "]")))
        .expect(&["content/releases/a.md:4:61: error[yaml/too-deep]"]);
    front(&format!("title: A\ndate: 2022-09-28\nextra: {}\n", deep("{a: ", "}")))
        .expect(&["content/releases/a.md:4:208: error[yaml/too-deep]"]);
    let steps: String = (0..3_000).map(|depth| format!("{}a:\n", " ".repeat(depth))).collect();
    front(&format!("title: A\ndate: 2022-09-28\nextra:\n{steps}"))
        .expect(&["content/releases/a.md:206:1: error[yaml/too-deep]"]);
    front(&format!("title: A\ndate: 2022-09-28\ntopics:\n{}x\n", "- ".repeat(10_000)))
        .expect(&["content/releases/a.md:5:1: error[yaml/too-deep]"]);
    body(&">".repeat(10_000)).expect(&["content/releases/a.md:5:1: error[markdown/too-deep]"]);
    // What is deep in Markdown without a limit is read in good time.
    for text in
        [deep("[", "]"), deep("*a ", "*"), deep("<b>", "</b>"), deep("![", "](x)"), "`".repeat(20_000)]
    {
        body(&text);
    }
}

#[test]
fn files_that_are_not_beside_the_release() {
    let built = front(
        "title: A\ndate: 2022-09-28\nattachments: [budget.pdf, ../x.pdf, /etc/passwd]\nimage: {src: a.png, alt: A}\n",
    );
    built.expect(&[
        "content/releases/a.md:4:15: error[release/missing-file]: there is no file `budget.pdf`",
        "content/releases/a.md:4:27: error[release/file-elsewhere]",
        "content/releases/a.md:4:37: error[release/file-elsewhere]",
        "content/releases/a.md:5:14: error[release/missing-file]: there is no file `a.png`",
    ]);
}

#[test]
fn empty_content() {
    let site = Site::empty();
    std::fs::create_dir(site.path("content")).unwrap();
    let built = site.build();
    assert_eq!(built.findings().len(), 1, "{:?}", built.findings());
    assert!(
        built.findings()[0].contains("content/releases")
            && built.findings()[0].contains("warning[content/empty]")
    );
    assert!(built.has("index.html") && built.has("releases/index.html") && built.has("feed.xml"));
}

#[test]
fn a_release_outside_of_its_folder() {
    Site::empty().file(A, WELL).file("content/b.md", WELL).file("content/release/c.md", WELL).build().expect(
        &["content/b.md:1:1: warning[content/stray]", "content/release/c.md:1:1: warning[content/stray]"],
    );
}

#[test]
fn a_full_disk() {
    struct Full;
    impl Sink for Full {
        fn put(&self, _: &str, _: Content<'_>) -> io::Result<Receipt> {
            Err(io::Error::from(io::ErrorKind::StorageFull))
        }
    }
    let built = Site::empty().file(A, WELL).check(&Full);
    assert!(!built.findings().is_empty());
    for finding in built.findings() {
        assert!(finding.contains("error[output/not-written]"), "{finding}");
    }
    assert!(built.helps()[0].contains("make room on the disk"), "{:?}", built.helps());
    // Hundreds of pages that cannot be written for one reason are no hundreds of findings.
    assert!(built.findings().len() < 10, "{:?}", built.findings());
}
