//! What was published, through the command line: `crier verify`, and `crier check --against`, on folders and over HTTP on
//! the loopback.
#![expect(clippy::disallowed_methods, reason = "tests make and change files")]

use std::fs;
use std::io::{BufRead, BufReader, Write};
use std::net::{TcpListener, TcpStream};
use std::path::{Path, PathBuf};
use std::process::Command;
use std::sync::atomic::{AtomicUsize, Ordering};
use std::sync::{Arc, Mutex};
use std::thread;
use std::time::Duration;
use tempfile::TempDir;

/// Exit code, and what was printed.
fn crier(folder: &Path, arguments: &[&str]) -> (i32, String) {
    let mut command = Command::new(env!("CARGO_BIN_EXE_crier"));
    let output = command
        .current_dir(folder)
        .env("GITHUB_ACTIONS", "false")
        .env_remove("http_proxy")
        .env_remove("HTTP_PROXY")
        .env_remove("all_proxy")
        .env_remove("ALL_PROXY")
        .args(arguments)
        .output()
        .unwrap();
    let text = |bytes: &[u8]| String::from_utf8_lossy(bytes).into_owned();
    (output.status.code().unwrap(), text(&output.stdout) + &text(&output.stderr))
}

/// A site with two releases, of which one is in error and one has a former address, built into `public`.
fn built() -> TempDir {
    let folder = tempfile::tempdir().unwrap();
    write(folder.path(), "crier.yaml", "base_url: https://news.example.gov/\n");
    let release = |id: &str, front: &str| {
        let text = format!("---\ntitle: Title of {id}\ndate: 2022-09-28\n{front}---\nText of {id}.\n");
        write(folder.path(), &format!("content/releases/2022/09/{id}.md"), &text);
    };
    release("road", "aliases: [/old/]\nattachments: [plan.csv]\n");
    release("wrong", "status: in-error\nreason: x\nchanges: [{date: 2022-09-29, note: x}]\n");
    write(folder.path(), "content/releases/2022/09/plan.csv", "1,2\n");
    let (code, said) = crier(folder.path(), &["build"]);
    assert_eq!(code, 0, "{said}");
    folder
}

fn write(root: &Path, path: &str, text: &str) {
    let path = root.join(path);
    fs::create_dir_all(path.parent().unwrap()).unwrap();
    fs::write(path, text).unwrap();
}

/// How a server answers: status, more header lines, body.
type Answer = (u16, String, Vec<u8>);

/// A web server for a folder, as hosts are: `index.html` for folders, 404.html for what is not there. `odd` may answer
/// first.
fn serve(root: PathBuf, odd: impl Fn(&str) -> Option<Answer> + Send + Sync + 'static) -> String {
    let listener = TcpListener::bind("127.0.0.1:0").unwrap();
    let url = format!("http://{}", listener.local_addr().unwrap());
    let odd = Arc::new(odd);
    thread::spawn(move || {
        for stream in listener.incoming().flatten() {
            let (root, odd) = (root.clone(), odd.clone());
            thread::spawn(move || drop(answer(&stream, &root, &*odd)));
        }
    });
    url
}

fn answer(stream: &TcpStream, root: &Path, odd: &dyn Fn(&str) -> Option<Answer>) -> std::io::Result<()> {
    let mut lines = BufReader::new(stream).lines();
    let line = lines.next().unwrap_or_else(|| Ok(String::new()))?;
    while lines.next().is_some_and(|line| line.is_ok_and(|line| !line.is_empty())) {}
    let path = line.split(' ').nth(1).unwrap_or("/").to_owned();
    let (status, headers, body) = odd(&path).unwrap_or_else(|| {
        let file = if path.ends_with('/') { format!("{path}index.html") } else { path };
        match fs::read(root.join(&file[1..])) {
            Ok(body) => (200, String::new(), body),
            Err(_) => (404, String::new(), fs::read(root.join("404.html")).unwrap_or_default()),
        }
    });
    let mut stream = stream;
    write!(
        stream,
        "HTTP/1.1 {status} X\r\nContent-Length: {}\r\nConnection: close\r\n{headers}\r\n",
        body.len()
    )?;
    stream.write_all(&body)
}

