"""The REST API, version 1: what the pages show and do, for programs. docs/api.md promises what stays."""

from __future__ import annotations

from fastapi import APIRouter

from . import adding, checks, deciding, exporting, positions, reading
from .bodies import ErrorBody

_ERRORS = {400: "not understood", 401: "no token", 403: "not allowed", 404: "unknown", 422: "not understood",
           429: "too many requests"}  # fmt: skip

router = APIRouter(
    prefix="/api/v1", responses={code: {"model": ErrorBody, "description": words} for code, words in _ERRORS.items()}
)
for _part in (reading, exporting, deciding, adding, checks, positions):
    router.include_router(_part.router)
