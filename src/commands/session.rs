//! What `build` and `check` share: reading the site, and reporting.
#![expect(clippy::disallowed_methods, reason = "the clock is the default of --now")]

use crate::base::address::Base;
use crate::base::diagnostic::{Diagnostic, Report, Severity};
use crate::base::moment;
use crate::base::source::{FieldPath, Place, Sources};
use crate::base::suggest::nearest;
use crate::build;
use crate::build::memo::Memo;
use crate::build::site::{Order, Site};
use crate::commands::arguments::{FormatName, ReportOptions, SiteOptions};
use crate::commands::codes::codes;
use crate::commands::outcome::Outcome;
use crate::config::severities::judged;
use crate::config::{self, Config};
use crate::disk;
use crate::report::{self, Format, style::Style};
use indicatif::{ProgressBar, ProgressStyle};
use jiff::Timestamp;
use jiff::tz::TimeZone;
use std::io::{IsTerminal, Write};
use std::path::Path;
use std::time::Duration;

/// Sites with more pages than this take long enough for a progress bar.
const LONG_WORK: usize = 2_000;

/// A site that was read, and what was found.
pub struct Session {
    /// The files.
    pub sources: Sources,
    /// The site, where it can be rendered.
    pub site: Option<Site>,
    /// What was found so far.
    pub report: Report,
    /// The site's time zone.
    pub zone: TimeZone,
}

/// Reads and plans a site.
pub fn open(options: &SiteOptions) -> Result<Session, Outcome> {
    let root = &options.site;
    let (sources, report) = sources(root)?;
    // What cannot be read at all says more about why there is no site.
    if !report.has_errors() {
        require_site(&sources, root)?;
    }
    let base = options.base_url.as_deref().map(Base::parse).transpose();
    let asked = Asked {
        now: options.now.as_deref(),
        drafts: options.drafts,
        base: base.map_err(|problem| Outcome::stop(problem, "mend --base-url"))?,
    };
    plan(&mut Memo::default(), sources, report, asked)
}

/// Lists the files of a site.
pub fn sources(root: &Path) -> Result<(Sources, Report), Outcome> {
    disk::read::sources(root).map_err(|error| unreadable(root, &error))
}

/// `crier.yaml` alone.
pub fn config_file(root: &Path) -> Result<Sources, Outcome> {
    disk::read::one(root, config::FILE).map(|(sources, _)| sources).map_err(|error| unreadable(root, &error))
}

fn unreadable(root: &Path, error: &std::io::Error) -> Outcome {
    Outcome::stop(
        format!("the folder {} cannot be read: {error}", root.display()),
        "name the folder with --site",
    )
}

/// What was asked for on the command line, as it stands there.
pub struct Asked<'a> {
    /// The moment; the clock's where none was named.
    pub now: Option<&'a str>,
    /// Whether held releases are let through.
    pub drafts: bool,
    /// Where the site is published, in place of the config's answer.
    pub base: Option<Base>,
}

/// Plans the site of these files over a memo. `report` is what was found in the files as files.
pub fn plan(
    memo: &mut Memo,
    sources: Sources,
    mut report: Report,
    asked: Asked<'_>,
) -> Result<Session, Outcome> {
    let (config, mut found) = config::load(&sources);
    check_codes(&config, &mut found);
    let config_is_sound = !found.has_errors();
    report.absorb(found);
    let order = order(asked, &config)?;
    let (zone, rules) = (config.zone.clone(), config.findings.clone());
    // What depends on the config would only repeat its errors.
    let site = match config_is_sound {
        true => {
            let (site, found) = build::plan(memo, &sources, config, order);
            report.absorb(found);
            site
        }
        false => None,
    };
    Ok(Session { sources, site, report: judged(&rules, report), zone })
}

/// A rule for a finding that does not exist would never do anything.
fn check_codes(config: &Config, report: &mut Report) {
    let rules = config.findings.iter().enumerate();
    for (number, rule) in rules.filter(|(_, rule)| !codes().any(|code| code == rule.code)) {
        let field = FieldPath::default().key("findings").item(number).key("code");
        let help = match nearest(&rule.code, codes()) {
            Some(near) => format!("did you mean `{near}`?"),
            None => "`crier explain` lists all".to_owned(),
        };
        report.push(
            Diagnostic::error("config/unknown-finding", format!("there is no finding `{}`", rule.code))
                .at(Place::value(&config::FILE.into(), field))
                .help(help),
        );
    }
}

fn order(asked: Asked<'_>, config: &Config) -> Result<Order, Outcome> {
    let Asked { now, drafts, base } = asked;
    let now_is_fixed = now.is_some();
    let now = match now {
        None => Timestamp::now(),
        Some(text) => {
            let moment = moment::parse(text, &config.zone)
                .map_err(|problem| Outcome::stop(format!("--now: {}", problem.message), problem.help))?;
            moment.at
        }
    };
    Ok(Order { now, now_is_fixed, drafts, base })
}

/// Stops where a folder holds no site: neither `crier.yaml` nor `content/`, be it empty.
pub fn require_site(sources: &Sources, root: &Path) -> Result<(), Outcome> {
    if sources.get(config::FILE).is_some() || disk::machine::exists(&root.join("content")) {
        return Ok(());
    }
    Err(Outcome::stop(
        format!("there is no site in {}: neither crier.yaml nor content/", root.display()),
        "begin one with `crier init DIR`, or name its folder with --site",
    ))
}

