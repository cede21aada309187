//! What is shown of a document.

use crate::search::codec::put_s;
use crate::search::format::END;
use crate::search::write::document::Document;
use std::borrow::Cow;

/// Title, address, day, language and status, summary.
pub(super) fn fields<'d>(document: &'d Document<'_>, summary: &'d str) -> [Cow<'d, str>; 5] {
    let day = document.day;
    let day = i32::from(day.year()) * 10_000 + i32::from(day.month()) * 100 + i32::from(day.day());
    let tag = document.language * 4 + document.status as usize;
    [
        document.title.into(),
        document.address.as_str().into(),
        day.to_string().into(),
        tag.to_string().into(),
        summary.into(),
    ]
}

/// Appends a card as one string.
pub(super) fn put(out: &mut Vec<u8>, document: &Document<'_>, summary: &str) {
    let fields = fields(document, summary).map(|field| field.replace(END, ""));
    put_s(out, &fields.join(&END.to_string()));
}
