"""What the record holds: how much, from where, since when, and what couldn't be added."""

from __future__ import annotations

from dataclasses import asdict
from typing import Any

from ...people.overview import overview
from ...record.feeds import known_feeds
from ...record.holdings import added_by_day, counts, flagged_articles, newest_articles, outlets
from ...record.store import Record
from ...search.search import Filters, search_page

#: Most outlets, days and articles listed.
_OUTLETS, _DAYS, _ARTICLES = 40, 30, 20


def front(record: Record) -> dict[str, Any]:
    """How much the record holds, what it is about, what was corrected, and what is new."""
    newest = search_page(record, "", Filters(), limit=6)
    return {
        "counts": counts(record), "overview": overview(record).to_dict(), "flagged": flagged_articles(record, limit=5),
        "articles": newest_articles(record, limit=8), "statements": [hit.to_dict() for hit in newest.hits],
    }  # fmt: skip


def sources(record: Record) -> dict[str, Any]:
    """Outlets with how much is there of each (older versions included), what was added when, what failed, and the feeds
    that are followed.
    """
    added = [{"day": day, "articles": count} for day, count in added_by_day(record, limit=_DAYS)]
    listed = [asdict(outlet) for outlet in outlets(record, limit=_OUTLETS)]
    latest = newest_articles(record, limit=_ARTICLES)
    failures = [{"source": f.source, "reason": f.reason, "at": f.at} for f in reversed(record.failures())]
    feeds = [{"address": address} for address in sorted(known_feeds(record))]
    return {
        "counts": counts(record), "outlets": listed, "added": added, "articles": latest, "failures": failures,
        "feeds": feeds,
    }  # fmt: skip
