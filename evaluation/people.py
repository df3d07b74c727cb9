"""Measure how speakers gather across articles: ``python -m evaluation.people``.

PolNeAR dev is annotated and put into a record in memory. Every person named in an article by gold stands for one
point; two points of different articles are one person where gold gives them one name, or two names that ``ALIASES``
says are one person's. Precision and recall are over pairs of points, of those statements that match gold softly and
whose speaker is right, so that errors of finding and resolving don't count here.
"""

from __future__ import annotations

from itertools import combinations

from onrecord import Article, Model
from onrecord.annotation import annotate
from onrecord.record.store import ModelVersion, Record
from onrecord.search.search import every

from .__main__ import CIRCUMSTANCES, corpora
from .gold import SHARED, scorer, soft_pairs

#: Names of PolNeAR dev under which one person stands in several articles, checked by hand.
ALIASES = (
    ("Donald J. Trump", "Donald Trump"),
    ("Paul D. Ryan", "Paul Ryan"),
    ("John F. Kerry", "John Kerry"),
    ("John D. Podesta", "John Podesta"),
    ("Elijah E. Cummings", "Elijah Cummings"),
    ("Loretta E. Lynch", "Loretta Lynch"),
    ("Leonard E. Burman", "Len Burman"),
    ("Joseph R. Biden Jr.", "Joe Biden"),
    ("Obama", "Barack Obama"),
)


def points(model: Model) -> list[tuple[str, str, str]]:
    """Article, gold person, and the person of the record, of each rightly resolved named person."""
    norm, same = scorer().norm, scorer().same_name
    canonical = {norm(alias): norm(name) for alias, name in ALIASES}
    corpus = corpora()[0]
    found = set()
    with Record.open("sqlite://") as record:
        version = ModelVersion(model.name, model.version)
        gold_of: dict[str, str] = {}
        for gold in corpus.gold:
            article = Article(source=f"{gold.name}.txt", text=gold.text, published=corpus.published.get(gold.name))
            statements = annotate(article, model)
            record.add(article, statements, version)
            places = [
                tuple([(s.start, s.end) for s in part] for part in (one.source, one.cue, one.content))
                for one in statements
            ]
            for statement, k in zip(statements, soft_pairs(gold, places), strict=True):
                right = corpus.circumstances[gold.name][k] if k is not None else None
                named = right is not None and right["named"] and right["type"] == "person"
                if named and statement.speaker and same(statement.speaker.name, right["speaker"]):
                    gold_of[statement.id] = canonical.get(norm(right["speaker"]), norm(right["speaker"]))
        for hit in every(record):
            if hit.person and hit.statement.id in gold_of:
                found.add((hit.article.id, gold_of[hit.statement.id], hit.person.id))
    return sorted(found)


def main() -> None:
    """Print precision and recall."""
    if not CIRCUMSTANCES.exists():
        print(f"skipped: no corpora under {SHARED} (set ONRECORD_SHARED)")
        return
    right = together = one = 0
    for (a, gold_a, person_a), (b, gold_b, person_b) in combinations(points(Model.load()), 2):
        if a != b:
            one += gold_a == gold_b
            together += person_a == person_b
            right += gold_a == gold_b and person_a == person_b
    print(f"pairs of one person {one}, gathered {together}")
    print(f"precision {100 * right / max(1, together):.1f}  recall {100 * right / max(1, one):.1f}")


if __name__ == "__main__":
    main()
