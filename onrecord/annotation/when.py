"""When each statement was made: its own date, or that of the event at which it was said."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from ..dates import TimeExpression, find_times
from ..models.log_linear import weights
from ..statement import Basis, Said, Span
from ..text.quotes import inside_quotation
from .anchors import Anchor, Ranker
from .scene import Scene

_MONTH = "jan|feb|mar|apr|may|jun|jul|aug|sep|oct|nov|dec"
_KINDS = [
    ("weekday", re.compile(r"(?:mon|tues|wednes|thurs|fri|satur|sun)day")),
    ("near", re.compile("yesterday|today|tonight|this (?:morning|afternoon|evening)|last (?:night|evening)")),
    ("ago", re.compile("ago|earlier|later|recent|past|previous")),
    ("relative", re.compile("last|this|next|weekend|that|following")),
    ("day", re.compile(rf"(?:{_MONTH})[a-z.]*\s+\d")),
    ("month", re.compile(rf"\b(?:{_MONTH})")),
    ("year", re.compile(r"\d{4}")),
]


def when_said(scene: Scene) -> list[Said | None]:
    """The date of each attribution of a scene, in their order; None where the story doesn't tell."""
    times = find_times(scene.text, scene.article.published)
    by_place = {(t.start, t.end): t for t in times}
    ranker = Ranker(scene, list(time_anchors(scene, times)))
    found: dict[int, Said | None] = {}
    for turn in scene.turns:
        anchor = ranker.decide(turn, weights("date"))
        ranker.follow(turn, anchor)
        found[turn.number] = None
        if anchor is not None and not (anchor.kind.startswith("future") and turn.tense != "modal"):
            time = by_place[anchor.start, anchor.end]
            own = scene.sentences.at(anchor.start) == turn.sentence
            basis: Basis = "own" if own else "event"
            span = Span.of(scene.text, time.start, time.end)
            found[turn.number] = Said(time.edtf, time.earliest, time.latest, basis, span)
    return [found[k] for k in range(len(scene.attributions))]


def time_anchors(scene: Scene, times: Sequence[TimeExpression]) -> Iterator[Anchor]:
    """Those time expressions of a story that stand outside quotation marks; an anchor's value is first and last day."""
    published = scene.article.published
    quoted = inside_quotation(scene.text)
    for t in times:
        if quoted[t.start]:  # what is spoken of, not when
            continue
        if published and t.earliest and t.earliest > published:
            kind = "future"
        else:
            words = scene.text[t.start : t.end].lower()
            kind = next((k for k, pattern in _KINDS if pattern.search(words)), "other")
        if re.match(r"['’]s\b", scene.text[t.end : t.end + 3]):
            kind += ":owner"
        yield Anchor(t.start, t.end, (t.earliest, t.latest), kind)
