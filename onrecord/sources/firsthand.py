"""Articles that say themselves who speaks: their statements are known, no model is needed."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Literal, get_args

from ..article import Article
from ..statement import Act, Attribution, Channel, Said, Span, Speaker, Statement, statement_id
from ..text.quotes import paragraphs

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
    """Somebody's words in a text, and where the text names them (nowhere, for a post)."""

    content: Span
    source: Span | None
    speaker: Speaker | None


def prepare(
    article: Article, turns: Iterable[Turn], reader: FirsthandReader, *, act: Act, said: Said | None, channel: Channel
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


def as_document(article: Article, *, author: str | None = None, said: str | None = None) -> Prepared:
    """Take a whole text for one author's own words: a speech as written, a press release, a letter.

    Each paragraph is a statement. ``author`` is believed before the article's own; with none, or several, nobody is
    said to speak.
    """
    names = (author,) if author else article.authors
    speaker = Speaker(names[0], "person", named=True) if len(names) == 1 else None
    turns = [Turn(Span.of(article.text, a, b), None, speaker) for a, b in paragraphs(article.text)]
    when = on_day(said or article.published)
    return prepare(article, turns, "document", act="wrote", said=when, channel=Channel("document"))


def on_day(day: str | None) -> Said | None:
    """What is said on one known day; None where the day isn't known."""
    return Said(edtf=day, earliest=day, latest=day, basis="own") if day else None
