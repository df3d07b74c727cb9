"""Which statements of a person speak about a subject: by their own words, and by those around them.

What speaks for it is weighed by a logistic regression (``resources/about.json``, ``training.about``).
"""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from math import exp
from typing import Literal

from ..models.log_linear import weights
from ..models.vectors import Vectors
from ..record.database import Connection
from ..record.lookup import of_nobody_beside
from ..record.rows import day_of
from ..record.store import Record
from ..search.search import Hit, newest_about, newest_that
from ..statement import Span, Statement
from ..text.person_names import fold, last_word
from .subject import Subject, SubjectWord, words_of
from .voice import Voice

Where = Literal["words", "sentence", "before", "around"]

#: A statement is about the subject from this probability on. Chosen for recall: a person can pass over what isn't.
ABOUT = 0.28
#: From here on a stretch of text is said to speak of the subject.
SPEAKS = 0.42
#: Characters of context looked at before a statement, and after it.
_NEAR, _BEHIND = 700, 300
#: Words like the subject's in a thousand characters; more than these add nothing.
_DENSE = 3
#: Of a person's statements the newest so many are looked at.
_LOOKED_AT = 5000
#: Of others' statements that name the person the newest so many.
_OTHERS = 500
#: Who speaks of the person's words needs to say less of the subject.
_OTHERS_ABOUT = 0.2
#: A quotation of nobody's goes on a statement of the person's where so few characters lie between, and an "and".
_GOES_ON = 200
_AND = re.compile(r"\b(?:and|then|but)\b")
_PARAGRAPH = re.compile(r"[^\n]*\S[^\n]*")


@dataclass(frozen=True, slots=True)
class Found:
    """A statement about the subject: how strongly it speaks of it, which words do, and where they stand.

    ``text`` is the article's; ``sentence`` is where the statement stands in it, ``before`` the sentence before.
    ``sure`` is false where the speaker is only likely the person.
    """

    number: int
    hit: Hit
    text: str
    strength: float
    where: Where
    telling: tuple[Span, ...]
    sentence: Span
    before: Span | None
    sure: bool

    @property
    def day(self) -> str:
        """The first day that it may have been said, else the day that it was printed, else ""."""
        return day_of(self.hit.statement, self.hit.article.published)


def statements_about(record: Record, voice: Voice, subject: Subject, vectors: Vectors) -> list[Found]:
    """All statements of a person that may be about a subject, in the order of the record; those from ABOUT on are."""
    found: dict[int, Found] = {}
    with record.database.reading() as connection:
        for number, hit, text, sure in theirs(connection, voice):
            if not _worth_a_look(hit, text, subject):
                continue
            found.setdefault(number, _about(number, hit, text, sure, subject=subject, vectors=vectors))
    return list(found.values())


def others_on(record: Record, voice: Voice, subject: Subject, vectors: Vectors) -> list[Found]:
    """Statements of others about a subject whose words name the person, the newest so many of the record."""
    name = last_word(fold(voice.person.name))
    found: list[Found] = []
    hits = newest_about(record, subject.phrases(), besides=(name,), unless=voice.sure(), limit=_OTHERS)
    for number, hit, text in hits:
        if _worth_a_look(hit, text, subject):
            one = _about(number, hit, text, True, subject=subject, vectors=vectors)
            found += [one] if one.strength >= _OTHERS_ABOUT else []
    return found


def theirs(connection: Connection, voice: Voice) -> Iterator[tuple[int, Hit, str, bool]]:
    """A person's statements, then those that are likely theirs: with numbers, texts, and whether that is sure."""
    ends: dict[str, list[int]] = defaultdict(list)
    for number, hit, text in newest_that(connection, voice.sure(), limit=_LOOKED_AT):
        ends[hit.article.id].append(hit.statement.content[-1].end)
        yield number, hit, text, True
    if voice.likely:
        for number, hit, text in newest_that(connection, voice.perhaps(), limit=_LOOKED_AT):
            yield number, hit, text, False
    for number, hit, text in newest_that(connection, of_nobody_beside(voice.sure()), limit=_LOOKED_AT):
        if not hit.statement.source and _goes_on(hit.statement, text, ends[hit.article.id]):
            yield number, hit, text, False


def _goes_on(statement: Statement, text: str, ends: Sequence[int]) -> bool:
    """Whether a quotation of nobody's goes on a sentence of the person's: "he dodged it and, asked again, said ..."."""
    start = statement.content[0].start
    before = max((end for end in ends if end <= start), default=None)
    if statement.kind != "direct" or before is None or start - before > _GOES_ON:
        return False
    return bool(_AND.search(text, before, start)) and surroundings(text, statement)[0].start <= before


