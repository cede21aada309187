//! Real stores and servers of files, on loopback, each for one test: moto (S3), Azurite (Azure Blob Storage), Apache
//! (WebDAV) and OpenSSH (SFTP). `tests/all.sh` installs what they need; without it these tests fail.
#![expect(
    clippy::disallowed_methods,
    reason = "the tests write configurations and look at what was published"
)]

use std::collections::BTreeMap;
use std::env;
use std::fs;
use std::net::{TcpListener, TcpStream};
use std::path::{Path, PathBuf};
use std::process::{Child, Command, Stdio};
use std::thread;
use std::time::{Duration, Instant};
use tempfile::TempDir;

/// Azurite's account, which everybody knows (documentation of Azurite, "Connect to Azurite").
pub(crate) const AZURE_KEY: &str =
    "Eby8vdM02xNOcqFlqUwJPLlmEtlCDXJ1OUzFT50uSRZ6IFsuFq2UVErCz4I6tq/K1SZFPTOtr/KBHBeksoGMGw==";

/// A kind of server.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Kind {
    S3,
    /// With a certificate of an authority of our own.
    S3OverTls,
    Azure,
    WebDav,
    Sftp,
}

/// A server that runs; it ends with the value, or after ten minutes.
pub(crate) struct Server {
    pub(crate) kind: Kind,
    pub(crate) port: u16,
    home: TempDir,
    child: Child,
}

impl Server {
    /// Starts a server with an empty place for a site: a bucket, a container, or a folder.
    pub(crate) fn start(kind: Kind) -> Self {
        let home = TempDir::new().unwrap();
        let port = TcpListener::bind("127.0.0.1:0").unwrap().local_addr().unwrap().port();
        fs::create_dir(home.path().join("www")).unwrap();
        let mut command = match kind {
            Kind::S3 => moto(port),
            Kind::S3OverTls => moto_over_tls(home.path(), port),
            Kind::Azure => azurite(home.path(), port),
            Kind::WebDav => apache(home.path(), port),
            Kind::Sftp => sshd(home.path(), port),
        };
        let log = fs::File::create(home.path().join("log")).unwrap();
        let child =
            command.stdin(Stdio::null()).stdout(log.try_clone().unwrap()).stderr(log).spawn().unwrap_or_else(
                |error| panic!("{kind:?} cannot be started ({error}); tests/all.sh installs it"),
            );
        let mut server = Server { kind, port, home, child };
        let begun = Instant::now();
        while TcpStream::connect(("127.0.0.1", port)).is_err() {
            let ended = server.child.try_wait().unwrap();
            assert!(
                ended.is_none() && begun.elapsed() < Duration::from_secs(60),
                "{kind:?} does not answer: {}; tests/all.sh installs it",
                server.log()
            );
            thread::sleep(Duration::from_millis(50));
        }
        let place = match kind {
            Kind::S3 => bucket(&format!("http://127.0.0.1:{port}"), server.home.path()),
            Kind::S3OverTls => bucket(&format!("https://127.0.0.1:{port}"), server.home.path()),
            Kind::Azure => container(port),
            Kind::WebDav | Kind::Sftp => true,
        };
        assert!(place, "{kind:?}: {}", server.log());
        server
    }

    /// The target `www` of `crier.yaml`, with more keys.
    pub(crate) fn target(&self, more: &str) -> String {
        let port = self.port;
        let home = self.home.path().display();
        let keys = match self.kind {
            Kind::S3 | Kind::S3OverTls => {
                let scheme = if self.kind == Kind::S3 { "http" } else { "https" };
                format!(
                    "to: s3, bucket: news, endpoint: '{scheme}://127.0.0.1:{port}', region: us-east-1, default_acl: public-read"
                )
            }
            Kind::Azure => format!(
                "to: azblob, container: news, endpoint: 'http://127.0.0.1:{port}/devstoreaccount1', account_name: devstoreaccount1"
            ),
            Kind::WebDav => {
                format!("to: webdav, endpoint: 'http://127.0.0.1:{port}', root: /www, username: news")
            }
            Kind::Sftp => format!("to: sftp, endpoint: 'ssh://127.0.0.1:{port}', root: {home}/www"),
        };
        format!("  www: {{{keys}{more}}}\n")
    }

