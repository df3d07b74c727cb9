"""Changes of a position that stories report, each with the statement beside it and the earlier one that it fits.

Only what a story says is shown ("walked back", "has not changed"), with its words. Pairs that merely look different to
a machine aren't: of those nearly all are nothing. Nothing here says that somebody did change position.
"""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any, Literal

from ..models.vectors import Floats, Vectors
from ..people.directory import Person
from ..record.database import Connection
from ..record.lookup import in_articles
from ..search.search import newest_that
from ..statement import Span
from .about import ABOUT, Found
from .reports import ChangeKind, Report, SpokenSpan, Story, Where, is_past, may_report, reports_in
from .stances import Position
from .subject import Subject, is_empty, words_of

__all__ = ["Change", "ChangeKind", "find_changes", "is_repeated"]

#: An earlier statement is meant from this likeness on; what speaks for one more than another: the year that the story
#: names, a stance that fits, words of the subject. Set by reason, the labelled changes are too few to fit.
_LIKE, _SAME_YEAR, _FITS, _IN_WORDS = 0.3, 0.5, 0.3, 0.1
#: What a report is worth for sorting: that it is a change, that it stands in the statement's own sentence, that the
#: earlier statement is known.
_IS_CHANGE, _BESIDE, _KNOWN = 0.5, 0.2, 0.2
#: So many are given, and so many statements of articles are looked at for who says what.
_MOST, _SPOKEN = 20, 4000
#: Two statements are the same again when so large a share of the words of both agrees.
_SAME = 0.8
_YEAR = re.compile(r"\b(?:19|20)\d\d\b")
_NEGATION = re.compile(
    r"\b(?:not|no|never|nobody|nothing|none|cannot|nor|without|den(?:y|ies|ied)|against)\b|n['’]t\b", re.IGNORECASE
)


@dataclass(frozen=True, slots=True)
class Change:
    """What a story reports of a position: how it changed or that it stayed, in which words, beside which statement.

    ``earlier`` is the statement that it goes back on, None where the record has none that fits. A pair that no story
    reports is here only because somebody decided on it: kind "decided", without words.
    """

    earlier: Position | None
    later: Position
    kind: ChangeKind | Literal["decided"]
    span: Span | None
    where: Where | None
    score: float

    @property
    def key(self) -> tuple[str, str]:
        """The ids of the two statements."""
        return (self.earlier.id if self.earlier else "", self.later.id)

    def to_dict(self) -> dict[str, Any]:
        """Convert to JSON; the statements by their ids."""
        return {
            "earlier": self.earlier.id if self.earlier else None, "later": self.later.id, "kind": self.kind,
            "reported": self.span is not None, "span": self.span.to_dict() if self.span else None,
            "where": self.where, "score": self.score,
        }  # fmt: skip


@dataclass(frozen=True, slots=True)
class Telling:
    """A report of a story, and the nearest statement that the person makes in it."""

    report: Report
    beside: Found


def tellings(
    connection: Connection,
    found: Sequence[Found],
    person: Person,
    subjects: tuple[Subject, Subject | None],
    vectors: Vectors,
) -> list[Telling]:
    """What the stories of some statements report; ``subjects``: the one asked about, and what stances are towards.

    Statements that are hardly about the subject count where nothing else of the person stands in their story.
    """
    by_article: dict[str, list[Found]] = defaultdict(list)
    for one in found:
        by_article[one.hit.article.id].append(one)
    telling = [key for key, own in by_article.items() if may_report(own[0].text)]
    spoken = _spoken(connection, telling, person)
    given: list[Telling] = []
    for key in telling:
        own = [one for one in by_article[key] if one.strength >= ABOUT] or by_article[key]
        story = Story.of(
            own[0].text, own[0].hit.article.title or "", spoken[key], person=person.name, subjects=subjects,
            on=[one.hit.statement.content[0].start for one in own if one.strength >= ABOUT],
        )  # fmt: skip
        given += [Telling(report, _nearest(report, own)) for report in reports_in(story, vectors)]
    return given


def _nearest(report: Report, own: Sequence[Found]) -> Found:
    return min(own, key=lambda one: (abs(one.hit.statement.content[0].start - report.span.start), one.number))


