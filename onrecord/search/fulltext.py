"""Search by words: what a person types, and the full-text index of SQLite (FTS5) or PostgreSQL (tsvector).

Nothing that is typed is an error: words, "a phrase" and -without are all there is, and every word goes to the index
quoted.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Any, Self

from sqlalchemy import (
    ColumnElement,
    Connection,
    Integer,
    Select,
    bindparam,
    column,
    func,
    literal_column,
    not_,
    or_,
    select,
    table,
)

from ..errors import UsageError
from ..record.tables import statements

#: Below so many characters a statement counts for less, the shorter the less: by its frequency in the words "the wall"
#: would be the best about a wall.
_SHORT = 80
_PART = re.compile(r'(-?)(?:"([^"]*)"?|(\S+))')
_WORD = re.compile(r"[^\W_]+")
#: Most words looked for at once; a database asks for each.
MOST_WORDS = 64
_FTS = table("statements_fts", column("rowid", Integer))
_INDEX: ColumnElement[Any] = literal_column("statements.words_index")

Phrase = tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Query:
    """What is looked for: phrases that must stand in a statement's words, and phrases that mustn't."""

    wanted: tuple[Phrase, ...] = ()
    unwanted: tuple[Phrase, ...] = ()

    @classmethod
    def of(cls, typed: str) -> Self:
        """Read what was typed. A word with marks inside ("re-open") is a phrase of its parts.

        Raises UsageError for more than anybody types.
        """
        wanted: dict[Phrase, None] = {}
        unwanted: dict[Phrase, None] = {}
        for minus, phrase, word in _PART.findall(re.sub("[“”„«»]", '"', typed)):
            words = tuple(_WORD.findall(phrase or word))
            if words:
                (unwanted if minus else wanted)[words] = None
        asked = sum(map(len, wanted)) + sum(map(len, unwanted))
        if asked > MOST_WORDS:
            raise UsageError(
                f"a search for {asked} words", remedy=f"give up to {MOST_WORDS}; --like finds a passage by its words"
            )
        return cls(tuple(wanted), tuple(unwanted))


def matched(query: Query, *, is_sqlite: bool) -> Select[Any]:
    """Select the ``number`` of the statements with the wanted words."""
    if is_sqlite:
        joined = _FTS.join(statements, _FTS.c.rowid == statements.c.number)
        return select(_FTS.c.rowid.label("number")).select_from(joined).where(_fts5_match(query.wanted, " AND "))
    return select(statements.c.number).where(_INDEX.op("@@")(_all_of(query)))


def newest_ranked(
    query: Query, conditions: Sequence[ColumnElement[bool]], *, limit: int, is_sqlite: bool
) -> Select[Any]:
    """Select ``number`` and ``rank`` of the newest so many matches that fulfil conditions; a lower rank is better."""
    newest = matched(query, is_sqlite=is_sqlite).where(*conditions).order_by(column("number").desc()).limit(limit)
    if is_sqlite:
        shortness = func.min(func.length(statements.c.words), _SHORT)
        return newest.add_columns((literal_column("bm25(statements_fts)") * shortness).label("rank"))
    # PostgreSQL works out what is selected before it sorts: the rank of all matches, were it selected beside them.
    found = newest.subquery()
    rank = -func.ts_rank_cd(_INDEX, _all_of(query))
    return select(statements.c.number, rank.label("rank")).where(statements.c.number == found.c.number)


def with_words(query: Query, *, is_sqlite: bool) -> Iterator[ColumnElement[bool]]:
    """Conditions for all that is wanted, without a rank."""
    if query.wanted and is_sqlite:
        yield statements.c.number.in_(select(_FTS.c.rowid).where(_fts5_match(query.wanted, " AND ")))
    elif query.wanted:
        yield _INDEX.op("@@")(_all_of(query))


def without_words(query: Query, *, is_sqlite: bool) -> Iterator[ColumnElement[bool]]:
    """Conditions against all that is unwanted."""
    if query.unwanted and is_sqlite:
        yield statements.c.number.not_in(select(_FTS.c.rowid).where(_fts5_match(query.unwanted, " OR ")))
    elif query.unwanted:
        yield not_(or_(*(_INDEX.op("@@")(_tsquery(phrase)) for phrase in query.unwanted)))


def newest_with(any_of: Sequence[Phrase], *, limit: int, is_sqlite: bool, besides: Phrase | None = None) -> Select[Any]:
    """Select the numbers of the newest statements with one of some phrases, and ``besides`` where that is given."""
    if is_sqlite:
        match = _fts5_match(tuple(any_of), " OR ", besides=besides)
        return select(_FTS.c.rowid).where(match).order_by(_FTS.c.rowid.desc()).limit(limit)
    wanted = [_INDEX.op("@@")(_tsquery(besides))] if besides else []
    found = select(statements.c.number).where(or_(*(_INDEX.op("@@")(_tsquery(phrase)) for phrase in any_of)), *wanted)
    return found.order_by(statements.c.number.desc()).limit(limit)


def count_with(connection: Connection, phrase: Phrase, *, is_sqlite: bool) -> int:
    """Count the statements with a phrase."""
    if is_sqlite:
        found = select(func.count()).select_from(_FTS).where(_fts5_match((phrase,), ""))
    else:
        found = select(func.count()).select_from(statements).where(_INDEX.op("@@")(_tsquery(phrase)))
    return int(connection.execute(found).scalar_one())


def has_phrase(*, is_sqlite: bool) -> ColumnElement[bool]:
    """A condition for one phrase that is told when the query is run, as ``phrase``."""
    if is_sqlite:
        match = literal_column("statements_fts").op("MATCH")(bindparam("phrase"))
        return statements.c.number.in_(select(_FTS.c.rowid).where(match))
    return _INDEX.op("@@")(func.phraseto_tsquery("english", bindparam("phrase")))


def phrase_value(phrase: Phrase, *, is_sqlite: bool) -> str:
    """The value of ``phrase`` for ``has_phrase``."""
    words = " ".join(phrase)
    return f'"{words}"' if is_sqlite else words


def _fts5_match(phrases: tuple[Phrase, ...], join: str, *, besides: Phrase | None = None) -> ColumnElement[bool]:
    quoted = join.join(f'"{" ".join(phrase)}"' for phrase in phrases)
    if besides:
        quoted = f'"{" ".join(besides)}" AND ({quoted})'
    return literal_column("statements_fts").op("MATCH")(quoted)


def _all_of(query: Query) -> ColumnElement[Any]:
    first, *others = (_tsquery(phrase) for phrase in query.wanted)
    for other in others:
        first = first.op("&&")(other)
    return first


def _tsquery(phrase: Phrase) -> ColumnElement[Any]:
    return func.phraseto_tsquery("english", " ".join(phrase))
