//! What can break with the published site.

use crate::base::diagnostic::Diagnostic;
use crate::render::manifest::File;

/// Kinds of breaks.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Code {
    /// An address would be gone.
    Vanished,
    /// A list or a feed would be gone.
    ListVanished,
    /// An id now means another release.
    IdReused,
    /// A release has another date.
    DateChanged,
    /// A release says something else.
    TextChanged,
    /// A release was taken back, or is back.
    StateChanged,
    /// A file of a release is another.
    FileChanged,
}

impl Code {
    /// All that an exception may be of.
    pub const ALL: [Code; 7] = [
        Code::Vanished,
        Code::ListVanished,
        Code::IdReused,
        Code::DateChanged,
        Code::TextChanged,
        Code::StateChanged,
        Code::FileChanged,
    ];

    /// The code of its findings.
    pub fn code(self) -> &'static str {
        match self {
            Code::Vanished => "guard/vanished",
            Code::ListVanished => "guard/list-vanished",
            Code::IdReused => "guard/id-reused",
            Code::DateChanged => "guard/date-changed",
            Code::TextChanged => "guard/text-changed",
            Code::StateChanged => "guard/state-changed",
            Code::FileChanged => "guard/file-changed",
        }
    }

    /// Whether it is a warning, and an error where the record is strict.
    pub fn is_of_the_record(self) -> bool {
        matches!(self, Code::TextChanged | Code::StateChanged | Code::FileChanged)
    }
}

/// A break with what was published.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Break {
    /// The address as published, percent-encoded.
    pub address: String,
    /// What kind it is.
    pub code: Code,
    /// What was published and would change: a date, a state, or the digest of a file or of what a release says.
    pub was: Option<String>,
    /// The finding.
    pub finding: Diagnostic,
}

impl Break {
    /// A break at the address of a published file.
    pub fn new(file: &File, code: Code, was: Option<String>, finding: Diagnostic) -> Self {
        Break { address: file.address.clone(), code, was, finding }
    }
}
