"""What a person decides about people: these two are the same, these are different, this is the name.

Judgements are edges between the people that the record began by itself; those that "same" links are shown as one. An
undone judgement stays in the record with the day that it ended.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import asdict, dataclass
from typing import Any, Literal
from weakref import WeakKeyDictionary

from sqlalchemy import Connection, func, insert, or_, select, update

from ..errors import UnknownError, UsageError
from ..record.database import Database, now
from ..record.store import Record
from ..record.tables import entities, judgements, mentions, names, people
from ..text.person_names import PersonName, fold, may_be_same
from .directory import Person, find_people

Verdict = Literal["same", "different", "name"]

#: A last name that more people have than this suggests nothing.
_COMMON = 40
#: So many of a record's likeliest pairs are remembered.
_KEPT = 500


@dataclass(frozen=True, slots=True)
class Judgement:
    """A decision about ``person`` (and ``other``): their ids and the names they had."""

    number: int
    verdict: Verdict
    person: str
    other: str | None
    name: str | None
    who: str
    at: str
    undone: str | None
    undone_by: str | None

    def to_dict(self) -> dict[str, Any]:
        """Convert to JSON."""
        return asdict(self)


@dataclass(frozen=True, slots=True)
class Candidate:
    """Two people who may be one, why, and how likely that is from 0 to 1 (a rule of thumb, for sorting)."""

    person: Person
    other: Person
    reasons: tuple[str, ...]
    score: float

    def to_dict(self) -> dict[str, Any]:
        """Convert to JSON."""
        return {
            "person": self.person.to_dict(), "other": self.other.to_dict(), "reasons": list(self.reasons),
            "score": self.score,
        }  # fmt: skip


def the_person(record: Record, asked: str) -> Person:
    """The one person whom an id or a name means. Raises UnknownError, or UsageError when several may be meant."""
    exact, found = meant_by(record, asked)
    if len(exact or found) == 1:
        return (exact or found)[0]
    raise several(asked, found)


def meant_by(record: Record, asked: str) -> tuple[list[Person], list[Person]]:
    """The people whose id or whole name it is, and all whom it may mean, the most quoted first. Raises UnknownError."""
    found = find_people(record, asked)
    if not found:
        raise UnknownError(f"{asked}: nobody of this name in the record")
    exact = [p for p in found if p.id == asked] or [p for p in found if fold(asked) in map(fold, (p.name, *p.names))]
    return exact, found


def several(asked: str, found: Sequence[Person]) -> UsageError:
    """The error that tells that a name may mean several people."""
    some = ", ".join(f"{p.id} ({p.name}, {p.statements} statements)" for p in found[:5])
    return UsageError(
        f"{asked}: {len(found)} people may be meant", remedy=f"give the id: {some}{' ...' * (len(found) > 5)}"
    )


def same(record: Record, one: Person, other: Person, *, who: str) -> int:
    """Judge two people to be one; return the judgement's number. Raises UsageError when they were judged different."""
    if one.id == other.id:
        raise UsageError(f"{one.name} is one person already")
    with record.database.writing() as connection:
        a, b = _number(connection, one.id), _number(connection, other.id)
        _refuse_different(connection, a, b)
        number = _insert(connection, "same", a, b, who=who)
        _gather(connection, {a, b})
        return number


def different(record: Record, one: Person, other: Person, *, who: str) -> int:
    """Judge two people to be different: they are never suggested again. Raises UsageError when they are one."""
    if one.id == other.id:
        raise UsageError(
            f"{one.name} is one person", remedy="undo what made it so, or correct statements with: onrecord fix"
        )
    with record.database.writing() as connection:
        return _insert(connection, "different", _number(connection, one.id), _number(connection, other.id), who=who)


def rename(record: Record, person: Person, name: str, *, who: str) -> int:
    """Give a person the name to be shown; return the judgement's number."""
    if not name.strip():
        raise UsageError("the new name is empty")
    with record.database.writing() as connection:
        number = _number(connection, person.id)
        judged = _insert(connection, "name", number, None, who=who, name=name.strip())
        _gather(connection, {number})
        return judged


