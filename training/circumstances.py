"""Fit the weights of act, happened, channel, addressee and date: ``python -m training.circumstances [TASK ...]``.

Examples are the attributions of the 70 articles of PolNeAR train that our circumstances annotate (1,534). Statements of
an article look back at each other; so the rankings are fitted in rounds, each on what the round before gave to the
statements before. ``--folds 5`` prints how right each task is on articles that it was not fitted on.
"""

from __future__ import annotations

import argparse
import json
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from evaluation.gold import SHARED, read_circumstances, read_gold, scorer

from onrecord import circumstances as c
from onrecord.anchors import Anchor, Ranker
from onrecord.article import Article
from onrecord.dates import days, time_anchors
from onrecord.quotes import find_quotations
from onrecord.attribution import kind_of
from onrecord.ranking import Features
from onrecord.scene import Scene
from onrecord.speakers import Resolved, SpeakerResolver
from onrecord.statement import Attribution, Span

from .ranking import Example, accuracy, fit, write

ORIGIN = "training/circumstances.py on PolNeAR train (no licence stated) with our annotation (CC BY 4.0)"
Weights = Mapping[str, float]


@dataclass(frozen=True, slots=True)
class Story:
    """An annotated article: its scene, who was resolved, and the gold record of each attribution."""

    scene: Scene
    resolved: Sequence[Resolved]
    gold: Sequence[Mapping[str, Any]]


def stories() -> list[Story]:
    """The annotated articles of PolNeAR train, with the attributions that people found."""
    records = read_circumstances(SHARED / "data/circumstances/train.jsonl")
    path = SHARED / "data/circumstances/train.jsonl"
    published = {row["name"]: row["published"] for row in map(json.loads, path.open(encoding="utf-8"))}
    found = []
    for gold in read_gold(f"polnear:{SHARED / 'data/polnear/train'}"):
        if gold.name in records:
            article = Article(source=gold.name, text=gold.text, published=published[gold.name])
            found.append(story(article, gold.attributions, records[gold.name]))
    return found


def story(article: Article, attributions: Sequence[Mapping[str, list[tuple[int, int]]]], gold: Any) -> Story:
    """Make the scene of one annotated article."""
    text = article.text
    quotations = [q for q in find_quotations(text) if q.depth == 1]
    starts = [q.start for q in quotations]
    made = []
    for a in attributions:
        source, cue, content = (
            tuple(Span.of(text, x, y) for x, y in scorer().merge(a[role], text)) for role in ("Source", "Cue", "Content")
        )
        kind = kind_of(text, [(s.start, s.end) for s in content], quotations, starts)
        made.append(Attribution(source, cue, content, kind, 1.0))
    resolver = SpeakerResolver(article, made)
    resolved = resolver.resolve()
    return Story(Scene(article, made, resolved, resolver.cast), resolved, gold)


# -- rankings ----------------------------------------------------------------------------------------------------------


def same_channel(anchor: Anchor | None, record: Mapping[str, Any]) -> bool:
    """Whether an anchor tells the gold channel."""
    return (anchor.value if anchor else "unspecified") == record["channel"]


def same_addressee(anchor: Anchor | None, record: Mapping[str, Any]) -> bool:
    """Whether an anchor names the gold addressee."""
    if anchor is None or not record["addressee"]:
        return anchor is None and not record["addressee"]
    return bool(scorer().near_words(anchor.value, record["addressee"]))


def same_day(anchor: Anchor | None, record: Mapping[str, Any]) -> bool:
    """Whether an anchor tells the gold date."""
    if anchor is None or not record["said"]:
        return anchor is None and not record["said"]
    return bool(anchor.value == scorer().days(record["said"]))


RANKINGS: dict[str, tuple[Callable[[Story], list[Anchor]], Callable[[Anchor | None, Mapping[str, Any]], bool]]] = {
    "channel": (lambda s: list(c.channel_anchors(s.scene, s.resolved)), same_channel),
    "addressee": (lambda s: list(c.addressee_anchors(s.scene)), same_addressee),
    "date": (lambda s: list(time_anchors(s.scene)), same_day),
}


