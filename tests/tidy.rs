//! The house rules of `docs/architecture.md` as tests. They read the sources as text, so a rule holds for code that
//! is not compiled here too. A failing test lists everything that breaks its rule.
#![expect(clippy::disallowed_methods, reason = "the tests read the sources and the documentation")]

use std::collections::{BTreeMap, BTreeSet};
use std::fs;
use std::path::Path;

/// Each room, its floor, and the rooms it may import from.
const ROOMS: &[(&str, u8, &[&str])] = &[
    ("base", 1, &[]),
    ("config", 2, &["base"]),
    ("report", 2, &["base"]),
    ("search", 2, &["base"]),
    ("release", 3, &["config", "base"]),
    ("register", 3, &["config", "base"]),
    ("theme", 3, &["config", "base"]),
    ("disk", 3, &["base"]),
    ("fetch", 3, &["base"]),
    ("serve", 3, &["base"]),
    ("publish", 3, &["base"]),
    ("archive", 4, &["release", "register", "config", "search", "base"]),
    ("plan", 5, &["archive", "release", "register", "config", "base"]),
    ("view", 6, &["plan", "archive", "release", "register", "theme", "config", "base"]),
    ("render", 7, &["view", "plan", "archive", "release", "register", "theme", "config", "search", "base"]),
    ("guard", 8, &["render", "plan", "archive", "release", "register", "config", "base"]),
    ("inspect", 8, &["plan", "archive", "release", "register", "config", "base"]),
    ("build", 8, &["render", "view", "plan", "archive", "release", "register", "theme", "config", "base"]),
    (
        "commands",
        9,
        &[
            "build", "guard", "inspect", "fetch", "render", "view", "plan", "archive", "release", "register",
            "theme", "disk", "serve", "publish", "config", "report", "search", "base",
        ],
    ),
    ("main", 10, &["commands"]),
];

/// Files of more than 400 lines, each with the reason.
const LONG: &[(&str, &str)] = &[
    ("src/commands/arguments.rs", "a table of all that can be typed"),
    ("src/view/model.rs", "a table of all that a theme sees"),
];
const LONGEST: usize = 400;

/// Names that say nothing about what is inside.
const EMPTY_NAMES: &[&str] =
    &["util", "utils", "helper", "helpers", "common", "misc", "prelude", "shared", "stuff"];

/// Types that make a `static` a global variable.
const CELLS: &[&str] = &[
    "OnceLock",
    "LazyLock",
    "OnceCell",
    "LazyCell",
    "Lazy",
    "Mutex",
    "RwLock",
    "Cell",
    "RefCell",
    "UnsafeCell",
    "AtomicBool",
    "AtomicU8",
    "AtomicU16",
    "AtomicU32",
    "AtomicU64",
    "AtomicUsize",
    "AtomicI32",
    "AtomicI64",
    "AtomicIsize",
    "AtomicPtr",
];

/// First parts of texts with one slash that are no codes of findings: media types, and folders of a site.
const NOT_CODES: &[&str] = &[
    "text",
    "image",
    "application",
    "audio",
    "video",
    "font",
    "multipart",
    "message",
    "model",
    "templates",
    "static",
    "themes",
    "public",
    "assets",
    "parts",
];

#[test]
fn a_file_imports_from_lower_floors_only() {
    let mut wrong = Vec::new();
    for file in sources() {
        let room = file.room();
        let Some((_, floor, below)) = ROOMS.iter().find(|(name, ..)| *name == room) else {
            if room != "lib" {
                wrong.push(format!(
                    "{}: the room `{room}` has no floor; add it to ROOMS in tests/tidy.rs",
                    file.path
                ));
            }
            continue;
        };
        for import in file.imports.iter().filter(|import| import.is_own()) {
            let Some(other) = import.path.get(1) else { continue };
            if *other != room
                && ROOMS.iter().any(|(name, ..)| name == other)
                && !below.contains(&other.as_str())
            {
                wrong.push(format!(
                    "{}: {room} (floor {floor}) imports {}",
                    file.at(import.line),
                    import.written()
                ));
            }
        }
    }
    expect_none("imports against the floors", wrong);
}

