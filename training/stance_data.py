"""Pairs that the stance network learns from.

- Perspectrum (CogComp/perspectrum, CC BY-SA 4.0): claims with sentences that support or undermine them.
- ``annotation/stance_own.jsonl``, ``relations_own.jsonl`` and ``sides_own.jsonl``: written by a language model for this
  project (CC BY 4.0).
- ``annotation/stance_news.jsonl``: statements of PolNeAR train, offsets and values only (CC BY 4.0); the words are in
  PolNeAR, which is not ours to give.
"""

from __future__ import annotations

import json
import random
import re
from collections import defaultdict
from dataclasses import dataclass
from functools import cache
from itertools import combinations
from pathlib import Path

from evaluation.gold import SHARED
from evaluation.stance_sets import judged_pairs, labelled_sets, printed, read_lines
from onrecord.models.stance_input import StatementText

ANNOTATION = Path(__file__).with_name("annotation")
PERSPECTRUM = SHARED / "data/perspectrum"
_SIDES = {"SUPPORT": "for", "MILDLY_SUPPORT": "for", "UNDERMINE": "against", "MILDLY_UNDERMINE": "against"}
RELATED = {"for": "consistent", "against": "inconsistent", "none": "unrelated"}
_WORD = re.compile(r"[a-z]{4,}")


@dataclass(frozen=True, slots=True)
class Pair:
    """A statement with a sentence (``stance``) or with another statement (``relation``); ``words``: what shows it."""

    toward: str
    passage: StatementText
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


def perspectives(rng: random.Random) -> list[Pair]:
    """Two of Perspectrum's sentences: of one side of a claim, of both sides, or of two claims with a common topic."""
    claims = [c for c in _claims() if not c.dev and c.sentences]
    found = []
    for claim in claims:
        sides = {s: [same for side, same in claim.sentences if side == s] for s in ("for", "against")}
        if sides["for"] and sides["against"]:
            for _ in range(2):
                one, other = (rng.choice(rng.choice(sides[s])) for s in ("for", "against"))
                found.append(Pair(one, StatementText.of(other), relation="inconsistent"))
        side, same = rng.choice(claim.sentences)
        one, other = rng.choice(same), rng.choice(rng.choice(sides[side]))
        if one != other:
            found.append(Pair(one, StatementText.of(other), relation="consistent"))
        elsewhere = rng.choice(claims)
        other = rng.choice(rng.choice(elsewhere.sentences)[1])
        if elsewhere.topics & claim.topics and not _content(other) & (_content(one) | _content(claim.text)):
            found.append(Pair(one, StatementText.of(other), relation="unrelated"))
    return found


def _both(toward: str, words: str, stance: str) -> Pair:
    return Pair(toward, StatementText.of(words), stance=stance, relation=RELATED[stance])


def _content(text: str) -> set[str]:
    return set(_WORD.findall(text.lower()))


def own_stances() -> list[Pair]:
    """Statements written for this project."""
    found = []
    for row in read_lines(ANNOTATION / "stance_own.jsonl"):
        at = row["statement"].find(row.get("words") or "\0")
        words = (at, at + len(row["words"])) if at >= 0 else None
        found.append(Pair(row["toward"], StatementText.of(row["statement"]), stance=row["stance"], words=words))
    return found


def own_relations() -> list[Pair]:
    """Pairs of statements written for this project."""
    rows = read_lines(ANNOTATION / "relations_own.jsonl")
    return [Pair(r["one"], StatementText.of(r["other"]), relation=r["label"].lower()) for r in rows]


def own_sides(rng: random.Random) -> list[Pair]:
    """What both sides say of a question, and what has no bearing on it: with the question and with each other."""
    rows = read_lines(ANNOTATION / "sides_own.jsonl")
    found = []
    for row in rows:
        toward, sides = row["toward"], {"for": row["for"], "against": row["against"], "none": row["aside"]}
        found += [_both(toward, words, stance) for stance, said in sides.items() for words in said]
        crossed = [(one, other) for one in sides["for"] for other in sides["against"]]
        same = [p for side in ("for", "against") for p in combinations(sides[side], 2)]
        apart = [(rng.choice(sides[rng.choice(("for", "against"))]), words) for words in sides["none"]]
        elsewhere = rng.choice([r for r in rows if r is not row])
        apart.append((rng.choice(sides["for"]), rng.choice(elsewhere["for"] + elsewhere["against"])))
        for label, pairs in (("inconsistent", rng.sample(crossed, 6)), ("consistent", same), ("unrelated", apart)):
            found += [Pair(one, StatementText.of(other), relation=label) for one, other in pairs]
    return found


def own_relations_of_stances(rng: random.Random) -> list[Pair]:
    """Statements of our own towards one sentence with each other: of one side, of both, or one that takes none."""
    said: dict[str, dict[str, list[str]]] = defaultdict(lambda: defaultdict(list))
    for pair in own_stances():
        said[pair.toward][pair.stance or "none"].append(pair.passage.text)
    found = []
    for sides in said.values():
        one, other = ("for", "against") if rng.random() < 0.5 else ("against", "for")
        if not sides[one]:
            continue
        first = rng.choice(sides[one])
        for side, label in ((one, "consistent"), (other, "inconsistent"), ("none", "unrelated")):
            rest = [words for words in sides[side] if words != first]
            if rest:
                found.append(Pair(first, StatementText.of(rng.choice(rest)), relation=label))
    return found


def news_stances() -> list[Pair]:
    """Statements of PolNeAR train."""
    found = []
    for row in read_lines(ANNOTATION / "stance_news.jsonl"):
        if row["relevant"]:
            passage = printed(row["article"], row["content"], speaker=row["person"])
            found.append(Pair(row["toward"], passage, stance=row["stance"] or "none"))
    return found


def judged_relations() -> list[Pair]:
    """Pairs of political statements judged by people (CC BY 4.0); never learned from."""
    return [Pair(one, StatementText.of(other), relation=label) for one, other, label in judged_pairs()]


def labelled_stances() -> list[Pair]:
    """The statements that the stance is measured on; never learned from."""
    return [
        Pair(s.toward, item.passage, stance=item.stance, words=item.words) for s in labelled_sets() for item in s.items
    ]
