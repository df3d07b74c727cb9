"""From a text to what the model reads: word pieces with offsets and features, cut into windows.

A word piece belongs to a word; a word is what stands between white space and punctuation marks. Labels and scores are
those of a word's first piece. All offsets are code points of the text.
"""

from __future__ import annotations

import re
from array import array
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

from ..text.outline import Outline
from .word_pieces import WordPieces

IntArray = npt.NDArray[np.int32]

#: Features of a word piece beside its id, and how many values each takes.
FEATURES = {"case": 5, "quote": 3, "line": 3}
#: Word pieces in a window, without the two special ones.
WINDOW = 254

#: Letters and digits; none is longer, and a text without a space is not read to its end for each of its words.
_WORD = re.compile(r"[^\W_]{1,100}")


@dataclass(frozen=True, slots=True)
class Pieces:
    """The word pieces of a text, as parallel arrays of one length.

    ``ids``: vocabulary ids. ``start`` and ``end``: offsets. ``first``: whether the piece begins a word. ``line``: the
    number of the line it stands in (lines of white space don't count). ``features``: one row of FEATURES a piece.
    """

    ids: IntArray
    start: IntArray
    end: IntArray
    first: npt.NDArray[np.bool_]
    line: IntArray
    features: npt.NDArray[np.int8]

    def __len__(self) -> int:
        return len(self.ids)


@dataclass(frozen=True, slots=True)
class Window:
    """A run of word pieces that the model reads at once.

    It reads the pieces ``start:stop``; the pieces ``own_start:own_stop`` take their scores from it, the others are
    context.
    """

    start: int
    stop: int
    own_start: int
    own_stop: int


def tokenize(outline: Outline, vocabulary: WordPieces) -> Pieces:
    """Cut a text into word pieces, line by line."""
    ids, start, end, first, line = (array("i") for _ in range(5))
    text = outline.text
    for number, (a, b) in enumerate(outline.paragraphs):
        found = vocabulary.read(text, a, b)
        ids.extend(found.ids)
        start.extend(found.starts)
        end.extend(found.ends)
        first.extend(found.firsts)
        line.extend([number] * len(found.ids))
    pieces = Pieces(
        ids=np.array(ids, dtype=np.int32),
        start=np.array(start, dtype=np.int32),
        end=np.array(end, dtype=np.int32),
        first=np.array(first, dtype=np.bool_),
        line=np.array(line, dtype=np.int32),
        features=np.zeros((len(ids), len(FEATURES)), dtype=np.int8),
    )
    pieces.features[:, 0] = _cases(text, start, first)
    pieces.features[:, 1] = _marks(outline, pieces)
    pieces.features[:, 2] = _line_starts(text, start, end, line)
    return pieces


def _cases(text: str, start: Sequence[int], first: Sequence[int]) -> list[int]:
    """The shape of the word that each piece belongs to."""
    cases: list[int] = []
    case = 0
    for a, begins in zip(start, first, strict=True):
        if begins:
            case = _case(text, a)
        cases.append(case)
    return cases


def _case(text: str, start: int) -> int:
    """Shape of the word at an offset: 0 no letter, 1 lower, 2 Capitalised, 3 CAPITALS, 4 mixed."""
    found = _WORD.match(text, start)
    word = found.group() if found else ""
    if not word or not word[0].isalpha():
        return 0
    if word.islower():
        return 1
    if word[0].isupper() and (len(word) == 1 or word[1:].islower()):
        return 2
    return 3 if word.isupper() else 4


def _marks(outline: Outline, pieces: Pieces) -> npt.NDArray[np.int8]:
    """Whether each piece stands outside quotation marks (0), between them (1) or is one (2); 0 for an empty piece."""
    inside = np.frombuffer(outline.quoted or b"\0", dtype=np.int8)
    return np.where(pieces.end > pieces.start, inside[np.minimum(pieces.start, len(inside) - 1)], 0).astype(np.int8)


def _line_starts(text: str, start: Sequence[int], end: Sequence[int], line: Sequence[int]) -> list[int]:
    """Whether each piece goes on in its line (0), begins one (1), or begins one after an empty line (2)."""
    begins: list[int] = []
    line_before, end_before = -1, 0
    for a, b, number in zip(start, end, line, strict=True):
        if number == line_before:
            begins.append(0)
        else:
            gap = text[end_before:a].replace("\r\n", "\n")
            begins.append(2 if not begins or "\n\n" in gap or "\r\r" in gap else 1)
        line_before, end_before = number, b
    return begins


def windows(pieces: Pieces, *, size: int = WINDOW, overlap: int = 32, first: int | None = None) -> Iterator[Window]:
    """Cut word pieces into windows of at most ``size``, at line ends where possible.

    A window takes whole lines while they fit. A line longer than a window is cut into windows that overlap by
    ``2 * overlap`` pieces, half of which belongs to each. ``first`` caps the first window's size (training uses it to
    vary the cuts).
    """
    total = len(pieces)
    if not total:
        return
    edges = np.flatnonzero(np.diff(pieces.line)) + 1
    bounds = [0, *edges.tolist(), total]
    start, room = 0, min(size, first or size)
    index = 0
    while start < total:
        while index + 1 < len(bounds) and bounds[index + 1] - start <= room:
            index += 1
        stop = bounds[index]
        if stop > start:
            yield Window(start, stop, start, stop)
            start = stop
        else:  # the next line alone is longer than a window
            stop = bounds[index + 1]
            if stop - start > size:
                yield from _cut_line(start, stop, size, overlap)
            else:
                yield Window(start, stop, start, stop)
            start = stop
            index += 1
        room = size


def _cut_line(start: int, stop: int, size: int, overlap: int) -> Iterator[Window]:
    step = size - 2 * overlap
    count = -(-(stop - start - 2 * overlap) // step)
    for k in range(count):
        a = min(start + k * step, stop - size)
        b = min(a + size, stop)
        own_a = start if k == 0 else min(start + k * step, stop - size) + overlap
        own_b = stop if k == count - 1 else min(start + (k + 1) * step, stop - size) + overlap
        yield Window(a, b, own_a, own_b)
