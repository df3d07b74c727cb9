"""What a person has said about a subject over time, side by side: statements, stances, candidates for a change.

It shows and sorts; it draws no conclusion.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from ..record import Record
from ..vectors import Vectors
from ..who import Person
from .about import associated, statements_about
from .changes import Change, find_changes
from .stances import Judge, Position, bundled, with_stances
from .subject import Subject
from .voice import whose

__all__ = ["Change", "Position", "Positions", "positions"]

#: Of very many statements those that speak of the subject most strongly are shown.
MOST = 300


@dataclass(frozen=True, slots=True)
class Positions:
    """A person's statements about a subject, oldest first, undated ones by the day they were printed.

    ``others`` are people whom the name may mean as well; ``left_out`` counts statements beyond the limit.
    """

    person: Person
    about: str
    toward: str | None
    statements: tuple[Position, ...]
    changes: tuple[Change, ...]
    others: tuple[Person, ...] = ()
    left_out: int = 0

    def to_dict(self) -> dict[str, Any]:
        """Convert to the format ``onrecord-positions/1``."""
        return {
            "format": "onrecord-positions/1",
            "person": {"id": self.person.id, "name": self.person.name},
            "about": self.about,
            "toward": self.toward,
            "statements": [p.to_dict() for p in self.statements],
            "changes": [c.to_dict() for c in self.changes],
            "left_out": self.left_out,
        }


def positions(
    record: Record,
    person: str,
    about: str,
    toward: str | None = None,
    *,
    limit: int = MOST,
    judge: Judge | None = None,
) -> Positions:
    """What a person (a name or an id) has said about a subject.

    ``toward`` is a sentence ("A wall should be built."): stances are towards it, else towards the subject. Raises
    UnknownError or UsageError where nobody or several are meant, UsageError where the subject has no word to look for.
    """
    voice, vectors = whose(record, person), Vectors.load()
    subject = Subject.of(about, vectors)
    subject = subject.with_names(associated(record, subject, vectors), vectors)
    found = statements_about(record, voice, subject, vectors)
    shown = sorted(found, key=lambda f: (-f.strength, f.number))[:limit]
    if not shown:
        return Positions(voice.person, about, toward, (), (), voice.others)
    judge = judge or bundled()
    judged = with_stances(shown, toward or about, voice.person.name, judge)
    judged.sort(key=lambda p: (p.day or "~", p.found.number))
    changes = find_changes(judged, judge, vectors)
    return Positions(
        voice.person, about, toward, tuple(judged), tuple(changes), voice.others, len(found) - len(shown)
    )
