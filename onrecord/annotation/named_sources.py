"""Sources that name their speakers: "Mayor Ana Ortega of Velden", "Ortega and Bell"."""

from __future__ import annotations

import re

from ..text.lexicon import word_lists
from ..text.names import Name
from ..text.titles import is_office
from .entities import Entity
from .story import Resolved, ToldStory

_WORD = re.compile(r"[^\W_][\w’'-]*")
#: What joins a second head to the first: "Ortega and the Velden Party".
_JOINING = re.compile(r"(?:,|,? ?and|&|,? ?or|along with)(?: the)?")


def speakers_named(story: ToldStory, start: int, end: int) -> Resolved | None:
    """The names that are the heads of a source phrase; None where there are none."""
    heads: list[Name] = []
    for name in story.cast.between(start, end):
        if name.end <= end + 2 and _is_head(story, name, (start, end), heads):
            heads.append(name)
    entities: list[Entity] = list(dict.fromkeys(map(story.cast.entity, heads)))
    return story.named(entities) if entities else None


def _is_head(story: ToldStory, name: Name, phrase: tuple[int, int], heads: list[Name]) -> bool:
    """Whether a name is what a phrase is about, not a part of what describes it."""
    start, end = phrase
    if name.possessive and name.end < end - 3:
        return False
    if heads:  # after the first head only "X and Y" counts
        return bool(_JOINING.fullmatch(story.text[heads[-1].end : name.full_start].strip().lower()))
    before = story.text[start : name.full_start].rstrip()
    if _is_followed_by_head(story.text, name, end, before):
        return False
    words = [w.lower() for w in _WORD.findall(before)]
    return before.endswith(",") or not words or _may_be_described(story, name, words)


def _is_followed_by_head(text: str, name: Name, end: int, before: str) -> bool:
    """Whether a name only begins a longer phrase: "Ortega aides", "Velden-based"."""
    after = text[name.end : end].strip(" \xa0,")
    following = _WORD.match(after.lstrip('”" \xa0'))
    beside = not before.endswith(",") and text[name.end : name.end + 1] in ' \xa0”"'
    if following and beside and following.group().lower() not in word_lists("words.txt")["after_head"]:
        return True
    return text[name.end : name.end + 1] in ("/", "-")


def _may_be_described(story: ToldStory, name: Name, before: list[str]) -> bool:
    """Whether the words before a name in its phrase describe it, not it them."""
    if before[-1] in word_lists("speakers.txt")["part_of"] or {"who", "whose", "which", "that"} & set(before):
        return False
    if story.cast.entity(name).kind == "other" and before[-1] not in ("the", "a", "an") and len(before) > 1:
        return is_office(before[-1])
    return True
