//! Asking other sites: what is asked, how often, and what is made of the answers.
#![expect(clippy::disallowed_methods, reason = "how long it takes is what is tested")]

use crate::server::{Say, Server, say, with};
use crier::fetch::polite;
use crier::fetch::queue::Bounds;
use crier::fetch::verdict::{Unasked, Verdict};
use std::sync::atomic::{AtomicUsize, Ordering};
use std::time::{Duration, Instant};
use url::Url;

/// As patient as a test may be.
const BOUNDS: Bounds = Bounds {
    in_all: 16,
    per_host: 2,
    patience: Duration::from_millis(400),
    pause: Duration::from_millis(10),
    longest_pause: Duration::from_secs(2),
    time_per_host: Duration::from_secs(10),
};

fn ask_with(bounds: Bounds, addresses: &[String]) -> Vec<Verdict> {
    let urls: Vec<Url> = addresses.iter().map(|it| it.parse().unwrap()).collect();
    polite::ask(&urls, bounds, true, &|_| ())
}

fn ask(addresses: &[String]) -> Vec<Verdict> {
    ask_with(BOUNDS, addresses)
}

fn gone(why: &str) -> Verdict {
    Verdict::Gone(why.into())
}

fn unanswered(why: &str) -> Verdict {
    Verdict::Unanswered(why.into())
}

#[test]
fn what_is_there_is_asked_with_head_and_once() {
    let server = Server::new(|_| None);
    assert_eq!(ask(&[server.at("/a?x=1")]), [Verdict::There]);
    let asked = server.asked();
    let lines: Vec<&str> = asked.iter().map(|it| it.line.as_str()).collect();
    assert_eq!(lines, ["GET /robots.txt", "HEAD /a?x=1"]);
    for request in asked {
        assert!(request.headers.contains("user-agent: crier/"), "{}", request.headers);
        assert!(!request.headers.contains("referer"), "{}", request.headers);
    }
}

#[test]
fn what_head_is_told_is_not_believed() {
    let server = Server::new(|line| match line {
        "HEAD /405" => Some(say(405)),
        "HEAD /404" => Some(say(404)),
        "HEAD /cut" => Some(Say::Nothing),
        "GET /endless" => Some(Say::Endless),
        "HEAD /endless" => Some(say(501)),
        line if line.ends_with("/gone") => Some(say(410)),
        line if line.ends_with("/never") => Some(say(404)),
        line if line.ends_with("/private") => Some(say(403)),
        _ => None,
    });
    let paths = ["/405", "/404", "/cut", "/endless", "/gone", "/never", "/private"];
    let start = Instant::now();
    let refused = unanswered("the host answered 403, and does not let crier in");
    assert_eq!(
        ask(&paths.map(|path| server.at(path))),
        [
            Verdict::There,
            Verdict::There,
            Verdict::There,
            Verdict::There,
            gone("the host answered 410"),
            gone("the host answered 404"),
            refused
        ]
    );
    assert!(start.elapsed() < Duration::from_secs(2), "a body is read: {:?}", start.elapsed());
    // Each is asked twice, with HEAD and then with GET.
    assert_eq!(server.lines().len(), 14, "{:?}", server.lines());
}

#[test]
fn redirects_are_followed_and_permanent_ones_told() {
    let other = Server::new(|line| (line == "HEAD /there").then(|| say(200)).or(Some(say(404))));
    let there = other.at("/there");
    let to = there.clone();
    let nowhere = other.at("/nowhere");
    let server = Server::new(move |line| {
        let path = line.split(' ').nth(1).unwrap();
        Some(match path {
            "/permanent" => with(301, "Location", "/new%20name#place"),
            "/both" => with(308, "Location", "then"),
            "/then" => with(302, "Location", "/new"),
            "/for-now" => with(302, "Location", "/permanent"),
            "/away" => with(301, "Location", &to),
            "/lost" => with(301, "Location", &nowhere),
            "/loop" => with(302, "Location", "/pool"),
            "/pool" => with(302, "Location", "/loop"),
            "/mail" => with(302, "Location", "mailto:a@b.example"),
            "/broken" => with(302, "Location", "http://[/"),
            "/nameless" => say(302),
            "/robots.txt" => return None,
            path if path.starts_with("/deep") => with(301, "Location", &format!("{path}x")),
            _ => return None,
        })
    });
    let paths = [
        "/permanent",
        "/both",
        "/for-now",
        "/away",
        "/lost",
        "/loop",
        "/mail",
        "/broken",
        "/nameless",
        "/deep",
    ];
    assert_eq!(
        ask(&paths.map(|path| server.at(path))),
        [
            Verdict::Moved(server.at("/new%20name")),
            Verdict::Moved(server.at("/then")),
            Verdict::There,
            Verdict::Moved(there),
            gone(&format!("it leads to {}, where the host answered 404", other.at("/nowhere"))),
            unanswered("the host redirects again and again"),
            unanswered("it redirects out of the web, to `mailto:`"),
            unanswered("it redirects to what is no address"),
            Verdict::There,
            unanswered("the host redirects again and again"),
        ]
    );
    // The rules of the other host are asked for before it is.
    assert_eq!(other.asked()[0].line, "GET /robots.txt");
}

