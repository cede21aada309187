//! Which hosts everybody can reach, and which only who sits in the same network.

use std::net::{IpAddr, Ipv4Addr, Ipv6Addr};

/// Whether everybody can reach this address: not those of one machine, one network, or no network at all (the special
/// registries of IANA for IPv4 and IPv6, RFC 6890).
pub fn is_public(address: IpAddr) -> bool {
    match address {
        IpAddr::V4(address) => is_public_v4(address),
        IpAddr::V6(address) => match inner_v4(address) {
            Some(inner) => is_public_v4(inner),
            None => is_public_v6(address),
        },
    }
}

fn is_public_v4(address: Ipv4Addr) -> bool {
    let [a, b, c, _] = address.octets();
    let is_shared = a == 100 && (64..128).contains(&b);
    let is_benchmark = a == 198 && (b == 18 || b == 19);
    let is_protocol = (a, b, c) == (192, 0, 0);
    !(a == 0
        || a >= 240
        || is_shared
        || is_benchmark
        || is_protocol
        || address.is_private()
        || address.is_loopback()
        || address.is_link_local()
        || address.is_multicast()
        || address.is_documentation())
}

fn is_public_v6(address: Ipv6Addr) -> bool {
    let first = address.segments()[0];
    let is_documentation = first == 0x2001 && address.segments()[1] == 0xdb8;
    // Only 2000::/3 is given out (RFC 4291, section 2.4).
    first & 0xe000 == 0x2000 && !is_documentation
}

/// The IPv4 address that an IPv6 address leads to: mapped, translated (RFC 6052), or by 6to4 (RFC 3056).
fn inner_v4(address: Ipv6Addr) -> Option<Ipv4Addr> {
    let parts = address.segments();
    let joined = |high: u16, low: u16| Ipv4Addr::from(u32::from(high) << 16 | u32::from(low));
    match parts {
        [0, 0, 0, 0, 0, 0xffff, high, low] | [0x64, 0xff9b, 0, 0, 0, 0, high, low] => Some(joined(high, low)),
        [0x2002, high, low, ..] => Some(joined(high, low)),
        _ => None,
    }
}

/// Whether the name of a host alone says that not everybody can reach it: `localhost`, a name without a dot, a name of
/// the local network (RFC 6761, RFC 6762, RFC 8375), an address that is not public.
pub fn is_private_name(host: &str) -> bool {
    let host = host.trim_end_matches('.').to_ascii_lowercase();
    let bare = host.strip_prefix('[').and_then(|host| host.strip_suffix(']')).unwrap_or(&host);
    match bare.parse::<IpAddr>() {
        Ok(address) => !is_public(address),
        Err(_) => match host.rsplit_once('.') {
            None => true,
            Some((_, last)) => {
                matches!(last, "localhost" | "local" | "internal") || host.ends_with(".home.arpa")
            }
        },
    }
}

#[cfg(test)]
mod tests {
    use super::is_private_name;

    #[test]
    fn some_hosts_are_for_some_only() {
        for host in [
            "localhost",
            "LOCALHOST.",
            "a.localhost",
            "intranet",
            "printer.local",
            "127.0.0.1",
            "10.1.2.3",
            "172.16.0.1",
            "192.168.1.1",
            "169.254.169.254",
            "100.64.0.1",
            "0.0.0.0",
            "255.255.255.255",
            "224.0.0.1",
            "[::1]",
            "[::]",
            "[fe80::1]",
            "[fd00::1]",
            "[::ffff:127.0.0.1]",
            "[64:ff9b::7f00:1]",
            "[2002:7f00:1::]",
        ] {
            assert!(is_private_name(host), "{host}");
        }
        for host in
            ["example.gov", "8.8.8.8", "100.128.0.1", "172.32.0.1", "[2606:4700::1111]", "[::ffff:8.8.8.8]"]
        {
            assert!(!is_private_name(host), "{host}");
        }
    }
}
