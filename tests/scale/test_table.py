"""``annotate_table`` finds in a table what ``read`` finds in the same rows."""

from __future__ import annotations

from pathlib import Path

import pyarrow as pa
import pytest

from onrecord.errors import UsageError
from onrecord.scale import TableAnnotator, annotate_table
from tests.scale.archives import parquet, read_alone, row

ROWS = [row(k) for k in range(4)]


def test_a_table_gives_what_read_gives(tmp_path: Path) -> None:
    batch = pa.RecordBatch.from_pylist([*ROWS, {**ROWS[0], "body": ""}, {**ROWS[0], "body": None}])
    found = annotate_table(batch, text="body").to_pylist()
    read = read_alone(parquet(tmp_path / "rows.parquet", len(ROWS)))
    assert sorted(statement["id"] for statement in found) == sorted(id for id, _ in read)
    assert {str(statement["published"]) for statement in found} == {str(r["date"]) for r in ROWS}


def test_columns_are_kept_to_join_by() -> None:
    table = pa.Table.from_pylist([{"row_id": r["id"], "Body": r["body"]} for r in ROWS])
    annotated = TableAnnotator("Body", keep=["row_id"])(table)
    assert annotated.column("row_id").to_pylist() == [0, 0, 1, 1, 2, 2, 3, 3]
    nothing = TableAnnotator("Body", keep=["row_id"])(table.slice(0, 0))
    assert (nothing.num_rows, nothing.schema) == (0, annotated.schema)


@pytest.mark.parametrize(
    ("text", "keep", "told"),
    [
        ("story", (), "no column 'story'; there are: id, body"),
        ("body", ("date", "nowhere"), "no column 'nowhere'"),
        ("body", ("url",), "'url' is a column of statements"),
    ],
)
def test_missing_columns_are_told(text: str, keep: tuple[str, ...], told: str) -> None:
    with pytest.raises(UsageError, match=told):
        annotate_table(pa.Table.from_pylist(ROWS), text, keep=keep)
