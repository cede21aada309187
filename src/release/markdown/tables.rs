//! Tables, each in a region that can be scrolled by keyboard and has a name of its own.

use std::collections::BTreeMap;
use std::ops::Range;

use pulldown_cmark::Alignment;

use crate::base::diagnostic::Diagnostic;
use crate::release::markdown::body::Fill;
use crate::release::markdown::escape;
use crate::release::markdown::findings::Findings;
use crate::release::markdown::out::Out;

/// Longer names of regions are cut: they are read aloud.
const LONGEST: usize = 80;

/// The tables of a page.
#[derive(Default)]
pub(super) struct Tables {
    open: Option<Table>,
    raw: Vec<RawTable>,
    names: BTreeMap<String, usize>,
}

struct Table {
    alignments: Vec<Alignment>,
    html: usize,
    column: usize,
    in_head: bool,
    has_body: bool,
    has_header: bool,
    cell: Cell,
    name: String,
}

/// A table in HTML, as far as it was read.
struct RawTable {
    range: Range<usize>,
    rows: usize,
    cells: usize,
    has_header: bool,
}

#[derive(Default)]
struct Cell {
    before: usize,
    html: usize,
    text: usize,
}

const REGION: &str = "<div class=\"table\" role=\"region\" tabindex=\"0\" aria-label=\"";

impl Tables {
    /// Begins a table.
    pub(super) fn start(&mut self, out: &mut Out, alignments: Vec<Alignment>) {
        out.block("");
        self.open = Some(Table {
            alignments,
            html: out.html.len(),
            column: 0,
            in_head: true,
            has_body: false,
            has_header: false,
            cell: Cell::default(),
            name: String::new(),
        });
    }

    /// Begins a row, the first of which is the head.
    pub(super) fn start_row(&mut self, out: &mut Out) {
        let Some(table) = &mut self.open else { return };
        out.break_text();
        table.column = 0;
        if table.in_head {
            out.html("<table>\n<thead>\n<tr>");
        } else {
            if !table.has_body {
                table.has_body = true;
                out.html("<tbody>\n");
            }
            out.html("<tr>");
        }
    }

    /// Ends a row. After the head the name of the region is known.
    pub(super) fn end_row(&mut self, out: &mut Out, findings: &Findings<'_>, range: &Range<usize>) {
        let Some(table) = &mut self.open else { return };
        out.break_text();
        out.html("</tr>\n");
        if !table.in_head {
            return;
        }
        table.in_head = false;
        out.html("</thead>\n");
        let behind = name_of_region(&mut self.names, std::mem::take(&mut table.name));
        out.insert_around(table.html, REGION, Fill::Message("table_label"), findings.in_file(range), &behind);
    }

    /// Begins a cell.
    pub(super) fn start_cell(&mut self, out: &mut Out) {
        let Some(table) = &mut self.open else { return };
        if !out.text.is_empty() && !out.text.ends_with('\n') {
            out.text.push(' ');
        }
        let before = out.html.len();
        out.html(if table.in_head { "<th scope=\"col\"" } else { "<td" });
        out.html(match table.alignments.get(table.column) {
            Some(Alignment::Left) => " class=\"left\">",
            Some(Alignment::Center) => " class=\"center\">",
            Some(Alignment::Right) => " class=\"right\">",
            Some(Alignment::None) | None => ">",
        });
        table.cell = Cell { before, html: out.html.len(), text: out.text.len() };
    }

    /// Ends a cell.
    pub(super) fn end_cell(&mut self, out: &mut Out) {
        let Some(table) = &mut self.open else { return };
        table.column += 1;
        if !table.in_head {
            return out.html("</td>");
        }
        // A header without words is announced as a header of nothing: it is a plain cell.
        if out.html.len() == table.cell.html {
            out.html.truncate(table.cell.before);
            return out.html("<td></td>");
        }
        out.html("</th>");
        table.has_header = true;
        let words = out.text[table.cell.text..].trim();
        if !words.is_empty() && table.name.len() < LONGEST {
            if !table.name.is_empty() {
                table.name.push_str(", ");
            }
            table.name.extend(words.chars().take(LONGEST));
        }
    }

    /// Ends a table.
    pub(super) fn end(&mut self, out: &mut Out, findings: &mut Findings<'_>, range: &Range<usize>) {
        let Some(table) = self.open.take() else { return };
        if !table.has_header && table.has_body {
            let help = "write what each column holds into the first row: `| Township | Bridges |`";
            findings.push(range, headless().help(help));
        }
        out.html(if table.has_body { "</tbody>\n</table>\n</div>\n" } else { "</table>\n</div>\n" });
    }

    /// Begins the region around a table that was written in HTML.
    pub(super) fn start_region(&mut self, out: &mut Out, findings: &Findings<'_>, range: &Range<usize>) {
        self.raw.push(RawTable { range: range.clone(), rows: 0, cells: 0, has_header: false });
        let source = findings.in_file(range);
        out.html(REGION);
        out.hole(Fill::Message("table_label"), source);
        let behind = name_of_region(&mut self.names, String::new());
        out.html(&behind);
    }

    /// Sees an element of a table that was written in HTML.
    pub(super) fn note_element(&mut self, name: &str) {
        let Some(table) = self.raw.last_mut() else { return };
        match name {
            "tr" => table.rows += 1,
            "td" => table.cells += 1,
            "th" => table.has_header = true,
            _ => {}
        }
    }

    /// Ends a table that was written in HTML. A single row or column is a way to arrange things, and needs no headers.
    pub(super) fn end_region(&mut self, findings: &mut Findings<'_>) {
        let Some(table) = self.raw.pop() else { return };
        if !table.has_header && table.rows > 1 && table.cells > table.rows {
            let help = "write `<th>` in place of `<td>` around what heads a column or a row";
            findings.push(&table.range, headless().help(help));
        }
    }
}

fn headless() -> Diagnostic {
    Diagnostic::warning("markdown/table-header", "the table has no headers")
        .label("who hears it cell by cell cannot tell what a number is about")
}

/// What follows the word "table" in the name of a region: the headers, and a number when they do not make it
/// unique. The rest of the opening tag is part of it.
fn name_of_region(names: &mut BTreeMap<String, usize>, name: String) -> String {
    let mut behind = String::with_capacity(name.len() + 8);
    if !name.is_empty() {
        behind.push_str(": ");
        escape::attribute(&mut behind, &name);
    }
    let number = names.entry(name).or_default();
    *number += 1;
    if *number > 1 {
        behind.push_str(&format!(" ({number})"));
    }
    behind.push_str("\">");
    behind
}
