"""What a list shows of a statement: its words, of very long ones a part, with those that were searched for marked."""

from __future__ import annotations

import re
from dataclasses import dataclass

from ..search.fulltext import Query
from ..text.stems import stem

#: Longer words are cut to this many characters, about seven lines; a little more is let be.
_LENGTH, _LET_BE = 480, 120
#: Characters kept before the first word searched for, where the beginning is cut off.
_BEFORE = 120
_WORD = re.compile(r"[^\W_]+")


@dataclass(frozen=True, slots=True)
class Excerpt:
    """A part of some words in pieces, each marked or not, and whether something is cut off before and behind."""

    pieces: tuple[tuple[str, bool], ...]
    cut_before: bool = False
    cut_behind: bool = False


def excerpt(words: str, searched: str) -> Excerpt:
    """Cut words around the first of those ``searched`` for (as typed)."""
    places = _places(words, searched)
    if len(words) <= _LENGTH + _LET_BE:
        return Excerpt(tuple(_pieces(words, 0, len(words), places)))
    first = places[0][0] if places else 0
    start = 0 if first < _LENGTH - _BEFORE else words.find(" ", first - _BEFORE) + 1
    end = words.rfind(" ", start, start + _LENGTH)
    end = len(words) if len(words) - start <= _LENGTH + _LET_BE else end if end > start else start + _LENGTH
    return Excerpt(tuple(_pieces(words, start, end, places)), start > 0, end < len(words))


def _places(words: str, searched: str) -> list[tuple[int, int]]:
    wanted = {stem(word.casefold()) for phrase in Query.of(searched).wanted for word in phrase}
    return [m.span() for m in _WORD.finditer(words) if stem(m.group().casefold()) in wanted]


def _pieces(words: str, start: int, end: int, places: list[tuple[int, int]]) -> list[tuple[str, bool]]:
    pieces: list[tuple[str, bool]] = []
    at = start
    for one, other in places:
        if at <= one and other <= end:
            pieces += [(words[at:one], False), (words[one:other], True)]
            at = other
    return [(text, marked) for text, marked in (*pieces, (words[at:end], False)) if text]