#[test]
fn what_a_host_forbids_is_not_asked() {
    let server = Server::new(|line| {
        let rules =
            "User-agent: *\nDisallow: /\n\nUser-agent: crier\nDisallow: /private\nAllow: /private/press\n";
        (line == "GET /robots.txt").then(|| Say::This(200, String::new(), rules.into()))
    });
    let to = server.at("/private/x");
    let other = Server::new(move |line| (line == "HEAD /x").then(|| with(302, "Location", &to)));
    let forbidden = Verdict::NotAsked(Unasked::Robots);
    let addresses =
        [server.at("/private/a?b"), server.at("/private/press"), server.at("/open"), other.at("/x")];
    assert_eq!(ask(&addresses), [forbidden.clone(), Verdict::There, Verdict::There, forbidden]);
    let mut lines = server.lines();
    lines.sort();
    assert_eq!(lines, ["HEAD /open", "HEAD /private/press"]);
}

#[test]
fn odd_rules_of_hosts_are_borne() {
    let robots = |say: fn() -> Say| {
        let server = Server::new(move |line| (line == "GET /robots.txt").then(say));
        let verdict = ask(&[server.at("/a")]).remove(0);
        (verdict, server.asked().len())
    };
    let huge = || {
        let mut text = b"User-agent: *\nDisallow: /a\n".to_vec();
        text.resize(3_000_000, b'#');
        Say::This(200, String::new(), text)
    };
    assert_eq!(robots(huge), (Verdict::NotAsked(Unasked::Robots), 1));
    assert_eq!(robots(|| Say::Endless), (Verdict::There, 2));
    assert_eq!(robots(|| Say::This(200, String::new(), vec![0xff; 1000])), (Verdict::There, 2));
    assert_eq!(robots(|| say(403)), (Verdict::There, 2));
    assert_eq!(robots(|| with(301, "Location", "/robots.txt")), (Verdict::There, 7));
    // Who does not say what is forbidden is left alone (RFC 9309, section 2.3.1.4).
    let down = "the host answered 503 when it was asked for robots.txt";
    assert_eq!(robots(|| say(503)), (unanswered(down), 3));
    assert_eq!(robots(|| Say::Drip).0, unanswered("the host did not answer in time"));
    assert_eq!(robots(|| with(429, "Retry-After", "86400")), (Verdict::NotAsked(Unasked::Later), 1));
}

#[test]
fn a_host_sets_the_pace() {
    let server = Server::new(|line| {
        let rules = "User-agent: crier\nCrawl-delay: 0.15\n";
        (line == "GET /robots.txt").then(|| Say::This(200, String::new(), rules.into()))
    });
    let addresses: Vec<String> = (0..5).map(|number| server.at(&format!("/{number}"))).collect();
    assert_eq!(ask(&addresses), vec![Verdict::There; 5]);
    assert_eq!(server.lines(), ["HEAD /0", "HEAD /1", "HEAD /2", "HEAD /3", "HEAD /4"]);
    let asked = server.asked();
    for pair in asked[1..].windows(2) {
        let pause = pair[1].at - pair[0].at;
        assert!(pause >= Duration::from_millis(130), "{pause:?}");
    }
    // A host that takes its time takes no more than it is given.
    let short = Bounds { time_per_host: Duration::from_millis(250), ..BOUNDS };
    let verdicts = ask_with(short, &addresses);
    let left = verdicts.iter().filter(|it| **it == Verdict::NotAsked(Unasked::Time)).count();
    assert!((2..=4).contains(&left), "{verdicts:?}");
}

