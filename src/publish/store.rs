//! A site in an object store or on a server of files, through Apache OpenDAL: opened, and read. What is sent there is
//! done in [`sending`](crate::publish::sending).

use crate::publish::failure::Failure;
use crate::publish::transport::Transport;
use opendal::layers::RetryLayer;
use opendal::{Builder, Capability, Configurator, Error, ErrorKind, HttpTransporter, Operator, services};
use std::io;
use std::time::Duration;
use tokio::runtime::{self, Runtime};

/// How many files are on the way at once.
const AT_ONCE: usize = 16;
/// The same over SSH, where each has a connection of its own.
const AT_ONCE_OVER_SSH: usize = 6;

/// A place in a store.
pub struct Store {
    pub(crate) operator: Operator,
    /// The same, which tries nothing twice.
    pub(crate) once: Operator,
    pub(crate) runtime: Runtime,
    /// What must not be printed.
    secrets: Vec<String>,
    /// How many files are on the way at once.
    pub(crate) at_once: usize,
    /// Whether what is being written can be read already, so that it has to be written elsewhere and moved.
    pub(crate) writes_in_sight: bool,
}

/// Where a place is.
pub struct At<'a> {
    /// The kind of service, as OpenDAL names it: `s3`.
    pub service: &'a str,
    /// Its settings by OpenDAL's names.
    pub settings: &'a [(String, String)],
    /// Its secrets by OpenDAL's names.
    pub secrets: &'a [(String, String)],
    /// Authorities whose certificates are trusted (PEM), where it is not those that all the world trusts.
    pub authorities: Option<&'a [u8]>,
}

impl Store {
    /// Opens a place; nothing is asked yet.
    pub fn open(at: &At<'_>) -> Result<Self, Failure> {
        let secrets: Vec<String> = at.secrets.iter().map(|(_, secret)| secret.clone()).collect();
        let all = at.settings.iter().chain(at.secrets).cloned().collect::<Vec<_>>();
        let is_ssh = at.service == "sftp";
        let at_once = if is_ssh { AT_ONCE_OVER_SSH } else { AT_ONCE };
        let operator = match at.service {
            "s3" => build::<services::S3>(all),
            "azblob" => build::<services::Azblob>(all),
            "gcs" => build::<services::Gcs>(all),
            "oss" => build::<services::Oss>(all),
            "cos" => build::<services::Cos>(all),
            "obs" => build::<services::Obs>(all),
            "webdav" => build::<services::Webdav>(all),
            #[cfg(unix)]
            "sftp" => build::<services::Sftp>(all),
            #[cfg(not(unix))]
            "sftp" => {
                Err(Error::new(ErrorKind::ConfigInvalid, "sftp needs a Unix system, as Linux or macOS"))
            }
            _ => Err(Error::new(ErrorKind::ConfigInvalid, "there is no such kind of store")),
        };
        let operator = operator.map_err(|error| Failure::from_error(&error, &secrets))?;
        let retry = RetryLayer::new()
            .with_jitter()
            .with_min_delay(Duration::from_millis(500))
            .with_max_delay(Duration::from_secs(10))
            .with_max_times(3);
        let context = operator
            .base_context()
            .with_http_transport(HttpTransporter::new(Transport::new(at_once, at.authorities)));
        let once = operator.with_context(context);
        let operator = once.clone().layer(retry);
        let runtime = runtime::Builder::new_multi_thread()
            .worker_threads(2)
            .enable_all()
            .build()
            .map_err(|error: io::Error| Failure::Other(error.to_string()))?;
        Ok(Store { operator, once, runtime, secrets, at_once, writes_in_sight: is_ssh })
    }

    /// A file as it is there; nothing where there is none.
    pub fn read(&self, path: &str) -> Result<Option<Vec<u8>>, Failure> {
        self.runtime.block_on(self.look(path))
    }

    pub(crate) async fn look(&self, path: &str) -> Result<Option<Vec<u8>>, Failure> {
        match self.operator.read(path).await {
            Ok(bytes) => Ok(Some(bytes.to_vec())),
            Err(error) => match (error.kind(), self.failure(&error)) {
                (_, failure @ Failure::NoPlace(_)) => Err(failure),
                (ErrorKind::NotFound, _) => Ok(None),
                (_, failure) => Err(failure),
            },
        }
    }

    pub(crate) fn failure(&self, error: &Error) -> Failure {
        Failure::from_error(error, &self.secrets)
    }

    pub(crate) fn can(&self) -> Capability {
        self.operator.info().capability()
    }
}

fn build<B: Builder>(settings: Vec<(String, String)>) -> Result<Operator, Error> {
    Operator::new(B::Config::from_iter(settings)?.into_builder())
}
