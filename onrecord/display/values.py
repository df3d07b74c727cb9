"""What values are called on screen, in a terminal and on a page alike."""

from __future__ import annotations

from collections.abc import Mapping

from ..statement import Said

#: Marks that differ by shape, with the word beside, so that nothing depends on colour.
STANCE_MARKS: Mapping[str, str] = {
    "for": "▲ for",
    "against": "▼ against",
    "mixed": "◆ mixed",
    "none": "○ no stance told",
}
#: Where a statement's subject stands.
PLACE_LABELS: Mapping[str, str | None] = {
    "words": None,
    "sentence": "the subject stands in the same sentence",
    "before": "the subject stands before it",
    "around": "the subject stands around it, in the story",
}
#: Why no stance is told of a statement.
UNTOLD_LABELS: Mapping[str, str | None] = {
    "question": "a question",
    "fragment": "too few words",
    "somebody else": "of somebody else's position",
    "not said": "not said, or only supposed",
    "open": "leaves it open",
    "no sentence": None,
    "unsure": None,
}
#: What a story says lies between two statements.
CHANGE_LABELS: Mapping[str, str] = {
    "reversal": "reported as a change",
    "softening": "reported as softer",
    "hardening": "reported as harder",
    "admission": "reported as an admission",
    "reaffirmed": "reported as unchanged",
    "decided": "set beside each other by a person",
}


def when_in_words(said: Said | None) -> str:
    """Such as "Mon 3 Oct 2016", "Oct 2016", "since Oct 2016", "about 2010"; "undated" for None."""
    return str(said) if said else "undated"


def said_in_words(said: Said) -> str:
    """The same, and whether the day is that of the event rather than told beside the words."""
    return when_in_words(said) + (", the event’s day" if said.basis == "event" else "")
