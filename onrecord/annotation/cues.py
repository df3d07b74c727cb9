"""The words that signal a statement ("told", "has long argued"): their tense, and the acts that verbs may tell."""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import cache

from ..text.lexicon import word_lists

_WORD = re.compile(r"[\w'’-]+")
_PERFECT = re.compile(r"\b(?:has|have|['’]s|['’]ve)\b", re.IGNORECASE)
_PAST_PERFECT = re.compile(r"\bhad\b", re.IGNORECASE)
_MODAL = re.compile(r"\b(?:will|would|could|can|may|might|should|must)\b", re.IGNORECASE)
_IRREGULAR = frozenset(
    "said told wrote spoke thought knew felt made gave took saw swore found held began went put sought heard read"
    " was were did got left kept let meant met quoth rebuked shot struck stood understood".split()
)


def tense_of(cue: str) -> str:
    """The form of a cue's verb: past, perfect, pluperfect, present, modal, ing, to, other, none."""
    words = cue.lower().split()
    if not words:
        return "none"
    if _MODAL.search(cue):
        return "modal"
    if _PERFECT.search(cue):
        return "perfect"
    if _PAST_PERFECT.search(cue):
        return "pluperfect"
    if words[0] == "to":
        return "to"
    if any(w.endswith("ed") or w in _IRREGULAR for w in words):
        return "past"
    if words[0].endswith("ing"):
        return "ing"
    return "present" if any(w.endswith("s") and len(w) > 3 for w in words) else "other"


@cache
def _act_words() -> dict[str, tuple[str, ...]]:
    found: dict[str, list[str]] = {}
    for key, words in word_lists("acts.txt").items():
        for word in words:
            found.setdefault(word, []).append(key)
    return {word: tuple(keys) for word, keys in found.items()}


@cache
def acts_of_word(word: str) -> tuple[str, ...]:
    """The acts that a word of a cue may tell, inflected as it is."""
    table = _act_words()
    for form in _uninflected(word):
        if form in table:
            return table[form]
    return ()


def act_number(cue: str) -> int:
    """The number of the line of acts.txt that lists the last listed word of a cue, -1 where no word is."""
    for word in reversed(_WORD.findall(cue)):
        acts = acts_of_word(word)
        if acts:
            return list(word_lists("acts.txt")).index(acts[0])
    return -1


def _uninflected(word: str) -> Iterator[str]:
    yield word
    for ending, others in (
        ("ies", ("y",)),
        ("ied", ("y",)),
        ("es", ("", "e")),
        ("s", ("",)),
        ("ed", ("", "e")),
        ("ing", ("", "e")),
    ):
        if word.endswith(ending):
            stem = word[: -len(ending)]
            yield from (stem + other for other in others)
            if len(stem) > 2 and stem[-1] == stem[-2]:
                yield stem[:-1]
