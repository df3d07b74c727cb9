"""What lay at an article's address when it was read, and when somebody looked again: bytes, headers, time and hash."""

from __future__ import annotations

import zlib
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from hashlib import sha256
from typing import Any, Literal, get_args

from sqlalchemy import RowMapping, func, insert, or_, select

from ..errors import UnknownError
from ..sources.fetch import Fetched
from .database import now
from .lookup import article_number
from .store import Record, is_redacted
from .tables import articles, captures

#: "kept": as it was read; the others are what a later look found.
State = Literal["kept", "same", "changed", "gone", "unreachable"]
STATES: tuple[str, ...] = get_args(State)


@dataclass(frozen=True, slots=True)
class Capture:
    """One look at an article's address; ``hash`` is the SHA-256 of the body, None where none was kept."""

    number: int
    article: str
    url: str
    at: str
    state: State
    status: int | None
    headers: tuple[tuple[str, str], ...]
    hash: str | None

    def to_dict(self) -> dict[str, Any]:
        """Convert to JSON."""
        return {
            "number": self.number, "article": self.article, "url": self.url, "at": self.at, "state": self.state,
            "status": self.status, "sha256": self.hash,
        }  # fmt: skip


def keep(record: Record, article_id: str, page: Fetched) -> bool:
    """Keep an article's bytes as they were fetched; whether they were new. Raises UnknownError."""
    hashed = sha256(page.body).hexdigest()
    with record.database.writing() as connection:
        number = article_number(connection, article_id)
        same = (captures.c.article == number) & (captures.c.hash == hashed)
        text_hash = connection.execute(select(articles.c.hash).where(articles.c.number == number)).scalar_one()
        if is_redacted(text_hash) or connection.execute(select(captures.c.number).where(same)).first():
            return False
        connection.execute(insert(captures).values(_row(number, page, "kept", hashed)))
    return True


def note(record: Record, article_id: str, url: str, state: State, *, status: int | None, page: Fetched | None) -> None:
    """Note what a later look found; a ``page`` given is kept with it."""
    with record.database.writing() as connection:
        number = article_number(connection, article_id)
        row = {"article": number, "url": url, "at": now(), "state": state, "status": status, "headers": []}
        if page:
            row = _row(number, page, state, sha256(page.body).hexdigest())
        connection.execute(insert(captures).values(row))


def _row(article: int, page: Fetched, state: State, hashed: str) -> dict[str, Any]:
    return {
        "article": article, "url": page.url, "at": now(), "state": state,
        "status": None if page.url.startswith("file:") else 200, "headers": [list(pair) for pair in page.headers],
        "hash": hashed, "packed": zlib.compress(page.body, 6),
    }  # fmt: skip


def captures_of(record: Record, article_ids: Iterable[str]) -> Iterator[Capture]:
    """All looks at articles, oldest first, article by article."""
    columns = [c for c in captures.c if c.name not in ("packed", "article")]
    query = select(*columns, articles.c.id.label("article")).join(articles)
    for article in dict.fromkeys(article_ids):
        with record.database.reading() as connection:
            rows = (
                connection.execute(query.where(articles.c.id == article).order_by(captures.c.number)).mappings().all()
            )
        yield from map(_capture, rows)


def _capture(row: RowMapping) -> Capture:
    headers = tuple((str(name), str(value)) for name, value in row["headers"])
    return Capture(**{**row, "headers": headers})


def body_of(record: Record, number: int) -> bytes:
    """The body of a capture. Raises UnknownError where none was kept."""
    with record.database.reading() as connection:
        packed = connection.execute(select(captures.c.packed).where(captures.c.number == number)).scalar()
    if packed is None:
        raise UnknownError(f"{number}: no page was kept under this number")
    return zlib.decompress(packed)


@dataclass(frozen=True, slots=True)
class ToCheck:
    """An article of the web that can be looked at again."""

    id: str
    url: str
    text: str


def to_recheck(
    record: Record, *, only: Sequence[str] = (), before: str | None = None, limit: int = 100
) -> list[ToCheck]:
    """Articles of the web, those not looked at for the longest time first; ``before``: not looked at since then."""
    looked = select(captures.c.article, func.max(captures.c.at).label("at")).group_by(captures.c.article).subquery()
    a = articles.c
    address = func.coalesce(a.url, a.source)
    query = (
        select(a.id, address.label("url"), a.text)
        .outerjoin(looked, looked.c.article == a.number)
        .where(a.current, or_(address.like("http://%"), address.like("https://%")), ~a.hash.like("keyed %"))
        .order_by(func.coalesce(looked.c.at, ""), a.number)
        .limit(limit)
    )
    if only:
        query = query.where(a.id.in_(only))
    if before:
        query = query.where(func.coalesce(looked.c.at, "") < before)
    with record.database.reading() as connection:
        return [ToCheck(row.id, row.url, row.text) for row in connection.execute(query)]
