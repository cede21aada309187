//! How a site gets into a store, so that whoever reads it at any moment finds no link that leads nowhere and no page that
//! names a file that is not there: first all that is new, then what changed, the manifest last of all; only then goes what
//! is no longer in the site. Killed at any moment, the next publication completes it: see [`journal`](crate::publish::journal).

use crate::base::output::{MANIFEST, hexadecimal};
use crate::publish::difference::Item;
use crate::publish::failure::Failure;
use crate::publish::journal::{JOURNAL, Journal, due};
use crate::publish::lock::{Lock, Pace, Taken};
use crate::publish::store::Store;
use futures::{StreamExt, TryStreamExt, stream};
use opendal::options::WriteOptions;
use opendal::{Buffer, ErrorKind};
use sha2::{Digest, Sha256};
use std::collections::BTreeSet;
use std::io;
use std::time::Duration;
use tokio::sync::Semaphore;
use tokio::time::sleep;

/// Larger files are sent in parts of this size, in bytes, where the service takes parts.
const PART: usize = 8 << 20;
/// Files that are on the way at once have about so many bytes, in KiB.
const IN_MEMORY: usize = 96 << 10;
/// How often a file is sent that did not arrive whole.
const TRIES: u32 = 3;

/// When a file is sent. What others refer to comes before them.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum Stage {
    /// Named by its content: nothing refers to it yet.
    Asset,
    /// A page, and what lies beside it.
    Page,
    /// A list of pages.
    List,
    /// A feed.
    Feed,
    /// What the search begins with.
    Search,
    /// For search engines.
    Sitemap,
    /// Where readers come in.
    Door,
    /// What says which files the site has.
    Manifest,
}

/// A file to send.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Parcel {
    /// Path below the site's root.
    pub path: String,
    /// Its size, in bytes.
    pub bytes: u64,
    /// Whether there is none at its path.
    pub is_new: bool,
    /// When it is sent.
    pub stage: Stage,
    /// `Content-Type`.
    pub content_type: String,
    /// `Cache-Control`.
    pub cache_control: String,
    /// `Content-Encoding`.
    pub content_encoding: Option<String>,
}

/// All there is to know of a publication.
pub struct Publication<'a> {
    /// What is sent.
    pub parcels: &'a [Parcel],
    /// All files of the site.
    pub built: &'a [Item],
    /// Paths that are no longer in the site.
    pub gone: &'a [&'a str],
    /// The manifest and the journal as they were when the two sites were compared.
    pub seen: (Option<&'a [u8]>, Option<&'a [u8]>),
    /// How long what is gone stays, in seconds.
    pub grace: i64,
    /// The time, in seconds since 1970.
    pub now: i64,
    /// A word for this publisher that nobody else has.
    pub holder: &'a str,
    /// The words of those before it of whom it is known that they are dead.
    pub former: &'a [String],
    /// Gives the bytes of a file.
    pub read: &'a (dyn Fn(&str) -> io::Result<Vec<u8>> + Sync),
    /// Is called for each file that has arrived.
    pub tick: &'a (dyn Fn() + Sync),
    /// Is called where another publisher has to be waited for.
    pub waiting: &'a (dyn Fn() + Sync),
}

impl Store {
    /// Publishes. One publisher at a time; what was not finished before is finished.
    pub fn publish(&self, publication: &Publication<'_>) -> Result<(), Failure> {
        self.runtime.block_on(async {
            let Publication { holder, former, waiting, .. } = *publication;
            let taken = Lock::take(&self.operator, holder, former, Pace::USUAL, waiting).await;
            let lock = taken.map_err(|taken| match taken {
                Taken::Busy => Failure::Busy,
                Taken::Refused(error) => self.failure(&error),
            })?;
            let done = self.carry_out(publication, &lock).await;
            lock.release().await;
            done
        })
    }

    async fn carry_out(&self, publication: &Publication<'_>, lock: &Lock) -> Result<(), Failure> {
        let Publication { parcels, built, gone, seen, grace, now, .. } = *publication;
        let before = (self.look(MANIFEST).await?, self.look(JOURNAL).await?);
        if (before.0.as_deref(), before.1.as_deref()) != seen {
            return Err(Failure::Overtaken);
        }
        let mut journal = before.1.as_deref().and_then(Journal::read).unwrap_or_default();
        journal.leaving = journal.leaving(built, gone, now);
        if !parcels.is_empty() {
            journal.unfinished.extend(parcels.iter().map(|parcel| parcel.path.clone()));
            self.note(&journal, true).await?;
            self.send(publication, lock).await?;
        }
        journal.unfinished.clear();
        self.note(&journal, before.1.is_some() || !parcels.is_empty()).await?;
        let due = due(&journal.leaving, grace, now);
        if !due.is_empty() {
            self.remove(&due, lock).await?;
            journal.leaving.retain(|path, _| due.binary_search(path).is_err());
            self.note(&journal, true).await?;
        }
        if self.writes_in_sight {
            let _ = self.once.delete(PARTS).await;
        }
        Ok(())
    }

    /// Writes the journal, or removes it where nothing is left to remember.
    async fn note(&self, journal: &Journal, may_be_there: bool) -> Result<(), Failure> {
        let noted = match journal.bytes() {
            Some(bytes) => self.put(JOURNAL, bytes.into(), WriteOptions::default()).await,
            None if may_be_there => self.operator.delete(JOURNAL).await,
            None => Ok(()),
        };
        noted.map_err(|error| self.failure(&error))
    }

