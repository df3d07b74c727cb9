"""Lists of articles."""

from __future__ import annotations

from typing import Any

from pydantic import BaseModel, Field

from ...errors import UsageError
from ...record.holdings import list_articles
from ...record.store import Record
from .question import day


class ArticleFilters(BaseModel):
    """Which articles; days are written 2025-11-07, both ends included."""

    outlet: str | None = Field(None, max_length=200, description="In any case.")
    published_from: str | None = Field(None, pattern=r"^\d{4}(-\d\d(-\d\d)?)?$")
    published_to: str | None = Field(None, pattern=r"^\d{4}(-\d\d(-\d\d)?)?$")


def article_list(record: Record, asked: ArticleFilters, *, limit: int, after: str | None) -> dict[str, Any]:
    """Articles without their texts, the last added first, and where the next begin. Raises UsageError."""
    below = _place(after) if after is not None else None
    first = day("published_from", asked.published_from, 0) if asked.published_from else None
    last = day("published_to", asked.published_to, 1) if asked.published_to else None
    rows = list_articles(
        record, outlet=asked.outlet, published_from=first, published_to=last, limit=limit + 1, below=below
    )
    shown = [{name: value for name, value in row.items() if name != "number"} for row in rows[:limit]]
    return {"articles": shown, "next": str(rows[limit - 1]["number"]) if len(rows) > limit else None}


def _place(after: str) -> int:
    if not after.isascii() or not after.isdigit() or len(after) > 9:
        raise UsageError(
            f"{after!r} is no place to go on from", remedy="take the next one of the page before, or begin anew"
        )
    return int(after)
