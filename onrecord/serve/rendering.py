"""Pages out of templates; what is put into them is escaped."""

from __future__ import annotations

from collections.abc import Mapping
from importlib.resources import files
from typing import Any

from fastapi import Request
from starlette.responses import Response
from starlette.templating import Jinja2Templates

templates = Jinja2Templates(directory=str(files(__package__) / "templates"))


def show(request: Request, name: str, values: Mapping[str, Any], *, status: int = 200) -> Response:
    """A page: a template filled with values."""
    return templates.TemplateResponse(request, name, dict(values), status_code=status)
