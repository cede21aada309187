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
    /// A file of terms, where the segment can keep to [`SHARDS`] of them.
    shard: (usize, usize),
    /// Files of long lists, and of their positions, have no more, unless it is one that has more.
    pub(super) lists: usize,
    pub(super) positions: usize,
    /// The positions of so many shards lie in one file.
    pub(super) shards_per_file: usize,
}

/// A segment has about so many shards, if they can keep to their sizes.
const SHARDS: usize = 750;
/// Every result is fetched with its neighbours: what is left for them is most of a search.
const SMALL: Sizes = Sizes {
    documents: 4350,
    shard: (8 << 10, 32 << 10),
    lists: 64 << 10,
    positions: 96 << 10,
    shards_per_file: 5,
};
/// The documents are most of the files, and the lists of usual words are long.
const LARGE: Sizes = Sizes {
    documents: 6300,
    shard: (8 << 10, 13 << 10),
    lists: 16 << 10,
    positions: 256 << 10,
    shards_per_file: 6,
};

impl Sizes {
    /// For an archive of so many documents.
    pub(super) fn of(archive: usize) -> Sizes {
        if archive < UNDIVIDED { SMALL } else { LARGE }
    }

    /// Of a shard, for a segment of so many documents and so many bytes of terms.
    pub(super) fn shard(&self, documents: usize, terms: usize) -> usize {
        let (smallest, largest) = self.shard;
        (terms / SHARDS).clamp(if documents < FEW { smallest / 2 } else { smallest }, largest)
    }
}
