"""The columns of tables: what each field is called, and what a row tells about its article."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from ..article import Metadata, storable
from ..errors import UnreadableError
from .bylines import author_names
from .moments import read_moment

#: What each field is called in tables that people have, the plainest first.
FIELDS: Mapping[str, tuple[str, ...]] = {
    "published": (
        "published", "publication_date", "date", "pub_date", "published_at", "date_published", "date_publish",
        "time", "created_at", "posted_at", "posted", "timestamp", "datetime", "datum",
    ),
    "outlet": ("outlet", "publisher", "publication", "source", "newspaper", "site", "source_domain"),
    "title": ("title", "headline"),
    "authors": ("authors", "author", "byline"),
    "url": ("url", "link", "permalink", "uri"),
    "text": (
        "text", "body", "content", "article", "article_text", "full_text", "maintext", "story", "tweet", "tweet_text",
        "post", "status", "message", "inhalt",
    ),
    "html": ("html", "page"),
    "speaker": ("speaker", "speaker_name", "speakers"),
    "words": ("sentence", "words", "utterance", "text", "line", "quote", "speech", "content", "turn"),
    "author": ("author", "author_name", "display_name", "name", "user", "username", "screen_name", "handle", "account"),
}  # fmt: skip
NAMES = ("name", "filename", "file", "url")


def text_value(value: Any) -> str:
    """A value as text: a list joined by lines, nothing for None, two halves of a character as one."""
    text = "\n".join(map(text_value, value)) if isinstance(value, list) else "" if value is None else str(value)
    return storable(text.encode("utf-16", "surrogatepass").decode("utf-16", "replace"))


class Columns:
    """Which column of a table holds what: as a person says, or by its usual names."""

    def __init__(self, mapping: Mapping[str, str] | None = None) -> None:
        self._said = {field: column.strip().lower() for field, column in (mapping or {}).items()}

    def names(self) -> frozenset[str]:
        """All names that a header may hold."""
        return frozenset({*self._said.values(), *NAMES}.union(*FIELDS.values()))

    def find(self, field: str, present: Mapping[str, Any]) -> str | None:
        """The column that holds a field. Raises UnreadableError where the one that was named is missing."""
        if field in self._said:
            if self._said[field] not in present:
                raise UnreadableError(f"no column {self._said[field]!r}", remedy=f"there are: {', '.join(present)}")
            return self._said[field]
        return next((c for c in FIELDS[field] if c in present), None)

    def value(self, field: str, row: Mapping[str, Any]) -> Any:
        """A field's value in a row; None where there is none."""
        if field in self._said:
            return row.get(self._said[field])
        return next((row[c] for c in FIELDS[field] if row.get(c) not in (None, "", "None")), None)

    def metadata(self, row: Mapping[str, Any]) -> Metadata:
        """What a row tells about its article. Raises UnreadableError where the date can't be read."""
        published = self.value("published", row)
        day, at = read_moment(published)
        if published and day is None:
            raise UnreadableError(f"{published!r} is no date", remedy="write it as YYYY-MM-DD")
        authors = self.value("authors", row)
        names = "; ".join(map(str, authors)) if isinstance(authors, list) else text_value(authors)
        return Metadata(
            title=text_value(self.value("title", row)) or None,
            outlet=text_value(self.value("outlet", row)) or None,
            authors=author_names(names),
            published=day,
            published_at=at,
            url=text_value(self.value("url", row)) or None,
        )
