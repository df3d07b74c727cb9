"""The corpora that onrecord is measured on, read with the shared scorer so that both see the same."""

from __future__ import annotations

import importlib.util
import json
import os
from collections.abc import Sequence
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from types import ModuleType
from typing import Any

from onrecord.annotation.attributions import DecodedAttribution

#: Where corpora and scorers lie: beside the project unless ONRECORD_SHARED says otherwise.
SHARED = Path(os.environ.get("ONRECORD_SHARED", Path(__file__).parents[2] / "shared"))
POLNEAR_DEV = f"polnear:{SHARED / 'data/polnear/dev'}"
WIKINEWS_DEV = f"jsonl:{SHARED / 'data/wikinews/dev.jsonl'}"


@dataclass(frozen=True, slots=True)
class Gold:
    """One annotated article; ``attributions`` hold fragments under Source, Cue and Content."""

    name: str
    text: str
    attributions: list[dict[str, list[tuple[int, int]]]]


@cache
def scorer() -> ModuleType:
    """Load the shared scorer."""
    spec = importlib.util.spec_from_file_location("shared_score", SHARED / "tools" / "score.py")
    if spec is None or spec.loader is None:
        raise FileNotFoundError(f"no scorer under {SHARED}; set ONRECORD_SHARED")
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


def read_gold(spec: str) -> list[Gold]:
    """Read ``polnear:FOLDER`` or ``jsonl:FILE``."""
    found: dict[str, Any] = scorer().read_gold(spec)
    return [Gold(name, text, attributions) for name, (text, attributions) in sorted(found.items())]


Places = Sequence[tuple[int, int]]


def soft_pairs(article: Gold, found: Sequence[tuple[Places, Places, Places]]) -> list[int | None]:
    """For each attribution found (source, cue, content) the number of the gold one that it matches as the scorer's
    ``linked_soft`` asks; each gold one counts once.

    Cues overlap, sources overlap or are both absent, contents share half of their characters (Jaccard).
    """
    score, text = scorer(), article.text

    def characters(places: Places) -> set[int]:
        return set(score.chars(score.merge(places, text), text))

    gold = [tuple(characters(g[role]) for role in score.ROLES) for g in article.attributions]
    used: set[int] = set()
    pairs: list[int | None] = []
    for one in found:
        source, cue, content = (characters(p) for p in one)
        best: tuple[int, int] | None = None
        for k, (gold_source, gold_cue, gold_content) in enumerate(gold):
            common = len(content & gold_content)
            fits = bool(cue & gold_cue) and (bool(source & gold_source) or not (source or gold_source))
            if k in used or not fits or common < 0.5 * len(content | gold_content):
                continue
            if best is None or common > best[0]:
                best = common, k
        if best is not None:
            used.add(best[1])
        pairs.append(best[1] if best else None)
    return pairs


def soft_matches(article: Gold, drafts: Sequence[DecodedAttribution]) -> list[bool]:
    """Whether each draft matches a gold attribution softly."""
    return [k is not None for k in soft_pairs(article, [(d.source, d.cue, d.content) for d in drafts])]


def read_circumstances(path: Path) -> dict[str, Any]:
    """Read the circumstances of a corpus: records in cue order, by article name."""
    lines = path.read_text(encoding="utf-8").splitlines()
    return {row["name"]: row["records"] for row in map(json.loads, lines)}
