//! `crier serve`: the site while it is written.
#![expect(
    clippy::disallowed_methods,
    reason = "how long it took is told, and the clock numbers what is shown"
)]

pub mod shown;
pub mod studio;

use crate::commands::arguments::ServeOptions;
use crate::commands::outcome::Outcome;
use crate::commands::serve::studio::Studio;
use crate::commands::session::{self, plural};
use crate::disk::snapshot::PARTS;
use crate::serve::live::Live;
use crate::serve::watch::{Seen, Watcher};
use crate::serve::{Server, next_free_port};
use jiff::Timestamp;
use std::collections::{BTreeSet, HashSet};
use std::io::{self, BufRead, IsTerminal};
use std::net::{IpAddr, SocketAddr};
use std::path::PathBuf;
use std::sync::Arc;
use std::sync::mpsc::{self, Receiver, RecvTimeoutError, Sender};
use std::time::{Duration, Instant};

/// Editors save in several steps; what happens within this time is one change.
const DEBOUNCE: Duration = Duration::from_millis(30);

/// What wakes the preview.
enum Event {
    /// Files may have changed.
    Seen(Seen),
    /// A line was typed.
    Typed(String),
}

/// Serves the site until it is told to end.
pub fn run(options: &ServeOptions) -> Outcome {
    match serve(options) {
        Ok(outcome) => outcome,
        Err(outcome) => outcome,
    }
}

fn serve(options: &ServeOptions) -> Result<Outcome, Outcome> {
    let start = Instant::now();
    let server = bind(options)?;
    let bound = server.address().map_err(|error| cannot_serve(&error))?;
    let shown_ip = if bound.ip().is_unspecified() { IpAddr::from([127, 0, 0, 1]) } else { bound.ip() };
    let url = format!("http://{}/", SocketAddr::new(shown_ip, bound.port()));

    let (sender, events) = mpsc::channel();
    let mut studio = Studio::open(options, &url)?;
    // Watched before it is read: what is saved meanwhile is not missed.
    let watcher = watch(&studio, sender.clone())?;
    studio.refresh(None);
    studio.require_site()?;
    let built = studio.build()?;
    if let Some(site) = &built.site {
        session::say(
            &mut io::stdout(),
            &format!(
                "{} at {url}  ({}, ready after {} ms)\n",
                site.config.title.get(&site.config.languages[0]),
                plural(site.archive.items.len(), "release"),
                start.elapsed().as_millis(),
            ),
        );
    }
    if !bound.ip().is_loopback() {
        session::say(
            &mut io::stderr(),
            &format!("anybody who can reach {bound} can read this site, held releases too\n"),
        );
    }
    let showing = studio.show(built);
    let generation = u64::try_from(Timestamp::now().as_millisecond()).unwrap_or_default();
    let live = Arc::new(Live::new(showing.shown.clone(), showing.overlay.clone(), generation));
    let _serving = server.serve(live.clone()).map_err(|error| cannot_serve(&error))?;
    studio.print(&showing);
    drop(showing);
    if options.open {
        open_browser(&url);
    }
    if io::stdin().is_terminal() {
        listen_to_keys(sender);
        session::say(&mut io::stdout(), "press h and Enter for help; Ctrl-C ends\n");
    }
    Ok(attend(studio, &live, watcher, &events, &url))
}

fn bind(options: &ServeOptions) -> Result<Server, Outcome> {
    let (address, port) = (options.address, options.port);
    Server::bind(address, port).map_err(|error| match error.kind() {
        io::ErrorKind::AddrInUse => {
            let help = match next_free_port(address, port) {
                Some(port) => format!("take the next free one: crier serve --port {port}"),
                None => "name another one with --port".to_owned(),
            };
            Outcome::stop(format!("port {port} is in use"), help)
        }
        io::ErrorKind::PermissionDenied => Outcome::stop(
            format!("port {port} is kept for the system"),
            "take one above 1023, such as --port 4000",
        ),
        io::ErrorKind::AddrNotAvailable => {
            Outcome::stop(format!("{address} is no address of this machine"), "leave --address out")
        }
        _ => cannot_serve(&error),
    })
}

