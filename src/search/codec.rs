//! The bytes of the index: numbers as unsigned LEB128, strings with their length, gzip around the whole file.

use flate2::read::GzDecoder;
use std::cmp::Ordering;
use std::io::Read;
use zlib_rs::crc32::crc32;
use zlib_rs::{DeflateConfig, Strategy, compress_bound, compress_slice};

/// A file may not grow larger than this when it is unpacked: the writer makes no such file.
const LARGEST: u64 = 1 << 28;

/// The bytes are not what the format says.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Damaged;

/// Appends a number.
pub fn put_u(out: &mut Vec<u8>, mut value: u32) {
    while value >= 0x80 {
        out.push(value as u8 | 0x80);
        value >>= 7;
    }
    out.push(value as u8);
}

/// Appends a string.
pub fn put_s(out: &mut Vec<u8>, text: &str) {
    put_u(out, text.len() as u32);
    out.extend_from_slice(text.as_bytes());
}

/// How much two strings have in common at their beginning, in UTF-16 units and in bytes.
pub fn shared(a: &str, b: &str) -> (u32, usize) {
    let same = a.chars().zip(b.chars()).take_while(|(a, b)| a == b);
    same.fold((0, 0), |(units, bytes), (c, _)| (units + c.len_utf16() as u32, bytes + c.len_utf8()))
}

/// Bits, the first ones in the upper half of a byte.
#[derive(Debug, Default)]
pub struct Bits {
    bytes: Vec<u8>,
    last: u64,
    count: u8,
}

impl Bits {
    /// Appends the lower `count` bits of a value, 32 at most.
    pub fn put(&mut self, value: u32, count: u8) {
        self.last = self.last << count | u64::from(value);
        self.count += count;
        while self.count >= 8 {
            self.count -= 8;
            self.bytes.push((self.last >> self.count) as u8);
        }
    }

    /// How many whole bytes there are.
    pub fn size(&self) -> usize {
        self.bytes.len()
    }

    /// All of them; the last byte is filled up.
    pub fn finish(mut self) -> Vec<u8> {
        if self.count > 0 {
            self.put(0, 8 - self.count);
        }
        self.bytes
    }
}

/// Reads what was put.
#[derive(Debug, Clone)]
pub struct Reader<'a> {
    bytes: &'a [u8],
    at: usize,
    /// How many bits of the byte before are still to be read.
    left: u8,
}

impl<'a> Reader<'a> {
    /// From the beginning.
    pub fn new(bytes: &'a [u8]) -> Self {
        Reader { bytes, at: 0, left: 0 }
    }

    /// Goes on at an offset.
    pub fn at(&mut self, offset: usize) -> Result<(), Damaged> {
        self.at = offset;
        if offset <= self.bytes.len() { Ok(()) } else { Err(Damaged) }
    }

    /// Whether nothing is left.
    pub fn is_empty(&self) -> bool {
        self.at >= self.bytes.len()
    }

    /// A number.
    pub fn u(&mut self) -> Result<u32, Damaged> {
        let mut value = 0u64;
        for shift in (0..35).step_by(7) {
            let byte = *self.bytes.get(self.at).ok_or(Damaged)?;
            self.at += 1;
            value |= u64::from(byte & 0x7f) << shift;
            if byte < 0x80 {
                return u32::try_from(value).map_err(|_| Damaged);
            }
        }
        Err(Damaged)
    }

    /// Bytes.
    pub fn bytes(&mut self, count: usize) -> Result<&'a [u8], Damaged> {
        let end = self.at.checked_add(count).ok_or(Damaged)?;
        let bytes = self.bytes.get(self.at..end).ok_or(Damaged)?;
        self.at = end;
        Ok(bytes)
    }

    /// A bit.
    pub fn bit(&mut self) -> Result<u32, Damaged> {
        if self.left == 0 {
            self.bytes(1)?;
            self.left = 8;
        }
        self.left -= 1;
        Ok(u32::from(self.bytes[self.at - 1] >> self.left & 1))
    }

    /// A number of `count` bits, 31 at most.
    pub fn bits(&mut self, count: u32) -> Result<u32, Damaged> {
        (0..count).try_fold(0, |value, _| Ok(value << 1 | self.bit()?))
    }

    /// A string.
    pub fn s(&mut self) -> Result<&'a str, Damaged> {
        let count = self.u()? as usize;
        std::str::from_utf8(self.bytes(count)?).map_err(|_| Damaged)
    }
}

