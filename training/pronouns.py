"""Fit the weights by which pronouns are resolved: ``python -m training.pronouns``.

Examples are the pronouns of GAP's development and validation parts (Webster et al. 2018, Apache-2.0; its test part is
left for measuring) and those sources of PolNeAR train that our circumstances annotate. A conditional log-linear model
over candidates (softmax), with an L2 penalty, by plain gradient descent. Chains of pronouns are made with the weights
of the round before. Takes two minutes.
"""

from __future__ import annotations

import argparse
from collections.abc import Iterator, Mapping

from evaluation.gap import GAP, read_gap
from evaluation.gold import scorer
from onrecord.annotation.coreference import _PRONOUN, PRONOUNS, Discourse
from onrecord.annotation.entities import Cast, Entity
from onrecord.models.log_linear import probabilities
from onrecord.text.outline import Outline

from .annotated import annotated
from .ranking import Example, accuracy, fit, write

Place = tuple[int, int]
#: What a pronoun stands for: a name (PolNeAR) or the place of one (GAP).
Target = str | Place


def entity_at(cast: Cast, start: int, end: int) -> Entity | None:
    """The entity of the name that overlaps a place."""
    for name in cast.mentions:
        if name.start < end and start < name.end:
            return cast.entity(name)
    return None


def examples(
    text: str, gold: Mapping[int, Target], sources: list[Place], weight: Mapping[str, float]
) -> Iterator[Example]:
    """The annotated pronouns of a text: features of each candidate, and which is right."""
    cast = Cast(text)
    discourse = Discourse(Outline(text), cast, sources)
    for m in _PRONOUN.finditer(text):
        word = m.group().lower()
        candidates = discourse.candidates(m.start(), m.end(), *PRONOUNS[word])
        target = gold.get(m.start())
        chosen = None
        if target is not None:
            right = [k for k, (e, _) in enumerate(candidates) if fits(cast, e, target)]
            if len(right) == 1 and len(candidates) > 1:
                yield [f for _, f in candidates], {right[0]}
            chosen = candidates[right[0]][0] if right else None
        elif candidates and weight:
            chances = probabilities([f for _, f in candidates], weight)
            chosen = candidates[chances.index(max(chances))][0]
        if chosen is not None:
            if chosen.gender == "-":
                chosen.gender = PRONOUNS[word][0]
            discourse.add(discourse.mention(m.start(), m.end(), chosen, pronoun=True))


def fits(cast: Cast, entity: Entity, target: Target) -> bool:
    """Whether a candidate is the right one: by name, or by the place of a mention."""
    if isinstance(target, str):
        return bool(scorer().same_name(entity.fullest, target))
    start, end = target
    return entity_at(cast, start, end) is entity


def encyclopaedia() -> list[tuple[str, dict[int, Target], list[Place]]]:
    """GAP's texts with the offset of the annotated pronoun and the name that it stands for; no sources."""
    texts: list[tuple[str, dict[int, Target], list[Place]]] = []
    for part in ("development", "validation"):
        for row in read_gap(GAP / f"gap-{part}.tsv"):
            for name, right in ((row.a, row.a_right), (row.b, row.b_right)):
                if right:
                    texts.append((row.text, {row.pronoun[0]: name}, []))
    return texts


def news() -> list[tuple[str, dict[int, Target], list[Place]]]:
    """The articles of PolNeAR train whose speakers are annotated."""
    texts: list[tuple[str, dict[int, Target], list[Place]]] = []
    for known in annotated():
        article = known.gold
        gold: dict[int, Target] = {}
        for attribution, record in zip(article.attributions, known.records, strict=True):
            if record["speaker"] and attribution["Source"]:
                a, b = attribution["Source"][0]
                if article.text[a:b].strip().lower() in PRONOUNS:
                    gold[a] = record["speaker"]
        sources = [(s[0][0], s[-1][1]) for a in article.attributions if (s := a["Source"])]
        texts += [(article.text, gold, sources)] if gold else []
    return texts


def fitted(news_counts: int, *, rounds: int, penalty: float) -> dict[str, float]:
    """Fit in rounds, an annotated pronoun of news counting so many times."""
    texts = [*encyclopaedia(), *news() * news_counts]
    weight: dict[str, float] = {}
    for k in range(rounds):
        rows = [row for text, gold, sources in texts for row in examples(text, gold, sources, weight)]
        weight = fit(rows, penalty=penalty)
        print(f"round {k + 1}: {len(rows)} pronouns, {accuracy(rows, weight):.1f} % right on them")
    return weight


def main() -> None:
    """Fit once and with news three times; write the mean, which leads on news and holds on encyclopaedias."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--rounds", type=int, default=2)
    parser.add_argument("--penalty", type=float, default=2.0)
    options = parser.parse_args()
    one, three = (fitted(count, rounds=options.rounds, penalty=options.penalty) for count in (1, 3))
    mean = {name: round((one.get(name, 0.0) + three.get(name, 0.0)) / 2, 3) for name in sorted(one | three)}
    origin = "training/pronouns.py on GAP development and validation (Apache-2.0) and PolNeAR train with our annotation"
    write("pronouns", origin, {name: value for name, value in mean.items() if abs(value) > 0.005})


if __name__ == "__main__":
    main()
