//! How a text becomes elements, words and single characters with positions: the same for index and query.
//! The rules are those of `docs/search-index.md`, section 2; `tests/search/vectors.json` has examples.

use crate::search::fold::{Class, class, fold, simple};

/// Of a word only this many characters are kept.
const LONGEST_WORD: usize = 64;
/// A field begins this far behind the last position of the one before.
const FIELD_GAP: u32 = 8;

/// Beginnings of words that some write apart, sorted: `co operation` is `cooperation`.
#[rustfmt::skip]
pub const PREFIXES: &[&str] = &[
    "anti", "bi", "co", "counter", "cross", "cyber", "de", "e", "ex", "hyper", "infra", "inter", "intra", "macro",
    "mega", "micro", "mid", "mini", "mono", "multi", "neo", "non", "over", "para", "post", "pre", "pro", "re",
    "self", "semi", "socio", "sub", "super", "tele", "trans", "ultra", "un", "under", "vice",
];

/// So many words with hyphens between them are a chain at most, which is a word, too.
pub const LONGEST_CHAIN: usize = 4;

/// Whether a word is a prefix that the next one may be joined to.
pub fn joins(word: &str, next: &str) -> bool {
    let may_be = word.len() < 8
        && word.bytes().next().is_some_and(|first| LENGTHS[usize::from(first)] >> word.len() & 1 == 1);
    may_be && PREFIXES.binary_search(&word).is_ok() && next.chars().nth(2).is_some()
}

/// For each first letter the lengths of the prefixes that begin with it, as bits: they tell nearly every word from a prefix.
const LENGTHS: [u8; 256] = {
    let mut lengths = [0; 256];
    let mut at = 0;
    while at < PREFIXES.len() {
        let prefix = PREFIXES[at].as_bytes();
        lengths[prefix[0] as usize] |= 1 << prefix.len();
        at += 1;
    }
    lengths
};

/// Whether elements are characters in contact: a run that may be a name.
pub fn is_run(elements: &[Element]) -> bool {
    elements.iter().all(|element| element.is_ngram) && elements.iter().skip(1).all(|element| element.contact)
}

/// What stands between an element and the one before it.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Link {
    /// It is the first of its field.
    Start,
    /// Nothing.
    Nothing,
    /// Only spaces.
    Spaces,
    /// Exactly one hyphen.
    Hyphen,
    /// Something else, all in one line.
    Punctuation,
    /// A line feed, perhaps among others.
    Line,
}

/// A word, or a character of a script that is written without spaces.
#[derive(Debug, Clone, Copy)]
pub struct Element {
    start: u32,
    end: u32,
    plain: u32,
    /// Where it stands.
    pub position: u32,
    /// Whether it is a single character of a script without spaces.
    pub is_ngram: bool,
    /// Whether it is in contact with the element before.
    pub contact: bool,
    /// What stands between it and the element before.
    pub link: Link,
}

/// The elements of one or more fields. Made to be used again, so that reading allocates nothing.
#[derive(Debug, Default)]
pub struct Reading {
    /// The elements, in order.
    pub elements: Vec<Element>,
    /// Their texts, one behind the other, with nothing between.
    folded: String,
    /// Plain forms of words that have marks; 0 means that a word has none.
    plains: Vec<String>,
    state: State,
    chunk: String,
}

/// What was last seen.
#[derive(Debug, Clone, Copy)]
struct State {
    link: Link,
    /// Whether the last element may be followed by more of the same word.
    in_word: bool,
    /// How many characters the word at the end has.
    word_len: usize,
    /// Whether the last character was an apostrophe behind a word.
    apostrophe: bool,
}

impl Default for State {
    fn default() -> Self {
        State { link: Link::Start, in_word: false, word_len: 0, apostrophe: false }
    }
}

impl Reading {
    /// Forgets everything.
    pub fn clear(&mut self) {
        self.elements.clear();
        self.folded.clear();
        self.plains.clear();
        self.state = State::default();
    }

    /// The folded text of an element.
    pub fn text(&self, element: &Element) -> &str {
        &self.folded[element.start as usize..element.end as usize]
    }

    /// The folded texts of neighbours, joined.
    pub fn joined(&self, first: &Element, last: &Element) -> &str {
        &self.folded[first.start as usize..last.end as usize]
    }

    /// The plain form of a word, where it differs from the folded one.
    pub fn plain(&self, element: &Element) -> Option<&str> {
        (element.plain as usize).checked_sub(1).map(|at| self.plains[at].as_str())
    }

    /// All elements of a field, begun at one of them, as files of names have them: with a space where two are not in
    /// contact.
    pub fn spaced(&self, start: usize) -> String {
        let mut text = String::new();
        for (at, element) in self.elements[start..].iter().chain(&self.elements[..start]).enumerate() {
            // The first one is in contact with none.
            if at > 0 && !element.contact {
                text.push(' ');
            }
            text.push_str(self.text(element));
        }
        text
    }

