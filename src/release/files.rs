//! Pictures and attachments: which files a text uses, whether they are there, how large they are.

use crate::base::diagnostic::{Diagnostic, Report};
use crate::base::source::{Place, Sources};
use crate::base::suggest::nearest;
use crate::release::model::File;

/// Bytes of a picture that are read for its width and height.
const PICTURE_HEADER: usize = 64 * 1024;

/// Gathers the files that one text uses.
pub struct Files<'a> {
    /// The site's files.
    pub sources: &'a Sources,
    /// The text's folder, with a slash at the end.
    pub folder: &'a str,
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
        let source = format!("{}{path}", self.folder);
        match self.sources.get(&source) {
            Some(entry) => {
                let dimensions = self.dimensions(&source);
                let (name, source, size) = (path.to_owned(), entry.path.clone(), entry.size);
                self.found.push(File { name, source, size, dimensions });
            }
            None => {
                let beside =
                    self.sources.below(self.folder).filter_map(|entry| entry.path.strip_prefix(self.folder));
                let finding = Diagnostic::error("release/missing-file", format!("there is no file `{path}`"))
                    .at(place());
                self.report.push(match nearest(path, beside) {
                    Some(near) => finding.help(format!("did you mean `{near}`?")),
                    None => finding.help(format!("put the file into {}", self.folder)),
                });
            }
        }
    }

    fn dimensions(&self, source: &str) -> Option<(u32, u32)> {
        let extension = source.rsplit('.').next()?.to_ascii_lowercase();
        if extension == "svg" {
            let head = self.sources.head(source, PICTURE_HEADER).ok()?;
            return svg_dimensions(&String::from_utf8_lossy(&head));
        }
        if !matches!(
            extension.as_str(),
            "png" | "jpg" | "jpeg" | "gif" | "webp" | "bmp" | "tif" | "tiff" | "avif" | "heic"
        ) {
            return None;
        }
        let head = self.sources.head(source, PICTURE_HEADER).ok()?;
        let size = imagesize::blob_size(&head).ok()?;
        Some((u32::try_from(size.width).ok()?, u32::try_from(size.height).ok()?))
    }
}

/// Width and height of an SVG picture: its attributes in pixels, else its view box (SVG 2, section 8).
fn svg_dimensions(text: &str) -> Option<(u32, u32)> {
    let start = text.find("<svg")?;
    let tag = &text[start..start + text[start..].find('>')?];
    let attribute = |name: &str| {
        let at = tag.find(&format!(" {name}="))? + name.len() + 2;
        let quote = tag[at..].chars().next()?;
        tag[at + 1..].split(quote).next()
    };
    let pixels =
        |value: &str| value.trim_end_matches("px").parse::<f64>().ok().map(|size| size.round() as u32);
    let sides = attribute("width").and_then(pixels).zip(attribute("height").and_then(pixels));
    sides.or_else(|| {
        let view: Vec<f64> =
            attribute("viewBox")?.split([' ', ',']).filter_map(|number| number.parse().ok()).collect();
        matches!(view.len(), 4).then(|| (view[2].round() as u32, view[3].round() as u32))
    })
}

#[cfg(test)]
mod tests {
    use super::svg_dimensions;

    #[test]
    fn an_svg_says_its_size() {
        assert_eq!(svg_dimensions("<svg width=\"10\" height='20px'>"), Some((10, 20)));
        assert_eq!(svg_dimensions("<?xml?><svg viewBox=\"0 0 30 40.4\">"), Some((30, 40)));
        assert_eq!(svg_dimensions("<svg>"), None);
    }
}
