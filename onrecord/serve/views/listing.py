"""Lists of articles."""

from __future__ import annotations

from typing import Any

from pydantic import BaseModel, Field
from sqlalchemy import func, select

from ...errors import UsageError
from ...record.store import Record
from ...record.tables import articles, statements

_HEAD = ("id", "source", "url", "title", "outlet", "published", "language", "version", "current", "flag", "added")


class ArticleFilters(BaseModel):
    """Which articles; days are written 2025-11-07, both ends included."""

    outlet: str | None = Field(None, max_length=200, description="In any case.")
    published_from: str | None = Field(None, pattern=r"^\d{4}(-\d\d(-\d\d)?)?$")
    published_to: str | None = Field(None, pattern=r"^\d{4}(-\d\d(-\d\d)?)?$")


def article_list(record: Record, asked: ArticleFilters, *, limit: int, after: str | None) -> dict[str, Any]:
    """Articles without their texts, the last added first, and where the next begin. Raises UsageError."""
    a = articles.c
    counted = select(func.count()).where(statements.c.article == a.number, statements.c.shown).scalar_subquery()
    query = select(a.number, *(a[name] for name in _HEAD), counted.label("statements")).order_by(a.number.desc())
    if asked.outlet:
        query = query.where(func.lower(a.outlet) == asked.outlet.lower())
    if asked.published_from:
        query = query.where(a.published >= asked.published_from)
    if asked.published_to:
        query = query.where(a.published <= f"{asked.published_to}~")  # "2025-11" is to hold all of its days
    if after is not None:
        query = query.where(a.number < _place(after))
    with record.database.reading() as connection:
        rows = connection.execute(query.limit(limit + 1)).mappings().all()
    shown = [{name: row[name] for name in (*_HEAD, "statements")} for row in rows[:limit]]
    return {"articles": shown, "next": str(rows[limit - 1]["number"]) if len(rows) > limit else None}


def _place(after: str) -> int:
    if not after.isascii() or not after.isdigit() or len(after) > 9:
        raise UsageError(
            f"{after!r} is no place to go on from", remedy="take the next one of the page before, or begin anew"
        )
    return int(after)
