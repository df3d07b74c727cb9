"""The last resort: words that no statement carries, looked for in the whole text of each source."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from sqlalchemy import Connection, select

from ..record.lookup import speakers_like, statements_of
from ..record.tables import articles, statements
from .passages import StoredStatement

#: Of a record that holds no more articles than this all are looked through, else so many that have the speaker.
_ALL = 60
_SPEAKERS = 20
#: A text with less than this share of the words looked for isn't laid along them.
_SHARE = 0.5


def texts_with(
    connection: Connection, surface: re.Pattern[str], telling: int, speaker: str | None
) -> Iterator[tuple[int, StoredStatement]]:
    """Articles whose text has most of the telling words asked for, by number, each as if it were one statement."""
    for number in _articles(connection, speaker):
        text = connection.execute(select(articles.c.text).where(articles.c.number == number)).scalar_one()
        met = {m.group().casefold() for m in surface.finditer(text)}
        if len(met) >= _SHARE * telling:
            yield number, _whole(text)


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


def _articles(connection: Connection, speaker: str | None) -> list[int]:
    a = articles.c
    numbers = list(connection.execute(select(a.number).where(a.current).limit(_ALL + 1)).scalars())
    if len(numbers) <= _ALL:
        return numbers
    if speaker is None:
        return []
    s = statements.c
    query = select(s.article).where(s.number.in_(statements_of(speakers_like(speaker)))).distinct().limit(_SPEAKERS)
    return list(connection.execute(query).scalars())


def _whole(text: str) -> StoredStatement:
    return StoredStatement(
        number=-1, id=None, speaker=None, speaker_type=None, named=False, kind="direct", happened="yes", said=None,
        earliest=None, latest=None, channel="unspecified", content=((0, len(text)),),
    )  # fmt: skip
