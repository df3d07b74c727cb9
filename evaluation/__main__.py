"""Measure the bundled model: ``python -m evaluation [--gate]``.

Runs annotate() on PolNeAR dev and Wikinews dev, prints the shared scorer's figures, by outlet too, with bootstrap
intervals over articles, and how true the confidence is. With --gate it fails when a figure is below its floor by more
than the noise margin, or when the corpus isn't the one that the floors were taken on.
"""

from __future__ import annotations

import argparse
import hashlib
import json
import random
import sys
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from onrecord import Article, Model
from onrecord.annotation import annotate
from onrecord.sources import read_metadata

from .breakdown import print_parts
from .confidence import cross_fitted, labelled, reliability
from .gold import POLNEAR_DEV, SHARED, WIKINEWS_DEV, Gold, read_circumstances, read_gold, scorer

FLOORS = Path(__file__).with_name("floors.json")
CIRCUMSTANCES = SHARED / "data/circumstances/dev.jsonl"
SHOWN = (
    "source_f", "cue_f", "content_f", "linked_exact_f", "linked_soft_p", "linked_soft_r", "linked_soft_f",
    "soft_recall_direct", "soft_recall_indirect", "soft_recall_mixed", "speaker_acc", "speaker_resolved_acc",
    "speaker_wrong", "speaker_any_acc", "said_acc", "said_own", "said_event", "said_false", "channel_f", "addressee_f",
    "act_acc", "nothappened_recall", "nothappened_precision", "facts_right",
    "whole_right",
)  # fmt: skip
#: What the gate looks at: not the parts of a figure that trade against each other.
UNGUARDED = {"linked_soft_p", "linked_soft_r", "soft_recall_direct", "soft_recall_mixed", "said_own", "said_event"}
#: Figures differ by so much between kinds of processor (int8) and between two training runs.
MARGIN = 1.0
#: For these a floor is a ceiling.
LOWER_IS_BETTER = {"speaker_wrong", "said_false"}
RESAMPLES = 1000


@dataclass(frozen=True, slots=True)
class Corpus:
    """One corpus: gold articles, their circumstances where known, their publication days."""

    name: str
    gold: list[Gold]
    circumstances: dict[str, Any]
    published: Mapping[str, str | None]

    @property
    def sha256(self) -> str:
        """Hash of texts and annotation, so that figures are compared on the same corpus only."""
        rows = [(g.name, g.text, g.attributions) for g in self.gold]
        return hashlib.sha256(json.dumps([rows, self.circumstances], sort_keys=True).encode()).hexdigest()[:16]


def corpora() -> list[Corpus]:
    """Load both development sets."""
    table = read_metadata(SHARED / "data/polnear/metadata.tsv")
    polnear = read_gold(POLNEAR_DEV)
    days = {g.name: table[g.name].published for g in polnear if g.name in table}
    lines = (SHARED / "data/wikinews/dev.jsonl").read_text(encoding="utf-8").splitlines()
    rows = [json.loads(line) for line in lines]
    return [
        Corpus("polnear dev", polnear, read_circumstances(CIRCUMSTANCES), days),
        Corpus(
            "wikinews dev", read_gold(WIKINEWS_DEV), {r["name"]: r["records"] for r in rows},
            {r["name"]: r["published"] for r in rows},
        ),
    ]  # fmt: skip


def predict(corpus: Corpus, model: Model) -> dict[str, dict[str, Any]]:
    """Annotate every article; the records as ``onrecord read --json`` prints them, by name."""
    found = {}
    for gold in corpus.gold:
        article = Article(source=f"{gold.name}.txt", text=gold.text, published=corpus.published.get(gold.name))
        statements = [s.to_dict() for s in annotate(article, model)]
        found[gold.name] = {"article": article.to_dict(), "statements": statements}
    return found


def figures(corpus: Corpus, records: Mapping[str, dict[str, Any]], names: Sequence[str]) -> dict[str, Any]:
    """The shared scorer's figures over some of the articles."""
    gold = {g.name: (g.text, g.attributions) for g in corpus.gold if g.name in set(names)}
    result: dict[str, Any] = scorer().score([records[n] for n in names], gold, corpus.circumstances)
    return result


def interval(corpus: Corpus, records: Mapping[str, dict[str, Any]], key: str) -> tuple[float, float]:
    """95 % interval of a linked F1 by resampling articles (Efron 1979)."""
    counts = []
    for gold in corpus.gold:
        one = figures(corpus, records, [gold.name])
        counts.append((one["predicted"], one["gold"], round(one[f"{key}_p"] * one["predicted"] / 100)))
    rng = random.Random(0)
    values = []
    for _ in range(RESAMPLES):
        sample = rng.choices(counts, k=len(counts))
        predicted, gold_count, right = (sum(c[k] for c in sample) for k in range(3))
        values.append(200 * right / max(1, predicted + gold_count))
    values.sort()
    return values[int(0.025 * RESAMPLES)], values[int(0.975 * RESAMPLES)]


