"""Sources that name their speakers: "Mayor Ana Ortega of Velden", "Ortega and Bell"."""

from __future__ import annotations

import re

from ..text.lexicon import word_lists
from ..text.names import Name
from ..text.titles import is_office
from .entities import Entity
from .story import Resolved, ToldStory

_WORD = re.compile(r"[^\W_][\w’'-]*")
#: Words with which a phrase begins whose head isn't the name in it.
_OPENING = frozenset("a an the one another its his her their".split())
#: What joins a second head to the first: "Ortega and the Velden Party".
_JOINING = re.compile(r"(?:,|,? ?and|&|,? ?or|along with)(?: the)?")


def speakers_named(story: ToldStory, start: int, end: int) -> Resolved | None:
    """The names that are the heads of a source phrase; None where there are none."""
    apposed = _apposed(story, start, end)
    if apposed is not None:
        return story.named([apposed])
    heads: list[Name] = []
    for name in story.cast.between(start, end):
        if name.end <= end + 2 and _is_head(story, name, (start, end), heads):
            heads.append(name)
    entities: list[Entity] = list(dict.fromkeys(map(story.cast.entity, heads)))
    return story.named(entities) if entities else None


def _apposed(story: ToldStory, start: int, end: int) -> Entity | None:
    """The person whose name ends a phrase behind what the person is: "A spokesman for the mill, Carl Bell,"."""
    names = [n for n in story.cast.between(start, end) if n.end <= end]
    if not names or story.text[names[-1].end : end].strip(" \xa0,—–-"):
        return None
    name = names[-1]
    comma = story.text.rfind(",", start, name.full_start)
    between = [w.lower() for w in _WORD.findall(story.text[comma + 1 : name.full_start])]
    first = _WORD.match(story.text, start)
    describes = first is not None and first.group().lower() in word_lists("words.txt")["determiners"]
    apart = word_lists("speakers.txt")["part_of"] | {"a", "an", "and", "or", "who", "which", "that", "including"}
    if comma < 0 or not describes or apart & set(between):
        return None
    heads = (n for n in names if n.end <= comma and _is_head(story, n, (start, comma), []))
    person = story.cast.entity(name)
    return person if person.kind == "person" and not any(story.cast.entity(n).kind == "person" for n in heads) else None


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
    if re.search(r",[ \xa0]an?$", before):
        return False  # "my father, a GP in Velden"
    if before.endswith(","):
        return not {"including", "like"} & set(words[-3:])
    return not words or _may_be_described(story, name, words)


def _is_followed_by_head(text: str, name: Name, end: int, before: str) -> bool:
    """Whether a name only begins a longer phrase: "Ortega aides", "Velden-based"."""
    after = text[name.end : end].strip(" \xa0,")
    following = _WORD.match(after.lstrip('”" \xa0'))
    beside = not before.endswith(",") and text[name.end : name.end + 1] in ' \xa0”"'
    letters = (
        following and following.group().isupper() and following.group().lower() in word_lists("roles.txt")["behind"]
    )
    generic = set(map(str.lower, _WORD.findall(after))) <= word_lists("organisations.txt")["generic"]
    behind = word_lists("words.txt")["after_head"] | {"a", "an"}
    if following and beside and not letters and not generic and following.group().lower() not in behind:
        return True
    return text[name.end : name.end + 1] in ("/", "-")


def _may_be_described(story: ToldStory, name: Name, before: list[str]) -> bool:
    """Whether the words before a name in its phrase describe it, not it them."""
    if before[-1] in word_lists("speakers.txt")["part_of"] or {"who", "whose", "which", "that"} & set(before):
        return False
    described = word_lists("words.txt")["determiners"]
    if len(before) > 2 and before[-1] in described and before[-2] in word_lists("speakers.txt")["part_of"]:
        return False  # "a spokesman for the mill", "Republicans on the committee"
    if before[-1] in word_lists("speakers.txt")["group_openers"] and name.plain[-1].endswith("s"):
        return False  # "many Mexicans"
    if before[-1] in ("and", "or", "both") and word_lists("speakers.txt")["part_of"] & set(before):
        return False  # "lawyers for both Ana and Luis Ortega"
    if {"including", "like"} & set(before) or "such as" in " ".join(before):
        return False  # "some Republicans, including Ana Ortega"
    if story.cast.entity(name).kind == "other" and before[-1] not in ("the", "a", "an") and len(before) > 1:
        body = before[-1] in word_lists("nouns.txt")["organisation"]
        return is_office(before[-1]) or (body and not word_lists("speakers.txt")["part_of"] & set(before))
    return True
