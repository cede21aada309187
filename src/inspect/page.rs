//! A page as a browser gets it, read into facts. The tokens are those of the HTML Standard (section 13.2.5).

use html5gum::{DefaultEmitter, StartTag, Token, Tokenizer};

/// What the rules need to know of a page.
#[derive(Debug, Default, PartialEq, Eq)]
pub struct Facts {
    /// `lang` of `<html>`.
    pub lang: Option<String>,
    /// The words of the first `<title>`.
    pub title: Option<String>,
    /// The headings, in order.
    pub headings: Vec<Heading>,
    /// Every `id`, in order.
    pub ids: Vec<String>,
    /// Every `<a href>`, in order.
    pub links: Vec<Link>,
    /// Addresses of what the page loads or refers to: pictures, styles, scripts.
    pub loads: Vec<String>,
    /// `src` of each picture without an `alt` attribute.
    pub undescribed: Vec<String>,
    /// How many tables of data have no header cell.
    pub headless_tables: usize,
}

/// A heading.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Heading {
    /// 1 to 6.
    pub level: u8,
    /// Its words, with the descriptions of its pictures.
    pub words: String,
}

/// A link.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Link {
    /// Its address, as it stands there.
    pub to: String,
    /// Its words, with the descriptions of its pictures.
    pub words: String,
    /// Whether an attribute gives it a name.
    pub is_labelled: bool,
}

#[derive(Default)]
struct Table {
    rows: usize,
    cells: usize,
    is_fine: bool,
}

#[derive(Default)]
struct Reading {
    facts: Facts,
    link: Option<Link>,
    heading: Option<Heading>,
    title: Option<String>,
    tables: Vec<Table>,
}

/// Reads a page, or a part of one.
pub fn read(html: &[u8]) -> Facts {
    let mut emitter = DefaultEmitter::default();
    // Scripts and styles hold no elements.
    emitter.naively_switch_states(true);
    let mut reading = Reading::default();
    for Ok(token) in Tokenizer::new_with_emitter(html, emitter) {
        match token {
            Token::StartTag(tag) => reading.start(&tag),
            Token::EndTag(tag) => reading.end(&tag.name),
            Token::String(text) if reading.listens() => reading.words(&String::from_utf8_lossy(&text)),
            _ => {}
        }
    }
    reading.facts
}

impl Reading {
    fn listens(&self) -> bool {
        self.link.is_some() || self.heading.is_some() || self.title.is_some()
    }

    fn words(&mut self, words: &str) {
        if let Some(link) = &mut self.link {
            link.words.push_str(words);
        }
        if let Some(heading) = &mut self.heading {
            heading.words.push_str(words);
        }
        if let Some(title) = &mut self.title {
            title.push_str(words);
        }
    }

    fn start(&mut self, tag: &StartTag<()>) {
        let value = |name: &str| {
            tag.attributes.get(name.as_bytes()).map(|value| String::from_utf8_lossy(value).into_owned())
        };
        self.facts.ids.extend(value("id"));
        let is_named = |name: &str| value(name).is_some_and(|name| !name.trim().is_empty());
        if let Some(link) = self.link.as_mut().filter(|_| is_named("aria-label")) {
            link.is_labelled = true;
        }
        match &**tag.name {
            b"html" => self.facts.lang = value("lang"),
            // Drawings have titles of their own.
            b"title" if self.facts.title.is_none() => self.title = Some(String::new()),
            b"a" => {
                self.end_link();
                let is_labelled = ["aria-label", "aria-labelledby", "title"].into_iter().any(is_named);
                self.link = value("href").map(|to| Link { to, words: String::new(), is_labelled });
            }
            b"img" => {
                self.facts.loads.extend(value("src"));
                match value("alt") {
                    Some(alt) => self.words(&alt),
                    None => self.facts.undescribed.push(value("src").unwrap_or_default()),
                }
            }
            b"link" | b"use" | b"image" => self.facts.loads.extend(value("href")),
            b"script" | b"source" | b"audio" | b"video" | b"track" | b"iframe" | b"embed" => {
                self.facts.loads.extend(value("src"));
            }
            b"table" => {
                let is_layout = value("role").is_some_and(|role| matches!(&*role, "presentation" | "none"));
                self.tables.push(Table { is_fine: is_layout, ..Table::default() });
            }
            b"tr" => self.tables.iter_mut().last().into_iter().for_each(|table| table.rows += 1),
            b"td" => self.tables.iter_mut().last().into_iter().for_each(|table| table.cells += 1),
            b"th" => self.tables.iter_mut().last().into_iter().for_each(|table| table.is_fine = true),
            name => {
                if let Some(level) = level(name) {
                    self.end_heading();
                    self.heading = Some(Heading { level, words: String::new() });
                }
            }
        }
    }

    fn end(&mut self, name: &[u8]) {
        match name {
            b"a" => self.end_link(),
            b"title" => {
                if let Some(title) = self.title.take() {
                    self.facts.title = Some(plain(&title));
                }
            }
            b"table" => {
                let table = self.tables.pop().unwrap_or_default();
                // A single row or column is a way to arrange things.
                if !table.is_fine && table.rows > 1 && table.cells > table.rows {
                    self.facts.headless_tables += 1;
                }
            }
            name if level(name).is_some() => self.end_heading(),
            _ => {}
        }
    }

    fn end_link(&mut self) {
        let link = self.link.take();
        self.facts.links.extend(link.map(|link| Link { words: plain(&link.words), ..link }));
    }

    fn end_heading(&mut self) {
        let heading = self.heading.take();
        self.facts.headings.extend(heading.map(|it| Heading { words: plain(&it.words), ..it }));
    }
}

fn level(name: &[u8]) -> Option<u8> {
    match name {
        [b'h', digit @ b'1'..=b'6'] => Some(digit - b'0'),
        _ => None,
    }
}

/// With white space folded.
fn plain(text: &str) -> String {
    text.split_whitespace().collect::<Vec<_>>().join(" ")
}

#[cfg(test)]
mod tests {
    use super::{Facts, Heading, Link, read};

    #[test]
    fn a_page_is_read_as_browsers_do() {
        let html = b"<!doctype html><HTML LANG=en><title> A &amp;\nB </title><script>'<a href=no>'</script>
            <h1 id=top>One <img src=a.png alt=two></h1><svg><title>x</title></svg><!-- <h2> -->
            <a href='b.html?x&amp;y'>B<br>C</a><a href=c aria-label=C><b></b></a><a name=d>D</a>
            <img src=e.png><table><tr><td>1<td>2<tr><td>3<td>4</table>
            <table><tr><th>1<td>2<tr><td>3<td>4</table><table role=none><tr><td>1<td>2<tr><td>3<td>4</table>";
        let link =
            |to: &str, words: &str, is_labelled| Link { to: to.into(), words: words.into(), is_labelled };
        assert_eq!(
            read(html),
            Facts {
                lang: Some("en".into()),
                title: Some("A & B".into()),
                headings: vec![Heading { level: 1, words: "One two".into() }],
                ids: vec!["top".into()],
                links: vec![link("b.html?x&y", "BC", false), link("c", "", true)],
                loads: vec!["a.png".into(), "e.png".into()],
                undescribed: vec!["e.png".into()],
                headless_tables: 1,
            }
        );
    }

    #[test]
    fn broken_html_is_read_to_its_end() {
        for html in
            ["<a href=x>", "<h1><table></h2></table></table>", "</table></a></h1>", "<title>x", "<a href=\"x"]
        {
            read(html.as_bytes());
        }
        assert_eq!(read(b"<a href=x>1<a href=y>2</a>").links.len(), 2);
    }
}
