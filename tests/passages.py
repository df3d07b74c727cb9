"""Passages of sources made by hand: what a test of a check's steps is given instead of a record."""

from __future__ import annotations

from typing import Any

from onrecord.search.alignment import align
from onrecord.search.passages import Passage, Source, StoredStatement
from onrecord.search.similar import Likeness
from onrecord.text.words import words_of


def source(text: str, **known: Any) -> Source:
    """A source with a text; a transcript unless told otherwise."""
    fields: dict[str, Any] = {
        "article": 1, "article_id": "a1", "source": "debate.txt", "url": None, "outlet": None, "published": None,
        "flag": None, "primary": True, "speakers": frozenset(), **known,
    }  # fmt: skip
    return Source(text=text, **fields)


def turn(*content: tuple[int, int], **known: Any) -> StoredStatement:
    """A statement with its places in a text; a direct one of Ann Holt unless told otherwise."""
    fields: dict[str, Any] = {
        "number": 1, "id": "s1", "speaker": "Ann Holt", "speaker_type": "person", "named": True, "kind": "direct",
        "happened": "yes", "said": None, "earliest": None, "latest": None, "channel": "speech", **known,
    }  # fmt: skip
    return StoredStatement(content=content, **fields)


def passage(text: str, **known: Any) -> Passage:
    """A source that is one statement."""
    of = {k: known.pop(k) for k in ("primary", "source", "url", "outlet", "article_id") if k in known}
    said = turn((0, len(text)), **known)
    return Passage(said, source(text, **of), {said.number: said})


def likeness(quote: str, text: str) -> Likeness | None:
    """A quotation laid along a source of these words; None where they have none in common."""
    laid = tuple(words_of(text))
    alignment = align(words_of(quote), laid)
    return Likeness(passage(text), laid, alignment) if alignment else None
