"""Fetching, against a server on this machine; nothing leaves it."""

from __future__ import annotations

import gzip
import ipaddress
import threading
from collections.abc import Iterator
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer

import pytest

from onrecord import fetch as module
from onrecord.errors import FetchError
from onrecord.fetch import fetch, is_public

ADDRESSES = [
    ("93.184.216.34", True), ("2606:2800:220:1:248:1893:25c8:1946", True), ("127.0.0.1", False), ("10.1.2.3", False),
    ("172.16.0.1", False), ("192.168.1.1", False), ("169.254.169.254", False), ("0.0.0.0", False), ("100.64.0.1", False),
    ("224.0.0.1", False), ("::1", False), ("fe80::1", False), ("fc00::1", False), ("::ffff:127.0.0.1", False),
    ("::ffff:10.0.0.1", False), ("64:ff9b::7f00:1", False), ("2002:7f00:1::", False), ("ff02::1", False),
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
        kind = {"/picture": "image/png", "/text": "text/plain; charset=latin-1"}.get(path, "text/html; charset=utf-8")
        body = {
            "/agent": self.headers["User-Agent"].encode(),
            "/big": b"a" * 5000,
            "/bomb": gzip.compress(b"a" * 500_000),
        }
        data = body.get(path, b"<p>Bridge</p>")
        self.send_response(404 if path == "/gone" else 200)
        self.send_header("Content-Type", kind)
        self.send_header("Content-Length", str(len(data)))
        if path == "/bomb":
            self.send_header("Content-Encoding", "gzip")
        self.end_headers()
        self.wfile.write(data)

    def log_message(self, *arguments: object) -> None:
        pass


@pytest.fixture(scope="module")
def port() -> Iterator[int]:
    server = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
    thread = threading.Thread(target=server.serve_forever, daemon=True)
    thread.start()
    yield server.server_address[1]
    server.shutdown()
    server.server_close()
    thread.join()


def get(port: int, path: str) -> module.Page:
    return fetch(f"http://127.0.0.1:{port}{path}", allowed=lambda _: True, ports={"http": port, "https": 443})


def test_a_page(port: int) -> None:
    page = get(port, "/story?a=b")
    assert (page.body, page.charset, page.is_html) == (b"<p>Bridge</p>", "utf-8", True)
    assert get(port, "/text").charset == "latin-1"
    assert not get(port, "/text").is_html


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
    ],
)
def test_addresses_that_are_never_asked(url: str, words: str) -> None:
    with pytest.raises(FetchError, match=words):
        fetch(url)
