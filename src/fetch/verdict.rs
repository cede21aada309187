//! What is to be said of an address.

/// What is to be said of an address.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Verdict {
    /// Something is there.
    There,
    /// Something is there, and for good under this address.
    Moved(String),
    /// Nothing is there; why.
    Gone(String),
    /// Nobody can tell, today; why.
    Unanswered(String),
    /// Only the local network can reach it, so it was not asked.
    Private,
    /// It was not asked.
    NotAsked(Unasked),
}

/// Why an address was not asked.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Unasked {
    /// The `robots.txt` of its host forbids it.
    Robots,
    /// The host wants to be asked later.
    Later,
    /// The host has so many addresses, or is so slow, that time ran out.
    Time,
}
