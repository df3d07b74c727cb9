"""Which statements of a person speak about a subject: by their own words, or by those around them."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterator, Sequence
from contextlib import closing
from dataclasses import dataclass
from typing import Literal

from sqlalchemy import ColumnElement, Connection, and_, not_, select

from ..fulltext import newest_with
from ..naming import fold, last_word
from ..record import Record
from ..rows import day_of
from ..search import Hit, read_hits
from ..statement import Span, Statement
from ..tables import statements
from ..vectors import Vectors
from .subject import Subject, Word, is_empty, words_of
from .voice import Voice

Where = Literal["words", "sentence", "before", "headline"]

#: A statement is about the subject from this strength on. Chosen on the development sets (docs/positions.md).
ABOUT = 0.42
#: What nearness in meaning beyond the usual adds to the words found, and takes from them where they stand alone.
_NEARNESS, _USUAL = 0.7, 0.25
#: What the subject counts for outside of the statement's words: in its sentence, the sentence before, the headline.
#: Where the words point ("it", "they", "she") or are but a few, they need what stands around them; else they
#: are likely to have a subject of their own.
_NEEDED, _SPARE, _HEADLINE = 0.6, 0.35, 0.25
#: The statement's own sentence counts so at the least: often it goes on with the same.
_SENTENCE = 0.5
#: The sentence before counts so much less than the statement's own.
_BEFORE = 0.9
_TO_PEOPLE = frozenset("he him his she her hers they them their".split())
_TO_THINGS = frozenset("it its this that these those they them their".split())
#: So few words that tell something don't stand for themselves.
_FEW = 2
#: So much of a text around a statement is looked at, in characters.
_NEAR = 700
#: Of a person's statements the newest so many are looked at.
_LOOKED_AT = 5000
#: Of others' statements that name the person the newest so many.
_OTHERS = 500
#: Who speaks of the person's words needs to say less of the subject.
_OTHERS_ABOUT = 0.3
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
    """All statements of a person about a subject, in the order of the record."""
    found: dict[int, Found] = {}
    with record.database.reading() as connection:
        for number, hit, text, sure in _theirs(connection, voice):
            if not _worth_a_look(hit, text, subject):
                continue
            one = _about(number, hit, text, sure, subject=subject, vectors=vectors, own=voice.person.name)
            if one:
                found.setdefault(number, one)
    return list(found.values())


def others_on(record: Record, voice: Voice, subject: Subject, vectors: Vectors) -> list[Found]:
    """Statements of others about a subject whose words name the person, the newest so many of the record."""
    name = last_word(fold(voice.person.name))
    is_sqlite = record.database.is_sqlite
    newest = newest_with(subject.phrases(), besides=(name,), limit=_OTHERS, is_sqlite=is_sqlite)
    conditions = [statements.c.number.in_(newest), statements.c.shown, not_(voice.sure())]
    found: list[Found] = []
    own = voice.person.name
    with record.database.reading() as connection, closing(read_hits(connection, conditions)) as hits:
        for number, hit, text in hits:
            if _worth_a_look(hit, text, subject):
                one = _about(number, hit, text, True, subject=subject, vectors=vectors, own=own, least=_OTHERS_ABOUT)
                found += [one] if one else []
    return found


def _theirs(connection: Connection, voice: Voice) -> Iterator[tuple[int, Hit, str, bool]]:
    """A person's statements, then those that are likely theirs: with numbers, texts, and whether that is sure."""
    ends: dict[str, list[int]] = defaultdict(list)
    for number, hit, text in _newest(connection, voice.sure()):
        ends[hit.article.id].append(hit.statement.content[-1].end)
        yield number, hit, text, True
    if voice.likely:
        for number, hit, text in _newest(connection, voice.perhaps()):
            yield number, hit, text, False
    articles_of = select(statements.c.article).where(voice.sure())
    nobodys = and_(statements.c.shown, statements.c.speaker.is_(None), statements.c.article.in_(articles_of))
    for number, hit, text in _newest(connection, nobodys):
        if not hit.statement.source and _goes_on(hit.statement, text, ends[hit.article.id]):
            yield number, hit, text, False


def _newest(connection: Connection, condition: ColumnElement[bool]) -> Iterator[tuple[int, Hit, str]]:
    newest = select(statements.c.number).where(condition).order_by(statements.c.day.desc()).limit(_LOOKED_AT)
    with closing(read_hits(connection, [statements.c.number.in_(newest)])) as hits:
        yield from hits


def _goes_on(statement: Statement, text: str, ends: Sequence[int]) -> bool:
    """Whether a quotation of nobody's goes on a sentence of the person's: "he dodged it and, asked again, said ..."."""
    start = statement.content[0].start
    before = max((end for end in ends if end <= start), default=None)
    if statement.kind != "direct" or before is None or start - before > _GOES_ON:
        return False
    return bool(_AND.search(text, before, start)) and surroundings(text, statement)[0].start <= before


def _about(
    number: int, hit: Hit, text: str, sure: bool, *, subject: Subject, vectors: Vectors, own: str, least: float = ABOUT
) -> Found | None:
    statement = hit.statement
    words = [w for s in statement.content for w in words_of(s.exact, s.start)]
    nearness = _NEARNESS * (subject.nearness(words, vectors) - _USUAL)
    inside = subject.strength([(1.0, words)], vectors)
    where: Where = "words"
    strength = inside + nearness if inside else 0.0
    sentence, before = surroundings(text, statement)
    if strength < least and not subject.names(own):  # the person's own name stands all around
        zones = _zones(hit, words, text, subject=subject, sentence=sentence, before=before)
        strength = subject.strength([(weight, zone) for _, weight, zone in zones], vectors) + nearness
        where = max(zones, key=lambda zone: subject.strength([zone[1:]], vectors))[0]
    if strength < least:
        return None
    telling = tuple(Span.of(text, w.start, w.end) for w in subject.telling(words, vectors, least=ABOUT))
    return Found(number, hit, text, round(min(1.0, strength), 3), where, telling, sentence, before, sure)


def _zones(
    hit: Hit, words: list[Word], text: str, *, subject: Subject, sentence: Span, before: Span | None
) -> list[tuple[Where, float, list[Word]]]:
    """A statement's words and those around it, with what the subject counts for there."""
    beside = _NEEDED if _needs_more(words, text, subject) else _SPARE
    around = _without(text, sentence, hit.statement.source)
    return [
        ("words", 1.0, words),
        ("sentence", max(_SENTENCE, beside), words_of(around)),
        ("before", beside * _BEFORE, words_of(before.exact) if before else []),
        ("headline", _HEADLINE, words_of(hit.article.title or "")),
    ]


def _worth_a_look(hit: Hit, text: str, subject: Subject) -> bool:
    """Whether a word of the subject, or one like it, stands anywhere near: a quick look that spares the careful one."""
    start, end = hit.statement.content[0].start, hit.statement.content[-1].end
    near = subject.pattern.search(text, max(0, start - _NEAR), min(len(text), end + _NEAR))
    return bool(near or subject.pattern.search(hit.article.title or ""))


def _needs_more(words: Sequence[Word], text: str, subject: Subject) -> bool:
    """Whether words point to something or somebody else, or say too little to have a subject of their own."""
    pointers = _TO_PEOPLE if subject.is_person else _TO_THINGS
    if any(w.text in pointers for w in words):
        return True
    telling = [w for w in words if not is_empty(w.text)]
    return len(telling) <= _FEW and not any(text[w.start].isupper() for w in telling)


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
