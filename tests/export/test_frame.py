"""Statements as rows: data frames, ``read --format``, and what a statement looks like by itself."""

from __future__ import annotations

import csv
import io
import re
import subprocess
import sys
from dataclasses import fields
from pathlib import Path
from typing import Any

import pytest
from rich.console import Console

import onrecord
from onrecord import Span, Statement
from onrecord.annotation.annotate import Annotated
from onrecord.cli.screen.statements import render
from onrecord.errors import UsageError
from onrecord.export.rows import COLUMNS
from onrecord.record.store import Record
from onrecord.search.search import every
from onrecord.sources import Failure
from onrecord.statement import Channel, Said, Speaker, Sure
from tests.command_line import EXAMPLES, records, run

TEXT = "“Shut,” he said. The bridge may close."
MAYOR = Speaker("Tom Farrow", "person", True)
SURE = Sure(0.9, 0.8, 0.7, 0.6)
SHUT = Statement(
    "a" * 16, "direct", (Span.of(TEXT, 8, 10),), (Span.of(TEXT, 11, 15),), (Span.of(TEXT, 0, 7),), "said", "yes", 0.92,
    speaker=MAYOR, said=Said("2025-11-03", "2025-11-03", "2025-11-03", "own"), channel=Channel("briefing"), sure=SURE,
)  # fmt: skip
CLOSE = Statement("b" * 16, "indirect", (), (), (Span.of(TEXT, 17, 37),), "said", "hypothetical", 0.5)


@pytest.mark.parametrize("library", ["pandas", "polars"])
def test_a_frame_has_plain_values(library: Any, filled: str) -> None:
    pytest.importorskip(library, reason=f"{library} isn't installed")
    article = onrecord.Article("note.txt", TEXT, outlet="Port Gazette", published="2025-11-04")
    with Record.open(filled) as record:
        hits = list(every(record))
    frame = onrecord.to_frame([SHUT, Annotated(article, (CLOSE,), "en", "1"), *hits], library=library)
    rows = frame.to_dict("records") if library == "pandas" else frame.to_dicts()
    assert list(frame.columns) == list(COLUMNS)
    assert len(rows) == 2 + len(hits)
    first, second, third = rows[:3]
    assert (first["words"], first["speaker"], first["said"], first["said_sure"]) == (
        "“Shut,”",
        "Tom Farrow",
        "2025-11-03",
        0.8,
    )
    assert (first["start"], first["article"]) == (0, None)
    assert (second["outlet"], second["published"], second["speaker"]) == ("Port Gazette", "2025-11-04", None)
    assert third["person"] == hits[0].person.name if hits[0].person else None
    assert frame["confidence"].sum() == pytest.approx(0.92 + 0.5 + sum(h.statement.confidence for h in hits))
    assert len(onrecord.to_frame([], library=library)) == 0


def test_a_frame_takes_statements_only() -> None:
    with pytest.raises(UsageError, match="got str; give what"):
        onrecord.to_frame(["words"])  # type: ignore[list-item]


def test_what_could_not_be_read_is_told(caplog: pytest.LogCaptureFixture) -> None:
    pytest.importorskip("pandas")
    assert len(onrecord.to_frame([Failure("torn.pdf", "is damaged", "fetch it again"), SHUT])) == 1
    assert caplog.messages == ["torn.pdf: is damaged; fetch it again"]


def test_without_a_library_it_says_which(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("onrecord.export.frame._LIBRARIES", ("no_such_library",))
    with pytest.raises(UsageError, match="pip install pandas"):
        onrecord.to_frame([SHUT])


def test_the_library_is_the_one_in_use() -> None:
    pytest.importorskip("pandas")
    code = "import onrecord, sys; onrecord.to_frame; assert 'pandas' not in sys.modules; print(type(onrecord.to_frame([])).__module__)"
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert done.stdout.split(".")[0].strip() in ("pandas", "polars")


@pytest.mark.parametrize("form", ["csv", "jsonl", "parquet"])
def test_read_writes_rows(form: str, tmp_path: Path) -> None:
    story, out = str(EXAMPLES / "2020-06-13-toll-speech.txt"), tmp_path / f"x.{form}"
    (expected,) = records(run("read", "--json", story))
    assert run("read", story, "--format", form, "--out", str(out)).returncode == 0
    if form == "parquet":
        found = pytest.importorskip("pyarrow.parquet").read_table(out).to_pylist()
    elif form == "csv":
        found = list(csv.DictReader(io.StringIO(out.read_text(encoding="utf-8"))))
        assert run("read", story, "--format", "csv").stdout.decode().splitlines() == out.read_text().splitlines()
    else:
        found = records(run("read", story, "--format", "jsonl"))
        assert found[0]["article"]["source"] == story
    assert [row["id"] for row in found] == [s["id"] for s in expected["statements"]]


@pytest.mark.parametrize(
    ("arguments", "told"),
    [
        (["--format", "csv", "--json"], "choose one"),
        (["--out", "x.csv"], "--out goes with --format"),
        (["--format", "parquet"], "say with --out where"),
    ],
)
def test_read_formats_that_dont_go_together(arguments: list[str], told: str) -> None:
    result = run("read", str(EXAMPLES / "2020-06-13-toll-speech.txt"), *arguments)
    assert (result.returncode, told in result.stderr.decode()) == (2, True)


def test_reading_goes_on_behind_what_cannot_be_read(tmp_path: Path) -> None:
    story = str(EXAMPLES / "2020-06-13-toll-speech.txt")
    result = run("read", "no-such-file.txt", story, "--format", "csv")
    assert result.returncode == 1
    assert len(list(csv.DictReader(io.StringIO(result.stdout.decode())))) > 0


def test_a_statement_reads_as_on_the_terminal() -> None:
    assert str(SHUT) == "Tom Farrow (he) · said · briefing · Mon 3 Nov 2025 · quotation 92%\n┃ “Shut,”"
    assert str(CLOSE) == "nobody named · no cue · undated · hypothetical · paraphrase 50%\n┊ The bridge may close"


def test_the_terminal_shows_the_same_headline() -> None:
    wide = Console(width=200, file=io.StringIO())
    wide.print(render(onrecord.Article("note.txt", TEXT), [SHUT, CLOSE]))
    shown = wide.file.getvalue()  # type: ignore[attr-defined]
    for statement in (SHUT, CLOSE):
        assert str(statement).split("\n")[0].rpartition(" · ")[0] in shown


def test_a_notebook_shows_words_as_words() -> None:
    text = "<b>“Mind & mend,”</b>"
    tagged = Statement("c" * 16, "direct", (), (), (Span.of(text, 0, len(text)),), "said", "yes", 0.9, speaker=MAYOR)
    assert tagged._repr_html_() == (
        "<p><b>Tom Farrow</b> · no cue · undated · quotation 90%</p>"
        "<blockquote>&lt;b&gt;“Mind &amp; mend,”&lt;/b&gt;</blockquote>"
    )
    assert "<blockquote><i>" in CLOSE._repr_html_()


def test_every_field_is_documented() -> None:
    code = Path(onrecord.statement.__file__).read_text(encoding="utf-8")
    told = (Path(onrecord.__file__).parents[1] / "docs" / "record-format.md").read_text(encoding="utf-8")
    body = code[code.index("class Statement:") : code.index("def is_firsthand")]
    for field in fields(Statement):
        assert re.search(rf"    #: [^\n]+\n    {field.name}: ", body), field.name
        assert f'"{field.name}"' in told, field.name
