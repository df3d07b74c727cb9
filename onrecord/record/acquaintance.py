"""Whom the record knows by the names of some new speakers: looked up at once, and added to as they are placed."""

from __future__ import annotations

import hashlib
from collections import defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field, replace
from functools import lru_cache
from typing import Self

from sqlalchemy import Connection, bindparam, func, or_, select, update

from ..text.person_names import PersonName, compare_names, is_generic, is_spelled_out, last_word
from .bulk import in_parts, insert_rows
from .tables import articles, entities, names, people


@dataclass(frozen=True, slots=True)
class NewSpeaker:
    """A named speaker of an article who has no person yet; ``number`` is the entity's."""

    number: int
    article_id: str
    outlet: str | None
    name: str
    folded: str
    type: str
    context: str

    @property
    def person_id(self) -> str:
        """The id of the person whom this speaker begins, if it comes to that; read again it is the same."""
        return hashlib.sha256(f"{self.article_id}\n{self.name}\n{self.type}".encode()).hexdigest()[:12]

    @property
    def key(self) -> str:
        """What people of this name are looked up under: the last word of a person's, the whole name of a body."""
        return PersonName.of(self.folded).last if self.type == "person" else self.folded


@dataclass(frozen=True, slots=True)
class _Bearer:
    """A row of ``people`` that bears a name, and the row under which it is shown."""

    person: int
    canonical: int
    folded: str


@dataclass(frozen=True, slots=True)
class _Fitting:
    """Somebody whose every name fits a speaker's name, by name alone."""

    number: int
    names: frozenset[str]
    context: frozenset[str]


