"""The same on Ray: workers that are killed, shards that kill theirs, and the model loaded once a process.

The driver is killed in the long form (``make soak``) only: each start of Ray takes several seconds.
"""

from __future__ import annotations

import json
import os
import signal
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import IO

import pytest

from onrecord.scale.places import Place
from onrecord.scale.shards import finished
from tests.command_line import ROOT
from tests.scale.archives import in_shards, lines, read_alone

pytest.importorskip("ray", reason="Ray isn't installed (the extra ray)")

long = pytest.mark.skipif("ONRECORD_SOAK" not in os.environ, reason="starts Ray again and again; make soak runs it")
ROWS, PER_SHARD = 24, 3
SHARDS = 9  # with the row behind the bad one


def scale(rows: Path, out: Path) -> subprocess.Popen[bytes]:
    command = ["scale", str(rows), "--out", str(out), "--per-shard", str(PER_SHARD), "--workers", "2", "--json"]
    return subprocess.Popen([sys.executable, "-m", "onrecord", *command], stdout=subprocess.PIPE, cwd=ROOT)


def outcomes(stream: IO[bytes] | None) -> Iterator[dict]:
    assert stream is not None
    return (json.loads(line) for line in stream)


def kill(worker: str) -> None:
    os.kill(int(worker.rpartition(":")[2]), signal.SIGKILL)


def test_a_killed_worker_loses_nothing(tmp_path: Path) -> None:
    rows, out = lines(tmp_path / "rows.jsonl", ROWS), tmp_path / "out"
    with scale(rows, out) as process:
        told = outcomes(process.stdout)
        made = [next(told)]
        kill(made[0]["worker"])
        made += told
    assert process.returncode == 1  # for the bad row
    assert {one["outcome"] for one in made} == {"annotated"}
    assert len({one["shard"] for one in made}) == len(made) == SHARDS
    assert in_shards(out) == read_alone(rows)
    assert not list(out.rglob("*.part"))
    loads = [one["worker"] for one in made if one["loaded"]]
    assert sorted(loads) == sorted(set(loads)), "a worker process loads the model once"
    assert {one["worker"] for one in made} == set(loads)


@long
def test_a_killed_driver_loses_nothing(tmp_path: Path) -> None:
    rows, out = lines(tmp_path / "rows.jsonl", ROWS), tmp_path / "out"
    with scale(rows, out) as process:
        told = outcomes(process.stdout)
        kill(next(told)["worker"])
        next(told)
        process.kill()
    before = set(finished(Place.of(out)))
    assert 2 <= len(before) < SHARDS
    with scale(rows, out) as process:
        again = {one["shard"] for one in outcomes(process.stdout)}
    assert not again & before, "no finished shard is done again"
    assert in_shards(out) == read_alone(rows)
    assert not list(out.rglob("*.part"))


def deadly(folder: Path, value: int) -> int:
    """Ends its process for a 2."""
    (folder / f"{value}-{os.getpid()}").touch()
    if value == 2:
        os.kill(os.getpid(), signal.SIGKILL)
    return 10 * value


_DEADLY = """
import sys
from functools import partial
from pathlib import Path
from onrecord.scale.on_ray import started
from tests.scale.test_ray import deadly
with started(workers=1) as engine:
    for value, result in engine.each(partial(deadly, Path(sys.argv[1])), range(5)):
        print(value, result if isinstance(result, int) else type(result).__name__, file=sys.stderr)
"""


@long
def test_what_ends_its_process_is_given_up(tmp_path: Path) -> None:
    command = [sys.executable, "-c", _DEADLY, str(tmp_path)]
    printed = subprocess.run(command, capture_output=True, text=True, cwd=ROOT, check=True).stderr
    assert sorted(printed.splitlines()) == ["0 0", "1 10", "2 WorkerCrashedError", "3 30", "4 40"]
    assert len(list(tmp_path.glob("2-*"))) == 3, "it is tried three times"