def find_changes(
    told: Sequence[Telling], positions: Sequence[Position], vectors: Vectors, *, decided: Mapping[tuple[str, str], str]
) -> list[Change]:
    """What stories report of a person's position: changes before what stayed, the best founded first.

    ``decided``: the verdicts of people on pairs; what they accepted comes first, what they rejected last.
    """
    known = {p.id: p for p in positions}
    beside = [(one.report, known.get(one.beside.hit.statement.id)) for one in told]
    found = [_change(report, later, positions, vectors) for report, later in beside if later]
    reported = {change.key for change in found}
    found += [
        Change(known[one], known[other], "decided", None, None, 0.0)
        for one, other in decided if (one, other) not in reported and one in known and other in known
    ]  # fmt: skip
    rank = {"accept": 0, "reject": 2}
    return sorted(_once(found), key=lambda c: (rank.get(decided.get(c.key, ""), 1), -c.score))[:_MOST]


def is_repeated(one: Position, other: Position) -> bool:
    """Whether two statements are the same, told again: nearly the same words, one stance, and no denial between."""
    if one.stance != other.stance or bool(_NEGATION.search(_words(one))) != bool(_NEGATION.search(_words(other))):
        return False
    words, others = _telling(one), _telling(other)
    return len(words & others) >= _SAME * max(1, len(words | others))


def _spoken(connection: Connection, articles: Sequence[str], person: Person) -> Mapping[str, list[SpokenSpan]]:
    """What is said in some articles, and whether by the person."""
    found: dict[str, list[SpokenSpan]] = defaultdict(list)
    for _, hit, _ in newest_that(connection, in_articles(articles), limit=_SPOKEN):
        speaker, own = hit.statement.speaker, hit.person is not None and hit.person.id == person.id
        named = speaker.name if speaker else ""
        found[hit.article.id] += [SpokenSpan(s.start, s.end, own, named) for s in hit.statement.content]
    return found


def _change(report: Report, later: Position, positions: Sequence[Position], vectors: Vectors) -> Change:
    """A report with the statement beside it, and the earlier one that it speaks of."""
    earlier = _earlier(report, later, positions, vectors)
    score = _IS_CHANGE * (report.kind != "reaffirmed") + _BESIDE * (report.where == "sentence") + _KNOWN * bool(earlier)
    return Change(earlier, later, report.kind, report.span, report.where, round(score, 3))


def _earlier(report: Report, later: Position, positions: Sequence[Position], vectors: Vectors) -> Position | None:
    """The statement that a report goes back on: by day, likeness of words, stance, and the year that is named."""
    sentence = later.found.sentence
    years = set(_YEAR.findall(sentence.exact)) if sentence.start <= report.span.start < sentence.end else set()
    mean = _mean(later, vectors)
    best: tuple[float, Position] | None = None
    for position in positions:
        if not _is_before(position, later) or is_repeated(position, later):
            continue
        like = _likeness(_mean(position, vectors), mean) + _IN_WORDS * (position.found.where == "words")
        like += _SAME_YEAR * (position.day[:4] in years) + _FITS * _fits(report.kind, position, later)
        if like >= _LIKE and (best is None or like > best[0]):
            best = like, position
    return best[1] if best else None


def _fits(kind: ChangeKind, earlier: Position, later: Position) -> bool:
    sides = {earlier.stance, later.stance} - {"none"}
    return len(sides) == 2 if kind != "reaffirmed" else earlier.stance == later.stance != "none"


def _is_before(p: Position, q: Position) -> bool:
    """Whether one statement is the earlier: by day, within one story by what the story says of it."""
    if p.day != q.day or not p.day:
        return bool(p.day) and p.day < q.day
    cue = " ".join(s.exact for s in p.found.hit.statement.cue)
    return p is not q and p.found.hit.article.id == q.found.hit.article.id and is_past(cue)


def _once(changes: Sequence[Change]) -> Iterator[Change]:
    """Each pair and kind once, the best founded."""
    seen: set[tuple[tuple[str, str], str]] = set()
    for change in sorted(changes, key=lambda c: -c.score):
        if (change.key, change.kind) not in seen:
            seen.add((change.key, change.kind))
            yield change


def _words(position: Position) -> str:
    return position.found.hit.statement.words


def _telling(position: Position) -> set[str]:
    return {w.stem for w in words_of(_words(position)) if not is_empty(w.text)}


def _mean(position: Position, vectors: Vectors) -> Floats | None:
    return vectors.mean([w.text for w in words_of(_words(position)) if not is_empty(w.text)])


def _likeness(one: Floats | None, other: Floats | None) -> float:
    return 0.0 if one is None or other is None else max(0.0, float(one @ other))
