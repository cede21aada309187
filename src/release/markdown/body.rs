//! scaffold
#![allow(missing_docs)]
use std::ops::Range;
#[derive(Debug, Clone, Default)]
pub struct Body { pub html: String, pub holes: Vec<Hole>, pub toc: Vec<Heading>, pub text: String }
#[derive(Debug, Clone)]
pub struct Heading { pub level: u8, pub id: String, pub title: String }
#[derive(Debug, Clone)]
pub struct Hole { pub at: usize, pub fill: Fill, pub source: Range<usize> }
#[derive(Debug, Clone)]
pub enum Fill { Address(Target), Picture(Target), Label(Target), Message(&'static str) }
#[derive(Debug, Clone, PartialEq)]
pub enum Target { Release(String), Person(String), Unit(String), Topic(String), Path{path:String, fragment: Option<String>}, Root{path:String, fragment: Option<String>} }
impl Body {
    pub fn fill(&self, mut write: impl FnMut(&Fill, &Range<usize>, &mut String)) -> String {
        let mut out = String::with_capacity(self.html.len() + 64);
        let mut at = 0;
        for hole in &self.holes {
            out.push_str(&self.html[at..hole.at]);
            write(&hole.fill, &hole.source, &mut out);
            at = hole.at;
        }
        out.push_str(&self.html[at..]);
        out
    }
}
