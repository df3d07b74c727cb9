"""What a record is about at a glance: who is quoted most and when, who speaks of whom, and which words stand out.

It is worked out once for a state of the record and kept until something is added or decided.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any
from weakref import WeakKeyDictionary

from ..record.database import Database
from ..record.decisions import state
from ..record.holdings import articles_state, newest_day
from ..record.identity import names_state
from ..record.persons import Person, most_quoted, years_of
from ..record.store import Record
from ..search.facets import by_speaker
from ..search.search import Filters
from ..text.person_names import fold
from .topics import Topic, topics

#: People shown, and how many of the newest statements with a name are counted.
_PEOPLE, _COUNTED = 8, 5_000


@dataclass(frozen=True, slots=True)
class Overview:
    """The most quoted people with their statements by year; words that stand out in the newest month; who names whom.

    ``named`` are the last names of these people, ``naming[i][j]`` is how many statements of ``people[i]`` have the name
    ``named[j]`` in them (of the newest 5,000 that have it).
    """

    people: tuple[tuple[Person, tuple[tuple[str, int], ...]], ...]
    month: str | None
    topics: tuple[Topic, ...]
    named: tuple[str, ...]
    naming: tuple[tuple[int, ...], ...]

    def to_dict(self) -> dict[str, Any]:
        """Convert to JSON."""
        return {
            "people": [{**person.to_dict(), "years": dict(years)} for person, years in self.people],
            "month": self.month, "topics": [topic.to_dict() for topic in self.topics],
            "named": list(self.named), "naming": [list(row) for row in self.naming],
        }  # fmt: skip


_known: WeakKeyDictionary[Database, tuple[tuple[Any, ...], Overview]] = WeakKeyDictionary()


def overview(record: Record) -> Overview:
    """What the record is about, as it stands now."""
    with record.database.reading() as connection:
        now = (*articles_state(connection), *names_state(connection), *state(connection, "statement"))
    known = _known.get(record.database)
    if known is None or known[0] != now:
        known = _known[record.database] = now, _worked_out(record)
    return known[1]


def _worked_out(record: Record) -> Overview:
    quoted = most_quoted(record, limit=_PEOPLE, types=("person",))
    names = tuple(dict.fromkeys(person.name.split()[-1] for person in quoted))
    counts = [by_speaker(record, fold(name), [person.id for person in quoted], limit=_COUNTED) for name in names]
    day = newest_day(record)
    month = day[:7] if day else None
    return Overview(
        people=tuple((person, years_of(record, person.id)) for person in quoted),
        month=month,
        topics=topics(record, Filters(published_from=f"{month}-01", published_to=f"{month}-31")) if month else (),
        named=names,
        naming=tuple(tuple(column.get(person.id, 0) for column in counts) for person in quoted),
    )
