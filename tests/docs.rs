//! The documentation is held against the code: its tables come from it, its links lead somewhere, its examples build.
//!
//! A table stands between `<!-- generated:NAME -->` and `<!-- /generated -->`; `UPDATE=1 cargo test --test docs`
//! writes it anew. An example is a block of code below `<!-- example: PATH -->`, a file of one site that all examples
//! make together, or below `<!-- example: release -->`, a release of that site; fragments of front matter get the keys
//! that every release needs.
#![expect(clippy::disallowed_methods, reason = "the documentation is files")]

use clap::CommandFactory;
use crier::base::diagnostic::Report;
use crier::base::output::{Content, Receipt, Sink};
use crier::base::schema::reference;
use crier::base::shape::{Record, Shape};
use crier::base::source::Sources;
use crier::build;
use crier::build::memo::Memo;
use crier::build::site::Order;
use crier::commands::arguments::Arguments;
use crier::register::Kind;
use crier::report::{Format, style::Style};
use crier::{config, disk, release, report, theme};
use pulldown_cmark::{Event, Options, Parser, Tag, TagEnd};
use std::collections::{BTreeMap, BTreeSet, HashMap};
use std::fs;
use std::path::{Path, PathBuf};
use std::sync::Mutex;

const MODEL: &str = include_str!("../src/view/model.rs");

fn root() -> &'static Path {
    Path::new(env!("CARGO_MANIFEST_DIR"))
}

/// Every Markdown file that is documentation, with its text.
fn documents() -> Vec<(PathBuf, String)> {
    let docs = fs::read_dir(root().join("docs")).unwrap().map(|entry| entry.unwrap().path());
    let mut files: Vec<PathBuf> = docs.filter(|path| path.extension().is_some_and(|it| it == "md")).collect();
    files.extend(
        ["README.md", "CHANGELOG.md", "themes/civic/README.md", "recipes/README.md"]
            .map(|name| root().join(name)),
    );
    files.sort();
    files.into_iter().map(|path| (path.clone(), fs::read_to_string(path).unwrap())).collect()
}

fn parser(text: &str) -> Parser<'_> {
    Parser::new_ext(text, Options::ENABLE_TABLES | Options::ENABLE_GFM)
}

// ---- tables ----

#[test]
fn tables_are_those_of_the_code() {
    let mut stale = Vec::new();
    let mut seen = BTreeSet::new();
    for (path, text) in documents() {
        let mut fresh = String::new();
        let mut rest = text.as_str();
        while let Some(at) = rest.find("<!-- generated:") {
            let (before, block) = rest.split_at(at);
            let (mark, body) = block.split_once(" -->\n").expect("a generated block has a line of its own");
            let (_, after) = body.split_once("<!-- /generated -->").expect("a generated block ends");
            let name = &mark["<!-- generated:".len()..];
            seen.insert(name.to_owned());
            let table = table(name).unwrap_or_else(|| panic!("{}: what is {name:?}?", path.display()));
            fresh.push_str(&format!("{before}{mark} -->\n{}\n<!-- /generated -->", table.trim_end()));
            rest = after;
        }
        fresh.push_str(rest);
        if fresh == text {
            continue;
        }
        match std::env::var_os("UPDATE") {
            Some(_) => fs::write(&path, fresh).unwrap(),
            None => stale.push(path),
        }
    }
    assert!(stale.is_empty(), "not as the code has it: {stale:?}; mend with UPDATE=1 cargo test --test docs");
    let wanted = structs().into_iter().map(|it| format!("view {}", it.name));
    let commands = Arguments::command();
    let wanted =
        wanted.chain(commands.get_subcommands().map(|command| format!("command {}", command.get_name())));
    let missing: Vec<String> = wanted.filter(|name| !seen.contains(name)).collect();
    assert!(missing.is_empty(), "no table in docs/commands.md or docs/themes.md for: {missing:?}");
}

fn table(name: &str) -> Option<String> {
    if let Some(name) = name.strip_prefix("view ") {
        return view_table(name);
    }
    if let Some(name) = name.strip_prefix("command ") {
        return command_table(name);
    }
    let mut keys = name.split('.');
    let mut record: &Record = match keys.next()? {
        "release" => &release::schema::RELEASE,
        "page" => &release::schema::PAGE,
        "people" => Kind::Person.schema(),
        "units" => Kind::Unit.schema(),
        "topics" => Kind::Topic.schema(),
        "config" => &config::schema::SCHEMA,
        "theme" => &theme::manifest::SCHEMA,
        _ => return None,
    };
    for key in keys {
        record = inner(&record.keys.iter().find(|other| other.name == key)?.shape)?;
    }
    Some(reference(record))
}

