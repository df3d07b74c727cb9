"""Figures of the circumstances in parts: by how the source is put, by gender, by outlet, by where the date stands.

Over the softly matched attributions, as the shared scorer counts.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from typing import Any

from onrecord.text.lexicon import first_names

from .gold import Gold, scorer, soft_pairs

FORMS = ("name", "short name", "pronoun", "who", "nominal", "none")


def matched(
    gold: Sequence[Gold], circumstances: Mapping[str, Any], records: Mapping[str, dict[str, Any]]
) -> Iterator[tuple[str, dict[str, Any], dict[str, Any], str]]:
    """Each matched statement: the article's name, what was found, what is right, and the source's words."""
    for article in gold:
        found = records[article.name]["statements"]
        places = [
            tuple([(s["start"], s["end"]) for s in f[role]] for role in ("source", "cue", "content")) for f in found
        ]
        for statement, k in zip(found, soft_pairs(article, places), strict=True):
            right = circumstances.get(article.name, [])
            if k is not None and k < len(right):
                spans = article.attributions[k]["Source"]
                words = article.text[spans[0][0] : spans[-1][1]] if spans else ""
                yield article.name, statement, right[k], " ".join(words.split())


def form_of(words: str, name: str) -> str:
    """How a source is put, against the fullest name of the speaker."""
    norm = scorer().norm
    if not words:
        return "none"
    if norm(name) in norm(words):
        return "name"
    if words.lower() in ("he", "she", "his", "her", "him", "i", "they", "we", "you", "it", "my"):
        return "pronoun"
    if words.lower() in ("who", "which", "that", "whose"):
        return "who"
    return "short name" if set(norm(name).split()) & set(norm(words).split()) else "nominal"


def print_parts(gold: Sequence[Gold], circumstances: Mapping[str, Any], records: Mapping[str, dict[str, Any]]) -> None:
    """Print the parts."""
    score = scorer()
    counts: Counter[tuple[str, str, str]] = Counter()
    for name, found, right, words in matched(gold, circumstances, records):
        outlet = name.split("_")[0]
        if right["speaker"] and right["named"] and right["type"] == "person":
            speaker = (found["speaker"] or {}).get("name")
            ok = score.same_name(speaker, right["speaker"]) or score.same_name(speaker, right.get("speaker2"))
            gender = first_names().get(right["speaker"].split()[0].lower(), "-")
            groups = [("form", form_of(words, right["speaker"])), ("outlet", outlet)]
            if words.lower() in ("he", "she"):
                groups.append(("pronoun", words.lower()))
            groups.append(("first name", {"f": "women", "m": "men", "-": "open"}[gender]))
            for kind, group in groups:
                counts[kind, group, "n"] += 1
                counts[kind, group, "right"] += bool(ok)
        if right["said"]:
            said = found["said"] or {}
            ok = (said.get("earliest"), said.get("latest")) == score.days(right["said"])
            for group in (right["basis"], outlet):
                counts["date", group, "n"] += 1
                counts["date", group, "right"] += ok
    for kind, group in sorted({key[:2] for key in counts}):
        n, right = counts[kind, group, "n"], counts[kind, group, "right"]
        label = f"{'date by' if kind == 'date' else 'speaker by ' + kind}: {group}"
        print(f"  {label:34} {100 * right / n:5.1f} % of {n}")
