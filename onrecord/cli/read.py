"""``onrecord read``: the statements of articles, without a record."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING, Any

import click

from ..errors import UsageError
from .options import check_day
from .output import DONE, FINDINGS, UNUSABLE, notice, print_json, progress

if TYPE_CHECKING:
    from ..article import Article, Metadata
    from ..model import Model
    from ..sources import Located
    from ..statement import Statement


@click.command()
@click.argument("sources", nargs=-1, required=True, metavar="PATH|URL|-...")
@click.option("--json", "as_json", is_flag=True, help="Print the record format, one article a line.")
@click.option("--published", metavar="YYYY-MM-DD", callback=check_day, help="Publication date, whatever the page says.")
@click.option("--outlet", metavar="NAME", help="Outlet, whatever the page says.")
@click.option("--title", metavar="WORDS", help="Headline, whatever the page says.")
@click.option(
    "--metadata", metavar="FILE", help="JSON Lines, CSV or TSV with name, filename or url, and what it tells."
)
@click.option("--model", "folder", metavar="FOLDER", help="Another model folder than the one that comes with onrecord.")
@click.option("--threads", type=click.IntRange(1), metavar="N", help="Processor cores to use [all].")
def read(
    sources: tuple[str, ...],
    as_json: bool,
    published: str | None,
    outlet: str | None,
    title: str | None,
    metadata: str | None,
    folder: str | None,
    threads: int | None,
) -> None:
    r"""Show every statement of articles: who, with what words, how sure.

    Takes files (HTML, text, .gz), folders, web addresses and - for standard input.

    \b
    Examples:
      onrecord read https://example.com/story.html
      onrecord read --json stories/ > statements.jsonl
      pbpaste | onrecord read - --published 2025-11-07
      onrecord read stories/ --metadata dates.csv

    Exit status: 0 all was read, 1 something couldn't be, 2 nothing could be done.
    """
    from ..article import Metadata
    from ..model import Model
    from ..sources import locate, read_metadata

    located, passed = locate(sources)
    beside = read_metadata(metadata) if metadata else {}
    if passed:
        notice(
            f"{len(passed)} of the folder's files are no articles: {', '.join(passed[:3])}{' ...' * (len(passed) > 3)}"
        )
    if not located:
        raise UsageError("no article in the folder; articles end in .txt, .md, .html, .htm (and .gz)")
    override = Metadata(title=title, outlet=outlet, published=published)
    failed = _read_all(located, Model.load(folder, threads=threads), beside, override, as_json=as_json)
    raise SystemExit((UNUSABLE if failed == len(located) else FINDINGS) if failed else DONE)


def _read_all(
    located: Sequence[Located], model: Model, beside: dict[str, Metadata], override: Metadata, *, as_json: bool
) -> int:
    """Read, annotate and print each; return how many couldn't be read."""
    from ..annotate import annotate
    from ..sources import Failure, articles

    failed = 0
    with progress(len(located)) as advance:
        for item in articles(located, metadata=beside, override=override):
            if isinstance(item, Failure):
                failed += 1
                notice(f"{item.source}: {item.reason}")
            elif as_json:
                print_json(_record(item, annotate(item, model), model))
            else:
                from ..terminal import console, render

                console().print(render(item, annotate(item, model)))
            advance()
    return failed


def _record(article: Article, statements: list[Statement], model: Model) -> dict[str, Any]:
    return {
        "format": "onrecord/1",
        "model": {"name": model.name, "version": model.version},
        "article": article.to_dict(),
        "statements": [s.to_dict() for s in statements],
    }