fn cannot_serve(error: &io::Error) -> Outcome {
    Outcome::stop(format!("the site cannot be served: {error}"), "try another --port")
}

fn watch(studio: &Studio, sender: Sender<Event>) -> Result<Watcher, Outcome> {
    let tell = move |seen| {
        // Nobody listens any more when the preview has ended.
        let _ = sender.send(Event::Seen(seen));
    };
    Watcher::new(studio.folder(), &PARTS, tell).map_err(|error| cannot_watch(&error))
}

fn cannot_watch(error: &dyn std::fmt::Display) -> Outcome {
    Outcome::stop(
        format!("changes of the site's files cannot be seen: {error}"),
        "on Linux, raise fs.inotify.max_user_watches; or build with `crier build`",
    )
}

fn open_browser(url: &str) {
    if let Err(error) = open::that_detached(url) {
        session::say(&mut io::stderr(), &format!("no browser can be opened: {error}\n"));
    }
}

fn listen_to_keys(sender: Sender<Event>) {
    std::thread::spawn(move || {
        for line in io::stdin().lock().lines().map_while(Result::ok) {
            if sender.send(Event::Typed(line)).is_err() {
                break;
            }
        }
    });
}

/// Shows what changes until somebody ends it.
fn attend(
    mut studio: Studio<'_>,
    live: &Live,
    mut watcher: Watcher,
    events: &Receiver<Event>,
    url: &str,
) -> Outcome {
    loop {
        let event = match studio.sleep() {
            Some(time) => match events.recv_timeout(time) {
                Ok(event) => Some(event),
                Err(RecvTimeoutError::Timeout) => None,
                Err(RecvTimeoutError::Disconnected) => return Outcome::Clean,
            },
            None => match events.recv() {
                Ok(event) => Some(event),
                Err(_) => return Outcome::Clean,
            },
        };
        if let Some(Event::Seen(_)) = event {
            std::thread::sleep(DEBOUNCE);
        }
        // What came meanwhile belongs to the same change.
        let mut seen = Vec::new();
        for event in event.into_iter().chain(events.try_iter()) {
            match event {
                Event::Seen(more) => seen.push(more),
                Event::Typed(line) => match line.trim() {
                    "q" | "quit" => return Outcome::Clean,
                    "o" | "open" => open_browser(url),
                    "h" | "help" => session::say(
                        &mut io::stdout(),
                        "o and Enter: open the site in a browser\nq and Enter: end (so does Ctrl-C)\n",
                    ),
                    _ => {}
                },
            }
        }
        if seen.is_empty() {
            if studio.is_due() {
                studio.rebuild(live, &HashSet::new(), "a held release is due");
            }
            continue;
        }
        let paths = merged(seen);
        if let Some(Err(error)) = paths.as_ref().map(|paths| watcher.follow(paths)) {
            return cannot_watch(&error);
        }
        let changed = studio.refresh(paths.as_ref());
        if !changed.is_empty() {
            studio.rebuild(live, &changed, &name(&changed));
        }
    }
}

/// All paths that were seen; nothing where anything may have changed.
fn merged(seen: Vec<Seen>) -> Option<BTreeSet<PathBuf>> {
    let mut paths = BTreeSet::new();
    for seen in seen {
        match seen {
            Seen::Paths(more) => paths.extend(more),
            Seen::Anything => return None,
        }
    }
    Some(paths)
}

/// What changed, in a few words.
fn name(changed: &HashSet<Arc<str>>) -> String {
    match changed.iter().next() {
        Some(path) if changed.len() == 1 => format!("{path} changed"),
        _ => format!("{} files changed", changed.len()),
    }
}
