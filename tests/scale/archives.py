"""Little archives of invented stories in every kind that is split, and what ``onrecord read`` finds in them."""

from __future__ import annotations

import gzip
import json
from collections import Counter
from pathlib import Path

from tests.command_line import records, run
from tests.made import page, warc

NAMES = ("Imelda Roscoe", "Gordon Pell", "Ada Lindqvist", "Tom Farrow", "Nora Quill")


def story(number: int) -> str:
    """A story that no other is like, with two statements."""
    name = NAMES[number % len(NAMES)]
    return (
        f"The bridge at mile {number} will stay shut until spring, Mayor {name} said on Monday.\n\n"
        f"“We will mend it,” {name.split()[1]} told reporters at the harbour office, and nobody in town was surprised.\n"
    )


def row(number: int) -> dict[str, object]:
    day = f"2025-11-{number % 28 + 1:02}"
    return {"id": number, "body": story(number), "url": f"https://courier.example/{number}", "date": day}


def lines(file: Path, count: int) -> Path:
    """JSON Lines, packed where the name says so; a bad line and an empty one among them."""
    text = "".join(json.dumps(row(k)) + "\n" for k in range(count))
    data = f"{text}\nno JSON\n{json.dumps(row(count))}\n".encode()
    file.write_bytes(gzip.compress(data) if file.suffix == ".gz" else data)
    return file


def archive(file: Path, count: int) -> Path:
    pages = [(f"https://courier.example/{k}", page(f"Bridge {k}", story(k).split("\n\n"))) for k in range(count)]
    file.write_bytes(warc(pages, packing="gzip" if file.suffix == ".gz" else ""))
    return file


def parquet(file: Path, count: int) -> Path:
    import pyarrow
    from pyarrow.parquet import write_table

    write_table(pyarrow.Table.from_pylist([row(k) for k in range(count)]), file, row_group_size=3)
    return file


def folder(place: Path, count: int) -> Path:
    place.mkdir()
    for k in range(count):
        (place / f"2025-11-{k + 1:02}-bridge.txt").write_text(story(k), encoding="utf-8")
    (place / "empty.txt").write_text("")
    return place


MADE = {
    "stories": folder, "rows.jsonl": lines, "packed.jsonl.gz": lines, "pages.warc.gz": archive, "plain.warc": archive,
    "rows.parquet": parquet,
}  # fmt: skip


def read_alone(*places: Path) -> Counter[tuple[str, str]]:
    """The statements that ``read`` finds, each by its id and its article's source."""
    read = records(run("read", "--json", *map(str, places)))
    return Counter((s["id"], one["article"]["source"]) for one in read for s in one["statements"])


def in_shards(out: Path) -> Counter[tuple[str, str]]:
    """The same of all shards in a folder."""
    from pyarrow.parquet import read_table

    tables = [read_table(file, columns=["id", "article_source"]) for file in sorted((out / "statements").iterdir())]
    return Counter((r["id"], r["article_source"]) for table in tables for r in table.to_pylist())
