"""The database under a record: SQLite by default, PostgreSQL for a newsroom. Above this nobody knows the difference.

Writers take turns (BEGIN IMMEDIATE, or an advisory lock), so that what a transaction has read still holds when it
writes. Readers never wait.
"""

from __future__ import annotations

import json
import logging
import sqlite3
import time
from collections.abc import Callable, Iterator
from contextlib import closing, contextmanager
from datetime import UTC, datetime
from pathlib import Path
from typing import Self, TypeVar

from sqlalchemy import Connection, Engine, delete, inspect, select, text
from sqlalchemy.exc import DBAPIError

from ..errors import DamagedError, RecordError, UnreachableError
from .engines import PATIENCE, address_of, file_of, make_engine, may_write, tables_in
from .faults import damaged, first_line, translated
from .tables import meta, metadata

__all__ = ["NEWEST", "UNSCRUBBED", "Connection", "Database", "now", "patiently"]

_log = logging.getLogger(__name__)
T = TypeVar("T")

#: The newest migration; a record that has it needs no other look.
NEWEST = "0007"
#: The key in ``meta`` of a record from which something was forgotten whose traces aren't wiped yet.
UNSCRUBBED = "unscrubbed"
#: Tables by which a record is told from another program's database.
_OURS = frozenset({"alembic_version", "articles", "statements", "meta"})
#: Names the writers' lock among a server's advisory locks.
_LOCK = 0x6F6E_7265
#: Where a server keeps the most frequent values of columns, words of deleted rows among them.
_STATISTICS = ("pg_catalog.pg_statistic",)
_PACK_LATER = "it is done when the record is next opened; or run: onrecord verify --repair"
#: So long ``forget`` waits for those who read, in seconds, and opening for what it has left undone.
_SCRUB_PATIENCE, _SCRUB_AT_OPENING = 10.0, 0.5
#: A server that is restarted is waited for so long in all, in seconds, before it is given up.
_WAITS = (0.5, 1, 2, 4, 8, 15, 30)


def now() -> str:
    """The time, as the record writes it."""
    return datetime.now(UTC).isoformat(timespec="seconds")


def patiently(work: Callable[[], T]) -> T:
    """Do what can be done again, and wait where the server is being restarted. Raises UnreachableError in the end."""
    for wait in _WAITS:
        try:
            return work()
        except UnreachableError as error:
            _log.info("%s; waiting for it", error.message)
            time.sleep(wait)
    return work()


