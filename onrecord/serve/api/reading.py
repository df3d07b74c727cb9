"""Reading: articles, statements, people, sources."""

from __future__ import annotations

from functools import partial
from typing import Annotated

from anyio import to_thread
from fastapi import APIRouter, Query, Request
from starlette.responses import Response

from .. import views
from ..given import Reader, TheChecker, TheRecord
from ..views.listing import ArticleFilters, article_list
from ..views.question import USUAL, Question
from .answers import answer
from .bodies import After, IdInPath, Limit, SearchPage

router = APIRouter()


@router.get("/statements")
def search(request: Request, record: TheRecord, visitor: Reader, asked: Annotated[SearchPage, Query()]) -> Response:
    """Find statements by words, speaker, days, channel, outlet: the best first, without words the newest first."""
    return answer(request, views.found(record, Question.of(asked.pairs())))


@router.get("/statements/{id}")
def statement(request: Request, record: TheRecord, visitor: Reader, id: IdInPath) -> Response:
    """One statement in its context, the same words elsewhere, and what people corrected."""
    return answer(request, views.statement(record, id))


@router.get("/articles")
def articles(
    request: Request, record: TheRecord, visitor: Reader, asked: Annotated[ArticleFilters, Query()],
    limit: Limit = USUAL, after: After = None,
) -> Response:  # fmt: skip
    """Articles, the last added first."""
    return answer(request, article_list(record, asked, limit=limit, after=after))


@router.get("/articles/{id}")
def article(request: Request, record: TheRecord, visitor: Reader, id: IdInPath) -> Response:
    """One article, whole, with its statements."""
    return answer(request, views.article(record, id))


@router.get("/people")
def people(
    request: Request, record: TheRecord, visitor: Reader,
    name: Annotated[str, Query(max_length=200, description="A name, or its last word.")] = "", limit: Limit = 50,
) -> Response:  # fmt: skip
    """The people whom a name may mean; without a name the most quoted."""
    return answer(request, views.directory(record, name, limit=limit))


@router.get("/people/suggestions")
def suggestions(request: Request, record: TheRecord, visitor: Reader, limit: Limit = USUAL) -> Response:
    """People who may be one, with the reasons; and what was judged so far."""
    return answer(request, views.suggestions(record, limit=limit))


@router.get("/people/{id}")
def person(
    request: Request,
    record: TheRecord,
    visitor: Reader,
    id: IdInPath,
    asked: Annotated[SearchPage, Query()],
) -> Response:
    """One person: names, roles, topics, times, and the statements that a search among theirs finds."""
    return answer(request, views.person(record, id, Question.of(asked.pairs())))


@router.get("/people/{id}/with/{other}")
def two_people(
    request: Request, record: TheRecord, visitor: Reader, id: IdInPath, other: IdInPath,
    asked: Annotated[SearchPage, Query()],
) -> Response:  # fmt: skip
    """Two people beside each other, and what each said, found by the same search."""
    return answer(request, views.two_people(record, id, other, Question.of(asked.pairs())))


@router.get("/people/{id}/positions")
async def positions(
    request: Request, record: TheRecord, checker: TheChecker, visitor: Reader, id: IdInPath,
    about: Annotated[str, Query(max_length=300, description="A subject; without one the person's subjects.")] = "",
    toward: Annotated[str, Query(max_length=300, description="A sentence that stances are towards.")] = "",
) -> Response:  # fmt: skip
    """What a person has said about a subject over time, with stances and candidates for a change."""
    if not about.strip():
        return answer(request, await to_thread.run_sync(partial(views.subjects, record, id)))
    look = partial(views.on_subject, record, id, about.strip(), toward.strip())
    return answer(request, (await to_thread.run_sync(look, limiter=checker.turn))["people"][0])


@router.get("/sources")
def sources(request: Request, record: TheRecord, visitor: Reader) -> Response:
    """What was added when, of which outlets, what couldn't be added, and the feeds that are followed."""
    return answer(request, views.sources(record))