#[test]
fn a_child_never_imports_its_parent() {
    let files = sources();
    let modules = modules(&files);
    let mut wrong = Vec::new();
    for file in &files {
        for import in file.imports.iter().filter(|import| import.is_own()) {
            let target = resolve(&modules, &import.path);
            let is_roof = target.len() < file.module.len() && file.module.starts_with(&target);
            // A file of tests is a part of the roof that it tests.
            if is_roof && target.len() > 1 && !file.is_tests() {
                let roof = &modules[&target];
                wrong.push(format!(
                    "{}: imports {}, which stands in {roof}",
                    file.at(import.line),
                    import.written()
                ));
            }
        }
    }
    expect_none("children that import their parent; move what both need into a sibling", wrong);
}

#[test]
fn there_are_no_circles() {
    let files = sources();
    let modules = modules(&files);
    // In each folder: which of its files and folders imports which other. Roofs (mod.rs) stand above all.
    let mut folders: BTreeMap<Vec<String>, Edges> = BTreeMap::new();
    for file in &files {
        for import in file.imports.iter().filter(|import| import.is_own()) {
            let target = resolve(&modules, &import.path);
            let shared = file.module.iter().zip(&target).take_while(|(a, b)| a == b).count();
            if let (Some(from), Some(to)) = (file.module.get(shared), target.get(shared)) {
                let place = format!("{}: {}", file.at(import.line), import.written());
                let edges = folders.entry(file.module[..shared].to_vec()).or_default();
                edges.entry(from.clone()).or_default().entry(to.clone()).or_insert(place);
            }
        }
    }
    let mut wrong = Vec::new();
    for (folder, edges) in &folders {
        for (from, tos) in edges {
            for (to, place) in tos {
                // Every import on a circle is told once, with its place.
                if reaches(edges, to, from) {
                    wrong.push(format!("in {}, {from} -> {to}: {place}", folder.join("::")));
                }
            }
        }
    }
    expect_none("imports in a circle", wrong);
}

#[test]
fn only_the_disk_touches_files() {
    let banned = ["std::fs", "tokio::fs", "walkdir"];
    let wrong = paths_outside(&["disk"], &banned);
    expect_none("file access outside disk", wrong);
}

#[test]
fn only_commands_print() {
    let mut wrong = paths_outside(
        &["commands", "main"],
        &["std::io::stdout", "std::io::stderr", "anstream", "indicatif"],
    );
    for file in sources().iter().filter(|file| !["commands", "main"].contains(&file.room())) {
        for (at, token) in file.tokens.iter().enumerate() {
            let is_print = ["print", "println", "eprint", "eprintln", "dbg"].contains(&token.text.as_str());
            if is_print && file.text(at + 1) == "!" {
                wrong.push(format!("{}: {}!", file.at(token.line), token.text));
            }
        }
    }
    expect_none("printing outside commands; hand back a text or a Report", wrong);
}

#[test]
fn only_main_exits() {
    let wrong = paths_outside(&["main"], &["std::process::exit", "std::process::abort", "process::exit"]);
    expect_none("exits outside main; hand back an exit code", wrong);
}

#[test]
fn nothing_is_global() {
    let mut wrong = Vec::new();
    for file in sources() {
        for (at, token) in file.tokens.iter().enumerate() {
            match token.text.as_str() {
                "thread_local" | "lazy_static" if file.text(at + 1) == "!" => {
                    wrong.push(format!("{}: {}!", file.at(token.line), token.text));
                }
                // `'static` is one token, so this is the item.
                "static" if file.text(at + 1) == "mut" => {
                    wrong.push(format!("{}: static mut", file.at(token.line)))
                }
                "static" => {
                    let kind = file.tokens[at..]
                        .iter()
                        .take_while(|token| !["=", ";"].contains(&token.text.as_str()));
                    for cell in kind.filter(|token| CELLS.contains(&token.text.as_str())) {
                        wrong.push(format!("{}: static … {}", file.at(token.line), cell.text));
                    }
                }
                _ => {}
            }
        }
    }
    expect_none("global variables; pass the value", wrong);
}

#[test]
fn nothing_is_re_exported() {
    let mut wrong = Vec::new();
    for file in sources() {
        for (at, token) in file.tokens.iter().enumerate().filter(|(_, token)| token.text == "pub") {
            let mut next = at + 1;
            if file.text(next) == "(" {
                while !matches!(file.text(next), ")" | "") {
                    next += 1;
                }
                next += 1;
            }
            if file.text(next) == "use" {
                wrong.push(format!("{}: pub use", file.at(token.line)));
            }
        }
    }
    expect_none("re-exports; import from where it stands", wrong);
}

