//! Links, from Markdown and from HTML alike.

use std::ops::Range;

use crate::base::diagnostic::Diagnostic;
use crate::base::link_text;
use crate::base::suggest::nearest;
use crate::release::markdown::address::{self, Address};
use crate::release::markdown::body::{Fill, Target};
use crate::release::markdown::escape;
use crate::release::markdown::findings::Findings;
use crate::release::markdown::ids::Ids;
use crate::release::markdown::out::Out;

/// A page has this many suggestions for unknown ids at most, out of this many ids: a suggestion is dear.
const SUGGESTIONS: usize = 20;
const CANDIDATES: usize = 500;

/// The links of a page.
#[derive(Default)]
pub(super) struct Links {
    open: Vec<Open>,
    fragments: Vec<(String, Range<usize>)>,
}

struct Open {
    /// Whether there is an `<a>` to close.
    written: bool,
    label: Option<Target>,
    has_picture: bool,
    before: usize,
    html: usize,
    text: usize,
    range: Range<usize>,
}

impl Links {
    /// Begins a link. One that leads nowhere, or stands inside another, is left out and its text stays.
    pub(super) fn start(
        &mut self,
        out: &mut Out,
        findings: &mut Findings<'_>,
        to: &str,
        title: &str,
        range: &Range<usize>,
    ) {
        let before = out.html.len();
        let mut label = None;
        let written = !self.is_inside() && {
            match address::read(to) {
                Address::Fragment(id) => {
                    out.html("<a href=\"");
                    escape::address(&mut out.html, to.trim());
                    self.fragments.push((id, range.clone()));
                    true
                }
                Address::Inside(target) => {
                    out.html("<a href=\"");
                    label = attachment(&target);
                    out.hole(Fill::Address(target), findings.in_file(range));
                    true
                }
                Address::Web | Address::Program => {
                    out.html("<a href=\"");
                    escape::address(&mut out.html, to.trim());
                    true
                }
                useless => {
                    findings.push(range, refusal(&useless, "link"));
                    false
                }
            }
        };
        if written {
            if !title.is_empty() {
                out.html("\" title=\"");
                escape::attribute(&mut out.html, title);
            }
            out.html("\">");
        }
        self.begin(out, written, label, before, range);
    }

    /// Begins an `<a>` that marks a place and leads nowhere; its tag is already written.
    pub(super) fn start_place(&mut self, out: &Out, before: usize, range: &Range<usize>) {
        self.begin(out, true, None, before, range);
    }

    fn begin(
        &mut self,
        out: &Out,
        written: bool,
        label: Option<Target>,
        before: usize,
        range: &Range<usize>,
    ) {
        let (html, text) = (out.html.len(), out.text.len());
        self.open.push(Open { written, label, has_picture: false, before, html, text, range: range.clone() });
    }

    /// Ends the innermost link; a link needs words, a marked place does not.
    pub(super) fn end(&mut self, out: &mut Out, findings: &mut Findings<'_>, needs_words: bool) {
        let Some(link) = self.open.pop() else { return };
        if !link.written {
            return;
        }
        let words = out.text.get(link.text..).unwrap_or_default();
        if let Some(finding) = unclear(words) {
            findings.push(&link.range, finding);
        }
        if needs_words && words.trim().is_empty() {
            findings.push(
                &link.range,
                Diagnostic::warning("markdown/empty-link", "the link has no words")
                    .label("nobody can see it, nor hear where it leads")
                    .help("write what it leads to between the brackets: `[the budget](budget.pdf)`"),
            );
        }
        out.html("</a>");
        if let Some(target) = link.label.filter(|_| !link.has_picture) {
            out.hole(Fill::Label(target), findings.in_file(&link.range));
        }
    }

    /// Whether what comes next stands inside a link.
    pub(super) fn is_inside(&self) -> bool {
        self.open.iter().rev().any(|link| link.written)
    }

    /// The innermost link, when nothing has been written inside it yet: where its tag begins.
    pub(super) fn just_begun(&self, out: &Out) -> Option<usize> {
        self.open.last().filter(|link| link.written && link.html == out.html.len()).map(|link| link.before)
    }

