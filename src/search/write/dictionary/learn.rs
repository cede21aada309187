//! Which strings a dictionary has.

use crate::search::codec::order;
use crate::search::write::dictionary::book::{Book, Piece, UNKNOWN};
use crate::search::write::dictionary::units::units;
use rustc_hash::FxHashMap;

/// A reader who sees ten results unpacks about so many documents; a token must save more in them than it takes in the
/// dictionary, which is about so many bits.
const READ: usize = 60;
const PRICE: f64 = 28.0;
/// No token has more units.
const LONGEST: usize = 8;
/// No token has more bytes.
const LONGEST_TEXT: usize = 63;
/// There are no more tokens, beside single characters.
const MOST: usize = 6000;
/// How often the choice is made anew, knowing what was chosen before.
const ROUNDS: usize = 3;
/// Pieces of rarer words have so many characters at most.
const LONGEST_PIECE: usize = 5;
/// What a character costs that has no token, in bits.
const UNKNOWN_CHARACTER: f64 = 24.0;
const UNKNOWN_UNIT: f64 = 16.0;

/// Tokens, and how often each stands in the texts: the escape first, the others in order.
pub(super) fn learn(texts: &[String], documents: usize) -> Vec<(String, u64)> {
    let read = READ.min(documents.max(1));
    // What is rarer than that would not be read once.
    let least = (texts.len() / READ).max(2) as u32;
    let mut tokens = candidates(texts, least);
    let counts = loop_rounds(texts, &mut tokens, least, read as f64 / texts.len().max(1) as f64);
    tokens.into_iter().zip(counts).collect()
}

/// Chooses among the tokens, several times; how often each of the chosen ones stands in the texts.
fn loop_rounds(texts: &[String], tokens: &mut Vec<String>, least: u32, per_count: f64) -> Vec<u64> {
    let mut counts = count(texts, tokens);
    for _ in 0..ROUNDS {
        choose(tokens, &counts, least, per_count);
        counts = count(texts, tokens);
    }
    counts
}

/// How often each token is used in the texts.
fn count(texts: &[String], tokens: &[String]) -> Vec<u64> {
    let book = Book::new(tokens.iter().map(String::as_str));
    let mut counts = vec![0u64; tokens.len()];
    for text in texts {
        book.cut(text, |piece| match piece {
            Piece::Token(number) => counts[number as usize] += 1,
            Piece::Escape(character) => counts[0] += character.len_utf16() as u64,
        });
    }
    counts
}

/// Keeps what saves more than it costs, and the characters that are needed for spelling.
fn choose(tokens: &mut Vec<String>, counts: &[u64], least: u32, per_count: f64) {
    let all: u64 = counts.iter().sum();
    let known: FxHashMap<&str, u64> = tokens.iter().map(String::as_str).zip(counts.iter().copied()).collect();
    let bits = |count: u64| -((count as f64).max(0.5) / all.max(1) as f64).log2();
    let cost = |text: &str, unknown: f64| known.get(text).map_or(unknown, |count| bits(*count));
    let mut gains: Vec<(f64, usize)> = Vec::new();
    let mut kept = vec![false; tokens.len()];
    for (number, text) in tokens.iter().enumerate() {
        if text.chars().nth(1).is_none() {
            kept[number] = text.is_empty() || counts[number] > 0;
            continue;
        }
        if counts[number] < u64::from(least) {
            continue;
        }
        let without: f64 = if units(text).nth(1).is_some() {
            units(text).map(|unit| cost(unit, UNKNOWN_UNIT)).sum()
        } else {
            text.chars().map(|c| cost(c.encode_utf8(&mut [0; 4]), UNKNOWN_CHARACTER)).sum()
        };
        let gain = counts[number] as f64 * per_count * (without - bits(counts[number])) - PRICE;
        if gain > 0.0 {
            gains.push((gain, number));
        }
    }
    gains.sort_by(|a, b| b.0.total_cmp(&a.0).then(a.1.cmp(&b.1)));
    gains.truncate(MOST);
    gains.iter().for_each(|(_, number)| kept[*number] = true);
    let mut kept = kept.iter();
    tokens.retain(|_| kept.next() == Some(&true));
}

