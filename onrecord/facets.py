"""How many of the statements that a search finds are by whom, of which outlet, year, channel and kind."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

from sqlalchemy import select

from .record import Record
from .search import RANKED, Filters, some
from .tables import articles, entities, mentions, people, statements

#: So many values of a facet are listed, the most frequent ones.
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
    numbers = some(record, words, filters)
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
    more = len(rows) > RANKED
    rows = rows[:RANKED]
    names = {row.id: row.name for row in rows if row.id}
    return Facets(
        counted=len(rows),
        more=more,
        person=_most((row.id for row in rows), names),
        outlet=_most(row.outlet for row in rows),
        said=_years(year for row in rows for year in {y[:4] for y in (row.said_earliest, row.said_latest) if y}),
        published=_years(row.published[:4] for row in rows if row.published),
        channel=_most(row.channel for row in rows),
        kind=_most(row.kind for row in rows),
    )


def _most(values: Iterable[str | None], names: dict[str, str] | None = None) -> tuple[Count, ...]:
    counted = Counter(value for value in values if value)
    ordered = sorted(counted.items(), key=lambda item: (-item[1], item[0]))[:_LISTED]
    return tuple(Count(value, (names or {}).get(value, value), count) for value, count in ordered)


def _years(years: Iterable[str]) -> tuple[Count, ...]:
    """The newest years first."""
    return tuple(Count(year, year, count) for year, count in sorted(Counter(years).items(), reverse=True)[:_LISTED])
