"""Articles with annotated circumstances, made by language models that read each article whole (CC BY 4.0).

Of PolNeAR train: ``circumstances/train.jsonl`` (70 articles) and ``circumstances/train-occasions.jsonl`` (357, with the
places of the telling words and occasion numbers) beside the project, and ``annotation/circumstances.jsonl`` here (160).
These hold values and offsets only; the words are in PolNeAR, which is not ours to give. And modern stories of our own
about invented people, text and all: ``annotation/stories.jsonl``.
"""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from evaluation.gold import SHARED, Gold, read_gold

ANNOTATION = Path(__file__).with_name("annotation")
RECORDS = (
    ANNOTATION / "circumstances.jsonl",
    *(SHARED / "data/circumstances" / name for name in ("train.jsonl", "train-occasions.jsonl")),
)
STORIES = ANNOTATION / "stories.jsonl"
TRAIN = f"polnear:{SHARED / 'data/polnear/train'}"


@dataclass(frozen=True, slots=True)
class Annotated:
    """An article, its publication day, and a record of circumstances for each of its attributions."""

    gold: Gold
    published: str
    records: list[dict[str, Any]]


def annotated() -> Iterator[Annotated]:
    """Every annotated article: the news, in the order of their names, then the stories."""
    rows = {row["name"]: row for path in RECORDS for row in map(json.loads, path.open(encoding="utf-8"))}
    for gold in read_gold(TRAIN):
        if gold.name in rows:
            row = rows[gold.name]
            yield Annotated(gold, row["published"], [_worded(record, gold.text) for record in row["records"]])
    for row in map(json.loads, STORIES.open(encoding="utf-8")):
        attributions = [
            {role: [(a, b) for a, b in record[role]] for role in ("Source", "Cue", "Content")}
            for record in row["records"]
        ]
        yield Annotated(Gold(row["name"], row["text"], attributions), row["published"], row["records"])


def _worded(record: Mapping[str, Any], text: str) -> dict[str, Any]:
    """Put words in the place of offsets."""
    found = dict(record)
    for key in ("speaker", "addressee"):
        if isinstance(found[key], list):
            found[key] = text[slice(*found[key])]
    return found
