//! One publisher at a time: `.crier/lock.json` beside the site.
//!
//! Where the service can write a file only if there is none, of two publishers exactly one gets the lock. Elsewhere
//! (WebDAV, OBS) it is written, and read again after a while: the last one has it. The holder writes it anew all the time.
//! No clocks are compared: who finds a lock watches it, and where it does not change for long, its holder is dead.

use opendal::options::{ReadOptions, WriteOptions};
use opendal::{Error, ErrorKind, Operator};
use serde::{Deserialize, Serialize};
use std::sync::Arc;
use std::sync::atomic::{AtomicBool, Ordering};
use std::time::Duration;
use tokio::runtime::Handle;
use tokio::sync::oneshot;
use tokio::task::JoinHandle;
use tokio::time::{sleep, timeout};

/// Where it lies.
pub const LOCK: &str = ".crier/lock.json";

/// How time passes for locks.
#[derive(Debug, Clone, Copy)]
pub struct Pace {
    /// A holder writes it anew after so long.
    pub renew: Duration,
    /// A lock that has not changed for so long is nobody's.
    pub stale: Duration,
    /// Who waits looks again after so long.
    pub look: Duration,
    /// What another publisher wrote at the same time is seen after so long.
    pub settle: Duration,
}

impl Pace {
    /// That of publishers.
    pub const USUAL: Pace = Pace {
        renew: Duration::from_secs(10),
        stale: Duration::from_secs(40),
        look: Duration::from_secs(1),
        settle: Duration::from_secs(1),
    };
}

#[derive(Serialize, Deserialize)]
struct Note {
    /// Who holds it: a word that nobody else has.
    holder: String,
    /// How often it was written.
    beat: u64,
}

/// A lock that is held.
pub struct Lock {
    operator: Operator,
    lost: Arc<AtomicBool>,
    end: oneshot::Sender<()>,
    renewing: JoinHandle<()>,
}

/// Why there is no lock.
pub enum Taken {
    /// Another publisher is at work.
    Busy,
    /// The service refuses.
    Refused(Error),
}

impl From<Error> for Taken {
    fn from(error: Error) -> Self {
        Taken::Refused(error)
    }
}

impl Lock {
    /// Takes the lock. `former` are holders of whom it is known that they are dead; `waiting` is called where a lock has to
    /// be watched.
    pub async fn take(
        operator: &Operator,
        holder: &str,
        former: &[String],
        pace: Pace,
        waiting: &(dyn Fn() + Sync),
    ) -> Result<Self, Taken> {
        loop {
            if create(operator, holder, pace).await? {
                break;
            }
            let Some(found) = read(operator).await? else { continue };
            let by = name(&found);
            if by.as_deref() == Some(holder) {
                break;
            }
            if !by.is_some_and(|by| former.contains(&by)) {
                waiting();
                match watch(operator, &found, pace).await? {
                    Watched::Gone => continue,
                    Watched::Alive => return Err(Taken::Busy),
                    Watched::Dead => {}
                }
            }
            // What the dead one had asked for may still arrive.
            write(operator, holder, 0, false).await?;
            sleep(pace.settle).await;
            if read(operator).await?.and_then(|found| name(&found)).as_deref() == Some(holder) {
                break;
            }
            return Err(Taken::Busy);
        }
        let lost = Arc::new(AtomicBool::new(false));
        let (end, ended) = oneshot::channel();
        let renewing = Handle::current().spawn(renew(
            operator.clone(),
            holder.to_owned(),
            Arc::clone(&lost),
            ended,
            pace,
        ));
        Ok(Lock { operator: operator.clone(), lost, end, renewing })
    }

    /// Whether somebody else has it by now, as after a long sleep of this machine.
    pub fn is_lost(&self) -> bool {
        self.lost.load(Ordering::Relaxed)
    }

    /// Gives it up. That it cannot be removed is no harm: nobody renews it.
    pub async fn release(self) {
        let lost = self.is_lost();
        let _ = self.end.send(());
        let _ = self.renewing.await;
        if !lost {
            let _ = self.operator.delete(LOCK).await;
        }
    }
}

/// Whether it was not there and is ours now.
async fn create(operator: &Operator, holder: &str, pace: Pace) -> Result<bool, Error> {
    if operator.info().capability().write_with_if_not_exists {
        match write(operator, holder, 0, true).await {
            Ok(()) => return Ok(true),
            Err(error)
                if matches!(
                    error.kind(),
                    ErrorKind::ConditionNotMatch | ErrorKind::AlreadyExists | ErrorKind::Conflict
                ) =>
            {
                return Ok(false);
            }
            // Some services that speak S3 do not know the condition (501).
            Err(error) if error.kind() == ErrorKind::Unsupported || says(&error, "NotImplemented") => {}
            // Servers of files have no word for it.
            Err(error) => {
                return match read(operator).await? {
                    Some(_) => Ok(false),
                    None => Err(error),
                };
            }
        }
    }
    if read(operator).await?.is_some() {
        return Ok(false);
    }
    write(operator, holder, 0, false).await?;
    sleep(pace.settle).await;
    Ok(read(operator).await?.and_then(|found| name(&found)).as_deref() == Some(holder))
}

