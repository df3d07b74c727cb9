"""A subject given in words, and how strongly some words speak of it.

"free trade deals and tariffs" has two parts; words speak of the subject when they speak of a part. A part's words count
by how rare they are, names more. A word is found in any form, by a word of like meaning, or by one that goes with the
subject in the record (``associated``).
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from functools import cache, lru_cache
from typing import NamedTuple

import numpy as np

from ..errors import UsageError
from ..models.vectors import Floats, Vectors
from ..text.lexicon import first_names, word_lists
from ..text.stems import stem

#: Words remembered with their stems.
_REMEMBERED = 100_000
_TOKEN = re.compile(r"[^\W_]+(?:['’][^\W_]+)?")
_PARTS = re.compile(r"[,;/&]|\band\b|\bor\b", re.IGNORECASE)
_HYPHENED = re.compile(r"\b([a-z]+)-([a-z]+)\b")
POSSESSIVE = re.compile(r"['’]s?$")
#: Likeness below the first says nothing, above the second as much as the word itself (looked up by hand in the table).
_UNLIKE, _ALIKE = 0.45, 0.85
#: Names of like meaning are other names ("Putin", "Gorbachev"); only near-identical ones count ("Muslim", "Islam").
_UNLIKE_NAMES, _ALIKE_NAMES = 0.7, 0.9
#: A name tells more of a subject than a word as rare; a number tells less.
_NAME, _NUMBER = 1.3, 0.5
#: Where the subject names somebody or something, the other words count so much less without the name.
_NAMELESS = 0.6
#: The least that a name weighs: those of whom everybody speaks are frequent words, too.
_NAME_AT_LEAST = 8.0


class SubjectWord(NamedTuple):
    """A word of a text: lower case without possessive, its stem, and where it stands."""

    text: str
    stem: str
    start: int
    end: int


@dataclass(frozen=True, slots=True)
class Term:
    """A word or name of the subject: the stems that it is found by (each a run of words), its weight, like words."""

    runs: tuple[tuple[str, ...], ...]
    weight: float
    is_name: bool
    likeness: Floats | None


@dataclass(frozen=True, slots=True)
class Subject:
    """What statements may be about. ``associated``: stems that go with it in the record, and how much they count."""

    text: str
    parts: tuple[tuple[Term, ...], ...]
    direction: Floats | None
    pattern: re.Pattern[str]
    associated: Mapping[str, float] = field(default_factory=dict)
    _known: dict[str, tuple[tuple[float, ...], ...]] = field(default_factory=dict, compare=False, repr=False)

    @classmethod
    def of(cls, text: str, vectors: Vectors) -> Subject:
        """Read a subject. Raises UsageError where it has no word that tells anything."""
        parts = [tuple(_terms(part, vectors)) for part in _PARTS.split(text)]
        parts = [part for part in parts if part] or [tuple(_terms(text, vectors, everything=True))]
        if not parts[0]:
            raise UsageError(f"{text!r}: no word in it to look for", remedy="name the subject in a word or two")
        direction = vectors.mean([w.text for w in words_of(text)])
        return cls(text, tuple(parts), direction, _pattern(parts, vectors, {}))

    def with_names(self, associated: Mapping[str, float], vectors: Vectors) -> Subject:
        """The same subject with names that go with it."""
        return replace(self, associated=dict(associated), pattern=_pattern(self.parts, vectors, associated))

    def strength(self, zones: Sequence[tuple[float, Sequence[SubjectWord]]], vectors: Vectors) -> float:
        """How strongly a statement speaks of the subject, from 0 to 1.

        ``zones`` are its own words and those around it, each with what a word there counts.
        """
        best = max(self._of_part(k, zones, vectors) for k in range(len(self.parts)))
        beside = (self.associated.get(w.stem, 0.0) * weight for weight, zone in zones for w in zone)
        return max(best, max(beside, default=0.0))

    def phrases(self) -> list[tuple[str, ...]]:
        """What a full-text index finds statements with a word of the subject by."""
        runs = (run for part in self.parts for term in part for run in term.runs)
        return [*dict.fromkeys(runs), *((name,) for name in self.associated)]

    def nearness(self, words: Sequence[SubjectWord], vectors: Vectors) -> float:
        """How near words are to the subject in meaning, taken together, from 0 to 1."""
        direction = vectors.mean([w.text for w in words])
        return 0.0 if direction is None or self.direction is None else max(0.0, float(direction @ self.direction))

    def telling(self, words: Sequence[SubjectWord], vectors: Vectors, *, least: float) -> list[SubjectWord]:
        """The words that speak of the subject by themselves."""
        names = {w for part in self.parts for t in part for w in _in_runs(t, words)}
        return [w for w in words if w in names or max(map(max, self._alike(w, vectors))) >= least]

    def _of_part(self, number: int, zones: Sequence[tuple[float, Sequence[SubjectWord]]], vectors: Vectors) -> float:
        """The share of a part's weight that words have; each word stands for one term only, the one it serves best."""
        terms = self.parts[number]
        served: dict[tuple[int, str], float] = {}
        for weight, words in zones:
            for k, term in enumerate(terms):
                for word in _in_runs(term, words):
                    served[k, word.stem] = max(served.get((k, word.stem), 0.0), weight * term.weight)
            for word in words:
                for k, alike in enumerate(self._alike(word, vectors)[number]):
                    if alike:
                        served[k, word.stem] = max(served.get((k, word.stem), 0.0), weight * alike * terms[k].weight)
        total, done, used = 0.0, set(), set()
        for (k, root), value in sorted(served.items(), key=lambda item: -item[1]):
            if k not in done and root not in used:
                total += value
                done.add(k)
                used.add(root)
        if any(term.is_name and k not in done for k, term in enumerate(terms)):
            total *= _NAMELESS
        return total / sum(term.weight for term in terms)

    def _alike(self, word: SubjectWord, vectors: Vectors) -> tuple[tuple[float, ...], ...]:
        """How much a word stands for each term of each part by its form or meaning."""
        known = self._known.get(word.text)
        if known is None:
            at = vectors.place.get(word.text)
            known = tuple(tuple(_one_for_other(t, word, at) for t in part) for part in self.parts)
            self._known[word.text] = known
        return known


