"""One article with its statements."""

from __future__ import annotations

from typing import Any

from sqlalchemy import Connection, or_, select

from ...errors import UnknownError
from ...record.rows import article_of
from ...record.store import Record
from ...record.tables import articles, models
from ...search.search import Filters, every
from ...sources.firsthand import READERS


def article(record: Record, article_id: str) -> dict[str, Any]:
    """An article, whole, with the statements found in it and its other versions. Raises UnknownError."""
    query = select(articles, models.c.name.label("reader"), models.c.version.label("reader_version"))
    query = query.select_from(articles.outerjoin(models)).where(articles.c.id == article_id)
    with record.database.reading() as connection:
        row = connection.execute(query).mappings().one_or_none()
        if row is None:
            raise UnknownError(f"{article_id}: no article with this id in the record")
        versions = _versions(connection, row["url"], article_id)
    return {
        "article": {
            **article_of(row).to_dict(),
            "added": row["added"],
            "primary": row["reader"] in READERS,
            "reader": {"name": row["reader"], "version": row["reader_version"]} if row["reader"] else None,
            "flag": row["flag"],
            "flag_note": row["flag_note"],
            "current": row["current"],
        },
        "statements": [hit.to_dict() for hit in every(record, "", Filters(article=article_id))],
        "versions": versions,
    }


def _versions(connection: Connection, url: str | None, article_id: str) -> list[dict[str, Any]]:
    """All versions of an article, itself included, the oldest first."""
    a = articles.c
    same = or_(a.url == url, a.id == article_id) if url else a.id == article_id
    rows = connection.execute(select(a.id, a.version, a.current, a.added).where(same).order_by(a.number))
    return [{"id": r.id, "version": r.version, "current": r.current, "added": r.added} for r in rows]
