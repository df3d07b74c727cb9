"""Texts of one author, known by their form: remarks, written testimony, letters, court filings, statements.

Each paragraph is a statement; headings, running heads, page numbers and footnotes are left out, and lines that were
wrapped are one paragraph again.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from itertools import pairwise

from ...article import Article
from ...dates.written import find_day
from ...statement import Act, Channel, ChannelType, Span, Spans, Speaker
from ..documents.marked import Marked, of_text
from ..firsthand import Prepared, Turn, on_day, prepare
from .labels import is_role, looks_like_label, plain_name
from .layout import TextLine, read_lines
from .setting import setting_of
from .voices import unnamed

_KINDS: tuple[tuple[ChannelType, str], ...] = (
    ("testimony", r"testimony|(?:prepared|written)\sstatement|affidavit|declaration"),
    ("speech", r"remarks|address|speech|keynote(?:\saddress)?|lecture|eulogy|sermon"),
    ("document", r"(?:an\s)?open\sletter"),
    ("statement", r"statement"),
)  # fmt: skip
_BEFORE = r"(?:(?:written|prepared|opening|closing|oral|full|the|supplemental)\s)*"
_HEADED = tuple(
    (channel, re.compile(rf"{_BEFORE}(?:{form})(?:\sas\s\w+)?\s(?:by|of|from)\b[:\s]*", re.IGNORECASE))
    for channel, form in _KINDS
)  # fmt: skip
#: Words that end the name behind "Remarks by".
_NAME_ENDS = re.compile(
    r"[,;(\n]|\s(?:at|on|before|to|in|for|regarding|concerning|about|as|upon|following|after)\s", re.IGNORECASE
)
_SALUTATION = re.compile(r"(?:Dear\s|To\s(?:the|whom|all|our|my|every)\b|(?:An\s)?open\sletter\b)", re.IGNORECASE)
_SIGN_OFF = re.compile(
    r"(?:(?:yours\s)?(?:very\s)?(?:sincerely|faithfully|truly|respectfully)(?:\s(?:yours|submitted))?|(?:with\s)?(?:kind|best|warm)?\s?regards"
    r"|in\s(?:hope|solidarity|friendship)|signed|cordially)[,.:]?",
    re.IGNORECASE,
)  # fmt: skip
_COURT = re.compile(r"\b(?:in\sthe\s)?(?:\w+\s){0,5}court\b", re.IGNORECASE)
_FILING = re.compile(r"\b(?:complaint|petition|motion|memorandum|brief|answer)\b", re.IGNORECASE)
_PARTY = re.compile(r"(?:Plaintiff|Petitioner|Claimant|Applicant)s?\b", re.IGNORECASE)
_NO_PARTY = re.compile(r"\b(?:COURT|COUNTY|STATE|DISTRICT|DIVISION|CASE|NO)\b")
_DATED = re.compile(r"(?:dated|executed|signed)\b", re.IGNORECASE)
_ORGANISATION = re.compile(
    r"\b(?:Inc|LLC|Ltd|Corp|Association|Authority|Council|Union|Company|Department|Society|League|Trust|Club|Board"
    r"|Foundation|Alliance|Coalition|Committee|Neighbors|Bank|City|Town)\b",
    re.IGNORECASE,
)
_FOOTNOTES = re.compile(r"(?:[-_]{8,}|(?:end)?notes:?)", re.IGNORECASE)
_CLOSES = re.compile(
    r"(?:#\s?#\s?#|-\s?30\s?-|###|\(?ends?\)?|cc:.*|enclosures?:?.*|(?:media|press)\s(?:contact|inquiries).*"
    r"|dated:?\s.*|/s/.*)",
    re.IGNORECASE,
)
_HEADING = re.compile(r"(?:[IVX]{1,5}|\d{1,2}|[A-Z])\.\s{1,4}[A-Z][^.!?]{2,80}")
_TOP_LINES = 14
_LONGEST_TITLE = 110
_FEWEST_WORDS = 60
#: Lines no longer than this that follow each other closely were wrapped.
_WIDTH = 110
_WRAPPED = 0.8


@dataclass(frozen=True, slots=True)
class _Form:
    """What a text shows itself to be: its channel, its authors as printed, and the line behind that."""

    channel: ChannelType
    authors: tuple[str, ...]
    body: int


def read_speech(marked: Marked, article: Callable[[], Article], *, author: str | None = None) -> Prepared | None:
    """Read a text that shows by its form that one author speaks in it; None for any other."""
    lines = read_lines(marked.start)
    form = _headed(lines) or _letter(lines) or _filing(lines)
    if form and marked.start is not marked:
        lines = read_lines(marked)
    if form is None or sum(len(line.words.split()) for line in lines[form.body :]) < _FEWEST_WORDS:
        return None
    return _prepared(article(), lines, form, author=author, said=None)


def as_document(article: Article, *, author: str | None = None, said: str | None = None) -> Prepared:
    """Take a whole text for one author's own words: a speech as written, a press release, a letter.

    Each paragraph is a statement. ``author`` is believed before the article's own; with none, or several, nobody is
    said to speak.
    """
    lines = read_lines(of_text(article.text))
    form = _headed(lines) or _letter(lines)
    names = (author,) if author else article.authors or (form.authors if form else ())
    told = _Form("document", names if len(names) == 1 else (), 0)
    return _prepared(article, lines, told, author=author, said=said or article.published)


def _prepared(
    article: Article, lines: Sequence[TextLine], form: _Form, *, author: str | None, said: str | None
) -> Prepared:
    authors = (author,) if author else form.authors
    speakers = [speaker for name in authors if (speaker := _speaker(name))]
    setting = setting_of(article, lines[: max(form.body, _TOP_LINES)], (), form=form.channel)
    act: Act = "said" if form.channel == "speech" else "wrote"
    turns = [
        Turn(content, None, speakers[0] if speakers else None, others=tuple(speakers[1:]))
        for content in _paragraphs(article.text, lines, form.body)
    ]
    when = on_day(said or setting.said or _signed(lines))
    return prepare(article, turns, "document", act=act, said=when, channel=Channel(form.channel))


def _signed(lines: Sequence[TextLine]) -> str | None:
    """The day beside a signature."""
    days = (find_day(line.words) for line in lines[-4 * _TOP_LINES :] if _DATED.match(line.words))
    day = next((day for day in days if day), None)
    return day.isoformat() if day else None


def _speaker(name: str) -> Speaker | None:
    plain = plain_name(name) if looks_like_label(name) else None
    if _ORGANISATION.search(name):
        return Speaker(plain or " ".join(name.split()), "organisation", named=True)
    if plain:
        return Speaker(plain, "person", named=True)
    return unnamed(name, None) if is_role(name) else None


def _headed(lines: Sequence[TextLine]) -> _Form | None:
    """A title such as "Remarks by NAME" or "Written testimony of NAME" among the first lines."""
    filled = [k for k, line in enumerate(lines) if line.words][:_TOP_LINES]
    for n, k in enumerate(filled):
        line = lines[k]
        if len(line.words) > _LONGEST_TITLE or line.words.endswith("."):
            continue
        for channel, form in _HEADED:
            if m := form.match(line.words):
                rest = line.words[m.end() :]
                behind = rest or (lines[filled[n + 1]].words if n + 1 < len(filled) else "")
                name = _NAME_ENDS.split(behind, maxsplit=1)[0].strip()
                if plain_name(name) and " " in (plain_name(name) or ""):
                    return _Form(channel, (name,), _body(lines, k))
    return None


def _body(lines: Sequence[TextLine], title: int) -> int:
    """Where, behind the lines of a title, the first paragraph begins: one that ends a sentence."""
    for k in range(title + 1, len(lines)):
        line = lines[k]
        if line.kind == "words" and line.opens and not _HEADING.fullmatch(line.words):
            end = k
            while end + 1 < len(lines) and lines[end + 1].kind == "words" and not lines[end + 1].opens:
                end += 1
            block = " ".join(one.words for one in lines[k : end + 1])
            ends = re.search(r"[.!?:][\"”)]?(?:\[\d+\])?$", block) is not None
            if ends and (len(block.split()) > 12 or (len(block.split()) > 3 and not re.search(r"\d", block))):
                return k
    return title + 1


def _letter(lines: Sequence[TextLine]) -> _Form | None:
    """A letter: somebody addressed at the top, a greeting and names at the end."""
    filled = [k for k, line in enumerate(lines) if line.words]
    opening = next((k for k in reversed(filled[:_TOP_LINES]) if _SALUTATION.match(lines[k].words)), None)
    closing = next((k for k in reversed(filled) if _SIGN_OFF.fullmatch(lines[k].words)), None)
    if opening is None or closing is None or closing <= opening:
        return None
    names = []
    for k in filled:
        first = re.split(r",\s|\s[-–—]\s|\s{2,}", lines[k].words)[0] if k > closing else ""
        if first and " " in (plain_name(first) or ""):
            names.append(first)
    return _Form("document", tuple(names), opening + 1) if names else None


def _filing(lines: Sequence[TextLine]) -> _Form | None:
    """A filing of a party to a court."""
    filled = [k for k, line in enumerate(lines) if line.words][: 3 * _TOP_LINES]
    front = "\n".join(lines[k].words for k in filled)
    if not (_COURT.search(front[:400]) and _FILING.search(front)):
        return None
    end = next((k for k in filled if _PARTY.match(lines[k].words)), None)
    if end is None:
        return None
    names = (lines[k].words.split(",")[0] for k in filled if k <= end)
    name = next((n for n in names if n.isupper() and " " in n and not _NO_PARTY.search(n)), None)
    title = next((k for k in filled if k > end and _FILING.search(lines[k].words)), end)
    return _Form("testimony", (name,) if name else (), _body(lines, title))


def _paragraphs(text: str, lines: Sequence[TextLine], body: int) -> Iterator[Spans]:
    """The paragraphs from a line on, each as its pieces, without what belongs to the page, headings and footnotes."""
    end = next((k for k in range(body, len(lines)) if _SIGN_OFF.fullmatch(lines[k].words)), len(lines))
    wrapped = _is_wrapped(lines[body:end])
    runs: list[list[int]] = []
    before: TextLine | None = None
    broken = False
    for k, line in enumerate(lines[body:], start=body):
        if (line.kind == "furniture" and _FOOTNOTES.fullmatch(line.words)) or _CLOSES.fullmatch(line.words):
            break
        if line.kind == "words" and _SIGN_OFF.fullmatch(line.words):
            break
        if line.kind in ("furniture", "heading"):
            broken = True
        alone = line.opens and (k + 1 == len(lines) or lines[k + 1].kind != "words")
        if line.kind != "words" or (alone and _HEADING.fullmatch(line.words)):
            continue
        new = before is None or line.opens or not wrapped or line.indent > before.indent + 1
        if new and runs:
            yield tuple(Span.of(text, a, b) for a, b in runs)
            runs = []
        if runs and not broken:
            runs[-1][1] = line.end
        else:
            runs.append([line.start, line.end])
        before, broken = line, False
    if runs:
        yield tuple(Span.of(text, a, b) for a, b in runs)


def _is_wrapped(lines: Sequence[TextLine]) -> bool:
    """Whether lines were broken to fit a width, so that they don't end paragraphs."""
    followed = [
        line for line, after in pairwise(lines)
        if line.kind == "words" and after.kind == "words" and not after.opens
    ]  # fmt: skip
    narrow = sum(20 < line.end - line.start <= _WIDTH for line in followed)
    return len(followed) > 2 and narrow > _WRAPPED * len(followed)