def ranked(task: str, story: Story, weight: Weights | None) -> Iterator[tuple[Example, bool, bool]]:
    """Each statement as an example; whether the weights decide rightly; and whether gold has a value."""
    anchors, right = RANKINGS[task]
    ranker = Ranker(story.scene, anchors(story))
    for turn in story.scene.turns:
        record = story.gold[turn.number]
        candidates = ranker.candidates(turn)
        gold = {k for k, (a, _) in enumerate(candidates) if right(a, record)}
        chosen = ranker.decide(turn, weight) if weight else next((candidates[k][0] for k in sorted(gold)), None)
        ranker.follow(turn, chosen)
        yield ([f for _, f in candidates], gold), right(chosen, record), chosen is not None


def fit_ranking(
    task: str, stories: Sequence[Story], *, rounds: int, penalty: float, lean: float
) -> dict[str, float]:
    """Fit in rounds: first looking back at gold, then at what the weights before gave."""
    weight: dict[str, float] = {}
    for _ in range(rounds):
        rows = [row for s in stories for row, _, _ in ranked(task, s, weight or None) if row[1]]
        weight = fit(rows, penalty=penalty)
    weight["none"] = round(weight.get("none", 0.0) - lean, 3)
    return weight


# -- classes -----------------------------------------------------------------------------------------------------------


def class_rows(task: str, story: Story) -> Iterator[Example]:
    """Each statement as a choice among the classes of a task."""
    values: Sequence[str] = c.ACTS if task == "act" else c.HAPPENED
    for turn in story.scene.turns:
        record = story.gold[turn.number]
        if task == "act":
            features = c.act_features(story.scene.attributions[turn.number], story.resolved[turn.number])
        else:
            features = c.happened_features(story.scene, turn)
        options: list[Features] = [[f"{value} {f}" for f in features] for value in values]
        yield options, {values.index(record[task])}


# -- commands ----------------------------------------------------------------------------------------------------------


def train(task: str, stories: Sequence[Story], options: argparse.Namespace) -> dict[str, float]:
    """Fit one task."""
    if task in RANKINGS:
        return fit_ranking(task, stories, rounds=options.rounds, penalty=options.penalty, lean=options.lean)
    return fit([row for s in stories for row in class_rows(task, s)], penalty=options.penalty)


def measure(task: str, stories: Sequence[Story], weight: Weights) -> tuple[int, int, int, int, int, int]:
    """Counts over stories: all, right, valued in gold, given a value, given the right value, given falsely."""
    total = hits = valued = given = hit_values = false = 0
    for s in stories:
        if task in RANKINGS:
            for turn, (_, right, some) in zip(s.scene.turns, ranked(task, s, weight), strict=True):
                _, same = RANKINGS[task]
                known = not same(None, s.gold[turn.number])
                total, hits, valued = total + 1, hits + right, valued + known
                given, hit_values, false = given + some, hit_values + (right and some), false + (some and not known)
        else:
            rows = list(class_rows(task, s))
            total, hits = total + len(rows), hits + round(accuracy(rows, weight) * len(rows) / 100)
    return total, hits, valued, given, hit_values, false


def main() -> None:
    """Fit the tasks, or measure by folds."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("tasks", nargs="*", default=["act", "happened", "channel", "addressee", "date"])
    parser.add_argument("--rounds", type=int, default=3)
    parser.add_argument("--penalty", type=float, default=2.0)
    parser.add_argument("--lean", type=float, default=0.0, help="how much to lean away from giving nothing")
    parser.add_argument("--folds", type=int, default=0)
    options = parser.parse_args()
    loaded = stories()
    for task in options.tasks:
        if options.folds:
            counts = [0] * 6
            for k in range(options.folds):
                weight = train(task, [s for n, s in enumerate(loaded) if n % options.folds != k], options)
                found = measure(task, [s for n, s in enumerate(loaded) if n % options.folds == k], weight)
                counts = [a + b for a, b in zip(counts, found, strict=True)]
            total, hits, valued, given, hit_values, false = counts
            f = 200 * hit_values / max(1, valued + given)
            undated = 100 * false / max(1, total - valued)
            print(f"{task:10} right {100 * hits / total:5.1f} %  F1 {f:5.1f}  recall {100 * hit_values / max(1, valued):5.1f}  false {undated:5.1f}")
        else:
            write(task, ORIGIN, train(task, loaded, options))
            print(f"{task}: written")


if __name__ == "__main__":
    main()