    /// What crier finds in its environment.
    pub(crate) fn environment(&self) -> Vec<(&'static str, String)> {
        let path = || env::var("PATH").unwrap_or_default();
        match self.kind {
            Kind::S3 | Kind::S3OverTls => vec![
                ("AWS_ACCESS_KEY_ID", "key-of-test".into()),
                ("AWS_SECRET_ACCESS_KEY", "geheim-of-test".into()),
            ],
            Kind::Azure => vec![("AZURE_STORAGE_ACCOUNT_KEY", AZURE_KEY.into())],
            Kind::WebDav => vec![("WEBDAV_PASSWORD", "geheim".into())],
            // An `ssh` that knows this server and nothing of who runs the test.
            Kind::Sftp => vec![
                ("PATH", format!("{}:{}", self.home.path().join("bin").display(), path())),
                ("XDG_STATE_HOME", self.home.path().join("state").display().to_string()),
            ],
        }
    }

    /// A file as readers get it, with its headers; nothing where there is none.
    pub(crate) fn get(&self, path: &str) -> Option<(BTreeMap<String, String>, Vec<u8>)> {
        let base = match self.kind {
            Kind::S3 => format!("http://127.0.0.1:{}/news/", self.port),
            Kind::Azure => format!("http://127.0.0.1:{}/devstoreaccount1/news/", self.port),
            Kind::S3OverTls => panic!("only crier asks it"),
            Kind::WebDav | Kind::Sftp => {
                let bytes = fs::read(self.home.path().join("www").join(path)).ok()?;
                return Some((BTreeMap::new(), bytes));
            }
        };
        let agent: ureq::Agent = ureq::Agent::config_builder().http_status_as_error(false).build().into();
        let url = format!("{base}{}", percent_encoding::utf8_percent_encode(path, UNRESERVED));
        let mut answer =
            agent.get(&url).call().unwrap_or_else(|error| panic!("{url}: {error}; {}", self.log()));
        if !answer.status().is_success() {
            assert!(matches!(answer.status().as_u16(), 403 | 404), "{url}: {}", answer.status());
            return None;
        }
        let headers = answer.headers().iter();
        let headers =
            headers.map(|(name, value)| (name.to_string(), value.to_str().unwrap_or_default().to_owned()));
        Some((headers.collect(), answer.body_mut().read_to_vec().unwrap()))
    }

    /// What the server said.
    pub(crate) fn log(&self) -> String {
        let all = fs::read_to_string(self.home.path().join("log")).unwrap_or_default();
        all.lines().rev().take(12).collect::<Vec<_>>().join(" | ")
    }

    /// The folder of its configuration.
    pub(crate) fn home(&self) -> PathBuf {
        self.home.path().to_owned()
    }
}

impl Drop for Server {
    fn drop(&mut self) {
        // `timeout` hands it on.
        let _ = Command::new("kill").args(["-TERM", &self.child.id().to_string()]).status();
        let _ = self.child.wait();
        // A publisher that is killed leaves its connections, which know this folder.
        let own = Command::new("pgrep").arg("-f").arg(self.home.path()).output();
        for id in String::from_utf8_lossy(&own.map(|found| found.stdout).unwrap_or_default()).lines() {
            let _ = Command::new("kill").args(["-TERM", id]).status();
        }
    }
}

const UNRESERVED: &percent_encoding::AsciiSet =
    &percent_encoding::NON_ALPHANUMERIC.remove(b'-').remove(b'.').remove(b'_').remove(b'~').remove(b'/');

/// A server that ends by itself, should the test be killed; in the process group of the test, so that both are interrupted.
fn bounded(program: impl AsRef<Path>) -> Command {
    let mut command = Command::new("timeout");
    command.args(["--foreground", "--kill-after=2", "600"]).arg(program.as_ref());
    command
}