class Database:
    """An opened database: ``reading()`` and ``writing()`` give connections with a transaction begun."""

    def __init__(self, engine: Engine, *, read_only: bool = False) -> None:
        self.engine = engine
        self.is_sqlite = engine.dialect.name == "sqlite"
        self.may_write = not read_only
        self._writer = engine.execution_options(writes=True)
        self._reader = (
            engine
            if self.is_sqlite
            else engine.execution_options(isolation_level="REPEATABLE READ", postgresql_readonly=read_only)
        )

    @classmethod
    def open(cls, place: str, *, create: bool = True, read_only: bool = False) -> Self:
        """Open a file or ``postgresql://`` address, make its tables where they lack and bring them up to date.

        With ``read_only`` nothing of what is asked afterwards is written, not even to temporary files. Where the file
        can't be written, it is opened for reading. Raises RecordError when it can't be opened, holds another program's
        tables, or when there is no record and ``create`` is false.
        """
        url = address_of(place)
        writable = may_write(url)
        if url.drivername == "sqlite":
            _refuse_other_file(file_of(url), create=create)
        database = cls(make_engine(url, read_only=read_only), read_only=read_only or not writable)
        try:
            if database._is_ready(create=create):
                return database
            if not writable:
                raise RecordError(
                    f"{database.place}: made by an older onrecord, and can't be brought up to date here",
                    remedy="copy it to where you may write",
                )
            if read_only:  # put in order first, by a connection that may write
                cls.open(place, create=create).close()
            else:
                database._put_in_order()
        except DBAPIError as error:
            database.close()
            raise database._not_opened(error) from error
        except BaseException:
            database.close()
            raise
        return database

    @property
    def place(self) -> str:
        """The file or address, without password."""
        url = self.engine.url
        return (url.database or "") if self.is_sqlite else url.render_as_string()

    @contextmanager
    def reading(self) -> Iterator[Connection]:
        """A connection that sees one unchanging state. Raises RecordError when the database fails."""
        with self._told(), self._reader.begin() as connection:
            yield connection

    @contextmanager
    def writing(self) -> Iterator[Connection]:
        """The one connection that writes; committed at the end, rolled back on an error. Raises RecordError."""
        with self._told(), self._writer.begin() as connection:
            if not self.is_sqlite:
                connection.execute(text("SELECT pg_advisory_xact_lock(:key)"), {"key": _LOCK})
            yield connection

    def scrub(self, *, patience: float = _SCRUB_PATIENCE) -> None:
        """Let nothing of deleted rows stay: rebuild the full-text index, pack the file and empty its log.

        Those who read are waited for ``patience`` seconds. Raises RecordError when they go on longer; it is done when
        the record is next opened, then.
        """
        if self.is_sqlite:
            self._scrub_file(patience)
        else:
            with self._told(), self.engine.connect().execution_options(isolation_level="AUTOCOMMIT") as connection:
                connection.execute(text(f"VACUUM (FULL, ANALYZE) {', '.join([*metadata.tables, *_STATISTICS])}"))
        with self.writing() as connection:
            connection.execute(delete(meta).where(meta.c.key == UNSCRUBBED))

    def copy_to(self, target: sqlite3.Connection) -> None:
        """Copy a file's record into an empty database, with a rollback journal instead of a log beside it."""
        with closing(self.engine.raw_connection()) as raw:
            source = raw.driver_connection
            assert isinstance(source, sqlite3.Connection)
            source.backup(target)
        target.execute("PRAGMA journal_mode = DELETE")

    def close(self) -> None:
        """Give back all connections."""
        self.engine.dispose()

    def _is_ready(self, *, create: bool) -> bool:
        """Whether nothing is to be done before the record is used. Raises RecordError where it is none of ours."""
        with self.engine.connect() as connection:
            tables = set(inspect(connection).get_table_names())
            if tables >= _OURS:
                newest = _version_on(connection) == NEWEST
                return newest and not (may_write(self.engine.url) and _is_unscrubbed(connection))
        if "alembic_version" in tables:
            raise _another_programs(self.place)
        if not create:
            raise _no_record(self.place)
        return False

    def _put_in_order(self) -> None:
        """Bring the tables up to date, and finish what an interrupted ``forget`` has left undone."""
        with self.engine.connect() as connection:
            current = _version_on(connection) == NEWEST
        if not current:
            self._migrate()
        with self.engine.connect() as connection:
            unscrubbed = _is_unscrubbed(connection)
        if unscrubbed:
            try:
                self.scrub(patience=_SCRUB_AT_OPENING)
                _log.info("%s: wiped the traces that an interrupted forget had left", self.place)
            except RecordError as error:
                _log.info("%s: traces of what was forgotten aren't wiped yet: %s", self.place, error.message)

    def _scrub_file(self, patience: float) -> None:
        try:
            with closing(self.engine.raw_connection()) as raw:  # VACUUM runs outside of transactions
                cursor = raw.cursor()
                cursor.execute(f"PRAGMA busy_timeout = {round(1000 * patience)}")
                try:
                    cursor.execute("INSERT INTO statements_fts(statements_fts) VALUES ('rebuild')")
                    cursor.execute("VACUUM")
                    busy, *_ = cursor.execute("PRAGMA wal_checkpoint(TRUNCATE)").fetchone()
                finally:
                    cursor.execute(f"PRAGMA busy_timeout = {1000 * PATIENCE}")
        except sqlite3.Error as error:
            told = translated(error, self.place)
            if isinstance(told, DamagedError):
                raise told from error
            raise RecordError(
                f"{self.place}: the file couldn't be packed ({first_line(error)})",
                remedy=_PACK_LATER,
            ) from error
        if busy:
            raise RecordError(f"{self.place}: others have the record open", remedy=_PACK_LATER)

    @contextmanager
    def _told(self) -> Iterator[None]:
        """Turn the database's own errors into ours."""
        try:
            yield
        except DBAPIError as error:
            raise translated(error, self.place) from error
        except (json.JSONDecodeError, UnicodeDecodeError) as error:  # of a column that was written whole
            raise damaged(self.place, str(error)) from error

    def _not_opened(self, error: DBAPIError) -> RecordError:
        told = translated(error, self.place)
        if isinstance(told, DamagedError):
            return told
        reason = f"{first_line(error.orig)}; check the place and your rights to it"
        return type(told)(f"{self.place}: the record can't be opened: {reason}")

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


def _refuse_other_file(file: Path, *, create: bool) -> None:
    """Raise RecordError where a file is no record, before anything is set in it."""
    if not create and not (file.exists() and file.stat().st_size):
        raise _no_record(str(file))
    tables = tables_in(file)
    if tables and not tables >= _OURS:
        raise _another_programs(str(file))


def _another_programs(place: str) -> RecordError:
    return RecordError(f"{place}: the database of another program", remedy="give a record, or a name for a new one")


def _no_record(place: str) -> RecordError:
    return RecordError(f"{place}: no record here", remedy="begin one with: onrecord add PATH")


def _version_on(connection: Connection) -> str | None:
    """The migration that a database has; None where it has none."""
    if not inspect(connection).has_table("alembic_version"):
        return None
    version: str | None = connection.execute(text("SELECT version_num FROM alembic_version")).scalar()
    return version


def _is_unscrubbed(connection: Connection) -> bool:
    return connection.execute(select(meta.c.key).where(meta.c.key == UNSCRUBBED)).scalar() is not None
