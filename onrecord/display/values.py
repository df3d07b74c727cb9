"""What values are called on screen, in a terminal and on a page alike."""

from __future__ import annotations

import calendar
from collections.abc import Mapping
from datetime import date

from ..statement import Said

#: What a statement's kind is called.
KIND_LABELS: Mapping[str, str] = {"direct": "quotation", "mixed": "part quotation", "indirect": "paraphrase"}

#: Marks that differ by shape, with the word beside, so that nothing depends on colour.
STANCE_MARKS: Mapping[str, str] = {"for": "▲ for", "against": "▼ against", "mixed": "◆ mixed", "none": "○ none"}
#: Where a statement's subject stands.
PLACE_LABELS: Mapping[str, str | None] = {
    "words": None,
    "sentence": "the subject stands in the same sentence",
    "before": "the subject stands before it",
    "around": "the subject stands around it, in the story",
}
#: What may lie between two statements.
CHANGE_LABELS: Mapping[str, str] = {
    "reversal": "may be a reversal",
    "softening": "may be softer",
    "hardening": "may be harder",
    "admission": "may admit something",
    "reaffirmed": "may be reaffirmed",
}


def when_in_words(said: Said | None) -> str:
    """Such as "Mon 3 Oct 2016", "Oct 2016", "since Oct 2016", "about 2010"; "undated" for None."""
    return edtf_in_words(said.edtf) if said else "undated"


def edtf_in_words(edtf: str) -> str:
    """The same of an EDTF date."""
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
