"""What goes wrong, as an answer: one JSON body for programs, one page for people, never a traceback."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any
from urllib.parse import urlencode

from fastapi import FastAPI, Request
from fastapi.exceptions import RequestValidationError
from starlette.exceptions import HTTPException
from starlette.responses import JSONResponse, RedirectResponse, Response

from ..errors import ConflictError, InputError, ModelError, OnrecordError, RecordError, UnknownError, UsageError
from .rendering import show

#: The status of each error that onrecord raises on purpose; the first that fits holds.
_STATUS: tuple[tuple[type[OnrecordError], int, str], ...] = (
    (UnknownError, 404, "unknown"),
    (ConflictError, 409, "changed_meanwhile"),
    (UsageError, 400, "wrong_usage"),
    (InputError, 422, "unreadable"),
    (ModelError, 503, "no_model"),
    (RecordError, 503, "record_busy"),
    (OnrecordError, 500, "error"),
)


class RefusedError(Exception):
    """A request that is refused: status, code for programs, what happened and what to do about it."""

    def __init__(
        self, status: int, code: str, message: str, remedy: str | None = None, headers: Mapping[str, str] | None = None
    ) -> None:
        super().__init__(message)
        self.status, self.code, self.message, self.remedy, self.headers = status, code, message, remedy, headers or {}


def error_body(code: str, message: str, remedy: str | None = None) -> dict[str, Any]:
    """The one error body."""
    return {"error": {"code": code, "message": message, **({"remedy": remedy} if remedy else {})}}


def refusal(request: Request, refused: RefusedError) -> Response:
    """Answer with an error: JSON under /api, a page elsewhere."""
    if request.url.path.startswith("/api") or request.url.path == "/openapi.json":
        body = error_body(refused.code, refused.message, refused.remedy)
        return JSONResponse(body, refused.status, {"Cache-Control": "no-store", **refused.headers})
    if refused.code == "no_token" and request.method == "GET":
        wanted = request.url.path + (request.url.query and f"?{request.url.query}")
        return RedirectResponse(f"/login?{urlencode({'next': wanted})}", 303)
    answer = show(request, "error.html", {"refused": refused}, status=refused.status)
    answer.headers.update({"Cache-Control": "no-store", **refused.headers})
    return answer


def unforeseen(kind: str) -> RefusedError:
    """What a client is told of an error that nobody foresaw: its kind, and not its words, which may be of a draft."""
    message = f"an error of onrecord ({kind}); the server's own output tells where"
    return RefusedError(500, "error", message, "please report it")


def handle_failures(app: FastAPI) -> None:
    """Turn everything that routes raise into answers."""
    app.exception_handler(RefusedError)(_refused)
    app.exception_handler(OnrecordError)(_onrecord)
    app.exception_handler(HTTPException)(_http)
    app.exception_handler(RequestValidationError)(_invalid)


def _refused(request: Request, error: RefusedError) -> Response:
    return refusal(request, error)


def _onrecord(request: Request, error: OnrecordError) -> Response:
    status, code = next((status, code) for kind, status, code in _STATUS if isinstance(error, kind))
    return refusal(request, RefusedError(status, code, error.message, error.remedy))


def _http(request: Request, error: HTTPException) -> Response:
    codes = {404: "unknown", 405: "no_such_method", 413: "too_large"}
    message = "there is nothing at this address" if error.status_code == 404 else str(error.detail)
    code = codes.get(error.status_code, "refused")
    return refusal(request, RefusedError(error.status_code, code, message, headers=error.headers))


def _invalid(request: Request, error: RequestValidationError) -> Response:
    told = "; ".join(f"{'.'.join(map(str, e['loc'][1:])) or e['loc'][0]}: {e['msg']}" for e in error.errors()[:5])
    return refusal(request, RefusedError(422, "invalid", told, "see /openapi.json for what is understood"))
