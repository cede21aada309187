//! `crier people`, `crier units` and `crier topics`: what a register has, and an entry more.

use crate::archive::checks::entries;
use crate::archive::model::{Archive, Entity};
use crate::archive::near::Near;
use crate::base::diagnostic::{Diagnostic, Report, Severity};
use crate::base::identifier;
use crate::base::moment;
use crate::base::source::{Sources, Spot, Step};
use crate::build::site::Site;
use crate::commands::arguments::{RegisterOptions, ReportOptions};
use crate::commands::outcome::Outcome;
use crate::commands::session::{self, Session, deliver, require_site, say};
use crate::config::{self, Config, Registers as Strictness};
use crate::disk::machine;
use crate::register::append::{NewEntry, NewTerm, append};
use crate::register::{self, Kind, Register, key};
use crate::report::visible::visible;
use jiff::civil::Date;
use serde::Serialize;
use std::collections::{BTreeSet, HashMap};
use std::io;
use std::path::PathBuf;
use unicode_width::UnicodeWidthStr;

/// What was typed of an entry to be added. Each register has its own options.
#[derive(Debug, Default)]
pub struct NewEntryOptions {
    /// Name, in the site's first language.
    pub name: String,
    /// Names in other languages, such as `zh-Hans=李华`.
    pub names: Vec<String>,
    /// Id.
    pub id: Option<String>,
    /// Other names.
    pub alias: Vec<String>,
    /// Title held (people).
    pub title: Option<String>,
    /// Unit of the title.
    pub unit: Option<String>,
    /// Entry above it (units, topics).
    pub parent: Option<String>,
    /// First day, of the title or of the unit.
    pub from: Option<String>,
    /// Folder of the site.
    pub site: PathBuf,
}

/// Prints a register.
pub fn list(kind: Kind, options: &RegisterOptions) -> Outcome {
    let open = || session::open(&options.site);
    let Session { sources, site, mut report, .. } = match session::on_threads(options.site.threads, open) {
        Ok(Ok(session)) => session,
        Ok(Err(outcome)) | Err(outcome) => return outcome,
    };
    let quietly = ReportOptions { format: None, deny_warnings: false, quiet: true };
    let Some(site) = site else { return session::conclude(&report, &sources, quietly, true) };
    let incomplete = report.has_errors();
    if !incomplete {
        report.absorb(entries::unused(&site.archive, &site.config, &report));
    }
    let mut own = Report::new();
    let is_own =
        |finding: &&Diagnostic| finding.place.as_ref().is_some_and(|place| *place.file == *kind.file());
    report.findings().iter().filter(is_own).for_each(|finding| own.push(finding.clone()));
    let rows = rows(kind, &site, &own, options.all);
    if options.json {
        return match serde_json::to_string(&rows) {
            Ok(text) => {
                let outcome = if own.has_errors() { Outcome::Findings } else { Outcome::Clean };
                deliver(&format!("{text}\n")).or(outcome)
            }
            Err(error) => Outcome::CouldNotRun(error.to_string()),
        };
    }
    let written = deliver(&table(kind, &rows));
    let outcome = session::conclude(&own, &sources, quietly, true);
    if incomplete && !own.has_errors() {
        say(&mut io::stderr(), "some files have errors, and may not be counted: `crier check` tells more\n");
    }
    written.or(outcome)
}

/// An entry for programs.
#[derive(Serialize)]
struct Row<'a> {
    id: &'a str,
    name: &'a str,
    names: Vec<&'a str>,
    aliases: &'a [String],
    registered: bool,
    #[serde(skip_serializing_if = "Option::is_none")]
    title: Option<String>,
    #[serde(skip_serializing_if = "Option::is_none")]
    parent: Option<&'a str>,
    #[serde(skip_serializing_if = "Option::is_none")]
    to: Option<String>,
    releases: usize,
    latest: Option<String>,
    findings: Vec<Told<'a>>,
}

/// What is found about an entry.
#[derive(Serialize)]
struct Told<'a> {
    code: &'a str,
    severity: &'a str,
    message: &'a str,
}

