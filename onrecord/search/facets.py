"""How many of the statements that a search finds are by whom, of which outlet, year, channel and kind."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from sqlalchemy import func, select

from ..record.store import Record
from ..record.tables import articles, entities, mentions, people, statements
from .search import Filters, some

#: Hits counted, the newest ones: counting must not take longer than the search itself.
_COUNTED = 1_000
#: Values listed for a facet, the most frequent ones.
_LISTED = 10


@dataclass(frozen=True, slots=True)
class Count:
    """A value, the name under which it is shown, and how many statements have it."""

    value: str
    name: str
    count: int

    def to_dict(self) -> dict[str, Any]:
        """Convert to JSON."""
        return {"value": self.value, "name": self.name, "count": self.count}


@dataclass(frozen=True, slots=True)
class Facets:
    """Counts by facet, over ``counted`` statements: all that were found, or the newest of them where ``more`` is true.

    ``said`` are years in which a statement may have been said, the undated ones left out.
    """

    counted: int
    more: bool
    person: tuple[Count, ...] = ()
    outlet: tuple[Count, ...] = ()
    said: tuple[Count, ...] = ()
    published: tuple[Count, ...] = ()
    channel: tuple[Count, ...] = ()
    kind: tuple[Count, ...] = ()

    def to_dict(self) -> dict[str, Any]:
        """Convert to JSON."""
        names = ("person", "outlet", "said", "published", "channel", "kind")
        lists = {name: [count.to_dict() for count in getattr(self, name)] for name in names}
        return {"counted": self.counted, "more": self.more, **lists}


def facets(record: Record, words: str = "", filters: Filters | None = None) -> Facets:
    """Count what a search for ``words`` with ``filters`` finds."""
    numbers = some(record, words, filters, limit=_COUNTED + 1)
    if numbers is None:
        return Facets(0, more=False)
    shown = people.alias("shown")
    s, a = statements.c, articles.c
    query = (
        select(s.said_earliest, s.said_latest, s.channel, s.kind, a.outlet, a.published, shown.c.id, shown.c.name)
        .select_from(
            statements.join(articles)
            .outerjoin(mentions, (mentions.c.statement == s.number) & (mentions.c.place == 0))
            .outerjoin(entities, mentions.c.entity == entities.c.number)
            .outerjoin(people, entities.c.person == people.c.number)
            .outerjoin(shown, people.c.canonical == shown.c.number)
        )
        .where(s.number.in_(numbers))
    )
    with record.database.reading() as connection:
        rows = connection.execute(query).all()
    # Columns of plain values count ten times as fast as rows with names.
    columns = [list(column) for column in zip(*rows[:_COUNTED], strict=True)] or [[] for _ in query.selected_columns]
    earliest, latest, channel, kind, outlet, published, person, name = columns
    names = dict(zip(person, name, strict=True))
    return Facets(
        counted=len(person),
        more=len(rows) > _COUNTED,
        person=_most(person, names),
        outlet=_most(outlet),
        said=_years(_first_and_last(earliest, latest)),
        published=_years(published),
        channel=_most(channel),
        kind=_most(kind),
    )


def by_speaker(record: Record, words: str, persons: Sequence[str], *, limit: int) -> dict[str, int]:
    """How many of the newest statements with some words each of some people (ids) made."""
    numbers = some(record, words, limit=limit)
    if numbers is None:
        return {}
    shown, atom = people.alias("shown"), people.alias("atom")
    query = (
        select(shown.c.id, func.count())
        .select_from(
            mentions.join(entities, mentions.c.entity == entities.c.number)
            .join(atom, entities.c.person == atom.c.number)
            .join(shown, atom.c.canonical == shown.c.number)
        )
        .where(mentions.c.place == 0, mentions.c.statement.in_(numbers), shown.c.id.in_(persons))
        .group_by(shown.c.id)
    )
    with record.database.reading() as connection:
        return {row[0]: row[1] for row in connection.execute(query)}


def _most(values: Iterable[str | None], names: Mapping[str, str] | None = None) -> tuple[Count, ...]:
    counted = Counter(values)
    ordered = sorted((-count, value) for value, count in counted.items() if value)[:_LISTED]
    return tuple(Count(value, (names or {}).get(value, value), -count) for count, value in ordered)


def _first_and_last(earliest: Sequence[str | None], latest: Sequence[str | None]) -> Iterator[str | None]:
    """The days of both ends, but one where they are of one year."""
    yield from earliest
    yield from (b for a, b in zip(earliest, latest, strict=True) if b and (not a or a[:4] != b[:4]))


def _years(days: Iterable[str | None]) -> tuple[Count, ...]:
    """The newest years first."""
    years: Counter[str] = Counter()
    for day, count in Counter(days).items():
        if day:
            years[day[:4]] += count
    return tuple(Count(year, year, count) for year, count in sorted(years.items(), reverse=True)[:_LISTED])
