//! What a request asks for, and whether it may.

use percent_encoding::percent_decode_str;
use std::net::IpAddr;

/// Why a request is refused.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Refused {
    /// It is no sound request.
    Unsound,
    /// It asks under a name that is not this machine's.
    OtherHost,
}

/// The path of a request, percent-decoded, as addresses of a site are written. A part that decodes to more than a
/// name (`..`, a slash, a control character) is refused.
pub fn path(raw: &str) -> Result<String, Refused> {
    let rest = raw.strip_prefix('/').ok_or(Refused::Unsound)?;
    let mut path = String::with_capacity(raw.len());
    for part in rest.split('/') {
        let part = percent_decode_str(part).decode_utf8().map_err(|_| Refused::Unsound)?;
        if matches!(&*part, "." | "..") || part.contains(['/', '\\']) || part.chars().any(char::is_control) {
            return Err(Refused::Unsound);
        }
        path.push('/');
        path.push_str(&part);
    }
    Ok(path)
}

/// Whether a request may be answered that says `Host: host`. A page of another site can have its own name lead to this
/// machine (DNS rebinding), and would read the preview; so only names are taken that nobody else can have. A server that
/// was asked to listen beyond this machine answers to any IP address too.
pub fn host(host: Option<&str>, bound: IpAddr) -> Result<(), Refused> {
    let host = host.ok_or(Refused::Unsound)?;
    let name = match host.strip_prefix('[') {
        Some(rest) => rest.split(']').next().unwrap_or_default(),
        None => host.split(':').next().unwrap_or_default(),
    };
    let name = name.to_ascii_lowercase();
    let is_own = match name.parse::<IpAddr>() {
        Ok(address) => address.is_loopback() || !bound.is_loopback(),
        Err(_) => name == "localhost" || name.ends_with(".localhost"),
    };
    if is_own { Ok(()) } else { Err(Refused::OtherHost) }
}

#[cfg(test)]
mod tests {
    use super::{Refused, host, path};
    use std::net::IpAddr;

    #[test]
    fn a_path_is_decoded_once() {
        assert_eq!(path("/releases/2022/%E5%AE%89%E5%85%A8/"), Ok("/releases/2022/安全/".to_owned()));
        assert_eq!(path("/a%2541/"), Ok("/a%41/".to_owned()));
    }

    #[test]
    fn a_part_is_a_name() {
        for raw in [
            "",
            "*",
            "a",
            "/..",
            "/../x",
            "/%2e%2e/x",
            "/%2E./x",
            "/a%2fb",
            "/a%5cb",
            "/a\\b",
            "/%00",
            "/%0d%0ax",
            "/%ff",
            "/./a",
        ] {
            assert_eq!(path(raw), Err(Refused::Unsound), "{raw}");
        }
    }

    #[test]
    fn only_names_of_this_machine_are_answered() {
        let (here, everywhere): (IpAddr, IpAddr) = ([127, 0, 0, 1].into(), [0, 0, 0, 0].into());
        for name in [
            "localhost",
            "localhost:4000",
            "LOCALHOST",
            "a.localhost:4000",
            "127.0.0.1:4000",
            "127.9.9.9",
            "[::1]:4000",
        ] {
            assert_eq!(host(Some(name), here), Ok(()), "{name}");
        }
        for name in
            ["example.org", "localhost.example.org", "192.168.1.5:4000", "127.0.0.1.nip.io", "", "0x7f.1"]
        {
            assert_eq!(host(Some(name), here), Err(Refused::OtherHost), "{name}");
        }
        assert_eq!(host(Some("192.168.1.5:4000"), everywhere), Ok(()));
        assert_eq!(host(Some("example.org"), everywhere), Err(Refused::OtherHost));
        assert_eq!(host(None, here), Err(Refused::Unsound));
    }
}
