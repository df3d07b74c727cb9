"""Heads of turns, form by form: what at the beginning of a line may say who speaks from there on.

Each line is looked at by itself and gives at most one candidate a form; ``turns`` decides by the whole document which
of them are heads.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Literal

from ...statement import Span
from .labels import is_initials, is_role, is_titled, looks_like_label, plain_name
from .layout import TextLine

#: "NAME: words"; "Name  0:21" on a line of its own; "Mr. NAME. Words"; "Q  words"; a name on a line of its own; a name
#: in bold type.
Form = Literal["colon", "stamp", "stop", "letter", "line", "strong"]

_LONGEST = 120
_CLOCK = r"(?:(?P<h>\d{1,3}):)?(?P<m>\d{1,2}):(?P<s>\d{2})(?:[.,]\d{1,3})?"
_TIME = rf"[\[(]?{_CLOCK}[\])]?"
_LEADING_TIME = re.compile(rf"{_TIME}\s*+(?:[-–—|]\s*+)?")
_MARKS = re.compile(r"(?:>{2,3}|[*_]{2,3})\s*+")
_COLON = re.compile(r"(?P<label>[^\s:](?:[^:\t]|(?<=\d):(?=\d\d[)\]])){0,90}?)[*_]{0,3}\s{0,3}:[*_]{0,3}(?=\s|$)")
_COLON_TIMED = re.compile(
    rf"(?P<label>[^\s:][^:\t]{{0,60}}?)[*_]{{0,3}}\s{{0,3}}[\[(]{_CLOCK}[\])]\s?:?[*_]{{0,3}}(?=\s|$)"
)
_STAMP = re.compile(rf"(?P<label>[^\s\d:][^:]{{0,60}}?)[*_]{{0,3}}(?:\s{{1,8}}|\t)[-–|]?\s?{_TIME}\s*")
_STOP = re.compile(
    r"(?P<label>(?:(?:Mr|Mrs|Ms|Miss|Dr|Hon|Gov|Sen|Rep|Gen|Adm|Amb|Col|Capt|Prof|Rev)\.|The|Sir|Lord|Dame|Madam|Voice"
    r"|[A-Z][a-z]{3,13}(?:man|woman|person|or|er|ant|ral|ry|ive|ate|or|ge|nt|ef)?)"
    r"(?:\s(?:[A-Z][\w'’-]*+|of\s[A-Z]\w*+)){1,4}|[A-Z]{4,}(?:\s[A-Z]{4,})?)\.\s{1,3}(?=[\"“`'‘(\[]*[A-Z])"
)
_LETTER = re.compile(
    r"(?P<label>Q|A|QUESTION|ANSWER|Question|Answer)"
    r"(?:\s?\((?P<who>[^()]{2,80})\)\s*+:?|[.:]\s|\t|\s{2,}+|(?<=Q)\s)\s*+(?=[\[(\"“‘'A-Za-z0-9-—–.…])"
)
_TAIL = re.compile(r"(?:\s?\([^()]{1,60}\)){0,3}\s?(?:--?|[–—])?\s?")
#: Those present, as calls and panels list them at the top: "Anna Holt - President".
_LISTED = re.compile(r"(?:[A-Z][\w-]*\s){0,3}(?:participants|attendees|panell?ists|speakers):?", re.IGNORECASE)
_ITEM = re.compile(r"[A-Z][^.!?:]{2,60}\s(?:--?|[–—])\s[^.!?:]{2,90}")
#: What says under a name what its bearer is.
_OFFICE_BELOW = re.compile(r"[A-Z][^.!?:;]{2,90}(?:Inc\.|Ltd\.|Co\.|Jr\.)?")
_NO_HEAD = re.compile(r"https?|www|\d+$|[\W\d]+$")


@dataclass(frozen=True, slots=True)
class Head:
    """What may begin a turn: the words that name its speaker, and where the speaker's own words begin.

    ``line`` is the number of its line; ``seconds`` a time code that stands in it.
    """

    form: Form
    label: Span
    words: int
    line: int
    seconds: float | None = None

    @property
    def name(self) -> str:
        """The label without space doubled."""
        return " ".join(self.label.exact.split())


def candidates(text: str, lines: Sequence[TextLine]) -> Iterator[Head]:
    """Every line of words that may begin with a head, read by the first form that fits it."""
    listing = False
    for k, line in enumerate(lines):
        if line.words:
            listing = _LISTED.fullmatch(line.words) is not None or (listing and _ITEM.fullmatch(line.words) is not None)
        if listing:
            continue
        if line.kind == "words" and (found := _head(text, lines, k)):
            yield found
        elif line.kind == "heading" and line.opens and len(line.words) < _LONGEST and _is_named(line.words):
            yield Head("strong", Span.of(text, line.start, line.end), line.end, k)


def _head(text: str, lines: Sequence[TextLine], k: int) -> Head | None:
    line = lines[k]
    at, seconds = _behind_time(text, line)
    stop = min(line.end, at + _LONGEST)
    if letter := _LETTER.match(text, at, stop):
        label = Span.of(text, at, letter.end("who") + 1 if letter["who"] else letter.end("label"))
        return Head("letter", label, letter.end(), k, seconds)
    for form in (_COLON_TIMED, _COLON):
        m = form.match(text, at, stop)
        if m and not _NO_HEAD.match(m["label"]):
            own = _seconds(m) if form is _COLON_TIMED else seconds
            return Head("colon", Span.of(text, *m.span("label")), m.end(), k, own)
    stamp = _STAMP.fullmatch(text, at, line.end)
    if stamp and looks_like_label(stamp["label"]):
        return Head("stamp", Span.of(text, *stamp.span("label")), line.end, k, _seconds(stamp))
    if seconds is not None and at < line.end and looks_like_label(text[at : line.end]):
        return Head("stamp", Span.of(text, at, line.end), line.end, k, seconds)
    if line.strong > line.start:
        return _strong(text, line, k)
    if (m := _STOP.match(text, at, stop)) and (is_titled(m["label"]) or is_role(m["label"])):
        return Head("stop", Span.of(text, *m.span("label")), m.end(), k, seconds)
    return _line(text, lines, k)


def _behind_time(text: str, line: TextLine) -> tuple[int, float | None]:
    """Where a line begins behind a time code and the marks of subtitles or bold type, and that time."""
    at, seconds = line.start, None
    if time := _LEADING_TIME.match(text, at, line.end):
        at, seconds = time.end(), _seconds(time)
    if marks := _MARKS.match(text, at, line.end):
        at = marks.end()
    return at, seconds


def _seconds(m: re.Match[str]) -> float | None:
    if m["m"] is None:
        return None
    return 3600.0 * int(m["h"] or 0) + 60 * int(m["m"]) + int(m["s"])


def _strong(text: str, line: TextLine, k: int) -> Head | None:
    """A name in bold type at a line's beginning, with what follows it in brackets or behind a dash."""
    label = text[line.start : line.strong].rstrip(" :*_")
    if not _is_named(label):
        return None
    span = Span.of(text, line.start, line.start + len(label))
    tail = _TAIL.match(text, line.strong, line.end)
    rest = text[tail.end() if tail else line.strong : line.end]
    dashed = bool(tail and re.search(r"[-–—]\s?$", tail[0]))
    alone = not rest.strip(" :*_") or (dashed and looks_like_label(rest))
    begins = line.end if alone else tail.end() if tail and not dashed else line.strong
    return Head("strong", span, begins, k)


def _is_named(label: str) -> bool:
    return looks_like_label(label) and (is_role(label) or is_initials(label) or plain_name(label) is not None)


def _line(text: str, lines: Sequence[TextLine], k: int) -> Head | None:
    """A name on a line of its own, behind a blank one, with words below it."""
    line = lines[k]
    below = next((other for other in lines[k + 1 : k + 3] if other.kind != "blank"), None)
    if not line.opens or below is None or below.kind not in ("words", "note") or len(line.words) > _LONGEST:
        return None
    if line.words[-1] in '.!?,;:"”' or not looks_like_label(line.words):
        return None
    return Head("line", Span.of(text, line.start, line.end), _behind_office(lines, k), k)


def _behind_office(lines: Sequence[TextLine], k: int) -> int:
    """Where a name on a line of its own ends, with the line right below it that says what its bearer is."""
    after = [*lines[k + 1 : k + 3], None, None]
    below, blank = after[0], after[1]
    alone = below and blank and below.kind == "words" and blank.kind == "blank" and not below.opens
    return below.end if below and alone and _OFFICE_BELOW.fullmatch(below.words) else lines[k].end
