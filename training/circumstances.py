"""Fit what tells the circumstances of statements: ``python -m training.circumstances [TASK ...]``.

Tasks: act, happened and speaker, whether it is right (log-linear models); date, channel and addressee (trees over a
statement beside each anchor); occasion (trees over pairs of statements, which look at what the other trees say; for it
these are fitted crosswise, on two thirds of the articles for the last third). Examples are the annotated articles
(annotated.py). ``--folds`` prints how right each task is on articles that it was not fitted on.
"""

from __future__ import annotations

import argparse
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import pairwise
from typing import Any

import numpy as np

from evaluation.gold import scorer
from onrecord.annotation import acts, occasions
from onrecord.annotation.anchors import FEATURES, Anchor, Table, anchor_words, cue_words, table
from onrecord.annotation.attributions import kind_of
from onrecord.annotation.certainty import speaker_features, speaker_options
from onrecord.annotation.circumstances import TASKS, choose
from onrecord.annotation.scene import Scene
from onrecord.annotation.speakers import resolve_speakers
from onrecord.article import Article
from onrecord.models.log_linear import Features, probabilities
from onrecord.models.trees import FloatArray, softmax
from onrecord.statement import Attribution, Span
from onrecord.text.outline import Outline

from .annotated import annotated
from .ranking import Example, fit, write
from .trees import Choices, fit_trees, joined, write_trees

FOLDS = 3
ORIGIN = "PolNeAR train (no licence stated) with our annotation, and stories of our own (CC BY 4.0)"
#: How far a choice is leaned away from none; chosen by folds so that most statements are right, F1 where that is level.
LEAN = {"date": 0.0, "channel": 0.2, "addressee": 0.3}
#: Act, happened, and whether the speaker is right: the penalty, and how far they lean away from DEFAULT.
CLASSES = {"act": (1.0, 0.0), "happened": (1.0, 1.6), "speaker": (1.0, 0.0)}
#: The class that stands for nothing in particular.
DEFAULT = {"happened": "yes"}
#: An anchor that overlaps the words which the annotator gave teaches so much more than another of the same value.
_AT = 2.0
_MODERN = 3
Record = Mapping[str, Any]
Lexicon = Mapping[str, float]


@dataclass(frozen=True, slots=True)
class Story:
    """An annotated article: its scene and the gold record of each statement in reading order.

    The trees see it so many ``times``: the few modern stories count more than one article of 2016 each.
    """

    scene: Scene
    gold: Sequence[Record]
    times: int = 1


def stories() -> list[Story]:
    """The annotated articles, with the attributions that people found."""
    return [
        story(Article(source=a.gold.name, text=a.gold.text, published=a.published), a.gold.attributions, a.records)
        for a in annotated()
    ]


def story(
    article: Article, attributions: Sequence[Mapping[str, list[tuple[int, int]]]], gold: Sequence[Record]
) -> Story:
    """Make the scene of one annotated article."""
    text = article.text
    outline = Outline(text)
    quotations = outline.quotations
    starts = [q.start for q in quotations]
    made = []
    for a in attributions:
        source, cue, content = (
            tuple(Span.of(text, x, y) for x, y in scorer().merge(a[role], text))
            for role in ("Source", "Cue", "Content")
        )
        kind = kind_of(text, [(s.start, s.end) for s in content], quotations, starts)
        made.append(Attribution(source, cue, content, kind, 1.0))
    told = resolve_speakers(article, made, outline)
    scene = Scene(article, made, told.speakers, told.discourse)
    return Story(scene, [gold[t.number] for t in scene.turns], _MODERN if "also_right" in gold[0] else 1)


# -- anchors -----------------------------------------------------------------------------------------------------------


def _said_then(anchor: Anchor, record: Record) -> bool:
    values = [record["said"], *record.get("also_right", {}).get("said", ())]
    return any(v and anchor.value == scorer().days(v) for v in values)


def _said_there(anchor: Anchor, record: Record) -> bool:
    return anchor.value in (record["channel"], *record.get("also_right", {}).get("channel", ()))


def _said_to(anchor: Anchor, record: Record) -> bool:
    values = [record["addressee"], *record.get("also_right", {}).get("addressee", ())]
    return any(v and scorer().near_words(anchor.value, v) for v in values)


#: Whether an anchor tells what is right; and where the annotation keeps the value and the place of its words.
RIGHT: dict[str, tuple[Callable[[Anchor, Record], bool], str, str]] = {
    "date": (_said_then, "said", "said_at"),
    "channel": (_said_there, "channel", "channel_at"),
    "addressee": (_said_to, "addressee", "addressee_at"),
}