fn rows<'a>(kind: Kind, site: &'a Site, report: &'a Report, all: bool) -> Vec<Row<'a>> {
    let archive = &site.archive;
    let register = archive.register(kind);
    let today = site.config.zone.to_datetime(site.order.now).date();
    let mut findings: Vec<Vec<Told<'a>>> = register.entries.iter().map(|_| Vec::new()).collect();
    let numbered = register.entries.iter().enumerate();
    let entry_of: HashMap<usize, usize> =
        numbered.filter_map(|(entry, it)| Some((item(&it.place.spot)?, entry))).collect();
    for finding in report.findings() {
        if let Some(number) = finding.place.as_ref().and_then(|place| item(&place.spot))
            && let Some(&entry) = entry_of.get(&number)
        {
            let (code, severity) = (finding.code, finding.severity.word());
            findings[entry].push(Told { code, severity, message: &finding.message });
        }
    }
    let mut findings = findings.into_iter();
    let entities = archive.entities(kind).iter().filter(|entity| all || entity.entry.is_some());
    let language = &site.config.languages[0];
    entities
        .enumerate()
        .map(|(number, entity)| {
            let (releases, latest) = counted(archive, entity);
            let entry = entity.entry.map(|entry| &register.entries[entry]);
            let titles = || titles(archive, number, today, language);
            Row {
                id: &entity.id,
                name: entity.name.get(language),
                names: entity.name.all(),
                aliases: entry.map_or(&[], |entry| entry.aliases.as_slice()),
                registered: entry.is_some(),
                title: (kind == Kind::Person && entry.is_some())
                    .then(titles)
                    .filter(|title| !title.is_empty()),
                parent: entry.and_then(|entry| entry.parent.as_deref()),
                to: entry.and_then(|entry| entry.to).map(|day| day.to_string()),
                releases,
                latest: latest.map(|day| day.to_string()),
                findings: findings.next().filter(|_| entry.is_some()).unwrap_or_default(),
            }
        })
        .collect()
}

/// The number of the entry that a place of a register lies in.
fn item(spot: &Spot) -> Option<usize> {
    match spot {
        Spot::Value(path) | Spot::Key(path) => match path.0.first() {
            Some(Step::Item(number)) => Some(*number),
            _ => None,
        },
        _ => None,
    }
}

fn titles(archive: &Archive, person: usize, day: Date, language: &str) -> String {
    let terms = archive.titles(person, day);
    terms.iter().map(|term| term.title.get(language)).collect::<Vec<_>>().join(", ")
}

/// How many releases name it, language versions counted once, and the day of the newest.
fn counted(archive: &Archive, entity: &Entity) -> (usize, Option<Date>) {
    let numbers = || entity.releases.iter().flatten();
    let groups: BTreeSet<usize> =
        numbers().filter_map(|number| archive.items[*number].translations.first().copied()).collect();
    let newest = numbers().map(|number| archive.items[*number].release.front.date.date()).max();
    (groups.len(), newest)
}

