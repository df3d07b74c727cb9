"""A text in pieces: each carries the statements that it belongs to, and whether as source, cue or content."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import pairwise
from typing import Any

from ..text.quotes import paragraphs

#: What a piece is taken for where it is several things: what says most about it.
_ORDER = ("source", "cue", "said", "channel", "addressee", "content")
Found = Mapping[str, Any]


@dataclass(frozen=True, slots=True)
class Mark:
    """Words of a text that tell something of one statement; ``role`` is what they tell."""

    start: int
    end: int
    role: str
    statement: str
    kind: str


@dataclass(frozen=True, slots=True)
class MarkedPiece:
    """Words under the same marks, and the statements whose content begins or ends with them."""

    text: str
    marks: tuple[Mark, ...]
    begins: tuple[str, ...]
    ends: tuple[str, ...]

    @property
    def classes(self) -> str:
        """What it is, for the style sheet: its roles, and the kind of the shortest statement around it."""
        roles = [role for role in _ORDER if any(m.role == role for m in self.marks)]
        contents = [m for m in self.marks if m.role == "content"]
        return " ".join([*roles, *([min(contents, key=lambda m: m.end - m.start).kind] if contents else [])])

    @property
    def statements(self) -> str:
        """The ids of its statements."""
        return " ".join(dict.fromkeys(m.statement for m in self.marks))


@dataclass(frozen=True, slots=True)
class MarkedParagraph:
    """A paragraph in pieces, and the statements that begin in it (by place among those given)."""

    start: int
    pieces: tuple[MarkedPiece, ...]
    notes: tuple[int, ...]


def marked(text: str, found: Sequence[Found], *, offset: int = 0, facts: bool = False) -> list[MarkedParagraph]:
    """Cut a text into paragraphs of marked pieces.

    ``offset`` is where the text begins in its article, whose offsets the statements have. With ``facts`` the words that
    tell when, where and to whom are marked, too.
    """
    marks = [m for statement in found for m in _marks(statement, offset, facts=facts)]
    begins, ends = _edges(marks, min, "start"), _edges(marks, max, "end")
    cut: list[MarkedParagraph] = []
    for start, end in paragraphs(text):
        inside = [m for m in marks if m.start < end and m.end > start]
        here = {s for at, begun in begins.items() if start <= at < end for s in begun}
        notes = tuple(k for k, s in enumerate(found) if s["id"] in here)
        cut.append(MarkedParagraph(start, tuple(_pieces(text, (start, end), inside, begins, ends)), notes))
    return cut


def _marks(statement: Found, offset: int, *, facts: bool) -> Iterator[Mark]:
    spans = [(role, span) for role in ("source", "cue", "content") for span in statement[role]]
    if facts:
        tellers = {role: statement[role] or {} for role in ("said", "channel", "addressee")}
        spans += [(role, teller["span"]) for role, teller in tellers.items() if teller.get("span")]
    for role, span in spans:
        yield Mark(span["start"] - offset, span["end"] - offset, role, statement["id"], statement["kind"])


def _edges(marks: Sequence[Mark], choose: Callable[..., Mark], side: str) -> Mapping[int, tuple[str, ...]]:
    """Where the content of statements begins (or ends), and of which."""
    contents: dict[str, list[Mark]] = defaultdict(list)
    for mark in marks:
        if mark.role == "content":
            contents[mark.statement].append(mark)
    found: dict[int, tuple[str, ...]] = {}
    for statement, own in contents.items():
        at = getattr(choose(own, key=lambda m: getattr(m, side)), side)
        found[at] = (*found.get(at, ()), statement)
    return found


def _pieces(
    text: str, line: tuple[int, int], marks: Sequence[Mark], begins: Mapping[int, tuple[str, ...]],
    ends: Mapping[int, tuple[str, ...]],
) -> Iterator[MarkedPiece]:  # fmt: skip
    edges = sorted({*line, *(edge for m in marks for edge in (m.start, m.end) if line[0] < edge < line[1])})
    for one, other in pairwise(edges):
        over = tuple(m for m in marks if m.start <= one and other <= m.end)
        yield MarkedPiece(text[one:other], over, begins.get(one, ()), ends.get(other, ()))