/// Runs work on as many threads as asked for.
pub fn on_threads<T: Send>(threads: Option<usize>, work: impl FnOnce() -> T + Send) -> Result<T, Outcome> {
    let pool = rayon::ThreadPoolBuilder::new()
        .num_threads(threads.unwrap_or(0))
        .build()
        .map_err(|error| Outcome::stop(format!("threads cannot be started: {error}"), "try --threads 1"))?;
    Ok(pool.install(work))
}

/// A progress bar for the pages of a large site on a terminal; a hidden one elsewhere.
pub fn progress(pages: usize, quiet: bool) -> ProgressBar {
    progress_of("pages", pages, quiet || pages < LONG_WORK)
}

/// A progress bar on a terminal; a hidden one elsewhere.
pub fn progress_of(things: &str, number: usize, quiet: bool) -> ProgressBar {
    if quiet || !std::io::stderr().is_terminal() {
        return ProgressBar::hidden();
    }
    let bar = ProgressBar::new(number as u64);
    let style = ProgressStyle::with_template(&format!("{{bar:32}} {{pos}}/{{len}} {things}, {{eta}} left"));
    bar.set_style(style.unwrap_or_else(|_| ProgressStyle::default_bar()));
    bar.enable_steady_tick(Duration::from_millis(200));
    bar
}

/// The format that was asked for, or that fits where crier runs.
pub fn format(options: ReportOptions) -> FormatName {
    options.format.unwrap_or_else(|| match disk::machine::is_github_actions() {
        true => FormatName::Github,
        false => FormatName::Human,
    })
}

/// The texts of files, for findings.
pub fn texts(sources: &Sources) -> impl Fn(&str) -> Option<String> {
    |path: &str| sources.read(path).ok().map(|bytes| String::from_utf8_lossy(&bytes).into_owned())
}

/// Prints the findings and says how they make the command end. `hints` says whether hints are printed too.
pub fn conclude(report: &Report, sources: &Sources, options: ReportOptions, hints: bool) -> Outcome {
    let format = match format(options) {
        FormatName::Human => Format::Human,
        FormatName::Short => Format::Short,
        FormatName::Json => Format::Json,
        FormatName::Github => Format::Github,
        FormatName::Gitlab => Format::Gitlab,
        FormatName::Sarif => Format::Sarif,
        FormatName::Junit => Format::Junit,
    };
    let mut shown = Report::new();
    let findings = report.findings().iter();
    findings
        .filter(|finding| hints || finding.severity != Severity::Hint)
        .for_each(|finding| shown.push(finding.clone()));
    // People stand in the site's folder; code hosts know files by their paths in the repository.
    let folder = match format {
        Format::Human | Format::Short | Format::Json => "",
        Format::Github | Format::Gitlab | Format::Sarif | Format::Junit => sources.folder(),
    };
    if !folder.is_empty() {
        shown = shown.below(folder);
    }
    let texts = texts(sources);
    let texts = |path: &str| texts(path.strip_prefix(folder).unwrap_or(path));
    // People read findings on the terminal; machines read them from standard output.
    let text = |color: bool| report::print(&shown, &texts, format, Style { color });
    let written = match format {
        Format::Human => {
            let color = std::io::stderr().is_terminal()
                && anstream::ColorChoice::global() != anstream::ColorChoice::Never;
            say(&mut anstream::stderr(), &text(color));
            Outcome::Clean
        }
        _ => deliver(&text(false)),
    };
    written.or(if fails(report, options) { Outcome::Findings } else { Outcome::Clean })
}

/// Whether the findings keep the site from being written.
pub fn fails(report: &Report, options: ReportOptions) -> bool {
    report.has_errors() || options.deny_warnings && report.count(Severity::Warning) > 0
}

/// Writes text; a reader that went away is no reason to fail.
pub fn say(to: &mut dyn Write, text: &str) {
    let _ = to.write_all(text.as_bytes()).and_then(|()| to.flush());
}

/// Writes what was asked for to standard output. Whoever reads an empty report must not take it for a good one, so it is
/// told where that cannot be done; a reader that went away is no reason to fail.
#[must_use]
pub fn deliver(text: &str) -> Outcome {
    let mut out = std::io::stdout();
    match out.write_all(text.as_bytes()).and_then(|()| out.flush()) {
        Err(error) if error.kind() != std::io::ErrorKind::BrokenPipe => {
            Outcome::stop(format!("standard output cannot be written: {error}"), "look where it leads to")
        }
        _ => Outcome::Clean,
    }
}

/// `1 release`, `2 releases`.
pub fn plural(n: usize, thing: &str) -> String {
    if n == 1 { format!("1 {thing}") } else { format!("{n} {thing}s") }
}

/// `1 error, 2 warnings`; nothing where there are none.
pub fn tally(report: &Report) -> Option<String> {
    let part = |severity: Severity| match report.count(severity) {
        0 => None,
        n => Some(plural(n, severity.word())),
    };
    let parts: Vec<String> =
        [Severity::Error, Severity::Warning, Severity::Hint].into_iter().filter_map(part).collect();
    (!parts.is_empty()).then(|| parts.join(", "))
}
