//! How large the files of a segment are. Small ones are quickly fetched, but must not become too many: hosts limit the files
//! of a site, and each costs a request. What these sizes come to is measured in `docs/search-index.md`, section 6.

/// An archive of fewer documents is one segment.
pub(super) const UNDIVIDED: usize = 16_384;
/// A segment of fewer documents is the newest of several: its terms are fetched in addition to those of the others.
const FEW: usize = 4096;

/// Sizes in bytes, before packing.
#[derive(Debug, Clone, Copy)]
pub(super) struct Sizes {
    /// A file of documents has about so many.
    pub(super) documents: usize,
    /// A file of terms has between [`SMALLEST`] and [`LARGEST`], so that a segment has about so many.
    shards: usize,
    /// Files of long lists, and of their positions, have no more, unless it is one that has more.
    pub(super) lists: usize,
    pub(super) positions: usize,
    /// The positions of so many shards lie in one file.
    pub(super) shards_per_file: usize,
}

const SMALLEST: usize = 8 << 10;
const LARGEST: usize = 32 << 10;

/// Every result is fetched with its neighbours: what is left for them is most of a search.
const SMALL: Sizes =
    Sizes { documents: 4350, shards: 750, lists: 64 << 10, positions: 96 << 10, shards_per_file: 5 };
/// The documents are most of the files, and the lists of usual words are long.
const LARGE: Sizes =
    Sizes { documents: 6460, shards: 8400, lists: 16 << 10, positions: 256 << 10, shards_per_file: 6 };

impl Sizes {
    /// For an archive of so many documents.
    pub(super) fn of(archive: usize) -> Sizes {
        if archive < UNDIVIDED { SMALL } else { LARGE }
    }

    /// Of a shard, for a segment of so many documents and, before equal terms are joined, so many bytes of lists.
    pub(super) fn shard(&self, documents: usize, terms: usize) -> usize {
        (terms / self.shards).clamp(if documents < FEW { SMALLEST / 2 } else { SMALLEST }, LARGEST)
    }
}