/// The order of keys: by UTF-16 code units, as JavaScript compares strings.
pub fn order(a: &str, b: &str) -> Ordering {
    // UTF-8 orders by code point. The orders differ only where one side is beyond U+FFFF (surrogates, D800-DFFF)
    // and the other is in U+E000-U+FFFF, that is, at a lead byte.
    let rank = |byte: u8| match byte {
        0xEE => 0xF5,
        0xEF => 0xF6,
        byte => byte,
    };
    let (a, b) = (a.as_bytes(), b.as_bytes());
    match a.iter().zip(b).find(|(a, b)| a != b) {
        Some((a, b)) => rank(*a).cmp(&rank(*b)),
        None => a.len().cmp(&b.len()),
    }
}

/// What a file is made of, and so how it is packed best.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Content {
    /// Strings that stand there more than once.
    Strings,
    /// Numbers of a byte or two, some of them more frequent: looking for strings among them finds none, and takes three
    /// quarters of the time.
    Numbers,
    /// Codes that nothing makes shorter.
    Codes,
}

/// A file as it is stored: gzip (RFC 1952), without time, name or system, so that equal input makes equal bytes.
pub fn pack(bytes: &[u8], content: Content) -> Vec<u8> {
    let (level, strategy) = match content {
        Content::Strings => (6, Strategy::Default),
        Content::Numbers => (6, Strategy::HuffmanOnly),
        Content::Codes => (0, Strategy::Default),
    };
    // Negative bits of the window: without the header of zlib.
    let config = DeflateConfig { window_bits: -15, strategy, ..DeflateConfig::new(level) };
    let mut body = vec![0; compress_bound(bytes.len())];
    // There is room, so it cannot fail.
    let (body, _) = compress_slice(&mut body, bytes, config);
    let mut out = Vec::with_capacity(body.len() + 18);
    out.extend_from_slice(&[0x1f, 0x8b, 8, 0, 0, 0, 0, 0, 0, 255]);
    out.extend_from_slice(body);
    out.extend_from_slice(&crc32(0, bytes).to_le_bytes());
    out.extend_from_slice(&(bytes.len() as u32).to_le_bytes());
    out
}

/// The content of a file, whether or not somebody unpacked it before.
pub fn unpack(bytes: Vec<u8>) -> Result<Vec<u8>, Damaged> {
    if !bytes.starts_with(&[0x1f, 0x8b]) {
        return Ok(bytes);
    }
    let mut out = Vec::with_capacity(bytes.len().saturating_mul(3).min(1 << 20));
    GzDecoder::new(bytes.as_slice()).take(LARGEST).read_to_end(&mut out).map_err(|_| Damaged)?;
    Ok(out)
}

#[cfg(test)]
mod tests {
    use super::{Content, Damaged, Reader, order, pack, put_s, put_u, unpack};
    use proptest::prelude::*;

    proptest! {
        #[test]
        fn what_is_put_is_read(numbers in proptest::collection::vec(any::<u32>(), 0..20), text in ".*") {
            let mut out = Vec::new();
            numbers.iter().for_each(|number| put_u(&mut out, *number));
            put_s(&mut out, &text);
            for content in [Content::Strings, Content::Numbers, Content::Codes] {
                prop_assert_eq!(unpack(pack(&out, content)), Ok(out.clone()));
            }
            let mut reader = Reader::new(&out);
            for number in &numbers {
                prop_assert_eq!(reader.u(), Ok(*number));
            }
            prop_assert_eq!(reader.s(), Ok(text.as_str()));
            prop_assert!(reader.is_empty());
            prop_assert_eq!(reader.u(), Err(Damaged));
        }

        #[test]
        fn keys_are_ordered_as_javascript_orders_them(a in ".*", b in ".*") {
            let units = |text: &str| text.encode_utf16().collect::<Vec<_>>();
            prop_assert_eq!(order(&a, &b), units(&a).cmp(&units(&b)));
        }
    }

    #[test]
    fn what_nothing_makes_shorter_is_packed_whole() {
        let next = |state: &u32| Some(state.wrapping_mul(1_664_525).wrapping_add(1_013_904_223));
        let noise = std::iter::successors(Some(1), next).map(|state: u32| (state >> 24) as u8);
        let noise: Vec<u8> = noise.take(1 << 20).collect();
        for content in [Content::Strings, Content::Numbers, Content::Codes] {
            assert!(unpack(pack(&noise, content)).as_ref() == Ok(&noise), "{content:?}");
        }
    }

    #[test]
    fn a_number_of_more_than_32_bits_is_damage() {
        assert_eq!(Reader::new(&[0xff, 0xff, 0xff, 0xff, 0x7f]).u(), Err(Damaged));
    }
}
