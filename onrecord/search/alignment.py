"""Lay a quotation's words along a source's: which word stands for which, and what was changed between them.

The alignment is a local one with an affine price for words left out (Smith and Waterman 1981, Gotoh 1982), and a fixed
price for a leap to any other place of the source, so that a quotation put together from distant pieces is found whole.
A row of the table is worked out at once: the price of leaving out ``k`` words grows evenly with ``k``, so the best
place to come from is a running maximum.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import pairwise
from typing import Any, Literal

import numpy as np

from ..text.words import ALSO, Word, is_bleep, is_misprint, same, same_letters

#: What a word in common gains, by whether it carries meaning; what a printed word costs that isn't in the source.
_GAIN = 1.0
_GAIN_OF_COMMON = 0.5
_FOREIGN = 0.45
_GAIN_OF_MONEY = 0.2
#: What leaving words of the source out costs: to begin with, and a word.
_CUT = 0.25
_CUT_WORD = 0.03
#: What a leap to another place costs, a little less where the draft begins a sentence.
_LEAP = 2.6
_LEAP_OPENING = 2.4
#: Where the draft shows a cut, a cut and a leap cost so much of their price.
_MARKED = 0.5
#: A run of words that stands further than so many from the others must be worth so much.
_NEAR = 5
_LEAST = 1.6
#: Sums of floats that may be the same.
_CLOSE = 1e-3
#: Words further apart than this are of two passages.
FAR = 15
#: From this many turns on it is another place, too; one turn between may be an interruption.
_TURNS = 2
#: Words that begin a sentence without adding to it.
OPENINGS = frozenset("and but well so now look yeah then also again listen because or".split())
_MONEY = frozenset({"dollars", "dollar", "euros", "pounds"})
_SCALES = frozenset({"hundred", "thousand", "million", "billion", "trillion"})
COMMON = frozenset(
    "a an the and or but of to in on at by for with from as that this these those it its is are was were be been being"
    " am i you he she we they me him her us them my your his our their have has had do does did will would can could"
    " shall should may might must not no so if then than there here what which who when where how all any some one up"
    " out about into over just very also only more most other such own too now 's 'd 1".split()
)

#: Letters by which forms of a word are the same, near enough for words in any order.
STEM = 6

Table = np.ndarray[tuple[int, ...], np.dtype[Any]]
Edge = Literal["", "start", "end"]
Change = Literal["replace", "insert", "delete", "leap"]


@dataclass(frozen=True, slots=True)
class Part:
    """A place where two wordings part: draft words ``draft[0]:draft[1]``, source words ``source[0]:source[1]``.

    "insert": words that only the draft has; "delete": words that only the source has; "leap": the draft goes on at
    another place of the source, which ``source[1]`` is. ``marked`` is true where an ellipsis or brackets show it.
    """

    change: Change
    draft: tuple[int, int]
    source: tuple[int, int]
    marked: bool


@dataclass(frozen=True, slots=True)
class Alignment:
    """Two wordings laid side by side.

    ``links`` gives for each draft word the place of its source word, -1 for none. ``score`` is 1 for the same words and
    0 for nothing in common; ``parts`` are the changes that count.
    """

    links: tuple[int, ...]
    score: float
    parts: tuple[Part, ...]

    @property
    def span(self) -> tuple[int, int]:
        """First and last source word that the draft has."""
        linked = [k for k in self.links if k >= 0]
        return min(linked), max(linked)


def gain(word: Word) -> float:
    """What finding a word in the source is worth; nothing for what isn't the speaker's own."""
    if word.sort != "word":
        return 0.0
    if word.key in _MONEY:  # as often a sign as a word
        return _GAIN_OF_MONEY
    return _GAIN_OF_COMMON if word.key in COMMON else _GAIN


def align(draft: Sequence[Word], source: Sequence[Word], turns: Sequence[int] | None = None) -> Alignment | None:
    """Lay a quotation along a passage; None where they have no word in common.

    ``turns`` tells for each source word to which turn it belongs.
    """
    own = [k for k, w in enumerate(source) if w.sort == "word"]
    asked = [k for k, w in enumerate(draft) if w.sort in ("word", "aside")]
    if not own or not asked:
        return None
    shown = [bool(k) and draft[k - 1].sort == "gap" for k in asked]
    found, score = _links([draft[k] for k in asked], [source[k] for k in own], shown)
    links = [-1] * len(draft)
    for k, place in zip(asked, found, strict=True):
        links[k] = own[place] if place >= 0 else -1
    _drop_repeated(links)
    if max(links) < 0:
        return None
    score += _tidy(links, draft, source)
    parts = tuple(_Reader(draft, source, links, turns or [0] * len(source)).parts())
    whole = sum(map(gain, draft)) or 1.0
    return Alignment(tuple(links), max(0.0, min(1.0, score / whole)), parts)


def _foreign_price(word: Word) -> float:
    return _FOREIGN if word.sort == "word" and word.key not in _MONEY else 0.0


def _links(draft: Sequence[Word], source: Sequence[Word], shown: Sequence[bool]) -> tuple[list[int], float]:
    """The best places of the draft's words, and what they are worth; ``shown``: a cut is shown before the word."""
    hits = _hits(draft, source)
    prices = _Prices(draft, shown)
    places = np.arange(len(source) + 1, dtype=np.float32)
    rows = np.zeros((len(draft) + 1, len(source) + 1), dtype=np.float32)
    bases = np.zeros_like(rows)
    for i in range(1, len(draft) + 1):
        before, hit, gained, foreign = rows[i - 1], hits[i - 1], prices.gains[i - 1], prices.foreign[i - 1]
        straight = before[:-1] + np.where(hit, gained, -foreign)
        base = before - foreign
        base[1:] = np.maximum(base[1:], straight)
        if i > 1:
            base[1:] = np.where(hit, np.maximum(base[1:], before.max() - prices.leaps[i - 1] + gained), base[1:])
        bases[i] = base
        ramp = places * np.float32(prices.cut_word[i - 1])
        cut = np.maximum.accumulate(base + ramp) - ramp
        rows[i] = base
        rows[i, 1:] = np.maximum(base[1:], cut[:-1] - np.float32(prices.cut[i - 1] + prices.cut_word[i - 1]))
    return _traced(hits, prices, rows, bases), float(rows[-1].max())


