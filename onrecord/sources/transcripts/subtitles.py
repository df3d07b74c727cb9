"""Subtitles (WebVTT, SRT, automatic captions): cues joined to turns, each with the second at which it begins.

WebVTT is read as the W3C describes it; of broadcasters' habits are known ``>>`` for a change of speaker, a dash for
each of two voices in one cue, names with a colon, and captions that roll up and repeat the line before.
"""

from __future__ import annotations

import html
import re
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import pairwise

from .labels import is_role, looks_like_label

_CLOCK = r"(?:(\d{1,3}):)?(\d{1,2}):(\d{2})[.,](\d{1,3})"
_TIMING = re.compile(rf"[ \t]*{_CLOCK}[ \t]*-->[ \t]*{_CLOCK}")
_SRT = re.compile(r"\s*\d{1,6}[ \t]*\r?\n[ \t]*(?:\d{1,3}:)?\d{1,2}:\d{2}[.,]\d{1,3}[ \t]*-->")
#: A time on a line of its own, as a video's page shows captions, and what it reads out for those who can't see.
_TIME_LINE = re.compile(r"^[ \t]*\d{1,2}:\d{2}(?::\d{2})?[ \t]*$", re.MULTILINE)
_SPELLED_TIME = re.compile(r"(?:\d{1,2} (?:hours?|minutes?|seconds?)(?:, )?){1,3}")
#: Copied captions have so many times, and a time to so many lines.
_FEWEST_TIMES = 8
_TIMES_SHARE = 0.3
_BLOCKS = re.compile(r"(?:\r\n){2,}|\n{2,}|\r{2,}")
_VOICE = re.compile(r"<v(?:\.[^\s<>]*+)?\s++([^<>]++)>")
_TAG = re.compile(r"<[^<>]{0,300}>")
_DASH = re.compile(r"[-–—]\s+(?=\S)")
_CHANGE = re.compile(r">{2,3}\s*")
_NAMED = re.compile(r"(?P<label>[^\s:][^:]{0,60}?)\s{0,2}:(?:\s+|$)")
_NOTE = re.compile(r"(?:[\[(][^\[\]()]*[\])][.\s]*|[♪♫][^♪♫]*[♪♫]*\s*)+")
_SENTENCE_END = re.compile(r"[.!?][\"”’)]*$")
#: Captions of which so many lines repeat the one before roll up.
_ROLLING = 0.3
#: A turn is cut behind a sentence when it has so many words, at the latest after so many; words without a speaker
#: behind a pause of so many seconds, too.
_LONG_TURN = 120
_LONGEST_TURN = 240
_PAUSE = 2.0
#: Files of which so many cues begin with a name name the speaker in every cue.
_LABELLED = 0.8


@dataclass(frozen=True, slots=True)
class Spoken:
    """What one voice says: the words that name it ("" where nothing does) and the second at which it begins."""

    label: str
    words: str
    seconds: float | None = None


@dataclass(frozen=True, slots=True)
class Subtitles:
    """What subtitles hold: who says what when, and what their head and notes tell (title, day)."""

    turns: tuple[Spoken, ...]
    about: str


@dataclass(frozen=True, slots=True)
class _Cue:
    start: float
    end: float
    lines: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class _Piece:
    """A cue's words by one voice; ``label`` None where the cue tells nothing of it."""

    label: str | None
    words: str
    start: float
    end: float


def is_subtitles(text: str) -> bool:
    """Whether a text is WebVTT or SRT, or captions as people copy them from a video's page, each below its time."""
    bare = text.lstrip("\ufeff")
    return bare.startswith("WEBVTT") or _SRT.match(bare) is not None or bool(_copied(bare))


def _copied(text: str) -> list[_Cue]:
    """Captions below times that stand on lines of their own; none where times are few or don't go on."""
    if len(_TIME_LINE.findall(text)) < _FEWEST_TIMES:
        return []
    lines = [line.strip() for line in text.splitlines() if line.strip()]
    places = [k for k, line in enumerate(lines) if _TIME_LINE.fullmatch(line)]
    clocks = [[int(part) for part in lines[k].split(":")] for k in places]
    seconds = [float(sum(part * 60**n for n, part in enumerate(reversed(clock)))) for clock in clocks]
    named = sum(k > 0 and looks_like_label(lines[k - 1]) for k in places)  # "Anna Holt" above a time is a head
    goes_on = all(a <= b for a, b in pairwise(seconds)) and named < _TIMES_SHARE * len(places)
    if not goes_on or len(places) < _TIMES_SHARE * (len(lines) - places[0]):
        return []
    ends = zip([*places[1:], len(lines)], [*seconds[1:], seconds[-1]], strict=True)
    return [
        _Cue(start, later, tuple(line for line in lines[k + 1 : end] if not _SPELLED_TIME.fullmatch(line)))
        for k, start, (end, later) in zip(places, seconds, ends, strict=True)
    ]


