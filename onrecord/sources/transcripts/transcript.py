"""Transcripts: who spoke is written before the words, so every turn is a direct statement on the day of the event.

A text, a page, subtitles and a table come here; each becomes lines, heads and turns by the same way. Of tables and
subtitles the text is made here, as lines "NAME: words".
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import replace
from itertools import groupby
from pathlib import Path
from typing import Any

from ...article import Article
from ...errors import UnreadableError
from ...statement import Span, Speaker
from ...text.language import check_language
from ..documents.marked import Marked
from ..firsthand import Prepared, Turn, on_day, prepare
from ..limits import check_length
from ..reading import Reading, beside
from .heads import Head
from .labels import is_note
from .layout import TextLine, read_lines
from .occasion import Occasion, is_header_key, occasion_of
from .questioning import Questioning, bold_questions, cut_bold, is_examiner, read_questioning, without_oaths
from .setting import setting_of
from .subtitles import Spoken, read_subtitles
from .turns import Cut, cut_turns, find_heads
from .voices import Voices, unnamed

_LONGEST_HEADER = 4000
#: A day of talk has up to some ten thousand.
_MOST_LINES = 100_000
_WITNESS = frozenset({"the witness", "the deponent", "witness", "a", "a.", "answer"})


def read_transcript(
    marked: Marked, make: Callable[[], Article], *, source: str, path: Path | None, reading: Reading, told: bool = False
) -> Prepared | None:
    """Read a text of turns; its words stay to the letter. None where it is none, unless a person ``told`` so.

    ``make`` makes the article, once it is known to be a transcript.

    Raises UnreadableError where no turn is found in what was told to be a transcript.
    """
    if marked.text.count("\n") > _MOST_LINES:
        if told:
            raise UnreadableError(f"more than {_MOST_LINES:,} lines", remedy="split it by day or hour")
        return None
    start = marked.start
    if start is not marked and not told and not find_heads(start.text, read_lines(start)):
        return None
    header, body = _header(marked.text)
    lines = read_lines(marked)
    known = occasion_of(reading.hints, header, path, source).speakers if told else ()
    heads = find_heads(marked.text, lines, body=body, known=frozenset(known), told=told)
    questions = [] if heads and _speaks_often(heads) else bold_questions(lines)
    if not (questions or heads):
        if told:
            raise UnreadableError("no turns in it", remedy='a turn begins with "NAME: " at the start of a line')
        return None
    article = make()
    front = questions[0] if questions else heads[0].line
    turns = _interview(article, lines, questions) if questions else _turns(article, lines, heads, known)
    setting = setting_of(article, lines[:front], heads, form="interview" if questions else None)
    occasion = occasion_of(reading.hints, header, path, source, setting=setting)
    return _prepared(article, turns, occasion, path, reading)


def read_captions(text: str, *, source: str, path: Path | None, reading: Reading) -> Prepared:
    """Read subtitles: their cues joined to turns, each with its second. Raises UnreadableError or LanguageError."""
    found = read_subtitles(text)
    article = Article(source=source, text="")
    told = setting_of(replace(article, text=found.about), (), (), form=None)
    return _of_rows(found.turns, {}, told, source=source, path=path, reading=reading)


def transcript_of_rows(
    rows: Iterable[tuple[str, str]], header: Mapping[str, Any], *, source: str, path: Path | None, reading: Reading
) -> Prepared:
    """Put rows of (speaker, words) into one text of turns; ``header`` is what else the table tells.

    Raises UnreadableError or LanguageError.
    """
    spoken = [
        Spoken(label, " ".join(" ".join(words.split()) for _, words in group))
        for label, group in groupby(rows, key=lambda row: " ".join(row[0].split()))
    ]
    return _of_rows(spoken, header, Occasion(), source=source, path=path, reading=reading)


def _of_rows(
    rows: Iterable[Spoken],
    header: Mapping[str, Any],
    told: Occasion,
    *,
    source: str,
    path: Path | None,
    reading: Reading,
) -> Prepared:
    parts: list[str] = []
    cuts: list[tuple[Span, int, int, float | None]] = []
    at = 0
    for row in rows:
        line = f"{row.label}: {row.words}" if row.label else row.words
        start = at + len(line) - len(row.words)
        cuts.append((Span(at, at + len(row.label), row.label), start, start + len(row.words), row.seconds))
        parts.append(line)
        at += len(line) + 2
    text = "\n\n".join(parts)
    check_length(text)
    check_language(text)
    if not cuts:
        raise UnreadableError("no turns in it", remedy='a turn begins with "NAME: " at the start of a line')
    occasion = occasion_of(reading.hints, header, path, source, setting=told)
    voices = Voices([label for label, *_ in cuts], occasion.speakers, text=text)
    turns = [
        Turn((Span.of(text, a, b),), label if label.exact else None, voices.speaker(label.exact, label), seconds)
        for label, a, b, seconds in cuts
        if a < b and not is_note(label.exact, text[a:b])
    ]
    return _prepared(Article(source=source, text=text), turns, occasion, path, reading)


def _prepared(
    article: Article, turns: Sequence[Turn], occasion: Occasion, path: Path | None, reading: Reading
) -> Prepared:
    known = reading.override.or_else(beside((occasion.url, article.source), reading.metadata))
    article = article.with_metadata(known.or_else(occasion.metadata))
    said = on_day(occasion.said)
    return prepare(article, turns, "transcript", act="said", said=said, channel=occasion.channel(path))


def _turns(article: Article, lines: Sequence[TextLine], heads: Sequence[Head], known: Sequence[str]) -> list[Turn]:
    text = article.text
    voices = Voices([head.label for head in heads if not is_examiner(head.name)], known, text=text)
    answered = any(head.form == "letter" and head.name[:1] == "A" for head in heads)
    asked = read_questioning(lines, heads[0].line, title=article.title, authors=article.authors, answered=answered)
    places = {head.label.start: head for head in heads}
    return [
        Turn(cut.content, cut.label, _speaker(cut, voices, asked, places), cut.seconds)
        for cut in cut_turns(text, without_oaths(lines) if asked.answers else lines, heads)
        if not (cut.label and is_examiner(cut.label.exact))
    ]


def _speaker(cut: Cut, voices: Voices, asked: Questioning, heads: Mapping[int, Head]) -> Speaker | None:
    if cut.label is None:
        return None
    label = " ".join(cut.label.exact.split())
    head = heads.get(cut.label.start)
    if head and (head.form == "letter" or label.casefold() in _WITNESS):
        named = "(" not in label and asked.who(label if head.form == "letter" else "A", head.line)
        if named:
            return voices.speaker(named, cut.label)
    found = voices.speaker(label, cut.label)
    return found if found or not cut.known else unnamed(label, cut.label)


def _interview(article: Article, lines: Sequence[TextLine], questions: Sequence[int]) -> list[Turn]:
    asked = read_questioning(lines, questions[0], title=article.title, authors=article.authors, answered=True)
    names = {True: asked.who("Q", 0), False: asked.who("A", 0)}
    speakers = {side: Speaker(name, "person", named=True) if name else None for side, name in names.items()}
    return [
        Turn(cut.content, None, speakers[is_question], None)
        for is_question, cut in cut_bold(article.text, lines, questions)
    ]


def _speaks_often(heads: Sequence[Head]) -> bool:
    """Whether heads are more than the bold words of an interview's questions."""
    return any(head.form != "strong" for head in heads)


def _header(text: str) -> tuple[dict[str, str], int]:
    """The lines at a transcript's top that tell date, event and the like, and where they end."""
    header: dict[str, str] = {}
    at = 0
    for line in text[:_LONGEST_HEADER].splitlines(keepends=True):
        key, colon, value = line.partition(":")
        if line.strip() and not (colon and is_header_key(key)):
            break
        if line.strip():
            header[key.strip().casefold()] = value.strip()
        at += len(line)
    return header, at
