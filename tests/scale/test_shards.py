"""A shard holds what ``read`` finds, once, whole or not at all, and says which model made it."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from pyarrow.parquet import read_table

from onrecord.errors import UsageError
from onrecord.export.arrow import article_of_line, articles_schema, statements_schema, with_days
from onrecord.record.rows import statement_of
from onrecord.scale import annotate_shard
from onrecord.scale.places import Place
from onrecord.scale.shards import Shard, finished
from onrecord.scale.splitting import found_in, shards_of, split
from onrecord.sources import Hints
from tests.command_line import records, run
from tests.scale.archives import MADE, folder, in_shards, read_alone, story

PER_SHARD = 3


def shards_in(place: Path, per_shard: int = PER_SHARD) -> list[Shard]:
    return [
        shard for files in shards_of(found_in([str(place)]), per_shard) for shard in split(files, Hints(), per_shard)
    ]


@pytest.mark.parametrize("name", MADE)
def test_shards_hold_what_read_finds(tmp_path: Path, name: str) -> None:
    place, out = MADE[name](tmp_path / name, 7), tmp_path / "out"
    shards = shards_in(place)
    assert len(shards) == 3
    for shard in shards:
        annotate_shard(shard, out)
    found = in_shards(out)
    assert found == read_alone(place)
    assert found.total() >= 14
    assert sorted(finished(Place.of(out))) == sorted(shard.id for shard in shards)
    assert not [file for file in out.rglob("*") if file.name.endswith(".part")]


def test_nothing_is_lost_on_the_way(tmp_path: Path) -> None:
    place = folder(tmp_path / "stories", 2)
    for shard in shards_in(place):
        annotate_shard(shard, tmp_path / "out")
    articles = read_table(tmp_path / "out/articles")
    statements = read_table(tmp_path / "out/statements")
    assert statements.schema.equals(statements_schema())
    assert articles.schema.equals(articles_schema())
    texts = {row["id"]: article_of_line(row) for row in articles.to_pylist()}
    made = [
        statement_of({**with_days(row), "spans": json.loads(row["spans"])}, texts[row["article"]].text).to_dict()
        for row in statements.to_pylist()
    ]
    read = records(run("read", "--json", str(place)))
    assert made == [statement for one in read for statement in one["statements"]]
    assert [{**article.to_dict()} for article in texts.values()] == [one["article"] for one in read]


def test_a_finished_shard_is_left_as_it_is(tmp_path: Path) -> None:
    (tmp_path / "a.txt").write_text(story(1))
    first = annotate_shard(tmp_path / "a.txt", tmp_path / "out")
    assert (first.outcome, first.articles, first.statements, first.failures) == ("annotated", 1, 2, 0)
    files = {file: file.stat().st_mtime_ns for file in (tmp_path / "out").rglob("*.*")}
    assert annotate_shard(tmp_path / "a.txt", tmp_path / "out").outcome == "present"
    assert {file: file.stat().st_mtime_ns for file in (tmp_path / "out").rglob("*.*")} == files


def test_another_model_is_refused(tmp_path: Path) -> None:
    (tmp_path / "a.txt").write_text(story(1))
    annotate_shard(tmp_path / "a.txt", tmp_path / "out")
    with pytest.raises(UsageError, match=r"made by model en .*choose another folder"):
        annotate_shard(tmp_path / "a.txt", tmp_path / "out", model="en-fast")


def test_what_cant_be_read_stands_beside(tmp_path: Path) -> None:
    place = MADE["rows.jsonl"](tmp_path / "rows.jsonl", 2)
    outcome = annotate_shard(place, tmp_path / "out")
    (file,) = (tmp_path / "out/failures").iterdir()
    (failure,) = map(json.loads, file.read_text().splitlines())
    assert (outcome.failures, failure["source"]) == (1, f"{place}#3")
    assert "not JSON" in failure["reason"]


@pytest.mark.parametrize(
    ("name", "text", "reason"),
    [
        ("debate.jsonl", [{"speaker": f"Ann Holt {k}", "sentence": f"We will mend it {k}."} for k in range(9)],
         "turns of one debate"),
        ("posts.jsonl", [{"tweet_id": k, "text": f"We will mend it {k}."} for k in range(9)],
         "posts may need what lies beside them"),
        ("table.csv", None, "a cell of a CSV may hold line breaks"),
    ],
)  # fmt: skip
def test_what_belongs_together_isnt_split(tmp_path: Path, name: str, text: list | None, reason: str) -> None:
    rows = "".join(f"{json.dumps(row)}\n" for row in text) if text else "text\n" + "We will mend it.\n" * 9
    (tmp_path / name).write_text(rows)
    assert len(shards_in(tmp_path / name)) == 1, reason


@pytest.mark.parametrize("given", ["https://courier.example/", "-", "nowhere/"])
def test_what_isnt_there_is_told(given: str) -> None:
    with pytest.raises(UsageError):
        list(found_in([given]))


def test_object_stores(tmp_path: Path) -> None:
    """Anything that fsspec knows: its store in memory stands for those of the clouds."""
    pytest.importorskip("fsspec", reason="fsspec isn't installed")
    local = MADE["pages.warc.gz"](tmp_path / "pages.warc.gz", 4)
    with local.open("rb") as file:
        Place.of("memory://news/in/pages.warc.gz").write(file)
    (first, second) = [
        shard for files in shards_of(found_in(["memory://news/in"]), 2) for shard in split(files, Hints(), 2)
    ]
    out = Place.of("memory://news/out")
    for shard in (first, second):
        assert annotate_shard(shard, out.address).articles == 2
    assert annotate_shard(second, out.address).outcome == "present"
    assert sorted(finished(out)) == sorted([first.id, second.id])
    ids = [r["id"] for f in (out / "statements").files() for r in read_table(f.path, filesystem=f.system).to_pylist()]
    assert sorted(ids) == sorted(id for id, _ in read_alone(local).elements())
    assert not [file for file in out.files() if file.name.endswith(".part")]