def read_subtitles(text: str) -> Subtitles:
    """Read WebVTT or SRT, or captions that were copied."""
    about: list[str] = []
    cues = _copied(text.lstrip("\ufeff"))
    if cues:
        front = text.lstrip("\ufeff").splitlines()
        about = [
            line for line in front[: next(k for k, x in enumerate(front) if _TIME_LINE.fullmatch(x.strip()))] if line
        ]
        return Subtitles(tuple(_turns(list(_pieces(cues)))), "\n".join(about))
    for block in _BLOCKS.split(text.lstrip("\ufeff")):
        lines = block.strip().splitlines()
        at = next((k for k, line in enumerate(lines[:3]) if _TIMING.match(line)), None)
        if at is not None:
            cues += _cues(lines[at:])
        elif lines and not lines[0].startswith(("STYLE", "REGION")):
            about += [re.sub(r"^(?:WEBVTT|NOTE)\b[\s-]*", "", line) for line in lines]
    pieces = list(_pieces(_unrolled(cues)))
    return Subtitles(tuple(_turns(pieces)), "\n".join(filter(None, about)))


def _cues(lines: Sequence[str]) -> Iterator[_Cue]:
    """The cues of a block; files that lack the blank line between two of them have several."""
    starts = [k for k, line in enumerate(lines) if _TIMING.match(line)]
    for k, at in enumerate(starts):
        last = k + 1 == len(starts)
        stop = len(lines) if last else starts[k + 1] - lines[starts[k + 1] - 1].strip().isdigit()
        m = _TIMING.match(lines[at])
        if m:
            groups = [int(g or 0) for g in m.groups()]
            times = [3600 * h + 60 * mm + s + ms / 1000 for h, mm, s, ms in (groups[:4], groups[4:])]
            yield _Cue(times[0], times[1], tuple(line.strip() for line in lines[at + 1 : stop] if line.strip()))


def _unrolled(cues: Sequence[_Cue]) -> list[_Cue]:
    """Captions without the lines that roll up from the cue before."""
    before: list[str] = []
    kept: list[_Cue] = []
    repeated = total = 0
    for cue in cues:
        lines = [_bare(line) for line in cue.lines]
        fresh = tuple(raw for raw, line in zip(cue.lines, lines, strict=True) if line and line not in before)
        repeated += len(lines) - len(fresh)
        total += len(lines)
        before = [*before[-1:], *lines] if not fresh else lines
        kept.append(_Cue(cue.start, cue.end, fresh))
    return kept if repeated > _ROLLING * total else list(cues)


def _bare(line: str) -> str:
    return " ".join(html.unescape(_TAG.sub("", line)).split())


def _pieces(cues: Sequence[_Cue]) -> Iterator[_Piece]:
    """Each cue's words by voice."""
    tagged = any("<v" in line for cue in cues for line in cue.lines)
    names = Counter(
        m["label"] for cue in cues if cue.lines and (m := _NAMED.match(_CHANGE.sub("", _bare(cue.lines[0]))))
    )
    labelled = sum(bool(_NAMED.match(_bare(cue.lines[0]))) for cue in cues if cue.lines) > _LABELLED * len(cues)
    for cue in cues:
        voice: str | None = "" if tagged else None
        words: list[str] = []
        dashed = sum(bool(_DASH.match(_bare(line))) for line in cue.lines) > 1
        for raw in cue.lines:
            line = _bare(raw)
            label = _label(raw, line, names, dashed=dashed, sure=labelled and raw is cue.lines[0])
            if label is not None:
                if words:
                    yield _Piece(voice, " ".join(words), cue.start, cue.end)
                voice, line = label
                words = []
            if line:
                words.append(line)
        if words:
            yield _Piece(voice, " ".join(words), cue.start, cue.end)


def _label(raw: str, line: str, names: Counter[str], *, dashed: bool, sure: bool) -> tuple[str, str] | None:
    """Who speaks from a line on, and the line without that; None where it doesn't tell.

    ``sure``: the file names a speaker in nearly every cue, so that what stands before a colon is one.
    """
    dash = _DASH.match(line) if dashed else None
    rest = line[dash.end() :] if dash else line
    if voice := _VOICE.search(raw):
        return " ".join(html.unescape(voice[1]).split()), rest
    change = _CHANGE.match(rest)
    rest = rest[change.end() :] if change else rest
    m = _NAMED.match(rest)
    if m and sure:
        return m["label"], rest[m.end() :]
    if m and looks_like_label(m["label"]):
        label = m["label"]
        if names[label] > 1 or label.isupper() or is_role(label) or (change and " " in label):
            return label, rest[m.end() :]
    return ("", rest) if change or dash else None


def _turns(pieces: Sequence[_Piece]) -> Iterator[Spoken]:
    """Join pieces of one voice; what is only a note stands by itself."""
    voice = ""
    words: list[str] = []
    start = end = 0.0
    for piece in pieces:
        note = _NOTE.fullmatch(piece.words) is not None
        label = voice if piece.label is None else piece.label
        if words and (note or label != voice or piece.label == "" or _is_full(words, voice, piece.start - end)):
            yield Spoken(voice, " ".join(words), start)
            words = []
        voice = label if not note or piece.label else voice
        if note:
            yield Spoken("", piece.words, piece.start)
            continue
        if not words:
            start = piece.start
        words += piece.words.split()
        end = piece.end
    if words:
        yield Spoken(voice, " ".join(words), start)


def _is_full(words: Sequence[str], voice: str, pause: float) -> bool:
    ended = _SENTENCE_END.search(words[-1]) is not None
    if len(words) >= _LONGEST_TURN or (len(words) >= _LONG_TURN and ended):
        return True
    return not voice and pause >= _PAUSE and len(words) > 1
