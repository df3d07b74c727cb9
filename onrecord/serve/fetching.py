"""What a process does that only fetches and reads: it has no model, and ends when it is done."""

from __future__ import annotations

from itertools import islice

from ..article import Metadata
from ..sources import Item, Located, articles


def no_tools() -> None:
    """Fetching needs none."""


def fetch(_: object, url: str, told: Metadata, most: int) -> list[Item]:
    """Fetch and read what is at an address, or the first of what a feed there points to."""
    return list(islice(articles([Located(url)], override=told), most))
