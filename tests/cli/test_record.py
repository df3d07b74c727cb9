"""The commands that keep and ask a record, as a user meets them."""

from __future__ import annotations

import csv
import io
import json
import sys
from pathlib import Path

import pytest

from onrecord.export.plain import csv_lines, json_lines
from onrecord.record.store import Record
from onrecord.search.search import Filters, Hit, every, search
from tests.command_line import STORY, interrupted, records, run
from tests.stories import ONE, article, statement


def test_add_then_search(tmp_path: Path) -> None:
    place = str(tmp_path / "new.db")
    added = run("add", "examples", "--record", place)
    assert added.returncode == 0
    assert "onrecord: 6 added; " in added.stderr.decode()
    again = run("add", "examples", "--json", "--record", place)
    assert [r["outcome"] for r in records(again)] == ["present"] * 6
    hits = records(run("search", "listened", "--json", "--record", place))
    assert [h["words"] if "words" in h else h["content"][0]["exact"] for h in hits] == [
        "“I have listened, and I have changed my mind,”"
    ]
    shown = run("search", "listened", "--record", place).stdout.decode()
    assert "“I have listened, and I have changed my mind,” … “A toll would hit" in shown
    assert "quotation" in shown


def test_workers_give_the_same(tmp_path: Path) -> None:
    one, two = str(tmp_path / "one.db"), str(tmp_path / "two.db")
    assert run("add", "examples", "--workers", "1", "--record", one).returncode == 0
    assert run("add", "examples", "--workers", "2", "--record", two).returncode == 0
    with Record.open(one) as a, Record.open(two) as b:
        assert [h.to_dict() for h in every(a)] == [h.to_dict() for h in every(b)]


def test_what_cannot_be_added_is_told_kept_and_doesnt_stop_the_rest(tmp_path: Path) -> None:
    stories, place = tmp_path / "stories", str(tmp_path / "new.db")
    stories.mkdir()
    (stories / "good.txt").write_text(STORY)
    (stories / "empty.txt").write_text("")
    result = run("add", str(stories), "--json", "--record", place)
    assert result.returncode == 1
    assert {Path(r["source"]).name: r["outcome"] for r in records(result)} == {
        "empty.txt": "failed",
        "good.txt": "added",
    }
    assert "1 added, 1 failed" in result.stderr.decode()
    (stats,) = records(run("stats", "--json", "--record", place))
    assert [Path(f["source"]).name for f in stats["failures"]] == ["empty.txt"]
    assert stats["articles"] == 1
    assert run("add", str(stories / "empty.txt"), "--record", place).returncode == 2


def test_the_record_can_come_from_the_environment(filled: str) -> None:
    assert len(records(run("search", "toll", "--json", ONRECORD_RECORD=filled))) == 2


@pytest.mark.parametrize(
    ("arguments", "number"),
    [
        (["toll"], 2),
        (["toll", "--speaker", "Roscoe", "--kind", "direct"], 1),
        (["--said-from", "2025-11"], 1),
        (["--said-to", "2025"], 2),
        (["--published-from", "2025-11-01", "--published-to", "7 November 2025"], 3),
        (["--kind", "direct", "--kind", "mixed"], 3),
        (["--channel", "post"], 1),
        (["--act", "denied"], 1),
        (["--happened", "no"], 1),
        (["--outlet", "PORT GAZETTE"], 2),
        (["--to", "reporters"], 1),
        (["--limit", "2"], 2),
        (["no", "such", "words"], 0),
    ],
)
def test_search_options(filled: str, arguments: list[str], number: int) -> None:
    result = run("search", *arguments, "--json", "--record", filled)
    assert result.returncode == 0
    assert len(records(result)) == number


def test_search_by_likeness(filled: str) -> None:
    words = "A toll will hit the people who can hardly afford it"
    (hit,) = records(run("search", "--like", words, "--json", "--record", filled))
    assert hit["content"][0]["exact"] == "“A toll would hit the people who can least afford it,”"
    assert records(run("search", "--like", words, "--outlet", "Port Gazette", "--json", "--record", filled)) == []
    assert (
        records(run("search", "--like", "Nothing of this was ever said by anybody", "--json", "--record", filled)) == []
    )
    both = run("search", "toll", "--like", words, "--record", filled)
    assert (both.returncode, b"not both" in both.stderr) == (2, True)


def test_who_shows_a_page(filled: str) -> None:
    shown = run("who", "Roscoe", "--record", filled).stdout.decode()
    assert shown.startswith("Imelda Roscoe")
    assert "2025 3" in shown
    assert shown.index("when the new tolls begin") < shown.index("A toll would hit") < shown.index("We never promised")
    assert "said Mon 3 Nov 2025 · briefing, to reporters" in shown
    assert "undated, printed 2025-11-07" in shown
    (page,) = records(run("who", "roscoe", "--about", "toll", "--json", "--record", filled))
    assert page["years"] == {"2025": 3}
    assert len(page["statements"]) == 2
    nobody = run("who", "Nobody", "--record", filled)
    assert (nobody.returncode, b"nobody of this name" in nobody.stderr) == (2, True)


