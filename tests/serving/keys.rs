//! What is printed, and how it ends.

use crate::served::{PATIENCE, Served, small};
use std::time::Instant;

#[test]
fn nothing_is_written() {
    let served = Served::small();
    assert_eq!(served.get("/").status, 200);
    assert_eq!(served.get("/search/index/root.bin").status, 200);
    assert!(!served.path("public").exists());
}

#[test]
fn a_change_is_one_line_and_a_finding_is_said_once() {
    let served = Served::small();
    served.write("content/releases/r01.md", "---\ntitle: Broken\ndate: 2022-13-01\n---\n\nWords.\n");
    served.overlays("there is no month 13");
    served.write("content/releases/r02.md", crate::served::release(2, "Other words."));
    let start = Instant::now();
    while !served.said().contains("r02.md changed: not shown") {
        assert!(start.elapsed() < PATIENCE, "{}", served.said());
        std::thread::sleep(std::time::Duration::from_millis(5));
    }
    assert_eq!(served.said().matches("there is no month 13").count(), 1, "{}", served.said());
    served.write("content/releases/r01.md", crate::served::release(1, "Mended words."));
    served.shows("/releases/2022/02/r02/", "Other words.");
    let said = served.said();
    assert!(said.contains("  content/releases/r01.md changed: shown after "), "{said}");
}

#[test]
fn held_releases_are_shown_with_the_reason_unless_asked_otherwise() {
    let served = Served::small();
    let page = served.get("/releases/2022/05/draft/");
    assert_eq!(page.status, 200);
    assert!(page.text().contains("This is a draft."), "{}", page.text());
    assert!(page.text().contains("content=\"noindex\""));
    assert_eq!(page.header("x-robots-tag"), Some("noindex"));
    assert_eq!(served.get("/").header("x-robots-tag"), Some("noindex"));
    let served = Served::new(small(), &["--no-drafts"]);
    assert_eq!(served.get("/releases/2022/05/draft/").status, 404);
}

#[test]
fn a_site_that_cannot_be_built_yet_is_waited_for() {
    let folder = small();
    crate::served::write(folder.path(), "crier.yaml", "titel: Wrong\n");
    let mut command = crate::served::crier();
    let port = std::net::TcpListener::bind("127.0.0.1:0").unwrap().local_addr().unwrap().port();
    let mut child = command
        .args(["serve", "--port", &port.to_string(), "--site"])
        .arg(folder.path())
        .stdout(std::process::Stdio::null())
        .stderr(std::process::Stdio::null())
        .spawn()
        .unwrap();
    let address = std::net::SocketAddr::from(([127, 0, 0, 1], port));
    let start = Instant::now();
    while std::net::TcpStream::connect(address).is_err() {
        assert!(start.elapsed() < PATIENCE);
        std::thread::sleep(std::time::Duration::from_millis(20));
    }
    let first = crate::http::get(address, "/");
    crate::served::write(folder.path(), "crier.yaml", "title: Right\n");
    let mut last = first.clone();
    while last.status != 200 && start.elapsed() < PATIENCE {
        last = crate::http::get(address, "/");
        std::thread::sleep(std::time::Duration::from_millis(20));
    }
    let _ = child.kill();
    let _ = child.wait();
    assert_eq!(first.status, 503);
    assert!(first.text().contains("cannot be shown yet") && first.text().contains("live.js"));
    assert_eq!(last.status, 200);
    assert!(last.text().contains("Right"));
}