/// Where `tests/all.sh` installs what Debian has not.
fn tools() -> PathBuf {
    let home = || PathBuf::from(env::var("HOME").unwrap());
    env::var("CRIER_TOOLS").map(PathBuf::from).unwrap_or_else(|_| {
        env::var("XDG_CACHE_HOME").map_or_else(|_| home().join(".cache"), PathBuf::from).join("crier-tools")
    })
}

fn moto(port: u16) -> Command {
    let mut command = bounded("python3");
    let code = "import sys, moto.server; moto.server.main(sys.argv[1:])";
    command
        .args(["-c", code, "-H", "127.0.0.1", "-p", &port.to_string()])
        .env("PYTHONPATH", tools().join("moto"));
    command
}

fn azurite(home: &Path, port: u16) -> Command {
    let mut command = bounded("node");
    command
        .arg(tools().join("azurite/node_modules/azurite/dist/src/blob/main.js"))
        .args(["--blobHost", "127.0.0.1", "--blobPort", &port.to_string()])
        .args(["--inMemoryPersistence", "--skipApiVersionCheck", "--disableTelemetry", "--silent"])
        .current_dir(home);
    command
}

/// Makes a container whose blobs anybody may read; signed as Azure wants it ("Authorize with Shared Key").
fn container(port: u16) -> bool {
    let code = r"
import base64, email.utils, hashlib, hmac, sys, urllib.request
port, key = sys.argv[1:]
date = email.utils.formatdate(usegmt=True)
headers = {'x-ms-blob-public-access': 'blob', 'x-ms-date': date, 'x-ms-version': '2021-12-02'}
signed = ''.join(f'{name}:{headers[name]}\n' for name in sorted(headers))
text = '\n'.join(['PUT'] + [''] * 4 + ['text/plain'] + [''] * 6) + '\n' + signed + '/devstoreaccount1/devstoreaccount1/news\nrestype:container'
signature = base64.b64encode(hmac.new(base64.b64decode(key), text.encode(), hashlib.sha256).digest()).decode()
headers['Content-Type'] = 'text/plain'
headers['Authorization'] = f'SharedKey devstoreaccount1:{signature}'
url = f'http://127.0.0.1:{port}/devstoreaccount1/news?restype=container'
urllib.request.urlopen(urllib.request.Request(url, b'', headers, method='PUT'), timeout=20)
";
    let port = port.to_string();
    Command::new("python3").args(["-c", code, &port, AZURE_KEY]).status().unwrap().success()
}

fn apache(home: &Path, port: u16) -> Command {
    let modules = "/usr/lib/apache2/modules";
    let mut text = String::new();
    for name in [
        "mpm_event",
        "authn_core",
        "authn_file",
        "authz_core",
        "authz_user",
        "auth_basic",
        "dav",
        "dav_fs",
        "mime",
    ] {
        text.push_str(&format!("LoadModule {name}_module {modules}/mod_{name}.so\n"));
    }
    let hashed = Command::new("openssl").args(["passwd", "-apr1", "geheim"]).output().unwrap();
    fs::write(home.join("users"), format!("news:{}", String::from_utf8_lossy(&hashed.stdout))).unwrap();
    // Apache changes its user where it is started by root.
    if is_root() {
        text.push_str("User www-data\nGroup www-data\n");
        let own = Command::new("chown").arg("-R").arg("www-data").arg(home).status().unwrap();
        assert!(own.success());
    }
    let home = home.display();
    text.push_str(&format!(
        "ServerRoot {home}\nServerName localhost\nPidFile {home}/pid\nErrorLog {home}/error.log\nListen 127.0.0.1:{port}\n\
         TypesConfig /etc/mime.types\nDocumentRoot {home}\nDavLockDB {home}/locks\nDavMinTimeout 60\n\
         <Directory {home}>\nAllowOverride None\nRequire all denied\n</Directory>\n\
         <Directory {home}/www>\nDav On\nAuthType Basic\nAuthName news\nAuthUserFile {home}/users\nRequire user news\n</Directory>\n"
    ));
    let config = Path::new(&home.to_string()).join("httpd.conf");
    fs::write(&config, text).unwrap();
    let mut command = bounded("/usr/sbin/apache2");
    command.arg("-f").arg(config).arg("-DFOREGROUND");
    command
}

