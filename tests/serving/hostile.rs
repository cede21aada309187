//! Requests that no browser of the writer's makes.

use crate::http::{get, send};
use crate::served::{Served, crier, small};
use std::io::{Read, Write};
use std::net::{TcpListener, TcpStream};
use std::time::{Duration, Instant};

#[test]
fn a_path_does_not_lead_out_of_the_site() {
    let served = Served::small();
    for path in [
        "/../crier.yaml",
        "/%2e%2e/crier.yaml",
        "/..%2fcrier.yaml",
        "/%2e%2e%2fcrier.yaml",
        "/..%5ccrier.yaml",
        "/releases/..%2f..%2fcontent/people.yaml",
        "/%00",
        "/%ff",
        "//etc/passwd",
        "/.%2e/x",
        "/\\..\\crier.yaml",
    ] {
        let answer = get(served.address, path);
        assert!(matches!(answer.status, 400 | 404), "{path}: {}", answer.head);
        assert!(!answer.text().contains("Jane Doe, terms"), "{path}");
    }
    for path in ["/crier.yaml", "/content/people.yaml", "/content/releases/r01.md", "/.git/config"] {
        assert_eq!(get(served.address, path).status, 404, "{path}");
    }
}

#[test]
fn an_encoded_slash_is_no_slash() {
    let served = Served::small();
    assert_eq!(get(served.address, "/releases/2022/02/r01/").status, 200);
    assert_eq!(get(served.address, "/releases%2f2022/02/r01/").status, 400);
}

#[cfg(unix)]
#[test]
fn a_link_that_is_put_in_the_place_of_a_file_is_not_followed_out_of_the_site() {
    let served = Served::small();
    let secret = tempfile::tempdir().unwrap();
    std::fs::write(secret.path().join("secret.txt"), "a secret").unwrap();
    let path = "/releases/2022/03/flood/report.txt";
    assert_eq!(get(served.address, path).status, 200);
    let file = served.path("content/releases/flood/report.txt");
    std::fs::remove_file(&file).unwrap();
    std::os::unix::fs::symlink(secret.path().join("secret.txt"), &file).unwrap();
    let start = Instant::now();
    // Before and after the change is seen.
    while start.elapsed() < Duration::from_secs(1) {
        assert!(!get(served.address, path).text().contains("a secret"));
    }
}

#[test]
fn other_names_than_this_machines_are_refused() {
    let served = Served::small();
    let ask = |host: &str| {
        let request = format!("GET / HTTP/1.1\r\n{host}Connection: close\r\n\r\n");
        send(served.address, request.as_bytes()).expect("an answer")
    };
    assert_eq!(ask("Host: localhost\r\n").status, 200);
    for (host, status) in
        [("Host: news.example.org\r\n", 403), ("Host: localhost.example.org\r\n", 403), ("", 400)]
    {
        let answer = ask(host);
        assert_eq!(answer.status, status, "{host}");
        assert!(!answer.text().contains("Small News"), "{host}");
    }
    let answer = ask("Host: localhost\r\nOrigin: https://example.org\r\n");
    assert_eq!(answer.header("access-control-allow-origin"), None);
}

#[test]
fn methods_that_would_change_something_are_refused() {
    let served = Served::small();
    let host = served.address;
    for method in ["POST", "PUT", "DELETE", "OPTIONS", "TRACE", "PATCH"] {
        let request = format!(
            "{method} / HTTP/1.1\r\nHost: {host}\r\nContent-Length: 3\r\nConnection: close\r\n\r\nabc"
        );
        let answer = send(host, request.as_bytes()).expect("an answer");
        assert_eq!((answer.status, answer.header("allow")), (405, Some("GET, HEAD")), "{method}");
    }
    let request = format!("HEAD / HTTP/1.1\r\nHost: {host}\r\nConnection: close\r\n\r\n");
    let answer = send(host, request.as_bytes()).expect("an answer");
    assert_eq!((answer.status, answer.body.len()), (200, 0));
    assert_ne!(answer.header("content-length"), Some("0"));
}

#[test]
fn what_is_no_request_is_no_harm() {
    let served = Served::small();
    let host = served.address;
    let huge = format!("GET / HTTP/1.1\r\nHost: {host}\r\nX: {}\r\n\r\n", "x".repeat(1 << 20));
    let many = format!("GET / HTTP/1.1\r\nHost: {host}\r\n{}\r\n", "X: y\r\n".repeat(5000));
    let long = format!("GET /{} HTTP/1.1\r\nHost: {host}\r\n\r\n", "x".repeat(1 << 20));
    for request in [
        huge.as_bytes(),
        many.as_bytes(),
        long.as_bytes(),
        b"\x16\x03\x01\x02",
        b"GET / HTTP/9\r\n\r\n",
        b"\r\n\r\n\r\n",
        b"GET\r\n\r\n",
        &[0; 100_000],
    ] {
        if let Some(answer) = send(host, request) {
            assert!((400..500).contains(&answer.status), "{}", answer.head);
        }
    }
    assert_eq!(get(host, "/").status, 200);
}

#[test]
fn a_client_that_dribbles_is_not_waited_for() {
    let served = Served::small();
    let mut slow: Vec<TcpStream> = (0..50).map(|_| TcpStream::connect(served.address).unwrap()).collect();
    let start = Instant::now();
    let mut is_closed = false;
    while !is_closed && start.elapsed() < Duration::from_secs(25) {
        slow.iter_mut().for_each(|stream| drop(stream.write_all(b"G")));
        assert_eq!(get(served.address, "/").status, 200, "others are answered");
        std::thread::sleep(Duration::from_millis(500));
        slow[0].set_read_timeout(Some(Duration::from_millis(10))).unwrap();
        is_closed = match slow[0].read(&mut [0; 512]) {
            Ok(_) => true,
            Err(error) => {
                !matches!(error.kind(), std::io::ErrorKind::WouldBlock | std::io::ErrorKind::TimedOut)
            }
        };
    }
    assert!(is_closed, "a head that never ends is given up");
}

#[test]
fn a_thousand_connections_at_once() {
    let served = Served::small();
    let host = served.address;
    // The limit of open files of this process may be as low as 1024 too.
    let mut streams: Vec<TcpStream> = (0..1000).map_while(|_| TcpStream::connect(host).ok()).collect();
    assert!(streams.len() > 900, "{}", streams.len());
    for stream in &mut streams {
        write!(stream, "GET /releases/2022/02/r01/ HTTP/1.1\r\nHost: {host}\r\nConnection: close\r\n\r\n")
            .unwrap();
    }
    for stream in &mut streams {
        stream.set_read_timeout(Some(Duration::from_secs(30))).unwrap();
        let mut text = String::new();
        stream.read_to_string(&mut text).unwrap();
        assert!(text.starts_with("HTTP/1.1 200") && text.contains("First words."));
    }
}

#[test]
fn a_port_in_use_gets_the_next_free_one_named() {
    let folder = small();
    let taken = TcpListener::bind("127.0.0.1:0").unwrap();
    let port = taken.local_addr().unwrap().port().to_string();
    let output = crier().args(["serve", "--port", &port, "--site"]).arg(folder.path()).output().unwrap();
    let said = String::from_utf8_lossy(&output.stderr);
    assert_eq!(output.status.code(), Some(2));
    assert!(said.contains(&format!("port {port} is in use")), "{said}");
    let other = said.split("--port ").nth(1).unwrap_or_else(|| panic!("no other port: {said}"));
    TcpListener::bind(("127.0.0.1", other.trim().parse().unwrap())).expect("a free port");
}