fn gzip(bytes: &[u8]) -> Vec<u8> {
    // RFC 1952 with one stored block of RFC 1951.
    let mut out = vec![0x1f, 0x8b, 8, 0, 0, 0, 0, 0, 0, 255, 1];
    let length = bytes.len() as u16;
    out.extend(length.to_le_bytes());
    out.extend((!length).to_le_bytes());
    out.extend(bytes);
    let mut sum = !0_u32;
    for byte in bytes {
        sum ^= u32::from(*byte);
        for _ in 0..8 {
            sum = if sum & 1 == 1 { (sum >> 1) ^ 0xedb8_8320 } else { sum >> 1 };
        }
    }
    out.extend((!sum).to_le_bytes());
    out.extend(u32::from(length).to_le_bytes());
    out
}

/// Flips a bit, adds a file, removes one.
fn tamper(public: &Path) {
    let page = public.join("releases/2022/09/road/index.html");
    let mut bytes = fs::read(&page).unwrap();
    let middle = bytes.len() / 2;
    bytes[middle] ^= 1;
    fs::write(&page, bytes).unwrap();
    fs::write(public.join("added.html"), "x").unwrap();
    fs::remove_file(public.join("feed.json")).unwrap();
}

#[test]
fn a_folder_is_verified_file_by_file() {
    let site = built();
    let (code, said) = crier(site.path(), &["verify", "public"]);
    assert!(code == 0 && said.starts_with("verified ") && said.ends_with(" files: all as built\n"), "{said}");
    tamper(&site.path().join("public"));
    let (code, said) = crier(site.path(), &["verify", "public", "--format", "short"]);
    assert_eq!(code, 1);
    let lines: Vec<&str> = said.lines().map(|line| line.split("]: ").next().unwrap()).collect();
    assert_eq!(
        lines,
        [
            "added.html: error[verify/added",
            "feed.json: error[verify/missing",
            "releases/2022/09/road/index.html: error[verify/altered"
        ]
    );
}

#[test]
fn a_site_is_verified_over_http() {
    let site = built();
    let url = serve(site.path().join("public"), |_| None);
    let (code, said) = crier(site.path(), &["verify", &url]);
    assert!(code == 0 && said.contains("files that were added cannot be seen over HTTP"), "{said}");
    tamper(&site.path().join("public"));
    let (code, said) = crier(site.path(), &["verify", &format!("{url}/manifest.json"), "--format", "short"]);
    assert_eq!(code, 1);
    let lines: Vec<&str> = said.lines().map(|line| line.split("]: ").next().unwrap()).collect();
    assert_eq!(
        lines,
        ["feed.json: error[verify/missing", "releases/2022/09/road/index.html: error[verify/altered"]
    );
}

#[test]
fn what_hosts_do_on_the_way_is_no_alteration() {
    let site = built();
    let public = site.path().join("public");
    let (page, tries) = (public.join("releases/index.html"), AtomicUsize::new(0));
    let road = fs::read(public.join("releases/2022/09/road/index.html")).unwrap();
    let gone = fs::read(public.join("releases/2022/09/wrong/index.html")).unwrap();
    let url = serve(public, move |path| match path {
        // Compressed on the way.
        "/releases/" => Some((200, "Content-Encoding: gzip\r\n".into(), gzip(&fs::read(&page).unwrap()))),
        // Redirected by the host itself, where crier wrote a page that redirects.
        "/old/" => Some((301, "Location: /releases/2022/09/road/\r\n".into(), Vec::new())),
        // Sent on to another address with the same content.
        "/releases/2022/09/road/" => Some((302, "Location: /moved/\r\n".into(), Vec::new())),
        "/moved/" => Some((200, String::new(), road.clone())),
        "/releases/2022/09/wrong/" => Some((410, String::new(), gone.clone())),
        "/404.html" => None,
        // Busy at first.
        "/" if tries.fetch_add(1, Ordering::Relaxed) == 0 => Some((503, String::new(), Vec::new())),
        _ => None,
    });
    let (code, said) = crier(site.path(), &["verify", &url]);
    assert_eq!(code, 0, "{said}");
}

