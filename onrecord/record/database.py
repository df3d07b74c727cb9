"""The database under a record: SQLite by default, PostgreSQL for a newsroom. Only this module knows the difference.

Writers take turns (BEGIN IMMEDIATE, or an advisory lock), so that what a transaction has read still holds when it
writes. Readers never wait.
"""

from __future__ import annotations

import json
import logging
import sqlite3
from collections.abc import Iterable, Iterator
from contextlib import closing, contextmanager
from datetime import UTC, datetime
from pathlib import Path
from typing import Any, Self

from sqlalchemy import Connection, Engine, create_engine, event, inspect, text
from sqlalchemy.engine import URL, make_url
from sqlalchemy.exc import ArgumentError, DBAPIError, IntegrityError, OperationalError

from ..errors import RecordError, UsageError

__all__ = ["NEWEST", "Connection", "Database", "now"]

_log = logging.getLogger(__name__)

#: The newest migration; a record that has it needs no other look.
NEWEST = "0004"
#: What is committed is on disk; what is deleted is overwritten; 32 MB of cache and 1 GB of the file mapped for reading.
_SETTINGS = (
    "foreign_keys = ON", "journal_mode = WAL", "synchronous = FULL", "secure_delete = ON", "cache_size = -32768",
    "mmap_size = 1073741824",
)  # fmt: skip
#: Of a record that is only asked: nothing is written, temporary files included. Nothing is mapped, for a few hundred
#: lookups touch most of a large file, and what is mapped counts as memory.
_READ_ONLY_SETTINGS = ("query_only = ON", "temp_store = MEMORY", "cache_size = -65536")
#: So long a writer waits for its turn, in seconds.
_PATIENCE = 60
#: Names the writers' lock among a server's advisory locks.
_LOCK = 0x6F6E_7265


def now() -> str:
    """The time, as the record writes it."""
    return datetime.now(UTC).isoformat(timespec="seconds")


class Database:
    """An opened database: ``reading()`` and ``writing()`` give connections with a transaction begun."""

    def __init__(self, engine: Engine, *, read_only: bool = False) -> None:
        self.engine = engine
        self.is_sqlite = engine.dialect.name == "sqlite"
        self._writer = engine.execution_options(writes=True)
        self._reader = (
            engine
            if self.is_sqlite
            else engine.execution_options(isolation_level="REPEATABLE READ", postgresql_readonly=read_only)
        )

    @classmethod
    def open(cls, place: str, *, create: bool = True, read_only: bool = False) -> Self:
        """Open a file or ``postgresql://`` address, make its tables where they lack and bring them up to date.

        With ``read_only`` nothing of what is asked afterwards is written, not even to temporary files.
        Raises RecordError when it can't be opened, or when there is none and ``create`` is false.
        """
        url = _url(place)
        database = cls(_engine(url, read_only=read_only), read_only=read_only)
        if not create and url.drivername == "sqlite" and not Path(url.database or "").exists():
            raise RecordError(f"{url.database}: no record here", remedy="begin one with: onrecord add PATH")
        try:
            if database._version() != NEWEST:
                if read_only:  # brought up to date first, by a connection that may write
                    cls.open(place, create=create).close()
                else:
                    database._migrate()
        except DBAPIError as error:
            database.close()
            reason = f"{_first_line(error)}; check the place and your rights to it"
            raise RecordError(f"{database.place}: the record can't be opened: {reason}") from error
        return database

    @property
    def place(self) -> str:
        """The file or address, without password."""
        url = self.engine.url
        return (url.database or "") if self.is_sqlite else url.render_as_string()

    @contextmanager
    def reading(self) -> Iterator[Connection]:
        """A connection that sees one unchanging state."""
        with self._reader.begin() as connection:
            yield connection

    @contextmanager
    def writing(self) -> Iterator[Connection]:
        """The one connection that writes; committed at the end, rolled back on an error."""
        try:
            with self._writer.begin() as connection:
                if not self.is_sqlite:
                    connection.execute(text("SELECT pg_advisory_xact_lock(:key)"), {"key": _LOCK})
                yield connection
        except OperationalError as error:
            raise RecordError(
                f"{self.place}: {_first_line(error)}", remedy="try again when other writers are done"
            ) from error
        except IntegrityError as error:
            raise RecordError(f"{self.place}: {_first_line(error)}", remedy="nothing of it was written") from error

    def scrub(self) -> None:
        """Let nothing of deleted rows stay: rebuild the full-text index, pack the file and empty its log."""
        if not self.is_sqlite:
            with self.engine.connect().execution_options(isolation_level="AUTOCOMMIT") as connection:
                connection.execute(text("VACUUM (FULL, ANALYZE)"))
            return
        try:
            with closing(self.engine.raw_connection()) as raw:  # VACUUM runs outside of transactions
                cursor = raw.cursor()
                cursor.execute("INSERT INTO statements_fts(statements_fts) VALUES ('rebuild')")
                cursor.execute("VACUUM")
                busy, *_ = cursor.execute("PRAGMA wal_checkpoint(TRUNCATE)").fetchone()
        except sqlite3.OperationalError as error:
            raise RecordError(
                f"{self.place}: the file couldn't be packed ({error})", remedy="run: onrecord verify --repair"
            ) from error
        if busy:
            raise RecordError(
                f"{self.place}: others have the record open", remedy="when they are done run: onrecord verify --repair"
            )

    def close(self) -> None:
        """Give back all connections."""
        self.engine.dispose()

    def _version(self) -> str | None:
        with self.engine.connect() as connection:
            return _version_on(connection)

    def _migrate(self) -> None:
        """Run the migrations that lack, alone: others wait, then find nothing left to do."""
        from alembic import command
        from alembic.config import Config
        from alembic.util import CommandError

        config, told = Config(), list[str]()
        config.set_main_option("script_location", str(Path(__file__).parent / "migrations"))
        with self.writing() as connection:
            before = _version_on(connection)
            config.attributes.update(connection=connection, told=told)
            try:
                command.upgrade(config, NEWEST)
            except CommandError as error:
                raise RecordError(
                    f"{self.place}: made by a newer onrecord ({error})", remedy="update onrecord"
                ) from error
        if before and before != NEWEST:
            news = "; ".join([f"brought up to date (tables of {NEWEST} instead of {before})", *told])
            _log.info("%s: %s", self.place, news)


def _version_on(connection: Connection) -> str | None:
    """The migration that a database has; None where it has none."""
    if not inspect(connection).has_table("alembic_version"):
        return None
    return connection.execute(text("SELECT version_num FROM alembic_version")).scalar()


def _url(place: str) -> URL:
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


def _engine(url: URL, *, read_only: bool = False) -> Engine:
    if url.drivername == "sqlite":
        folder = Path(url.database or "").parent
        if not folder.is_dir():
            raise RecordError(f"{folder}: no such folder", remedy="make it first")
        engine = create_engine(url, json_serializer=_compact, connect_args={"timeout": _PATIENCE})
        event.listen(engine, "connect", _prepare_read_only if read_only else _prepare_sqlite)
        event.listen(engine, "begin", _begin_sqlite)
        return engine
    try:
        return create_engine(url, json_serializer=_compact)
    except ModuleNotFoundError as error:
        raise UsageError(
            "PostgreSQL needs a driver", remedy="install it with: pip install 'onrecord[postgres]'"
        ) from error


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


def _first_line(error: DBAPIError) -> str:
    return str(error.orig).strip().partition("\n")[0]
