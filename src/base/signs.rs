//! Signs of other keyboards that look like those YAML and dates are made of, in a writer's words.

/// What a sign is called, and what is to be typed in its place with the English keyboard.
pub fn meant(c: char) -> Option<(&'static str, &'static str)> {
    Some(match c {
        '，' => ("a full-width comma", ", "),
        '、' => ("an enumeration comma", ", "),
        '：' => ("a full-width colon", ": "),
        '［' | '【' => ("a full-width bracket", "["),
        '］' | '】' => ("a full-width bracket", "]"),
        '｛' => ("a full-width bracket", "{"),
        '｝' => ("a full-width bracket", "}"),
        _ => return None,
    })
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
