//! The codes of all findings, as `docs/findings.md` lists them; `tests/tidy.rs` holds that it lists them all.

static FINDINGS: &str = include_str!("../../docs/findings.md");

/// The codes, and the text about each.
pub fn sections() -> impl Iterator<Item = (&'static str, &'static str)> {
    let sections = FINDINGS.split("\n## ").skip(1).filter_map(|section| section.split_once('\n'));
    sections.map(|(code, text)| (code.trim(), text.trim()))
}

/// The codes.
pub fn codes() -> impl Iterator<Item = &'static str> {
    sections().map(|(code, _)| code)
}
