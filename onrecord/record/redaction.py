"""Blanking a person's names and words wherever the record has them: texts, heads, statements, speakers, decisions.

A character becomes a block, so that all other offsets stay right.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Any, Self

from sqlalchemy import Column, ColumnElement, Connection, Table, Text, cast, delete, func, or_, select, update

from ..statement import Span
from ..text.selectors import selector
from . import clusters
from .lookup import rows_of, speakers_of, statements_of
from .persons import Person
from .rows import Pair
from .store import redacted_hash
from .tables import articles, captures, decisions, entities, failures, names, people, statements

#: What stands in a text instead of redacted words, one for each character.
BLANK = "█"
#: What may stand between the words of a name in an address or a file's name.
_JOINTS = r"(?:[-_+. ]|%20)?"


@dataclass(frozen=True, slots=True)
class Blanker:
    """Blanks a person's full names; ``seeds`` are the words by which rows that may hold one are looked up."""

    named: re.Pattern[str]
    joined: re.Pattern[str]
    seeds: frozenset[str]

    @classmethod
    def of(cls, names: Iterable[str]) -> Self:
        """Make it of all names in use."""
        split = sorted({tuple(name.split()) for name in names if name.strip()}, key=lambda words: -len(" ".join(words)))

        def any_of(joint: str) -> re.Pattern[str]:
            forms = "|".join(joint.join(map(re.escape, words)) for words in split)
            return re.compile(rf"(?<![^\W_])(?:{forms})(?![^\W_])", re.IGNORECASE)

        return cls(any_of(r"\s+"), any_of(_JOINTS), frozenset(words[-1] for words in split))

    def text(self, text: str, places: Iterable[Sequence[int]] = ()) -> str:
        """A text without the names, nor what stands at some places."""
        found = [m.span() for m in self.named.finditer(text)]
        characters = list(text) if found or places else []
        for start, end in (*places, *found):
            characters[start:end] = [c if c.isspace() else BLANK for c in characters[start:end]]
        return "".join(characters) if characters else text

    def address(self, address: str | None) -> str | None:
        """An address or a file's name without the names."""
        return address and self.joined.sub(lambda m: BLANK * len(m.group()), address)

    def all(self, value: Any) -> Any:
        """A JSON value with every string in it blanked."""
        if isinstance(value, str):
            return self.text(value)
        if isinstance(value, dict):
            return {key: self.all(each) for key, each in value.items()}
        return [self.all(each) for each in value] if isinstance(value, list) else value

    def may_stand_in(self, *columns: Column[Any]) -> ColumnElement[bool]:
        """A condition that rows fulfil which may hold a name."""
        forms = {form for seed in self.seeds for form in (seed, seed.lower(), seed.upper(), seed.title())}
        held = [cast(column, Text) for column in columns]
        return or_(*(func.coalesce(column, "").contains(form, autoescape=True) for column in held for form in forms))


def blanker_for(connection: Connection, person: Person) -> Blanker:
    """What blanks all names under which a person stands in the record."""
    used = select(entities.c.name).where(entities.c.number.in_(speakers_of(person.id)))
    shown = select(people.c.name).where(people.c.number.in_(rows_of(person.id)))
    kept = select(names.c.folded).where(names.c.person.in_(rows_of(person.id)))
    found = {name for query in (used, shown, kept) for name in connection.execute(query).scalars()}
    return Blanker.of({person.name, *person.names, *found})


def articles_mentioning(connection: Connection, blanker: Blanker) -> Sequence[int]:
    """The numbers of the articles in whose text or head a name stands."""
    a = articles.c
    heads = (a.title, a.url, a.source, a.authors)
    query = select(a.number, a.text, *heads).where(blanker.may_stand_in(a.text, *heads)).order_by(a.number)
    return [
        row.number
        for row in connection.execute(query)
        if blanker.named.search("\n".join((row.text, row.title or "", *row.authors)))
        or any(blanker.joined.search(address or "") for address in (row.url, row.source))
    ]


