"""Statements about statements: "she quoted his 2020 post", "he said that she had told him ...".

What is referred to is kept with its words; where the record has the earlier statement (by speaker, day and words) the
reference leads to it. A statement within a statement keeps both levels.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import cache
from typing import Any

from ..statement import Span
from ..text.lexicon import word_lists
from .about import Found
from .stances import Position
from .subject import is_empty, words_of

_WHOSE = (
    r"(?:(?P<name>(?<!-)(?:[A-Z][\w-]+ ){0,2}[A-Z][\w-]+)['’]s?|(?P<own>[Hh]is|[Hh]er|[Tt]heir|[Mm]y|[Ii]ts)"
    r"|(?P<role>the [a-z]+)['’]s)"
)
_WHEN = r"(?P<when>(?:19|20)\d\d|past|earlier|previous|prior|former|recent|old|own|original|initial|long-ago)"
_WHAT = (
    r"(?P<what>posts?|tweets?|remarks?|comments?|statements?|words|speech(?:es)?|interviews?|claims?|pledges?|promises?"
    r"|messages?|quotes?|letters?|op-eds?|accusations?|assertions?|suggestions?|support|opposition|endorsement|vote"
    r"|proposals?|position|stance|testimony|answer|insistence|criticism|praise|apology)"
)
_REFERENCE = re.compile(rf"\b{_WHOSE} (?:{_WHEN},? ){{0,2}}(?:[a-z-]+ ){{0,2}}?{_WHAT}\b")
#: Of "support" and the like only what is called past is a reference; the others always are words that somebody said.
_LASTING = frozenset("support opposition endorsement vote proposal proposals position stance praise criticism".split())
#: Of an occasion for speaking only what is told apart is a reference, not "in his speech".
_OCCASIONS = frozenset("speech speeches remarks interview interviews message testimony".split())
_AT = re.compile(r"\b(?:in|during|of|throughout|at|began|gave|delivered|with) $")
#: The words of a reference and of the statement that it leads to have so many in common.
_SHARED = 3
_INNER = (
    r"\b(?<!-)(?P<who>(?:[A-Z][\w-]+ ){{0,2}}[A-Z][\w-]+|he|she|they|it)"
    r"(?P<cue> (?:had |has |have |once |also |later )*(?:{verbs}))(?: (?:him|her|them|me|us|[A-Z]\w+))?"
    r",? (?P<words>that [^.;]+|[“\"'][^”\"]+[”\"']?)"
)


@dataclass(frozen=True, slots=True)
class Reference:
    """Words of a story that refer to an earlier statement.

    ``of_person``: it is one of the person's on whose page it stands; ``to``: its id where the record has it.
    """

    span: Span
    speaker: str | None
    when: str | None
    of_person: bool
    to: str | None

    def to_dict(self) -> dict[str, Any]:
        """Convert to JSON."""
        return {"span": self.span.to_dict(), "speaker": self.speaker, "when": self.when, "to": self.to}


@dataclass(frozen=True, slots=True)
class Inner:
    """A statement within a statement: who, by what word, and what."""

    source: Span
    cue: Span
    content: Span

    def to_dict(self) -> dict[str, Any]:
        """Convert to JSON."""
        return {"source": self.source.to_dict(), "cue": self.cue.to_dict(), "content": self.content.to_dict()}


def references(found: Found, known: Sequence[Position], person: str, *, own: bool = True) -> Iterator[Reference]:
    """What a statement and its sentence refer to; ``known`` are the person's statements that it may lead to.

    ``own``: the statement is the person's.
    """
    cues = [(s.start, s.end) for s in found.hit.statement.cue]
    for m in _REFERENCE.finditer(found.text, found.sentence.start, found.sentence.end):
        if any(a < m.end() and m.start() < b for a, b in cues):  # it's this statement that is meant
            continue
        if m["what"] in _LASTING and m["when"] in (None, "own", "recent"):
            continue
        if m["what"] in _OCCASIONS and m["when"] is None and _AT.search(found.text[max(0, m.start() - 12) : m.start()]):
            continue
        spoken = any(s.start <= m.start() < s.end for s in found.hit.statement.content)
        spoken_own = spoken and m["own"] is not None and (m["when"] or "").isdigit()
        theirs = own and m["own"] is not None and not spoken  # in what is said "his" may be anybody's
        of_person = theirs or (m["name"] or "").split()[-1:] == person.split()[-1:]
        to = _leads_to(found, known, m) if of_person or (own and spoken_own) else None
        of_person = of_person or to is not None  # of that year the person has such a statement
        speaker = m["name"] or m["role"] or (person if of_person else None)
        yield Reference(Span.of(found.text, *m.span()), speaker, m["when"], of_person, to)


def _leads_to(found: Found, known: Sequence[Position], m: re.Match[str]) -> str | None:
    """The one earlier statement that has the words of the reference and its day, where there is one."""
    when = m["when"]
    after = found.text[m.end() : found.sentence.end]
    words = {w.stem for w in words_of(found.hit.statement.words + " " + after) if not is_empty(w.text)}
    earlier = [p for p in known if p.found.number != found.number and p.day and p.day < (found.day or "~")]
    dated = bool(when and when.isdigit())
    if dated:
        earlier = [p for p in earlier if p.is_dated and p.day.startswith(str(when))]
    posted = m["what"].startswith(("post", "tweet"))
    if posted:
        earlier = [p for p in earlier if p.found.hit.statement.channel.type == "post"]
    if (dated or posted) and len(earlier) == 1:
        return earlier[0].id
    shared = {p.id: len(words & {w.stem for w in words_of(p.found.hit.statement.words)}) for p in earlier}
    best = max(shared, key=lambda k: shared[k], default=None)
    if best is None or shared[best] < _SHARED or list(shared.values()).count(shared[best]) > 1:
        return None
    return best


def inner_statements(found: Found) -> Iterator[Inner]:
    """Statements within the words of a statement."""
    text = found.text
    for span in found.hit.statement.content:
        for m in _inner().finditer(text, span.start, span.end):
            at = m.start("cue") + 1
            yield Inner(Span.of(text, *m.span("who")), Span.of(text, at, m.end("cue")), Span.of(text, *m.span("words")))


@cache
def _inner() -> re.Pattern[str]:
    verbs = sorted({verb for words in _reporting() for verb in words}, key=len, reverse=True)
    return re.compile(_INNER.format(verbs="|".join(map(re.escape, verbs))))


def _reporting() -> Iterator[frozenset[str]]:
    for key, words in word_lists("acts.txt").items():
        if key.endswith("/said") and key.partition("/")[0] in ("say", "tell", "argue", "announce", "admit", "warn"):
            yield words | {form for word in words for form in (word + "s", word + "ed", word.rstrip("e") + "ed")}
