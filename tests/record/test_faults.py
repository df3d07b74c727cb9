"""The record under kills and crowds: nothing lost, nothing twice. Short here, long with ONRECORD_SOAK (make soak)."""

from __future__ import annotations

import json
import os
import random
import subprocess
import sys
import time
from concurrent.futures import ProcessPoolExecutor
from multiprocessing import get_context
from pathlib import Path

import pytest

from onrecord.record.store import Record
from onrecord.search.search import every
from onrecord.upkeep.verify import verify
from tests.command_line import ROOT, STORY
from tests.stories import ONE, article, statement

SOAK = bool(os.environ.get("ONRECORD_SOAK"))
KILLS = 50 if SOAK else 4
PROCESSES, STORIES = 8, 200 if SOAK else 12


@pytest.mark.skipif(sys.platform == "win32", reason="signals")
def test_kills_lose_nothing_and_double_nothing(tmp_path: Path) -> None:
    stories, place = tmp_path / "stories", str(tmp_path / "x.db")
    stories.mkdir()
    for k in range(KILLS * 12):
        (stories / f"{k:04}.txt").write_text(f"Story {k}. {STORY * 8}")
    command = [sys.executable, "-m", "onrecord", "add", "--json", "--workers", "1", "--record", place, str(stories)]
    reported: set[str] = set()
    chance = random.Random(7)
    for _ in range(KILLS):
        with subprocess.Popen(command, stdout=subprocess.PIPE, stderr=subprocess.DEVNULL, cwd=ROOT) as process:
            assert process.stdout is not None
            time.sleep(chance.uniform(0.3, 2.0))
            process.kill()
            whole = [line for line in process.stdout.read().splitlines(keepends=True) if line.endswith(b"\n")]
        reported |= {r["article"] for r in map(json.loads, whole) if r["outcome"] == "added"}
        if Path(place).exists():
            with Record.open(place) as record:
                assert reported <= {hit.article.id for hit in every(record)}
    subprocess.run(command, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL, check=True, cwd=ROOT)
    with Record.open(place) as record:
        assert verify(record) == []
        assert record.stats()["articles"] == KILLS * 12
        found = [hit.statement.id for hit in every(record)]
        assert len(found) == len(set(found)) == record.stats()["statements"]


def _add(place: str, order: list[int]) -> list[str]:
    outcomes = []
    with Record.open(place) as record:
        for k in order:
            story = article(f"“The boats of pier {k} will sail before the ice comes back,” Ann Holt said.")
            words = story.text[: story.text.index(" Ann")]
            outcomes.append(record.add(story, [statement(story, words, "Ann Holt")], ONE))
    return outcomes


def test_eight_processes_add_the_same_at_once(place: str) -> None:
    orders = [random.Random(k).sample(range(STORIES), STORIES) for k in range(PROCESSES)]
    with ProcessPoolExecutor(PROCESSES, mp_context=get_context("spawn")) as pool:
        outcomes = [o for found in pool.map(_add, [place] * PROCESSES, orders) for o in found]
    assert outcomes.count("added") == STORIES
    assert outcomes.count("present") == STORIES * (PROCESSES - 1)
    with Record.open(place) as record:
        assert verify(record) == []
        assert (record.stats()["articles"], record.stats()["statements"], record.stats()["people"]) == (
            STORIES,
            STORIES,
            1,
        )
