"""Who may read and who may write: tokens, kept in the record as hashes, and sessions in a signed cookie.

Tokens are rows of the record itself: all servers of one record know them, one that is taken back ends at once
everywhere, and a backup holds nothing to log in with.
"""

from __future__ import annotations

import hmac
import json
import secrets
from collections.abc import Callable
from dataclasses import asdict, dataclass
from hashlib import sha256
from typing import Literal, Self

from fastapi import Request
from itsdangerous import BadSignature, URLSafeTimedSerializer
from sqlalchemy import delete, insert, select
from starlette.responses import Response

from ..errors import UnknownError, UsageError
from ..record.database import now
from ..record.store import Record, keyed_hash
from ..record.tables import meta
from .failures import RefusedError

Role = Literal["reader", "editor"]

COOKIE = "onrecord_session"
#: A session lasts a working day.
_SESSION_SECONDS = 12 * 3600
_KEY = "access "
_LONGEST_NAME = 100


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


@dataclass(frozen=True, slots=True)
class Token:
    """A token without its secret: whose it is, what it allows, since when."""

    name: str
    role: Role
    made: str
    hash: str

    def to_dict(self) -> dict[str, str]:
        """Convert to JSON, without the hash."""
        return {"name": self.name, "role": self.role, "made": self.made}


def new_token(record: Record, name: str, role: Role) -> str:
    """Make a token for somebody; what is returned is shown once and stored nowhere. Raises UsageError."""
    if not name.strip() or len(name) > _LONGEST_NAME or not name.isprintable():
        raise UsageError("a token needs the name of who uses it, in one line")
    if any(token.name == name for token in tokens(record)):
        raise UsageError(f"{name} has a token", remedy=f"take it back first with: onrecord access --revoke {name!r}")
    secret = f"onrecord_{secrets.token_urlsafe(32)}"
    token = Token(name, role, now(), _hashed(secret))
    with record.database.writing() as connection:
        connection.execute(insert(meta).values(key=_KEY + name, value=json.dumps(asdict(token))))
    return secret


def revoke(record: Record, name: str) -> None:
    """Take a token back; sessions begun with it end. Raises UnknownError."""
    with record.database.writing() as connection:
        gone = connection.execute(delete(meta).where(meta.c.key == _KEY + name).returning(meta.c.key)).scalar()
    if gone is None:
        raise UnknownError(f"{name}: nobody of this name has a token")


def tokens(record: Record) -> list[Token]:
    """All tokens, by name."""
    query = select(meta.c.value).where(meta.c.key.startswith(_KEY, autoescape=True)).order_by(meta.c.key)
    with record.database.reading() as connection:
        return [Token(**json.loads(value)) for value in connection.execute(query).scalars()]


class Access:
    """Decides who asks, and may be told to demand a token."""

    def __init__(self, owner: Visitor | None, record: Record | None = None) -> None:
        self._owner, self._record = owner, record
        self._signer = URLSafeTimedSerializer(_session_key(record), salt="session") if record else None

    @classmethod
    def open_to_all(cls, name: str = "somebody") -> Self:
        """Whoever reaches the server is its owner: for one that only this machine reaches."""
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
        return self._find(lambda token: hmac.compare_digest(token.hash, _hashed(secret)))

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


def _hashed(secret: str) -> str:
    # A plain hash is enough: a token is 256 random bits, there is nothing to guess.
    return sha256(secret.encode(errors="replace")).hexdigest()


def _session_key(record: Record) -> str:
    with record.database.writing() as connection:
        return keyed_hash(connection, "key of sessions")
