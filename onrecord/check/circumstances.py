"""What a source tells of its words besides their wording: another day, another occasion, a correction."""

from __future__ import annotations

import re
from collections.abc import Iterator

from ..search.passages import Passage
from ..statement import Said, Span
from ..text.person_names import folded_words
from .claims import Claim
from .evidence import CONTEXT
from .findings import CHANNEL

#: Said so many years before the draft's day is worth a word.
_YEARS = 2
#: So far before a turn (characters) a broadcast says when it was recorded.
_ANNOUNCED = 600
#: Channels that are often told for each other.
_ALIKE = (
    {"statement", "document", "post", "message"},
    {"interview", "broadcast", "briefing", "conversation"},
    {"speech", "debate", "testimony"},
)
_SENTENCE_END = re.compile(r"[.!?][\"”’)]*\s")
_SPEAKING = re.compile(
    r"\b(?:said|told|asked|spoke|speaking|speech|interview\w*|testif\w+|addressed|hearing|meeting|debate|briefing"
    r"|conference|remarks|statement|wrote|posted|announced|call)\b",
    re.IGNORECASE,
)
_PARAGRAPH = re.compile(r"\n[^\S\n]*\n")


def warnings_of(text: str, published: str | None, claim: Claim, passage: Passage) -> Iterator[str]:
    """What to mind of evidence for a claim of a draft (``text``, published on a day): its day and its channel differ.

    A channel differs only where both tell one; a text that was only taken for a document tells none.
    """
    turn = passage.turn
    yield from _other_day(text, published, claim, passage)
    channel = claim.statement.channel.type if claim.statement else "unspecified"
    if passage.source.primary and "unspecified" not in (channel, turn.channel) and not _alike(channel, turn.channel):
        yield f"{CHANNEL}: {turn.channel}"


def _other_day(text: str, published: str | None, claim: Claim, passage: Passage) -> Iterator[str]:
    """Whether the source dates the words otherwise than the draft.

    A draft that names the source's year is right about that, whatever event its own date was taken from. So is one
    whose year the source itself tells shortly before the words: it plays what was recorded long ago.
    """
    turn, said = passage.turn, _told_day(text, claim)
    if said and said.latest and said.latest[:4] != (turn.latest or "")[:4] and said.latest[:4] in _told_before(passage):
        return
    named = turn.latest is not None and turn.latest[:4] in _around(text, claim)
    earliest, latest = (said.earliest, said.latest) if said else (published, None)
    if not named and turn.latest and earliest and _year(turn.latest) + _YEARS <= _year(earliest):
        yield f"said years earlier: {turn.said}"
    elif said and _apart(earliest, latest, turn.earliest, turn.latest):
        yield f"date differs: {turn.said}"


def _told_day(text: str, claim: Claim) -> Said | None:
    """The day that a draft tells of a claim: in its own sentence, or shortly before it in the same paragraph.

    None for one that is carried over from further away, one among the words said ("we lost two boats yesterday"), and
    one of something else ("of Monday's trip").
    """
    said = claim.statement.said if claim.statement else None
    if said is None:
        return None
    day = said.span
    if said.basis == "event" and not (day and _is_just_before(text, day, claim) and _dates_words(text, day, claim)):
        return None
    if day and (text[day.end : day.end + 2] in ("'s", "’s") or any(_within(day.start, q) for q in _words_of(claim))):
        return None
    return said


def _is_just_before(text: str, day: Span, claim: Claim) -> bool:
    start = claim.quotes[0].start
    return 0 <= start - day.end <= CONTEXT and not _PARAGRAPH.search(text, day.end, start)


def _dates_words(text: str, day: Span, claim: Claim) -> bool:
    """Whether a day stands in the sentence of a quotation, or in one before it that tells of somebody speaking:
    "The old box returns in January." dates no words.
    """
    end = _SENTENCE_END.search(text, day.end, claim.quotes[0].start)
    if end is None:
        return True
    begin = max((m.end() for m in _SENTENCE_END.finditer(text, max(0, day.start - CONTEXT), day.start)), default=0)
    sentence = text[max(begin, day.start - CONTEXT) : end.end()]
    return claim.last_name in folded_words(sentence) or _SPEAKING.search(sentence) is not None


def _words_of(claim: Claim) -> Iterator[tuple[int, int]]:
    contents = claim.statement.content if claim.statement else ()
    yield from ((s.start, s.end) for s in (*claim.quotes, *contents))


def _within(place: int, span: tuple[int, int]) -> bool:
    return span[0] <= place < span[1]


def _around(text: str, claim: Claim) -> str:
    """The draft's words about a quotation."""
    first, last = claim.quotes[0], claim.quotes[-1]
    return text[max(0, first.start - CONTEXT) : last.end + CONTEXT]


def _told_before(passage: Passage) -> str:
    """The words of a source shortly before a passage's turn."""
    begin = min((a for a, _ in passage.turn.content), default=0)
    return passage.source.text[max(0, begin - _ANNOUNCED) : begin]


def _year(day: str) -> float:
    return int(day[:4]) + int(day[5:7] or 1) / 12


def _apart(earliest: str | None, latest: str | None, first: str | None, last: str | None) -> bool:
    """Whether two spans of days, open where None, have no day in common."""
    return bool((earliest and last and last < earliest) or (latest and first and first > latest))


def _alike(one: str, other: str) -> bool:
    return one == other or any(one in group and other in group for group in _ALIKE)
