"""What a draft gives as somebody's words: its quotations, those of one statement together, and its paraphrases."""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cached_property
from typing import TYPE_CHECKING

from ..annotation.entities import Cast, Entity
from ..search.alignment import COMMON
from ..statement import Span, Speaker, Statement
from ..text.lexicon import Gender
from ..text.names import Name
from ..text.outline import Outline
from ..text.person_names import fold, last_word

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
    def last_name(self) -> str | None:
        """Under which the speaker is looked up."""
        return last_word(fold(self.speakers[0].name)) if self.speakers and self.speakers[0].named else None


def quoted(draft: Annotated, outline: Outline) -> Iterator[Claim]:
    """The quotations of a draft: what stands between marks, those of one statement together."""
    text = outline.text
    people = _People(outline)
    inner = (q.inner for q in outline.quotations)
    spans = [Span.of(text, *part) for a, b in inner for part in _parts(text, a, b)]
    quotes = [span for span in spans if span.exact.strip()]
    starts, ends = [q.start for q in quotes], [q.end for q in quotes]
    left = dict(enumerate(quotes))
    for statement in draft.statements:
        near = {k for s in statement.content for k in range(bisect_right(ends, s.start), bisect_left(starts, s.end))}
        own = [k for k in sorted(near) if k in left and _covers(statement, left[k])]
        if own:
            yield Claim(tuple(left.pop(k) for k in own), statement, people.meant(statement))
    for quote in left.values():
        yield Claim((quote,), named=people.beside(quote))


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
_PRONOUNS: dict[str, Gender] = {"he": "m", "she": "f"}
#: The last few names before a quotation, no further away than so many characters.
_NEAREST = 4
_SHORTLY = 200


class _People:
    """The people whom a text names, sentence by sentence."""

    def __init__(self, outline: Outline) -> None:
        self._text = outline.text
        self._outline = outline

    @cached_property
    def cast(self) -> Cast:
        """Everyone whom the text names."""
        return Cast(self._text)

    def beside(self, quote: Span) -> Speaker | None:
        """The only person named in a quotation's sentence outside of the quotation; None where there are several."""
        sentences = self._outline.sentences
        if not len(sentences):
            return None
        first, last = sentences.at(quote.start), sentences.at(quote.end)
        names = self.cast.between(sentences.starts[first], sentences.ends[last])
        outside = [n for n in names if not quote.start <= n.start < quote.end]
        people = {id(e): (e, n) for n in outside if _may_be_a_person(e := self.cast.entity(n))}
        if len(people) != 1:
            return None
        ((entity, name),) = people.values()
        return self._speaker(entity, name)

    def meant(self, statement: Statement) -> Speaker | None:
        """Whom "he", "she" or a bare surname means if it is the person named last before a statement, by that surname;
        None where the source is nothing of that.
        """
        printed = fold(" ".join(s.exact for s in statement.source))
        gender = _PRONOUNS.get(printed)
        if not statement.content or (gender is None and (not printed or " " in printed)):
            return None
        start = min(s.start for s in (*statement.content, *statement.source))
        for name in self.cast.before(start, _NEAREST):
            entity = self.cast.entity(name)
            if not _may_be_a_person(entity) or start - name.start > _SHORTLY:
                continue
            if gender:
                return self._speaker(entity, name) if entity.gender in (gender, "-") else None
            if last_word(fold(entity.fullest)) == printed:
                return self._speaker(entity, name)
        return None

    def _speaker(self, entity: Entity, name: Name) -> Speaker:
        return Speaker(entity.fullest, "person", named=True, mention=Span.of(self._text, name.start, name.end))


def _may_be_a_person(entity: Entity) -> bool:
    """Whether a name is a person's, or of two words or more and nothing else's that is known."""
    return entity.kind == "person" or (entity.kind == "other" and not entity.place and len(entity.name) > 1)
