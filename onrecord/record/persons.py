"""People, organisations and groups as the record has gathered them: found by name or id, counted, named."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Any

from sqlalchemy import Connection, Select, and_, func, not_, or_, select, true

from ..text.lexicon import word_lists
from ..text.person_names import fold
from .lookup import people_like, speakers_of, statements_of
from .store import Record
from .tables import articles, entities, mentions, names, people, statements

#: So many names are looked at of those that begin as typed.
_BEGUN = 60
#: So many names are looked through for those of a question.
_NAMES = 2_000


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
class NamedPlace:
    """Where an article names a person as the speaker: its day of publication, its text, and the offsets of the name."""

    published: str | None
    text: str
    start: int
    end: int


@dataclass(frozen=True, slots=True)
class BorneName:
    """A name that a person (by the id of the row that is shown) bears, folded, and the word it is looked up under.

    ``family_first`` tells that the first word is the family's.
    """

    folded: str
    last: str
    person: str
    type: str
    family_first: bool


def names_among(record: Record, words: Iterable[str]) -> list[BorneName]:
    """The names whose word for looking up is among some words, or whose family name stands first and is."""
    asked = sorted(set(words))
    families = sorted(set(asked) & word_lists("given_names.txt")["family_first"])
    shown, atom = people.alias("shown"), people.alias("atom")
    looked_up = or_(names.c.last.in_(asked), *(names.c.folded.startswith(f"{word} ") for word in families))
    query = (
        select(names.c.folded, names.c.last, shown.c.id, shown.c.type)
        .select_from(names.join(atom, names.c.person == atom.c.number).join(shown, atom.c.canonical == shown.c.number))
        .where(looked_up)
        .limit(_NAMES)
    )
    with record.database.reading() as connection:
        rows = connection.execute(query).all()
    return [BorneName(r.folded, r.last, r.id, r.type, r.folded.partition(" ")[0] in families) for r in rows]


def find_people(record: Record, name: str) -> list[Person]:
    """The people whom a name, a part of it or an id may mean, the most quoted first."""
    asked = people_like(name).union(select(people.c.number).where(people.c.id == name))
    canonical = select(people.c.canonical).where(people.c.number.in_(asked))
    with record.database.reading() as connection:
        return _people(connection, select(people).where(people.c.number.in_(canonical)))


def beginning_with(record: Record, typed: str, *, limit: int) -> list[Person]:
    """The people one of whose names, or its last word, begins with what was typed so far; the most quoted first."""
    begun = fold(typed)
    if not begun:
        return []
    n = names.c
    within = or_(*(and_(each >= begun, each < begun + "\uffff") for each in (n.last, n.folded)))
    canonical = select(people.c.canonical).where(people.c.number.in_(select(n.person).where(within).limit(_BEGUN)))
    with record.database.reading() as connection:
        return _people(connection, select(people).where(people.c.number.in_(canonical)))[:limit]


def most_quoted(record: Record, *, limit: int = 20, types: Sequence[str] = ()) -> list[Person]:
    """The people, organisations and groups with the most statements, or those of some types alone."""
    # All mentions are counted by their index alone, then those of the few statements that aren't shown are taken off:
    # looking up each statement to see whether it is shown would take seconds at a million.
    shown = statements.c.shown
    all_of_them = select(mentions.c.entity, func.count().label("times")).group_by(mentions.c.entity)
    hidden = (
        select(mentions.c.entity, (-func.count()).label("times"))
        .where(mentions.c.statement.in_(select(statements.c.number).where(not_(shown))))
        .group_by(mentions.c.entity)
    )
    counted = all_of_them.union_all(hidden).subquery()
    spoken = (
        select(entities.c.person, func.sum(counted.c.times).label("times"))
        .select_from(counted.join(entities, counted.c.entity == entities.c.number))
        .group_by(entities.c.person)
        .subquery()
    )
    most = (
        select(people.c.canonical)
        .select_from(spoken.join(people, spoken.c.person == people.c.number))
        .where(people.c.type.in_(types) if types else true())
        .group_by(people.c.canonical)
        .having(func.sum(spoken.c.times) > 0)
        .order_by(func.sum(spoken.c.times).desc(), people.c.canonical)
        .limit(limit)
    )
    with record.database.reading() as connection:
        numbers = connection.execute(most).scalars().all()
        return _people(connection, select(people).where(people.c.number.in_(numbers)))


def names_by_id(record: Record, ids: Iterable[str]) -> dict[str, str]:
    """The names under which people of some ids stand in the record, each by itself."""
    with record.database.reading() as connection:
        rows = connection.execute(select(people.c.id, people.c.name).where(people.c.id.in_(set(ids))))
        return {row.id: row.name for row in rows}


def names_in_use(record: Record, person: str) -> tuple[tuple[str, int], ...]:
    """A person's names (by id), with the number of statements under each, the most used first."""
    used = (
        select(entities.c.name, func.count().label("times"))
        .select_from(entities.join(mentions).join(statements))
        .where(entities.c.number.in_(speakers_of(person)), statements.c.shown)
        .group_by(entities.c.name)
        .order_by(func.count().desc(), entities.c.name)
    )
    with record.database.reading() as connection:
        return tuple((row.name, row.times) for row in connection.execute(used))


def years_of(record: Record, person: str) -> tuple[tuple[str, int], ...]:
    """How many statements a person (by id) made a year; undated ones count by publication."""
    year = func.substr(statements.c.day, 1, 4).label("year")
    theirs = statements.c.number.in_(statements_of(speakers_of(person)))
    counted = select(year, func.count()).where(theirs, statements.c.shown).group_by(year).order_by(year)
    with record.database.reading() as connection:
        return tuple((row[0], row[1]) for row in connection.execute(counted))


def named_places(record: Record, person: str, *, limit: int) -> list[NamedPlace]:
    """Where the newest articles name a person (by id) as a speaker, each once; the first published first."""
    s, a = statements.c, articles.c
    theirs = s.number.in_(statements_of(speakers_of(person), first=True))
    newest = select(s.article, s.spans).where(theirs, s.shown).order_by(s.article.desc(), s.number)
    with record.database.reading() as connection:
        rows = connection.execute(newest.limit(3 * limit)).all()
        places = {row.article: row.spans["speaker"] for row in reversed(rows) if "speaker" in row.spans}
        numbers = sorted(places, reverse=True)[:limit]
        texts = select(a.number, a.published, a.text).where(a.number.in_(numbers)).order_by(a.published, a.number)
        return [NamedPlace(row.published, row.text, *places[row.number]) for row in connection.execute(texts)]


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
