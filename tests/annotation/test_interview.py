"""Interviews that are set as questions and answers: what is an answer, and what only looks like one."""

from __future__ import annotations

import pytest

from onrecord import Article
from onrecord.annotation import annotate
from onrecord.annotation.interview import find_interview, pieces
from tests.scripted import Scripted, Told

HEAD = "Interview by Tomas Vale\n\nAna Ortega is the mayor. She spoke to The Velden Herald on 18 June.\n\n"
ANSWERS = ["It went.", "It is safe, I said so.", "Ask me."]
LETTERS = "Q: Is it gone?\n\nA: It went.\n\nQ: Safe?\n\nA: It is safe, I said so.\n\nQ: Sure?\n\nA: Ask me.\n"
NAMES = LETTERS.replace("Q:", "**Host:**").replace("A:", "**Ana:**")
BOLD = "**Is the toll gone?**\nIt went.\n\n**Safe?**\nIt is safe, I said so.\n\n**I hear no.**\nAsk me.\n\n**Sure?**\nYes.\n"
LINES = "This talk has been edited.\n\nIs the toll really gone?\n\nIt went.\n\nIs the bridge safe?\n\nIt is safe, I said so.\n\nAre you sure?\n\nAsk me.\n"
TAIL = "\nThe council voted on Monday.\n"

FORMS = [
    ("letters", LETTERS),
    ("names", NAMES),
    ("questions in bold type", BOLD),
    ("lines that end as questions, in a story that says it is edited", LINES),
]


@pytest.mark.parametrize(("reason", "text"), FORMS, ids=[f[0] for f in FORMS])
def test_answers(reason: str, text: str) -> None:
    whole = HEAD + text + TAIL
    found = find_interview(whole)
    assert found is not None
    assert [whole[a.start : a.end] for a in found.answers][:3] == ANSWERS


NO_INTERVIEWS = [
    ("headings in bold type", "**Claim**\nIt went.\n\n**Fact**\nIt stayed.\n\n**Verdict**\nFalse.\n\n**Why?**\nSo.\n"),
    (
        "questions of a column",
        "Is it gone?\n\nI think so.\n\nIs the bridge safe?\n\nPerhaps.\n\nAre you sure?\n\nNo.\n",
    ),
    ("a list with labels", "When: Friday\n\nWhere: Velden\n\nWhen: Monday\n\nWhere: Harrow\n"),
    ("quoted questions", "It has been edited.\n\n“Is it gone?”\n\n“Is it safe?”\n\n“Are you sure?”\n"),
]


@pytest.mark.parametrize(("reason", "text"), NO_INTERVIEWS, ids=[n[0] for n in NO_INTERVIEWS])
def test_looks_like_one(reason: str, text: str) -> None:
    assert find_interview(HEAD.removeprefix("Interview by Tomas Vale\n\n") + text) is None


def test_what_is_noticed_is_nobodys_words() -> None:
    text = HEAD + LETTERS.replace("It went.", "It went. (Laughs.) Far (far) away. [Pause]")
    found = find_interview(text)
    assert found is not None
    assert [text[a:b] for a, b in pieces(text, found.answers[0])] == ["It went.", "Far", "away."]


@pytest.mark.parametrize(("reason", "text"), FORMS, ids=[f[0] for f in FORMS])
def test_each_answer_is_one_statement_told_in_the_interview(reason: str, text: str) -> None:
    whole = HEAD + text + TAIL
    network = Scripted(Told("said", ["so"], "I"))
    found = annotate(Article(source="x", text=whole, published="2024-06-30"), network)
    answers = [s for s in found if s.content[0].exact in ANSWERS]
    assert len(answers) == len(ANSWERS)
    for s in answers:
        assert (s.kind, s.speaker and s.speaker.name, s.channel.type) == ("direct", "Ana Ortega", "interview")
        assert (s.said and s.said.edtf, s.addressee and s.addressee.name) == ("2024-06-18", "The Velden Herald")


def test_a_laugh_is_no_statement() -> None:
    text = HEAD + LETTERS.replace("It went.", "(Laughs.)")
    found = annotate(Article(source="x", text=text), Scripted())
    assert [s.content[0].exact for s in found if s.content[0].exact in ("(Laughs.)", *ANSWERS)] == ANSWERS[1:]
