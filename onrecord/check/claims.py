"""What a draft gives as somebody's words: its quotations, those of one statement together, and its paraphrases."""

from __future__ import annotations

import re
from bisect import bisect_left, bisect_right
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

from ..search.alignment import COMMON
from ..statement import Span, Speaker, Statement
from ..text.outline import Outline
from ..text.person_names import fold, last_word
from .whom import People

if TYPE_CHECKING:
    from ..annotation.annotate import Annotated


@dataclass(frozen=True, slots=True)
class Claim:
    """Words that a draft gives as somebody's: one quotation, or the fragments of one statement.

    ``named`` is whom the draft may mean: the only person in the sentence of a quotation that no statement has, or,
    where it only says "he" or a surname, the person named last before.
    """

    quotes: tuple[Span, ...]
    statement: Statement | None = None
    named: Speaker | None = None

    @property
    def speakers(self) -> tuple[Speaker, ...]:
        """Who is said to have said it; a joint statement has several."""
        if self.statement and self.statement.speaker:
            return (self.statement.speaker, *self.statement.other_speakers)
        return (self.named,) if self.named else ()

    @property
    def is_title(self) -> bool:
        """Whether it is the title of a work rather than somebody's words: capitals throughout, and nobody says it."""
        words = [w for w in " ".join(q.exact for q in self.quotes).split() if w[0].isalpha()]
        telling = [w for w in words if w.casefold().strip(",.;:!?’'") not in COMMON]
        return self.statement is None and len(telling) > 1 and all(w[0].isupper() for w in (words[0], *telling))

    @property
    def name(self) -> str | None:
        """The speaker's name as the draft gives it."""
        return self.speakers[0].name if self.speakers else None

    @property
    def is_open(self) -> bool:
        """Whether the draft leaves it open which person speaks: it says nobody, or "the captain"."""
        return not any(speaker.named or speaker.type in ("organisation", "document") for speaker in self.speakers)

    @property
    def printed(self) -> str:
        """The words of the draft that say who speaks."""
        if self.statement and self.statement.source:
            return " ".join(s.exact for s in self.statement.source)
        return self.name or ""

    @property
    def last_name(self) -> str | None:
        """Under which the speaker is looked up."""
        return last_word(fold(self.speakers[0].name)) if self.speakers and self.speakers[0].named else None


def quoted(draft: Annotated, outline: Outline, people: People) -> Iterator[Claim]:
    """The quotations of a draft: what stands between marks, those of one statement together."""
    text = outline.text
    inner = (q.inner for q in outline.quotations)
    spans = [Span.of(text, *part) for a, b in inner for part in _parts(text, a, b)]
    quotes = [span for span in spans if span.exact.strip()]
    starts, ends = [q.start for q in quotes], [q.end for q in quotes]
    left = dict(enumerate(quotes))
    whose: dict[int, Statement] = {}
    for statement in draft.statements:
        near = {k for s in statement.content for k in range(bisect_right(ends, s.start), bisect_left(starts, s.end))}
        own = [k for k in sorted(near) if k in left and _covers(statement, left[k])]
        whose |= dict.fromkeys(own, statement)
        if own:
            yield Claim(tuple(left.pop(k) for k in own), statement, people.meant(statement))
    for k, quote in left.items():
        other = _goes_on(text, quotes, k, whose)
        yield Claim((quote,), other, None if other else people.beside(quote))


def _goes_on(text: str, quotes: Sequence[Span], k: int, whose: Mapping[int, Statement]) -> Statement | None:
    """The statement of which a quotation is the other piece, with who says it between them and no sentence's end."""
    for first, second in ((k, k + 1), (k - 1, k)):
        found = whose.get(first + second - k)
        if found is None or first < 0 or second >= len(quotes):
            continue
        one, other = quotes[first], quotes[second]
        between = text[one.end : other.start]
        told = any(one.end <= s.start < other.start for s in found.source)
        if told and one.exact[-1:] in (",", "…") and len(between) < _CUE and not _ENDS.search(between):
            return found
    return None


def paraphrased(draft: Annotated) -> Iterator[Claim]:
    """The attributed paraphrases of a draft that it says were made."""
    for statement in draft.statements:
        if statement.kind == "indirect" and statement.happened == "yes" and statement.speaker:
            yield Claim(statement.content, statement)


def _parts(text: str, start: int, end: int) -> Iterator[tuple[int, int]]:
    """A quotation, or where it runs on over pages, its parts, cut between sentences."""
    while end - start > _LONGEST:
        stop = start + _LONGEST
        cut = max(text.rfind(". ", start, stop), text.rfind("\n", start, stop)) + 1
        cut = cut or text.rfind(" ", start, stop) + 1 or stop
        yield start, cut
        start = cut
    yield start, end


def _covers(statement: Statement, quote: Span) -> bool:
    shared = sum(max(0, min(s.end, quote.end) - max(s.start, quote.start)) for s in statement.content)
    return 2 * shared > quote.end - quote.start


#: A quotation longer than this (characters) is compared part by part.
_LONGEST = 2_400
#: Between two pieces of one quotation stands who says it, in no more characters than this.
_CUE = 80
_ENDS = re.compile(r"[.!?…][\"'”’»)\]]*+\s")
