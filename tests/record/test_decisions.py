"""Decisions of all kinds: kept in one table, taken back at one stroke, carried over from an older record."""

from __future__ import annotations

import logging

import pytest

from onrecord.corrections.fix import fix, history, take_back
from onrecord.errors import UnknownError
from onrecord.people.judgements import judged, rename, undo
from onrecord.positions.decisions import decide, decisions_on
from onrecord.positions.decisions import take_back as take_change_back
from onrecord.record.database import NEWEST
from onrecord.record.decisions import Matter, about, keep, listed
from onrecord.record.holdings import held_article
from onrecord.record.persons import find_people
from onrecord.record.store import Record
from onrecord.search.search import every
from onrecord.upkeep.verify import verify
from tests.command_line import records, run
from tests.record import older
from tests.record.older import HOLDS, LEAKS, STORY
from tests.stories import ONE


@pytest.fixture
def weir(place: str) -> str:
    with Record.open(place) as record:
        record.add(STORY, [HOLDS, LEAKS], ONE)
    return place


def test_what_was_fixed_at_one_stroke_is_taken_back_at_one_stroke(weir: str) -> None:
    with Record.open(weir) as record:
        fix(record, HOLDS.id, {"act": "promised"}, by="dana")
        fix(record, HOLDS.id, {"channel": "speech", "said": "2025-11-03"}, by="dana", why="heard it")
        back = take_back(record, HOLDS.id, by="tom").statement
        assert (back.channel.type, back.said, back.act) == ("unspecified", None, "promised")
        first, *second = history(record, HOLDS.id).reviews
        assert (first.undone_at, {r.batch for r in second} & {first.batch}) == (None, set())
        assert [(r.verdict, r.by, r.undone_by, bool(r.undone_at)) for r in second] == [
            ("channel", "dana", "tom", True), ("said", "dana", "tom", True),
        ]  # fmt: skip
        assert take_back(record, HOLDS.id, by="tom").statement.act == "said"
        with pytest.raises(UnknownError, match="nothing was corrected"):
            take_back(record, HOLDS.id, by="tom")


def test_a_number_takes_back_only_what_it_is_about(weir: str) -> None:
    with Record.open(weir) as record:
        change = decide(record, HOLDS.id, LEAKS.id, "reject", by="ida", note="another weir")
        named = rename(record, find_people(record, "Ann Holt")[0], "Ann Strand", by="dana")
        with pytest.raises(UnknownError, match="no such judgement"):
            undo(record, change.number, by="tom")
        with pytest.raises(UnknownError, match="no such decision"):
            take_change_back(record, named, by="tom")
        assert (change.of, change.verdict, change.why, change.by) == (
            (HOLDS.id, LEAKS.id), "reject", "another weir", "ida",
        )  # fmt: skip
        assert undo(record, named, by="tom").undone_by == "tom"
        assert take_change_back(record, change.number, by="tom").undone_by == "tom"


def test_strokes_have_batches_of_their_own(weir: str) -> None:
    with Record.open(weir) as record, record.database.writing() as connection:
        for _ in range(2):
            keep(connection, Matter("statement", statement=1, article=1), {"act": "asked", "kind": "mixed"}, by="x")
        assert [d.batch for d in listed(connection, about("statement"))] == [1, 1, 2, 2]


@pytest.mark.parametrize("read_only", [False, True])
def test_an_older_record_opens_and_says_what_it_did(
    place: str, read_only: bool, caplog: pytest.LogCaptureFixture
) -> None:
    older.make(place)
    with caplog.at_level(logging.INFO, "onrecord"), Record.open(place, create=False, read_only=read_only):
        pass
    (message,) = [r.getMessage() for r in caplog.records if r.name.startswith("onrecord")]
    assert f"brought up to date (tables of {NEWEST} instead of 0003); 5 decisions now stand in one table" in message
    with Record.open(place, create=False) as record:
        assert [(d.number, d.verdict, d.value, d.of, d.undone_by) for d in judged(record)] == [
            (4, "different", None, ("person1", "person2"), None),
            (7, "rename", "Ann Holt-Strand", ("person1",), "tom"),
        ]
        past = history(record, HOLDS.id)
        assert [(r.verdict, r.value, r.by, r.why) for r in past.reviews] == [
            ("channel", "speech", "dana", "heard it"), ("speaker", None, "dana", "heard it"),
        ]  # fmt: skip
        assert len({r.batch for r in past.reviews}) == 1
        with record.database.reading() as connection:
            decided = decisions_on(connection, list(every(record)))
        assert [(d.verdict, d.why) for d in decided[HOLDS.id, LEAKS.id]] == [("accept", "the same weir")]
        assert held_article(record, STORY.id).primary
        assert held_article(record, STORY.id).reader is not None
        assert verify(record) == []
        assert take_back(record, HOLDS.id, by="tom").statement == HOLDS
        assert undo(record, 4, by="tom").undone_by == "tom"
        new = fix(record, LEAKS.id, {"act": "denied"}, by="dana")
        assert new.statement.act == "denied"


def test_on_the_command_line(tmp_path: object) -> None:
    place = f"{tmp_path}/x.db"
    older.make(place)
    told = run("people", "--judged", "--json", "--record", place)
    assert told.stderr.decode().count("\n") == 1
    assert told.stderr.decode().startswith("onrecord: ")
    assert "brought up to date" in told.stderr.decode()
    assert records(told)[1].items() >= {
        "number": 7, "verdict": "rename", "person": "person1", "other": None, "name": "Ann Holt-Strand", "who": "dana",
        "undone_by": "tom",
    }.items()  # fmt: skip
    assert run("people", "--judged", "--record", place).stderr == b""
    (renamed,) = records(run("rename", "Ben Marsh", "Ben Strand", "--json", "--record", place))
    assert records(run("people", "--judged", "--json", "--record", place))[-1]["verdict"] == renamed["verdict"]
    assert run("fix", HOLDS.id, "--undo", "--by", "Tom Farrow", "--record", place).returncode == 0
    (past,) = records(run("history", HOLDS.id, "--json", "--record", place))
    assert [(r["field"], r["undone_by"], r["of"], r["statement"]) for r in past["reviews"]] == [
        ("channel", "Tom Farrow", HOLDS.id, HOLDS.id), ("speaker", "Tom Farrow", HOLDS.id, HOLDS.id),
    ]  # fmt: skip
    assert b"by Tom Farrow" in run("history", HOLDS.id, "--record", place).stdout
    (gone,) = records(run("forget", STORY.id, "--json", "--record", place))
    assert gone == {"article": STORY.id, "versions": 1}
