//! How printed findings look: with colour or without.

use crate::base::diagnostic::Severity;
use anstyle::{AnsiColor, Effects};

/// Whether the reader sees colour. Only the human format has any.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub struct Style {
    /// Whether escape sequences for colour are written.
    pub color: bool,
}

/// What a piece of text is.
#[derive(Debug, Clone, Copy)]
pub enum Role {
    /// The word and the code of a finding, its carets and their label.
    Finding(Severity),
    /// The message.
    Message,
    /// Line numbers, arrows and bars.
    Frame,
}

impl Style {
    /// The text in the colour of its role. The text must have no control characters of its own.
    pub fn paint(self, role: Role, text: &str) -> String {
        if !self.color || text.is_empty() {
            return text.to_owned();
        }
        let style = match role {
            Role::Finding(Severity::Error) => AnsiColor::BrightRed.on_default().effects(Effects::BOLD),
            Role::Finding(Severity::Warning) => AnsiColor::BrightYellow.on_default().effects(Effects::BOLD),
            Role::Finding(Severity::Hint) => AnsiColor::BrightCyan.on_default().effects(Effects::BOLD),
            Role::Message => anstyle::Style::new().effects(Effects::BOLD),
            Role::Frame => AnsiColor::BrightBlue.on_default().effects(Effects::BOLD),
        };
        format!("{style}{text}{style:#}")
    }
}

#[cfg(test)]
mod tests {
    use super::{Role, Style};

    #[test]
    fn colour_is_only_written_when_asked_for() {
        assert_eq!(Style { color: false }.paint(Role::Message, "x"), "x");
        assert_eq!(Style { color: true }.paint(Role::Message, "x"), "\u{1b}[1mx\u{1b}[0m");
    }
}
