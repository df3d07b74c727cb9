"""Adding articles by their text or their address on the web."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from fastapi import APIRouter
from starlette.responses import JSONResponse, Response

from ...article import Metadata
from ...record.adding import Outcome
from ...sources import Failure
from ..failures import RefusedError
from ..given import Editor, TheDesk
from ..tasks import Document
from .bodies import NewArticle

router = APIRouter()


@router.post("/articles", status_code=201)
async def add(desk: TheDesk, visitor: Editor, given: NewArticle) -> Response:
    """Add an article, or those that a feed points to; what is there already stays as it is."""
    told = Metadata(title=given.title, outlet=given.outlet, published=given.published)
    if given.text is None:
        outcomes = await desk.add_address(given.url or "", told)
    else:
        text = Document(given.text.encode(), given.url or given.title or "pasted", given.url)
        outcomes = await desk.add_text(text, told)
    if all(isinstance(outcome, Failure) for outcome in outcomes):
        raise _refusal(outcomes)
    new = any(isinstance(outcome, Outcome) and outcome.added != "present" for outcome in outcomes)
    return JSONResponse({"articles": [_told(outcome) for outcome in outcomes]}, 201 if new else 200)


def _refusal(outcomes: Sequence[Outcome | Failure]) -> RefusedError:
    if not outcomes:
        return RefusedError(422, "unreadable", "there is no article at this address")
    first = next(outcome for outcome in outcomes if isinstance(outcome, Failure))
    return RefusedError(422, "unreadable", first.message, first.remedy)


def _told(outcome: Outcome | Failure) -> dict[str, Any]:
    if isinstance(outcome, Failure):
        return {"source": outcome.source, "outcome": "failed", "reason": outcome.reason}
    return outcome.to_dict()
