//! `crier serve`: the site while it is written.
#![expect(clippy::disallowed_methods, reason = "the clock is the default of --now, and times are told")]

use crate::base::address::Base;
use crate::base::diagnostic::{Report, Severity};
use crate::base::moment::Moment;
use crate::base::output::Content;
use crate::base::source::Sources;
use crate::build::memo::Memo;
use crate::build::preview::{Found, Preview};
use crate::build::{self, Site};
use crate::commands::arguments::{ReportOptions, ServeOptions};
use crate::commands::outcome::Outcome;
use crate::commands::session::{self, plural};
use crate::config;
use crate::disk::machine;
use crate::disk::snapshot::{PARTS, Snapshot};
use crate::report::html::Editor;
use crate::report::{self, Format, style::Style};
use crate::serve::live::{Answer, Body, Live, Show};
use crate::serve::watch::{Seen, Watcher};
use crate::serve::{Server, next_free_port};
use crate::theme::Theme;
use jiff::Timestamp;
use jiff::tz::TimeZone;
use std::collections::{BTreeSet, HashSet};
use std::io::{self, BufRead, IsTerminal};
use std::net::IpAddr;
use std::path::PathBuf;
use std::sync::Arc;
use std::sync::mpsc::{self, Receiver, RecvTimeoutError, Sender};
use std::time::{Duration, Instant};

/// No longer than this is slept, so that a clock that is set is noticed.
const LONGEST_SLEEP: Duration = Duration::from_secs(60);

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
    let url = format!("http://{}/", std::net::SocketAddr::new(shown_ip, bound.port()));

    let (sender, events) = mpsc::channel();
    let mut studio = Studio::open(options, &url)?;
    // Watched before it is read: what is saved meanwhile is not missed.
    let watcher = watch(&studio, sender.clone())?;
    studio.take_over();
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
    let (shown, overlay) = studio.show(built);
    let generation = u64::try_from(Timestamp::now().as_millisecond()).unwrap_or_default();
    let live = Arc::new(Live::new(shown, overlay, generation));
    let _serving = server.serve(live.clone()).map_err(|error| cannot_serve(&error))?;
    if options.open {
        open_browser(&url);
    }
    if io::stdin().is_terminal() {
        listen_to_keys(sender);
        session::say(&mut io::stdout(), "press h and Enter for help; Ctrl-C ends\n");
    }
    Ok(studio.attend(&live, watcher, &events, &url))
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
    Watcher::new(studio.snapshot.folder(), &PARTS, tell).map_err(|error| cannot_watch(&error))
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

/// The site as it is being written.
struct Studio<'a> {
    options: &'a ServeOptions,
    base: Base,
    editor: Option<Editor>,
    snapshot: Snapshot,
    memo: Memo,
    zone: TimeZone,
    /// The site that is shown, and its theme.
    shown: Option<(Arc<dyn Show>, Arc<Theme>)>,
    /// What was printed of the findings that stand.
    printed: String,
    next_due: Option<Timestamp>,
}

/// What a build of the studio gave.
struct Built {
    sources: Sources,
    site: Option<Site>,
    report: Report,
}

impl<'a> Studio<'a> {
    fn open(options: &'a ServeOptions, url: &str) -> Result<Self, Outcome> {
        let snapshot = Snapshot::take(&options.site).map_err(|error| {
            Outcome::stop(
                format!("the folder {} cannot be read: {error}", options.site.display()),
                "name the folder with --site",
            )
        })?;
        session::require_site(&snapshot.sources().0, &options.site)?;
        let base = Base::parse(url).map_err(|problem| Outcome::stop(problem, "leave --address out"))?;
        let address = options.editor.clone().or_else(machine::editor);
        let root = snapshot.folder().to_string_lossy().replace('\\', "/");
        let editor = address.map(|address| Editor { address, root });
        Ok(Studio {
            options,
            base,
            editor,
            snapshot,
            memo: Memo::default(),
            zone: TimeZone::UTC,
            shown: None,
            printed: String::new(),
            next_due: None,
        })
    }

    /// Looks at all files again.
    fn take_over(&mut self) {
        self.snapshot.refresh(None);
    }

    /// Reads and plans what has changed.
    fn build(&mut self) -> Result<Built, Outcome> {
        let (sources, mut report) = self.snapshot.sources();
        let (config, found) = config::load(&sources);
        let is_sound = !found.has_errors();
        report.absorb(found);
        self.zone = config.zone.clone();
        let now = self.options.now.as_deref();
        let order = session::order(now, self.drafts(), Some(self.base.clone()), &config)?;
        let site = match is_sound {
            true => {
                let (site, found) = build::plan(&mut self.memo, &sources, config, order);
                report.absorb(found);
                site
            }
            false => None,
        };
        Ok(Built { sources, site, report })
    }

