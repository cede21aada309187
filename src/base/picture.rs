//! How large a picture is.

use crate::base::source::Sources;

/// Bytes of a picture that are read for its width and height.
const PICTURE_HEADER: usize = 64 * 1024;

/// Width and height of a picture in pixels, from its first bytes; nothing where the file is no picture.
pub fn dimensions(sources: &Sources, source: &str) -> Option<(u32, u32)> {
    let extension = source.rsplit('.').next()?.to_ascii_lowercase();
    if extension == "svg" {
        let head = sources.head(source, PICTURE_HEADER).ok()?;
        return svg_dimensions(&String::from_utf8_lossy(&head));
    }
    if !matches!(
        extension.as_str(),
        "png" | "jpg" | "jpeg" | "gif" | "webp" | "bmp" | "tif" | "tiff" | "avif" | "heic"
    ) {
        return None;
    }
    let head = sources.head(source, PICTURE_HEADER).ok()?;
    let size = imagesize::blob_size(&head).ok()?;
    Some((u32::try_from(size.width).ok()?, u32::try_from(size.height).ok()?))
}

/// Width and height of an SVG picture: its attributes in pixels, else its view box (SVG 2, section 8).
fn svg_dimensions(text: &str) -> Option<(u32, u32)> {
    let start = text.find("<svg")?;
    let tag = &text[start..start + text[start..].find('>')?];
    let attribute = |name: &str| {
        let at = tag.find(&format!(" {name}="))? + name.len() + 2;
        let quote = tag[at..].chars().next()?;
        tag[at + 1..].split(quote).next()
    };
    let pixels =
        |value: &str| value.trim_end_matches("px").parse::<f64>().ok().map(|size| size.round() as u32);
    let sides = attribute("width").and_then(pixels).zip(attribute("height").and_then(pixels));
    sides.or_else(|| {
        let view: Vec<f64> =
            attribute("viewBox")?.split([' ', ',']).filter_map(|number| number.parse().ok()).collect();
        matches!(view.len(), 4).then(|| (view[2].round() as u32, view[3].round() as u32))
    })
}

#[cfg(test)]
mod tests {
    use super::svg_dimensions;

    #[test]
    fn an_svg_says_its_size() {
        assert_eq!(svg_dimensions("<svg width=\"10\" height='20px'>"), Some((10, 20)));
        assert_eq!(svg_dimensions("<?xml?><svg viewBox=\"0 0 30 40.4\">"), Some((30, 40)));
        assert_eq!(svg_dimensions("<svg>"), None);
    }
}
