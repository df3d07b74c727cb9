"""Read an alignment as an editor would: how a quotation's wording stands to its source, and what to look out for.

The lines between verbatim, trimmed, altered and spliced are those of docs/check.md.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import pairwise

from ..search.alignment import COMMON, OPENINGS, STEM, Alignment, Part, gain
from ..search.similar import Likeness
from ..text.words import Word
from .findings import Difference, Wording

#: A quotation is found with so much of it in one source; or with so long a run of its words (what the run gains, how
#: many words it has, and which share of the whole it is): the rest may have been cut from the source.
_FOUND = 0.5
_RUN_GAIN = 4.0
_RUN_WORDS = 8
_RUN_SHARE = 0.35
#: Short quotations need more of their words.
_SHORT = 8
_FOUND_SHORT = 0.45
_APART = 8
#: In another's mouth a short one is only a stock phrase, unless it has so many telling words, nearly all the same.
_TELLING = 3
_FEW_TELLING = 2
_WHOLE = 0.9
#: A quotation of fewer words than this is told by its speaker and the words around it only.
WEAK = 4
#: Fewer words than this are no sentence that a reader would miss ("Thank you very much.").
_SENTENCE = 5
#: Of so many words one that nobody has counts as invented, however common they are.
_INVENTED = 5
NEGATIONS = frozenset("not no never none nothing nobody nowhere neither nor without cannot".split())
_QUALIFIERS = frozenset("almost nearly hardly barely scarcely rarely seldom except unless".split())
_NUMBER = re.compile(
    r"\d+(?:\.\d+)?(?:st|nd|rd|th)?|hundred|thousand|million|billion|trillion|percent|dozens?|half|quarter|triple"
)
#: Words that hold a number: "twice" is "2 times".
_TIMES = {"once": "1", "twice": "2", "double": "2", "thrice": "3"}
_HELPING = frozenset(
    "is are was were am be do does did have has had will would can could shall should may might must 's".split()
)
_ASKS = re.compile(r"[\"”’'\s)\]]{0,3}\?")
#: What tells shortly before a fragment of a question that it was asked: "asked if a company that “cannot ...”".
_ASKED = re.compile(r"\b(?:ask|asks|asked|asking|wonders?|wondered|questioned|whether)\b[^.!?\n]*$")
_BEFORE = 120
#: What denies the words that follow it, and what tells in a draft that they were denied.
_DENIED = re.compile(
    r"\b(?:(?:not|never)|n['’]t)\s+(?:(?:really|actually|ever|for a moment)\s+)?"
    r"(?:think|thinking|believe|say|saying|said|suggest|suggesting|claim|claiming|mean|true)(?:\s+that)?[,\s]+\Z"
)
_TOLD_DENIED = re.compile(
    r"\b(?:not|never|no|nor|neither|without)\b|n['’]t\b|\b(?:den(?:y|ies|ied)|doubt|reject|dismiss|refus|disput)",
    re.IGNORECASE,
)
_STATES = re.compile(r"[\"”’'\s)\]]{0,2}(?:[.!]|$)")


@dataclass(frozen=True, slots=True)
class UsedPassage:
    """A stretch of a source that a quotation uses: ``text[start:end]``, and the changes in it."""

    start: int
    end: int
    differences: tuple[Difference, ...]


@dataclass(frozen=True, slots=True)
class Comparison:
    """How a quotation stands to one passage."""

    likeness: Likeness
    wording: Wording
    marked: bool
    found: bool
    pieces: tuple[UsedPassage, ...]
    warnings: tuple[str, ...]

    @property
    def score(self) -> float:
        """From 0, nothing in common, to 1, the same words."""
        return self.likeness.alignment.score


def compare(draft: str, words: Sequence[Word], likeness: Likeness) -> Comparison:
    """Compare a quotation (``words`` of ``draft``) with a passage that was laid along it."""
    alignment = likeness.alignment
    found = _is_found(words, alignment)
    return Comparison(
        likeness,
        _wording(words, likeness.words, alignment.parts) if found else "not_found",
        bool(alignment.parts) and all(p.marked for p in alignment.parts),
        found,
        tuple(_pieces(words, likeness)),
        tuple(dict.fromkeys(_warnings(draft, words, likeness))),
    )


def is_weak(words: Sequence[Word], *, attributed_but_nowhere: bool = False) -> bool:
    """Whether a quotation is too short to be told by its words: a few, or a phrase that anybody may use.

    A phrase that anybody may use weighs where somebody is said to have used it and nothing has it.
    """
    asked = sum(w.sort == "word" for w in words)
    few = WEAK if not attributed_but_nowhere else _INVENTED
    return asked < few or (asked < _SHORT and _telling(words) < _FEW_TELLING and not attributed_but_nowhere)


def is_distinctive(words: Sequence[Word], score: float) -> bool:
    """Whether words tell by themselves that they are the same utterance; a few common ones don't."""
    asked = sum(w.sort == "word" for w in words)
    return asked >= _SHORT or (_telling(words) >= _TELLING and score >= _WHOLE)


