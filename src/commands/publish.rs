//! `crier publish`: the site, built and put where readers find it.
//!
//! Built, held against what stands there (nothing may vanish or change unsaid), and sent: what is different only, in
//! one step. The published manifest says what stands.
#![expect(clippy::disallowed_methods, reason = "the time is what a version is called by, and is told")]

use crate::base::output::{MANIFEST, SIGNATURE, hexadecimal};
use crate::base::suggest::nearest;
use crate::commands::arguments::{FormatName, PublishOptions};
use crate::commands::build::{self, Built};
use crate::commands::due::require_due;
use crate::commands::news::News;
use crate::commands::outcome::Outcome;
use crate::commands::ping::{Pings, ping};
use crate::commands::publication::Job;
use crate::commands::published::{Published, git_failure};
use crate::commands::session::{self, plural};
use crate::commands::to_store;
use crate::config::severities::judged;
use crate::config::targets::{Target, To};
use crate::config::{self, Config};
use crate::disk::former::Refused;
use crate::disk::machine;
use crate::disk::versions::Versions;
use crate::guard::{self, exceptions};
use crate::publish::difference::{Difference, Item, difference};
use crate::publish::git::Message;
use crate::publish::journal::Journal;
use crate::render::hosts::policy::COMPRESSED;
use crate::render::manifest::{File, Manifest};
use indicatif::{ProgressBar, ProgressStyle};
use jiff::Timestamp;
use serde_json::json;
use sha2::{Digest, Sha256};
use std::collections::HashSet;
use std::io::{self, IsTerminal};
use std::path::Path;
use std::time::{Duration, Instant};

/// So many addresses may go at once, however small the site is.
const FEW: usize = 10;

/// Publishes the site.
pub fn run(options: &PublishOptions) -> Outcome {
    let work = || match options.rollback {
        true => rollback(options),
        false => publish(options),
    };
    match session::on_threads(options.build.site.threads, work) {
        Ok(Ok(outcome)) | Ok(Err(outcome)) | Err(outcome) => outcome,
    }
}

fn publish(options: &PublishOptions) -> Result<Outcome, Outcome> {
    let start = Instant::now();
    if options.build.site.drafts {
        return Err(Outcome::stop(
            "drafts are not published",
            "leave out --drafts; `crier serve` shows them to you alone",
        ));
    }
    let folder = &options.build.site.site;
    // A wrong name is told before anything is built.
    chosen(options, &read_config(options)?)?;
    let Built { sources, site, mut report, out, .. } = build::written(&options.build)?;
    let target = chosen(options, &site.config)?;
    require_due(&site)?;
    let here = Published::Folder(out.clone());
    let (built, bytes) = here.manifest()?;
    let place = Published::target(target, folder)?;
    let standing = place.manifest_if_any()?;
    let (journal, noted) = match &place {
        Published::Store(name, at, store) => to_store::journal(name, at, store)?,
        _ => Default::default(),
    };
    if standing.is_none() {
        is_ours(target, &place, &journal)?;
    }
    if let Some((published, _)) = &standing {
        let (excused, found) = exceptions::load(&sources);
        report.absorb(found);
        let breaks = guard::compare(&published.files, &built.files, &site.archive, &site.config);
        report.absorb(judged(&site.config.findings, guard::report(breaks, &excused, &site.config)));
    }
    let outcome = session::conclude(&report, &sources, options.build.report, false);
    if outcome != Outcome::Clean {
        if session::format(options.build.report) == FormatName::Human {
            session::say(&mut io::stderr(), "not published: the published site still stands as it was\n");
        }
        return Ok(outcome);
    }
    let former = standing.as_ref().map(|(manifest, _)| manifest.files.as_slice()).unwrap_or_default();
    may_go(former, &built.files, options.max_delete.unwrap_or(target.max_delete), &target.name)?;
    let news = News::between(former, &built.files);
    let files = items(&built, &bytes, &here)?;
    let published = match &standing {
        Some((manifest, bytes)) => items(manifest, bytes, &place)?,
        None => Vec::new(),
    };
    let published = journal.doubt(published);
    let difference = difference(&files, &published);
    let mut pings = Pings::default();
    let now = Timestamp::now();
    let (going, leaving) = match &target.to {
        To::Store(at) => to_store::going(&journal, &files, &difference.gone, at.grace, now),
        _ => (difference.gone.len(), 0),
    };
    if !(difference.is_none() && going == 0 || options.dry_run) {
        let bar = progress(&difference, options.build.report.quiet);
        let tick = || bar.inc(1);
        let job = Job {
            target,
            folder,
            out: &out,
            built: &built.files,
            former,
            files: &files,
            difference: &difference,
            news: &news,
            seen: (standing.as_ref().map(|(_, bytes)| bytes.as_slice()), noted.as_deref()),
            now,
        };
        send(&job, &place, &tick)?;
        bar.finish_and_clear();
        pings = ping(&site, &target.name, former, &built.files);
    }
    if options.build.report.quiet {
        pings.complain();
    } else {
        let told = Told {
            target,
            difference: &difference,
            news: &news,
            pings: &pings,
            going,
            leaving,
            took: start.elapsed(),
        };
        summarise(options, &told);
    }
    Ok(Outcome::Clean)
}

