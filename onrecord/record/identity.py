"""Who is one: what people's decisions make of the people that the record began by itself.

Decisions are edges between those; all that "same" links are shown as one, under the lowest of their numbers.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator
from dataclasses import dataclass

from sqlalchemy import Connection, func, or_, select, update

from ..errors import UsageError
from ..text.person_names import PersonName, fold
from .decisions import ACTIVE, about, state
from .lookup import canonical_of
from .tables import decisions, entities, mentions, names, people

_SAID = decisions.c


@dataclass(frozen=True, slots=True)
class KnownName:
    """One name of a person: its last word, what is told beside it, and the number and id under which it is shown."""

    last: str
    parsed: PersonName
    walks: frozenset[str]
    canonical: int
    id: str


def number_of(connection: Connection, person: str) -> int:
    """The number under which a person (by id) is shown."""
    return int(connection.execute(canonical_of(person)).scalar_one())


def refuse_different(connection: Connection, one: int, other: int) -> None:
    """Raise UsageError when two people were judged different."""
    if frozenset((one, other)) in judged_different(connection):
        raise UsageError(
            "they were judged different", remedy='take that back first (its number is in "onrecord people --judged")'
        )


def judged_different(connection: Connection) -> set[frozenset[int]]:
    """Pairs of people judged different, by the numbers under which they are shown."""
    one, other = people.alias("one"), people.alias("other")
    joined = decisions.join(one, _SAID.person == one.c.number).join(other, _SAID.other_person == other.c.number)
    query = select(one.c.canonical, other.c.canonical).select_from(joined)
    active = about("people") & ACTIVE & (_SAID.verdict == "different")
    return {frozenset(row) for row in connection.execute(query.where(active))}


def known_names(connection: Connection, person: str | None = None) -> Iterator[KnownName]:
    """The names of people (not of bodies), or those with the last names of one person (by id)."""
    shown = people.alias("shown")
    query = (
        select(names.c.last, names.c.folded, people.c.context, people.c.canonical, shown.c.id)
        .select_from(names.join(people).join(shown, people.c.canonical == shown.c.number))
        .where(people.c.type == "person")
        .order_by(people.c.number)
    )
    if person:
        lasts = select(names.c.last).select_from(names.join(people))
        query = query.where(names.c.last.in_(lasts.where(people.c.canonical.in_(canonical_of(person)))))
    for last, folded, context, canonical, shown_id in connection.execute(query):
        yield KnownName(last, PersonName.of(folded), frozenset(context.split()), canonical, shown_id)


def names_state(connection: Connection) -> tuple[int | None, ...]:
    """What is another when people, names or decisions about people have come."""
    counted = connection.execute(select(func.count(), func.max(names.c.person)).select_from(names)).one()
    return (*counted, *state(connection, "people"))


def regroup(connection: Connection, touched: set[int]) -> None:
    """Work out who is one after a decision on some people came or went."""
    canonical = select(people.c.canonical).where(people.c.number.in_(touched))
    rows = set(connection.execute(select(people.c.number).where(people.c.canonical.in_(canonical))).scalars())
    edges: dict[int, set[int]] = defaultdict(set)
    same = about("people") & ACTIVE & (_SAID.verdict == "same")
    for one, other in connection.execute(select(_SAID.person, _SAID.other_person).where(same)):
        edges[one].add(other)
        edges[other].add(one)
    while rows:
        group = _component(rows.pop(), edges)
        rows -= group
        connection.execute(update(people).where(people.c.number.in_(group)).values(canonical=min(group)))
        connection.execute(update(people).where(people.c.number == min(group)).values(name=_name(connection, group)))


def numbers_of(connection: Connection, ids: tuple[str, ...]) -> set[int]:
    """The numbers of people by the ids that the record gave them."""
    return set(connection.execute(select(people.c.number).where(people.c.id.in_(ids))).scalars())


def _component(start: int, edges: dict[int, set[int]]) -> set[int]:
    group, waiting = set(), [start]
    while waiting:
        number = waiting.pop()
        if number not in group:
            group.add(number)
            waiting += edges[number]
    return group


def _name(connection: Connection, group: set[int]) -> str:
    """The name to show: the last that a person gave, else the most used of those with a given name."""
    given = select(_SAID.value).where(about("people"), ACTIVE, _SAID.verdict == "rename", _SAID.person.in_(group))
    chosen = connection.execute(given.order_by(_SAID.number.desc())).scalar()
    if chosen is not None:
        return str(chosen)
    used = (
        select(entities.c.name, func.count().label("times"))
        .select_from(entities.join(mentions))
        .where(or_(*(entities.c.person == number for number in group)))
        .group_by(entities.c.name)
    )
    counts = connection.execute(used).all()
    if not counts:
        return str(connection.execute(select(people.c.name).where(people.c.number == min(group))).scalar_one())
    return str(max(counts, key=lambda c: (" " in fold(c.name), c.times, c.name)).name)
