"""Days that have names: the rule of each, a year to a day."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date, timedelta

from .periods import whole_months


def nth_weekday(year: int, month: int, weekday: int, nth: int) -> date:
    """The first, second ... (-1: last) such weekday of a month."""
    month_days = whole_months(year, month)
    if nth < 0:
        return month_days.last - timedelta((month_days.last.weekday() - weekday) % 7)
    return month_days.first + timedelta((weekday - month_days.first.weekday()) % 7 + 7 * (nth - 1))


def _easter(year: int) -> date:
    """Western Easter, by the rule of Meeus, Jones and Butcher."""
    century, rest = divmod(year, 100)
    epact = (19 * (year % 19) + century - century // 4 - (century - (century + 8) // 25 + 1) // 3 + 15) % 30
    weekday = (32 + 2 * (century % 4) + 2 * (rest // 4) - epact - rest % 4) % 7
    late = (year % 19 + 11 * epact + 22 * weekday) // 451
    month, day = divmod(epact + weekday - 7 * late + 114, 31)
    return date(year, month, day + 1)


def _election(year: int) -> date:
    """The Tuesday after the first Monday of November of the last even year."""
    return nth_weekday(year - year % 2, 11, 0, 1) + timedelta(1)


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
    "easter": _easter,
    "easter sunday": _easter,
    "easter monday": lambda year: _easter(year) + timedelta(1),
    "good friday": lambda year: _easter(year) - timedelta(2),
    "ash wednesday": lambda year: _easter(year) - timedelta(46),
    "palm sunday": lambda year: _easter(year) - timedelta(7),
    "black friday": lambda year: nth_weekday(year, 11, 3, 4) + timedelta(1),
    "cyber monday": lambda year: nth_weekday(year, 11, 3, 4) + timedelta(4),
    "election day": _election,
    "inauguration day": lambda year: date(year - (year - 1) % 4, 1, 20),
}


def yearly(rule: tuple[int, ...]) -> Callable[[int], date]:
    """Turn a row of the table into a rule."""
    return lambda year: nth_weekday(year, *rule) if len(rule) > 2 else date(year, *rule)
