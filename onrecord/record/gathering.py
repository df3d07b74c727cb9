"""People across articles: which speakers of different articles are one person, organisation or group.

Speakers gather by themselves only where that is safe: the same full name, or one that spells the other out, with nobody
else whom it fits and no sign of another walk of life. Everything else is left to a person (``identity``).
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Any

from sqlalchemy import Connection, delete, select

from ..statement import Speaker, Statement
from ..text.person_names import fold, walks_beside
from .acquaintance import Acquaintance, NewSpeaker
from .bulk import insert_rows, next_numbers
from .tables import entities, mentions


@dataclass(frozen=True, slots=True)
class Spoken:
    """Statements of one article, by number, whose speakers are to be stored; what else is known of the article."""

    article: int
    article_id: str
    outlet: str | None
    text: str
    statements: Sequence[tuple[int, Statement]]


#: A speaker's name, type, and whether that is a name.
_Key = tuple[str, str, bool]


def entity_row(article: int, speaker: Speaker, text: str) -> dict[str, Any]:
    """The row of a speaker in an article."""
    mention = speaker.mention
    walks = walks_beside(text, mention.start, mention.end) if mention and speaker.type == "person" else frozenset()
    return {
        "article": article,
        "name": speaker.name,
        "folded": fold(speaker.name),
        "type": speaker.type,
        "named": speaker.named,
        "context": " ".join(sorted(walks)),
    }


def set_speakers(connection: Connection, spoken: Sequence[Spoken], *, fresh: bool = False) -> None:
    """Store who speaks in some statements, and which people they are; ``fresh`` articles have no speakers yet."""
    known: dict[tuple[int, _Key], int] = {}
    if not fresh:
        numbers = [number for one in spoken for number, _ in one.statements]
        connection.execute(delete(mentions).where(mentions.c.statement.in_(numbers)))
        e = entities.c
        rows = select(e.article, e.number, e.name, e.type, e.named).where(e.article.in_([o.article for o in spoken]))
        known = {(r.article, (r.name, r.type, r.named)): r.number for r in connection.execute(rows)}
    new = {
        (one.article, _key(speaker)): (one, speaker)
        for one in spoken
        for _, statement in one.statements
        for speaker in _speakers(statement)
        if (one.article, _key(speaker)) not in known
    }
    known |= dict(zip(new, next_numbers(connection, entities, len(new)), strict=True)) if new else {}
    rows_of_new = [entity_row(one.article, speaker, one.text) for one, speaker in new.values()]
    named = [
        NewSpeaker(known[key], one.article_id, one.outlet, row["name"], row["folded"], row["type"], row["context"])
        for (key, (one, speaker)), row in zip(new.items(), rows_of_new, strict=True)
        if speaker.named and row["folded"]
    ]
    placed = gather(connection, named)
    numbered = [
        {"number": known[key], **row, "person": placed.get(known[key])}
        for key, row in zip(new, rows_of_new, strict=True)
    ]
    insert_rows(connection, entities, numbered)
    insert_rows(connection, mentions, [
        {"statement": number, "place": place, "entity": known[one.article, _key(speaker)]}
        for one in spoken
        for number, statement in one.statements
        for place, speaker in enumerate(_speakers(statement))
    ])  # fmt: skip


def gather(connection: Connection, new: Sequence[NewSpeaker]) -> dict[int, int]:
    """Give each new named speaker its person: one that the record knows where that is safe, a new one else."""
    if not new:
        return {}
    known = Acquaintance.load(connection, new)
    placed = {speaker.number: known.place(speaker) for speaker in new}
    known.write(connection)
    return placed


def _speakers(statement: Statement) -> Iterator[Speaker]:
    if statement.speaker:
        yield statement.speaker
        yield from statement.other_speakers


def _key(speaker: Speaker) -> _Key:
    return speaker.name, speaker.type, speaker.named
