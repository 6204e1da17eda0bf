"""Where a hook may lead: https with a certificate that holds, or this very machine; and never where only machines live.

A name is looked up once for every delivery, what it stands for is judged, and that very address is connected to: a name
that changes its mind between the two (DNS rebinding) changes nothing. Private networks are allowed, since a campus's
systems live there; what guards them is that the receiver has to show a certificate for the name.
"""

import ipaddress
import socket
from typing import NamedTuple

import httpx

from app.errors import UserError
from app.i18n import tr
from app.sync.address import loopback

LONGEST = 500
_METADATA = frozenset({ipaddress.ip_address(one) for one in ("169.254.169.254", "fd00:ec2::254", "100.100.100.200")})
"""Where clouds keep a machine's own secrets; some of them are not link-local."""


class Refused(UserError):
    """A hook may not lead there."""


class Target(NamedTuple):
    """Where to connect. url: with the address in place of the name; host: the name, for `Host` and certificate."""

    url: httpx.URL
    host: str


def checked(address: str, *, here: bool) -> str:
    """The address of a new hook. here: it may be plain http to this machine. Refused says why not."""
    try:
        url = httpx.URL(address.strip())
        whole = bool(url.host) and (url.port is None or 0 < url.port < 65536)
    except (httpx.InvalidURL, UnicodeError):
        raise Refused(_wrong()) from None
    if len(address) > LONGEST or url.userinfo or url.fragment or not whole or not str(url).isascii():
        raise Refused(_wrong())
    if url.scheme == "http" and here and loopback(url.host):
        return str(url)
    if url.scheme != "https":
        raise Refused(_wrong())
    if loopback(url.host) and not here:
        raise Refused(tr("指向指挥中心本机的通知只能在本机用 gatepost server hook add 添加。"))
    if (literal := _literal(url.host)) and not _allowed(literal, here=here):
        raise Refused(_wrong())
    return str(url)


def target(address: str) -> Target:
    """What an address stands for now. OSError where its name leads nowhere, Refused where it leads astray."""
    url = httpx.URL(address)
    here = loopback(url.host)
    port = url.port or (443 if url.scheme == "https" else 80)
    found = [ipaddress.ip_address(one[4][0].partition("%")[0]) for one in _looked_up(url.host, port)]
    if not found or not all(_allowed(one, here=here) for one in found):
        raise Refused(tr("这个名称指向不允许的网络地址。请检查域名解析。"))
    return Target(url.copy_with(host=str(found[0])), url.netloc.decode())


def _looked_up(host: str, port: int) -> list[tuple[object, object, object, str, tuple[str, int]]]:
    name = "127.0.0.1" if host.lower() == "localhost" else host.strip("[]")
    return socket.getaddrinfo(name, port, type=socket.SOCK_STREAM)  # type: ignore[return-value]


def _literal(host: str) -> ipaddress.IPv4Address | ipaddress.IPv6Address | None:
    try:
        return ipaddress.ip_address(host.strip("[]"))
    except ValueError:
        return None


def _allowed(address: ipaddress.IPv4Address | ipaddress.IPv6Address, *, here: bool) -> bool:
    plain = getattr(address, "ipv4_mapped", None) or address
    if plain.is_loopback:
        return here
    return not (plain.is_link_local or plain.is_multicast or plain.is_unspecified or plain.is_reserved
                or plain in _METADATA)  # fmt: skip


def _wrong() -> str:
    return tr("通知地址应写成 https://系统的域名/路径 的样子，不带用户名和密码；本机可用 http://127.0.0.1:端口/路径。")
