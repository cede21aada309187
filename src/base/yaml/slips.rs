//! Slips of writers that the library tells only by what they lead to, often lines below. They are looked for when a text
//! cannot be read, line by line, in the lines that make its structure.

use crate::base::diagnostic::Diagnostic;
use crate::base::signs::{self, Sign};
use crate::base::source::Place;

/// A line that is neither blank, nor a comment, nor inside a block of text, quotes or brackets.
struct Line<'a> {
    /// Counted from 1.
    number: usize,
    text: &'a str,
    /// How many plain spaces stand before it.
    indent: usize,
    /// Whether it begins an item of a list.
    is_item: bool,
    /// Where its words begin, in bytes and in characters: what stands before is spaces and hyphens.
    start: usize,
    /// The letters, digits, `_` and `-` it begins with; a key where a colon follows.
    key: &'a str,
    /// What stands behind them.
    rest: &'a str,
}

impl<'a> Line<'a> {
    fn new(number: usize, text: &'a str) -> Self {
        let indent = text.len() - text.trim_start_matches(' ').len();
        let mut words = &text[indent..];
        while let Some(behind) = words.strip_prefix("- ") {
            words = behind.trim_start_matches(' ');
        }
        let start = text.len() - words.len();
        let is_part = |c: char| c.is_ascii_alphanumeric() || c == '_' || c == '-';
        let end = words.find(|c| !is_part(c) || words.starts_with('-')).unwrap_or(words.len());
        let (key, rest) = words.split_at(end);
        Line { number, text, indent, is_item: start > indent || words == "-", start, key, rest }
    }

    /// Its key, of whatever letters, and what stands behind the colon.
    fn pair(&self) -> Option<(&'a str, &'a str)> {
        let words = &self.text[self.start..];
        let quoted = match words.chars().next()? {
            quote @ ('"' | '\'') => words[1..].find(quote)? + 2,
            '[' | '{' | '#' => return None,
            _ => 0,
        };
        let is_end = |at: &usize| words[at + 1..].is_empty() || words[at + 1..].starts_with([' ', '\t']);
        let colon = words.match_indices(':').map(|(at, _)| at).find(|at| *at >= quoted && is_end(at))?;
        let is_key = if quoted > 0 { colon == quoted } else { !words[..colon].contains(" #") };
        is_key.then(|| (&words[..colon], words[colon + 1..].trim_matches([' ', '\t'])))
    }

    /// What stands behind the colon of its key, where it has one.
    fn value(&self) -> Option<&'a str> {
        self.pair().map(|(_, value)| value)
    }

    /// What YAML reads as text here: a value, or the whole line behind spaces and hyphens.
    fn content(&self) -> &'a str {
        self.value().unwrap_or(&self.text[self.start..]).trim()
    }

    /// Whether this line goes on with the text of one before it, whatever it holds.
    fn goes_on_from(&self, before: &Line<'_>) -> bool {
        let column = if before.value().is_some() { before.start } else { before.indent };
        !matches!(before.content(), "" | "-") && self.indent > column
    }

    /// A finding at the `byte`th byte of the line.
    fn tell(
        &self,
        at: &dyn Fn(usize, usize) -> Place,
        byte: usize,
        message: impl Into<String>,
    ) -> Diagnostic {
        let column = self.text[..byte].chars().count() + 1;
        Diagnostic::error("yaml/syntax", message).at(at(self.number, column))
    }
}

/// The first slip of a text.
pub(super) fn find(yaml: &str, at: &dyn Fn(usize, usize) -> Place) -> Option<Diagnostic> {
    let lines = lines(yaml);
    if let Some(first) = lines.first().filter(|first| first.indent > 0)
        && lines.iter().any(|line| line.indent < first.indent)
    {
        let finding = first.tell(at, 0, "this line is indented, and others below it are not");
        return Some(finding.help("begin it in the first column"));
    }
    let mut before: Option<&Line<'_>> = None;
    for (number, line) in lines.iter().enumerate() {
        let goes_on = before.is_some_and(|before| line.goes_on_from(before));
        let next = lines.get(number + 1);
        let found = match before {
            Some(before) if goes_on => too_deep(line, before, at),
            _ => odd_indent(line, at)
                .or_else(|| behind_the_key(line, next, at))
                .or_else(|| behind_the_hyphen(line, before, next, at))
                .or_else(|| no_key(line, &lines, at))
                .or_else(|| behind_the_end(line, at)),
        };
        if found.is_some() {
            return found;
        }
        if !goes_on {
            before = Some(line);
        }
    }
    None
}

