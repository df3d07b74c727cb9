"""People across articles: which speakers of different articles are one person, organisation or group.

Speakers gather by themselves only where that is safe: the same full name, or one that spells the other out, with nobody
else whom it fits and no sign of another walk of life. Everything else is left to a person (``identity``).
"""

from __future__ import annotations

import hashlib
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Any

from sqlalchemy import Connection, delete, func, insert, select, update

from ..statement import Speaker, Statement
from ..text.person_names import PersonName, compare_names, fold, is_generic, is_spelled_out, last_word, walks_beside
from .tables import articles, entities, mentions, names, people


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


def set_speakers(connection: Connection, article: int, text: str, found: Sequence[tuple[int, Statement]]) -> None:
    """Store who speaks in some statements (by number) of an article, and which people they are."""
    old = delete(mentions).where(mentions.c.statement.in_([number for number, _ in found]))
    connection.execute(old)
    speakers = {_key(s): s for _, statement in found for s in _speakers(statement)}
    if not speakers:
        return
    e = entities.c
    rows = connection.execute(select(e.number, e.name, e.type, e.named).where(e.article == article))
    numbers = {(row.name, row.type, row.named): row.number for row in rows}
    new = [entity_row(article, speaker, text) for key, speaker in speakers.items() if key not in numbers]
    for values in new:
        number = connection.execute(insert(entities).values(values).returning(e.number)).scalar_one()
        numbers[values["name"], values["type"], values["named"]] = number
    spoken = [
        {"statement": number, "place": place, "entity": numbers[_key(speaker)]}
        for number, statement in found
        for place, speaker in enumerate(_speakers(statement))
    ]
    connection.execute(insert(mentions), spoken)
    gather(connection, [numbers[values["name"], values["type"], values["named"]] for values in new])


def _speakers(statement: Statement) -> Iterator[Speaker]:
    if statement.speaker:
        yield statement.speaker
        yield from statement.other_speakers


def _key(speaker: Speaker) -> tuple[str, str, bool]:
    return speaker.name, speaker.type, speaker.named


def gather(connection: Connection, new: Sequence[int]) -> None:
    """Give each new named speaker its person: one that the record knows where that is safe, a new one else."""
    query = select(entities, articles.c.id.label("article_id"), articles.c.outlet).join(articles)
    rows = connection.execute(query.where(entities.c.number.in_(new), entities.c.named)).all()
    for row in rows:
        if row.folded:
            person = _find(connection, row) or _begin(connection, row)
            _add_name(connection, person, row.folded)
            connection.execute(update(entities).where(entities.c.number == row.number).values(person=person))


def _find(connection: Connection, row: Any) -> int | None:
    """The one person whom a speaker surely is, or None."""
    known = _known(connection, row)
    walks = set(row.context.split())
    fitting = [k for k in known if not walks or not k.context or walks & k.context]
    if len(fitting) > 1:  # of several, those of this very name, then those of whom as much is told
        fitting = [k for k in fitting if row.folded in k.names] or fitting
        fitting = [k for k in fitting if (walks & k.context if walks else not k.context)]
    if len(fitting) != 1:
        return None
    (found,) = fitting
    if not walks <= found.context:
        both = " ".join(sorted(walks | found.context))
        connection.execute(update(people).where(people.c.number == found.number).values(context=both))
    return found.number


@dataclass(frozen=True, slots=True)
class _Known:
    """Somebody in the record whom a name surely or possibly means."""

    number: int
    names: frozenset[str]
    context: frozenset[str]


def _known(connection: Connection, row: Any) -> list[_Known]:
    """Those whose every name fits a speaker's name, by name alone."""
    if row.type == "person":
        fits = _fits_person
        like = names.c.last == PersonName.of(row.folded).last
    else:
        fits = _fits_body
        like = names.c.folded == row.folded
        if is_generic(row.folded):
            near = select(entities.c.person).join(articles).where(articles.c.outlet == row.outlet)
            like &= names.c.person.in_(near.where(entities.c.folded == row.folded))
    query = select(people.c.canonical, names.c.folded, people.c.context).select_from(names.join(people))
    gathered: dict[int, list[Any]] = {}
    for found in connection.execute(query.where(like, people.c.type == row.type)):
        gathered.setdefault(found.canonical, []).append(found)
    return [
        _Known(number, frozenset(r.folded for r in rows), frozenset(w for r in rows for w in r.context.split()))
        for number, rows in gathered.items()
        if all(fits(row.folded, r.folded) for r in rows)
    ]


def _fits_person(one: str, other: str) -> bool:
    a, b = PersonName.of(one), PersonName.of(other)
    return compare_names(a, b) == "yes" and is_spelled_out(a) and is_spelled_out(b)


def _fits_body(one: str, other: str) -> bool:
    return one == other


def _begin(connection: Connection, row: Any) -> int:
    """Make a person of a speaker; one read again finds its own."""
    key = f"{row.article_id}\n{row.name}\n{row.type}".encode()
    person = hashlib.sha256(key).hexdigest()[:12]
    number = connection.execute(select(people.c.number).where(people.c.id == person)).scalar()
    if number is None:
        number = connection.execute(select(func.coalesce(func.max(people.c.number), 0) + 1)).scalar_one()
        values = {"number": number, "id": person, "name": row.name, "type": row.type, "context": row.context}
        connection.execute(insert(people).values(**values, canonical=number))
    return int(number)


def _add_name(connection: Connection, person: int, folded: str) -> None:
    there = select(names.c.person).where(names.c.person == person, names.c.folded == folded)
    if connection.execute(there).scalar() is None:
        connection.execute(insert(names).values(person=person, folded=folded, last=last_word(folded)))
