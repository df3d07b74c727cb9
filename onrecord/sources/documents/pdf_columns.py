"""The order in which a PDF page is read: columns one after the other, without the numbers of its lines.

PDFium gives words of one baseline as one line, whatever stands between them; here a line comes cut at wide gaps and is
put together again unless the page is set in columns or with numbered lines.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import replace
from itertools import groupby, pairwise
from statistics import median

from .pdf_layout import Line

_LEADING = re.compile(r"(\d{1,2})(?:\s+(?=\S)|$)")
_FOLLOWS = 0.8
_NUMBER = re.compile(r"\d{1,2}")
#: A page is set with numbered lines when so many lines, and such a share of them, begin with a number apart.
_FEWEST = 8
_SHARE = 0.6
#: It has two columns when such a share of its lines go on behind a gap in its middle.
_COLUMNS = 0.4
_MIDDLE = (0.35, 0.7)
#: What stands so far apart, in points, stands in line.
_LEVEL = 2.0


def in_reading_order(fragments: Sequence[Line]) -> list[Line]:
    """The lines of a page from its fragments, which come in the order of the file."""
    rows = [list(row) for _, row in groupby(fragments, key=_Baselines())]
    numbered = [row for row in rows if len(row) > 1 and _NUMBER.fullmatch(row[0].words)]
    if len(numbered) >= _FEWEST and len(numbered) >= _SHARE * len(rows):
        rows = [row[1:] if _NUMBER.fullmatch(row[0].words) else row for row in rows]
        return [_joined(row) for row in rows if row]
    if _counts_on(rows):
        bare = [[replace(row[0], words=_LEADING.sub("", row[0].words, count=1)), *row[1:]] for row in rows]
        return [line for line in map(_joined, bare) if line.words.strip()]
    split = _gutter(rows)
    if split is None:
        return [_joined(row) for row in rows]
    return list(_by_columns(rows, split))


class _Baselines:
    """Numbers the rows: fragments that follow each other on one level, from left to right, are one."""

    def __init__(self) -> None:
        self._number = 0
        self._before: Line | None = None

    def __call__(self, line: Line) -> int:
        before = self._before
        if before and (abs(line.bottom - before.bottom) > _LEVEL or line.left < before.right):
            self._number += 1
        self._before = line
        return self._number


def _counts_on(rows: Sequence[Sequence[Line]]) -> bool:
    """Whether the lines themselves begin with numbers that count on."""
    numbers = [int(m[1]) for row in rows if (m := _LEADING.match(row[0].words))]
    follows = sum(b == a + 1 for a, b in pairwise(numbers))
    return len(numbers) >= max(_FEWEST, _SHARE * len(rows)) and follows > _FOLLOWS * len(numbers)


def _joined(row: Sequence[Line]) -> Line:
    return replace(row[0], words=" ".join(line.words for line in row), right=row[-1].right)


def _gutter(rows: Sequence[Sequence[Line]]) -> float | None:
    """Where the second of two columns begins."""
    left = min((line.left for row in rows for line in row), default=0.0)
    width = max((line.right for row in rows for line in row), default=0.0) - left
    low, high = (left + share * width for share in _MIDDLE)
    begins = [row[-1].left for row in rows if len(row) == 2 and low < row[-1].left < high]
    if len(begins) < _FEWEST or len(begins) < _COLUMNS * len(rows):
        return None
    middle = median(begins)
    near = [x for x in begins if abs(x - middle) < 0.1 * width]
    return min(near) - _LEVEL if len(near) > 0.8 * len(begins) else None


def _by_columns(rows: Sequence[Sequence[Line]], split: float) -> Iterator[Line]:
    """What stands above the columns, the left one, the right one, what stands below."""
    whole = [row for row in rows if row[0].left < split < row[-1].right and len(row) == 1]
    parts = [line for row in rows if row not in whole for line in row]
    top = max(line.bottom for line in parts)
    yield from (_joined(row) for row in whole if row[0].bottom > top)
    yield from (line for line in parts if line.left < split)
    yield from (line for line in parts if line.left >= split)
    yield from (_joined(row) for row in whole if row[0].bottom <= top)
