"""What people decide about candidates: to accept or reject one, or to put a note to it. All can be taken back."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import Literal

from ..errors import UnknownError, UsageError
from ..record import decisions
from ..record.database import Connection
from ..record.decisions import Decision, HeldWords, Matter, changes_in, keep, listed, numbered
from ..record.lookup import find_statement
from ..record.reviews import place_of
from ..record.store import Record
from ..search.search import Hit

Verdict = Literal["accept", "reject", "note"]


def decide(record: Record, earlier: str, later: str, verdict: Verdict, *, by: str, note: str | None = None) -> Decision:
    """Accept or reject that a position changed between two statements (ids), or put a note to it.

    Raises UnknownError for an id that isn't there, UsageError for one and the same, or a note without words.
    """
    if earlier == later:
        raise UsageError(f"{earlier}: one statement is no change", remedy="give an earlier and a later one")
    if verdict == "note" and not (note or "").strip():
        raise UsageError("the note is empty")
    with record.database.writing() as connection:
        one, other = find_statement(connection, earlier), find_statement(connection, later)
        matter = Matter(
            "change", article=one.article, words=place_of(one.shown, one.text),
            other_article=other.article, other_words=place_of(other.shown, other.text),
        )  # fmt: skip
        (number,) = keep(connection, matter, {verdict: None}, by=by, why=note)
        return listed(connection, numbered("change", number))[0]


def take_back(record: Record, number: int, *, by: str) -> Decision:
    """Undo a decision; it stays in the record with the day that it ended, and by whom. Raises UnknownError."""
    with record.database.writing() as connection:
        taken = decisions.take_back(connection, numbered("change", number), by=by)
        if not taken:
            raise UnknownError(f"{number}: no such decision, or taken back already")
        return taken[0]


def decisions_on(connection: Connection, hits: Sequence[Hit]) -> dict[tuple[str, str], list[Decision]]:
    """What was decided on pairs of some statements, by their ids of today, in the order of deciding.

    Where an article was read again since, a decision goes to the statement that has its words.
    """
    by_article: dict[str, list[Hit]] = {}
    for hit in hits:
        by_article.setdefault(hit.article.id, []).append(hit)
    found: dict[tuple[str, str], list[Decision]] = {}
    for decision, one, other in changes_in(connection, by_article):
        earlier = _today(one, by_article.get(one.article, ()))
        later = _today(other, by_article.get(other.article, ()))
        if earlier and later:
            found.setdefault((earlier, later), []).append(decision)
    return found


def latest(decided: Sequence[Decision]) -> str:
    """The last verdict, notes aside."""
    return next((d.verdict for d in reversed(decided) if d.verdict != "note"), "note")


def _today(held: HeldWords, hits: Iterable[Hit]) -> str | None:
    """The id of the statement that has the words that a decision holds on to."""
    hits = list(hits)
    if any(hit.statement.id == held.statement for hit in hits):
        return held.statement
    same = [hit.statement.id for hit in hits if held.pieces & {span.exact for span in hit.statement.content}]
    return same[0] if len(same) == 1 else None
