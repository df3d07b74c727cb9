"""What to look up of a text: pairs of its neighbouring words, single telling ones, what a passage lacks."""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from itertools import accumulate

from ..text.words import Word
from .alignment import COMMON, Alignment, gain
from .fulltext import Phrase

#: Pairs of words looked up, half of them from each half of the text.
PROBES = 8
#: Statements taken for each of them.
PER_PROBE = 200
#: Fewer words at an end are not looked for elsewhere.
_REST = 5
#: What stands behind so many foreign words and is worth less than this is there by chance.
_STRAY = 3
_FIRM = 1.6
_PART = re.compile(r"[^\W_]+")


def probes(text: str, words: Sequence[Word]) -> list[tuple[Phrase, float]]:
    """Pairs of neighbouring words to look up, the most telling first, each with its weight."""
    parts = [part.casefold() for part in phrase_of(text, words)]
    pairs: list[tuple[float, Phrase, int]] = []
    for k in range(len(parts) - 1):
        worth = sum(_worth(part) for part in parts[k : k + 2])
        if worth >= 1:
            pairs.append((worth, tuple(parts[k : k + 2]), k))
    for k in range(len(parts) - 2):
        if parts[k + 1] in COMMON and parts[k] not in COMMON and parts[k + 2] not in COMMON:
            pairs.append((_worth(parts[k]) + _worth(parts[k + 2]), tuple(parts[k : k + 3]), k))
    if not pairs:
        return [(tuple(parts[:6]), 1.0)] if parts else []
    half = len(parts) // 2
    best: list[tuple[float, Phrase]] = []
    for of_half in (True, False):  # from both halves, for a quotation may be put together
        pairs_of = sorted((p[:2] for p in pairs if (p[2] < half) is of_half), key=lambda pair: -pair[0])
        best += pairs_of[: PROBES // 2]
    return [(phrase, worth) for worth, phrase in best]


def _worth(part: str) -> float:
    """How much a word tells: nothing for a common one, more for a long one."""
    return 0.0 if part in COMMON or len(part) < 2 else 1.0 + min(len(part), 10) / 10


def telling_words(text: str, words: Sequence[Word]) -> list[str]:
    """The words of a text that tell something, as printed, the longest first."""
    printed = {part.casefold() for part in phrase_of(text, words)} if words else set()
    return sorted((p for p in printed if p not in COMMON and len(p) > 2), key=lambda p: (-len(p), p))


def phrase_of(text: str, words: Sequence[Word]) -> Phrase:
    """The speaker's own words as printed; brackets, fillers and ellipses are left out."""
    places = dict.fromkeys((w.start, w.end) for w in words if w.sort == "word")
    return tuple(part for a, b in places for part in _PART.findall(text[a:b]))


def surface_of(text: str, words: Sequence[Word]) -> re.Pattern[str] | None:
    """Finds the words that tell something as they are printed."""
    telling = telling_words(text, words)
    return re.compile(rf"\b(?:{'|'.join(map(re.escape, telling))})", re.IGNORECASE) if telling else None


def lacking(words: Sequence[Word], alignment: Alignment) -> Iterator[Sequence[Word]]:
    """Longer runs of words at a quotation's ends that a passage doesn't have, a stray word aside."""
    runs: list[list[int]] = []
    for k, place in enumerate(alignment.links):
        if place < 0:
            continue
        if runs and k - runs[-1][-1] <= _STRAY:
            runs[-1].append(k)
        else:
            runs.append([k])
    firm = [run for run in runs if sum(gain(words[k]) for k in run) >= _FIRM] or runs
    for rest in (words[: firm[0][0]], words[firm[-1][-1] + 1 :]):
        if sum(w.sort == "word" for w in rest) >= _REST:
            yield rest


@dataclass(frozen=True, slots=True)
class SpeakersWords:
    """The words of one speaker's statements in one text, blanks between; ``starts`` is where statements begin in it."""

    text: str
    numbers: tuple[int, ...]
    starts: tuple[int, ...]

    @classmethod
    def of(cls, rows: Iterable[tuple[int, str]]) -> SpeakersWords:
        """Take the numbers of statements and their words."""
        numbers, words = [], []
        for number, text in rows:
            numbers.append(number)
            words.append(f" {' '.join(_PART.findall(text.casefold()))} \n")
        return cls("".join(words), tuple(numbers), tuple(accumulate(map(len, words), initial=0)))

    def having(self, phrase: Phrase) -> list[int]:
        """The statements with a phrase; of a word also those with a longer form of it."""
        sought = f" {' '.join(phrase).casefold()}{' ' if len(phrase) > 1 else ''}"
        found: list[int] = []
        at = self.text.find(sought)
        while at >= 0 and len(found) < PER_PROBE:
            place = bisect_right(self.starts, at) - 1
            found.append(self.numbers[place])
            at = self.text.find(sought, self.starts[place + 1])
        return found
