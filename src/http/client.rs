//! Who pays for a request: the viewer of a token, else the address that it came from.
//!
//! Behind a proxy every request comes from the proxy's address; the operator names the header in
//! which it says the client's. Of several addresses in it the last counts, which the nearest
//! proxy added; a client can write what it likes before that. Not here: what it pays (`graphql`).

use std::net::{IpAddr, Ipv6Addr};

use axum::http::{HeaderMap, HeaderName};

use crate::store::Viewer;

/// The header in which a proxy says whose request it is.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ClientHeader(HeaderName);

impl ClientHeader {
    /// The header of this name; none when it cannot be the name of a header.
    #[must_use]
    pub fn named(name: &str) -> Option<Self> {
        name.parse().ok().map(Self)
    }
}

/// The address at the other end of the connection.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct Peer(pub(super) IpAddr);

/// The name under which a viewer who asks from an address pays.
pub(super) fn name(viewer: &Viewer, address: &str) -> String {
    let named = viewer.name.as_ref().map(|name| format!("viewer {name}"));
    named.unwrap_or_else(|| address.to_owned())
}

/// The address that a request comes from; empty when it is not known.
pub(super) fn address(
    headers: &HeaderMap,
    peer: Option<Peer>,
    header: Option<&ClientHeader>,
) -> String {
    let told = header.and_then(|header| told(headers, header));
    told.or(peer.map(|peer| peer.0))
        .map_or_else(String::new, |address| network(address).to_string())
}

/// The address that the proxy tells.
fn told(headers: &HeaderMap, header: &ClientHeader) -> Option<IpAddr> {
    let last = headers.get_all(&header.0).iter().next_back()?;
    last.to_str().ok()?.rsplit(',').next()?.trim().parse().ok()
}

/// The network of an address: a home has as many addresses of the newer kind as it likes.
fn network(address: IpAddr) -> IpAddr {
    match address.to_canonical() {
        IpAddr::V6(address) => {
            let [a, b, c, d, ..] = address.segments();
            Ipv6Addr::new(a, b, c, d, 0, 0, 0, 0).into()
        }
        older @ IpAddr::V4(_) => older,
    }
}

#[cfg(test)]
mod tests {
    use axum::http::{HeaderMap, HeaderName, HeaderValue};

    use super::{ClientHeader, Peer, address, name};
    use crate::store::{View, Viewer};

    const HEADER: HeaderName = HeaderName::from_static("x-forwarded-for");

    fn payer(peer: &str, forwarded: &'static str, header: Option<&ClientHeader>) -> String {
        let mut headers = HeaderMap::new();
        headers.insert(HEADER, HeaderValue::from_static(forwarded));
        let peer = Peer(peer.parse().unwrap());
        name(
            &View::public().viewer,
            &address(&headers, Some(peer), header),
        )
    }

    #[test]
    fn the_connection_says_who_it_is_unless_a_proxy_is_believed() {
        assert_eq!(payer("192.0.2.1", "198.51.100.7", None), "192.0.2.1");
        let believed = payer(
            "192.0.2.1",
            "203.0.113.9, 198.51.100.7",
            Some(&ClientHeader(HEADER)),
        );
        assert_eq!(believed, "198.51.100.7");
        assert_eq!(
            payer("192.0.2.1", "nonsense", Some(&ClientHeader(HEADER))),
            "192.0.2.1"
        );
    }

    #[test]
    fn a_network_of_the_newer_kind_is_one_client() {
        let one = payer("2001:db8:1:2::1", "", None);
        assert_eq!(one, payer("2001:db8:1:2:ffff::9", "", None));
        assert_ne!(one, payer("2001:db8:1:3::1", "", None));
        assert_eq!(payer("::ffff:192.0.2.1", "", None), "192.0.2.1");
    }

    #[test]
    fn a_viewer_pays_from_wherever_it_asks() {
        let viewer = Viewer {
            name: Some("office".to_owned()),
            ..View::public().viewer
        };
        let paid = name(&viewer, "192.0.2.1");
        assert_eq!(paid, "viewer office");
    }
}
