"""Tables of articles: JSON Lines, CSV, TSV and Parquet, with a column mapping; bad rows are told."""

from __future__ import annotations

import gzip
import json
from pathlib import Path

import pytest

from onrecord.article import Article
from onrecord.errors import UnreadableError
from onrecord.sources import Failure, Hints, Item, articles, locate
from onrecord.sources.tables import rows as module
from onrecord.sources.tables.rows import BadRow, Row, rows
from tests.made import STORY, page

ROW = {"title": "Bridge shut", "date": "2025-11-07", "publisher": "Courier", "url": "https://courier.example/1", "author": "Dana Whitlock"}  # fmt: skip


def read(path: Path, **columns: str) -> list[Item]:
    return list(articles(locate([str(path)])[0], hints=Hints(columns=columns)))


def write(path: Path, text: str) -> Path:
    path.write_text(text, encoding="utf-8")
    return path


FORMS = [
    ("jsonl", json.dumps({**ROW, "body": STORY[0]}) + "\n"),
    ("json", json.dumps([{**ROW, "text": STORY[0]}])),
    ("json", json.dumps({"count": 1, "articles": [{**ROW, "content": STORY[0]}]})),
    ("csv", ",".join([*ROW, "text"]) + "\n" + ",".join([*ROW.values(), f'"{STORY[0]}"'])),
    ("csv", ";".join([*ROW, "article_text"]) + "\n" + ";".join([*ROW.values(), STORY[0]])),
    ("tsv", "\t".join([*ROW, "TEXT"]) + "\n" + "\t".join([*ROW.values(), STORY[0]])),
    ("jsonl", json.dumps({**ROW, "html": page("Bridge", STORY).decode()}) + "\n"),
]


@pytest.mark.parametrize(("kind", "content"), FORMS)
@pytest.mark.parametrize("packed", [False, True])
def test_articles_of_a_table(tmp_path: Path, kind: str, content: str, packed: bool) -> None:
    path = tmp_path / f"a.{kind}{'.gz' * packed}"
    path.write_bytes(gzip.compress(content.encode()) if packed else content.encode())
    (article,) = read(path)
    assert isinstance(article, Article), article
    assert STORY[0] in article.text
    assert (article.title, article.outlet, article.published) == ("Bridge shut", "Courier", "2025-11-07")
    assert (article.url, article.authors) == ("https://courier.example/1", ("Dana Whitlock",))
    assert article.source == f"{path}#1"


def test_columns_are_named_by_hand(tmp_path: Path) -> None:
    path = write(tmp_path / "a.csv", f'k,Words Here,day\n1,"{STORY[0]}",2025-11-07\n')
    (article,) = read(path, text="words here", published="Day")
    assert isinstance(article, Article)
    assert (article.text, article.published) == (STORY[0], "2025-11-07")


def test_parquet(tmp_path: Path) -> None:
    pyarrow = pytest.importorskip("pyarrow")
    from pyarrow import parquet

    parquet.write_table(pyarrow.table({"text": list(STORY), "title": ["A", "B", "C"]}), tmp_path / "a.parquet")
    found = read(tmp_path / "a.parquet")
    assert [f.title for f in found if isinstance(f, Article)] == ["A", "B", "C"]


