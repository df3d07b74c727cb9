"""Attributions that layout tells rather than language: signed quotations, embedded posts, turns of a transcript.

    “The bridge stays shut.” — Ann Holt, mayor
    ANN HOLT: The bridge stays shut.

The network has seen few of them, so they are read by rule, where it found nothing.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass
from itertools import pairwise

from ..text.quotes import Quotation

_LINE = re.compile(r"^[^\S\n]*+\S[^\n]*", re.MULTILINE)
_NAME = (
    r"(?:(?-i:[A-Z])[\w.'’-]*|\(?@\w+\)?)"
    r"(?:[ ,]+(?:of|the|for|de|van|von|bin|al|and|[\w.'’&@()-]+)){0,14}"
)
_SIGNATURE = re.compile(rf"(?P<dash>\s*+(?:[—–―]|--?)\s*+)(?P<name>{_NAME})\.?\s*$")
_POST = re.compile(r"(?P<dash>(?:[—–―]|--?)\s*+)(?P<name>[^\n()]{2,60}?)\s*\(@\w+\)[^\n]{0,60}$")
_TURN = re.compile(
    r"(?P<name>[A-Z][\w.'’-]*(?:\s+(?:[A-Z(][\w.'’)-]*|de|van|von|of|the)){0,5}|Q|A)\s*(?:\([^)\n]{1,40}\))?:\s+(?=\S)"
)
# Labels that look like a speaker's name before a colon.
_NO_SPEAKER = re.compile(
    r"(?:read|photo|video|image|watch|listen|related|note|update[ds]?|editor|correction|source|sources|by|contact|tickets?"
    r"|where|when|what|who|why|how|date|time|location|phone|email|e-mail|website|twitter|facebook|more|see|also|credit)\b",
    re.IGNORECASE,
)
#: A text is a transcript when at least this many turns make up at least this share of its lines.
_FEWEST_TURNS = 3
_TURN_SHARE = 0.3

Place = tuple[int, int]


@dataclass(frozen=True, slots=True)
class Form:
    """Content and the name that the layout gives it to."""

    source: Place
    content: Place


def find_forms(text: str, quotations: list[Quotation]) -> Iterator[Form]:
    """Find signed quotations, embedded posts and turns, in no order; places may repeat."""
    lines = [m.span() for m in _LINE.finditer(text)]
    yield from _signed(text, quotations)
    yield from _posts(text, lines)
    yield from _turns(text, lines)


def _signed(text: str, quotations: list[Quotation]) -> Iterator[Form]:
    for q in quotations:
        end = text.find("\n", q.end)
        line = text[q.end : end if end >= 0 else len(text)]
        if not line.strip():  # the signature may stand in the next line
            after = _LINE.search(text, q.end)
            line = text[q.end : after.end()] if after else ""
        found = _SIGNATURE.match(line)
        start = text.rfind("\n", 0, q.start) + 1
        if found and not text[start : q.start].strip():
            yield Form((q.end + found.start("name"), q.end + found.end("name")), (q.start, q.end))


def _posts(text: str, lines: list[Place]) -> Iterator[Form]:
    for before, line in pairwise(lines):
        found = _POST.match(text[line[0] : line[1]].strip())
        if found:
            base = line[0] + (len(text[line[0] : line[1]]) - len(text[line[0] : line[1]].lstrip()))
            yield Form((base + found.start("name"), base + found.end("name")), _stripped(text, before))


def _turns(text: str, lines: list[Place]) -> Iterator[Form]:
    turns = []
    for a, b in lines:
        found = _TURN.match(text, a, b)
        if found and not _NO_SPEAKER.match(found["name"]) and len(text[found.end() : b].split()) > 1:
            turns.append(Form(found.span("name"), _stripped(text, (found.end(), b))))
    names = Counter(text[slice(*t.source)] for t in turns)
    again = sum(n for n in names.values() if n > 1)
    if len(turns) >= _FEWEST_TURNS and again >= 2 and len(turns) >= _TURN_SHARE * len(lines):
        yield from turns


def _stripped(text: str, place: Place) -> Place:
    a, b = place
    while a < b and text[a].isspace():
        a += 1
    while b > a and text[b - 1].isspace():
        b -= 1
    return a, b