def undo(record: Record, number: int, *, who: str) -> Judgement:
    """Take a judgement back. Raises UnknownError."""
    with record.database.writing() as connection:
        active = (judgements.c.number == number) & judgements.c.undone.is_(None)
        row = connection.execute(select(judgements.c.person, judgements.c.other).where(active)).one_or_none()
        if row is None:
            raise UnknownError(f"{number}: no such judgement, or undone already")
        ended = {"undone": now(), "undone_by": who}
        connection.execute(update(judgements).where(judgements.c.number == number).values(ended))
        _gather(connection, {n for n in row if n is not None})
        return next(j for j in _judgements(connection) if j.number == number)


def judged(record: Record) -> list[Judgement]:
    """All judgements, oldest first, undone ones included."""
    with record.database.reading() as connection:
        return list(_judgements(connection))


def candidates(record: Record, person: Person | None = None, *, limit: int = 20) -> list[Candidate]:
    """People who may be one though nothing makes it sure, the likeliest first (of ``person`` where given)."""
    with record.database.reading() as connection:
        known = person is None and limit <= _KEPT
        pairs = _all_pairs(record.database, connection) if known else _pairs(connection, person)
    return [_candidate(record, pair) for pair in pairs[:limit]]


#: Two people (ids), how likely they are one, and why.
_Pair = tuple[float, str, str, tuple[str, ...]]
#: The likeliest pairs of each open record, and what they were worked out from.
_known: WeakKeyDictionary[Database, tuple[tuple[Any, ...], list[_Pair]]] = WeakKeyDictionary()


def _all_pairs(database: Database, connection: Connection) -> list[_Pair]:
    """The likeliest pairs of a record; worked out again when people, names or judgements have come."""
    j = judgements.c
    state = (
        *connection.execute(select(func.count(), func.max(names.c.person)).select_from(names)).one(),
        *connection.execute(select(func.max(j.number), func.count(j.undone))).one(),
    )
    if database not in _known or _known[database][0] != state:
        _known[database] = state, _pairs(connection, None)[:_KEPT]
    return _known[database][1]


def _pairs(connection: Connection, person: Person | None) -> list[_Pair]:
    rows, apart = _named(connection, person), _different(connection)
    likely: dict[frozenset[str], _Pair] = {}
    for group in rows.values():
        if len({name.canonical for name in group}) > _COMMON:
            continue
        for k, one in enumerate(group):
            for other in group[k + 1 :]:
                if one.canonical == other.canonical or frozenset((one.canonical, other.canonical)) in apart:
                    continue
                reasons, score = _compare(one, other)
                if score and (person is None or person.id in (one.id, other.id)):
                    pair, both = (score, one.id, other.id, reasons), frozenset((one.id, other.id))
                    likely[both] = min(pair, likely.get(both, pair), key=_order)
    return sorted(likely.values(), key=_order)


def _order(pair: _Pair) -> tuple[float, str, str]:
    score, one, other, _ = pair
    return -score, one, other


def _candidate(record: Record, pair: _Pair) -> Candidate:
    score, one, other, reasons = pair
    (first,), (second,) = find_people(record, one), find_people(record, other)
    if (second.statements, first.id) > (first.statements, second.id):
        first, second = second, first
    return Candidate(first, second, reasons, score)


@dataclass(frozen=True, slots=True)
class _Name:
    """One name of a person, with the id under which the person is shown."""

    parsed: PersonName
    walks: frozenset[str]
    canonical: int
    id: str


def _compare(one: _Name, other: _Name) -> tuple[tuple[str, ...], float]:
    """Why two people with one last name may be the same, and how likely; no reason gives 0."""
    a, b, walks, others = one.parsed, other.parsed, one.walks, other.walks
    if not a.given or not b.given:
        reasons, score = ["the last name alone"], 0.4
    elif a == b:
        reasons, score = ["the same name"], 0.7
    elif may_be_same(a, b):
        reasons, score = ["one name may stand for the other"], 0.6
    else:
        return (), 0.0
    if walks & others:
        reasons.append(f"both {', '.join(sorted(walks & others))}")
        score += 0.2
    elif walks and others:
        reasons.append(f"but {', '.join(sorted(walks))} and {', '.join(sorted(others))}")
        score -= 0.3
    return tuple(reasons), round(score, 2)


