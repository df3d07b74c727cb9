"""Finds what there is to read and reads it, each place by the reader of its kind; one bad item never stops the rest."""

from __future__ import annotations

import os
import sys
from collections.abc import Callable, Iterable, Iterator, Mapping, MutableMapping
from dataclasses import replace
from datetime import date
from pathlib import Path
from typing import TypeVar

from ..article import Article, Metadata, is_url
from ..errors import InputError, UnreadableError
from . import reading as kinds
from .document import read_document
from .documents.article_file import read_article
from .fetch import Fetched
from .limits import LARGEST_FILE, read_file, unpacked
from .reading import Failure, FeedState, Hints, Item, Located, Reading, ending
from .transcripts.occasion import json_beside

T = TypeVar("T")


def locate(sources: Iterable[str], *, metadata: str | Path | None = None) -> tuple[list[Located], list[str]]:
    """Expand folders (recursive, sorted); return what to read and the files in folders that are no articles.

    The metadata file and JSON files that go with another file are neither.
    """
    apart = Path(metadata).resolve() if metadata else None
    found: list[Located] = []
    passed: list[str] = []
    for source in sources:
        path = Path(source)
        if source == "-" or is_url(source) or not path.is_dir():
            found.append(Located(source, None if source == "-" or is_url(source) else path))
            continue
        closed: list[OSError] = []
        within = (Path(folder) / name for folder, _, names in os.walk(path, onerror=closed.append) for name in names)
        files = sorted(p for p in within if p.is_file())
        found += [Located(str(error.filename), Path(error.filename)) for error in closed]  # told when they are read
        goes_with = {beside for p in files if ending(p.name) != ".json" and (beside := json_beside(p))}
        for inner in files:
            if any(part.startswith(".") for part in inner.relative_to(path).parts):
                continue
            if inner in goes_with or inner.resolve() == apart:
                continue
            if ending(inner.name) in kinds.ENDINGS:
                found.append(Located(str(inner), inner))
            else:
                passed.append(str(inner))
    return found, passed


def articles(
    located: Iterable[Located],
    *,
    metadata: Mapping[str, Metadata] | None = None,
    override: Metadata | None = None,
    today: date | None = None,
    hints: Hints | None = None,
    feeds: MutableMapping[str, FeedState] | None = None,
    keep: Callable[[str, Fetched], object] | None = None,
) -> Iterator[Item]:
    """Read each place; a bad one gives a Failure with the reason and the remedy, never an exception.

    A place may hold many articles. One that says itself who speaks (a transcript, a post) comes as Prepared, with its
    statements. ``feeds`` is what is remembered of feeds, by address; the new state of each entry that the caller has
    taken is put there. ``keep`` is given each article's source with its bytes as they came, before the article is read.
    """
    reading = Reading(metadata or {}, override or Metadata(), today, hints or Hints(), {} if feeds is None else feeds)
    if keep:
        reading = replace(reading, keep=keep)
    for place in located:
        yield from _or_failure(place, _read(place, reading))


def drafts(located: Iterable[Located], *, override: Metadata | None = None) -> Iterator[Article | Failure]:
    """Read each place as one article that nobody is to see yet: what it points to is left alone.

    A draft full of turns ("NAME: words") is no transcript, and a feed, a table or an archive is no draft.
    """
    for place in located:
        yield from _or_failure(place, _read_draft(place, override))


def _or_failure(place: Located, items: Iterator[T]) -> Iterator[T | Failure]:
    """What is read from a place, and a Failure in place of what stops the reading."""
    try:
        yield from items
    except InputError as error:
        yield Failure.of(place.source, error)
    except OSError as error:
        yield Failure(place.source, str(error.strerror or error), "check the path and its permissions")
    except Exception as error:  # whatever one place does to its reader, the others are still read
        yield Failure.unforeseen(place.source, error)


def _read_draft(place: Located, override: Metadata | None) -> Iterator[Article]:
    kind = ending(place.path.name) if place.path else ""
    if kind in kinds.ARCHIVE_ENDINGS | kinds.TABLE_ENDINGS | kinds.FEED_ENDINGS:
        raise UnreadableError(f"a {kind} file is no draft", remedy="give text, Markdown, HTML, DOCX or PDF")
    if is_url(place.source):
        from .fetch import fetch

        page = fetch(place.source)
        yield read_article(
            page.body, source=place.source, url=page.url, declared=page.charset, is_html=page.is_html,
            override=override,
        )  # fmt: skip
    else:
        is_html = kind in kinds.HTML_ENDINGS
        yield read_article(_bytes(place), source=place.source, is_html=is_html, override=override)


def _read(place: Located, reading: Reading) -> Iterator[Item]:
    """Read one place. Raises InputError or OSError for what stops all of it."""
    kind = ending(place.path.name) if place.path else ""
    if place.path and place.path.is_dir():  # a folder within a folder that couldn't be listed
        raise UnreadableError("a folder that can't be listed", remedy="check its permissions")
    if is_url(place.source):
        from .web.address import read_address

        yield from read_address(place.source, reading)
    elif place.path and kind in kinds.ARCHIVE_ENDINGS:
        from .web.warc import read_warc

        yield from read_warc(place.path, place.source, reading)
    elif place.path and kind in kinds.TABLE_ENDINGS:
        from .tables.table import read_table

        yield from read_table(place.path, place.source, reading)
    elif place.path and kind in kinds.FEED_ENDINGS:
        from .web.feed import read_feed_file

        yield from read_feed_file(read_file(place.path), place.source, reading)
    else:
        data = _bytes(place)
        if place.path:
            reading.keep(place.source, Fetched(place.path.absolute().as_uri(), data, None, False))
        yield read_document(data, reading, source=place.source, path=place.path)


def _bytes(place: Located) -> bytes:
    """The whole of a file or of standard input. Raises UnreadableError, OSError."""
    return read_file(place.path) if place.path else unpacked(sys.stdin.buffer.read(LARGEST_FILE + 1))
