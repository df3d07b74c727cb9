"""What a record holds, article by article: lists, the versions of one, and how much there is of what."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from sqlalchemy import Connection, Select, func, or_, select

from ..article import Article
from .lookup import no_article
from .rows import article_of
from .store import ModelVersion, Record
from .tables import articles, is_primary, models, statements

#: What is listed of an article.
HEAD = ("id", "source", "url", "title", "outlet", "published", "language", "version", "current", "flag", "added")
_NEWEST_HEAD = ("id", "title", "source", "outlet", "published", "added")

Row = Mapping[str, Any]


@dataclass(frozen=True, slots=True)
class HeldArticle:
    """An article with what the record knows of it; ``versions`` are all that there are of it, the oldest first."""

    article: Article
    added: str
    primary: bool
    reader: ModelVersion | None
    flag: str | None
    flag_note: str | None
    current: bool
    versions: tuple[Row, ...]


@dataclass(frozen=True, slots=True)
class OutletCount:
    """How many articles of an outlet there are, older versions included, and the days of the first and the last."""

    outlet: str | None
    articles: int
    first: str | None
    last: str | None


def held_article(record: Record, article_id: str) -> HeldArticle:
    """One article, whole. Raises UnknownError."""
    query = select(articles, models.c.name.label("reader"), models.c.version.label("reader_version"))
    query = query.add_columns(is_primary.label("primary")).select_from(articles.outerjoin(models))
    with record.database.reading() as connection:
        row = connection.execute(query.where(articles.c.id == article_id)).mappings().one_or_none()
        if row is None:
            raise no_article(article_id)
        versions = tuple(_versions(connection, row["url"], article_id))
    reader = ModelVersion(row["reader"], row["reader_version"]) if row["reader"] else None
    return HeldArticle(
        article_of(row), row["added"], row["primary"], reader, row["flag"], row["flag_note"], row["current"], versions
    )


def list_articles(
    record: Record, *, outlet: str | None = None, published_from: str | None = None, published_to: str | None = None,
    limit: int, below: int | None = None,
) -> list[Row]:  # fmt: skip
    """Articles without their texts, the last added first, each with its number and how many statements it shows.

    ``published_to`` may be a month or a year, all of whose days are meant; ``below``: those with a lower number.
    """
    a = articles.c
    counted = select(func.count()).where(statements.c.article == a.number, statements.c.shown).scalar_subquery()
    query = select(a.number, *(a[name] for name in HEAD), counted.label("statements")).order_by(a.number.desc())
    if outlet:
        query = query.where(func.lower(a.outlet) == outlet.lower())
    if published_from:
        query = query.where(a.published >= published_from)
    if published_to:
        query = query.where(a.published <= f"{published_to}~")
    if below is not None:
        query = query.where(a.number < below)
    return _rows(record, query.limit(limit))


def newest_articles(record: Record, *, limit: int) -> list[Row]:
    """The articles that were added last."""
    a = articles.c
    return _rows(record, select(*(a[name] for name in _NEWEST_HEAD)).order_by(a.number.desc()).limit(limit))


def flagged_articles(record: Record, *, limit: int) -> list[Row]:
    """The articles that their outlets have corrected or retracted, the last added first."""
    a = articles.c
    columns = [*(a[name] for name in _NEWEST_HEAD), a.flag, a.flag_note]
    return _rows(record, select(*columns).where(a.flag.is_not(None), a.current).order_by(a.number.desc()).limit(limit))


def articles_state(connection: Connection) -> tuple[Any, ...]:
    """What is another when articles have come or gone."""
    return tuple(connection.execute(select(func.max(articles.c.number), func.count()).select_from(articles)).one())


def newest_day(record: Record) -> str | None:
    """The last day on which an article was published."""
    with record.database.reading() as connection:
        found: str | None = connection.execute(select(func.max(articles.c.published))).scalar()
        return found


def outlets(record: Record, *, limit: int) -> list[OutletCount]:
    """The outlets with the most articles: one look at an index."""
    a = articles.c
    query = (
        select(a.outlet, func.count().label("articles"), func.min(a.published), func.max(a.published))
        .group_by(a.outlet)
        .order_by(func.count().desc(), a.outlet)
        .limit(limit)
    )
    with record.database.reading() as connection:
        return [OutletCount(*row) for row in connection.execute(query)]


def added_by_day(record: Record, *, limit: int) -> list[tuple[str, int]]:
    """How many articles were added on each of the last days on which any were."""
    day = func.substr(articles.c.added, 1, 10)
    query = select(day, func.count()).group_by(day).order_by(day.desc()).limit(limit)
    with record.database.reading() as connection:
        return [(row[0], row[1]) for row in connection.execute(query)]


def counts(record: Record) -> dict[str, int]:
    """How many articles and statements there are, older versions and rejected ones included: quick, at any size."""
    with record.database.reading() as connection:
        return {
            table.name: int(connection.execute(select(func.count()).select_from(table)).scalar_one())
            for table in (articles, statements)
        }


def _rows(record: Record, query: Select[Any]) -> list[Row]:
    with record.database.reading() as connection:
        return [dict(row) for row in connection.execute(query).mappings()]


def _versions(connection: Connection, url: str | None, article_id: str) -> Sequence[Row]:
    a = articles.c
    same = or_(a.url == url, a.id == article_id) if url else a.id == article_id
    rows = connection.execute(select(a.id, a.version, a.current, a.added).where(same).order_by(a.number))
    return [dict(row) for row in rows.mappings()]
