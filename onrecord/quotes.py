"""Quotation marks: which words of a text stand between marks, and which marks open and close.

News is full of odd marks: straight and curly ones mixed, a closing mark that was lost, a quotation that runs over
several paragraphs with an opening mark before each and one closing mark at the end, an apostrophe that looks like a
closing mark, inches. Marks are paired inside a paragraph; nothing here raises on any input.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass

_MARK = re.compile(r"``|''|[\"“”„‟«»＂‘’‚‹›'`]")
_PARAGRAPH = re.compile(r"[^\n]*\S[^\n]*")
_DIRECTIONAL_OPEN = frozenset("“„‟«")
_DIRECTIONAL_CLOSE = frozenset("”»")
_STRAIGHT = frozenset({'"', "＂", "''"})
_SINGLE = frozenset("‘’‚‹›'`")
# Words that begin with an apostrophe; it opens no quotation there.
_ELISION = re.compile(r"(?:em|til|tis|twas|cause|bout|round|n|cuz|\d0s|\d\d)\b", re.IGNORECASE)
# A single-marked quotation longer than this is taken for a stray apostrophe: the longest seen in headlines and quotes
# inside quotes is well below it.
_LONGEST_SINGLE = 400


@dataclass(frozen=True, slots=True)
class Quotation:
    """Words between quotation marks: ``text[start:end]`` includes the marks.

    ``opened`` is the length of the opening mark and ``closed`` that of the closing mark (0 where it is missing, as in
    a quotation that goes on in the next paragraph). ``depth`` is 1 for the outermost quotation, 2 for one inside it.
    """

    start: int
    end: int
    opened: int
    closed: int
    depth: int

    @property
    def inner(self) -> tuple[int, int]:
        """Offsets of the words between the marks."""
        return self.start + self.opened, self.end - self.closed


def find_quotations(text: str) -> list[Quotation]:
    """Find every quotation of a text, in order of its opening mark.

    Pairs “ ”, « », „ “, " ", `` '' and single marks inside each paragraph (a line that holds more than white space).
    A double mark that is never closed reaches to the end of its paragraph; a single one is then no quotation.
    """
    found: list[Quotation] = []
    for line in _PARAGRAPH.finditer(text):
        found.extend(_in_paragraph(text, line.start(), line.end()))
    found.sort(key=lambda q: (q.start, -q.end))
    return found


def inside_quotation(text: str) -> bytearray:
    """Mark each character: 0 outside, 1 between quotation marks, 2 a mark itself (length: that of the text)."""
    state = bytearray(len(text))
    for q in find_quotations(text):
        if q.depth > 1:
            continue
        a, b = q.inner
        state[a:b] = b"\x01" * (b - a)
        state[q.start : a] = b"\x02" * q.opened
        state[b : q.end] = b"\x02" * q.closed
    return state


@dataclass(slots=True)
class _Open:
    start: int
    mark: str
    single: bool


def _in_paragraph(text: str, start: int, end: int) -> Iterator[Quotation]:
    stack: list[_Open] = []
    done: list[tuple[_Open, int, int, int]] = []

    def close(position: int, length: int, *, single: bool) -> None:
        while stack:
            top = stack.pop()
            if top.single == single:
                if not single or position - top.start <= _LONGEST_SINGLE:
                    done.append((top, position + length, length, len(stack) + 1))
                return
            if not top.single:  # a single closing mark inside an open double quotation closes nothing
                stack.append(top)
                return

    for m in _MARK.finditer(text, start, end):
        mark, at = m.group(), m.start()
        before = text[at - 1] if at > start else " "
        after = text[m.end()] if m.end() < end else " "
        single = mark in _SINGLE
        is_open = any(o.single == single for o in stack)
        side = _side(mark, before, after, text[m.end() : m.end() + 8], is_open, stack)
        if side == "open":
            if not single and is_open and not any(o.single for o in stack):
                # A second opening mark while one is open: quotes in quotes for directional marks, else a lost close.
                if mark in _STRAIGHT and stack[-1].mark in _STRAIGHT:
                    lost = stack.pop()
                    done.append((lost, at, 0, len(stack) + 1))
            stack.append(_Open(at, mark, single))
        elif side == "close":
            close(at, len(mark), single=single)
    for depth, left in reversed(list(enumerate(stack, start=1))):
        if not left.single:
            done.append((left, end, 0, depth))
    for opened, stop, closed, depth in done:
        yield Quotation(opened.start, stop, len(opened.mark), closed, depth)


def _side(mark: str, before: str, after: str, rest: str, is_open: bool, stack: list[_Open]) -> str:
    """Tell whether a mark opens, closes or is none ("open", "close", "")."""
    opening = (before.isspace() or before in "([{—–―-/“\"‘'«") and not after.isspace()
    closing = not before.isspace() and not after.isalnum()
    if mark in _SINGLE:
        return _single_side(mark, before, after, rest, is_open, opening)
    if mark in _DIRECTIONAL_OPEN or mark == "``":
        if mark == "“" and is_open and stack[-1].mark in {"„", "“", "‟"} and closing and not opening:
            return "close"
        return "open"
    if mark in _DIRECTIONAL_CLOSE:
        if is_open:
            return "close"
        return "open" if opening and after.isalnum() else ""
    if mark == "''" and not is_open and not opening:
        return ""
    if before.isdigit() and not is_open:
        return ""  # inches: 6'2"
    if is_open:
        strictly_opening = opening and after.isalnum() and (before.isspace() or before == "(")
        return "open" if strictly_opening else "close"
    return "open" if opening or after.isalnum() else ""


def _single_side(mark: str, before: str, after: str, rest: str, is_open: bool, opening: bool) -> str:
    if mark in "‘‹‚" or (mark == "`" and opening):
        return "" if _ELISION.match(rest) and mark != "‹" else "open"
    if is_open and not after.isalnum() and not before.isspace():
        return "close"
    if mark == "'" and opening and after.isalnum() and not is_open and not _ELISION.match(rest):
        return "open"
    return ""
