"""A person corrects statements; corrections outlive new readings and new versions."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from onrecord import Article, Span
from onrecord.corrections.fix import fix, history, lost, take_back
from onrecord.errors import UnknownError, UsageError
from onrecord.record.reviews import said_on
from onrecord.record.store import Record
from onrecord.search.search import Filters, search
from onrecord.statement import Statement
from onrecord.text.selectors import find, selector
from tests.command_line import records, run
from tests.stories import ONE, TWO, article, statement

TEXT = (
    "The harbour board met on Monday. “No boat will be turned away this winter,” Ann Holt said, and Ben Marsh agreed that"
    " the fees are too high. The fees are too high for small boats, the board's report adds."
)
STORY = article(TEXT, url="https://gazette.example/board", published="2025-11-07")
WORDS = "“No boat will be turned away this winter,”"


def found(of: Article = STORY) -> list[Statement]:
    return [
        statement(of, WORDS, "Ben Marsh", channel="speech"),
        statement(of, "that the fees are too high", "Ben Marsh", kind="indirect"),
    ]


@pytest.fixture
def record(place: str) -> Any:
    with Record.open(place) as record:
        record.add(STORY, found(), ONE)
        yield record


ID = found()[0].id
SHE = {"name": "Ann Holt", "type": "person"}


@pytest.mark.parametrize(
    ("changes", "filters"),
    [
        ({"speaker": SHE}, {"speaker": "Ann Holt"}),
        ({"said": "2025-11-03"}, {"said_from": "2025-11-03", "said_to": "2025-11-03"}),
        ({"said": "2025-11"}, {"said_from": "2025-11-15"}),
        ({"channel": "interview"}, {"channel": ("interview",)}),
        ({"addressee": "reporters"}, {"addressee": "reporters"}),
        ({"act": "promised", "happened": "hypothetical"}, {"act": ("promised",), "happened": ("hypothetical",)}),
        ({"kind": "mixed"}, {"kind": ("mixed",)}),
    ],
)
def test_what_is_corrected_is_shown_and_found(record: Record, changes: dict[str, Any], filters: dict[str, Any]) -> None:
    assert search(record, "", Filters(**filters)) == []
    hit = fix(record, ID, changes, by="dana", why="heard it")
    assert hit.corrected
    assert search(record, "", Filters(**filters)) == [hit]
    past = history(record, ID)
    assert past.machine == found()[0]
    assert past.shown == hit
    assert {(r.verdict, r.by, r.why) for r in past.reviews} == {(field, "dana", "heard it") for field in changes}
    back = take_back(record, ID, by="tom")
    assert back.statement == found()[0]
    assert not back.corrected
    assert search(record, "", Filters(**filters)) == []
    assert {r.undone_by for r in history(record, ID).reviews} == {"tom"}


def test_the_person_follows_the_speaker(record: Record) -> None:
    hit = fix(record, ID, {"speaker": SHE}, by="dana")
    assert hit.person is not None
    assert hit.person.name == "Ann Holt"
    assert hit.statement.speaker is not None
    assert hit.statement.speaker.mention == Span.of(TEXT, TEXT.index("Ann Holt"), TEXT.index("Ann Holt") + 8)
    assert fix(record, ID, {"speaker": None}, by="dana").person is None


def test_words_must_stand_in_the_article(record: Record) -> None:
    hit = fix(record, ID, {"words": "No  boat will be turned away"}, by="dana")
    assert hit.statement.words == "No boat will be turned away"
    assert [h.statement.id for h in search(record, "winter")] == []
    with pytest.raises(UsageError, match="doesn't have the words"):
        fix(record, ID, {"words": "Every boat will be turned away"}, by="dana")
    # of two places the one nearest to the statement
    indirect = found()[1].id
    again = fix(record, indirect, {"words": "fees are too high"}, by="dana")
    assert again.statement.content[0].start == TEXT.index("fees are too high")


def test_what_is_rejected_is_shown_no_more(record: Record) -> None:
    fix(record, ID, {"reject": True}, by="dana", why="a chant")
    assert search(record, "winter") == []
    take_back(record, ID, by="tom")
    assert len(search(record, "winter")) == 1


def test_the_last_of_several_holds(record: Record) -> None:
    fix(record, ID, {"channel": "interview"}, by="dana")
    assert fix(record, ID, {"channel": "briefing"}, by="tom").statement.channel.type == "briefing"
    assert take_back(record, ID, by="tom").statement.channel.type == "interview"


def test_corrections_stay_when_another_model_reads(record: Record) -> None:
    fix(record, ID, {"speaker": SHE}, by="dana")
    wider = statement(STORY, "“No boat will be turned away this winter,” Ann Holt said", "Ben Marsh")
    assert wider.id != ID
    record.add(STORY, [wider, found()[1]], TWO, again=True)
    (hit,) = search(record, "winter")
    assert (hit.statement.id, hit.person and hit.person.name, hit.corrected) == (wider.id, "Ann Holt", True)
    assert history(record, wider.id).machine == wider
    assert lost(record) == ()


def test_what_finds_no_statement_waits_and_comes_back(record: Record) -> None:
    fix(record, ID, {"speaker": SHE}, by="dana")
    record.add(STORY, found()[1:], TWO, again=True)
    (review,) = lost(record)
    assert (review.of, review.statement, review.verdict) == ((ID,), None, "speaker")
    record.add(STORY, found(), ONE, again=True)
    (hit,) = search(record, "winter")
    assert hit.person is not None
    assert hit.person.name == "Ann Holt"
    assert lost(record) == ()


def test_corrections_go_with_the_words_into_a_new_version(record: Record) -> None:
    fix(record, ID, {"speaker": SHE, "words": "No boat will be turned away"}, by="dana")
    changed = replace(STORY, text="Updated at noon. " + TEXT.replace("Monday", "Tuesday"))
    record.add(changed, found(changed), ONE)
    (hit,) = search(record, "turned away")
    assert (hit.article.id, hit.person and hit.person.name) == (changed.id, "Ann Holt")
    assert hit.statement.words == "No boat will be turned away"


def test_wrong_use_is_told(record: Record) -> None:
    with pytest.raises(UnknownError, match="no statement"):
        fix(record, "nothing", {"channel": "post"}, by="dana")
    with pytest.raises(UnknownError, match="nothing was corrected"):
        take_back(record, ID, by="tom")
    with pytest.raises(UsageError, match="nothing to correct"):
        fix(record, ID, {}, by="dana")


@pytest.mark.parametrize(
    ("edtf", "earliest", "latest"),
    [
        ("2025", "2025-01-01", "2025-12-31"),
        ("2024-02", "2024-02-01", "2024-02-29"),
        ("2025-11-07", "2025-11-07", "2025-11-07"),
        ("2025-11~", "2025-11-01", "2025-11-30"),
        ("2025-11-03/2025-11-05", "2025-11-03", "2025-11-05"),
        ("../2025-11", None, "2025-11-30"),
        ("2025-11-03/", "2025-11-03", None),
    ],
)
def test_dates_of_people(edtf: str, earliest: str | None, latest: str | None) -> None:
    said = said_on(edtf)
    assert (said.edtf, said.earliest, said.latest) == (edtf, earliest, latest)


@pytest.mark.parametrize(
    "edtf", ["", "..", "/", "../..", "Monday", "2025-13", "2025-02-30", "2025-11-05/2025-11-03", "25"]
)
def test_what_is_no_date_is_told(edtf: str) -> None:
    with pytest.raises(UsageError):
        said_on(edtf)


LETTERS = st.text("ab c", max_size=60)


@given(LETTERS, st.text("abc", min_size=1, max_size=8), LETTERS)
def test_a_passage_is_found_in_its_own_text(before: str, exact: str, after: str) -> None:
    text = before + exact + after
    span = Span.of(text, len(before), len(before) + len(exact))
    assert find(text, selector(text, span)) == span


@pytest.mark.parametrize(
    ("changed", "expected"),
    [
        ("New first line. The toll stays, she said.", 16),  # moved
        ("The toll goes, she said.", None),  # reworded
        ("The toll stays. The toll stays, she said.", 16),  # the one with its surroundings
        ("The toll stays? x The toll stays? x", None),  # two alike
    ],
)
def test_a_passage_is_found_in_a_changed_text(changed: str, expected: int | None) -> None:
    text = "The toll stays, she said."
    described = selector(text, Span.of(text, 0, 14))
    again = find(changed, described)
    assert (again.start if again else None) == expected


def test_on_the_command_line(tmp_path: Any) -> None:
    place = str(tmp_path / "x.db")
    with Record.open(place) as record:
        record.add(STORY, found(), ONE)
    shown = run("fix", ID, "--speaker", "Ann Holt", "--said", "2025-11-03", "--why", "heard it", "--record", place)
    assert shown.returncode == 0
    assert shown.stdout.decode().startswith("Ann Holt · said Mon 3 Nov 2025 · speech")
    assert "quotation, corrected" in shown.stdout.decode()
    past = run("history", ID, "--record", place).stdout.decode()
    assert past.index("Ben Marsh · undated") < past.index("heard it") < past.index("Ann Holt · said Mon 3 Nov 2025")
    (line,) = records(run("fix", ID, "--undo", "--json", "--record", place))
    assert line["said"] is None or line["speaker"]["name"] == "Ben Marsh"
    assert b"every correction" in run("history", "--record", place).stderr
    wrong = run("fix", ID, "--record", place)
    assert (wrong.returncode, b"nothing to correct" in wrong.stderr) == (2, True)
    assert run("fix", ID, "--said", "soon", "--record", place).returncode == 2


@pytest.mark.parametrize(
    "changes",
    [
        {"kind": "verbatim"},
        {"channel": None},
        {"act": "sang"},
        {"happened": "perhaps"},
        {"speaker": {"name": "Ann Holt", "type": "ship"}},
        {"speaker": {"name": "Ann Holt"}},
        {"speaker": {"name": " ", "type": "person"}},
    ],
)
def test_a_value_that_a_field_can_not_have_is_told(record: Record, changes: dict[str, Any]) -> None:
    with pytest.raises(UsageError):
        fix(record, ID, changes, by="dana")
    assert history(record, ID).reviews == ()