def _named(connection: Connection, person: Person | None) -> dict[str, list[_Name]]:
    """Names of people by last name, each with its person's canonical row."""
    shown = people.alias("shown")
    query = (
        select(names.c.last, names.c.folded, people.c.context, people.c.canonical, shown.c.id)
        .select_from(names.join(people).join(shown, people.c.canonical == shown.c.number))
        .where(people.c.type == "person")
        .order_by(people.c.number)
    )
    if person:
        theirs = select(people.c.canonical).where(people.c.id == person.id).scalar_subquery()
        lasts = select(names.c.last).select_from(names.join(people)).where(people.c.canonical == theirs)
        query = query.where(names.c.last.in_(lasts))
    found: dict[str, list[_Name]] = defaultdict(list)
    for last, folded, context, canonical, shown_id in connection.execute(query):
        found[last].append(_Name(PersonName.of(folded), frozenset(context.split()), canonical, shown_id))
    return found


def _number(connection: Connection, person: str) -> int:
    return int(connection.execute(select(people.c.canonical).where(people.c.id == person)).scalar_one())


def _insert(
    connection: Connection, verdict: Verdict, person: int, other: int | None, *, who: str, name: str | None = None
) -> int:
    values = {"verdict": verdict, "person": person, "other": other, "name": name, "who": who, "at": now()}
    return int(connection.execute(insert(judgements).values(values).returning(judgements.c.number)).scalar_one())


def _judgements(connection: Connection) -> Iterator[Judgement]:
    one, other = people.alias("one"), people.alias("other")
    j = judgements.c
    query = (
        select(j.number, j.verdict, one.c.id, other.c.id, j.name, j.who, j.at, j.undone, j.undone_by)
        .select_from(judgements.join(one, j.person == one.c.number).outerjoin(other, j.other == other.c.number))
        .order_by(j.number)
    )
    return (Judgement(*row) for row in connection.execute(query).all())


def _different(connection: Connection) -> set[frozenset[int]]:
    """Pairs of canonical numbers that were judged different."""
    one, other = people.alias("one"), people.alias("other")
    query = (
        select(one.c.canonical, other.c.canonical)
        .select_from(
            judgements.join(one, judgements.c.person == one.c.number).join(other, judgements.c.other == other.c.number)
        )
        .where(judgements.c.verdict == "different", judgements.c.undone.is_(None))
    )
    return {frozenset(row) for row in connection.execute(query)}


def _refuse_different(connection: Connection, a: int, b: int) -> None:
    if frozenset((a, b)) in _different(connection):
        raise UsageError(
            "they were judged different", remedy='take that back first (its number is in "onrecord people --judged")'
        )


def _gather(connection: Connection, touched: set[int]) -> None:
    """Work out who is one after a judgement on some people came or went."""
    canonical = select(people.c.canonical).where(people.c.number.in_(touched))
    rows = set(connection.execute(select(people.c.number).where(people.c.canonical.in_(canonical))).scalars())
    edges: dict[int, set[int]] = defaultdict(set)
    active = judgements.c.undone.is_(None) & (judgements.c.verdict == "same")
    for one, other in connection.execute(select(judgements.c.person, judgements.c.other).where(active)):
        edges[one].add(other)
        edges[other].add(one)
    while rows:
        group = _component(rows.pop(), edges)
        rows -= group
        connection.execute(update(people).where(people.c.number.in_(group)).values(canonical=min(group)))
        connection.execute(update(people).where(people.c.number == min(group)).values(name=_name(connection, group)))


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
    j = judgements.c
    given = select(j.name).where(j.person.in_(group), j.verdict == "name", j.undone.is_(None)).order_by(j.number.desc())
    chosen = connection.execute(given).scalar()
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
