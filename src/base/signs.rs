//! Signs of other keyboards that look like those YAML and dates are made of, in a writer's words.

/// A sign that is none of YAML's.
pub struct Sign {
    /// What it is called.
    pub name: &'static str,
    /// What is to be typed in its place.
    pub typed: &'static str,
}

impl Sign {
    /// What a sign is that looks like a comma, a colon or a bracket.
    pub fn of(c: char) -> Option<Self> {
        let (name, typed) = match c {
            '，' => ("a full-width comma", ", "),
            '、' => ("an enumeration comma", ", "),
            '：' => ("a full-width colon", ": "),
            '［' | '【' => ("a full-width bracket", "["),
            '］' | '】' => ("a full-width bracket", "]"),
            '｛' => ("a full-width bracket", "{"),
            '｝' => ("a full-width bracket", "}"),
            _ => return None,
        };
        Some(Sign { name, typed })
    }

    /// With which keys it is typed.
    pub fn keys(&self) -> String {
        let key = self.typed.trim_end();
        let space = if key == self.typed { "" } else { " and a space" };
        format!("the key `{key}` of the English keyboard{space}")
    }
}

/// What a space is called that is not the one of the space bar.
pub fn odd_space(c: char) -> Option<String> {
    let name = match c {
        '\u{a0}' => "a no-break space",
        '\u{3000}' => "a full-width space",
        _ if c.is_whitespace() && !c.is_ascii() => "a space of another kind",
        _ => return None,
    };
    Some(format!("{name} (U+{:04X})", u32::from(c)))
}

/// The text with full-width digits and signs (U+FF01 to U+FF5E) as those of the English keyboard.
pub fn as_typed(text: &str) -> String {
    let plain = |c: char| match u32::from(c) {
        code @ 0xff01..=0xff5e => char::from_u32(code - 0xfee0).unwrap_or(c),
        0x3000 => ' ',
        _ => c,
    };
    text.chars().map(plain).collect()
}
