//! `manifest.json`: every file of the built site, with its address and SHA-256 (FIPS 180-4). One file a line,
//! ordered by path, so that two builds compare line by line. The writer reads the one of the last build to
//! know what is its own: what is read is therefore checked, down to paths that would lead out of the output
//! folder.

use std::collections::BTreeSet;
use std::fmt;

use serde::{Deserialize, Serialize};

use crate::base::json_rows;
use crate::base::output::{Receipt, hexadecimal};
use crate::render::stamp::Stamp;

/// The version that is written, and the only one that is read.
pub const VERSION: u32 = 1;

/// What a build wrote.
#[derive(Debug, Clone, PartialEq, Eq, Deserialize)]
pub struct Manifest<Files = Vec<File>> {
    /// What wrote it: `crier 0.1.0`.
    pub generator: String,
    /// The site.
    pub site: Site,
    /// The clock of the build, when it was fixed (`--now`); a running clock would make every build another
    /// one.
    #[serde(default)]
    pub built_for: Option<Stamp>,
    /// The files, in the order of their paths; for writing, anything that gives them one by one.
    pub files: Files,
}

/// The site a manifest is of.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Site {
    /// Its title in its first language.
    pub title: String,
    /// Its absolute address.
    pub base_url: String,
}

/// One file.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct File {
    /// Path below the output folder, parted by `/`: `releases/2022/09/a/index.html`.
    pub path: String,
    /// Address below the site's: `/releases/2022/09/a/`.
    pub address: String,
    /// What it is: `release`, `feed`, `asset` …
    pub kind: String,
    /// Id of the release, person, unit or topic.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub id: Option<String>,
    /// Language, BCP 47.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub lang: Option<String>,
    /// Release time.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub date: Option<Stamp>,
    /// Of a release that was taken back: `withdrawn` or `in-error`.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub status: Option<String>,
    /// When it last changed significantly.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub updated: Option<Stamp>,
    /// Of a release, SHA-256 of what it says, whatever its page looks like: see [`crate::render::record`].
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub record: Option<String>,
    /// SHA-256 of the bytes, 64 lower-case hexadecimal digits.
    pub sha256: String,
    /// Size in bytes.
    pub bytes: u64,
}

impl File {
    /// A file that was written, of which nothing else is to be told.
    pub fn new(kind: &str, address: String, path: String, receipt: &Receipt) -> Self {
        File {
            path,
            address,
            kind: kind.to_owned(),
            id: None,
            lang: None,
            date: None,
            status: None,
            updated: None,
            record: None,
            sha256: hexadecimal(&receipt.sha256),
            bytes: receipt.bytes,
        }
    }
}

/// Why a manifest cannot be read.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Unreadable {
    /// It is no JSON, or not of this shape; with the parser's words.
    Shape(String),
    /// It is of a version that this crier does not know.
    Version(u64),
    /// A path leads out of the output folder, or is none.
    Path(String),
    /// Two files have the same path.
    Twice(String),
    /// The digest of the file at this path is none.
    Digest(String),
}

impl fmt::Display for Unreadable {
    fn fmt(&self, to: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Unreadable::Shape(what) => write!(to, "this is not a manifest: {what}"),
            Unreadable::Version(version) => {
                write!(to, "the manifest is of version {version}, this crier reads version {VERSION}")
            }
            Unreadable::Path(path) => {
                write!(to, "the manifest names {path:?}, which is no path inside the site")
            }
            Unreadable::Twice(path) => write!(to, "the manifest names {path:?} twice"),
            Unreadable::Digest(path) => write!(to, "the manifest has no SHA-256 for {path:?}"),
        }
    }
}

impl std::error::Error for Unreadable {}

/// The manifest as JSON, UTF-8.
pub fn write(manifest: Manifest<impl Iterator<Item = File>>) -> Vec<u8> {
    let mut text = format!("{{\n\"version\": {VERSION},\n");
    text.push_str(&format!("\"generator\": {},\n", json_rows::row(&manifest.generator)));
    text.push_str(&format!("\"site\": {},\n", json_rows::row(&manifest.site)));
    if let Some(built_for) = &manifest.built_for {
        text.push_str(&format!("\"built_for\": {},\n", json_rows::row(built_for)));
    }
    text.push_str("\"files\": ");
    json_rows::push_array(manifest.files, &mut text);
    text.push_str("\n}\n");
    text.into_bytes()
}

