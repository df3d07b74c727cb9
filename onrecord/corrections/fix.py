"""``fix`` and ``history``: a person corrects a statement, takes it back, and sees who corrected what and why."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any, get_args

from ..errors import ConflictError, UnknownError, UsageError
from ..record import decisions
from ..record.database import Connection
from ..record.decisions import Decision, Matter, keep, on_statement
from ..record.lookup import find_statement
from ..record.reviews import FIELDS, place_of, show, version_of, waiting
from ..record.store import Record
from ..search.search import Hit, hit_of
from ..statement import Act, ChannelType, Happened, Kind, Span, SpeakerType, Statement
from ..text.selectors import selector

#: The values of fields that have but a few.
_ALLOWED: Mapping[str, tuple[str, ...]] = {
    "kind": get_args(Kind), "act": get_args(Act), "happened": get_args(Happened), "channel": get_args(ChannelType),
    "speaker type": get_args(SpeakerType),
}  # fmt: skip


@dataclass(frozen=True, slots=True)
class History:
    """A statement as the machine found it, what people corrected, and as it is shown now.

    ``version`` is a mark of this state: with it a correction is refused when somebody else was faster.
    """

    machine: Statement
    reviews: tuple[Decision, ...]
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
    record: Record, statement: str, changes: Mapping[str, Any], *, by: str, why: str | None = None,
    version: str | None = None,
) -> Hit:  # fmt: skip
    """Correct a statement by its id; return it as it is shown from now on.

    ``changes`` holds any of: speaker ({"name", "type"} or None), said (EDTF or None), channel, addressee (or None),
    kind, act, happened, words (as they stand in the article; " … " between pieces), reject, accept, skip (True).
    Raises UnknownError for an id that isn't there, UsageError for words that the article doesn't have, ConflictError
    when ``version`` is given and isn't the statement's any more.
    """
    with record.database.writing() as connection:
        number = correct(connection, statement, changes, by=by, why=why, version=version)
        return hit_of(connection, number)


def correct(
    connection: Connection, statement: str, changes: Mapping[str, Any], *, by: str, why: str | None,
    version: str | None,
) -> int:  # fmt: skip
    """Do what ``fix`` does within a transaction; return the statement's number."""
    unknown = set(changes) - set(FIELDS)
    if unknown or not changes:
        raise UsageError("nothing to correct", remedy=f"give one of: {', '.join(FIELDS)}")
    _check_values(changes)
    row = find_statement(connection, statement)
    refuse_outdated(connection, row.number, version)
    values = dict(changes)
    if "words" in values:
        values["words"] = [selector(row.text, span) for span in _pieces_in(row.text, values["words"], row.machine)]
    matter = Matter("statement", row.article, place_of(row.machine, row.text), row.number)
    keep(connection, matter, values, by=by, why=why)
    show(connection, row.number)
    return row.number


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


def take_back(record: Record, statement: str, *, by: str) -> Hit:
    """Undo the last correction of a statement, with all that was corrected at the same stroke; return it as it is
    shown from now on. Raises UnknownError.
    """
    with record.database.writing() as connection:
        number = find_statement(connection, statement).number
        if not decisions.take_back(connection, on_statement(number), by=by):
            raise UnknownError(f"{statement}: nothing was corrected here")
        show(connection, number)
        return hit_of(connection, number)


def history(record: Record, statement: str) -> History:
    """What the machine said of a statement and what people made of it. Raises UnknownError."""
    with record.database.reading() as connection:
        row = find_statement(connection, statement)
        said = tuple(decisions.listed(connection, on_statement(row.number)))
        return History(row.machine, said, hit_of(connection, row.number), version_of(connection, row.number))


def lost(record: Record) -> tuple[Decision, ...]:
    """Corrections that wait: no statement of their article covers their words any more."""
    with record.database.reading() as connection:
        return tuple(decisions.listed(connection, waiting()))


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
