"""Deciding: reviews of statements, and who is who."""

from __future__ import annotations

from typing import Annotated, Any

from fastapi import APIRouter, Path, Query, Request
from starlette.responses import Response

from ...corrections import review as reviewing
from ...people import judgements
from ...people.directory import the_person
from ..given import Editor, Reader, TheRecord
from ..views.question import USUAL
from .answers import answer
from .bodies import DecisionBody, Limit, PeopleJudgement, Withdrawal

router = APIRouter()


@router.get("/reviews")
def queue(
    request: Request, record: TheRecord, visitor: Reader, limit: Limit = USUAL,
    second: Annotated[bool, Query(description="What one other person has decided on.")] = False,
) -> Response:  # fmt: skip
    """What waits for a decision, the least sure first, and how much is done."""
    tasks = reviewing.queue(record, by=visitor.name, second=second, limit=limit)
    progress = reviewing.progress(record, by=visitor.name)
    return answer(request, {"tasks": [task.to_dict() for task in tasks], "progress": progress.to_dict()})


@router.get("/reviews/agreement")
def agreement(request: Request, record: TheRecord, visitor: Reader) -> Response:
    """How far two people who looked at the same statements agree, and where they don't."""
    return answer(request, reviewing.agreement(record).to_dict())


@router.post("/reviews", responses={409: {"description": "changed meanwhile"}})
def decide(record: TheRecord, visitor: Editor, given: DecisionBody) -> dict[str, Any]:
    """Accept, fix, reject or skip a statement; the answer is the statement as it is shown from now on."""
    changes = given.changes.given() if given.changes else None
    task = reviewing.decide(
        record, given.statement, given.verdict, by=visitor.name, changes=changes, why=given.why, version=given.version
    )
    return task.to_dict()


@router.post("/reviews/undo", responses={409: {"description": "changed meanwhile"}})
def take_back(record: TheRecord, visitor: Editor, given: Withdrawal) -> dict[str, Any]:
    """Take back what you said last of a statement."""
    return reviewing.undo(record, given.statement, by=visitor.name, version=given.version).to_dict()


@router.post("/people/judgements")
def judge(record: TheRecord, visitor: Editor, given: PeopleJudgement) -> dict[str, Any]:
    """Judge two people to be the same or different, or rename one; the number is what undo takes."""
    person = the_person(record, given.person)
    if given.verdict == "rename":
        number = judgements.rename(record, person, given.name or "", by=visitor.name)
    else:
        judged = judgements.same if given.verdict == "same" else judgements.different
        number = judged(record, person, the_person(record, given.other or ""), by=visitor.name)
    return {"judgement": number, **given.model_dump(exclude_none=True)}


@router.post("/people/judgements/{number}/undo")
def undo(record: TheRecord, visitor: Editor, number: Annotated[int, Path(ge=1, lt=2**31)]) -> dict[str, Any]:
    """Take a judgement about people back."""
    return judgements.undo(record, number, by=visitor.name).to_dict()
