//! `crier search`: asks the index of a built site, as its readers do in the browser.

use crate::base::output::MANIFEST;
use crate::commands::arguments::{SearchOptions, SortName};
use crate::commands::outcome::Outcome;
use crate::commands::session::{deliver, plural, say};
use crate::disk::machine;
use crate::report::style::{Role, Style};
use crate::report::visible::visible;
use crate::search::format::Status;
use crate::search::read::Index;
use crate::search::read::answer::{Answer, Hit, Query, Sort};
use crate::search::read::date::Limit;
use crate::search::read::excerpt::Excerpt;
use crate::search::read::files::Files;
use crate::search::read::problem::Problem;
use serde::Serialize;
use std::io::{self, IsTerminal};
use std::path::{Path, PathBuf};

/// The files of a built site.
struct Built(PathBuf);

impl Files for Built {
    fn read(&self, path: &str) -> io::Result<Vec<u8>> {
        machine::read(&self.0.join(path))
    }
}

/// Prints what is found.
pub fn run(options: &SearchOptions) -> Outcome {
    let built = options.built.clone().unwrap_or_else(|| options.site.join("public"));
    let query = match query(options) {
        Ok(query) => query,
        Err(outcome) => return outcome,
    };
    let answer = Index::open(Built(built.clone())).and_then(|index| index.search(&query));
    match answer {
        Ok(answer) if options.json => print_json(&query, &answer),
        Ok(answer) => {
            let color =
                io::stdout().is_terminal() && anstream::ColorChoice::global() != anstream::ColorChoice::Never;
            say(&mut anstream::stdout(), &listing(&query, &answer, Style { color }));
            Outcome::Clean
        }
        Err(problem) => explain(&problem, &built),
    }
}

/// What was typed as a query.
fn query(options: &SearchOptions) -> Result<Query, Outcome> {
    let limit = |name: &str, text: &Option<String>| match text {
        None => Ok(None),
        Some(text) => Limit::parse(text).map(Some).ok_or_else(|| {
            Outcome::stop(
                format!("--{name}: `{text}` is no date"),
                "write a day, a month or a year: 2022-09-28, 2022-09 or 2022",
            )
        }),
    };
    Ok(Query {
        text: options.query.join(" "),
        typing: false,
        verbatim: options.verbatim,
        person: options.person.clone(),
        unit: options.unit.clone(),
        topic: options.topic.clone(),
        lang: options.lang.clone(),
        from: limit("from", &options.from)?,
        to: limit("to", &options.to)?,
        sort: match options.sort {
            SortName::Relevance => Sort::Relevance,
            SortName::Date => Sort::Date,
        },
        offset: 0,
        limit: options.limit,
    })
}

fn explain(problem: &Problem, built: &Path) -> Outcome {
    let folder = built.display();
    match problem {
        Problem::NoIndex if !machine::exists(&built.join(MANIFEST)) => Outcome::stop(
            format!("there is no built site in {folder}"),
            "build it with `crier build`, or name the folder of the site with --site or of its output with --built",
        ),
        Problem::NoIndex => {
            Outcome::stop(format!("the site in {folder} has no search index"), "build the site again")
        }
        Problem::Backwards => Outcome::stop("--from is later than --to", problem.help()),
        Problem::Unreadable(..) | Problem::Damaged(_) => {
            Outcome::stop(format!("{folder}: {problem}"), problem.help())
        }
        Problem::Version(_) | Problem::Unknown { .. } => Outcome::stop(problem, problem.help()),
    }
}

/// The answer for programs.
#[derive(Serialize)]
struct Found<'a> {
    query: &'a str,
    total: u32,
    corrected: Option<&'a str>,
    results: Vec<FoundRelease<'a>>,
}

#[derive(Serialize)]
struct FoundRelease<'a> {
    id: &'a str,
    address: &'a str,
    title: &'a str,
    date: &'a str,
    lang: &'a str,
    excerpt: &'a str,
    status: &'a str,
}

impl<'a> FoundRelease<'a> {
    fn of(hit: &'a Hit) -> Self {
        let Hit { id, address, title, date, lang, excerpt, status, .. } = hit;
        FoundRelease { id, address, title, date, lang, excerpt: &excerpt.text, status: status.word() }
    }
}

fn print_json(query: &Query, answer: &Answer) -> Outcome {
    let found = Found {
        query: &query.text,
        total: answer.total,
        corrected: answer.corrected.as_deref(),
        results: answer.results.iter().map(FoundRelease::of).collect(),
    };
    match serde_json::to_string(&found) {
        Ok(text) => deliver(&format!("{text}\n")),
        Err(error) => Outcome::CouldNotRun(error.to_string()),
    }
}

/// The answer for people.
fn listing(query: &Query, answer: &Answer, style: Style) -> String {
    let mut text = String::new();
    if let Some(entity) = &answer.entity {
        let name = style.paint(Role::Message, &visible(&entity.name));
        let (kind, count) = (entity.kind.word(), plural(entity.documents as usize, "release"));
        text.push_str(&format!("{name}, {kind} with {count}: {}\n\n", visible(&entity.address)));
    }
    if let Some(corrected) = &answer.corrected {
        let (meant, written) = (style.paint(Role::Message, &visible(corrected)), visible(&query.text));
        text.push_str(&format!("searched for {meant}; add --verbatim to search for {written} as written\n"));
    }
    text.push_str(&count(answer));
    for hit in &answer.results {
        let status = match hit.status {
            Status::Published => String::new(),
            status => format!("  ({})", status.word()),
        };
        let title = style.paint(Role::Message, &visible(&hit.title));
        text.push_str(&format!("\n{title}{status}\n  {}  {}\n", hit.date, visible(&hit.address)));
        if !hit.excerpt.text.is_empty() {
            text.push_str(&format!("  {}\n", painted(&hit.excerpt, style)));
        }
    }
    text
}

/// How many were found, and what was not.
fn count(answer: &Answer) -> String {
    let mut text = match (answer.total as usize, answer.results.len()) {
        (0, _) => "nothing found".to_owned(),
        (total, 1) if total > 1 => format!("{} found, the first of them:", plural(total, "release")),
        (total, shown) if shown < total => {
            format!("{} found, the first {shown} of them:", plural(total, "release"))
        }
        (total, _) => format!("{} found:", plural(total, "release")),
    };
    if !answer.missing.is_empty() {
        let missing: Vec<String> = answer.missing.iter().map(|word| format!("`{}`", visible(word))).collect();
        text.push_str(&format!("; no release has {}", missing.join(" nor ")));
    }
    text.push('\n');
    text
}

/// The excerpt with what was asked for in bold.
fn painted(excerpt: &Excerpt, style: Style) -> String {
    let mut text = String::new();
    let mut at = 0;
    for mark in &excerpt.marks {
        let (before, marked) = (&excerpt.text[at..mark.start], &excerpt.text[mark.clone()]);
        text.push_str(&visible(before));
        text.push_str(&style.paint(Role::Message, &visible(marked)));
        at = mark.end;
    }
    text.push_str(&visible(&excerpt.text[at..]));
    text
}
