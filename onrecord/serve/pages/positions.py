"""The pages of positions: one person on a subject over time, two people on one subject, and decisions on changes."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Annotated, Any, Literal
from urllib.parse import urlencode

from fastapi import APIRouter, Form, Request
from starlette.responses import RedirectResponse, Response

from ...positions.decisions import decide, take_back
from ..api.bodies import Id, Note
from ..api.positions import Words
from ..desk import Desk
from ..given import Editor, Reader, TheDesk, TheRecord
from ..pictures.stances import stance_picture
from ..rendering import show

router = APIRouter(include_in_schema=False)

#: Candidates for a change shown unless all are asked for.
_CANDIDATES = 5
Field = Annotated[Note, Form()]


@router.get("/people/{person_id}/positions")
async def positions(
    request: Request, person_id: str, desk: TheDesk, visitor: Reader, about: Words = "", toward: Words = "",
    other: Words = "",
) -> Response:  # fmt: skip
    """A person on a subject, beside an ``other`` where one is named; without a subject those there are."""
    if about.strip() and other.strip():
        return RedirectResponse(
            f"/people/{person_id}/with?{urlencode({'name': other.strip()})}&{_query(about, toward)}", 303
        )
    path = f"/people/{person_id}/positions"
    common = {"about": about.strip(), "toward": toward.strip(), "path": path, "visitor": visitor, "most": _CANDIDATES}
    if not about.strip():
        found = await desk.subjects(person_id)
        return show(request, "subjects.html", {**common, **found})
    columns = [await _found(desk, person_id, about, toward)]
    return show(
        request, "positions.html", {**common, **_offers(columns), "columns": columns, "query": _query(about, toward)}
    )


@router.get("/people/{person_id}/with/{other_id}/positions")
async def two_people(
    request: Request, person_id: str, other_id: str, desk: TheDesk, visitor: Reader, about: Words, toward: Words = ""
) -> Response:  # fmt: skip
    """Two people on one subject."""
    columns = [await _found(desk, each, about, toward) for each in (person_id, other_id)]
    path = f"/people/{person_id}/with/{other_id}/positions"
    values = {"about": about.strip(), "toward": toward.strip(), "path": path, "visitor": visitor, "most": _CANDIDATES}
    return show(
        request, "positions.html", {**values, **_offers(columns), "columns": columns, "query": _query(about, toward)}
    )


@router.post("/people/{person_id}/changes")
def decide_on_change(
    person_id: str, record: TheRecord, visitor: Editor, earlier: Annotated[Id, Form()], later: Annotated[Id, Form()],
    verdict: Annotated[Literal["accept", "reject", "note"], Form()], about: Field, toward: Field = "", note: Field = "",
) -> Response:  # fmt: skip
    """Decide on a candidate for a change, then look at the positions again."""
    decide(record, earlier, later, verdict, by=visitor.name, note=note or None)
    return RedirectResponse(f"/people/{person_id}/positions?{_query(about, toward)}#changes", 303)


@router.post("/people/{person_id}/changes/undo")
def undo(
    person_id: str,
    record: TheRecord,
    visitor: Editor,
    number: Annotated[int, Form(ge=1, le=2**31 - 1)],
    about: Field,
    toward: Field = "",
) -> Response:
    """Take a decision on a change back."""
    take_back(record, number, by=visitor.name)
    return RedirectResponse(f"/people/{person_id}/positions?{_query(about, toward)}#changes", 303)


async def _found(desk: Desk, person_id: str, about: str, toward: str) -> dict[str, Any]:
    """The positions of one person, as the page shows them."""
    found = await desk.positions(person_id, about, toward)
    by_id = {s["id"]: s for s in found["statements"]}
    pairs = [{**c, "earlier": by_id.get(c["earlier"]), "later": by_id[c["later"]]} for c in found["changes"]]
    return {**found, "changes": pairs, "svg": stance_picture(found["statements"], name=found["person"]["name"])}


def _offers(columns: Sequence[Mapping[str, Any]]) -> dict[str, list[str]]:
    """The sentences that may be asked about, of all columns."""
    return {"sentences": list(dict.fromkeys(one for column in columns for one in column["sentences"]))}


def _query(about: str, toward: str) -> str:
    return urlencode([(name, value) for name, value in (("about", about.strip()), ("toward", toward.strip())) if value])