    /// Reads one more field.
    pub fn field(&mut self, text: &str) {
        self.state = State::default();
        let mut rest = text;
        while let Some(first) = rest.chars().next() {
            let graphic = rest.bytes().take_while(u8::is_ascii_graphic).count();
            let end = match rest.as_bytes().get(graphic) {
                None | Some(b' ' | b'\n') if graphic > 0 => {
                    self.ascii(&rest[..graphic]);
                    graphic
                }
                _ if first.is_whitespace() => {
                    self.take(first, if first == '\n' { Class::Line } else { Class::Space });
                    first.len_utf8()
                }
                _ => {
                    let end = rest.find(char::is_whitespace).unwrap_or(rest.len());
                    self.chunk(&rest[..end]);
                    end
                }
            };
            rest = &rest[end..];
        }
    }

    /// A run without white space.
    fn chunk(&mut self, chunk: &str) {
        if chunk.is_ascii() {
            self.ascii(chunk);
        } else if chunk.chars().all(|character| simple(character).is_some()) {
            for character in chunk.chars().filter_map(simple) {
                self.take(character, class(character));
            }
        } else {
            let mut folded = std::mem::take(&mut self.chunk);
            folded.clear();
            fold(chunk, true, &mut folded);
            let first = self.elements.len();
            for character in folded.chars() {
                self.take(character, class(character));
            }
            folded.clear();
            fold(chunk, false, &mut folded);
            self.add_plains(first, &folded);
            self.chunk = folded;
        }
    }

    /// A run of ASCII: letters and digits in a row are taken at once.
    fn ascii(&mut self, chunk: &str) {
        let mut rest = chunk;
        while let Some(first) = rest.chars().next() {
            let word = rest.bytes().take_while(u8::is_ascii_alphanumeric).count();
            let (taken, behind) = rest.split_at(word.max(1));
            rest = behind;
            if word == 0 {
                self.take(first, Class::Punctuation);
            } else {
                self.take(first.to_ascii_lowercase(), Class::Word);
                self.lengthen(&taken[1..]);
            }
        }
    }

    /// More letters and digits of the last word.
    fn lengthen(&mut self, more: &str) {
        let Some(word) = self.elements.last_mut() else { return };
        let kept = LONGEST_WORD.saturating_sub(self.state.word_len).min(more.len());
        self.state.word_len += more.len();
        let start = self.folded.len();
        self.folded.push_str(&more[..kept]);
        self.folded[start..].make_ascii_lowercase();
        word.end = self.folded.len() as u32;
    }

    /// Notes the plain forms of the words from `first` on.
    fn add_plains(&mut self, first: usize, plain: &str) {
        let mut reading = Reading::default();
        for character in plain.chars() {
            reading.take(character, class(character));
        }
        let is_word = |element: &&Element| !element.is_ngram;
        let words = reading.elements.iter().filter(is_word);
        if words.clone().count() != self.elements[first..].iter().filter(is_word).count() {
            return;
        }
        let mut words = words;
        for at in first..self.elements.len() {
            if self.elements[at].is_ngram {
                continue;
            }
            let Some(word) = words.next() else { break };
            if reading.text(word) != self.text(&self.elements[at]) {
                self.plains.push(reading.text(word).to_owned());
                self.elements[at].plain = self.plains.len() as u32;
            }
        }
    }

    /// One folded character.
    fn take(&mut self, character: char, class: Class) {
        let state = &mut self.state;
        match class {
            Class::Word if state.in_word => {
                state.apostrophe = false;
                state.word_len += 1;
                if state.word_len <= LONGEST_WORD
                    && let Some(word) = self.elements.last_mut()
                {
                    self.folded.push(character);
                    word.end = self.folded.len() as u32;
                }
            }
            Class::Word | Class::Ngram => self.begin(character, class == Class::Ngram),
            _ if state.in_word && character == '\'' && !state.apostrophe => state.apostrophe = true,
            _ => {
                let after_apostrophe = std::mem::take(&mut state.apostrophe);
                state.in_word = false;
                state.link = match (state.link, class) {
                    (Link::Start, _) => Link::Start,
                    (_, Class::Line) | (Link::Line, _) => Link::Line,
                    _ if after_apostrophe => Link::Punctuation,
                    (Link::Nothing | Link::Spaces, Class::Space) => Link::Spaces,
                    (Link::Nothing, _) if character == '-' => Link::Hyphen,
                    _ => Link::Punctuation,
                };
            }
        }
    }

    /// The first character of an element.
    fn begin(&mut self, character: char, is_ngram: bool) {
        // An apostrophe that no word follows is punctuation.
        let link = match (self.state.link, self.state.apostrophe) {
            (Link::Nothing, true) => Link::Punctuation,
            (link, _) => link,
        };
        let mut element = Element {
            start: self.folded.len() as u32,
            end: 0,
            plain: 0,
            position: 0,
            is_ngram,
            contact: false,
            link,
        };
        self.folded.push(character);
        element.end = self.folded.len() as u32;
        if let Some(before) = self.elements.last() {
            let is_h = |character: Option<char>| character.is_some_and(|character| character >= '\u{3005}');
            let touches_h = is_ngram && is_h(Some(character))
                || before.is_ngram && is_h(self.folded[before.start as usize..].chars().next());
            element.contact = link == Link::Nothing || link == Link::Spaces && touches_h;
            element.position = before.position
                + match link {
                    Link::Start => FIELD_GAP,
                    Link::Line => 2,
                    _ if !element.contact && (is_ngram || before.is_ngram) => 2,
                    _ => 1,
                };
        }
        self.elements.push(element);
        self.state = State { link: Link::Nothing, in_word: !is_ngram, word_len: 1, apostrophe: false };
    }
}
