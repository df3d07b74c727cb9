"""What it costs to go beyond one process: ``python -m benchmarks.scale [--small N] [--large N]``.

Every figure is a ratio within one run, of processor time with all that an engine starts (a control group of its own
counts it; this needs Linux and root). Printed are: core-seconds a further article with ``read --threads 1``, with
``scale`` on Ray, and with ``add``; whether the statements are the same; processor time a statement of adding and of
loading, on SQLite.
"""

from __future__ import annotations

import argparse
import json
import os
import shutil
import subprocess
import sys
import tempfile
import time
from collections import Counter
from collections.abc import Iterable
from pathlib import Path

from evaluation.gold import SHARED
from onrecord.annotation.annotate import Annotated
from onrecord.record.loading import load
from onrecord.record.store import ModelVersion, Record

_GROUPS = Path("/sys/fs/cgroup")


class Counted:
    """A control group that counts the processor time of all that is started in it, whatever becomes of its parents."""

    def __enter__(self) -> Counted:
        under = _GROUPS / "cpuacct" if (_GROUPS / "cpuacct").is_dir() else _GROUPS
        self._folder = under / f"onrecord-{os.getpid()}-{time.monotonic_ns()}"
        try:
            self._folder.mkdir()
        except OSError as error:
            raise SystemExit(f"{under}: no control group can be made here ({error.strerror})") from error
        return self

    def __exit__(self, *_: object) -> None:
        for _ in range(50):  # what an engine leaves ends in a while
            try:
                self._folder.rmdir()
                return
            except OSError:
                time.sleep(0.2)

    def run(self, *command: str) -> bytes:
        """Run a command of onrecord in it; give its output."""
        join = f'echo $$ > {self._folder}/cgroup.procs && exec "$@"'
        whole = ["sh", "-c", join, "sh", sys.executable, "-m", "onrecord", *command]
        done = subprocess.run(whole, stdout=subprocess.PIPE, check=False)
        if done.returncode > 1:
            raise SystemExit(f"{' '.join(command)} ended with {done.returncode}")
        return done.stdout

    @property
    def seconds(self) -> float:
        """Processor seconds so far."""
        usage = self._folder / "cpuacct.usage"
        if usage.exists():
            return int(usage.read_text()) / 1e9
        told = dict(line.split() for line in (self._folder / "cpu.stat").read_text().splitlines())
        return int(told["usage_usec"]) / 1e6


def cost(*command: str) -> tuple[float, bytes]:
    """The processor seconds of a command, and what it prints."""
    with Counted() as counted:
        printed = counted.run(*command)
        return counted.seconds, printed


def statements(printed: bytes) -> Counter[str]:
    """The ids of the statements that ``read --json`` prints."""
    return Counter(s["id"] for line in printed.splitlines() for s in json.loads(line)["statements"])


def in_shards(out: Path) -> Counter[str]:
    """The ids of the statements in a folder of shards."""
    from pyarrow.parquet import read_table

    return Counter(read_table(out / "statements", columns=["id"]).column("id").to_pylist())


def measure(texts: Iterable[Path], work: Path) -> dict[str, float]:
    """The processor seconds of each way to annotate some texts; the statements must be the same."""
    folder = work / "in"
    folder.mkdir()
    for text in texts:
        shutil.copy(text, folder)
    read, printed = cost("read", "--json", "--threads", "1", str(folder))
    (work / "read.jsonl").write_bytes(printed)
    scaled, _ = cost("scale", str(folder), "--out", str(work / "out"), "--per-shard", "25")
    added, _ = cost("add", str(folder), "--record", str(work / "added.db"), "--workers", "1")
    if in_shards(work / "out") != statements(printed):
        raise SystemExit("scale finds other statements than read")
    return {"read --threads 1": read, "scale (Ray)": scaled, "add --workers 1": added}


def loading(printed: bytes, work: Path) -> tuple[float, float]:
    """Processor milliseconds a statement of adding articles one by one, and of loading them at a stroke (SQLite)."""
    found = [Annotated.from_dict(json.loads(line)) for line in printed.splitlines()]
    count = sum(len(one.statements) for one in found)
    with Record.open(str(work / "one.db")) as record:
        begun = time.process_time()
        for one in found:
            record.add(one.article, one.statements, ModelVersion(one.model, one.version))
        added = time.process_time() - begun
    with Record.open(str(work / "all.db")) as record:
        begun = time.process_time()
        load(record, found, "all")
        loaded = time.process_time() - begun
    return 1000 * added / count, 1000 * loaded / count


def main() -> None:
    """Measure and print."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--small", type=int, default=100)
    parser.add_argument("--large", type=int, default=600)
    options = parser.parse_args()
    texts = sorted((SHARED / "data/polnear/train/text").glob("*.txt"))
    with tempfile.TemporaryDirectory() as small, tempfile.TemporaryDirectory() as large:
        few = measure(texts[: options.small], Path(small))
        many = measure(texts[: options.large], Path(large))
        added, loaded = loading((Path(large) / "read.jsonl").read_bytes(), Path(large))
    further = {way: (many[way] - few[way]) / (options.large - options.small) for way in few}
    plain = further["read --threads 1"]
    print(f"{options.small} and {options.large} articles; the statements of read and scale are the same")
    for way, seconds in further.items():
        start = few[way] - options.small * seconds
        print(f"{way:18} {seconds:6.3f} core-s an article, {start:5.1f} to start; efficiency {plain / seconds:.2f}")
    print(f"SQLite: add {added:.2f}, load {loaded:.2f} ms a statement; {added / loaded:.1f} times less")


if __name__ == "__main__":
    main()
