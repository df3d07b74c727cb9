"""The ten questions of the example are answered by DuckDB from the shards alone."""

from __future__ import annotations

import re
from pathlib import Path

import duckdb

from onrecord.scale import annotate_shard
from tests.command_line import EXAMPLES
from tests.scale.archives import lines

QUESTIONS = [
    part for part in (EXAMPLES / "scale/questions.sql").read_text(encoding="utf-8").split(";") if "SELECT" in part
]


def test_the_questions(tmp_path: Path) -> None:
    for name in ("one", "two"):
        annotate_shard(lines(tmp_path / f"{name}.jsonl", 6), tmp_path / "out")
    assert len(QUESTIONS) == 10
    answers = {}
    for question in QUESTIONS:
        number = re.search(r"-- (\d+)\.", question)
        assert number is not None
        here = re.sub("'(statements|articles)/", rf"'{tmp_path}/out/\1/", question)
        answers[int(number[1])] = duckdb.sql(here).fetchall()
    kinds = {kind: count for kind, count, _ in answers[1]}
    assert sum(kinds.values()) == 28, "two shards with seven stories of two statements"
    assert answers[2][0][1] >= 4
    assert answers[3][0][:2] != ()
    assert {words for _, words, _ in answers[4]} >= {"“We will mend it,”"}
    assert sum(count for *_, count in answers[5]) == 28
    assert sum(count for _, count in answers[7]) > 0
    assert answers[8][0][2] == 28
    assert "We will mend it" in answers[10][0][1]
