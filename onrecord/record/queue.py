"""Which statements wait for a person to look at them, and how many were looked at by whom."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import asdict, dataclass
from typing import Any

from sqlalchemy import ColumnElement, Connection, Select, exists, func, select

from .decisions import ACTIVE, about
from .tables import articles, decisions, entities, mentions, statements

_SAID = decisions.c
#: So many of the least sure are put in the order of the harm that an error would do.
_LOOKED_AT = 200
#: Somebody has decided, and not left it to others.
_DECIDED = about("statement") & ACTIVE & (_SAID.verdict != "skip")
#: Of the newest version of an article; what was decided on older versions was carried over to it.
_OF_CURRENT = (
    about("statement")
    & _SAID.statement.is_not(None)
    & _SAID.article.in_(select(articles.c.number).where(articles.c.current))
)


@dataclass(frozen=True, slots=True)
class Progress:
    """How much was looked at: by one person (with what was skipped), by all, and of how many statements (rejected ones
    and those of older versions included: quick to count, at any size).
    """

    decided: int
    skipped: int
    decided_by_all: int
    seen_twice: int
    statements: int

    def to_dict(self) -> dict[str, int]:
        """Convert to JSON."""
        return asdict(self)


def undecided(connection: Connection, *, by: str, limit: int) -> Sequence[int]:
    """The numbers of the statements that nobody has decided on and ``by`` hasn't skipped.

    Of the least sure ones those come first of which an error would do most harm by their chance of being one.
    """
    settled = about("statement") & ACTIVE & ((_SAID.verdict != "skip") | (_SAID.by == by))
    open_ones = ~exists().where(_SAID.statement == statements.c.number, settled)
    unsure = _least_sure(connection, [statements.c.shown, open_ones], max(limit, _LOOKED_AT))
    return _by_harm(connection, unsure)[:limit]


def seen_by_one(connection: Connection, *, by: str, limit: int) -> Sequence[int]:
    """The numbers of those that one other person has decided on; ``by`` hasn't, and hasn't skipped them."""
    seen = _of_each().group_by(_SAID.statement).having(func.count(_SAID.by.distinct()) == 1).subquery()
    mine = select(_SAID.statement).where(about("statement"), ACTIVE, _SAID.by == by, _SAID.statement.is_not(None))
    others = [statements.c.number.in_(select(seen.c.statement)), statements.c.number.not_in(mine)]
    return _least_sure(connection, others, limit)


def progress(connection: Connection, *, by: str) -> Progress:
    """How much was looked at."""
    decided = _of_each().group_by(_SAID.statement).subquery()
    mine = select(func.count(_SAID.statement.distinct())).where(_OF_CURRENT, _SAID.by == by)

    def count(question: Select[Any]) -> int:
        return int(connection.execute(question).scalar_one())

    return Progress(
        decided=count(mine.where(_DECIDED)),
        skipped=count(mine.where(ACTIVE, _SAID.verdict == "skip")),
        decided_by_all=count(select(func.count()).select_from(decided)),
        seen_twice=count(select(func.count()).select_from(decided).where(decided.c.people > 1)),
        statements=count(select(func.count()).select_from(statements)),
    )


def verdicts(connection: Connection) -> Sequence[tuple[str, str, str]]:
    """What was decided on statements, in the order of deciding: the statement's id, by whom, the verdict."""
    query = (
        select(statements.c.id, _SAID.by, _SAID.verdict)
        .select_from(decisions.join(statements, _SAID.statement == statements.c.number))
        .where(_OF_CURRENT, _DECIDED)
        .order_by(_SAID.number)
    )
    return [(row[0], row[1], row[2]) for row in connection.execute(query)]


def _of_each() -> Select[Any]:
    people = func.count(_SAID.by.distinct()).label("people")
    return select(_SAID.statement, people).where(_OF_CURRENT, _DECIDED)


def _least_sure(connection: Connection, conditions: Sequence[ColumnElement[bool]], limit: int) -> Sequence[int]:
    found = select(statements.c.number).where(*conditions)
    ordered = found.order_by(statements.c.confidence, statements.c.number).limit(limit)
    return connection.execute(ordered).scalars().all()


def _by_harm(connection: Connection, numbers: Sequence[int]) -> Sequence[int]:
    """Statements in the order of the chance of an error by its harm.

    Words in marks under a name weigh most, more where many articles quote who bears it; then a day that was carried
    over from an event. The weights are a judgement, not fitted.
    """
    s, others = statements.c, entities.alias("others")
    articles_of = select(func.count()).where(others.c.person == entities.c.person).scalar_subquery()
    query = (
        select(s.number, s.confidence, s.kind, s.speaker_named, s.said_basis, articles_of.label("articles"))
        .select_from(
            statements.outerjoin(mentions, (mentions.c.statement == s.number) & (mentions.c.place == 0)).outerjoin(
                entities, mentions.c.entity == entities.c.number
            )
        )
        .where(s.number.in_(numbers))
    )
    harm = {}
    for row in connection.execute(query):
        named = 2 * (row.kind != "indirect") + min(3, row.articles.bit_length()) / 3 if row.speaker_named else 0
        harm[row.number] = (1 - row.confidence) * (1 + named + 0.5 * (row.said_basis == "event"))
    return sorted(numbers, key=lambda number: -harm[number])
