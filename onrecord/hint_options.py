"""Options that tell a command what its sources don't: --as, --column, --said, --event, --place, --author."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING, Any, TypeVar

import click

if TYPE_CHECKING:
    from .sources import Hints

Command = TypeVar("Command", bound=Callable[..., Any])
_FORMS = ("articles", "transcript", "posts")
#: What ``--column`` may name.
_COLUMNS = ("text", "html", "title", "outlet", "authors", "published", "url", "speaker", "words", "author")
_NAMES = ("form", "columns", "said", "event", "place", "author")


def hint_options(command: Command) -> Command:
    """Give a command the options; it takes them as keyword arguments and hands them on to ``hints()``."""
    for option in reversed(
        (
            click.option("--as", "form", type=click.Choice(_FORMS), help="What a table's rows, or a text, are."),
            click.option(
                "--column", "columns", multiple=True, metavar="WHAT=NAME", callback=_columns,
                help="A table's column for what it holds, as text=body.",
            ),
            click.option("--said", metavar="YYYY-MM-DD", callback=check_day, help="Day of a transcript."),
            click.option("--event", metavar="WORDS", help="Event of a transcript."),
            click.option("--place", metavar="WORDS", help="Place of a transcript."),
            click.option("--author", metavar="NAME", help="Author of posts that don't name theirs."),
        )
    ):  # fmt: skip
        command = option(command)
    return command


def hints(options: dict[str, Any]) -> Hints:
    """What the options say."""
    from .sources import Hints

    return Hints(**{name: options[name] for name in _NAMES})


def _columns(context: click.Context, option: click.Parameter, values: tuple[str, ...]) -> dict[str, str]:
    found = {}
    for value in values:
        what, sign, name = value.partition("=")
        if not sign or not name or what not in _COLUMNS:
            raise click.BadParameter(f"{value!r}: write WHAT=NAME, where WHAT is one of {', '.join(_COLUMNS)}")
        found[what] = name
    return found


def check_day(context: click.Context, option: click.Parameter, value: str | None) -> str | None:
    """Read an option's date. Raises click.BadParameter for none."""
    from .plaintext import find_day

    day = find_day(value) if value is not None else None
    if value is not None and day is None:
        raise click.BadParameter(f"{value!r} is no date; write it as YYYY-MM-DD")
    return day.isoformat() if day else None