/// The mapping that a shape may hold.
fn inner(shape: &Shape) -> Option<&'static Record> {
    match shape {
        Shape::Record(record) => Some(record),
        Shape::List(item) | Shape::Map(item) => inner(item),
        Shape::Either(shapes) => shapes.iter().find_map(inner),
        _ => None,
    }
}

fn command_table(name: &str) -> Option<String> {
    let mut commands = Arguments::command();
    commands.build();
    // `people add` is a command within one.
    let command = name.split(' ').try_fold(&commands, |command, name| command.find_subcommand(name))?;
    let mut lines = String::from("| | |\n|---|---|\n");
    for argument in command.get_arguments().filter(|argument| argument.get_id() != "help") {
        let value = argument.get_value_names().unwrap_or_default().join(" ");
        let takes_value = argument.get_action().takes_values();
        let shown = match (argument.get_long(), argument.get_short()) {
            (None, _) if argument.is_required_set() => format!("`{value}`"),
            (None, _) => format!("`[{value}]`"),
            (Some(long), None) if takes_value => format!("`--{long} {value}`"),
            (Some(long), None) => format!("`--{long}`"),
            (Some(long), Some(short)) => format!("`-{short}`, `--{long}`"),
        };
        let mut meaning = argument.get_help().map(ToString::to_string).unwrap_or_default();
        if takes_value {
            let of_one = |value: &clap::builder::PossibleValue| match value.get_help() {
                Some(help) => format!("`{}`: {}", value.get_name(), help),
                None => format!("`{}`", value.get_name()),
            };
            let values: Vec<String> = argument.get_possible_values().iter().map(of_one).collect();
            if !values.is_empty() {
                let separator = if values[0].contains(": ") { "; " } else { ", " };
                meaning.push_str(&format!(". {}", values.join(separator)));
            }
            if let [default] = argument.get_default_values() {
                meaning.push_str(&format!(" [default: {}]", default.to_string_lossy()));
            }
        }
        lines.push_str(&format!("| {shown} | {} |\n", meaning.replace('|', "\\|")));
    }
    Some(lines)
}

/// A struct of the view model.
struct Struct {
    name: String,
    fields: Vec<Field>,
}

/// A field of it, with what is said of it.
struct Field {
    name: String,
    kind: String,
    said: String,
}

/// The structs of the view model, read from its text.
fn structs() -> Vec<Struct> {
    let mut structs: Vec<Struct> = Vec::new();
    let mut said: Vec<&str> = Vec::new();
    for line in MODEL.lines().map(str::trim) {
        if let Some(text) = line.strip_prefix("/// ") {
            said.push(text);
            continue;
        }
        if let Some(name) = line.strip_prefix("pub struct ") {
            structs.push(Struct { name: name.trim_end_matches(" {").to_owned(), fields: Vec::new() });
        } else if let Some((name, kind)) = line.strip_prefix("pub ").and_then(|field| field.split_once(": "))
        {
            let name = name.trim_start_matches("r#").to_owned();
            let field = Field { name, kind: kind.trim_end_matches(',').to_owned(), said: said.join(" ") };
            structs.last_mut().expect("a field stands in a struct").fields.push(field);
        }
        if !line.starts_with("#[") {
            said.clear();
        }
    }
    structs
}

fn view_table(name: &str) -> Option<String> {
    let wanted = structs().into_iter().find(|other| other.name == name)?;
    let mut lines = String::from("| field | value | meaning |\n|---|---|---|\n");
    for Field { name, kind, said } in wanted.fields {
        lines.push_str(&format!("| `{name}` | {} | {said} |\n", plain_type(&kind)));
    }
    Some(lines)
}

