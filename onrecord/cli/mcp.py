"""``onrecord mcp``: the record for AI assistants."""

from __future__ import annotations

from pathlib import Path

import click
from click.core import ParameterSource

from ..errors import UsageError
from .options import record_option
from .output import notice


@click.command()
@record_option
@click.option("--model", "folder", metavar="NAME", help="The model: en, en-fast (quicker), or a model folder [en].")
@click.pass_context
def mcp(context: click.Context, place: str, folder: str | None) -> None:
    """Answer an AI assistant's questions about the record (Model Context Protocol, over standard input and output).

    An assistant's program starts it; docs/assistants.md tells how it is set up. It only reads: five tools search
    statements, show a person, a person's positions and a statement in its context, and check a text's quotations
    against the record and sources that come with it. Where there is no record, only texts are checked.

    \b
    Examples:
      onrecord mcp --record /home/dana/news.db
      claude mcp add onrecord -- onrecord mcp --record /home/dana/news.db
    """
    try:
        from ..integrations.mcp import make_server
    except ModuleNotFoundError as error:
        raise UsageError(
            f"assistants need more packages ({error.name})", remedy="install them with: pip install 'onrecord[mcp]'"
        ) from error

    named = context.get_parameter_source("place") is not ParameterSource.DEFAULT
    here = named or Path(place).exists()
    if not here:
        notice(f"{place}: no record here; texts are checked against sources that come with them only")
    make_server(place if here else None, folder).run("stdio")
