"""What is watched for, what was found for it, and what of that was told: rows of the record."""

from __future__ import annotations

import secrets
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import asdict, dataclass, field
from types import MappingProxyType
from typing import Any, Literal, Self, get_args

from sqlalchemy import RowMapping, delete, insert, select, update
from sqlalchemy.dialects import postgresql, sqlite

from ..errors import UnknownError, UsageError
from .database import now
from .store import Record, keyed_hash
from .tables import articles, captures, news, statements, watches

#: What is told: a statement; that its article was marked by its outlet, has other words now, or is gone from the web.
Kind = Literal["statement", "corrected", "retracted", "changed", "gone"]
KINDS: tuple[str, ...] = get_args(Kind)
#: What was in the record before the watch was: it isn't told, changes of its articles are.
_BEFORE = "before"


@dataclass(frozen=True, slots=True)
class Watch:
    """What is watched for: a search (words and filters, as the command line has them), and feeds to read for it."""

    name: str
    words: str = ""
    filters: Mapping[str, Any] = field(default_factory=lambda: MappingProxyType({}))
    feeds: tuple[str, ...] = ()
    webhook: str | None = None
    secret: str = field(default_factory=lambda: secrets.token_hex(16))

    def to_dict(self) -> dict[str, Any]:
        """Convert to JSON; the secret stays out of it."""
        return {
            "name": self.name, "words": self.words, "filters": dict(self.filters), "feeds": list(self.feeds),
            "webhook": self.webhook,
        }  # fmt: skip

    @classmethod
    def of(cls, row: RowMapping) -> Self:
        """Read from its row."""
        return cls(row["name"], row["words"], row["filters"], tuple(row["feeds"]), row["webhook"], row["secret"])


@dataclass(frozen=True, slots=True)
class News:
    """Something that a watch found: ``number`` is the same whenever and wherever it is told."""

    number: int
    kind: Kind
    article: str
    statement: str | None
    at: str


def add_watch(record: Record, watch: Watch) -> None:
    """Begin to watch. Raises UsageError where the name is taken."""
    values = {**asdict(watch), "filters": dict(watch.filters), "feeds": list(watch.feeds), "made": now()}
    with record.database.writing() as connection:
        if connection.execute(select(watches.c.number).where(watches.c.name == watch.name)).first():
            raise UsageError(
                f"{watch.name}: there is a watch of this name", remedy="choose another, or remove it first"
            )
        connection.execute(insert(watches).values(values))


def remove_watch(record: Record, name: str) -> None:
    """End a watch, with what it found. Raises UnknownError."""
    the_watch(record, name)
    with record.database.writing() as connection:
        connection.execute(delete(watches).where(watches.c.name == name))


def all_watches(record: Record) -> list[Watch]:
    """All watches, by name."""
    with record.database.reading() as connection:
        return [Watch.of(row) for row in connection.execute(select(watches).order_by(watches.c.name)).mappings()]


def the_watch(record: Record, name: str) -> Watch:
    """One watch. Raises UnknownError."""
    for watch in all_watches(record):
        if watch.name == name:
            return watch
    raise UnknownError(f"{name}: no watch of this name", remedy="see them with: onrecord watch list")


@dataclass(frozen=True, slots=True)
class Match:
    """A statement that a watch matches: its id, its article's, and what makes it the same when it is read again."""

    statement: str
    article: str
    sameness: str


def note_matches(record: Record, name: str, matches: Iterable[Match], *, before: bool = False) -> None:
    """Note what matches; what was noted already stays as it is. ``before``: it isn't news, the watch is."""
    kind, told = (_BEFORE, now()) if before else ("statement", None)
    rows = ((m.article, m.statement, f"statement {m.sameness}", kind) for m in matches)
    _note(record, name, rows, told=told)


def note_changes(record: Record, name: str) -> None:
    """Note what has become of the articles of earlier matches: marked, reworded, gone."""
    n, a, c = news.c, articles.c, captures.c
    noted = select(n.article).join(watches).where(watches.c.name == name, n.kind.in_(("statement", _BEFORE)))
    flagged = select(a.id, a.flag).where(a.number.in_(noted), a.flag.is_not(None))
    old = select(a.id).where(a.number.in_(noted), ~a.current)
    looked = select(a.id, c.state, c.number).join(captures, c.article == a.number).where(a.number.in_(noted))
    looked = looked.where(c.state.in_(("changed", "gone"))).order_by(c.number)
    with record.database.reading() as connection:
        found = [(row.id, None, f"{row.flag} {row.id}", row.flag) for row in connection.execute(flagged)]
        found += [(row.id, None, f"changed {row.id}", "changed") for row in connection.execute(old)]
        found += [(row.id, None, f"{row.state} {row.id}", row.state) for row in connection.execute(looked)]
    _note(record, name, found)


def _note(
    record: Record, name: str, rows: Iterable[tuple[str, str | None, str, str]], *, told: str | None = None
) -> None:
    insert_or = sqlite.insert if record.database.is_sqlite else postgresql.insert
    with record.database.writing() as connection:
        watch = connection.execute(select(watches.c.number).where(watches.c.name == name)).scalar_one()
        for article, statement, sameness, kind in rows:
            number = select(articles.c.number).where(articles.c.id == article).scalar_subquery()
            values = {
                "watch": watch, "key": keyed_hash(connection, sameness), "kind": kind, "article": number,
                "statement": statement, "at": now(), "told": told,
            }  # fmt: skip
            connection.execute(insert_or(news).values(values).on_conflict_do_nothing())


def untold(record: Record, name: str) -> list[News]:
    """What is to be told yet, oldest first; statements that are shown no more are left out."""
    return list(_news(record, name, news.c.told.is_(None)))


def told_last(record: Record, name: str, *, limit: int) -> list[News]:
    """What was found last, told or not, the newest first."""
    return list(_news(record, name, news.c.kind != _BEFORE))[::-1][:limit]


def _news(record: Record, name: str, condition: Any) -> Iterator[News]:
    shown = select(statements.c.id).where(statements.c.shown)
    query = (
        select(news.c.number, news.c.kind, articles.c.id.label("article"), news.c.statement, news.c.at)
        .select_from(news.join(watches).join(articles, news.c.article == articles.c.number))
        .where(watches.c.name == name, condition, news.c.statement.is_(None) | news.c.statement.in_(shown))
        .order_by(news.c.number)
    )
    with record.database.reading() as connection:
        yield from [News(**row) for row in connection.execute(query).mappings()]


def note_told(record: Record, numbers: Sequence[int]) -> None:
    """Note that news was told."""
    with record.database.writing() as connection:
        connection.execute(update(news).where(news.c.number.in_(numbers)).values(told=now()))