def redact_article(connection: Connection, article: int, person: Person, blanker: Blanker) -> None:
    """Take a person's statements out of an article, and blank the names and words in all that is kept of it."""
    row = connection.execute(select(articles).where(articles.c.number == article)).mappings().one()
    s = statements.c
    theirs = s.number.in_(statements_of(speakers_of(person.id)))
    found = connection.execute(select(s.number, s.spans).where(s.article == article, theirs)).all()
    gone = [each.number for each in found]
    text = blanker.text(
        row["text"], [p for each in found for part in ("source", "content") for p in each.spans.get(part, ())]
    )
    clusters.leave(connection, gone)
    connection.execute(delete(decisions).where(decisions.c.statement.in_(gone)))
    connection.execute(delete(statements).where(s.number.in_(gone)))
    values = {
        "text": text, "hash": redacted_hash(connection, text), "title": row["title"] and blanker.text(row["title"]),
        "authors": blanker.all(row["authors"]), "url": blanker.address(row["url"]),
        "source": blanker.address(row["source"]), "flag_note": row["flag_note"] and blanker.text(row["flag_note"]),
    }  # fmt: skip
    connection.execute(update(articles).where(articles.c.number == article).values(values))
    connection.execute(delete(failures).where(failures.c.source == row["source"]))
    connection.execute(delete(captures).where(captures.c.article == article))  # their bytes hold the words
    _blank_statements(connection, article, text, blanker)
    _blank_decisions(connection, article, row["text"], text, blanker)


def blank_elsewhere(connection: Connection, blanker: Blanker) -> None:
    """Blank the names where other people, reasons and failures hold them."""
    _blank_columns(connection, entities, (entities.c.name, entities.c.folded), blanker)
    _blank_columns(connection, people, (people.c.name,), blanker)
    _blank_columns(connection, decisions, (decisions.c.why, decisions.c.value), blanker)
    n, f = names.c, failures.c
    for person, folded in connection.execute(select(n.person, n.folded).where(blanker.may_stand_in(n.folded))).all():
        blanked = blanker.text(folded)
        here = (n.person == person) & (n.folded == folded)
        connection.execute(update(names).where(here).values(folded=blanked, last=blanked.split()[-1]))
    for source, reason in connection.execute(select(f.source, f.reason)).all():
        if blanker.joined.search(source) or blanker.named.search(reason):
            connection.execute(delete(failures).where(f.source == source))


def _blank_columns(connection: Connection, table: Table, columns: Sequence[Column[Any]], blanker: Blanker) -> None:
    query = select(table.c.number, *columns).where(blanker.may_stand_in(*columns))
    for row in connection.execute(query).mappings().all():
        values = {column.name: blanker.all(row[column.name]) for column in columns}
        connection.execute(update(table).where(table.c.number == row["number"]).values(values))


def _blank_statements(connection: Connection, article: int, text: str, blanker: Blanker) -> None:
    """Blank the names and words where statements of others hold them; their words are cut from the text again."""
    s = statements.c
    rows = connection.execute(
        select(s.number, s.words, s.speaker, s.addressee, s.spans, s.machine).where(s.article == article)
    ).all()
    changed = []
    for row in rows:
        values = {
            "words": _words(text, row.spans["content"]), "speaker": row.speaker and blanker.text(row.speaker),
            "addressee": row.addressee and blanker.text(row.addressee), "spans": blanker.all(row.spans),
            "machine": blanker.all(row.machine),
        }  # fmt: skip
        if row.machine:
            values["machine"]["words"] = _words(text, row.machine["spans"]["content"])
        if any(values[name] != getattr(row, name) for name in values):
            changed.append(row.number)
            connection.execute(update(statements).where(s.number == row.number).values(values))
    clusters.leave(connection, changed)
    clusters.join(
        connection, connection.execute(select(s.number).where(s.number.in_(changed), s.shown)).scalars().all()
    )


def _blank_decisions(connection: Connection, article: int, before: str, text: str, blanker: Blanker) -> None:
    """Cut the words that decisions hold on to from the blanked text, where they stood in the text before."""
    d = decisions.c

    def cut_again(value: Any) -> Any:
        if isinstance(value, list):
            return [cut_again(each) for each in value]
        if not isinstance(value, dict):
            return value
        if "refinedBy" not in value:
            return {key: cut_again(each) for key, each in value.items()}
        start = int(value["refinedBy"]["start"])
        end = start + len(value["exact"])
        if before[start:end] == value["exact"]:
            return selector(text, Span.of(text, start, end))
        return {**blanker.all(value), "prefix": "", "suffix": ""}

    here = or_(d.article == article, d.other_article == article)
    columns = (d.number, d.article, d.other_article, d.words, d.other_words, d.value)
    for row in connection.execute(select(*columns).where(here)).all():
        values = {"value": blanker.all(cut_again(row.value))}
        for which, words in (("article", "words"), ("other_article", "other_words")):
            if getattr(row, which) == article:
                values[words] = blanker.all(cut_again(getattr(row, words)))
        connection.execute(update(decisions).where(d.number == row.number).values(values))


def _words(text: str, content: Sequence[Pair]) -> str:
    return " … ".join(" ".join(text[a:b].split()) for a, b in content)
