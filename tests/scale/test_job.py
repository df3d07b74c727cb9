"""A job does what isn't done, whatever ended the one before; Ray's tests hold the same on its workers."""

from __future__ import annotations

import json
import os
import signal
import subprocess
import sys
from collections import Counter
from collections.abc import Callable, Iterable, Iterator
from pathlib import Path

import pytest

from onrecord.errors import UsageError
from onrecord.scale.job import GivenUp, Job
from onrecord.scale.places import Place
from onrecord.scale.shards import ShardOutcome, finished
from tests.command_line import ROOT, records, run
from tests.scale.archives import folder, in_shards, lines, read_alone, story


class Here:
    """An engine that does one after the other in this process."""

    def each(self, work: Callable, values: Iterable) -> Iterator[tuple]:
        for value in values:
            try:
                yield value, work(value)
            except Exception as error:
                yield value, error


class Failing(Here):
    """One that loses the processes of all shards of one input."""

    def each(self, work: Callable, values: Iterable) -> Iterator[tuple]:
        for value, result in super().each(work, values):
            lost = isinstance(result, ShardOutcome) and result.shard.startswith("rows")
            yield value, ConnectionError("the worker died") if lost else result


def done(job: Job, engine: Here) -> list[ShardOutcome | GivenUp]:
    job.prepare(engine)
    return list(job.run(engine))


def job_of(tmp_path: Path, *inputs: Path) -> Job:
    return Job(tuple(map(str, inputs)), str(tmp_path / "out"), per_shard=3)


def test_a_job_is_whole_and_done_once(tmp_path: Path) -> None:
    inputs = lines(tmp_path / "rows.jsonl", 7), folder(tmp_path / "stories", 4)
    job, out = job_of(tmp_path, *inputs), tmp_path / "out"
    assert len(done(job, Here())) == 5
    assert in_shards(out) == read_alone(*inputs)
    failures = [json.loads(line)["source"] for line in (out / "failures.jsonl").read_text().splitlines()]
    assert sorted(failures) == [str(tmp_path / "rows.jsonl#8"), str(tmp_path / "stories/empty.txt")]
    times = {file: file.stat().st_mtime_ns for file in out.rglob("*.parquet")}
    (tmp_path / "stories/later.txt").write_text(story(20))
    (later,) = done(job, Here())
    assert (later.articles, in_shards(out)) == (1, read_alone(*inputs)), "only what came later is new"
    assert {file: file.stat().st_mtime_ns for file in times} == times


_SLOW = """
import sys
from onrecord.scale.job import Job
from tests.scale.test_job import Here
job = Job((sys.argv[1],), sys.argv[2], per_shard=3)
job.prepare(Here())
for result in job.run(Here()):
    print(result.shard, flush=True)
"""


def test_a_killed_job_goes_on(tmp_path: Path) -> None:
    rows, out = lines(tmp_path / "rows.jsonl", 14), tmp_path / "out"
    with subprocess.Popen([sys.executable, "-c", _SLOW, rows, out], stdout=subprocess.PIPE, cwd=ROOT) as process:
        assert process.stdout is not None
        first = process.stdout.readline().decode().strip()
        os.kill(process.pid, signal.SIGKILL)
    (out / "statements" / "left.parquet.12ab.part").write_bytes(b"half")
    before = set(finished(Place.of(out)))
    assert first in before
    assert len(before) < 5
    again = {outcome.shard for outcome in done(job_of(tmp_path, rows), Here())}
    assert not again & before, "no finished shard is done again"
    assert in_shards(out) == read_alone(rows)
    assert not list(out.rglob("*.part"))


def test_a_lost_shard_is_told_and_tried_again(tmp_path: Path) -> None:
    inputs = lines(tmp_path / "rows.jsonl", 1), folder(tmp_path / "stories", 2)
    job = job_of(tmp_path, *inputs)
    lost = [result for result in done(job, Failing()) if isinstance(result, GivenUp)]
    assert [result.source for result in lost] == [str(inputs[0])]
    told = (tmp_path / "out/failures.jsonl").read_text()
    assert "given up (ConnectionError: the worker died)" in told
    assert lost[0].shard in told


def test_what_holds_for_all_shards_ends_the_job(tmp_path: Path) -> None:
    stories = folder(tmp_path / "stories", 1)
    done(job_of(tmp_path, stories), Here())
    other = Job((str(stories),), str(tmp_path / "out"), model="en-fast")
    with pytest.raises(UsageError, match="made by model en "):
        done(other, Here())


def test_shards_are_added_to_a_record(tmp_path: Path) -> None:
    inputs = lines(tmp_path / "rows.jsonl", 7), folder(tmp_path / "stories", 4)
    done(job_of(tmp_path, *inputs), Here())
    shards, loaded, read = str(tmp_path / "out"), str(tmp_path / "loaded.db"), str(tmp_path / "read.db")
    result = run("add", shards, "--record", loaded, "--json")
    assert (result.returncode, sum(r["added"] for r in records(result))) == (0, 12)
    assert b"12 added; 24 new statements" in result.stderr
    assert b"0 added; 0 new statements" in run("add", shards, "--record", loaded).stderr
    run("add", *map(str, inputs), "--record", read)
    both = [records(run("export", "--record", place)) for place in (loaded, read)]
    for hit in (hit for found in both for hit in found):
        hit |= {"person": hit["person"]["name"], "cluster": None}  # ids are named after the articles that came first
    told = [Counter(json.dumps(hit) for hit in found) for found in both]
    assert told[0] == told[1]
    refused = run("read", shards)
    assert (refused.returncode, b"onrecord add" in refused.stderr) == (2, True)