class _Prices:
    """What each word of a draft gains or costs, and a cut behind it."""

    def __init__(self, draft: Sequence[Word], shown: Sequence[bool]) -> None:
        behind = [*shown[1:], False]
        self.gains = [np.float32(gain(w) or 0.1) for w in draft]
        self.foreign = [np.float32(_foreign_price(w)) for w in draft]
        usual = [_LEAP_OPENING if w.opens else _LEAP for w in draft]
        self.leaps = [price * _MARKED if cut else price for price, cut in zip(usual, shown, strict=True)]
        self.cut = [_CUT * _MARKED if cut else _CUT for cut in behind]
        self.cut_word = [_CUT_WORD * _MARKED if cut else _CUT_WORD for cut in behind]


def _hits(draft: Sequence[Word], source: Sequence[Word]) -> Table:
    """Which words are the same: a row a word of the draft, a column a word of the source."""
    numbers: dict[str, int] = {}
    d = [numbers.setdefault(w.key, len(numbers)) for w in draft]
    s = np.array([numbers.get(w.key, -1) for w in source], dtype=np.int32)
    hits = np.equal.outer(np.array(d, dtype=np.int32), s)
    for k, word in enumerate(draft):
        for other in ALSO.get(word.key, ()):
            hits[k] |= np.array([w.key == other for w in source])
    return hits


def _traced(hits: Table, prices: _Prices, rows: Table, bases: Table) -> list[int]:
    """Walk back through the table."""
    gains = prices.gains
    links = [-1] * len(gains)
    j = int(rows[-1].argmax())
    for i in range(len(gains), 0, -1):
        if rows[i, j] > bases[i, j] + _CLOSE:  # words were left out before this place
            j = int((bases[i, :j] + prices.cut_word[i - 1] * np.arange(j, dtype=np.float32)).argmax())
        before, here = rows[i - 1], bases[i, j]
        if j and hits[i - 1, j - 1]:
            straight = abs(before[j - 1] + gains[i - 1] - here) < _CLOSE
            if straight or (i > 1 and abs(before.max() - prices.leaps[i - 1] + gains[i - 1] - here) < _CLOSE):
                links[i - 1] = j - 1
                j = j - 1 if straight else int(before.argmax())
                continue
        if j and before[j - 1] >= before[j]:
            j -= 1
    return _pruned(links, gains)


def _pruned(links: list[int], gains: Sequence[np.float32]) -> list[int]:
    """Let go of words that stand alone, far from the others: they are there by chance."""
    runs: list[list[int]] = []
    for k, place in enumerate(links):
        if place < 0:
            continue
        if runs and 0 <= place - links[runs[-1][-1]] - 1 <= _NEAR:
            runs[-1].append(k)
        else:
            runs.append([k])
    if len(runs) > 1:
        for run in runs:
            if sum(gains[k] for k in run) < _LEAST:
                for k in run:
                    links[k] = -1
    return links


def _drop_repeated(links: list[int]) -> None:
    """A source's word stands for one word of the draft: what is printed twice was added."""
    seen: set[int] = set()
    for k, place in enumerate(links):
        if place in seen:
            links[k] = -1
        elif place >= 0:
            seen.add(place)


def _tidy(links: list[int], draft: Sequence[Word], source: Sequence[Word]) -> float:
    """Link words that are the same though their keys differ, next to words that are linked; return what they gain."""
    gained = 0.0
    for k in range(len(links)):
        if links[k] >= 0 or draft[k].sort == "gap":
            continue
        for step in (-1, 1):
            near = k + step
            if 0 <= near < len(links) and links[near] >= 0:
                place = links[near] - step
                if 0 <= place < len(source) and place not in links and _same_word(draft[k], source[place]):
                    links[k] = place
                    gained += gain(draft[k]) + _foreign_price(draft[k])
                    break
    return gained


