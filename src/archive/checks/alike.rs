//! Releases that are probably one: the same title within days, nearly the same text. All releases are compared by
//! a few numbers each, in time that grows with their number (minimal hashes of shingles in bands, Broder 1997); only
//! what these find alike is compared word by word.

use crate::archive::model::{Archive, Item};
use crate::base::diagnostic::{Diagnostic, Report};
use crate::base::script::is_unspaced;
use crate::base::source::{FieldPath, Place};
use crate::base::words;
use crate::register::key;
use crate::release::model::Release;
use rayon::prelude::*;
use std::collections::BTreeSet;

/// Releases with one title that are so near, in days, are told.
const WEEK: i32 = 7;
/// How many words (Chinese: characters) make a phrase.
const PHRASE: usize = 4;
/// A shorter text is like many others by chance, in words.
const SHORTEST: usize = 40;
/// Texts of which at least so many of a hundred phrases are the same are told.
const ALIKE: u8 = 90;

/// What is kept of a release to compare it.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Trace {
    title: u64,
    /// Of alike texts at least one is the same; nothing where the text is short.
    bands: Option<[u32; 4]>,
}

impl Trace {
    /// That of a release with this text.
    pub fn of(release: &Release, text: &str) -> Self {
        let title = key(&release.front.title).bytes().fold(0, |hash, byte| mix(hash ^ u64::from(byte)));
        let tokens = tokens(text);
        if tokens.len() < SHORTEST {
            return Trace { title, bands: None };
        }
        let mut least = [u64::MAX; 16];
        for phrase in phrases(&tokens) {
            let bin = &mut least[(phrase >> 60) as usize];
            *bin = phrase.min(*bin);
        }
        let mut bands = [0; 4];
        for (band, bins) in bands.iter_mut().zip(least.chunks(4)) {
            *band = (bins.iter().fold(0, |hash, bin| mix(hash ^ bin)) >> 32) as u32;
        }
        Trace { title, bands: Some(bands) }
    }
}

/// Releases in the order of what they are compared by: language, hash, number.
#[derive(Debug, Default)]
pub struct Order {
    titles: Vec<(usize, u64, u32)>,
    bands: [Vec<(usize, u32, u32)>; 4],
}

/// Whether a release is held against others.
pub fn is_compared(item: &Item) -> bool {
    item.is_listed() && item.superseded_by.is_none()
}

impl Order {
    /// That of an archive; `traces` are those of its releases, in its order.
    pub fn new(archive: &Archive, traces: &[Trace]) -> Self {
        let mut order = Order::default();
        for (number, item) in archive.items.iter().enumerate().filter(|(_, item)| is_compared(item)) {
            let language = item.release.language;
            let trace = traces[number];
            let number = in_archive(number);
            order.titles.push((language, trace.title, number));
            for (band, hash) in order.bands.iter_mut().zip(trace.bands.into_iter().flatten()) {
                band.push((language, hash, number));
            }
        }
        order.titles.par_sort_unstable();
        order.bands.par_iter_mut().for_each(|band| band.sort_unstable());
        order
    }

    /// A release that is compared has another trace.
    pub fn replace(&mut self, language: usize, number: usize, old: Trace, new: Trace) {
        let number = in_archive(number);
        put(&mut self.titles, Some((language, old.title, number)), Some((language, new.title, number)));
        for (at, band) in self.bands.iter_mut().enumerate() {
            let entry = |trace: Trace| trace.bands.map(|bands| (language, bands[at], number));
            put(band, entry(old), entry(new));
        }
    }
}

/// The number of a release, in half the room.
fn in_archive(number: usize) -> u32 {
    u32::try_from(number).unwrap_or(u32::MAX)
}

/// Puts one entry of an ordered list in the place of another.
fn put<T: Ord>(list: &mut Vec<T>, old: Option<T>, new: Option<T>) {
    if let Some(at) = old.and_then(|old| list.binary_search(&old).ok()) {
        list.remove(at);
    }
    if let Some(new) = new
        && let Err(at) = list.binary_search(&new)
    {
        list.insert(at, new);
    }
}

/// Two releases that may have nearly the same text, by number in the archive's order.
#[derive(Debug, Clone, Copy)]
pub struct Pair {
    newer: u32,
    older: u32,
    /// How many of a hundred phrases are the same; nothing where the writer knows of both.
    percent: Option<u8>,
}

impl Pair {
    fn new(archive: &Archive, (newer, older): (u32, u32)) -> Self {
        let [one, other] = [newer, older].map(|number| number as usize);
        let percent = (!belong_together(archive, one, other))
            .then(|| likeness(&archive.items[one].release, &archive.items[other].release));
        Pair { newer, older, percent }
    }

