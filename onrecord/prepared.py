"""Articles that say themselves who speaks: their statements are known, no model is needed."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Literal

from .article import Article
from .statement import Act, Attribution, Channel, Said, Span, Speaker, Statement, statement_id

#: What made the statements, as it stands in a record in place of a model's name, and its version.
Reader = Literal["transcript", "posts", "document"]
VERSION = "1"


@dataclass(frozen=True, slots=True)
class Prepared:
    """An article with the statements that its source gives: a transcript's turns, a post's words."""

    article: Article
    statements: tuple[Statement, ...]
    reader: Reader


@dataclass(frozen=True, slots=True)
class Turn:
    """Somebody's words in a text, and where the text names them (nowhere, for a post)."""

    content: Span
    source: Span | None
    speaker: Speaker | None


def prepare(
    article: Article, turns: Iterable[Turn], reader: Reader, *, act: Act, said: Said | None, channel: Channel
) -> Prepared:
    """Make a direct statement of each turn: said (or written) on one day, in one channel."""
    article_id = article.id

    def statement(turn: Turn) -> Statement:
        source = (turn.source,) if turn.source else ()
        found = Attribution(source=source, cue=(), content=(turn.content,), kind="direct", confidence=1.0)
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
            said=said,
            channel=channel,
        )

    return Prepared(article, tuple(map(statement, turns)), reader)


def as_document(article: Article) -> Prepared:
    """Take a whole text for its author's words: a speech's text, a press release. Without one author nobody's."""
    author = article.authors[0] if len(article.authors) == 1 else None
    speaker = Speaker(author, "person", named=True) if author else None
    turn = Turn(Span.of(article.text, 0, len(article.text)), None, speaker)
    return prepare(article, [turn], "document", act="wrote", said=on_day(article.published), channel=Channel())


def on_day(day: str | None) -> Said | None:
    """What is said on one known day; None where the day isn't known."""
    return Said(edtf=day, earliest=day, latest=day, basis="own") if day else None
