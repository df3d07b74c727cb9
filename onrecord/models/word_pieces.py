"""Words and the pieces of them that a vocabulary has (WordPiece), as the networks were trained to read.

The steps and their order are BERT's (Devlin et al. 2019) as the library tokenizers has them, with which a test compares
every character: controls fall away, accents and capitals too, marks and ideographs stand alone, and of a word the
longest piece known is taken, again and again. News has few words often: what a run of characters comes to is kept.
"""

from __future__ import annotations

import json
import re
import unicodedata
from bisect import bisect_right
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import cache, lru_cache
from pathlib import Path
from typing import Self

from ..text.lexicon import lines_of

#: A word longer than this is unknown as a whole.
_LONGEST_WORD = 100
#: So many runs are kept, each with its pieces (some 20 MB); longer ones don't come again.
_MOST_KEPT, _LONGEST_KEPT = 50_000, 24
#: A special token that is printed in a text, a mark that stands alone, or what stands between those and white space.
_RUN = re.compile(r"\[(?:PAD|UNK|CLS|SEP|MASK)\]|[!-/:-@\[-`{-~“”‘’–—…]|[^\t\n\r \xa0!-/:-@\[-`{-~“”‘’–—…]++")

#: Id, start, end, and whether it begins a word.
Piece = tuple[int, int, int, bool]


@dataclass(frozen=True, slots=True)
class Pieces:
    """The word pieces of a text: their ids, where each stands, and whether it begins a word."""

    ids: list[int]
    starts: list[int]
    ends: list[int]
    firsts: list[bool]


class WordPieces:
    """A vocabulary, and what has been read with it."""

    def __init__(self, vocabulary: Mapping[str, int]) -> None:
        self._ids = vocabulary
        self._unknown = vocabulary["[UNK]"]
        self._longest = max(map(len, vocabulary))
        self._kept: dict[str, Sequence[Piece]] = {}

    @classmethod
    def load(cls, path: Path) -> Self:
        """Read the vocabulary out of a tokenizer.json."""
        return cls(json.loads(path.read_text(encoding="utf-8"))["model"]["vocab"])

    def number(self, piece: str) -> int:
        """The id of one piece; 0 where the vocabulary doesn't have it."""
        return self._ids.get(piece, 0)

    def read(self, text: str, start: int = 0, end: int | None = None) -> Pieces:
        """Cut a text, or a stretch of it, into word pieces."""
        ids: list[int] = []
        starts: list[int] = []
        ends: list[int] = []
        firsts: list[bool] = []
        kept = self._kept
        for m in _RUN.finditer(text, start, len(text) if end is None else end):
            run, at = m.group(), m.start()
            for number, a, b, first in kept.get(run) or self._keep(run):
                ids.append(number)
                starts.append(at + a)
                ends.append(at + b)
                firsts.append(first)
        return Pieces(ids, starts, ends, firsts)

    def _keep(self, run: str) -> Sequence[Piece]:
        pieces = self._pieces(run)
        if len(run) <= _LONGEST_KEPT:
            if len(self._kept) >= _MOST_KEPT:
                self._kept.clear()
            self._kept[run] = pieces
        return pieces

    def _pieces(self, run: str) -> Sequence[Piece]:
        if run[0] == "[" and len(run) > 1:
            return ((self._ids[run], 0, len(run), True),)
        found: list[Piece] = []
        word: list[str] = []
        places: list[int] = []
        for at, character in enumerate(run):
            for c, alone in _plain(character):
                if alone and word:
                    found += self._cut("".join(word), places)
                    word, places = [], []
                if c == " ":
                    continue
                word.append(c)
                places.append(at)
                if alone:
                    found += self._cut(c, places)
                    word, places = [], []
        return found + self._cut("".join(word), places) if word else found

    def _cut(self, word: str, places: Sequence[int]) -> list[Piece]:
        """The pieces of a word; ``places`` says where each character stands."""
        whole = [(self._unknown, places[0], places[-1] + 1, True)]
        if len(word) > _LONGEST_WORD:
            return whole
        found: list[Piece] = []
        start = 0
        while start < len(word):
            before = "##" if start else ""
            for end in range(min(len(word), start + self._longest), start, -1):
                number = self._ids.get(before + word[start:end])
                if number is not None:
                    break
            else:
                return whole
            found.append((number, places[start], places[end - 1] + 1, not start))
            start = end
        return found


@lru_cache(_MOST_KEPT)
def _plain(character: str) -> Sequence[tuple[str, bool]]:
    """What a character is read as, each with whether it stands alone (white space does)."""
    if _is("nothing", character):
        return ()
    if character.isspace():
        return ((" ", True),)
    letters = [c for c in unicodedata.normalize("NFD", character) if not _is("nothing", c)]
    ideograph = _is("ideograph", character)
    return tuple((lower, ideograph or _is("alone", lower)) for c in letters for lower in c.lower())


def _is(treated: str, character: str) -> bool:
    """Whether a character is one of those that fall away, stand alone, or are ideographs."""
    starts, ends = _ranges()[treated]
    at = bisect_right(starts, ord(character)) - 1
    return at >= 0 and ord(character) <= ends[at]


@cache
def _ranges() -> Mapping[str, tuple[list[int], list[int]]]:
    """First and last code points of the runs of characters that are treated alike."""
    found = {}
    for line in lines_of("characters.txt"):
        treated, _, runs = line.partition(": ")
        ends = [run.split("-") for run in runs.split()]
        found[treated] = ([int(end[0], 16) for end in ends], [int(end[-1], 16) for end in ends])
    return found
