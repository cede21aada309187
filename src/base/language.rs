//! Languages (BCP 47, RFC 5646) and texts in several of them.

use std::collections::BTreeMap;

/// Whether a tag has the shape of a BCP 47 language tag: `en`, `zh-Hans`, `pt-BR`.
pub fn is_tag(tag: &str) -> bool {
    let mut parts = tag.split('-');
    let primary = parts.next().unwrap_or_default();
    (2..=3).contains(&primary.len())
        && primary.bytes().all(|b| b.is_ascii_alphabetic())
        && parts.all(|part| (1..=8).contains(&part.len()) && part.bytes().all(|b| b.is_ascii_alphanumeric()))
}

/// The language among `tags` that `wanted` names: itself, or the first of which it is a prefix (`zh` for
/// `zh-Hans`).
pub fn resolve<'a>(wanted: &str, tags: &'a [String]) -> Option<&'a String> {
    tags.iter().find(|tag| tag.eq_ignore_ascii_case(wanted)).or_else(|| {
        tags.iter().find(|tag| {
            tag.len() > wanted.len()
                && tag.is_char_boundary(wanted.len())
                && tag[..wanted.len()].eq_ignore_ascii_case(wanted)
                && tag.as_bytes()[wanted.len()] == b'-'
        })
    })
}

/// `rtl` for languages that are written from right to left, else `ltr`, by script or primary language.
pub fn direction(tag: &str) -> &'static str {
    let lower = tag.to_ascii_lowercase();
    let mut parts = lower.split('-');
    let primary = parts.next().unwrap_or_default();
    let script = parts.find(|part| part.len() == 4);
    let rtl = match script {
        Some(script) => matches!(script, "arab" | "hebr" | "thaa" | "syrc" | "nkoo" | "adlm" | "rohg"),
        None => matches!(
            primary,
            "ar" | "he" | "fa" | "ur" | "ps" | "sd" | "ug" | "yi" | "dv" | "ckb" | "ku-arab"
        ),
    };
    if rtl { "rtl" } else { "ltr" }
}

/// A text that is the same in every language, or one for each.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Localized {
    /// One text for all languages.
    One(String),
    /// A text for each language tag.
    Each(BTreeMap<String, String>),
}

impl Localized {
    /// The text for a language: its own, else that of a related tag (`zh` for `zh-Hans` and the reverse), else
    /// the first there is.
    pub fn get(&self, tag: &str) -> &str {
        match self {
            Localized::One(text) => text,
            Localized::Each(texts) => texts
                .get(tag)
                .or_else(|| {
                    let primary = tag.split('-').next().unwrap_or(tag);
                    texts.iter().find(|(key, _)| key.split('-').next() == Some(primary)).map(|(_, text)| text)
                })
                .or_else(|| texts.get("en"))
                .or_else(|| texts.values().next())
                .map_or("", String::as_str),
        }
    }

    /// All its texts.
    pub fn all(&self) -> Vec<&str> {
        match self {
            Localized::One(text) => vec![text],
            Localized::Each(texts) => texts.values().map(String::as_str).collect(),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::{Localized, direction, is_tag, resolve};

    #[test]
    fn knows_a_tag() {
        assert!(is_tag("en") && is_tag("zh-Hans") && is_tag("pt-BR") && is_tag("sr-Latn-RS"));
        assert!(!is_tag("english") && !is_tag("") && !is_tag("z") && !is_tag("zh_Hans"));
    }

    #[test]
    fn a_prefix_names_a_language() {
        let tags = ["en".to_owned(), "zh-Hans".to_owned()];
        assert_eq!(resolve("zh", &tags), Some(&tags[1]));
        assert_eq!(resolve("ZH-hans", &tags), Some(&tags[1]));
        assert_eq!(resolve("z", &tags), None);
        assert_eq!(resolve("中", &tags), None);
    }

    #[test]
    fn direction_follows_the_script() {
        assert_eq!(direction("ar"), "rtl");
        assert_eq!(direction("az-Arab"), "rtl");
        assert_eq!(direction("zh-Hans"), "ltr");
    }

    #[test]
    fn falls_back_to_a_related_language() {
        let text = Localized::Each(
            [("zh".to_owned(), "镇".to_owned()), ("en".to_owned(), "Town".to_owned())].into(),
        );
        assert_eq!(text.get("zh-Hans"), "镇");
        assert_eq!(text.get("fr"), "Town");
    }
}
