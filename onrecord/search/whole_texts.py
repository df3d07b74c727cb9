"""The last resort: words that no statement carries, looked for in the whole text of each source."""

from __future__ import annotations

import re
from collections.abc import Sequence

from sqlalchemy import Connection, select

from ..record.lookup import speakers_like, statements_of
from ..record.tables import articles, statements
from .fulltext import Phrase
from .passages import StoredStatement

#: Of a record that holds no more articles than this all are looked through, else so many that have the speaker.
_ALL = 60
_SPEAKERS = 20
#: A text with less than this share of the pairs of words looked for isn't laid along them.
_SHARE = 0.5
_PART = re.compile(r"[^\W_]+")


def plain_words(text: str) -> str:
    """The words of a text in small letters, blanks between."""
    return f" {' '.join(_PART.findall(text.casefold()))} "


def has_pairs(plain: str, probes: Sequence[Phrase]) -> bool:
    """Whether the words of a text hold most of some pairs of neighbouring words."""
    met = sum(f" {' '.join(phrase)} " in plain for phrase in probes)
    return met > 0 and met >= _SHARE * len(probes)


def statements_in(connection: Connection, article: int) -> list[StoredStatement]:
    """The statements of an article."""
    s = statements.c
    query = select(
        s.number, s.article, s.id, s.speaker, s.speaker_type, s.speaker_named, s.kind, s.happened, s.said,
        s.said_earliest, s.said_latest, s.channel, s.spans,
    ).where(s.article == article, s.shown)  # fmt: skip
    return [StoredStatement.of(row) for row in connection.execute(query)]


def above(turns: Sequence[StoredStatement], place: int) -> StoredStatement | None:
    """The statement that begins last before a place of an article's text."""
    before = [turn for turn in turns if turn.content[0][0] <= place]
    return max(before, key=lambda turn: turn.content[0][0], default=None)


def are_outside(turns: Sequence[StoredStatement], places: Sequence[int]) -> bool:
    """Whether most places of a text belong to no statement: what a statement has, said or not, isn't outside."""
    spans = [span for turn in turns for span in turn.content]
    return 2 * sum(any(a <= place < b for a, b in spans) for place in places) < len(places)


def texts_to_search(connection: Connection, speaker: str | None) -> list[int]:
    """The numbers of the articles to look through: all of a few, else those that have the speaker."""
    a = articles.c
    numbers = list(connection.execute(select(a.number).where(a.current).limit(_ALL + 1)).scalars())
    if len(numbers) <= _ALL:
        return numbers
    if speaker is None:
        return []
    s = statements.c
    query = select(s.article).where(s.number.in_(statements_of(speakers_like(speaker)))).distinct().limit(_SPEAKERS)
    return list(connection.execute(query).scalars())


def as_statement(text: str) -> StoredStatement:
    """A whole text as if it were one statement of somebody who isn't known."""
    return StoredStatement(
        number=-1, id=None, speaker=None, speaker_type=None, named=False, kind="direct", happened="yes", said=None,
        earliest=None, latest=None, channel="unspecified", content=((0, len(text)),),
    )  # fmt: skip
