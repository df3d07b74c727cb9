"""The pages of positions: what people have said about a subject over time, and what editors make of candidates."""

from __future__ import annotations

from functools import partial
from typing import Annotated, Literal
from urllib.parse import urlencode

from anyio import to_thread
from fastapi import APIRouter, Form, Query, Request
from starlette.responses import RedirectResponse, Response

from ..positions.judged import decide, take_back
from . import views
from .given import Editor, Reader, TheChecker, TheRecord
from .rendering import show

router = APIRouter(include_in_schema=False)

Text = Annotated[str, Form()]
Words = Annotated[str, Query(max_length=300)]
#: Candidates for a change on a page.
_SHOWN = 5


@router.get("/people/{person_id}/positions")
async def positions(
    request: Request, person_id: str, record: TheRecord, checker: TheChecker, visitor: Reader,
    about: Words = "", toward: Words = "", other: Words = "",
) -> Response:  # fmt: skip
    """A person's statements about a subject, another's beside them where asked; without a subject, the subjects."""
    values = {"visitor": visitor, "about": about, "toward": toward, "other": other, "shown": _SHOWN}
    if not about.strip():
        found = await to_thread.run_sync(partial(views.subjects, record, person_id))
        return show(request, "subjects.html", {**values, **found})
    look = partial(views.on_subject, record, person_id, about.strip(), toward.strip(), other.strip())
    found = await to_thread.run_sync(look, limiter=checker.turn)
    return show(
        request, "positions.html", {**values, **found, "toward": toward, "person": found["people"][0]["person"]}
    )


@router.post("/people/{person_id}/positions")
def judge(
    person_id: str, record: TheRecord, visitor: Editor, earlier: Text, later: Text,
    verdict: Annotated[Literal["accept", "reject", "note"], Form()], note: Text = "", about: Text = "",
    toward: Text = "",
) -> Response:  # fmt: skip
    """Decide on a candidate."""
    decide(record, earlier, later, verdict, who=visitor.name, note=note.strip() or None)
    return _back(person_id, about, toward)


@router.post("/people/{person_id}/positions/undo")
def undo(
    person_id: str, record: TheRecord, visitor: Editor, number: Annotated[int, Form()], about: Text = "",
    toward: Text = "",
) -> Response:  # fmt: skip
    """Take a decision back."""
    take_back(record, number)
    return _back(person_id, about, toward)


def _back(person_id: str, about: str, toward: str) -> Response:
    query = urlencode({name: value for name, value in (("about", about), ("toward", toward)) if value})
    return RedirectResponse(f"/people/{person_id}/positions?{query}#changes", 303)