#[test]
fn names_say_what_is_inside() {
    let mut wrong = Vec::new();
    for file in sources() {
        if let Some(name) = file.module.last().filter(|name| EMPTY_NAMES.contains(&name.as_str())) {
            wrong.push(format!("{}: `{name}`", file.path));
        }
        for (at, token) in file.tokens.iter().enumerate().filter(|(_, token)| token.text == "mod") {
            if EMPTY_NAMES.contains(&file.text(at + 1)) {
                wrong.push(format!("{}: mod {}", file.at(token.line), file.text(at + 1)));
            }
        }
    }
    expect_none("modules with empty names", wrong);
}

#[test]
fn every_file_says_what_it_is() {
    let silent = sources().into_iter().filter(|file| !file.source.starts_with("//!"));
    expect_none("files that do not begin with `//!`", silent.map(|file| file.path).collect());
}

#[test]
fn files_are_short() {
    let files = sources();
    let mut wrong = Vec::new();
    for file in &files {
        let lines = file.source.lines().count();
        let listed = LONG.iter().any(|(path, _)| *path == file.path);
        if lines > LONGEST && !listed {
            wrong.push(format!(
                "{}: {lines} lines; divide it, or give a reason in LONG of tests/tidy.rs",
                file.path
            ));
        }
        if lines <= LONGEST && listed {
            wrong.push(format!("{}: {lines} lines; take it out of LONG in tests/tidy.rs", file.path));
        }
    }
    for (path, reason) in LONG {
        if !files.iter().any(|file| file.path == *path) {
            wrong.push(format!("{path}: is not there; take it out of LONG in tests/tidy.rs"));
        }
        if !reason.starts_with("a table of ") {
            wrong.push(format!("{path}: `{reason}` is no reason; a file may be long when it is a table"));
        }
    }
    expect_none(&format!("files with more than {LONGEST} lines"), wrong);
}

#[test]
fn every_code_is_explained() {
    let findings = read("docs/findings.md");
    let mut sections: BTreeMap<&str, usize> = BTreeMap::new();
    let mut wrong = Vec::new();
    let mut last = "";
    let mut in_example = false;
    let titles = findings.lines().filter_map(|line| {
        in_example ^= line.starts_with("```");
        line.strip_prefix("## ").filter(|_| !in_example)
    });
    for code in titles.map(str::trim) {
        *sections.entry(code).or_default() += 1;
        if code < last {
            wrong.push(format!(
                "docs/findings.md: `{code}` stands behind `{last}`; sections are in alphabetical order"
            ));
        }
        last = code;
    }
    wrong.extend(
        sections
            .iter()
            .filter(|(_, count)| **count > 1)
            .map(|(code, _)| format!("docs/findings.md: two sections `{code}`")),
    );
    let mut used: BTreeMap<String, String> = BTreeMap::new();
    for file in sources() {
        for (line, text) in file.codes() {
            used.entry(text).or_insert_with(|| file.at(line));
        }
    }
    for (code, at) in used.iter().filter(|(code, _)| !sections.contains_key(code.as_str())) {
        wrong.push(format!("{at}: `{code}` has no section `## {code}` in docs/findings.md"));
    }
    for code in sections.keys().filter(|code| !used.contains_key(**code)) {
        wrong.push(format!("docs/findings.md: `{code}` is no code in src/"));
    }
    expect_none("codes of findings against docs/findings.md", wrong);
}

#[test]
fn every_room_is_in_the_table() {
    let architecture = read("docs/architecture.md");
    let rooms: BTreeSet<&str> = architecture
        .lines()
        .filter_map(|line| line.strip_prefix('|'))
        .filter_map(|line| line.split('`').nth(1))
        .map(|room| room.trim_end_matches('/').trim_end_matches(".rs"))
        .collect();
    let missing: BTreeSet<String> = sources()
        .iter()
        .filter(|file| !rooms.contains(file.room()))
        .map(|file| format!("src/{}: has no row in the table of rooms of docs/architecture.md", file.room()))
        .collect();
    expect_none("rooms that docs/architecture.md does not name", missing.into_iter().collect());
}