/// The target that was asked for, or the first.
fn chosen<'a>(options: &PublishOptions, config: &'a Config) -> Result<&'a Target, Outcome> {
    let names = || config.targets.iter().map(|target| target.name.as_str());
    match &options.target {
        None => config.targets.first().ok_or_else(|| {
            Outcome::stop(
                "crier.yaml does not say where the site is published",
                "write under `publish`, for instance: publish: {www: {to: folder, path: ../www}}",
            )
        }),
        Some(name) => config.targets.iter().find(|target| target.name == *name).ok_or_else(|| {
            let help = match nearest(name, names()) {
                Some(near) => format!("did you mean `{near}`?"),
                None if config.targets.is_empty() => "write it under `publish` in crier.yaml".to_owned(),
                None => format!("there are: {}", names().collect::<Vec<_>>().join(", ")),
            };
            Outcome::stop(format!("there is no target `{name}`"), help)
        }),
    }
}

/// `crier.yaml` alone; what is wrong in it is told by the build.
fn read_config(options: &PublishOptions) -> Result<Config, Outcome> {
    let folder = &options.build.site.site;
    let sources = session::config_file(folder)?;
    session::require_site(&sources, folder)?;
    let (config, report) = config::load(&sources);
    match report.has_errors() {
        true => Err(session::conclude(&report, &sources, options.build.report, false)),
        false => Ok(config),
    }
}

/// Refuses a place that holds what crier did not put there.
fn is_ours(target: &Target, place: &Published, journal: &Journal) -> Result<(), Outcome> {
    match place {
        Published::Store(name, ..)
            if *journal == Journal::default() && place.read("index.html")?.is_some() =>
        {
            Err(Outcome::stop(
                format!("`{name}` holds a site that crier did not publish"),
                "name another place, as with `prefix` or `root`, or remove index.html from this one",
            ))
        }
        Published::Branch(_, branch, _)
            if !branch.is_empty() && branch.read("index.html").ok().flatten().is_some() =>
        {
            Err(Outcome::stop(
                format!("the branch of `{}` holds a site that crier did not publish", target.name),
                "name another branch, or remove index.html from this one",
            ))
        }
        _ => Ok(()),
    }
}

/// Refuses where more would go than is likely to be meant.
fn may_go(former: &[File], built: &[File], percent: u64, name: &str) -> Result<(), Outcome> {
    // What is named by its content comes and goes with every edit; what is for hosts, with a line of crier.yaml.
    let is_address =
        |file: &&File| !matches!(file.kind.as_str(), "asset" | "search_index" | "host" | COMPRESSED);
    let stays: HashSet<&str> = built.iter().map(|file| file.path.as_str()).collect();
    let standing = former.iter().filter(is_address).count();
    let gone = former.iter().filter(is_address).filter(|file| !stays.contains(file.path.as_str())).count();
    if gone <= FEW || gone as u64 * 100 <= standing as u64 * percent {
        return Ok(());
    }
    Err(Outcome::stop(
        format!(
            "{gone} of {standing} published addresses of `{name}` would go, which is more than {percent}%; nothing was published"
        ),
        format!("if it is meant: --max-delete {}", (gone as u64 * 100).div_ceil(standing.max(1) as u64)),
    ))
}

