"""Days that have names: the rule of each, a year to a day."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date, timedelta

from dateutil.easter import easter
from dateutil.relativedelta import TU, relativedelta, weekday


def nth_weekday(year: int, month: int, day: int, nth: int) -> date:
    """The first, second ... (-1: last) Monday (``day`` 0) to Sunday (6) of a month."""
    start = 1 if nth > 0 else 31
    found: date = date(year, month, 1) + relativedelta(day=start, weekday=weekday(day)(nth))
    return found


def _election(year: int) -> date:
    """The Tuesday after the first Monday of November of the last even year."""
    found: date = date(year - year % 2, 11, 2) + relativedelta(weekday=TU(1))
    return found


#: Names; month and day, or month, weekday and which one.
FIXED: dict[str, tuple[int, ...]] = {
    "christmas day|christmas": (12, 25), "christmas eve": (12, 24), "boxing day": (12, 26),
    "new year's day": (1, 1), "new year's eve": (12, 31), "halloween": (10, 31),
    "valentine's day": (2, 14), "st. patrick's day": (3, 17), "fourth of july|independence day": (7, 4),
    "veterans day": (11, 11), "juneteenth": (6, 19), "may day": (5, 1), "groundhog day": (2, 2), "earth day": (4, 22),
    "martin luther king jr. day|martin luther king day|mlk day": (1, 0, 3), "memorial day": (5, 0, -1),
    "presidents day|presidents' day": (2, 0, 3), "labor day": (9, 0, 1), "columbus day": (10, 0, 2),
    "thanksgiving day|thanksgiving": (11, 3, 4), "mother's day": (5, 6, 2), "father's day": (6, 6, 3),
}  # fmt: skip
MOVING: dict[str, Callable[[int], date]] = {
    "easter": easter,
    "easter sunday": easter,
    "easter monday": lambda year: easter(year) + timedelta(1),
    "good friday": lambda year: easter(year) - timedelta(2),
    "ash wednesday": lambda year: easter(year) - timedelta(46),
    "palm sunday": lambda year: easter(year) - timedelta(7),
    "black friday": lambda year: nth_weekday(year, 11, 3, 4) + timedelta(1),
    "cyber monday": lambda year: nth_weekday(year, 11, 3, 4) + timedelta(4),
    "election day": _election,
    "inauguration day": lambda year: date(year - (year - 1) % 4, 1, 20),
}


def yearly(rule: tuple[int, ...]) -> Callable[[int], date]:
    """Turn a row of the table into a rule."""
    return lambda year: nth_weekday(year, *rule) if len(rule) > 2 else date(year, *rule)
