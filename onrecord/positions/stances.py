"""Statements about a subject with the stance of each: for, against, mixed or none, and the words that show it."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from functools import cache
from typing import Any, Protocol

from ..models.stance import Relation, Stance, StanceLabel, StanceModel
from ..models.stance_input import StatementText, places
from ..statement import Span
from .about import Found


class Judge(Protocol):
    """What reads stances and relations: the stance model, or another in its place."""

    def judge(self, pairs: Sequence[tuple[StatementText, str]]) -> list[Stance]:
        """The stance of each passage towards a sentence or a subject."""

    def relation(self, pairs: Sequence[tuple[str, str]]) -> list[Relation]:
        """How the two statements of each pair go together."""


@dataclass(frozen=True, slots=True)
class Position:
    """A statement about a subject, its stance with a probability, and the words that show it."""

    found: Found
    stance: StanceLabel
    score: float
    span: Span | None

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
            "about": {
                "strength": self.found.strength,
                "where": self.found.where,
                "spans": [s.to_dict() for s in self.found.telling],
                "sentence": self.found.sentence.to_dict(),
            },
            "speaker_sure": self.found.sure,
        }


@cache
def bundled() -> StanceModel:
    """The stance model that comes with onrecord, loaded once."""
    return StanceModel.load()


def with_stances(found: Sequence[Found], toward: str, person: str, judge: Judge) -> list[Position]:
    """Judge a person's statements together."""
    pairs = [(_passage(f, person), toward) for f in found]
    return [
        Position(f, stance.label, stance.score, Span.of(f.text, *stance.span) if stance.span else None)
        for f, stance in zip(found, judge.judge(pairs), strict=True)
    ]


def _passage(found: Found, person: str) -> StatementText:
    s = found.hit.statement
    return StatementText.cut(found.text, places(s.content), places(s.cue), places(s.source), speaker=person)
