"""Whether the same words gather: ``python -m evaluation.clusters``.

Adds the gold statements of PolNeAR train and dev to a record of its own and compares the clusters with those found the
slow and plain way: every run of eight quoted words of one article looked for in every other.
"""

from __future__ import annotations

import tempfile
import time
from collections import defaultdict
from collections.abc import Iterable, Iterator
from pathlib import Path

from onrecord import Article, Span, Statement
from onrecord.annotation.attributions import kind_of
from onrecord.record.clusters import RUN, quoted_words
from onrecord.record.store import Record
from onrecord.search.search import Hit, every
from onrecord.text.quotes import find_quotations

from .gold import SHARED, Gold, read_gold


def statements(gold: Gold, article: Article) -> Iterator[Statement]:
    """The gold attributions of an article as statements."""
    quotations = find_quotations(gold.text)
    starts = [q.start for q in quotations]
    for k, roles in enumerate(gold.attributions):
        places = sorted(roles["Content"])
        content = tuple(Span.of(gold.text, *place) for place in places)
        if content:
            kind = kind_of(gold.text, places, quotations, starts)
            yield Statement(f"{article.id}-{k}", kind, (), (), content, "said", "yes", 1.0)


def outlet(name: str) -> str:
    """The outlet, which opens a text's name."""
    return name.partition("_")[0]


def plain_clusters(hits: Iterable[Hit]) -> list[set[str]]:
    """Components of quotations that share eight words in a row with one of another article."""
    runs: dict[tuple[str, ...], list[Hit]] = defaultdict(list)
    for hit in hits:
        for words in quoted_words(hit.statement.kind, hit.statement.words):
            for k in range(len(words) - RUN + 1):
                runs[words[k : k + RUN]].append(hit)
    parent: dict[str, str] = {}

    def root(one: str) -> str:
        while parent.setdefault(one, one) != one:
            one = parent[one]
        return one

    for holders in runs.values():
        for one in holders:
            for other in holders:
                if one.article.id != other.article.id:
                    parent[root(one.statement.id)] = root(other.statement.id)
    found: dict[str, set[str]] = defaultdict(set)
    for one in parent:
        found[root(one)].add(one)
    return list(found.values())


def main() -> None:
    """Measure and print."""
    golds = [g for part in ("train", "dev") for g in read_gold(f"polnear:{SHARED / 'data/polnear' / part}")]
    with tempfile.TemporaryDirectory() as folder, Record.open(str(Path(folder) / "clusters.db")) as record:
        started = time.perf_counter()
        for gold in golds:
            article = Article(source=gold.name, text=gold.text, outlet=outlet(gold.name))
            record.add(article, list(statements(gold, article)), None)
        print(f"{len(golds)} articles added in {time.perf_counter() - started:.1f} s")
        hits = list(every(record))
    of = {hit.statement.id: hit for hit in hits}
    found: dict[str, set[str]] = defaultdict(set)
    for hit in hits:
        if hit.cluster:
            found[hit.cluster].add(hit.statement.id)
    gold_clusters = plain_clusters(hits)

    def spanning(groups: Iterable[set[str]]) -> set[frozenset[str]]:
        return {frozenset(g) for g in groups if len({of[s].article.outlet for s in g}) > 1}

    wanted, got = spanning(gold_clusters), spanning(found.values())
    print(f"clusters {len(gold_clusters)} plain, {len(found)} in the record")
    print(f"across outlets: {len(wanted)} plain, {len(got)} in the record, {len(wanted & got)} the same")
    for group in wanted ^ got:
        print("missed" if group in wanted else "wrongly joined", [of[s].statement.words[:80] for s in group])


if __name__ == "__main__":
    main()
