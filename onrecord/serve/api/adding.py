"""Adding articles by their text or their address on the web."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from itertools import islice
from typing import Any

from anyio import to_thread
from fastapi import APIRouter
from starlette.responses import JSONResponse, Response

from ...article import Metadata
from ...errors import InputError
from ...record.adding import Outcome, add_all
from ...record.store import Record
from ...sources import Failure, Item, Located, articles, read_article
from ..failures import RefusedError
from ..given import Editor, TheChecker, TheRecord
from .bodies import NewArticle

router = APIRouter()

#: A feed's address gives many articles; the rest of them comes with "onrecord add".
_MOST = 20


@router.post("/articles", status_code=201)
async def add(record: TheRecord, checker: TheChecker, visitor: Editor, given: NewArticle) -> Response:
    """Add an article, or those that a feed points to; what is there already stays as it is."""
    outcomes = await to_thread.run_sync(_add, record, given, limiter=checker.turn)
    if all(isinstance(outcome, Failure) for outcome in outcomes):
        raise _refusal(outcomes)
    new = any(isinstance(outcome, Outcome) and outcome.added != "present" for outcome in outcomes)
    return JSONResponse({"articles": [_told(outcome) for outcome in outcomes]}, 201 if new else 200)


def _add(record: Record, given: NewArticle) -> list[Outcome | Failure]:
    return list(add_all(record, islice(_items(given), _MOST)))


def _refusal(outcomes: Sequence[Outcome | Failure]) -> RefusedError:
    if not outcomes:
        return RefusedError(422, "unreadable", "there is no article at this address")
    first = next(outcome for outcome in outcomes if isinstance(outcome, Failure))
    return RefusedError(422, "unreadable", first.message, first.remedy)


def _told(outcome: Outcome | Failure) -> dict[str, Any]:
    if isinstance(outcome, Failure):
        return {"source": outcome.source, "outcome": "failed", "reason": outcome.reason}
    return outcome.to_dict()


def _items(given: NewArticle) -> Iterator[Item]:
    told = Metadata(title=given.title, outlet=given.outlet, published=given.published)
    if given.text is None:
        yield from articles([Located(given.url or "")], override=told)
        return
    source = given.url or given.title or "pasted"
    try:
        yield read_article(given.text.encode(), source=source, url=given.url, override=told)
    except InputError as error:
        yield Failure.of(source, error)
