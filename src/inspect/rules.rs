//! What must hold for every page by itself.

use crate::base::diagnostic::Diagnostic;
use crate::base::link_text;
use crate::inspect::page::Facts;
use std::collections::BTreeSet;

/// What a page of this language has wrong, without its place.
pub fn page(facts: &Facts, language: &str) -> Vec<Diagnostic> {
    let mut found = elements(facts);
    let tag = |text: &str| text.split('-').next().unwrap_or_default().to_ascii_lowercase();
    match facts.lang.as_deref().map(str::trim) {
        None | Some("") => found.push(
            Diagnostic::warning("page/no-language", "the page does not say its language")
                .help("write `<html lang=\"{{ page.lang }}\">`; a screen reader chooses its voice by it"),
        ),
        Some(other) if tag(other) != tag(language) => found.push(
            Diagnostic::warning(
                "page/no-language",
                format!("the page says that its language is `{other}`, and it is `{language}`"),
            )
            .help("write `<html lang=\"{{ page.lang }}\">`; a screen reader chooses its voice by it"),
        ),
        Some(_) => {}
    }
    if facts.title.as_deref().unwrap_or_default().is_empty() {
        found.push(
            Diagnostic::warning("page/no-title", "the page has no title")
                .help("write `<title>{{ page.title }}</title>` into the head"),
        );
    }
    headings(facts, &mut found);
    let mut seen = BTreeSet::new();
    let twice: BTreeSet<&str> = facts.ids.iter().map(String::as_str).filter(|id| !seen.insert(*id)).collect();
    found.extend(twice.into_iter().map(|id| {
        Diagnostic::warning("page/duplicate-id", format!("the id `{id}` stands twice on the page"))
            .help("choose another; in Markdown a heading gets one with `## Heading {#another}`")
    }));
    found
}

/// The id that [`page`] found twice.
pub fn taken_id(finding: &Diagnostic) -> Option<&str> {
    let message = (finding.code == "page/duplicate-id").then_some(&finding.message)?;
    message.split('`').nth(1)
}

/// What single elements have wrong, be they of a template or of a text.
pub fn elements(facts: &Facts) -> Vec<Diagnostic> {
    let mut found = Vec::new();
    for src in &facts.undescribed {
        found.push(
            Diagnostic::warning("page/missing-alt", format!("the picture {src} has no description"))
                .help("write `alt=\"…\"` with what it shows, or `alt=\"\"` for an ornament"),
        );
    }
    for link in facts.links.iter().filter(|link| !link.is_labelled) {
        if link.words.is_empty() {
            found.push(
                Diagnostic::warning("page/empty-link", format!("the link to {} has no words", link.to))
                    .help("write where it leads between `<a>` and `</a>`, or in `aria-label`"),
            );
        } else if link_text::is_vague(&link.words) {
            found.push(
                Diagnostic::warning(
                    "page/vague-link",
                    format!("the link “{}” does not say where it leads", link.words),
                )
                .help("name the thing it leads to, in its words or in `aria-label`"),
            );
        }
    }
    for _ in facts.headings.iter().filter(|heading| heading.words.is_empty()) {
        found.push(
            Diagnostic::warning("page/empty-heading", "a heading of the page has no words")
                .help("write it, or leave the element out where there is nothing to say"),
        );
    }
    for _ in 0..facts.headless_tables {
        found.push(
            Diagnostic::warning("page/table-header", "a table of the page has no header cells")
                .help("write `<th>` in place of `<td>` around what heads a column or a row"),
        );
    }
    found
}

fn headings(facts: &Facts, found: &mut Vec<Diagnostic>) {
    let first = facts.headings.iter().filter(|heading| heading.level == 1).count();
    if first != 1 {
        let message = match first {
            0 => "the page has no heading of level 1".to_owned(),
            first => format!("the page has {first} headings of level 1"),
        };
        found.push(
            Diagnostic::warning("page/heading-one", message)
                .help("give the page one `<h1>`, the name of what it is about"),
        );
    }
    for pair in facts.headings.windows(2).filter(|pair| pair[1].level > pair[0].level + 1) {
        let (from, to) = (pair[0].level, pair[1].level);
        found.push(
            Diagnostic::warning(
                "page/heading-skip",
                format!("the heading “{}” of level {to} follows one of level {from}", pair[1].words),
            )
            .help(format!("write `<h{}>`", from + 1)),
        );
    }
}

/// A link that leads nowhere in the site.
pub fn lost_link(path: &str) -> Diagnostic {
    Diagnostic::warning("page/broken-link", format!("the site has nothing at {path}"))
        .help("mend the address; in a template `href(…)` and `asset(…)` write addresses that are there")
}

/// A link to a place of its own page that is not there.
pub fn lost_place(id: &str) -> Diagnostic {
    Diagnostic::warning("page/broken-anchor", format!("nothing on the page has the id `{id}`"))
        .help("mend what stands behind `#`, or give the place this id")
}

/// A link to a place of another page that is not there.
pub fn lost_anchor(address: &str, id: &str) -> Diagnostic {
    Diagnostic::warning("page/broken-anchor", format!("nothing on {address} has the id `{id}`"))
        .help("mend what stands behind `#`; ids of headings are made from their words, or chosen: `## Heading {#id}`")
}
