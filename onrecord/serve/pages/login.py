"""Logging in with a token, and leaving."""

from __future__ import annotations

from typing import Annotated

from fastapi import APIRouter, Form, Request
from starlette.responses import RedirectResponse, Response

from ..access import COOKIE
from ..failures import RefusedError
from ..given import the_access
from ..rendering import show

router = APIRouter(include_in_schema=False)


@router.get("/login")
def login_page(request: Request, next: str = "/") -> Response:
    """Ask for a token."""
    return show(request, "login.html", {"next": _here(next), "wrong": None})


@router.post("/login")
def log_in(request: Request, token: Annotated[str, Form()], next: Annotated[str, Form()] = "/") -> Response:
    """Begin a session, and go on to what was asked for."""
    answer = RedirectResponse(_here(next), 303)
    try:
        the_access(request).log_in(token, answer, secure=request.url.scheme == "https")
    except RefusedError as wrong:
        return show(request, "login.html", {"next": _here(next), "wrong": wrong}, status=wrong.status)
    return answer


@router.post("/logout")
def log_out(request: Request) -> Response:
    """End the session in this browser."""
    answer = RedirectResponse("/login", 303)
    answer.delete_cookie(COOKIE)
    return answer


def _here(path: str) -> str:
    """A path of this server, whatever somebody wrote into an address."""
    return path if path.startswith("/") and not path.startswith(("//", "/\\")) and path.isprintable() else "/"