/// A Rust type in the words of somebody who writes templates.
fn plain_type(kind: &str) -> String {
    if let Some(inner) = kind.strip_prefix("Option<") {
        return format!("{}, or none", plain_type(&inner[..inner.len() - 1]));
    }
    if let Some(inner) = kind.strip_prefix("Vec<") {
        return format!("list of {}", plain_type(&inner[..inner.len() - 1]));
    }
    match kind {
        "String" | "&'static str" => "text".into(),
        "bool" => "true or false".into(),
        "usize" | "u64" | "u32" | "u8" | "i16" => "number".into(),
        "Value" => "anything".into(),
        name => format!("[{name}](#{})", slug(name)),
    }
}

// ---- links ----

#[test]
fn links_lead_somewhere() {
    let documents = documents();
    let anchors: HashMap<&Path, BTreeSet<String>> =
        documents.iter().map(|(path, text)| (path.as_path(), anchors(text))).collect();
    let mut broken = Vec::new();
    for (path, text) in &documents {
        for link in links(text) {
            if link.contains("://") || link.starts_with("mailto:") {
                continue;
            }
            let (file, anchor) =
                link.split_once('#').map_or((link.as_str(), None), |(file, id)| (file, Some(id)));
            let target =
                if file.is_empty() { path.clone() } else { clean(&path.parent().unwrap().join(file)) };
            let found = target.starts_with(root())
                && target.exists()
                && anchor.is_none_or(|id| anchors.get(target.as_path()).is_some_and(|ids| ids.contains(id)));
            if !found {
                broken.push(format!("{}: {link}", path.display()));
            }
        }
    }
    assert!(broken.is_empty(), "these lead nowhere:\n{}", broken.join("\n"));
}

#[test]
fn nothing_is_said_of_this_machine() {
    for (path, text) in documents() {
        assert!(
            !text.contains("/work/"),
            "{} names a folder of the machine it was written on",
            path.display()
        );
    }
}

/// The path without `.` and `..`.
fn clean(path: &Path) -> PathBuf {
    let mut clean = PathBuf::new();
    for part in path.components() {
        match part {
            std::path::Component::CurDir => {}
            std::path::Component::ParentDir => {
                clean.pop();
            }
            part => clean.push(part),
        }
    }
    clean
}

fn links(text: &str) -> Vec<String> {
    let mut links = Vec::new();
    for event in parser(text) {
        match event {
            Event::Start(Tag::Link { dest_url, .. } | Tag::Image { dest_url, .. }) => {
                links.push(dest_url.into_string())
            }
            Event::Html(html) | Event::InlineHtml(html) => {
                for attribute in ["src=\"", "href=\"", "srcset=\""] {
                    let found = html.split(attribute).skip(1).filter_map(|rest| rest.split('"').next());
                    links.extend(found.map(str::to_owned));
                }
            }
            _ => {}
        }
    }
    links
}

/// The ids that a Markdown reader on the web gives to headings.
fn anchors(text: &str) -> BTreeSet<String> {
    let mut ids = BTreeSet::new();
    let mut heading: Option<String> = None;
    for event in parser(text) {
        match event {
            Event::Start(Tag::Heading { .. }) => heading = Some(String::new()),
            Event::Text(text) | Event::Code(text) => {
                if let Some(heading) = &mut heading {
                    heading.push_str(&text);
                }
            }
            Event::End(TagEnd::Heading(_)) => {
                let id = slug(&heading.take().unwrap_or_default());
                let count = (1..).map(|n| format!("{id}-{n}"));
                let free = std::iter::once(id.clone()).chain(count).find(|id| !ids.contains(id));
                ids.extend(free);
            }
            _ => {}
        }
    }
    ids
}

fn slug(heading: &str) -> String {
    let kept = heading.trim().to_lowercase();
    kept.chars()
        .filter(|c| c.is_alphanumeric() || "-_ ".contains(*c))
        .map(|c| if c == ' ' { '-' } else { c })
        .collect()
}

// ---- examples ----

/// Takes what is rendered and keeps it.
#[derive(Default)]
struct Shelf(Mutex<BTreeMap<String, String>>);

impl Sink for Shelf {
    fn put(&self, path: &str, content: Content<'_>) -> std::io::Result<Receipt> {
        if let Content::Bytes(bytes) = content {
            let text = String::from_utf8_lossy(&bytes).into_owned();
            self.0.lock().unwrap().insert(path.to_owned(), text);
        }
        Ok(Receipt { sha256: [0; 32], bytes: 0 })
    }
}