/// All strings that may be worth a token, in order: the escape, characters, rows of units, pieces of rare words.
fn candidates(texts: &[String], least: u32) -> Vec<String> {
    let mut numbers: FxHashMap<&str, u32> = FxHashMap::default();
    let mut names: Vec<&str> = Vec::new();
    let mut characters: FxHashMap<char, u32> = FxHashMap::default();
    let rows: Vec<Vec<u32>> = texts
        .iter()
        .map(|text| {
            text.chars().for_each(|character| *characters.entry(character).or_default() += 1);
            let number = |unit| {
                *numbers.entry(unit).or_insert_with(|| {
                    names.push(unit);
                    names.len() as u32 - 1
                })
            };
            units(text).map(number).collect()
        })
        .collect();
    let mut found: Vec<String> = vec![String::new()];
    found.extend(
        characters.iter().filter(|(_, count)| **count > 1).map(|(character, _)| character.to_string()),
    );
    rows_of_units(&rows, &names, least, &mut found);
    pieces(&rows, &names, least, &mut found);
    found.retain(|text| text.len() <= LONGEST_TEXT);
    found.sort_unstable_by(|a, b| order(a, b));
    found.dedup();
    found
}

/// Rows of units that stand in the texts often enough. A row can only be frequent if what it begins and ends with is.
fn rows_of_units(rows: &[Vec<u32>], names: &[&str], least: u32, found: &mut Vec<String>) {
    // The number of the frequent row that begins at each unit, of the length at hand: at first none, of length 0.
    let mut starts: Vec<Vec<u32>> = rows.iter().map(|row| vec![0; row.len() + 1]).collect();
    let mut texts: Vec<String> = vec![String::new()];
    for length in 1..=LONGEST {
        let keys = |row: &[u32], starts: &[u32]| -> Vec<Option<(u32, u32)>> {
            let key = |at: usize| {
                let (first, second) = (starts[at], *starts.get(at + 1)?);
                let last = *row.get(at + length - 1)?;
                (first != UNKNOWN && second != UNKNOWN).then_some((first, last))
            };
            (0..row.len()).map(key).collect()
        };
        let mut counts: FxHashMap<(u32, u32), u32> = FxHashMap::default();
        for (row, starts) in rows.iter().zip(&starts) {
            keys(row, starts).into_iter().flatten().for_each(|key| *counts.entry(key).or_default() += 1);
        }
        let mut frequent: Vec<(u32, u32)> =
            counts.into_iter().filter(|(_, count)| *count >= least).map(|(key, _)| key).collect();
        frequent.sort_unstable();
        let longer: Vec<String> = frequent
            .iter()
            .map(|(first, last)| format!("{}{}", texts[*first as usize], names[*last as usize]))
            .collect();
        let numbers: FxHashMap<(u32, u32), u32> = frequent.into_iter().zip(0..).collect();
        for (row, starts) in rows.iter().zip(&mut starts) {
            let next = keys(row, starts).into_iter();
            *starts =
                next.map(|key| key.and_then(|key| numbers.get(&key).copied()).unwrap_or(UNKNOWN)).collect();
        }
        found.extend(longer.iter().cloned());
        texts = longer;
    }
}

/// Pieces of words that are too rare for a token of their own.
fn pieces(rows: &[Vec<u32>], names: &[&str], least: u32, found: &mut Vec<String>) {
    let mut often = vec![0u32; names.len()];
    rows.iter().flatten().for_each(|unit| often[*unit as usize] += 1);
    let mut counts: FxHashMap<&str, u32> = FxHashMap::default();
    for (name, often) in names.iter().zip(often).filter(|(_, often)| *often < least * 8) {
        let ends: Vec<usize> = name.char_indices().map(|(at, c)| at + c.len_utf8()).collect();
        for (first, start) in std::iter::once(0).chain(ends.iter().copied()).enumerate() {
            for end in ends.iter().skip(first + 1).take(LONGEST_PIECE - 1) {
                *counts.entry(&name[start..*end]).or_default() += often;
            }
        }
    }
    found.extend(
        counts.into_iter().filter(|(_, count)| *count >= least * 10).map(|(piece, _)| piece.to_owned()),
    );
}
