"""Many annotated articles into a record at a stroke: one transaction, a few questions, whole tables of rows.

What comes of it is what ``Record.add`` makes of one after the other.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator, Sequence

from sqlalchemy import Connection, delete, insert, select

from ..annotation.annotate import Annotated
from ..errors import ForgottenError
from .bulk import in_parts, insert_rows, next_numbers
from .database import now
from .rows import article_row
from .store import ModelVersion, Placed, Record, add_in, insert_statements, model_number
from .tables import articles, failures, forgotten, meta

_MARK = "loaded "


def is_loaded(record: Record, mark: str) -> bool:
    """Whether a set of articles was loaded under a mark."""
    with record.database.reading() as connection:
        return connection.execute(select(meta.c.key).where(meta.c.key == _MARK + mark)).scalar() is not None


def load(record: Record, found: Iterable[Annotated], mark: str) -> Counter[str]:
    """Put articles with their statements into the record, all or none, and mark the set as loaded.

    What is there already is left as it is. Returns how many articles were added, became a new version, were there
    ("present") or are forgotten, and how many statements are new.
    """
    with record.database.writing() as connection:
        fresh, others, present = _sorted(connection, list(found))
        _insert_fresh(connection, fresh)
        outcomes = Counter({"added": len(fresh), "present": present, "statements": sum(_sizes(fresh))})
        for one in others:
            try:
                outcome: str = add_in(connection, one.article, one.statements, _reader(one))
            except ForgottenError:
                outcome = "forgotten"
            outcomes[outcome] += 1
            outcomes["statements"] += len(one.statements) if outcome in ("added", "new version") else 0
        connection.execute(insert(meta).values(key=_MARK + mark, value=now()))
    return outcomes


#: An article's id, and the article with its statements.
_Identified = tuple[str, Annotated]


def _sorted(connection: Connection, found: Sequence[Annotated]) -> tuple[list[_Identified], list[Annotated], int]:
    """Sort articles into those of which the record knows nothing, those to be looked at one by one, and those in it."""
    by_id = {one.article.id: one for one in found}
    known = set(_known(connection, articles.c.id, by_id))
    by_url = set(_known(connection, articles.c.url, {one.article.url for one in found if one.article.url}))
    if connection.execute(select(forgotten.c.hash).limit(1)).scalar() is not None:
        return [], [one for article_id, one in by_id.items() if article_id not in known], len(found) - len(by_id)
    fresh: list[_Identified] = []
    others: list[Annotated] = []
    for article_id, one in by_id.items():
        if article_id not in known:
            if one.article.url in by_url:
                others.append(one)  # a new version
            else:
                fresh.append((article_id, one))
                by_url |= {one.article.url} if one.article.url else set()
    return fresh, others, len(found) - len(fresh) - len(others)


def _known(connection: Connection, column: object, values: Iterable[str]) -> Iterator[str]:
    for some in in_parts(set(values)):
        yield from connection.execute(select(column).where(column.in_(some))).scalars()  # type: ignore


def _insert_fresh(connection: Connection, fresh: Sequence[_Identified]) -> None:
    if not fresh:
        return
    readers = {reader: model_number(connection, reader) for reader in {_reader(one) for _, one in fresh}}
    numbers = next_numbers(connection, articles, len(fresh))
    always = {"version": 1, "current": True, "added": now()}
    insert_rows(connection, articles, [
        {"number": number, **article_row(one.article), **always, "model": readers[_reader(one)]}
        for number, (_, one) in zip(numbers, fresh, strict=True)
    ])  # fmt: skip
    insert_statements(connection, [
        Placed(number, article_id, one.article, one.statements)
        for number, (article_id, one) in zip(numbers, fresh, strict=True)
    ])  # fmt: skip
    for some in in_parts([one.article.source for _, one in fresh]):
        connection.execute(delete(failures).where(failures.c.source.in_(some)))


def _reader(one: Annotated) -> ModelVersion:
    return ModelVersion(one.model, one.version)


def _sizes(fresh: Sequence[_Identified]) -> Iterator[int]:
    return (len(one.statements) for _, one in fresh)
