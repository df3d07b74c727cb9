"""Find statements again: by their words, and by who, when, where and in which outlet."""

from __future__ import annotations

import re
from collections.abc import Generator, Iterator, Mapping, Sequence
from contextlib import closing
from dataclasses import dataclass
from typing import Any, Self

from sqlalchemy import Connection, Select, column, func, not_, or_, select, tuple_

from ..errors import UnknownError, UsageError
from ..record.lookup import Condition, article_number, find_statement, speakers_like, speakers_of, statements_of
from ..record.rows import statement_of
from ..record.store import Record
from ..record.tables import articles, clusters, entities, is_primary, mentions, models, people, statements
from ..statement import Statement
from .fulltext import Phrase, Query, matched, newest_ranked, newest_with, with_words, without_words
from .sureness import Demands, sure_conditions

#: Of very common words the newest so many matches are ranked, and of any matches so many are counted; with all of a
#: million it would take seconds.
RANKED = 2_000
#: Texts of so many articles at most are in memory at a time.
_ARTICLES_AT_ONCE = 50
#: What a hit tells of its article.
_HEAD = ("id", "source", "url", "title", "outlet", "published", "flag", "flag_note")
#: The row that a speaker was given; its canonical one is shown.
_ATOM = people.alias("atom")


@dataclass(frozen=True, slots=True)
class Filters:
    """What a statement must be like; None or empty asks for nothing. Days are "2016-10-04", both ends included.

    Days said compare by overlap: a statement of "some time in October" is found under any day of October. ``speaker``
    is a name or its last word, ``person``, ``article`` and ``cluster`` are ids; ``outlet`` and ``addressee`` are
    found in any case. ``sure`` are fields that must be told, each with how likely they are right (``sureness``).
    """

    speaker: str | None = None
    person: str | None = None
    said_from: str | None = None
    said_to: str | None = None
    published_from: str | None = None
    published_to: str | None = None
    channel: tuple[str, ...] = ()
    kind: tuple[str, ...] = ()
    act: tuple[str, ...] = ()
    happened: tuple[str, ...] = ()
    outlet: str | None = None
    addressee: str | None = None
    article: str | None = None
    cluster: str | None = None
    min_confidence: float | None = None
    sure: Demands = ()


@dataclass(frozen=True, slots=True)
class ArticleHead:
    """What a statement's article is, without its text.

    ``primary`` is true of a transcript, post or document, which tells itself who speaks.
    """

    id: str
    source: str
    url: str | None
    title: str | None
    outlet: str | None
    published: str | None
    flag: str | None = None
    flag_note: str | None = None
    primary: bool = False

    def to_dict(self) -> dict[str, Any]:
        """Convert to JSON; a flag ("corrected", "retracted") only where there is one, ``primary`` only where true."""
        found: dict[str, Any] = {
            "id": self.id, "source": self.source, "url": self.url, "title": self.title, "outlet": self.outlet,
            "published": self.published,
        }  # fmt: skip
        if self.flag:
            found |= {"flag": self.flag, "flag_note": self.flag_note}
        if self.primary:
            found["primary"] = True
        return found

    @classmethod
    def from_dict(cls, data: Mapping[str, Any]) -> Self:
        """Read from JSON."""
        return cls(**{**{key: data.get(key) for key in _HEAD}, "primary": data.get("primary", False)})


@dataclass(frozen=True, slots=True)
class PersonHead:
    """Who speaks, across articles."""

    id: str
    name: str


@dataclass(frozen=True, slots=True)
class Hit:
    """A statement with its article, the person who speaks, and the cluster of the same words elsewhere.

    ``corrected`` tells that a person has put something right in it.
    """

    statement: Statement
    article: ArticleHead
    person: PersonHead | None = None
    cluster: str | None = None
    corrected: bool = False

    def to_dict(self) -> dict[str, Any]:
        """Convert to a line of ``search --json`` and ``export --format jsonl``."""
        found = {**self.statement.to_dict(), "article": self.article.to_dict()}
        if self.person:
            found["person"] = {"id": self.person.id, "name": self.person.name}
        if self.cluster:
            found["cluster"] = self.cluster
        if self.corrected:
            found["corrected"] = True
        return found

    @classmethod
    def from_dict(cls, data: Mapping[str, Any]) -> Self:
        """Read from such a line."""
        person = PersonHead(**data["person"]) if "person" in data else None
        head = ArticleHead.from_dict(data["article"])
        return cls(Statement.from_dict(data), head, person, data.get("cluster"), data.get("corrected", False))


