"""Positions: what a person has said about a subject, and decisions on candidates for a change."""

from __future__ import annotations

from typing import Annotated, Any, Literal

from fastapi import APIRouter, Path, Query, Request
from pydantic import BaseModel, ConfigDict
from starlette.responses import Response

from ...positions.decisions import decide, take_back
from ..given import Editor, Reader, TheDesk, TheRecord
from .answers import answer
from .bodies import Id, IdInPath, Note

router = APIRouter()

Words = Annotated[str, Query(max_length=500)]


class ChangeDecision(BaseModel):
    """What somebody decides about two statements between which a position may have changed."""

    model_config = ConfigDict(extra="forbid")

    earlier: Id
    later: Id
    verdict: Literal["accept", "reject", "note"]
    note: Note | None = None


@router.get("/people/{id}/positions")
async def positions(
    request: Request, desk: TheDesk, visitor: Reader, id: IdInPath, about: Words = "", toward: Words = ""
) -> Response:  # fmt: skip
    """A person on a subject (``onrecord-positions/1``); without one the subjects (``onrecord-subjects/1``)."""
    return answer(request, await (desk.positions(id, about, toward) if about.strip() else desk.subjects(id)))


@router.post("/changes")
def decide_on_change(record: TheRecord, visitor: Editor, given: ChangeDecision) -> dict[str, Any]:
    """Accept or reject a candidate for a change, or put a note to it; its number is what undo takes."""
    decision = decide(record, given.earlier, given.later, given.verdict, by=visitor.name, note=given.note)
    return decision.to_dict()


@router.post("/changes/{number}/undo")
def undo(record: TheRecord, visitor: Editor, number: Annotated[int, Path(ge=1, le=2**31 - 1)]) -> dict[str, Any]:
    """Take such a decision back."""
    return take_back(record, number, by=visitor.name).to_dict()
