"""Lines of a PDF's pages to paragraphs: joins lines and broken words, drops running heads and page numbers.

``pdf_columns`` has put them in the order of reading.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import pairwise
from statistics import median

#: What PDFium puts in place of the hyphen that breaks a word at the end of a line.
HYPHEN = "\ufffe"
#: A gap between lines that is so much wider than the page's usual one ends a paragraph.
_WIDE_GAP = 1.35
#: So does type of another size,
_OTHER_SIZE = 1.15
#: a line that begins so far (in heights of a line) to the right of the one before,
_INDENT = 0.6
#: or a sentence's end in a line that leaves so much of the column's width empty.
_SHORT = 0.2
_SENTENCE_END = re.compile(r"[.!?:][\"'”’)\]]*$")
#: A transcript's head begins a paragraph, however full the line before.
_HEAD = re.compile(r"(?:[QA][.:]|[QA]\s{2,})\s|[A-Z][A-Z.'’ -]{2,40}(?:\([^()]{1,30}\))?:\s|BY\sM[RS]")
_PAGE_NUMBER = re.compile(r"(?:page)?\s*+[-–—]?\s*+\d{1,4}\s*+[-–—]?\s*+(?:(?:of|/)\s*\d{1,4})?", re.IGNORECASE)
#: What stands first or last on so many pages, numbers aside, is a running head.
_FEWEST_PAGES = 3


@dataclass(frozen=True, slots=True)
class Line:
    """A line of words and its box, in points from the page's lower left corner."""

    words: str
    left: float
    right: float
    bottom: float
    top: float

    @property
    def height(self) -> float:
        """How tall its type is."""
        return max(self.top - self.bottom, 0.1)


def join_pages(pages: Sequence[Sequence[Line]]) -> str:
    """Make one text of all pages, paragraphs apart by a blank line."""
    bodies = _without_heads(pages)
    paragraphs: list[list[str]] = []
    before: Line | None = None
    for page in bodies:
        pitch = median(_gaps(page) or [0.0])
        width = max((line.right for line in page), default=0) - min((line.left for line in page), default=0)
        for line in page:
            if before is None or _begins(before, line, pitch, width):
                paragraphs.append([])
            paragraphs[-1].append(line.words)
            before = line
    compounds = _compounds(paragraphs)
    return "\n\n".join(_joined(lines, compounds) for lines in paragraphs)


def _gaps(page: Sequence[Line]) -> list[float]:
    """The distances from each line down to the next."""
    return [gap for a, b in pairwise(page) if (gap := a.bottom - b.bottom) > 0]


def _begins(before: Line, line: Line, pitch: float, width: float) -> bool:
    """Whether a line begins a paragraph."""
    if before.words.endswith(HYPHEN):
        return False
    if _HEAD.match(line.words):
        return True
    sizes = sorted((before.height, line.height))
    if sizes[1] > _OTHER_SIZE * sizes[0]:
        return True
    ended = _SENTENCE_END.search(before.words) is not None
    gap = before.bottom - line.bottom
    if gap <= 0:  # the next column or page
        return ended or not line.words[:1].islower()
    wide = gap > _WIDE_GAP * pitch
    indented = line.left - before.left > _INDENT * line.height
    short = ended and before.right < line.right - _SHORT * width
    return wide or indented or short


def _joined(lines: Sequence[str], compounds: frozenset[str]) -> str:
    text = lines[0]
    for line in lines[1:]:
        if not text.endswith(HYPHEN):
            text = f"{text} {line}"
            continue
        head, tail = re.split(r"\s", text[:-1])[-1], re.split(r"\s", line, maxsplit=1)[0]
        keeps = f"{head}-{tail}".strip(".,;:!?“”\"'()").casefold() in compounds or not tail[:1].islower()
        text = text[:-1] + ("-" if keeps else "") + line
    return text.replace(HYPHEN, "-")


def _compounds(paragraphs: Sequence[Sequence[str]]) -> frozenset[str]:
    """Words that the text writes with a hyphen within a line ("long-term"): theirs stays at a line's end, too."""
    found = (m[0] for lines in paragraphs for line in lines for m in re.finditer(r"(?<!\w)\w++(?:-\w++)+", line))
    return frozenset(word.casefold() for word in found)


def _without_heads(pages: Sequence[Sequence[Line]]) -> list[list[Line]]:
    """Drop page numbers, and what nearly every page begins or ends with."""
    edges = Counter(key for page in pages for key in {_key(line) for line in _edges(page)})
    heads = {key for key, count in edges.items() if count >= max(_FEWEST_PAGES, len(pages) / 2)}
    kept = []
    for page in pages:
        edge = {id(line) for line in _edges(page) if _key(line) in heads or _PAGE_NUMBER.fullmatch(line.words)}
        kept.append([line for line in page if id(line) not in edge])
    return kept


def _edges(page: Sequence[Line]) -> Iterator[Line]:
    yield from page[:2]
    yield from page[2:][-2:]


def _key(line: Line) -> str:
    return re.sub(r"\d+", "0", line.words.casefold())
