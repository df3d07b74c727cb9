"""Many articles loaded at a stroke leave the same record as the same articles added one after the other."""

from __future__ import annotations

import random
from collections import Counter
from collections.abc import Sequence
from pathlib import Path
from typing import Any

import pytest
from sqlalchemy import select

from onrecord.annotation.annotate import Annotated
from onrecord.record.loading import is_loaded, load
from onrecord.record.store import ModelVersion, Record
from onrecord.record.tables import articles, clusters, entities, fingerprints, mentions, names, people, statements
from onrecord.search.search import every, search
from onrecord.upkeep.forget import forget_article
from onrecord.upkeep.verify import verify
from tests.stories import article, statement

#: Who may be one and who may not: full names, short forms, walks of life, bodies of one town and of every town.
SPEAKERS = (
    ("Ann Holt", "person"), ("Ann B. Holt", "person"), ("Annie Holt", "person"), ("Holt", "person"),
    ("Carl Bell", "person"), ("Carl Bell Jr.", "person"), ("City Council", "organisation"),
    ("Harrow Ferry Company", "organisation"),
)  # fmt: skip
QUOTED = (
    "We will mend the bridge before the winter comes, whatever it costs",
    "I have never promised a date for the ferry and I will not do it now",
    "Nobody in this town was asked about the toll before it was raised",
)


def made(count: int, seed: int = 7) -> list[Annotated]:
    """Articles whose speakers and quotations come again and again."""
    r = random.Random(seed)
    found = []
    for k in range(count):
        said = [(r.choice(SPEAKERS), r.choice(QUOTED)) for _ in range(3)]
        walk = r.choice(("coach ", "engineer ", ""))
        lines = [f"“{words},” {walk}{name} said in story {k}, part {n}." for n, ((name, _), words) in enumerate(said)]
        story = article(
            "\n\n".join(lines), source=f"{k}.txt", outlet=r.choice(("Harrow Courier", "Dell Post", None)),
            url=f"https://courier.example/{k % 17}" if k % 3 else None, published=f"2025-11-{k % 28 + 1:02}",
        )  # fmt: skip
        words = [f"“{quoted},”" for _, quoted in said]
        unlike = {w: who for w, (who, _) in zip(words, said, strict=True)}
        of_it = tuple(statement(story, w, name, type=kind, said=story.published) for w, (name, kind) in unlike.items())
        found.append(Annotated(story, of_it, "en", "1"))
    return found


def rows(record: Record, *columns: Any, tables: Any = None) -> Counter[tuple]:
    with record.database.reading() as connection:
        query = select(*columns)
        return Counter(map(tuple, connection.execute(query.select_from(tables) if tables is not None else query)))


def contents(record: Record) -> Sequence[Counter[tuple]]:
    """What a record holds, by ids: numbers may differ."""
    shown = people.alias()
    spoken = mentions.join(statements).join(entities).outerjoin(people, entities.c.person == people.c.number)
    spoken = spoken.outerjoin(shown, people.c.canonical == shown.c.number)
    return (
        rows(record, articles.c.id, articles.c.version, articles.c.current, articles.c.outlet),
        rows(record, statements.c.id, statements.c.words, statements.c.shown, statements.c.day),
        rows(record, statements.c.id, mentions.c.place, entities.c.name, people.c.id, shown.c.id, tables=spoken),
        rows(record, people.c.id, people.c.name, people.c.context),
        rows(record, people.c.id, names.c.folded, names.c.last, tables=names.join(people)),
        rows(record, statements.c.id, fingerprints.c.hash, tables=statements.join(fingerprints)),
    )


def together(record: Record) -> set[frozenset[str]]:
    """Which statements stand in one cluster, whatever it is called."""
    found: dict[str, set[str]] = {}
    query = select(clusters.c.id, statements.c.id).select_from(statements.join(clusters))
    with record.database.reading() as connection:
        for cluster, of_it in connection.execute(query):
            found.setdefault(cluster, set()).add(of_it)
    return {frozenset(ids) for ids in found.values()}


@pytest.fixture
def alone(tmp_path: Path) -> Record:
    """A record to which the articles were added one after the other."""
    record = Record.open(str(tmp_path / "alone.db"))
    for one in made(60):
        record.add(one.article, one.statements, ModelVersion(one.model, one.version))
    return record


def test_loading_is_adding(place: str, alone: Record) -> None:
    with alone, Record.open(place) as record:
        for part, some in enumerate((made(60)[:25], made(60)[20:])):  # five of them twice
            outcomes = load(record, some, f"part {part}")
        assert outcomes["present"] == 5
        assert outcomes["added"] + outcomes["new version"] == 35
        assert [a - b for a, b in zip(contents(record), contents(alone), strict=True)] == [Counter()] * 6
        assert [b - a for a, b in zip(contents(record), contents(alone), strict=True)] == [Counter()] * 6
        assert together(record) == together(alone)
        assert len(together(record)) == len(QUOTED)
        assert list(verify(record)) == []
        assert search(record, "toll raised")
        story = article("“One more,” Ann Holt said.", source="more.txt")
        assert record.add(story, [statement(story, "“One more,”", "Ann Holt")], ModelVersion("en", "1")) == "added"


def test_a_set_is_loaded_whole_or_not_at_all(place: str) -> None:
    class Broken(list):
        def __iter__(self):
            raise OSError("the disk is gone")

    good, bad = made(3)[:2], made(3)[2]
    with Record.open(place) as record:
        with pytest.raises(OSError, match="gone"):
            load(record, [*good, Annotated(bad.article, Broken(), "en", "1")], "x")  # type: ignore[arg-type]
        assert (record.stats()["articles"], is_loaded(record, "x")) == (0, False)
        load(record, good, "x")
        assert (record.stats()["articles"], is_loaded(record, "x")) == (2, True)


def test_what_was_forgotten_stays_forgotten(place: str) -> None:
    found = made(4)
    with Record.open(place) as record:
        load(record, found[:1], "a")
        forget_article(record, found[0].article.id)
        outcomes = load(record, found, "b")
        assert (outcomes["forgotten"], outcomes["added"]) == (1, 3)
        assert found[0].article.id not in {hit.article.id for hit in every(record)}
