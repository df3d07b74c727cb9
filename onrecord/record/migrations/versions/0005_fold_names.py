"""Names folded again: titles that the rule before kept ("mayor-elect imelda roscoe") come off.

A name that is looked up is folded by today's rule, so one that is stored by another is never found. People whom the
titles alone kept apart become one where gathering would make them one: a full name, nobody else who bears it, no walk
of life and no decision against it.
"""

from __future__ import annotations

from collections import defaultdict
from typing import Any, NamedTuple

import sqlalchemy as sa
from alembic import context, op

from onrecord.text.person_names import PersonName, fold, is_generic, is_spelled_out, last_word

revision = "0005"
down_revision = "0004"

#: Stands in redacted names, which stay as they are.
_BLANK = "█"
_ENTITIES = sa.table("entities", *map(sa.column, ("name", "folded", "person")))
_NAMES = sa.table("names", *map(sa.column, ("person", "folded", "last")))
_PEOPLE = sa.table("people", *map(sa.column, ("number", "type", "context", "canonical")))
_DECISIONS = sa.table("decisions", *map(sa.column, ("person", "other_person")))


class _Bearer(NamedTuple):
    """Somebody who is shown under a number, the walks of life told of them, and whether the name is new to them."""

    number: int
    walks: frozenset[str]
    new: bool


def upgrade() -> None:
    """Fold the names of speakers and people again, and let those be one whom titles alone kept apart."""
    names, renamed = _fold_entities()
    _fold_names()
    joined = sum(_join(kind, folded, renamed) for kind, folded in sorted(_shared(renamed)))
    if names:
        told = f"{names} names lost a title for looking up"
        context.config.attributes["told"].append(f"{told}, {joined} people were gathered by that" if joined else told)


def _fold_entities() -> tuple[int, set[int]]:
    """Fold the speakers' names; how many changed, and the people who bear them."""
    connection, renamed, count = op.get_bind(), set[int](), 0
    e = _ENTITIES.c
    for name, old in connection.execute(sa.select(e.name, e.folded).distinct()).all():
        new = fold(name)
        if new == old or _BLANK in name:
            continue
        here = (e.name == name) & (e.folded == old)
        people = sa.select(e.person).where(here, e.person.is_not(None)).distinct()
        for person in connection.execute(people).scalars().all():
            _rename(person, old, new)
            renamed.add(person)
        connection.execute(sa.update(_ENTITIES).where(here).values(folded=new))
        count += 1
    return count, renamed


def _rename(person: int, old: str, new: str) -> None:
    """Give a person the new name; the old one stays where another of their names still folds to it."""
    connection, n, e = op.get_bind(), _NAMES.c, _ENTITIES.c
    if connection.execute(sa.select(n.person).where(n.person == person, n.folded == new)).first() is None:
        connection.execute(sa.insert(_NAMES).values(person=person, folded=new, last=last_word(new)))
    kept = sa.select(e.name).where(e.person == person, e.folded == old).distinct()
    if all(fold(name) != old for name in connection.execute(kept).scalars()):
        connection.execute(sa.delete(_NAMES).where(n.person == person, n.folded == old))


def _fold_names() -> None:
    """Work out anew under which word each name is looked up."""
    connection, n = op.get_bind(), _NAMES.c
    for folded, last in connection.execute(sa.select(n.folded, n.last).distinct()).all():
        if _BLANK not in folded and last_word(folded) != last:
            connection.execute(sa.update(_NAMES).where(n.folded == folded).values(last=last_word(folded)))


def _shared(renamed: set[int]) -> set[tuple[str, str]]:
    """The names, with the kind of bearer, that a renamed person shares with somebody else and that many don't bear."""
    n, p = _NAMES.c, _PEOPLE.c
    bearers: dict[tuple[str, str], set[int]] = defaultdict(set)
    joined = _NAMES.join(_PEOPLE, n.person == p.number)
    for person, folded, kind in op.get_bind().execute(sa.select(n.person, n.folded, p.type).select_from(joined)):
        bearers[kind, folded].add(person)
    return {
        (kind, folded)
        for (kind, folded), people in bearers.items()
        if len(people) > 1
        and people & renamed
        and (is_spelled_out(PersonName.of(folded)) if kind == "person" else not is_generic(folded))
    }


def _join(kind: str, folded: str, renamed: set[int]) -> int:
    """Let the renamed bearers of a name be the one whom it names; how many people that takes away."""
    found = _bearers(kind, folded, renamed)
    before = [b for b in found if not b.new] or found[:1]
    told = [b.walks for b in found if b.walks]
    if len(before) != 1 or (told and not frozenset.intersection(*told)):
        return 0
    gone = [b.number for b in found if b.new and b != before[0] and _is_nothing_else(b.number, folded)]
    connection, to = op.get_bind(), before[0].number
    e, n, p = _ENTITIES.c, _NAMES.c, _PEOPLE.c
    connection.execute(sa.update(_ENTITIES).where(e.person.in_(gone)).values(person=to))
    connection.execute(sa.delete(_NAMES).where(n.person.in_(gone)))
    connection.execute(sa.delete(_PEOPLE).where(p.number.in_(gone)))
    walks = frozenset[str]().union(before[0].walks, *(b.walks for b in found if b.number in gone))
    connection.execute(sa.update(_PEOPLE).where(p.number == to).values(context=" ".join(sorted(walks))))
    return len(gone)


def _bearers(kind: str, folded: str, renamed: set[int]) -> list[_Bearer]:
    n, p = _NAMES.c, _PEOPLE.c
    query = sa.select(p.canonical, p.context, n.person).select_from(_NAMES.join(_PEOPLE, n.person == p.number))
    rows = op.get_bind().execute(query.where(n.folded == folded, p.type == kind).order_by(p.number)).all()
    shown: dict[int, list[Any]] = defaultdict(list)
    for row in rows:
        shown[row.canonical].append(row)
    return [
        _Bearer(number, frozenset(" ".join(r.context for r in of).split()), all(r.person in renamed for r in of))
        for number, of in shown.items()
    ]


def _is_nothing_else(person: int, folded: str) -> bool:
    """Whether a person has this one name, and nobody has decided anything about them."""
    connection, n, d = op.get_bind(), _NAMES.c, _DECISIONS.c
    names = set(connection.execute(sa.select(n.folded).where(n.person == person)).scalars())
    decided = sa.select(d.person).where(sa.or_(d.person == person, d.other_person == person))
    return names == {folded} and connection.execute(decided).first() is None
