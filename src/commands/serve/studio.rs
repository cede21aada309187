//! The site as it is being written: read again when it changes, and shown when it is sound.
#![expect(clippy::disallowed_methods, reason = "the clock is the default of --now, and times are told")]

use crate::base::address::Base;
use crate::base::diagnostic::Report;
use crate::base::moment::Moment;
use crate::base::source::Sources;
use crate::build;
use crate::build::memo::Memo;
use crate::build::preview::Preview;
use crate::build::site::Site;
use crate::commands::arguments::{ReportOptions, ServeOptions};
use crate::commands::outcome::Outcome;
use crate::commands::serve::shown::{NotYet, Shown, overlay, texts};
use crate::commands::session;
use crate::config;
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

/// What a build of the studio gave.
pub struct Built {
    /// The files.
    pub sources: Sources,
    /// The site, where it can be rendered.
    pub site: Option<Site>,
    /// What was found.
    pub report: Report,
}

impl<'a> Studio<'a> {
    /// Looks at a site that is to be shown at an address.
    pub fn open(options: &'a ServeOptions, url: &str) -> Result<Self, Outcome> {
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

    /// The true path of the site's folder.
    pub fn folder(&self) -> &Path {
        self.snapshot.folder()
    }

    /// Looks again at these files and folders, or at all; the files that changed, from the site's root.
    pub fn refresh(&mut self, paths: Option<&BTreeSet<PathBuf>>) -> HashSet<Arc<str>> {
        self.snapshot.refresh(paths)
    }

    /// Reads and plans what has changed.
    pub fn build(&mut self) -> Result<Built, Outcome> {
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
    pub fn show(&mut self, built: Built) -> (Arc<dyn Show>, Option<String>) {
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
                let page = Shown { preview, sources, editor: self.editor.clone() };
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
