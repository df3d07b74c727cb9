"""Pairs that the stance network learns from.

- Perspectrum (CogComp/perspectrum, CC BY-SA 4.0): claims with sentences that support or undermine them.
- ``annotation/stance_own.jsonl`` and ``relations_own.jsonl``: written by a language model for this project (CC BY 4.0).
- ``annotation/stance_news.jsonl``: statements of PolNeAR train, offsets and values only (CC BY 4.0); the words are in
  PolNeAR, which is not ours to give.
"""

from __future__ import annotations

import json
import random
import re
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Any

from evaluation.gold import SHARED, Gold, read_gold
from onrecord.passage import Passage

ANNOTATION = Path(__file__).with_name("annotation")
PERSPECTRUM = SHARED / "data/perspectrum"
TRAIN = f"polnear:{SHARED / 'data/polnear/train'}"
DEV = f"polnear:{SHARED / 'data/polnear/dev'}"
_SIDES = {"SUPPORT": "for", "MILDLY_SUPPORT": "for", "UNDERMINE": "against", "MILDLY_UNDERMINE": "against"}
RELATED = {"for": "consistent", "against": "inconsistent", "none": "unrelated"}
_WORD = re.compile(r"[a-z]{4,}")


@dataclass(frozen=True, slots=True)
class Pair:
    """A statement with a sentence (``stance``) or with another statement (``relation``); ``words``: what shows it."""

    toward: str
    passage: Passage
    stance: str | None = None
    relation: str | None = None
    words: tuple[int, int] | None = None


@dataclass(frozen=True, slots=True)
class Claim:
    """A claim, its topics, and the sentences on either side of it, each in several wordings."""

    text: str
    topics: frozenset[str]
    dev: bool
    sentences: list[tuple[str, list[str]]]


def lines(path: Path) -> list[dict[str, Any]]:
    """The objects of a JSON Lines file; none when it isn't there."""
    if not path.exists():
        return []
    return [json.loads(line) for line in path.read_text(encoding="utf-8").splitlines() if line.strip()]


@cache
def _claims() -> list[Claim]:
    """Perspectrum's claims; sentences that say the same (paraphrases) stand together."""
    split = json.loads((PERSPECTRUM / "dataset_split_v1.0.json").read_text(encoding="utf-8"))
    pool = json.loads((PERSPECTRUM / "perspective_pool_v1.0.json").read_text(encoding="utf-8"))
    topics = json.loads((PERSPECTRUM / "topic.json").read_text(encoding="utf-8"))
    text = {p["pId"]: p["text"].strip() for p in pool}
    about = {t["claim_id"]: frozenset(t["topics"]) for t in topics}
    rows = json.loads((PERSPECTRUM / "perspectrum_with_answers_v1.0.json").read_text(encoding="utf-8"))
    return [
        Claim(row["text"], about.get(row["cId"], frozenset()), split[str(row["cId"])] == "dev", [
            (_SIDES[p["stance_label_5"]], [text[i] for i in p["pids"]])
            for p in row["perspectives"] if p["stance_label_5"] in _SIDES
        ])
        for row in rows
    ]  # fmt: skip


def perspectrum(rng: random.Random, *, dev: bool = False) -> list[Pair]:
    """One of the paraphrases of each sentence with its claim, and a quarter more with other claims, for "none".

    ``dev``: from the claims of Perspectrum's dev part, which is never learned from.
    """
    claims = [c for c in _claims() if c.dev == dev]
    sided = [(c, side, rng.choice(same)) for c in claims for side, same in c.sentences]
    found = []
    for claim, side, words in sided:
        found.append(_both(claim.text, words, side))
        other, _, elsewhere = rng.choice(sided)
        chance = 0.6 if other.topics & claim.topics else 0.15
        if rng.random() < chance and not _content(elsewhere) & _content(claim.text):
            found.append(_both(claim.text, elsewhere, "none"))
    return found


def _both(toward: str, words: str, stance: str) -> Pair:
    return Pair(toward, Passage.of(words), stance=stance, relation=RELATED[stance])


def _content(text: str) -> set[str]:
    return set(_WORD.findall(text.lower()))


def own_stances() -> list[Pair]:
    """Statements written for this project."""
    found = []
    for row in lines(ANNOTATION / "stance_own.jsonl"):
        at = row["statement"].find(row.get("words") or "\0")
        words = (at, at + len(row["words"])) if at >= 0 else None
        found.append(Pair(row["toward"], Passage.of(row["statement"]), stance=row["stance"], words=words))
    return found


def own_relations() -> list[Pair]:
    """Pairs of statements written for this project."""
    rows = lines(ANNOTATION / "relations_own.jsonl")
    return [Pair(r["one"], Passage.of(r["other"]), relation=r["label"].lower()) for r in rows]


def news_stances() -> list[Pair]:
    """Statements of PolNeAR train."""
    found = []
    for row in lines(ANNOTATION / "stance_news.jsonl"):
        if row.get("relevant", True):
            passage = printed(row["article"], row["content"], speaker=row.get("person", ""))
            found.append(Pair(row["toward"], passage, stance=row["stance"] or "none"))
    return found


def judged_relations() -> list[Pair]:
    """Pairs of political statements judged by people (CC BY 4.0)."""
    rows = lines(SHARED / "data/positions/pairs.jsonl")
    return [Pair(r["first"], Passage.of(r["second"]), relation=r["label"].lower()) for r in rows]


@dataclass(frozen=True, slots=True)
class LabelledSet:
    """A person's relevant statements on a subject."""

    person: str
    subject: str
    pairs: list[Pair]


def labelled_sets() -> list[LabelledSet]:
    """The labelled sets of positions/dev.jsonl: what the stance is measured on, never learned from."""
    return [
        LabelledSet(row["person"], row["subject"], [
            _item(row, item) for item in row["items"] if item["relevant"]
        ])
        for row in lines(SHARED / "data/positions/dev.jsonl")
    ]  # fmt: skip


def _item(row: dict[str, Any], item: dict[str, Any]) -> Pair:
    passage = printed(item["article"], item["content"], speaker=row["person"])
    at = passage.text.find(item["words"]) if item["words"] else -1
    words = (at, at + len(item["words"])) if at >= 0 else None
    return Pair(row["proposition"], passage, stance=item["stance"] or "none", words=words)


@cache
def _articles() -> dict[str, Gold]:
    return {g.name: g for spec in (TRAIN, DEV) for g in read_gold(spec)}


def printed(article: str, content: list[list[int]], *, speaker: str = "") -> Passage:
    """The passage of a PolNeAR attribution: the one whose content shares most characters with ``content``."""
    gold = _articles()[article]
    wanted = {c for a, b in content for c in range(a, b)}

    def shared(attribution: dict[str, list[tuple[int, int]]]) -> float:
        there = {c for a, b in attribution["Content"] for c in range(a, b)}
        return len(wanted & there) / max(1, len(wanted | there))

    best = max(gold.attributions, key=shared, default=None)
    cue, source = ((), ()) if best is None or shared(best) < 0.3 else (tuple(best["Cue"]), tuple(best["Source"]))
    return Passage.cut(gold.text, tuple((a, b) for a, b in content), cue, source, speaker=speaker)
