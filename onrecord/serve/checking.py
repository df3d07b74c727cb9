"""The page on which a draft is checked. Nothing of it is kept: it lives in the request and its answer only."""

from __future__ import annotations

from fastapi import APIRouter, Request
from starlette.responses import Response

from .given import Reader
from .rendering import show

router = APIRouter(include_in_schema=False)


@router.get("/check")
def form(request: Request, visitor: Reader) -> Response:
    """Ask for a draft."""
    return show(request, "check.html", {"visitor": visitor})
