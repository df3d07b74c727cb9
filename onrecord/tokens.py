"""From a text to what the model reads: word pieces with offsets and features, cut into windows.

A word piece belongs to a word; a word is what stands between white space and punctuation marks. Labels and scores are
those of a word's first piece. All offsets are code points of the text.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np
import numpy.typing as npt

from .quotes import inside_quotation

if TYPE_CHECKING:
    from tokenizers import Tokenizer

IntArray = npt.NDArray[np.int32]

#: Features of a word piece beside its id, and how many values each takes.
FEATURES = {"case": 5, "quote": 3, "line": 3}
#: Word pieces in a window, without the two special ones.
WINDOW = 254

_LINE = re.compile(r"[^\n]*\S[^\n]*")


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


def tokenize(text: str, tokenizer: Tokenizer) -> Pieces:
    """Cut a text into word pieces, line by line, so that a very long text needs no second copy of itself."""
    lines = [m.span() for m in _LINE.finditer(text)]
    encodings = tokenizer.encode_batch([text[a:b] for a, b in lines], add_special_tokens=False)
    ids: list[int] = []
    start: list[int] = []
    end: list[int] = []
    first: list[bool] = []
    line: list[int] = []
    for number, ((base, _), encoding) in enumerate(zip(lines, encodings, strict=True)):
        ids.extend(encoding.ids)
        for a, b in encoding.offsets:
            start.append(base + a)
            end.append(base + b)
        last: int | None = -1
        for word in encoding.word_ids:
            first.append(word != last)
            last = word
        line.extend([number] * len(encoding.ids))
    pieces = Pieces(
        ids=np.array(ids, dtype=np.int32),
        start=np.array(start, dtype=np.int32),
        end=np.array(end, dtype=np.int32),
        first=np.array(first, dtype=np.bool_),
        line=np.array(line, dtype=np.int32),
        features=np.zeros((len(ids), len(FEATURES)), dtype=np.int8),
    )
    _fill_features(pieces, text)
    return pieces


def _fill_features(pieces: Pieces, text: str) -> None:
    quote = inside_quotation(text)
    case = 0
    line_before = -1
    for i, (a, b) in enumerate(zip(pieces.start.tolist(), pieces.end.tolist(), strict=True)):
        if pieces.first[i]:
            case = _case(text, a)
        line = int(pieces.line[i])
        new = 0 if line == line_before else 2 if i == 0 or "\n\n" in text[pieces.end[i - 1] : a] else 1
        line_before = line
        pieces.features[i] = (case, quote[a] if b > a else 0, new)


def _case(text: str, start: int) -> int:
    """Shape of the word at an offset: 0 no letter, 1 lower, 2 Capitalised, 3 CAPITALS, 4 mixed."""
    end = start
    while end < len(text) and text[end].isalnum():
        end += 1
    word = text[start:end]
    if not word or not word[0].isalpha():
        return 0
    if word.islower():
        return 1
    if word[0].isupper() and (len(word) == 1 or word[1:].islower()):
        return 2
    return 3 if word.isupper() else 4


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
