//! What a host asks programs to leave alone: its `robots.txt` (RFC 9309).

use std::time::Duration;

/// The name under which crier is spoken to there.
pub const NAME: &str = "crier";
/// More of a file is not read, in bytes (RFC 9309, section 2.5).
pub const LONGEST: u64 = 500 * 1024;

/// What is for crier in a `robots.txt`.
#[derive(Debug, Default, PartialEq, Eq)]
pub struct Rules {
    rules: Vec<Rule>,
    /// How long to wait between two requests.
    pub delay: Option<Duration>,
}

#[derive(Debug, PartialEq, Eq)]
struct Rule {
    allows: bool,
    path: String,
}

impl Rules {
    /// Reads the group for crier, or where there is none that for all.
    pub fn read(text: &[u8]) -> Self {
        let text = String::from_utf8_lossy(text);
        let (mut own, mut all) = (None, None);
        // The groups that the lines at hand belong to, and whether another name may still join them.
        let (mut is_own, mut is_all, mut names_follow) = (false, false, false);
        for line in text.trim_start_matches('\u{feff}').split(['\n', '\r']) {
            let line = line.split('#').next().unwrap_or_default();
            let Some((key, value)) = line.split_once(':') else { continue };
            let (key, value) = (key.trim().to_ascii_lowercase(), value.trim());
            if key == "user-agent" {
                if !names_follow {
                    (is_own, is_all) = (false, false);
                }
                names_follow = true;
                // What stands behind the name (`crier/1.0`) does not count.
                let is_name = |c: char| c.is_ascii_alphabetic() || matches!(c, '-' | '_');
                let name = &value[..value.find(|c| !is_name(c)).unwrap_or(value.len())];
                is_all |= value.starts_with('*');
                is_own |= name.eq_ignore_ascii_case(NAME);
                if is_own {
                    own.get_or_insert_with(Rules::default);
                }
                continue;
            }
            let groups = [(is_own, &mut own), (is_all, &mut all)];
            for group in groups.into_iter().filter_map(|(is, group)| is.then_some(group)) {
                let group = group.get_or_insert_with(Rules::default);
                match key.as_str() {
                    "allow" | "disallow" if value.starts_with(['/', '*']) => {
                        group.rules.push(Rule { allows: key == "allow", path: normal(value) });
                    }
                    "crawl-delay" => {
                        let seconds = value.parse::<f64>().ok().filter(|seconds| *seconds > 0.0);
                        let delay = seconds.and_then(|seconds| Duration::try_from_secs_f64(seconds).ok());
                        group.delay = group.delay.max(delay);
                    }
                    _ => {}
                }
            }
            names_follow &= !matches!(key.as_str(), "allow" | "disallow" | "crawl-delay");
        }
        own.or(all).unwrap_or_default()
    }

    /// Whether a path with its query may be asked for. The longest rule that fits counts, and of two as long the one
    /// that allows.
    pub fn allow(&self, path: &str) -> bool {
        let path = normal(path);
        let fitting = self.rules.iter().filter(|rule| fits(&rule.path, &path));
        fitting.map(|rule| (rule.path.len(), rule.allows)).max().is_none_or(|(_, allows)| allows)
    }
}

/// A path with its percent-encodings written in one way (RFC 9309, section 2.2.2).
fn normal(path: &str) -> String {
    let mut out = String::with_capacity(path.len());
    let bytes = path.as_bytes();
    let mut at = 0;
    while at < bytes.len() {
        let encoded = (bytes[at] == b'%')
            .then(|| std::str::from_utf8(bytes.get(at + 1..at + 3)?).ok())
            .flatten()
            .and_then(|digits| u8::from_str_radix(digits, 16).ok());
        let (byte, was_encoded) = (encoded.unwrap_or(bytes[at]), encoded.is_some());
        at += if was_encoded { 3 } else { 1 };
        let is_plain = byte.is_ascii_alphanumeric() || b"-._~".contains(&byte);
        if is_plain || byte.is_ascii_graphic() && !was_encoded {
            out.push(char::from(byte));
        } else {
            out.push_str(&format!("%{byte:02X}"));
        }
    }
    out
}

