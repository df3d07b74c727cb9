"""How many statements fall into which day, month or year: those that are dated, and the undated ones by publication."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any, Literal, get_args

from sqlalchemy import select

from ..dates import days
from ..record.store import Record
from ..record.tables import articles, statements
from .search import RANKED, Filters, some

Unit = Literal["day", "month", "year"]
UNITS: tuple[Unit, ...] = get_args(Unit)

#: Most days or months that most statements may spread over; beyond that the next longer unit is taken.
_MOST_DAYS, _MOST_MONTHS = 45, 60
#: A fiftieth of the statements at either end, far from all others, doesn't make the unit longer.
_EDGE = 50


@dataclass(frozen=True, slots=True)
class CountedPeriod:
    """A day, month or year (EDTF) with its first and last day, and how many statements fall into it, by kind.

    ``dated`` were said in it (at the first day that is possible); ``undated`` were printed in it.
    """

    edtf: str
    first: str
    last: str
    dated: Counter[str]
    undated: Counter[str]

    def to_dict(self) -> dict[str, Any]:
        """Convert to JSON."""
        return {
            "edtf": self.edtf, "first": self.first, "last": self.last, "dated": dict(self.dated),
            "undated": dict(self.undated),
        }  # fmt: skip


@dataclass(frozen=True, slots=True)
class Timeline:
    """Periods that have a statement, in order, all of one length.

    ``unknown`` counts statements that are undated in articles without a day. Of very many the newest were counted;
    ``more`` tells so.
    """

    unit: Unit
    periods: tuple[CountedPeriod, ...]
    unknown: int
    more: bool

    def to_dict(self) -> dict[str, Any]:
        """Convert to JSON."""
        return {
            "unit": self.unit, "periods": [p.to_dict() for p in self.periods], "unknown": self.unknown,
            "more": self.more,
        }  # fmt: skip


#: The day on which a statement is placed, whether it was said then (and not printed), and its kind.
_Point = tuple[str, bool, str]


def timeline(record: Record, words: str = "", filters: Filters | None = None, *, unit: Unit | None = None) -> Timeline:
    """When the statements that a search finds were said, or else printed: by ``unit``, or the one that suits them."""
    numbers = some(record, words, filters)
    if numbers is None:
        return Timeline("day", (), 0, more=False)
    s = statements.c
    query = (
        select(s.said, s.said_earliest, s.said_latest, s.kind, articles.c.published)
        .select_from(statements.join(articles))
        .where(s.number.in_(numbers))
    )
    with record.database.reading() as connection:
        rows = connection.execute(query).all()
    counted = Counter(
        ((earliest or latest) if said else published or "", said is not None, kind)
        for said, earliest, latest, kind, published in rows[:RANKED]
    )
    unknown = sum(counted.pop(point) for point in list(counted) if not point[0])
    unit = unit or _unit(sorted(day for (day, *_), times in counted.items() for _ in range(times)))
    return Timeline(unit, tuple(_periods(counted, unit)), unknown, more=len(rows) > RANKED)


def _unit(ordered: Sequence[str]) -> Unit:
    if not ordered:
        return "day"
    edge = len(ordered) // _EDGE
    first, last = date.fromisoformat(ordered[edge]), date.fromisoformat(ordered[-1 - edge])
    if (last - first).days < _MOST_DAYS:
        return "day"
    months = (last.year - first.year) * 12 + last.month - first.month
    return "month" if months < _MOST_MONTHS else "year"


def _periods(points: Mapping[_Point, int], unit: Unit) -> Iterator[CountedPeriod]:
    length = {"day": 10, "month": 7, "year": 4}[unit]
    dated: dict[str, Counter[str]] = defaultdict(Counter)
    undated: dict[str, Counter[str]] = defaultdict(Counter)
    for (day, was_said, kind), times in points.items():
        (dated if was_said else undated)[day[:length]][kind] += times
    for edtf in sorted({*dated, *undated}):
        first, last = days(edtf)
        yield CountedPeriod(edtf, str(first), str(last), dated[edtf], undated[edtf])
