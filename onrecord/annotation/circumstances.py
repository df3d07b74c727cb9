"""The circumstances of each statement: what act it is, whether it happened, when, where and to whom it was made.

For dates, channels and addressees every statement is set beside the anchors near it (anchors.py), and trees fitted on
annotated articles (training/circumstances.py) give each anchor, and none of them, a probability. With these, statements
are gathered into occasions (occasions.py).
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

from ..models.trees import FloatArray, trees
from ..statement import Act, Addressee, Channel, Happened, Said, Sure
from .acts import act_of, happened
from .anchors import FEATURES, Anchor, Table, table
from .certainty import speaker_sure
from .interview import Interview, find_interview
from .occasions import COLUMNS, gathered, links
from .scene import Scene
from .when import said_of, time_anchors
from .where import channel_anchors, channel_of
from .whom import addressee_anchors, addressee_of


@dataclass(frozen=True, slots=True)
class Circumstances:
    """How a statement was made. Unknown is None (for the channel: "unspecified")."""

    act: Act
    happened: Happened
    said: Said | None
    channel: Channel
    addressee: Addressee | None
    occasion: int | None
    sure: Sure


@dataclass(frozen=True, slots=True)
class Choice:
    """What a statement was given, and how likely that is right."""

    anchor: Anchor | None
    chance: float


#: What the trees decide, and what may tell it.
TASKS: dict[str, Callable[[Scene], Iterator[Anchor]]] = {
    "date": time_anchors,
    "channel": channel_anchors,
    "addressee": addressee_anchors,
}


def find_circumstances(scene: Scene) -> list[Circumstances]:
    """The circumstances of each attribution of a scene, in their order."""
    if not scene.turns:
        return []
    found = tables(scene)
    chance = {task: chances(task, each) for task, each in found.items()}
    date, channel, addressee = (choose(found[task], chance[task]) for task in TASKS)
    pairs = links(scene, found, chance)
    occasion = gathered(pairs, trees("occasion", COLUMNS).probabilities(pairs.rows, pairs.starts))
    interview = find_interview(scene.text)
    told = _of_interview(scene, interview, found) if interview else None
    done: dict[int, Circumstances] = {}
    for k, turn in enumerate(scene.turns):
        if interview and told and interview.answer_at(turn.start):
            date[k], channel[k], addressee[k] = told
        sure = (speaker_sure(scene, turn), date[k].chance, channel[k].chance, addressee[k].chance)
        done[turn.number] = Circumstances(
            act=act_of(scene.attributions[turn.number], scene.resolved[turn.number]),
            happened=happened(scene, turn),
            said=said_of(scene, turn, date[k].anchor),
            channel=channel_of(scene.text, channel[k].anchor),
            addressee=addressee_of(scene.text, addressee[k].anchor),
            occasion=occasion[k],
            sure=Sure(*(round(s, 3) for s in sure)),
        )
    return [done[k] for k in range(len(scene.attributions))]


def tables(scene: Scene) -> dict[str, Table]:
    """The choices of a scene's statements, by task."""
    anchors = {task: list(find(scene)) for task, find in TASKS.items()}
    starts = {task: [a.start for a in found] for task, found in anchors.items()}
    return {
        task: table(
            scene, found, [s for other in TASKS if other != task for s in starts[other]], trees(task, FEATURES).lexicon
        )
        for task, found in anchors.items()
    }


def chances(task: str, found: Table) -> FloatArray:
    """The probability of each row of a table: a statement's rows sum to 1."""
    return trees(task, FEATURES).probabilities(found.features, found.starts)


def choose(found: Table, chance: FloatArray) -> list[Choice]:
    """For each statement the anchor that tells the likeliest value; of those that tell it the likeliest one."""
    rows = np.split(np.arange(len(chance)), found.starts[1:])
    return [_likeliest(found, chance, row) for row in rows] if len(chance) else []


def _likeliest(found: Table, chance: FloatArray, rows: npt.NDArray[np.int64]) -> Choice:
    values = found.value[rows]
    mass = np.bincount(values + 1, weights=chance[rows])
    value = int(mass.argmax()) - 1
    best = int(rows[np.where(values == value, chance[rows], -1).argmax()])
    return Choice(found.anchors[int(found.anchor[best])] if value >= 0 else None, float(mass[value + 1]))


#: An interview set as one says itself what it is; its head mostly says with whom and when ("She spoke to The Velden
#: Herald on Tuesday").
_SET_AS_ONE = 0.95
_SPOKEN_WITH = re.compile(r":(?:spoke|spoken|speaking|talked|talking|talks|sat|interviews?)$")


def _of_interview(scene: Scene, interview: Interview, found: Mapping[str, Table]) -> tuple[Choice, Choice, Choice]:
    """Date, channel and addressee of the answers of an interview."""
    heads = [a for a in found["addressee"].anchors if a.start < interview.start and _SPOKEN_WITH.search(a.kind)]
    channels = [a for a in found["channel"].anchors if a.start < interview.start and a.value == "interview"]
    head = heads[-1] if heads else None
    told = scene.sentences.at(head.start) if head else -1
    dates = [a for a in found["date"].anchors if scene.sentences.at(a.start) == told]
    first = Anchor(interview.start, scene.text.find("\n", interview.start), "interview", "interview")
    return (
        Choice(dates[0] if dates else None, _SET_AS_ONE),
        Choice(channels[-1] if channels else first, _SET_AS_ONE),
        Choice(head, _SET_AS_ONE),
    )
