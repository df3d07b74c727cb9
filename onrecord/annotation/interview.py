"""Interviews that are set as questions and answers, and who answers in them.

Turns begin with "Q:" and "A:", with the speakers' names ("**Mo:** ..."), or each question is a line: in bold type, or,
where the story says that it prints excerpts, any line that ends as a question.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import lru_cache
from itertools import pairwise

from .entities import Cast, Entity

_LETTER = re.compile(r"^[^\S\r\n]*\*{0,2}(Q|A|Question|Answer)(?:[:.]|[ ]?[—–-])\*{0,2}", re.MULTILINE)
_LABEL = re.compile(r"^\*{0,2}([A-Z][\w.'’-]*(?: [A-Z][\w.'’-]*){0,2}):\*{0,2}(?=\s)", re.MULTILINE)
_BOLD = re.compile(r"^\*\*[^*\n]+\*\*$", re.MULTILINE)
_QUESTION = re.compile(r"^(?![“\"‘'])[A-Z][^\n]{8,400}\?$", re.MULTILINE)
#: What tells that lines which end as questions are the interviewer's.
_EDITED = re.compile(
    r"\b(?:(?:edited|condensed|abridged) (?:excerpts|extracts|for (?:length|clarity)|and)"
    r"|(?:excerpts|extracts)\b[^\n.]{0,60}:"
    r"|has been (?:lightly )?(?:edited|condensed)|interview by|questions for|Q&A)",
    re.IGNORECASE,
)
#: "(Laughs.)": what the interviewer noticed is nobody's words.
_ASIDE = re.compile(r"\([A-Z]?[a-z]+(?: [a-z]+){0,2}\.?\)|\[[A-Z]?[a-z]+(?: [a-z]+){0,2}\.?\]")
_FEWEST_TURNS = 4
_FEWEST_QUESTIONS = 3
#: Before a name: who asks, or writes.
_BYLINE = re.compile(r"\b[Bb]y[ \xa0]$")
_PARAGRAPH = re.compile(r"\n[^\S\n]*\n")


@dataclass(frozen=True, slots=True)
class Answer:
    """An answer: its place in the text, and the label before it (None where a question is all that opens it)."""

    start: int
    end: int
    label: tuple[int, int] | None


@dataclass(frozen=True, slots=True)
class Interview:
    """The answers of an interview in their order, and where the first turn begins."""

    start: int
    answers: tuple[Answer, ...]

    def answer_at(self, place: int) -> Answer | None:
        """The answer that holds a place, its label included."""
        return next((a for a in self.answers if (a.label or (a.start,))[0] <= place < a.end), None)


@lru_cache(maxsize=4)
def find_interview(text: str) -> Interview | None:
    """The interview that a text prints; None where it prints none."""
    letters = list(_LETTER.finditer(text))
    if len(letters) >= _FEWEST_TURNS and {m.group(1)[0] for m in letters} == {"Q", "A"}:
        return _of_turns(text, letters, [m for m in letters if m.group(1).startswith("A")])
    labels = list(_LABEL.finditer(text))
    common = Counter(m.group(1) for m in labels).most_common(2)
    if len(common) == 2 and all(count * 2 >= _FEWEST_TURNS for _, count in common):
        turns = [m for m in labels if m.group(1) in {label for label, _ in common}]
        asked = min(common, key=lambda c: _questions(text, turns, c[0]))[0]
        if _questions(text, turns, asked) < 0.5 <= max(_questions(text, turns, label) for label, _ in common):
            return _of_turns(text, turns, [m for m in turns if m.group(1) == asked])
    for pattern in (_BOLD, _QUESTION):
        questions = list(pattern.finditer(text))
        if pattern is _QUESTION and not _EDITED.search(text):
            continue
        if 2 * sum(q.group().rstrip("*").endswith("?") for q in questions) < len(questions):
            continue  # "**Claim**", "**Verdict**"
        if len(questions) >= (_FEWEST_TURNS if pattern is _BOLD else _FEWEST_QUESTIONS):
            answers = _of_questions(text, questions)
            return Interview(questions[0].start(), answers) if len(answers) >= _FEWEST_QUESTIONS else None
    return None


def _questions(text: str, turns: Sequence[re.Match[str]], label: str) -> float:
    """Which share of a speaker's turns have a question mark."""
    ends = [*(t.start() for t in turns[1:]), len(text)]
    own = [
        "?" in text[t.end() : end].strip().partition("\n")[0]
        for t, end in zip(turns, ends, strict=True)
        if t.group(1) == label
    ]
    return sum(own) / len(own)


def _of_turns(text: str, turns: Sequence[re.Match[str]], answers: Sequence[re.Match[str]]) -> Interview:
    """Answers reach from their label to the next turn; the last one to its paragraph's end."""
    ends = {t.start(): n.start() for t, n in pairwise(turns)}
    found = [
        Answer(*_stripped(text, m.end(), ends.get(m.start()) or _paragraph_end(text, m.end())), m.span(1))
        for m in answers
    ]
    return Interview(turns[0].start(), tuple(a for a in found if a.end > a.start))


def _of_questions(text: str, questions: Sequence[re.Match[str]]) -> tuple[Answer, ...]:
    ends = [*(q.start() for q in questions[1:]), _paragraph_end(text, questions[-1].end())]
    found = (Answer(*_stripped(text, q.end(), end), None) for q, end in zip(questions, ends, strict=True))
    return tuple(a for a in found if a.end > a.start)


def _paragraph_end(text: str, start: int) -> int:
    first = start + len(text[start:]) - len(text[start:].lstrip())
    found = _PARAGRAPH.search(text, first)
    return found.start() if found else len(text)


def _stripped(text: str, start: int, end: int) -> tuple[int, int]:
    words = text[start:end]
    return start + len(words) - len(words.lstrip()), end - (len(words) - len(words.rstrip()))


def pieces(text: str, answer: Answer) -> Iterator[tuple[int, int]]:
    """The words of an answer without what is noticed between them."""
    start = answer.start
    for aside in _ASIDE.finditer(text, answer.start, answer.end):
        if text[start : aside.start()].strip():
            yield _stripped(text, start, aside.start())
        start = aside.end()
    if text[start : answer.end].strip():
        yield _stripped(text, start, answer.end)


def who_answers(interview: Interview, cast: Cast, place: int) -> Entity | None:
    """The person asked, where a place stands in an answer; None elsewhere."""
    answer = interview.answer_at(place)
    if answer is None:
        return None
    if answer.label is not None:
        words = {word.lower().strip(".") for word in cast.text[slice(*answer.label)].split()}
        named = [e for e in cast.entities if e.kind == "person" and words <= set(e.plain)]
        if len(named) == 1:
            return named[0]
        if not words <= {"a", "answer"}:
            return None
    return _asked(cast, interview.start)


def _asked(cast: Cast, before: int) -> Entity | None:
    """The person named most before the first question, bylines left out."""
    names = (n for n in cast.between(0, before) if not _BYLINE.search(cast.text[max(0, n.start - 4) : n.start]))
    people = [e for n in names if (e := cast.entity(n)).kind == "person"]
    return max(people, key=people.count) if people else None
