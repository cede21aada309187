//! Words of a query: their families, the words that begin with them, and the words that were probably meant.

use crate::search::codec::order;
use crate::search::read::matches::{Match, either};
use crate::search::read::problem::Problem;
use crate::search::read::query::Word;
use crate::search::read::segment::Terms;
use crate::search::read::shard::{Family, Form, Place};
use crate::search::stem::key_of;
use std::collections::BTreeMap;

/// What the exact form is worth, beside its impact.
pub const EXACT: u32 = 16;

/// A word to look up.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Term {
    /// The word, folded.
    pub text: String,
    /// The form that counts most.
    pub exact: String,
    /// Whether other forms of the family count too.
    pub has_family: bool,
    /// Whether words that begin with it count too.
    pub is_beginning: bool,
}

impl Term {
    /// The term of a word with its family.
    pub fn of(word: &Word) -> Term {
        Term {
            text: word.text.clone(),
            exact: word.exact(),
            has_family: true,
            is_beginning: word.is_beginning,
        }
    }

    /// The term of a word that nobody typed like this.
    pub fn made(text: String) -> Term {
        Term { exact: text.clone(), text, has_family: true, is_beginning: false }
    }

    /// The term of this very word.
    pub fn exactly(word: &Word) -> Term {
        Term { exact: word.text.clone(), text: word.text.clone(), has_family: false, is_beginning: false }
    }

    /// The key of its family.
    pub fn key(&self) -> String {
        key_of(&self.text)
    }

    /// The documents of a segment that have it.
    pub fn matches(&self, terms: Terms<'_>) -> Result<Vec<Match>, Problem> {
        let mut found = Vec::new();
        if let Some(family) = terms.family(&self.key())? {
            for form in &family.forms {
                let is_exact = family.is(form, &self.exact);
                if is_exact || self.has_family {
                    found = either(found, of_form(terms, form, if is_exact { EXACT } else { 0 })?);
                }
            }
        }
        if self.is_beginning {
            for family in beginning(terms, &self.text)? {
                for form in family.forms.iter().filter(|form| begins(&family, form, &self.text)) {
                    found = either(found, of_form(terms, form, 0)?);
                }
            }
        }
        Ok(found)
    }

    /// The best documents of a segment, and how many there are; no long list is read.
    pub fn champions(&self, terms: Terms<'_>) -> Result<(Vec<Match>, u32), Problem> {
        let Some(family) = terms.family(&self.key())? else { return Ok((Vec::new(), 0)) };
        let mut found = Vec::new();
        for form in &family.forms {
            let extra = if family.is(form, &self.exact) { EXACT } else { 0 };
            found = either(found, best(terms, form, extra)?);
        }
        Ok((found, family.documents))
    }
}

/// The best documents of a form, by number; of a short list all.
pub fn best(terms: Terms<'_>, form: &Form, extra: u32) -> Result<Vec<Match>, Problem> {
    let Place::Far { champions, .. } = &form.place else { return of_form(terms, form, extra) };
    let found =
        |&(document, impact): &(u32, u8)| Match { document, value: extra + u32::from(impact), parts: 0 };
    let mut best: Vec<Match> = champions.iter().map(found).collect();
    best.sort_by_key(|found| found.document);
    Ok(best)
}

/// The documents of a form.
pub fn of_form(terms: Terms<'_>, form: &Form, extra: u32) -> Result<Vec<Match>, Problem> {
    let list = terms.list(form)?;
    let found = list.ids.iter().zip(&list.impacts).zip(&list.parts);
    Ok(found
        .map(|((document, impact), parts)| Match {
            document: *document,
            value: extra + u32::from(*impact),
            parts: *parts,
        })
        .collect())
}

/// Whether any segment has the family of a word.
pub fn is_known(segments: &[Terms<'_>], word: &str) -> Result<bool, Problem> {
    let key = key_of(word);
    for terms in segments {
        if terms.family(&key)?.is_some() {
            return Ok(true);
        }
    }
    Ok(false)
}

/// Whether any segment has a word that begins so.
pub fn has_beginning(segments: &[Terms<'_>], word: &str) -> Result<bool, Problem> {
    for terms in segments {
        let families = beginning(*terms, word)?;
        if families.iter().any(|family| family.forms.iter().any(|form| begins(family, form, word))) {
            return Ok(true);
        }
    }
    Ok(false)
}

/// Whether a form is a word that begins so. Only words have parts.
fn begins(family: &Family, form: &Form, beginning: &str) -> bool {
    form.has_parts && family.text(form).starts_with(beginning)
}

/// The families in which words that begin so are looked for.
fn beginning(terms: Terms<'_>, word: &str) -> Result<Vec<Family>, Problem> {
    let mut families = terms.beginning(word)?;
    // Stems are shorter than words: `happie` is the beginning of `happiest`, which stands under `happ~`.
    let ends: Vec<usize> = word.char_indices().map(|(at, _)| at).collect();
    for dropped in 1..=3 {
        let Some(stay) = ends.len().checked_sub(dropped).filter(|stay| *stay >= 3) else { break };
        let key = &word[..ends[stay]];
        families.extend(terms.family(key)?);
        families.extend(terms.family(&format!("{key}~"))?);
    }
    Ok(families)
}

/// The word that was probably meant.
pub fn corrected(segments: &[Terms<'_>], word: &str) -> Result<Option<String>, Problem> {
    let allowed = match word.chars().count() {
        0..4 => return Ok(None),
        4..8 => 1,
        _ => 2,
    };
    if !word.chars().all(char::is_alphabetic) {
        return Ok(None);
    }
    let first = word.chars().next();
    let beginning: String = word.chars().take(3).collect();
    // The distance and number of documents of each word near enough.
    let mut near: BTreeMap<String, (usize, u64)> = BTreeMap::new();
    for terms in segments {
        for family in terms.around(&beginning)? {
            for form in family.forms.iter().filter(|form| form.has_parts) {
                let other = family.text(form);
                if other.chars().next() != first || other.len().abs_diff(word.len()) > 4 * allowed {
                    continue;
                }
                let distance = strsim::osa_distance(word, &other);
                if distance <= allowed {
                    near.entry(other).or_insert((distance, 0)).1 += u64::from(form.documents);
                }
            }
        }
    }
    let best = near.into_iter().min_by(|(a, (near_a, documents_a)), (b, (near_b, documents_b))| {
        near_a.cmp(near_b).then(documents_b.cmp(documents_a)).then_with(|| order(a, b))
    });
    Ok(best.map(|(word, _)| word))
}
