"""Fetch a web page without being led astray.

Only http and https on their usual ports, only addresses of the public internet (checked for every address of a name,
and again after each redirect; the connection goes to the very address that was checked), no proxies from the
environment, and caps on redirects, size (after unpacking) and time. The usual libraries look the name up once more when
they connect, unpack without bound, and wait on for a server that sends a byte now and then: hence our own, over the
standard library.
"""

from __future__ import annotations

import http.client
import ipaddress
import socket
import ssl
import threading
import time
import zlib
from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from email.message import Message
from urllib.parse import quote, urljoin, urlsplit

from ..errors import FetchError, StatusError

USER_AGENT = "onrecord (reads news pages and feeds that a person asks for)"
LARGEST_PAGE = 10 * 1024 * 1024
LONGEST_SECONDS = 30.0
MOST_REDIRECTS = 5
#: A server that is silent for so long is given up.
_LONGEST_SILENCE = 10.0
#: Addresses of a name that are tried, for hosts whose first one (IPv6, as a rule) can't be reached from here.
_MOST_ADDRESSES = 3
_PORTS = {"http": 80, "https": 443}
_TYPES = (
    "text/", "application/xhtml", "application/xml", "application/rss", "application/atom", "application/rdf",
    "application/pdf", "application/vnd.openxmlformats-officedocument.wordprocessingml", "application/octet-stream",
)  # fmt: skip
# Ranges of IPv6 that carry an IPv4 address in their last 32 bits: NAT64, the old "compatible" form, and the
# "translated" one of SIIT (RFC 2765).
_CARRIERS = tuple(map(ipaddress.IPv6Network, ("64:ff9b::/96", "::/96", "::ffff:0:0:0/96")))
#: For NAT64 within a network (RFC 8215): what it leads to is that network's own.
_LOCAL_NAT64 = ipaddress.IPv6Network("64:ff9b:1::/48")

IPAddress = ipaddress.IPv4Address | ipaddress.IPv6Address


@dataclass(frozen=True, slots=True)
class Fetched:
    """What was fetched: the final address, the unpacked body, the declared charset, whether it is HTML.

    ``etag`` and ``modified`` are the server's marks of this state of the page; ``unchanged`` says that it is still the
    state whose marks were sent, and the body is then empty. ``headers`` are the server's, to the letter.
    """

    url: str
    body: bytes
    charset: str | None
    is_html: bool
    etag: str | None = None
    modified: str | None = None
    unchanged: bool = False
    headers: tuple[tuple[str, str], ...] = ()


def is_public(address: IPAddress) -> bool:
    """Whether an address is on the public internet: not private, loopback, link-local, or one of them in disguise."""
    if isinstance(address, ipaddress.IPv6Address):
        inner = address.ipv4_mapped or address.sixtofour or (address.teredo[1] if address.teredo else None)
        if inner is None and any(address in carrier for carrier in _CARRIERS):
            inner = ipaddress.IPv4Address(int(address) & 0xFFFFFFFF)
        if inner is not None:
            return is_public(inner)
        if address.is_site_local or address in _LOCAL_NAT64:
            return False
    return address.is_global and not address.is_multicast


def fetch(
    url: str,
    *,
    etag: str | None = None,
    modified: str | None = None,
    allowed: Callable[[IPAddress], bool] = is_public,
    ports: dict[str, int] | None = None,
) -> Fetched:
    """Fetch a page, or learn that it is unchanged since it had the marks ``etag`` and ``modified``.

    ``allowed`` decides on each address, ``ports`` names the port that each scheme may use (tests set both).
    Raises FetchError.
    """
    deadline = time.monotonic() + LONGEST_SECONDS
    marks = {"If-None-Match": etag, "If-Modified-Since": modified}
    conditions = {name: value for name, value in marks.items() if value and value.isprintable()}
    current = url
    for _ in range(MOST_REDIRECTS + 1):
        target = _target(current, ports or _PORTS)
        with _request(target, _resolve(target, allowed), deadline, conditions) as response:
            moved = response.getheader("location") if response.status in (301, 302, 303, 307, 308) else None
            if not moved:
                return _page(current, response, deadline)
        try:
            current = urljoin(current, moved)
        except ValueError as error:
            raise FetchError(f"{current} redirects to {moved}, which is no web address") from error
    raise FetchError(f"more than {MOST_REDIRECTS} redirects, last to {current}")


@dataclass(frozen=True, slots=True)
class _Target:
    """A web address taken apart; ``host`` as it goes into the request (with a port that isn't the usual one)."""

    scheme: str
    name: str
    port: int
    host: str
    path: str


def _target(url: str, ports: dict[str, int]) -> _Target:
    try:
        parts = urlsplit(url)
        port = parts.port or ports.get(parts.scheme, 0)
        name = (parts.hostname or "").rstrip(".").encode("idna").decode("ascii")
    except ValueError as error:
        raise FetchError(f"{url} is no web address ({error})") from error
    if parts.scheme not in ports or not name:
        raise FetchError(f"{url} is no http or https address")
    if port != ports[parts.scheme]:
        raise FetchError(f"port {port} is refused", remedy="only the usual web ports are read")
    if parts.username or parts.password:
        raise FetchError("an address with a user name or password in it is refused")
    host = f"[{name}]" if ":" in name else name
    host = host if port == _PORTS.get(parts.scheme) else f"{host}:{port}"
    path = (parts.path or "/") + (f"?{parts.query}" if parts.query else "")
    return _Target(parts.scheme, name, port, host, quote(path, safe="%/?:@!$&'()*+,;=~[]|"))


