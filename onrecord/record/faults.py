"""What a database says of a trouble, told as what happened and what to do about it."""

from __future__ import annotations

import sqlite3
from typing import Any

from sqlalchemy.exc import DBAPIError, IntegrityError, OperationalError

from ..errors import DamagedError, RecordError, UnreachableError

#: Classes of PostgreSQL's error codes for a server that ends, starts or doesn't answer: operator intervention (57), a
#: connection exception (08).
_GONE = ("57P", "08")
_NO_ROOM = ("53100",)


def translated(error: DBAPIError | sqlite3.Error, place: str) -> RecordError:
    """The error to raise instead of a database's own."""
    cause: Any = error.orig if isinstance(error, DBAPIError) else error
    line = first_line(cause)
    told = getattr(cause, "sqlite_errorname", "") or getattr(cause, "sqlstate", None) or ""
    lost = isinstance(error, DBAPIError) and error.connection_invalidated
    unanswered = hasattr(cause, "sqlstate") and not told and isinstance(error, OperationalError)
    if lost or unanswered or told.startswith(_GONE):
        return UnreachableError(f"{place}: the server doesn't answer ({line})", remedy="try again when it is up")
    if told == "SQLITE_FULL" or told in _NO_ROOM:
        return RecordError(f"{place}: the disk is full", remedy="make room; nothing of this was written")
    if told.startswith("SQLITE_CORRUPT") or "decode to UTF-8" in line:
        return damaged(place, line)
    if told.startswith("SQLITE_READONLY"):
        return RecordError(f"{place}: the record can only be read here", remedy="copy it to where you may write")
    if told.startswith("SQLITE_IOERR"):
        return RecordError(f"{place}: {line}", remedy="look whether the disk is full or failing")
    if isinstance(error, IntegrityError):
        return RecordError(f"{place}: {line}", remedy="nothing of it was written")
    return RecordError(f"{place}: {line}", remedy="try again when other writers are done")


def damaged(place: str, how: str) -> DamagedError:
    """The error that tells that what is stored can't be read."""
    remedy = "see what is damaged and what can be saved with: onrecord verify"
    return DamagedError(f"{place}: the record is damaged ({how})", remedy=remedy)


def first_line(cause: object) -> str:
    """What a driver says, in one line."""
    return str(cause).strip().partition("\n")[0]