@dataclass(frozen=True, slots=True)
class Task:
    """One task over all stories: tables without a lexicon, and how much each row is wanted."""

    name: str
    stories: Sequence[Story]
    tables: Sequence[Table]
    right: Sequence[FloatArray]

    def filled(self, k: int, lexicon: Lexicon) -> FloatArray:
        """The rows of a story with what a lexicon says of its words."""
        found, scene = self.tables[k], self.stories[k].scene
        rows = found.features.copy()
        anchors = [sum(lexicon.get(w, 0.0) for w in anchor_words(scene.text, a)) for a in found.anchors]
        cues = [sum(lexicon.get(w, 0.0) for w in cue_words(t.cue)) for t in scene.turns]
        rows[:, FEATURES.index("anchor_word")] = np.where(
            found.anchor < 0, np.nan, np.array([*anchors, 0.0])[found.anchor]
        )
        rows[:, FEATURES.index("cue")] = np.array(cues)[found.turn]
        return rows

    def choices(self, k: int, lexicon: Lexicon) -> Choices:
        """A story's choices, for the trees."""
        return Choices(self.filled(k, lexicon), self.tables[k].starts, self.right[k])


def load(name: str, loaded: Sequence[Story]) -> Task:
    """Set the statements of all stories beside their anchors."""
    made, right = [], []
    for s in loaded:
        anchors = {task: list(find(s.scene)) for task, find in TASKS.items()}
        found = table(s.scene, anchors[name], [a.start for o in TASKS if o != name for a in anchors[o]], {})
        made.append(found)
        right.append(_wanted(name, s, found))
    return Task(name, loaded, made, right)


def _wanted(name: str, story: Story, found: Table) -> FloatArray:
    tells, value, at = RIGHT[name]
    wanted = np.zeros(len(found.turn), dtype=np.float32)
    for k, (turn, number) in enumerate(zip(found.turn.tolist(), found.anchor.tolist(), strict=True)):
        record = story.gold[turn]
        if number < 0:
            wanted[k] = record[value] in (None, "", "unspecified")
        elif tells(found.anchors[number], record):
            place = record.get(at)
            anchor = found.anchors[number]
            wanted[k] = 1 + _AT * bool(place and anchor.start < place[1] and place[0] < anchor.end)
    return wanted


def fit_lexicon(task: Task, numbers: Sequence[int]) -> Lexicon:
    """What the words of anchors and cues are worth, beside where they stand."""
    rows = [row for k in numbers for row in _worded(task, k) if row[1]]
    fitted = fit(rows, penalty=5.0, steps=120, fewest=5)
    return {f: w for f, w in fitted.items() if f.split(":")[0] in ("kind", "lead", "next", "cue", "word", "last")}


def _worded(task: Task, k: int) -> Iterator[Example]:
    found, scene = task.tables[k], task.stories[k].scene
    words = [anchor_words(scene.text, a) for a in found.anchors]
    columns = {
        name: found.features[:, FEATURES.index(name)] for name in ("gap", "in_quotation", "same_speaks", "direct")
    }
    bounds = [*found.starts.tolist(), len(found.turn)]
    for a, b in pairwise(bounds):
        candidates: list[Features] = []
        for i in range(a, b):
            if found.anchor[i] < 0:
                candidates.append(["none", *cue_words(scene.turns[int(found.turn[i])].cue)])
                continue
            gap = int(columns["gap"][i])
            side = "own" if gap == 0 else f"back{min(4, (-gap).bit_length())}" if gap < 0 else "ahead"
            told = [f"{name}={columns[name][i]:.0f}" for name in ("in_quotation", "same_speaks", "direct")]
            candidates.append([f"at={side}", *told, *words[int(found.anchor[i])]])
        yield candidates, {i for i in range(b - a) if task.right[k][a + i] > 0}


def crosswise(task: Task, folds: Sequence[int]) -> tuple[list[Lexicon], list[FloatArray]]:
    """A lexicon for each fold, and the chances of each story by trees, both fitted on the other folds."""
    every = range(len(task.stories))
    lexicons = [fit_lexicon(task, [k for k in every if folds[k] != f]) for f in range(FOLDS)]
    chances: list[FloatArray] = [np.zeros(0, np.float32)] * len(task.stories)
    for f in range(FOLDS):
        apart = [k for k in every if folds[k] != f]
        parts = [p for k in apart for p in [task.choices(k, lexicons[folds[k]])] * task.stories[k].times]
        booster = fit_trees(joined(parts))
        for k in every:
            if folds[k] == f and len(task.tables[k].turn):
                chances[k] = softmax(booster.predict(task.filled(k, lexicons[f])), task.tables[k].starts)
    return lexicons, chances


# -- occasions ---------------------------------------------------------------------------------------------------------


def occasion_choices(story: Story, tables: Mapping[str, Table], chances: Mapping[str, FloatArray]) -> Choices | None:
    """Pairs of statements and whether they share an occasion; None where the annotation has no occasions."""
    gold = [record.get("occasion") for record in story.gold]
    if not gold or None in gold:
        return None
    found = occasions.links(story.scene, tables, chances)
    number = np.array(gold)
    pair, s, t = found.earlier >= 0, found.turn, found.earlier
    right = pair & (number[s] > 0) & (number[s] == number[t])
    joins = np.zeros(len(gold), dtype=bool)
    np.logical_or.at(joins, s, right)
    right |= (t == occasions.NONE) & (number[s] == 0)
    right |= (t == occasions.OWN) & (number[s] > 0) & ~joins[s]
    return Choices(found.rows, found.starts, right.astype(np.float32))


