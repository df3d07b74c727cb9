"""Days from a first to a last one, and how they are written in EDTF."""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import dataclass, replace
from datetime import date, timedelta


@dataclass(frozen=True, slots=True)
class Period:
    """The days from the first to the last; date.min and date.max where it is open."""

    first: date
    last: date
    about: bool = False

    @property
    def length(self) -> int:
        """In days."""
        return (self.last - self.first).days + 1


OPEN = ("", "..")
_EDTF = re.compile(r"(\d{4}|\d{3}X|\d\dXX)(?:-(\d\d|XX))?(?:-(\d\d|XX))?[?~%]?")
#: Where the early, middle and late part of a season, year, decade and century begin and end, in months.
_CUTS = {3: (0, 1, 2, 3), 12: (0, 4, 8, 12), 120: (0, 48, 84, 120), 1200: (0, 400, 800, 1200)}
#: The thirds that words name.
PARTS = {
    "early": 0, "earlier": 0, "beginning": 0, "start": 0, "mid": 1, "middle": 1, "late": 2, "later": 2, "end": 2,
}  # fmt: skip
_WEEK_PARTS = ((0, 2), (1, 4), (3, 6))
_MONTH_PARTS = ((0, 9), (10, 19), (20, 30))
ANY_DAY = date(2000, 1, 1)


def one_day(day: date) -> Period:
    """A single day."""
    return Period(day, day)


def whole_months(year: int, month: int, count: int = 1) -> Period:
    """A number of whole months; ``month`` may lie outside 1 to 12 and then counts on from the year."""

    def begin(months: int) -> date:
        return date(months // 12, months % 12 + 1, 1)

    months = year * 12 + month - 1
    return Period(begin(months), begin(months + count) - timedelta(1))


def whole_week(day: date, shift: int = 0) -> Period:
    """Monday to Sunday of the week of a day, or of one so many weeks later."""
    monday = day + timedelta(7 * shift - day.weekday())
    return Period(monday, monday + timedelta(6))


def recent_weekend(day: date) -> Period:
    """The most recent weekend, the one under way included."""
    saturday = day - timedelta((day.weekday() - 5) % 7)
    return Period(saturday, saturday + timedelta(1))


def whole_unit(name: str, reference: date, shift: int) -> Period:
    """The week, month, year ... so many after the one of the reference day."""
    year, month = reference.year, reference.month
    if name == "day":
        return one_day(reference + timedelta(shift))
    if name == "week":
        return whole_week(reference, shift)
    if name == "month":
        return whole_months(year, month + shift)
    if name == "quarter":
        return whole_months(year, month - (month - 1) % 3 + 3 * shift, 3)
    years = {"year": 1, "decade": 10, "century": 100}[name]
    return whole_months((year // years + shift) * years, 1, 12 * years)


def up_to_day(unit: str, count: int, reference: date) -> Period:
    """The days, weeks, months, years up to the reference day."""
    if unit in ("day", "week"):
        return Period(reference - timedelta(count * (7 if unit == "week" else 1)), reference, about=True)
    months = count * {"month": 1, "year": 12, "decade": 120, "century": 1200}[unit]
    month = whole_months(reference.year, reference.month - months)
    return Period(min(month.last, month.first.replace(day=min(reference.day, month.last.day))), reference, about=True)


def recently(unit: str, reference: date) -> Period | None:
    """What "recent days" or "a few weeks ago" mean: months, roughly; of years nothing can be said."""
    back = {"day": 0, "week": 1, "month": 6}.get(unit)
    if back is None:
        return None
    return replace(whole_months(reference.year, reference.month - back, back + 1), about=True)


def narrowed(period: Period, part: str, reference: date | None) -> Period:
    """The early, middle or late part; "earlier" and "later" go by the reference day where it lies in the period."""
    first, last = period.first, period.last
    if part in ("earlier", "later") and reference and first <= reference <= last:
        return Period(first, reference) if part == "earlier" else Period(reference, last)
    third = PARTS[part]
    if period.length < 7 or period.about:
        return period
    if period.length <= 31:
        low, high = (_WEEK_PARTS if period.length == 7 else _MONTH_PARTS)[third]
        return Period(first + timedelta(low), min(last, first + timedelta(high)))
    cuts = _CUTS.get((last.year - first.year) * 12 + last.month - first.month + 1)
    return whole_months(first.year, first.month + cuts[third], cuts[third + 1] - cuts[third]) if cuts else period


def written(period: Period) -> str:
    """A period in EDTF, no finer than it needs."""
    first, last = period.first, period.last
    next_day = last + timedelta(1) if last != date.max else date.min
    width = 10 if first.day > 1 or next_day.day > 1 else 7 if first.month > 1 or next_day.month > 1 else 4
    mark = "~" if period.about else ""
    low = ".." if first == date.min else first.isoformat()[:width] + mark
    high = ".." if last == date.max else last.isoformat()[:width] + mark
    return low if low == high else f"{low}/{high}"


def period_of(edtf: str) -> Period:
    """Read an EDTF date that is no interval."""
    match = _EDTF.fullmatch(edtf)
    if match is None:
        raise ValueError(f"not an EDTF date: {edtf!r}")
    year, month, day = match.groups()
    if "X" in year or month in (None, "XX"):
        return Period(date(int(year.replace("X", "0")), 1, 1), date(int(year.replace("X", "9")), 12, 31))
    if int(month) in range(21, 25):
        return whole_months(int(year), 3 * (int(month) - 20), 3)
    if not 1 <= int(month) <= 12:
        raise ValueError(f"not an EDTF date: {edtf!r}")
    if day in (None, "XX"):
        return whole_months(int(year), int(month))
    return one_day(date(int(year), int(month), int(day)))


def days(edtf: str) -> tuple[str | None, str | None]:
    """The first and last day of an EDTF date, None where it is open. Raises ValueError if it isn't one."""
    first, slash, last = edtf.partition("/")
    if not slash:
        last = first
    low = None if first in OPEN and slash else period_of(first).first.isoformat()
    high = None if last in OPEN and slash else period_of(last).last.isoformat()
    return low, high


def latest(rule: Callable[[int], date], reference: date) -> date | None:
    """The most recent day of a yearly rule, the reference day included; leap days may be years back."""
    for year in range(reference.year, reference.year - 9, -1):
        try:
            day = rule(year)
        except ValueError:
            continue
        if day <= reference:
            return day
    return None


def moved(rule: Callable[[int], date], shift: int, reference: date) -> date:
    """The last one before the reference day (-1), the one of its year (0) or the next one (1)."""
    near = [rule(reference.year + k) for k in range(-4, 5)]
    if shift == 0:
        return rule(reference.year)
    return max(d for d in near if d < reference) if shift < 0 else min(d for d in near if d > reference)


def season_near(month: int, reference: date, which: str) -> Period:
    """The last season begun or ended by the reference day, this year's, or the next to begin.

    A winter belongs to the year in which it begins, but "this winter" in its last two months is the one under way.
    """
    near = [whole_months(reference.year + k, month, 3) for k in range(-2, 3)]
    if which == "begun" or (which == "this" and month == 12 and reference.month < 3):
        return [p for p in near if p.first <= reference][-1]
    if which == "ended":
        return [p for p in near if p.last < reference][-1]
    return near[2] if which == "this" else next(p for p in near if p.first > reference)
