"""An article: one text that never changes, and what is known about it."""

from __future__ import annotations

import hashlib
import re
from collections.abc import Mapping
from dataclasses import dataclass, replace
from typing import Any, Self

#: What neither UTF-8 nor every database takes: NUL, and halves of a character, as bad file names and damaged JSON have.
_UNSTORABLE = re.compile("[\0\ud800-\udfff]")


def storable(words: str) -> str:
    """Words with a sign of replacement for each character that can't be stored; nothing else moves."""
    return _UNSTORABLE.sub("\ufffd", words)


def is_url(address: str) -> bool:
    """Whether an address is one of the web, which may be fetched and linked to: no javascript:, data:, file: ..."""
    return address.lower().startswith(("http://", "https://"))


@dataclass(frozen=True, slots=True)
class Article:
    """One text from one outlet.

    ``text`` is cleaned once, when the article is read, and never after: all offsets count its code points.
    ``published`` is a day ("2016-10-04"), ``published_at`` the time with its zone where the page tells it (ISO 8601).
    ``source`` is the path or URL as given. What is known beside the text can always be stored; a text that can't be is
    left as it is, for the record to refuse.
    """

    source: str
    text: str
    url: str | None = None
    title: str | None = None
    outlet: str | None = None
    authors: tuple[str, ...] = ()
    published: str | None = None
    published_at: str | None = None
    language: str = "en"

    def __post_init__(self) -> None:
        for name in ("source", "url", "title", "outlet"):
            if value := getattr(self, name):
                object.__setattr__(self, name, storable(value))
        object.__setattr__(self, "authors", tuple(map(storable, self.authors)))

    @property
    def id(self) -> str:
        """A hash of URL and text: the same article read twice has the same id."""
        key = f"{self.url or ''}\n{self.text}".encode(errors="surrogatepass")
        return hashlib.sha256(key).hexdigest()[:16]

    def with_metadata(self, known: Metadata) -> Self:
        """Let known metadata take the place of what stands here."""
        both = known.or_else(
            Metadata(self.title, self.outlet, self.authors, self.published, self.published_at, self.url)
        )
        return replace(
            self,
            title=both.title,
            outlet=both.outlet,
            authors=both.authors,
            published=both.published,
            published_at=both.published_at,
            url=both.url,
        )

    def to_dict(self) -> dict[str, Any]:
        """Convert to the record format."""
        return {
            "id": self.id,
            "source": self.source,
            "url": self.url,
            "title": self.title,
            "outlet": self.outlet,
            "authors": list(self.authors),
            "published": self.published,
            "published_at": self.published_at,
            "language": self.language,
            "text": self.text,
        }

    @classmethod
    def from_dict(cls, data: Mapping[str, Any]) -> Self:
        """Read from the record format."""
        return cls(
            source=data["source"],
            text=data["text"],
            url=data["url"],
            title=data["title"],
            outlet=data["outlet"],
            authors=tuple(data["authors"]),
            published=data["published"],
            published_at=data.get("published_at"),
            language=data["language"],
        )


@dataclass(frozen=True, slots=True)
class Metadata:
    """What is known about an article beside its text; None or empty where unknown."""

    title: str | None = None
    outlet: str | None = None
    authors: tuple[str, ...] = ()
    published: str | None = None
    published_at: str | None = None
    url: str | None = None

    def or_else(self, other: Metadata) -> Metadata:
        """Fill what is unknown here from ``other``; a time goes only with its own day."""
        same_day = self.published in (None, other.published)
        return Metadata(
            self.title or other.title,
            self.outlet or other.outlet,
            self.authors or other.authors,
            self.published or other.published,
            self.published_at or (other.published_at if same_day else None),
            self.url or other.url,
        )
