"""Fetching, against a server on this machine; nothing leaves it."""

from __future__ import annotations

import gzip
import ipaddress
import socket
import threading
import time
from collections.abc import Iterator
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer

import pytest

from onrecord.errors import FetchError, StatusError
from onrecord.sources import fetch as module
from onrecord.sources.fetch import fetch, is_public

ADDRESSES = [
    ("93.184.216.34", True), ("2606:2800:220:1:248:1893:25c8:1946", True), ("127.0.0.1", False), ("10.1.2.3", False),
    ("172.16.0.1", False), ("192.168.1.1", False), ("169.254.169.254", False), ("0.0.0.0", False), ("100.64.0.1", False),
    ("224.0.0.1", False), ("::1", False), ("fe80::1", False), ("fc00::1", False), ("::ffff:127.0.0.1", False),
    ("::ffff:10.0.0.1", False), ("::127.0.0.1", False), ("fec0::1", False), ("::ffff:93.184.216.34", True),
    ("2001:db8::1", False), ("240.0.0.1", False), ("255.255.255.255", False), ("198.18.0.1", False), ("64:ff9b::7f00:1", False), ("2002:7f00:1::", False), ("ff02::1", False),
    ("64:ff9b:1::7f00:1", False), ("64:ff9b:1:ffff::5db8:d822", False), ("::ffff:0:10.0.0.1", False), ("::ffff:0:93.184.216.34", True),
]  # fmt: skip


@pytest.mark.parametrize(("address", "public"), ADDRESSES)
def test_is_public(address: str, public: bool) -> None:
    assert is_public(ipaddress.ip_address(address)) is public


class Handler(BaseHTTPRequestHandler):
    def do_GET(self) -> None:
        path = self.path.partition("?")[0]
        if path.startswith("/to/"):
            self.send_response(302)
            self.send_header("Location", self.path[4:])
            self.send_header("Content-Length", "0")
            self.end_headers()
            return
        if path.startswith("/slow"):
            self.slowly(b"HTTP/1.0 200 OK\r\n" + (b"Content-Type: text/html\r\n\r\n" if path == "/slow-body" else b""))
            return
        if path == "/feed" and "a1" in (self.headers["If-None-Match"] or "") and self.headers["If-Modified-Since"]:
            self.send_response(304)
            self.end_headers()
            return
        kind = {"/feed": "application/rss+xml", "/picture": "image/png", "/text": "text/plain; charset=latin-1"}.get(
            path, "text/html; charset=utf-8"
        )
        body = {
            "/agent": self.headers["User-Agent"].encode(),
            "/big": b"a" * 5000,
            "/zipped": gzip.compress(b"<p>Bridge</p>"),
            "/not-zipped": b"<p>Bridge</p>",
            "/bomb": gzip.compress(b"a" * 500_000),
        }
        data = body.get(path, b"<p>Bridge</p>")
        self.send_response(404 if path == "/gone" else 200)
        self.send_header("Content-Type", kind)
        self.send_header("Content-Length", str(len(data) + 7 * (path == "/broken")))
        if path in ("/bomb", "/zipped", "/not-zipped"):
            self.send_header("Content-Encoding", "gzip")
        if path == "/feed":
            self.send_header("ETag", '"a1"')
            self.send_header("Last-Modified", "Fri, 07 Nov 2025 10:00:00 GMT")
        if path == "/brotli":
            self.send_header("Content-Encoding", "br")
        self.end_headers()
        self.wfile.write(data)

    def slowly(self, start: bytes) -> None:
        """Send a byte now and then, for ever, as long as the other side listens."""
        try:
            self.wfile.write(start)
            for _ in range(200):
                time.sleep(0.05)
                self.wfile.write(b"a")
        except OSError:  # the client hung up, as it must: that is what the tests look for
            pass
        self.close_connection = True

    def log_message(self, *arguments: object) -> None:
        pass


class Server(ThreadingHTTPServer):
    def handle_error(self, *_: object) -> None:
        """A client that hangs up early is what some tests are about."""


@pytest.fixture(scope="module")
def port() -> Iterator[int]:
    server = Server(("127.0.0.1", 0), Handler)
    thread = threading.Thread(target=server.serve_forever, daemon=True)
    thread.start()
    yield server.server_address[1]
    server.shutdown()
    server.server_close()
    thread.join()


def get(port: int, path: str) -> module.Fetched:
    return fetch(f"http://127.0.0.1:{port}{path}", allowed=lambda _: True, ports={"http": port, "https": 443})


def test_a_page(port: int) -> None:
    page = get(port, "/story?a=b")
    assert (page.body, page.charset, page.is_html) == (b"<p>Bridge</p>", "utf-8", True)
    assert get(port, "/text").charset == "latin-1"
    assert not get(port, "/text").is_html


def test_an_unchanged_page_is_not_sent_again(port: int) -> None:
    url, options = f"http://127.0.0.1:{port}/feed", {"allowed": lambda _: True, "ports": {"http": port}}
    first = fetch(url, **options)
    assert (first.etag, first.modified, first.unchanged) == ('"a1"', "Fri, 07 Nov 2025 10:00:00 GMT", False)
    again = fetch(url, etag=first.etag, modified=first.modified, **options)
    assert (again.body, again.unchanged) == (b"", True)


