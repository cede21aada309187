//! Lengths of codes: the more frequent a token, the shorter its code (Huffman, 1952).

use std::cmp::Reverse;
use std::collections::BinaryHeap;

/// No code is longer: its bits and those of the next ones fit into a number of 32 bits.
pub(super) const LONGEST: u8 = 30;

/// The length of the code of each token, in bits, from how often each occurs. A single token has a code of one bit.
pub(super) fn lengths(counts: &[u64]) -> Vec<u8> {
    if counts.len() < 2 {
        return vec![1; counts.len()];
    }
    // No count is less than a 65,536th of all: so no code is longer than 24 bits or so.
    let floor = (counts.iter().sum::<u64>() >> 16).max(1);
    // Of equal nodes the one that was made first is taken first.
    let leaves = counts.iter().enumerate().map(|(node, count)| Reverse((*count.max(&floor), node)));
    let mut heap: BinaryHeap<Reverse<(u64, usize)>> = leaves.collect();
    let mut parents = vec![0; counts.len()];
    while let (Some(Reverse(a)), Some(Reverse(b))) = (heap.pop(), heap.pop()) {
        let parent = parents.len();
        parents[a.1] = parent;
        parents[b.1] = parent;
        parents.push(0);
        heap.push(Reverse((a.0 + b.0, parent)));
        if heap.len() == 1 {
            break;
        }
    }
    let root = parents.len() - 1;
    let mut depths = vec![0u8; parents.len()];
    for node in (0..root).rev() {
        depths[node] = (depths[parents[node]] + 1).min(LONGEST);
    }
    depths.truncate(counts.len());
    depths
}

/// The codes of tokens: canonical, that is, ascending by length and then by place.
pub(super) fn codes(lengths: &[u8]) -> Vec<u32> {
    let mut codes = vec![0; lengths.len()];
    let mut next = 0u32;
    for length in 1..=LONGEST {
        next <<= 1;
        for (code, _) in codes.iter_mut().zip(lengths).filter(|(_, own)| **own == length) {
            *code = next;
            next += 1;
        }
    }
    codes
}

#[cfg(test)]
mod tests {
    use super::{codes, lengths};
    use proptest::prelude::*;

    #[test]
    fn frequent_tokens_have_short_codes() {
        assert_eq!(lengths(&[]), [] as [u8; 0]);
        assert_eq!(lengths(&[7]), [1]);
        assert_eq!(lengths(&[1, 8, 2, 4]), [3, 1, 3, 2]);
        assert_eq!(codes(&[3, 1, 3, 2]), [0b110, 0b0, 0b111, 0b10]);
    }

    proptest! {
        #[test]
        fn codes_are_complete_and_not_too_long(counts in proptest::collection::vec(0..1_000_000_000u64, 2..400)) {
            let lengths = lengths(&counts);
            prop_assert!(lengths.iter().all(|length| (1..=26).contains(length)), "{:?}", lengths);
            prop_assert_eq!(lengths.iter().map(|length| 1u64 << (30 - length)).sum::<u64>(), 1 << 30);
        }
    }
}