    /// Sends all, stage by stage: the next one begins when all files of the last have arrived.
    async fn send(&self, publication: &Publication<'_>, lock: &Lock) -> Result<(), Failure> {
        let turn = |parcel: &Parcel| {
            // That of the manifest comes last, new or not.
            let is_last = parcel.stage == Stage::Manifest;
            (is_last, !parcel.is_new && !is_last, parcel.stage)
        };
        let mut parcels: Vec<&Parcel> = publication.parcels.iter().collect();
        parcels.sort_by_key(|parcel| (turn(parcel), parcel.path == MANIFEST));
        let room = Semaphore::new(IN_MEMORY);
        for group in parcels.chunk_by(|a, b| turn(a) == turn(b)) {
            // The signature of the manifest comes before it, by itself.
            let at_once = if group[0].stage == Stage::Manifest { 1 } else { self.at_once };
            stream::iter(group)
                .map(|parcel| self.deliver(parcel, publication, lock, &room))
                .buffer_unordered(at_once)
                .try_collect::<()>()
                .await?;
        }
        Ok(())
    }

    /// Sends a file, and sees that it has arrived.
    async fn deliver(
        &self,
        parcel: &Parcel,
        publication: &Publication<'_>,
        lock: &Lock,
        room: &Semaphore,
    ) -> Result<(), Failure> {
        let size = (parcel.bytes as usize).div_ceil(1024).clamp(1, IN_MEMORY);
        let _room = room.acquire_many(size as u32).await;
        if lock.is_lost() {
            return Err(Failure::Overtaken);
        }
        let unreadable = |error: io::Error| Failure::Other(format!("{}: {error}", parcel.path));
        let bytes = Buffer::from((publication.read)(&parcel.path).map_err(unreadable)?);
        let mut tries = 0;
        loop {
            tries += 1;
            let sent = match self.put(&parcel.path, bytes.clone(), self.options(parcel)).await {
                Ok(()) => self.arrived(parcel, bytes.len()).await,
                Err(error) => Err(self.failure(&error)),
            };
            match sent {
                Err(Failure::Altered(..) | Failure::Other(_)) if tries < TRIES => {
                    sleep(Duration::from_millis(300) * tries).await;
                }
                Err(failure) => return Err(failure),
                Ok(()) => {
                    (publication.tick)();
                    return Ok(());
                }
            }
        }
    }

    /// How a file is to be answered, as far as the service can be told.
    fn options(&self, parcel: &Parcel) -> WriteOptions {
        let can = self.can();
        // What says nothing of its coding must not say that it is what it decodes to.
        let is_mute = parcel.content_encoding.is_some() && !can.write_with_content_encoding;
        let content_type = match is_mute {
            true => "application/octet-stream".to_owned(),
            false => parcel.content_type.clone(),
        };
        WriteOptions {
            content_type: can.write_with_content_type.then_some(content_type),
            cache_control: can.write_with_cache_control.then(|| parcel.cache_control.clone()),
            content_encoding: parcel.content_encoding.clone().filter(|_| can.write_with_content_encoding),
            chunk: can.write_can_multi.then_some(PART),
            ..WriteOptions::default()
        }
    }

    /// Writes a file so that readers find the former one or the new one.
    async fn put(&self, path: &str, bytes: Buffer, options: WriteOptions) -> opendal::Result<()> {
        if !self.writes_in_sight {
            return self.operator.write_options(path, bytes, options).await.map(|_| ());
        }
        let part = format!("{PARTS}{}", hexadecimal(&Sha256::digest(path)[..12]));
        self.operator.write_options(&part, bytes, options).await?;
        self.operator.rename(&part, path).await
    }

    async fn arrived(&self, parcel: &Parcel, bytes: usize) -> Result<(), Failure> {
        let altered = |how: String| Err(Failure::Altered(parcel.path.clone(), how));
        match self.operator.stat(&parcel.path).await {
            Ok(found) if found.content_length() != bytes as u64 => {
                altered(format!("it has {} bytes there, {bytes} were sent", found.content_length()))
            }
            Ok(_) => Ok(()),
            Err(error) if error.kind() == ErrorKind::NotFound => altered("it is not there".to_owned()),
            Err(error) => Err(self.failure(&error)),
        }
    }

    /// Removes files, and on a server of files the folders that are empty then.
    async fn remove(&self, paths: &[String], lock: &Lock) -> Result<(), Failure> {
        if lock.is_lost() {
            return Err(Failure::Overtaken);
        }
        stream::iter(paths)
            .map(|path| self.operator.delete(path))
            .buffer_unordered(self.at_once)
            .try_collect::<()>()
            .await
            .map_err(|error| self.failure(&error))?;
        // Over SFTP only an empty folder can be removed; a WebDAV server would remove what is in it.
        if self.writes_in_sight {
            let folders: BTreeSet<&str> =
                paths.iter().flat_map(|path| path.match_indices('/').map(|(at, _)| &path[..=at])).collect();
            for folder in folders.into_iter().rev() {
                let _ = self.once.delete(folder).await;
            }
        }
        Ok(())
    }
}

/// Where files lie that are not whole yet.
const PARTS: &str = ".crier/parts/";
