//! What pages show and offer: pictures that are too large, documents that not everybody can read.

use crate::base::diagnostic::{Diagnostic, Report};
use crate::base::picture;
use crate::base::source::{FieldPath, Place, Sources};
use crate::inspect::site::Site;
use crate::plan::model::Kind;
use crate::release::markdown::body::{Body, Fill, Target};
use crate::release::model::{File, Release, Status};
use rayon::prelude::*;
use std::collections::BTreeMap;
use std::sync::Arc;

/// A picture on a page weighs no more than this, in bytes: half a minute on a slow telephone.
const MOST_BYTES: u64 = 1_000_000;
/// Nor is it longer on a side than this, in pixels: no screen shows more of it.
const MOST_PIXELS: u32 = 4_000;
/// Fewer letters than this say no more than that there is an attachment; a Chinese character says as much as three.
const FEW_LETTERS: usize = 60;
/// Larger documents are not looked into.
const MOST_OF_PDF: u64 = 50_000_000;

/// The findings about files.
pub fn check(site: &Site<'_>) -> Report {
    let mut report = Report::new();
    let mut pictures = BTreeMap::new();
    let mut documents: BTreeMap<&Arc<str>, u64> = BTreeMap::new();
    let releases = site.archive.items.iter().map(|item| &item.release);
    for release in releases.filter(|release| release.front.status != Status::InError) {
        shown(site, &release.body, &release.file, &release.files, &mut pictures);
        if let Some(image) = release.front.image.as_ref().and_then(|image| release.used_file(&image.src)) {
            let place = release.place(&FieldPath::default().key("image").key("src"));
            pictures.entry(image.source.clone()).or_insert((place, image.size));
        }
        documents.extend(release.files.iter().map(|file| (&file.source, file.size)));
        report.absorb(only_attachments(release));
    }
    for page in &site.archive.pages {
        shown(site, &page.body, &page.file, &page.files, &mut pictures);
        documents.extend(page.files.iter().map(|file| (&file.source, file.size)));
    }
    let pictures: Vec<_> = pictures.into_iter().collect();
    let large = pictures.into_par_iter().filter_map(|(source, (place, size))| {
        too_large(size, picture::dimensions(site.sources, &source), &source).map(|finding| finding.at(place))
    });
    large.collect::<Vec<_>>().into_iter().for_each(|finding| report.push(finding));
    let documents: Vec<_> = documents.into_iter().collect();
    let untagged =
        documents.into_par_iter().filter(|(source, size)| is_untagged(site.sources, source, *size));
    for (source, _) in untagged.collect::<Vec<_>>() {
        report.push(
            Diagnostic::hint(
                "page/untagged-pdf",
                "the PDF has no tags, so a screen reader has to guess its order",
            )
            .at(Place::file(source))
            .help("export it again as a tagged PDF (PDF/UA), or say in the release what it says"),
        );
    }
    report
}

/// Adds the pictures that a text shows: where each is asked for first, and its size.
fn shown(
    site: &Site<'_>,
    body: &Body,
    file: &Arc<str>,
    files: &[File],
    pictures: &mut BTreeMap<Arc<str>, (Place, u64)>,
) {
    for hole in &body.holes {
        let found = match &hole.fill {
            Fill::Picture(Target::Path { path, .. }) => {
                let name = path.strip_prefix("./").unwrap_or(path);
                files.iter().find(|file| file.name == name).map(|file| (file.source.clone(), file.size))
            }
            Fill::Picture(Target::Root { path, .. }) => {
                crate::plan::find(site.plan, path).and_then(|page| match &page.kind {
                    Kind::Copy(source) => Some((source.clone(), site.sources.get(source)?.size)),
                    _ => None,
                })
            }
            _ => None,
        };
        if let Some((source, size)) = found {
            pictures.entry(source).or_insert_with(|| (Place::bytes(file, hole.source.clone()), size));
        }
    }
}

