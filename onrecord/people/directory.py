"""Whom a name means, and one person's page: the names in use, how many statements a year, and what was said when."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from ..errors import UnknownError, UsageError
from ..record.persons import Person, find_people, most_quoted, years_of
from ..record.rows import day_of
from ..record.store import Record
from ..search.search import Filters, Hit, search
from ..text.person_names import fold

__all__ = ["Person", "PersonPage", "find_people", "meant_by", "most_quoted", "page", "several", "the_person"]


@dataclass(frozen=True, slots=True)
class PersonPage:
    """A person with statements by year and, newest last, the newest statements. Undated ones count by publication."""

    person: Person
    years: tuple[tuple[str, int], ...]
    statements: tuple[Hit, ...]

    def to_dict(self) -> dict[str, Any]:
        """Convert to JSON."""
        return {
            "person": self.person.to_dict(),
            "years": dict(self.years),
            "statements": [hit.to_dict() for hit in self.statements],
        }


def the_person(record: Record, asked: str) -> Person:
    """The one person whom an id or a name means. Raises UnknownError, or UsageError when several may be meant."""
    exact, found = meant_by(record, asked)
    if len(exact or found) == 1:
        return (exact or found)[0]
    raise several(asked, found)


def meant_by(record: Record, asked: str) -> tuple[list[Person], list[Person]]:
    """The people whose id or whole name it is, and all whom it may mean, the most quoted first. Raises UnknownError."""
    found = find_people(record, asked)
    if not found:
        raise UnknownError(f"{asked}: nobody of this name in the record")
    exact = [p for p in found if p.id == asked] or [p for p in found if fold(asked) in map(fold, (p.name, *p.names))]
    return exact, found


def several(asked: str, found: Sequence[Person]) -> UsageError:
    """The error that tells that a name may mean several people."""
    some = ", ".join(f"{p.id} ({p.name}, {p.statements} statements)" for p in found[:5])
    return UsageError(
        f"{asked}: {len(found)} people may be meant", remedy=f"give the id: {some}{' ...' * (len(found) > 5)}"
    )


def page(record: Record, person: Person, *, about: str = "", limit: int = 50) -> PersonPage:
    """Give a person's page, with the newest ``limit`` statements (about some words where given)."""
    hits = search(record, about, Filters(person=person.id), limit=limit)
    return PersonPage(person, years_of(record, person.id), tuple(sorted(hits, key=_day)))


def _day(hit: Hit) -> str:
    return day_of(hit.statement, hit.article.published)
