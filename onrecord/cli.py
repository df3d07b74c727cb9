"""The command line: each command parses, calls one function and prints."""

from __future__ import annotations

import io
import json
import signal
import sys
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from typing import TYPE_CHECKING, Any, NoReturn

import click

from .errors import OnrecordError, UsageError

if TYPE_CHECKING:
    from .article import Article, Metadata
    from .model import Model
    from .sources import Located
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


def _check_day(context: click.Context, option: click.Parameter, value: str | None) -> str | None:
    from .plaintext import find_day

    if value is None:
        return None
    day = find_day(value)
    if day is None:
        raise click.BadParameter(f"{value!r} is no date; write it as YYYY-MM-DD")
    return day.isoformat()


@cli.command()
@click.argument("sources", nargs=-1, required=True, metavar="PATH|URL|-...")
@click.option("--json", "as_json", is_flag=True, help="Print the record format, one article a line.")
@click.option(
    "--published", metavar="YYYY-MM-DD", callback=_check_day, help="Publication date, whatever the page says."
)
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
    from .article import Metadata
    from .model import Model
    from .sources import locate, read_metadata

    located, passed = locate(sources)
    beside = read_metadata(metadata) if metadata else {}
    if passed:
        _notice(
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
    from .annotate import annotate
    from .sources import Failure, articles

    failed = 0
    with _progress(len(located)) as advance:
        for item in articles(located, metadata=beside, override=override):
            if isinstance(item, Failure):
                failed += 1
                _notice(f"{item.source}: {item.reason}")
            elif as_json:
                _print_json(_record(item, annotate(item, model), model))
            else:
                from .terminal import console, render

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