fn sshd(home: &Path, port: u16) -> Command {
    for name in ["host", "own", "other"] {
        let made = Command::new("ssh-keygen")
            .args(["-q", "-t", "ed25519", "-N", "", "-f"])
            .arg(home.join(name))
            .status()
            .expect("ssh-keygen is missing; tests/all.sh installs it");
        assert!(made.success());
    }
    fs::copy(home.join("own.pub"), home.join("authorized")).unwrap();
    let host = fs::read_to_string(home.join("host.pub")).unwrap();
    fs::write(home.join("known"), format!("[127.0.0.1]:{port} {host}")).unwrap();
    if is_root() {
        // Where sshd of root gives up its rights.
        fs::create_dir_all("/run/sshd").unwrap();
    }
    let at = home.display();
    let config = format!(
        "Port {port}\nListenAddress 127.0.0.1\nHostKey {at}/host\nPidFile {at}/pid\nAuthorizedKeysFile {at}/authorized\n\
         StrictModes no\nUsePAM no\nPasswordAuthentication no\nKbdInteractiveAuthentication no\nPermitRootLogin yes\n\
         MaxStartups 100\nMaxSessions 100\nSubsystem sftp internal-sftp\n"
    );
    fs::write(home.join("sshd_config"), config).unwrap();
    let client = format!(
        "UserKnownHostsFile {at}/known\nGlobalKnownHostsFile /dev/null\nIdentityFile {at}/own\nIdentitiesOnly yes\nIdentityAgent none\n"
    );
    fs::write(home.join("ssh_config"), client).unwrap();
    fs::create_dir(home.join("bin")).unwrap();
    let script = home.join("bin/ssh");
    fs::write(&script, format!("#!/bin/sh\nexec /usr/bin/ssh -F {at}/ssh_config \"$@\"\n")).unwrap();
    assert!(Command::new("chmod").arg("+x").arg(&script).status().unwrap().success());
    let mut command = bounded("/usr/sbin/sshd");
    command.arg("-D").arg("-e").arg("-f").arg(home.join("sshd_config"));
    command
}

fn is_root() -> bool {
    Command::new("id").arg("-u").output().unwrap().stdout == b"0\n"
}

/// Makes a bucket, as somebody whom moto does not ask who it is.
fn bucket(service: &str, home: &Path) -> bool {
    let mut curl = Command::new("curl");
    curl.args(["--silent", "--fail", "--max-time", "20", "--request", "PUT", "--header"])
        .arg("Authorization: AWS4-HMAC-SHA256 Credential=a/20240101/us-east-1/s3/aws4_request")
        .arg(format!("{service}/news"));
    if service.starts_with("https:") {
        curl.arg("--cacert").arg(home.join("authority.pem"));
    }
    curl.status().unwrap().success()
}

fn moto_over_tls(home: &Path, port: u16) -> Command {
    let openssl = |arguments: &str| {
        let made = Command::new("openssl").args(arguments.split(' ')).current_dir(home).output().unwrap();
        assert!(made.status.success(), "{}", String::from_utf8_lossy(&made.stderr));
    };
    openssl(
        "req -x509 -newkey rsa:2048 -nodes -days 2 -subj /CN=authority -keyout authority.key -out authority.pem",
    );
    openssl("req -newkey rsa:2048 -nodes -subj /CN=store -keyout store.key -out store.csr");
    fs::write(home.join("store.ext"), "subjectAltName=IP:127.0.0.1\nbasicConstraints=CA:FALSE\n").unwrap();
    openssl(
        "x509 -req -in store.csr -CA authority.pem -CAkey authority.key -CAcreateserial -days 2 -extfile store.ext -out store.pem",
    );
    let mut command = moto(port);
    command.arg("-s").arg("-c").arg(home.join("store.pem")).arg("-k").arg(home.join("store.key"));
    command
}
