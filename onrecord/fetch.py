"""Fetch a web page without being led astray.

Only http and https on their usual ports, only addresses of the public internet (checked for every address of a name,
and again after each redirect; the connection goes to the very address that was checked), no proxies from the
environment, and caps on redirects, size (after unpacking) and time. LIBRARIES of this kind either let private
addresses through or ask an outside resolver, hence our own.
"""

from __future__ import annotations

import ipaddress
import socket
import time
from collections.abc import Callable
from dataclasses import dataclass
from email.message import Message
from urllib.parse import urljoin, urlsplit, urlunsplit

import urllib3
from urllib3.response import BaseHTTPResponse
from urllib3.util import Timeout

from .errors import FetchError

USER_AGENT = "onrecord (reads news for statements; respects robots.txt when crawling)"
LARGEST_PAGE = 10 * 1024 * 1024
LONGEST_SECONDS = 30.0
MOST_REDIRECTS = 5
_PORTS = {"http": 80, "https": 443}
_TYPES = ("text/", "application/xhtml", "application/xml", "application/octet-stream", "")

IPAddress = ipaddress.IPv4Address | ipaddress.IPv6Address


@dataclass(frozen=True, slots=True)
class Page:
    """What was fetched: the final address, the unpacked body, the declared charset, whether it is HTML."""

    url: str
    body: bytes
    charset: str | None
    is_html: bool


def is_public(address: IPAddress) -> bool:
    """Whether an address is on the public internet: not private, loopback, link-local, or one of them in disguise."""
    if isinstance(address, ipaddress.IPv6Address):
        inner = address.ipv4_mapped or address.sixtofour or (address.teredo[1] if address.teredo else None)
        if inner is None and address in ipaddress.ip_network("64:ff9b::/96"):
            inner = ipaddress.IPv4Address(int(address) & 0xFFFFFFFF)
        if inner is not None:
            return inner.is_global and not inner.is_multicast
    return address.is_global and not address.is_multicast


def fetch(url: str, *, allowed: Callable[[IPAddress], bool] = is_public, ports: dict[str, int] | None = None) -> Page:
    """Fetch a page.

    ``allowed`` decides on each address, ``ports`` names the port that each scheme may use (tests set both).
    Raises FetchError.
    """
    deadline = time.monotonic() + LONGEST_SECONDS
    current = url
    for _ in range(MOST_REDIRECTS + 1):
        response = _request(current, allowed, ports or _PORTS, deadline)
        try:
            target = response.headers.get("location")
            if response.status in (301, 302, 303, 307, 308) and target:
                current = urljoin(current, target)
                continue
            if response.status != 200:
                raise FetchError(f"the server answered {response.status} {response.reason or ''}".rstrip())
            return _page(current, response, deadline)
        finally:
            response.close()
    raise FetchError(f"more than {MOST_REDIRECTS} redirects, last to {current}")


def _request(
    url: str, allowed: Callable[[IPAddress], bool], ports: dict[str, int], deadline: float
) -> BaseHTTPResponse:
    try:
        parts = urlsplit(url)
        port = parts.port or _PORTS.get(parts.scheme, 0)
    except ValueError as error:
        raise FetchError(f"{url} is no web address ({error})") from error
    host = (parts.hostname or "").rstrip(".")
    if parts.scheme not in ports or not host:
        raise FetchError(f"{url} is no http or https address")
    if port != ports[parts.scheme]:
        raise FetchError(f"port {port} is refused; only the usual web ports are read")
    if parts.username or parts.password:
        raise FetchError("an address with a user name or password in it is refused")
    address = _resolve(host, port, allowed)
    left = max(0.1, deadline - time.monotonic())
    timeout = Timeout(connect=min(10.0, left), read=min(20.0, left))
    target = urlunsplit(("", "", parts.path or "/", parts.query, ""))
    netloc = host if port == _PORTS[parts.scheme] else f"{host}:{port}"
    headers = {
        "Host": netloc,
        "User-Agent": USER_AGENT,
        "Accept": "text/html,text/plain;q=0.9",
        "Accept-Encoding": "gzip, deflate",
    }
    pool: urllib3.HTTPConnectionPool
    if parts.scheme == "https":
        pool = urllib3.HTTPSConnectionPool(str(address), port, server_hostname=host, assert_hostname=host)
    else:
        pool = urllib3.HTTPConnectionPool(str(address), port)
    try:
        return pool.request(
            "GET", target, headers=headers, timeout=timeout, retries=False, redirect=False, preload_content=False
        )
    except urllib3.exceptions.HTTPError as error:
        raise FetchError(f"no answer from {host} ({type(error).__name__}); try again later") from error


def _resolve(host: str, port: int, allowed: Callable[[IPAddress], bool]) -> IPAddress:
    try:
        found = socket.getaddrinfo(host, port, type=socket.SOCK_STREAM)
    except (OSError, UnicodeError) as error:
        raise FetchError(f"the name {host} can't be found; check the address and the connection") from error
    addresses = [ipaddress.ip_address(str(entry[4][0]).partition("%")[0]) for entry in found]
    for address in addresses:
        if not allowed(address):
            raise FetchError(f"{host} leads to {address}, which is not on the public internet; refused")
    if not addresses:
        raise FetchError(f"the name {host} has no address")
    return addresses[0]


def _page(url: str, response: BaseHTTPResponse, deadline: float) -> Page:
    message = Message()
    message["content-type"] = response.headers.get("content-type", "")
    kind = message.get_content_type() if message["content-type"] else ""
    if not kind.startswith(_TYPES[:-1]) and kind:
        raise FetchError(f"the address holds {kind}, not a page or text")
    body = bytearray()
    try:
        for chunk in response.stream(65536, decode_content=True):
            body += chunk
            if len(body) > LARGEST_PAGE:
                raise FetchError(f"the page is larger than {LARGEST_PAGE >> 20} MB")
            if time.monotonic() > deadline:
                raise FetchError(f"the page took longer than {LONGEST_SECONDS:.0f} seconds")
    except urllib3.exceptions.HTTPError as error:
        raise FetchError(f"the page broke off ({type(error).__name__}); try again later") from error
    charset = message.get_content_charset()
    return Page(url, bytes(body), charset, "html" in kind)
