//! What the path of a Markdown file says: id, language, folder, and a date where the site reads dates from
//! file names.

use crate::base::diagnostic::Diagnostic;
use crate::base::identifier;
use crate::base::language;
use crate::base::moment::parse_day;
use crate::base::source::Place;
use crate::config::Config;
use std::sync::Arc;

/// What a path says.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Name {
    /// Id.
    pub id: String,
    /// Number of the language that the suffix names.
    pub language: Option<usize>,
    /// Folder whose files belong to it, with a slash at the end.
    pub folder: String,
    /// Date in the name, where the site reads it from there.
    pub date: Option<String>,
}

/// Reads `…/<id>.md`, `…/<id>.zh.md`, `…/<id>/index.md` and `…/<id>/index.zh.md`.
pub fn read(file: &Arc<str>, config: &Config) -> Result<Name, Box<Diagnostic>> {
    let (folder, name) = file.rsplit_once('/').unwrap_or(("", file));
    let stem = name.strip_suffix(".md").unwrap_or(name);
    let (stem, language) = split_suffix(file, stem, config)?;
    let stem = if stem == "index" { folder.rsplit('/').next().unwrap_or_default() } else { stem };
    let (date, stem) = match config.content.date_from_filename.then(|| split_date(stem)).flatten() {
        Some((date, rest)) => (Some(date.to_owned()), rest),
        None => (None, stem),
    };
    let id = identifier::normal(stem);
    if let Some(problem) = identifier::problem(&id) {
        let help = match identifier::from_name(&id) {
            better if better.is_empty() => {
                "rename it with letters, digits and hyphens, such as road-closed.md".into()
            }
            better => format!("the name becomes part of the address: rename it to {better}.md"),
        };
        return Err(Box::new(
            Diagnostic::error("release/bad-id", format!("the file name `{id}` {problem}"))
                .at(Place::file(file))
                .help(help),
        ));
    }
    Ok(Name { id, language, folder: format!("{folder}/"), date })
}

/// Splits `meeting.zh` at its language.
fn split_suffix<'a>(
    file: &Arc<str>,
    stem: &'a str,
    config: &Config,
) -> Result<(&'a str, Option<usize>), Box<Diagnostic>> {
    let Some((rest, suffix)) = stem.rsplit_once('.') else { return Ok((stem, None)) };
    if let Some(language) = config.language(suffix) {
        return Ok((rest, Some(language)));
    }
    // `minutes.v2` is no language; `minutes.fr` is one that the site does not have.
    let primary = suffix.split('-').next().unwrap_or_default();
    if language::is_tag(suffix) && primary.bytes().all(|b| b.is_ascii_lowercase()) {
        return Err(Box::new(
            Diagnostic::error("release/unknown-language", format!("the site has no language `{suffix}`"))
                .at(Place::file(file))
                .help(match same_language(suffix, config) {
                    Some(tag) => format!("did you mean `{rest}.{tag}.md`?"),
                    None => format!(
                        "add it to `languages` in crier.yaml, which has {}",
                        config.languages.join(", ")
                    ),
                }),
        ));
    }
    Ok((stem, None))
}

/// The site's language that a tag of another region or a country's code probably means.
fn same_language<'a>(tag: &str, config: &'a Config) -> Option<&'a str> {
    let primary = match tag.split('-').next().unwrap_or(tag) {
        // Country codes that are often written for languages.
        "cn" | "tw" | "hk" => "zh",
        "jp" => "ja",
        "kr" => "ko",
        "uk" | "gb" | "us" => "en",
        primary => primary,
    };
    config.languages.iter().map(String::as_str).find(|known| known.split('-').next() == Some(primary))
}

/// Splits `2022-09-28-road-closed` at its date.
fn split_date(stem: &str) -> Option<(&str, &str)> {
    let date = stem.get(..10)?;
    let rest = stem[10..].strip_prefix(['-', '_'])?;
    (parse_day(date).is_ok() && !rest.is_empty()).then_some((date, rest))
}

#[cfg(test)]
mod tests {
    use super::read;
    use crate::config::Config;

    fn config() -> Config {
        let mut config = Config { languages: vec!["en".into(), "zh-Hans".into()], ..Config::default() };
        config.content.date_from_filename = true;
        config
    }

    #[test]
    fn reads_files_and_folders() {
        let read = |path: &str| read(&path.into(), &config()).unwrap();
        assert_eq!(read("content/releases/2022/09/a.md").id, "a");
        assert_eq!(read("content/releases/2022/09/a.zh.md").language, Some(1));
        let folder = read("content/releases/2022/09/a/index.zh-Hans.md");
        assert_eq!((folder.id.as_str(), folder.folder.as_str()), ("a", "content/releases/2022/09/a/"));
        let dated = read("content/releases/2022-09-28-road-closed.md");
        assert_eq!((dated.date.as_deref(), dated.id.as_str()), (Some("2022-09-28"), "road-closed"));
        assert_eq!(read("content/releases/minutes.v2.md").id, "minutes.v2");
    }

    #[test]
    fn refuses_what_cannot_be_an_address() {
        for path in ["content/releases/con.md", "content/releases/a b.md", "content/releases/x.fr.md"] {
            assert!(read(&path.into(), &config()).is_err(), "{path}");
        }
    }
}
