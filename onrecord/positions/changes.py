"""Candidates for a changed position: pairs of an earlier and a later statement, for a person to look at.

A story may report the change itself ("walked back", "no longer", "stands by"); else it is inferred from stances that
differ and from words that don't go together. Nothing here says that somebody did change position.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from math import sqrt
from typing import Any, Literal

from ..models.vectors import Floats, Vectors
from ..statement import Span
from ..text.lexicon import lines_of
from .stances import Judge, Position
from .subject import is_empty, words_of

ChangeKind = Literal["reversal", "softening", "hardening", "admission", "reaffirmed"]
#: In the order of looking: an admission may be worded as a change, too.
_KINDS: tuple[ChangeKind, ...] = ("admission", "reaffirmed", "softening", "hardening", "reversal")

#: A pair's score is a product: how little the two go together, how like the things are that they speak of, how far
#: apart the stances are, and what each statement is worth. Of likeness and stances so much is never lost, since neither
#: is sure. Set by reason, not fitted: the labelled changes are too few.
_ANY_LIKENESS, _ANY_STANCES = 0.5, 0.6
#: How far apart two stances are.
_APART = {("for", "against"): 1.0, ("for", "mixed"): 0.5, ("against", "mixed"): 0.5, ("for", "none"): 0.3,
          ("against", "none"): 0.3, ("mixed", "none"): 0.2}  # fmt: skip
#: What a report adds to a pair's score; it stands so near the statement, in characters, and both speak of like things.
_REPORTED, _BESIDE, _LIKE = 0.3, 60, 0.3
#: What counts less in a statement: a day that isn't known, a speaker who is only likely the person, words that are no
#: sentence of their own ("his plan"); one that is less surely about the subject than this, by as much; and each word
#: lacking of so many that tell.
_UNDATED, _UNSURE, _NO_SENTENCE, _SURELY, _TELLING = 0.95, 0.95, 0.85, 0.6, 4
_SENTENCE = re.compile(r"(?:that|he|she|they|it|we|I|to|if|there)\b", re.IGNORECASE)
_NEGATION = re.compile(r"\b(?:not|no|never|nobody|nothing|none|cannot)\b|n['’]t\b", re.IGNORECASE)
#: Statements in one sentence or the next are spoken of together.
_TOGETHER, _NEAR = 0.3, 300
#: Pairs that the model reads: those that promise most.
_READ = 24
#: Two statements with so many words in common are one, told again; each article that tells it again makes it weigh so
#: much more, up to a bound: what is told again is what people remember.
_SAME, _MANY, _TOLD_AGAIN, _MOST_AGAIN = 0.7, 8, 0.2, 3
#: A candidate has at least this score; so many are given.
_LEAST, _MOST = 0.2, 20
#: A statement stands in so many candidates; what more there are with it come behind the others.
_TIMES, _BEHIND = 3, 0.5
#: Within a statement's own words only the speaker's own change counts: "he no longer supports it".
_SPEAKER = re.compile(r"\b(?:I|we|he|she|they)(?:['’]\w+|\s+\w+){0,2}\s*$", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class Change:
    """Two statements between which a position may have changed: how, whether a story says so and in which words."""

    earlier: Position
    later: Position
    kind: ChangeKind
    reported: bool
    span: Span | None
    score: float

    def to_dict(self) -> dict[str, Any]:
        """Convert to JSON; the statements by their ids."""
        return {
            "earlier": self.earlier.id, "later": self.later.id, "kind": self.kind, "reported": self.reported,
            "span": self.span.to_dict() if self.span else None, "score": self.score,
        }  # fmt: skip


@dataclass(frozen=True, slots=True)
class _Report:
    """Words of a story by which a position changed or stayed; ``of_earlier``: they speak of the earlier statement."""

    kind: ChangeKind
    span: Span
    of_earlier: bool


@dataclass(frozen=True, slots=True)
class _Distinct:
    """A statement, its telling words, and the articles that print it."""

    position: Position
    words: set[str]
    articles: set[str]

    def says(self, other: Position, words: set[str]) -> bool:
        """Whether another statement is the same, told again; in a few words a negation makes another of it."""
        fewer = min(len(words), len(self.words))
        if len(words & self.words) < _SAME * max(1, fewer):
            return False
        return fewer > _MANY or bool(_NEGATION.search(_words(other))) == bool(_NEGATION.search(_words(self.position)))


def find_changes(
    positions: Sequence[Position], judge: Judge, vectors: Vectors, *, decided: Mapping[tuple[str, str], str]
) -> list[Change]:
    """Candidates, those first that are most worth a look; what people accepted comes first, what they rejected last."""
    distinct = _distinct(positions)
    shown = [
        d.position for d in distinct.values() if d.position.found.hit.statement.happened == "yes" and d.position.day
    ]
    pairs = {(p.id, q.id): (p, q) for p in shown for q in shown if _before(p, q)}
    means = {p.id: _mean(p, vectors) for p in shown}
    likeness = {key: _likeness(means[p.id], means[q.id]) for key, (p, q) in pairs.items()}
    reports = dict(_reports(shown, pairs, likeness))
    weight = {p.id: _weight(p, len(distinct[p.id].articles)) for p in shown}
    promise = {
        key: _share(likeness[key], _ANY_LIKENESS) * _share(_apart(p, q), _ANY_STANCES) * weight[p.id] * weight[q.id]
        for key, (p, q) in pairs.items()
    }
    first = {key for key in (*reports, *decided) if key in pairs}
    chosen = sorted(pairs, key=lambda key: (key not in first, -promise[key]))[:_READ]
    relations = judge.relation([(_words(pairs[k][0]), _words(pairs[k][1])) for k in chosen])
    found = []
    for key, relation in zip(chosen, relations, strict=True):
        p, q = pairs[key]
        unlike = relation.score if relation.label == "inconsistent" else (1 - relation.score) / 2
        report = reports.get(key)
        if report and report.kind == "reaffirmed":
            unlike = 1 - unlike
        score = min(1.0, unlike * promise[key])
        score = score + _REPORTED * (1 - score) if report else score
        kind = report.kind if report else _kind(p, q)
        found.append(Change(p, q, kind, bool(report), report.span if report else None, round(score, 3)))
    kept = [c for c in found if c.score >= _LEAST or (c.earlier.id, c.later.id) in decided]
    rank = {"accept": 0, "reject": 2}
    return sorted(_varied(kept), key=lambda c: rank.get(decided.get((c.earlier.id, c.later.id), ""), 1))


def _varied(changes: Sequence[Change]) -> list[Change]:
    """The best first, but not again and again with the same statement."""
    left = list(changes)
    given: list[Change] = []
    times: Counter[str] = Counter()
    while left and len(given) < _MOST:
        best = max(
            left, key=lambda c: c.score * (_BEHIND if max(times[c.earlier.id], times[c.later.id]) >= _TIMES else 1)
        )
        left.remove(best)
        given.append(best)
        times.update((best.earlier.id, best.later.id))
    return given


def _distinct(positions: Sequence[Position]) -> dict[str, _Distinct]:
    """Of statements with the same words the one that was printed first, by its id; the others repeat it."""
    kept: dict[str, _Distinct] = {}
    for position in sorted(positions, key=lambda p: (p.found.hit.article.published or "~", p.found.number)):
        words = _telling(position)
        same = next((d for d in kept.values() if d.says(position, words)), None)
        if same:
            same.articles.add(position.found.hit.article.id)
        else:
            kept[position.id] = _Distinct(position, words, {position.found.hit.article.id})
    return kept


def _telling(position: Position) -> set[str]:
    return {w.stem for w in words_of(_words(position)) if not is_empty(w.text)}


def _weight(position: Position, times: int) -> float:
    """How much a statement is worth in a pair: most for a dated sentence about the subject that was told often."""
    found, statement = position.found, position.found.hit.statement
    weight = min(1.0, len(_telling(position)) / _TELLING) * (1 + _TOLD_AGAIN * min(_MOST_AGAIN, times - 1))
    weight *= 1.0 if position.is_dated else _UNDATED
    weight *= min(1.0, found.strength / _SURELY)
    weight *= 1.0 if found.sure else _UNSURE
    return weight * (1.0 if statement.kind != "indirect" or _SENTENCE.match(_words(position)) else _NO_SENTENCE)


def _before(p: Position, q: Position) -> bool:
    """Whether one statement is the earlier: by day, within one story by what the story says of it."""
    if p.day != q.day:
        return p.day < q.day
    return p is not q and p.found.hit.article.id == q.found.hit.article.id and _is_past(p) and not _is_past(q)


def _is_past(position: Position) -> bool:
    cue = " ".join(s.exact for s in position.found.hit.statement.cue)
    return bool(_patterns()["before"].search(cue))


def _words(position: Position) -> str:
    return position.found.hit.statement.words


def _apart(p: Position, q: Position) -> float:
    both = (p.stance, q.stance)
    far = _APART.get(both, _APART.get(both[::-1], 0.0))
    return far * sqrt(p.score * q.score)


def _mean(position: Position, vectors: Vectors) -> Floats | None:
    return vectors.mean([w.text for w in words_of(_words(position)) if not is_empty(w.text)])


def _likeness(one: Floats | None, other: Floats | None) -> float:
    return 0.0 if one is None or other is None else max(0.0, float(one @ other))


def _share(value: float, at_least: float) -> float:
    return at_least + (1 - at_least) * value


def _kind(p: Position, q: Position) -> ChangeKind:
    sides = {p.stance, q.stance}
    if p.stance == q.stance or {"for", "against"} == sides:
        return "reversal"
    return "softening" if p.stance in ("for", "against") else "hardening"


def _reports(
    shown: Sequence[Position], pairs: Mapping[tuple[str, str], object], likeness: Mapping[tuple[str, str], float]
) -> Iterator[tuple[tuple[str, str], _Report]]:
    """The pairs that stories speak of: each report with the statement that it goes with best."""
    for position in shown:
        for report in _reports_in(position):
            keys = [k for k in pairs if k[0 if report.of_earlier else 1] == position.id]
            others = {k: k[1 if report.of_earlier else 0] for k in keys}
            near = {p.id: _TOGETHER for p in shown if _stand_together(p, position)}
            together = {k: likeness[k] + near.get(others[k], 0.0) for k in keys}
            best = max(keys, key=lambda k: together[k], default=None)
            if best is not None and together[best] >= _LIKE:
                yield best, report


def _stand_together(p: Position, q: Position) -> bool:
    if p.found.hit.article.id != q.found.hit.article.id:
        return False
    return abs(p.found.hit.statement.content[0].start - q.found.hit.statement.content[0].start) < _NEAR


def _reports_in(position: Position) -> Iterator[_Report]:
    """What the sentence of a statement reports; the first kind of the list that fits."""
    found, statement = position.found, position.found.hit.statement
    inside = [(s.start, s.end) for s in statement.content]
    marked = [*inside, *((s.start, s.end) for s in statement.cue)]
    for kind in _KINDS:
        for m in _patterns()[kind].finditer(found.text, found.sentence.start, found.sentence.end):
            if not any(a - _BESIDE < m.end() and m.start() < b + _BESIDE for a, b in marked):
                continue
            own = any(a <= m.start() < b for a, b in inside)
            if own and not _SPEAKER.search(found.text, max(found.sentence.start, m.start() - 30), m.start()):
                continue
            span = Span.of(found.text, *m.span())
            yield _Report(kind, span, of_earlier=kind == "reversal" and not own and _is_past(position))
            return


@cache
def _patterns() -> Mapping[str, re.Pattern[str]]:
    rows = (line.partition(": ") for line in lines_of("changes.txt"))
    return {kind: re.compile(rf"\b(?:{words})\b", re.IGNORECASE) for kind, _, words in rows}


def kinds_of(words: str) -> list[ChangeKind]:
    """The kinds of change that some words of a story report."""
    return [kind for kind in _KINDS if _patterns()[kind].search(words)]
