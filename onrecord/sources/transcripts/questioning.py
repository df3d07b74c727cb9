"""Who asks and who answers where heads say no more than Q and A, or questions are told by bold type only."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace

from ...statement import Span
from ...text.lexicon import first_names
from ...text.names import find_names
from .heads import Head
from .labels import plain_name
from .layout import TextLine
from .turns import Cut

#: "BY MS. HOLT:" before an examination.
_EXAMINER = re.compile(
    r"(?:(?:RE)?(?:DIRECT|CROSS)?[- ]?EXAMINATION\s)?BY\s(?P<name>M[RS]{1,2}\.\s[A-Z][\w'’.-]+(?:\s[A-Z][\w'’.-]+)?):?"
)
_NAME = r"(?P<name>(?:[A-Z][\w.'’-]*[ ]){1,3}[A-Z][\w'’-]+(?:,?[ ](?:Jr|Sr)\.)?)"
_SWORN = (
    r"(?:(?:the|a)\s)?(?:\w+['’]s?\s)?(?:having|called|being|was|after|first|witness|deponent"
    r"|(?:plaintiff|defendant|government|people|state)['’]?s?)\b"
)
_WITNESS = tuple(
    re.compile(form, re.IGNORECASE)
    for form in (
        rf"{_NAME},\s*(?:(?:PH\.?D|M\.?D)\.?,\s)?{_SWORN}",
        rf"(?:(?:videotaped|oral|remote)\s)*deposition\sof:?\s*{_NAME}",
        rf"(?:(?:further|(?:re)?direct|(?:re)?cross)[- ]?)*(?:examination|testimony)\sof:?\s*{_NAME}",
        rf"(?:witness|deponent):?\s+{_NAME}",
    )
)
#: What names the person asked in an interview's first lines.
_ASKED = (
    re.compile(rf"(?i:interviewee|narrator|respondent|subject|guest)s?:\s*(?:(?:Mr|Mrs|Ms|Dr)\.\s)?{_NAME}"),
    re.compile(
        rf"\b(?i:interview\s(?:with|of)|conversation\swith|q\s?&\s?a(?:\swith|:))\s*(?:(?:Mr|Mrs|Ms|Dr)\.\s)?{_NAME}"
    ),
)
_ASKS = re.compile(
    r"(?:interviewer|interviewed\sby|questions\sby|asked\sby|in\sconversation\swith):?\s+" + _NAME, re.IGNORECASE
)
_OATH_LINES = 6
_BY = re.compile(r"\W*(?:author|by|words|text|interview(?:ed)?\sby|photo\w*)\b", re.IGNORECASE)
_QUESTION = re.compile(r"\?[\"”’'*_)\s]*$")
_FEWEST_QUESTIONS = 3


@dataclass(frozen=True, slots=True)
class Questioning:
    """Who asks and who answers, by the number of the line; None where the source doesn't tell."""

    asks: tuple[tuple[int, str], ...]
    answers: tuple[tuple[int, str], ...]

    def who(self, label: str, line: int) -> str | None:
        """The name behind Q or A, or behind "THE WITNESS", at a line."""
        told = self.asks if label[:1].upper() == "Q" else self.answers
        return next((name for at, name in reversed(told) if at <= line), None)


def read_questioning(
    lines: Sequence[TextLine], first: int, *, title: str | None, authors: Sequence[str], answered: bool
) -> Questioning:
    """What a source tells of who asks and who answers; ``first`` is the line of its first head.

    ``answered``: somebody answers whom the heads don't name.
    """
    asks: list[tuple[int, str]] = []
    answers: list[tuple[int, str]] = []
    front = "\n".join(line.words for line in lines[:first] if line.words and line.words not in authors)
    for author in authors:
        front = front.replace(author, "")
    asked = person_asked(front, title) or (_only_person(front) if answered else None)
    if asked:
        answers.append((0, asked))
    asker = _ASKS.search(front)
    if name := _plain(asker["name"]) if asker else (authors[0] if len(authors) == 1 and asked else None):
        asks.append((0, name))
    for k, line in enumerate(lines):
        if line.kind not in ("words", "heading"):
            continue
        below = lines[k + 1].words if k + 1 < len(lines) and line.words.endswith(",") else ""
        if examiner := _EXAMINER.fullmatch(line.words):
            asks.append((k, plain_name(examiner["name"]) or examiner["name"]))
        found = next((m for form in _WITNESS if (m := form.match(f"{line.words} {below}"))), None)
        if found and (name := _plain(found["name"])):
            answers.append((k, name))
    return Questioning(tuple(asks), tuple(answers))


