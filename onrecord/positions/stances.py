"""Statements about a subject with the stance of each: for, against or mixed, and the words that show it.

Where the words can't bear a stance, or the model isn't sure of one, it is "none": no stance is told.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from functools import cache
from typing import Any, Protocol

from ..models.stance import Stance, StanceLabel, StanceModel
from ..models.stance_input import StatementText, places
from ..statement import Span
from .about import Found
from .untold import Untold, untold


class Judge(Protocol):
    """What reads stances: the stance model, or another in its place.

    ``sure``: the probability from which on its stances are shown, chosen on persons and sentences that it hadn't
    learned from, for at most 15 % wrong and 5 % opposite among those shown; None where there is no such probability.
    """

    sure: float | None

    def judge(self, pairs: Sequence[tuple[StatementText, str]]) -> list[Stance]:
        """The stance of each passage towards a sentence or a subject."""


@dataclass(frozen=True, slots=True)
class Position:
    """A statement about a subject, its stance with a probability, and the words that show it.

    ``untold`` tells why there is no stance; the score is then 0.
    """

    found: Found
    stance: StanceLabel
    score: float
    span: Span | None
    untold: Untold | None = None

    @property
    def id(self) -> str:
        """The statement's id."""
        return self.found.hit.statement.id

    @property
    def day(self) -> str:
        """The first day that it may have been said, else the day that it was printed, else ""."""
        return self.found.day

    @property
    def is_dated(self) -> bool:
        """Whether it is known when it was said."""
        return self.found.hit.statement.said is not None

    def to_dict(self) -> dict[str, Any]:
        """Convert to a statement of ``search --json`` with its stance, and why it is here."""
        return {
            **self.found.hit.to_dict(),
            "stance": self.stance,
            "stance_score": self.score,
            "stance_span": self.span.to_dict() if self.span else None,
            "stance_untold": self.untold,
            "about": {
                "strength": self.found.strength,
                "where": self.found.where,
                "spans": [s.to_dict() for s in self.found.telling],
                "sentence": self.found.sentence.to_dict(),
            },
            "speaker_sure": self.found.sure,
        }


_UNSURE = Stance("none", 0.0, None)


@cache
def bundled() -> StanceModel:
    """The stance model that comes with onrecord, loaded once."""
    return StanceModel.load()


def with_stances(found: Sequence[Found], toward: str | None, person: str, judge: Callable[[], Judge]) -> list[Position]:
    """Judge a person's statements together towards a sentence; without one none of them has a stance.

    ``judge`` is loaded only when there is something to judge.
    """
    why = [untold(f, toward) for f in found]
    pairs = [(_passage(f, person), toward) for f, reason in zip(found, why, strict=True) if toward and not reason]
    asked = judge() if pairs else None
    judged = iter(asked.judge(pairs) if asked and asked.sure is not None else [_UNSURE] * len(pairs))
    sure = (asked and asked.sure) or 1.0
    return [
        _without(f, reason) if reason else _with(f, next(judged), sure) for f, reason in zip(found, why, strict=True)
    ]


def _with(found: Found, stance: Stance, sure: float) -> Position:
    if stance.label == "none" or stance.score < sure:
        return _without(found, "unsure")
    return Position(found, stance.label, stance.score, Span.of(found.text, *stance.span) if stance.span else None)


def _without(found: Found, reason: Untold) -> Position:
    return Position(found, "none", 0.0, None, reason)


def _passage(found: Found, person: str) -> StatementText:
    s = found.hit.statement
    return StatementText.cut(found.text, places(s.content), places(s.cue), places(s.source), speaker=person)
