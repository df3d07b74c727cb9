"""Exports as the tools open them: Datasette, and Label Studio there and back."""

from __future__ import annotations

import asyncio
import json
from pathlib import Path
from typing import Any

import pytest

from onrecord.record.store import Record
from onrecord.search.search import every
from tests.command_line import records, run
from tests.stories import ONE, article, statement

ASTRAL = article(
    "🌉🌉 Bridge 🌉: “It stays 🌉 shut,” Imelda Roscoe said. “For ever 😀,” she added. Tom Farrow said no."
)


def test_datasette_opens_it_with_its_queries(filled: str, tmp_path: Path) -> None:
    app = pytest.importorskip("datasette.app", reason="Datasette isn't installed (the extra dev)")
    from datasette.utils import parse_metadata

    out = tmp_path / "what is said.db"
    assert run("export", "--format", "sqlite", "--out", str(out), "--record", filled).returncode == 0
    metadata = parse_metadata((tmp_path / "what is said.metadata.yaml").read_text())

    async def ask(path: str) -> Any:
        served = app.Datasette([str(out)], metadata=metadata)
        await served.invoke_startup()
        answer = await served.client.get(path)
        assert answer.status_code == 200, answer.text
        return answer.json()

    base = "/what~20is~20said"
    said = asyncio.run(ask(f"{base}/what_somebody_said.json?words=toll&name=Roscoe&_shape=array"))
    assert [row["words"] for row in said] == [
        "when the new tolls begin",
        "“A toll would hit the people who can least afford it,”",
    ]
    quoted = asyncio.run(ask(f"{base}/most_quoted.json?_shape=array"))
    assert {(r["outlet"], r["who"], r["statements"]) for r in quoted} >= {("Harrow Courier", "Imelda Roscoe", 2)}
    months = asyncio.run(ask(f"{base}/by_month.json?_shape=array"))
    assert {(r["month"], r["channel"]) for r in months} == {("2025-10", "post"), ("2025-11", "briefing")}
    table = asyncio.run(ask(f"{base}/statements.json?_shape=array&_search=tolls"))
    assert len(table) == 2


@pytest.fixture
def tasks(tmp_path: Path) -> tuple[str, list[Any]]:
    place, out = str(tmp_path / "x.db"), tmp_path / "tasks.json"
    with Record.open(place) as record:
        shut = statement(ASTRAL, "“It stays 🌉 shut,”", "Imelda Roscoe")
        for_ever = statement(ASTRAL, "“For ever 😀,”", "Imelda Roscoe")
        no = statement(ASTRAL, "no", "Tom Farrow", kind="indirect")
        record.add(ASTRAL, [shut, for_ever, no], ONE)
    assert run("export", "--format", "label-studio", "--out", str(out), "--record", place).returncode == 0
    return place, json.loads(out.read_text())


def test_predictions_count_as_label_studio_does(tasks: tuple[str, list[Any]]) -> None:
    ((task,), text) = tasks[1], ASTRAL.text
    labels = [r["value"] for r in task["predictions"][0]["result"] if r["type"] == "labels"]
    assert (
        [text[v["start"] : v["end"]] for v in labels]
        == [v["text"] for v in labels]
        == ["“It stays 🌉 shut,”", "“For ever 😀,”", "no"]
    )


@pytest.mark.parametrize("unit", ["code points", "UTF-16"])
def test_corrections_come_back(tasks: tuple[str, list[Any]], tmp_path: Path, unit: str) -> None:
    place, (task,) = tasks
    result = json.loads(json.dumps(task["predictions"][0]["result"]))
    first, second, third = (r["id"] for r in result if r["type"] == "labels")

    def place_of(words: str) -> dict[str, Any]:
        at = ASTRAL.text.index(words)
        ends = (at, at + len(words))
        if unit == "UTF-16":
            ends = tuple(len(ASTRAL.text[:e].encode("utf-16-le")) // 2 for e in ends)  # type: ignore[assignment]
        return {"start": ends[0], "end": ends[1], "text": words, "labels": ["Content"]}

    for r in result:
        if r["type"] == "labels" and r["id"] == first:
            r["value"] = place_of("“It stays 🌉 shut,”")
        if r["type"] == "labels" and r["id"] == second:
            r["value"] = place_of("For ever 😀")
        if r["type"] == "textarea" and r["id"] == second:
            r["value"]["text"] = ["Ann Holt"]
    result = [r for r in result if r["id"] != third]
    result.append({"id": "new", "type": "labels", "value": place_of("Bridge")})
    export = [
        {**task, "annotations": [{"result": [], "was_cancelled": True}, {"result": result}]},
        {"data": {"text": ""}, "annotations": []},
    ]
    (tmp_path / "export.json").write_text(json.dumps(export))
    done = run("fix", "--label-studio", str(tmp_path / "export.json"), "--by", "dana", "--json", "--record", place)
    assert {r["statement"] + ".Content.0": r["fields"] for r in records(done)} == {
        first: ["accept"],
        second: ["words", "speaker"],
        third: ["reject"],
    }
    with Record.open(place) as record:
        shown = {h.statement.words: h.statement.speaker.name for h in every(record) if h.statement.speaker}
    assert shown == {"“It stays 🌉 shut,”": "Imelda Roscoe", "For ever 😀": "Ann Holt"}


@pytest.mark.parametrize("content", ["{", '{"a": 1}', '[{"data": {}}]', None])
def test_other_files_are_refused(filled: str, tmp_path: Path, content: str | None) -> None:
    if content is not None:
        (tmp_path / "x.json").write_text(content)
    done = run("fix", "--label-studio", str(tmp_path / "x.json"), "--record", filled)
    assert (done.returncode, len(done.stderr.decode().splitlines())) == (2, 1)
    assert run("fix", "--record", filled).returncode == 2
