"""What an article says of itself: that it was corrected, or withdrawn."""

from __future__ import annotations

import re
from typing import Literal

from .quotes import paragraphs

Flag = Literal["corrected", "retracted"]

#: Such notes stand at an article's head or foot, in a paragraph of their own.
_HEAD, _FOOT, _LONGEST = 4, 6, 800
_THIS = r"(?:this|the above|an earlier version of this) (?:article|story|post|report|column|item|page)"
_RETRACTED = re.compile(
    rf"^\W*(?:retraction|retracted)\b\W|\b{_THIS} (?:has been|was|is) (?:retracted|withdrawn)\b", re.IGNORECASE
)
_CORRECTED = re.compile(
    rf"^\W*(?:corrections?|clarification)\b(?:\s*\([^)\n]{{0,40}}\)|[^.\n]{{0,25}})\s*[:—–]"
    rf"|\b{_THIS} (?:has been|was) (?:corrected|amended|updated to correct)\b"
    r"|\ban earlier version of this (?:article|story|post|report|column|item)\b[^.\n]{0,80}"
    r"\b(?:misstated|misspelled|misidentified|incorrectly|wrongly|erroneously|gave|said|stated)\b",
    re.IGNORECASE,
)


def own_note(text: str) -> tuple[Flag, str] | None:
    """The correction or retraction that an article's own note tells, with the note; None where it has none."""
    lines = [text[a:b].strip() for a, b in paragraphs(text)]
    corrected = None
    for line in dict.fromkeys([*lines[:_HEAD], *lines[-_FOOT:]]):
        if len(line) > _LONGEST:
            continue
        if _RETRACTED.search(line):
            return "retracted", line
        if corrected is None and _CORRECTED.search(line):
            corrected = line
    return ("corrected", corrected) if corrected else None
