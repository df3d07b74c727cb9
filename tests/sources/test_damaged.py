"""Damaged and hostile inputs of every kind: each is read or reported with a reason, in time, never with a traceback.

Short in CI; ``make soak`` (ONRECORD_SOAK) tries 500 and more.
"""

from __future__ import annotations

import gzip
import json
import os
import random
import time
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from onrecord.article import Article
from onrecord.sources import Failure, Hints, articles, locate
from onrecord.sources.firsthand import Prepared
from tests import made
from tests.made import STORY

SOAK = bool(os.environ.get("ONRECORD_SOAK"))
#: Damages of each kind of file; eleven kinds make more than 500 files.
ROUNDS = 48 if SOAK else 3
LONGEST_SECONDS = 10.0

TURNS = "\n\n".join(f"{'ROSCOE' if k % 2 else 'ANNA PELL'}: {STORY[k % 3]}" for k in range(8))
ROWS = [{"title": f"Bridge {k}", "date": "2025-11-07", "text": STORY[k % 3]} for k in range(6)]
CSV = "title,date,text\n" + "\n".join(f'{r["title"]},{r["date"]},"{r["text"]}"' for r in ROWS)
RSS = "<rss version='2.0'><channel><title>Courier</title><item><title>x</title></item></channel></rss>"


def _parquet() -> bytes:
    pyarrow = pytest.importorskip("pyarrow")
    from pyarrow import parquet

    out = pyarrow.BufferOutputStream()
    parquet.write_table(pyarrow.table({key: [row[key] for row in ROWS] for key in ROWS[0]}), out)
    return bytes(out.getvalue())


KINDS: dict[str, Callable[[], bytes]] = {
    "a.html": lambda: made.page("Bridge"),
    "a.txt": lambda: "\n\n".join(STORY).encode(),
    "a.txt.gz": lambda: gzip.compress("\n\n".join(STORY).encode()),
    "a.pdf": lambda: made.pdf([made.column(STORY), made.column(STORY)]),
    "a.docx": lambda: made.docx("".join(map(made.paragraph, STORY))),
    "a.xml": RSS.encode,
    "a.warc.gz": lambda: made.warc([(f"https://courier.example/{k}", made.page(f"Story {k}")) for k in range(4)]),
    "a.jsonl": lambda: "\n".join(map(json.dumps, ROWS)).encode(),
    "a.csv": CSV.encode,
    "a.parquet": _parquet,
    "a.said": TURNS.encode,
}


def damages(data: bytes, noise: random.Random) -> Iterator[bytes]:
    """Truncations, flipped bits, cut-out and doubled pieces."""
    for _ in range(ROUNDS):
        kind = noise.randrange(4)
        a, b = sorted(noise.randrange(len(data) + 1) for _ in range(2))
        if kind == 0:
            yield data[:a]
        elif kind == 1:
            flipped = bytearray(data)
            for _ in range(noise.choice((1, 5, 50))):
                flipped[noise.randrange(len(data))] ^= 1 << noise.randrange(8)
            yield bytes(flipped)
        else:
            yield data[:a] + data[b:] if kind == 2 else data[:b] + data[a:b] * 3 + data[b:]


def check(path: Path, hints: Hints | None = None) -> list[object]:
    start = time.monotonic()
    found = list(articles(locate([str(path)])[0], hints=hints))
    assert time.monotonic() - start < LONGEST_SECONDS
    for item in found:
        if isinstance(item, Failure):
            assert item.reason.strip()
            assert "Traceback" not in item.reason
            continue
        article = item.article if isinstance(item, Prepared) else item
        assert article.text.strip()
        article.text.encode("utf-8", "strict" if path.suffix != ".txt" else "surrogatepass")
    return found


@pytest.mark.parametrize("name", KINDS)
def test_damaged_files(tmp_path: Path, name: str) -> None:
    data = KINDS[name]()
    assert not any(isinstance(f, Failure) for f in check(_written(tmp_path / name, data))) or name == "a.xml"
    noise = random.Random(name)
    for number, broken in enumerate(damages(data, noise)):
        path = tmp_path / str(number) / name
        path.parent.mkdir()
        found = check(_written(path, broken))
        assert found or not broken.strip() or name == "a.xml", f"nothing said of damage {number}"


