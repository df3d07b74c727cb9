"""Clients that hold connections and say nothing, or take nothing, shut nobody out."""

from __future__ import annotations

import http.client
import socket
import sys
import threading
import time
import urllib.request
from collections.abc import Iterator
from contextlib import ExitStack, contextmanager
from typing import Any

import pytest

pytest.importorskip("uvicorn", reason="uvicorn isn't installed (the extra web)")

import h11
import uvicorn

from onrecord.serve import connections
from onrecord.serve.connections import MOST_OF_ONE, BoundedConnection

REQUEST = b"GET / HTTP/1.1\r\nHost: x\r\n"


async def app(scope: dict[str, Any], receive: Any, send: Any) -> None:
    if scope["type"] == "http":
        while (await receive()).get("more_body"):
            pass
        await send({"type": "http.response.start", "status": 200, "headers": []})
        for _ in range(200 if scope["path"] == "/large" else 1):
            await send({"type": "http.response.body", "body": b"x" * 100_000, "more_body": True})
        await send({"type": "http.response.body", "body": b""})


@contextmanager
def running() -> Iterator[int]:
    with socket.create_server(("127.0.0.1", 0), backlog=200) as listening:
        server = uvicorn.Server(
            uvicorn.Config(app, http=BoundedConnection, ws="none", log_level="critical", lifespan="off")
        )
        thread = threading.Thread(target=server.run, args=([listening],))
        thread.start()
        try:
            yield listening.getsockname()[1]
        finally:
            server.should_exit = server.force_exit = True
            thread.join()


def is_cut(connection: socket.socket, within: float) -> bool:
    """Whether the other side ends a connection before a time is over."""
    connection.settimeout(within)
    try:
        while connection.recv(1 << 16):
            pass
    except TimeoutError:
        return False
    except ConnectionError:
        pass
    return True


@pytest.fixture
def hurried(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(connections, "_LIMITS", {h11.IDLE: 0.3, h11.SEND_BODY: 0.6})
    monkeypatch.setattr(connections, "_FOR_ANSWER", 0.3)


@pytest.mark.skipif(sys.platform != "linux", reason="only Linux has many addresses of its own")
def test_one_client_holds_only_so_many(hurried: None) -> None:
    with running() as port, ExitStack() as held:
        mine = [
            held.enter_context(socket.create_connection(("127.0.0.1", port), source_address=("127.0.0.2", 0)))
            for _ in range(MOST_OF_ONE + 20)
        ]
        with urllib.request.urlopen(f"http://127.0.0.1:{port}/", timeout=10) as answer:
            assert answer.status == 200
        assert all(is_cut(connection, 5) for connection in mine[-20:])


@pytest.mark.parametrize(
    "sent",
    [
        b"",  # nothing
        b"GET / HT",  # half a line
        REQUEST,  # a head without an end
        REQUEST + b"\r\n" + REQUEST,  # a second one without an end
        b"POST / HTTP/1.1\r\nHost: x\r\nContent-Length: 10\r\n\r\nabc",  # a body that doesn't come
    ],
)
def test_who_keeps_it_waiting_is_cut_off(hurried: None, sent: bytes) -> None:
    with running() as port, socket.create_connection(("127.0.0.1", port)) as connection:
        connection.sendall(sent)
        assert is_cut(connection, 5)


def test_drops_do_not_lengthen_the_time(hurried: None) -> None:
    with running() as port, socket.create_connection(("127.0.0.1", port)) as connection:
        begun = time.monotonic()
        with pytest.raises(OSError):
            for _ in range(100):
                connection.sendall(b"G")
                time.sleep(0.05)
        assert time.monotonic() - begun < 3


def test_who_takes_nothing_is_cut_off(hurried: None) -> None:
    with running() as port, socket.create_connection(("127.0.0.1", port)) as connection:
        connection.sendall(b"GET /large HTTP/1.1\r\nHost: x\r\n\r\n")
        time.sleep(1)
        got = 0
        connection.settimeout(5)
        try:
            while piece := connection.recv(1 << 16):
                got += len(piece)
        except ConnectionError:
            pass
        assert got < 200 * 100_000


def test_who_is_quick_enough_is_left_alone(hurried: None) -> None:
    with running() as port:
        connection = http.client.HTTPConnection("127.0.0.1", port, timeout=10)
        for _ in range(5):
            connection.request("POST", "/", b"x" * 100_000)
            assert len(connection.getresponse().read()) == 100_000
            time.sleep(0.1)
        connection.close()
