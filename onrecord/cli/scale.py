"""``onrecord scale``: many articles to Parquet files, on all cores or a cluster."""

from __future__ import annotations

import sys
from collections import Counter
from contextlib import redirect_stdout
from typing import TYPE_CHECKING

import click

from .inputs import check_columns
from .options import json_option
from .output import DONE, FINDINGS, UNUSABLE, notice, print_json, progress

if TYPE_CHECKING:
    from ..scale.job import GivenUp
    from ..scale.shards import ShardOutcome


@click.command()
@click.argument("inputs", nargs=-1, required=True, metavar="PATH|ADDRESS...")
@click.option("--out", required=True, metavar="FOLDER", help="Where the shards go: a folder, s3://, gs:// ...")
@click.option("--address", metavar="ADDRESS", help="The Ray cluster [this machine].")
@click.option("--workers", type=click.IntRange(1), metavar="N", help="Shards at a time [one a core].")
@click.option("--per-shard", type=click.IntRange(1), default=2000, metavar="N", help="Articles a shard [2000].")
@click.option("--as", "form", type=click.Choice(["articles", "posts"]), help="What a table's rows are.")
@click.option(
    "--column", "columns", multiple=True, metavar="WHAT=NAME", callback=check_columns,
    help="A table's column for what it holds, as text=body.",
)  # fmt: skip
@click.option("--model", metavar="NAME", help="The model: en, en-fast (quicker), or a model folder [en].")
@json_option
def scale(
    inputs: tuple[str, ...], out: str, address: str | None, workers: int | None, per_shard: int, form: str | None,
    columns: dict[str, str], model: str | None, as_json: bool,
) -> None:  # fmt: skip
    """Annotate many articles into a folder of Parquet files, on all cores of this machine or on a Ray cluster.

    Takes files and folders of what "onrecord read" takes, here or in an object store. Large files are cut into shards.
    What is finished is left as it is: run it again after an interruption, or with more inputs. What can't be read is
    told in failures.jsonl. Needs: pip install 'onrecord[ray]'.

    \b
    Examples:
      onrecord scale archive/ --out shards/
      onrecord scale s3://news/2025/ --out s3://news/shards --address auto
      onrecord add shards/ --record postgresql://desk@db.example/news

    Exit status: 0 all was read, 1 something couldn't be, 2 nothing could be done.
    """
    from ..scale.job import Job
    from ..scale.on_ray import started
    from ..sources import Hints

    job = Job(inputs, out, per_shard, model, Hints(form=form, columns=columns))  # type: ignore[arg-type]
    counts: Counter[str] = Counter()
    data = sys.stdout
    # Ray itself tells of workers that died on standard output, which is for data.
    with redirect_stdout(sys.stderr), started(address, workers) as engine:
        left = job.prepare(engine)
        with progress(left, "shards") as advance:
            for result in job.run(engine):
                if as_json:
                    print_json(result.to_dict(), data)
                counts += _counted(result)
                advance()
    found = f"{counts['articles']} articles, {counts['statements']} statements"
    notice(f"{counts['shards']} of {left} unfinished shards made in {out}: {found}")
    failed = counts["failures"] + counts["given up"]
    if failed:
        notice(f"{counts['failures']} articles and {counts['given up']} shards failed; see failures.jsonl there")
    raise click.exceptions.Exit((FINDINGS if counts["articles"] else UNUSABLE) if failed else DONE)


def _counted(result: ShardOutcome | GivenUp) -> Counter[str]:
    """What came of one shard in numbers; one that was given up is told."""
    from ..scale.job import GivenUp

    if isinstance(result, GivenUp):
        notice(f"{result.shard}: {result.reason}")
        return Counter({"given up": 1})
    numbers = {"articles": result.articles, "statements": result.statements, "failures": result.failures}
    return Counter({"shards": 1, **numbers})