    fn drafts(&self) -> bool {
        !self.options.no_drafts
    }

    /// What is to be shown: the new site, or the last good one under its findings.
    fn show(&mut self, built: Built) -> (Arc<dyn Show>, Option<String>) {
        let Built { sources, site, mut report } = built;
        let site = site.filter(|_| !report.has_errors());
        if let Some(site) = site {
            self.next_due = site.next_due;
            let theme = site.theme.clone();
            let is_restyled = self.shown.as_ref().is_none_or(|(_, former)| !Arc::ptr_eq(former, &theme));
            let preview = Preview::new(site);
            if is_restyled {
                report.absorb(preview.probe());
            }
            if !report.has_errors() {
                self.print(&report, &sources);
                let page = Page { preview, sources, editor: self.editor.clone() };
                let shown: Arc<dyn Show> = Arc::new(page);
                self.shown = Some((shown.clone(), theme));
                return (shown, None);
            }
        }
        self.print(&report, &sources);
        let overlay = overlay(&report, &sources, self.editor.as_ref());
        let shown = match &self.shown {
            Some((shown, _)) => shown.clone(),
            None => Arc::new(NotYet),
        };
        (shown, Some(overlay))
    }

    /// Prints findings, once.
    fn print(&mut self, report: &Report, sources: &Sources) {
        let texts = texts(sources);
        let text = report::print(report, &texts, Format::Short, Style::default());
        if text != self.printed {
            let options = ReportOptions { format: None, deny_warnings: false, quiet: false };
            session::conclude(report, sources, options, false);
            self.printed = text;
        }
    }

