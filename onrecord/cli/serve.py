"""``onrecord serve`` and ``access``: the record in a browser, and who may reach it from elsewhere."""

from __future__ import annotations

from functools import partial

import click

from ..errors import UsageError
from .options import by_option, json_option, record_option
from .output import notice, print_json

_NEEDS = "the web page needs more packages ({}); install them with: pip install 'onrecord[web]'"


@click.command()
@record_option
@click.option("--host", default="127.0.0.1", metavar="ADDRESS", help="Where to listen [127.0.0.1: this machine only].")
@click.option("--port", type=click.IntRange(1, 65535), default=8000, metavar="N", help="Port to listen on [8000].")
@click.option("--name", "names", multiple=True, metavar="HOST", help="A name of this server, as desk.example.")
@click.option("--login", is_flag=True, help="Demand a token also from this machine.")
@click.option("--rate", type=click.FloatRange(1), default=50.0, metavar="N", help="Requests a second a client [50].")
@click.option(
    "--timeout", "seconds", type=click.FloatRange(1), default=60.0, metavar="SECONDS",
    help="How long checking a draft, adding an article or gathering positions may take [60].",
)  # fmt: skip
@click.option(
    "--workers",
    type=click.IntRange(1),
    default=1,
    metavar="N",
    help="Processes that answer, each with one that reads [1].",
)
@click.option("--open", "browse", is_flag=True, help="Open the page in the browser.")
@click.option(
    "--min-confidence", type=click.FloatRange(0, 1), metavar="P", help="How sure statements must be that are shown."
)
@click.option("--sure", metavar="FIELDS", help="Fields that must be told and likely right, as in search.")
@by_option
def serve(
    place: str, host: str, port: int, names: tuple[str, ...], login: bool, rate: float, seconds: float, workers: int,
    browse: bool, min_confidence: float | None, sure: str | None, by: str,
) -> None:  # fmt: skip
    """Show the record in a browser: look, search, check, review.

    It is reached from this machine only, unless --host says otherwise; then everybody needs a token (see "onrecord
    access"). Drafts that are checked and words that are searched for go into no log. Ctrl-C ends it.

    \b
    Examples:
      onrecord serve --open
      onrecord serve --record news.db --port 8080
      onrecord serve --host 0.0.0.0 --name desk.example
      onrecord serve --min-confidence 0.8 --sure speaker,date
    """
    try:
        from ..search.sureness import demands
        from ..serve.running import Place, run
    except ModuleNotFoundError as error:
        raise UsageError(_NEEDS.format(error.name)) from error

    if sure:
        demands(sure)
    given = {"min_confidence": min_confidence, "sure": sure}
    floor = {name: str(value) for name, value in given.items() if value}
    at = Place(host, port, names)
    demand = login or not at.is_local
    ready = partial(notice, f"{place} is at {at.address} until you press Ctrl-C")
    run(
        place, at, owner=by, demand_token=demand, rate=rate, seconds=seconds, workers=workers, browse=browse,
        ready=ready, floor=floor,
    )  # fmt: skip


@click.command()
@click.argument("name", nargs=-1)
@record_option
@json_option
@click.option("--role", type=click.Choice(["reader", "editor"]), default="reader", help="What it allows [reader].")
@click.option("--revoke", is_flag=True, help="Take the token back; sessions begun with it end.")
def access(name: tuple[str, ...], place: str, as_json: bool, role: str, revoke: bool) -> None:
    """Make a token for somebody who uses "onrecord serve" from elsewhere; without a NAME list who has one.

    A token is shown once; the record keeps a hash of it only.

    \b
    Examples:
      onrecord access Dana Whitlock --role editor
      onrecord access Dana Whitlock --revoke
      onrecord access
    """
    try:
        from ..record.tokens import new_token, tokens
        from ..record.tokens import revoke as take_back
    except ModuleNotFoundError as error:
        raise UsageError(_NEEDS.format(error.name)) from error
    from ..record.store import Record

    whose = " ".join(name)
    if revoke and not whose:
        raise UsageError("whose token? give the name")
    with Record.open(place, create=False) as record:
        if not whose:
            for token in tokens(record):
                print_json(token.to_dict()) if as_json else click.echo(f"{token.name}\t{token.role}\t{token.made}")
        elif revoke:
            take_back(record, whose)
            notice(f"{whose} has no token any more")
        else:
            secret = new_token(record, whose, "editor" if role == "editor" else "reader")
            print_json({"name": whose, "role": role, "token": secret}) if as_json else click.echo(secret)