def _same_word(one: Word, other: Word) -> bool:
    return same(one.key, other.key) or is_misprint(one.key, other.key)


def _sums(words: Sequence[Word], places: Sequence[int]) -> set[int]:
    """Which of some places hold the "dollars" of a sum ("17 billion dollars")."""
    counts = (k for k in places if k and words[k].key in _MONEY)
    return {k for k in counts if words[k - 1].key[:1].isdigit() or words[k - 1].key in _SCALES}


class _Reader:
    """Reads the changes off an alignment."""

    def __init__(
        self, draft: Sequence[Word], source: Sequence[Word], links: Sequence[int], turns: Sequence[int]
    ) -> None:
        self.draft = draft
        self.source = source
        self.links = links
        self.turns = turns

    def parts(self) -> Iterator[Part]:
        linked = [k for k, place in enumerate(self.links) if place >= 0]
        first, last = linked[0], linked[-1]
        if first:
            k = self._own(0, first)
            begin = max(0, self.links[first] - k)
            yield from self._part(0, first, begin, self.links[first], edge="start")
        for one, other in pairwise(linked):
            a, b = self.links[one] + 1, self.links[other]
            if b < a or self._skipped(a, b) > FAR or self.turns[b] - self.turns[a - 1] > _TURNS:
                yield from self._leap(one + 1, other, a, b)
            elif other > one + 1 or b > a:
                yield from self._part(one + 1, other, a, b)
        if last + 1 < len(self.links):
            k = self._own(last + 1, len(self.links))
            begin = self.links[last] + 1
            yield from self._part(last + 1, len(self.links), begin, min(len(self.source), begin + k), edge="end")

    def _own(self, a: int, b: int) -> int:
        """How many words of the draft's own stand there."""
        return sum(w.sort == "word" for w in self.draft[a:b])

    def _skipped(self, a: int, b: int) -> int:
        return sum(w.sort == "word" for w in self.source[a:b])

    def _leap(self, d0: int, d1: int, a: int, b: int) -> Iterator[Part]:
        yield from self._part(d0, d1, a, a)
        marked = any(w.sort in ("gap", "aside") for w in self.draft[d0:d1])
        yield Part("leap", (d1, d1), (a, b), marked)

    def _part(self, d0: int, d1: int, s0: int, s1: int, *, edge: Edge = "") -> Iterator[Part]:
        """One change, where it counts; at an ``edge`` the source's words are only those beside it."""
        d = [k for k in range(d0, d1) if self.draft[k].sort in ("word", "aside")]
        s = [k for k in range(s0, s1) if self.source[k].sort == "word"]
        marks = any(w.sort == "gap" for w in self.draft[d0:d1])
        while d and s and _same_word(self.draft[d[0]], self.source[s[0]]):
            del d[0], s[0]
        while d and s and _same_word(self.draft[d[-1]], self.source[s[-1]]):
            del d[-1], s[-1]
        if self._is_free(d, s, edge=edge, marks=marks):
            return
        at = (d[0], d[-1] + 1) if d else (d1, d1)
        source = (s[0], s[-1] + 1) if s else (s0, s0)
        if not d:
            yield Part("delete", at, source, marks)
        else:
            marked = all(self.draft[k].sort == "aside" for k in d)
            yield Part("replace" if s else "insert", at, source, marked)

    def _is_free(self, d: Sequence[int], s: Sequence[int], *, edge: Edge, marks: bool) -> bool:
        """Whether a change is none that counts."""
        here, there = _sums(self.draft, d), _sums(self.source, s)
        if bool(here) is not bool(there):  # the other side has a sign, or nothing
            printed = [self.draft[k] for k in d if k not in here]
            said = [self.source[k] for k in s if k not in there]
        else:
            printed, said = [self.draft[k] for k in d], [self.source[k] for k in s]
        if not d:
            return bool(edge) or not s or (not marks and self._is_unheard(s))
        if edge == "start" and all(w.key in OPENINGS for w in printed):
            return True
        if not printed:
            return bool(edge) or not said
        keys, others = [w.key for w in printed], [w.key for w in said]
        if same_letters(keys, others) or (len(printed) == 1 and is_bleep(printed[0]) and len(said) < 3):
            return True
        return len(keys) < 4 and is_misprint("".join(keys), "".join(others))

    def _is_unheard(self, s: Sequence[int]) -> bool:
        """Whether words are left out as every paper does: a false start, an "And" that opens a sentence, "dollars"."""
        keys = [self.source[k].key for k in s]
        if _sums(self.source, s) == set(s) or (self.source[s[0]].opens and all(k in OPENINGS for k in keys)):
            return True
        n = len(keys)
        after = [w.key for w in self.source[s[-1] + 1 : s[-1] + 1 + 2 * n] if w.sort == "word"][:n]
        before = [w.key for w in self.source[max(0, s[0] - 2 * n) : s[0]] if w.sort == "word"][-n:]
        return keys in (after, before)
