"""Taking articles and people out of the tables, so that nothing of them stays but a keyed hash."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Any

from sqlalchemy import Connection, Select, delete, insert, or_, select, update

from . import clusters
from .database import now
from .lookup import article_number, rows_of, speakers_of, statements_of
from .persons import Person
from .rows import article_of
from .store import forgetting_keys, keyed_hash
from .tables import articles, decisions, entities, failures, forgotten, names, people, statements

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


def redact(connection: Connection, article: int, person: Person) -> None:
    """Take a person's statements out of an article and blank the words and names in its text and headline."""
    row = connection.execute(select(articles).where(articles.c.number == article)).mappings().one()
    for key in forgetting_keys(article_of(row)):
        _remember_hash(connection, keyed_hash(connection, key))
    found = _statements(connection, [article], person)
    places = [pair for r in found for part in ("source", "content") for pair in r.spans.get(part, ())]
    text = _blanked(row["text"], places, person.names)
    clusters.leave(connection, [r.number for r in found])
    of_it = or_(decisions.c.article == article, decisions.c.other_article == article)
    connection.execute(delete(decisions).where(of_it))
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
