"""Measure positions: ``python -m evaluation.positions [--gate] [--record PLACE]``.

For each labelled set of positions/dev.jsonl a person's statements on a subject are gathered with their stances and
candidates for a change, and the shared scorer compares them. Figures are meant for a record of PolNeAR train and dev
(``onrecord add``); unless one is given, one is made of the sets' own articles in a minute, which serves the gate. The
thresholds in ``onrecord.positions`` were set with these sets in view, so they aren't unseen.
"""

from __future__ import annotations

import argparse
import json
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Any

from onrecord import Article
from onrecord.positions import positions
from onrecord.record.adding import add_all
from onrecord.record.store import Record
from onrecord.sources import read_metadata

from .gold import SHARED

LABELS = SHARED / "data/positions/dev.jsonl"
SCORER = SHARED / "tools/score_positions.py"
#: The gate's floors, in percent. Stances have their own (stance_floors): none is shown by the model that comes with it.
FLOORS = {"recall": 80.0, "precision": 75.0}


def articles(names: set[str]) -> Iterator[Article]:
    """Articles of PolNeAR train and dev by their names."""
    table = read_metadata(SHARED / "data/polnear/metadata.tsv")
    for part in ("train", "dev"):
        for path in sorted((SHARED / "data/polnear" / part / "text").glob("*.txt")):
            if path.stem in names:
                article = Article(source=path.name, text=path.read_bytes().decode("utf-8"))
                yield article.with_metadata(table[path.stem]) if path.stem in table else article


def _record(place: str | None, folder: Path, sets: list[dict[str, Any]]) -> Record:
    """The record asked for, or one of the sets' articles."""
    if place:
        return Record.open(place, create=False)
    record = Record.open(str(folder / "sets.db"))
    for _ in add_all(record, articles({item["article"] for s in sets for item in s["items"]})):
        pass
    return record


def measure(record: Record, sets: list[dict[str, Any]], *, verbose: bool) -> dict[str, Any]:
    """The shared scorer's figures for a record."""
    with tempfile.NamedTemporaryFile("w", suffix=".jsonl", encoding="utf-8") as file:
        for s in sets:
            begun = time.perf_counter()
            found = positions(record, s["person"], s["subject"], s["proposition"])
            file.write(json.dumps(found.to_dict()) + "\n")
            if verbose:
                took = time.perf_counter() - begun
                print(f"  {len(found.statements):4} statements in {took:4.1f} s: {s['person']} on {s['subject']}")
        file.flush()
        command = [sys.executable, str(SCORER), "--labels", str(LABELS), file.name]
        scored = subprocess.run(command, capture_output=True, text=True, check=True)
    result: dict[str, Any] = json.loads(scored.stdout)
    return result


def gate(figures: Mapping[str, Any]) -> list[str]:
    """What is below its floor."""
    return [f"{key} is {figures[key]}, the floor is {floor}" for key, floor in FLOORS.items() if figures[key] < floor]


def main() -> None:
    """Parse the command line, measure, and guard."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--record", help="a record of PolNeAR train and dev")
    parser.add_argument("--gate", action="store_true", help="fail when a figure is below its floor")
    options = parser.parse_args()
    if not LABELS.exists():
        print(f"skipped: no labelled sets under {SHARED} (set ONRECORD_SHARED)")
        return
    sets = [json.loads(line) for line in LABELS.read_text(encoding="utf-8").splitlines() if line]
    with tempfile.TemporaryDirectory() as folder, _record(options.record, Path(folder), sets) as record:
        figures = measure(record, sets, verbose=not options.gate)
    for key, value in figures.items():
        print(f"{key:14} {value}")
    if options.gate:
        wrong = gate(figures)
        print("\n".join(wrong) or "gate: every figure holds its floor")
        sys.exit(1 if wrong else 0)


if __name__ == "__main__":
    main()
