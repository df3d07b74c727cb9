"""One person's page: the names in use, how many statements a year, and what was said when."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from sqlalchemy import Connection, Select, func, select

from .people import entities_of, matching
from .record import Record
from .rows import day_of
from .search import Filters, Hit, search
from .tables import entities, mentions, people, statements


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
class Page:
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
    """The people, organisations and groups with the most statements."""
    counted = (
        select(people.c.canonical)
        .select_from(mentions.join(entities).join(people, entities.c.person == people.c.number))
        .group_by(people.c.canonical)
        .order_by(func.count().desc(), people.c.canonical)
        .limit(limit)
    )
    with record.database.reading() as connection:
        numbers = connection.execute(counted).scalars().all()
        return _people(connection, select(people).where(people.c.number.in_(numbers)))


def page(record: Record, person: Person, *, about: str = "", limit: int = 50) -> Page:
    """Give a person's page, with the newest ``limit`` statements (about some words where given)."""
    year = func.substr(statements.c.day, 1, 4).label("year")
    theirs = select(mentions.c.statement).where(mentions.c.entity.in_(entities_of(person.id)))
    counted = select(year, func.count()).where(statements.c.number.in_(theirs), statements.c.shown)
    with record.database.reading() as connection:
        years = tuple((row[0], row[1]) for row in connection.execute(counted.group_by(year).order_by(year)))
    hits = search(record, about, Filters(person=person.id), limit=limit)
    return Page(person, years, tuple(sorted(hits, key=_day)))


def _day(hit: Hit) -> str:
    return day_of(hit.statement, hit.article.published)


def _people(connection: Connection, wanted: Select[Any]) -> list[Person]:
    found = [_person(connection, row) for row in connection.execute(wanted).all()]
    return sorted(found, key=lambda p: (-p.statements, p.name))


def _person(connection: Connection, row: Any) -> Person:
    rows = select(people.c.number).where(people.c.canonical == row.number)
    used = (
        select(entities.c.name, func.count(statements.c.number).label("times"))
        .select_from(entities.join(mentions).join(statements))
        .where(entities.c.person.in_(rows), statements.c.shown)
        .group_by(entities.c.name)
    )
    counts: Sequence[Any] = connection.execute(used).all()
    ordered = sorted(counts, key=lambda c: (-c.times, c.name))
    return Person(row.id, row.name, row.type, tuple(c.name for c in ordered), sum(c.times for c in counts))