def search(record: Record, words: str = "", filters: Filters | None = None, *, limit: int = 20) -> list[Hit]:
    """Find statements: the best first where ``words`` are given, else the newest first.

    ``words`` may hold "phrases" and -exclusions; word forms are found by their stem.
    """
    return list(search_page(record, words, filters, limit=limit).hits)


@dataclass(frozen=True, slots=True)
class ResultPage:
    """Some of what a search finds, and where the next ones begin (None: these were the last)."""

    hits: tuple[Hit, ...]
    next: str | None


def search_page(
    record: Record, words: str = "", filters: Filters | None = None, *, limit: int = 20, after: str | None = None,
    newest: bool = False,
) -> ResultPage:  # fmt: skip
    """Find statements as ``search`` does, page by page: ``after`` is the ``next`` of the page before.

    ``newest`` puts the newest first where there are words, too. Raises UsageError when ``after`` isn't one.
    """
    asked = _asked(record, words, filters)
    if asked is None:
        return ResultPage((), None)
    query, conditions = asked
    skip, by_rank = 0, bool(query.wanted) and not newest
    if by_rank:
        skip = _skip(after)
        matches = newest_ranked(query, conditions, limit=RANKED, is_sqlite=record.database.is_sqlite)
        numbers = _best(matches, limit + 1, skip)
    else:
        with_them = with_words(query, is_sqlite=record.database.is_sqlite)
        numbers = _newest([*conditions, *with_them, *_older(after)], limit + 1)
    with record.database.reading() as connection:
        found = connection.execute(numbers).all()
        order = [row.number for row in found[:limit]]
        hits = {number: hit for number, hit, _ in read_hits(connection, [statements.c.number.in_(order)])}
    following = None
    if len(found) > limit:
        last = found[limit - 1]
        following = str(skip + limit) if by_rank else f"{last.day}.{last.number}"
    return ResultPage(tuple(hits[number] for number in order), following)


def some(
    record: Record, words: str = "", filters: Filters | None = None, *, limit: int = RANKED + 1
) -> Select[Any] | None:
    """Select the numbers of the newest matches; None where nothing can match."""
    asked = _asked(record, words, filters)
    if asked is None:
        return None
    query, conditions = asked
    if query.wanted:
        matches = matched(query, is_sqlite=record.database.is_sqlite).where(*conditions)
        found = matches.order_by(column("number").desc()).limit(limit).subquery()
    else:
        found = _newest(conditions, limit).subquery()
    return select(found.c.number)


def same_words(record: Record, statement_or_cluster: str) -> list[Hit]:
    """The statements that share the words of a statement, or a cluster's: as first published first, undated ones last.

    Raises UnknownError when there is no such statement or cluster.
    """
    asked = statement_or_cluster
    query = select(clusters.c.id).join(statements, isouter=True)
    with record.database.reading() as connection:
        found = connection.execute(query.where(or_(statements.c.id == asked, clusters.c.id == asked))).scalar()
    if found is None:
        raise UnknownError(f"{asked}: no statement with this id shares its words with other articles")
    return sorted(
        every(record, "", Filters(cluster=found)), key=lambda hit: (hit.article.published or "~", hit.article.id)
    )


def every(record: Record, words: str = "", filters: Filters | None = None) -> Iterator[Hit]:
    """All statements that ``search`` would find, article by article in the order of their texts; memory stays flat."""
    asked = _asked(record, words, filters)
    if asked is None:
        return
    query, conditions = asked
    conditions = [*conditions, *with_words(query, is_sqlite=record.database.is_sqlite)]
    with record.database.reading() as connection, closing(read_hits(connection, conditions)) as found:
        for _, hit, _ in found:
            yield hit


