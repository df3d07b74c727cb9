"""How a record's database is reached: a SQLite file, one on a medium that can only be read, or a PostgreSQL server."""

from __future__ import annotations

import json
import os
import sqlite3
from collections.abc import Iterable
from contextlib import closing
from functools import partial
from pathlib import Path
from typing import Any

from sqlalchemy import Connection, Engine, create_engine, event
from sqlalchemy.engine import URL, make_url
from sqlalchemy.exc import ArgumentError

from ..errors import RecordError, UsageError

#: What is committed is on disk; what is deleted is overwritten; 32 MB of cache and 1 GB of the file mapped for reading.
_SETTINGS = (
    "foreign_keys = ON", "journal_mode = WAL", "synchronous = FULL", "secure_delete = ON", "cache_size = -32768",
    "mmap_size = 1073741824",
)  # fmt: skip
#: Of a record that is only asked: nothing is written, temporary files included. Nothing is mapped, for a few hundred
#: lookups touch most of a large file, and what is mapped counts as memory.
_READ_ONLY_SETTINGS = ("query_only = ON", "temp_store = MEMORY", "cache_size = -65536")
#: How long a writer waits for its turn, in seconds.
PATIENCE = 60


def address_of(place: str) -> URL:
    """The address of a file or server. Raises UsageError."""
    if "://" not in place:
        return URL.create("sqlite", database=str(Path(place).expanduser().absolute()))
    try:
        url = make_url(place)
    except (ArgumentError, ValueError) as error:
        raise UsageError(f"{place}: no database address", remedy="write postgresql://user@host/name") from error
    if url.drivername in ("postgresql", "postgres"):
        return url.set(drivername="postgresql+psycopg")
    if url.drivername in ("sqlite", "postgresql+psycopg"):
        return url
    raise UsageError(f"{url.drivername}: no such kind of record", remedy="give a file or a postgresql:// address")


def make_engine(url: URL, *, read_only: bool = False) -> Engine:
    """What gives connections to an address. Raises RecordError and UsageError."""
    if url.drivername == "sqlite":
        folder = file_of(url).parent
        if not folder.is_dir():
            raise RecordError(f"{folder}: no such folder", remedy="make it first")
        if may_write(url):
            engine = create_engine(url, json_serializer=_compact, connect_args={"timeout": PATIENCE})
        else:
            engine = create_engine(url, json_serializer=_compact, creator=partial(_connect_unwritable, file_of(url)))
        event.listen(engine, "connect", _prepare_read_only if read_only or not may_write(url) else _prepare_sqlite)
        event.listen(engine, "begin", _begin_sqlite)
        return engine
    try:
        return create_engine(url, json_serializer=_compact, pool_pre_ping=True)  # the server may have been restarted
    except ModuleNotFoundError as error:
        raise UsageError(
            "PostgreSQL needs a driver", remedy="install it with: pip install 'onrecord[postgres]'"
        ) from error


def file_of(url: URL) -> Path:
    """The file of a SQLite address."""
    return Path(url.database or "")


def tables_in(file: Path) -> set[str]:
    """The tables of a SQLite file, looked up without a change to it; none where it can't be looked at."""
    if not file.exists():
        return set()
    try:
        with closing(sqlite3.connect(f"{file.absolute().as_uri()}?mode=ro", uri=True, timeout=PATIENCE)) as connection:
            return {row[0] for row in connection.execute("SELECT name FROM sqlite_master WHERE type = 'table'")}
    except sqlite3.Error:
        return set()  # what is wrong with it is told when it is opened


def may_write(url: URL) -> bool:
    """Whether a record can be written where it is: not on a medium that can only be read, nor without the right to."""
    if url.drivername != "sqlite":
        return True
    file = file_of(url)
    return os.access(file.parent, os.W_OK) and (not file.exists() or os.access(file, os.W_OK))


def _connect_unwritable(file: Path) -> sqlite3.Connection:
    """Open a file that can't be written: as others are writing it, or else as one that nobody changes (immutable)."""
    log = Path(f"{file}-wal")
    for options in ("mode=ro", "mode=ro&immutable=1"):
        connection = sqlite3.connect(f"{file.as_uri()}?{options}", uri=True, check_same_thread=False, timeout=PATIENCE)
        try:
            connection.execute("SELECT count(*) FROM sqlite_master").fetchone()
        except sqlite3.OperationalError:
            connection.close()
            if log.exists() and log.stat().st_size:
                raise RecordError(
                    f"{file}: what stands in {log.name} can't be brought in here",
                    remedy="copy both files to where you may write",
                ) from None
            if "immutable" in options:
                raise
        else:
            return connection
    raise AssertionError("unreachable")


def _prepare_sqlite(connection: Any, _: object, settings: Iterable[str] = _SETTINGS) -> None:
    connection.isolation_level = None  # transactions begin where _begin_sqlite says so
    for setting in settings:
        connection.execute(f"PRAGMA {setting}")


def _prepare_read_only(connection: Any, _: object) -> None:
    _prepare_sqlite(connection, _, _READ_ONLY_SETTINGS)


def _begin_sqlite(connection: Connection) -> None:
    writes = connection.get_execution_options().get("writes")
    connection.exec_driver_sql("BEGIN IMMEDIATE" if writes else "BEGIN")


def _compact(value: object) -> str:
    return json.dumps(value, ensure_ascii=False, separators=(",", ":"))
