"""Variations of the pairs that the stance network learns from: opposite sentences, changed places, other names."""

from __future__ import annotations

import random
import re
from collections import defaultdict
from collections.abc import Iterator, Mapping
from dataclasses import replace
from functools import cache
from itertools import pairwise

from evaluation.stance_sets import put_names, renamed
from onrecord.models.stance_input import StatementText
from onrecord.text.lexicon import first_names

from .stance_data import RELATED, Pair, news_stances

OPPOSITE = {"for": "against", "against": "for"}
_AUXILIARY = re.compile(r"\b(should|must|can|could|will|would|is|are|was|were|has|have|does|do|need|needs|ought)\b")
_NEGATIVE = re.compile(r"\b(not|never|no|cannot|than)\b|n't\b")
_NAME = re.compile(r"\b[A-Z][\w-]*[a-z]\b")

#: Words that turn a sentence into its opposite when one stands for the other.
ANTONYMS = (
    ("fit", "unfit"), ("good", "bad"), ("fair", "unfair"), ("fairly", "unfairly"),
    ("legal", "illegal"), ("legalized", "outlawed"), ("legalised", "outlawed"), ("banned", "allowed"),
    ("prohibited", "permitted"), ("abolished", "kept"), ("closed", "kept open"), ("built", "stopped"),
    ("increased", "reduced"), ("raised", "cut"), ("stricter", "looser"), ("tougher", "milder"),
    ("support", "oppose"), ("accept", "reject"), ("more", "less"), ("safe", "dangerous"), ("safer", "more dangerous"),
    ("honest", "dishonest"), ("ready", "unready"), ("win", "lose"), ("better", "worse"), ("strong", "weak"),
    ("success", "failure"), ("successful", "unsuccessful"), ("justified", "unjustified"), ("necessary", "needless"),
    ("beneficial", "harmful"), ("acceptable", "unacceptable"), ("trust", "distrust"), ("praise", "condemnation"),
    ("deserve respect", "deserve contempt"), ("deserves respect", "deserves contempt"), ("important", "unimportant"),
    ("should adopt", "should reject"), ("should ban", "should allow"), ("is right", "is wrong"),
    ("was right", "was wrong"), ("protect", "harm"),
    ("useful", "useless"), ("effective", "ineffective"), ("moral", "immoral"), ("responsible", "irresponsible"),
)  # fmt: skip
_TURNED = dict(ANTONYMS) | {b: a for a, b in ANTONYMS}
_TURNABLE = re.compile(r"\b(" + "|".join(sorted(map(re.escape, _TURNED), key=len, reverse=True)) + r")\b")


def shuffled(pairs: list[Pair], rng: random.Random) -> Iterator[Pair]:
    """Every pair once, varied, in random order."""
    for pair in rng.sample(pairs, len(pairs)):
        yield vary(pair, rng)


def vary(pair: Pair, rng: random.Random) -> Pair:
    """Now and then: turn the sentence into its opposite, let statements change places, give persons other names."""
    if pair.relation and not pair.stance and rng.random() < 0.5:
        return turned(pair)
    if pair.passage.speaker and rng.random() < 0.5:
        pair = other_persons(pair, rng)
    opposite = _opposite(pair.toward, rng) if pair.stance else None
    if not pair.stance or not opposite:
        return pair
    side = OPPOSITE.get(pair.stance, pair.stance)
    return replace(pair, toward=opposite, stance=side, relation=RELATED[side] if pair.relation else None)


def turned(pair: Pair) -> Pair:
    """Two statements in the other order."""
    return replace(pair, toward=pair.passage.text, passage=StatementText.of(pair.toward))


def _opposite(sentence: str, rng: random.Random) -> str | None:
    if rng.random() < 0.4 and _TURNABLE.search(sentence) and not _NEGATIVE.search(sentence):
        return _TURNABLE.sub(lambda m: _TURNED[m[0]], sentence, count=1)
    if rng.random() < 0.15:
        return negated(sentence)
    return f"It is wrong to say that {_lower(sentence)}" if rng.random() < 0.05 else None


def negated(sentence: str) -> str | None:
    """The opposite of a sentence with an auxiliary; None for others and for those that are negative already."""
    found = _AUXILIARY.search(sentence)
    if not found or _NEGATIVE.search(sentence):
        return None
    word = found[1]
    turned = {"need": "need not", "needs": "does not need", "can": "cannot"}.get(word, f"{word} not")
    return sentence[: found.start()] + turned + sentence[found.end() :]


def _lower(sentence: str) -> str:
    first = sentence.split(" ", 1)[0]
    return sentence[:1].lower() + sentence[1:] if first in {"The", "A", "An", "It", "We", "All", "People"} else sentence


def full_names(text: str) -> list[tuple[str, str]]:
    """First and last names that stand together in a text."""
    words = _NAME.findall(text)
    return [
        (one, other) for one, other in pairwise(words)
        if one.lower() in first_names() and f"{one} {other}" in text
    ]  # fmt: skip


@cache
def _pool() -> Mapping[str, list[tuple[str, str]]]:
    """Names of the corpus by the gender of the first name; each person counts once."""
    found: dict[str, set[tuple[str, str]]] = defaultdict(set)
    for pair in news_stances():
        for name in full_names(f"{pair.passage.speaker}. {pair.toward}"):
            found[first_names()[name[0].lower()]].add(name)
    return {gender: sorted(names) for gender, names in found.items()}


def other_persons(pair: Pair, rng: random.Random) -> Pair:
    """Give the speaker and whoever the sentence names other names, so that no stance is learned of a person."""
    words: dict[str, str] = {}
    for first, last in full_names(f"{pair.passage.speaker}. {pair.toward}"):
        new = rng.choice(_pool()[first_names()[first.lower()]])
        words.setdefault(first, new[0])
        words.setdefault(last, new[1])
    if not words:
        return pair
    return replace(pair, toward=put_names(pair.toward, words), passage=renamed(pair.passage, words))
