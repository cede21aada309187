//! A hand: shows a site to browsers on this machine, and tells them when it has changed. It knows addresses, bytes and
//! findings as text, and nothing of releases or themes.

pub mod answer;
pub mod live;
pub mod request;
pub mod watch;

use crate::serve::answer::respond;
use crate::serve::live::Live;
use hyper::server::conn::http1;
use hyper::service::service_fn;
use hyper_util::rt::{TokioIo, TokioTimer};
use std::io;
use std::net::{IpAddr, SocketAddr, TcpListener};
use std::sync::Arc;
use std::time::Duration;
use tokio::runtime::{Builder, Runtime};

/// A browser that has not said in this time what it wants is not waited for.
const PATIENCE: Duration = Duration::from_secs(10);
/// Most bytes of the head of a request.
const HEAD: usize = 32 * 1024;

/// A server that is bound to its address.
pub struct Server {
    listener: TcpListener,
    runtime: Runtime,
}

impl Server {
    /// Takes the address; the error's kind is `AddrInUse` where somebody else has it.
    pub fn bind(address: IpAddr, port: u16) -> io::Result<Self> {
        let listener = TcpListener::bind((address, port))?;
        listener.set_nonblocking(true)?;
        let runtime = Builder::new_multi_thread().worker_threads(2).enable_all().build()?;
        Ok(Server { listener, runtime })
    }

    /// Where it listens.
    pub fn address(&self) -> io::Result<SocketAddr> {
        self.listener.local_addr()
    }

    /// Serves, on threads of its own, for as long as the process lives.
    pub fn serve(self, live: Arc<Live>) -> io::Result<Serving> {
        let bound = self.listener.local_addr()?.ip();
        let guard = self.runtime.enter();
        let listener = tokio::net::TcpListener::from_std(self.listener)?;
        drop(guard);
        self.runtime.spawn(async move {
            loop {
                match listener.accept().await {
                    Ok((stream, _)) => {
                        let live = live.clone();
                        let service = service_fn(move |request| respond(request, live.clone(), bound));
                        let connection = http1::Builder::new()
                            .timer(TokioTimer::new())
                            .header_read_timeout(PATIENCE)
                            .max_buf_size(HEAD)
                            .serve_connection(TokioIo::new(stream), service);
                        // A browser that went away is no error.
                        tokio::spawn(async move {
                            let _ = connection.await;
                        });
                    }
                    // Too many are connected: those who wait are let in when others have gone.
                    Err(_) => tokio::time::sleep(Duration::from_millis(50)).await,
                }
            }
        });
        Ok(Serving { _runtime: self.runtime })
    }
}

/// A server at work; it ends when this is dropped.
pub struct Serving {
    _runtime: Runtime,
}

/// The first port behind this one that nobody has.
pub fn next_free_port(address: IpAddr, port: u16) -> Option<u16> {
    (port.saturating_add(1)..=port.saturating_add(50))
        .find(|port| TcpListener::bind((address, *port)).is_ok())
}