fn too_large(bytes: u64, sides: Option<(u32, u32)>, source: &str) -> Option<Diagnostic> {
    // A drawing has no pixels.
    let sides = sides.filter(|_| !source.to_ascii_lowercase().ends_with(".svg"));
    let wide = sides.filter(|(width, height)| (*width).max(*height) > MOST_PIXELS);
    if bytes <= MOST_BYTES && wide.is_none() {
        return None;
    }
    let tenths = bytes.div_ceil(100_000);
    let size = format!("{}.{} MB", tenths / 10, tenths % 10);
    let message = match sides {
        Some((width, height)) => format!("the picture has {size} and {width} × {height} pixels"),
        None => format!("the picture has {size}"),
    };
    Some(
        Diagnostic::warning("page/large-picture", message)
            .label("every reader of the page has to load it")
            .help("save it 1,600 pixels wide, as JPEG or WebP; the original can be an attachment"),
    )
}

/// A release that says nothing itself.
fn only_attachments(release: &Release) -> Report {
    let mut report = Report::new();
    let is_document = |file: &&File| {
        let extension = file.source.rsplit('.').next().unwrap_or_default().to_ascii_lowercase();
        let is_attached =
            || release.front.attachments.iter().any(|it| it.src.trim_start_matches("./") == file.name);
        match extension.as_str() {
            "pdf" | "doc" | "docx" | "odt" | "rtf" | "wps" | "ofd" | "ppt" | "pptx" | "odp" => true,
            // A scan; a picture that is shown has a description.
            "jpg" | "jpeg" | "png" | "tif" | "tiff" => is_attached(),
            _ => false,
        }
    };
    let Some(document) = release.files.iter().find(is_document) else { return report };
    let letters = |c: char| match c {
        '\u{2e80}'..='\u{9fff}'
        | '\u{ac00}'..='\u{d7af}'
        | '\u{f900}'..='\u{faff}'
        | '\u{20000}'..='\u{3ffff}' => 3,
        c => usize::from(c.is_alphanumeric()),
    };
    if release.body.text().chars().map(letters).sum::<usize>() >= FEW_LETTERS {
        return report;
    }
    report.push(
        Diagnostic::warning("page/only-attachment", "the release says nothing but that there is a file")
            .at(match release.front.attachments.is_empty() {
                false => release.place(&FieldPath::default().key("attachments")),
                true => Place::file(&release.file),
            })
            .label(format!("who cannot read {} learns nothing, and no search finds it", document.name))
            .help("write what the file says into the text, or its main points"),
    );
    report
}

/// Whether a PDF has no tags for certain (ISO 32000-1, 14.7 and 14.8). Where its objects are packed into streams, the
/// catalogue cannot be read so, and nothing is said.
fn is_untagged(sources: &Sources, source: &str, size: u64) -> bool {
    if !source.to_ascii_lowercase().ends_with(".pdf") || size > MOST_OF_PDF {
        return false;
    }
    let Ok(bytes) = sources.read(source) else { return false };
    let has = |word: &[u8]| memchr::memmem::find(&bytes, word).is_some();
    bytes.starts_with(b"%PDF-") && has(b"/Catalog") && !has(b"/ObjStm") && !has(b"/StructTreeRoot")
}

#[cfg(test)]
mod tests {
    use super::too_large;

    #[test]
    fn a_picture_is_too_large_by_bytes_or_by_pixels() {
        assert_eq!(too_large(1_000_000, Some((4_000, 4_000)), "a.jpg"), None);
        let message = |bytes, sides, source| too_large(bytes, sides, source).map(|it| it.message);
        assert_eq!(
            message(1_000_001, Some((800, 600)), "a.jpg").as_deref(),
            Some("the picture has 1.1 MB and 800 × 600 pixels")
        );
        assert_eq!(
            message(900, Some((4_001, 6)), "a.png").as_deref(),
            Some("the picture has 0.1 MB and 4001 × 6 pixels")
        );
        assert_eq!(message(900, Some((9_000, 9_000)), "A.SVG"), None);
        assert_eq!(message(2_000_000, None, "a.svg").as_deref(), Some("the picture has 2.0 MB"));
    }
}
