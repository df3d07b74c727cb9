"""Export: what other programs read is what search finds."""

from __future__ import annotations

import csv
import io
import json
import sqlite3
from collections.abc import Iterator
from contextlib import closing
from datetime import date
from pathlib import Path

import pytest

from onrecord import Span
from onrecord.errors import UsageError
from onrecord.export import (
    annotation_lines,
    csv_lines,
    json_lines,
    schema_lines,
    write_brat,
    write_parquet,
    write_sqlite,
)
from onrecord.export.files import spans_of
from onrecord.export.linked import content_of
from onrecord.export.opensearch import write_opensearch
from onrecord.record.store import Record
from onrecord.search.search import Hit, every
from tests.command_line import run
from tests.stories import ONE, article, fill, statement


@pytest.fixture
def record(tmp_path: Path) -> Iterator[Record]:
    with Record.open(str(tmp_path / "x.db")) as record:
        fill(record)
        story = article("He promised:\n“Two\nlines, =SUM(1).”\n")
        record.add(story, [statement(story, "“Two\nlines, =SUM(1).”")], ONE)
        yield record


def test_json_lines_round_trip(record: Record) -> None:
    assert [Hit.from_dict(json.loads(line)) for line in json_lines(every(record))] == list(every(record))


def test_csv_holds_every_statement(record: Record) -> None:
    rows = list(csv.DictReader(io.StringIO("\n".join(csv_lines(every(record))))))
    assert [(r["id"], r["words"], float(r["confidence"])) for r in rows] == [
        (h.statement.id, h.statement.words, h.statement.confidence) for h in every(record)
    ]
    assert next(csv_lines([])).startswith("id,person,")


def test_web_annotations_round_trip(record: Record) -> None:
    for line, hit in zip(annotation_lines(every(record)), every(record), strict=True):
        annotation = json.loads(line)
        assert content_of(annotation) == hit.statement.content
        assert annotation["type"] == "Annotation"
        assert annotation["target"][0]["source"] == (hit.article.url or f"urn:onrecord:article:{hit.article.id}")


def test_schema_quotations_are_quotations_only(record: Record) -> None:
    found = [json.loads(line) for line in schema_lines(every(record))]
    assert [q["text"] for q in found] == [h.statement.words for h in every(record) if h.statement.kind == "direct"]
    assert found[0]["creator"] == {"@type": "Person", "name": "Imelda Roscoe"}
    assert found[0]["dateCreated"] == "2025-11-03"
    assert found[0]["isPartOf"]["publisher"]["name"] == "Harrow Courier"


def test_parquet_round_trips(record: Record, tmp_path: Path) -> None:
    parquet = pytest.importorskip("pyarrow.parquet")
    write_parquet(every(record), tmp_path / "x.parquet")
    rows = parquet.read_table(tmp_path / "x.parquet").to_pylist()
    assert [(r["id"], r["words"], r["start"]) for r in rows] == [
        (h.statement.id, h.statement.words, h.statement.content[0].start) for h in every(record)
    ]


def test_sqlite_is_a_plain_table_with_a_full_text_index(record: Record, tmp_path: Path) -> None:
    write_sqlite(every(record), tmp_path / "out.db")
    with closing(sqlite3.connect(tmp_path / "out.db")) as connection:
        assert connection.execute("SELECT count(*) FROM statements").fetchone() == (len(list(every(record))),)
        query = (
            "SELECT words FROM statements WHERE rowid IN (SELECT rowid FROM statements_fts WHERE words MATCH 'tolls')"
        )
        assert len(connection.execute(query).fetchall()) == 2
    with pytest.raises(UsageError, match="a file already"):
        write_sqlite(every(record), tmp_path / "out.db")


def test_brat_marks_the_same_words(record: Record, tmp_path: Path) -> None:
    write_brat(every(record), tmp_path / "brat", lambda article: record.article(article).text)
    hits = list(every(record))
    assert {p.stem for p in (tmp_path / "brat").glob("*.ann")} == {h.article.id for h in hits}
    for of in {h.article.id for h in hits}:
        text = (tmp_path / "brat" / f"{of}.txt").read_bytes().decode()
        assert text == record.article(of).text
        lines = (tmp_path / "brat" / f"{of}.ann").read_text().splitlines()
        contents = [spans_of(line) for line in lines if "\tContent " in line]
        expected = [h.statement.words for h in hits if h.article.id == of]
        assert [" ".join(" ".join(text[a:b].split()) for a, b in c) for c in contents] == expected
        assert not any("\n" in Span.of(text, a, b).exact for c in contents for a, b in c)
        assert sum(line.startswith("E") for line in lines) == len(contents)


@pytest.mark.parametrize("form", ["jsonl", "csv", "annotations", "schema", "parquet", "sqlite", "brat", "opensearch"])
def test_on_the_command_line(record: Record, tmp_path: Path, form: str) -> None:
    place, out = record.database.place, tmp_path / f"out.{form}"
    result = run("export", "--format", form, "--outlet", "Harrow Courier", "--out", str(out), "--record", place)
    assert (result.returncode, result.stderr) == (0, b"")
    assert out.exists()
    if form in ("parquet", "sqlite", "brat", "opensearch"):
        missing = run("export", "--format", form, "--record", place)
        assert (missing.returncode, b"--out" in missing.stderr) == (2, True)


def test_opensearch_takes_what_is_written(record: Record, tmp_path: Path) -> None:
    """Held against the documented rules of ``_bulk`` and of strict mappings, for want of a server."""
    write_opensearch(every(record), tmp_path / "out")
    fields = json.loads((tmp_path / "out/mapping.json").read_text())["mappings"]["properties"]
    data = (tmp_path / "out/bulk-000001.ndjson").read_bytes()
    assert data.endswith(b"\n"), "the last line must end, too"
    lines = [json.loads(line) for line in data.splitlines()]
    actions, documents = lines[::2], lines[1::2]
    assert [a["index"]["_id"] for a in actions] == [h.statement.id for h in every(record)]
    checks = {
        "text": str, "keyword": str, "date": date.fromisoformat, "float": float, "integer": int,
    }  # fmt: skip
    for document in documents:
        assert document.keys() <= fields.keys(), "a strict mapping refuses other fields"
        for name, value in document.items():
            checks[fields[name]["type"]](value)
            assert isinstance(value, str) == (fields[name]["type"] in ("text", "keyword", "date"))
