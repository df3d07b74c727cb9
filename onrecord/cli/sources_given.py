"""``--source`` with what a person says of it: ``--source a.txt --as transcript --said 2025-11-07 --source b.html``."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from typing import TYPE_CHECKING, Any

import click

from .options import check_day

if TYPE_CHECKING:
    from ..sources import Hints

_FORMS = ("articles", "transcript", "posts", "document")
#: What may be said of a source: the option's name, and that among the hints.
_TOLD = {"form": "form", "said": "said", "event": "event", "venue": "place", "author": "author"}


@dataclass(frozen=True, slots=True)
class SourceOption:
    """A source to compare with, and what was said of it."""

    source: str
    told: dict[str, str] = field(default_factory=dict)

    @property
    def hints(self) -> Hints:
        """The same, for the readers."""
        from ..sources import Hints

        return Hints(**self.told)  # type: ignore[arg-type]


class InOrder(click.Command):
    """A command that knows in which order its options were given."""

    def parse_args(self, ctx: click.Context, args: list[str]) -> list[str]:
        """Read the arguments, and note the order of the options."""
        _, _, order = self.make_parser(ctx).parse_args(args=list(args))
        ctx.meta[__name__] = [parameter.name for parameter in order]
        return super().parse_args(ctx, args)


def _days(context: click.Context, option: click.Parameter, values: tuple[str, ...]) -> tuple[str, ...]:
    return tuple(day for value in values if (day := check_day(context, option, value)))


def source_options(command: Callable[..., Any]) -> Callable[..., Any]:
    """``--source``, and the options that say what the source before them is."""
    options = (
        click.option(
            "--source", "given", multiple=True, metavar="PATH|URL",
            help="Compare with this too: a file, a folder, an address. May be given more than once.",
        ),
        click.option(
            "--as", "form", multiple=True, type=click.Choice(_FORMS),
            help="What the --source before it is; before the first, what all are.",
        ),
        click.option("--said", multiple=True, metavar="DAY", callback=_days, help="Day of the --source before it."),
        click.option("--event", multiple=True, metavar="WORDS", help="Event of the --source before it."),
        click.option("--place", "venue", multiple=True, metavar="WORDS", help="Place of the --source before it."),
        click.option("--author", multiple=True, metavar="NAME", help="Author of the --source before it."),
    )  # fmt: skip
    for option in reversed(options):
        command = option(command)
    return command


def sources_given(
    context: click.Context, given: Sequence[str], told: Mapping[str, Sequence[str]]
) -> list[SourceOption]:
    """Each source with what was said of it; what stands before the first source holds for all."""
    values = {name: iter(found) for name, found in {**told, "given": given}.items()}
    of_all: dict[str, str] = {}
    found: list[SourceOption] = []
    for name in context.meta[__name__]:
        if name == "given":
            found.append(SourceOption(next(values["given"])))
        elif name in _TOLD:
            value = {_TOLD[name]: next(values[name])}
            if found:
                found[-1] = replace(found[-1], told={**found[-1].told, **value})
            else:
                of_all |= value
    return [replace(one, told={**of_all, **one.told}) for one in found]