/// The files of a site: those of its manifest, its signature where there is one, and the manifest.
fn items(manifest: &Manifest, bytes: &[u8], place: &Published) -> Result<Vec<Item>, Outcome> {
    let mut items: Vec<Item> = manifest.files.iter().map(item).collect();
    items.extend(place.read(SIGNATURE)?.map(|bytes| whole(SIGNATURE, &bytes)));
    items.push(whole(MANIFEST, bytes));
    Ok(items)
}

fn item(file: &File) -> Item {
    Item { path: file.path.clone(), sha256: file.sha256.clone(), bytes: file.bytes }
}

fn whole(path: &str, bytes: &[u8]) -> Item {
    Item { path: path.to_owned(), sha256: hexadecimal(&Sha256::digest(bytes)), bytes: bytes.len() as u64 }
}

fn send(job: &Job<'_>, place: &Published, tick: &(dyn Fn() + Sync)) -> Result<(), Outcome> {
    let Job { target, folder, out, files, difference, news, now, .. } = *job;
    match (&target.to, place) {
        (To::Folder { path, keep }, _) => {
            let path = folder.join(path);
            let versions = Versions::open(&path).map_err(|refused| explain(&refused, &path))?;
            let digest = files.last().map_or("", |manifest| &manifest.sha256[..8]);
            let name = format!("{}-{digest}", now.strftime("%Y%m%dT%H%M%S%3fZ"));
            let files: Vec<(&str, &str)> = files.iter().map(|it| (&*it.path, &*it.sha256)).collect();
            versions
                .publish(&name, out, &files, tick)
                .and_then(|()| versions.prune(*keep))
                .and_then(|()| versions.close())
                .map_err(|error| explain(&Refused::Io(error), &path))
        }
        (To::Git { history, .. }, Published::Branch(_, branch, _)) => {
            let text = news.commit_text();
            let message = Message { text: &text, seconds: now.as_second(), history: *history };
            let read = |path: &str| machine::read(&out.join(path));
            branch
                .publish(folder, difference, &message, &read, tick)
                .map_err(|failure| git_failure(&target.name, failure))
        }
        (To::Store(at), Published::Store(_, _, store)) => to_store::send(job, at, store, tick),
        (To::Git { .. } | To::Store(_), _) => Ok(()),
    }
}

fn explain(refused: &Refused, path: &Path) -> Outcome {
    let name = path.display();
    match refused {
        Refused::NotOurs => Outcome::stop(
            format!("{name} is there and was not made by `crier publish`; nothing was published"),
            "move it elsewhere: crier puts a link there, which leads to the version of the site that stands",
        ),
        Refused::Locked => Outcome::stop(
            format!("another crier is publishing to {name}"),
            "wait until it has finished, and publish again",
        ),
        Refused::Io(error) if error.kind() == io::ErrorKind::StorageFull => Outcome::stop(
            format!("the disk is full while {name} is published; the former version still stands"),
            "make room, or keep fewer versions with `keep`",
        ),
        Refused::Io(error) => Outcome::stop(
            format!("{name} cannot be published: {error}; the former version still stands"),
            "check that you may write there",
        ),
        Refused::Damaged(why) | Refused::InTheWay(why) => {
            Outcome::stop(format!("{name} cannot be published: {why}"), "move it elsewhere and publish again")
        }
    }
}

