//! The site as it is being written: read again when it changes, and shown when it is sound.
#![expect(clippy::disallowed_methods, reason = "the clock is the default of --now, and times are told")]

use crate::base::address::Base;
use crate::base::diagnostic::Report;
use crate::base::moment::Moment;
use crate::base::source::Sources;
use crate::build::memo::Memo;
use crate::build::preview::Preview;
use crate::commands::arguments::{ReportOptions, ServeOptions};
use crate::commands::outcome::Outcome;
use crate::commands::serve::shown::{NotYet, Shown, overlay};
use crate::commands::session::{self, Asked, Session};
use crate::disk::machine;
use crate::disk::snapshot::Snapshot;
use crate::report::html::Editor;
use crate::report::{self, Format, style::Style};
use crate::serve::live::{Live, Show};
use crate::theme::Theme;
use jiff::Timestamp;
use jiff::tz::TimeZone;
use std::collections::{BTreeSet, HashSet};
use std::io;
use std::path::{Path, PathBuf};
use std::sync::Arc;
use std::time::{Duration, Instant};

/// No longer than this is slept, so that a clock that is set is noticed.
const LONGEST_SLEEP: Duration = Duration::from_secs(60);

/// What is to be shown, and what is to be said of it.
pub struct Showing {
    /// The new site, or the last good one.
    pub shown: Arc<dyn Show>,
    /// The findings for which the new one is not shown.
    pub overlay: Option<String>,
    report: Report,
    sources: Arc<Sources>,
}

/// The site as it is being written.
pub struct Studio<'a> {
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

impl<'a> Studio<'a> {
    /// A site that is to be shown at an address. Its files are not looked at yet.
    pub fn open(options: &'a ServeOptions, url: &str) -> Result<Self, Outcome> {
        let snapshot = Snapshot::unseen(&options.site).map_err(|error| {
            Outcome::stop(
                format!("the folder {} cannot be read: {error}", options.site.display()),
                "name the folder with --site",
            )
        })?;
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

    /// The true path of the site's folder.
    pub fn folder(&self) -> &Path {
        self.snapshot.folder()
    }

    /// Looks again at these files and folders, or at all; the files that changed, from the site's root.
    pub fn refresh(&mut self, paths: Option<&BTreeSet<PathBuf>>) -> HashSet<Arc<str>> {
        self.snapshot.refresh(paths)
    }

    /// Stops where the folder holds no site.
    pub fn require_site(&self) -> Result<(), Outcome> {
        session::require_site(&self.snapshot.sources().0, &self.options.site)
    }

    /// Reads and plans what has changed.
    pub fn build(&mut self) -> Result<Session, Outcome> {
        let (sources, report) = self.snapshot.sources();
        let asked = Asked {
            now: self.options.now.as_deref(),
            drafts: !self.options.no_drafts,
            base: Some(self.base.clone()),
        };
        let session = session::plan(&mut self.memo, sources, report, asked)?;
        self.zone = session.zone.clone();
        Ok(session)
    }

    /// What is to be shown: the new site, or the last good one under its findings.
    pub fn show(&mut self, built: Session) -> Showing {
        let Session { sources, site, mut report, .. } = built;
        let sources = Arc::new(sources);
        if let Some(site) = site.filter(|_| !report.has_errors()) {
            self.next_due = site.next_due;
            let theme = site.theme.clone();
            let is_restyled = self.shown.as_ref().is_none_or(|(_, former)| !Arc::ptr_eq(former, &theme));
            let preview = Preview::new(site);
            if is_restyled {
                report.absorb(preview.probe());
            }
            if !report.has_errors() {
                let page = Shown { preview, sources: sources.clone(), editor: self.editor.clone() };
                let shown: Arc<dyn Show> = Arc::new(page);
                self.shown = Some((shown.clone(), theme));
                return Showing { shown, overlay: None, report, sources };
            }
        }
        let overlay = Some(overlay(&report, &sources, self.editor.as_ref()));
        let shown = match &self.shown {
            Some((shown, _)) => shown.clone(),
            None => Arc::new(NotYet),
        };
        Showing { shown, overlay, report, sources }
    }

    /// Prints findings, once. This comes after showing: to tell their lines, each file that has any is read.
    pub fn print(&mut self, showing: &Showing) {
        let Showing { report, sources, .. } = showing;
        let text = report::print(report, &session::texts(sources), Format::Short, Style::default());
        if text != self.printed {
            let options = ReportOptions { format: None, deny_warnings: false, quiet: false };
            session::conclude(report, sources, options, false);
            self.printed = text;
        }
    }

    /// Whether a held release is due by now.
    pub fn is_due(&self) -> bool {
        self.next_due.is_some_and(|due| due <= Timestamp::now())
    }

    /// How long to wait for the next held release.
    pub fn sleep(&self) -> Option<Duration> {
        let due = self.next_due.filter(|_| self.options.now.is_none())?;
        let left = due.duration_since(Timestamp::now());
        Some(Duration::try_from(left).unwrap_or_default().min(LONGEST_SLEEP))
    }

    /// Reads, plans and shows what has changed, and says so.
    pub fn rebuild(&mut self, live: &Live, changed: &HashSet<Arc<str>>, what: &str) {
        let start = Instant::now();
        self.memo.forget(changed);
        let built = match self.build() {
            Ok(built) => built,
            // --now was read with another time zone before, and cannot be read with this one.
            Err(_) => return,
        };
        let former = self.shown.as_ref().map(|(_, theme)| theme.clone());
        let showing = self.show(built);
        let took = start.elapsed().as_millis();
        let result = match &showing.overlay {
            Some(overlay) => {
                live.tell(overlay.clone());
                "not shown, see above".to_owned()
            }
            None => {
                let sheets = self.restyled(changed, former.as_deref());
                live.show(showing.shown.clone(), sheets);
                format!("shown after {took} ms")
            }
        };
        self.print(&showing);
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
