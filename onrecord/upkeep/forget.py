"""Taking articles and people out of the record for good.

What is forgotten leaves the rows, the indexes, the history of corrections and the free pages of the file. What stays is
a keyed hash of the article's text and address (not of a person), so that adding the same again is refused. Backups and
a PostgreSQL server's own logs and archives are beyond reach; docs/record.md says so.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Any

from sqlalchemy import Connection, Select, delete, insert, or_, select, update

from ..errors import UnknownError
from ..people.directory import Person
from ..record import clusters
from ..record.database import now
from ..record.rows import article_of
from ..record.store import Record, forgetting_keys, keyed_hash
from ..record.tables import (
    articles,
    changes,
    entities,
    failures,
    forgotten,
    judgements,
    mentions,
    names,
    people,
    reviews,
    statements,
)

#: What stands in a text instead of redacted words; one for each character, so that all other offsets stay right.
_BLANK = "█"


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


def forget_article(record: Record, article_id: str) -> int:
    """Remove an article with all its versions and all that came of it; return how many versions there were.

    Raises UnknownError.
    """
    with record.database.writing() as connection:
        row = connection.execute(select(articles.c.number, articles.c.url).where(articles.c.id == article_id)).first()
        if row is None:
            raise UnknownError(f"{article_id}: no article with this id in the record")
        same_url = articles.c.url == row.url if row.url else articles.c.number == row.number
        numbers = connection.execute(select(articles.c.number).where(same_url)).scalars().all()
        _forget(connection, numbers)
    record.database.scrub()
    return len(numbers)


def holdings(record: Record, person: Person) -> list[Holding]:
    """The articles that have statements of a person, or name the person as a speaker."""
    from ..record.gathering import entities_of

    e = entities.c
    query = select(articles).where(articles.c.number.in_(select(e.article).where(e.number.in_(entities_of(person.id)))))
    with record.database.reading() as connection:
        return [
            Holding(row.id, row.source, row.title, len(_statements(connection, [row.number], person)))
            for row in connection.execute(query.order_by(articles.c.number)).all()
        ]


def forget_person(record: Record, person: Person, *, delete_articles: bool) -> int:
    """Forget a person: all articles that quote the person, or (redacting) the person's statements, words and names.

    Redacting blanks the person's statements and names in the stored texts; the articles' other statements stay. Returns
    how many articles were removed or redacted.
    """
    from ..record.gathering import entities_of

    with record.database.writing() as connection:
        rows = select(entities.c.article).where(entities.c.number.in_(entities_of(person.id))).distinct()
        numbers = connection.execute(rows).scalars().all()
        if delete_articles:
            _forget(connection, numbers)
        else:
            for number in numbers:
                _redact(connection, number, person)
        _remove_people(connection, person)
    record.database.scrub()
    return len(numbers)


def _forget(connection: Connection, numbers: Sequence[int]) -> None:
    rows = connection.execute(select(articles).where(articles.c.number.in_(numbers))).mappings().all()
    for row in rows:
        for key in forgetting_keys(article_of(row)):
            _remember_hash(connection, keyed_hash(connection, key))
    found = connection.execute(select(statements.c.number).where(statements.c.article.in_(numbers))).scalars().all()
    clusters.leave(connection, found)
    connection.execute(delete(failures).where(failures.c.source.in_([row["source"] for row in rows])))
    connection.execute(delete(articles).where(articles.c.number.in_(numbers)))
    _remove_unheard(connection)


def _remember_hash(connection: Connection, value: str) -> None:
    if connection.execute(select(forgotten.c.hash).where(forgotten.c.hash == value)).scalar() is None:
        connection.execute(insert(forgotten).values(hash=value, at=now()))


def _redact(connection: Connection, article: int, person: Person) -> None:
    """Take a person's statements out of an article and blank the words and names in its text and headline."""
    row = connection.execute(select(articles).where(articles.c.number == article)).mappings().one()
    for key in forgetting_keys(article_of(row)):
        _remember_hash(connection, keyed_hash(connection, key))
    found = _statements(connection, [article], person)
    places = [pair for r in found for part in ("source", "content") for pair in r.spans.get(part, ())]
    text = _blanked(row["text"], places, person.names)
    clusters.leave(connection, [r.number for r in found])
    connection.execute(delete(reviews).where(reviews.c.article == article))
    of_it = or_(changes.c.earlier_article == article, changes.c.later_article == article)
    connection.execute(delete(changes).where(of_it))
    connection.execute(delete(statements).where(statements.c.number.in_([r.number for r in found])))
    values = {"text": text, "title": row["title"] and _blanked(row["title"], [], person.names)}
    connection.execute(update(articles).where(articles.c.number == article).values(values))
    _rename_rest(connection, article, person)


def _rename_rest(connection: Connection, article: int, person: Person) -> None:
    """Blank the person's names and words where other statements of the article hold them."""
    s = statements.c
    text = connection.execute(select(articles.c.text).where(articles.c.number == article)).scalar_one()
    for row in connection.execute(
        select(s.number, s.words, s.spans, s.speaker, s.addressee).where(s.article == article)
    ):
        words = " … ".join(" ".join(text[a:b].split()) for a, b in row.spans["content"])
        values = {"words": words, "machine": None}
        for field in ("speaker", "addressee"):
            old = getattr(row, field)
            values[field] = old and _blanked(old, [], person.names)
        connection.execute(update(statements).where(s.number == row.number).values(values))


def _blanked(text: str, places: Iterable[Sequence[int]], hidden: Sequence[str]) -> str:
    characters = list(text)
    named = [m.span() for name in hidden for m in re.finditer(rf"(?<!\w){re.escape(name)}(?!\w)", text, re.IGNORECASE)]
    for start, end in (*places, *named):
        characters[start:end] = [c if c.isspace() else _BLANK for c in characters[start:end]]
    return "".join(characters)


def _statements(connection: Connection, of: Sequence[int], person: Person) -> Sequence[Any]:
    from ..record.gathering import entities_of

    theirs = select(mentions.c.statement).where(mentions.c.entity.in_(entities_of(person.id)))
    query = select(statements.c.number, statements.c.spans)
    return connection.execute(query.where(statements.c.article.in_(of), statements.c.number.in_(theirs))).all()


def _remove_people(connection: Connection, person: Person) -> None:
    canonical = select(people.c.canonical).where(people.c.id == person.id)
    rows = connection.execute(select(people.c.number).where(people.c.canonical.in_(canonical))).scalars().all()
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
    connection.execute(delete(judgements).where(or_(judgements.c.person.in_(gone), judgements.c.other.in_(gone))))
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
