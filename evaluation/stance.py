"""Measure the stance model: ``python -m evaluation.stance [--gate]``.

Stances on positions/dev.jsonl: macro-F1 over for, against, mixed and none, the commonest answer beside it, by person
and by party with 95 % intervals. Relations on positions/pairs.jsonl. The network learned from neither and nothing is
fitted on them.
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

from onrecord.models.stance import RELATIONS, STANCES, StanceModel

from .gold import SHARED
from .stance_sets import LabelledSet, judged_pairs, labelled_sets, put_names, renamed

FLOORS = Path(__file__).with_name("stance_floors.json")
#: The parties of the persons of the sets, as publicly known.
PARTIES = {
    "Donald Trump": "Republican", "Mike Pence": "Republican",
    "Hillary Clinton": "Democratic", "Bernie Sanders": "Democratic", "Barack Obama": "Democratic",
}  # fmt: skip
RESAMPLES = 1000


@dataclass(frozen=True, slots=True)
class Answer:
    """What was given for an item, and what is right."""

    person: str
    subject: str
    gold: str
    given: str
    span: tuple[int, int] | None


def macro_f(gold: Sequence[str], given: Sequence[str]) -> float:
    """Mean F1 in per cent over the labels that occur in ``gold``, as the shared scorer counts."""
    scores = []
    for label in set(gold):
        hits = sum(a == b == label for a, b in zip(gold, given, strict=True))
        scores.append(200 * hits / (sum(a == label for a in gold) + sum(b == label for b in given)))
    return sum(scores) / max(1, len(scores))


def answered(model: StanceModel, sets: Sequence[LabelledSet]) -> list[Answer]:
    """What the model says of the items of each set."""
    return [
        Answer(s.person, s.subject, item.stance, found.label, found.span)
        for s in sets
        for item, found in zip(s.items, model.judge([(i.passage, s.toward) for i in s.items]), strict=True)
    ]


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
    print(f"stance: {len(answers)} statements of positions/dev.jsonl")
    print(f"  macro-F1 {score(answers):.1f} ({low:.1f} to {high:.1f}), accuracy {accuracy(answers):.1f}")
    share = 100 * sum(a.gold == common for a in answers) / len(answers)
    print(f'  always "{common}": macro-F1 {majority:.1f}, accuracy {share:.1f}')
    print("  right \\ given " + "".join(f"{label:>9}" for label in STANCES))
    for gold in STANCES:
        print(f"  {gold:13}" + "".join(f"{counts[gold, given]:9}" for given in STANCES))
    return {"stance_f": round(score(answers), 1), "stance_acc": round(accuracy(answers), 1)}


def show_relations(model: StanceModel) -> dict[str, float]:
    """Print the figures of the relation; return the one that the gate looks at."""
    pairs = judged_pairs()
    gold = [label for _, _, label in pairs]
    given = [r.label for r in model.relation([(one, other) for one, other, _ in pairs])]
    counts = Counter(zip(gold, given, strict=True))
    common = Counter(gold).most_common(1)[0][0]
    print(f"\nrelation: {len(pairs)} pairs of positions/pairs.jsonl")
    print(f'  macro-F1 {macro_f(gold, given):.1f}; always "{common}": {macro_f(gold, [common] * len(gold)):.1f}')
    for label in RELATIONS:
        print(f"  {label:13}" + "".join(f"{counts[label, other]:9}" for other in RELATIONS))
    return {"relation_f": round(macro_f(gold, given), 1)}


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


def shown_words(sets: Sequence[LabelledSet], answers: Sequence[Answer]) -> float:
    """F1 in per cent of the characters shown for a stance against the labelled words, where both are given."""
    shared = given = right = 0
    for item, answer in zip((i for s in sets for i in s.items), answers, strict=True):
        if item.words and answer.span:
            span = {c - item.passage.start for c in range(*answer.span)}
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
    answers = answered(model, sets)
    figures = show_stances(answers) | show_relations(model)
    if options.gate:
        wrong = gate(figures)
        print("\n".join(wrong) or "gate: every figure holds its floor")
        sys.exit(1 if wrong else 0)
    print("\nby person and by party")
    show_parity(answers)
    turned = answered(model, swapped(sets))
    same = sum(a.given == b.given for a, b in zip(answers, turned, strict=True))
    print(f"  the two persons' names changed for each other: {100 * same / len(answers):.1f} % of the answers stay")
    print(f"\nwords that show it: {shown_words(sets, answers):.1f} (F1 of characters)")


def gate(figures: Mapping[str, float]) -> list[str]:
    """What fails: a figure below its floor by more than the margin."""
    kept = json.loads(FLOORS.read_text(encoding="utf-8"))
    return [
        f"stance: {name} is {figures[name]}, the floor is {floor}"
        for name, floor in kept["figures"].items() if figures[name] < floor - kept["margin"]
    ]  # fmt: skip


if __name__ == "__main__":
    main()
