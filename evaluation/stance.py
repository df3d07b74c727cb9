"""Measure the stance model: ``python -m evaluation.stance [--gate]``.

Stances on positions/dev.jsonl: macro-F1 over for, against, mixed and none, the commonest answer beside it, by person
and by party with 95 % intervals. Only the lean (how readily each answer is given) is fitted on these sets, so it is
measured on sets left out. Relations on positions/pairs.jsonl: the shipped network learned from these pairs, so what is
printed comes from five networks, each measured on the pairs that it didn't learn from (``training.stance --folds``).
"""

from __future__ import annotations

import argparse
import json
import random
import sys
from collections import Counter
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, replace
from pathlib import Path

import numpy as np
import numpy.typing as npt

from onrecord.stance import STANCES, StanceModel, settled

from .gold import SHARED
from .stance_sets import LabelledSet, labelled_sets, put_names, renamed

FLOORS = Path(__file__).with_name("stance_floors.json")
#: The parties of the persons of the sets, as publicly known.
PARTIES = {
    "Donald Trump": "Republican", "Mike Pence": "Republican",
    "Hillary Clinton": "Democratic", "Bernie Sanders": "Democratic", "Barack Obama": "Democratic",
}  # fmt: skip
RESAMPLES = 1000
FOLDS = 5

FloatArray = npt.NDArray[np.float32]


@dataclass(frozen=True, slots=True)
class Answer:
    """What was given for an item, and what is right."""

    person: str
    subject: str
    gold: str
    given: str


def macro_f(gold: Sequence[str], given: Sequence[str]) -> float:
    """Mean F1 in per cent over the labels that occur in ``gold``, as the shared scorer counts."""
    scores = []
    for label in set(gold):
        hits = sum(a == b == label for a, b in zip(gold, given, strict=True))
        scores.append(200 * hits / (sum(a == label for a in gold) + sum(b == label for b in given)))
    return sum(scores) / max(1, len(scores))


#: The network's log-probabilities for the items of one set, shape (items, 4).
Readings = FloatArray


def fit_lean(sets: Sequence[LabelledSet], readings: Sequence[Readings]) -> FloatArray:
    """What is added to the log-probabilities of "against" and "none" for the best macro-F1.

    The mean of all pairs of values that come within a point of the best, so that one lucky value doesn't decide.
    """
    gold = [item.stance for s in sets for item in s.items]
    tried = [
        np.array([0, against, 0, none], dtype=np.float32)
        for against in np.arange(-1, 1.1, 0.25) for none in np.arange(-1, 4.1, 0.25)
    ]  # fmt: skip
    found = [macro_f(gold, [g for r in readings for g in labels(r, lean)]) for lean in tried]
    near = [lean for lean, f in zip(tried, found, strict=True) if f >= max(found) - 1]
    return np.mean(near, axis=0).round(2)


def labels(readings: Readings, lean: FloatArray) -> list[str]:
    """The stances of one set."""
    return [STANCES[k] for k in settled(readings, lean).argmax(axis=1)]


def read(model: StanceModel, sets: Sequence[LabelledSet]) -> list[Readings]:
    """What the network says of each set."""
    return [np.array([r.stances for r in model.readings([(item.passage, s.toward) for item in s.items])]) for s in sets]


def cross_fitted(sets: Sequence[LabelledSet], readings: Sequence[Readings]) -> list[Answer]:
    """The answers for each set with the lean fitted on the other sets."""
    answers = []
    for k, left_out in enumerate(sets):
        others = [n for n in range(len(sets)) if n != k]
        lean = fit_lean([sets[n] for n in others], [readings[n] for n in others])
        for item, given in zip(left_out.items, labels(readings[k], lean), strict=True):
            answers.append(Answer(left_out.person, left_out.subject, item.stance, given))
    return answers


def interval(answers: Sequence[Answer], figure: Callable[[Sequence[Answer]], float]) -> tuple[float, float]:
    """95 % interval of a figure by resampling the answers (Efron 1979)."""
    rng = random.Random(0)
    values = sorted(figure(rng.choices(answers, k=len(answers))) for _ in range(RESAMPLES))
    return values[int(0.025 * RESAMPLES)], values[int(0.975 * RESAMPLES)]


def score(answers: Sequence[Answer]) -> float:
    """Macro-F1 of some answers."""
    return macro_f([a.gold for a in answers], [a.given for a in answers])


def accuracy(answers: Sequence[Answer]) -> float:
    """Per cent right."""
    return 100 * sum(a.gold == a.given for a in answers) / max(1, len(answers))