/// Whether a path begins as a pattern says: `*` stands for anything, `$` at its end for the end of the path.
fn fits(pattern: &str, path: &str) -> bool {
    let (pattern, is_whole) = match pattern.strip_suffix('$') {
        Some(pattern) => (pattern, true),
        None => (pattern, false),
    };
    let mut parts = pattern.split('*');
    let Some(mut rest) = path.strip_prefix(parts.next().unwrap_or_default()) else { return false };
    let mut parts: Vec<&str> = parts.collect();
    let last = if is_whole { parts.pop() } else { None };
    for part in parts {
        // The first place is as good as any: what follows has the more room.
        match rest.find(part) {
            Some(at) => rest = &rest[at + part.len()..],
            None => return false,
        }
    }
    match last {
        Some(last) => rest.ends_with(last),
        None => !is_whole || rest.is_empty(),
    }
}

#[cfg(test)]
mod tests {
    use super::Rules;
    use std::time::Duration;

    fn allows(text: &str, path: &str) -> bool {
        Rules::read(text.as_bytes()).allow(path)
    }

    #[test]
    fn the_group_for_crier_counts_alone() {
        let text = "User-agent: *\nDisallow: /\n\nUSER-AGENT : Crier/2.0 # us\nUser-agent: other\nSitemap: /x\nDisallow: /a\n\
            user-agent: third\nDisallow: /b\n\nUser-Agent: crier\nAllow: /a/b\n";
        assert!(allows(text, "/") && allows(text, "/b") && allows(text, "/a/b/c"));
        assert!(!allows(text, "/a") && !allows(text, "/a/c"));
        let text = "User-agent: crierbot\nDisallow: /\nUser-agent: *\nDisallow: /p";
        assert!(allows(text, "/") && !allows(text, "/p"));
        assert!(allows("User-agent: crier\n\nUser-agent: *\nDisallow: /x", "/"));
        assert!(allows("Disallow: /", "/"), "rules of no group");
        assert!(allows("User-agent: *\nDisallow:\n", "/"), "an empty rule");
    }

    #[test]
    fn the_longest_rule_counts() {
        // The examples of RFC 9309, section 5.2, and of the section before.
        let text = "User-Agent: *\nAllow: /example/page/\nDisallow: /example/page/disallowed.gif";
        assert!(allows(text, "/example/page/") && !allows(text, "/example/page/disallowed.gif"));
        let text = "User-agent: *\nDisallow: *.gif$\nDisallow: /example/\nAllow: /publications/\nAllow: /a\nDisallow: /a";
        assert!(allows(text, "/publications/") && allows(text, "/a.gif?x") && allows(text, "/a"));
        assert!(!allows(text, "/x/a.gif") && !allows(text, "/example/x"));
        let text = "User-agent: *\nDisallow: /p/*/x$\nDisallow: /会\nDisallow: /q$\nDisallow: /%7Efoo\nDisallow: /a%2fb";
        assert!(!allows(text, "/p/1/2/x") && allows(text, "/p/x") && allows(text, "/p/1/x/y"));
        assert!(!allows(text, "/%E4%BC%9A/1") && !allows(text, "/q") && allows(text, "/q/"));
        assert!(!allows(text, "/~foo") && !allows(text, "/a%2Fb") && allows(text, "/a/b"));
    }

    #[test]
    fn a_delay_is_read() {
        let delay = |text: &str| Rules::read(format!("User-agent: *\n{text}").as_bytes()).delay;
        assert_eq!(delay("Crawl-delay: 1.5"), Some(Duration::from_millis(1500)));
        for text in ["Crawl-delay: soon", "Crawl-delay: -1", "Crawl-delay: NaN", "Crawl-delay: 1e300"] {
            assert_eq!(delay(text), None, "{text}");
        }
    }

    #[test]
    fn hostile_rules_take_no_time() {
        let text = format!(
            "User-agent: *\nDisallow: /{}b\n{}",
            "a*".repeat(50_000),
            "Disallow: /*a*a*c\n".repeat(9_000)
        );
        let rules = Rules::read(text.as_bytes());
        assert!(rules.allow(&format!("/{}", "a".repeat(2_000))));
        assert!(Rules::read(&[0xff, b':', 0, b'\n', b'%']).allow("/%"));
        assert!(!Rules::read(b"user-agent: *\ndisallow: /%").allow("/%z"));
    }
}
