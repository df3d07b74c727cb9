"""What commands share in printing: lines of JSON, notices, the progress bar, exit statuses.

Whatever is printed to a person goes through ``printable``: an article must not steer the terminal it is shown in.
"""

from __future__ import annotations

import json
import re
import sys
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from typing import TYPE_CHECKING, Any, TextIO

import click

from ..errors import UsageError
from .printable import printable

if TYPE_CHECKING:
    from ..search.search import Hit

DONE, FINDINGS, UNUSABLE, INTERRUPTED = 0, 1, 2, 130


def print_json(value: object, to: TextIO | None = None) -> None:
    """Print one line of JSON, in UTF-8 whatever the terminal; to standard output unless told."""
    line = json.dumps(value, ensure_ascii=False, separators=(", ", ": "))
    line = re.sub("[\x7f-\x9f\u202a-\u202e\u2066-\u2069]", lambda m: f"\\u{ord(m[0]):04x}", line)
    out = (to or sys.stdout).buffer
    out.write(line.encode("utf-8", errors="replace") + b"\n")
    out.flush()


def notice(words: str) -> None:
    """Tell something on standard error, in one line."""
    click.echo(f"onrecord: {printable(' '.join(words.split()))}", err=True)


def write_hits(hits: Iterable[Hit], form: str, out: str | None) -> None:
    """Write statements in a format of ``onrecord.export``, to a file or standard output. Raises UsageError."""
    from pathlib import Path

    from ..export import FILES, TEXTS, write_text

    if form in FILES and not out:
        raise UsageError(f"{form} isn't text", remedy="say with --out where to write it")
    if out and form in FILES:
        FILES[form](hits, Path(out))
    elif out and out != "-":
        write_text(TEXTS[form](hits), Path(out))
    else:
        shown = printable if sys.stdout.isatty() else str
        for line in TEXTS[form](hits):
            click.echo(shown(line))


def show(what: object) -> None:
    """Print something laid out for the terminal."""
    from .screen.terminal import console

    console().print(what)


@contextmanager
def progress(total: int, doing: str = "reading") -> Iterator[Any]:
    """A progress bar on standard error when there is more than one thing to do and a person watches."""
    if total < 2 or not sys.stderr.isatty():
        yield lambda: None
        return
    from .bar import progress_bar

    with progress_bar(doing) as bar:
        task = bar.add_task(doing, total=total)
        yield lambda: bar.advance(task)
