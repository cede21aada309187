//! A file of terms: families, each with its forms and where their lists are.

use crate::search::codec::{Damaged, Reader};
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
    let mut found = Vec::new();
    let mut key: Vec<u16> = Vec::new();
    let mut short = 0;
    for _ in 0..reader.u()? {
        let shared = reader.u()? as usize;
        if shared > key.len() {
            return Err(Damaged);
        }
        key.truncate(shared);
        key.extend(reader.s()?.encode_utf16());
        if key.len() > LONGEST_KEY {
            return Err(Damaged);
        }
        let count = reader.u()?;
        let documents = if count > 1 { Some(reader.u()?) } else { None };
        let mut forms = Vec::new();
        for _ in 0..count {
            forms.push(form(&mut reader, &mut short, end)?);
        }
        let key = String::from_utf16(&key).map_err(|_| Damaged)?;
        let documents = documents.or(forms.first().map(|form| form.documents)).ok_or(Damaged)?;
        found.push(Family { key, documents: documents.min(end), forms, file });
    }
    lists(&mut reader, &mut found, end)?;
    Ok(found)
}

/// Fills in the short lists: their impacts stand together, then their parts, then their ids.
fn lists(reader: &mut Reader<'_>, families: &mut [Family], end: u32) -> Result<(), Damaged> {
    let short = |form: &&mut Form| matches!(form.place, Place::Here(_));
    let mut forms: Vec<&mut Form> =
        families.iter_mut().flat_map(|family| &mut family.forms).filter(short).collect();
    let mut each = |fill: &mut dyn FnMut(&mut List, u32, bool) -> Result<(), Damaged>| {
        forms.iter_mut().try_for_each(|form| {
            let Form { documents, has_parts, place, .. } = &mut **form;
            if let Place::Here(list) = place { fill(list, *documents, *has_parts) } else { Ok(()) }
        })
    };
    each(&mut |list, count, _| {
        list.impacts = list::impacts(reader, count as usize)?;
        Ok(())
    })?;
    each(&mut |list, count, has_parts| {
        list.parts = reader.bytes(if has_parts { count as usize } else { 0 })?.to_vec();
        Ok(())
    })?;
    each(&mut |list, count, _| {
        list.ids = list::coded_ids(reader, count, end)?;
        Ok(())
    })
}

fn form(reader: &mut Reader<'_>, short: &mut usize, end: u32) -> Result<Form, Damaged> {
    let suffix = reader.s()?.to_owned();
    let header = reader.u()?;
    let documents = header >> 3;
    let (has_positions, has_parts, is_long) = (header & 4 != 0, header & 2 != 0, header & 1 != 0);
    let mut positions = Positions::None;
    let place = if is_long {
        let (file, offset) = (reader.u()?, reader.u()? as usize);
        if has_positions {
            positions = Positions::Long(reader.u()?, reader.u()? as usize);
        }
        let count = reader.u()?;
        let mut ids = Vec::new();
        for _ in 0..count {
            ids.push(Some(reader.u()?).filter(|id| *id < end).ok_or(Damaged)?);
        }
        let impacts = list::impacts(reader, ids.len())?;
        Place::Far { file, offset, champions: ids.into_iter().zip(impacts).collect() }
    } else {
        if has_positions {
            positions = Positions::Short(*short);
            *short += 1;
        }
        Place::Here(List::default())
    };
    Ok(Form { suffix, documents, has_parts, positions, place })
}