def _resolve(target: _Target, allowed: Callable[[IPAddress], bool]) -> list[IPAddress]:
    """Look a name up; one address that isn't allowed is enough to refuse it."""
    try:
        found = socket.getaddrinfo(target.name, target.port, type=socket.SOCK_STREAM)
        addresses = [ipaddress.ip_address(str(entry[4][0]).partition("%")[0]) for entry in found]
    except (OSError, ValueError) as error:
        raise FetchError(
            f"the name {target.name} can't be found", remedy="check the address and the connection"
        ) from error
    for address in addresses:
        if not allowed(address):
            raise FetchError(f"{target.name} leads to {address}, which is not on the public internet", remedy="refused")
    return addresses


@contextmanager
def _request(
    target: _Target, addresses: Sequence[IPAddress], deadline: float, conditions: Mapping[str, str]
) -> Iterator[http.client.HTTPResponse]:
    """Ask for a page. The connection is cut when the time is over, however slowly the server goes on sending."""
    connected = _connect(target, addresses, deadline)
    timer = threading.Timer(max(0.0, deadline - time.monotonic()), _hang_up, [connected])
    timer.daemon = True
    timer.start()
    connection = http.client.HTTPConnection(target.name, target.port)
    connection.sock = connected
    headers = {
        "Host": target.host,
        "User-Agent": USER_AGENT,
        "Accept": "text/html,application/rss+xml,application/atom+xml,text/plain;q=0.9,*/*;q=0.5",
        "Accept-Encoding": "gzip",
        "Connection": "close",
        **conditions,
    }
    try:
        connection.request("GET", target.path, headers=headers)
        with connection.getresponse() as response:
            yield response
    except (OSError, ValueError, http.client.HTTPException) as error:
        if time.monotonic() > deadline:
            raise FetchError(f"the page took longer than {LONGEST_SECONDS:.0f} seconds") from error
        raise FetchError(
            f"the answer of {target.name} broke off ({type(error).__name__})", remedy="try again later"
        ) from error
    finally:
        timer.cancel()
        connection.close()


def _connect(target: _Target, addresses: Sequence[IPAddress], deadline: float) -> socket.socket:
    problem: OSError | None = None
    for address in addresses[:_MOST_ADDRESSES]:
        wait = max(0.1, min(_LONGEST_SILENCE, deadline - time.monotonic()))
        try:
            connected = socket.create_connection((str(address), target.port), timeout=wait)
        except OSError as error:
            problem = error
            continue
        if target.scheme != "https":
            return connected
        try:
            return ssl.create_default_context().wrap_socket(connected, server_hostname=target.name)
        except OSError as error:
            connected.close()
            raise FetchError(
                f"no safe connection to {target.name} ({error})", remedy="its certificate may be wrong"
            ) from error
    raise FetchError(f"no answer from {target.name} ({problem})", remedy="try again later") from problem


def _hang_up(connected: socket.socket) -> None:
    with suppress(OSError):
        connected.shutdown(socket.SHUT_RDWR)


def _page(url: str, response: http.client.HTTPResponse, deadline: float) -> Fetched:
    etag, modified = response.getheader("etag"), response.getheader("last-modified")
    if response.status == 304:
        return Fetched(url, b"", None, False, etag, modified, unchanged=True)
    if response.status != 200:
        words = f"the server answered {response.status} {response.reason or ''}".rstrip()
        raise StatusError(words, response.status)
    message = Message()
    message["content-type"] = response.getheader("content-type", "")
    kind = message.get_content_type() if message["content-type"] else ""
    if kind and not kind.startswith(_TYPES):
        raise FetchError(f"the address holds {kind}, not a page or text")
    body = bytearray()
    for chunk in _unpacked(response):
        body += chunk
        if len(body) > LARGEST_PAGE:
            raise FetchError(f"the page is larger than {LARGEST_PAGE >> 20} MB")
        if time.monotonic() > deadline:
            break
    if time.monotonic() > deadline:  # also where the connection was cut and the body only seems to be at its end
        raise FetchError(f"the page took longer than {LONGEST_SECONDS:.0f} seconds")
    if response.length:
        raise FetchError("the page broke off before its end", remedy="try again later")
    return Fetched(
        url,
        bytes(body),
        message.get_content_charset(),
        "html" in kind,
        etag,
        modified,
        headers=tuple(response.getheaders()),
    )


def _unpacked(response: http.client.HTTPResponse) -> Iterator[bytes]:
    """The body piece by piece; a packed one never grows by more than the size cap at once."""
    packing = response.getheader("content-encoding", "").strip().lower()
    if packing not in ("", "identity", "gzip", "x-gzip", "deflate"):
        raise FetchError(f"the page is packed in a way we didn't ask for ({packing})")
    unpacker = zlib.decompressobj(wbits=47) if packing not in ("", "identity") else None  # 47: gzip or zlib
    while chunk := response.read1(65536):
        if unpacker is None:
            yield chunk
            continue
        try:
            yield unpacker.decompress(chunk, LARGEST_PAGE + 1)
        except zlib.error as error:
            raise FetchError(f"the page is packed wrongly ({error})") from error