fn rollback(options: &PublishOptions) -> Result<Outcome, Outcome> {
    let folder = &options.build.site.site;
    let config = read_config(options)?;
    let target = chosen(options, &config)?;
    let To::Folder { path, .. } = &target.to else {
        let (what, help) = match &target.to {
            To::Git { .. } => (
                "a branch, which keeps its versions itself",
                "push the commit you want with git, or publish the former sources",
            ),
            _ => ("a store, which keeps no versions for crier", "publish the former sources"),
        };
        return Err(Outcome::stop(format!("the target `{}` is {what}", target.name), help));
    };
    let path = folder.join(path);
    let io = |error: io::Error| explain(&Refused::Io(error), &path);
    let versions = Versions::open(&path).map_err(|refused| explain(&refused, &path))?;
    let Some(before) = versions.before().map_err(io)? else {
        versions.close().map_err(io)?;
        return Err(Outcome::stop(
            format!("there is no version before the one that stands in {}", path.display()),
            "publish the former sources instead",
        ));
    };
    versions.stand(&before).map_err(io)?;
    versions.close().map_err(io)?;
    if !options.build.report.quiet {
        let line = match session::format(options.build.report) {
            FormatName::Json => {
                json!({"version": 1, "summary": {"target": target.name, "stands": before}}).to_string()
            }
            _ => format!("rolled back {}: {before} stands again", target.name),
        };
        tell(options, &format!("{line}\n"));
    }
    Ok(Outcome::Clean)
}

/// Programs read standard output, people the other.
fn tell(options: &PublishOptions, line: &str) {
    match session::format(options.build.report) {
        FormatName::Json => session::say(&mut io::stdout(), line),
        _ => session::say(&mut io::stderr(), line),
    }
}

fn progress(difference: &Difference<'_>, quiet: bool) -> ProgressBar {
    if quiet || !io::stderr().is_terminal() {
        return ProgressBar::hidden();
    }
    let bar = ProgressBar::new((difference.new.len() + difference.changed.len()) as u64);
    let style = ProgressStyle::with_template("{bar:32} {pos}/{len} files, {per_sec}, {eta} left");
    bar.set_style(style.unwrap_or_else(|_| ProgressStyle::default_bar()));
    bar.enable_steady_tick(Duration::from_millis(200));
    bar
}

/// What is told of a publication.
struct Told<'a> {
    target: &'a Target,
    difference: &'a Difference<'a>,
    news: &'a News,
    pings: &'a Pings,
    /// How many files go, and how many wait until their grace is over.
    going: usize,
    leaving: usize,
    took: Duration,
}

fn summarise(options: &PublishOptions, told: &Told<'_>) {
    let Told { target, difference, news, pings, going, leaving, took } = *told;
    let Difference { new, changed, unchanged, .. } = difference;
    if session::format(options.build.report) == FormatName::Json {
        let summary = json!({"version": 1, "summary": {
            "target": target.name,
            "dry_run": options.dry_run,
            "new_files": new.len(),
            "changed_files": changed.len(),
            "removed_files": going,
            "leaving_files": leaving,
            "unchanged_files": unchanged,
            "bytes": difference.bytes(),
            "new": news.new,
            "corrected": news.corrected,
            "withdrawn": news.withdrawn,
            "pings": pings.json(),
            "seconds": took.as_secs_f64(),
        }});
        return tell(options, &format!("{summary}\n"));
    }
    let wait = if leaving > 0 { format!(" ({leaving} later)") } else { String::new() };
    let files = format!("{} new, {} changed, {going} removed{wait}", new.len(), changed.len());
    let name = &target.name;
    let bytes = size(difference.bytes());
    let mut text = match (difference.is_none() && going == 0, options.dry_run) {
        (true, _) => format!("{name} is as built; nothing to publish\n"),
        (false, true) => format!("would publish to {name}: {files}, {bytes}\n"),
        (false, false) => {
            format!("published to {name}: {files}, {bytes}, in {}\n", build::duration(took))
        }
    };
    text.push_str(&news.lines());
    text.push_str(&pings.lines());
    tell(options, &text);
}

fn size(bytes: u64) -> String {
    match bytes {
        0..10_000 => plural(bytes as usize, "byte"),
        10_000..10_000_000 => format!("{} KB", bytes.div_ceil(1000)),
        _ => format!("{} MB", bytes.div_ceil(1_000_000)),
    }
}
