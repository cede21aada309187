//! What tells a finding again in the next run: its code, file and message, not its line, so that text above it may
//! come and go.

use crate::base::output::hexadecimal;
use crate::report::locate::Finding;
use sha2::{Digest, Sha256};
use std::collections::HashMap;

/// One for each finding, in their order: 32 hexadecimal digits (of SHA-256, FIPS 180-4). Equal findings of a file are
/// counted, so that no two are the same.
pub fn fingerprints<'a>(findings: &'a [Finding<'a>]) -> Vec<String> {
    let mut seen: HashMap<(&str, &str, &str), usize> = HashMap::new();
    let mut fingerprint = |finding: &'a Finding<'a>| {
        let (code, message) = (finding.diagnostic.code, &*finding.diagnostic.message);
        let path = finding.at.as_ref().map_or("", |at| at.path);
        let nth = seen.entry((code, path, message)).or_default();
        let parts = [code, path, message, &nth.to_string()];
        *nth += 1;
        let sum = parts.iter().fold(Sha256::new(), |sum, part| sum.chain_update(part).chain_update([0]));
        hexadecimal(&sum.finalize()[..16])
    };
    findings.iter().map(&mut fingerprint).collect()
}

#[cfg(test)]
mod tests {
    use super::fingerprints;
    use crate::base::diagnostic::Diagnostic;
    use crate::base::source::Place;
    use crate::report::locate::Files;

    fn of(findings: &[Diagnostic], text: &str) -> Vec<String> {
        let files = Files::read(findings, &|_| Some(text.into()));
        let findings: Vec<_> = findings.iter().map(|finding| files.find(finding)).collect();
        fingerprints(&findings)
    }

    #[test]
    fn a_line_above_changes_nothing() {
        let at =
            |byte: usize| [Diagnostic::error("a/b", "x").at(Place::bytes(&"a.md".into(), byte..byte + 1))];
        assert_eq!(of(&at(0), "x"), of(&at(2), "\n\nx"));
    }

    #[test]
    fn no_two_are_the_same() {
        let place = |byte: usize| Place::bytes(&"a.md".into(), byte..byte);
        let findings = [
            Diagnostic::error("a/b", "x").at(place(0)),
            Diagnostic::error("a/b", "x").at(place(1)),
            Diagnostic::error("a/b", "y").at(place(1)),
            Diagnostic::error("a/c", "x").at(place(1)),
            Diagnostic::error("a/b", "x"),
        ];
        let mut all = of(&findings, "xyz");
        assert!(all.iter().all(|it| it.len() == 32 && it.bytes().all(|c| c.is_ascii_hexdigit())));
        all.sort();
        all.dedup();
        assert_eq!(all.len(), findings.len());
    }
}
