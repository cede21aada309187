//! Traditional Han characters and their simplified forms: one meaning, one key.

use std::collections::BTreeMap;

/// Pairs of characters, traditional then simplified, in lines. From OpenCC's `TSCharacters.txt` (Apache-2.0): the
/// first simplified form of each traditional character outside GB 2312 whose simplified form is in GB 2312.
const PAIRS: &str = include_str!("han.txt");

/// The pairs, by the traditional character.
pub fn pairs() -> BTreeMap<char, char> {
    let mut characters = PAIRS.chars().filter(|character| *character != '\n');
    let pair = || characters.next().zip(characters.next());
    std::iter::from_fn(pair).collect()
}

const FIRST: u32 = 0x3400;
const LAST: u32 = 0x9fff;

/// The simplified form of a character; the character itself where it has none.
pub fn simplified(character: char) -> char {
    let code = character as u32;
    if (FIRST..=LAST).contains(&code) {
        match SIMPLIFIED[(code - FIRST) as usize] {
            0 => character,
            other => char::from_u32(u32::from(other)).unwrap_or(character),
        }
    } else {
        character
    }
}

/// For each code from `FIRST` to `LAST`, the code of its simplified form, or 0.
static SIMPLIFIED: [u16; (LAST - FIRST + 1) as usize] = table();

const fn table() -> [u16; (LAST - FIRST + 1) as usize] {
    let mut table = [0; (LAST - FIRST + 1) as usize];
    let bytes = PAIRS.as_bytes();
    let mut at = 0;
    while at < bytes.len() {
        if bytes[at] == b'\n' {
            at += 1;
            continue;
        }
        // All characters of the table have three bytes in UTF-8.
        table[(code(bytes, at) - FIRST) as usize] = code(bytes, at + 3) as u16;
        at += 6;
    }
    table
}

const fn code(bytes: &[u8], at: usize) -> u32 {
    ((bytes[at] & 0x0f) as u32) << 12 | ((bytes[at + 1] & 0x3f) as u32) << 6 | (bytes[at + 2] & 0x3f) as u32
}

#[cfg(test)]
mod tests {
    use super::{PAIRS, simplified};

    #[test]
    fn each_pair_leads_from_the_traditional_to_the_simplified_form() {
        let characters: Vec<char> = PAIRS.chars().filter(|character| *character != '\n').collect();
        assert!(characters.len() > 4000);
        for pair in characters.chunks(2) {
            assert_eq!(simplified(pair[0]), pair[1]);
            assert_eq!(simplified(pair[1]), pair[1], "a simplified form is final");
        }
    }

    #[test]
    fn other_characters_stay() {
        assert_eq!(['張', '國', '开', 'a', 'ア', '𠀀'].map(simplified), ['张', '国', '开', 'a', 'ア', '𠀀']);
    }
}
