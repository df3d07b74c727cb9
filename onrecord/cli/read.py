"""``onrecord read``: the statements of articles, without a record."""

from __future__ import annotations

from typing import TYPE_CHECKING

import click

from .inputs import Inputs, input_options
from .options import json_option
from .output import DONE, FINDINGS, UNUSABLE, notice, print_json, progress, show

if TYPE_CHECKING:
    from ..annotation.annotate import Annotated


@click.command()
@input_options
@json_option
@click.option("--model", "folder", metavar="NAME", help="The model: en, en-fast (quicker), or a model folder [en].")
@click.option("--threads", type=click.IntRange(1), metavar="N", help="Processor cores to use [all].")
def read(inputs: Inputs, as_json: bool, folder: str | None, threads: int | None) -> None:
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
      onrecord read 2025-11-07-council.txt --as transcript --event "council debate"

    Exit status: 0 all was read, 1 something couldn't be, 2 nothing could be done.
    """
    from ..annotation.annotate import annotate_all
    from ..models.attribution import Model
    from ..sources import Failure

    done = failed = 0
    with progress(inputs.places) as advance:
        for item in annotate_all(inputs.items, Model.load(folder, threads=threads)):
            if isinstance(item, Failure):
                failed += 1
                notice(f"{item.source}: {item.reason}")
            else:
                done += 1
                _print(item, as_json=as_json)
            advance()
    raise click.exceptions.Exit((FINDINGS if done else UNUSABLE) if failed else DONE)


def _print(item: Annotated, *, as_json: bool) -> None:
    if as_json:
        print_json(item.to_dict())
        return
    from .screen.statements import render

    show(render(item.article, item.statements))