def is_whole(words: Sequence[Word], score: float) -> bool:
    """Whether all of some words stand in a passage, telling ones among them."""
    return score >= _WHOLE and _telling(words) > 0


def _telling(words: Sequence[Word]) -> int:
    return sum(w.sort == "word" and w.key not in COMMON for w in words)


def _is_found(words: Sequence[Word], alignment: Alignment) -> bool:
    asked = sum(w.sort == "word" for w in words)
    if asked < _SHORT:
        return alignment.score >= _FOUND_SHORT and _stands_together(words, alignment, asked)
    worth, length = _runs(words, alignment)
    whole = sum(map(gain, words)) or 1.0
    return alignment.score >= _FOUND or (worth >= _RUN_GAIN and length >= _RUN_WORDS and worth / whole >= _RUN_SHARE)


def _stands_together(words: Sequence[Word], alignment: Alignment, asked: int) -> bool:
    """Whether the words of a short quotation stand in one place, all but one or two, some of them telling ones."""
    linked = [(w, place) for w, place in zip(words, alignment.links, strict=True) if place >= 0 and w.sort == "word"]
    if len(linked) < max(3, asked - 2) or not any(w.key not in COMMON for w, _ in linked):
        return False
    first, last = alignment.span
    return last - first < asked + _APART


def _runs(words: Sequence[Word], alignment: Alignment) -> tuple[float, int]:
    """What the longest run of words in common gains, and how many words it has."""
    best = (0.0, 0)
    worth, length, last = 0.0, 0, -2
    for word, place in zip(words, alignment.links, strict=True):
        if word.sort != "word":
            continue
        if place < 0:
            worth, length = 0.0, 0
        else:
            if not last < place <= last + 4:
                worth, length = 0.0, 0
            worth, length, last = worth + gain(word), length + 1, place
            best = max(best, (worth, length))
    return best


def _wording(words: Sequence[Word], source: Sequence[Word], parts: Sequence[Part]) -> Wording:
    leaps = [p for p in parts if p.change == "leap"]
    joints = {p.draft[0] for p in leaps}
    changed = [
        p for p in parts
        if (p.change in ("replace", "insert") and not _joins(words, p, joints)) or _breaks_word(source, p)
    ]  # fmt: skip
    if changed:
        return "altered"
    if any(not p.marked for p in leaps) or any(_skips_sentence(words, source, p) for p in parts):
        return "spliced"
    return "trimmed" if parts else "verbatim"


def _skips_sentence(words: Sequence[Word], source: Sequence[Word], part: Part) -> bool:
    """Whether two sentences stand side by side in the draft between which a whole one was left out without a mark."""
    at, (c, d) = part.draft[1], part.source
    if part.change != "delete" or part.marked or not any(w.opens for w in words[max(1, at - 1) : at + 1]):
        return False
    skipped = source[c:d]
    opened = sum(w.opens for w in source[c + 1 : d + 1]) if skipped and skipped[0].opens else 0
    inside = any(w.opens for w in skipped[1:])
    return (opened > 0 or inside) and sum(w.sort == "word" for w in skipped) >= _SENTENCE


def _breaks_word(source: Sequence[Word], part: Part) -> bool:
    """Whether only a part of what the source prints in one was left out: of "doesn't" the "not"."""
    c, d = part.source
    return part.change == "delete" and 0 < c < d and source[c - 1].start == source[c].start


def _joins(words: Sequence[Word], part: Part, joints: set[int]) -> bool:
    """Whether words were only put in to join two pieces ("and")."""
    a, b = part.draft
    return part.change == "insert" and b in joints and all(w.key in OPENINGS for w in words[a:b])


def _pieces(words: Sequence[Word], likeness: Likeness) -> Iterator[UsedPassage]:
    """The stretches of the source, that with most of the quotation first."""
    alignment, source = likeness.alignment, likeness.words
    cuts = [0, *(p.draft[0] for p in alignment.parts if p.change == "leap"), len(words)]
    stretches = []
    for a, b in pairwise(cuts):
        linked = [alignment.links[k] for k in range(a, b) if alignment.links[k] >= 0]
        if linked:
            parts = [p for p in alignment.parts if p.change != "leap" and a <= p.draft[0] and p.draft[1] <= b]
            inside = [p for p in parts if p.source[1] > p.source[0]]
            first = min([*linked, *(p.source[0] for p in inside)])
            last = max([*linked, *(p.source[1] - 1 for p in inside)])
            worth = sum(gain(words[k]) for k in range(a, b) if alignment.links[k] >= 0)
            stretches.append((worth, source[first].start, source[last].end, parts))
    for _, start, end, parts in sorted(stretches, key=lambda s: -s[0]):
        yield UsedPassage(start, end, tuple(_difference(words, likeness, p, start, end) for p in parts))


