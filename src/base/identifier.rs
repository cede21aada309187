//! Ids of releases, people, units, topics and pages. They become folders of the published site and parts of
//! addresses that must last, so what no file system or host can hold is refused.

use unicode_normalization::{UnicodeNormalization, is_nfc};

/// Longest id in bytes: a folder name may have 255 on common file systems, and hosts add suffixes.
const LONGEST: usize = 200;

/// Windows reserves these names, with any extension; a site must be able to be checked out there.
const RESERVED: [&str; 22] = [
    "con", "prn", "aux", "nul", "com1", "com2", "com3", "com4", "com5", "com6", "com7", "com8", "com9",
    "lpt1", "lpt2", "lpt3", "lpt4", "lpt5", "lpt6", "lpt7", "lpt8", "lpt9",
];

/// Says in the writer's words why an id cannot be used, or nothing when it can.
pub fn problem(id: &str) -> Option<String> {
    if id.is_empty() {
        return Some("is empty".into());
    }
    if id.len() > LONGEST {
        return Some(format!("is {} bytes long; {LONGEST} is the most", id.len()));
    }
    if let Some(c) = id.chars().find(|c| c.is_control()) {
        return Some(format!("holds the control character U+{:04X}", u32::from(c)));
    }
    if let Some(c) = id.chars().find(|c| "/\\:*?\"<>|#%&".contains(*c) || c.is_whitespace()) {
        let name = if c.is_whitespace() { "a space".to_owned() } else { format!("`{c}`") };
        return Some(format!("holds {name}"));
    }
    if id.starts_with('.') || id.ends_with('.') {
        return Some("begins or ends with a dot".into());
    }
    if id.contains("..") {
        return Some("holds `..`".into());
    }
    let stem = id.split('.').next().unwrap_or(id).to_ascii_lowercase();
    if RESERVED.contains(&stem.as_str()) {
        return Some("is a name that Windows reserves".into());
    }
    None
}

/// The same letters in the one form that addresses use (NFC): `é` typed in two ways is one id.
pub fn normal(id: &str) -> String {
    if is_nfc(id) { id.to_owned() } else { id.nfc().collect() }
}

/// An id made of a name or a title: lower case, letters and digits of any script kept, all else `-`.
pub fn from_name(name: &str) -> String {
    let mut id = String::with_capacity(name.len());
    for c in name.nfkc().flat_map(char::to_lowercase) {
        if c.is_alphanumeric() {
            id.push(c);
        } else if matches!(c, '\'' | '’') || is_mark(c) {
            // An apostrophe joins (O'Neill, oneill); a mark belongs to its letter.
            if is_mark(c) {
                id.push(c);
            }
        } else if !id.is_empty() && !id.ends_with('-') {
            id.push('-');
        }
    }
    while id.ends_with('-') || id.len() > LONGEST {
        id.pop();
    }
    if RESERVED.contains(&id.as_str()) {
        id.push_str("-1");
    }
    id
}

fn is_mark(c: char) -> bool {
    unicode_normalization::char::is_combining_mark(c) || matches!(c, '\u{200c}' | '\u{200d}')
}

#[cfg(test)]
mod tests {
    use super::{from_name, problem};

    #[test]
    fn takes_what_hosts_can_hold() {
        for id in ["safety-meeting", "安全稳定工作会议", "2022-41", "v1.2"] {
            assert_eq!(problem(id), None, "{id}");
        }
    }

    #[test]
    fn refuses_what_they_cannot() {
        let long = "a".repeat(256);
        for id in ["", "a/b", "..", "a..b", "con", "Con.v2", "a b", "a\u{7}", ".x", "x.", "a?b", &long] {
            assert!(problem(id).is_some(), "{id}");
        }
    }

    #[test]
    fn makes_an_id_of_a_name() {
        assert_eq!(from_name("Housing and Urban-rural Bureau"), "housing-and-urban-rural-bureau");
        assert_eq!(from_name("刘志生"), "刘志生");
        assert_eq!(from_name("O’Neill, J."), "oneill-j");
        assert_eq!(from_name("NUL"), "nul-1");
        assert_eq!(from_name("???"), "");
    }
}