/// Spaces at the beginning of a line that are none for YAML.
fn odd_indent(line: &Line<'_>, at: &dyn Fn(usize, usize) -> Place) -> Option<Diagnostic> {
    let first = line.text[line.indent..].chars().next()?;
    let space = signs::odd_space(first)?;
    let finding = line.tell(at, line.indent, format!("the line is indented with {space}"));
    Some(finding.help("delete the white space before its first word, and type plain spaces"))
}

/// A key that stands deeper than the key before it, which has its value already.
fn too_deep(line: &Line<'_>, before: &Line<'_>, at: &dyn Fn(usize, usize) -> Place) -> Option<Diagnostic> {
    let (key, _) = line.pair()?;
    let finding = line.tell(at, line.start, "this line is indented deeper than the one before it");
    Some(match before.pair() {
        Some((other, _)) => finding.help(format!(
            "begin `{key}` in the same column as `{other}`; a text that goes on here needs quotes around the whole"
        )),
        None => finding.help("give what stands before it a key too, such as `- name: …`, in the same column"),
    })
}

/// A colon that is none, or has no space behind it.
fn behind_the_key(
    line: &Line<'_>,
    next: Option<&Line<'_>>,
    at: &dyn Fn(usize, usize) -> Place,
) -> Option<Diagnostic> {
    let end = line.start + line.key.len();
    if !line.key.is_empty() && line.rest.starts_with('：') {
        let finding = line.tell(at, end, "there is a full-width colon behind the key");
        let key = line.key;
        return Some(
            finding.help(format!("write `{key}: ` with the colon of the English keyboard and a space")),
        );
    }
    let value =
        line.rest.strip_prefix(':').filter(|_| line.key.starts_with(|c: char| !c.is_ascii_digit()))?;
    if line.value().is_some() || value.starts_with("//") {
        return None;
    }
    // `- release:a` is an item; with a key below its words it was meant as one.
    let is_meant = |next: &Line<'_>| !next.is_item && next.start == line.start && next.rest.starts_with(':');
    if line.is_item && !next.is_some_and(is_meant) {
        return None;
    }
    Some(match signs::odd_space(value.chars().next()?) {
        Some(space) => line
            .tell(at, end + 1, format!("behind the colon stands {space}"))
            .help("delete it, and type a plain space"),
        None => line.tell(at, end + 1, "there is no space behind the colon").help(format!(
            "put a space behind the colon: `{}: {}`",
            line.key,
            value.trim()
        )),
    })
}

/// A hyphen that stands where those of items stand, and has no space behind it.
fn behind_the_hyphen(
    line: &Line<'_>,
    before: Option<&Line<'_>>,
    next: Option<&Line<'_>>,
    at: &dyn Fn(usize, usize) -> Place,
) -> Option<Diagnostic> {
    let item = line.text[line.start..].strip_prefix('-')?;
    let first = item.chars().next()?;
    let is_place = match before {
        Some(before) => before.is_item || before.content().is_empty(),
        None => next.is_some_and(|next| next.is_item || next.indent > line.indent),
    };
    if !is_place {
        return None;
    }
    Some(match signs::odd_space(first) {
        Some(space) => line
            .tell(at, line.start + 1, format!("behind the hyphen stands {space}"))
            .help("delete it, and type a plain space"),
        None if first.is_alphabetic() || "\"'[{".contains(first) => line
            .tell(at, line.start + 1, "there is no space behind the hyphen")
            .help(format!("put a space behind the hyphen: `- {item}`")),
        None => return None,
    })
}

/// A line among the keys at the top that is none.
fn no_key(line: &Line<'_>, lines: &[Line<'_>], at: &dyn Fn(usize, usize) -> Place) -> Option<Diagnostic> {
    let is_words = line.text.starts_with(char::is_alphanumeric) && line.value().is_none();
    if !is_words || !lines.iter().any(|line| line.start == 0 && line.value().is_some()) {
        return None;
    }
    let finding = line.tell(at, 0, "this line has no key");
    Some(finding.help("each line is `key: value`, with a colon and a space behind the key"))
}