def test_who_lists_several(filled: str) -> None:
    other = article("“Boats only,” Ann Roscoe said.")
    with Record.open(filled) as record:
        record.add(other, [statement(other, "“Boats only,”", "Ann Roscoe")], ONE)
    result = run("who", "roscoe", "--record", filled)
    assert b"Imelda Roscoe" in result.stdout
    assert b"Ann Roscoe" in result.stdout
    assert b"2 may be meant" in result.stderr
    assert run("who", "Ann Roscoe", "--record", filled).stdout.decode().startswith("Ann Roscoe")


def test_export_writes_what_search_finds(filled: str, tmp_path: Path) -> None:
    lines = records(run("export", "--record", filled))
    with Record.open(filled) as record:
        assert [Hit.from_dict(line) for line in lines] == list(every(record))
    out = tmp_path / "out.csv"
    assert (
        run("export", "--format", "csv", "--speaker", "Roscoe", "--out", str(out), "--record", filled).returncode == 0
    )
    rows = list(csv.DictReader(io.StringIO(out.read_text())))
    assert [row["person"] for row in rows] == ["Imelda Roscoe"] * 3
    assert rows[0]["words"] == "“A toll would hit the people who can least afford it,”"


@pytest.mark.parametrize("words", ["=1+1", "+1", "-1", "@x", "=cmd|'/c x'!A1"])
def test_csv_holds_no_formula(tmp_path: Path, words: str) -> None:
    story = article(f"{words} Ann Holt said.")
    with Record.open(str(tmp_path / "x.db")) as record:
        record.add(story, [statement(story, words, "Ann Holt")], ONE)
        (row,) = csv.DictReader(io.StringIO("\n".join(csv_lines(every(record)))))
        assert row["words"] == "'" + words
        (line,) = json_lines(every(record))
        assert json.loads(line)["content"][0]["exact"] == words


@pytest.mark.parametrize(
    ("arguments", "words"),
    [
        (["search", "toll"], "no record here"),
        (["who", "Roscoe"], "no record here"),
        (["stats"], "no record here"),
        (["search", "--said-from", "2025-13"], "is no date"),
        (["search", "--kind", "loud"], "is not one of"),
        (["add", "no-such-file.txt"], "No such file"),
        (["export", "--format", "paper"], "is not one of"),
    ],
)
def test_wrong_use_is_one_line(tmp_path: Path, arguments: list[str], words: str) -> None:
    result = run(*arguments, ONRECORD_RECORD=str(tmp_path / "none.db"))
    assert result.returncode == 2
    assert words in result.stderr.decode()
    assert b"Traceback" not in result.stderr


@pytest.mark.skipif(sys.platform == "win32", reason="signals")
@pytest.mark.parametrize("workers", ["1", "2"])
def test_interrupting_keeps_what_was_reported(tmp_path: Path, workers: str) -> None:
    stories, place = tmp_path / "stories", str(tmp_path / "new.db")
    stories.mkdir()
    for k in range(40):
        (stories / f"{k:03}.txt").write_text(f"Story {k}. " + STORY * 3)
    lines = interrupted("add", "--json", "--workers", workers, "--record", place, str(stories))
    reported = [json.loads(line) for line in lines]
    with Record.open(place) as record:
        assert {r["article"] for r in reported} <= {h.article.id for h in search(record, "", Filters(), limit=10_000)}
    rest = records(run("add", "--json", "--record", place, str(stories)))
    assert [r["outcome"] for r in rest].count("present") >= len(reported)
    assert {r["outcome"] for r in rest} == {"present", "added"}


def test_cluster_shows_how_the_wording_differs(filled: str) -> None:
    copy = article("“A toll would hit the people who can least afford this,” the mayor said.", published="2025-11-09")
    with Record.open(filled) as record:
        words = "“A toll would hit the people who can least afford this,”"
        record.add(copy, [statement(copy, words, "Imelda Roscoe")], ONE)
        found = search(record, '"afford this"')[0].statement.id
    shown = run("cluster", found, "--record", filled).stdout.decode()
    assert shown.index("afford it,”") < shown.index("afford this,”")
    assert "“this” for “it”" in shown
    lines = records(run("cluster", found, "--json", "--record", filled))
    assert [line["differences"] for line in lines] == [[], [{"kind": "replace", "first": "it", "other": "this"}]]
    assert run("cluster", "nothing", "--record", filled).returncode == 2