def _plain(name: str) -> str | None:
    return plain_name(" ".join(name.split())) if len(name.split()) > 1 else None


def person_asked(front: str, title: str | None) -> str | None:
    """The person whom an interview's headline or first lines name as asked."""
    for form in _ASKED:
        for words in filter(None, (title, front)):
            if m := form.search(words):
                return _plain(m["name"])
    who, colon, _ = (title or "").lstrip("# ").partition(":")
    parts = who.split()
    if colon and 1 < len(parts) < 5 and (who in front or parts[0].casefold() in first_names()):
        return plain_name(who)
    return None


def _only_person(front: str) -> str | None:
    """The one person whom the first lines name beside who wrote them."""
    lines = (line for line in front.replace("*", " ").replace("_", " ").splitlines() if not _BY.match(line))
    found = find_names("\n".join(lines))[0]
    people = {" ".join(name.words) for name in found if name.kind == "person" and len(name.words) > 1}
    return people.pop() if len(people) == 1 else None


def without_oaths(lines: Sequence[TextLine]) -> list[TextLine]:
    """Lines with what the reporter writes when a witness is sworn marked as a note: "ANNA HOLT, called as a ..."."""
    found = list(lines)
    for k, line in enumerate(lines):
        below = lines[k + 1].words if k + 1 < len(lines) else ""
        sworn = _WITNESS[0].match(f"{line.words} {below}")
        if line.kind != "words" or not sworn or not sworn["name"].isupper():
            continue
        for n in range(k, min(k + _OATH_LINES, len(lines))):
            if lines[n].kind != "words" or _EXAMINER.fullmatch(lines[n].words) or re.match(r"[QA]\b", lines[n].words):
                break
            found[n] = replace(lines[n], kind="note")
    return found


def is_examiner(label: str) -> bool:
    """Whether a label only announces who asks from there on: "BY MS. HOLT"."""
    return _EXAMINER.fullmatch(label) is not None


# -- questions in bold type --------------------------------------------------------------------------------------------


def bold_questions(lines: Sequence[TextLine]) -> list[int]:
    """The numbers of the lines that are questions set in bold; none where a page is no interview."""
    bold = [k for k, line in enumerate(lines) if _is_bold(line)]
    asked = [k for k in bold if _QUESTION.search(lines[k].words)]
    if len(asked) < _FEWEST_QUESTIONS or len(asked) < 0.5 * len(bold):
        return []
    first = asked[0]
    bold = [k for k in bold if k >= first and (k in asked or len(lines[k].words.split()) > 2)]
    said = sum(
        len(line.words.split()) for k, line in enumerate(lines) if line.kind == "words" and k > first and k not in bold
    )
    questions = sum(len(lines[k].words.split()) for k in bold)
    return bold if said > questions and said > 15 * len(bold) / 2 else []


def _is_bold(line: TextLine) -> bool:
    return line.kind == "words" and line.strong >= line.end - 2 and line.strong > line.start


def cut_bold(text: str, lines: Sequence[TextLine], questions: Sequence[int]) -> Iterator[tuple[bool, Cut]]:
    """Questions and answers in turn; each with whether it is a question."""
    ends = [*questions[1:], _end(lines, questions[-1])]
    for k, end in zip(questions, ends, strict=True):
        yield True, Cut(None, (Span.of(text, lines[k].start, lines[k].end),), None)
        said = [line for line in lines[k + 1 : end] if line.kind == "words"]
        if said:
            yield False, Cut(None, (Span.of(text, said[0].start, said[-1].end),), None)


def _end(lines: Sequence[TextLine], last: int) -> int:
    """Where the last answer ends: at a note on the book or the author that closes the page."""
    for k in range(last + 2, len(lines)):
        if lines[k].words[:1] in ("•", "*", "©") or lines[k].kind == "heading":
            return k
    return len(lines)


def heads_of_questions(heads: Sequence[Head]) -> bool:
    """Whether heads are Q and A, at least in part."""
    return any(head.form == "letter" for head in heads)