#[test]
fn a_busy_host_is_asked_again_when_it_wants() {
    let times = AtomicUsize::new(0);
    let server = Server::new(move |line| match line {
        "HEAD /busy" if times.fetch_add(1, Ordering::SeqCst) == 0 => Some(with(429, "Retry-After", "1")),
        _ => None,
    });
    assert_eq!(ask(&[server.at("/busy"), server.at("/other")]), vec![Verdict::There; 2]);
    let busy: Vec<Instant> =
        server.asked().iter().filter(|it| it.line == "HEAD /busy").map(|it| it.at).collect();
    assert!(busy.len() == 2 && busy[1] - busy[0] >= Duration::from_millis(950), "{busy:?}");
    let past = "Sun, 06 Nov 1994 08:49:37 GMT";
    let server = Server::new(move |line| (line != "GET /robots.txt").then(|| with(503, "Retry-After", past)));
    assert_eq!(ask(&[server.at("/")]), [unanswered("the host answered 503")]);
    assert_eq!(server.lines().len(), 3);
    // Longer than anybody waits: what is left of the host is left for another day.
    let server = Server::new(|line| match line {
        "HEAD /0" => Some(with(429, "Retry-After", "3600")),
        "GET /robots.txt" => Some(Say::This(200, String::new(), b"User-agent: *\nCrawl-delay: 0.05".into())),
        _ => None,
    });
    let addresses: Vec<String> = (0..4).map(|number| server.at(&format!("/{number}"))).collect();
    assert_eq!(ask(&addresses), vec![Verdict::NotAsked(Unasked::Later); 4]);
    assert_eq!(server.lines(), ["HEAD /0"]);
}

#[test]
fn what_does_not_answer_is_tried_again_and_told() {
    let times = AtomicUsize::new(0);
    let server = Server::new(move |line| match line.split(' ').nth(1).unwrap() {
        "/drip" => Some(Say::Drip),
        "/late" => Some(Say::Late(Duration::from_secs(2), 200)),
        "/noise" => Some(Say::Noise),
        "/down" => Some(say(500)),
        "/later" if times.fetch_add(1, Ordering::SeqCst) < 3 => Some(say(502)),
        _ => None,
    });
    let closed = {
        let listener = std::net::TcpListener::bind("127.0.0.1:0").unwrap();
        format!("http://{}/", listener.local_addr().unwrap())
    };
    let mut addresses: Vec<String> =
        ["/drip", "/late", "/noise", "/down", "/later"].map(|it| server.at(it)).into();
    addresses.extend([closed, "http://nowhere.invalid/".into()]);
    let start = Instant::now();
    let verdicts = ask(&addresses);
    assert!(start.elapsed() < Duration::from_secs(8), "{:?}", start.elapsed());
    let late = unanswered("the host did not answer in time");
    assert_eq!(verdicts[..2], [late.clone(), late]);
    assert!(matches!(verdicts[2], Verdict::Unanswered(_)), "{:?}", verdicts[2]);
    assert_eq!(verdicts[3..5], [unanswered("the host answered 500"), Verdict::There]);
    assert_eq!(verdicts[5], unanswered("the host refuses the connection"));
    // Where there is no network, nobody knows; elsewhere there is no such host.
    assert!(matches!(verdicts[6], Verdict::Gone(_) | Verdict::Unanswered(_)), "{:?}", verdicts[6]);
    assert_eq!(server.lines().iter().filter(|line| line.ends_with("/down")).count(), 4);
}

#[test]
fn few_are_asked_at_once() {
    let slow =
        |line: &str| (!line.ends_with("robots.txt")).then_some(Say::Late(Duration::from_millis(60), 200));
    let hosts: Vec<Server> = (0..4).map(|_| Server::new(slow)).collect();
    let addresses: Vec<String> =
        hosts.iter().flat_map(|host| (0..6).map(|number| host.at(&format!("/{number}")))).collect();
    assert_eq!(ask(&addresses), vec![Verdict::There; 24]);
    for host in &hosts {
        assert!(host.most() <= BOUNDS.per_host, "{} at once", host.most());
        assert_eq!(host.asked().len(), 7);
    }
    assert!(hosts.iter().any(|host| host.most() == BOUNDS.per_host), "nothing is asked at once");
    // One at a time in all: no two hosts at once either.
    let one = Bounds { in_all: 1, ..BOUNDS };
    let hosts: Vec<Server> = (0..3).map(|_| Server::new(slow)).collect();
    let addresses: Vec<String> = hosts.iter().flat_map(|host| [host.at("/1"), host.at("/2")]).collect();
    ask_with(one, &addresses);
    let mut times: Vec<Instant> = hosts
        .iter()
        .flat_map(|host| host.asked())
        .filter(|it| it.line.starts_with("HEAD"))
        .map(|it| it.at)
        .collect();
    times.sort();
    assert!(times.windows(2).all(|pair| pair[1] - pair[0] >= Duration::from_millis(55)), "{times:?}");
}

#[test]
fn the_local_network_is_not_asked() {
    let server = Server::new(|_| None);
    let port = server.url.rsplit(':').next().unwrap().to_owned();
    let urls: Vec<Url> = ["127.0.0.1", "localhost", "[::ffff:127.0.0.1]", "2130706433"]
        .map(|host| format!("http://{host}:{port}/").parse().unwrap())
        .into();
    let verdicts = polite::ask(&urls, BOUNDS, false, &|_| ());
    assert_eq!(verdicts, vec![Verdict::Private; 4]);
    assert!(server.asked().is_empty());
}
