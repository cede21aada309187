//! The reader against a plain scan of the texts: the same releases, the same scores, the same order.

use crate::search::read::answer::Query;
use crate::search::read::tests::{Text, ask, index, numbers, open, text};
use crate::search::stem::key_of;
use crate::search::text::{Link, PREFIXES, Reading};
use jiff::civil::date;
use proptest::prelude::*;
use std::collections::{BTreeMap, BTreeSet};

/// Where each form of a document stands, as section 2 of the specification has it.
#[derive(Default)]
struct Scan {
    words: BTreeMap<String, (u64, bool, u8)>,
    /// Elements, and words joined from several at the place of the first.
    places: BTreeMap<u32, BTreeSet<String>>,
    elements: Vec<(u32, String)>,
    length: u64,
}

fn scan(text: &Text) -> Scan {
    let mut reading = Reading::default();
    reading.field(&text.title);
    let title = reading.elements.len();
    reading.field(&text.body);
    let elements = &reading.elements;
    let end = elements.last().map_or(0, |last| last.position) + 1;
    let mut scan = Scan { length: elements.len() as u64, ..Scan::default() };
    let mut note = |word: &str, at: usize| {
        let entry = scan.words.entry(word.to_owned()).or_default();
        if at < title {
            entry.1 = true
        } else {
            entry.0 += 1
        }
        entry.2 |= 1 << (elements[at].position * 4 / end);
        scan.places.entry(elements[at].position).or_default().insert(word.to_owned());
    };
    for (at, element) in elements.iter().enumerate().filter(|(_, element)| !element.is_ngram) {
        note(reading.text(element), at);
        let chain: Vec<_> = elements[at + 1..]
            .iter()
            .take_while(|next| next.link == Link::Hyphen && !next.is_ngram)
            .collect();
        if let (1..=3, true) = (chain.len(), element.link != Link::Hyphen || elements[at - 1].is_ngram) {
            note(reading.joined(element, chain[chain.len() - 1]), at);
        }
        if let Some(next) = elements.get(at + 1)
            && next.link == Link::Spaces
            && !next.is_ngram
            && PREFIXES.contains(&reading.text(element))
            && reading.text(next).len() > 2
        {
            note(reading.joined(element, next), at);
        }
    }
    scan.elements =
        elements.iter().map(|element| (element.position, reading.text(element).to_owned())).collect();
    for (place, text) in &scan.elements {
        scan.places.entry(*place).or_default().insert(text.clone());
    }
    scan
}

/// Value and parts of a word in a document.
fn value(scan: &Scan, word: &str) -> Option<(u32, u8)> {
    let family = scan.words.iter().filter(|(other, _)| key_of(other) == key_of(word));
    let values = family.map(|(other, (count, in_title, parts))| {
        let level = (count * 2048 / (scan.length + 512)).min(127);
        let impact = u64::BITS - level.leading_zeros() + if *in_title { 8 } else { 0 };
        (impact + if other == word { 16 } else { 0 }, *parts)
    });
    values.reduce(|a, b| (a.0.max(b.0), a.1 | b.1))
}

/// Number and score of what a plain scan finds.
fn scanned(scans: &[Scan], words: &[&str]) -> Vec<(u32, u32)> {
    let weights: Vec<u32> = words
        .iter()
        .map(|word| {
            let with = scans.iter().filter(|scan| value(scan, word).is_some()).count();
            let often = scans.len().checked_div(with).unwrap_or(0);
            1 + (usize::BITS - often.leading_zeros())
        })
        .collect();
    let mut found = Vec::new();
    for (number, scan) in scans.iter().enumerate() {
        let values: Option<Vec<(u32, u8)>> = words.iter().map(|word| value(scan, word)).collect();
        let Some(values) = values else { continue };
        let sum: u32 = values.iter().zip(&weights).map(|((value, _), weight)| value * weight).sum();
        let near = words.len() > 1 && values.iter().fold(255, |parts, value| parts & value.1) != 0;
        found.push((number as u32, sum + if near { 4 * weights.iter().sum::<u32>() } else { 0 }));
    }
    found.sort_by_key(|(number, score)| (std::cmp::Reverse(*score), *number));
    found
}

const WORDS: &[&str] = &[
    "flood",
    "floods",
    "flooding",
    "study",
    "studies",
    "town",
    "towns",
    "co",
    "operation",
    "cooperation",
    "safety",
    "the",
    "of",
    "pre",
    "news",
];
const CHARACTERS: &[&str] = &["安", "全", "生", "产", "张", "小", "平"];

