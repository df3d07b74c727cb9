"""The pages on which editors decide: reviews of statements, and who is the same person."""

from __future__ import annotations

from typing import Annotated, Any, Literal
from urllib.parse import urlencode

from fastapi import APIRouter, Form, Request
from starlette.responses import RedirectResponse, Response

from ...corrections import review as reviewing
from ...dates import days, find_times
from ...errors import ConflictError, UsageError
from ...people import judgements
from ...people.directory import the_person
from ...record.store import Record
from ...statement import ChannelType, Kind, SpeakerType
from .. import views
from ..api.bodies import Id, Note, Text
from ..given import Editor, Reader, TheRecord
from ..marks import marked
from ..rendering import show

router = APIRouter(include_in_schema=False)

Field = Annotated[Note, Form()]
_DONE = {
    "accept": "Noted as right.", "reject": "Taken out of what is shown.", "skip": "Skipped.", "fix": "Corrected.",
    "undo": "Taken back.",
}  # fmt: skip


@router.get("/review")
def next_one(
    request: Request, record: TheRecord, visitor: Reader, second: bool = False, last: str = "", done: str = ""
) -> Response:
    """The statement to look at next."""
    found = views.review(record, by=visitor.name, second=second)
    return _page(request, {**found, "visitor": visitor, "last": last, "message": _DONE.get(done)})


@router.get("/review/{statement_id}")
def certain_one(
    request: Request, statement_id: str, record: TheRecord, visitor: Reader, second: bool = False
) -> Response:
    """A certain statement to look at."""
    found = views.review(record, by=visitor.name, second=second, statement=statement_id)
    return _page(request, {**found, "visitor": visitor, "last": "", "message": None})


@router.post("/review/{statement_id}")
def decide(
    request: Request, statement_id: str, record: TheRecord, visitor: Editor,
    verdict: Annotated[Literal["accept", "reject", "skip", "fix", "undo"], Form()],
    version: Field = "", second: Field = "", why: Field = "", speaker: Field = "",
    type: Annotated[SpeakerType, Form()] = "person", said: Field = "",
    channel: Annotated[ChannelType | None, Form()] = None, addressee: Field = "",
    kind: Annotated[Kind | None, Form()] = None, words: Annotated[Text, Form()] = "",
) -> Response:  # fmt: skip
    """Decide on a statement, then go on to the next."""
    try:
        if verdict == "undo":
            reviewing.undo(record, statement_id, by=visitor.name)
        else:
            given = {
                "speaker": {"name": speaker, "type": type} if speaker else None,
                "said": said or None, "channel": channel, "addressee": addressee or None,
                "kind": kind, "words": " ".join(words.split()),
            }  # fmt: skip
            changes = _changes(record, statement_id, given, second=bool(second)) if verdict == "fix" else None
            reviewing.decide(
                record, statement_id, verdict, by=visitor.name, changes=changes, why=why or None,
                version=version or None,
            )  # fmt: skip
    except (ConflictError, UsageError) as error:
        found = views.review(record, by=visitor.name, second=bool(second), statement=statement_id)
        values = {**found, "visitor": visitor, "last": "", "message": f"Not saved: {error}"}
        return _page(request, values, status=409 if isinstance(error, ConflictError) else 400)
    if verdict == "undo":
        return RedirectResponse(f"/review/{statement_id}{'?second=1' if second else ''}", 303)
    query = {"last": statement_id, "done": verdict, **({"second": "1"} if second else {})}
    return RedirectResponse(f"/review?{urlencode(query)}", 303)


@router.post("/people/judge")
def judge(
    record: TheRecord, visitor: Editor, person: Annotated[Id, Form()], other: Annotated[list[Id], Form(max_length=100)],
    verdict: Annotated[Literal["same", "different"], Form()],
) -> Response:  # fmt: skip
    """Decide whether somebody is one with another, or with each of several others."""
    decide = judgements.same if verdict == "same" else judgements.different
    for each in other:
        decide(record, the_person(record, person), the_person(record, each), by=visitor.name)
    return RedirectResponse(f"/people?done={verdict}", 303)


@router.post("/people/undo")
def undo(record: TheRecord, visitor: Editor, number: Annotated[int, Form(ge=1, le=2**31 - 1)]) -> Response:
    """Take such a decision back."""
    judgements.undo(record, number, by=visitor.name)
    return RedirectResponse("/people?done=undo", 303)


def _page(request: Request, found: dict[str, Any], *, status: int = 200) -> Response:
    task, around = found["task"], found["context"]
    paragraphs = marked(around["exact"], [task], offset=around["start"], facts=True) if task else []
    return show(request, "review.html", {**found, "paragraphs": paragraphs}, status=status)


def _date(typed: str, published: str | None) -> str:
    """A date as typed (EDTF), or what words of the article ("last Monday") mean on its day; else as it is."""
    try:
        days(typed)
    except ValueError:
        times = find_times(typed, published)
        return times[0].edtf if len(times) == 1 else typed
    return typed


def _changes(record: Record, statement_id: str, given: dict[str, Any], *, second: bool) -> dict[str, Any]:
    """Those of the given values that differ from what was shown. Raises UsageError when none does."""
    hit = reviewing.task(record, statement_id, as_found=second).hit
    shown = hit.statement
    if given["said"]:
        given["said"] = _date(given["said"], hit.article.published)
    as_shown = {
        "speaker": {"name": shown.speaker.name, "type": shown.speaker.type} if shown.speaker else None,
        "said": shown.said.edtf if shown.said else None,
        "channel": shown.channel.type,
        "addressee": shown.addressee.name if shown.addressee else None,
        "kind": shown.kind,
        "words": shown.words,
    }
    kept = {name for name in ("channel", "kind", "words") if not given[name]}  # fields that were left out
    changes = {name: value for name, value in given.items() if name not in kept and value != as_shown[name]}
    if not changes:
        raise UsageError("nothing was changed", remedy="press Right where all is right")
    return changes
