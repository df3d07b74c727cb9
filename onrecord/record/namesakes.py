"""Speakers whom the record hasn't gathered under a person though they bear the name, and who else bears it."""

from __future__ import annotations

from collections.abc import Collection
from typing import Any

from sqlalchemy import Connection, Select, and_, func, or_, select

from .decisions import ACTIVE, about
from .lookup import canonical_of, rows_of
from .tables import decisions, entities, mentions, names, people


def share_of_last_name(connection: Connection, last: str, person: str) -> float:
    """How many of the statements by people of a last name, named by more than it, are one person's (by id)."""
    bearers = select(names.c.person).where(names.c.last == last, names.c.folded != last)
    spoken = (
        select(people.c.canonical, func.count())
        .select_from(mentions.join(entities).join(people, entities.c.person == people.c.number))
        .where(people.c.number.in_(bearers), people.c.type == "person")
        .group_by(people.c.canonical)
    )
    counts: dict[int, int] = {row[0]: row[1] for row in connection.execute(spoken)}
    own: int = connection.execute(canonical_of(person)).scalars().one()
    return counts.get(own, 0) / max(1, sum(counts.values()))


def ungathered(
    connection: Connection, person: str, *, whole: Collection[str], last: Collection[str]
) -> tuple[int, ...]:
    """Speakers who bear one of some whole names though taken for something else than a person, or one of some last
    names alone; not those whom somebody judged to be others than the person (an id).
    """
    own = people.c.canonical == people.c.number  # nobody has judged who it is
    unknown = people.c.number.is_(None)
    found = (
        select(entities.c.number)
        .select_from(entities.outerjoin(people, entities.c.person == people.c.number))
        .where(
            or_(
                and_(entities.c.folded.in_(whole), or_(unknown, people.c.type != "person")),
                and_(entities.c.folded.in_(last), or_(unknown, own)),
            ),
            or_(unknown, people.c.number.not_in(_judged_others(person))),
            or_(unknown, people.c.id != person),
        )
    )
    return tuple(connection.execute(found).scalars())


def _judged_others(person: str) -> Select[Any]:
    """The numbers of people whom somebody judged to be others than this one."""
    d, own = decisions.c, rows_of(person)
    active = and_(about("people"), ACTIVE, d.verdict == "different")
    either = select(d.other_person).where(active, d.person.in_(own))
    both = either.union(select(d.person).where(active, d.other_person.in_(own))).subquery()
    return select(both.c.other_person)
