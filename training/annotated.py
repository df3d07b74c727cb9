"""Articles of PolNeAR train with annotated circumstances.

Two sources: ``circumstances/train.jsonl`` beside the project (70 articles), and ``annotation/circumstances.jsonl``
here, made by a language model that read each article whole after the same guide (CC BY 4.0). The latter holds values
and offsets only; the words are in PolNeAR, which is not ours to give.
"""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from evaluation.gold import SHARED, Gold, read_gold

OURS = Path(__file__).with_name("annotation") / "circumstances.jsonl"
THEIRS = SHARED / "data/circumstances/train.jsonl"
TRAIN = f"polnear:{SHARED / 'data/polnear/train'}"


@dataclass(frozen=True, slots=True)
class Annotated:
    """An article, its publication day, and a record of circumstances for each of its attributions."""

    gold: Gold
    published: str
    records: list[dict[str, Any]]


def annotated() -> Iterator[Annotated]:
    """Every annotated article, in the order of their names."""
    rows = {row["name"]: row for path in (OURS, THEIRS) for row in map(json.loads, path.open(encoding="utf-8"))}
    for gold in read_gold(TRAIN):
        if gold.name in rows:
            row = rows[gold.name]
            yield Annotated(gold, row["published"], [_worded(record, gold.text) for record in row["records"]])


def _worded(record: Mapping[str, Any], text: str) -> dict[str, Any]:
    """Put words in the place of offsets."""
    found = dict(record)
    for key in ("speaker", "addressee"):
        if isinstance(found[key], list):
            found[key] = text[slice(*found[key])]
    return found
