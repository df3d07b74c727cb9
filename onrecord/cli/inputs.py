"""What commands that read articles have in common: where from, and what their sources don't tell."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from functools import wraps
from typing import TYPE_CHECKING, Any

import click

from ..errors import UsageError
from .options import check_day
from .output import notice

if TYPE_CHECKING:
    from ..sources import FeedState, Item
    from ..sources.fetch import Fetched

_FORMS = ("articles", "transcript", "posts", "document")
#: What ``--column`` may name.
_COLUMNS = ("text", "html", "title", "outlet", "authors", "published", "url", "speaker", "words", "author")


@dataclass(frozen=True, slots=True)
class Inputs:
    """The articles to read, of how many places they come, and what is known of feeds (filled before, told after).

    ``pages`` holds the bytes of articles as they came, by source, where the command keeps them. ``shards`` are the
    folders that hold what was annotated already.
    """

    items: Iterator[Item]
    places: int
    feeds: dict[str, FeedState]
    pages: dict[str, Fetched]
    shards: tuple[str, ...]


def check_columns(context: click.Context, option: click.Parameter, values: tuple[str, ...]) -> dict[str, str]:
    """Read WHAT=NAME, each once."""
    found = {}
    for value in values:
        what, sign, name = value.partition("=")
        if not sign or not name or what not in _COLUMNS:
            raise click.BadParameter(f"{value!r}: write WHAT=NAME, where WHAT is one of {', '.join(_COLUMNS)}")
        found[what] = name
    return found


_OPTIONS = (
    click.argument("sources", nargs=-1, required=True, metavar="PATH|URL|-..."),
    click.option(
        "--published", metavar="YYYY-MM-DD", callback=check_day, help="Publication date, whatever the page says."
    ),
    click.option("--outlet", metavar="NAME", help="Outlet, whatever the page says."),
    click.option("--title", metavar="WORDS", help="Headline, whatever the page says."),
    click.option(
        "--metadata", metavar="FILE", help="JSON Lines, CSV or TSV with name, filename or url, and what it tells."
    ),
    click.option("--as", "form", type=click.Choice(_FORMS), help="What a table's rows, or a text, are."),
    click.option(
        "--column", "columns", multiple=True, metavar="WHAT=NAME", callback=check_columns,
        help="A table's column for what it holds, as text=body.",
    ),
    click.option("--said", metavar="YYYY-MM-DD", callback=check_day, help="Day of a transcript or document."),
    click.option("--event", metavar="WORDS", help="Event of a transcript."),
    click.option("--place", "venue", metavar="WORDS", help="Place of a transcript."),
    click.option("--author", metavar="NAME", help="Author of posts or a document that don't name theirs."),
)  # fmt: skip
_NAMES = ("sources", "published", "outlet", "title", "metadata", "form", "columns", "said", "event", "venue", "author")


def input_options(command: Callable[..., Any]) -> Callable[..., Any]:
    """The argument and options that say what to read, handed on as one ``inputs``."""

    @wraps(command)
    def with_inputs(**given: Any) -> Any:
        inputs = _inputs(**{name: given.pop(name) for name in _NAMES}, keep=given.get("keep_source", False))
        return command(**given, inputs=inputs)

    for option in reversed(_OPTIONS):
        with_inputs = option(with_inputs)
    return with_inputs


def _inputs(
    *,
    sources: tuple[str, ...],
    published: str | None,
    outlet: str | None,
    title: str | None,
    metadata: str | None,
    venue: str | None,
    keep: bool,
    **told: Any,
) -> Inputs:
    """Find what there is to read. Raises UsageError where there is nothing."""
    from ..article import Metadata
    from ..sources import Hints, articles, locate, read_metadata

    shards = tuple(filter(_is_folder_of_shards, sources))
    located, passed = locate([source for source in sources if source not in shards], metadata=metadata)
    if passed:
        more = " ..." * (len(passed) > 3)
        notice(f"{len(passed)} of the folder's files are no articles: {', '.join(passed[:3])}{more}")
    if not located and not shards:
        raise UsageError("no article in the folder", remedy="docs/sources.md lists what is read")
    beside = read_metadata(metadata) if metadata else {}
    override = Metadata(title=title, outlet=outlet, published=published)
    hints = Hints(**told, place=venue)
    feeds: dict[str, FeedState] = {}
    pages: dict[str, Fetched] = {}
    items = articles(
        located, metadata=beside, override=override, hints=hints, feeds=feeds,
        keep=pages.__setitem__ if keep else None,
    )  # fmt: skip
    return Inputs(items, len(located), feeds, pages, shards)


def _is_folder_of_shards(source: str) -> bool:
    """Whether something is a folder that ``onrecord scale`` has made, here or in an object store."""
    from pathlib import Path

    if "://" in source:
        return not source.startswith(("http://", "https://"))
    return Path(source, "statements").is_dir() and Path(source, "articles").is_dir()