def test_parquet_without_pyarrow_tells_the_remedy(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(__import__("sys").modules, "pyarrow", None)
    (failure,) = read(write(tmp_path / "a.parquet", "PAR1"))
    assert isinstance(failure, Failure)
    assert "pip install 'onrecord[parquet]'" in failure.reason


BAD = [
    ("a row that is no JSON", "a.jsonl", '{"text": "x\n' + json.dumps({"title": "B", "text": STORY[0]}) + "\n[1]\n", [1, 3], "not JSON"),
    ("a row without a text", "a.csv", f'title,text\nA,\nB,"{STORY[0]}"\n', [1], "no words"),
    ("a row in another language", "a.csv", f'title,text\nA,"{"Der Bürgermeister sagte, dass die Brücke geschlossen bleibt. " * 5}"\nB,"{STORY[0]}"\n', [1], "(de)"),
    ("a date that is none", "a.csv", f'date,title,text\nx,A,"{STORY[0]}"\n2025-11-07,B,"{STORY[0]}"\n', [1], "'x' is no date"),
    ("half a character", "a.jsonl", json.dumps({"title": "\ud800", "text": ""}) + "\n" + json.dumps({"title": "B", "text": STORY[0] + "\ud800"}), [1], "no words"),
]  # fmt: skip


@pytest.mark.parametrize(("reason", "name", "content", "bad", "words"), BAD, ids=[b[0] for b in BAD])
def test_bad_rows_stop_nothing(
    tmp_path: Path, reason: str, name: str, content: str, bad: list[int], words: str
) -> None:
    found = read(write(tmp_path / name, content))
    failures = [f for f in found if isinstance(f, Failure)]
    assert [f.source for f in failures] == [f"{tmp_path / name}#{k}" for k in bad]
    assert words in failures[0].reason
    (good,) = (f for f in found if isinstance(f, Article))
    assert good.title == "B"
    assert good.id


@pytest.mark.parametrize(
    ("name", "content", "words"),
    [
        ("a.csv", "a,b\n1,2\n", "--column text=NAME; there are: 1, 2"),
        ("a.csv", "", "no rows"),
        ("a.json", "{", "not JSON"),
        ("a.json", "[" * 100_000, "not JSON"),
        ("a.jsonl", "x\n" * 5000, "no rows in it"),
        ("a.csv", "title,text\n" + "A,\n" * 5000, "no text in 200 rows"),
        ("a.csv", "\0\1\2" * 100, "binary"),
        ("a.csv.gz", "no gzip", "no rows"),
    ],
)
def test_tables_that_are_none(tmp_path: Path, name: str, content: str, words: str) -> None:
    found = read(write(tmp_path / name, content))
    assert isinstance(found[-1], Failure)
    assert words in found[-1].reason or name == "a.csv.gz"
    assert all(isinstance(f, Failure) for f in found)


def test_a_missing_column_is_told_with_those_there_are(tmp_path: Path) -> None:
    (failure,) = read(write(tmp_path / "a.csv", "title,text\nA,B\n"), text="body")
    assert isinstance(failure, Failure)
    assert failure.reason == "no column 'body'; there are: title, text"


def test_long_lines_are_told_and_passed(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(module, "LONGEST_LINE", 1000)
    good = json.dumps({"a": 1})
    path = write(tmp_path / "a.jsonl", f'{good}\n{{"a": "{"x" * 3000}"}}\n{good}\n')
    assert [type(r) for r in rows(path)] == [Row, BadRow, Row]
    path = write(tmp_path / "a.csv", f"text\nshort\n{'x' * 3000}\nshort\n")
    assert [r.number for r in rows(path, columns=["text"]) if isinstance(r, Row)] == [1, 3]


def test_a_packed_trap_is_refused(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(module, "_ENOUGH_TO_TELL", 100_000)
    path = tmp_path / "a.csv.gz"
    path.write_bytes(gzip.compress(b"text\n" + b"a\n" * 5_000_000))
    with pytest.raises(UnreadableError, match="packed far more tightly"):
        list(rows(path, columns=["text"]))


def test_quotation_marks_in_a_file_of_tabs_are_kept(tmp_path: Path) -> None:
    path = write(tmp_path / "a.tsv", 'n\ttext\n1\t"We will," she said.\n2\t"A ""wide"" road"\n')
    assert [r.values["text"] for r in rows(path, columns=["text"]) if isinstance(r, Row)] == ['"We will," she said.', 'A "wide" road']  # fmt: skip


@pytest.mark.parametrize("encoding", ["utf-8-sig", "utf-16", "cp1252"])
def test_charsets(tmp_path: Path, encoding: str) -> None:
    path = tmp_path / "a.csv"
    path.write_bytes("text,title\n“Später”,é\n".encode(encoding))
    assert [r.values for r in rows(path, columns=["text"]) if isinstance(r, Row)] == [
        {"text": "“Später”", "title": "é"}
    ]
