"""What people decide about candidates: to accept or reject one, or to put a note to it. All can be taken back."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import asdict, dataclass
from typing import Any, Literal

from sqlalchemy import Connection, insert, or_, select, update

from ..errors import UnknownError, UsageError
from ..record.database import now
from ..record.reviews import place_of
from ..record.rows import statement_of
from ..record.store import Record
from ..record.tables import articles, changes, statements
from ..search.search import Hit
from ..statement import JSON

Verdict = Literal["accept", "reject", "note"]


@dataclass(frozen=True, slots=True)
class Decision:
    """What somebody decided about two statements, by their ids at that time."""

    number: int
    earlier: str
    later: str
    verdict: Verdict
    note: str | None
    who: str
    at: str
    undone: str | None

    def to_dict(self) -> dict[str, Any]:
        """Convert to JSON."""
        return asdict(self)


def decide(
    record: Record, earlier: str, later: str, verdict: Verdict, *, who: str, note: str | None = None
) -> Decision:
    """Accept or reject that a position changed between two statements (ids), or put a note to it.

    Raises UnknownError for an id that isn't there, UsageError for one and the same, or a note without words.
    """
    if earlier == later:
        raise UsageError(f"{earlier}: one statement is no change", remedy="give an earlier and a later one")
    if verdict == "note" and not (note or "").strip():
        raise UsageError("the note is empty")
    with record.database.writing() as connection:
        (one, one_place), (other, other_place) = _place(connection, earlier), _place(connection, later)
        values = {
            "earlier_article": one, "later_article": other, "earlier": one_place, "later": other_place,
            "verdict": verdict, "note": note, "who": who, "at": now(),
        }  # fmt: skip
        number = connection.execute(insert(changes).values(values).returning(changes.c.number)).scalar_one()
        return _decision(connection, int(number))


def take_back(record: Record, number: int) -> Decision:
    """Undo a decision; it stays in the record with the day that it ended. Raises UnknownError."""
    with record.database.writing() as connection:
        active = (changes.c.number == number) & changes.c.undone.is_(None)
        if connection.execute(select(changes.c.number).where(active)).scalar() is None:
            raise UnknownError(f"{number}: no such decision, or taken back already")
        connection.execute(update(changes).where(changes.c.number == number).values(undone=now()))
        return _decision(connection, number)


def decisions_on(connection: Connection, hits: Sequence[Hit]) -> dict[tuple[str, str], list[Decision]]:
    """What was decided on pairs of some statements, by their ids of today, in the order of deciding.

    Where an article was read again since, a decision goes to the statement that has its words.
    """
    by_article: dict[str, list[Hit]] = {}
    for hit in hits:
        by_article.setdefault(hit.article.id, []).append(hit)
    one, other = articles.alias("one"), articles.alias("other")
    query = (
        select(changes, one.c.id.label("one"), other.c.id.label("other"))
        .select_from(
            changes.join(one, changes.c.earlier_article == one.c.number).join(
                other, changes.c.later_article == other.c.number
            )
        )
        .where(changes.c.undone.is_(None), or_(one.c.id.in_(by_article), other.c.id.in_(by_article)))
        .order_by(changes.c.number)
    )
    found: dict[tuple[str, str], list[Decision]] = {}
    for row in connection.execute(query).mappings():
        earlier = _today(row["earlier"], by_article.get(row["one"], ()))
        later = _today(row["later"], by_article.get(row["other"], ()))
        if earlier and later:
            found.setdefault((earlier, later), []).append(_of(row))
    return found


def latest(decisions: Sequence[Decision]) -> Verdict:
    """The last verdict, notes aside."""
    return next((d.verdict for d in reversed(decisions) if d.verdict != "note"), "note")


def _today(place: JSON, hits: Iterable[Hit]) -> str | None:
    """The id of the statement that has the words of a place."""
    hits = list(hits)
    if any(hit.statement.id == place["statement"] for hit in hits):
        return str(place["statement"])
    words = {described["exact"] for described in place["content"]}
    same = [hit.statement.id for hit in hits if words & {span.exact for span in hit.statement.content}]
    return same[0] if len(same) == 1 else None


def _place(connection: Connection, statement: str) -> tuple[int, dict[str, Any]]:
    query = select(statements, articles.c.text).join(articles).where(statements.c.id == statement)
    row = connection.execute(query).mappings().one_or_none()
    if row is None:
        raise UnknownError(f"{statement}: no statement with this id in the record")
    return row["article"], place_of(statement_of(row, row["text"]), row["text"])


def _decision(connection: Connection, number: int) -> Decision:
    return _of(connection.execute(select(changes).where(changes.c.number == number)).mappings().one())


def _of(row: Any) -> Decision:
    return Decision(
        row["number"], row["earlier"]["statement"], row["later"]["statement"], row["verdict"], row["note"], row["who"],
        row["at"], row["undone"],
    )  # fmt: skip