def show(corpus: Corpus, records: Mapping[str, dict[str, Any]]) -> dict[str, float]:
    """Print a corpus's figures; return those that the gate looks at."""
    everything = figures(corpus, records, [g.name for g in corpus.gold])
    print(f"\n{corpus.name} ({corpus.sha256}): {len(corpus.gold)} articles, {everything['gold']} attributions")
    measured = {k: float(everything[k]) for k in SHOWN if everything.get(k)}  # what isn't built yet scores 0
    for key, value in measured.items():
        print(f"  {key:22} {value:6.1f}")
    for key in ("linked_soft", "linked_exact"):
        low, high = interval(corpus, records, key)
        print(f"  {key + '_f':22} 95 % of resampled article sets: {low:.1f} to {high:.1f}")
    print_parts(corpus.gold, corpus.circumstances, records)
    if corpus.name.startswith("polnear"):
        for outlet in sorted({g.name.split("_")[0] for g in corpus.gold}):
            part = figures(corpus, records, [g.name for g in corpus.gold if g.name.startswith(outlet + "_")])
            soft, exact = part["linked_soft_f"], part["linked_exact_f"]
            print(f"  {outlet:22} linked_soft_f {soft:5.1f}  linked_exact_f {exact:5.1f}")
    return measured


def gate(found: Mapping[str, dict[str, float]], loaded: Sequence[Corpus]) -> list[str]:
    """What fails: a figure below its floor by more than the margin, or another corpus."""
    kept = json.loads(FLOORS.read_text(encoding="utf-8"))
    wrong = []
    for corpus in loaded:
        floor = kept["corpora"][corpus.name]
        if floor["sha256"] != corpus.sha256:
            wrong.append(f"{corpus.name}: another corpus ({corpus.sha256}) than the floors' ({floor['sha256']})")
        for key, value in floor["figures"].items():
            now = found[corpus.name][key]
            short = now - value if key in LOWER_IS_BETTER else value - now
            if short > kept["margin"]:
                wrong.append(f"{corpus.name}: {key} is {now}, the floor is {value}")
    return wrong


def write_floors(found: Mapping[str, dict[str, float]], loaded: Sequence[Corpus], *, may_lower: bool) -> None:
    """Raise the floors to today's figures; lower one only when told to."""
    kept = json.loads(FLOORS.read_text(encoding="utf-8")) if FLOORS.exists() else {"margin": MARGIN, "corpora": {}}
    for corpus in loaded:
        old = kept["corpora"].get(corpus.name, {}).get("figures", {})
        new = {}
        for key, value in found[corpus.name].items():
            if key in UNGUARDED:
                continue
            better = min if key in LOWER_IS_BETTER else max
            new[key] = value if may_lower or key not in old else better(old[key], value)
        kept["corpora"][corpus.name] = {"sha256": corpus.sha256, "figures": new}
    FLOORS.write_text(json.dumps(kept, indent=1) + "\n", encoding="utf-8")


def main() -> None:
    """Parse the command line, measure, and guard."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--model", help="another model folder than the bundled one")
    parser.add_argument("--gate", action="store_true", help="fail when a figure is below its floor")
    parser.add_argument("--write-floors", action="store_true", help="raise the floors to today's figures")
    parser.add_argument("--lower-floors", action="store_true", help="with --write-floors: let floors fall, too")
    options = parser.parse_args()
    if not (SHARED / "tools/score.py").exists():
        print(f"skipped: no corpora under {SHARED} (set ONRECORD_SHARED)")
        return
    model, loaded = Model.load(options.model), corpora()
    print(f"model {model.name} {model.version}")
    found = {c.name: show(c, predict(c, model)) for c in loaded}
    bins, error = reliability(*cross_fitted(labelled(loaded[0].gold, model)))
    print(f"\nconfidence on polnear dev, cross-fitted: expected calibration error {error:.3f}")
    for b in bins:
        print(f"  said {b.confidence:4.2f}  was {b.matched:4.2f}  ({b.count})")
    if options.write_floors:
        write_floors(found, loaded, may_lower=options.lower_floors)
    if options.gate:
        wrong = gate(found, loaded)
        print("\n" + ("\n".join(wrong) if wrong else "gate: every figure holds its floor"))
        sys.exit(1 if wrong else 0)


if __name__ == "__main__":
    main()