#[test]
fn a_host_that_pads_or_fails_is_told() {
    let site = built();
    let asked = Arc::new(Mutex::new(0));
    let count = asked.clone();
    let url = serve(site.path().join("public"), move |path| match path {
        "/feed.xml" => Some((200, String::new(), vec![b'x'; 1 << 20])),
        "/rss.xml" => {
            *count.lock().unwrap() += 1;
            Some((500, String::new(), Vec::new()))
        }
        _ => None,
    });
    let (code, said) = crier(site.path(), &["verify", &url, "--format", "short"]);
    assert_eq!(code, 1);
    let lines: Vec<&str> = said.lines().collect();
    assert!(lines.len() == 2 && lines[0].starts_with("feed.xml: error[verify/altered]"), "{said}");
    assert!(
        lines[1].starts_with(
            "rss.xml: error[verify/unreadable]: this file cannot be read: the host answered 500"
        )
    );
    assert_eq!(*asked.lock().unwrap(), 3);
}

#[test]
fn what_is_no_published_site_is_told_apart() {
    let site = built();
    let hosts = [
        ("", "there is no manifest"),
        ("{\"name\": \"App\", \"icons\": []}", "is no manifest of crier"),
        ("{\"version\": 2, \"files\": 7}", "the manifest is of version 2, this crier reads version 1"),
        ("<!doctype html>", "is no manifest of crier"),
        (
            "{\"version\": 1, \"generator\": \"other 1\", \"site\": {\"title\":\"\",\"base_url\":\"\"}, \"files\": []}",
            "was written by other 1, not by crier",
        ),
    ];
    for (text, expected) in hosts {
        let folder = tempfile::tempdir().unwrap();
        if !text.is_empty() {
            fs::write(folder.path().join("manifest.json"), text).unwrap();
        }
        let url = serve(folder.path().to_owned(), |_| None);
        for place in [url.as_str(), folder.path().to_str().unwrap()] {
            for command in [&["verify", place][..], &["check", "--against", place]] {
                let (code, said) = crier(site.path(), command);
                assert!(code == 2 && said.contains(expected), "{place}: {said}");
            }
        }
    }
    // Nobody listens, and nobody answers.
    let silent = TcpListener::bind("127.0.0.1:0").unwrap();
    let closed = format!("http://{}", silent.local_addr().unwrap());
    drop(silent);
    let loops =
        serve(site.path().to_owned(), |path| Some((302, format!("Location: {path}x\r\n"), Vec::new())));
    for (place, expected) in [
        (closed.as_str(), "cannot be read"),
        ("http://nowhere.invalid/", "cannot be read"),
        (&loops, "redirects again and again"),
    ] {
        let (code, said) = crier(site.path(), &["verify", place]);
        assert!(code == 2 && said.contains(expected) && said.contains("help:"), "{place}: {said}");
    }
}

#[test]
fn a_client_does_not_wait_for_ever() {
    let listener = TcpListener::bind("127.0.0.1:0").unwrap();
    let url = format!("http://{}/", listener.local_addr().unwrap());
    let client = crier::fetch::Client::new(Duration::from_millis(100));
    assert_eq!(client.get(&url, 1000), Err(crier::fetch::failure::Failure::Timeout));
}