def show_stances(answers: Sequence[Answer]) -> dict[str, float]:
    """Print the figures of the stance; return those that the gate looks at."""
    counts = Counter((a.gold, a.given) for a in answers)
    common = Counter(a.gold for a in answers).most_common(1)[0][0]
    majority = macro_f([a.gold for a in answers], [common] * len(answers))
    low, high = interval(answers, score)
    print(f"stance: {len(answers)} statements, lean fitted on the other sets")
    print(f"  macro-F1 {score(answers):.1f} ({low:.1f} to {high:.1f}), accuracy {accuracy(answers):.1f}")
    share = 100 * sum(a.gold == common for a in answers) / len(answers)
    print(f'  always "{common}": macro-F1 {majority:.1f}, accuracy {share:.1f}')
    print("  right \\ given " + "".join(f"{label:>9}" for label in STANCES))
    for gold in STANCES:
        print(f"  {gold:13}" + "".join(f"{counts[gold, given]:9}" for given in STANCES))
    return {"stance_f": round(score(answers), 1), "stance_acc": round(accuracy(answers), 1)}


def show_parity(answers: Sequence[Answer]) -> None:
    """Print the figures of the two most frequent persons and of the parties."""
    frequent = [name for name, _ in Counter(a.person for a in answers).most_common(2)]
    groups = {name: [a for a in answers if a.person == name] for name in frequent}
    for party in sorted(set(PARTIES.values())):
        groups[party] = [a for a in answers if PARTIES.get(a.person) == party]
    for name, some in groups.items():
        (low, high), (worst, best) = interval(some, score), interval(some, accuracy)
        print(
            f"  {name:16} {len(some):4}  macro-F1 {score(some):5.1f} ({low:.1f} to {high:.1f})"
            f"  accuracy {accuracy(some):5.1f} ({worst:.1f} to {best:.1f})"
        )


def swapped(sets: Sequence[LabelledSet]) -> list[LabelledSet]:
    """The sets with the names of the two most frequent persons changed for each other."""
    counts: Counter[str] = Counter()
    for s in sets:
        counts[s.person] += len(s.items)
    (one, _), (other, _) = counts.most_common(2)
    there = dict(zip(one.split(), other.split(), strict=True))
    words = there | {b: a for a, b in there.items()}
    return [
        LabelledSet(
            put_names(s.person, words), s.subject, put_names(s.toward, words),
            [replace(item, passage=renamed(item.passage, words), words=None) for item in s.items],
        )
        for s in sets
    ]  # fmt: skip


def shown_words(model: StanceModel, sets: Sequence[LabelledSet]) -> float:
    """F1 in per cent of the characters shown for a stance against the labelled words, where both are given."""
    shared = given = right = 0
    for s in sets:
        for item, found in zip(s.items, model.judge([(i.passage, s.toward) for i in s.items]), strict=True):
            if item.words and found.span:
                span = {c - item.passage.start for c in range(*found.span)}
                words = set(range(*item.words))
                shared, given, right = shared + len(span & words), given + len(span), right + len(words)
    return 200 * shared / max(1, given + right)


def main() -> None:
    """Parse the command line, measure, and guard."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--model", help="another model folder than the bundled one")
    parser.add_argument("--gate", action="store_true", help="only the figures that have a floor; fail below one")
    options = parser.parse_args()
    if not (SHARED / "data/positions").exists():
        print(f"skipped: no labelled sets under {SHARED} (set ONRECORD_SHARED)")
        return
    model, sets = StanceModel.load(options.model), labelled_sets()
    answers = cross_fitted(sets, read(model, sets))
    figures = show_stances(answers)
    if options.gate:
        wrong = gate(figures)
        print("\n".join(wrong) or "gate: every figure holds its floor")
        sys.exit(1 if wrong else 0)
    print("\nby person and by party")
    show_parity(answers)
    turned = cross_fitted(swapped(sets), read(model, swapped(sets)))
    same = sum(a.given == b.given for a, b in zip(answers, turned, strict=True))
    print(f"  the two persons' names changed for each other: {100 * same / len(answers):.1f} % of the answers stay")
    print(f"\nwords that show it: {shown_words(model, sets):.1f} (F1 of characters)")


def gate(figures: Mapping[str, float]) -> list[str]:
    """What fails: a figure below its floor by more than the margin."""
    kept = json.loads(FLOORS.read_text(encoding="utf-8"))
    return [
        f"stance: {name} is {figures[name]}, the floor is {floor}"
        for name, floor in kept["figures"].items() if figures[name] < floor - kept["margin"]
    ]  # fmt: skip


if __name__ == "__main__":
    main()
