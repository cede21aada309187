//! Media types (RFC 6838) by the names of files.

/// Media types that hosts and `mime_guess` guess wrong or not at all, by the end of the name.
const TYPES: &[(&str, &str)] = &[
    ("js", "text/javascript; charset=utf-8"),
    ("json", "application/json"),
    ("jsonl", "application/jsonl"),
    ("jsonld", "application/ld+json"),
    ("ttl", "text/turtle; charset=utf-8"),
    ("csv", "text/csv; charset=utf-8"),
    ("md", "text/markdown; charset=utf-8"),
    ("xml", "application/xml"),
    ("webmanifest", "application/manifest+json"),
    ("woff2", "font/woff2"),
    // GB/T 33190, in which Chinese governments publish.
    ("ofd", "application/ofd"),
    ("avif", "image/avif"),
    ("webp", "image/webp"),
    // Not what servers take it for: an archive of MacBinary, or a disk image.
    ("bin", "application/octet-stream"),
];

/// The media type that a file's name promises; text is UTF-8.
pub fn of_name(name: &str) -> String {
    let end = name.rsplit_once('.').map_or("", |(_, end)| end);
    if let Some((_, media_type)) = TYPES.iter().find(|(known, _)| end.eq_ignore_ascii_case(known)) {
        return (*media_type).to_owned();
    }
    let guess = mime_guess::from_path(name).first_or_octet_stream();
    match guess.type_() {
        mime_guess::mime::TEXT => format!("{guess}; charset=utf-8"),
        _ => guess.to_string(),
    }
}

/// The same without the charset, as feeds have it (RFC 4287, section 4.2.7.3).
pub fn bare(name: &str) -> String {
    let mut media_type = of_name(name);
    media_type.truncate(media_type.find(';').unwrap_or(media_type.len()));
    media_type
}

#[cfg(test)]
mod tests {
    use super::{bare, of_name};

    #[test]
    fn names_promise_types() {
        for (name, media_type) in [
            ("a.xml", "application/xml"),
            ("a.CSV", "text/csv; charset=utf-8"),
            ("a.txt", "text/plain; charset=utf-8"),
            ("a.docx", "application/vnd.openxmlformats-officedocument.wordprocessingml.document"),
            ("a.ods", "application/vnd.oasis.opendocument.spreadsheet"),
            ("a.ofd", "application/ofd"),
            ("a.wav", "audio/wav"),
            ("a.unheard-of", "application/octet-stream"),
            ("a", "application/octet-stream"),
        ] {
            assert_eq!(of_name(name), media_type);
        }
        assert_eq!((bare("a.html"), bare("a.pdf")), ("text/html".to_owned(), "application/pdf".to_owned()));
    }
}
