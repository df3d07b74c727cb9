"""Every form of transcript is known by its form, and every turn is its speaker's."""

from __future__ import annotations

import time
from pathlib import Path

import pytest

from onrecord.sources import Hints, articles, locate
from onrecord.sources.documents.marked import of_text
from onrecord.sources.documents.pdf import text_of
from onrecord.sources.firsthand import Prepared
from onrecord.sources.transcripts.labels import is_role, plain_name
from onrecord.sources.transcripts.layout import read_lines
from tests import made
from tests.sources.forms import FORMS as FIRST
from tests.sources.forms_more import FORMS as MORE

FORMS = {**FIRST, **MORE}


def read(path: Path, hints: Hints | None = None) -> Prepared:
    (item,) = articles(locate([str(path)])[0], hints=hints)
    assert isinstance(item, Prepared), item
    text = item.article.text
    for statement in item.statements:
        for span in (*statement.source, *statement.content):
            assert text[span.start : span.end] == span.exact
    return item


@pytest.mark.parametrize("name", FORMS)
def test_forms(tmp_path: Path, name: str) -> None:
    text, speakers, day, channel, nobodys = FORMS[name]
    (tmp_path / name).write_text(text, encoding="utf-8")
    found = read(tmp_path / name).statements
    told = [s.speaker.name if s.speaker and s.speaker.named else None for s in found]
    offices = [s.speaker.name if s.speaker else None for s in found]
    right = [
        (one in (wanted or "None").split("|")) or (one is None and (wanted is None or str(office) in wanted.split("|")))
        or (one is None and "None" in (wanted or "None").split("|"))
        for one, office, wanted in zip(told, offices, speakers, strict=True)
    ]  # fmt: skip
    assert all(right), list(zip(told, speakers, strict=True))
    assert {s.said.edtf if s.said else None for s in found} == {day}
    assert channel in (None, found[0].channel.type)
    assert not [words for words in nobodys if any(words in s.words for s in found)]


HEADS = [
    ("MS. INES BRACKWATER (resident)", "Ines Brackwater", "what she is stands in brackets"),
    ("QUESTION (via translation)", None, "a role, however it was heard"),
    ("KING (on camera)", "King", "how it was taken is no name"),
    ("The Secretary of State for Ports (Sir Gerald Quill)", "Gerald Quill", "an office, with its holder"),
    ("FOREIGN MINISTER KORIN", "Korin", "a title of two words"),
    ("COUNCIL MEMBER TOLLAND", "Tolland", "and of two others"),
    ("1. Hugh Wendover (Upper Nene) (Con)", "Hugh Wendover", "the number of a listed question"),
    ("Halden, Petra (Chair)", "Petra Halden", "last name first"),
    ("Josephine Lark - Select Board", "Josephine Lark", "an office behind a dash"),
    ("JUNE PELL, AUDIENCE MEMBER", "June Pell", "somebody of the audience, named"),
    ("Q (Mirabel Hoff, Sound Herald)", "Mirabel Hoff", "a question by somebody named"),
    ("Speaker 2", None, "a voice that a machine told apart"),
    ("City Clerk", None, "an office of two words"),
    ("MT", None, "letters of a name"),
    ("Wednesday November 20, 2019", None, "a day is nobody"),
]  # fmt: skip


@pytest.mark.parametrize(("label", "name", "why"), HEADS)
def test_heads(label: str, name: str | None, why: str) -> None:
    assert plain_name(label) == name, why


def test_unknown_voices_are_roles() -> None:
    assert all(
        map(is_role, ("UNIDENTIFIED MALE", "Audience member", "Speaker 2", "THE COURT", "Mr Speaker", "Operator"))
    )


def test_a_head_that_is_not_understood_ends_the_turn_before(tmp_path: Path) -> None:
    turns = "ANNA HOLT: We will mend it.\n\nBEN ODE: When?\n\nANNA HOLT: In May.\n\nA&W 4 LINE: So they say!\n\nBEN ODE: Good.\n"
    (tmp_path / "a.said").write_text(turns)
    odd = read(tmp_path / "a.said").statements[3]
    assert odd.words == "So they say!"
    assert odd.speaker is None or not odd.speaker.named


def test_a_turn_goes_on_behind_its_pages_end(tmp_path: Path) -> None:
    page = "ANNA HOLT: We asked the fami-\n\nCouncil of Brenna, page 1\n\nlies of Pell.\n\nBEN ODE: All of them?\n\n"
    (tmp_path / "a.said").write_text(page + "ANNA HOLT: All but one.\n\nBEN ODE: Which one?\n")
    first = read(tmp_path / "a.said").statements[0]
    assert len(first.content) == 2
    assert first.words == "We asked the families of Pell."


def test_line_numbers_and_running_heads_are_furniture() -> None:
    text = "\n".join(f"{k:2}   the quay and the crane {k}" for k in range(1, 26)) + "\n\nA REPORTER, CSR\n"
    lines = read_lines(of_text(text))
    assert [line.words for line in lines if line.kind == "words"][:2] == [
        "the quay and the crane 1",
        "the quay and the crane 2",
    ]
    assert [line.kind for line in lines if "REPORTER" in line.words] == ["furniture"]


def test_captions_that_roll_up_are_read_once(tmp_path: Path) -> None:
    cues = [
        "00:00:01.500 --> 00:00:03.000\n \ngood<00:00:02.000><c> evening</c>", "00:00:03.000 --> 00:00:03.010\ngood evening\n ",
        "00:00:03.010 --> 00:00:05.000\ngood evening\nfrom<00:00:04.000><c> the</c><c> quay</c>",
    ]  # fmt: skip
    (tmp_path / "a.vtt").write_text("WEBVTT\n\n" + "\n\n".join(cues) + "\n")
    (statement,) = read(tmp_path / "a.vtt").statements
    assert (statement.words, statement.said_at, statement.speaker) == ("good evening from the quay", 1.5, None)


def test_a_story_that_quotes_a_few_lines_of_a_transcript_stays_a_story(tmp_path: Path) -> None:
    story = "\n\n".join(
        [*made.STORY, "ROSCOE: It stays shut.", "PELL: Until when?", "ROSCOE: May.", *made.STORY, *made.STORY]
    )
    (tmp_path / "a.txt").write_text(story)
    (item,) = articles(locate([str(tmp_path / "a.txt")])[0])
    assert not isinstance(item, Prepared)


def test_columns_of_a_pdf_are_read_one_after_the_other() -> None:
    rows = [(60, f"left words of the first column {k}") for k in range(9)]
    page = [(x, 700 - 16 * k, words) for k, (x, words) in enumerate(rows)]
    page = [
        one
        for k, left in enumerate(page)
        for one in (left, (330, 700 - 16 * k, f"right words of the second column {k}"))
    ]
    text = text_of(made.pdf([page]))
    assert text.index("first column 8") < text.index("second column 0")


def test_three_hours_of_talk_are_read_in_seconds(tmp_path: Path) -> None:
    said = " ".join(["the quay is shut and the crane is"] * 10)
    text = "\n\n".join(f"{'ANNA HOLT' if k % 2 else 'BEN ODE'}: {said}." for k in range(500))
    (tmp_path / "a.txt").write_text(text)
    begun = time.process_time()
    assert len(read(tmp_path / "a.txt").statements) == 500
    assert time.process_time() - begun < 3
