//! The nearest name: what a writer probably meant. crier suggests and never corrects by itself.

/// The candidate nearest to `typed`, when it is near enough to be worth saying. Case and the difference
/// between `-`, `_` and space do not count as distance.
pub fn nearest<'a>(typed: &str, candidates: impl IntoIterator<Item = &'a str>) -> Option<&'a str> {
    let written = typed;
    let typed = plain(written);
    let length = typed.chars().count();
    // A third of the letters may differ; very short words must be nearly equal, or everything is near.
    let allowed = (length / 3).clamp(1, 3);
    candidates
        .into_iter()
        .filter_map(|candidate| {
            // Lengths that differ by more need no closer look.
            if candidate.chars().count().abs_diff(length) > allowed {
                return None;
            }
            let distance = strsim::osa_distance(&typed, &plain(candidate));
            // Of two as near, the one that is written alike: an id for an id, a name for a name.
            let alike = strsim::osa_distance(written, candidate);
            (distance <= allowed && distance < length.max(2)).then_some((distance, alike, candidate))
        })
        .min()
        .map(|(_, _, candidate)| candidate)
}

fn plain(name: &str) -> String {
    name.trim()
        .chars()
        .flat_map(char::to_lowercase)
        .map(|c| if c == '_' || c == ' ' { '-' } else { c })
        .collect()
}

#[cfg(test)]
mod tests {
    use super::nearest;

    #[test]
    fn a_slip_finds_its_word() {
        assert_eq!(nearest("atendees", ["attendees", "units"]), Some("attendees"));
        assert_eq!(nearest("Event Date", ["event_date", "date"]), Some("event_date"));
        assert_eq!(nearest("jane-do", ["Jane Doe", "jane-doe"]), Some("jane-doe"));
        assert_eq!(nearest("张小萍", ["张小平", "李丽"]), Some("张小平"));
    }

    #[test]
    fn a_stranger_finds_nothing() {
        assert_eq!(nearest("layout", ["title", "units"]), None);
        assert_eq!(nearest("x", ["lang", "date"]), None);
    }
}
