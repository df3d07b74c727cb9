"""One article with its statements."""

from __future__ import annotations

from dataclasses import asdict
from typing import Any

from ...record.holdings import held_article
from ...record.store import Record
from ...search.search import Filters, every


def article(record: Record, article_id: str) -> dict[str, Any]:
    """An article, whole, with the statements found in it and its other versions. Raises UnknownError."""
    held = held_article(record, article_id)
    return {
        "article": {
            **held.article.to_dict(),
            "added": held.added,
            "primary": held.primary,
            "reader": asdict(held.reader) if held.reader else None,
            "flag": held.flag,
            "flag_note": held.flag_note,
            "current": held.current,
        },
        "statements": [hit.to_dict() for hit in every(record, "", Filters(article=article_id))],
        "versions": list(held.versions),
    }
