"""``onrecord read``: the statements of articles, without a record."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterable, Iterator
from dataclasses import replace
from typing import TYPE_CHECKING

import click

from ..errors import UsageError
from .inputs import Inputs, input_options
from .options import json_option, sureness_options
from .output import DONE, FINDINGS, UNUSABLE, notice, print_json, progress, show, write_hits

if TYPE_CHECKING:
    from ..annotation.annotate import Annotated
    from ..search.sureness import Demands
    from ..sources import Failure

_TABLES = ("csv", "parquet", "jsonl")


@click.command()
@input_options
@json_option
@click.option("--format", "table", type=click.Choice(_TABLES), help="A table or lines, one statement each.")
@click.option("--out", metavar="FILE", help="Where --format writes; standard output unless given.")
@click.option("--model", "folder", metavar="NAME", help="The model: en, en-fast (quicker), or a model folder [en].")
@click.option("--threads", type=click.IntRange(1), metavar="N", help="Processor cores to use [all].")
@sureness_options
def read(
    inputs: Inputs, as_json: bool, table: str | None, out: str | None, folder: str | None, threads: int | None,
    min_confidence: float | None, sure: Demands,
) -> None:  # fmt: skip
    """Show every statement of articles: who, what, when, where, to whom, how sure.

    Takes files (HTML, text, PDF, DOCX, feeds, WARC, tables, transcripts, posts; also .gz), folders, addresses of pages
    and feeds, and - for standard input.

    \b
    Examples:
      onrecord read https://example.com/story.html
      onrecord read --json stories/ > statements.jsonl
      pbpaste | onrecord read - --published 2025-11-07
      onrecord read stories/ --metadata dates.csv
      onrecord read --json archive.csv --column text=body
      onrecord read stories/ --format csv --out statements.csv
      onrecord read stories/ --min-confidence 0.8 --sure speaker,date
      onrecord read 2025-11-07-council.txt --as transcript --event "council debate"

    Exit status: 0 all was read, 1 something couldn't be, 2 nothing could be done.
    """
    from ..annotation.annotate import annotate_all
    from ..models.attribution import Model

    if table and as_json:
        raise UsageError("--json prints articles, --format statements", remedy="choose one")
    if out and not table:
        raise UsageError("--out goes with --format", remedy="say which: csv, parquet or jsonl")
    if inputs.shards:
        raise UsageError(f"{inputs.shards[0]}: holds statements already", remedy="load it with: onrecord add")
    counts: Counter[str] = Counter()
    with progress(inputs.places) as advance:
        found = _read(annotate_all(inputs.items, Model.load(folder, threads=threads)), counts, advance)
        if min_confidence or sure:
            found = (_only_sure(item, min_confidence, sure) for item in found)
        if table:
            from ..export.rows import hits_of

            write_hits((hit for item in found for hit in hits_of(item)), table, out)
        else:
            for item in found:
                counts["undated"] += item.article.published is None and any(not s.said for s in item.statements)
                _print(item, as_json=as_json)
    if counts["undated"] and not as_json:
        notice('no date of publication is known; with --published DAY or --metadata FILE "on Monday" gets its day')
    raise click.exceptions.Exit((FINDINGS if counts["done"] else UNUSABLE) if counts["failed"] else DONE)


def _read(
    items: Iterable[Annotated | Failure], counts: Counter[str], advance: Callable[[], None]
) -> Iterator[Annotated]:
    """The articles that could be read; the others are told. ``counts`` counts both."""
    from ..sources import Failure

    for item in items:
        if isinstance(item, Failure):
            counts["failed"] += 1
            notice(f"{item.source}: {item.reason}")
        else:
            counts["done"] += 1
            yield item
        advance()


def _only_sure(item: Annotated, least: float | None, asked: Demands) -> Annotated:
    from ..search.sureness import is_sure

    return replace(item, statements=tuple(s for s in item.statements if is_sure(s, least, asked)))


def _print(item: Annotated, *, as_json: bool) -> None:
    if as_json:
        print_json(item.to_dict())
        return
    from .screen.statements import render

    show(render(item.article, item.statements))
