"""The lines of a source with what its setting tells: what is words, and what is only the page's furniture.

Running heads and feet, page and line numbers, columns, rules, time codes and notes in brackets are nobody's words.
Nothing is taken out of the text: a line knows where its words stand, and what it is.
"""

from __future__ import annotations

import re
from bisect import bisect_right
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from itertools import pairwise
from typing import Literal

from ..documents.marked import Marked

#: What a line is: words, a heading, a note in brackets, what belongs to the page, nothing.
LineKind = Literal["words", "heading", "note", "furniture", "blank"]


@dataclass(frozen=True, slots=True)
class TextLine:
    """A line of a text: ``text[start:end]`` is its words, behind indent and line number.

    ``opens`` is true where a blank line or the page's edge stands before it; ``strong`` is where bold type at its
    beginning ends (``start`` where there is none).
    """

    start: int
    end: int
    words: str
    indent: int
    opens: bool
    kind: LineKind
    strong: int


_LINE = re.compile(r"[^\r\n\f\v]*+(\r\n|[\r\n\f\v]|$)")
_NUMBERED = re.compile(r"[ \t]{0,12}(\d{1,2})(?:[ \t]+|$)")
#: Of a page set with numbered lines so many lines have one, and so many follow the one before.
_NUMBERED_SHARE = 0.6
_FOLLOWS_SHARE = 0.7
_FEWEST_NUMBERED = 12
_BARE_NUMBER = re.compile(r"[-–—*]?\s*\d{1,4}\s*[-–—*]?|[ivxl]{1,5}")
_PAGE = re.compile(
    r"(?:page|pg?\.|p\.)\s*\d{1,4}(?:\s*(?:of|/)\s*\d{1,4})?|\[?\[page\s[\w-]+\]\]?"
    r"|.{0,80}\bpage\s\d{1,4}(?:\sof\s\d{1,4})?|page\s\d{1,5}(?:\s{2,}|\s(?-i:[A-Z]{3,}\s)).{0,100}",
    re.IGNORECASE,
)
#: Lines of fixed wording that are the printer's, the parliament's or the service's.
_FURNITURE = re.compile(
    r"VerDate\b.*|(?>.*?\bJkt \d).*|(?:.{0,40}:\s)?Columns?\s\d\w*|[-–—_=*~#•.\s]{3,}|\(?MORE\)?|-?\s?30\s?-?"
    r"|\d{1,2}:\d{2}(?::\d{2})?\s?(?:[AP]\.?M\.?)(?:\s+[A-Z]{2,4})?"
    r"|[\[(]?\d{1,2}:\d{2}:\d{2}(?:[.,]\d+)?[\])]?|[\[(]\d{1,2}:\d{2}[\])]|\[?\[Page\b.*"
    r"|(?:©|\(c\)|copyright)\s.{0,90}|(?:yeas|nays|ayes|noes)\s?(?:--|[:—–-]).{0,200}",
    re.IGNORECASE,
)
_NOTE = re.compile(
    r"[\[(](?i:advert|sponsor|ad break)[^\[\]()]*[\])].*|(?:[\[(][^\[\]()]*[\])][.\s]*)+|[♪♫\s]+"
    r"|\(?(?:(?:[A-Z][\w'’.-]*|hon\.)\s){1,5}rose\s?[-–—]+\)?"
    r"|(?:(?:[A-Z][\w'’.-]*|[Mm]embers|hon\.)\s){1,5}interject(?:ing|ed|s)[.:\s–—-]*"
    r"|(?i:time expired|(?:the )?(?:sitting|meeting|hearing) (?:was )?(?:suspended|resumed)\b.{0,80})"
)
#: Words of notes that stand without brackets.
_NOTED = re.compile(r"\b(?:rose|interject\w*|expired|suspended|resumed)\b")
#: A note in brackets may run over so many lines.
_NOTE_LINES = 6
_HEADING_INDENT = 8
_EXAMINATION = re.compile(r"(?:(?:FURTHER|RE)?[- ]?(?:DIRECT|CROSS|RECROSS)[- ]?EXAMINATION|VOIR DIRE|PROCEEDINGS)\b.*")
#: A line in capitals with more words is no name.
_SHORT_NAME = 3
_ITEM = re.compile(r"(?:\d{1,2}|[IVX]{1,4}|[A-Z])\.\s")
_LONGEST_HEADING = 90
_SENTENCE_END = re.compile(r"[.!?:;,—–-][\"'”’)\]]*$")
#: What stands beside a page's edge on so many pages, digits aside, is a running head.
_FEWEST_PAGES = 2
_NEAR_EDGE = 2
_SHORTEST_PAGE = 10


