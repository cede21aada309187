//! Writing XML 1.0, indented, in UTF-8: every element is closed, every text escaped and free of characters
//! that XML cannot hold, whatever the caller passes.

use std::borrow::Cow;

use quick_xml::Writer;
use quick_xml::escape::partial_escape;
use quick_xml::events::{BytesCData, BytesDecl, BytesEnd, BytesStart, BytesText, Event};

use crate::render::characters;

/// Name and value of an attribute.
pub type Attribute<'a> = (&'static str, &'a str);

/// A document being written.
pub struct Xml {
    writer: Writer<Vec<u8>>,
    open: Vec<&'static str>,
    end: &'static [u8],
}

impl Xml {
    /// A document with its XML declaration, one element a line, indented by two spaces.
    pub fn document() -> Self {
        let mut xml =
            Xml { writer: Writer::new_with_indent(Vec::new(), b' ', 2), open: Vec::new(), end: b"\n" };
        xml.put(Event::Decl(BytesDecl::new("1.0", Some("utf-8"), None)));
        xml
    }

    /// A piece of a document, all on one line.
    pub fn fragment() -> Self {
        Xml { writer: Writer::new(Vec::new()), open: Vec::new(), end: b"" }
    }

    /// Opens an element that holds others.
    pub fn open(&mut self, name: &'static str, attributes: &[Attribute<'_>]) {
        self.put(Event::Start(tag(name, attributes)));
        self.open.push(name);
    }

    /// Closes the element opened last.
    pub fn close(&mut self) {
        if let Some(name) = self.open.pop() {
            self.put(Event::End(BytesEnd::new(name)));
        }
    }

    /// An element without content.
    pub fn empty(&mut self, name: &'static str, attributes: &[Attribute<'_>]) {
        self.put(Event::Empty(tag(name, attributes)));
    }

    /// An element with text.
    pub fn text(&mut self, name: &'static str, attributes: &[Attribute<'_>], text: &str) {
        self.put(Event::Start(tag(name, attributes)));
        let text = characters::legal(text);
        self.put(Event::Text(BytesText::from_escaped(partial_escape(text.as_ref()))));
        self.put(Event::End(BytesEnd::new(name)));
    }

    /// An element with its text on one line: for titles and names.
    pub fn line(&mut self, name: &'static str, attributes: &[Attribute<'_>], text: &str) {
        self.text(name, attributes, &characters::one_line(text));
    }

    /// An element with a URI.
    pub fn uri(&mut self, name: &'static str, address: &str) {
        self.text(name, &[], &characters::uri(address));
    }

    /// An element with text in CDATA sections; one that holds `]]>` is cut in two.
    pub fn cdata(&mut self, name: &'static str, text: &str) {
        self.put(Event::Start(tag(name, &[])));
        let text = characters::legal(text);
        for section in BytesCData::escaped(&text) {
            self.put(Event::CData(section));
        }
        self.put(Event::End(BytesEnd::new(name)));
    }

    /// The bytes; elements still open are closed, and a document ends with a line end.
    pub fn finish(mut self) -> Vec<u8> {
        while !self.open.is_empty() {
            self.close();
        }
        let mut bytes = self.writer.into_inner();
        bytes.extend_from_slice(self.end);
        bytes
    }

    fn put(&mut self, event: Event<'_>) {
        // Writing to a `Vec<u8>` cannot fail.
        let written = self.writer.write_event(event);
        debug_assert!(written.is_ok(), "a vector takes every byte");
    }
}

fn tag<'a>(name: &'static str, attributes: &[Attribute<'a>]) -> BytesStart<'a> {
    let mut tag = BytesStart::new(name);
    for (name, value) in attributes {
        let value: Cow<'_, str> = characters::one_line(value);
        tag.push_attribute((*name, value.as_ref()));
    }
    tag
}

#[cfg(test)]
mod tests {
    use super::Xml;

    #[test]
    fn hostile_text_stays_text() {
        let mut xml = Xml::document();
        xml.open("a", &[("b", "\"<&>'\n\u{1}x")]);
        xml.text("c", &[], "]]></c>&\u{0}\r\n");
        xml.cdata("d", "x]]>y]]]]>>");
        xml.empty("e", &[]);
        let written = String::from_utf8(xml.finish()).unwrap();
        assert_eq!(
            written,
            "<?xml version=\"1.0\" encoding=\"utf-8\"?>\n<a b=\"&quot;&lt;&amp;&gt;&apos; x\">\n  \
             <c>]]&gt;&lt;/c&gt;&amp;\n</c>\n  \
             <d><![CDATA[x]]]]><![CDATA[>y]]]]]]><![CDATA[>>]]></d>\n  <e/>\n</a>\n"
        );
    }
}
