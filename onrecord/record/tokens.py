"""Access tokens: rows of the record, kept as hashes.

All servers of one record know them, one that is taken back ends at once everywhere, and a backup holds nothing to log
in with.
"""

from __future__ import annotations

import json
import secrets
from dataclasses import asdict, dataclass
from hashlib import sha256
from typing import Literal

from sqlalchemy import delete, insert, select

from ..errors import UnknownError, UsageError
from .database import now
from .store import Record, keyed_hash
from .tables import meta

Role = Literal["reader", "editor"]

_KEY = "access "
_LONGEST_NAME = 100


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
    token = Token(name, role, now(), hash_of(secret))
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


def hash_of(secret: str) -> str:
    """What is stored of a token's secret."""
    # A plain hash is enough: a token is 256 random bits, there is nothing to guess.
    return sha256(secret.encode(errors="replace")).hexdigest()


def session_key(record: Record) -> str:
    """A key of this record for signing sessions."""
    with record.database.writing() as connection:
        return keyed_hash(connection, "key of sessions")
