//! Pictures and attachments: which files a text uses, whether they are there, how large they are.

use crate::base::diagnostic::{Diagnostic, Report};
use crate::base::picture;
use crate::base::source::{Place, Sources};
use crate::base::suggest::nearest;
use crate::release::model::File;

/// Gathers the files that one text uses.
pub struct Files<'a> {
    /// The site's files.
    pub sources: &'a Sources,
    /// The text's folder, with a slash at the end.
    pub folder: &'a str,
    /// Whether the folder is for this text alone. What else lies in a shared one may belong to a release that is
    /// held, and must not be named.
    pub is_own: bool,
    /// What was gathered, in the order of first use.
    pub found: Vec<File>,
    /// Files that are not there.
    pub report: Report,
}

impl Files<'_> {
    /// Takes the file at a path relative to the folder, used at `place`.
    pub fn take(&mut self, path: &str, place: impl FnOnce() -> Place) {
        let path = path.strip_prefix("./").unwrap_or(path);
        if self.found.iter().any(|file| file.name == path) {
            return;
        }
        let source = format!("{}{path}", self.folder);
        if is_of_the_web(path) && self.sources.get(&source).is_none() {
            self.report.push(
                Diagnostic::error("release/missing-file", format!("there is no file `{path}`"))
                    .at(place())
                    .help(format!("write https://{path} for an address of the web")),
            );
            return;
        }
        if path.starts_with('/') || path.split('/').any(|part| matches!(part, "" | "." | "..")) {
            self.report.push(
                Diagnostic::error(
                    "release/file-elsewhere",
                    format!("`{path}` does not stand beside this file"),
                )
                .at(place())
                .help("put the file in the same folder and write its name alone"),
            );
            return;
        }
        match self.sources.get(&source) {
            Some(entry) => {
                let dimensions = picture::dimensions(self.sources, &source);
                let (name, source, size) = (path.to_owned(), entry.path.clone(), entry.size);
                self.found.push(File { name, source, size, dimensions });
            }
            None => {
                let beside =
                    self.sources.below(self.folder).filter_map(|entry| entry.path.strip_prefix(self.folder));
                let near = self.is_own.then(|| nearest(path, beside)).flatten();
                let finding = Diagnostic::error("release/missing-file", format!("there is no file `{path}`"))
                    .at(place());
                self.report.push(match near {
                    Some(near) => finding.help(format!("did you mean `{near}`?")),
                    None => finding.help(format!("put the file into {}", self.folder)),
                });
            }
        }
    }
}

/// Whether a path was probably meant as an address: `www.example.com`, `example.org/notice`.
fn is_of_the_web(path: &str) -> bool {
    const ENDS: [&str; 8] = [".com", ".org", ".net", ".gov", ".edu", ".int", ".eu", ".cn"];
    let host = path.split(['/', '?']).next().unwrap_or_default().to_ascii_lowercase();
    !path.contains(char::is_whitespace)
        && (host.starts_with("www.") || ENDS.iter().any(|end| host.len() > end.len() && host.ends_with(end)))
}