#[test]
fn examples_make_a_site_without_findings() {
    let folder = tempfile::tempdir().unwrap();
    let mut put = BTreeMap::new();
    for (path, text) in documents() {
        for (number, (name, example)) in examples(&text).into_iter().enumerate() {
            let (file, example) = match name.as_str() {
                "release" => {
                    let stem = path.file_stem().unwrap().to_string_lossy().to_lowercase();
                    (format!("content/releases/2024/06/example-{stem}-{number}.md"), whole(&example))
                }
                file => (file.to_owned(), example),
            };
            let said = format!("{} and another example both write {file}", path.display());
            assert!(put.insert(file, example).is_none(), "{said}");
        }
    }
    assert!(put.contains_key("crier.yaml") && put.contains_key("content/people.yaml"), "{:?}", put.keys());
    for (file, text) in &put {
        let file = folder.path().join(file);
        fs::create_dir_all(file.parent().unwrap()).unwrap();
        // The files that examples speak of.
        for name in ["meeting.jpg", "budget-2024.csv", "letter.pdf"] {
            fs::write(file.parent().unwrap().join(name), "").unwrap();
        }
        fs::write(file, text).unwrap();
    }
    fs::remove_file(folder.path().join("meeting.jpg")).unwrap();
    let (sources, mut findings) = disk::read::sources(folder.path()).unwrap();
    let (config, found) = config::load(&sources);
    findings.absorb(found);
    let now = "2024-07-01T00:00:00Z".parse().unwrap();
    let (site, found) = build::plan(
        &mut Memo::default(),
        &sources,
        config,
        Order { now, now_is_fixed: true, drafts: true, base: None },
    );
    findings.absorb(found);
    fail_on(&findings, &sources);
    let site = site.expect("a site without findings can be rendered");
    let shelf = Shelf::default();
    fail_on(&build::render(&site, &shelf, &|| {}), &sources);
    let pages = shelf.0.into_inner().unwrap();
    // What the texts around the examples promise.
    let meeting = &pages["releases/2024/06/safety-meeting/index.html"];
    for promised in ["Jane Doe", "Mayor", "presided", "Fire Brigade", "mailto:news@harbour.example"] {
        assert!(meeting.contains(promised), "the first release of docs/writing.md shows no {promised:?}");
    }
    assert!(pages["index.html"].contains("Registered as No. 17."), "docs/themes.md adds a line to the foot");
    assert!(pages.contains_key("zh-Hans/releases/2024/06/safety-meeting/index.html"));
}

fn fail_on(findings: &Report, sources: &Sources) {
    let texts =
        |path: &str| sources.read(path).ok().map(|bytes| String::from_utf8_lossy(&bytes).into_owned());
    let findings = report::print(findings, &texts, Format::Human, Style { color: false });
    assert!(findings.is_empty(), "the examples have findings:\n{findings}");
}

/// An example that begins with `---` is a file; any other is a part of the front matter.
fn whole(example: &str) -> String {
    if example.starts_with("---") {
        return example.to_owned();
    }
    let mut front = String::new();
    // Two with one title would be told.
    let title = format!("title: An example of {} letters\n", example.len());
    for (key, line) in [("title", title.as_str()), ("date", "date: 2024-06-03\n")] {
        if !example.lines().any(|line| line.starts_with(&format!("{key}:"))) {
            front.push_str(line);
        }
    }
    format!("---\n{front}{example}---\n\nText.\n")
}

/// Marked blocks of code, with what the mark says.
fn examples(text: &str) -> Vec<(String, String)> {
    let mut examples = Vec::new();
    let mut mark: Option<String> = None;
    let mut inside = false;
    for event in parser(text) {
        match event {
            Event::Html(html) => {
                if let Some(name) =
                    html.trim().strip_prefix("<!-- example: ").and_then(|rest| rest.strip_suffix(" -->"))
                {
                    mark = Some(name.to_owned());
                }
            }
            Event::Start(Tag::CodeBlock(_)) => {
                if let Some(name) = mark.take() {
                    examples.push((name, String::new()));
                    inside = true;
                }
            }
            Event::End(TagEnd::CodeBlock) => inside = false,
            Event::Text(text) if inside => examples.last_mut().unwrap().1.push_str(&text),
            _ => {}
        }
    }
    assert!(mark.is_none(), "a mark without a block of code: {mark:?}");
    examples
}
