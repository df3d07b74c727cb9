"""What a person decides about people: these two are the same, these are different, this is the name.

``record.identity`` works out who is shown as one from that.
"""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass
from typing import Any
from weakref import WeakKeyDictionary

from ..errors import UnknownError, UsageError
from ..record import decisions
from ..record.database import Connection, Database
from ..record.decisions import Decision, Matter
from ..record.identity import (
    KnownName,
    judged_different,
    known_names,
    names_state,
    number_of,
    numbers_of,
    refuse_different,
    regroup,
)
from ..record.persons import Person, find_people
from ..record.store import Record
from ..text.person_names import compare_names

#: A last name that more people have than this suggests nothing.
_COMMON = 40
#: Likeliest pairs of a record that are remembered.
_KEPT = 500


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


_LONGEST_NAME = 200


def same(record: Record, one: Person, other: Person, *, by: str) -> int:
    """Judge two people to be one; return the decision's number. Raises UsageError when they were judged different."""
    if one.id == other.id:
        raise UsageError(f"{one.name} is one person already")
    with record.database.writing() as connection:
        a, b = number_of(connection, one.id), number_of(connection, other.id)
        refuse_different(connection, a, b)
        number = _keep(connection, "same", a, b, by=by)
        regroup(connection, {a, b})
        return number


def different(record: Record, one: Person, other: Person, *, by: str) -> int:
    """Judge two people to be different: they are never suggested again. Raises UsageError when they are one."""
    if one.id == other.id:
        raise UsageError(
            f"{one.name} is one person", remedy="undo what made it so, or correct statements with: onrecord fix"
        )
    with record.database.writing() as connection:
        return _keep(connection, "different", number_of(connection, one.id), number_of(connection, other.id), by=by)


def rename(record: Record, person: Person, name: str, *, by: str) -> int:
    """Give a person the name to be shown; return the decision's number."""
    if not name.strip():
        raise UsageError("the new name is empty")
    if len(name) > _LONGEST_NAME:
        raise UsageError(f"a name of {len(name)} characters", remedy=f"give one of up to {_LONGEST_NAME}")
    with record.database.writing() as connection:
        number = number_of(connection, person.id)
        judged = _keep(connection, "rename", number, by=by, name=name.strip())
        regroup(connection, {number})
        return judged


def undo(record: Record, number: int, *, by: str) -> Decision:
    """Take a judgement back. Raises UnknownError."""
    with record.database.writing() as connection:
        taken = decisions.take_back(connection, decisions.numbered("people", number), by=by)
        if not taken:
            raise UnknownError(f"{number}: no such judgement, or undone already")
        regroup(connection, numbers_of(connection, taken[0].of))
        return taken[0]


def judged(record: Record) -> list[Decision]:
    """All judgements about people, oldest first, undone ones included."""
    with record.database.reading() as connection:
        return decisions.listed(connection, decisions.about("people"))


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


def _keep(
    connection: Connection, verdict: str, person: int, other: int | None = None, *, by: str, name: str | None = None
) -> int:
    matter = Matter("people", person=person, other_person=other)
    return decisions.keep(connection, matter, {verdict: name}, by=by)[0]


def _all_pairs(database: Database, connection: Connection) -> list[_Pair]:
    """The likeliest pairs of a record; worked out again when people, names or judgements have come."""
    state = names_state(connection)
    if database not in _known or _known[database][0] != state:
        _known[database] = state, _pairs(connection, None)[:_KEPT]
    return _known[database][1]


def _pairs(connection: Connection, person: Person | None) -> list[_Pair]:
    apart = judged_different(connection)
    by_last: dict[str, list[KnownName]] = defaultdict(list)
    for name in known_names(connection, person.id if person else None):
        by_last[name.last].append(name)
    likely: dict[frozenset[str], _Pair] = {}
    for group in by_last.values():
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


def _compare(one: KnownName, other: KnownName) -> tuple[tuple[str, ...], float]:
    """Why two people with one last name may be the same, and how likely; no reason gives 0."""
    a, b, walks, others = one.parsed, other.parsed, one.walks, other.walks
    if not a.given or not b.given:
        reasons, score = ["the last name alone"], 0.4
    elif a == b:
        reasons, score = ["the same name"], 0.7
    elif compare_names(a, b) != "no":
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
