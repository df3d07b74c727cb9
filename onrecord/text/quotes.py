"""Quotation marks: which words of a text stand between marks, and which marks open and close.

News is full of odd marks: straight and curly ones mixed, a closing mark that was lost, a quotation that runs over
several paragraphs with an opening mark before each and one closing mark at the end, an apostrophe that looks like a
closing mark, inches. Marks are paired inside a paragraph; nothing here raises on any input.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace

_MARK = re.compile(r"``|''|[\"“”„‟«»＂‘’‚‹›'`]")
_LINE = re.compile(r"[^\r\n]+")
_DOUBLE_MARK = re.compile(r"``|''|[\"“”„‟«»＂]")
_DIRECTIONAL_OPEN = frozenset("“„‟«")
_DIRECTIONAL_CLOSE = frozenset("”»")
_STRAIGHT = frozenset({'"', "＂", "''"})
_SINGLE = frozenset("‘’‚‹›'`")
#: Marks that open in some languages and close in others: with which mark open they close (»nein«, „nein“, ‚nein‘).
_CLOSES = {"„": "“", "“": "“", "‟": "“", "»": "«", "‚": "‘", "‘": "‘", "›": "‹"}
# Words that begin with an apostrophe; it opens no quotation there.
_ELISION = re.compile(r"(?:em|til|tis|twas|cause|bout|round|n|cuz|\d0s|\d\d)\b", re.IGNORECASE)
# A single-marked quotation longer than this is taken for a stray apostrophe: the longest seen in headlines and quotes
# inside quotes is well below it.
_LONGEST_SINGLE = 400
# A quotation whose closing mark comes in a later paragraph runs over at most so many.
_LONGEST_RUN = 15


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


def paragraphs(text: str) -> list[tuple[int, int]]:
    """Offsets of each line that holds more than white space, without its line break (LF, CRLF or CR)."""
    return [m.span() for m in _LINE.finditer(text) if not m.group().isspace()]


def find_quotations(text: str, places: Sequence[tuple[int, int]] | None = None) -> list[Quotation]:
    """Find every quotation of a text (``places``: its paragraphs, where known), in order of its opening mark.

    Pairs “ ”, « », » «, „ “, " ", `` '' and single marks inside each paragraph (a line that holds more than white
    space). A double mark that is not closed there reaches to the closing mark of a later paragraph that has no opening
    one before it, else to the end of its own; a single one is then no quotation.
    """
    found: list[Quotation] = []
    places = paragraphs(text) if places is None else places
    for number, (start, end) in enumerate(places):
        for q in _in_paragraph(text, start, end):
            if q.depth == 1 and not q.closed and q.end == end:
                q = _closed_later(text, q, places[number + 1 : number + 1 + _LONGEST_RUN])
            found.append(q)
    found.sort(key=lambda q: (q.start, -q.end))
    return found


def _closed_later(text: str, q: Quotation, later: Sequence[tuple[int, int]]) -> Quotation:
    """Let an unclosed quotation reach to the closing mark of a later paragraph, if no mark opens before that."""
    for start, end in later:
        mark = _DOUBLE_MARK.search(text, start, end)
        if mark is None:
            continue
        before, after = text[mark.start() - 1], text[mark.end() : mark.end() + 1]
        closing = mark.start() > start and not after.isalnum() and (not before.isspace() or not after.strip())
        if closing and mark.group() not in _DIRECTIONAL_OPEN and mark.group() != "``":
            return replace(q, end=mark.end(), closed=len(mark.group()))
        break
    return q


def inside_quotation(length: int, quotations: Iterable[Quotation]) -> bytearray:
    """Mark each character of a text by its outermost quotations: 0 outside, 1 between marks, 2 a mark itself."""
    state = bytearray(length)
    for q in quotations:
        a, b = q.inner
        state[a:b] = b"\x01" * (b - a)
        state[q.start : a] = b"\x02" * q.opened
        state[b : q.end] = b"\x02" * q.closed
    return state


@dataclass(frozen=True, slots=True)
class _Open:
    start: int
    mark: str
    single: bool


class _Stack:
    """The marks that are open at a place in a paragraph, and the quotations that were closed before it."""

    def __init__(self) -> None:
        self.open: list[_Open] = []
        self.done: list[Quotation] = []
        self._singles = 0

    def holds(self, *, single: bool) -> bool:
        """Whether a mark of the kind is open (counted, not searched: a page of stray marks takes no longer)."""
        return self._singles > 0 if single else self._singles < len(self.open)

    @property
    def top(self) -> str:
        return self.open[-1].mark if self.open else ""

    def push(self, opened: _Open) -> None:
        self.open.append(opened)
        self._singles += opened.single

    def pop(self) -> _Open:
        top = self.open.pop()
        self._singles -= top.single
        return top

    def finish(self, opened: _Open, end: int, closed: int) -> None:
        """Keep a quotation that was just taken off the stack."""
        self.done.append(Quotation(opened.start, end, len(opened.mark), closed, len(self.open) + 1))

    def close(self, start: int, end: int, *, single: bool) -> None:
        """Close the innermost open mark of the kind, dropping stray single marks inside it."""
        while self.open and (self.open[-1].single or not single):
            top = self.pop()
            if top.single == single:
                if not single or start - top.start <= _LONGEST_SINGLE:
                    self.finish(top, end, end - start)
                return


def _in_paragraph(text: str, start: int, end: int) -> list[Quotation]:
    stack = _Stack()
    for m in _MARK.finditer(text, start, end):
        mark = m.group()
        single = mark in _SINGLE
        side = _side(text, m.start(), m.end(), start, end, stack)
        if side == "open":
            if mark in _STRAIGHT and stack.top in _STRAIGHT:  # a closing mark was lost before this opening one
                stack.finish(stack.pop(), m.start(), 0)
            stack.push(_Open(m.start(), mark, single))
        elif side == "close":
            stack.close(m.start(), m.end(), single=single)
    while stack.open:
        left = stack.pop()
        if not left.single:
            stack.finish(left, end, 0)
    return stack.done


def _side(text: str, at: int, stop: int, start: int, end: int, stack: _Stack) -> str:
    """Tell whether the mark at ``text[at:stop]`` opens, closes or is none ("open", "close", "")."""
    mark = text[at:stop]
    before = text[at - 1] if at > start else " "
    after = text[stop] if stop < end else " "
    opening = (before.isspace() or before in "([{—–―-/“\"‘'«") and not after.isspace()
    closing = not before.isspace() and not after.isalnum()
    is_open = stack.holds(single=mark in _SINGLE)
    if is_open and closing and not opening and mark in _CLOSES.get(stack.top, ""):
        return "close"
    if mark in _SINGLE:
        return _single_side(mark, before, after, text[stop : stop + 8], opening=opening, is_open=is_open)
    if mark in _DIRECTIONAL_OPEN or mark == "``":
        return "open"
    if mark in _DIRECTIONAL_CLOSE:
        return "close" if is_open else "open" if opening and after.isalnum() else ""
    return _straight_side(mark, before, after, opening=opening, is_open=is_open)


def _straight_side(mark: str, before: str, after: str, *, opening: bool, is_open: bool) -> str:
    if is_open:
        return "open" if opening and after.isalnum() and (before.isspace() or before == "(") else "close"
    if before.isdigit() or (mark == "''" and not opening):
        return ""  # inches: 6'2"
    return "open" if opening or after.isalnum() else ""


def _single_side(mark: str, before: str, after: str, rest: str, *, opening: bool, is_open: bool) -> str:
    if mark in "‘‹‚" or (mark == "`" and opening):
        return "" if _ELISION.match(rest) and mark != "‹" else "open"
    if is_open and not after.isalnum() and not before.isspace():
        return "close"
    if mark in "'›" and opening and after.isalnum() and not is_open and not _ELISION.match(rest):
        return "open"
    return ""
