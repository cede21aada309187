//! What a store refuses, and what is said then: one line with the mend, and never a secret.

use crate::servers::{AZURE_KEY, Kind, Server};
use crate::site::Site;

/// What crier says when it publishes to this target and cannot.
fn said(target: &str, environment: &[(&'static str, String)], secret: &str) -> String {
    let site = Site::new(1, target).with(environment.to_vec());
    let said = site.refused(&["publish"], 2);
    assert!(!said.contains(secret), "{said}");
    assert_eq!(said.trim().lines().count(), 2, "{said}");
    assert!(said.lines().nth(1).unwrap().trim().starts_with("help: "), "{said}");
    // Programs are told no more.
    let output = site.crier(&["publish", "--format", "json"]);
    let all = [output.stdout, output.stderr].concat();
    assert!(!String::from_utf8_lossy(&all).contains(secret));
    said
}

fn holds(said: &str, parts: &[&str]) {
    for part in parts {
        assert!(said.contains(part), "{part:?} is not in {said}");
    }
}

#[test]
fn s3() {
    let server = Server::start(Kind::S3);
    let own = server.environment();
    let secret = "geheim-of-test";
    let without = server.target("").replace("bucket: news", "bucket: other");
    holds(
        &said(&without, &own, secret),
        &[
            "`www` names a place that is not there: NoSuchBucket",
            "help: make it at the service, or check `bucket`",
        ],
    );
    let no_port = server.target("").replace(&server.port.to_string(), "1");
    holds(
        &said(&no_port, &own, secret),
        &["`www` cannot be reached: http://127.0.0.1:1:", "check `endpoint` and its port"],
    );
    let no_host = server.target("").replace("127.0.0.1", "store.invalid");
    holds(
        &said(&no_host, &own, secret),
        &["there is no such host", "check `endpoint` in crier.yaml, and the network"],
    );
    let tls = server.target("").replace("http:", "https:");
    holds(&said(&tls, &own, secret), &["does not speak TLS", "begins with https:// or http://"]);
    let no_region = server.target("").replace(", region: us-east-1", "");
    holds(&said(&no_region, &own, secret), &["`www` cannot be opened: region is missing", "crier.yaml"]);
}

#[test]
fn who_has_no_key_is_told_which_variables_to_set() {
    let nowhere = "/nowhere/at/all".to_owned();
    let empty = || {
        // Nor does the machine have one.
        let names = ["AWS_CONFIG_FILE", "AWS_SHARED_CREDENTIALS_FILE", "GOOGLE_APPLICATION_CREDENTIALS"];
        names.map(|name| (name, nowhere.clone())).to_vec()
    };
    for (target, variable) in [
        (
            "to: s3, bucket: news, endpoint: 'http://127.0.0.1:1', region: x",
            "AWS_ACCESS_KEY_ID and AWS_SECRET_ACCESS_KEY",
        ),
        (
            "to: oss, bucket: news, endpoint: 'http://127.0.0.1:1'",
            "ALIBABA_CLOUD_ACCESS_KEY_ID and ALIBABA_CLOUD_ACCESS_KEY_SECRET",
        ),
        (
            "to: cos, bucket: news-1, endpoint: 'http://127.0.0.1:1'",
            "TENCENTCLOUD_SECRET_ID and TENCENTCLOUD_SECRET_KEY",
        ),
        (
            "to: obs, bucket: news, endpoint: 'http://127.0.0.1:1'",
            "HUAWEI_CLOUD_ACCESS_KEY_ID and HUAWEI_CLOUD_SECRET_ACCESS_KEY",
        ),
        (
            "to: azblob, container: news, endpoint: 'http://127.0.0.1:1/a'",
            "AZURE_STORAGE_ACCOUNT_KEY or AZURE_STORAGE_SAS_TOKEN",
        ),
        ("to: gcs, bucket: news, endpoint: 'http://127.0.0.1:1'", "GOOGLE_APPLICATION_CREDENTIALS"),
    ] {
        let said = said(&format!("  www: {{{target}}}\n"), &empty(), "never");
        holds(
            &said,
            &[
                "the service does not know who publishes to `www`",
                &format!("set {variable} in the environment"),
            ],
        );
    }
}

#[test]
fn a_certificate_is_trusted_where_its_authority_is_named() {
    let server = Server::start(Kind::S3OverTls);
    let mut environment = server.environment();
    let told = said(&server.target(""), &environment, "geheim-of-test");
    holds(&told, &["the certificate of the host is not trusted", "SSL_CERT_FILE"]);
    environment.push(("SSL_CERT_FILE", server.home().join("none.pem").display().to_string()));
    let told = said(&server.target(""), &environment, "geheim-of-test");
    holds(&told, &["the certificates in SSL_CERT_FILE cannot be read"]);
    environment.pop();
    environment.push(("SSL_CERT_FILE", server.home().join("authority.pem").display().to_string()));
    let site = Site::new(2, &server.target("")).with(environment);
    site.publish(&[]);
    assert!(site.crier(&["verify", "www"]).status.success());
}

#[test]
fn azure() {
    let server = Server::start(Kind::Azure);
    let wrong = "AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA=";
    let wrong_key = said(&server.target(""), &[("AZURE_STORAGE_ACCOUNT_KEY", wrong.into())], wrong);
    holds(
        &wrong_key,
        &[
            "the service does not know who publishes to `www`: AuthorizationFailure",
            "AZURE_STORAGE_ACCOUNT_KEY",
        ],
    );
    let no_key =
        said(&server.target(""), &[("AZURE_STORAGE_ACCOUNT_KEY", "no base64 s3cret".into())], "s3cret");
    holds(&no_key, &["`www` cannot be opened: invalid account_key"]);
    let without = server.target("").replace("container: news", "container: other");
    let no_place = said(&without, &server.environment(), AZURE_KEY);
    holds(&no_place, &["`www` names a place that is not there: ContainerNotFound", "check `container`"]);
}

#[test]
fn webdav() {
    let server = Server::start(Kind::WebDav);
    let wrong = said(&server.target(""), &[("WEBDAV_PASSWORD", "wrong-word".into())], "wrong-word");
    holds(
        &wrong,
        &[
            "the service does not know who publishes to `www`",
            "set `username` in crier.yaml and WEBDAV_PASSWORD",
        ],
    );
    let denied = server.target("").replace("root: /www", "root: /users");
    holds(
        &said(&denied, &server.environment(), "geheim"),
        &["publishing to `www` is forbidden", "take another key"],
    );
}

#[test]
fn sftp() {
    let server = Server::start(Kind::Sftp);
    let own = server.environment();
    let home = server.home();
    let other = server.target(&format!(", key: {}/other", home.display()));
    // The client's own configuration names the right key too.
    std::process::Command::new("sed")
        .args(["-i", "/IdentityFile/d"])
        .arg(home.join("ssh_config"))
        .status()
        .unwrap();
    holds(
        &said(&other, &own, "never"),
        &["does not let `www` in: ", "Permission denied (publickey)", "check `user` and `key`"],
    );
    let nowhere = server.target("").replace(&server.port.to_string(), "1");
    holds(&said(&nowhere, &own, "never"), &["`www` cannot be reached", "check `endpoint`"]);
    let strange = server.target("").replace("127.0.0.1", "localhost");
    holds(&said(&strange, &own, "never"), &["the host is not known", "ssh-keyscan"]);
    let no_ssh = [("PATH", home.display().to_string())];
    holds(&said(&server.target(""), &no_ssh, "never"), &["there is no `ssh` on this machine", "install"]);
}

#[test]
fn secrets_in_crier_yaml_are_refused_and_not_shown() {
    for (keys, key, variable) in [
        ("to: s3, bucket: a, secret_access_key: s3cret", "secret_access_key", "AWS_SECRET_ACCESS_KEY"),
        ("to: s3, bucket: a, access_key_id: s3cret", "access_key_id", "AWS_ACCESS_KEY_ID"),
        ("to: obs, bucket: a, access_key_id: s3cret", "access_key_id", "HUAWEI_CLOUD_ACCESS_KEY_ID"),
        ("to: azblob, container: a, account_key: s3cret", "account_key", "AZURE_STORAGE_ACCOUNT_KEY"),
        ("to: webdav, endpoint: 'https://a', password: s3cret", "password", "WEBDAV_PASSWORD"),
        ("to: webdav, endpoint: 'https://a:s3cret@b'", "endpoint", "WEBDAV_PASSWORD"),
        ("to: sftp, endpoint: 'ssh://a:s3cret@b', root: /a", "endpoint", "`ssh` finds its keys"),
    ] {
        let site = Site::new(1, &format!("  www: {{{keys}}}\n"));
        let said = site.refused(&["publish"], 1);
        holds(&said, &["config/secret", &format!("`{key}`"), "secrets come from the environment", variable]);
        let output = site.crier(&["check", "--format", "json"]);
        let all = String::from_utf8([output.stdout, output.stderr].concat()).unwrap() + &said;
        assert!(!all.contains("s3cret"), "{all}");
    }
}

#[test]
fn keys_that_a_store_does_not_take_are_told_with_those_that_it_does() {
    for (keys, parts) in [
        ("to: s3, buket: a", &["there is no key `buket`", "did you mean `bucket`?"][..]),
        ("to: s4, bucket: a", &["cannot be `s4`", "did you mean `s3`?"]),
        (
            "to: s3, bucket: a, container: b",
            &["`container` is no key of a target with `to: s3`", "`bucket`, `prefix`, `endpoint`"],
        ),
        ("to: s3", &["the target `www` has no `bucket`", "write bucket: news"]),
        ("to: sftp, endpoint: 'ssh://a'", &["the target `www` has no `root`"]),
        (
            "to: webdav, endpoint: 'https://a', grace: soon",
            &["`soon` is no time to wait", "30m, 12h, 7d or 2w"],
        ),
        ("to: folder, path: ../www, grace: 7d", &["`grace` is no key of a target with `to: folder`"]),
        ("to: sftp, endpoint: 'ssh://a', root: /a, known_hosts_strategy: never", &["Strict"]),
    ] {
        let said = Site::new(1, &format!("  www: {{{keys}}}\n")).refused(&["publish"], 1);
        holds(&said, parts);
    }
}

#[test]
fn a_place_that_holds_the_site_of_another_is_left_alone() {
    let server = Server::start(Kind::Sftp);
    let site = Site::new(1, &server.target("")).with(server.environment());
    site.write("../index.html", "Hugo");
    std::process::Command::new("cp")
        .arg(site.beside("index.html"))
        .arg(server.home().join("www"))
        .status()
        .unwrap();
    let said = site.refused(&["publish"], 2);
    holds(&said, &["`www` holds a site that crier did not publish", "name another place"]);
    assert_eq!(server.get("index.html").unwrap().1, b"Hugo");
    let said = site.refused(&["publish", "--rollback"], 2);
    holds(&said, &["`www` is a store, which keeps no versions"]);
}
