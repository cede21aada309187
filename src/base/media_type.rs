//! Media types (RFC 6838) by the names of files.

/// The media type that a file's name promises; text is UTF-8.
pub fn of_name(name: &str) -> String {
    let guess = mime_guess::from_path(name).first_or_octet_stream();
    match guess.type_() {
        mime_guess::mime::TEXT => format!("{guess}; charset=utf-8"),
        _ => guess.to_string(),
    }
}
