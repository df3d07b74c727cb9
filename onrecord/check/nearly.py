"""A few words of a draft that stand in a source but for a number, or for a "not" that the draft left out."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from ..search.alignment import COMMON
from ..search.passages import Passage, own_words
from ..text.words import Word, words_of
from .comparison import NEGATIONS, UsedPassage
from .findings import Difference

_SCALES = frozenset("hundred thousand million billion trillion dozen".split())
_FIGURE = re.compile(r"\d[\d.]*(?:st|nd|rd|th)?")
#: A number, whatever it is, among keys that are compared.
_ANY = "#"

#: A word, or the words of one number.
Token = tuple[str, Sequence[Word]]


@dataclass(frozen=True, slots=True)
class Near:
    """Where a few words stand but for something, and what that is, as a warning; "" for a number written otherwise."""

    piece: UsedPassage
    warning: str


def can_be_near(words: Sequence[Word]) -> bool:
    """Whether a few words tell something besides a number: "forty-one bridges", "It was deliberate", not "one"."""
    return any(key not in COMMON for key, _ in _tokens(words) if key != _ANY)


def nearly(passage: Passage, words: Sequence[Word]) -> Iterator[Near]:
    """Where a passage has all of some words but for their number, or with a "not" among them that they lack."""
    wanted = _tokens(words)
    keys = [key for key, _ in wanted]
    denies = any(key in NEGATIONS for key in keys)
    for a, b in passage.turn.content:
        for c, d in own_words(passage.source, passage.turn, a, b):
            said = _tokens(words_of(passage.source.text, c, d))
            kept = [k for k, (key, _) in enumerate(said) if denies or key not in NEGATIONS]
            for n in range(len(kept) - len(wanted) + 1):
                some = kept[n : n + len(wanted)]
                if [said[k][0] for k in some] == keys:
                    yield _near(wanted, said[some[0] : some[-1] + 1])


def _near(wanted: Sequence[Token], there: Sequence[Token]) -> Near:
    start, end = there[0][1][0].start, there[-1][1][-1].end
    if len(there) > len(wanted):
        at = wanted[-1][1][0].start
        places = [(some[0].start - start, some[-1].end - start) for key, some in there if key in NEGATIONS]
        gone = tuple(Difference("delete", (at, at), place) for place in places)
        return Near(UsedPassage(start, end, gone), "negation dropped")
    changed = tuple(
        Difference("replace", (one[0].start, one[-1].end), (other[0].start - start, other[-1].end - start))
        for (_, one), (_, other) in zip(wanted, there, strict=True)
        if [w.key for w in one] != [w.key for w in other]
    )
    return Near(UsedPassage(start, end, changed), "number changed" if changed else "")


def _tokens(words: Sequence[Word]) -> list[Token]:
    """Words with those of one number together."""
    found: list[tuple[str, list[Word]]] = []
    own = [w for w in words if w.sort == "word"]
    for k, word in enumerate(own):
        is_figure = _is_figure(word) or (
            word.key == "and" and bool(found) and found[-1][0] == _ANY and k + 1 < len(own) and _is_figure(own[k + 1])
        )
        if is_figure and found and found[-1][0] == _ANY:
            found[-1][1].append(word)
        else:
            found.append((_ANY if is_figure else word.key, [word]))
    return [(key, tuple(some)) for key, some in found]


def _is_figure(word: Word) -> bool:
    return word.key in _SCALES or _FIGURE.fullmatch(word.key) is not None
