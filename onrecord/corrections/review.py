"""Reviewing: people look at what the machine is least sure of and say of each whether it is right.

What they say stands among the corrections (``reviews``). A second opinion is asked without telling the first, on what
the machine found, so that how often two people agree is a figure worth having.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterator, Mapping
from dataclasses import asdict, dataclass, replace
from typing import Any, Literal

from ..errors import UnknownError, UsageError
from ..record import decisions
from ..record import queue as queued
from ..record.database import Connection
from ..record.decisions import on_statement
from ..record.lookup import find_statement
from ..record.queue import Progress
from ..record.reviews import show, version_of
from ..record.store import Record
from ..search.search import Hit, hit_of
from .fix import correct, refuse_outdated

Verdict = Literal["accept", "fix", "reject", "skip"]

#: What a later decision of the same person takes the place of.
_WHOLE = ("accept", "reject", "skip")


@dataclass(frozen=True, slots=True)
class Task:
    """A statement to look at; ``version`` goes with the decision, so that nobody decides on what has changed."""

    hit: Hit
    version: str

    def to_dict(self) -> dict[str, Any]:
        """Convert to JSON: the statement as search gives it, with the version."""
        return {**self.hit.to_dict(), "version": self.version}


@dataclass(frozen=True, slots=True)
class Pair:
    """What the first two people who looked at a statement said of it."""

    statement: str
    first: str
    second: str
    first_by: str
    second_by: str


@dataclass(frozen=True, slots=True)
class Agreement:
    """How far two people say the same of the same statement: accept, fix or reject."""

    pairs: tuple[Pair, ...]

    @property
    def same(self) -> int:
        """Statements of which both say the same."""
        return sum(pair.first == pair.second for pair in self.pairs)

    @property
    def share(self) -> float | None:
        """The part of statements of which both say the same; None where nobody gave a second opinion."""
        return self.same / len(self.pairs) if self.pairs else None

    @property
    def kappa(self) -> float | None:
        """Cohen's kappa (1960): agreement beyond what chance gives; None where it isn't defined, as when everybody
        always says the same.
        """
        total = len(self.pairs)
        first, second = Counter(p.first for p in self.pairs), Counter(p.second for p in self.pairs)
        by_chance = sum(first[verdict] * second[verdict] for verdict in first)
        if by_chance == total * total:
            return None
        return (self.same * total - by_chance) / (total * total - by_chance)

    def to_dict(self) -> dict[str, Any]:
        """Convert to JSON."""
        counts = Counter((p.first, p.second) for p in self.pairs)
        return {
            "statements": len(self.pairs),
            "same": self.same,
            "share": self.share,
            "kappa": self.kappa,
            "counts": [{"first": a, "second": b, "statements": n} for (a, b), n in sorted(counts.items())],
            "disagreements": [asdict(p) for p in self.pairs if p.first != p.second],
        }


def queue(record: Record, *, by: str, second: bool = False, limit: int = 20) -> list[Task]:
    """What waits for a person: the least sure statements that nobody has decided on, by the harm that an error may do.

    With ``second`` those on which one other person has decided, as the machine found them.
    """
    with record.database.reading() as connection:
        numbers = (queued.seen_by_one if second else queued.undecided)(connection, by=by, limit=limit)
        return [_task(connection, number, as_found=second) for number in numbers]


def task(record: Record, statement: str, *, as_found: bool = False) -> Task:
    """One statement to look at (``as_found``: as the machine found it). Raises UnknownError."""
    with record.database.reading() as connection:
        number = find_statement(connection, statement).number
        return _task(connection, number, as_found=as_found)


def decide(
    record: Record, statement: str, verdict: Verdict, *, by: str, changes: Mapping[str, Any] | None = None,
    why: str | None = None, version: str | None = None,
) -> Task:  # fmt: skip
    """Say that a statement is right, wrong, to be corrected (``changes`` as for ``corrections.fix``), or to be left to
    others; return it as it is shown from now on.

    Raises UnknownError, UsageError, and ConflictError when the statement isn't as it was in ``version``.
    """
    if (verdict == "fix") != bool(changes):
        raise UsageError("nothing to correct", remedy="say what with the verdict fix, and only with it")
    with record.database.writing() as connection:
        number = find_statement(connection, statement).number
        refuse_outdated(connection, number, version)
        decisions.end(connection, on_statement(number, by=by, among=_WHOLE), by=by)
        correct(connection, statement, changes or {verdict: True}, by=by, why=why, version=None)
        return _task(connection, number)


def undo(record: Record, statement: str, *, by: str, version: str | None = None) -> Task:
    """Take back what a person said last of a statement; return it as it is shown from now on.

    Raises UnknownError when they said nothing, ConflictError as ``decide`` does.
    """
    with record.database.writing() as connection:
        number = find_statement(connection, statement).number
        refuse_outdated(connection, number, version)
        if not decisions.take_back(connection, on_statement(number, by=by), by=by):
            raise UnknownError(f"{statement}: {by} has said nothing of it that could be taken back")
        show(connection, number)
        return _task(connection, number)


def progress(record: Record, *, by: str) -> Progress:
    """How much was looked at."""
    with record.database.reading() as connection:
        return queued.progress(connection, by=by)


def agreement(record: Record) -> Agreement:
    """How far the first two people who decided on the same statements agree."""
    said: dict[str, dict[str, set[str]]] = defaultdict(lambda: defaultdict(set))
    with record.database.reading() as connection:
        for statement, by, verdict in queued.verdicts(connection):
            said[statement][by].add(verdict)
    return Agreement(tuple(_pairs(said)))


def _pairs(said: Mapping[str, Mapping[str, set[str]]]) -> Iterator[Pair]:
    for statement, people in said.items():
        if len(people) > 1:
            (one, first), (other, second), *_ = people.items()
            yield Pair(statement, _verdict(first), _verdict(second), one, other)


def _verdict(fields: set[str]) -> Verdict:
    """What all that one person said of a statement comes to."""
    if "reject" in fields:
        return "reject"
    return "accept" if fields == {"accept"} else "fix"


def _task(connection: Connection, number: int, *, as_found: bool = False) -> Task:
    hit = hit_of(connection, number)
    if as_found:
        machine = find_statement(connection, hit.statement.id).machine
        hit = replace(hit, statement=machine, corrected=False)
    return Task(hit, version_of(connection, number))