    /// Where the tag of the innermost link begins, when it has one.
    pub(super) fn begun(&self) -> Option<usize> {
        self.open.last().filter(|link| link.written).map(|link| link.before)
    }

    /// A picture was written: the links around it need no label.
    pub(super) fn note_picture(&mut self) {
        // Links that are not written do not count, so there is at most one.
        for link in self.open.iter_mut().filter(|link| link.written) {
            link.has_picture = true;
        }
    }

    /// Checks the links within the page, when all its ids are known.
    pub(super) fn finish(self, ids: &Ids, findings: &mut Findings<'_>) {
        let unknown = self
            .fragments
            .into_iter()
            .filter(|(id, _)| !id.is_empty() && id != "top" && ids.place(id).is_none());
        for (count, (id, range)) in unknown.enumerate() {
            let near = if count < SUGGESTIONS && id.len() < 200 {
                nearest(&id, ids.names().take(CANDIDATES))
            } else {
                None
            };
            let help = match near.map(|near| (near, ids.place(near))) {
                Some((near, Some(place))) => {
                    let finding =
                        unknown_anchor(&id).note_at(format!("`{near}` is here"), findings.place(place));
                    findings.push(&range, finding.help(format!("did you mean `#{near}`?")));
                    continue;
                }
                _ => "link to the id of a heading, or give the heading this id: `## Heading {#id}`",
            };
            findings.push(&range, unknown_anchor(&id).help(help));
        }
    }
}

/// A finding for words that do not say where a link leads (WCAG 2.4.4 and 2.4.9).
fn unclear(words: &str) -> Option<Diagnostic> {
    if link_text::is_vague(words) {
        let mut plain = String::new();
        escape::plain(&mut plain, words.trim());
        return Some(
            Diagnostic::warning(
                "markdown/vague-link",
                format!("the link “{plain}” does not say where it leads"),
            )
            .label("who hears or scans the links of a page learns nothing from it")
            .help("make the words that name the thing the link: `[the budget of 2023](budget.pdf)`"),
        );
    }
    link_text::is_long_address(words).then(|| {
        Diagnostic::hint("markdown/address-as-text", "a long address stands in place of words")
            .label("a screen reader spells it out, letter by letter")
            .help("give the link words: `[the tender portal](https://…)`")
    })
}

fn unknown_anchor(id: &str) -> Diagnostic {
    Diagnostic::warning("markdown/unknown-anchor", format!("nothing on this page has the id `{id}`"))
}

/// A path that is not another Markdown file leads to an attachment.
fn attachment(target: &Target) -> Option<Target> {
    let Target::Path { path, .. } = target else { return None };
    let name = path.rsplit('/').next().unwrap_or(path);
    let (stem, extension) = name.rsplit_once('.')?;
    (!stem.is_empty() && !extension.is_empty() && !extension.eq_ignore_ascii_case("md"))
        .then(|| target.clone())
}

/// Why an address is not written into the page. `what` is a link or a picture.
pub(super) fn refusal(address: &Address, what: &str) -> Diagnostic {
    match address {
        Address::Unsafe(scheme) => {
            Diagnostic::error("markdown/unsafe-link", format!("a {what} with the address `{scheme}:`"))
                .label("it could run code in a reader's browser")
                .help(format!("save what the {what} shows as a file beside the release, and give its name"))
        }
        Address::Unknown(scheme) => {
            let finding = Diagnostic::warning(
                "markdown/unknown-scheme",
                format!("unknown kind of address `{scheme}:`"),
            )
            .label(format!("the {what} is left out"));
            match address::nearest_scheme(scheme) {
                Some(near) => finding.help(format!("did you mean `{near}:`?")),
                None => finding.help(
                    "use `https:`, `mailto:`, `release:id`, `person:id`, `unit:id`, `topic:id` or a path; before a colon in the name of a file write `./`",
                ),
            }
        }
        _ => Diagnostic::warning("markdown/empty-link", format!("the {what} has no address"))
            .label("only its words are shown")
            .help("write the address between the round brackets"),
    }
}
