//! The nearest name: what a writer probably meant. crier suggests and never corrects by itself.

use crate::base::script::is_unspaced;

/// Words of a dense script are held against each other from so many characters on.
const DENSE: usize = 3;

/// The candidate nearest to `typed`, when it is near enough to be worth saying. Case and the difference
/// between `-`, `_` and space do not count as distance.
pub fn nearest<'a>(typed: &str, candidates: impl IntoIterator<Item = &'a str>) -> Option<&'a str> {
    let written = typed;
    let typed = plain(written);
    let length = typed.chars().count();
    let is_dense = is_dense(&typed);
    // A third of the letters may differ; very short words must be nearly equal, or everything is near. A character of
    // a dense script is a syllable or a word: one may differ, and of two the other does not make a name.
    let allowed = if is_dense { usize::from(length >= DENSE) } else { (length / 3).clamp(1, 3) };
    candidates
        .into_iter()
        .filter_map(|candidate| {
            let other = candidate.chars().count();
            // Lengths that differ by more need no closer look.
            if other.abs_diff(length) > allowed || is_dense && allowed > 0 && other < DENSE {
                return None;
            }
            let distance = strsim::osa_distance(&typed, &plain(candidate));
            // Of two as near, the one that is written alike: an id for an id, a name for a name.
            let alike = strsim::osa_distance(written, candidate);
            (distance <= allowed && distance < length).then_some((distance, alike, candidate))
        })
        .min()
        .map(|(_, _, candidate)| candidate)
}

/// Whether all letters are of a script whose characters are syllables or words.
fn is_dense(word: &str) -> bool {
    let mut letters = word.chars().filter(|c| c.is_alphanumeric()).peekable();
    letters.peek().is_some() && letters.all(is_unspaced)
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
        for slip in ["张小萍", "张平小", "张小小平", "章小平"] {
            assert_eq!(nearest(slip, ["张小平", "李丽"]), Some("张小平"), "{slip}");
        }
        assert_eq!(nearest("李 娜", ["李-娜"]), Some("李-娜"));
    }

    #[test]
    fn a_stranger_finds_nothing() {
        assert_eq!(nearest("layout", ["title", "units"]), None);
        assert_eq!(nearest("x", ["lang", "date", "a"]), None);
        // One character in common, or one more, makes another name.
        for (typed, other) in [
            ("李伟", "李娜"),
            ("王芳", "王伟"),
            ("王", "a"),
            ("王", "王伟"),
            ("张建", "张建国"),
            ("张建国", "张建"),
            ("交通运输局", "交通管理局"),
        ] {
            assert_eq!(nearest(typed, [other]), None, "{typed}");
        }
    }
}
