//! Documents that satisfy a unit of a query, and how well.

/// A document that satisfies a unit.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Match {
    /// Its number in the segment.
    pub document: u32,
    /// How well it does.
    pub value: u32,
    /// In which parts of it the unit stands; for words only.
    pub parts: u8,
}

/// The documents of either side; the greater value counts.
pub fn either(a: Vec<Match>, b: Vec<Match>) -> Vec<Match> {
    if a.is_empty() {
        return b;
    }
    let mut all = a;
    all.extend(b);
    // Both sides are sorted already, which this sort is made for.
    all.sort_by_key(|found| found.document);
    all.dedup_by(|later, kept| {
        let same = later.document == kept.document;
        if same {
            kept.value = kept.value.max(later.value);
            kept.parts |= later.parts;
        }
        same
    });
    all
}

/// The documents of both sides; `value` makes one value of both.
pub fn both(a: &[Match], b: &[Match], value: impl Fn(u32, u32) -> u32) -> Vec<Match> {
    let mut out = Vec::new();
    let mut rest = b;
    for one in a {
        rest = &rest[rest.partition_point(|other| other.document < one.document)..];
        let Some(other) = rest.first() else { break };
        if other.document == one.document {
            let value = value(one.value, other.value);
            out.push(Match { document: one.document, value, parts: one.parts & other.parts });
        }
    }
    out
}

#[cfg(test)]
mod tests {
    use super::{Match, both, either};

    fn matches(found: &[(u32, u32, u8)]) -> Vec<Match> {
        found.iter().map(|&(document, value, parts)| Match { document, value, parts }).collect()
    }

    #[test]
    fn two_sides_meet() {
        let (a, b) =
            (matches(&[(1, 5, 1), (3, 2, 3), (7, 9, 0)]), matches(&[(0, 1, 1), (3, 8, 2), (7, 1, 4)]));
        assert_eq!(both(&a, &b, u32::min), matches(&[(3, 2, 2), (7, 1, 0)]));
        assert_eq!(either(a, b), matches(&[(0, 1, 1), (1, 5, 1), (3, 8, 3), (7, 9, 4)]));
    }
}
