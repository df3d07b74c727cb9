"""Statements that a reader has put together: in the order of their ids, and those that are no longer there."""

from __future__ import annotations

import re
from typing import Any

from ...errors import UsageError
from ...record.store import Record
from ...search.search import with_ids

#: Most statements of one tray: what an address holds in every browser.
MOST = 100
_ID = re.compile(r"[0-9a-z]{6,40}")


def tray(record: Record, ids: str) -> dict[str, Any]:
    """The statements whose ids are given with commas between them. Raises UsageError."""
    asked = list(dict.fromkeys(each for each in ids.split(",") if each))
    if len(asked) > MOST:
        raise UsageError(f"{len(asked)} statements are more than a tray holds", remedy=f"take {MOST} at most")
    if wrong := next((each for each in asked if not _ID.fullmatch(each)), None):
        raise UsageError(f"{wrong!r} is no statement's id")
    hits = with_ids(record, asked)
    found = {hit.statement.id for hit in hits}
    return {
        "statements": [hit.to_dict() for hit in hits],
        "missing": [each for each in asked if each not in found],
        "ids": [hit.statement.id for hit in hits],
    }
