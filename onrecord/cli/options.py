"""Options that several commands have in common."""

from __future__ import annotations

import re
from calendar import monthrange
from collections.abc import Callable
from functools import wraps
from typing import TYPE_CHECKING, Any, TypeVar, get_args

import click

from ..statement import Act, ChannelType, Happened, Kind

if TYPE_CHECKING:
    from ..search.search import Filters
    from ..search.sureness import Demands

#: No number of a decision is larger, and nobody looks at more statements at once: databases have their bounds.
NUMBER = click.IntRange(1, 2**31 - 1)
F = TypeVar("F", bound=Callable[..., Any])


def check_day(context: click.Context, option: click.Parameter, value: str | None) -> str | None:
    """Read a day in any usual writing."""
    from ..dates.written import find_day

    if value is None:
        return None
    day = find_day(value)
    if day is None:
        raise click.BadParameter(f"{value!r} is no date; write it as YYYY-MM-DD")
    return day.isoformat()


def _first_day(context: click.Context, option: click.Parameter, value: str | None) -> str | None:
    year, month = _month(value)
    return f"{year}-{month or '01'}-01" if year else check_day(context, option, value)


def _last_day(context: click.Context, option: click.Parameter, value: str | None) -> str | None:
    year, month = _month(value)
    if not year:
        return check_day(context, option, value)
    month = month or "12"
    return f"{year}-{month}-{monthrange(int(year), int(month))[1]}"


def _month(value: str | None) -> tuple[str | None, str | None]:
    found = re.fullmatch(r"([1-9]\d{3})(?:-(0[1-9]|1[0-2]))?", value or "")
    return (found[1], found[2]) if found else (None, None)


def record_option(command: F) -> F:
    """``--record``: which record to use."""
    return click.option(
        "--record", "place", metavar="PLACE", default="onrecord.db", envvar="ONRECORD_RECORD", show_envvar=True,
        help="The record: a file, or a postgresql:// address [onrecord.db].",
    )(command)  # fmt: skip


def json_option(command: F) -> F:
    """``--json``: print for programs."""
    return click.option("--json", "as_json", is_flag=True, help="Print JSON, one object a line.")(command)


def by_option(command: F) -> F:
    """``--by``: who decides."""
    return click.option(
        "--by", metavar="NAME", envvar="ONRECORD_BY", show_envvar=True, default=_user, help="Who says so [you]."
    )(command)


def _user() -> str:
    from getpass import getuser

    try:
        return getuser()
    except (KeyError, OSError):  # a container may know no name for its user
        return "somebody"


def _many(name: str, values: object, words: str) -> Callable[[F], F]:
    return click.option(name, multiple=True, type=click.Choice(get_args(values)), help=words)


def _demands(context: click.Context, option: click.Parameter, value: str | None) -> Demands:
    from ..search.sureness import demands

    return demands(value) if value else ()


_SURENESS = (
    click.option(
        "--min-confidence", type=click.FloatRange(0, 1), metavar="P", help="How sure a statement must be, from 0 to 1."
    ),
    click.option(
        "--sure", metavar="FIELDS", callback=_demands,
        help="Fields that must be told and likely right (0.8, or as given): speaker,date=0.9,channel,addressee.",
    ),
)  # fmt: skip
_FILTERS = (
    click.option("--speaker", metavar="NAME", help="Who says it: a name, or its last word."),
    click.option("--said-from", metavar="DAY", callback=_first_day, help="Said on this day or later."),
    click.option("--said-to", metavar="DAY", callback=_last_day, help="Said on this day or earlier."),
    click.option("--published-from", metavar="DAY", callback=_first_day, help="Published on this day or later."),
    click.option("--published-to", metavar="DAY", callback=_last_day, help="Published on this day or earlier."),
    _many("--channel", ChannelType, "Where it was said; may be given more than once."),
    _many("--kind", Kind, "Quotation, paraphrase or both."),
    _many("--act", Act, "What was done with the words."),
    click.option("--outlet", metavar="NAME", help="The outlet that reports it."),
    click.option("--to", "addressee", metavar="NAME", help="To whom it was said."),
    _many("--happened", Happened, "Whether it was said at all."),
    click.option("--article", metavar="ID", help="The article that reports it."),
    *_SURENESS,
)


def filter_options(command: Callable[..., Any]) -> Callable[..., Any]:
    """The options of ``search``, handed on as one ``filters``."""

    @wraps(command)
    def with_filters(**given: Any) -> Any:
        from ..search.search import Filters

        asked: Filters = Filters(**{name: given.pop(name) for name in Filters.__slots__ if name in given})
        return command(**given, filters=asked)

    for option in reversed(_FILTERS):
        with_filters = option(with_filters)
    return with_filters


def sureness_options(command: F) -> F:
    """``--min-confidence`` and ``--sure``."""
    for option in reversed(_SURENESS):
        command = option(command)
    return command
