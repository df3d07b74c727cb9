"""Who answers in an interview that is set as questions and answers.

Turns begin with "Q:" and "A:", with the speakers' names ("**Mo:** ..."), or each question is a line in bold type.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Sequence

from .entities import Entity
from .story import ToldStory

_LETTER = re.compile(r"^[^\S\r\n]*(Q|A|Question|Answer)(?:[:.]|[ ]?[—–-])", re.MULTILINE)
_LABEL = re.compile(r"^\*{0,2}([A-Z][\w.'’-]*(?: [A-Z][\w.'’-]*){0,2}):\*{0,2}(?=\s)", re.MULTILINE)
_BOLD = re.compile(r"^\*\*[^*\n]+\*\*$", re.MULTILINE)
_FEWEST_TURNS = 4
#: Before a name: who asks, or writes.
_BYLINE = re.compile(r"\b[Bb]y[ \xa0]$")


def who_answers(story: ToldStory, place: int) -> Entity | None:
    """The person asked, where a place stands in an answer; None elsewhere."""
    letters = list(_LETTER.finditer(story.text))
    if len(letters) >= _FEWEST_TURNS:
        turn = _turn_at(letters, place)
        return _asked(story, letters[0].start()) if turn and turn.group(1).startswith("A") else None
    labels = list(_LABEL.finditer(story.text))
    common = Counter(m.group(1) for m in labels).most_common(2)
    if len(common) == 2 and all(count * 2 >= _FEWEST_TURNS for _, count in common):
        turns = [m for m in labels if m.group(1) in {label for label, _ in common}]
        turn = _turn_at(turns, place)
        return _labelled(story, turn.group(1)) if turn and _is_line_of(story.text, turn, place) else None
    questions = list(_BOLD.finditer(story.text))
    if len(questions) >= _FEWEST_TURNS:
        turn = _turn_at(questions, place)
        answers = turn and "\n\n" not in story.text[turn.end() : place].lstrip("\n")
        return _asked(story, questions[0].start()) if answers else None
    return None


def _turn_at(turns: Sequence[re.Match[str]], place: int) -> re.Match[str] | None:
    return next((t for t in reversed(turns) if t.start() <= place), None)


def _is_line_of(text: str, turn: re.Match[str], place: int) -> bool:
    return "\n" not in text[turn.end() : place].strip("\n")


def _labelled(story: ToldStory, label: str) -> Entity | None:
    """The person whom a label names by a part of the name; nobody by "Interviewer"."""
    words = {word.lower().strip(".") for word in label.split()}
    named = [e for e in story.cast.entities if e.kind == "person" and words <= set(e.plain)]
    return named[0] if len(named) == 1 else None


def _asked(story: ToldStory, before: int) -> Entity | None:
    """The person named most before the first question, bylines left out."""
    names = (n for n in story.cast.between(0, before) if not _BYLINE.search(story.text[max(0, n.start - 4) : n.start]))
    people = [e for n in names if (e := story.cast.entity(n)).kind == "person"]
    return max(people, key=people.count) if people else None