def read_lines(marked: Marked) -> list[TextLine]:
    """Cut a text into lines and tell what each is."""
    lines = list(_cut(marked))
    lines = _without_numbers(lines)
    lines = _with_running_heads(lines)
    lines = _with_notes(lines)
    return _with_headings(lines, marked)


def _cut(marked: Marked) -> Iterator[TextLine]:
    text, starts = marked.text, [a for a, _ in marked.strong]
    opens = True
    for m in _LINE.finditer(text):
        if m.start() == len(text):
            return
        raw = text[m.start() : m.end()]
        words = raw.strip()
        start, indent = m.start(), 0
        if raw[:1].isspace():
            start += len(raw) - len(raw.lstrip())
            indent = len(raw[: start - m.start()].expandtabs(8))
        at = bisect_right(starts, start + 1) - 1 if starts else -1
        strong = min(marked.strong[at][1], start + len(words)) if at >= 0 and marked.strong[at][1] > start else start
        kind: LineKind = "words" if words else "blank"
        yield TextLine(start, start + len(words), words, indent, opens, kind, strong)
        opens = not words or m.group(1) == "\f"


def _without_numbers(lines: list[TextLine]) -> list[TextLine]:
    """Take the numbers off lines of a page that is set with numbered lines."""
    found = [(k, int(m[1]), m.end()) for k, line in enumerate(lines) if (m := _NUMBERED.match(line.words))]
    filled = sum(line.kind != "blank" for line in lines)
    if len(found) < _FEWEST_NUMBERED or len(found) < _NUMBERED_SHARE * filled:
        return lines
    follows = sum(b in (a + 1, 1) for (_, a, _), (_, b, _) in pairwise(found))
    if follows < _FOLLOWS_SHARE * len(found):
        return lines
    bare = [line if line.kind == "blank" else replace(line, kind="furniture") for line in lines]
    for k, _, behind in found:
        line = lines[k]
        indent = line.words[:behind].expandtabs(8)
        kind: LineKind = "words" if line.words[behind:].strip() else "blank"
        bare[k] = replace(
            line, start=line.start + behind, words=line.words[behind:], indent=len(indent), kind=kind,
            strong=max(line.strong, line.start + behind),
        )  # fmt: skip
    return bare


def _with_running_heads(lines: list[TextLine]) -> list[TextLine]:
    """Mark page numbers and fixed furniture, and what stands beside them page after page."""
    found = list(lines)
    edges = set()
    for k, line in enumerate(lines):
        if line.kind != "words":
            continue
        if _EXAMINATION.fullmatch(line.words):
            found[k] = replace(line, kind="heading")
            continue
        is_page = _PAGE.fullmatch(line.words) or (_BARE_NUMBER.fullmatch(line.words) and _stands_apart(lines, k))
        if is_page or _FURNITURE.fullmatch(line.words):
            found[k] = replace(line, kind="furniture")
            if _is_edge(line.words):
                edges.add(k)
    edges |= _counted(found)
    for k in edges:
        found[k] = replace(found[k], kind="furniture")
    if not edges:
        return found
    beside = _beside(found, edges)
    keys = Counter(_key(found[k].words) for k in beside)
    everywhere = Counter(_key(line.words) for line in lines if line.kind == "words")
    for k in beside:
        key = _key(found[k].words)
        if keys[key] >= _FEWEST_PAGES and keys[key] >= 0.7 * everywhere[key]:
            found[k] = replace(found[k], kind="furniture")
    return _with_opened(found)


def _counted(lines: Sequence[TextLine]) -> set[int]:
    """Lines that come again and again with one number that counts on: running heads with the page's number."""
    places: dict[str, list[int]] = {}
    for k, line in enumerate(lines):
        if line.kind == "words" and line.words[-1:].isdigit() and len(line.words) < _LONGEST_HEADING:
            places.setdefault(_key(line.words), []).append(k)
    found: set[int] = set()
    for key, where in places.items():
        numbers = [int(re.findall(r"\d+", lines[k].words)[-1][:9]) for k in where]
        apart = all(b - a > _SHORTEST_PAGE for a, b in pairwise(where))
        if len(where) >= _FEWEST_PAGES and apart and ":" not in key and all(b == a + 1 for a, b in pairwise(numbers)):
            found.update(where)
    return found


