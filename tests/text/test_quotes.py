"""Quotation marks, a sentence a row."""

from __future__ import annotations

import time

import pytest
from hypothesis import given
from hypothesis import strategies as st

from onrecord.text.outline import Outline
from onrecord.text.quotes import find_quotations, paragraphs

ROWS = [
    (
        "one pair of marks around several paragraphs",
        'He said, "One.\n\nTwo.\n\nThree." She left.',
        ['"One.\n\nTwo.\n\nThree."'],
    ),
    ("no closing mark in the next paragraphs", 'He said, "One.\n\n"Two," she said.', ['"One.', '"Two,"']),
    ("straight", 'He said, "We will win." Then he left.', ['"We will win."']),
    ("curly", "“We will win,” he said. “Soon.”", ["“We will win,”", "“Soon.”"]),
    ("typewriter", "``Yes,'' he said. ``No.''", ["``Yes,''", "``No.''"]),
    ("two apostrophes on both sides", "''Yes,'' he said.", ["''Yes,''"]),
    ("guillemets", "«Yes», he said.", ["«Yes»"]),
    ("reversed guillemets", "»Yes«, he said.", ["»Yes«"]),
    ("reversed guillemets twice", "»Yes«, he said, »no«.", ["»Yes«", "»no«"]),
    ("guillemets inside out and in", "«Yes» and »no«.", ["«Yes»", "»no«"]),
    ("reversed single guillemets", "›Yes‹, he said.", ["›Yes‹"]),
    ("low and high single", "‚Yes‘, he said.", ["‚Yes‘"]),
    ("closing marks on both sides, as in Swedish", "”Yes”, he said.", ["”Yes”"]),
    ("carriage return and line feed end a paragraph", "“One.\r\n\r\n“Two.”\r\n", ["“One.", "“Two.”"]),
    ("carriage return alone does too", "“One.\rHe left.", ["“One."]),
    ("low and high", "„Yes“, he said.", ["„Yes“"]),
    ("single, as in a headline", "'We will win,' says Roscoe", ["'We will win,'"]),
    ("curly single", "Roscoe: ‘We will win’", ["‘We will win’"]),
    ("an apostrophe is no mark", "It isn't Roscoe's bridge; the voters' choice.", []),
    ("elisions open nothing", "Rock 'n roll, get 'em, the '90s, 'til noon.", []),
    ("inches", "He is 6'2\" tall and says so.", []),
    (
        "a lost closing mark ends at the next opening one",
        '"We will win, he said. "Soon," he said.',
        ['"We will win, he said. ', '"Soon,"'],
    ),
    ("a lost closing mark ends with the paragraph", "“We will win, he said.\n\nHe left.", ["“We will win, he said."]),
    ("an opening mark before each paragraph", "“One.\n\n“Two.”", ["“One.", "“Two.”"]),
    ("a stray closing mark", "We will win,” he said.", []),
    ("curly closing mark used to open", "He said: ”We will win.”", ["”We will win.”"]),
    ("a dash before the mark", 'Hear this—"We will win"—and weep.', ['"We will win"']),
    ("brackets before the mark", '("We will win.")', ['"We will win."']),
]


@pytest.mark.parametrize(("reason", "text", "expected"), ROWS, ids=[r[0] for r in ROWS])
def test_outer_quotations(reason: str, text: str, expected: list[str]) -> None:
    assert [text[q.start : q.end] for q in find_quotations(text) if q.depth == 1] == expected


def test_quotes_in_quotes_have_depth_two() -> None:
    text = "“She said ‘never’ to me,” he said."
    assert [(text[q.start : q.end], q.depth) for q in find_quotations(text)] == [
        ("“She said ‘never’ to me,”", 1),
        ("‘never’", 2),
    ]


def test_a_nickname_in_curly_marks_inside_a_quotation() -> None:
    text = '"I met "Josie" there," he said.'
    assert text.index("Josie") in range(len(text))
    assert all(q.start < q.end for q in find_quotations(text))


def test_inner_leaves_the_marks_out() -> None:
    text = "``Yes,'' he said."
    (q,) = find_quotations(text)
    assert text[slice(*q.inner)] == "Yes,"


@given(st.text(alphabet="ab \n.\"'“”‘’«»„`\u2014", max_size=60) | st.text(max_size=60))
def test_nothing_raises_and_spans_are_whole(text: str) -> None:
    for q in find_quotations(text):
        assert 0 <= q.start < q.end <= len(text)
        a, b = q.inner
        assert q.start < a <= b <= q.end or q.start + q.opened == a
    state = Outline(text).quoted
    assert len(state) == len(text)
    assert set(state) <= {0, 1, 2}


@pytest.mark.parametrize("piece", ["“", "'a ", '"a ', "“'a ", " ", "»", "``"])
def test_time_grows_with_length_only(piece: str) -> None:
    start = time.perf_counter()
    assert Outline(piece * 100_000 + "a").quoted
    assert time.perf_counter() - start < 5, "minutes if each mark looked at all others"


def test_paragraphs_leave_line_breaks_and_blank_lines_out() -> None:
    text = " One\r\n \t \n\nTwo\rThree"
    assert [text[a:b] for a, b in paragraphs(text)] == [" One", "Two", "Three"]
