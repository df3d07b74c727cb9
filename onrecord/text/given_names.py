"""Whether two given names can be one person's: short forms, initials, spellings of one name in another script."""

from __future__ import annotations

from collections.abc import Mapping
from functools import cache, lru_cache
from typing import Literal

from rapidfuzz.distance import Levenshtein

from .lexicon import first_names, nicknames, word_lists

#: Whether two names can be one person's; "maybe" wants more evidence than the names.
Likeness = Literal["yes", "maybe", "no"]

#: From so many letters on a name with one letter off may be a misprint of another.
_LONG = 5
#: Letters that English spellings of one sound share, longest first.
_SOUNDS = (
    ("ph", "f"),
    ("ck", "k"),
    ("sch", "s"),
    ("sh", "s"),
    ("ie", "i"),
    ("ey", "i"),
    ("y", "i"),
    ("c", "k"),
    ("h", ""),
)


@lru_cache(maxsize=16_384)
def alike(one: str, other: str) -> Likeness:
    """Compare two given names, folded.

    >>> alike("bill", "william"), alike("j", "joan"), alike("sara", "sarah"), alike("jane", "janet")
    ('yes', 'yes', 'maybe', 'no')
    """
    if one.replace("-", "") == other.replace("-", ""):
        return "yes"
    if 1 in (len(one), len(other)):
        return _initial(*sorted((one, other), key=len))
    if _is_short_form(one, other) or _spellings(one) & _spellings(other):
        return "yes"
    if "-" in one or "-" in other:
        return "maybe" if one.startswith(f"{other}-") or other.startswith(f"{one}-") else "no"
    genders = {first_names().get(name, "-") for name in (one, other)}
    if {"f", "m"} <= genders:
        return "no"
    if _sound(one) == _sound(other):
        return "maybe"
    known = one in first_names() and other in first_names()
    return "maybe" if not known and is_misprint(one, other) else "no"


def is_misprint(one: str, other: str) -> bool:
    """Whether two long names differ by a letter, or by two behind five that agree."""
    if min(len(one), len(other)) < _LONG:
        return False
    allowed = 2 if one[:_LONG] == other[:_LONG] and min(len(one), len(other)) > _LONG + 1 else 1
    return Levenshtein.distance(one, other, score_cutoff=allowed) <= allowed


def is_english(name: str) -> bool:
    """Whether a given name is one of those with English short forms: then it doesn't stand behind the surname."""
    return bool(_short_forms(name) or _long_forms(name))


def _initial(letter: str, name: str) -> Likeness:
    if letter[0] == name[0]:
        return "yes"
    return "maybe" if any(short[0] == letter for short in _short_forms(name)) else "no"


def _is_short_form(one: str, other: str) -> bool:
    if {f"{one}={other}", f"{other}={one}"} & word_lists("given_names.txt")["unlike"]:
        return False
    return other in _short_forms(one) or one in _short_forms(other)


def _short_forms(name: str) -> frozenset[str]:
    return nicknames().get(name, frozenset())


@cache
def _long() -> Mapping[str, frozenset[str]]:
    found: dict[str, set[str]] = {}
    for name, shorts in nicknames().items():
        for short in shorts:
            found.setdefault(short, set()).add(name)
    return {short: frozenset(names) for short, names in found.items()}


def _long_forms(name: str) -> frozenset[str]:
    return _long().get(name, frozenset())


@cache
def _groups() -> Mapping[str, frozenset[str]]:
    found: dict[str, set[str]] = {}
    for group, spellings in word_lists("given_names.txt").items():
        if group in ("unlike", "family_first"):
            continue
        for spelling in spellings:
            found.setdefault(spelling, set()).add(group)
    return {spelling: frozenset(groups) for spelling, groups in found.items()}


def _spellings(name: str) -> frozenset[str]:
    return _groups().get(name, frozenset())


def _sound(name: str) -> str:
    for letters, sound in _SOUNDS:
        name = name.replace(letters, sound)
    once = "".join(c for k, c in enumerate(name) if not k or c != name[k - 1])
    return once[:-1] if len(once) > 3 and once[-1] == "e" else once
