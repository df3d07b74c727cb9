"""The labelled statements that the stance is measured on: positions/dev.jsonl and positions/pairs.jsonl."""

from __future__ import annotations

import json
import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Any

from onrecord.models.stance_input import Places, StatementText

from .gold import POLNEAR_DEV, SHARED, Gold, read_gold

POLNEAR_TRAIN = f"polnear:{SHARED / 'data/polnear/train'}"
SETS = SHARED / "data/positions/dev.jsonl"
PAIRS = SHARED / "data/positions/pairs.jsonl"
#: A gold attribution is an item's when their contents share so much (Jaccard).
_SAME = 0.3


@dataclass(frozen=True, slots=True)
class Item:
    """A statement on a subject; ``words``: the place of the words in ``passage.text`` that show the stance."""

    passage: StatementText
    stance: str
    words: tuple[int, int] | None


@dataclass(frozen=True, slots=True)
class LabelledSet:
    """A person's relevant statements on a subject, judged towards a sentence."""

    person: str
    subject: str
    toward: str
    items: list[Item]


def read_lines(path: Path) -> list[dict[str, Any]]:
    """The objects of a JSON Lines file."""
    return [json.loads(line) for line in path.read_text(encoding="utf-8").splitlines() if line.strip()]


def labelled_sets() -> list[LabelledSet]:
    """The sets of positions/dev.jsonl, without what isn't relevant to the subject."""
    return [
        LabelledSet(
            row["person"], row["subject"], row["proposition"],
            [_item(item, row["person"]) for item in row["items"] if item["relevant"]],
        )
        for row in read_lines(SETS)
    ]  # fmt: skip


def judged_pairs() -> list[tuple[str, str, str]]:
    """Two statements, and how people judged them to go together."""
    return [(r["first"], r["second"], r["label"].lower()) for r in read_lines(PAIRS)]


def _item(row: Mapping[str, Any], person: str) -> Item:
    passage = printed(row["article"], row["content"], speaker=person)
    at = passage.text.find(row["words"]) if row["words"] else -1
    return Item(passage, row["stance"] or "none", (at, at + len(row["words"])) if at >= 0 else None)


@cache
def _articles() -> dict[str, Gold]:
    return {g.name: g for spec in (POLNEAR_TRAIN, POLNEAR_DEV) for g in read_gold(spec)}


def printed(article: str, content: Sequence[Sequence[int]], *, speaker: str) -> StatementText:
    """The passage of a PolNeAR attribution: the one whose content shares most with ``content``, if any shares much."""
    gold = _articles()[article]
    wanted = {c for a, b in content for c in range(a, b)}

    def shared(attribution: Mapping[str, Sequence[tuple[int, int]]]) -> float:
        there = {c for a, b in attribution["Content"] for c in range(a, b)}
        return len(wanted & there) / max(1, len(wanted | there))

    best = max(gold.attributions, key=shared, default=None)
    cue, source = ((), ()) if best is None or shared(best) < _SAME else (tuple(best["Cue"]), tuple(best["Source"]))
    return StatementText.cut(gold.text, tuple((a, b) for a, b in content), cue, source, speaker=speaker)


def put_names(text: str, words: Mapping[str, str]) -> str:
    """Put other words in the place of some whole words."""
    return _words(words).sub(lambda m: words[m[0]], text)


def renamed(passage: StatementText, words: Mapping[str, str]) -> StatementText:
    """A passage with other names in it; its places move along."""
    moves = [(m.start(), len(words[m[0]]) - len(m[0])) for m in _words(words).finditer(passage.text)]

    def moved(places: Places) -> Places:
        return tuple((a + _shift(moves, a), b + _shift(moves, b)) for a, b in places)

    return StatementText(
        put_names(passage.text, words), moved(passage.content), moved(passage.cue), moved(passage.source),
        put_names(passage.speaker, words),
    )  # fmt: skip


def _words(words: Mapping[str, str]) -> re.Pattern[str]:
    return re.compile(r"\b(?:" + "|".join(map(re.escape, words)) + r")\b")


def _shift(moves: Sequence[tuple[int, int]], place: int) -> int:
    return sum(by for at, by in moves if at < place)