def _asked(record: Record, words: str, filters: Filters | None) -> tuple[Query, list[Condition]] | None:
    """What is looked for, and all that statements must fulfil besides its words; None where nothing can match."""
    query = Query.of(words)
    if words.strip() and query == Query():
        return None
    unwanted = without_words(query, is_sqlite=record.database.is_sqlite)
    return query, [*_conditions(filters or Filters()), *unwanted]


def _best(found: Select[Any], limit: int, skip: int) -> Select[Any]:
    newest = found.subquery()
    return select(newest).order_by(newest.c.rank, newest.c.number.desc()).limit(limit).offset(skip)


def _newest(conditions: Sequence[Condition], limit: int) -> Select[Any]:
    found = select(statements.c.number, statements.c.day).where(*conditions)
    return found.order_by(statements.c.day.desc(), statements.c.number.desc()).limit(limit)


def _skip(after: str | None) -> int:
    if after and not re.fullmatch(r"\d{1,6}", after):
        raise _no_page(after)
    return int(after or 0)


def _older(after: str | None) -> Iterator[Condition]:
    if after:
        day, dot, number = after.rpartition(".")
        if not dot or not re.fullmatch(r"\d{1,12}", number):
            raise _no_page(after)
        yield tuple_(statements.c.day, statements.c.number) < tuple_(day, int(number))


def _no_page(after: str) -> UsageError:
    return UsageError(
        f"{after!r} is no place to go on from", remedy="take the next one of the page before, or begin anew"
    )


def _conditions(filters: Filters) -> Iterator[Condition]:
    s = statements.c
    yield s.shown
    yield from sure_conditions(filters.min_confidence, filters.sure)
    for allowed, value in ((filters.channel, s.channel), (filters.kind, s.kind), (filters.act, s.act)):
        if allowed:
            yield value.in_(allowed)
    if filters.happened:
        yield s.happened.in_(filters.happened)
    if filters.said_from:
        yield s.said.is_not(None) & (s.said_latest.is_(None) | (s.said_latest >= filters.said_from))
    if filters.said_to:
        # `day` says the same of dated statements, and the index over it finds where to begin
        yield s.said.is_not(None) & (s.day <= filters.said_to)
    if filters.addressee:
        yield s.addressee.icontains(filters.addressee, autoescape=True)
    if of_article := list(_article_conditions(filters)):
        yield s.article.in_(select(articles.c.number).where(*of_article))
    if filters.cluster:
        yield s.cluster == select(clusters.c.number).where(clusters.c.id == filters.cluster).scalar_subquery()
    if filters.speaker:
        yield s.number.in_(statements_of(speakers_like(filters.speaker)))
    if filters.person:
        yield s.number.in_(statements_of(speakers_of(filters.person)))


def _article_conditions(filters: Filters) -> Iterator[Condition]:
    a = articles.c
    if filters.article:
        yield a.id == filters.article
    if filters.outlet:
        yield func.lower(a.outlet) == filters.outlet.lower()
    if filters.published_from:
        yield a.published >= filters.published_from
    if filters.published_to:
        yield a.published <= filters.published_to


def hit_of(connection: Connection, number: int) -> Hit:
    """One statement by its number in the record, shown or not."""
    ((_, hit, _),) = read_hits(connection, [statements.c.number == number])
    return hit


def hit_by_id(record: Record, statement_id: str) -> Hit:
    """One statement by its id, shown or not. Raises UnknownError."""
    with record.database.reading() as connection:
        return hit_of(connection, find_statement(connection, statement_id).number)


def article_head(record: Record, article_id: str) -> ArticleHead:
    """What an article is, by its id. Raises UnknownError."""
    with record.database.reading() as connection:
        ((head, _),) = _heads(connection, {article_number(connection, article_id)}).values()
    return head


