//! What a host is told about the files of a site.

pub mod policy;
