"""What the record holds: how much, from where, since when, and what couldn't be added."""

from __future__ import annotations

from typing import Any

from sqlalchemy import Connection, func, select

from ...record.feeds import known_feeds
from ...record.store import Record
from ...record.tables import articles, statements
from ...search.search import Filters, search_page

#: So many outlets, days and articles are listed.
_OUTLETS, _DAYS, _ARTICLES = 40, 30, 20


def front(record: Record) -> dict[str, Any]:
    """How much the record holds, and the newest statements."""
    newest = search_page(record, "", Filters(), limit=6)
    return {"counts": counts(record), "statements": [hit.to_dict() for hit in newest.hits]}


def counts(record: Record) -> dict[str, int]:
    """How many articles and statements there are, older versions and rejected ones included: quick, at any size."""
    with record.database.reading() as connection:
        return {table.name: int(_count(connection, table)) for table in (articles, statements)}


def sources(record: Record) -> dict[str, Any]:
    """Outlets with how much is there of each (older versions included: one look at an index), what was added when, what
    failed, and the feeds that are followed.
    """
    a = articles.c
    outlets = (
        select(a.outlet, func.count().label("articles"), func.min(a.published), func.max(a.published))
        .group_by(a.outlet)
        .order_by(func.count().desc(), a.outlet)
        .limit(_OUTLETS)
    )
    day = func.substr(a.added, 1, 10)
    by_day = select(day, func.count()).group_by(day).order_by(day.desc()).limit(_DAYS)
    newest = select(a.id, a.title, a.source, a.outlet, a.published, a.added).order_by(a.number.desc()).limit(_ARTICLES)
    with record.database.reading() as connection:
        listed = [
            {"outlet": outlet, "articles": count, "first": first, "last": last}
            for outlet, count, first, last in connection.execute(outlets)
        ]
        added = [{"day": when, "articles": count} for when, count in connection.execute(by_day)]
        latest = [dict(row) for row in connection.execute(newest).mappings()]
    failures = [{"source": f.source, "reason": f.reason, "at": f.at} for f in reversed(record.failures())]
    feeds = [{"address": address} for address in sorted(known_feeds(record))]
    return {
        "counts": counts(record), "outlets": listed, "added": added, "articles": latest, "failures": failures,
        "feeds": feeds,
    }  # fmt: skip


def _count(connection: Connection, table: Any) -> int:
    return int(connection.execute(select(func.count()).select_from(table)).scalar_one())
