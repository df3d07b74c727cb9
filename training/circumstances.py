"""Fit the weights of act, happened, channel, addressee and date: ``python -m training.circumstances [TASK ...]``.

Examples are the attributions of the articles of PolNeAR train whose circumstances are annotated (annotated.py).
Statements of an article look back at each other; so the rankings are fitted in rounds, each on what the round before
gave to the statements before. ``--folds`` prints how right each task is on articles that it was not fitted on.
"""

from __future__ import annotations

import argparse
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from evaluation.gold import scorer
from onrecord.annotation import circumstances as c
from onrecord.annotation.anchors import Anchor, Ranker
from onrecord.annotation.attributions import kind_of
from onrecord.annotation.scene import Scene
from onrecord.annotation.speakers import Resolved, resolve_speakers
from onrecord.annotation.when import time_anchors
from onrecord.article import Article
from onrecord.dates import find_times
from onrecord.models.log_linear import Features, probabilities
from onrecord.statement import Attribution, Span
from onrecord.text.quotes import find_quotations

from .annotated import annotated
from .ranking import Example, fit, write

FOLDS = 5
ORIGIN = "training/circumstances.py on PolNeAR train (no licence stated) with our annotation (CC BY 4.0)"
Weights = Mapping[str, float]


@dataclass(frozen=True, slots=True)
class Story:
    """An annotated article: its scene, who was resolved, and the gold record of each attribution."""

    scene: Scene
    resolved: Sequence[Resolved]
    gold: Sequence[Mapping[str, Any]]


def stories() -> list[Story]:
    """The annotated articles, with the attributions that people found."""
    return [
        story(Article(source=a.gold.name, text=a.gold.text, published=a.published), a.gold.attributions, a.records)
        for a in annotated()
    ]


def story(article: Article, attributions: Sequence[Mapping[str, list[tuple[int, int]]]], gold: Any) -> Story:
    """Make the scene of one annotated article."""
    text = article.text
    quotations = [q for q in find_quotations(text) if q.depth == 1]
    starts = [q.start for q in quotations]
    made = []
    for a in attributions:
        source, cue, content = (
            tuple(Span.of(text, x, y) for x, y in scorer().merge(a[role], text))
            for role in ("Source", "Cue", "Content")
        )
        kind = kind_of(text, [(s.start, s.end) for s in content], quotations, starts)
        made.append(Attribution(source, cue, content, kind, 1.0))
    story = resolve_speakers(article, made)
    resolved = story.speakers
    return Story(Scene(article, made, resolved, story.discourse), resolved, gold)


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
    "date": (lambda s: list(time_anchors(s.scene, find_times(s.scene.text, s.scene.article.published))), same_day),
}


@dataclass(frozen=True, slots=True)
class Settings:
    """How a task is fitted; ``lean`` is how much it is leaned away from giving nothing."""

    penalty: float
    rounds: int = 1
    lean: float = 0.0


#: Chosen by folds on the training articles; the leaning so that F1 is greatest, for dates so that few are false.
SETTINGS = {
    "act": Settings(penalty=1.0),
    "happened": Settings(penalty=1.0, lean=1.6),
    "channel": Settings(penalty=5.0, rounds=2, lean=0.3),
    "date": Settings(penalty=5.0, lean=0.2),
    "addressee": Settings(penalty=5.0, lean=1.2),
}
#: The class that stands for nothing in particular.
DEFAULT = {"act": "said", "happened": "yes"}


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


def fit_ranking(task: str, stories: Sequence[Story]) -> dict[str, float]:
    """Fit in rounds: first looking back at gold, then at what the weights before gave."""
    weight: dict[str, float] = {}
    for _ in range(SETTINGS[task].rounds):
        rows = [row for s in stories for row, _, _ in ranked(task, s, weight or None) if row[1]]
        weight = fit(rows, penalty=SETTINGS[task].penalty)
    weight["none"] = round(weight.get("none", 0.0) - SETTINGS[task].lean, 3)
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


def train(task: str, stories: Sequence[Story]) -> Weights:
    """Fit one task."""
    if task in RANKINGS:
        return fit_ranking(task, stories)
    weight = fit([row for s in stories for row in class_rows(task, s)], penalty=SETTINGS[task].penalty)
    weight[f"{DEFAULT[task]} any"] = round(weight.get(f"{DEFAULT[task]} any", 0.0) - SETTINGS[task].lean, 3)
    return weight


@dataclass(slots=True)
class Counts:
    """How a task did: statements, right ones, valued in gold, given a value, given the right one, given one falsely."""

    total: int = 0
    right: int = 0
    valued: int = 0
    given: int = 0
    found: int = 0
    false: int = 0

    def __str__(self) -> str:
        f1 = 200 * self.found / max(1, self.valued + self.given)
        recall = 100 * self.found / max(1, self.valued)
        false = 100 * self.false / max(1, self.total - self.valued)
        right = 100 * self.right / max(1, self.total)
        return f"right {right:5.1f} %  F1 {f1:5.1f}  recall {recall:5.1f}  given falsely {false:5.1f}"


def measure(task: str, stories: Sequence[Story], weight: Weights, counts: Counts) -> None:
    """Add what weights do on stories to the counts."""
    for s in stories:
        if task in RANKINGS:
            same = RANKINGS[task][1]
            for turn, (_, right, some) in zip(s.scene.turns, ranked(task, s, weight), strict=True):
                known = not same(None, s.gold[turn.number])
                counts.total += 1
                counts.right += right
                counts.valued += known
                counts.given += some
                counts.found += right and some
                counts.false += some and not known
        else:
            values: Sequence[str] = c.ACTS if task == "act" else c.HAPPENED
            for options, gold in class_rows(task, s):
                chances = probabilities(options, weight)
                given = values[chances.index(max(chances))]
                known = DEFAULT[task] not in {values[k] for k in gold}
                counts.total += 1
                counts.right += chances.index(max(chances)) in gold
                counts.valued += known
                counts.given += given != DEFAULT[task]
                counts.found += known and given != DEFAULT[task]
                counts.false += not known and given != DEFAULT[task]


def main() -> None:
    """Fit the tasks, or measure by folds."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("tasks", nargs="*", default=list(SETTINGS))
    parser.add_argument("--folds", action="store_true", help="measure on articles left out instead of writing weights")
    options = parser.parse_args()
    loaded = stories()
    for task in options.tasks:
        if not options.folds:
            write(task, ORIGIN, train(task, loaded))
            print(f"{task}: written")
            continue
        counts = Counts()
        for k in range(FOLDS):
            weight = train(task, [s for n, s in enumerate(loaded) if n % FOLDS != k])
            measure(task, loaded[k::FOLDS], weight, counts)
        print(f"{task:10} {counts}")


if __name__ == "__main__":
    main()