def _pattern(parts: Sequence[Sequence[Term]], vectors: Vectors, associated: Mapping[str, float]) -> re.Pattern[str]:
    """What finds the beginning of any word that may speak of a subject."""
    terms = [term for part in parts for term in part]
    begins = {root for term in terms for run in term.runs for root in run} | set(associated)
    begins |= {name[: max(4, len(name) - 1)] for term in terms if term.is_name for (name, *_) in term.runs}
    alike = [t.likeness >= _UNLIKE + 0.5 * (_ALIKE - _UNLIKE) for t in terms if t.likeness is not None]
    if alike:
        close = set(np.flatnonzero(np.logical_or.reduce(alike)).tolist())
        begins |= {word for word, at in vectors.place.items() if at in close}
    return re.compile(rf"\b(?:{'|'.join(map(re.escape, sorted(begins)))})", re.IGNORECASE)


def words_of(text: str, start: int = 0) -> list[SubjectWord]:
    """The words of a text; ``start`` is where it stands in a longer one."""
    found = []
    for m in _TOKEN.finditer(text):
        word = _bare(m.group())
        found.append(SubjectWord(word, stem(word), start + m.start(), start + m.end()))
    return found


@lru_cache(_REMEMBERED)
def _bare(printed: str) -> str:
    """A word in lower case, without a possessive."""
    return POSSESSIVE.sub("", printed.lower())


def is_empty(word: str) -> bool:
    """Whether a lower-case word tells nothing of a subject."""
    return word in _empty_words()


@cache
def _empty_words() -> frozenset[str]:
    lists = word_lists("words.txt")
    return lists["openers"] | lists["determiners"] | lists["after_head"]


def _terms(part: str, vectors: Vectors, *, everything: bool = False) -> Iterator[Term]:
    """The words of a part of the subject that tell something, names in one piece."""
    for joined in _HYPHENED.finditer(part):
        word = "".join(joined.groups())
        if word in vectors.place:  # "by-pass" is also printed in one
            runs = ((stem(word),), tuple(stem(half) for half in joined.groups()))
            yield Term(runs, vectors.rarity_of(word), False, vectors.likeness(word))
            part = part.replace(joined.group(), " ")
    tokens = [(m.group(), POSSESSIVE.sub("", m.group().lower())) for m in _TOKEN.finditer(part)]
    while tokens:
        name = _name(tokens)
        if len(name) > 1 or (name and not is_empty(name[0])):
            yield _name_term(name, tokens[0][0], vectors)
            tokens = tokens[len(name) :]
            continue
        word = tokens.pop(0)[1]
        if is_empty(word) and not everything:
            continue
        weight = vectors.rarity_of(word) * (_NUMBER if word.isdigit() else 1.0)
        yield Term(((stem(word),),), weight, False, vectors.likeness(word))


def _name(tokens: Sequence[tuple[str, str]]) -> list[str]:
    """The capitalised words at the head of a phrase."""
    found: list[str] = []
    for printed, word in tokens:
        if not printed[0].isupper():
            break
        found.append(word)
    return found


def _name_term(name: Sequence[str], printed: str, vectors: Vectors) -> Term:
    """A name: of a person also the first or last word alone; of anything else the whole or its initials."""
    stems = tuple(stem(word) for word in name)
    runs: list[tuple[str, ...]] = [stems]
    if len(name) > 1 and name[0] in first_names():
        runs += [(stems[-1],), (stems[0],)]
    elif len(name) > 2:
        runs.append(("".join(word[0] for word in name),))
    weight = _NAME * max([_NAME_AT_LEAST, *(vectors.rarity_of(word) for word in name)])
    return Term(tuple(runs), weight, True, vectors.likeness(name[0]) if len(name) == 1 else None)


def _in_runs(term: Term, words: Sequence[SubjectWord]) -> Iterator[SubjectWord]:
    """The words of a text that are a term."""
    for run in term.runs:
        for k, word in enumerate(words):
            if word.stem == run[0] and tuple(w.stem for w in words[k : k + len(run)]) == run:
                yield from words[k : k + len(run)]


def _one_for_other(term: Term, word: SubjectWord, at: int | None) -> float:
    if term.is_name and any(len(run) == 1 and _same_people(run[0], word.text) for run in term.runs):
        return 1.0
    if term.likeness is None or at is None:
        return 0.0
    low, high = (_UNLIKE_NAMES, _ALIKE_NAMES) if term.is_name else (_UNLIKE, _ALIKE)
    return min(1.0, max(0.0, (float(term.likeness[at]) - low) / (high - low)))


def _same_people(name: str, word: str) -> bool:
    """Whether a word is a country's people or language: Iraq and Iraqi, Russia and Russians."""
    short, long = sorted((name, word), key=len)
    return len(short) > 3 and len(long) <= len(short) + 3 and long.startswith(short[: max(4, len(short) - 1)])
