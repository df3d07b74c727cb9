"""The command line: each command parses, calls one function and prints."""

from __future__ import annotations

import io
import logging
import os
import signal
import sys
from collections.abc import Sequence
from typing import NoReturn

import click

from ..errors import OnrecordError
from . import add, check, completion, correct, find, keep, mcp, people, positions, read, scale, serve, watch
from .output import DONE, INTERRUPTED, UNUSABLE, notice
from .printable import printable


class _Version:
    """The version, looked up only when it is asked for."""

    def __str__(self) -> str:
        from .. import __version__

        return __version__


@click.group(context_settings={"help_option_names": ["-h", "--help"], "max_content_width": 100})
@click.version_option(str(_Version()), prog_name="onrecord")
def cli() -> None:
    """Read news and keep a record of who said what, with the source to the letter.

    \b
    Examples:
      onrecord read story.txt              the statements of one story
      onrecord read --json stories/        a folder's, one article a line
      onrecord add stories/                put them into a record, onrecord.db
      onrecord search "school closures"    find statements in it again
      onrecord who "Imelda Roscoe"         what one person said, by date
      onrecord positions Roscoe --about toll   and what about one subject, side by side
      onrecord check draft.docx            are its quotations its speakers' words?
    """


_COMMANDS = (
    read.read,
    add.add,
    scale.scale,
    check.check,
    *(find.search, find.who, find.cluster, find.export, find.stats),
    *(people.people, people.same, people.different, people.rename, people.undo),
    *(correct.fix, correct.history),
    *(positions.positions, positions.change),
    *(serve.serve, serve.access, mcp.mcp),
    watch.watch,
    completion.completion,
    *(keep.forget, keep.verify, keep.backup, keep.flag, keep.recheck),
)
for command in _COMMANDS:
    cli.add_command(command)


class _Notices(logging.Handler):
    """What the library tells along the way (a record was brought up to date) becomes a notice."""

    def emit(self, record: logging.LogRecord) -> None:
        notice(record.getMessage())


_notices = _Notices()


def main(arguments: Sequence[str] | None = None) -> NoReturn:
    """Run the command line as a program of its own."""
    if hasattr(signal, "SIGPIPE"):  # a closed pipe (`onrecord read ... | head`) ends it quietly, as it ends other tools
        signal.signal(signal.SIGPIPE, signal.SIG_DFL)
    for stream in (sys.stdout, sys.stderr):  # a terminal that can't show “ gets a question mark, not an error
        if isinstance(stream, io.TextIOWrapper):
            stream.reconfigure(errors="replace")
    code = run(arguments)
    try:
        sys.stdout.flush()
    except OSError as error:  # a full disk behind > FILE
        notice(f"standard output: {error.strerror}")
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())  # or Python tries again, and complains
        code = UNUSABLE
    sys.exit(code)


def run(arguments: Sequence[str] | None = None) -> int:
    """Carry out a command; returns the exit status. Foreseen errors are one line, never a traceback."""
    logging.getLogger("onrecord").setLevel(logging.INFO)
    logging.getLogger("onrecord").addHandler(_notices)
    try:
        code = cli.main(args=arguments, prog_name="onrecord", standalone_mode=False, complete_var="_ONRECORD_COMPLETE")
    except click.ClickException as error:
        told = io.StringIO()
        error.show(told)
        click.echo(printable(told.getvalue()), nl=False, err=True)
        code = UNUSABLE
    except (click.Abort, KeyboardInterrupt):
        notice("interrupted")
        code = INTERRUPTED
    except OnrecordError as error:
        notice(str(error))
        code = UNUSABLE
    except OSError as error:
        notice(f"{error.filename or 'system'}: {error.strerror or error}")
        code = UNUSABLE
    return code if isinstance(code, int) else DONE