def _difference(words: Sequence[Word], likeness: Likeness, part: Part, start: int, end: int) -> Difference:
    source = likeness.words
    (a, b), (c, d) = _printed_whole(words, likeness, part)
    here = (words[a].start, words[b - 1].end) if b > a else _between(words, a)
    there = (source[c].start, source[d - 1].end) if d > c else _between(source, c)
    low, high = (min(max(x, start), end) - start for x in there)
    return Difference("replace" if b > a and d > c else "insert" if b > a else "delete", here, (low, high))


def _printed_whole(words: Sequence[Word], likeness: Likeness, part: Part) -> tuple[tuple[int, int], tuple[int, int]]:
    """A change with all of the words that are printed in one with it: of "isn't" not the "not" alone."""
    (a, b), (c, d) = part.draft, part.source
    source, links = likeness.words, likeness.alignment.links
    if d > c and c and source[c - 1].start == source[c].start and a and links[a - 1] == c - 1:
        a, c = a - 1, c - 1
    if b > a and a and words[a - 1].start == words[a].start and links[a - 1] == c - 1:
        a, c = a - 1, c - 1
    return (a, b), (c, d)


def _between(words: Sequence[Word], at: int) -> tuple[int, int]:
    """The place before a word, behind the last one at the end."""
    place = words[at].start if at < len(words) else words[-1].end
    return place, place


def _warnings(draft: str, words: Sequence[Word], likeness: Likeness) -> Iterator[str]:
    source = likeness.words
    for part in likeness.alignment.parts:
        if part.change == "leap":
            continue
        printed = [w.key for w in words[slice(*part.draft)]]
        said = [w.key for w in source[slice(*part.source)]]
        here, there = (sum(k in NEGATIONS for k in keys) for keys in (printed, said))
        if there > here:
            yield "negation dropped"
        elif here > there:
            yield "negation added"
        numbers = [[n for k in keys if _NUMBER.fullmatch(n := _TIMES.get(k, k))] for keys in (printed, said)]
        if numbers[0] != numbers[1] and all(numbers):
            yield "number changed"
        if _qualifies(said) > _qualifies(printed):
            yield "qualification dropped"
    if _is_cut_from_negation(draft, words, likeness):
        yield "negation dropped"
    if _lost_question(draft, words, likeness):
        yield "question made a statement"


def _is_cut_from_negation(draft: str, words: Sequence[Word], likeness: Likeness) -> bool:
    """Whether a quotation begins behind a denial of the source that the draft doesn't tell: "I don't think ..."."""
    linked = [place for place in likeness.alignment.links if place >= 0]
    if not linked or likeness.alignment.links[0] != linked[0]:
        return False
    first = likeness.words[linked[0]].start
    denied = _DENIED.search(likeness.passage.source.text, max(0, first - _BEFORE), first)
    return denied is not None and not _TOLD_DENIED.search(draft[max(0, words[0].start - _BEFORE) : words[0].start])


def _qualifies(keys: Sequence[str]) -> int:
    """How many words turn what is said around them: "nearly", "except", "but two"."""
    exceptions = sum(a == "but" and _NUMBER.fullmatch(b) is not None for a, b in pairwise(keys))
    return exceptions + sum(k in _QUALIFIERS for k in keys)


def _lost_question(draft: str, words: Sequence[Word], likeness: Likeness) -> bool:
    """Whether a word after which the source asks stands at the end of a statement in the draft."""
    text, source = likeness.passage.source.text, likeness.words
    own = [k for k, place in enumerate(likeness.alignment.links) if place >= 0]
    if _ASKED.search(draft[max(0, words[0].start - _BEFORE) : words[0].start]):
        return False
    if draft[words[0].start].islower() and not any(w.key in _HELPING for w in words):
        return False  # "an act of war" states nothing
    for k in own:
        word, there = words[k], source[likeness.alignment.links[k]]
        if _ASKS.match(text, there.end) and not _ASKS.match(draft, word.end):
            return bool(_STATES.match(draft, word.end)) or k == own[-1]
    return False


def shared_words(words: Sequence[Word], others: Sequence[Word]) -> tuple[int, int]:
    """How many telling words of one text the other has, by their first letters, and how many there are."""
    mine, theirs = ({w.key[:STEM] for w in some if w.key not in COMMON} for some in (words, others))
    return len(mine & theirs), len(mine)
