"""Evidence as it is told: the words of a source with what stands around them, whose they are and where they stand."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Iterator

from ..search.passages import Passage
from .comparison import Comparison, UsedPassage
from .findings import Evidence
from .heads_above import head_above

#: So many characters before and behind a passage are told with it.
CONTEXT = 240


def evidence_of(passage: Passage, comparison: Comparison) -> Iterator[Evidence]:
    """Each stretch of a source that a quotation uses."""
    for piece in comparison.pieces:
        yield shown(passage, piece, comparison.score)


def head_within(passage: Passage, place: int) -> str | None:
    """What looks like a speaker's head between the beginning of a primary source's turn and a place in it.

    Below such a line whose words they are isn't sure: the reading of the source may have missed that somebody else
    began to speak.
    """
    if not passage.source.primary:
        return None
    pieces = passage.turn_at(place).content
    begin = min((a for a, _ in pieces), default=place)
    return head_above(passage.source.text, place, begin=begin) if begin < place else None


def shown(passage: Passage, piece: UsedPassage, score: float) -> Evidence:
    """A stretch of a source as evidence. Outside of statements, and below a doubtful head, it is nobody's."""
    turn, source = passage.turn_at(piece.start), passage.source
    text = source.text
    head = head_within(passage, piece.start) if turn.id else head_above(text, piece.start)
    return Evidence(
        source=source.source,
        statement=turn.id,
        speaker=None if head and turn.id else turn.speaker,
        said=turn.said,
        primary=source.primary,
        exact=text[piece.start : piece.end],
        score=round(score, 3),
        differences=piece.differences,
        before=_context(text[max(0, piece.start - CONTEXT) : piece.start], before=True),
        after=_context(text[piece.end : piece.end + CONTEXT], before=False),
        outlet=source.outlet,
        published=source.published,
        url=_moment(source.url, turn.said_at),
        title=source.title,
        line=text.count("\n", 0, piece.start) + 1,
        turn=bisect_right(source.numbers, turn.number) if source.primary and turn.id else None,
        said_at=turn.said_at,
        head=head,
    )


def _moment(address: str | None, seconds: float | None) -> str | None:
    """An address at a moment of its recording (W3C Media Fragments)."""
    return f"{address}#t={int(seconds)}" if address and seconds is not None and "#" not in address else address


def _context(words: str, *, before: bool) -> str:
    """Whole words of what stands beside a passage."""
    if len(words) < CONTEXT:
        return words
    return words.partition(" ")[2] if before else words.rpartition(" ")[0]
