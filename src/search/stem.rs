//! The stem of an English word: what its inflections begin with.

/// Words whose stem the rules would get wrong, with the number of letters to keep.
const EXCEPTIONS: &[(&str, usize)] = &[
    ("being", 5),
    ("does", 2),
    ("doing", 2),
    ("during", 6),
    ("even", 4),
    ("evening", 7),
    ("goes", 2),
    ("going", 2),
    ("james", 5),
    ("news", 4),
    ("unite", 5),
    ("united", 6),
    ("unites", 6),
    ("uniting", 7),
];

/// The stem of a word. The word begins with it.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Stem {
    /// How many bytes of the word it has.
    pub len: usize,
    /// Whether a `y` was dropped, so that `study` and `studies` meet and `stud` stays away.
    pub y: bool,
}

impl Stem {
    /// Appends the key of the word that it is the stem of.
    pub fn push_key(self, word: &str, out: &mut String) {
        out.push_str(&word[..self.len]);
        if self.y {
            out.push('~');
        }
    }
}

/// The key of a word's family.
pub fn key_of(word: &str) -> String {
    let mut key = String::new();
    stem(word).push_key(word, &mut key);
    key
}

/// The stem of a folded word, by the rules of `docs/search-index.md`, section 2.
pub fn stem(word: &str) -> Stem {
    let whole = Stem { len: word.len(), y: false };
    if word.len() < 4 || !word.bytes().all(|byte| byte.is_ascii_lowercase()) {
        return whole;
    }
    if let Ok(at) = EXCEPTIONS.binary_search_by(|(exception, _)| (*exception).cmp(word)) {
        return Stem { len: EXCEPTIONS[at].1, y: false };
    }
    let word = word.as_bytes();
    let mut len = word.len();
    let mut y = false;
    if word.ends_with(b"sses") {
        len -= 2;
    } else if word.ends_with(b"ies") && len > 4 {
        (len, y) = (len - 3, true);
    } else if word.ends_with(b"s") && ![b"ss", b"us", b"is"].iter().any(|end| word.ends_with(*end)) {
        len -= 1;
    }
    if !y {
        let rest = &word[..len];
        if rest.ends_with(b"ied") && len > 4 {
            (len, y) = (len - 3, true);
        } else if rest.ends_with(b"ing") && is_word(&rest[..len - 3]) {
            len = undoubled(&rest[..len - 3]);
        } else if rest.ends_with(b"ed") && is_word(&rest[..len - 2]) {
            len = undoubled(&rest[..len - 2]);
        }
    }
    if !y && len >= 4 && word[len - 1] == b'y' && !b"aeiou".contains(&word[len - 2]) {
        (len, y) = (len - 1, true);
    }
    if !y && len >= 4 && word[len - 1] == b'e' {
        len -= 1;
    }
    Stem { len, y }
}

/// Whether what stays after dropping an ending may be a word.
fn is_word(rest: &[u8]) -> bool {
    rest.len() >= 3 && rest.iter().any(|letter| b"aeiouy".contains(letter))
}

/// Length without the second of a doubled consonant: `plann` is `plan`.
fn undoubled(rest: &[u8]) -> usize {
    match rest {
        [.., a, b] if a == b && b"bdfgmnprt".contains(b) => rest.len() - 1,
        _ => rest.len(),
    }
}

#[cfg(test)]
mod tests {
    use super::key_of;

    #[test]
    fn inflections_of_a_word_have_one_stem() {
        let families = [
            "flood floods flooding flooded",
            "study studies studied studying",
            "plan plans planning planned",
            "house houses housing housed",
            "box boxes boxing boxed",
            "class classes",
            "go goes going",
            "people peoples",
            "agency agencies",
        ];
        for family in families {
            let keys: Vec<String> = family.split(' ').map(key_of).collect();
            assert!(keys.iter().all(|other| *other == keys[0]), "{family}: {keys:?}");
        }
    }

    #[test]
    fn words_that_only_look_alike_stay_apart() {
        let pairs = [
            ("news", "new"),
            ("united", "unit"),
            ("study", "stud"),
            ("government", "go"),
            ("status", "state"),
            ("evening", "even"),
            ("thing", "the"),
            ("covid19", "covid"),
        ];
        for (a, b) in pairs {
            assert_ne!(key_of(a), key_of(b), "{a}, {b}");
        }
    }
}