def hits_of(connection: Connection, numbers: Sequence[int], filters: Filters | None = None) -> list[Hit]:
    """The statements with these numbers, in their order, that fit."""
    conditions = [statements.c.number.in_(numbers), *_conditions(filters or Filters())]
    found = {number: hit for number, hit, _ in read_hits(connection, conditions)}
    return [found[number] for number in numbers if number in found]


def with_ids(record: Record, ids: Sequence[str]) -> list[Hit]:
    """The statements with some ids, in the order of these; those that aren't there or aren't shown are left out."""
    conditions = [statements.c.id.in_(ids), statements.c.shown]
    with record.database.reading() as connection, closing(read_hits(connection, conditions)) as hits:
        found = {hit.statement.id: hit for _, hit, _ in hits}
    return [found[id] for id in ids if id in found]


def newest_that(connection: Connection, condition: Condition, *, limit: int) -> Iterator[tuple[int, Hit, str]]:
    """The newest statements that fulfil a condition, as ``read_hits`` gives them."""
    newest = select(statements.c.number).where(condition).order_by(statements.c.day.desc()).limit(limit)
    with closing(read_hits(connection, [statements.c.number.in_(newest)])) as hits:
        yield from hits


def newest_about(
    record: Record, phrases: Sequence[Phrase], *, besides: Phrase, unless: Condition, limit: int
) -> Iterator[tuple[int, Hit, str]]:
    """The newest statements with one of some phrases and ``besides``, unless they fulfil a condition."""
    newest = newest_with(phrases, besides=besides, limit=limit, is_sqlite=record.database.is_sqlite)
    conditions = [statements.c.number.in_(newest), statements.c.shown, not_(unless)]
    with record.database.reading() as connection, closing(read_hits(connection, conditions)) as hits:
        yield from hits


def read_hits(connection: Connection, conditions: Sequence[Condition]) -> Generator[tuple[int, Hit, str]]:
    """Statements with their numbers and their articles' texts; the articles of some at a time are fetched at once."""
    # Each table by its own LEFT JOIN: SQLite would work out a joined group for the whole record first.
    whole = (
        statements.outerjoin(mentions, (mentions.c.statement == statements.c.number) & (mentions.c.place == 0))
        .outerjoin(entities, mentions.c.entity == entities.c.number)
        .outerjoin(_ATOM, entities.c.person == _ATOM.c.number)
        .outerjoin(people, _ATOM.c.canonical == people.c.number)
        .outerjoin(clusters, statements.c.cluster == clusters.c.number)
    )
    query = (
        select(statements, people.c.id.label("person_id"), people.c.name.label("person_name"))
        .add_columns(clusters.c.id.label("cluster_id"))
        .select_from(whole)
        .where(*conditions)
        .order_by(statements.c.article, statements.c.number)
        .execution_options(yield_per=500)
    )
    known: dict[int, tuple[ArticleHead, str]] = {}
    with connection.execute(query) as rows:
        for some_rows in rows.mappings().partitions(_ARTICLES_AT_ONCE):
            needed = {row["article"] for row in some_rows}
            known = {n: of for n, of in known.items() if n in needed}
            known |= _heads(connection, needed - known.keys())
            for row in some_rows:
                head, text = known[row["article"]]
                person = PersonHead(row["person_id"], row["person_name"]) if row["person_id"] else None
                hit = Hit(statement_of(row, text), head, person, row["cluster_id"], row["machine"] is not None)
                yield row["number"], hit, text


def _heads(connection: Connection, numbers: set[int]) -> dict[int, tuple[ArticleHead, str]]:
    """What is told of some articles, and their texts."""
    if not numbers:
        return {}
    a = articles.c
    columns = (a.number, a.text, is_primary, *(a[name] for name in _HEAD))
    query = select(*columns).select_from(articles.outerjoin(models)).where(a.number.in_(numbers))
    return {
        number: (ArticleHead(**dict(zip(_HEAD, head, strict=True)), primary=primary), text)
        for number, text, primary, *head in connection.execute(query)
    }