@pytest.mark.parametrize("name", KINDS)
def test_files_of_another_kind_than_their_name(tmp_path: Path, name: str) -> None:
    for number, (other, make) in enumerate(KINDS.items()):
        if other != name and (SOAK or number % 4 == len(name) % 4):
            path = tmp_path / str(number) / name
            path.parent.mkdir()
            check(_written(path, make()))


HOSTILE: dict[str, Callable[[], bytes]] = {
    "line.txt": lambda: b"a b " * 13_000_000,
    "line.html": lambda: b"<p>" + b"a b " * 13_000_000,
    "line.jsonl": lambda: b'{"text": "' + b"a b " * 13_000_000 + b'"}\n',
    "line.json": lambda: b'[{"text": "' + b"a b " * 13_000_000 + b'"}]',
    "line.csv": lambda: b"title,text\nx," + b"a b " * 13_000_000,
    "quote.csv": lambda: b'title,text\nx,"' + b"a b\n" * 13_000_000,
    "line.said": lambda: b"ROSCOE: " + b"a b " * 13_000_000,
    "tags.xml": lambda: b"<rss><channel>" + b"<a></a>" * 600_000,
    "marks.xml": lambda: b"<rss><channel>" + b"<![CDATA[" * 400_000,
    "line.xml": lambda: b"<rss><channel><item><title>" + b"a b " * 13_000_000,
    "deep.html": lambda: b"<div>" * 200_000 + b"words " * 100,
    "deep-lists.html": lambda: b"<ul><li>" * 50_000 + b"words " * 100,
    "tags.html": lambda: b"<p><b>x</b>" * 300_000,
    "deep.xml": lambda: b"<rss>" + b"<a>" * 500_000,
    "deep.json": lambda: b'{"a":' * 1_000_000,
    "deep.jsonl": lambda: b'{"text":' * 1_000_000,
    "bomb.txt.gz": lambda: gzip.compress(b"\0" * 300_000_000, 1),
    "bomb.csv.gz": lambda: gzip.compress(b"text\n" + b"a\n" * 100_000_000, 1),
    "bomb.jsonl.gz": lambda: gzip.compress(b"\n" * 200_000_000, 1),
    "bomb.docx": lambda: made.docx("<w:p/>", more={"word/media/a.bin": b"\0" * 200_000_000}),
    "bomb.warc.gz": lambda: made.warc([("https://courier.example/a", b"\0" * 300_000_000)]),
    "packed.warc.gz": lambda: made.warc(
        [("https://courier.example/a", gzip.compress(b"a b " * 75_000_000, 1))], encoding="gzip"
    ),
    "labels.said": lambda: b"A: b\n" * 200_000,
    "colons.said": lambda: b"A:" * 1_000_000,
    "keys.txt": lambda: b"Date: x\n" * 200_000,
    "comments.html": lambda: b"<!--" * 300_000,
    "brackets.csv": lambda: b"speaker,words\n" + b"HOLT," + b"[(" * 300_000 + b"\n",
}  # fmt: skip
#: Those that take longer to make and read are left to the long form.
SHORT = ("deep.html", "deep.json", "bomb.docx", "labels.said", "colons.said", "comments.html", "keys.txt", "brackets.csv")  # fmt: skip


@pytest.mark.parametrize("name", [name for name in HOSTILE if SOAK or name in SHORT])
def test_hostile_files(tmp_path: Path, name: str) -> None:
    check(_written(tmp_path / name, HOSTILE[name]()))


def test_every_form_takes_any_table(tmp_path: Path) -> None:
    for form in ("articles", "transcript", "posts"):
        for name in ("a.jsonl", "a.csv", "a.said", "a.txt"):
            found = check(_written(tmp_path / name, KINDS[name]()), Hints(form))  # type: ignore[arg-type]
            assert all(isinstance(f, Failure | Prepared | Article) for f in found)


def _written(path: Path, data: bytes) -> Path:
    path.write_bytes(data)
    return path
