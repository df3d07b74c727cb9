"""Checks of drafts, which are kept by nobody: not here, and not by what lies between here and the client."""

from __future__ import annotations

from typing import Any

from fastapi import APIRouter, Response

from ..given import Reader, TheDesk
from ..tasks import Document
from .bodies import DraftBody

router = APIRouter()


@router.post("/checks")
async def check(response: Response, desk: TheDesk, visitor: Reader, given: DraftBody) -> dict[str, Any]:
    """Compare a draft's quotations with the record, and with sources that come with it: the check format."""
    response.headers["Cache-Control"] = "no-store"
    sources = [Document(source.text.encode(), source.name) for source in given.sources]
    draft = Document(given.text.encode(), given.name)
    report = await desk.check(draft, published=given.published, sources=sources)
    return report.to_dict()