/// Reads a manifest. Keys that a later crier may add are passed over.
pub fn read(bytes: &[u8]) -> Result<Manifest, Unreadable> {
    #[derive(Deserialize)]
    struct Head {
        version: u64,
    }
    let shape = |error: serde_json::Error| Unreadable::Shape(error.to_string());
    let head: Head = serde_json::from_slice(bytes).map_err(shape)?;
    if head.version != u64::from(VERSION) {
        return Err(Unreadable::Version(head.version));
    }
    let manifest: Manifest = serde_json::from_slice(bytes).map_err(shape)?;
    let mut paths = BTreeSet::new();
    for file in &manifest.files {
        if !stays_inside(&file.path) {
            return Err(Unreadable::Path(file.path.clone()));
        }
        if !paths.insert(&file.path) {
            return Err(Unreadable::Twice(file.path.clone()));
        }
        if file.sha256.len() != 64
            || !file.sha256.bytes().all(|byte| matches!(byte, b'0'..=b'9' | b'a'..=b'f'))
        {
            return Err(Unreadable::Digest(file.path.clone()));
        }
    }
    Ok(manifest)
}

/// Whether a path is relative and made of names only, on every system.
fn stays_inside(path: &str) -> bool {
    let drive = path.as_bytes().get(1) == Some(&b':');
    !drive
        && !path.contains(['\\', '\0'])
        && path.split('/').all(|name| !name.is_empty() && name != "." && name != "..")
}

#[cfg(test)]
mod tests {
    use super::{File, Manifest, Site, Unreadable, read};
    use crate::render::stamp::parse;
    use proptest::prelude::*;

    fn file(path: &str) -> File {
        File {
            path: path.to_owned(),
            address: format!("/{path}"),
            kind: "release".to_owned(),
            id: Some("眉\"\\\u{1}🎉</script>".to_owned()),
            lang: None,
            date: parse("2022-09-28T08:30:00+08:00"),
            status: Some("withdrawn".to_owned()),
            updated: parse("2022-09-28T08:30:00-03:30"),
            record: Some("fedcba9876543210".repeat(4)),
            sha256: "0123456789abcdef".repeat(4),
            bytes: 42,
        }
    }

    fn write(manifest: &Manifest) -> Vec<u8> {
        let Manifest { generator, site, built_for, files } = manifest.clone();
        super::write(Manifest { generator, site, built_for, files: files.into_iter() })
    }

    fn manifest(files: Vec<File>) -> Manifest {
        let site = Site { title: "Mei 眉县".to_owned(), base_url: "https://x.gov/".to_owned() };
        Manifest { generator: "crier 0.1.0".to_owned(), site, built_for: None, files }
    }

    #[test]
    fn it_is_one_file_a_line_in_order() {
        let written = String::from_utf8(write(&manifest(vec![file("a/c"), file("b")]))).unwrap();
        let lines: Vec<&str> = written.lines().collect();
        assert_eq!(lines.len(), 9);
        assert!(lines[5].starts_with("{\"path\":\"a/c\",") && lines[6].starts_with("{\"path\":\"b\","));
        assert!(!written.contains("built_for"));
    }

    #[test]
    fn it_reads_what_it_wrote() {
        let mut own = manifest(vec![file("a"), file("b")]);
        assert_eq!(read(&write(&own)), Ok(own.clone()));
        own.built_for = parse("2022-09-28T00:00:00+00:00");
        assert_eq!(read(&write(&own)), Ok(own));
        assert_eq!(read(&write(&manifest(Vec::new()))), Ok(manifest(Vec::new())));
    }

    #[test]
    fn what_is_wrong_is_refused() {
        for path in ["/etc/passwd", "../a", "a/../b", "a//b", "", ".", "c:/a", "a\\..\\b", "a/"] {
            let refused = read(&write(&manifest(vec![file(path)])));
            assert_eq!(refused, Err(Unreadable::Path(path.to_owned())));
        }
        let twice = read(&write(&manifest(vec![file("a"), file("a")])));
        assert_eq!(twice, Err(Unreadable::Twice("a".to_owned())));
        let mut short = file("a");
        short.sha256.pop();
        assert_eq!(read(&write(&manifest(vec![short]))), Err(Unreadable::Digest("a".to_owned())));
        assert_eq!(read(b"{\"version\": 2, \"new\": []}"), Err(Unreadable::Version(2)));
        for text in ["", "null", "{}", "[1]", "{\"version\": 1}", "\u{feff}{}"] {
            assert!(matches!(read(text.as_bytes()), Err(Unreadable::Shape(_))), "{text}");
        }
        let later = String::from_utf8(write(&manifest(vec![file("a")])))
            .unwrap()
            .replace("{\"path\"", "{\"x\":1,\"path\"");
        assert_eq!(read(later.as_bytes()), Ok(manifest(vec![file("a")])));
    }

    proptest! {
        #[test]
        fn any_bytes_are_read_or_refused(bytes in any::<Vec<u8>>(), text in any::<String>()) {
            prop_assert!(read(&bytes).is_err());
            let mut own = file("a");
            own.kind = text;
            let own = manifest(vec![own]);
            prop_assert_eq!(read(&write(&own)), Ok(own));
        }
    }
}