    /// Shows what changes until somebody ends it.
    fn attend(mut self, live: &Live, mut watcher: Watcher, events: &Receiver<Event>, url: &str) -> Outcome {
        loop {
            let event = match self.sleep() {
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
            match event {
                None => {
                    if self.next_due.is_some_and(|due| due <= Timestamp::now()) {
                        self.rebuild(live, &HashSet::new(), "a held release is due");
                    }
                }
                Some(Event::Typed(line)) => match line.trim() {
                    "q" | "quit" => return Outcome::Clean,
                    "o" | "open" => open_browser(url),
                    "h" | "help" => session::say(
                        &mut io::stdout(),
                        "o and Enter: open the site in a browser\nq and Enter: end (so does Ctrl-C)\n",
                    ),
                    _ => {}
                },
                Some(Event::Seen(seen)) => {
                    let changed = match self.look(seen, &mut watcher, events) {
                        Ok(changed) => changed,
                        Err(outcome) => return outcome,
                    };
                    if !changed.is_empty() {
                        self.rebuild(live, &changed, &name(&changed));
                    }
                }
            }
        }
    }

    /// How long to wait for the next held release.
    fn sleep(&self) -> Option<Duration> {
        let due = self.next_due.filter(|_| self.options.now.is_none())?;
        let left = due.duration_since(Timestamp::now());
        Some(Duration::try_from(left).unwrap_or_default().min(LONGEST_SLEEP))
    }

    /// Looks again at what was seen to change, and at what else was seen meanwhile.
    fn look(
        &mut self,
        seen: Seen,
        watcher: &mut Watcher,
        events: &Receiver<Event>,
    ) -> Result<HashSet<Arc<str>>, Outcome> {
        let mut paths: Option<BTreeSet<PathBuf>> = Some(BTreeSet::new());
        let mut add = |seen: Seen| match (seen, &mut paths) {
            (Seen::Paths(more), Some(paths)) => paths.extend(more),
            _ => paths = None,
        };
        add(seen);
        let mut typed = None;
        while let Ok(event) = events.try_recv() {
            match event {
                Event::Seen(seen) => add(seen),
                Event::Typed(line) => typed = Some(line),
            }
        }
        if typed.is_some_and(|line| matches!(line.trim(), "q" | "quit")) {
            return Err(Outcome::Clean);
        }
        if let Some(paths) = &paths {
            watcher.follow(paths).map_err(|error| cannot_watch(&error))?;
        }
        Ok(self.snapshot.refresh(paths.as_ref()))
    }

    fn rebuild(&mut self, live: &Live, changed: &HashSet<Arc<str>>, what: &str) {
        let start = Instant::now();
        self.memo.forget(changed);
        let built = match self.build() {
            Ok(built) => built,
            // --now was read with another time zone before, and cannot be read with this one.
            Err(_) => return,
        };
        let former = self.shown.as_ref().map(|(_, theme)| theme.clone());
        let (shown, overlay) = self.show(built);
        let took = start.elapsed().as_millis();
        let result = match overlay {
            Some(overlay) => {
                live.tell(overlay);
                "not shown, see above".to_owned()
            }
            None => {
                let sheets = self.restyled(changed, former.as_deref());
                live.show(shown, sheets);
                format!("shown after {took} ms")
            }
        };
        let time = Moment::of(Timestamp::now(), &self.zone).local.time().strftime("%H:%M:%S").to_string();
        session::say(&mut io::stdout(), &format!("{time}  {what}: {result}\n"));
    }

    /// The former and the new addresses of style sheets, where nothing else has changed.
    fn restyled(&self, changed: &HashSet<Arc<str>>, former: Option<&Theme>) -> Option<Vec<(String, String)>> {
        let is_sheet = |path: &Arc<str>| {
            path.ends_with(".css") && (path.starts_with("static/") || path.starts_with("themes/"))
        };
        if changed.is_empty() || !changed.iter().all(is_sheet) {
            return None;
        }
        let (former, now) = (&former?.assets.files, &self.shown.as_ref()?.1.assets.files);
        if !former.keys().eq(now.keys()) {
            return None;
        }
        let pairs = former.values().zip(now.values()).filter(|(old, new)| old.address != new.address);
        Some(pairs.map(|(old, new)| (old.address.encoded(), new.address.encoded())).collect())
    }
}

/// What changed, in a few words.
fn name(changed: &HashSet<Arc<str>>) -> String {
    match changed.iter().next() {
        Some(path) if changed.len() == 1 => format!("{path} changed"),
        _ => format!("{} files changed", changed.len()),
    }
}

fn texts(sources: &Sources) -> impl Fn(&str) -> Option<String> {
    |path: &str| sources.read(path).ok().map(|bytes| String::from_utf8_lossy(&bytes).into_owned())
}

/// The findings as a part of a page.
fn overlay(report: &Report, sources: &Sources, editor: Option<&Editor>) -> String {
    let mut shown = Report::new();
    let findings = report.findings().iter().filter(|finding| finding.severity != Severity::Hint);
    findings.for_each(|finding| shown.push(finding.clone()));
    let tally = session::tally(&shown).unwrap_or_default();
    let list = report::list(&shown, &texts(sources), editor);
    format!(
        "<section aria-labelledby=\"head\"><header><div role=\"status\"><h2 id=\"head\">The newest text is not shown: {tally}</h2></div>\
         <button type=\"button\">Close</button></header><ol>{list}</ol></section>"
    )
}

/// A page of crier's own, in the place of one that cannot be shown.
fn notice(title: &str, text: &str) -> Body {
    Body::Bytes(
        format!(
            "<!doctype html>\n<html lang=\"en\">\n<head>\n<meta charset=\"utf-8\">\n\
             <meta name=\"viewport\" content=\"width=device-width, initial-scale=1\">\n\
             <meta name=\"color-scheme\" content=\"light dark\">\n<title>{title}</title>\n</head>\n\
             <body>\n<main>\n<h1>{title}</h1>\n{text}\n</main>\n</body>\n</html>\n"
        )
        .into_bytes(),
    )
}

/// A site that can be shown.
struct Page {
    preview: Preview,
    sources: Sources,
    editor: Option<Editor>,
}

impl Show for Page {
    fn answer(&self, path: &str) -> Answer {
        let (status, file, location, content) = match self.preview.find(path) {
            Ok(Found::File(file, content)) => (200, file, None, content),
            Ok(Found::Missing(content)) => (404, "404.html".to_owned(), None, content),
            Ok(Found::Moved(address)) => {
                let nothing = Content::Bytes(Vec::new().into());
                (302, "moved.txt".to_owned(), Some(address.encoded()), nothing)
            }
            Err(finding) => {
                let mut report = Report::new();
                report.push(*finding);
                let text = overlay(&report, &self.sources, self.editor.as_ref());
                let body = notice("This page cannot be shown", &text);
                return Answer { status: 500, file: "error.html".to_owned(), location: None, body };
            }
        };
        let body = match content {
            Content::Bytes(bytes) => Body::Bytes(bytes.into_owned()),
            Content::Copy(source) => match self.sources.open(&source) {
                Ok(file) => Body::File(file),
                Err(error) => {
                    let body = Body::Bytes(format!("{source} cannot be read: {error}\n").into_bytes());
                    return Answer { status: 404, file: "error.txt".to_owned(), location: None, body };
                }
            },
        };
        Answer { status, file, location, body }
    }

    fn retire(&self) {
        self.preview.retire();
    }
}

/// What is shown before the site could be built once.
struct NotYet;

impl Show for NotYet {
    fn answer(&self, _: &str) -> Answer {
        let body = notice(
            "The site cannot be shown yet",
            "<p>Something has to be mended first. The page comes by itself when it is.</p>",
        );
        Answer { status: 503, file: "error.html".to_owned(), location: None, body }
    }

    fn retire(&self) {}
}
