"""Whose statements are a person's: those that the record has gathered, and those that are most likely theirs.

An article may name somebody by the last name alone, which the record doesn't gather by itself. Where nearly all who are
quoted under that name by a fuller one are this person, such statements are shown with theirs, marked as likely only.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from sqlalchemy import ColumnElement, CompoundSelect, Connection, Select, and_, func, or_, select

from ..people.directory import Person
from ..people.judgements import meant_by, several
from ..record.gathering import entities_of
from ..record.store import Record
from ..record.tables import entities, judgements, mentions, names, people, statements
from ..text.person_names import fold, last_word

#: Of the statements by people of a last name, the share that must be one person's for the name alone to mean them.
_MOST = 0.9
#: The same for a whole name that several have: the one whom it means without saying.
_MEANT = 0.9


@dataclass(frozen=True, slots=True)
class Voice:
    """A person, others whom the asked name may mean, and the numbers of speakers in articles who are likely them."""

    person: Person
    others: tuple[Person, ...]
    likely: tuple[int, ...]

    def sure(self) -> ColumnElement[bool]:
        """Statements that the record has gathered as theirs."""
        return _spoken_by(entities_of(self.person.id))

    def perhaps(self) -> ColumnElement[bool]:
        """Statements that are likely theirs."""
        return _spoken_by(self.likely)


def whose(record: Record, asked: str) -> Voice:
    """The person whom an id or a name means. Raises UnknownError, or UsageError when several may be meant."""
    exact, found = meant_by(record, asked)
    meant = exact or found
    person, total = meant[0], sum(p.statements for p in meant)
    if len(meant) > 1 and person.statements < _MEANT * total:
        raise several(asked, meant)
    with record.database.reading() as connection:
        return Voice(person, tuple(meant[1:]), _likely(connection, person) if person.type == "person" else ())


def _likely(connection: Connection, person: Person) -> tuple[int, ...]:
    """Speakers named by the person's last name alone, or by the whole name though taken for something else."""
    whole = {fold(name) for name in (person.name, *person.names)}
    whole = {name for name in whole if " " in name}
    lasts = {last_word(name) for name in whole}
    alone = [last for last in lasts if _share(connection, last, person) >= _MOST]
    own = people.c.canonical == people.c.number  # nobody has judged who it is
    found = (
        select(entities.c.number)
        .select_from(entities.outerjoin(people, entities.c.person == people.c.number))
        .where(
            or_(
                and_(entities.c.folded.in_(whole), or_(people.c.number.is_(None), people.c.type != "person")),
                and_(entities.c.folded.in_(alone), or_(people.c.number.is_(None), own)),
            ),
            or_(people.c.number.is_(None), people.c.number.not_in(_judged_different(person))),
            or_(people.c.id.is_(None), people.c.id != person.id),
        )
    )
    return tuple(connection.execute(found).scalars())


def _share(connection: Connection, last: str, person: Person) -> float:
    """How many of the statements by people of a last name, named by more than it, are this person's."""
    spoken = (
        select(people.c.canonical, func.count())
        .select_from(mentions.join(entities).join(people, entities.c.person == people.c.number))
        .where(
            people.c.number.in_(select(names.c.person).where(names.c.last == last, names.c.folded != last)),
            people.c.type == "person",
        )
        .group_by(people.c.canonical)
    )
    counts: dict[int, int] = {row[0]: row[1] for row in connection.execute(spoken)}
    own = connection.execute(select(people.c.canonical).where(people.c.id == person.id)).scalar_one()
    return counts.get(own, 0) / max(1, sum(counts.values()))


def _judged_different(person: Person) -> CompoundSelect[Any]:
    """The numbers of people whom somebody judged to be others than this one."""
    own = select(people.c.number).where(
        people.c.canonical == select(people.c.canonical).where(people.c.id == person.id).scalar_subquery()
    )
    j = judgements.c
    active = and_(j.verdict == "different", j.undone.is_(None))
    one = select(j.other).where(active, j.person.in_(own))
    return one.union(select(j.person).where(active, j.other.in_(own)))


def _spoken_by(speakers: Select[tuple[int]] | tuple[int, ...]) -> ColumnElement[bool]:
    spoken = select(mentions.c.statement).where(mentions.c.entity.in_(speakers))
    return and_(statements.c.shown, statements.c.number.in_(spoken))
