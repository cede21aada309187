//! Where the elements of a text stand in it.

use crate::search::text::Reading;
use std::collections::HashMap;
use std::ops::Range;
use unicode_normalization::char::is_combining_mark;

/// What a character is to a text as it was written.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Role {
    /// An element by itself.
    Alone,
    /// Part of a word.
    Letter,
    /// An apostrophe, a mark, or invisible: a word goes on behind it.
    Joiner,
    /// Between elements.
    Other,
}

/// The elements of a text and the place of each.
pub fn places(text: &str, reading: &mut Reading) -> Vec<Range<usize>> {
    reading.clear();
    reading.field(text);
    let mut finder = Finder::default();
    let mut places = Vec::with_capacity(reading.elements.len());
    let mut at = 0;
    for chunk in text.split(char::is_whitespace) {
        finder.chunk(chunk, at, &mut places);
        // Byte by byte: what ended the chunk may have several.
        at += chunk.len();
        at += text[at..].chars().next().map_or(0, char::len_utf8);
    }
    // The rules read chunk by chunk, so this holds; without it nothing would be marked.
    if places.len() == reading.elements.len() { places } else { Vec::new() }
}

#[derive(Default)]
struct Finder {
    reading: Reading,
    roles: HashMap<char, Role>,
}

impl Finder {
    fn chunk(&mut self, chunk: &str, start: usize, places: &mut Vec<Range<usize>>) {
        let mut found: Vec<Range<usize>> = Vec::new();
        let mut in_word = false;
        for (at, character) in chunk.char_indices() {
            let place = start + at..start + at + character.len_utf8();
            match self.role(character) {
                Role::Letter | Role::Joiner if in_word => {
                    let is_apostrophe = self.role(character) == Role::Joiner && !is_combining_mark(character);
                    if let Some(word) = found.last_mut().filter(|_| !is_apostrophe) {
                        word.end = place.end;
                    }
                }
                role @ (Role::Letter | Role::Alone) => {
                    found.push(place);
                    in_word = role == Role::Letter;
                }
                Role::Joiner => {}
                Role::Other => in_word = false,
            }
        }
        self.reading.clear();
        self.reading.field(chunk);
        let count = self.reading.elements.len();
        if count == found.len() {
            places.append(&mut found);
        } else {
            // Characters that become several, such as `㍿`: the chunk as a whole.
            places.extend(std::iter::repeat_n(start..start + chunk.len(), count));
        }
    }

    fn role(&mut self, character: char) -> Role {
        match character {
            'a'..='z' | 'A'..='Z' | '0'..='9' => return Role::Letter,
            '\u{4e00}'..='\u{9fff}' => return Role::Alone,
            '\'' | '’' | '‘' | '\u{201b}' | '\u{2bc}' | '\u{ff07}' => return Role::Joiner,
            _ => {}
        }
        if let Some(role) = self.roles.get(&character) {
            return *role;
        }
        self.reading.clear();
        self.reading.field(character.encode_utf8(&mut [0; 4]));
        let role = match self.reading.elements.first() {
            Some(element) if element.is_ngram => Role::Alone,
            Some(_) => Role::Letter,
            None if is_combining_mark(character) || is_invisible(character) => Role::Joiner,
            None => Role::Other,
        };
        self.roles.insert(character, role);
        role
    }
}

/// Characters that only tell how to set a word.
fn is_invisible(character: char) -> bool {
    matches!(character, '\u{ad}' | '\u{200b}'..='\u{200f}' | '\u{2060}'..='\u{2064}' | '\u{feff}')
}

#[cfg(test)]
mod tests {
    use super::places;
    use crate::search::text::Reading;
    use proptest::prelude::*;

    fn parts(text: &str) -> Vec<&str> {
        places(text, &mut Reading::default()).into_iter().map(|place| &text[place]).collect()
    }

    #[test]
    fn each_element_has_its_place() {
        assert_eq!(parts("(Safety), O’Neill's co-op!"), ["Safety", "O’Neill's", "co", "op"]);
        assert_eq!(parts("9月，张小平"), ["9", "月", "张", "小", "平"]);
        assert_eq!(parts("Jose\u{301}\u{3000}cafés"), ["Jose\u{301}", "cafés"]);
        assert_eq!(parts("the dogs' (㈱) (㍿)"), ["the", "dogs", "㈱", "(㍿)", "(㍿)", "(㍿)", "(㍿)"]);
    }

    proptest! {
        #[test]
        fn every_text_has_places(text in "(?s).{0,60}") {
            let mut reading = Reading::default();
            let found = places(&text, &mut reading);
            prop_assert_eq!(found.len(), reading.elements.len());
            for place in found {
                prop_assert!(text.get(place).is_some());
            }
        }
    }
}
