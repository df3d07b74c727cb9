"""Whether the speaker whom a draft names is the speaker of a source's words."""

from __future__ import annotations

from collections.abc import Iterable

from ..statement import Speaker
from ..text.person_names import PersonName, compare_names, fold
from .findings import Match


def same_speaker(
    named: Iterable[Speaker], other: str | None, *, other_named: bool, in_draft: Iterable[str], in_source: Iterable[str]
) -> Match:
    """Compare a draft's speakers (a joint statement has several) with a source's.

    ``in_draft`` and ``in_source`` are all names of speakers on each side. A bare surname fits a person unless somebody
    else there fits as well. A label such as QUESTION or AUDIENCE is nobody.
    """
    people = [fold(speaker.name) for speaker in named if speaker.named]
    if not people or other is None or not fold(other):
        return "unknown"
    if not other_named:
        return "no"
    there = fold(other)
    rivals = ({fold(name) for name in in_draft}, {fold(name) for name in in_source})
    matches = [_compare(here, there, *rivals) for here in people]
    return "yes" if "yes" in matches else "unknown" if "unknown" in matches else "no"


def _compare(here: str, there: str, in_draft: set[str], in_source: set[str]) -> Match:
    one, other = PersonName.of(here), PersonName.of(there)
    if one.last != other.last:
        return "no"
    if one.given and other.given:
        likeness = compare_names(one, other)
        return "unknown" if likeness == "maybe" else likeness
    if not one.given and not other.given:
        return "yes"
    full, rivals = (one, in_source) if one.given else (other, in_draft)
    return "unknown" if any(_rivals(full, PersonName.of(name)) for name in rivals) else "yes"


def _rivals(full: PersonName, name: PersonName) -> bool:
    """Whether a name is somebody else's of the same surname."""
    return name.last == full.last and bool(name.given) and compare_names(full, name) == "no"
