"""``fix`` and ``history``: a person corrects a statement, takes it back, and sees who corrected what and why."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import asdict, dataclass
from typing import Any, get_args

from sqlalchemy import Connection, insert, select, update

from ..errors import ConflictError, UnknownError, UsageError
from ..record.database import now
from ..record.reviews import AGREEMENTS, FIELDS, place_of, show, version_of
from ..record.rows import statement_of
from ..record.store import Record
from ..record.tables import articles, reviews, statements
from ..search.search import Hit, hit_of
from ..statement import Act, ChannelType, Happened, Kind, Span, SpeakerType, Statement
from ..text.selectors import selector

#: The values of fields that have but a few.
_ALLOWED: Mapping[str, tuple[str, ...]] = {
    "kind": get_args(Kind), "act": get_args(Act), "happened": get_args(Happened), "channel": get_args(ChannelType),
    "speaker type": get_args(SpeakerType),
}  # fmt: skip


@dataclass(frozen=True, slots=True)
class Review:
    """One correction: of which statement (None while its words can't be found), which field, what, by whom, why."""

    number: int
    statement: str | None
    of: str
    field: str
    value: Any
    who: str
    at: str
    why: str | None
    undone: str | None

    def to_dict(self) -> dict[str, Any]:
        """Convert to JSON."""
        return asdict(self)


@dataclass(frozen=True, slots=True)
class History:
    """A statement as the machine found it, what people corrected, and as it is shown now.

    ``version`` is a mark of this state: with it a correction is refused when somebody else was faster.
    """

    machine: Statement
    reviews: tuple[Review, ...]
    shown: Hit
    version: str

    def to_dict(self) -> dict[str, Any]:
        """Convert to JSON."""
        return {
            "machine": self.machine.to_dict(),
            "reviews": [r.to_dict() for r in self.reviews],
            "shown": self.shown.to_dict(),
            "version": self.version,
        }


def fix(
    record: Record, statement: str, changes: Mapping[str, Any], *, who: str, why: str | None = None,
    version: str | None = None,
) -> Hit:  # fmt: skip
    """Correct a statement by its id; return it as it is shown from now on.

    ``changes`` holds any of: speaker ({"name", "type"} or None), said (EDTF or None), channel, addressee (or None),
    kind, act, happened, words (as they stand in the article; " … " between pieces), reject, accept, skip (True).
    Raises UnknownError for an id that isn't there, UsageError for words that the article doesn't have, ConflictError
    when ``version`` is given and isn't the statement's any more.
    """
    with record.database.writing() as connection:
        number = correct(connection, statement, changes, who=who, why=why, version=version)
        return hit_of(connection, number)


def correct(
    connection: Connection, statement: str, changes: Mapping[str, Any], *, who: str, why: str | None,
    version: str | None,
) -> int:  # fmt: skip
    """Do what ``fix`` does within a transaction; return the statement's number."""
    unknown = set(changes) - set(FIELDS)
    if unknown or not changes:
        raise UsageError("nothing to correct", remedy=f"give one of: {', '.join(FIELDS)}")
    _check_values(changes)
    number, article, found, text = find_statement(connection, statement)
    refuse_outdated(connection, number, version)
    values = dict(changes)
    if "words" in values:
        values["words"] = [selector(text, span) for span in _pieces_in(text, values["words"], found)]
    common = {
        "article": article, "statement": number, "selector": place_of(found, text), "who": who, "at": now(),
        "why": why,
    }  # fmt: skip
    connection.execute(insert(reviews), [{**common, "field": field, "value": value} for field, value in values.items()])
    show(connection, number)
    return number


def _check_values(changes: Mapping[str, Any]) -> None:
    """Raise UsageError for a value that its field can't have."""
    speaker = changes.get("speaker")
    given = {**changes, **({"speaker type": speaker.get("type")} if speaker else {})}
    for field, allowed in _ALLOWED.items():
        if field in given and given[field] not in allowed:
            raise UsageError(f"{given[field]!r} is no {field}", remedy=f"choose one of: {', '.join(allowed)}")
    if speaker and not str(speaker.get("name", "")).strip():
        raise UsageError("the speaker's name is empty", remedy="give the name, or say that the speaker is unknown")


def refuse_outdated(connection: Connection, number: int, version: str | None) -> None:
    """Raise ConflictError when somebody has changed a statement since it had this version."""
    if version is not None and version != version_of(connection, number):
        raise ConflictError(
            "somebody else has changed this statement meanwhile", remedy="look at it again, then decide"
        )


def take_back(record: Record, statement: str) -> Hit:
    """Undo the last correction of a statement; return it as it is shown from now on. Raises UnknownError."""
    with record.database.writing() as connection:
        number, *_ = find_statement(connection, statement)
        active = (reviews.c.statement == number) & reviews.c.undone.is_(None)
        last = connection.execute(select(reviews.c.number).where(active).order_by(reviews.c.number.desc())).scalar()
        if last is None:
            raise UnknownError(f"{statement}: nothing was corrected here")
        connection.execute(update(reviews).where(reviews.c.number == last).values(undone=now()))
        show(connection, number)
        return hit_of(connection, number)


def history(record: Record, statement: str) -> History:
    """What the machine said of a statement and what people made of it. Raises UnknownError."""
    with record.database.reading() as connection:
        number, _, machine, _ = find_statement(connection, statement)
        said = _reviews(connection, reviews.c.statement == number)
        return History(machine, said, hit_of(connection, number), version_of(connection, number))


def lost(record: Record) -> tuple[Review, ...]:
    """Corrections that wait: no statement of their article covers their words any more."""
    changing = reviews.c.field.not_in((*AGREEMENTS, "reject"))
    waiting = reviews.c.statement.is_(None) & reviews.c.undone.is_(None) & changing
    current = reviews.c.article.in_(select(articles.c.number).where(articles.c.current))
    with record.database.reading() as connection:
        return _reviews(connection, waiting & current)


def _reviews(connection: Connection, where: Any) -> tuple[Review, ...]:
    query = select(reviews, statements.c.id).outerjoin(statements, reviews.c.statement == statements.c.number)
    rows = connection.execute(query.where(where).order_by(reviews.c.number))
    return tuple(
        Review(r.number, r.id, r.selector["statement"], r.field, r.value, r.who, r.at, r.why, r.undone) for r in rows
    )


def find_statement(connection: Connection, statement: str) -> tuple[int, int, Statement, str]:
    """A statement's number, its article's number, what the machine said, and the article's text."""
    query = select(statements, articles.c.text).join(articles).where(statements.c.id == statement)
    row = connection.execute(query).mappings().one_or_none()
    if row is None:
        raise UnknownError(f"{statement}: no statement with this id in the record")
    machine = statement_of({**row, **(row["machine"] or {})}, row["text"])
    return row["number"], row["article"], machine, row["text"]


def _pieces_in(text: str, words: str, near: Statement) -> list[Span]:
    """Where the article has some words, or the pieces of them that " … " joins."""
    whole = _nearest(text, words, near)
    found = [whole] if whole else [_nearest(text, piece, near) for piece in words.split(" … ")]
    spans = [span for span in found if span]
    if len(spans) < len(found):
        raise UsageError(f"the article doesn't have the words {words!r}", remedy="give them as they are printed")
    return spans


def _nearest(text: str, words: str, near: Statement) -> Span | None:
    """Where a text has some words, white space aside; the nearest to the statement where it has them twice."""
    pattern = r"\s+".join(re.escape(word) for word in words.split())
    places = [m.span() for m in re.finditer(pattern, text)] if pattern else []
    return Span.of(text, *min(places, key=lambda p: abs(p[0] - near.content[0].start))) if places else None