# -- classes -----------------------------------------------------------------------------------------------------------


def class_rows(task: str, story: Story) -> Iterator[Example]:
    """Each statement as a choice among the classes of a task."""
    values: Sequence[str] = acts.ACTS if task == "act" else acts.HAPPENED
    scene = story.scene
    if task == "speaker":
        for turn, record in zip(scene.turns, story.gold, strict=True):
            yield speaker_options(speaker_features(scene, turn)), {int(_said_by(turn.speaker, record))}
        return
    for turn, record in zip(scene.turns, story.gold, strict=True):
        if task == "act":
            features = acts.act_features(scene.attributions[turn.number], scene.resolved[turn.number])
        else:
            features = acts.happened_features(scene, turn)
        options: list[Features] = [[f"{value} {f}" for f in features] for value in values]
        yield options, {values.index(record[task])}


def _said_by(name: str | None, record: Record) -> bool:
    values = [record["speaker"], record.get("speaker2"), *record.get("also_right", {}).get("speaker", ())]
    return any(v and scorer().same_name(name, v) for v in values) if record["speaker"] else name is None


def fit_classes(task: str, loaded: Sequence[Story]) -> dict[str, float]:
    """Fit act or happened."""
    penalty, lean = CLASSES[task]
    weight = fit([row for s in loaded for row in class_rows(task, s)], penalty=penalty)
    if lean:
        weight[f"{DEFAULT[task]} any"] = round(weight.get(f"{DEFAULT[task]} any", 0.0) - lean, 3)
    return weight


def class_accuracy(task: str, loaded: Sequence[Story], folds: Sequence[int]) -> str:
    """How right act or happened is on stories left out."""
    right = total = 0
    for f in range(FOLDS):
        weight = fit_classes(task, [s for s, fold in zip(loaded, folds, strict=True) if fold != f])
        for s in (s for s, fold in zip(loaded, folds, strict=True) if fold == f):
            for options, gold in class_rows(task, s):
                chance = probabilities(options, weight)
                right += chance.index(max(chance)) in gold
                total += 1
    return f"right {100 * right / total:.1f} % of {total}"


# -- commands ----------------------------------------------------------------------------------------------------------


def shown(task: Task, chances: Sequence[FloatArray]) -> str:
    """How right the chances are: of statements, F1 of those with a value, how many got one falsely."""
    total = right = valued = given = found = false = 0
    for s, made, chance in zip(task.stories, task.tables, chances, strict=True):
        for record, choice in zip(s.gold, choose(made, chance), strict=True):
            anchor = choice.anchor
            known = record[RIGHT[task.name][1]] not in (None, "", "unspecified")
            ok = RIGHT[task.name][0](anchor, record) if anchor else not known
            total, right, valued = total + 1, right + ok, valued + known
            given, found = given + (anchor is not None), found + (anchor is not None and ok)
            false += anchor is not None and not known
    f1 = 200 * found / max(1, valued + given)
    return f"right {100 * right / total:.1f} %  F1 {f1:.1f}  given falsely {100 * false / max(1, total - valued):.1f} %"


def main() -> None:
    """Fit the tasks, or measure by folds."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("tasks", nargs="*", default=[*CLASSES, *TASKS, "occasion"])
    parser.add_argument("--folds", action="store_true", help="measure on articles left out instead of writing weights")
    options = parser.parse_args()
    loaded = stories()
    folds = np.random.default_rng(0).permutation(len(loaded)) % FOLDS
    for task in (t for t in options.tasks if t in CLASSES):
        if options.folds:
            print(f"{task:10} {class_accuracy(task, loaded, folds)}", flush=True)
        else:
            write(task, ORIGIN, fit_classes(task, loaded))
    tables: dict[str, Sequence[Table]] = {}
    chances: dict[str, list[FloatArray]] = {}
    for name in (t for t in TASKS if t in options.tasks or "occasion" in options.tasks):
        task = load(name, loaded)
        lexicons, chances[name] = crosswise(task, folds)
        tables[name] = task.tables
        print(f"{name:10} {shown(task, chances[name])}", flush=True)
        if not options.folds:
            parts = [p for k, f in enumerate(folds) for p in [task.choices(k, lexicons[f])] * task.stories[k].times]
            lexicon = fit_lexicon(task, range(len(loaded)))
            write_trees(name, fit_trees(joined(parts)), FEATURES, lexicon, lean=LEAN[name], origin=ORIGIN)
    if "occasion" in options.tasks:
        parts = [
            occasion_choices(s, {t: tables[t][k] for t in TASKS}, {t: chances[t][k] for t in TASKS})
            for k, s in enumerate(loaded)
        ]
        booster = fit_trees(joined([p for p in parts if p is not None]), rounds=80)
        write_trees("occasion", booster, occasions.COLUMNS, {}, lean=0.0, origin=ORIGIN)


if __name__ == "__main__":
    main()
