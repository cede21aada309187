//! A source file as text.

use crate::base::diagnostic::Diagnostic;
use crate::base::source::{Place, Sources};
use std::sync::Arc;

/// Largest text that is read, in bytes. The longest release ever seen has a thousandth of it.
const LARGEST: u64 = 10 * 1024 * 1024;

/// The text of a file, or why there is none.
pub fn read(sources: &Sources, file: &Arc<str>) -> Result<String, Box<Diagnostic>> {
    if let Some(entry) = sources.get(file)
        && entry.size > LARGEST
    {
        let size = entry.size / (1024 * 1024);
        return Err(Box::new(
            Diagnostic::error(
                "source/too-large",
                format!("this file has {size} MB; it cannot be a text to publish"),
            )
            .at(Place::file(file))
            .help("put the text in the release and the rest in attachments; 10 MB is the most"),
        ));
    }
    let bytes = sources.read(file).map_err(|error| {
        Diagnostic::error("source/unreadable", format!("this file cannot be read: {error}"))
            .at(Place::file(file))
            .help("check that it is a file and that you may read it")
    })?;
    String::from_utf8(bytes).map_err(|error| {
        let at = error.utf8_error().valid_up_to();
        Box::new(
            Diagnostic::error("source/not-utf8", "this file is not UTF-8 text from here on")
                .at(Place::bytes(file, at..at + 1))
                .help("save it as UTF-8; many Windows programs call it \"Unicode (UTF-8)\""),
        )
    })
}
