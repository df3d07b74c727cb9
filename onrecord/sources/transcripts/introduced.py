"""Who "Speaker 2" is, where the talk itself tells: "I'm Anna Holt", or "Anna, welcome" right before the first words.

Programs that write down who spoke number the voices. A number is named only where one name is told for it and no other
number has that name; else it stays unknown.
"""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from itertools import pairwise

from ...statement import Span
from ...text.lexicon import first_names
from ...text.names import find_names
from .labels import is_role

_WORDS = re.compile(r"[\W\d]*")
_NUMBERED = re.compile(r"(?:.*[^\W\d_])?[\s_#-]?(?:\d{1,2}|(?<=[\s_])[A-Z])")
_NAME = r"(?P<name>[A-Z][\w'’-]+(?:\s[A-Z]\.)?(?:\s(?:d[aeiou]|v[ao]n|bin|al)\b)?(?:\s[A-Z][\w'’-]+){0,2})"
_SELF = re.compile(
    rf"\b(?:I['’]m|I\sam|[Mm]y\sname(?:\sis|['’]s)|[Tt]his\sis|[Ii]t['’]s)\s(?:[Dd]r\.\s|[Pp]rofessor\s)?{_NAME}"
)
#: "Anna, welcome", "over to you, Anna", at the end of what is said before.
_ADDRESSED = (
    re.compile(
        rf"\b{_NAME},\s(?:welcome|good\s(?:morning|afternoon|evening)|hello|hi\b|thanks?\b|over\sto\syou|go\sahead"
        r"|great\sto|nice\sto|please|what\b|how\b|why\b)[^.!?]*[.!?]?\s*$"
    ),
    re.compile(
        rf"\b(?:[Ww]elcome|[Hh]ello|[Hh]i|[Gg]ood\s(?:morning|afternoon|evening)|[Tt]hank\syou|[Tt]hanks"
        rf"|[Oo]ver\sto\syou|[Gg]o\sahead|[Ww]elcome\sto\sthe\s\w+|[Yy]es|[Pp]lease),?\s{_NAME}[.!?]?\s*$"
    ),
)
#: "Anna Holt, major crimes." is how people give their names when they begin to answer.
_OPENS = re.compile(rf"\s*(?:[Hh]i|[Hh]ello|[Tt]hank\syou|[Tt]hanks|[Yy]es)?[,.]?\s*{_NAME},\s(?:[a-z]|[A-Z][\w ]+\.)")
#: So much of a turn's beginning tells who speaks, and so much of the end of the one before.
_OPENING, _ENDING = 600, 160
#: After so many turns of a voice nobody introduces it.
_FIRST_TURNS = 3


def introduced(text: str, heads: Sequence[Span]) -> Mapping[str, str]:
    """The full names behind numbered labels, by the label in small letters."""
    if not any(_is_numbered(head.exact) for head in heads):
        return {}
    told: dict[str, set[str]] = defaultdict(set)
    full = _full_names(text)
    for label, name in (*_by_themselves(text, heads, full), *_by_others(text, heads, full)):
        told[label].add(name)
    names = {label: next(iter(some)) for label, some in told.items() if len(some) == 1}
    once = [name for some in told.values() for name in some]
    return {label: name for label, name in names.items() if once.count(name) == 1}


def _is_numbered(label: str) -> bool:
    """Whether a label is a number, or gives no more of the last name than its letter ("Anna H.")."""
    numbered = _NUMBERED.fullmatch(label.strip()) is not None and is_role(label)
    return numbered or re.fullmatch(r"[A-Z][a-z]\w*\s[A-Z]\.?", label.strip()) is not None


def _full_names(text: str) -> Mapping[str, str]:
    """Full names of people by each of their words that is only one person's."""
    found: dict[str, set[str]] = defaultdict(set)
    for name in find_names(text)[0]:
        if len(name.words) > 1 and (name.kind == "person" or name.words[0].casefold() in first_names()):
            for word in (name.words[0], name.words[-1]):
                found[word].add(" ".join(name.words))
    return {word: names.pop() for word, names in found.items() if len(names) == 1}


def _by_themselves(text: str, heads: Sequence[Span], full: Mapping[str, str]) -> Iterator[tuple[str, str]]:
    turns: dict[str, int] = defaultdict(int)
    for head in heads:
        label = head.exact.casefold()
        turns[label] += 1
        if turns[label] > _FIRST_TURNS:
            continue
        begin = _WORDS.match(text, head.end).end()  # type: ignore[union-attr]
        m = _SELF.search(text, begin, begin + _OPENING) or _OPENS.match(text, begin, begin + _OPENING)
        own = m and not any(other.start >= head.end and other.start < m.start() for other in heads)
        if m and own and _is_numbered(head.exact) and (name := _known(m["name"], full)):
            yield label, name


def _by_others(text: str, heads: Sequence[Span], full: Mapping[str, str]) -> Iterator[tuple[str, str]]:
    seen: set[str] = set()
    for before, head in pairwise(heads):
        label = head.exact.casefold()
        if label in seen or not _is_numbered(head.exact) or before.exact.casefold() == label:
            continue
        seen.add(label)
        end = text[max(before.end, head.start - _ENDING) : head.start].rstrip(" \t\r\n[(0123456789:.])")
        m = next((m for form in _ADDRESSED if (m := form.search(end))), None)
        if m and (name := _known(m["name"], full)):
            yield label, name


def _known(name: str, full: Mapping[str, str]) -> str | None:
    """The full name that is meant; one of two words or more where it begins with a first name."""
    words = name.split()
    if len(words) > 1 and (words[0].casefold() in first_names() or name in full.values()):
        return name
    return full.get(words[0]) if len(words) == 1 else None
