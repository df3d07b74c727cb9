"""What a record remembers of feeds, so that the next run asks only for what is new."""

from __future__ import annotations

import json
from collections.abc import Mapping

from sqlalchemy import delete, insert, select

from ..sources import FeedState
from .store import Record
from .tables import meta

_KEY = "feed "


def known_feeds(record: Record) -> dict[str, FeedState]:
    """The state of each feed at the end of the last whole run, by address."""
    with record.database.reading() as connection:
        rows = connection.execute(select(meta).where(meta.c.key.startswith(_KEY, autoescape=True))).all()
    return {row.key.removeprefix(_KEY): FeedState.from_dict(json.loads(row.value)) for row in rows}


def remember_feeds(record: Record, feeds: Mapping[str, FeedState]) -> None:
    """Store the state of feeds. To be called when what they gave is in the record, not before."""
    if not feeds:
        return
    rows = [{"key": _KEY + address, "value": json.dumps(state.to_dict())} for address, state in feeds.items()]
    with record.database.writing() as connection:
        connection.execute(delete(meta).where(meta.c.key.in_([row["key"] for row in rows])))
        connection.execute(insert(meta), rows)
