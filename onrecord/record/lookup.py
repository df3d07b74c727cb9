"""What is asked of the tables again and again, each in one place: what has an id, who is shown as whom, who spoke."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

from sqlalchemy import ColumnElement, Connection, Select, and_, false, func, literal, or_, select

from ..errors import UnknownError
from ..statement import Statement
from ..text.person_names import fold, last_word
from .rows import statement_of
from .tables import articles, entities, mentions, names, people, statements

#: What a row must fulfil.
Condition = ColumnElement[bool]
#: Numbers of speakers in articles: selected, or known.
Speakers = Select[Any] | Iterable[int]
#: A name of more words is looked for as a whole only.
_MOST_WORDS = 20


@dataclass(frozen=True, slots=True)
class StatementRow:
    """A statement as it is shown and as the machine found it, with its number, its article's number and text."""

    number: int
    article: int
    shown: Statement
    machine: Statement
    text: str


def article_number(connection: Connection, article_id: str) -> int:
    """The number of an article. Raises UnknownError."""
    number = number_of_article(connection, article_id)
    if number is None:
        raise no_article(article_id)
    return number


def number_of_article(connection: Connection, article_id: str) -> int | None:
    """The number of an article; None where there is none with this id."""
    found: int | None = connection.execute(select(articles.c.number).where(articles.c.id == article_id)).scalar()
    return found


def no_article(article_id: str) -> UnknownError:
    """The error that tells that there is no such article."""
    return UnknownError(f"{article_id}: no article with this id in the record")


def find_statement(connection: Connection, statement_id: str) -> StatementRow:
    """The statement with an id, shown or not. Raises UnknownError."""
    query = select(statements, articles.c.text).join(articles).where(statements.c.id == statement_id)
    row = connection.execute(query).mappings().one_or_none()
    if row is None:
        raise UnknownError(f"{statement_id}: no statement with this id in the record")
    shown = statement_of(row, row["text"])
    machine = statement_of({**row, **row["machine"]}, row["text"]) if row["machine"] else shown
    return StatementRow(row["number"], row["article"], shown, machine, row["text"])


def canonical_of(person: str) -> Select[Any]:
    """The number under which a person is shown, by the id of one of their rows."""
    return select(people.c.canonical).where(people.c.id == person)


def rows_of(person: str) -> Select[Any]:
    """The numbers of all rows that are shown as one person."""
    return select(people.c.number).where(people.c.canonical.in_(canonical_of(person)))


def people_like(name: str) -> Select[Any]:
    """The numbers of all people whom a name may mean: one of theirs has all of its words, and the same last one."""
    folded = fold(name)
    padded = literal(" ") + names.c.folded + " "
    words = folded.split()
    has_all = (padded.contains(f" {word} ", autoescape=True) for word in words)
    found = select(people.c.canonical).select_from(names.join(people))
    part = and_(names.c.last == last_word(folded), *has_all) if len(words) <= _MOST_WORDS else false()
    found = found.where(or_(names.c.folded == folded, part))
    return select(people.c.number).where(people.c.canonical.in_(found))


def speakers_like(name: str) -> Select[Any]:
    """The numbers of the speakers in articles whom a name may mean, and of those without a name of their own."""
    named = select(entities.c.number).where(entities.c.person.in_(people_like(name)))
    unnamed = select(entities.c.number).where(entities.c.person.is_(None), entities.c.folded == fold(name))
    # No OR of both: PostgreSQL would look through all speakers.
    both = named.union_all(unnamed).subquery()
    return select(both.c.number)


def speakers_of(person: str) -> Select[Any]:
    """The numbers of the speakers in articles who are one person, by the person's id."""
    return select(entities.c.number).where(entities.c.person.in_(rows_of(person)))


def statements_of(speakers: Speakers, *, first: bool = False) -> Select[Any]:
    """The numbers of the statements that some speakers make; ``first``: those in which they are named first."""
    found = select(mentions.c.statement).where(mentions.c.entity.in_(speakers))
    return found.where(mentions.c.place == 0) if first else found


def made_by(speakers: Speakers) -> Condition:
    """The condition that a statement is shown, and made by some speakers."""
    return and_(statements.c.shown, statements.c.number.in_(statements_of(speakers)))


def of_nobody_beside(others: Condition) -> Condition:
    """The condition that a statement is shown, nobody is known to have made it, and its article has some others."""
    articles_of = select(statements.c.article).where(others)
    return and_(statements.c.shown, statements.c.speaker.is_(None), statements.c.article.in_(articles_of))


def in_articles(ids: Iterable[str]) -> Condition:
    """The condition that a statement is shown, and stands in one of some articles."""
    numbers = select(articles.c.number).where(articles.c.id.in_(list(ids)))
    return and_(statements.c.shown, statements.c.article.in_(numbers))


def wordings(connection: Connection, numbers: Any) -> Iterable[str]:
    """The words of some statements, by number (a query or a sequence)."""
    return connection.execute(select(statements.c.words).where(statements.c.number.in_(numbers))).scalars()


def newest_wordings(connection: Connection, condition: Condition, *, limit: int) -> list[tuple[str, str]]:
    """The words of the newest statements that fulfil a condition, each with its day ("" where there is none)."""
    query = select(statements.c.words, statements.c.day).where(condition)
    rows = connection.execute(query.order_by(statements.c.day.desc()).limit(limit))
    return [(row[0], row[1]) for row in rows]


def newest_number(connection: Connection) -> int:
    """The number of the statement that came last; 0 where there is none."""
    return connection.execute(select(func.max(statements.c.number))).scalar() or 0
