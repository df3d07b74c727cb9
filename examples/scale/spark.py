"""onrecord on Spark: files to shards, and a table of texts to a table of statements.

    spark-submit examples/scale/spark.py s3://news/2025/ --out s3://news/shards
    spark-submit examples/scale/spark.py table.parquet --text body --out statements/

Needs ``pip install 'onrecord[spark]'`` on all machines (on Databricks a cluster library, on EMR a bootstrap action).
Spark replaces workers that are killed; give it more than one try a task where it runs on one machine: local[2,4].
"""

from __future__ import annotations

import argparse
from collections.abc import Callable, Iterable, Iterator
from functools import partial
from itertools import islice
from typing import Any

import pyarrow
from pyspark.sql import DataFrame, SparkSession

from onrecord.export.arrow import statements_schema
from onrecord.scale import annotate_table
from onrecord.scale.job import Job

#: Tasks of one of Spark's jobs: results are few words, and what is done is told.
AT_ONCE = 1_000


class SparkEngine:
    """Runs a function for many values, a task each; a worker keeps its process, and so its model."""

    def __init__(self, spark: SparkSession) -> None:
        self._context = spark.sparkContext

    def each(self, work: Callable[[Any], Any], values: Iterable[Any]) -> Iterator[tuple[Any, Any]]:
        """What came of each value."""
        waiting = iter(values)
        while some := list(islice(waiting, AT_ONCE)):
            yield from self._context.parallelize(some, len(some)).map(partial(_tried, work)).collect()


def _tried(work: Callable[[Any], Any], value: Any) -> tuple[Any, Any]:
    try:
        return value, work(value)
    except Exception as error:  # it is told, and the other shards go on
        return value, error


def statements_of(frame: DataFrame, text: str) -> DataFrame:
    """The statements of the texts in a column, one a row."""
    from pyspark.sql.pandas.types import from_arrow_schema

    return frame.mapInArrow(partial(_annotated, text), from_arrow_schema(statements_schema()))


def _annotated(text: str, batches: Iterable[pyarrow.RecordBatch]) -> Iterator[pyarrow.RecordBatch]:
    return (annotate_table(batch, text) for batch in batches)


def main(arguments: list[str] | None = None) -> None:
    """Annotate files, or a table."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("inputs", nargs="+")
    parser.add_argument("--out", required=True)
    parser.add_argument("--text", help="the column of texts, where the inputs are a table in Parquet")
    parser.add_argument("--per-shard", type=int, default=2_000)
    options = parser.parse_args(arguments)
    spark = SparkSession.builder.appName("onrecord").getOrCreate()
    spark.conf.set("spark.sql.execution.arrow.maxRecordsPerBatch", 200)  # a batch's statements are in memory
    if options.text:
        statements_of(spark.read.parquet(*options.inputs), options.text).write.parquet(options.out)
        return
    job, engine = Job(tuple(options.inputs), options.out, options.per_shard), SparkEngine(spark)
    print(f"{job.prepare(engine)} shards to make")
    for outcome in job.run(engine):
        print(outcome.to_dict())


if __name__ == "__main__":
    main()
