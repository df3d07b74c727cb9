"""One person's page: the names in use, how many statements a year, and what was said when."""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass
from typing import Any

from sqlalchemy import Connection, Select, func, select

from ..record.gathering import entities_of, matching
from ..record.rows import day_of
from ..record.store import Record
from ..record.tables import entities, mentions, people, statements
from ..search.search import Filters, Hit, search

#: Statements are counted only of so many times as many people as are asked for: of all it takes seconds in a million.
_OFTEN = 3


#: For each one that is listed as most quoted so many are counted; who speaks often speaks in many articles.
_LOOKED_AT = 4


@dataclass(frozen=True, slots=True)
class Person:
    """A person, organisation or group across articles; ``names`` are those that articles use, the most used first."""

    id: str
    name: str
    type: str
    names: tuple[str, ...]
    statements: int

    def to_dict(self) -> dict[str, Any]:
        """Convert to JSON."""
        return {
            "id": self.id, "name": self.name, "type": self.type, "names": list(self.names),
            "statements": self.statements,
        }  # fmt: skip


@dataclass(frozen=True, slots=True)
class PersonPage:
    """A person with statements by year and, newest last, the newest statements. Undated ones count by publication."""

    person: Person
    years: tuple[tuple[str, int], ...]
    statements: tuple[Hit, ...]

    def to_dict(self) -> dict[str, Any]:
        """Convert to JSON."""
        return {
            "person": self.person.to_dict(),
            "years": dict(self.years),
            "statements": [hit.to_dict() for hit in self.statements],
        }


def find_people(record: Record, name: str) -> list[Person]:
    """The people whom a name, a part of it or an id may mean, the most quoted first."""
    asked = matching(name).union(select(people.c.number).where(people.c.id == name))
    canonical = select(people.c.canonical).where(people.c.number.in_(asked))
    with record.database.reading() as connection:
        return _people(connection, select(people).where(people.c.number.in_(canonical)))


def most_quoted(record: Record, *, limit: int = 20) -> list[Person]:
    """The people, organisations and groups with the most statements, among those who speak in the most articles."""
    # Counting articles takes a look at one index; counting all statements would take seconds at a million.
    spoken = select(entities.c.person, func.count().label("articles")).group_by(entities.c.person).subquery()
    often = (
        select(people.c.canonical)
        .select_from(spoken.join(people, spoken.c.person == people.c.number))
        .group_by(people.c.canonical)
        .order_by(func.sum(spoken.c.articles).desc(), people.c.canonical)
        .limit(_LOOKED_AT * limit)
    )
    with record.database.reading() as connection:
        numbers = connection.execute(often).scalars().all()
        return _people(connection, select(people).where(people.c.number.in_(numbers)))[:limit]


def page(record: Record, person: Person, *, about: str = "", limit: int = 50) -> PersonPage:
    """Give a person's page, with the newest ``limit`` statements (about some words where given)."""
    year = func.substr(statements.c.day, 1, 4).label("year")
    theirs = select(mentions.c.statement).where(mentions.c.entity.in_(entities_of(person.id)))
    counted = select(year, func.count()).where(statements.c.number.in_(theirs), statements.c.shown)
    with record.database.reading() as connection:
        years = tuple((row[0], row[1]) for row in connection.execute(counted.group_by(year).order_by(year)))
    hits = search(record, about, Filters(person=person.id), limit=limit)
    return PersonPage(person, years, tuple(sorted(hits, key=_day)))


def _day(hit: Hit) -> str:
    return day_of(hit.statement, hit.article.published)


def _people(connection: Connection, wanted: Select[Any]) -> list[Person]:
    rows = connection.execute(wanted).all()
    atom = people.alias("atom")
    used = (
        select(atom.c.canonical, entities.c.name, func.count())
        .select_from(atom.join(entities, entities.c.person == atom.c.number).join(mentions).join(statements))
        .where(atom.c.canonical.in_([row.number for row in rows]), statements.c.shown)
        .group_by(atom.c.canonical, entities.c.name)
    )
    times: dict[int, list[tuple[int, str]]] = defaultdict(list)
    for canonical, name, count in connection.execute(used):
        times[canonical].append((-count, name))
    found = [
        Person(row.id, row.name, row.type, tuple(name for _, name in uses), -sum(count for count, _ in uses))
        for row in rows
        for uses in [sorted(times[row.number])]
    ]
    return sorted(found, key=lambda p: (-p.statements, p.name))