fn says(error: &Error, word: &str) -> bool {
    error.message().contains(word)
}

enum Watched {
    Gone,
    Alive,
    Dead,
}

async fn watch(operator: &Operator, found: &[u8], pace: Pace) -> Result<Watched, Error> {
    let mut waited = Duration::ZERO;
    while waited < pace.stale {
        sleep(pace.look).await;
        waited += pace.look;
        match read(operator).await? {
            None => return Ok(Watched::Gone),
            Some(now) if now != found => return Ok(Watched::Alive),
            Some(_) => {}
        }
    }
    Ok(Watched::Dead)
}

async fn renew(
    operator: Operator,
    holder: String,
    lost: Arc<AtomicBool>,
    mut end: oneshot::Receiver<()>,
    pace: Pace,
) {
    let (mut beat, mut missed) = (0, 0);
    while timeout(pace.renew, &mut end).await.is_err() {
        let written = match read(&operator).await {
            Ok(found) if found.as_deref().and_then(name).as_deref() == Some(holder.as_str()) => {
                beat += 1;
                write(&operator, &holder, beat, false).await.is_ok()
            }
            Ok(_) => return lost.store(true, Ordering::Relaxed),
            Err(_) => false,
        };
        missed = if written { 0 } else { missed + 1 };
        if pace.renew * (missed + 1) >= pace.stale {
            return lost.store(true, Ordering::Relaxed);
        }
    }
}

async fn read(operator: &Operator) -> Result<Option<Vec<u8>>, Error> {
    match operator.read_options(LOCK, ReadOptions::default()).await {
        Ok(bytes) => Ok(Some(bytes.to_vec())),
        Err(error) if error.kind() == ErrorKind::NotFound => Ok(None),
        Err(error) => Err(error),
    }
}

fn name(found: &[u8]) -> Option<String> {
    serde_json::from_slice::<Note>(found).ok().map(|note| note.holder)
}

async fn write(operator: &Operator, holder: &str, beat: u64, only_new: bool) -> Result<(), Error> {
    let note = serde_json::to_vec(&Note { holder: holder.to_owned(), beat }).unwrap_or_default();
    let options = WriteOptions { if_not_exists: only_new, ..WriteOptions::default() };
    operator.write_options(LOCK, note, options).await.map(|_| ())
}

#[cfg(test)]
mod tests {
    use super::{LOCK, Lock, Pace, Taken};
    use opendal::{Operator, services};
    use std::sync::atomic::{AtomicUsize, Ordering};
    use std::time::Duration;
    use tokio::runtime::{Builder, Runtime};

    const QUICK: Pace = Pace {
        renew: Duration::from_millis(20),
        stale: Duration::from_millis(200),
        look: Duration::from_millis(10),
        settle: Duration::from_millis(20),
    };

    fn memory() -> (Runtime, Operator) {
        let runtime = Builder::new_multi_thread().worker_threads(2).enable_all().build().unwrap();
        (runtime, Operator::new(services::Memory::default()).unwrap())
    }

    async fn take(operator: &Operator, holder: &str) -> Result<Lock, Taken> {
        Lock::take(operator, holder, &[], QUICK, &|| {}).await
    }

    #[test]
    fn of_two_one_is_refused_while_the_other_lives() {
        let (runtime, operator) = memory();
        runtime.block_on(async {
            let Ok(first) = take(&operator, "a").await else { panic!("refused") };
            assert!(matches!(take(&operator, "b").await, Err(Taken::Busy)));
            assert!(!first.is_lost());
            first.release().await;
            assert!(!operator.exists(LOCK).await.unwrap());
            assert!(take(&operator, "b").await.is_ok());
        });
    }

    #[test]
    fn the_lock_of_a_dead_publisher_is_taken_after_a_while_or_at_once_where_the_death_is_known() {
        let (runtime, operator) = memory();
        runtime.block_on(async {
            let waits = AtomicUsize::new(0);
            let waiting = || {
                waits.fetch_add(1, Ordering::Relaxed);
            };
            let (dead, known) = (r#"{"holder":"dead","beat":3}"#, ["older".to_owned(), "dead".to_owned()]);
            for (left, former, waited) in [(dead, &known[..], 0), (dead, &[], 1), ("", &known, 2)] {
                operator.write(LOCK, left).await.unwrap();
                let taken = Lock::take(&operator, "own", former, QUICK, &waiting).await;
                let Ok(taken) = taken else { panic!("refused: {left}") };
                assert_eq!(waits.load(Ordering::Relaxed), waited, "{left}");
                taken.release().await;
            }
        });
    }

    #[test]
    fn a_holder_sees_that_somebody_else_took_it() {
        let (runtime, operator) = memory();
        runtime.block_on(async {
            let Ok(first) = take(&operator, "a").await else { panic!("refused") };
            operator.write(LOCK, r#"{"holder":"b","beat":0}"#).await.unwrap();
            tokio::time::sleep(QUICK.renew * 4).await;
            assert!(first.is_lost());
            first.release().await;
            assert!(operator.exists(LOCK).await.unwrap(), "it is the other's");
        });
    }
}