#[test]
fn a_signature_is_verified() {
    let fixtures = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/published");
    let copy = tempfile::tempdir().unwrap();
    for file in ["index.html", "manifest.json", "manifest.json.minisig"] {
        fs::copy(fixtures.join("signed").join(file), copy.path().join(file)).unwrap();
    }
    let key = fixtures.join("minisign.pub");
    let verify = |key: &str| crier(copy.path(), &["verify", ".", "--key", key]);
    let (code, said) = verify(key.to_str().unwrap());
    assert!(code == 0 && said == "verified 1 file, signed: all as built\n", "{said}");
    let text = fs::read_to_string(&key).unwrap();
    assert_eq!(verify(text.lines().nth(1).unwrap()).0, 0);
    let url = serve(copy.path().to_owned(), |_| None);
    assert_eq!(crier(copy.path(), &["verify", &url, "--key", key.to_str().unwrap()]).0, 0);

    let (code, said) = verify(fixtures.join("other.pub").to_str().unwrap());
    assert!(code == 1 && said.contains("error[verify/signature]"), "{said}");
    let (code, said) = verify("nowhere.pub");
    assert!(code == 2 && said.contains("cannot be read"), "{said}");
    let (code, said) = verify("index.html");
    assert!(code == 2 && said.contains("is no public key"), "{said}");

    // Who alters a file and the manifest with it is found by the key alone.
    let (page, manifest) = (copy.path().join("index.html"), copy.path().join("manifest.json"));
    fs::write(&page, "<p>Road opened</p>\n").unwrap();
    assert_eq!(verify(key.to_str().unwrap()).0, 1);
    let digest = "aca14eb5c86f693be6944f5faa9e075ea744ae8b3462e0cb9f7f22dab40e52e7";
    let text = fs::read_to_string(&manifest).unwrap();
    let at = text.find("\"sha256\":\"").unwrap() + 10;
    fs::write(&manifest, format!("{}{digest}{}", &text[..at], &text[at + 64..])).unwrap();
    assert_eq!(crier(copy.path(), &["verify", "."]).0, 0);
    let (code, said) = verify(key.to_str().unwrap());
    assert!(code == 1 && said.contains("the signature does not fit"), "{said}");
    fs::remove_file(copy.path().join("manifest.json.minisig")).unwrap();
    let (code, said) = verify(key.to_str().unwrap());
    assert!(code == 1 && said.contains("the manifest is not signed"), "{said}");
}

#[test]
fn a_break_is_accepted_in_a_file_that_keeps_its_comments() {
    let site = built();
    let url = serve(site.path().join("public"), |_| None);
    let published = site.path().join("content/releases/2022/09/road.md");
    let text = fs::read_to_string(&published).unwrap();
    fs::write(&published, text.replace("2022-09-28", "2022-09-27").replace("Text", "Words")).unwrap();
    let (code, said) = crier(site.path(), &["check", "--against", &url]);
    assert!(code == 1 && said.contains("guard/id-reused"), "{said}");
    fs::write(&published, text.replace("2022-09-28", "2022-09-27")).unwrap();
    let (code, said) = crier(site.path(), &["check", "--against", "public"]);
    assert!(code == 1 && said.contains("road.md:3:7") && said.contains("guard/date-changed"), "{said}");

    let exceptions = site.path().join("content/exceptions.yaml");
    fs::write(
        &exceptions,
        "# Ours.\n- address: /x/   # as it was\n  code: guard/vanished\n  accepted: 2020-01-01",
    )
    .unwrap();
    let accept = ["check", "--against", &url, "--now", "2026-11-24", "--accept", "/releases/2022/09/road/"];
    let (code, said) = crier(site.path(), &accept);
    assert_eq!(code, 0, "{said}");
    let written = fs::read_to_string(&exceptions).unwrap();
    assert_eq!(
        written,
        "# Ours.\n- address: /x/   # as it was\n  code: guard/vanished\n  accepted: 2020-01-01\n- address: \"/releases/2022/09/road/\"\n  code: guard/date-changed\n  was: \"2022-09-28T00:00:00+00:00\"\n  accepted: 2026-11-24\n"
    );
    assert_eq!(crier(site.path(), &["check", "--against", &url]).0, 0);
    // Once more changes nothing.
    assert_eq!(crier(site.path(), &accept).0, 0);
    assert_eq!(fs::read_to_string(&exceptions).unwrap(), written);
    // The exception is of the date, and of nothing else.
    fs::write(&published, text.replace("Text", "Words")).unwrap();
    let (code, said) = crier(site.path(), &["check", "--against", &url, "--deny-warnings"]);
    assert!(code == 1 && said.contains("guard/text-changed"), "{said}");
    let (code, said) = crier(site.path(), &["check", "--against", &url, "--accept", "/nowhere/"]);
    assert!(code == 2 && said.contains("nothing to accept at /nowhere/"), "{said}");
    fs::write(&exceptions, "{}\n").unwrap();
    let (code, said) =
        crier(site.path(), &["check", "--against", &url, "--accept", "/releases/2022/09/road/"]);
    assert!(code == 2 && said.contains("cannot be added"), "{said}");
    assert_eq!(fs::read_to_string(&exceptions).unwrap(), "{}\n");
}