    fn numbers(&self) -> (u32, u32) {
        (self.newer, self.older)
    }
}

/// The pairs of an archive, by number.
pub fn pairs(archive: &Archive, order: &Order) -> Vec<Pair> {
    candidates(order).into_par_iter().map(|numbers| Pair::new(archive, numbers)).collect()
}

/// The pairs after these releases were edited. Texts that are both as they were are not compared again; where the
/// order stands, the pairs are the former ones.
pub fn pairs_after(
    archive: &Archive,
    order: &Order,
    former: Vec<Pair>,
    edits: &[usize],
    order_stands: bool,
) -> Vec<Pair> {
    let is_edited = |number: u32| edits.contains(&(number as usize));
    let again = |pair: Pair| match is_edited(pair.newer) || is_edited(pair.older) {
        true => Pair::new(archive, pair.numbers()),
        false => pair,
    };
    if order_stands {
        return former.into_iter().map(again).collect();
    }
    let known = |numbers: (u32, u32)| former.binary_search_by_key(&numbers, Pair::numbers).ok();
    let made = |numbers| known(numbers).map_or_else(|| Pair::new(archive, numbers), |at| again(former[at]));
    candidates(order).into_par_iter().map(made).collect()
}

/// The newer and the older of each two that are compared word by word.
fn candidates(order: &Order) -> Vec<(u32, u32)> {
    let mut pairs: Vec<(u32, u32)> = Vec::new();
    for band in &order.bands {
        // Each is compared with the next older one alone, or a hundred alike would be ten thousand pairs.
        let next = band.windows(2).filter(|pair| (pair[0].0, pair[0].1) == (pair[1].0, pair[1].1));
        pairs.extend(next.map(|pair| (pair[0].2, pair[1].2)));
    }
    pairs.par_sort_unstable();
    pairs.dedup();
    pairs
}

/// Tells of releases that are alike.
pub fn check(archive: &Archive, order: &Order, pairs: &[Pair]) -> Report {
    let mut report = Report::new();
    let mut told = BTreeSet::new();
    for (newer, older, percent) in same_texts(pairs) {
        told.insert((newer, older));
        let (newer, older) = in_order(release(archive, newer), release(archive, older));
        report.push(same_text(newer, older, percent));
    }
    for pair in order.titles.windows(2) {
        if (pair[0].0, pair[0].1) != (pair[1].0, pair[1].1) {
            continue;
        }
        // Newest first: the second is the next older one.
        let (newer, older) = (pair[0].2, pair[1].2);
        let (one, other) = (release(archive, newer), release(archive, older));
        let is_pair = days_between(one, other) <= WEEK
            && !told.contains(&(newer, older))
            && !belong_together(archive, newer as usize, older as usize)
            && key(&one.front.title) == key(&other.front.title);
        if is_pair {
            let (newer, older) = in_order(one, other);
            report.push(same_title(newer, older));
        }
    }
    report
}

fn release(archive: &Archive, number: u32) -> &Release {
    &archive.items[number as usize].release
}

/// Pairs of releases with nearly the same text, newer and older, and how many of a hundred phrases are the same.
/// Each newer one once, with the one that is most alike.
fn same_texts(pairs: &[Pair]) -> impl Iterator<Item = (u32, u32, u8)> {
    pairs.chunk_by(|a, b| a.newer == b.newer).filter_map(|same| {
        let alike = same.iter().filter_map(|pair| Some((pair.newer, pair.older, pair.percent?)));
        alike.filter(|(.., percent)| *percent >= ALIKE).max_by_key(|(.., percent)| *percent)
    })
}

/// Whether the writer knows of both: versions of one release, or one that names the other.
fn belong_together(archive: &Archive, one: usize, other: usize) -> bool {
    let names =
        |item: &Item, number: usize| item.translations.contains(&number) || item.related.contains(&number);
    names(&archive.items[one], other) || names(&archive.items[other], one)
}

/// How many of a hundred phrases of two texts are the same (Jaccard); a hundred only where the texts are.
fn likeness(one: &Release, other: &Release) -> u8 {
    let (one, other) = (tokens(&one.body.text()), tokens(&other.body.text()));
    if one == other {
        return 100;
    }
    let set = |tokens: &[u64]| {
        let mut phrases: Vec<u64> = phrases(tokens).collect();
        phrases.sort_unstable();
        phrases.dedup();
        phrases
    };
    let (one, other) = (set(&one), set(&other));
    let (mut a, mut b, mut same) = (0, 0, 0);
    while let (Some(left), Some(right)) = (one.get(a), other.get(b)) {
        same += usize::from(left == right);
        (a, b) = (a + usize::from(left <= right), b + usize::from(right <= left));
    }
    let all = one.len() + other.len() - same;
    u8::try_from((same * 100).checked_div(all).unwrap_or(0).min(99)).unwrap_or(0)
}

