"""A picture of stances: statements in the order of their days, on four lanes, each mark of its own shape."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from typing import Any

from markupsafe import Markup

from ...dates.in_words import day_in_words
from ...display.values import STANCE_MARKS

#: Units of the picture; the page scales it. Labels on the axis stand so far apart at least.
_WIDTH, _LEFT, _LANE, _APART = 640.0, 108.0, 30.0, 100.0
_LANES = ("for", "mixed", "none", "against")
#: Paths around a middle: a triangle up, a diamond, a circle, a triangle down.
_SHAPES = {
    "for": "M0 -7l7 12h-14z", "mixed": "M0 -7l7 7l-7 7l-7 -7z", "none": "M-5 0a5 5 0 1 0 10 0a5 5 0 1 0 -10 0z",
    "against": "M0 7l7 -12h-14z",
}  # fmt: skip
_MARK = Markup(
    '<a href="#st-{}" aria-label="{}"><title>{}</title>'
    '<path class="{}" d="{}" transform="translate({:.1f} {:.1f})"/></a>'
)


def stance_picture(statements: Sequence[Mapping[str, Any]], *, name: str) -> Markup:
    """Marks for statements in the given order, each linked to its own; hollow ones stand at their day of printing."""
    if not statements:
        return Markup("")
    days = [_day(s) for s in statements]
    places = [_LEFT + 10 + (_WIDTH - _LEFT - 20) * k / max(1, len(statements) - 1) for k in range(len(statements))]
    parts = [*_lanes(), *_labels(days, places)]
    for s, day, x in zip(statements, days, places, strict=True):
        dated = "said" if s["said"] else "undated, printed"
        words = f"{STANCE_MARKS[s['stance']]}, {dated} {day_in_words(day) if day else 'on an unknown day'}"
        kind = "mark-said" if s["said"] else "mark-printed"
        y = _LANE * (_LANES.index(s["stance"]) + 0.5)
        parts.append(_MARK.format(s["id"], words, words, kind, _SHAPES[s["stance"]], x, y))
    frame = Markup('<svg class="timeline stances" viewBox="0 0 {} {}" role="group" aria-label="{}">{}</svg>')
    told = f"{len(statements)} statements by {name}, by stance, the oldest first"
    return frame.format(int(_WIDTH), int(_LANE * len(_LANES) + 24), told, Markup("").join(parts))


def _day(statement: Mapping[str, Any]) -> str:
    said = statement["said"] or {}
    return said.get("earliest") or said.get("latest") or statement["article"]["published"] or ""


def _lanes() -> Iterator[Markup]:
    for k, stance in enumerate(_LANES):
        y = _LANE * (k + 0.5)
        yield Markup('<line class="axis" x1="{}" x2="{}" y1="{}" y2="{}"/>').format(_LEFT, _WIDTH, y, y)
        yield Markup('<text class="first" x="0" y="{}">{}</text>').format(y + 4, STANCE_MARKS[stance])


def _labels(days: Sequence[str], places: Sequence[float]) -> Iterator[Markup]:
    """Under the lanes the months in which statements stand, as many as there is room for."""
    room, last = 0.0, ""
    for day, x in zip(days, places, strict=True):
        if day[:7] != last and x >= room and day:
            edge = " last" if x > _WIDTH - _APART / 2 else ""
            yield Markup('<text class="tick{}" x="{:.1f}" y="{}">{}</text>').format(
                edge, _WIDTH if edge else x, _LANE * len(_LANES) + 16, day_in_words(day[:7])
            )
            room = x + _APART
        last = day[:7]
