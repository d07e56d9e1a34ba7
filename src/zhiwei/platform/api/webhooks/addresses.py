"""Where a webhook may go: public addresses only, unless the installation names networks of its own."""

from __future__ import annotations

import ipaddress
import socket
from dataclasses import dataclass
from urllib.parse import urlsplit

from django.conf import settings
from django.utils.translation import gettext as _

Address = ipaddress.IPv4Address | ipaddress.IPv6Address
PORTS = {"https": 443, "http": 80}


class Refused(ValueError):
    """An address that nothing may be sent to; says why."""


@dataclass(frozen=True, slots=True)
class Target:
    """An address taken apart, with the one network address that was found harmless and will be called."""

    scheme: str
    host: str
    port: int
    path: str
    address: str


def target(url: str) -> Target:
    """Take an address apart and look it up. Raises :class:`Refused`."""
    try:
        parts = urlsplit(url)
        port = parts.port or PORTS.get(parts.scheme, 0)
    except ValueError:
        raise Refused(_("地址无法识别")) from None
    host = parts.hostname or ""
    named = _named()
    if parts.scheme != "https" and not (parts.scheme == "http" and named):
        raise Refused(_("地址应以 https:// 开头"))
    if not host or parts.username or parts.password or parts.fragment:
        raise Refused(_("地址应只有主机、端口和路径"))
    path = (parts.path or "/") + (f"?{parts.query}" if parts.query else "")
    return Target(parts.scheme, host, port, path, _lookup(host, port, named))


def _named() -> list[ipaddress.IPv4Network | ipaddress.IPv6Network]:
    return [ipaddress.ip_network(text, strict=False) for text in settings.WEBHOOK_NETWORKS]


def _lookup(host: str, port: int, named: list[ipaddress.IPv4Network | ipaddress.IPv6Network]) -> str:
    """The first address of a host if all of its addresses are harmless: one bad among good ones is a trick."""
    try:
        found = socket.getaddrinfo(host.encode("idna").decode(), port, type=socket.SOCK_STREAM)
    except (OSError, UnicodeError):
        raise Refused(_("找不到主机 %(host)s") % {"host": host}) from None
    addresses = [str(entry[4][0]).partition("%")[0] for entry in found]
    for text in addresses:
        if not harmless(ipaddress.ip_address(text), named):
            raise Refused(_("主机 %(host)s 在内部网络中，不能向它发送") % {"host": host})
    return addresses[0]


def harmless(
    address: Address, named: list[ipaddress.IPv4Network | ipaddress.IPv6Network] | None = None
) -> bool:
    """Whether an address is public, however it is wrapped, or lies in a named network."""
    if any(address in network for network in named or () if network.version == address.version):
        return True
    if isinstance(address, ipaddress.IPv6Address):
        inner = address.ipv4_mapped or address.sixtofour or _translated(address)
        if inner is not None:
            return harmless(inner, named)
        if address.teredo is not None:
            return False
    return address.is_global and not address.is_multicast


_NAT64 = ipaddress.ip_network("64:ff9b::/96")


def _translated(address: ipaddress.IPv6Address) -> ipaddress.IPv4Address | None:
    """The IPv4 address within one of a translator."""
    return ipaddress.IPv4Address(int(address) & 0xFFFFFFFF) if address in _NAT64 else None
