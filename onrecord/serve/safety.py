"""What every request and every answer goes through, whatever the route."""

from __future__ import annotations

import ipaddress
import logging
import traceback
from abc import ABC, abstractmethod
from dataclasses import dataclass, field
from urllib.parse import urlsplit

from fastapi import FastAPI, Request
from starlette.datastructures import Headers, MutableHeaders
from starlette.exceptions import HTTPException
from starlette.middleware.gzip import GZipMiddleware
from starlette.types import ASGIApp, Message, Receive, Scope, Send

from .failures import RefusedError, refusal, unforeseen
from .rate import Rate

_log = logging.getLogger("onrecord.serve")
#: Nothing but our own scripts, styles and pictures; no inline script or style, no frames.
_CSP = (
    "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self'; connect-src 'self'; "
    "form-action 'self'; base-uri 'none'; frame-ancestors 'none'"
)
_HEADERS = {
    "Content-Security-Policy": _CSP,
    "X-Content-Type-Options": "nosniff",
    # not "no-referrer": with it browsers send "Origin: null" with our own forms
    "Referrer-Policy": "same-origin",
    "Cross-Origin-Opener-Policy": "same-origin",
    "Cross-Origin-Resource-Policy": "same-origin",
    "Permissions-Policy": "camera=(), geolocation=(), microphone=()",
}
#: More digits than this are no length of a body that anybody could send.
_DIGITS = 18
_READING = ("GET", "HEAD", "OPTIONS")
LOOPBACK = frozenset({"localhost", "127.0.0.1", "::1"})


@dataclass(frozen=True, slots=True)
class Safety:
    """What is let in.

    ``hosts`` are the names by which the server may be asked for; with ``by_address`` any IP address is one, too (for a
    server that listens on several). ``body`` is the largest body in bytes, ``rate`` what one client may ask for in a
    second on average, ``burst`` at once; an answer that costs much counts for many. ``seconds`` is how long reading a
    text may take.
    """

    hosts: frozenset[str] = LOOPBACK
    by_address: bool = False
    body: int = 10 * 1024 * 1024
    rate: float = 50.0
    burst: float = field(default=400.0)
    seconds: float = 60.0


def protect(app: FastAPI, safety: Safety) -> None:
    """Put the guards around an application; a request meets them from the last to the first."""
    app.add_middleware(_Head)
    app.add_middleware(GZipMiddleware, minimum_size=2000, compresslevel=4)
    app.add_middleware(_Body, largest=safety.body)
    app.add_middleware(_Origin)
    app.add_middleware(_Pace, rate=Rate(safety.rate, safety.burst))
    app.add_middleware(_Address)
    app.add_middleware(_Host, safety=safety)
    app.add_middleware(_Answers)


class _Guard(ABC):
    """Looks at requests before the application does."""

    def __init__(self, app: ASGIApp) -> None:
        self._app = app

    @abstractmethod
    def check(self, scope: Scope) -> None:
        """Raise RefusedError for a request that mustn't go on."""

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        if scope["type"] == "http":
            try:
                self.check(scope)
            except RefusedError as refused:
                await refusal(Request(scope), refused)(scope, receive, send)
                return
        await self._app(scope, receive, send)


class _Host(_Guard):
    """Answers only to the server's own names: a page elsewhere can have its name point here (DNS rebinding)."""

    def __init__(self, app: ASGIApp, safety: Safety) -> None:
        super().__init__(app)
        self._safety = safety

    def check(self, scope: Scope) -> None:
        asked = Headers(scope=scope).get("host", "")
        name = _host_name(asked)
        if name not in self._safety.hosts and not (self._safety.by_address and _is_address(name)):
            remedy = "ask for it by the address that it told at its start, or start it with --name NAME"
            raise RefusedError(400, "foreign_host", f"this server isn't called {asked[:100]!r}", remedy)


#: No page or answer of ours has as many parameters.
_MOST_PARAMETERS = 100


