"""The example for Spark makes the same shards and statements as ``read`` finds."""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

from tests.command_line import ROOT
from tests.scale.archives import in_shards, lines, parquet, read_alone

pytest.importorskip("pyspark", reason="pyspark isn't installed (the extra spark: half a gigabyte)")
if shutil.which("java") is None:
    pytest.skip("no Java on this machine", allow_module_level=True)

_BOTH = """
import runpy, sys
example = runpy.run_path("examples/scale/spark.py", run_name="example")
rows, table, out = sys.argv[1:]
example["main"]([rows, "--out", f"{out}/shards", "--per-shard", "3"])
example["main"]([table, "--text", "body", "--out", f"{out}/table"])
"""


def test_the_example(tmp_path: Path) -> None:
    rows, table = lines(tmp_path / "rows.jsonl", 7), parquet(tmp_path / "table.parquet", 4)
    settings = "--master local[1] --conf spark.ui.enabled=false pyspark-shell"
    environment = os.environ | {
        "PYSPARK_SUBMIT_ARGS": settings,
        "PYSPARK_PYTHON": sys.executable,
        "PYTHONPATH": str(ROOT),
    }
    command = [sys.executable, "-c", _BOTH, str(rows), str(table), str(tmp_path)]
    done = subprocess.run(command, cwd=ROOT, env=environment, capture_output=True, text=True, timeout=300, check=False)
    assert done.returncode == 0, done.stderr[-2000:]
    assert in_shards(tmp_path / "shards") == read_alone(rows)
    from pyarrow.parquet import read_table

    found = read_table(tmp_path / "table", columns=["id"]).column("id").to_pylist()
    assert sorted(found) == sorted(id for id, _ in read_alone(table))
