"""What the readers share: the places to read from, what was asked, what comes of it."""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping, MutableMapping
from dataclasses import dataclass, field
from datetime import date
from pathlib import Path, PurePosixPath
from types import MappingProxyType
from typing import Any, Literal, Self, get_args
from urllib.parse import unquote, urlsplit

from ..article import Article, Metadata, is_url, storable
from ..dates.written import find_day
from ..errors import OnrecordError
from .fetch import Fetched
from .firsthand import Prepared
from .polite import PoliteReader

#: What the rows of a table are, or the lines of a text.
Form = Literal["articles", "transcript", "posts", "document"]
FORMS: tuple[str, ...] = get_args(Form)

#: Endings that are no part of an article's name.
HTML_ENDINGS = frozenset({".html", ".htm", ".xhtml"})
TEXT_ENDINGS = frozenset({".txt", ".text", ".md"}) | HTML_ENDINGS
DOCUMENT_ENDINGS = frozenset({".pdf", ".docx"})
FEED_ENDINGS = frozenset({".rss", ".atom", ".xml"})
ARCHIVE_ENDINGS = frozenset({".warc"})
TABLE_ENDINGS = frozenset({".csv", ".tsv", ".jsonl", ".ndjson", ".json", ".parquet"})
TRANSCRIPT_ENDINGS = frozenset({".said"})
SUBTITLE_ENDINGS = frozenset({".vtt", ".srt"})
ENDINGS = (
    TEXT_ENDINGS
    | DOCUMENT_ENDINGS
    | FEED_ENDINGS
    | ARCHIVE_ENDINGS
    | TABLE_ENDINGS
    | TRANSCRIPT_ENDINGS
    | SUBTITLE_ENDINGS
)
_PACKED = (".gz", ".zst")
_DATE_IN_NAME = re.compile(r"(?<!\d)(\d{4}-\d\d-\d\d)(?!\d)")


@dataclass(frozen=True, slots=True)
class Failure:
    """Something that couldn't be read: where it lies, what is wrong with it, and what to do."""

    source: str
    message: str
    remedy: str | None = None

    def __post_init__(self) -> None:
        object.__setattr__(self, "source", storable(self.source))
        object.__setattr__(self, "message", storable(self.message))

    @classmethod
    def of(cls, source: str, error: OnrecordError) -> Self:
        """What an error tells of a source."""
        return cls(source, error.message, error.remedy)

    @classmethod
    def unforeseen(cls, source: str, error: Exception) -> Self:
        """What an error that nobody foresaw tells of a source."""
        return cls(source, f"an error of onrecord ({type(error).__name__}: {error})", "please report it")

    @property
    def reason(self) -> str:
        """Why it couldn't be read, in one line."""
        return f"{self.message}; {self.remedy}" if self.remedy else self.message


Item = Article | Prepared | Failure


@dataclass(frozen=True, slots=True)
class Located:
    """One place to read from: a file, or with no path standard input ("-") or a web address."""

    source: str
    path: Path | None = None


@dataclass(frozen=True, slots=True)
class Hints:
    """What a person says about sources that don't tell it themselves.

    ``form``: what a table's rows, or a text, are (found out unless given); a document is its author's own words.
    ``columns``: which column holds what ({"text": "body"}). ``said``, ``event`` and ``place`` are a transcript's day,
    event and place, ``author`` the author of posts or of a document.
    """

    form: Form | None = None
    columns: Mapping[str, str] = field(default_factory=lambda: MappingProxyType({}))
    said: str | None = None
    event: str | None = None
    place: str | None = None
    author: str | None = None


@dataclass(frozen=True, slots=True)
class FeedState:
    """What is remembered of a feed, so that only what is new in it is fetched the next time.

    ``etag`` and ``modified`` are the server's marks of the feed's last whole reading, ``entries`` the address of each
    entry that was read with the stamp that it had.
    """

    etag: str | None = None
    modified: str | None = None
    entries: Mapping[str, str] = field(default_factory=lambda: MappingProxyType({}))

    def to_dict(self) -> dict[str, Any]:
        """Convert to plain data."""
        return {"etag": self.etag, "modified": self.modified, "entries": dict(self.entries)}

    @classmethod
    def from_dict(cls, data: Mapping[str, Any]) -> Self:
        """Read from plain data."""
        return cls(data["etag"], data["modified"], dict(data["entries"]))


@dataclass(frozen=True, slots=True)
class Reading:
    """What was asked of one reading, and what is known beside the sources.

    ``metadata`` is known by name or address, ``override`` is believed before all else, ``today`` is the day of reading
    (for a dateline without a year). ``feeds`` holds what is remembered of feeds, by address; readers put the new state
    there. ``visitor`` fetches what feeds point to. ``keep`` is given each article's source with its bytes as they came.
    """

    metadata: Mapping[str, Metadata] = field(default_factory=lambda: MappingProxyType({}))
    override: Metadata = field(default_factory=Metadata)
    today: date | None = None
    hints: Hints = field(default_factory=Hints)
    feeds: MutableMapping[str, FeedState] = field(default_factory=dict)
    visitor: PoliteReader = field(default_factory=PoliteReader)
    keep: Callable[[str, Fetched], object] = lambda source, page: None


def ending(name: str) -> str:
    """The ending that says what a file holds, in small letters; what it is packed with is left out."""
    name = name.lower()
    for packed in _PACKED:
        name = name.removesuffix(packed)
    return PurePosixPath(name).suffix


def stem(source: str) -> str:
    """A file's name, or the last part of an address, without its ending."""
    try:
        name = PurePosixPath(unquote(urlsplit(source).path) if is_url(source) else source.replace("\\", "/")).name
    except ValueError:  # not an address
        name = source
    for packed in _PACKED:
        name = name.removesuffix(packed)
    return name[: -len(PurePosixPath(name).suffix)] if ending(name) in ENDINGS else name


def date_in_name(source: str) -> str | None:
    """The day YYYY-MM-DD in a source's name."""
    found = _DATE_IN_NAME.search(stem(source)) if source != "-" else None
    day = find_day(found[1]) if found else None
    return day.isoformat() if day else None


def beside(sources: tuple[str | None, ...], metadata: Mapping[str, Metadata]) -> Metadata:
    """Look up what is known under an article's addresses, its file's name and its stem."""
    for source in filter(None, sources):
        for key in (source, PurePosixPath(source).name, stem(source)):
            if key in metadata:
                return metadata[key]
    return Metadata()
