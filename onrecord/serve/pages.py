"""The pages."""

from __future__ import annotations

from importlib.resources import files

from fastapi import APIRouter, Request
from starlette.responses import Response
from starlette.templating import Jinja2Templates

from .failures import RefusedError
from .given import Reader, TheRecord

router = APIRouter(include_in_schema=False)
_templates = Jinja2Templates(directory=str(files(__package__) / "templates"))


@router.get("/")
def home(request: Request, record: TheRecord, visitor: Reader) -> Response:
    """The first page."""
    return _templates.TemplateResponse(request, "home.html", {"stats": record.stats()})


def error_page(request: Request, refused: RefusedError) -> Response:
    """Tell what went wrong, and what to do."""
    return _templates.TemplateResponse(request, "error.html", {"refused": refused}, status_code=refused.status)
