"""EDTF dates as people write them."""

from __future__ import annotations

import calendar
from datetime import date


def edtf_in_words(edtf: str) -> str:
    """Such as "Mon 3 Oct 2016", "Oct 2016", "since Oct 2016", "about 2010"."""
    first, slash, last = edtf.partition("/")
    if not slash:
        return day_in_words(first)
    if last == "..":
        return f"since {day_in_words(first)}"
    return f"until {day_in_words(last)}" if first == ".." else f"{day_in_words(first)} to {day_in_words(last)}"


def day_in_words(edtf: str) -> str:
    """Such as "Mon 3 Oct 2016", "Oct 2016", "about 2010"."""
    about = "about " if edtf.endswith("~") else ""
    numbers = [int(n) for n in edtf.rstrip("~").split("-")]
    if len(numbers) == 1:
        return f"{about}{numbers[0]}"
    day = date(numbers[0], numbers[1], numbers[2] if len(numbers) == 3 else 1)
    month = f"{calendar.month_abbr[day.month]} {day.year}"
    return f"{about}{calendar.day_abbr[day.weekday()]} {day.day} {month}" if len(numbers) == 3 else f"{about}{month}"
