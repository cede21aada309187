//! JSON (RFC 8259) with one array element a line, so that a file can be read, searched and compared line by
//! line.

use serde::Serialize;

/// One value on one line.
pub fn row<T: Serialize + ?Sized>(value: &T) -> String {
    // Only a map with keys that are no strings can fail; what is written holds no maps.
    let written = serde_json::to_string(value);
    debug_assert!(written.is_ok(), "structs of strings and numbers are JSON");
    written.unwrap_or_else(|_| "null".to_owned())
}

/// Appends `[]`, or an array with each element on a line of its own.
pub fn push_array<T: Serialize>(elements: impl IntoIterator<Item = T>, out: &mut String) {
    out.push('[');
    let empty = out.len();
    for element in elements {
        out.push_str(if out.len() == empty { "\n" } else { ",\n" });
        out.push_str(&row(&element));
    }
    out.push_str(if out.len() == empty { "]" } else { "\n]" });
}

#[cfg(test)]
mod tests {
    use super::push_array;

    #[test]
    fn each_element_has_its_line() {
        let mut text = String::new();
        push_array([1, 2], &mut text);
        push_array([0_u8; 0], &mut text);
        assert_eq!(text, "[\n1,\n2\n][]");
    }
}
