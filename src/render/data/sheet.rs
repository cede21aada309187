//! CSV (RFC 4180) for spreadsheets. It begins with a byte order mark: without one, common spreadsheets take UTF-8 for
//! the code page of the machine, and Chinese names for noise.

use csv::{Terminator, Writer, WriterBuilder};

/// A sheet on its way.
pub struct Sheet(Writer<Vec<u8>>);

impl Sheet {
    /// A sheet with these columns.
    pub fn new<'a>(columns: impl IntoIterator<Item = &'a str>) -> Self {
        let writer = WriterBuilder::new().terminator(Terminator::CRLF).from_writer("\u{feff}".into());
        let mut sheet = Sheet(writer);
        sheet.row(columns);
        sheet
    }

    /// Adds a row: as many cells as there are columns.
    pub fn row<'a>(&mut self, cells: impl IntoIterator<Item = &'a str>) {
        let written = self.0.write_record(cells);
        debug_assert!(written.is_ok(), "rows are as wide as the first, and memory takes them all");
    }

    /// The bytes.
    pub fn finish(self) -> Vec<u8> {
        self.0.into_inner().unwrap_or_default()
    }
}

#[cfg(test)]
mod tests {
    use super::Sheet;

    #[test]
    fn what_is_written_is_read() {
        let rows = [["id", "title"], ["a", "Two, \"three\"\r\nlines"], ["眉", " ;\t"], ["", "=1+1"]];
        let mut sheet = Sheet::new(rows[0]);
        rows[1..].iter().for_each(|row| sheet.row(*row));
        let bytes = sheet.finish();
        let text = std::str::from_utf8(&bytes).unwrap().strip_prefix('\u{feff}').unwrap();
        assert!(text.starts_with("id,title\r\n"));
        let mut reader = csv::ReaderBuilder::new().has_headers(false).from_reader(text.as_bytes());
        let read: Vec<Vec<String>> =
            reader.records().map(|row| row.unwrap().iter().map(str::to_owned).collect()).collect();
        assert_eq!(read, rows);
    }
}