def _is_edge(words: str) -> bool:
    """Whether a line of furniture tells where a page begins or ends."""
    return words.startswith("VerDate") or bool(_PAGE.fullmatch(words) or _BARE_NUMBER.fullmatch(words))


def _stands_apart(lines: Sequence[TextLine], k: int) -> bool:
    """Whether a line that may be a page's number has a blank line on a side, or stands far to the right."""
    after = lines[k + 1] if k + 1 < len(lines) else None
    return lines[k].opens or after is None or after.kind == "blank" or lines[k].indent > 4 * _HEADING_INDENT


def _beside(lines: Sequence[TextLine], edges: set[int]) -> set[int]:
    """Lines of words next to a page's edge, blank ones not counted."""
    filled = [k for k, line in enumerate(lines) if line.kind != "blank"]
    places = {k: n for n, k in enumerate(filled)}
    near: set[int] = set()
    for k in edges:
        for step in range(-_NEAR_EDGE, _NEAR_EDGE + 1):
            n = places[k] + step
            if 0 <= n < len(filled) and lines[filled[n]].kind == "words":
                near.add(filled[n])
    return near


def _key(words: str) -> str:
    return re.sub(r"\s+", " ", re.sub(r"\d+", "0", words.casefold()))


def _with_opened(lines: list[TextLine]) -> list[TextLine]:
    """Don't take the blank lines around a page's edge for the end of a paragraph where the sentence runs over it."""
    found = list(lines)
    before: TextLine | None = None
    crossed = False
    for k, line in enumerate(lines):
        if line.kind == "furniture":
            crossed = True
        elif line.kind == "words":
            runs_on = crossed and before is not None and not _SENTENCE_END.search(before.words)
            if line.opens and runs_on and line.words[:1].islower():
                found[k] = replace(line, opens=False)
            before, crossed = line, False
    return found


def _with_notes(lines: list[TextLine]) -> list[TextLine]:
    """Mark lines that are nothing but a note in brackets, which may run over several."""
    found = list(lines)
    for k, line in enumerate(lines):
        if line.kind != "words" or not (line.words[0] in "[(♪♫" or _NOTED.search(line.words)):
            continue
        whole, last = line.words, k
        closing = {"[": "]", "(": ")"}.get(line.words[0], "")
        while closing not in whole and last + 1 < min(len(lines), k + _NOTE_LINES) and lines[last + 1].words:
            last += 1
            whole = f"{whole} {lines[last].words}"
        if _NOTE.fullmatch(whole):
            for n in range(k, last + 1):
                found[n] = replace(lines[n], kind="note")
    return found


def _with_headings(lines: list[TextLine], marked: Marked) -> list[TextLine]:
    """Mark headings: those of the markup, and lines apart from others that are centred or in capitals."""
    found = list(lines)
    starts = [a for a, _ in marked.headings]
    usual = _usual_indent(lines)
    for first, last in _blocks(lines):
        block = lines[first : last + 1]
        at = bisect_right(starts, block[0].start) - 1
        told = at >= 0 and marked.headings[at][1] > block[0].start
        if told or _is_heading(block, usual):
            for n in range(first, last + 1):
                found[n] = replace(lines[n], kind="heading")
    return found


def _usual_indent(lines: Sequence[TextLine]) -> int:
    indents = Counter(line.indent for line in lines if line.kind == "words")
    return indents.most_common(1)[0][0] if indents else 0


def _blocks(lines: Sequence[TextLine]) -> Iterator[tuple[int, int]]:
    """First and last line of each run of words without a blank line in it."""
    first: int | None = None
    for k, line in enumerate(lines):
        if line.kind == "words":
            if first is None:
                first = k
        elif first is not None:
            yield first, k - 1
            first = None
    if first is not None:
        yield first, len(lines) - 1


def _is_heading(block: Sequence[TextLine], usual: int) -> bool:
    words = " ".join(line.words for line in block)
    if len(block) > 3 or len(words) > 2 * _LONGEST_HEADING or not block[0].opens:
        return False
    if re.search(r":\s|:$|\d:\d\d", words) and not words.startswith("#"):
        return False
    centred = all(line.indent >= usual + _HEADING_INDENT for line in block)
    ends = _SENTENCE_END.search(words) is not None
    in_capitals = words.isupper() and (len(words.split()) > _SHORT_NAME or _ITEM.match(words) is not None)
    return words.startswith("#") or (not ends and (centred or in_capitals))
