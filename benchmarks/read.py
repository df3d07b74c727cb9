"""Speed and memory of ``onrecord read --json`` as a whole process: ``python -m benchmarks.read [FOLDER]``.

On the 84 PolNeAR dev articles (or the texts of FOLDER) it prints articles a second and peak memory of the whole
process, beside the bare ONNX session fed the very same windows in a process of its own, turn by turn; then one article
cold, and ``onrecord --help``. Ratios within one run count, absolute times depend on the machine.
"""

from __future__ import annotations

import argparse
import os
import statistics
import subprocess
import sys
import tempfile
import time
from collections.abc import Container
from dataclasses import dataclass
from pathlib import Path

from evaluation.gold import SHARED

ROUNDS = 5


@dataclass(frozen=True, slots=True)
class Run:
    """One finished process."""

    seconds: float
    busy: float
    megabytes: float
    output: bytes


def run(*command: str, ends: Container[int] = (0,)) -> Run:
    """Run a process to its end: wall-clock time, time on all cores, peak resident memory, standard output.

    ``ends`` are the statuses that are no failure.
    """
    with tempfile.TemporaryFile() as out:
        started = time.perf_counter()
        with subprocess.Popen([sys.executable, "-m", *command], stdout=out) as process:
            _, status, usage = os.wait4(process.pid, 0)
            process.returncode = os.waitstatus_to_exitcode(status)
        seconds = time.perf_counter() - started
        out.seek(0)
        if process.returncode not in ends:
            raise SystemExit(f"{' '.join(command)} ended with {process.returncode}")
        return Run(seconds, usage.ru_utime + usage.ru_stime, usage.ru_maxrss / 1024, out.read())


def bare(folder: Path) -> None:
    """Feed the network the windows of all texts and print the seconds that it ran (called in a process of its own)."""
    from onrecord.models.attribution import Model
    from onrecord.models.tokens import tokenize, windows
    from onrecord.text.outline import Outline

    model = Model.load()
    feeds = []
    for path in sorted(folder.glob("*.txt")):
        pieces = tokenize(Outline(path.read_bytes().decode("utf-8")), model.vocabulary)
        feeds += [model.inputs(pieces, window) for window in windows(pieces)]
    model.session.run(None, feeds[0])
    started = time.perf_counter()
    for feed in feeds:
        model.session.run(None, feed)
    print(time.perf_counter() - started, sum(int(f["mask"].sum()) for f in feeds))


def main() -> None:
    """Measure and print."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("folder", nargs="?", type=Path, default=SHARED / "data/polnear/dev/text")
    parser.add_argument("--bare", action="store_true", help=argparse.SUPPRESS)
    options = parser.parse_args()
    if not options.folder.is_dir():
        raise SystemExit(f"no texts under {options.folder}; name a folder of .txt files")
    if options.bare:
        bare(options.folder)
        return
    texts = sorted(options.folder.glob("*.txt"))
    whole, session = [], []
    for _ in range(ROUNDS):
        whole.append(run("onrecord", "read", "--json", str(options.folder)))
        session.append(run("benchmarks.read", "--bare", str(options.folder)))
    bare_seconds = [float(r.output.split()[0]) for r in session]
    pieces = int(session[0].output.split()[1])
    ratios = [b / w.seconds for b, w in zip(bare_seconds, whole, strict=True)]
    seconds = statistics.median(w.seconds for w in whole)
    one = [run("onrecord", "read", "--json", str(texts[0])) for _ in range(ROUNDS)]
    shown = [run("onrecord", "--help").seconds for _ in range(ROUNDS)]
    bare_median = statistics.median(bare_seconds)
    print(f"{len(texts)} articles, {pieces} word pieces, median of {ROUNDS} rounds")
    print(f"whole process        {seconds:6.2f} s  {len(texts) / seconds:6.1f} articles/s  {_peak(whole):5.0f} MB peak")
    print(f"bare session         {bare_median:6.2f} s  {pieces / bare_median:6.0f} pieces/s")
    print(f"whole / bare throughput {statistics.median(ratios):.2f} ({min(ratios):.2f} to {max(ratios):.2f})")
    print(f"one article, cold    {statistics.median(r.seconds for r in one):6.2f} s  {_peak(one):5.0f} MB peak")
    print(f"onrecord --help      {statistics.median(shown):6.2f} s")


def _peak(runs: list[Run]) -> float:
    return max(r.megabytes for r in runs)


if __name__ == "__main__":
    main()
