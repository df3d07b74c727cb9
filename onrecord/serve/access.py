"""Who may read and who may write: tokens of the record, and sessions in a signed cookie."""

from __future__ import annotations

import hmac
from collections.abc import Callable
from dataclasses import dataclass
from typing import Self

from fastapi import Request
from itsdangerous import BadSignature, URLSafeTimedSerializer
from starlette.responses import Response

from ..record.store import Record
from ..record.tokens import Role, Token, hash_of, session_key, tokens
from .failures import RefusedError

COOKIE = "onrecord_session"
#: A session lasts a working day.
_SESSION_SECONDS = 12 * 3600


@dataclass(frozen=True, slots=True)
class Visitor:
    """Who asks, by the name that stands beside what they decide; ``logged_in`` is who came with a token."""

    name: str
    role: Role
    logged_in: bool = True

    @property
    def may_write(self) -> bool:
        """Whether they are an editor."""
        return self.role == "editor"

    def as_editor(self) -> Self:
        """The same, who may write. Raises RefusedError."""
        if not self.may_write:
            raise RefusedError(403, "not_editor", f"{self.name} may read but not write", "ask for an editor's token")
        return self


class Access:
    """Decides who asks, and may be told to demand a token."""

    def __init__(self, owner: Visitor | None, record: Record | None = None) -> None:
        self._owner, self._record = owner, record
        self._signer = URLSafeTimedSerializer(session_key(record), salt="session") if record else None

    @classmethod
    def open_to_all(cls, name: str = "somebody") -> Self:
        """Whoever reaches the server is its owner: for servers that only this machine reaches."""
        return cls(Visitor(name, "editor", logged_in=False))

    @classmethod
    def by_token(cls, record: Record) -> Self:
        """Only those with a token."""
        return cls(None, record)

    def visitor(self, request: Request) -> Visitor:
        """Who asks. Raises RefusedError."""
        if self._owner:
            return self._owner
        kind, _, secret = request.headers.get("authorization", "").partition(" ")
        token = self._token(secret.strip()) if kind.lower() == "bearer" else self._session(request)
        if token is None:
            remedy = "log in at /login, or send the header Authorization: Bearer TOKEN"
            raise RefusedError(401, "no_token", "this record needs a token", remedy, {"WWW-Authenticate": "Bearer"})
        return Visitor(token.name, token.role)

    def log_in(self, secret: str, answer: Response, *, secure: bool) -> None:
        """Begin a session on an answer, where one is needed. Raises RefusedError where it is no token."""
        if self._signer is None:
            return
        token = self._token(secret.strip())
        if token is None:
            raise RefusedError(401, "wrong_token", "this is no token of this record", "ask who runs the server for one")
        value = self._signer.dumps([token.name, token.hash[:16]])
        answer.set_cookie(COOKIE, value, _SESSION_SECONDS, httponly=True, samesite="lax", secure=secure)

    def _token(self, secret: str) -> Token | None:
        return self._find(lambda token: hmac.compare_digest(token.hash, hash_of(secret)))

    def _session(self, request: Request) -> Token | None:
        assert self._signer is not None
        try:
            name, hashed = self._signer.loads(request.cookies.get(COOKIE, ""), max_age=_SESSION_SECONDS)
        except BadSignature:
            return None
        return self._find(lambda token: token.name == name and token.hash[:16] == hashed)

    def _find(self, fits: Callable[[Token], bool]) -> Token | None:
        assert self._record is not None
        return next((token for token in tokens(self._record) if fits(token)), None)
