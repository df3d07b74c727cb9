"""Pictures of counts over time, made on the server as SVG; a table beside each tells the same in words."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Any

from markupsafe import Markup, escape

from ...dates import days
from ...dates.in_words import day_in_words

#: Stacked from the axis outwards.
_KINDS = ("direct", "mixed", "indirect")
#: Units of the picture; the page scales it.
_WIDTH, _LANE, _GAP = 640.0, 88.0, 26.0
#: Up to so many empty periods are drawn; more become one break in the axis.
_DRAWN = 3
_FEWEST_SLOTS, _WIDEST_BAR = 8, 26.0
#: Labels stand so far apart at least.
_APART = 104.0

_FRAME = Markup(
    """<svg class="timeline" viewBox="0 {top} {wide} {high}" role="group" aria-label="{said}">
<defs><pattern id="hatch" width="4" height="4" patternUnits="userSpaceOnUse" patternTransform="rotate(45)">
<rect class="hatch-ground" width="4" height="4"/><rect class="hatch-line" width="2" height="4"/></pattern></defs>
{parts}</svg>"""
)
_AXIS = Markup('<line class="axis" x1="0" x2="{}" y1="{}" y2="{}"/>')
#: Where a lane's axis is, and the lane that has no statement and is left out: where the picture begins, and its height.
_AXES = {"dated": _LANE, "undated": _LANE + _GAP}
_FRAMES = {"": (0.0, 2 * _LANE + _GAP), "undated": (0.0, _LANE + _GAP - 5), "dated": (_LANE + 5, _LANE + _GAP - 5)}

PeriodRow = Mapping[str, Any]
Link = Callable[[PeriodRow, bool], str]


@dataclass(frozen=True, slots=True)
class _Slot:
    """A place on the axis: a period, or a break where many have no statement."""

    edtf: str | None


def timeline_picture(timeline: Mapping[str, Any], *, name: str, link: Link, axis: Sequence[str] = ()) -> Markup:
    """Bars up for statements that are dated, bars down for undated ones by their day of publication.

    ``link`` gives the address of a period's statements (dated or not). ``axis`` holds further periods to be shown, so
    that two pictures can stand beside each other.
    """
    periods = {p["edtf"]: p for p in timeline["periods"]}
    slots = list(_slots(sorted({*periods, *axis}), timeline["unit"]))
    if not slots:
        return Markup("")
    totals = {lane: [sum(p[lane].values()) for p in periods.values()] for lane in _AXES}
    most = max((*totals["dated"], *totals["undated"], 1))
    empty = "" if axis else next((lane for lane, counts in totals.items() if not any(counts)), "")
    top, high = _FRAMES[empty]
    wide = _WIDTH / max(len(slots), _FEWEST_SLOTS)
    parts = [_AXIS.format(int(_WIDTH), y, y) for lane, y in _AXES.items() if lane != empty]
    for k, slot in enumerate(slots):
        parts += (
            _bars(periods[slot.edtf], k * wide, wide, most, link) if slot.edtf in periods else _empty(slot, k, wide)
        )
    parts += _labels(slots, wide, timeline["unit"])
    said = f"{sum(map(sum, totals.values()))} statements by {name}, by {timeline['unit']}"
    return _FRAME.format(top=int(top), wide=int(_WIDTH), high=int(high), said=said, parts=Markup("").join(parts))


def _slots(periods: Sequence[str], unit: str) -> Iterator[_Slot]:
    """The periods in order, with the empty ones between them."""
    for k, edtf in enumerate(periods):
        if k:
            between = list(_between(periods[k - 1], edtf, len(edtf)))
            yield from map(_Slot, between) if len(between) <= _DRAWN else [_Slot(None)]
        yield _Slot(edtf)


def _between(one: str, other: str, length: int) -> Iterator[str]:
    day = _after(one)
    while (edtf := day.isoformat()[:length]) < other:
        yield edtf
        if day.year - int(one[:4]) > _DRAWN:  # surely a break
            yield from [edtf] * _DRAWN
            return
        day = _after(edtf)


def _after(edtf: str) -> date:
    return date.fromisoformat(str(days(edtf)[1])) + timedelta(days=1)


def _bars(period: PeriodRow, x: float, wide: float, most: int, link: Link) -> Iterator[Markup]:
    bar = min(wide - min(2.0, wide / 4), _WIDEST_BAR)
    x += (wide - bar) / 2
    for dated, lane in ((True, "dated"), (False, "undated")):
        counts = period[lane]
        if total := sum(counts.values()):
            words = f"{day_in_words(period['edtf'])}: {total} {'said' if dated else 'undated, printed'} then"
            rects = Markup("").join(_stack(counts, x, bar, most, upwards=dated))
            yield Markup('<a href="{}" aria-label="{}"><title>{}</title>{}</a>').format(
                link(period, dated), words, words, rects
            )


def _stack(counts: Mapping[str, int], x: float, wide: float, most: int, *, upwards: bool) -> Iterator[Markup]:
    y = _AXES["dated" if upwards else "undated"]
    for kind in _KINDS:
        if count := counts.get(kind, 0):
            high = max(2.0, count / most * (_LANE - 4))
            top = y - high if upwards else y
            y = y - high if upwards else y + high
            yield Markup('<rect class="bar {}" x="{:.1f}" y="{:.1f}" width="{:.1f}" height="{:.1f}"/>').format(
                kind, x, top, wide, high
            )


def _empty(slot: _Slot, place: int, wide: float) -> Iterator[Markup]:
    """A mark where the axis has a break, nothing where a period has no statement."""
    if slot.edtf is None:
        x = (place + 0.5) * wide
        strokes = "".join(f"M{x + dx:.1f} {y + 5}l5 -10" for y in _AXES.values() for dx in (-5, 1))
        yield Markup('<path class="break" d="{}"/>').format(strokes)


def _labels(slots: Sequence[_Slot], wide: float, unit: str) -> Iterator[Markup]:
    """Labels under the axis: as many as there is room for, and one behind every break."""
    room = 0.0
    for k, slot in enumerate(slots):
        x = k * wide + wide / 2
        after_break = k > 0 and slots[k - 1].edtf is None
        turn = unit == "year" or k == 0 or after_break or slot.edtf is None or len(slots) * _APART < _WIDTH * 1.1
        turn = turn or str(slot.edtf).endswith("-01") or (unit == "day" and x - room >= _APART)
        if slot.edtf and turn and x >= room:
            words = day_in_words(slot.edtf).removeprefix("about ")
            edge = " first" if x < _APART / 2 else " last" if x > _WIDTH - _APART / 2 else ""
            at = {" first": 0.0, " last": _WIDTH}.get(edge, x)
            yield Markup('<text class="tick{}" x="{:.1f}" y="{:.1f}">{}</text>').format(
                edge, at, _LANE + _GAP / 2 + 5, words.partition(" ")[2] if unit == "day" else words
            )
            room = x + _APART


def years_bars(years: Mapping[str, int]) -> Markup:
    """A small picture of counts by year for a list; its title tells the same in words."""
    dated = {int(year): count for year, count in years.items() if year}
    if not dated:
        return Markup("")
    first, last, most = min(dated), max(dated), max(dated.values())
    wide = min(8.0, 72 / (last - first + 1))
    bars = Markup("").join(
        Markup('<rect x="{:.1f}" y="{:.1f}" width="{:.1f}" height="{:.1f}"/>').format(
            (year - first) * wide, 18 - (high := max(1.5, 18 * count / most)), max(1.0, wide - 1), high
        )
        for year, count in sorted(dated.items())
    )
    told = "; ".join(f"{year}: {count}" for year, count in sorted(dated.items()))
    return Markup(
        '<svg class="years" viewBox="0 0 72 18" width="72" height="18" role="img" aria-label="{}">'
        "<title>{}</title>{}</svg>"
    ).format(told, told, bars)


def share_bar(count: int, most: int) -> Markup:
    """A small bar as long as its part of the most, for a list of counts that tells the number beside it."""
    wide = max(1, round(60 * count / max(1, most)))
    return Markup(
        '<svg class="share" viewBox="0 0 60 6" width="60" height="6" aria-hidden="true">'
        '<rect width="{}" height="6"/></svg>'
    ).format(escape(wide))
