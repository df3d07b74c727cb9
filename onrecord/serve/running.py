"""Runs the application: which addresses and names it answers to, and the server under it."""

from __future__ import annotations

import ipaddress
import os
import socket
import webbrowser
from collections.abc import Callable, Mapping, Sequence
from contextlib import suppress
from dataclasses import dataclass
from functools import partial
from threading import Timer

import uvicorn
from uvicorn.supervisors import Multiprocess

from ..errors import UsageError
from ..record.store import Record
from ..record.tokens import tokens
from .app import create_app
from .connections import MOST_OF_ONE, BoundedConnection
from .safety import LOOPBACK, Safety

#: More connections than this at one time are told to come later.
_MOST_AT_ONCE = 8 * MOST_OF_ONE
#: A process that answers is given up and begun anew after so many seconds; a busy machine takes many to start one.
_LONGEST_START = 60
_ALL_ADDRESSES = ("0.0.0.0", "::")  # noqa: S104  (compared with, not listened on unasked)


@dataclass(frozen=True, slots=True)
class Place:
    """Where a server listens, and by which further names it may be asked for."""

    host: str
    port: int
    names: Sequence[str] = ()

    @property
    def is_local(self) -> bool:
        """Whether only this machine reaches it."""
        try:
            return ipaddress.ip_address(self.host).is_loopback
        except ValueError:
            return self.host == "localhost"

    @property
    def address(self) -> str:
        """The address of its first page, as a browser on this machine takes it."""
        host = "127.0.0.1" if self.host in _ALL_ADDRESSES else self.host
        return f"http://{f'[{host}]' if ':' in host else host}:{self.port}/"

    def safety(self, rate: float, seconds: float = 60.0) -> Safety:
        """What is let in here."""
        own = LOOPBACK if self.is_local else {*LOOPBACK, socket.gethostname().lower()}
        hosts = frozenset({*own, self.host, *(name.lower() for name in self.names)})
        return Safety(hosts, by_address=not self.is_local, rate=rate, burst=8 * rate, seconds=seconds)


def run(
    place: str, at: Place, *, owner: str, demand_token: bool, rate: float, seconds: float, workers: int,
    browse: bool, ready: Callable[[], None], floor: Mapping[str, str] | None = None,
) -> None:  # fmt: skip
    """Serve a record until interrupted; ``ready`` is called when everything is found to be in order.

    ``rate`` is how many requests a second a client may make on average, ``seconds`` how long reading a text may take,
    ``workers`` how many processes answer; each has one more beside it that reads. ``floor`` is that of ``create_app``.

    Raises RecordError when there is no record, UsageError when nobody could log in or the port is taken.
    """
    with Record.open(place, create=False) as record:
        if demand_token and not tokens(record):
            raise UsageError(
                "others than this machine need a token", remedy="make one first with: onrecord access NAME"
            )
    make_app = partial(
        create_app,
        place,
        owner=owner,
        demand_token=demand_token,
        safety=at.safety(rate / workers, seconds),
        floor=floor,
    )
    # No access log: addresses hold what people search for.
    config = uvicorn.Config(
        make_app if workers > 1 else make_app(), factory=workers > 1, workers=workers, access_log=False,
        server_header=False, http=BoundedConnection, ws="none", log_level="warning",
        limit_concurrency=_MOST_AT_ONCE, timeout_graceful_shutdown=5,
        timeout_worker_healthcheck=_LONGEST_START,
    )  # fmt: skip
    listening = _listen(at)
    ready()
    if browse:
        opening = Timer(0.5, webbrowser.open, [at.address])
        opening.daemon = True
        opening.start()
    with listening, suppress(KeyboardInterrupt):  # Ctrl-C is how it is meant to end
        if workers > 1:
            Multiprocess(config, sockets=[listening]).run()
        else:
            uvicorn.Server(config).run([listening])


def _listen(at: Place) -> socket.socket:
    """Bind before anything is announced, so that a port that is taken is told in one line."""
    try:
        family = socket.getaddrinfo(at.host, at.port, type=socket.SOCK_STREAM)[0][0]
        return socket.create_server((at.host, at.port), family=family, backlog=128)
    except OSError as error:
        reason = os.strerror(error.errno) if error.errno and error.errno > 0 else error
        raise UsageError(
            f"{at.host}:{at.port}: can't listen there ({reason})", remedy="choose another with --port"
        ) from error
