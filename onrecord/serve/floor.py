"""How sure statements must be that a server shows, where an address doesn't say."""

from __future__ import annotations

import re
from urllib.parse import parse_qsl, urlencode

from starlette.types import ASGIApp, Receive, Scope, Send

#: The addresses that hold a search.
_SEARCHES = re.compile(
    r"/search|/people/[^/]+(?:/with/[^/]+)?|/api/v1/(?:statements|export|people/[^/]+(?:/with/[^/]+)?)"
)


class Floor:
    """Adds what a search must fulfil (``min_confidence``, ``sure``) to addresses that don't say it themselves."""

    def __init__(self, app: ASGIApp, *, floor: dict[str, str]) -> None:
        self._app, self._floor = app, floor

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Hand a request on."""
        if scope["type"] == "http" and scope["method"] == "GET" and _SEARCHES.fullmatch(scope["path"]):
            given = parse_qsl(scope["query_string"].decode("latin-1"), keep_blank_values=True)
            named = {name for name, _ in given}
            missing = [(name, value) for name, value in self._floor.items() if name not in named]
            scope = {**scope, "query_string": urlencode([*given, *missing]).encode()}
        await self._app(scope, receive, send)
