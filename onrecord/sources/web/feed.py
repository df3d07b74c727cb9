"""RSS and Atom feeds: the articles that the entries point to, each fetched once and again when its entry changes."""

from __future__ import annotations

import hashlib
import io
import re
from collections import ChainMap
from collections.abc import Iterator
from dataclasses import dataclass
from urllib.parse import urljoin

from ...article import Metadata
from ...errors import FetchError, InputError, UnreadableError
from ..bylines import author_names
from ..document import read_document
from ..fetch import Fetched
from ..moments import read_moment
from ..reading import Failure, FeedState, Item, Reading
from ..sandbox import read_apart

#: A larger feed is refused.
LARGEST_FEED = 5 * 1024 * 1024
MOST_ENTRIES = 500
# Atomic: where a comment ends is decided once, as a row of them would else be tried in every way there is.
_FEED = re.compile(rb"(?:\xef\xbb\xbf)?+\s*+(?:(?><!--.*?-->|<\?[^>]*+>)\s*+)*+<(?:rss|feed|rdf:RDF)\b", re.DOTALL)
_HEAD = 4096
_FACTS = ("link", "title", "author", "published", "updated", "summary")


@dataclass(frozen=True, slots=True)
class _Entry:
    """What a feed says of one article; ``stamp`` changes when the entry does."""

    link: str
    stamp: str
    metadata: Metadata


def is_feed(data: bytes) -> bool:
    """Whether data begins as a feed does."""
    return _FEED.match(data[:_HEAD]) is not None


def read_feed_file(data: bytes, source: str, reading: Reading) -> Iterator[Item]:
    """Read the articles that a feed in a file points to. Raises UnreadableError."""
    yield from _read(data, source, FeedState(), reading)


def read_feed(page: Fetched, source: str, reading: Reading) -> Iterator[Item]:
    """Read what is new in a feed, and remember its state once all of that could be read. Raises UnreadableError."""
    yield from _read(page.body, source, FeedState(page.etag, page.modified), reading, url=page.url)


def _read(data: bytes, source: str, marks: FeedState, reading: Reading, *, url: str = "") -> Iterator[Item]:
    known = dict(reading.feeds.get(source, FeedState()).entries)
    entries = _entries(data, url)
    whole = True
    for number, entry in enumerate(entries, start=1):
        if not entry.link:
            yield Failure(f"{source}#{number}", "the feed's entry has no address", "read the article by hand")
            continue
        if known.get(entry.link) == entry.stamp:
            continue
        try:
            yield _article(entry, reading)
        except InputError as error:
            yield Failure.of(entry.link, error)
            if isinstance(error, FetchError):  # may be better the next time
                whole = False
                continue
        known[entry.link] = entry.stamp
        reading.feeds[source] = FeedState(entries=dict(known))
    still = {e.link: known[e.link] for e in entries if e.link in known}
    reading.feeds[source] = FeedState(marks.etag, marks.modified, still) if whole else FeedState(entries=still)


def _article(entry: _Entry, reading: Reading) -> Item:
    page = reading.visitor.visit(entry.link)
    reading.keep(entry.link, page)
    metadata = ChainMap(dict(reading.metadata), {entry.link: entry.metadata, page.url: entry.metadata})
    return read_document(
        page.body, reading, source=entry.link, url=page.url, declared=page.charset, is_html=page.is_html,
        metadata=metadata,
    )  # fmt: skip


def _entries(data: bytes, url: str) -> list[_Entry]:
    """A feed's entries, their addresses completed by the feed's own. Raises UnreadableError."""
    if len(data) > LARGEST_FEED:
        raise UnreadableError(f"a feed of more than {LARGEST_FEED >> 20} MB", remedy="give one with fewer entries")
    found = read_apart("web.feed.facts_of", data, what="the feed", remedy="look at its address in a browser")
    return [_entry(facts, url) for facts in found]


def facts_of(data: bytes) -> list[dict[str, str]]:
    """What a feed says of each entry, within this process. Raises UnreadableError."""
    import feedparser

    # A stream, as feedparser takes bytes for the name of a file or an address where it can.
    found = feedparser.parse(io.BytesIO(data))
    if not found.entries and (found.bozo or not found.version):
        raise UnreadableError("no feed in it", remedy="give the address of an RSS or Atom feed, or of a page")
    # dict.get, as feedparser's own look-up takes "published" for "updated".
    return [{name: str(dict.get(e, name) or "") for name in _FACTS} for e in found.entries[:MOST_ENTRIES]]


def _entry(facts: dict[str, str], url: str) -> _Entry:
    day, at = read_moment(facts["published"])
    content = hashlib.sha256(f"{facts['title']}\n{facts['summary']}".encode(errors="replace")).hexdigest()[:16]
    try:
        link = urljoin(url, facts["link"]) if facts["link"] else ""
    except ValueError:
        link = facts["link"]
    return _Entry(
        link=link,
        stamp=facts["updated"] or facts["published"] or content,
        metadata=Metadata(
            title=facts["title"] or None, authors=author_names(facts["author"]), published=day, published_at=at
        ),
    )