#[test]
fn these_rules_see_what_they_look_for() {
    let text = r##"//! x
        use crate::{a::{self, b as c, d::*}, e};
        /* use crate::no; /* nested */ */ // use crate::no2
        fn f<'a>(x: &'a str) { let _ = ('"', b'\'', "use crate::no3", r#"crate::"no4"#); crate::g::h(); }
        mod inner { use super::super::x; use super::y; }
        impl<T> crate::i::J<T> for super::K {}
    "##;
    let file = Source::new("src/m/n.rs".into(), text.into());
    let mut paths: Vec<String> =
        file.imports.iter().filter(|import| import.is_own()).map(|import| import.path.join("::")).collect();
    paths.sort();
    let expected = [
        "crate::a",
        "crate::a::b",
        "crate::a::d",
        "crate::e",
        "crate::g::h",
        "crate::i::J",
        "crate::m::K",
        "crate::m::n::y",
        "crate::m::x",
    ];
    assert_eq!(paths, expected);
    let text = "//! x\nfn f() { g(\"a-b/c-d\", \"text/html\", \"a/b/c\", \"A/b\"); }\n#[cfg(test)]\nmod tests { fn f() { g(\"x/y\") } }\n";
    let codes = Source::new("src/m.rs".into(), text.into()).codes();
    assert_eq!(codes, [(2, "a-b/c-d".to_owned())]);
}

// What the rules read.

type Edges = BTreeMap<String, BTreeMap<String, String>>;

/// A source file, taken apart as far as the rules need.
struct Source {
    /// Path from the root of the project.
    path: String,
    source: String,
    /// `crate`, then the names of the modules that lead to it.
    module: Vec<String>,
    tokens: Vec<Token>,
    imports: Vec<Import>,
}

struct Token {
    line: usize,
    /// A name, a sign, or for a literal text its value.
    text: String,
    is_text: bool,
}

/// A path that the file names, written out from its root.
struct Import {
    line: usize,
    path: Vec<String>,
}

impl Import {
    fn is_own(&self) -> bool {
        self.path[0] == "crate"
    }

    fn written(&self) -> String {
        self.path.join("::")
    }
}

impl Source {
    fn new(path: String, source: String) -> Self {
        let inside = path.trim_start_matches("src/").trim_end_matches(".rs");
        let inside = inside.strip_suffix("/mod").unwrap_or(inside);
        let module: Vec<String> =
            std::iter::once("crate").chain(inside.split('/')).map(str::to_owned).collect();
        let tokens = tokens(&source);
        let mut file = Source { path, source, module, tokens, imports: Vec::new() };
        file.imports = file.find_imports();
        file
    }

    fn room(&self) -> &str {
        &self.module[1]
    }

    fn is_tests(&self) -> bool {
        self.module.iter().any(|name| name == "tests")
    }

    fn at(&self, line: usize) -> String {
        format!("{}:{line}", self.path)
    }

    fn text(&self, at: usize) -> &str {
        self.tokens.get(at).filter(|token| !token.is_text).map_or("", |token| token.text.as_str())
    }

    /// Every path with more than one part: in `use` trees, and in the code.
    fn find_imports(&self) -> Vec<Import> {
        let mut imports = Vec::new();
        // Open braces; those of modules in the file have the module's name.
        let mut braces: Vec<Option<String>> = Vec::new();
        let mut at = 0;
        while at < self.tokens.len() {
            let here: Vec<String> =
                self.module.iter().cloned().chain(braces.iter().flatten().cloned()).collect();
            match self.text(at) {
                "{" => {
                    let is_module = at >= 2 && self.text(at - 2) == "mod";
                    braces.push(is_module.then(|| self.text(at - 1).to_owned()));
                    at += 1;
                }
                "}" => {
                    braces.pop();
                    at += 1;
                }
                "use" => at = self.use_tree(at + 1, &here, &[], &mut imports),
                text if is_name(text)
                    && self.follows(at + 1)
                    && !(at >= 2 && self.text(at - 1) == ":" && self.text(at - 2) == ":") =>
                {
                    let line = self.tokens[at].line;
                    let mut path = vec![text.to_owned()];
                    at += 1;
                    while self.follows(at) && is_name(self.text(at + 2)) {
                        path.push(self.text(at + 2).to_owned());
                        at += 3;
                    }
                    imports.push(Import { line, path: self.absolute(&here, &path) });
                }
                _ => at += 1,
            }
        }
        imports
    }

    /// Whether `::` stands here.
    fn follows(&self, at: usize) -> bool {
        self.text(at) == ":" && self.text(at + 1) == ":"
    }

    /// Reads a `use` tree and returns where it ends.
    fn use_tree(
        &self,
        mut at: usize,
        here: &[String],
        before: &[String],
        imports: &mut Vec<Import>,
    ) -> usize {
        let line = self.tokens.get(at).map_or(0, |token| token.line);
        let mut path = before.to_vec();
        loop {
            match self.text(at) {
                "{" => {
                    at += 1;
                    while !matches!(self.text(at), "}" | "") {
                        at = self.use_tree(at, here, &path, imports);
                        if self.text(at) == "," {
                            at += 1;
                        }
                    }
                    return at + 1;
                }
                "," | "}" | ";" | "" => break,
                "as" => at += 2,
                "self" if !path.is_empty() => at += 1,
                name => {
                    if is_name(name) {
                        path.push(name.to_owned());
                    }
                    at += 1;
                }
            }
        }
        if !path.is_empty() {
            imports.push(Import { line, path: self.absolute(here, &path) });
        }
        at
    }

    /// The path from the root of the crate, where it is the crate's own.
    fn absolute(&self, here: &[String], path: &[String]) -> Vec<String> {
        let mut from = match path[0].as_str() {
            // The binary names the library by its name.
            "crier" if self.room() == "main" => vec!["crate".to_owned()],
            "self" => here.to_vec(),
            "super" => here[..here.len() - 1].to_vec(),
            _ => return path.to_vec(),
        };
        for part in &path[1..] {
            match part.as_str() {
                "super" => drop(from.pop()),
                part => from.push(part.to_owned()),
            }
        }
        from
    }

    /// Texts that look like codes of findings, outside tests.
    fn codes(&self) -> Vec<(usize, String)> {
        if self.is_tests() {
            return Vec::new();
        }
        let is_part = |part: &str| {
            part.starts_with(|c: char| c.is_ascii_lowercase())
                && part.bytes().all(|b| b.is_ascii_lowercase() || b.is_ascii_digit() || b == b'-')
        };
        let is_code = |text: &str| {
            text.split_once('/')
                .is_some_and(|(area, what)| is_part(area) && is_part(what) && !NOT_CODES.contains(&area))
        };
        let test_module = ["#", "[", "cfg", "(", "test", ")", "]", "mod"];
        let end = (0..self.tokens.len())
            .find(|at| {
                // A module in a file of its own ends nothing here.
                let is_here = self.text(at + test_module.len() + 1) == "{";
                is_here && test_module.iter().enumerate().all(|(ahead, text)| self.text(at + ahead) == *text)
            })
            .unwrap_or(self.tokens.len());
        let texts = self.tokens[..end].iter().filter(|token| token.is_text && is_code(&token.text));
        texts.map(|token| (token.line, token.text.clone())).collect()
    }
}

fn is_name(text: &str) -> bool {
    text.starts_with(|c: char| c.is_alphabetic() || c == '_')
}

/// The module that a path leads to: its longest part that is a file.
fn resolve(modules: &BTreeMap<Vec<String>, String>, path: &[String]) -> Vec<String> {
    let length = (1..=path.len()).rev().find(|length| modules.contains_key(&path[..*length])).unwrap_or(1);
    path[..length].to_vec()
}

fn modules(files: &[Source]) -> BTreeMap<Vec<String>, String> {
    files.iter().map(|file| (file.module.clone(), file.path.clone())).collect()
}

fn reaches(edges: &Edges, from: &str, to: &str) -> bool {
    let mut seen = BTreeSet::new();
    let mut open = vec![from];
    while let Some(name) = open.pop() {
        if name == to {
            return true;
        }
        if seen.insert(name) {
            open.extend(edges.get(name).into_iter().flat_map(BTreeMap::keys).map(String::as_str));
        }
    }
    false
}

/// Where files outside some rooms name one of these paths.
fn paths_outside(rooms: &[&str], banned: &[&str]) -> Vec<String> {
    let mut wrong = Vec::new();
    for file in sources().iter().filter(|file| !rooms.contains(&file.room())) {
        for import in &file.imports {
            let written = import.written();
            let is_banned = |path: &&&str| written == **path || written.starts_with(&format!("{path}::"));
            if let Some(path) = banned.iter().find(is_banned) {
                wrong.push(format!("{}: {path}", file.at(import.line)));
            }
        }
    }
    wrong
}

/// Takes Rust apart: names, signs and texts, without comments and characters.
fn tokens(source: &str) -> Vec<Token> {
    let chars: Vec<char> = source.chars().collect();
    let at = |place: usize| chars.get(place).copied().unwrap_or('\0');
    let mut tokens = Vec::new();
    let (mut place, mut line) = (0, 1);
    while place < chars.len() {
        let (start, start_line) = (place, line);
        let c = chars[place];
        let mut is_text = false;
        let mut text = String::new();
        if c == '/' && at(place + 1) == '/' {
            while place < chars.len() && chars[place] != '\n' {
                place += 1;
            }
        } else if c == '/' && at(place + 1) == '*' {
            let mut depth = 0;
            loop {
                match (at(place), at(place + 1)) {
                    ('/', '*') => (depth, place) = (depth + 1, place + 2),
                    ('*', '/') => (depth, place) = (depth - 1, place + 2),
                    _ => place += 1,
                }
                if depth == 0 || place >= chars.len() {
                    break;
                }
            }
        } else if let Some(hashes) = raw_text(&chars[place..]) {
            place += chars[place..].iter().position(|c| *c == '"').unwrap_or_default() + 1;
            let from = place;
            let ends = |place: usize| at(place) == '"' && (1..=hashes).all(|hash| at(place + hash) == '#');
            while place < chars.len() && !ends(place) {
                place += 1;
            }
            (text, is_text) = (chars[from..place.min(chars.len())].iter().collect(), true);
            place += 1 + hashes;
        } else if c == '"' || (matches!(c, 'b' | 'c') && at(place + 1) == '"') {
            place += if c == '"' { 1 } else { 2 };
            let from = place;
            while place < chars.len() && chars[place] != '"' {
                place += if chars[place] == '\\' { 2 } else { 1 };
            }
            (text, is_text) = (chars[from..place.min(chars.len())].iter().collect(), true);
            place += 1;
        } else if c == '\'' && (at(place + 1) == '\\' || at(place + 2) == '\'') {
            place += if at(place + 1) == '\\' { 3 } else { 2 };
            while place < chars.len() && chars[place] != '\'' {
                place += 1;
            }
            place += 1;
        } else if c == '\'' {
            // A lifetime.
            place += 1;
            while at(place).is_alphanumeric() || at(place) == '_' {
                place += 1;
            }
        } else if c.is_alphanumeric() || c == '_' {
            while at(place).is_alphanumeric() || at(place) == '_' {
                place += 1;
            }
            text = chars[start..place].iter().collect();
        } else {
            place += 1;
            if !c.is_whitespace() {
                text = c.to_string();
            }
        }
        line += chars[start..place.min(chars.len())].iter().filter(|c| **c == '\n').count();
        if !text.is_empty() || is_text {
            tokens.push(Token { line: start_line, text, is_text });
        }
    }
    tokens
}

/// How many `#` the raw text has that begins here, where one does.
fn raw_text(chars: &[char]) -> Option<usize> {
    let rest = match chars {
        ['r', rest @ ..] | ['b', 'r', rest @ ..] | ['c', 'r', rest @ ..] => rest,
        _ => return None,
    };
    let hashes = rest.iter().take_while(|c| **c == '#').count();
    (rest.get(hashes) == Some(&'"')).then_some(hashes)
}

fn read(path: &str) -> String {
    let root = Path::new(env!("CARGO_MANIFEST_DIR"));
    fs::read_to_string(root.join(path)).unwrap_or_else(|error| panic!("{path}: {error}"))
}

/// Every Rust file below src/, ordered by path.
fn sources() -> Vec<Source> {
    let mut folders = vec!["src".to_owned()];
    let mut files = Vec::new();
    while let Some(folder) = folders.pop() {
        let entries =
            fs::read_dir(Path::new(env!("CARGO_MANIFEST_DIR")).join(&folder)).expect("src/ can be read");
        for entry in entries.map(|entry| entry.expect("src/ can be read")) {
            let path = format!("{folder}/{}", entry.file_name().to_string_lossy());
            if entry.path().is_dir() {
                folders.push(path);
            } else if path.ends_with(".rs") {
                let source = read(&path);
                files.push(Source::new(path, source));
            }
        }
    }
    files.sort_by(|a, b| a.path.cmp(&b.path));
    files
}

#[track_caller]
fn expect_none(what: &str, wrong: Vec<String>) {
    assert!(wrong.is_empty(), "\n{what}:\n  {}\n", wrong.join("\n  "));
}