@dataclass(frozen=True, slots=True)
class Grounds:
    """What speaks for a statement being about a subject: values by name, and the sentences looked at."""

    values: Mapping[str, float]
    sentence: Span
    before: Span | None

    @property
    def probability(self) -> float:
        """How likely a careful reader finds the statement to be about the subject (training.about)."""
        weight = weights("about")
        return 1 / (1 + exp(-weight["bias"] - sum(weight[name] * value for name, value in self.values.items())))

    @property
    def where(self) -> Where:
        """Where the subject stands, the nearest place first."""
        if self.values["words"] >= SPEAKS:
            return "words"
        if self.values["sentence"] >= SPEAKS:
            return "sentence"
        return "before" if self.values["before"] >= SPEAKS else "around"


def evidence(hit: Hit, text: str, subject: Subject, vectors: Vectors) -> Grounds:
    """Look at a statement's words, its sentence, what stands before and behind it, and the whole story."""
    statement = hit.statement
    words = [w for s in statement.content for w in words_of(s.exact, s.start)]
    sentence, previous = surroundings(text, statement)
    around = words_of(_without(text, sentence, statement.source))
    start, end = statement.content[0].start, statement.content[-1].end

    def speaks(*stretches: Sequence[SubjectWord]) -> float:
        return subject.strength([(1.0, stretch) for stretch in stretches], vectors)

    own, mentions = speaks(words), sum(1 for _ in subject.pattern.finditer(text))
    values = {
        "words": own,
        "not in words": float(own == 0),
        "meaning": subject.nearness(words, vectors),
        "sentence": speaks(around),
        "before": speaks(words_of(text[max(0, start - _NEAR) : start])),
        "behind": speaks(words_of(text[end : end + _BEHIND])),
        "with the sentence before": speaks(around, words_of(previous.exact if previous else "")),
        "story": min(1.0, 1000 * mentions / (_DENSE * max(1, len(text)))),
    }
    return Grounds(values, sentence, previous)


def _about(number: int, hit: Hit, text: str, sure: bool, *, subject: Subject, vectors: Vectors) -> Found:
    seen = evidence(hit, text, subject, vectors)
    words = [w for s in hit.statement.content for w in words_of(s.exact, s.start)]
    telling = tuple(Span.of(text, w.start, w.end) for w in subject.telling(words, vectors, least=SPEAKS))
    return Found(number, hit, text, round(seen.probability, 3), seen.where, telling, seen.sentence, seen.before, sure)


def _worth_a_look(hit: Hit, text: str, subject: Subject) -> bool:
    """Whether a word of the subject, or one like it, stands anywhere near: a quick look that spares the careful one."""
    start, end = hit.statement.content[0].start, hit.statement.content[-1].end
    near = subject.pattern.search(text, max(0, start - _NEAR), min(len(text), end + _BEHIND))
    return bool(near or subject.pattern.search(hit.article.title or ""))


def surroundings(text: str, statement: Statement) -> tuple[Span, Span | None]:
    """The sentence or sentences that a statement stands in, and the one before (of a transcript: the end of the turn
    before).
    """
    from nupunkt import sent_spans

    start, end = statement.content[0].start, statement.content[-1].end
    line = text.rfind("\n", 0, start) + 1
    last = text.find("\n", end)
    spans = [(line + a, line + b) for a, b in sent_spans(text[line : last if last >= 0 else len(text)])]
    spans = spans or [(line, end)]
    first = max((k for k, (a, _) in enumerate(spans) if a <= start), default=0)
    sentence = Span.of(text, spans[first][0], next((b for _, b in spans if b >= end), end))
    if first:
        return sentence, Span.of(text, *spans[first - 1])
    earlier = list(_PARAGRAPH.finditer(text, max(0, line - _NEAR), max(0, line - 1)))
    tail = list(sent_spans(earlier[-1].group())) if earlier else []
    at = earlier[-1].start() if earlier else 0
    return sentence, Span.of(text, at + tail[-1][0], at + tail[-1][1]) if tail else None


def _without(text: str, stretch: Span, spans: Sequence[Span]) -> str:
    """A stretch of a text with some spans blanked out."""
    kept = list(stretch.exact)
    for span in spans:
        for k in range(max(stretch.start, span.start), min(stretch.end, span.end)):
            kept[k - stretch.start] = " "
    return "".join(kept)
