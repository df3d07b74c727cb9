"""Whether printed quotations are told from transcripts as people told them: ``python -m evaluation.quotations``.

The stories of PolNeAR whose quotations are labelled are checked against a record of debates, interviews and speeches,
made in a temporary place unless one is given; the shared scorer says how the findings agree with the labels.
"""

from __future__ import annotations

import argparse
import json
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from onrecord import Model
from onrecord.annotation.annotate import annotate_all
from onrecord.check.draft import check
from onrecord.record.adding import add_all
from onrecord.record.store import Record
from onrecord.sources import Failure, articles, locate, read_metadata

from .gold import SHARED

LABELS = SHARED / "data/checks/quotes.jsonl"
TRANSCRIPTS = (SHARED / "data/transcripts/debates", SHARED / "data/transcripts/politifact")
SCORER = SHARED / "tools/score_checks.py"
POLNEAR = SHARED / "data/polnear"
#: In percent, what is aimed at; for the last two a floor is a ceiling.
AIMS = {"found": 95.0, "wording_near": 92.0, "false_claim": 5.0, "overclaim": 0.0}
_CEILINGS = ("false_claim", "overclaim")


def stories() -> list[str]:
    """The files of the labelled stories."""
    lines = LABELS.read_text(encoding="utf-8").splitlines()
    names = sorted({json.loads(line)["article"] for line in lines if line.strip()})
    found = {p.stem: p for part in ("train", "dev") for p in (POLNEAR / part / "text").glob("*.txt")}
    return [str(found[name]) for name in names if name in found]


def reports(record: Record, model: Model) -> Iterator[dict[str, Any]]:
    """Check every labelled story; the reports as ``onrecord check --json`` prints them."""
    located, _ = locate(stories())
    taken = 0.0
    for item in annotate_all(articles(located, metadata=read_metadata(POLNEAR / "metadata.tsv")), model):
        if isinstance(item, Failure):
            print(f"{item.source}: {item.reason}", file=sys.stderr)
            continue
        begun = time.perf_counter()
        report = check(item, record)
        taken += time.perf_counter() - begun
        yield report.to_dict()
    print(f"{len(located)} stories checked in {taken:.1f} s")


def score(found: list[dict[str, Any]], folder: Path) -> dict[str, Any]:
    """What the shared scorer says of reports; ``folder`` is a place to write them to."""
    findings = folder / "findings.jsonl"
    findings.write_text("".join(f"{json.dumps(one)}\n" for one in found), encoding="utf-8")
    command = [sys.executable, str(SCORER), "--labels", str(LABELS), str(findings)]
    done = subprocess.run(command, capture_output=True, text=True, check=True)
    scored: dict[str, Any] = json.loads(done.stdout)
    return scored


def below(scored: dict[str, Any]) -> list[str]:
    """What misses its aim."""
    missed = (k for k, aim in AIMS.items() if (scored[k] > aim if k in _CEILINGS else scored[k] < aim))
    return [f"{key} is {scored[key]}, aim {AIMS[key]}" for key in missed]


def add_transcripts(record: Record) -> None:
    """Put all transcripts into a record."""
    located, _ = locate(map(str, TRANSCRIPTS))
    for outcome in add_all(record, articles(located)):
        if isinstance(outcome, Failure):
            print(f"{outcome.source}: {outcome.reason}", file=sys.stderr)


def main() -> None:
    """Make the record, check, score, print."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--record", help="a record of the transcripts that is there already")
    parser.add_argument("--gate", action="store_true", help="fail when an aim is missed")
    options = parser.parse_args()
    if not LABELS.exists():
        print(f"skipped: no corpora under {SHARED} (set ONRECORD_SHARED)")
        return
    with tempfile.TemporaryDirectory() as folder:
        place = options.record or str(Path(folder) / "transcripts.db")
        with Record.open(place, create=not options.record) as record:
            if not options.record:
                add_transcripts(record)
            scored = score(list(reports(record, Model.load())), Path(folder))
    for key in ("quotations", "not_reported", "found", "wording", "wording_near", "false_claim", "overclaim"):
        print(f"  {key:14} {scored[key]}" + (f"  (aim {AIMS[key]})" if key in AIMS else ""))
    for wrong in scored["wrong"]:
        print(f"  {wrong}")
    missed = below(scored)
    if options.gate and missed:
        print(*missed, sep="\n")
        sys.exit(1)


if __name__ == "__main__":
    main()