def test_a_refusal_tells_its_status(port: int) -> None:
    with pytest.raises(StatusError) as caught:
        get(port, "/gone")
    assert caught.value.status == 404


def test_it_says_who_it_is(port: int) -> None:
    assert get(port, "/agent").body.startswith(b"onrecord")


def test_redirects_are_followed_and_counted(port: int) -> None:
    assert get(port, "/to//to//story").url.endswith("/story")
    with pytest.raises(FetchError, match="more than 5 redirects"):
        get(port, "/to/" * 7 + "/story")


REFUSED = [
    ("/to/file:///etc/passwd", "no http or https"),
    ("/to/http://user:word@127.0.0.1/", "refused"),
    ("/to/http://127.0.0.1:22/", "port 22 is refused"),
    ("/picture", "image/png"),
    ("/gone", "answered 404"),
    ("/to/http://[bad", "no web address"),
    ("/broken", "broke off"),
    ("/brotli", "packed in a way"),
    ("/not-zipped", "packed wrongly"),
]


@pytest.mark.parametrize(("path", "words"), REFUSED)
def test_refused(port: int, path: str, words: str) -> None:
    with pytest.raises(FetchError, match=words):
        get(port, path)


def test_each_redirect_is_checked(port: int) -> None:
    first = ipaddress.ip_address("127.0.0.1")
    with pytest.raises(FetchError, match="not on the public internet"):
        fetch(f"http://127.0.0.1:{port}/to/http://127.0.0.2:{port}/", allowed=first.__eq__, ports={"http": port})


@pytest.mark.parametrize("path", ["/big", "/bomb"])
def test_size_counts_after_unpacking(port: int, path: str, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(module, "LARGEST_PAGE", 4000)
    with pytest.raises(FetchError, match="larger"):
        get(port, path)


def test_time_is_capped(port: int, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(module, "LONGEST_SECONDS", -1.0)
    with pytest.raises(FetchError, match="longer"):
        get(port, "/big")


@pytest.mark.parametrize(
    ("url", "words"),
    [
        ("http://127.0.0.1/", "not on the public internet"),
        ("http://localhost/", "not on the public internet"),
        ("http://[::1]/", "not on the public internet"),
        ("http://2130706433/", "not on the public internet"),
        ("ftp://courier.example/", "no http or https"),
        ("http:///path", "no http or https"),
        ("http://courier.example:8080/", "port 8080"),
        ("http://[bad/", "no web address"),
        ("http://" + "a" * 70 + ".example/", "no web address"),
        ("http://courier.example:port/", "no web address"),
        ("http://[::ffff:127.0.0.1]/", "not on the public internet"),
        ("http://user@courier.example/", "user name"),
        ("javascript:alert(1)", "no http or https"),
    ],
)
def test_addresses_that_are_never_asked(url: str, words: str) -> None:
    with pytest.raises(FetchError, match=words):
        fetch(url)


def test_a_packed_page_is_unpacked(port: int) -> None:
    assert get(port, "/zipped").body == b"<p>Bridge</p>"


def test_odd_characters_in_an_address_are_escaped(port: int) -> None:
    assert get(port, "/brücke und fähre?a=ü").body == b"<p>Bridge</p>"


@pytest.mark.parametrize("path", ["/slow-head", "/slow-body"])
def test_a_server_that_trickles_is_cut_off(port: int, path: str, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(module, "LONGEST_SECONDS", 0.3)
    start = time.monotonic()
    with pytest.raises(FetchError, match="longer than"):
        get(port, path)
    assert time.monotonic() - start < 3


def test_the_next_address_is_tried(port: int, monkeypatch: pytest.MonkeyPatch) -> None:
    kind = (socket.AF_INET, socket.SOCK_STREAM, 6, "")
    found = [(*kind, (address, port)) for address in ("::1", "127.0.0.1")]  # nobody listens at the first
    monkeypatch.setattr(module.socket, "getaddrinfo", lambda *_, **__: found[1:] if _[0] == "127.0.0.1" else found)
    real = module.socket.create_connection

    def connect(address: tuple[str, int], timeout: float) -> object:
        if address[0] == "::1":
            raise OSError("unreachable")
        return real(("127.0.0.1", port), timeout)

    monkeypatch.setattr(module.socket, "create_connection", connect)
    page = fetch(f"http://courier.example:{port}/", allowed=lambda _: True, ports={"http": port})
    assert page.body == b"<p>Bridge</p>"


def test_one_private_address_among_public_ones_is_enough(monkeypatch: pytest.MonkeyPatch) -> None:
    found = [(None, None, None, None, (a, 80)) for a in ("93.184.216.34", "10.0.0.1")]
    monkeypatch.setattr(module.socket, "getaddrinfo", lambda *_, **__: found)
    with pytest.raises(FetchError, match=r"leads to 10\.0\.0\.1"):
        fetch("http://courier.example/")
