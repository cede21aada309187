//! A web server that answers as a test wants, and remembers what it was asked.
#![expect(clippy::disallowed_methods, reason = "when it was asked is remembered")]

use std::io::{BufRead, BufReader, Read, Write};
use std::net::{TcpListener, TcpStream};
use std::sync::atomic::{AtomicUsize, Ordering};
use std::sync::{Arc, Mutex};
use std::thread;
use std::time::{Duration, Instant};

/// What a server does.
pub(crate) enum Say {
    /// Answers: status, more header lines, body.
    This(u16, String, Vec<u8>),
    /// Answers with this status after a while.
    Late(Duration, u16),
    /// Sends a body without end.
    Endless,
    /// Sends its headers a byte at a time, without end.
    Drip,
    /// Closes the connection.
    Nothing,
    /// Sends what is no HTTP.
    Noise,
}

/// An answer without a body.
pub(crate) fn say(status: u16) -> Say {
    Say::This(status, String::new(), Vec::new())
}

/// An answer with one more header.
pub(crate) fn with(status: u16, name: &str, value: &str) -> Say {
    Say::This(status, format!("{name}: {value}\r\n"), Vec::new())
}

/// A request.
#[derive(Debug, Clone)]
pub(crate) struct Asked {
    /// `HEAD /path`.
    pub(crate) line: String,
    /// All headers, in lower case.
    pub(crate) headers: String,
    pub(crate) body: String,
    pub(crate) at: Instant,
}

#[derive(Default)]
struct Seen {
    asked: Mutex<Vec<Asked>>,
    under_way: AtomicUsize,
    most: AtomicUsize,
}

/// A server, stopped with the test.
pub(crate) struct Server {
    pub(crate) url: String,
    seen: Arc<Seen>,
}

impl Server {
    /// `answer` is given `HEAD /path`. Where it does not care, `robots.txt` is not there and all else is.
    pub(crate) fn new(answer: impl Fn(&str) -> Option<Say> + Send + Sync + 'static) -> Self {
        let listener = TcpListener::bind("127.0.0.1:0").unwrap();
        let url = format!("http://{}", listener.local_addr().unwrap());
        let (seen, answer) = (Arc::new(Seen::default()), Arc::new(answer));
        let shared = seen.clone();
        thread::spawn(move || {
            for stream in listener.incoming().flatten() {
                let (seen, answer) = (shared.clone(), answer.clone());
                thread::spawn(move || drop(serve(&stream, &seen, &*answer)));
            }
        });
        Server { url, seen }
    }

    /// The address of a path.
    pub(crate) fn at(&self, path: &str) -> String {
        format!("{}{path}", self.url)
    }

    /// What was asked so far, in order.
    pub(crate) fn asked(&self) -> Vec<Asked> {
        self.seen.asked.lock().unwrap().clone()
    }

    /// The lines of what was asked, `robots.txt` left out.
    pub(crate) fn lines(&self) -> Vec<String> {
        self.asked().into_iter().map(|it| it.line).filter(|line| !line.ends_with("/robots.txt")).collect()
    }

    /// The most requests that were under way at once.
    pub(crate) fn most(&self) -> usize {
        self.seen.most.load(Ordering::SeqCst)
    }
}

fn serve(stream: &TcpStream, seen: &Seen, answer: &dyn Fn(&str) -> Option<Say>) -> std::io::Result<()> {
    // No test waits for longer.
    stream.set_read_timeout(Some(Duration::from_secs(20)))?;
    stream.set_write_timeout(Some(Duration::from_secs(20)))?;
    let mut reader = BufReader::new(stream);
    let (mut first, mut headers) = (String::new(), String::new());
    reader.read_line(&mut first)?;
    while reader.read_line(&mut headers)? > 2 {}
    headers.make_ascii_lowercase();
    let length = headers.lines().find_map(|line| line.strip_prefix("content-length:"));
    let length = length.map_or(0, |length| length.trim().parse().unwrap());
    let mut body = String::new();
    reader.take(length).read_to_string(&mut body)?;
    let line = first.rsplit_once(' ').map_or("", |(line, _)| line).to_owned();
    let asked = Asked { line: line.clone(), headers, body, at: Instant::now() };
    seen.asked.lock().unwrap().push(asked);
    let otherwise = || say(if line.ends_with("/robots.txt") { 404 } else { 200 });
    let mut stream = stream;
    let answer = answer(&line).unwrap_or_else(otherwise);
    let now = seen.under_way.fetch_add(1, Ordering::SeqCst) + 1;
    seen.most.fetch_max(now, Ordering::SeqCst);
    if let Say::Late(pause, _) = &answer {
        thread::sleep(*pause);
    }
    // Before the answer: who has it may ask the next thing at once.
    seen.under_way.fetch_sub(1, Ordering::SeqCst);
    match answer {
        Say::This(status, more, body) => {
            let length = body.len();
            write!(
                stream,
                "HTTP/1.1 {status} X\r\nContent-Length: {length}\r\nConnection: close\r\n{more}\r\n"
            )?;
            if !line.starts_with("HEAD") {
                stream.write_all(&body)?;
            }
            Ok(())
        }
        Say::Late(_, status) => {
            write!(stream, "HTTP/1.1 {status} X\r\nContent-Length: 0\r\nConnection: close\r\n\r\n")
        }
        Say::Endless => {
            write!(stream, "HTTP/1.1 200 X\r\nConnection: close\r\n\r\n")?;
            loop {
                stream.write_all(&[b'x'; 4096])?;
            }
        }
        Say::Drip => {
            write!(stream, "HTTP/1.1 200 X\r\nX-Slow: ")?;
            loop {
                stream.write_all(b"x")?;
                thread::sleep(Duration::from_millis(20));
            }
        }
        Say::Nothing => Ok(()),
        Say::Noise => stream.write_all(b"\x15\x03\x01\x00\x02\x02\x50\r\n\r\n"),
    }
}
