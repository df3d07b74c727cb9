"""Words that tell when statements were made: days of their own, years before a noun, days told by another one."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from datetime import date, timedelta

from ..dates import TimeExpression, days, find_times
from ..statement import Basis, Said, Span
from .anchors import Anchor
from .scene import Scene, SceneStatement

_MONTH = "jan|feb|mar|apr|may|jun|jul|aug|sep|oct|nov|dec"
_KINDS = [
    ("weekday", re.compile(r"(?:mon|tues|wednes|thurs|fri|satur|sun)day")),
    ("near", re.compile("yesterday|today|tonight|this (?:morning|afternoon|evening)|last (?:night|evening)")),
    ("ago", re.compile("ago|earlier|later|recent|past|previous")),
    ("relative", re.compile("last|this|next|weekend|that|following")),
    ("day", re.compile(rf"\b(?:{_MONTH})[a-z]*+\.?+\s+\d")),
    ("month", re.compile(rf"\b(?:{_MONTH})")),
    ("year", re.compile(r"\d{4}")),
]
#: A year before a noun: "its 2013 report". The grammar leaves it out: it is a name's part as often.
_YEAR_BEFORE_NOUN = re.compile(
    r"\b(?:the|an?|his|her|its|their|that|this)[ \xa0](?:[a-z]+[ \xa0])?((?:19|20)\d\d)(?=[ \xa0][a-zA-Z])"
)
#: Told by the day before it in the text, so many days on.
_FOLLOWING = re.compile(
    r"\b(?:(the same day|that day|later that day|that (?:night|evening|afternoon|morning)|hours (?:later|earlier)"
    r"|minutes later|moments later)|((?:a|one) day later|the next (?:day|morning)|the following (?:day|morning)"
    r"|the day after)|((?:a|one) day earlier|the (?:day|night) before|the previous (?:day|night)))\b",
    re.IGNORECASE,
)
_OPEN = 9999
_LONGEST_DATELINE = 100
_DATELINE = re.compile(r",?(?:[ \xa0]\([^)\n]{2,30}\))?[ \xa0]?[—–-]")


def said_of(scene: Scene, turn: SceneStatement, anchor: Anchor | None) -> Said | None:
    """When an anchor tells that a statement was made."""
    if anchor is None:
        return None
    own = scene.sentences.at(anchor.start) == turn.sentence
    basis: Basis = "own" if own else "event"
    earliest, latest = days(anchor.written)
    return Said(anchor.written, earliest, latest, basis, Span.of(scene.text, anchor.start, anchor.end))


def time_anchors(scene: Scene) -> Iterator[Anchor]:
    """Words outside quotation marks that name a time; an anchor's value is first and last day."""
    published = scene.article.published
    times = [
        t
        for t in find_times(scene.text, published)
        if not scene.quoted[t.start] and not (t.earliest == published and _is_dateline(scene.text, t))
    ]  # what is quoted is spoken of
    times = [t for t in times if not _is_of_life(scene, t, times)]
    times += _years(scene, times)
    times += _following(scene, sorted(times, key=lambda t: t.start))
    for t in times:
        if published and t.earliest and t.earliest > published:
            kind = "future"
        else:
            words = scene.text[t.start : t.end].lower()
            kind = next((k for k, pattern in _KINDS if pattern.search(words)), "other")
        if re.match(r"['’]s\b", scene.text[t.end : t.end + 3]):
            kind += ":owner"
        facts = _facts(t, published)
        yield Anchor(t.start, t.end, (t.earliest, t.latest), kind, facts=facts, written=t.edtf)


#: What opens a clause that tells of somebody or something; it ends with a comma, a dash or its sentence.
_RELATIVE = re.compile(r"\b(who|whose|which)[ \xa0][^,;:“”\"—–()\n]{0,300}+$")


def _is_of_life(scene: Scene, t: TimeExpression, times: Sequence[TimeExpression]) -> bool:
    """Whether a time only tells of somebody who is named: "Ortega, whose son died in June 2019, called".

    What tells so of a thing ("the rally, which was on Monday") may be the occasion, unless the sentence has another
    time.
    """
    k = scene.sentences.at(t.start)
    start, end = (scene.sentences.starts[k], scene.sentences.ends[k]) if len(scene.sentences) else (0, t.start)
    opened = _RELATIVE.search(scene.text, start, t.start)
    if opened is None:
        return False
    closed = min((at for c in ",;—" if (at := scene.text.find(c, t.end, end)) >= 0), default=end)
    if any(opened.start() <= turn.start < closed for turn in scene.turns):
        return False
    others = (o for o in times if start <= o.start < end and not opened.start() <= o.start <= t.start)
    return opened.group(1) != "which" or any(True for _ in others)


def _is_dateline(text: str, t: TimeExpression) -> bool:
    """Whether a day only tells when the story was written: "Friday, July 21, 2017" alone, "VELDEN, Nov. 12 —"."""
    start, end = text.rfind("\n", 0, t.start) + 1, text.find("\n", t.end)
    line = text[start : end if end >= 0 else len(text)].rstrip()
    alone = start > 0 and len(line) < _LONGEST_DATELINE and not line.endswith((".", "!", "?", "”", '"', ":"))
    return alone or bool(_DATELINE.match(text, t.end) and text[start : t.start].isupper())


def _facts(t: TimeExpression, published: str | None) -> tuple[float, float, float]:
    """How many days long, how many days before publication it ends, and whether an end is open."""
    first, last = t.earliest and date.fromisoformat(t.earliest), t.latest and date.fromisoformat(t.latest)
    day = date.fromisoformat(published) if published else None
    length = (last - first).days if first and last else _OPEN
    ago = (day - (last or first or day)).days if day else _OPEN
    return float(length), float(ago), float(first is None) + 2.0 * float(last is None)


def _years(scene: Scene, times: Sequence[TimeExpression]) -> Iterator[TimeExpression]:
    taken = {k for t in times for k in range(t.start, t.end)}
    latest = scene.article.published or "2100"
    for m in _YEAR_BEFORE_NOUN.finditer(scene.text):
        if m.start(1) not in taken and not scene.quoted[m.start(1)] and m.group(1) <= latest[:4]:
            yield TimeExpression(m.start(1), m.end(1), m.group(1), *days(m.group(1)))


def _following(scene: Scene, times: Sequence[TimeExpression]) -> Iterator[TimeExpression]:
    """Days that hang on the one before: "later that day", "a day earlier"."""
    single = [t for t in times if t.earliest and t.earliest == t.latest]
    for m in _FOLLOWING.finditer(scene.text):
        before = next((t for t in reversed(single) if t.end <= m.start()), None)
        overlaps = any(t.start < m.end() and m.start() < t.end for t in times)
        if before is None or overlaps or scene.quoted[m.start()] or before.earliest is None:
            continue
        shift = 0 if m.group(1) else 1 if m.group(2) else -1
        day = (date.fromisoformat(before.earliest) + timedelta(shift)).isoformat()
        yield TimeExpression(m.start(), m.end(), day, day, day)