class _Address(_Guard):
    """Refuses addresses with a NUL in them, which databases store in no text, or with thousands of parameters."""

    def check(self, scope: Scope) -> None:
        if "\0" in scope["path"] or b"%00" in scope["query_string"]:
            raise RefusedError(400, "wrong_usage", "there is a NUL character in the address", "leave it out")
        if scope["query_string"].count(b"&") > _MOST_PARAMETERS:
            remedy = f"give up to {_MOST_PARAMETERS}"
            raise RefusedError(400, "wrong_usage", "there are too many parameters in the address", remedy)


class _Head:
    """Answers HEAD as GET, without the body: what watches whether a server is there asks like that."""

    def __init__(self, app: ASGIApp) -> None:
        self._app = app

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        if scope["type"] != "http" or scope["method"] != "HEAD":
            await self._app(scope, receive, send)
            return

        async def without_body(message: Message) -> None:
            await send({**message, "body": b""} if message["type"] == "http.response.body" else message)

        await self._app({**scope, "method": "GET"}, receive, without_body)


class _Origin(_Guard):
    """Lets only our own pages, and programs, write: browsers tell from which page a request comes."""

    def check(self, scope: Scope) -> None:
        if scope["method"] in _READING:
            return
        headers = Headers(scope=scope)
        origin, site = headers.get("origin"), headers.get("sec-fetch-site")
        ours = f"{scope['scheme']}://{headers.get('host', '')}"
        if (origin is not None and origin != ours) or site not in (None, "same-origin", "none"):
            remedy = "open the page here and do it there"
            raise RefusedError(403, "foreign_origin", "a page of another site may not write to the record", remedy)


class _Pace(_Guard):
    """Refuses a client that asks for too much at a time."""

    def __init__(self, app: ASGIApp, rate: Rate) -> None:
        super().__init__(app)
        self._rate = rate

    def check(self, scope: Scope) -> None:
        client = scope.get("client")
        wait = self._rate.wait(client[0] if client else "", scope["method"], scope["path"])
        if wait:
            message, remedy = "too many requests at a time", f"wait {wait} seconds, then go on"
            raise RefusedError(429, "too_many", message, remedy, {"Retry-After": str(wait)})


class _Body(_Guard):
    """Refuses bodies that are too large, by what they say of themselves and by what comes."""

    def __init__(self, app: ASGIApp, largest: int) -> None:
        super().__init__(app)
        self._largest = largest

    def check(self, scope: Scope) -> None:
        told = Headers(scope=scope).get("content-length", "")
        if told.isdecimal() and (len(told) > _DIGITS or int(told) > self._largest):
            raise RefusedError(413, "too_large", self._message())

    def _message(self) -> str:
        return f"what was sent is larger than {self._largest / (1 << 20):.3g} MB"

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        size = 0

        async def counted() -> Message:
            nonlocal size
            message = await receive()
            size += len(message.get("body", b""))
            if size > self._largest:
                # an HTTPException: the one kind that what parses bodies hands on as it is
                raise HTTPException(413, self._message())
            return message

        await super().__call__(scope, counted, send)


class _Answers:
    """Puts the headers on every answer that keep a browser from doing what a page of ours never asks for.

    What nobody foresaw becomes an answer here, too. The log tells where it happened and not with what words, for those
    may be of a draft.
    """

    def __init__(self, app: ASGIApp) -> None:
        self._app = app

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        if scope["type"] != "http":
            await self._app(scope, receive, send)
            return
        begun = False

        async def with_headers(message: Message) -> None:
            nonlocal begun
            if message["type"] == "http.response.start":
                begun = True
                headers = MutableHeaders(scope=message)
                headers.update(_HEADERS)
                headers.setdefault("Cache-Control", "private, no-cache")
            await send(message)

        try:
            await self._app(scope, receive, with_headers)
        except Exception as error:
            where = "".join(traceback.format_tb(error.__traceback__))
            _log.error("%s in %s %s\n%s", type(error).__name__, scope["method"], scope["path"], where)
            if not begun:
                answer = refusal(Request(scope), unforeseen(type(error).__name__))
                await answer(scope, receive, with_headers)


def _host_name(host: str) -> str:
    try:
        return urlsplit(f"//{host}").hostname or ""
    except ValueError:
        return ""


def _is_address(name: str) -> bool:
    try:
        ipaddress.ip_address(name)
    except ValueError:
        return False
    return True
