"""What people decide, whatever it is about: stored, listed and taken back in one way.

A decision is about one statement (its right value, or that it is right or wrong), about people (who is who, and what
they are called) or about a change (two statements between which a position may have changed). What follows from it is
known where it is made: in ``corrections``, ``people`` and ``positions``. What was decided at one stroke shares a batch
and is taken back together; what was taken back stays, with who did so and when.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import asdict, dataclass
from typing import Any, Literal, Self

from sqlalchemy import ColumnElement, Connection, RowMapping, Select, func, insert, or_, select, update

from ..statement import JSON
from .database import now
from .tables import articles, decisions, people, statements

About = Literal["statement", "people", "change"]

#: Nobody has taken it back.
ACTIVE: ColumnElement[bool] = decisions.c.undone_at.is_(None)


@dataclass(frozen=True, slots=True)
class Decision:
    """One decision: what it is about (``of``: the ids at that time), the verdict, by whom, when and why.

    A correction's verdict is the field that it corrects, and ``value`` the right value; a new name's ``value`` is the
    name. ``statement`` is the id of the statement that a correction belongs to now, None while its words are missing.
    """

    number: int
    about: About
    of: tuple[str, ...]
    verdict: str
    value: Any
    by: str
    at: str
    why: str | None
    batch: int
    undone_by: str | None
    undone_at: str | None
    statement: str | None = None

    def to_dict(self) -> dict[str, Any]:
        """Convert to JSON; what it is about under the names that go with its kind."""
        return {
            "number": self.number, "about": self.about, "verdict": self.verdict, **self._named(), "who": self.by,
            "at": self.at, "why": self.why, "batch": self.batch, "undone": self.undone_at, "undone_by": self.undone_by,
        }  # fmt: skip

    def _named(self) -> dict[str, Any]:
        first, second = (*self.of, None)[:2]
        if self.about == "people":
            return {"person": first, "other": second, "name": self.value}
        if self.about == "change":
            return {"earlier": first, "later": second, "note": self.why}
        return {"statement": self.statement, "of": first, "field": self.verdict, "value": self.value}


@dataclass(frozen=True, slots=True)
class Matter:
    """What is decided about, as the record holds it: rows by their numbers, statements also by their words.

    ``words`` and ``other_words`` are places (``reviews.place_of``), so that the decision outlives a new reading.
    """

    about: About
    article: int | None = None
    words: JSON | None = None
    statement: int | None = None
    other_article: int | None = None
    other_words: JSON | None = None
    person: int | None = None
    other_person: int | None = None


@dataclass(frozen=True, slots=True)
class HeldWords:
    """The words that a decision holds on to: the article's id, the statement's at that time, and its pieces."""

    article: str
    statement: str
    pieces: frozenset[str]

    @classmethod
    def of(cls, article: str, place: JSON) -> Self:
        """Read from what is stored."""
        return cls(article, place["statement"], frozenset(described["exact"] for described in place["content"]))


def keep(
    connection: Connection, matter: Matter, verdicts: Mapping[str, Any], *, by: str, why: str | None = None
) -> list[int]:
    """Store what somebody decides at one stroke, by verdict with its value; return the decisions' numbers."""
    batch = connection.execute(select(func.coalesce(func.max(decisions.c.batch), 0) + 1)).scalar_one()
    common = {**asdict(matter), "by": by, "at": now(), "why": why, "batch": batch}
    numbered = insert(decisions).returning(decisions.c.number)
    return [
        int(connection.execute(numbered.values(**common, verdict=verdict, value=value)).scalar_one())
        for verdict, value in verdicts.items()
    ]


def listed(connection: Connection, which: ColumnElement[bool]) -> list[Decision]:
    """The decisions that fit, in the order of deciding, those that were taken back included."""
    rows = connection.execute(_whole().where(which).order_by(decisions.c.number)).mappings()
    return [_decision(row) for row in rows]


def take_back(connection: Connection, which: ColumnElement[bool], *, by: str) -> list[Decision]:
    """End the last decision that fits and isn't ended, with all that was decided at the same stroke and fits."""
    last = connection.execute(
        select(decisions.c.batch).where(which, ACTIVE).order_by(decisions.c.number.desc())
    ).first()
    return end(connection, which & (decisions.c.batch == last.batch), by=by) if last else []


def end(connection: Connection, which: ColumnElement[bool], *, by: str) -> list[Decision]:
    """End all decisions that fit and aren't ended; return them as they are now."""
    ended = update(decisions).where(which, ACTIVE).values(undone_by=by, undone_at=now()).returning(decisions.c.number)
    numbers = connection.execute(ended).scalars().all()
    return listed(connection, decisions.c.number.in_(numbers))


def numbered(about: About, number: int) -> ColumnElement[bool]:
    """The decision with a number, where it is about that."""
    return (decisions.c.about == about) & (decisions.c.number == number)


def about(what: About) -> ColumnElement[bool]:
    """All decisions about that."""
    return decisions.c.about == what


def on_statement(number: int, *, by: str | None = None, among: Iterable[str] = ()) -> ColumnElement[bool]:
    """What was decided about a statement: by one person, and with one of some verdicts, where these are given."""
    found = decisions.c.statement == number
    if by is not None:
        found &= decisions.c.by == by
    if verdicts := tuple(among):
        found &= decisions.c.verdict.in_(verdicts)
    return found


def changes_in(connection: Connection, ids: Iterable[str]) -> list[tuple[Decision, HeldWords, HeldWords]]:
    """What was decided about changes of which a statement is in one of some articles, with the words of both."""
    one, other, wanted = articles.alias("one"), articles.alias("other"), tuple(ids)
    query = (
        _whole()
        .join(one, decisions.c.article == one.c.number)
        .join(other, decisions.c.other_article == other.c.number)
        .add_columns(one.c.id.label("earlier_article"), other.c.id.label("later_article"))
        .where(about("change"), ACTIVE, or_(one.c.id.in_(wanted), other.c.id.in_(wanted)))
        .order_by(decisions.c.number)
    )
    return [
        (
            _decision(row),
            HeldWords.of(row["earlier_article"], row["words"]),
            HeldWords.of(row["later_article"], row["other_words"]),
        )
        for row in connection.execute(query).mappings()
    ]


def state(connection: Connection, what: About) -> tuple[int | None, ...]:
    """What changes with any decision about that: what was worked out from decisions holds while this is the same."""
    d = decisions.c
    row = connection.execute(select(func.max(d.number), func.count(d.undone_at)).where(about(what))).one()
    return tuple(row)


def _whole() -> Select[Any]:
    one, other = people.alias("one_person"), people.alias("second_person")
    return (
        select(decisions, statements.c.id.label("statement_id"))
        .add_columns(one.c.id.label("person_id"), other.c.id.label("other_id"))
        .select_from(
            decisions.outerjoin(statements, decisions.c.statement == statements.c.number)
            .outerjoin(one, decisions.c.person == one.c.number)
            .outerjoin(other, decisions.c.other_person == other.c.number)
        )
    )


def _decision(row: RowMapping) -> Decision:
    held = (row["words"], row["other_words"])
    of = (place["statement"] for place in held if place) if row["words"] else (row["person_id"], row["other_id"])
    return Decision(
        number=row["number"], about=row["about"], of=tuple(each for each in of if each), verdict=row["verdict"],
        value=row["value"], by=row["by"], at=row["at"], why=row["why"], batch=row["batch"],
        undone_by=row["undone_by"], undone_at=row["undone_at"], statement=row["statement_id"],
    )  # fmt: skip
