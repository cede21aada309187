//! Asks other sites whether something is at an address, as a guest does: few questions at once, none that a host does not
//! want ([`crate::fetch::robots`]), none twice, and none to the local network.
#![expect(clippy::disallowed_methods, reason = "when a host may be asked again is a matter of the clock")]

use crate::fetch::queue::{Bounds, Next, Queue, Task};
use crate::fetch::verdict::Verdict;
use crate::fetch::visit::Visitor;
use jiff::Timestamp;
use std::sync::{Condvar, Mutex, PoisonError};
use std::thread;
use std::time::{Duration, Instant};
use url::Url;

/// Where nothing is due, it is looked again after so long.
const A_WHILE: Duration = Duration::from_secs(5);

/// Bounds that no host has to complain of.
pub const GENTLE: Bounds = Bounds {
    in_all: 16,
    per_host: 2,
    patience: Duration::from_secs(20),
    pause: Duration::from_secs(1),
    longest_pause: Duration::from_secs(30),
    time_per_host: Duration::from_secs(300),
};

/// What is to be said of each address, in their order. `tick` is called whenever there is more, with the number of those
/// that are still to be answered. Hosts of the local network are asked only where that is allowed.
pub fn ask(
    urls: &[Url],
    bounds: Bounds,
    may_be_private: bool,
    tick: &(dyn Fn(usize) + Sync),
) -> Vec<Verdict> {
    let visitor = Visitor::new(bounds.patience, may_be_private);
    let queue = Mutex::new(Queue::new(urls, bounds));
    let news = Condvar::new();
    let work = || {
        let mut held = queue.lock().unwrap_or_else(PoisonError::into_inner);
        loop {
            match held.next(Instant::now()) {
                Next::Done => break news.notify_all(),
                Next::Wait(until) => {
                    let pause = until.map_or(A_WHILE, |until| until.duration_since(Instant::now()));
                    let waited = news.wait_timeout(held, pause.min(A_WHILE));
                    held = waited.unwrap_or_else(PoisonError::into_inner).0;
                }
                Next::Do(task) => {
                    drop(held);
                    held = match task {
                        Task::Robots(origin) => {
                            let answer = visitor.robots(&format!("{origin}/robots.txt"));
                            let mut held = queue.lock().unwrap_or_else(PoisonError::into_inner);
                            held.robots(&origin, answer, Instant::now(), Timestamp::now());
                            held
                        }
                        Task::Ask(job) => {
                            let answer = visitor.ask(job.url.as_str(), job.is_head);
                            let mut held = queue.lock().unwrap_or_else(PoisonError::into_inner);
                            held.answered(job, answer, Instant::now(), Timestamp::now());
                            held
                        }
                    };
                    tick(held.left());
                    news.notify_all();
                }
            }
        }
    };
    thread::scope(|scope| {
        for _ in 0..bounds.in_all.min(urls.len()) {
            scope.spawn(work);
        }
    });
    queue.into_inner().unwrap_or_else(PoisonError::into_inner).verdicts()
}
