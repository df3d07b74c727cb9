"""Taking articles and people out of the tables, so that nothing of them stays but a keyed hash."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from sqlalchemy import Connection, Select, delete, insert, or_, select, update

from . import clusters
from .database import UNSCRUBBED, now
from .lookup import article_number, rows_of, speakers_of, statements_of
from .persons import Person
from .rows import article_of
from .store import forgetting_keys, keyed_hash
from .tables import articles, decisions, entities, failures, forgotten, meta, names, people, statements


@dataclass(frozen=True, slots=True)
class Holding:
    """An article that holds a person, and how many statements it has of that person."""

    article: str
    source: str
    title: str | None
    statements: int

    def to_dict(self) -> dict[str, Any]:
        """Convert to JSON."""
        return {"article": self.article, "source": self.source, "title": self.title, "statements": self.statements}


def versions_of(connection: Connection, article_id: str) -> Sequence[int]:
    """The numbers of all versions of an article. Raises UnknownError."""
    number = article_number(connection, article_id)
    url = connection.execute(select(articles.c.url).where(articles.c.number == number)).scalar()
    same = articles.c.url == url if url else articles.c.number == number
    return connection.execute(select(articles.c.number).where(same)).scalars().all()


def articles_with(connection: Connection, person: Person) -> Sequence[int]:
    """The numbers of the articles that have a person speak, or name the person as a speaker."""
    rows = select(entities.c.article).where(entities.c.number.in_(speakers_of(person.id))).distinct()
    return connection.execute(rows.order_by(entities.c.article)).scalars().all()


def holdings_of(connection: Connection, person: Person) -> list[Holding]:
    """What those articles are, and how many statements of the person each has."""
    rows = connection.execute(
        select(articles).where(articles.c.number.in_(articles_with(connection, person))).order_by(articles.c.number)
    ).all()
    return [Holding(row.id, row.source, row.title, len(_statements(connection, [row.number], person))) for row in rows]


def delete_articles(connection: Connection, numbers: Sequence[int]) -> None:
    """Delete articles with all that hangs on them, and those whom no other article names; refuse them from now on."""
    refuse(connection, numbers)
    sources = connection.execute(select(articles.c.source).where(articles.c.number.in_(numbers))).scalars().all()
    found = connection.execute(select(statements.c.number).where(statements.c.article.in_(numbers))).scalars().all()
    clusters.leave(connection, found)
    connection.execute(delete(failures).where(failures.c.source.in_(sources)))
    connection.execute(delete(articles).where(articles.c.number.in_(numbers)))
    _remove_unheard(connection)


def refuse(connection: Connection, numbers: Sequence[int]) -> None:
    """Remember articles by keyed hashes, so that they aren't added again."""
    for row in connection.execute(select(articles).where(articles.c.number.in_(numbers))).mappings().all():
        for key in forgetting_keys(article_of(row)):
            _remember_hash(connection, keyed_hash(connection, key))


def note_unscrubbed(connection: Connection) -> None:
    """Note that the file isn't packed yet: if this is as far as it comes, the next to open the record packs it."""
    if connection.execute(select(meta.c.key).where(meta.c.key == UNSCRUBBED)).scalar() is None:
        connection.execute(insert(meta).values(key=UNSCRUBBED, value=now()))


def _remember_hash(connection: Connection, value: str) -> None:
    if connection.execute(select(forgotten.c.hash).where(forgotten.c.hash == value)).scalar() is None:
        connection.execute(insert(forgotten).values(hash=value, at=now()))


def _statements(connection: Connection, of: Sequence[int], person: Person) -> Sequence[Any]:
    theirs = statements_of(speakers_of(person.id))
    query = select(statements.c.number, statements.c.spans)
    return connection.execute(query.where(statements.c.article.in_(of), statements.c.number.in_(theirs))).all()


def delete_person(connection: Connection, person: Person) -> None:
    """Delete what is left of a person: speakers in articles, names, and what was decided about them."""
    rows = connection.execute(rows_of(person.id)).scalars().all()
    connection.execute(delete(entities).where(entities.c.person.in_(rows)))
    _delete_people(connection, rows)


def _remove_unheard(connection: Connection) -> None:
    """Remove people whom no article names any more, with what was judged about them."""
    heard = select(entities.c.person).where(entities.c.person.is_not(None))
    unheard = connection.execute(select(people.c.number).where(people.c.number.not_in(heard))).scalars().all()
    _delete_people(connection, unheard)


def _delete_people(connection: Connection, numbers: Sequence[int]) -> None:
    if not numbers:
        return
    gone = select(people.c.number).where(people.c.number.in_(numbers))
    connection.execute(delete(decisions).where(or_(decisions.c.person.in_(gone), decisions.c.other_person.in_(gone))))
    connection.execute(delete(names).where(names.c.person.in_(gone)))
    _rehome(connection, numbers, gone)
    connection.execute(delete(people).where(people.c.number.in_(numbers)))


def _rehome(connection: Connection, numbers: Sequence[int], gone: Select[tuple[int]]) -> None:
    """Let those who were shown under a row that goes be shown under one that stays."""
    left = select(people.c.number, people.c.canonical).where(
        people.c.canonical.in_(gone), people.c.number.not_in(numbers)
    )
    homes: dict[int, int] = {}
    for number, canonical in connection.execute(left.order_by(people.c.number)).all():
        home = homes.setdefault(canonical, number)
        connection.execute(update(people).where(people.c.number == number).values(canonical=home))
    for number in numbers:
        connection.execute(update(people).where(people.c.number == number).values(canonical=number))
