"""Connections that wait: how many one client may hold, and how long each may keep the server waiting.

uvicorn limits connections of all clients together and waits for a request without end, so that one client who opens
them and says nothing would shut everybody else out.
"""

from __future__ import annotations

import asyncio
from typing import Any

import h11
from uvicorn.protocols.http.h11_impl import H11Protocol

#: Connections of one client; browsers open six.
MOST_OF_ONE = 64
#: Seconds for a request's head, for the rest of it, and for taking the next piece of an answer.
_FOR_HEAD, _FOR_BODY, _FOR_ANSWER = 10.0, 60.0, 30.0
_LIMITS = {h11.IDLE: _FOR_HEAD, h11.SEND_BODY: _FOR_BODY}


class BoundedConnection(H11Protocol):
    """A connection that is cut when its client holds too many or keeps it waiting for too long."""

    def __init__(self, *given: Any, **named: Any) -> None:
        super().__init__(*given, **named)
        self._awaited: object = None
        self._until: asyncio.TimerHandle | None = None
        self._taken_until: asyncio.TimerHandle | None = None

    def connection_made(self, transport: asyncio.Transport) -> None:  # type: ignore[override]
        """Count the client's connections, and give it its time for the first request."""
        super().connection_made(transport)
        of_client = sum(_host(other) == _host(self) for other in self.connections)
        if of_client > MOST_OF_ONE:
            transport.abort()
            return
        self._wait()

    def connection_lost(self, exc: Exception | None) -> None:
        """Wait for nothing more."""
        for timer in (self._until, self._taken_until):
            if timer:
                timer.cancel()
        super().connection_lost(exc)

    def handle_events(self) -> None:
        """Go on with what came, then wait for what is to come."""
        super().handle_events()
        self._wait()

    def pause_writing(self) -> None:
        """Give the client its time for taking what was sent."""
        super().pause_writing()
        self._taken_until = self.loop.call_later(_FOR_ANSWER, self.transport.abort)

    def resume_writing(self) -> None:
        """Go on sending."""
        if self._taken_until:
            self._taken_until.cancel()
        super().resume_writing()

    def _wait(self) -> None:
        """Give the client its time for what is awaited from it, anew only when that changes."""
        state = self.conn.their_state
        if state is self._awaited:
            return
        if self._until:
            self._until.cancel()
        limit = _LIMITS.get(state)
        self._awaited = state
        self._until = self.loop.call_later(limit, self.transport.abort) if limit else None


def _host(connection: Any) -> str:
    return connection.client[0] if connection.client else ""
