"""A draft cut into paragraphs and these into marked and plain words, each finding beside the paragraph it begins in."""

from __future__ import annotations

import re
from collections import deque
from collections.abc import Collection, Iterator, Sequence
from dataclasses import dataclass
from itertools import pairwise

from ..article import is_url
from ..check.attention import Level, Reason, level
from ..check.findings import Evidence, Finding, Report
from ..display.findings import (
    ShownPiece,
    compare,
    facts_in_words,
    line_of,
    origin_in_words,
    source_pieces,
    wording_in_words,
)

#: Characters of context shown before and after a passage: a sentence or so.
_AROUND = 120
# Only where white space begins: a long run of it without a line break would be tried from each of its places.
_BLANK_LINE = re.compile(r"(?<!\s)\s*\n[^\S\n]*\n\s*")
_LINE = re.compile(r"(?<!\s)\s*\n\s*")


@dataclass(frozen=True, slots=True)
class ShownEvidence:
    """Evidence as it is shown: its words with their surroundings, and the facts that tell where they stand."""

    evidence: Evidence
    pieces: Sequence[ShownPiece]
    facts: Sequence[str]

    @property
    def before(self) -> str:
        """What stands before it, cut at a word."""
        words = self.evidence.before
        return words if len(words) <= _AROUND else words[-_AROUND:].partition(" ")[2]

    @property
    def after(self) -> str:
        """What stands after it, cut at a word."""
        words = self.evidence.after
        return words if len(words) <= _AROUND else words[:_AROUND].rpartition(" ")[0]

    @property
    def link(self) -> str | None:
        """Its address, where it has one that a browser opens."""
        address = self.evidence.url or self.evidence.source
        return address if is_url(address) else None


@dataclass(frozen=True, slots=True)
class Note:
    """A finding as it is shown, with its number in the draft."""

    number: int
    finding: Finding
    level: Level
    line: int
    wording: str
    facts: Sequence[str]
    differing: Sequence[ShownPiece]
    passages: Sequence[ShownEvidence]


@dataclass(frozen=True, slots=True)
class DraftWords:
    """Words of the draft; ``note`` is the finding on them, and ``last`` tells that it ends here."""

    text: str
    note: Note | None = None
    last: bool = False


@dataclass(frozen=True, slots=True)
class DraftParagraph:
    """A paragraph of the draft and the findings that begin in it."""

    words: Sequence[DraftWords]
    notes: Sequence[Note]


def notes_of(report: Report, counted: Collection[Reason]) -> list[Note]:
    """Number the findings of a draft in the order of its text."""
    ordered = sorted(report.findings, key=lambda f: (f.quote.start, -f.quote.end))
    return [_note(number, report.text, f, counted) for number, f in enumerate(ordered, start=1)]


def _note(number: int, text: str, finding: Finding, counted: Collection[Reason]) -> Note:
    return Note(
        number=number,
        finding=finding,
        level=level(finding, counted),
        line=line_of(text, finding.quote.start),
        wording=wording_in_words(finding),
        facts=facts_in_words(finding),
        differing=compare(text, finding),
        passages=[ShownEvidence(e, _pieces_of(finding, e), origin_in_words(e)) for e in finding.evidence],
    )


def _pieces_of(finding: Finding, evidence: Evidence) -> Sequence[ShownPiece]:
    """A passage's words with those apart that the draft lacks, unless it is only the nearest."""
    if finding.wording == "not_found":
        return [ShownPiece("both", " ".join(evidence.exact.split()))]
    return source_pieces(evidence)


def paragraphs(text: str, notes: Sequence[Note]) -> Iterator[DraftParagraph]:
    """Cut a draft at its blank lines, or at each line where it has none."""
    gap = _BLANK_LINE if _BLANK_LINE.search(text.strip()) else _LINE
    start = 0
    ahead = deque(sorted(notes, key=lambda n: n.finding.quote.start))
    here: list[Note] = []  # those on the paragraph, in the order of their beginnings
    for end, following in [*(m.span() for m in gap.finditer(text)), (len(text), len(text))]:
        begun = []
        while ahead and ahead[0].finding.quote.start < end:
            begun.append(ahead.popleft())
        here = [n for n in (*here, *begun) if n.finding.quote.end > start]
        if text[start:end].strip():
            own = [n for n in begun if n.finding.quote.start >= start]
            yield DraftParagraph(list(_words(text, start, end, here)), own)
        start = following


def _words(text: str, start: int, end: int, here: Sequence[Note]) -> Iterator[DraftWords]:
    """Cut a paragraph where a finding begins or ends; of two findings on the same words the shorter one marks them."""
    places = {start, end}.union(
        place for n in here for place in (n.finding.quote.start, n.finding.quote.end) if start < place < end
    )
    at = sorted(places)
    ahead = deque(here)
    covering: list[Note] = []
    for one, other in pairwise(at):
        while ahead and ahead[0].finding.quote.start <= one:
            covering.append(ahead.popleft())
        covering = [n for n in covering if n.finding.quote.end >= other]
        note = min(covering, key=lambda n: n.finding.quote.end - n.finding.quote.start, default=None)
        yield DraftWords(text[one:other], note, last=note is not None and note.finding.quote.end == other)
