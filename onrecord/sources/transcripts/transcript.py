"""Transcripts: who spoke is written before the words, so every turn is a direct statement on the day of the event.

Two forms are read: a text of turns ("NAME: words", to the letter) and a table with columns of speakers and words, whose
text is built here as lines of the same form, the rows of one speaker that follow each other as one turn.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from itertools import groupby
from pathlib import Path
from typing import Any

from ...article import Article
from ...errors import UnreadableError
from ...statement import Span
from ...text.language import check_language
from ..firsthand import Prepared, Turn, on_day, prepare
from ..limits import check_length
from ..reading import Reading, beside
from .heads import Voices, is_note, is_role, looks_like_label
from .occasion import Occasion, is_header_key, occasion_of

_LABEL = re.compile(r"^[ \t]*(?P<label>[^\s:][^:\n\r\t]{0,90}?)[ \t]*:(?=\s)", re.MULTILINE)
#: A text is taken for a transcript unasked when it has so many turns, by so many voices, and hardly anything else.
_FEWEST_TURNS = 6
_FEWEST_VOICES = 2
_TURN_SHARE = 0.95


@dataclass(frozen=True, slots=True)
class _Part:
    """A label in a text and the place of the words after it."""

    label: Span
    start: int
    end: int


def looks_like_transcript(text: str) -> bool:
    """Whether nearly every paragraph of a text begins with somebody's name and a colon."""
    paragraphs = [p for p in re.split(r"\n\s*\n|\r\n\s*\r\n", text[:200_000]) if p.strip()]
    if len(paragraphs) < _FEWEST_TURNS:
        return False
    labels = [m["label"] for p in paragraphs if (m := _LABEL.match(p)) and looks_like_label(m["label"])]
    voices = {label for label in labels if labels.count(label) > 1}
    return len(labels) >= _TURN_SHARE * len(paragraphs) and len(voices) >= _FEWEST_VOICES


def read_transcript(article: Article, *, path: Path | None, reading: Reading) -> Prepared:
    """Read a text of turns; its words stay to the letter. Raises UnreadableError."""
    header, body = _header(article.text)
    occasion = occasion_of(reading.hints, header, path, article.source)
    parts = list(_parts(article.text, body, frozenset(occasion.speakers)))
    return _prepared(article, parts, occasion, path, reading)


def transcript_of_rows(
    rows: Iterable[tuple[str, str]], header: Mapping[str, Any], *, source: str, path: Path | None, reading: Reading
) -> Prepared:
    """Put rows of (speaker, words) into one text of turns; ``header`` is what else the table tells.

    Raises UnreadableError or LanguageError.
    """
    lines: list[str] = []
    parts: list[_Part] = []
    at = 0
    for label, group in groupby(rows, key=lambda row: " ".join(row[0].split())):
        words = " ".join(" ".join(w.split()) for _, w in group)
        line = f"{label}: {words}" if label else words
        start = at + len(line) - len(words)
        parts.append(_Part(Span(at, at + len(label), label), start, start + len(words)))
        lines.append(line)
        at += len(line) + 2
    text = "\n\n".join(lines)
    check_length(text)
    check_language(text)
    occasion = occasion_of(reading.hints, header, path, source)
    return _prepared(Article(source=source, text=text), parts, occasion, path, reading)


def _prepared(
    article: Article, parts: list[_Part], occasion: Occasion, path: Path | None, reading: Reading
) -> Prepared:
    if not parts:
        raise UnreadableError("no turns in it", remedy='a turn begins with "NAME: " at the start of a line')
    text = article.text
    voices = Voices((p.label.exact for p in parts), occasion.speakers)
    turns = [
        Turn(Span.of(text, p.start, p.end), p.label if p.label.exact else None, voices.speaker(p.label.exact, p.label))
        for p in parts
        if p.start < p.end and not is_note(p.label.exact, text[p.start : p.end])
    ]
    known = reading.override.or_else(beside((occasion.url, article.source), reading.metadata))
    article = article.with_metadata(known.or_else(occasion.metadata))
    said = on_day(occasion.said)
    return prepare(article, turns, "transcript", act="said", said=said, channel=occasion.channel(path))


def _header(text: str) -> tuple[dict[str, str], int]:
    """The lines at a transcript's top that tell date, event and the like, and where they end."""
    header: dict[str, str] = {}
    at = 0
    for line in text.splitlines(keepends=True):
        key, colon, value = line.partition(":")
        if line.strip() and not (colon and is_header_key(key)):
            break
        if line.strip():
            header[key.strip().casefold()] = value.strip()
        at += len(line)
    return header, at


def _parts(text: str, body: int, known: frozenset[str]) -> Iterator[_Part]:
    """Cut a text at its labels."""
    found = [m for m in _LABEL.finditer(text, body) if looks_like_label(m["label"])]
    count: dict[str, int] = {}
    for m in found:
        count[m["label"]] = count.get(m["label"], 0) + 1
    labels = [m for m in found if m["label"] in known or _is_label(m["label"], count)]
    ends = [*(m.start() for m in labels[1:]), len(text)]
    for m, end in zip(labels, ends, strict=False):
        words = text[m.end() : end]
        start = m.end() + len(words) - len(words.lstrip())
        yield _Part(Span.of(text, *m.span("label")), start, start + len(words.strip()))


def _is_label(label: str, count: Mapping[str, int]) -> bool:
    """One capitalised word at a line's start ("Remember: ...") is a label only where it comes again."""
    return label.isupper() or is_role(label) or " " in label or count[label] > 1