@dataclass(slots=True)
class Acquaintance:
    """The people who may be meant, by type and key; what is new or changed waits to be written."""

    _bearers: dict[tuple[str, str], list[_Bearer]] = field(default_factory=lambda: defaultdict(list))
    _context: dict[int, frozenset[str]] = field(default_factory=dict)
    _near: dict[tuple[str, str | None], set[int]] = field(default_factory=lambda: defaultdict(set))
    _ids: dict[str, _Bearer] = field(default_factory=dict)
    _last: int = 0
    _new: list[dict[str, object]] = field(default_factory=list)
    _named: dict[tuple[int, str], None] = field(default_factory=dict)
    _there: set[tuple[int, str]] = field(default_factory=set)
    _changed: set[int] = field(default_factory=set)

    @classmethod
    def load(cls, connection: Connection, new: Sequence[NewSpeaker]) -> Self:
        """Look up all who may be meant by some speakers."""
        found = cls()
        found._load_bearers(connection, {s.key for s in new if s.type == "person"}, {s.folded for s in new})
        found._load_near(connection, [s for s in new if s.type != "person" and is_generic(s.folded)])
        for some in in_parts({s.person_id for s in new}):
            for row in connection.execute(select(people).where(people.c.id.in_(some))):
                found._ids[row.id] = _Bearer(row.number, row.canonical, "")
                found._context[row.number] = frozenset(row.context.split())
        found._last = connection.execute(select(func.coalesce(func.max(people.c.number), 0))).scalar_one()
        return found

    def place(self, speaker: NewSpeaker) -> int:
        """The number of the one person whom a speaker surely is, or of a new one."""
        found = self._find(speaker)
        begun = _Bearer(found, found, "") if found else self._begin(speaker)
        person = begun.person
        if (person, speaker.folded) not in self._there:
            self._there.add((person, speaker.folded))
            self._named[person, speaker.folded] = None
            self._bear(speaker.type, last_word(speaker.folded), replace(begun, folded=speaker.folded))
        if speaker.type != "person":
            self._near[speaker.folded, speaker.outlet].add(person)
        return person

    def write(self, connection: Connection) -> None:
        """Store what is new and what has changed."""
        begun = {row["number"] for row in self._new}
        for row in self._new:
            row["context"] = _joined(self._context[int(str(row["number"]))])
        insert_rows(connection, people, self._new)
        changed = [{"of": n, "told": _joined(self._context[n])} for n in sorted(self._changed - begun)]
        if changed:
            set_context = update(people).where(people.c.number == bindparam("of")).values(context=bindparam("told"))
            connection.execute(set_context, changed)
        insert_rows(
            connection, names, [{"person": p, "folded": f, "last": last_word(f)} for p, f in self._named]
        )  # fmt: skip

    def _load_bearers(self, connection: Connection, lasts: set[str], folded: set[str]) -> None:
        query = select(
            people.c.type, names.c.last, names.c.folded, people.c.number, people.c.canonical, people.c.context
        )
        query = query.select_from(names.join(people))
        seen: set[tuple[int, str]] = set()
        for column, values in ((names.c.last, lasts), (names.c.folded, folded)):
            for some in in_parts(values):
                for row in connection.execute(query.where(column.in_(some))):
                    if (row.number, row.folded) not in seen:
                        seen.add((row.number, row.folded))
                        self._there.add((row.number, row.folded))
                        self._context[row.number] = frozenset(row.context.split())
                        self._bear(row.type, row.last, _Bearer(row.number, row.canonical, row.folded))

    def _load_near(self, connection: Connection, generic: Sequence[NewSpeaker]) -> None:
        """Who bears a name that every town has, by the outlet that told of them."""
        outlets = {s.outlet for s in generic}
        e, a = entities.c, articles.c
        query = select(e.folded, a.outlet, e.person).join(articles).where(e.person.is_not(None)).distinct()
        query = query.where(or_(a.outlet.in_(outlets - {None}), a.outlet.is_(None)))
        for some in in_parts({s.folded for s in generic}):
            for row in connection.execute(query.where(e.folded.in_(some))):
                self._near[row.folded, row.outlet].add(row.person)

    def _bear(self, kind: str, last: str, bearer: _Bearer) -> None:
        self._bearers[kind, last if kind == "person" else bearer.folded].append(bearer)

    def _find(self, speaker: NewSpeaker) -> int | None:
        """The one person whom a speaker surely is, or None."""
        walks = frozenset(speaker.context.split())
        fitting = [k for k in self._fitting(speaker) if not walks or not k.context or walks & k.context]
        if len(fitting) > 1:  # of several, those of this very name, then those of whom as much is told
            fitting = [k for k in fitting if speaker.folded in k.names] or fitting
            fitting = [k for k in fitting if (walks & k.context if walks else not k.context)]
        if len(fitting) != 1:
            return None
        (found,) = fitting
        if not walks <= found.context:
            self._context[found.number] = walks | found.context
            self._changed.add(found.number)
        return found.number

    def _fitting(self, speaker: NewSpeaker) -> Iterator[_Fitting]:
        bearers = self._bearers.get((speaker.type, speaker.key), [])
        if speaker.type != "person" and is_generic(speaker.folded):
            near = self._near[speaker.folded, speaker.outlet]
            bearers = [b for b in bearers if b.person in near]
        shown: dict[int, list[_Bearer]] = defaultdict(list)
        for bearer in bearers:
            shown[bearer.canonical].append(bearer)
        for number, borne in shown.items():
            if speaker.type != "person" or all(_may_be_one(speaker.folded, b.folded) for b in borne):
                told = frozenset(w for b in borne for w in self._context[b.person])
                yield _Fitting(number, frozenset(b.folded for b in borne), told)

    def _begin(self, speaker: NewSpeaker) -> _Bearer:
        """A new person; of a speaker read again the one of before."""
        known = self._ids.get(speaker.person_id)
        if known is not None:
            return known
        self._last += 1
        self._ids[speaker.person_id] = begun = _Bearer(self._last, self._last, "")
        self._context[self._last] = frozenset(speaker.context.split())
        self._new.append({
            "number": self._last, "id": speaker.person_id, "name": speaker.name, "type": speaker.type, "context": "",
            "canonical": self._last,
        })  # fmt: skip
        return begun


def _joined(words: frozenset[str]) -> str:
    return " ".join(sorted(words))


@lru_cache(maxsize=200_000)
def _may_be_one(one: str, other: str) -> bool:
    a, b = PersonName.of(one), PersonName.of(other)
    return compare_names(a, b) == "yes" and is_spelled_out(a) and is_spelled_out(b)
