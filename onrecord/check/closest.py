"""The words of a speaker that come closest to a paraphrase in meaning: shown for a person to compare, never as proof.

By the table of word meanings: each telling word of the paraphrase is looked for in a sentence, or the word of it that
is most alike. That finds what is spoken of; whether it bears the paraphrase out, or says the contrary, it can't tell.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np
import numpy.typing as npt

from ..models.vectors import Vectors
from ..search.alignment import COMMON, STEM
from ..search.passages import Passage, own_words
from ..text.words import Word, words_of

Numbers = npt.NDArray[Any]

_SENTENCE = re.compile(r"[^.!?\n]++[.!?]*+")
#: Words that tell that somebody spoke rather than what was said.
_TELLS = frozenset("said says say told tell adds added asked called think thinks according".split())
#: What is less alike isn't worth a look (found on the seen half of evaluation/cases/paraphrases.jsonl).
_LEAST = 0.6
#: A sentence shorter than this (telling words) tells too little.
_FEWEST = 2


@dataclass(frozen=True, slots=True)
class Closest:
    """A sentence of a source and how near it comes in meaning: 0 is nothing in common, 2 the same words."""

    passage: Passage
    place: tuple[int, int]
    likeness: float


def closest(words: Sequence[Word], names: frozenset[str], passages: Iterable[Passage]) -> Closest | None:
    """The sentence of some passages that comes closest to a paraphrase's words; ``names`` in it tell nothing.

    None where none comes near.
    """
    asked = list(dict.fromkeys(key for key in _telling(words) if key not in names))
    sentences = [(passage, place) for passage in passages for place in _sentences(passage)]
    said = [_telling(words_of(passage.source.text, *place)) for passage, place in sentences]
    if not asked or not any(said):
        return None
    found = _likeness(asked, said)
    best = int(found.argmax())
    return Closest(*sentences[best], float(found[best])) if found[best] >= _LEAST else None


def _telling(words: Sequence[Word]) -> list[str]:
    return [w.key for w in words if w.sort == "word" and w.key not in COMMON and w.key not in _TELLS]


def _sentences(passage: Passage) -> Iterable[tuple[int, int]]:
    text = passage.source.text
    for a, b in passage.turn.content:
        for c, d in own_words(passage.source, passage.turn, a, b):
            yield from (m.span() for m in _SENTENCE.finditer(text, c, d) if m.group().strip())


def _likeness(asked: Sequence[str], said: Sequence[Sequence[str]]) -> Numbers:
    """How near each sentence comes: the share of the words asked for that it has or nearly has, the rarer counting
    more, and how alike the two are as a whole.
    """
    table = Vectors.load()
    known = list(dict.fromkeys(word for words in said for word in words))
    column = {word: k for k, word in enumerate(known)}
    alike = _alike(table, asked, known)
    weights = np.array([table.rarity_of(word) for word in asked])
    whole = table.mean(asked)
    found = np.zeros(len(said))
    for k, words in enumerate(said):
        if len(words) < _FEWEST:
            continue
        share = float(weights @ alike[:, [column[w] for w in words]].max(axis=1) / weights.sum())
        other = table.mean(words)
        found[k] = share + (float(whole @ other) if whole is not None and other is not None else 0.0)
    return found


def _alike(table: Vectors, asked: Sequence[str], known: Sequence[str]) -> Numbers:
    """How alike words are, from 0 to 1: a row each of the words asked for."""
    nothing = np.zeros(table.rows.shape[1], dtype=np.float32)
    rows, others = (
        np.array([table.rows[table.place[word]] if word in table.place else nothing for word in words])
        for words in (asked, known)
    )
    found = (rows @ others.T).clip(0.0, 1.0)
    for k, one in enumerate(asked):
        for n, other in enumerate(known):
            if one == other or (len(one) >= STEM and one[:STEM] == other[:STEM]):
                found[k, n] = 1.0
    return np.asarray(found)
