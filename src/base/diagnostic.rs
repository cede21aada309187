//! Findings as data. Stages hand back `(value, Report)` and never stop at the first finding;
//! how a finding is printed is the business of `report/`.

use crate::base::source::Place;

/// How much a finding matters.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum Severity {
    /// The site is not written while it stands.
    Error,
    /// The site is written; somebody should look. `--deny-warnings` makes it fail.
    Warning,
    /// Worth knowing, never a failure.
    Hint,
}

impl Severity {
    /// The word that is printed.
    pub fn word(self) -> &'static str {
        match self {
            Severity::Error => "error",
            Severity::Warning => "warning",
            Severity::Hint => "hint",
        }
    }
}

/// A further place that belongs to a finding, such as where the other of two equal ids stands.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Note {
    /// What is to be seen there.
    pub text: String,
    /// Where, when it is a place.
    pub place: Option<Place>,
}

/// One finding. The message says what is wrong in the writer's words (lower case, no full stop), the label
/// what stands there, the help what to do.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Diagnostic {
    /// Stable name, `area/what`; `docs/findings.md` explains each.
    pub code: &'static str,
    /// How much it matters.
    pub severity: Severity,
    /// What is wrong.
    pub message: String,
    /// Where.
    pub place: Option<Place>,
    /// What stands at the place.
    pub label: Option<String>,
    /// Further places.
    pub notes: Vec<Note>,
    /// What to do.
    pub help: Vec<String>,
}

impl Diagnostic {
    /// A finding that keeps the site from being written.
    pub fn error(code: &'static str, message: impl Into<String>) -> Self {
        Self::new(code, Severity::Error, message)
    }

    /// A finding that somebody should look at.
    pub fn warning(code: &'static str, message: impl Into<String>) -> Self {
        Self::new(code, Severity::Warning, message)
    }

    /// A finding that is worth knowing.
    pub fn hint(code: &'static str, message: impl Into<String>) -> Self {
        Self::new(code, Severity::Hint, message)
    }

    fn new(code: &'static str, severity: Severity, message: impl Into<String>) -> Self {
        let message = message.into();
        Diagnostic { code, severity, message, place: None, label: None, notes: Vec::new(), help: Vec::new() }
    }

    /// Says where.
    pub fn at(mut self, place: Place) -> Self {
        self.place = Some(place);
        self
    }

    /// Says what stands there.
    pub fn label(mut self, label: impl Into<String>) -> Self {
        self.label = Some(label.into());
        self
    }

    /// Adds a remark without a place.
    pub fn note(mut self, text: impl Into<String>) -> Self {
        self.notes.push(Note { text: text.into(), place: None });
        self
    }

    /// Adds a remark with a place.
    pub fn note_at(mut self, text: impl Into<String>, place: Place) -> Self {
        self.notes.push(Note { text: text.into(), place: Some(place) });
        self
    }

    /// Says what to do.
    pub fn help(mut self, help: impl Into<String>) -> Self {
        self.help.push(help.into());
        self
    }
}

/// The findings of a stage.
#[derive(Debug, Clone, Default)]
pub struct Report {
    findings: Vec<Diagnostic>,
}

impl Report {
    /// No findings yet.
    pub fn new() -> Self {
        Self::default()
    }

    /// A report of findings of which many may be one: a mistake in a template fails on every page that uses it,
    /// and is told once, with the first of them. `things` says what the others are.
    pub fn condensed(findings: impl IntoIterator<Item = Diagnostic>, things: &str) -> Self {
        let mut told: Vec<(Diagnostic, usize)> = Vec::new();
        for finding in findings {
            // The same place is the same mistake, though the engine words it by what each page holds.
            let same =
                told.iter_mut().find(|(other, _)| other.code == finding.code && other.place == finding.place);
            match same {
                Some((_, others)) => *others += 1,
                None => told.push((finding, 0)),
            }
        }
        let finish = |(finding, others): (Diagnostic, usize)| match others {
            0 => finding,
            1 => finding.note("another one fails so too"),
            others => finding.note(format!("{others} more {things} fail so too")),
        };
        Report { findings: told.into_iter().map(finish).collect() }
    }

    /// Adds a finding.
    pub fn push(&mut self, finding: Diagnostic) {
        self.findings.push(finding);
    }

    /// Takes over the findings of another report.
    pub fn absorb(&mut self, other: Report) {
        self.findings.extend(other.findings);
    }

    /// The findings, in the order they were made.
    pub fn findings(&self) -> &[Diagnostic] {
        &self.findings
    }

    /// The same findings, their files below a folder such as `sites/news/`.
    pub fn below(&self, folder: &str) -> Report {
        let mut findings = self.findings.clone();
        for finding in &mut findings {
            let notes = finding.notes.iter_mut().filter_map(|note| note.place.as_mut());
            for place in finding.place.iter_mut().chain(notes) {
                place.file = format!("{folder}{}", place.file).into();
            }
        }
        Report { findings }
    }

    /// How many findings have this severity.
    pub fn count(&self, severity: Severity) -> usize {
        self.findings.iter().filter(|finding| finding.severity == severity).count()
    }

    /// Whether anything keeps the site from being written.
    pub fn has_errors(&self) -> bool {
        self.findings.iter().any(|finding| finding.severity == Severity::Error)
    }
}
