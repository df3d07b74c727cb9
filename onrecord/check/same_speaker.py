"""Whether the speaker whom a draft names is the speaker of a source's words.

That they are somebody else's is a grave thing to say of a draft. It is said only of two people whom nobody can take for
one: two full names that no one person bears, or two voices that the source itself tells apart.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from ..statement import Speaker
from ..text.lexicon import titles, word_lists
from ..text.person_names import PersonName, compare_names, fold
from .findings import Match

#: The letters that a first name which is cut short has at least.
_SHORT_NAME = 3


@dataclass(frozen=True, slots=True)
class SourceVoice:
    """Who speaks in a source: a name as a head or a story gives it; ``named`` is false for "Speaker 2", QUESTION."""

    name: str | None
    named: bool = True
    type: str | None = "person"


def same_speaker(
    named: Iterable[Speaker], other: SourceVoice, *, in_draft: Iterable[str], in_source: Iterable[str]
) -> Match:
    """Compare a draft's speakers (a joint statement has several) with a source's.

    ``in_draft`` and ``in_source`` are all names of speakers on each side. A bare surname fits a person unless somebody
    else there fits as well.
    """
    people = [speaker for speaker in named if speaker.named and fold(speaker.name)]
    if people and people[0].type == "person":  # a body beside a person is where that person belongs
        people = [speaker for speaker in people if speaker.type == "person"]
    if not people or other.name is None or not other.named or not fold(other.name):
        return "unknown"
    rivals = ({fold(name) for name in in_draft}, {fold(name) for name in in_source})
    matches = [_compare(here, other, *rivals) for here in people]
    return "yes" if "yes" in matches else "unknown" if "unknown" in matches else "no"


def _compare(speaker: Speaker, voice: SourceVoice, in_draft: set[str], in_source: set[str]) -> Match:
    here, there = fold(speaker.name), fold(voice.name or "")
    one, other = PersonName.of(here), PersonName.of(there)
    if "" in (one.last, other.last) or 1 in (len(one.last), len(other.last)):
        return "unknown"  # "Anna H."
    if one.last == other.last:
        return _of_one_surname(here, there, in_draft, in_source)
    if {speaker.type, voice.type or "person"} != {"person"} or _is_office(one) or _is_office(other):
        return "unknown"  # an authority's words are given by its people, and an office is held by somebody
    if _share_words(here, there):  # "Ana Holt Ferrer" may be "Ana Holt", and "Zhou Min" "Min Zhou"
        return "unknown"
    told_apart = any(_fits(one, PersonName.of(name)) for name in in_source - {there})
    return "no" if (one.given and other.given) or told_apart else "unknown"


def _of_one_surname(here: str, there: str, in_draft: set[str], in_source: set[str]) -> Match:
    """Compare names that end alike: never surely two people's, for a first name may be a title or a slip."""
    one, other = PersonName.of(here), PersonName.of(there)
    if one.given and other.given:
        rival = any(_rivals(one, PersonName.of(name)) for name in in_source - {there})
        return "yes" if compare_names(one, other) == "yes" or (not rival and _shortened(one, other)) else "unknown"
    if not one.given and not other.given:
        return "yes"
    full, rivals = (one, in_source) if one.given else (other, in_draft)
    return "unknown" if any(_rivals(full, PersonName.of(name)) for name in rivals) else "yes"


def _shortened(one: PersonName, other: PersonName) -> bool:
    """Whether a first name is cut short: "Cora" for "Corazon", "E." for "Edmund"."""
    short, long = sorted((one.given[0], other.given[0]), key=len)
    return (len(short) == 1 or len(short) >= _SHORT_NAME) and long.startswith(short)


def _fits(full: PersonName, name: PersonName) -> bool:
    """Whether a name that is told elsewhere can be somebody's."""
    return full.last == name.last and (not full.given or not name.given or compare_names(full, name) != "no")


def _share_words(here: str, there: str) -> bool:
    one, other = set(here.split()), set(there.split())
    return len(one & other) > 1 or (len(one) > 1 and len(other) > 1 and (one <= other or other <= one))


def _is_office(name: PersonName) -> bool:
    """Whether what stands for a name is a title or an office alone: "the governor", "THE COURT"."""
    lists = word_lists("transcripts.txt")
    known = lists["office"] | lists["role"]
    return all(word in known or word in titles() for word in (*name.given, name.last))


def _rivals(full: PersonName, name: PersonName) -> bool:
    """Whether a name is somebody else's of the same surname."""
    return name.last == full.last and bool(name.given) and compare_names(full, name) == "no"
