"""The application: one record, its pages, its API, and what keeps both safe."""

from __future__ import annotations

from collections.abc import AsyncIterator, Mapping
from contextlib import asynccontextmanager
from importlib.resources import files
from pathlib import Path

from anyio.to_thread import current_default_thread_limiter
from fastapi import FastAPI
from starlette.formparsers import MultiPartParser
from starlette.staticfiles import StaticFiles

from .. import __version__
from ..record.store import Record
from . import api
from .access import Access
from .desk import Desk
from .failures import handle_failures
from .floor import Floor
from .pages import checking, deciding, login, positions
from .pages import reading as pages
from .safety import Safety, protect

#: Requests that read the record at one time. More would only wait for the same processors and hold more memory.
_AT_ONCE = 4
_HERE = Path(str(files(__package__)))


def create_app(
    place: str,
    *,
    owner: str = "somebody",
    demand_token: bool = False,
    safety: Safety | None = None,
    floor: Mapping[str, str] | None = None,
) -> FastAPI:
    """Make the application over the record at a place.

    ``floor`` is how sure statements must be where an address doesn't say: ``min_confidence`` and ``sure``.
    Everybody may do everything, in the name of ``owner``, unless it is to ``demand_token``. Raises RecordError when
    there is no record.
    """
    record = Record.open(place, create=False)
    app = FastAPI(
        title="onrecord", version=__version__, summary="Who said what, with the source to the letter.",
        docs_url=None, redoc_url=None, lifespan=_lifespan,
    )  # fmt: skip
    app.state.record = record
    safety = safety or Safety()
    app.state.desk = Desk(place, seconds=safety.seconds)
    app.state.access = Access.by_token(record) if demand_token else Access.open_to_all(owner)
    handle_failures(app)
    for router in (api.router, login.router, pages.router, deciding.router, checking.router, positions.router):
        app.include_router(router)
    app.mount("/static", StaticFiles(directory=_HERE / "static"), name="static")
    if floor:
        app.add_middleware(Floor, floor=dict(floor))
    protect(app, safety)
    # What is uploaded may be a draft: it stays in memory, whatever its size (up to the limit of bodies).
    MultiPartParser.spool_max_size = safety.body
    return app


@asynccontextmanager
async def _lifespan(app: FastAPI) -> AsyncIterator[None]:
    current_default_thread_limiter().total_tokens = _AT_ONCE
    yield
    app.state.record.close()
    app.state.desk.close()
