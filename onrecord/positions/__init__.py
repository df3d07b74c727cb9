"""What a person has said about a subject over time, side by side: statements, stances, changes that stories report.

It shows and sorts; it draws no conclusion.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

from ..models.vectors import Vectors
from ..people.directory import Person
from ..record.decisions import Decision
from ..record.store import Record
from .about import ABOUT, Found, others_on, statements_about
from .associated import associated
from .changes import Change, find_changes, tellings
from .decisions import decisions_on, latest
from .offers import sentences_on
from .references import Inner, Reference, inner_statements, references
from .stances import Judge, Position, bundled, with_stances
from .subject import Subject
from .voice import whose

__all__ = ["Change", "Position", "Positions", "positions"]

#: Of very many statements those that speak of the subject most strongly are shown.
MOST = 300


@dataclass(frozen=True, slots=True)
class Referring:
    """A statement of somebody else that refers to one of the person's."""

    found: Found
    reference: Reference

    def to_dict(self) -> dict[str, Any]:
        """Convert to JSON."""
        return {**self.reference.to_dict(), "statement": self.found.hit.to_dict()}


@dataclass(frozen=True, slots=True)
class Positions:
    """A person's statements about a subject, oldest first, undated ones by the day they were printed.

    ``sentences`` are what may be asked ``toward``, made of the record's statements; given where nothing was asked.
    ``references`` and ``inner`` tell, by a statement's id, what it refers to and the statements within it;
    ``referring`` are statements of others that refer to the person's. ``others`` are people whom the name may mean as
    well; ``left_out`` counts statements beyond the limit.
    """

    person: Person
    about: str
    toward: str | None
    statements: tuple[Position, ...]
    changes: tuple[Change, ...]
    decisions: Mapping[tuple[str, str], Sequence[Decision]] = field(default_factory=dict)
    references: Mapping[str, Sequence[Reference]] = field(default_factory=dict)
    inner: Mapping[str, Sequence[Inner]] = field(default_factory=dict)
    referring: tuple[Referring, ...] = ()
    others: tuple[Person, ...] = ()
    left_out: int = 0
    sentences: tuple[str, ...] = ()

    def decided(self, change: Change) -> Sequence[Decision]:
        """What people have decided about a candidate."""
        return self.decisions.get(change.key, ())

    def to_dict(self) -> dict[str, Any]:
        """Convert to the format ``onrecord-positions/1``."""
        return {
            "format": "onrecord-positions/1",
            "person": {"id": self.person.id, "name": self.person.name},
            "about": self.about,
            "toward": self.toward,
            "statements": [self._statement(p) for p in self.statements],
            "changes": [{**c.to_dict(), "decisions": [d.to_dict() for d in self.decided(c)]} for c in self.changes],
            "referring": [r.to_dict() for r in self.referring],
            "left_out": self.left_out,
            "sentences": list(self.sentences),
        }

    def _statement(self, position: Position) -> dict[str, Any]:
        return {
            **position.to_dict(),
            "refers_to": [r.to_dict() for r in self.references.get(position.id, ())],
            "inner": [i.to_dict() for i in self.inner.get(position.id, ())],
        }


def positions(
    record: Record,
    person: str,
    about: str,
    toward: str | None = None,
    *,
    limit: int = MOST,
    judge: Judge | None = None,
    advance: Callable[[], object] = lambda: None,
) -> Positions:
    """What a person (a name or an id) has said about a subject.

    ``toward`` is a sentence ("A wall should be built."), towards which stances are; without one none is told, and
    sentences are offered. ``advance`` is called when one of four steps is done: the subject, the statements, their
    stances, the changes. Raises UnknownError or UsageError where nobody or several are meant, UsageError where the
    subject has no word to look for.
    """
    voice, vectors = whose(record, person), Vectors.load()
    subject = Subject.of(about, vectors)
    subject = subject.with_names(associated(record, subject, vectors), vectors)
    advance()
    looked_at = statements_about(record, voice, subject, vectors)
    advance()
    found = sorted((f for f in looked_at if f.strength >= ABOUT), key=lambda f: (-f.strength, f.number))
    shown = found[:limit]
    subjects = (subject, Subject.of(toward, vectors) if toward else None)
    with record.database.reading() as connection:
        told = tellings(connection, _asked_for_reports(looked_at), voice.person, subjects, vectors)
    beside = {one.beside.number: one.beside for one in told if one.beside.strength < ABOUT}
    shown += beside.values()
    if not shown:
        return Positions(voice.person, about, toward, (), (), others=voice.others)
    judged = with_stances(shown, toward, voice.person.name, lambda: judge or bundled())
    advance()
    judged.sort(key=lambda p: (p.day or "~", p.found.number))
    with record.database.reading() as connection:
        decisions = decisions_on(connection, [p.found.hit for p in judged])
    changes = find_changes(told, judged, vectors, decided={key: latest(made) for key, made in decisions.items()})
    advance()
    name = voice.person.name
    others = others_on(record, voice, subject, vectors)
    referring = [Referring(f, r) for f in others for r in references(f, judged, name, own=False) if r.of_person]
    return Positions(
        voice.person, about, toward, tuple(judged), tuple(changes), decisions,
        references={p.id: tuple(references(p.found, judged, name)) for p in judged},
        inner={p.id: tuple(inner_statements(p.found)) for p in judged},
        referring=tuple(referring), others=voice.others, left_out=max(0, len(found) - limit),
        sentences=() if toward else sentences_on(subject, [*shown, *others]),
    )  # fmt: skip


def _asked_for_reports(looked_at: Sequence[Found]) -> list[Found]:
    """The statements whose stories are asked: all on the subject, and of a story without any those that may be."""
    on = {f.hit.article.id for f in looked_at if f.strength >= ABOUT}
    return [f for f in looked_at if f.strength >= ABOUT or f.hit.article.id not in on]