/// Words behind the end of a value in quotes or brackets.
fn behind_the_end(line: &Line<'_>, at: &dyn Fn(usize, usize) -> Place) -> Option<Diagnostic> {
    let value = line.rest.strip_prefix(':')?.trim_start();
    let offset = line.text.len() - value.len();
    let close = match value.chars().next() {
        Some('"') => '"',
        Some('\'') => '\'',
        Some('[') => ']',
        _ => return None,
    };
    let end = value[1..].find(close)? + 2;
    let behind = value[end..].trim_start();
    let is_pair = close == '\'' && value[end..].starts_with('\'');
    if behind.is_empty()
        || behind.starts_with(['#', ','])
        || is_pair
        || (close == ']' && value[1..end].contains('['))
    {
        return None;
    }
    let what = if close == ']' { "bracket" } else { "quotation mark" };
    let finding = line.tell(at, offset + end, format!("the text goes on behind the closing {what}"));
    Some(finding.help("begin and end the whole value with quotation marks that it does not hold itself, such as 'It says \"stop\"' or \"The mayor's speech\""))
}

/// A sign of another keyboard that stands in the place of a comma or a bracket, on a line whose brackets cannot be read.
pub(super) fn between_brackets(
    yaml: &str,
    number: usize,
    at: &dyn Fn(usize, usize) -> Place,
) -> Option<Diagnostic> {
    let line = Line::new(number, yaml.lines().nth(number.checked_sub(1)?)?);
    let begin = line.text.find(['[', '{'])?;
    let mut signs =
        line.text[begin..].char_indices().filter_map(|(byte, c)| Some((begin + byte, Sign::of(c)?)));
    let (byte, sign) = signs.find(|(byte, sign)| match sign.typed {
        // A name may hold a comma; what stands behind a bracket or before a colon is no part of a name.
        ", " => {
            let after = line.text[*byte..].split([',', ']', '}']).next().unwrap_or_default();
            line.text[..*byte].trim_end().ends_with(['}', ']', '"', '\'']) || after.contains(':')
        }
        typed => typed != ": ",
    })?;
    let finding = line.tell(at, byte, format!("there is {} here", sign.name));
    Some(finding.help(format!("use {}", sign.keys())))
}

/// The lines that make the structure of a text.
fn lines(yaml: &str) -> Vec<Line<'_>> {
    let mut lines = Vec::new();
    // The column that a block of text (`|`, `>`) stands deeper than, and what must come before the next line counts.
    let mut block = None;
    let mut open = Vec::new();
    for (number, text) in yaml.lines().enumerate() {
        if !open.is_empty() {
            close(text, &mut open);
            continue;
        }
        let line = Line::new(number + 1, text);
        let is_blank = text.trim_matches([' ', '\t']).is_empty();
        if is_blank || block.is_some_and(|column| line.indent > column) {
            continue;
        }
        block = None;
        let content = line.content();
        if content.starts_with('#') {
            continue;
        }
        if content.starts_with(['|', '>']) {
            block = Some(if line.value().is_some() { line.start } else { line.indent });
        } else if content.starts_with(['"', '\'', '[', '{']) {
            close(content, &mut open);
        }
        lines.push(line);
    }
    lines
}

/// Goes through quotes and brackets; leaves what is to close them, the innermost last.
fn close(text: &str, open: &mut Vec<char>) {
    let mut before = ' ';
    let mut chars = text.chars();
    while let Some(c) = chars.next() {
        match (open.last(), c) {
            (Some('"'), '\\') => {
                chars.next();
            }
            (Some(end), _) if c == *end => {
                open.pop();
            }
            (Some('"' | '\''), _) => {}
            (_, '#') if before.is_whitespace() => return,
            // Within a word it is an apostrophe.
            (_, '"' | '\'') if !before.is_alphanumeric() => open.push(c),
            (_, '[') => open.push(']'),
            (_, '{') => open.push('}'),
            _ => {}
        }
        before = c;
    }
}
