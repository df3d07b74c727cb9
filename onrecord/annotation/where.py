"""Words that tell where statements were made: "a rally", "told reporters", "in an interview with The Velden Herald"."""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import cache
from typing import cast, get_args

from ..statement import Channel, ChannelType, Span
from ..text.lexicon import word_lists
from .anchors import Anchor
from .scene import Scene

MEDIA = frozenset(
    "news post times journal cnn nbc msnbc abc cbs fox npr bbc ap reuters bloomberg press radio magazine show herald"
    " tribune globe gazette chronicle star sun observer examiner guardian tv network c-span today daily weekly politico"
    " television broadcasting media newspaper wikinews forbes xinhua newsweek economist".split()
)
#: Sources that are the news at large: "some reports", "local media".
_AT_LARGE = re.compile(
    r"(?:(?:the|some|several|many|recent|earlier|local|news|press|media|state|national|unconfirmed)[ \xa0])*"
    r"(?:(?:news|press|media)[ \xa0]reports|reports|media|press|newspapers|news[ \xa0]outlets)$"
)
#: Names with these words are no outlets that are told something in an interview.
_BODIES = frozenset(
    "commons lords parliament senate house congress council court committee commission board assembly dáil seanad"
    " bundestag knesset tribunal inquiry".split()
)
_TOLD = re.compile(
    r"(?:told|tells|telling|tell|with|to|on|by|for|joined|joining)[ \xa0](?:the[ \xa0])?[“\"]?$", re.IGNORECASE
)
#: The name of a programme: on ABC’s “This Week”.
_PROGRAMME = re.compile(
    r"\b(?:on|of|with|to)[ \xa0](?:[A-Z][\w.&]*(?:[ \xa0][A-Z][\w.&]*){0,3}(?:[’']s)?[ \xa0])?(?=[“\"][A-Z0-9])"
)
_TITLE = re.compile(r"[“\"]([^“”\"\n]{3,40}?),?[”\"]")
CHANNELS: tuple[ChannelType, ...] = get_args(ChannelType)


@cache
def _channel_words() -> tuple[re.Pattern[str], dict[str, tuple[ChannelType, ...]]]:
    kinds: dict[str, tuple[ChannelType, ...]] = {}
    for kind, words in word_lists("channels.txt").items():
        for word in words:
            spaced = word.replace("_", " ")
            kinds[spaced] = (*kinds.get(spaced, ()), cast(ChannelType, kind))
    by_letter: dict[str, list[str]] = {}
    for word in sorted(kinds, key=len, reverse=True):
        by_letter.setdefault(word[0], []).append(re.escape(word[1:]).replace(r"\ ", r"[ \xa0]"))
    choice = "|".join(f"{re.escape(c)}(?:{'|'.join(words)})" for c, words in sorted(by_letter.items()))
    return re.compile(rf"(?<![\w-])(?:{choice})(?![\w-])"), kinds


def channel_of(text: str, anchor: Anchor | None) -> Channel:
    """What an anchor tells of the channel."""
    if anchor is None:
        return Channel()
    return Channel(cast(ChannelType, anchor.value), Span.of(text, anchor.start, anchor.end))


def _anchor(start: int, end: int, value: ChannelType, kind: str, senses: int = 1) -> Anchor:
    facts = float(CHANNELS.index(value)), float(senses), float(kind.count(" "))
    return Anchor(start, end, value, f"{kind}={value}", facts=facts)


def channel_anchors(scene: Scene) -> Iterator[Anchor]:
    """Words that may tell where statements of a scene were made. A word may tell several channels: so many anchors."""
    pattern, kinds = _channel_words()
    named = {n.start for n in scene.cast.mentions if scene.cast.entity(n).kind == "person"}
    for m in pattern.finditer(scene.low):
        if m.start() in named:  # "Bill"
            continue
        word = m.group().replace("\xa0", " ")
        for value in kinds[word]:
            yield _anchor(m.start(), m.end(), value, word, len(kinds[word]))
    yield from _outlets(scene)
    for m in _PROGRAMME.finditer(scene.text):
        title = _TITLE.match(scene.text, m.end())
        if title:
            yield _anchor(title.start(1), title.end(1), "interview", "programme")
    for attribution, found in zip(scene.attributions, scene.resolved, strict=True):
        if not attribution.source or found.speaker is None:
            continue
        start, end = attribution.source[0].start, attribution.source[-1].end
        words = set(re.findall(r"[\w-]+", found.speaker.name.lower()))
        at_large = _AT_LARGE.match(scene.low, start, end)
        if at_large or (MEDIA & words and found.speaker.type == "organisation"):
            yield _anchor(start, end, "news", "source:media")
        elif found.speaker.type == "document":
            poll = words & word_lists("channels.txt")["poll"]
            yield _anchor(start, end, "poll" if poll else "document", "source:poll" if poll else "source:document")


def _outlets(scene: Scene) -> Iterator[Anchor]:
    """Whom one tells what is printed: "told The Velden Herald"."""
    for name in scene.cast.mentions:
        entity = scene.cast.entity(name)
        if entity.kind == "person" or _BODIES & set(entity.plain):
            continue
        before = _TOLD.search(scene.text[max(0, name.full_start - 15) : name.full_start])
        if before:
            media = "media" if MEDIA & set(entity.plain) else entity.kind
            yield _anchor(name.start, name.end, "interview", f"{before.group().split()[0].lower()}:{media}")
