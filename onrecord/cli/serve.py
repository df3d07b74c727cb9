"""``onrecord serve``: the record in a browser."""

from __future__ import annotations

import click

from ..errors import UsageError
from .options import record_option
from .output import notice


@click.command()
@record_option
@click.option("--host", default="127.0.0.1", metavar="ADDRESS", help="Address to listen on [127.0.0.1: this machine].")
@click.option("--port", type=click.IntRange(1, 65535), default=8000, metavar="N", help="Port to listen on [8000].")
@click.option("--open", "browse", is_flag=True, help="Open the page in the browser.")
def serve(place: str, host: str, port: int, browse: bool) -> None:
    r"""Show the record in a browser: look, search, check, review.

    \b
    Examples:
      onrecord serve --open
      onrecord serve --record news.db --port 8080

    Ctrl-C ends it.
    """
    try:
        from ..serve.running import run
    except ModuleNotFoundError as error:
        raise UsageError(f"the page needs more ({error.name}); install it with: pip install 'onrecord[web]'") from error

    notice(f"the record {place} is at http://{host}:{port}/ (Ctrl-C ends it)")
    run(place, host=host, port=port, browse=browse)
