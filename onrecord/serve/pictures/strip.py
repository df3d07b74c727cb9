"""A strip of time at true scale: a mark for what was said on a day, a hollow one for what was printed then."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from math import sqrt
from typing import Any

from markupsafe import Markup

from ...dates.in_words import day_in_words
from .counts import Link

#: Units of the picture; the page scales it. The axis lies between a lane of dated and one of undated statements.
_WIDTH, _EDGE, _LANE, _GAP = 640.0, 14.0, 34.0, 22.0
#: The radius of a mark for one statement, how it grows, and the largest; marks closer than their own width are one.
_RADIUS, _GROWTH, _LARGEST = 4.0, 1.2, 9.0
_TOGETHER = 9.0
#: Labels on the axis stand so far apart at least.
_APART = 84.0
_LONGEST_WORDS = 90

_FRAME = Markup(
    '<svg class="timeline strip" viewBox="0 0 {} {}" role="group" aria-label="{}" data-first="{}" data-last="{}" '
    'data-edge="{}">{}</svg>'
)
_MARK = Markup(
    '<a href="{}" aria-label="{}" data-from="{}" data-to="{}"><title>{}</title>'
    '<circle class="{}" cx="{:.1f}" cy="{:.1f}" r="{:.1f}"/></a>'
)


@dataclass(slots=True)
class _Mark:
    """Days that stand so close that they share a mark, and how many statements fall on them."""

    x: float
    first: date
    last: date
    count: int


def strip_picture(
    timeline: Mapping[str, Any], words: Mapping[str, str], *, link: Link, span: tuple[str, str] | None = None
) -> Markup:
    """Marks at the days of a timeline by day, linked to their statements.

    ``words`` are those of a statement by the day it is shown at, so that pointing at a mark reads them. Nothing is
    drawn of a single day: there the line of fact says all. ``span`` are the days at which the axis begins and ends, so
    that several strips can stand below each other.
    """
    periods = timeline["periods"]
    ends = span or (periods[0]["first"], periods[-1]["first"]) if periods else None
    if not ends or ends[0] == ends[1]:
        return Markup("")
    first, last = map(date.fromisoformat, ends)
    axis = _LANE
    lanes = [(True, axis - _LANE / 2, "dated"), (False, axis + _GAP + _LANE / 2, "undated")]
    parts = [Markup('<line class="axis" x1="0" x2="{}" y1="{}" y2="{}"/>').format(int(_WIDTH), axis, axis)]
    undated = any(p["undated"] for p in periods)
    if undated:
        y = axis + _GAP
        parts.append(Markup('<line class="axis" x1="0" x2="{}" y1="{}" y2="{}"/>').format(int(_WIDTH), y, y))
    for dated, y, lane in lanes:
        for mark in _marks(periods, lane, first, last):
            parts.append(_drawn(mark, y, words, dated=dated, link=link))
    parts += _labels(first, last, axis + _GAP / 2 + 5)
    total = sum(sum(p[lane].values()) for p in periods for _, _, lane in lanes)
    said = f"{total} statements from {day_in_words(str(first))} to {day_in_words(str(last))}, at true scale"
    high = axis + _GAP + (_LANE if undated else 0)
    return _FRAME.format(int(_WIDTH), int(high), said, first, last, _EDGE / _WIDTH, Markup("").join(parts))


def _at(day: date, first: date, last: date) -> float:
    return _EDGE + (_WIDTH - 2 * _EDGE) * (day - first).days / max(1, (last - first).days)


def _marks(periods: Sequence[Mapping[str, Any]], lane: str, first: date, last: date) -> Iterator[_Mark]:
    mark: _Mark | None = None
    for period in periods:
        if not (count := sum(period[lane].values())):
            continue
        day = date.fromisoformat(period["first"])
        x = _at(day, first, last)
        if mark and x - mark.x < _TOGETHER:
            mark.last, mark.count = day, mark.count + count
            continue
        if mark:
            yield mark
        mark = _Mark(x, day, day, count)
    if mark:
        yield mark


def _drawn(mark: _Mark, y: float, words: Mapping[str, str], *, dated: bool, link: Link) -> Markup:
    begin, end = day_in_words(str(mark.first)), day_in_words(str(mark.last))
    when = begin if begin == end else f"{begin} to {end}"
    text = f"{when}: {mark.count} {'said' if dated else 'undated, printed'} then"
    if shown := words.get(str(mark.first)):
        cut = shown if len(shown) <= _LONGEST_WORDS else f"{shown[:_LONGEST_WORDS].rsplit(' ', 1)[0]} …"
        text += f". “{cut}”"
    edtf = str(mark.first) if mark.first == mark.last else f"{mark.first}/{mark.last}"
    return _MARK.format(
        link({"edtf": edtf}, dated), text, mark.first, mark.last, text, "mark-said" if dated else "mark-printed",
        mark.x, y, min(_LARGEST, _RADIUS + _GROWTH * sqrt(mark.count - 1)),
    )  # fmt: skip


def _labels(first: date, last: date, y: float) -> Iterator[Markup]:
    """Years, months or days under the axis, where they begin, as many as there is room for."""
    room = -_APART
    for day, label in _turns(first, last):
        x = _at(day, first, last)
        if x - room >= _APART and x <= _WIDTH - _APART / 2:
            yield Markup('<text class="tick{}" x="{:.1f}" y="{:.1f}">{}</text>').format(
                " first" if x < _APART / 2 else "", 0.0 if x < _APART / 2 else x, y, label
            )
            room = x
    yield Markup('<text class="tick last" x="{}" y="{:.1f}">{}</text>').format(
        int(_WIDTH), y, day_in_words(str(last)).partition(" ")[2]
    )


def _turns(first: date, last: date) -> Iterator[tuple[date, str]]:
    """The first day, then the days at which a new year or month begins."""
    yield first, day_in_words(str(first)).partition(" ")[2]
    months = (last - first).days < 3 * 366
    for year in range(first.year, last.year + 1):
        for month in range(1, 13) if months else (1,):
            if first < (day := date(year, month, 1)) < last:
                yield day, day_in_words(day.isoformat()[:7]) if months else str(year)