/// The entries for people, in columns.
fn table(kind: Kind, rows: &[Row<'_>]) -> String {
    if rows.is_empty() {
        let word = kind.section();
        return format!("{} has no entry; add one with: crier {word} add \"Name\"\n", kind.file());
    }
    let third = if kind == Kind::Person { "title" } else { "part of" };
    let mut lines: Vec<[String; 5]> = vec![["id", "name", third, "releases", "latest"].map(str::to_owned)];
    for row in rows {
        let third = match (kind, &row.to) {
            (Kind::Person, _) => row.title.clone().unwrap_or_default(),
            (_, Some(to)) => format!("{} (until {to})", row.parent.unwrap_or_default()).trim().to_owned(),
            (_, None) => row.parent.unwrap_or_default().to_owned(),
        };
        let id = if row.registered { row.id.to_owned() } else { format!("({})", row.id) };
        let latest = row.latest.clone().unwrap_or_default();
        let cells = [id, row.name.to_owned(), third, row.releases.to_string(), latest];
        lines.push(cells.map(|cell| visible(&cell).into_owned()));
    }
    let widths: [usize; 5] =
        std::array::from_fn(|at| lines.iter().map(|line| line[at].width()).max().unwrap_or(0));
    let mut text = String::new();
    for line in &lines {
        let mut written = String::new();
        for (at, (cell, width)) in line.iter().zip(widths).enumerate() {
            let space = " ".repeat(width - cell.width());
            // Numbers stand right.
            written.push_str(&if at == 3 { format!("{space}{cell}  ") } else { format!("{cell}{space}  ") });
        }
        text.push_str(written.trim_end());
        text.push('\n');
    }
    text
}

/// Adds an entry to the end of a register's file.
pub fn add(kind: Kind, options: &NewEntryOptions) -> Outcome {
    let (outcome, slips) = match prepare(kind, options) {
        Ok(it) => (write(kind, options, &it.entry, it.former.as_deref()), it.slips),
        Err(outcome) => (outcome, Vec::new()),
    };
    if outcome == Outcome::Clean {
        for slip in &slips {
            let line = format!("{slip}, which is there already: if they are one, take the new entry out");
            say(&mut io::stderr(), &format!("{}\n", visible(&line)));
        }
        let file = options.site.join(kind.file());
        say(&mut io::stdout(), &format!("{}\n", file.display()));
    }
    outcome
}

/// An entry to be added.
struct Prepared {
    entry: NewEntry,
    /// The text of the register, where there is one.
    former: Option<String>,
    /// What is probably a slip, or there already under another name.
    slips: Vec<String>,
}

/// What was typed as an entry, held against the site.
fn prepare(kind: Kind, options: &NewEntryOptions) -> Result<Prepared, Outcome> {
    let (sources, _) = session::sources(&options.site)?;
    require_site(&sources, &options.site)?;
    let (config, found) = config::load(&sources);
    stop_at_error("crier.yaml", &found)?;
    let register = load(kind, &sources, &config)?;
    let name = options.name.trim().to_owned();
    let others = in_languages(&options.names, &config)?;
    let id =
        options.id.as_ref().map_or_else(|| identifier::from_name(&name), |id| identifier::normal(id.trim()));
    if let Some(problem) = identifier::problem(&id) {
        return Err(Outcome::stop(
            format!("the id `{id}` {problem}"),
            "choose one with --id, such as --id liu-zhisheng",
        ));
    }
    let word = kind.word();
    let names: Vec<&str> = std::iter::once(name.as_str())
        .chain(others.iter().map(|(_, name)| name.as_str()))
        .chain(options.alias.iter().map(|alias| alias.trim()))
        .collect();
    // Who chooses an id says that it is another.
    if options.id.is_none() {
        for name in &names {
            if let Some(other) = register.find(name).map(|at| &register.entries[at]) {
                let help = format!("for another {word} of that name, choose an id with --id");
                return Err(Outcome::stop(format!("`{name}` is `{}` already", other.id), help));
            }
        }
    }
    if let Some(other) = register.entries.iter().find(|other| other.id.to_lowercase() == id.to_lowercase()) {
        let help = "choose another with --id";
        return Err(Outcome::stop(format!("there is a {word} with the id `{}` already", other.id), help));
    }
    let near = Near::new(&register);
    let slips = names.iter().filter(|name| register.find(name).is_none());
    let slips: Vec<String> =
        slips.filter_map(|name| Some(format!("`{name}` is nearly `{}`", near.find(name)?))).collect();
    for day in options.from.iter() {
        moment::parse_day(day)
            .map_err(|problem| Outcome::stop(format!("--from: {}", problem.message), problem.help))?;
    }
    let units = load(Kind::Unit, &sources, &config)?;
    for unit in options.unit.iter() {
        known(&units, "unit", unit, config.registers == Strictness::Strict)?;
    }
    for parent in options.parent.iter() {
        known(&register, "parent", parent, true)?;
    }
    let aliases = options.alias.iter().map(|alias| alias.trim().to_owned());
    let mut seen = BTreeSet::from([key(&name)]);
    let first = (!others.is_empty()).then(|| config.languages[0].clone());
    let others = others.into_iter().map(|(tag, name)| (Some(tag), name));
    let entry = NewEntry {
        id,
        aliases: aliases.filter(|alias| seen.insert(key(alias))).collect(),
        names: std::iter::once((first, name)).chain(others).collect(),
        parent: options.parent.clone(),
        from: options.from.clone().filter(|_| options.title.is_none()),
        term: options.title.clone().map(|title| NewTerm {
            title,
            unit: options.unit.clone(),
            from: options.from.clone(),
        }),
    };
    let text = sources.get(kind.file()).and_then(|_| sources.read(kind.file()).ok());
    let former = text.map(|bytes| String::from_utf8_lossy(&bytes).into_owned());
    Ok(Prepared { entry, former, slips })
}

/// Names as typed, `zh-Hans=李华`: each the tag of a language of the site, other than the first, and the name.
fn in_languages(typed: &[String], config: &Config) -> Result<Vec<(String, String)>, Outcome> {
    let mut names: Vec<(String, String)> = Vec::new();
    for text in typed {
        let Some((tag, name)) = text.split_once('=').map(|(tag, name)| (tag.trim(), name.trim())) else {
            return Err(Outcome::stop(
                format!("--name: `{text}` names no language"),
                "write the tag of a language before it, such as zh-Hans=李华",
            ));
        };
        let others = &config.languages[1..];
        let Some(tag) = others.iter().find(|other| other.eq_ignore_ascii_case(tag)) else {
            let first = &config.languages[0];
            return Err(match tag.eq_ignore_ascii_case(first) {
                true => Outcome::stop(
                    format!("--name: `{first}` is the site's first language"),
                    "the name in it stands without --name",
                ),
                false => Outcome::stop(
                    format!("--name: `{tag}` is no language of the site"),
                    format!(
                        "its languages are: {}; `languages` of crier.yaml adds one",
                        config.languages.join(", ")
                    ),
                ),
            });
        };
        if name.is_empty() || names.iter().any(|(other, _)| other == tag) {
            let what = if name.is_empty() { "no name" } else { "two names" };
            return Err(Outcome::stop(format!("--name: `{tag}` has {what}"), "give each language one name"));
        }
        names.push((tag.clone(), name.to_owned()));
    }
    Ok(names)
}

/// A register without errors.
fn load(kind: Kind, sources: &Sources, config: &Config) -> Result<Register, Outcome> {
    let (register, found) = register::load(kind, sources, config);
    stop_at_error(kind.file(), &found)?;
    Ok(register)
}

fn stop_at_error(file: &str, report: &Report) -> Result<(), Outcome> {
    match report.findings().iter().find(|finding| finding.severity == Severity::Error) {
        Some(error) => Err(Outcome::stop(format!("{file}: {}", error.message), "`crier check` says more")),
        None => Ok(()),
    }
}

/// Stops at a name that the register does not have: where it must, or where a slip is likely.
fn known(register: &Register, option: &str, name: &str, strict: bool) -> Result<(), Outcome> {
    if register.find(name).is_some() {
        return Ok(());
    }
    let file = register.kind.file();
    let problem = format!("--{option}: `{name}` is not in {file}");
    match Near::new(register).find(name) {
        Some(near) => Err(Outcome::stop(problem, format!("did you mean `{near}`?"))),
        None if strict => Err(Outcome::stop(problem, "add it first")),
        None => Ok(()),
    }
}

fn write(kind: Kind, options: &NewEntryOptions, entry: &NewEntry, former: Option<&str>) -> Outcome {
    let path = options.site.join(kind.file());
    let Some(text) = append(&kind.file().into(), former.unwrap_or_default(), entry) else {
        return Outcome::stop(
            format!("{}: an entry cannot be added at the end of this file", path.display()),
            format!("write it yourself: {}", entry.on_one_line()),
        );
    };
    match machine::replace(&path, former, &text) {
        Ok(()) => Outcome::Clean,
        Err(error) => Outcome::stop(
            format!("{} cannot be written: {error}", path.display()),
            "check that you may write there, and try again",
        ),
    }
}
