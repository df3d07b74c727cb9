"""What values are called on screen, in a terminal and on a page alike."""

from __future__ import annotations

from collections.abc import Mapping

from ..statement import Said

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
    return str(said) if said else "undated"


def said_in_words(said: Said) -> str:
    """The same, and whether the day is that of the event rather than told beside the words."""
    return when_in_words(said) + (", the event’s day" if said.basis == "event" else "")