/// Texts made by rolling dice, always the same.
fn made(count: usize, seed: u64, length: usize) -> Vec<Text> {
    let mut state = seed;
    let mut roll = move |sides: usize| {
        state = state.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1_442_695_040_888_963_407);
        (state >> 33) as usize % sides
    };
    let mut sentence = move |length: usize| {
        let mut text = String::new();
        for _ in 0..length {
            match roll(3) {
                0 => text.push_str(CHARACTERS[roll(CHARACTERS.len())]),
                _ => text.push_str(WORDS[roll(WORDS.len())]),
            }
            text.push_str([" ", " ", " ", "-", "", ", ", "\n"][roll(7)]);
        }
        text
    };
    let day = |number: usize| date(2022, 1 + ((count - 1 - number) * 12 / count) as i8, 1);
    (0..count).map(|number| text(&sentence(2), &sentence(length), day(number), &[])).collect()
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 24, ..ProptestConfig::default() })]

    #[test]
    fn scores_are_those_of_a_plain_scan(
        seed: u64,
        queries in proptest::collection::vec(proptest::collection::vec(0..WORDS.len(), 1..4), 8),
    ) {
        let texts = made(40, seed, 30);
        let index = open(index(&texts));
        let scans: Vec<Scan> = texts.iter().map(scan).collect();
        for query in queries {
            let words: Vec<&str> = query.iter().map(|word| WORDS[*word]).collect();
            // A prefix and a word may be one word; that is another unit.
            if words.windows(2).any(|pair| PREFIXES.contains(&pair[0])) {
                continue;
            }
            let answer = ask(&index, &words.join(" "));
            let found: Vec<_> = answer.results.iter().map(|hit| (hit.number, hit.score)).collect();
            let expected = scanned(&scans, &words);
            prop_assert!(answer.corrected.is_some() || found == expected, "{words:?}: {found:?} {expected:?}");
        }
    }

    #[test]
    fn phrases_are_those_of_a_plain_scan(seed: u64, starts in proptest::collection::vec(0..1000usize, 8)) {
        let texts = made(40, seed, 30);
        let index = open(index(&texts));
        let scans: Vec<Scan> = texts.iter().map(scan).collect();
        for start in starts {
            // A piece of one of the texts, two to five elements long.
            let places = &scans[start % 40].elements;
            let first = start % (places.len() - 5);
            let piece = &places[first..first + 2 + start % 4];
            let text: String = piece.windows(2).fold(piece[0].1.clone(), |mut text, pair| {
                let is_apart = pair[1].0 - pair[0].0 > 1;
                let between = match pair[1].0 - pair[0].0 {
                    1 if pair.iter().all(|(_, word)| word.is_ascii()) => " ",
                    1 => "",
                    _ => "\n",
                };
                // Only a line feed tells apart what is two away.
                text.push_str(if is_apart { "\n" } else { between });
                text + &pair[1].1
            });
            if piece.windows(2).any(|pair| pair[1].0 - pair[0].0 > 2) {
                continue;
            }
            let has = |scan: &Scan| {
                let lone = |at: usize| {
                    let next = |a: usize, b: usize| piece.get(b).is_some_and(|next| next.0 - piece[a].0 == 1);
                    !(piece[at].1.is_ascii() || next(at, at + 1) || at > 0 && next(at - 1, at))
                };
                let placed: Vec<_> = (0..piece.len()).filter(|at| !lone(*at)).collect();
                let all = (0..piece.len()).all(|at| scan.places.values().any(|words| words.contains(&piece[at].1)));
                let stands = |place: &u32| placed.iter().all(|at| {
                    let wanted = place + piece[*at].0 - piece[placed[0]].0;
                    // Beside a character stands the element itself, no word joined from several.
                    let is_beside = |other: usize| piece.get(other).is_some_and(|other| {
                        other.0.abs_diff(piece[*at].0) == 1 && !(other.1.is_ascii() && piece[*at].1.is_ascii())
                    });
                    if is_beside(at + 1) || *at > 0 && is_beside(at - 1) {
                        return scan.elements.contains(&(wanted, piece[*at].1.clone()));
                    }
                    scan.places.get(&wanted).is_some_and(|words| words.contains(&piece[*at].1))
                });
                all && (placed.is_empty() || scan.places.keys().any(stands))
            };
            let expected: BTreeSet<u32> =
                (0..40).filter(|number| has(&scans[*number])).map(|number| number as u32).collect();
            let found: BTreeSet<u32> = numbers(&ask(&index, &format!("\"{text}\""))).into_iter().collect();
            prop_assert!(found.is_superset(&expected) && found == expected, "{text:?}: {found:?} {expected:?}");
        }
    }
}

#[test]
fn champions_rank_as_everything_does() {
    let texts = made(20_000, 7, 5);
    let scans: Vec<Scan> = texts.iter().map(scan).collect();
    let tree = index(&texts);
    assert!(tree.keys().any(|path| path.ends_with("/l0.bin")), "no list is long");
    let index = open(tree);
    assert!(index.root.segments.len() > 1, "one segment is not enough");
    for word in ["flood", "floods", "studies", "the", "news", "cooperation", "safety"] {
        let query = |offset, limit| Query { text: word.into(), offset, limit, ..Query::default() };
        let (best, all) = (index.search(&query(0, 100)).unwrap(), index.search(&query(0, 101)).unwrap());
        assert_eq!(best.total, all.total, "{word}");
        assert!(best.total > 500, "{word}");
        assert_eq!(best.results[..], all.results[..100], "{word}");
        assert_eq!(index.search(&query(90, 10)).unwrap().results[..], all.results[90..100], "{word}");
        let expected: Vec<(u32, u32)> = scanned(&scans, &[word]);
        let found: Vec<(u32, u32)> = all.results.iter().map(|hit| (hit.number, hit.score)).collect();
        assert_eq!(found[..], expected[..101], "{word}");
        assert_eq!(all.total as usize, expected.len(), "{word}");
    }
}
