//! Compressed copies of texts, for hosts that send what lies ready. The levels were chosen by measurement: see
//! `docs/hosts.md`. The bytes depend on nothing but the text and the version of crier.

use crate::config::hosts::Coding;
use crate::render::hosts::policy::policy;
use brotli::enc::BrotliEncoderParams;
use flate2::Compression;
use flate2::write::GzEncoder;
use std::io::Write;

/// The least that is compressed, in bytes: below it a reader saves no packet of the network.
const LEAST: u64 = 1024;
const GZIP_LEVEL: u32 = 9;
/// The next one takes ten times as long for half a percent.
const BROTLI_QUALITY: i32 = 6;
/// 256 KB, which few texts exceed: a larger window costs time to set up for each of many small files.
const BROTLI_WINDOW: i32 = 18;
const ZSTD_LEVEL: i32 = 9;

/// Whether a file of the manifest can have copies: a text that readers ask for, and not a small one.
pub fn is_worth_it(kind: &str, path: &str, bytes: u64) -> bool {
    // Hosts answer former addresses themselves, and read what is for them.
    if bytes < LEAST || matches!(kind, "redirect" | "host") {
        return false;
    }
    let policy = policy(kind, path);
    let media_type = policy.content_type.split(';').next().unwrap_or_default();
    media_type.starts_with("text/")
        || media_type.ends_with("+xml")
        || media_type.ends_with("json")
        || matches!(media_type, "application/xml" | "application/jsonl")
}

/// The copy; nothing where it is not smaller.
pub fn copy(coding: Coding, bytes: &[u8]) -> Option<Vec<u8>> {
    let copy = match coding {
        Coding::Gzip => gzip(bytes),
        Coding::Brotli => brotli(bytes),
        Coding::Zstd => zstd::bulk::compress(bytes, ZSTD_LEVEL),
    };
    copy.ok().filter(|copy| copy.len() < bytes.len())
}

/// Without name and time, which would be another at each build.
fn gzip(bytes: &[u8]) -> std::io::Result<Vec<u8>> {
    let mut encoder = GzEncoder::new(Vec::with_capacity(bytes.len() / 3), Compression::new(GZIP_LEVEL));
    encoder.write_all(bytes)?;
    encoder.finish()
}

fn brotli(bytes: &[u8]) -> std::io::Result<Vec<u8>> {
    let parameters = BrotliEncoderParams {
        quality: BROTLI_QUALITY,
        lgwin: BROTLI_WINDOW,
        size_hint: bytes.len(),
        ..BrotliEncoderParams::default()
    };
    let mut copy = Vec::with_capacity(bytes.len() / 3);
    brotli::BrotliCompress(&mut &*bytes, &mut copy, &parameters)?;
    Ok(copy)
}

#[cfg(test)]
mod tests {
    use super::{copy, is_worth_it};
    use crate::config::hosts::Coding;
    use std::io::Read;

    #[test]
    fn a_copy_unpacks_to_the_text() {
        let text = "县政府 announces <p>the road</p>\n".repeat(200);
        let bytes = text.as_bytes();
        let mut gzip = Vec::new();
        let copy_of = |coding| copy(coding, bytes).unwrap();
        flate2::read::GzDecoder::new(&*copy_of(Coding::Gzip)).read_to_end(&mut gzip).unwrap();
        assert_eq!(gzip, bytes);
        let mut br = Vec::new();
        brotli::BrotliDecompress(&mut &*copy_of(Coding::Brotli), &mut br).unwrap();
        assert_eq!(br, bytes);
        assert_eq!(zstd::decode_all(&*copy_of(Coding::Zstd)).unwrap(), bytes);
        for coding in [Coding::Gzip, Coding::Brotli, Coding::Zstd] {
            assert_eq!(copy_of(coding), copy_of(coding));
        }
    }

    #[test]
    fn what_does_not_become_smaller_has_no_copy() {
        for coding in [Coding::Gzip, Coding::Brotli, Coding::Zstd] {
            assert_eq!(copy(coding, b"x"), None);
        }
    }

    #[test]
    fn only_texts_that_readers_ask_for_have_copies() {
        for (kind, path, expected) in [
            ("home", "index.html", true),
            ("feed", "feed.json", true),
            ("sitemap", "sitemap.xml", true),
            ("file", "releases/2022/09/a/plan.svg", true),
            ("file", "data/releases.jsonl", true),
            ("file", "releases/2022/09/a/plan.png", false),
            ("file", "releases/2022/09/a/report.pdf", false),
            ("search_index", "search/index/root.bin", false),
            ("redirect", "old/index.html", false),
            ("host", "_hosts/nginx.conf", false),
        ] {
            assert_eq!(is_worth_it(kind, path, 5000), expected, "{path}");
        }
        assert!(!is_worth_it("home", "index.html", 500));
    }
}
