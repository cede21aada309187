//! JSON (RFC 8259) with one array element a line, so that a file can be read, searched and compared line by
//! line.

use serde::Serialize;

/// One value on one line.
pub fn row<T: Serialize + ?Sized>(value: &T) -> String {
    // Only a map with keys that are no strings can fail; the types of `render` hold no maps.
    let written = serde_json::to_string(value);
    debug_assert!(written.is_ok(), "structs of strings and numbers are JSON");
    written.unwrap_or_else(|_| "null".to_owned())
}

/// `[]`, or an array with each element on a line of its own, indented by `indent`.
pub fn array<'a, T: Serialize + 'a>(elements: impl IntoIterator<Item = &'a T>, indent: &str) -> String {
    let rows: Vec<String> =
        elements.into_iter().map(|element| format!("\n{indent}{}", row(element))).collect();
    if rows.is_empty() { "[]".to_owned() } else { format!("[{}\n]", rows.join(",")) }
}

#[cfg(test)]
mod tests {
    use super::array;

    #[test]
    fn each_element_has_its_line() {
        assert_eq!(array(&[1, 2], " "), "[\n 1,\n 2\n]");
        assert_eq!(array(&[0_u8; 0], ""), "[]");
    }
}
