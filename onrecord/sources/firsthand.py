"""Articles that say themselves who speaks: their statements are known, no model is needed."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Literal, get_args

from ..article import Article
from ..statement import Act, Attribution, Channel, Said, Span, Spans, Speaker, Statement, statement_id

#: What made the statements, as it stands in a record in place of a model's name, and its version.
FirsthandReader = Literal["transcript", "posts", "document"]
VERSION = "1"
READERS: tuple[str, ...] = get_args(FirsthandReader)


@dataclass(frozen=True, slots=True)
class Prepared:
    """An article with the statements that its source gives: a transcript's turns, a post's words."""

    article: Article
    statements: tuple[Statement, ...]
    reader: FirsthandReader


@dataclass(frozen=True, slots=True)
class Turn:
    """Somebody's words in a text, and where the text names them (nowhere, for a post).

    ``content`` has several pieces where the page comes between the words; ``seconds`` is the time code at which they
    begin in a recording, ``others`` speak or sign with the speaker.
    """

    content: Spans
    source: Span | None
    speaker: Speaker | None
    seconds: float | None = None
    others: tuple[Speaker, ...] = ()


def prepare(
    article: Article, turns: Iterable[Turn], reader: FirsthandReader, *, act: Act, said: Said | None, channel: Channel
) -> Prepared:
    """Make a direct statement of each turn: said (or written) on one day, in one channel."""
    article_id = article.id

    def statement(turn: Turn) -> Statement:
        source = (turn.source,) if turn.source else ()
        found = Attribution(source=source, cue=(), content=turn.content, kind="direct", confidence=1.0)
        return Statement(
            id=statement_id(article_id, found),
            kind=found.kind,
            source=found.source,
            cue=found.cue,
            content=found.content,
            act=act,
            happened="yes",
            confidence=found.confidence,
            speaker=turn.speaker,
            other_speakers=turn.others,
            said=said,
            channel=channel,
            said_at=turn.seconds,
        )

    return Prepared(article, tuple(map(statement, turns)), reader)


def on_day(day: str | None) -> Said | None:
    """What is said on one known day; None where the day isn't known."""
    return Said(edtf=day, earliest=day, latest=day, basis="own") if day else None
