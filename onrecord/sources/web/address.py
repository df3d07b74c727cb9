"""One web address: a page, a document, or a feed that points to many."""

from __future__ import annotations

from collections.abc import Iterator

from ..document import read_document
from ..fetch import fetch
from ..reading import FeedState, Item, Reading
from .feed import is_feed, read_feed


def read_address(url: str, reading: Reading) -> Iterator[Item]:
    """Fetch and read an address; a feed that is unchanged since it was last read gives nothing. Raises InputError."""
    known = reading.feeds.get(url, FeedState())
    page = fetch(url, etag=known.etag, modified=known.modified)
    if page.unchanged:
        return
    if is_feed(page.body):
        yield from read_feed(page, url, reading)
        return
    reading.keep(url, page)
    yield read_document(page.body, reading, source=url, url=page.url, declared=page.charset, is_html=page.is_html)
