//! A file of terms: families, each with its forms and where their lists are.

use crate::search::codec::{Damaged, Reader};
use crate::search::format::{CHAMPIONS, Kept};
use crate::search::read::list::{self, List};

/// No key has more UTF-16 units: four words of 64 characters, or a name.
const LONGEST_KEY: usize = 4096;

/// A key with its forms.
#[derive(Debug)]
pub struct Family {
    /// The key.
    pub key: String,
    /// How many documents have any of the forms.
    pub documents: u32,
    /// The forms.
    pub forms: Vec<Form>,
    /// Number of the file that it stands in.
    pub file: usize,
}

/// A form of a family.
#[derive(Debug)]
pub struct Form {
    suffix: String,
    /// How many documents have it.
    pub documents: u32,
    /// Whether the list has parts; only words have.
    pub has_parts: bool,
    /// Where its positions are.
    pub positions: Positions,
    /// Its documents.
    pub place: Place,
}

/// Where the positions of a form are.
#[derive(Debug, Clone, Copy)]
pub enum Positions {
    /// It has none.
    None,
    /// The n-th of the positions of this file's short lists.
    Short(usize),
    /// In a file of long lists, at an offset.
    Long(u32, usize),
}

/// Where the documents of a form are.
#[derive(Debug)]
pub enum Place {
    /// Here.
    Here(List),
    /// In a file of long lists.
    Far {
        /// Number of the file.
        file: u32,
        /// Where in it.
        offset: usize,
        /// The best documents and their impacts.
        champions: Vec<(u32, u8)>,
    },
}

impl Family {
    /// Whether a form is this text.
    pub fn is(&self, form: &Form, text: &str) -> bool {
        if form.suffix.starts_with('\u{1}') {
            return form.suffix == text;
        }
        text.strip_prefix(self.stem()) == Some(&form.suffix)
    }

    /// The text of a form.
    pub fn text(&self, form: &Form) -> String {
        if form.suffix.starts_with('\u{1}') {
            form.suffix.clone()
        } else {
            format!("{}{}", self.stem(), form.suffix)
        }
    }

    /// The form that is this text.
    pub fn form(&self, text: &str) -> Option<&Form> {
        self.forms.iter().find(|form| self.is(form, text))
    }

    fn stem(&self) -> &str {
        self.key.strip_suffix('~').unwrap_or(&self.key)
    }
}

/// The families of a file. The segment has documents up to `end`.
pub fn families(bytes: &[u8], file: usize, end: u32) -> Result<Vec<Family>, Damaged> {
    let mut reader = Reader::new(bytes);
    let count = reader.u()?;
    let mut column = || column(&mut reader, count);
    let (shared, more, firsts, counts, any) = (column()?, column()?, column()?, column()?, column()?);
    let keys = keys(&mut reader, &shared, &more, &firsts)?;
    let all = counts.iter().try_fold(0u32, |sum, forms| sum.checked_add(*forms)).ok_or(Damaged)?;
    let mut forms = forms(&mut reader, all, end)?.into_iter();
    let family = |((key, count), any): ((String, u32), u32)| {
        let forms: Vec<Form> = forms.by_ref().take(count as usize).collect();
        let own = forms.first().ok_or(Damaged)?.documents;
        Ok(Family { key, documents: if any > 0 { any } else { own }.min(end), forms, file })
    };
    keys.into_iter().zip(counts).zip(any).map(family).collect()
}

/// Numbers. Nothing is reserved anywhere here: a count may be a lie.
fn column(reader: &mut Reader<'_>, count: u32) -> Result<Vec<u32>, Damaged> {
    (0..count).map(|_| reader.u()).collect()
}

/// Keys: how many units are as before, how many follow behind the next one, the next one, and, still to be read, these.
fn keys(
    reader: &mut Reader<'_>,
    shared: &[u32],
    more: &[u32],
    firsts: &[u32],
) -> Result<Vec<String>, Damaged> {
    let mut keys = Vec::new();
    let mut key: Vec<u16> = Vec::new();
    for ((shared, more), first) in shared.iter().zip(more).zip(firsts) {
        let shared = *shared as usize;
        if shared > key.len() || shared + *more as usize >= LONGEST_KEY {
            return Err(Damaged);
        }
        let least = key.get(shared).map_or(0, |unit| u32::from(*unit) + 1);
        key.truncate(shared);
        let others = column(reader, *more)?;
        for unit in [least.saturating_add(*first)].into_iter().chain(others) {
            key.push(u16::try_from(unit).map_err(|_| Damaged)?);
        }
        keys.push(String::from_utf16(&key).map_err(|_| Damaged)?);
    }
    Ok(keys)
}

/// Forms with their lists: those of short ones stand here, weights together, then ids.
fn forms(reader: &mut Reader<'_>, count: u32, end: u32) -> Result<Vec<Form>, Damaged> {
    let lengths = column(reader, count)?;
    let mut suffixes = Vec::new();
    for length in lengths {
        let suffix = reader.bytes(length as usize)?;
        suffixes.push(std::str::from_utf8(suffix).map_err(|_| Damaged)?.to_owned());
    }
    let headers = column(reader, count)?;
    let mut short = 0;
    let mut forms = Vec::new();
    for (suffix, header) in suffixes.into_iter().zip(headers) {
        forms.push(form(reader, suffix, header, &mut short, end)?);
    }
    let mut each = |fill: &mut dyn FnMut(&mut List, u32) -> Result<(), Damaged>| {
        forms.iter_mut().try_for_each(|Form { documents, place, .. }| {
            if let Place::Here(list) = place { fill(list, *documents) } else { Ok(()) }
        })
    };
    each(&mut |list, count| {
        (list.impacts, list.parts) = list::weights(reader, count)?;
        Ok(())
    })?;
    each(&mut |list, count| {
        list.ids = list::ids(reader, count, end)?;
        Ok(())
    })?;
    Ok(forms)
}

fn form(
    reader: &mut Reader<'_>,
    suffix: String,
    header: u32,
    short: &mut usize,
    end: u32,
) -> Result<Form, Damaged> {
    let documents = header >> 3;
    let (kept, is_long) = (Kept::of(header >> 1), header & 1 != 0);
    let mut positions = Positions::None;
    let place = if is_long {
        let (file, offset) = (reader.u()?, reader.u()? as usize);
        if kept.has_positions() {
            positions = Positions::Long(reader.u()?, reader.u()? as usize);
        }
        let mut ids = Vec::new();
        for _ in 0..documents.min(CHAMPIONS as u32) {
            ids.push(Some(reader.u()?).filter(|id| *id < end).ok_or(Damaged)?);
        }
        let (impacts, _) = list::weights(reader, ids.len() as u32)?;
        Place::Far { file, offset, champions: ids.into_iter().zip(impacts).collect() }
    } else {
        if kept.has_positions() {
            positions = Positions::Short(*short);
            *short += 1;
        }
        Place::Here(List::default())
    };
    Ok(Form { suffix, documents, has_parts: kept == Kept::Parts, positions, place })
}
