"""Passages of stored sources: a statement with those of its speaker beside it, and which of its words were said."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any, Self

from ..text.quotes import find_quotations
from ..text.words import Word, words_of, words_over
from .alignment import FAR

#: A content longer than this (characters) is looked at only around the words asked for.
_LONG = 1_500
_AROUND = 300
_WINDOWS = 4
#: Of a turn in many pieces so many before and after one that is asked for are taken.
_PIECES = 3


@dataclass(frozen=True, slots=True)
class Source:
    """Where a passage stands: its article, and what the record knows of it; ``numbers`` are those of its statements."""

    article: int
    article_id: str
    source: str
    url: str | None
    outlet: str | None
    published: str | None
    flag: str | None
    text: str = field(repr=False)
    primary: bool
    speakers: frozenset[str]
    title: str | None = None
    numbers: tuple[int, ...] = ()


@dataclass(frozen=True, slots=True)
class StoredStatement:
    """A statement as far as comparing needs it; one without an id stands for a whole text, read as no statement."""

    number: int
    id: str | None
    speaker: str | None
    speaker_type: str | None
    named: bool
    kind: str
    happened: str
    said: str | None
    earliest: str | None
    latest: str | None
    channel: str
    content: tuple[tuple[int, int], ...]
    said_at: float | None = None

    @classmethod
    def of(cls, row: Any) -> Self:
        """Read a turn from its row."""
        return cls(
            number=row.number,
            id=row.id,
            speaker=row.speaker,
            speaker_type=row.speaker_type,
            named=bool(row.speaker_named),
            kind=row.kind,
            happened=row.happened,
            said=row.said,
            earliest=row.said_earliest,
            latest=row.said_latest,
            channel=row.channel,
            content=tuple((a, b) for a, b in row.spans["content"]),
            said_at=row.spans.get("said_at"),
        )


@dataclass(frozen=True, slots=True)
class Passage:
    """A statement in its source, with those of its speaker ``beside`` it (by number, itself among them)."""

    turn: StoredStatement
    source: Source
    beside: Mapping[int, StoredStatement]

    def turn_at(self, place: int) -> StoredStatement:
        """The statement that has a place of the source's text, else the one that was looked up."""
        has = (t for t in self.beside.values() if any(a <= place < b for a, b in t.content))
        return next(has, self.turn)


def words_around(source: Source, turn: StoredStatement, surface: re.Pattern[str] | None) -> Iterator[Word]:
    """A statement's own words; of long ones only those around what ``surface`` finds."""
    pieces = turn.content
    if source.primary and len(pieces) > 1:  # a turn that goes on behind its page's end
        pieces = tuple(_near(source.text, pieces, surface))
        yield from words_over(source.text, pieces)
        return
    for a, b in turn.content:
        for c, d in own_words(source, turn, a, b):
            if d - c <= _LONG or surface is None:
                yield from words_of(source.text, c, d)
                continue
            for k, (start, end) in enumerate(_windows(source.text, c, d, surface)):
                if k:  # what stands between is left out; so much of it that nothing reads on
                    yield from [Word("", start, start)] * (FAR + 1)
                yield from words_of(source.text, start, end)


def _near(text: str, pieces: Sequence[tuple[int, int]], surface: re.Pattern[str] | None) -> Iterator[tuple[int, int]]:
    """The pieces of a turn; of many only those with words that are looked for, and those beside them."""
    if surface is None or pieces[-1][1] - pieces[0][0] <= _LONG:
        yield from pieces
        return
    met = {k for k, (a, b) in enumerate(pieces) if surface.search(text, a, b)}
    for k, piece in enumerate(pieces):
        if met.intersection(range(k - _PIECES, k + _PIECES + 1)):
            yield piece


def own_words(source: Source, turn: StoredStatement, a: int, b: int) -> Iterator[tuple[int, int]]:
    """The parts of a content that stand as said: of a story's mixed statement those between marks."""
    if turn.kind == "direct":
        yield a, b
    elif turn.kind == "mixed":
        for q in find_quotations(source.text[a:b]):
            if q.depth == 1:
                yield a + q.inner[0], a + q.inner[1]


def _windows(text: str, a: int, b: int, surface: re.Pattern[str]) -> list[tuple[int, int]]:
    """The stretches of a long text in which most of the words asked for stand."""
    cells: dict[int, set[str]] = defaultdict(set)
    for m in surface.finditer(text, a, b):
        for cell in (m.start() // _AROUND, m.start() // _AROUND + 1):
            cells[cell].add(m.group().casefold())
    best = sorted(cells, key=lambda cell: (-len(cells[cell]), cell))[:_WINDOWS]
    windows: list[tuple[int, int]] = []
    for cell in sorted(best):
        start, end = max(a, (cell - 2) * _AROUND), min(b, (cell + 2) * _AROUND)
        if windows and start <= windows[-1][1]:
            windows[-1] = (windows[-1][0], end)
        else:
            windows.append((start, end))
    return windows


def densest(text: str, a: int, b: int, surface: re.Pattern[str]) -> tuple[int, int]:
    """The stretch of a text with most of the words that are looked for, cut at sentences where it is long."""
    if b - a <= _AROUND:
        return a, b
    found = [(m.start(), m.group().casefold()) for m in surface.finditer(text, a, b)]
    if not found:
        return a, min(b, a + _AROUND)
    best = max(found, key=lambda f: len({w for at, w in found if f[0] <= at < f[0] + _AROUND}))[0]
    start = max(text.rfind(". ", a, best) + 2, a)
    stop = text.find(". ", best + _AROUND // 2, b)
    return start, (stop + 1 if stop >= 0 else b)


def has(text: str, turn: StoredStatement, surface: re.Pattern[str]) -> bool:
    """Whether a statement has one of the words that are looked for."""
    return any(surface.search(text, a, b) for a, b in turn.content)
