"""Looks at articles' addresses again: is what was read still there, has it changed, is it gone?"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from typing import Any

from ..errors import InputError, StatusError
from ..record.captures import State, ToCheck, note, to_recheck
from ..record.store import Record
from ..sources import read_article
from ..sources.fetch import Fetched
from ..sources.polite import PoliteReader

#: What a server answers for a page that was taken away.
_GONE = (404, 410, 451)
Visit = Callable[[str], Fetched]


@dataclass(frozen=True, slots=True)
class Looked:
    """What another look at an article found, and why where it couldn't be read."""

    article: str
    url: str
    state: State
    reason: str | None = None

    def to_dict(self) -> dict[str, Any]:
        """Convert to JSON."""
        return {"article": self.article, "url": self.url, "state": self.state, "reason": self.reason}


def recheck(
    record: Record, *, only: Sequence[str] = (), days: float = 0, limit: int = 100, keep: bool = False,
    visit: Visit | None = None,
) -> Iterator[Looked]:  # fmt: skip
    """Look at articles of the web again, politely, those not looked at for the longest time first.

    ``only`` are articles' ids, ``days`` how long ago the last look must lie; ``keep`` keeps pages that have changed.
    """
    before = (datetime.now(UTC) - timedelta(days)).isoformat(timespec="seconds") if days else None
    visit = visit or PoliteReader().visit
    for article in to_recheck(record, only=only, before=before, limit=limit):
        found, page, status = _look(article, visit)
        note(record, article.id, article.url, found.state, status=status, page=page if keep else None)
        yield found


def _look(article: ToCheck, visit: Visit) -> tuple[Looked, Fetched | None, int | None]:
    try:
        page = visit(article.url)
        read = read_article(page.body, source=article.url, url=page.url, declared=page.charset, is_html=page.is_html)
    except StatusError as error:
        state: State = "gone" if error.status in _GONE else "unreachable"
        return Looked(article.id, article.url, state, error.message), None, error.status
    except InputError as error:
        return Looked(article.id, article.url, "unreachable", error.message), None, None
    if read.text.split() == article.text.split():
        return Looked(article.id, article.url, "same"), None, 200
    return Looked(article.id, article.url, "changed"), page, 200
