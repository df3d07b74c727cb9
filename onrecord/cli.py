"""The command line: each command parses, calls one function and prints."""

from __future__ import annotations

import io
import json
import signal
import sys
from collections.abc import Iterable, Iterator, Sequence
from contextlib import contextmanager
from typing import TYPE_CHECKING, Any, NoReturn

import click

from .errors import OnrecordError, UsageError
from .hint_options import check_day, hint_options, hints

if TYPE_CHECKING:
    from .article import Article
    from .model import Model
    from .prepared import Prepared
    from .sources import Item
    from .statement import Statement

DONE, FINDINGS, UNUSABLE, INTERRUPTED = 0, 1, 2, 130


class _Version:
    """The version, looked up only when it is asked for."""

    def __str__(self) -> str:
        from . import __version__

        return __version__


@click.group(context_settings={"help_option_names": ["-h", "--help"], "max_content_width": 100})
@click.version_option(str(_Version()), prog_name="onrecord")
def cli() -> None:
    r"""Read news and keep a record of who said what, with the source to the letter.

    \b
    Examples:
      onrecord read story.txt              the statements of one story
      onrecord read --json stories/        a folder's, one article a line
    """


@cli.command()
@click.argument("sources", nargs=-1, required=True, metavar="PATH|URL|-...")
@click.option("--json", "as_json", is_flag=True, help="Print the record format, one article a line.")
@click.option("--published", metavar="YYYY-MM-DD", callback=check_day, help="Publication date, whatever the page says.")
@click.option("--outlet", metavar="NAME", help="Outlet, whatever the page says.")
@click.option("--title", metavar="WORDS", help="Headline, whatever the page says.")
@click.option(
    "--metadata", metavar="FILE", help="JSON Lines, CSV or TSV with name, filename or url, and what it tells."
)
@hint_options
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
    **told: Any,
) -> None:
    r"""Show every statement of articles: who, with what words, how sure.

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
    from .article import Metadata
    from .model import Model
    from .sources import articles, locate, read_metadata

    located, passed = locate(sources, metadata=metadata)
    beside = read_metadata(metadata) if metadata else {}
    if passed:
        _notice(
            f"{len(passed)} of the folder's files are no articles: {', '.join(passed[:3])}{' ...' * (len(passed) > 3)}"
        )
    if not located:
        raise UsageError("no article in the folder; docs/sources.md lists what is read")
    override = Metadata(title=title, outlet=outlet, published=published)
    items = articles(located, metadata=beside, override=override, hints=hints(told))
    done, failed = _print_all(items, Model.load(folder, threads=threads), len(located), as_json=as_json)
    raise SystemExit((FINDINGS if done else UNUSABLE) if failed else DONE)


def _print_all(items: Iterable[Item], model: Model, places: int, *, as_json: bool) -> tuple[int, int]:
    """Annotate and print each article; return how many there were, and how many couldn't be read."""
    from .sources import Failure

    done = failed = 0
    with _progress(places) as advance:
        for item in items:
            if isinstance(item, Failure):
                failed += 1
                _notice(f"{item.source}: {item.reason}")
            else:
                done += 1
                _print(item, model, as_json=as_json)
            advance()
    return done, failed


def _print(item: Article | Prepared, model: Model, *, as_json: bool) -> None:
    from .annotate import annotate
    from .prepared import VERSION, Prepared

    if isinstance(item, Prepared):
        article, statements, name, version = item.article, list(item.statements), str(item.reader), VERSION
    else:
        article, statements, name, version = item, annotate(item, model), model.name, model.version
    if as_json:
        _print_json(_record(article, statements, name, version))
    else:
        from .terminal import console, render

        console().print(render(article, statements))


def _record(article: Article, statements: list[Statement], name: str, version: str) -> dict[str, Any]:
    return {
        "format": "onrecord/1",
        "model": {"name": name, "version": version},
        "article": article.to_dict(),
        "statements": [s.to_dict() for s in statements],
    }


def _print_json(value: dict[str, Any]) -> None:
    line = json.dumps(value, ensure_ascii=False, separators=(", ", ": "))
    sys.stdout.buffer.write(line.encode("utf-8", errors="replace") + b"\n")
    sys.stdout.buffer.flush()


def _notice(words: str) -> None:
    click.echo(f"onrecord: {' '.join(words.split())}", err=True)


@contextmanager
def _progress(total: int) -> Iterator[Any]:
    """A progress bar on standard error when there is more than one article and a person watches."""
    if total < 2 or not sys.stderr.isatty():
        yield lambda: None
        return
    from rich.progress import BarColumn, MofNCompleteColumn, Progress, TextColumn, TimeRemainingColumn

    from .terminal import console

    columns = (TextColumn("reading"), BarColumn(), MofNCompleteColumn(), TimeRemainingColumn())
    with Progress(*columns, console=console(stderr=True), transient=True) as bar:
        task = bar.add_task("reading", total=total)
        yield lambda: bar.advance(task)


def main(arguments: Sequence[str] | None = None) -> NoReturn:
    """Run the command line; foreseen errors are one line and an exit status, never a traceback."""
    if hasattr(signal, "SIGPIPE"):  # a closed pipe (`onrecord read ... | head`) ends it quietly, as it ends other tools
        signal.signal(signal.SIGPIPE, signal.SIG_DFL)
    for stream in (sys.stdout, sys.stderr):  # a terminal that can't show “ gets a question mark, not an error
        if isinstance(stream, io.TextIOWrapper):
            stream.reconfigure(errors="replace")
    try:
        code = cli.main(args=arguments, prog_name="onrecord", standalone_mode=False)
    except click.ClickException as error:
        error.show()
        code = UNUSABLE
    except (click.Abort, KeyboardInterrupt):
        _notice("interrupted")
        code = INTERRUPTED
    except OnrecordError as error:
        _notice(str(error))
        code = UNUSABLE
    sys.exit(code if isinstance(code, int) else DONE)