/// The newer of two first; on one day, the one whose file comes last.
fn in_order<'a>(newer: &'a Release, older: &'a Release) -> (&'a Release, &'a Release) {
    if days_between(newer, older) == 0 && newer.file < older.file { (older, newer) } else { (newer, older) }
}

fn same_text(newer: &Release, older: &Release, percent: u8) -> Diagnostic {
    let id = &older.id;
    let message = match percent {
        100 => format!("the text is that of `{id}`, word for word"),
        _ => format!("the text is nearly that of `{id}`: {percent}% of the phrases are the same"),
    };
    let finding = match percent == 100 || days_between(newer, older) <= WEEK {
        true => Diagnostic::warning("release/same-text", message),
        false => Diagnostic::hint("release/same-text", message),
    };
    let text = newer.body.text();
    let start = newer.body.lead.start;
    let lead = text.get(start..).unwrap_or_default();
    let end = lead.char_indices().nth(24).map_or(lead.len(), |(at, _)| at);
    let end = lead[..end].find('\n').unwrap_or(end);
    let words = words::at(&text, start..start + lead[..end].trim_end().len());
    finding
        .at(Place::words(&newer.file, words))
        .note_at("the other stands here", Place::file(&older.file))
        .help(format!(
            "delete one; or say what they are to each other: `superseded_by` in the older one, or related: [{id}]"
        ))
}

fn same_title(newer: &Release, older: &Release) -> Diagnostic {
    let title = FieldPath::default().key("title");
    let (message, is_same_day) = match days_between(newer, older) {
        0 => (format!("`{}` has the same title on the same day", older.id), true),
        1 => (format!("`{}` has the same title, one day before", older.id), false),
        days => (format!("`{}` has the same title, {days} days before", older.id), false),
    };
    let finding = match is_same_day {
        true => Diagnostic::warning("release/same-title", message),
        false => Diagnostic::hint("release/same-title", message),
    };
    finding.at(newer.place(&title)).note_at("it stands here", older.place(&title)).help(format!(
        "write titles that readers can tell apart, or delete one; related: [{}] says that both are meant",
        older.id
    ))
}

fn days_between(newer: &Release, older: &Release) -> i32 {
    let (newer, older) = (newer.front.date.date(), older.front.date.date());
    older.until(newer).map_or(i32::MAX, |span| span.get_days().abs())
}

/// The words of a text as numbers: letters and digits in small letters; in scripts without spaces each character.
fn tokens(text: &str) -> Vec<u64> {
    let mut tokens = Vec::with_capacity(text.len() / 5);
    let mut word = 0;
    for c in text.chars() {
        if c.is_ascii_alphanumeric() {
            word = step(word, u64::from(c.to_ascii_lowercase()));
        } else if !c.is_ascii() && c.is_alphanumeric() && !is_unspaced(c) {
            c.to_lowercase().for_each(|c| word = step(word, u64::from(c)));
        } else {
            if word != 0 {
                tokens.push(std::mem::take(&mut word));
            }
            if is_unspaced(c) && c.is_alphanumeric() {
                tokens.push(step(0, u64::from(c)));
            }
        }
    }
    if word != 0 {
        tokens.push(word);
    }
    tokens
}

/// The runs of words, each as a number.
fn phrases(tokens: &[u64]) -> impl Iterator<Item = u64> + '_ {
    tokens.windows(PHRASE).map(|words| mix(words.iter().fold(0, |hash, word| step(hash, *word))))
}

/// One step of a hash: cheap, and told apart well enough once it is mixed.
fn step(hash: u64, value: u64) -> u64 {
    (hash.rotate_left(5) ^ value).wrapping_mul(0x517c_c1b7_2722_0a95)
}

/// Spreads a number over all bits (the finaliser of SplitMix64).
fn mix(mut hash: u64) -> u64 {
    hash = (hash ^ (hash >> 30)).wrapping_mul(0xbf58_476d_1ce4_e5b9);
    hash = (hash ^ (hash >> 27)).wrapping_mul(0x94d0_49bb_1331_11eb);
    hash ^ (hash >> 31)
}
