"""The application: one record, its pages, its API, and what keeps both safe."""

from __future__ import annotations

from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from importlib.resources import files
from pathlib import Path

from anyio.to_thread import current_default_thread_limiter
from fastapi import FastAPI
from starlette.staticfiles import StaticFiles

from .. import __version__
from ..record import Record
from . import api, pages, safety
from .access import Access
from .failures import handle_failures

#: Requests that read the record at one time. More would only wait for the same processors and hold more memory.
_AT_ONCE = 8
_HERE = Path(str(files(__package__)))


def create_app(place: str, *, access: Access | None = None, limits: safety.Limits | None = None) -> FastAPI:
    """Make the application over the record at a place; everybody may do everything unless ``access`` says otherwise.

    Raises RecordError when there is no record.
    """
    record = Record.open(place, create=False)
    app = FastAPI(
        title="onrecord", version=__version__, summary="Who said what, with the source to the letter.",
        docs_url=None, redoc_url=None, lifespan=_lifespan,
    )  # fmt: skip
    app.state.record = record
    app.state.access = access or Access.open_to_all()
    handle_failures(app)
    app.include_router(api.router)
    app.include_router(pages.router)
    app.mount("/static", StaticFiles(directory=_HERE / "static"), name="static")
    safety.protect(app, limits or safety.Limits())
    return app


@asynccontextmanager
async def _lifespan(app: FastAPI) -> AsyncIterator[None]:
    current_default_thread_limiter().total_tokens = _AT_ONCE
    yield
    app.state.record.close()
