//! What must never be printed.

/// A text without the passwords of the addresses in it: `https://user:secret@host/` becomes `https://host/`.
pub fn without_secrets(text: &str) -> String {
    let mut clean = String::new();
    let mut rest = text;
    while let Some(at) = rest.find("://") {
        let (before, after) = rest.split_at(at + 3);
        clean.push_str(before);
        let end = after.find(|c: char| c == '/' || c.is_whitespace() || c == '\'' || c == '"');
        let host = &after[..end.unwrap_or(after.len())];
        rest = host.rfind('@').map_or(after, |at| &after[at + 1..]);
    }
    clean + rest
}

#[cfg(test)]
mod tests {
    use super::without_secrets;

    #[test]
    fn passwords_of_addresses_are_left_out() {
        for (text, clean) in [
            (
                "fatal: 'https://bot:t0ken@host.gov/a.git/' is away",
                "fatal: 'https://host.gov/a.git/' is away",
            ),
            ("https://t0ken@host.gov", "https://host.gov"),
            ("ssh://git@host:22/a and http://a@b@c/d", "ssh://host:22/a and http://c/d"),
            ("https://host.gov/@name", "https://host.gov/@name"),
            ("no address at all@x", "no address at all@x"),
        ] {
            assert_eq!(without_secrets(text), clean);
        }
    }
}
