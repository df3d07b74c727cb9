"""The page on which a draft is checked. Nothing of it is kept: it lives in the request and its answer only."""

from __future__ import annotations

from fastapi import APIRouter, Request
from markupsafe import Markup
from starlette.background import BackgroundTask
from starlette.datastructures import FormData, UploadFile
from starlette.formparsers import MultiPartParser
from starlette.responses import Response

from ...check.attention import DEFAULT, to_look_at
from ...errors import InputError, UsageError
from ...report import fragment, style
from ..api.bodies import LONGEST_DRAFT
from ..given import Reader, TheDesk
from ..rendering import show
from ..tasks import Document
from ..views.question import day

router = APIRouter(include_in_schema=False)

_PASTED = "The pasted draft"
#: A draft and what it is to be compared with besides the record.
_MOST_FILES = 20
_NO_STORE = {"Cache-Control": "no-store"}


@router.get("/check")
def form(request: Request, desk: TheDesk, visitor: Reader) -> Response:
    """Ask for a draft; what is to check it gets ready meanwhile."""
    answer = show(request, "check.html", {"visitor": visitor, "message": None, "text": "", "published": ""})
    answer.background = BackgroundTask(desk.worker.warm)
    return answer


@router.get("/check/report.css")
def report_style(visitor: Reader) -> Response:
    """The style of the report."""
    return Response(style(), media_type="text/css")


@router.post("/check")
async def check(request: Request, desk: TheDesk, visitor: Reader) -> Response:
    """Check a draft, pasted or sent as a file, and show it with the findings in place."""
    largest = MultiPartParser.spool_max_size  # what is pasted may be as large as a file
    async with request.form(max_files=_MOST_FILES, max_fields=10, max_part_size=largest) as given:
        text, published = _field(given, "text"), _field(given, "published").strip()
        try:
            draft = await _draft(given, text)
            sources = [await _document(file) for file in given.getlist("source") if _is_sent(file)]
            last_day = day("published", published, 1) if published else None
            report = await desk.check(draft, published=last_day, sources=sources)
        except (InputError, UsageError) as error:
            values = {"visitor": visitor, "message": str(error), "text": text, "published": published}
            return show(request, "check.html", values, status=422, headers=_NO_STORE)
    compared = "the record" + (f" and {len(sources)} more" if sources else "")
    shown = fragment(report, compared=compared, statements=None if sources else "/statements/")
    values = {"visitor": visitor, "report": Markup(shown), "looks": len(to_look_at(report.findings, DEFAULT))}  # noqa: S704 escaped by the report's own templates
    return show(request, "checked.html", values, headers=_NO_STORE)


def _field(given: FormData, name: str) -> str:
    value = given.get(name)
    return value.replace("\r\n", "\n") if isinstance(value, str) else ""


def _is_sent(file: object) -> bool:
    """Whether a field for a file was filled in: browsers send an empty one for a file that wasn't chosen."""
    return isinstance(file, UploadFile) and bool(file.filename)


async def _draft(given: FormData, text: str) -> Document:
    file = given.get("file")
    if _is_sent(file):
        return await _document(file)
    if not text.strip():
        raise UsageError("There is no draft", remedy="paste one or choose a file")
    if len(text) > LONGEST_DRAFT:
        raise UsageError(f"the draft has more than {LONGEST_DRAFT:,} characters", remedy="paste a part of it")
    return Document(text.encode(), _PASTED)


async def _document(file: object) -> Document:
    assert isinstance(file, UploadFile)
    return Document(await file.read(), file.filename or "file")
