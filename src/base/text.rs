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
    let text = String::from_utf8(bytes).map_err(|error| {
        let at = error.utf8_error().valid_up_to();
        Box::new(
            Diagnostic::error("source/not-utf8", "this file is not UTF-8 text from here on")
                .at(Place::bytes(file, at..at + 1))
                .help("save it as UTF-8; many Windows programs call it \"Unicode (UTF-8)\""),
        )
    })?;
    match forbidden(&text) {
        None => Ok(text),
        Some((at, c)) => Err(Box::new(
            Diagnostic::error(
                "source/control-character",
                format!(
                    "there is an invisible character here (U+{:04X}) that no page may hold",
                    u32::from(c)
                ),
            )
            .at(Place::bytes(file, at..at + c.len_utf8()))
            .help("delete it; it often comes along with text copied from another program"),
        )),
    }
}

/// The first character that neither HTML (13.2.3.5) nor XML (2.2) allows in a text: controls other than tab and
/// line ends, and non-characters. They also mark places in pages while those are made.
pub fn forbidden(text: &str) -> Option<(usize, char)> {
    // Most texts have none, and bytes tell it faster.
    let suspicious = |byte: u8| {
        byte < 0x20 && !matches!(byte, b'\t' | b'\n' | b'\r') || matches!(byte, 0x7f | 0xc2 | 0xef | 0xf0..)
    };
    if !text.bytes().any(suspicious) {
        return None;
    }
    text.char_indices().find(|(_, c)| {
        c.is_control() && !matches!(c, '\t' | '\n' | '\r' | '\u{85}')
            || matches!(c, '\u{fdd0}'..='\u{fdef}')
            || u32::from(*c) & 0xfffe == 0xfffe
    })
}

/// The first character that turns the letters around it (Unicode Bidirectional Algorithm, UAX #9), and its name: in a
/// name or a title it makes readers see another text than the one that is there.
pub fn turning(text: &str) -> Option<(char, &'static str)> {
    text.chars().find_map(|c| {
        let name = match c {
            '\u{202a}' => "LEFT-TO-RIGHT EMBEDDING",
            '\u{202b}' => "RIGHT-TO-LEFT EMBEDDING",
            '\u{202c}' => "POP DIRECTIONAL FORMATTING",
            '\u{202d}' => "LEFT-TO-RIGHT OVERRIDE",
            '\u{202e}' => "RIGHT-TO-LEFT OVERRIDE",
            '\u{2066}' => "LEFT-TO-RIGHT ISOLATE",
            '\u{2067}' => "RIGHT-TO-LEFT ISOLATE",
            '\u{2068}' => "FIRST STRONG ISOLATE",
            '\u{2069}' => "POP DIRECTIONAL ISOLATE",
            _ => return None,
        };
        Some((c, name))
    })
}
