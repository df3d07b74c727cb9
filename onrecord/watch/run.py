"""One round of a watch: read its feeds, note what is new, and tell each piece of news once."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from typing import Any

from ..models.attribution import Model
from ..record.adding import Outcome, add_all
from ..record.feeds import known_feeds, remember_feeds
from ..record.store import Record
from ..record.watches import Match, News, Watch, add_watch, note_changes, note_matches, note_told, untold
from ..search.search import ArticleHead, Filters, Hit, article_head, every, hit_by_id
from ..sources import Failure, FeedState, articles, locate


@dataclass(frozen=True, slots=True)
class Told:
    """A piece of news with what it is about: a statement, or an article of an earlier one."""

    watch: str
    news: News
    article: ArticleHead
    statement: Hit | None

    def to_dict(self) -> dict[str, Any]:
        """Convert to JSON."""
        return {
            "watch": self.watch, "id": f"{self.watch}/{self.news.number}", "kind": self.news.kind, "at": self.news.at,
            "article": self.article.to_dict(), "statement": self.statement.to_dict() if self.statement else None,
        }  # fmt: skip


def begin(record: Record, watch: Watch) -> int:
    """Begin to watch; return how many statements match already: these aren't news. Raises UsageError."""
    add_watch(record, watch)
    found = list(_matches(record, watch))
    note_matches(record, watch.name, found, before=True)
    return len(found)


def read_feeds(record: Record, watches: list[Watch], model: Model | None) -> Iterator[Outcome | Failure]:
    """Add what is new in the feeds of watches, each feed once, politely."""
    feeds = list(dict.fromkeys(feed for watch in watches for feed in watch.feeds))
    if not feeds:
        return
    states: dict[str, FeedState] = known_feeds(record)
    yield from add_all(record, articles(locate(feeds)[0], feeds=states), loaded=model)
    remember_feeds(record, states)


def tell(record: Record, watch: Watch, each: Callable[[Told], object]) -> int:
    """Note what matches a watch now and hand each piece of news to ``each``, once; return how many there were.

    News is noted in the record before it is told, and as told right after: what a crash leaves untold is told by the
    next round. What ``each`` raises leaves its news untold.
    """
    note_matches(record, watch.name, _matches(record, watch))
    note_changes(record, watch.name)
    found = untold(record, watch.name)
    for news in found:
        each(described(record, watch.name, news))
        note_told(record, [news.number])
    return len(found)


def described(record: Record, name: str, news: News) -> Told:
    """A piece of news with what it is about."""
    hit = hit_by_id(record, news.statement) if news.statement else None
    return Told(name, news, hit.article if hit else article_head(record, news.article), hit)


def _matches(record: Record, watch: Watch) -> Iterator[Match]:
    asked: dict[str, Any] = {k: tuple(v) if isinstance(v, list) else v for k, v in watch.filters.items()}
    filters = Filters(**asked)
    for hit in every(record, watch.words, filters):
        who = hit.statement.speaker.name if hit.statement.speaker else ""
        where = hit.article.url or hit.article.source
        yield Match(hit.statement.id, hit.article.id, f"{where}\n{who}\n{hit.statement.words}")
