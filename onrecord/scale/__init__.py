"""Beyond one machine: shards of articles to Parquet files, on any engine; Ray and Spark are thin adapters.

Nothing here schedules: ``annotate_shard`` is what a task does, ``annotate_table`` what is done to a batch of texts.
"""

from .annotate import annotate_shard
from .table import TableAnnotator, annotate_table

__all__ = ["TableAnnotator", "annotate_shard", "annotate_table"]
