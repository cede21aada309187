//! Pictures, from Markdown and from HTML alike.

use std::ops::Range;

use crate::base::diagnostic::Diagnostic;
use crate::release::markdown::address::{self, Address};
use crate::release::markdown::body::{Fill, Target};
use crate::release::markdown::escape;
use crate::release::markdown::findings::Findings;
use crate::release::markdown::links::refusal;
use crate::release::markdown::out::Out;

/// Writes an `<img>`, or its description alone when it cannot be shown. `alt` is plain text; `None` means that
/// nobody wrote one. Returns the end of the `alt` attribute when there is a picture.
pub(super) fn write(
    out: &mut Out,
    findings: &mut Findings<'_>,
    from: &str,
    alt: Option<&str>,
    range: &Range<usize>,
) -> Option<usize> {
    let address = address::read(from);
    match address {
        Address::Inside(target @ (Target::Path { .. } | Target::Root { .. })) => {
            out.html("<img");
            out.hole(Fill::Picture(target), findings.in_file(range));
        }
        Address::Web => {
            findings.push(range, remote("picture"));
            out.html("<img src=\"");
            escape::address(&mut out.html, from.trim());
            out.html("\"");
        }
        Address::Empty | Address::Unsafe(_) | Address::Unknown(_) => {
            findings.push(range, refusal(&address, "picture"));
            out.words(alt.unwrap_or_default());
            return None;
        }
        Address::Fragment(_) | Address::Program | Address::Inside(_) => {
            let finding =
                Diagnostic::warning("markdown/unknown-scheme", format!("`{}` is not a picture", from.trim()))
                    .label("the picture is left out")
                    .help("give the name of a picture file beside the release");
            findings.push(range, finding);
            out.words(alt.unwrap_or_default());
            return None;
        }
    }
    if alt.is_none() {
        findings.push(
            range,
            Diagnostic::warning("markdown/missing-alt", "the picture has no description")
                .label("who cannot see it does not learn what it shows")
                .help("write what it shows between the brackets: `![Mayor Li opens the bridge](bridge.jpg)`"),
        );
    }
    out.html(" alt=\"");
    let alt = alt.unwrap_or_default();
    escape::attribute(&mut out.html, alt);
    escape::plain(&mut out.text, alt);
    out.html("\"");
    let end = out.html.len();
    out.html(" loading=\"lazy\" decoding=\"async\">");
    Some(end)
}

/// The finding that something is loaded from another host.
pub(super) fn remote(what: &str) -> Diagnostic {
    Diagnostic::warning("markdown/remote-picture", format!("the {what} lies on another host"))
        .label("readers' browsers would call that host, and a strict content security policy blocks it")
        .help(format!("copy the {what} beside the release and give its name"))
}
